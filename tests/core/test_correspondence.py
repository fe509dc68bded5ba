"""The equilibrium correspondence along a parameter, against solving the game at points."""

from __future__ import annotations

import sys
from fractions import Fraction

import pytest
import sympy
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import coopgame as cg
from coopgame.equilibria.solve import default_concept
from coopgame.results.branches import short

#: A failing game is small as it is, and making it smaller takes minutes.
FAST = (Phase.explicit, Phase.reuse, Phase.generate)
SMALL = st.integers(-2, 2)
LINEAR = st.tuples(SMALL, SMALL)


def solved_at(found, value):
    """The mixtures of all equilibria of the game of numbers."""
    game = found.origin.game.substitute({**found.origin.fixed, found.axis.symbol: value})
    return {e.mixtures for e in found.origin.concept.equilibria(game)}


def without_regret(found, value, mixtures):
    """Whether mixtures are an equilibrium of the game of numbers, by the definition."""
    game = found.origin.game.substitute({**found.origin.fixed, found.axis.symbol: value})
    weights = [dict(mixture) for mixture in mixtures]

    def paid(i, own):
        pairs = [own, weights[1]] if i == 0 else [weights[0], own]
        return sum(p * q * game.payoffs[r, c][i] for r, p in pairs[0].items() for c, q in pairs[1].items())

    return all(paid(i, {s: 1}) <= paid(i, weights[i]) for i in (0, 1) for s in game.strategies[i]) and all(
        sum(own.values()) == 1 and min(own.values()) > 0 for own in weights
    )


def check(found, values):
    for value in values:
        listed, solved = {e.mixtures for e in found.at(value)}, solved_at(found, value)
        assert solved <= listed, value
        # Where payoffs tie, an end of a branch may lie inside a continuum instead of at its end.
        assert all(without_regret(found, value, extra) for extra in listed - solved), value


def points(found, extra=()):
    """Rational break points, points beside and between them, and the ends."""
    low, high = found.axis.lower, found.axis.upper
    turns = [turn.at for turn in found.turns]
    near = [sympy.Rational(Fraction(float(t)).limit_denominator(10**6)) for t in turns]
    own = [t for t in turns if t.is_Rational]
    beside = [t + s * (high - low) / 10**5 for t in near for s in (-1, 1)]
    return sorted({v for v in (*own, *beside, *extra, low, high) if low <= v <= high})


@pytest.mark.thorough
@settings(max_examples=12, phases=FAST)
@given(st.lists(LINEAR, min_size=8, max_size=8), st.fractions(-2, 2, max_denominator=6))
def test_linear_games_of_two_by_two(entries, value):
    x = sympy.Symbol("x", real=True)
    u = [a + b * x for a, b in entries]
    if not any(b for _, b in entries):
        return
    game = cg.Game.from_bimatrix([u[0:2], u[2:4]], [u[4:6], u[6:8]])
    found = cg.correspondence(game, "x", -2, 2)
    check(found, points(found, [sympy.Rational(value.numerator, value.denominator)]))


@pytest.mark.thorough
@settings(max_examples=5, phases=FAST)
@given(st.lists(LINEAR, min_size=12, max_size=12))
def test_linear_games_of_two_by_three(entries):
    x = sympy.Symbol("x", real=True)
    u = [a + b * x for a, b in entries]
    if not any(b for _, b in entries):
        return
    game = cg.Game.from_bimatrix([u[0:3], u[3:6]], [u[6:9], u[9:12]])
    found = cg.correspondence(game, "x", -2, 2)
    check(found, points(found)[:6])


def test_a_lost_break_point_is_noticed(monkeypatch):
    def blunt(*arguments):
        cells = line_of(*arguments)
        return (cells[0], type(cells[0])(cells[0].lower, cells[-1].upper, cells[1].holding), cells[-1])

    module = sys.modules["coopgame.results.correspondence"]
    line_of = module.line_of
    monkeypatch.setattr(module, "line_of", blunt)
    found = cg.correspondence(cg.models.inspection(), "c", 1, 8, concept=cg.Nash())
    with pytest.raises(AssertionError):
        check(found, [2, 5, 7])


SHIPPED = [
    ("st_plane", "T", (0, 2), {"S": "-1/2"}, cg.Nash()),
    ("st_plane", "S", (-1, 1), {"T": "3/2"}, cg.Nash()),
    ("inspection", "c", (0, 8), {}, cg.Nash()),
    ("inspection", "f", (2, 8), {"c": 1}, cg.Nash()),
    ("continuum", "x", (0, 1), {}, cg.Nash()),
    ("contracting", "p", (0, 10), {"b": 3}, None),
    ("contracting", "b", (0, 10), {"p": 3}, cg.PureNash()),
    ("contracting_reduced", "p", (0, 10), {"b": 3}, None),
]


@pytest.mark.parametrize(("name", "parameter", "ends", "at", "concept"), SHIPPED, ids=str)
def test_shipped_models(name, parameter, ends, at, concept):
    found = cg.correspondence(getattr(cg.models, name)(), parameter, *ends, at=at, concept=concept)
    check(found, points(found, [ends[0] + sympy.Rational(k * (ends[1] - ends[0]), 7) for k in range(8)]))


def test_branches_know_what_they_meet():
    found = cg.correspondence(cg.models.st_plane(), "T", 0, 2, at={"S": "-1/2"}, concept=cg.Nash())
    assert [(str(b), str(b.stretch)) for b in found.branches] == [
        ("(C, C)", "[0, 1]"),
        ("(D, D)", "[0, 2]"),
        ("(C+D, C+D)", "[0, 1)"),
    ]
    (turn,) = found.turns
    assert turn.at == 1
    assert {(str(a), str(b)) for a, b in turn.meets} == {("(C, C)", "(C+D, C+D)"), ("(C+D, C+D)", "(C, C)")}
    x = found.axis.symbol
    assert sympy.simplify(found.branches[2].probability("row", "C") - 1 / (3 - 2 * x)) == 0


def test_break_points_are_algebraic_numbers():
    game = cg.Game.from_bimatrix([["x**3 - x - 1", 0], [0, 1]], [["1", 0], [0, 1]], strategies=[["a", "b"]] * 2)
    found = cg.correspondence(game, "x", 0, 2)
    (turn,) = found.turns
    assert turn.at == sympy.CRootOf(sympy.Symbol("t") ** 3 - sympy.Symbol("t") - 1, 0)
    assert short(turn.at).startswith("1.32472…")
    game = cg.Game.from_bimatrix([["x**2 - 2", 0], [0, 1]], [["1", 0], [0, 1]])
    assert [t.at for t in cg.correspondence(game, "x", 0, 2).turns] == [sympy.sqrt(2)]


def test_continua_over_intervals_and_at_points():
    game = cg.Game.from_bimatrix([[0, 0], [0, 0]], [["x", 0], ["x", 0]], strategies=[["u", "d"], ["l", "r"]])
    found = cg.correspondence(game, "x", -1, 1)
    assert [(str(c), str(c.stretch)) for c in found.continua] == [
        ("conv{u; d} × r", "[-1, 0)"),
        ("conv{u; d} × conv{l; r}", "0"),
        ("conv{u; d} × l", "(0, 1]"),
    ]
    assert found.trace().sweeps[0].path[0][1:] == (0, 1)


def test_repr_latex_and_html_are_tables():
    found = cg.correspondence(cg.models.contracting(), "p", 0, 10, at={"b": 3})
    assert repr(found).splitlines() == [
        "Correspondence(p in [0, 10]; subgame perfection, government leads)",
        "  [0, 3]   cooperate, compete; pays 7 - p, 3",
        "  [3, 10]  capture, share; pays 4, 1",
        "  at 3: (cooperate, compete) vanishes; (capture, share) appears",
    ]
    assert "${[}3, 10]$" in found.to_latex()
    assert cg.latex(found) == found.to_latex()
    assert '<th scope="row">capture, share</th>' in found._repr_html_()


def test_what_is_outside_the_space_is_said():
    found = cg.correspondence(cg.models.inspection(), "f", 0, 4, at={"c": 1}, concept=cg.Nash())
    assert [str(s) for s in found.outside] == ["0", "(0, 1)", "1"] or [str(s) for s in found.outside] == ["[0, 1]"]
    with pytest.raises(cg.DiagramError, match="not in the parameter space"):
        found.at("1/2")


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda f: f.at(20), cg.DiagramError, "outside"),
        (lambda f: f.trace("boss"), cg.DiagramError, "boss"),
        (lambda f: f.trace("government", "capturé"), cg.DiagramError, "capture"),
        (lambda f: f.trace("government", "capture", payoff=True), cg.DiagramError, "leave it out"),
        (lambda _: cg.correspondence(cg.models.contracting(), "p", 3, 0), cg.DiagramError, "reversed"),
        (lambda _: cg.correspondence(cg.models.contracting(), "p", 0, 3), cg.ParameterError, "b"),
        (
            lambda _: cg.correspondence(cg.Game.from_bimatrix([["exp(x)", 0]], [[0, "exp(x) - 2"]]), "x", 0, 1),
            cg.UnsupportedError,
            "not algebraic",
        ),
    ],
)
def test_mistakes_are_named(call, error, words):
    found = cg.correspondence(cg.models.contracting(), "p", 0, 10, at={"b": 3})
    with pytest.raises(error, match=words):
        call(found)
    assert default_concept(found.origin.game) == cg.Nash()
