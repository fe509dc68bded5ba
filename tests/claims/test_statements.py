"""Statements of every kind: true ones are proved, false ones refuted with numbers, wrong ones refused."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from fractions import Fraction
from itertools import product

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import coopgame as cg
from coopgame.claims import (
    adjacent,
    always,
    chosen,
    coexist,
    exists,
    forall,
    grows_in,
    has_area,
    just_above,
    just_below,
    leaves,
    moves,
    no_equilibrium,
    passes,
    payoff,
    possible,
    probability,
    raising,
    shrinks_in,
    sometimes,
    unique,
)
from coopgame.expressions.evaluation import truth_at

SCALE = int(os.environ.get("COOPGAME_TEST_SCALE", "1"))
#: The reduced form at the baseline: P* = 3, B* = 4, D* = 9; p and b are free.
MAP = cg.models.contracting_reduced().at(
    {"V": 10, "V_G": 1, "delta": "1/5", "rho": "3/5", "eta": 1, "k_K": 1, "k_R": 0, "k_S": 0}
)
_SHIPPED = cg.models.inspection()
COST = cg.Model(_SHIPPED.game, _SHIPPED.space, concept=cg.Nash(), baseline=_SHIPPED.baseline)
AXES = ("p", "b")

#: Kind: a true statement, a false one.
KINDS = {
    "possible": (
        always(possible(MAP, "capture"), given=["p == 3", "b <= 4"]),
        always(possible(MAP, "capture"), given="p == 2"),
    ),
    "chosen": (
        always(~chosen(MAP, "cooperation"), given="p >= 3"),
        always(~chosen(MAP, "cooperation"), given="p >= 2"),
    ),
    "unique": (always(unique(MAP), given=["p < 3", "b < 4"]), always(unique(MAP), given=["p <= 3", "b < 4"])),
    "no equilibrium": (always(~no_equilibrium(MAP)), sometimes(no_equilibrium(MAP))),
    "moves": (sometimes(moves(MAP, "p", to="capture")), sometimes(moves(MAP, "b", to="capture"))),
    "leaves": (sometimes(leaves(MAP, "p", "restriction")), sometimes(leaves(MAP, "p", "substitution"))),
    "grows": (always(grows_in(MAP, "substitution", "p")), always(grows_in(MAP, "cooperation", "p"))),
    "shrinks": (always(shrinks_in(MAP, "cooperation", "b")), always(shrinks_in(MAP, "restriction", "b"))),
    "passes": (
        forall("b", passes(MAP, "p", "cooperation", "capture"), given="b < 4"),
        forall("b", passes(MAP, "p", "cooperation", "capture"), given="b <= 4"),
    ),
    "area": (has_area(MAP, "cooperation", AXES), has_area(MAP, ["capture", "cooperation"], AXES)),
    "coexist": (coexist(MAP, AXES), coexist(MAP.at({"p": 1}), ["b"])),
    "adjacent": (
        adjacent(MAP, "capture", "restriction", AXES),
        adjacent(MAP, "cooperation", "substitution", AXES),
    ),
    "beside": (
        sometimes(just_below(chosen(MAP, "cooperation"), "p") & just_above(chosen(MAP, "capture"), "p")),
        sometimes(just_below(chosen(MAP, "capture"), "p") & just_above(chosen(MAP, "cooperation"), "p")),
    ),
    "payoff": (
        always(payoff(MAP, "government").compared(">=", 1)),
        always(payoff(MAP, "government").compared(">", 1)),
    ),
    "payoff falls": (
        always(payoff(MAP, "government").never_rises_in("p")),
        always(payoff(MAP, "government").falls_in("p")),
    ),
    "polynomial": (always("p*b <= p**2 + b**2"), always("p*b <= p + b")),
    "quantifiers": (
        always(exists({"c": (0, "oo")}, forall("p", "p <= V + c", given="p <= b"))),
        exists({"c": (0, "oo")}, forall("p", "p <= c")),
    ),
}
SPACE = cg.ParameterSpace({"p": (0, sympy.oo), "b": (0, sympy.oo), "V": (0, sympy.oo)})


def _decide(statement, **options):
    return cg.decide(statement, space=None if statement.models else SPACE, **options)


@pytest.mark.parametrize("kind", KINDS)
def test_a_true_statement_of_each_kind_is_proved(kind):
    verdict = _decide(KINDS[kind][0])
    assert verdict.status == "proved", verdict
    assert verdict.method
    assert verdict.confirmed_by
    assert verdict.condition == sympy.true


@pytest.mark.parametrize("kind", KINDS)
def test_a_false_statement_of_each_kind_is_refuted(kind):
    verdict = _decide(KINDS[kind][1])
    assert verdict.status == "refuted", verdict
    assert verdict.method
    assert verdict.confirmed_by
    assert verdict.condition == sympy.false


def test_a_witness_is_checked_in_the_game_by_its_payoffs():
    verdict = cg.decide(always(~chosen(MAP, "cooperation"), given="p >= 2"))
    assert 2 <= verdict.witness["p"] < 3
    assert any("the game has cooperation" in line for line in verdict.evidence)


@pytest.mark.thorough
def test_probabilities_of_the_inspection_game():
    inspecting = probability(COST, "inspector", "inspect")
    assert cg.decide(always(inspecting.at_most(1))).status == "proved"
    assert cg.decide(always(inspecting.compared(">", 0))).status == "refuted"


def test_true_exactly_when():
    verdict = cg.decide(possible(MAP, "cooperation"))
    assert verdict.status == "conditional"
    assert {str(part) for part in verdict.condition.args} == {"b <= 4", "p <= 3"}
    assert verdict.witness is not None
    assert verdict.example is not None
    assert truth_at(verdict.condition, {s: Fraction(int(v.p), int(v.q)) for s, v in verdict.example.items()})


def test_given_conditions_count():
    statement = possible(MAP, "cooperation")
    assert cg.decide(statement, given=["p < 3", "b < 4"]).status == "proved"
    assert cg.decide(statement, given="p > 3").status == "refuted"


def test_a_space_given_replaces_that_of_the_model():
    small = cg.ParameterSpace({"p": (0, 2), "b": (0, 3)})
    assert cg.decide(possible(MAP, "cooperation"), space=small).status == "proved"


def _motzkin(x, y, z):
    """A polynomial that is nowhere negative but no sum of squares."""
    return f"{x}**4*{y}**2 + {x}**2*{y}**4 + {z}**6 - 3*{x}**2*{y}**2*{z}**2"


HARD = " + ".join(_motzkin(*names) for names in ("abc", "cde", "efg", "gha", "bdf")) + " >= 0"
WIDE = cg.ParameterSpace(dict.fromkeys("abcdefgh", (-sympy.oo, sympy.oo)))


@pytest.mark.thorough
def test_a_question_too_hard_ends_in_time_undecided():
    start = time.monotonic()
    verdict = cg.decide(always(HARD), space=WIDE, limits=cg.claims.Limits(seconds=2))
    assert time.monotonic() - start < 60
    assert verdict.status == "undecided"
    assert verdict.condition is None
    assert not verdict.exact
    assert "2 seconds" in verdict.reason


WRONG = [
    (lambda: possible(MAP, "captur"), "'captur' is not a regime of the model. Did you mean 'capture'?"),
    (lambda: possible(MAP), "name at least one regime"),
    (lambda: possible(MAP.game, "capture"), "Statements are about models; got Game"),
    (lambda: moves(MAP, "q", to="capture"), "raising: q is no parameter of the statement"),
    (lambda: forall("q", possible(MAP, "capture")), "forall: q is no parameter of the statement"),
    (lambda: forall(["p", "p"], possible(MAP, "capture")), "p is given twice"),
    (lambda: exists({"c": (1, 0)}, "c > p"), "expected lower < upper"),
    (lambda: exists({"c": 3}, "c > p"), "expected (lower, upper)"),
    (lambda: just_above(possible(MAP, "capture"), "q"), "just_above: q is no parameter"),
    (lambda: possible(MAP, "capture").at({"q": 1}), "at: q is no parameter"),
    (lambda: forall("p", possible(MAP, "capture")).at({"p": 1}), "p is bound inside the statement"),
    (lambda: bool(possible(MAP, "capture")), "neither true nor false by itself"),
    (lambda: possible(MAP, "capture") & 3, "Expected a statement or a comparison"),
    (lambda: probability(MAP, "mayor", "capture"), "'mayor' is not a player"),
    (lambda: probability(MAP, "government", "captur"), "has no strategy 'captur'. Did you mean 'capture'?"),
    (lambda: payoff(MAP, "government").compared("<>", 1), "expected one of"),
    (lambda: cg.decide("p >= 0"), "uses p, which is no parameter of a model or space"),
    (lambda: cg.decide(possible(MAP, "capture"), given="q > 0"), "uses q, which is no parameter"),
    (lambda: cg.decide(possible(MAP, "capture"), given=["p > 1", "p < 1"]), "parameter space is empty"),
    (lambda: cg.decide("p < 0", space=cg.ParameterSpace({"p": (0, 1)}, where=["p > 2"])), "parameter space is empty"),
    (lambda: cg.decide(always(possible(MAP, "capture"), given="p < 0")), "speaks of nothing"),
    (lambda: cg.decide(forall("p", "p > 0", given="p*p < 0"), space=SPACE), "speaks of nothing"),
    (lambda: cg.decide(3), "Expected a statement or a comparison"),
    (lambda: cg.decide("p >", space=SPACE), "statement"),
    (lambda: cg.decide("p > 0", space={"p": (0, 1)}), "space: expected a ParameterSpace"),
    (lambda: bool(cg.decide("p >= 0", space=SPACE)), "compare verdict.status"),
]


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_wrong_statements_get_one_clear_error(number):
    make, words = WRONG[number]
    with pytest.raises(cg.InputError) as caught:
        make()
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.thorough
def test_without_solvers_one_line_says_what_to_install():
    code = (
        "import sys\n"
        "for name in ('z3', 'cvc5'): sys.modules[name] = None\n"
        "import coopgame as cg, sympy\n"
        "space = cg.ParameterSpace(dict.fromkeys('abcdefgh', (-sympy.oo, sympy.oo)))\n"
        f"claim = cg.claims.always({HARD!r})\n"
        "print(cg.decide(claim, space=space, limits=cg.claims.Limits(seconds=2)).reason)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    (reason,) = run.stdout.strip().splitlines()
    assert 'pip install "coopgame[prove]"' in reason


@pytest.mark.thorough
def test_the_exported_text_gives_the_same_answer_in_z3():
    z3 = pytest.importorskip("z3")
    for statement in KINDS["chosen"]:
        verdict = cg.decide(statement)
        assert len(verdict.questions) == 1
        solver = z3.Solver()
        solver.from_string(verdict.smtlib())
        expected = "unsat" if verdict.status == "proved" else "sat"
        assert f"; expected: {expected}" in verdict.smtlib()
        assert str(solver.check()) == expected


def test_statements_and_verdicts_pickle_and_print():
    for statement in KINDS["adjacent"]:
        copy = pickle.loads(pickle.dumps(statement))  # noqa: S301 - our own bytes
        assert copy == statement
        assert repr(copy) == repr(statement)
        assert statement.to_latex()
        assert "<p>" in statement._repr_html_()
    verdict = cg.decide(possible(MAP, "capture"))
    assert pickle.loads(pickle.dumps(verdict)).condition == verdict.condition  # noqa: S301
    assert "true exactly when" in repr(verdict)
    assert verdict._repr_latex_().startswith("$")


# --- a law: verdicts agree with brute force on a grid -----------------------------------------------------------------

GRID = [Fraction(n, 2) for n in range(7)]
SMALL = cg.ParameterSpace({"x": (0, 3), "y": (0, 3)})
TERMS = ("x", "y", "1", "x*y", "2*x", "x + y", "3 - x", "y/2")


def _model(rows):
    game = cg.Game(("chooser",), (("a", "b", "c"),), {(name,): (u,) for name, u in zip("abc", rows, strict=True)})
    return cg.Model(game, SMALL)


def _possible(rows, name, x, y):
    values = {key: Fraction(str(sympy.sympify(u).subs({"x": x, "y": y}))) for key, u in zip("abc", rows, strict=True)}
    return values[name] == max(values.values())


@st.composite
def formulas(draw, depth=2):
    """A statement about two parameters, with the same as a function of a point."""
    rows = draw(st.tuples(*[st.sampled_from(TERMS)] * 3))
    model = _model(rows)

    def one(level):
        kind = draw(st.sampled_from(["atom", "only", "not", "and", "or"] if level else ["atom", "only"]))
        if kind == "not":
            part, truth = one(level - 1)
            return ~part, lambda x, y: not truth(x, y)
        if kind in {"and", "or"}:
            (a, f), (b, g) = one(level - 1), one(level - 1)
            return (
                (a & b, lambda x, y: f(x, y) and g(x, y)) if kind == "and" else (a | b, lambda x, y: f(x, y) or g(x, y))
            )
        name = draw(st.sampled_from("abc"))
        if kind == "atom":
            return possible(model, f"{name}"), lambda x, y: _possible(rows, name, x, y)
        others = [other for other in "abc" if other != name]
        return chosen(
            model, name
        ), lambda x, y: _possible(rows, name, x, y) and not any(_possible(rows, other, x, y) for other in others)

    return one(depth)


def agrees(statement, truth):
    """A verdict agrees with what is true at the points of a grid, ties included."""
    verdict = cg.decide(statement)
    x, y = sympy.symbols("x y", real=True)
    for point in product(GRID, repeat=2):
        expected = truth(*point)
        if verdict.status == "conditional":
            assert truth_at(verdict.condition, {x: point[0], y: point[1]}) == expected, (point, verdict)
        else:
            assert (verdict.status == "proved") == expected, (point, verdict)


@settings(max_examples=10 * SCALE)
@given(formulas())
def test_verdicts_agree_with_brute_force(pair):
    agrees(*pair)


def test_the_law_notices_a_strict_comparison_made_weak(monkeypatch):
    rows = ("x", "y", "1")
    model = _model(rows)
    from coopgame.claims.outcomes import Solved

    whole = Solved.holds
    monkeypatch.setattr(Solved, "holds", lambda self, regimes, _only: whole(self, regimes, False))
    with pytest.raises((AssertionError, cg.CoopgameError)):
        agrees(chosen(model, "a"), lambda x, y: x > max(y, 1))


@settings(max_examples=3 * SCALE)
@given(st.tuples(*[st.sampled_from(TERMS)] * 3), st.sampled_from("abc"))
def test_raising_agrees_with_brute_force(rows, name):
    model = _model(rows)
    own = possible(model, name)
    verdict = cg.decide(always(raising("x", own, own)))
    falls = [
        (x, y, z)
        for x, y, z in product(GRID, repeat=3)
        if z > x and _possible(rows, name, x, y) and not _possible(rows, name, z, y)
    ]
    if falls:
        assert verdict.status == "refuted"
    if verdict.status == "refuted":
        at = {s.name: Fraction(int(v.p), int(v.q)) for s, v in verdict.witness.items()}
        x, y = at.get("x", Fraction(0)), at.get("y", Fraction(0))
        assert _possible(rows, name, x, y)
        assert not _possible(rows, name, x + at["Delta_x"], y)
