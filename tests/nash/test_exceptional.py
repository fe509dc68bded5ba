"""Equilibria on zeros of exceptions: with them the list is complete at every point of the parameter space."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

import coopgame as cg
from coopgame.bimatrix import extreme_equilibria
from coopgame.conditions import TRUE, All, Elimination, Polynomial, atoms, formula_of, holds, without_kernels
from coopgame.equilibria import (
    Conditional,
    Equilibrium,
    concept,
    defined,
    joined,
    joined_regimes,
    nash,
    polytope,
    readings,
    regimes_at,
)
from tests.laws import assert_caught, law

from .draws import at_point, on_zero, points, symbolic_games
from .oracle import fraction, matrices, profile, regret, value

Cases = tuple[cg.Game, list[dict[str, Fraction]]]
NASH = cg.Nash()


@st.composite
def cases(draw: st.DrawFn, sizes: tuple[tuple[int, int], ...], count: int = 4) -> Cases:
    game = draw(symbolic_games(sizes, most=2, quadratic=False))
    return game, [draw(points(game, -2, 2)) for _ in range(count)]


SMALL = cases(((2, 2), (2, 3), (3, 2)))
SQUARE = cases(((3, 3),))


def every(found: Conditional) -> tuple[Equilibrium, ...]:
    return (*found.equilibria, *found.exceptional)


def truth(formula: Any, point: dict[str, Fraction]) -> bool:
    def sign(polynomial: Polynomial) -> int:
        at = polynomial.at({s: point[s.name] for s in polynomial.generators})
        return int(at > 0) - int(at < 0)

    return holds(formula, sign)


def special(found: Conditional, starts: list[dict[str, Fraction]]) -> list[dict[str, Fraction]]:
    """Return the points given, moved onto one exception each, and the crossings of exceptions that are lines."""
    equations = [p.expression for p in found.exceptions]
    moved = (on_zero(e, start) for e, start in zip(equations, itertools.cycle(starts), strict=False))
    crossings = []
    for first, second in itertools.islice(itertools.combinations(equations, 2), 12):
        symbols = sorted(first.free_symbols | second.free_symbols, key=str)
        lines = all(sympy.Poly(e, *symbols).total_degree() == 1 for e in (first, second))
        solutions = sympy.solve([first, second], symbols, dict=True) if len(symbols) == 2 and lines else []
        crossings += [{s.name: Fraction(int(v.p), int(v.q)) for s, v in p.items()} for p in solutions if len(p) == 2]
    return [p for p in (*starts, *moved, *crossings) if p is not None]


def check_everywhere(case: Cases) -> None:
    """At every point all extreme equilibria are listed, and everything listed is an equilibrium with these payoffs."""
    game, starts = case
    found = NASH.conditional(game)
    for start in special(found, starts):
        point = {**dict.fromkeys((s.name for s in game.parameters), Fraction(0)), **start}
        A, B = matrices(game, point)
        listed = set()
        for e in every(found):
            if truth(e.formula, point):
                x, y = profile(e, game, point)
                listed.add((x, y))
                assert min(value(w, point) for mixture in e.mixtures for _, w in mixture) > 0
                assert regret(A, B, x, y) == 0, (e, point)
                worth = [sum(p * q * M[i][j] for i, p in enumerate(x) for j, q in enumerate(y)) for M in (A, B)]
                assert [value(u, point) for u in e.payoffs] == worth, (e, point)
        assert listed >= set(extreme_equilibria(A, B)), point


@pytest.mark.thorough
@law(100, SMALL)
def test_small_games(case: Cases) -> None:
    check_everywhere(case)


@pytest.mark.thorough
@law(6, SQUARE)
def test_three_by_three(case: Cases) -> None:
    check_everywhere(case)


def check_regimes(case: Cases) -> None:
    """The regimes of what exists at a point and of what lies between are those of the game of numbers there."""
    game, starts = case
    found = NASH.conditional(game)
    links = (*found.links, *found.exceptional_links)
    own = game.strategies[0][0]
    by_probability = cg.ByProbability("row", own, {(0, "1/3"): "low", ("1/3", "2/3"): "middle", ("2/3", 1): "high"})
    for rule in (cg.JoinStrategies(), by_probability):
        table = [readings([e], rule) for e in every(found)]
        for start in special(found, starts):
            point = {**dict.fromkeys((s.name for s in game.parameters), Fraction(0)), **start}
            holding = {
                i: [reading.regime for reading in row if truth(without_kernels(formula_of(reading.condition)), point)]
                for i, row in enumerate(table)
                if truth(row[0].equilibrium.formula, point)
            }
            between = joined_regimes(game.strategies, every(found), links, holding, rule)
            here = between.union(*holding.values())
            assert here == set(regimes_at(at_point(game, point), NASH, rule)), (rule, point)


@pytest.mark.thorough
@law(30, SMALL)
def test_regimes_at_every_point(case: Cases) -> None:
    check_regimes(case)


@pytest.mark.thorough
@law(3, SQUARE)
def test_regimes_of_three_by_three(case: Cases) -> None:
    check_regimes(case)


# Payoffs with roots, quotients and minima -----------------------------------------------------------------------------

S, T = sympy.symbols("s t", real=True)
KERNELS = [
    sympy.sqrt(S), 1 / sympy.sqrt(T), sympy.sqrt(S + T), 1 / (S - 1), 1 / (1 + sympy.sqrt(S)), sympy.Min(S, T), S / T,
    sympy.sqrt(S) * sympy.sqrt(T), T ** sympy.Rational(-3, 2), (S - 1) / (sympy.sqrt(S) - 1), S, T,
]  # fmt: skip
entries = st.one_of(
    st.integers(-1, 2).map(sympy.Integer),
    st.builds(lambda k, c, n: n * k + c, st.sampled_from(KERNELS), st.integers(-1, 1), st.sampled_from([1, 1, -1])),
)
squares = st.sampled_from([0, 1, 4, 9, 16, -1, Fraction(9, 16), Fraction(1, 4)]).map(Fraction)


@st.composite
def rooted(draw: st.DrawFn) -> Cases:
    A, B = ([[draw(entries) for _ in range(2)] for _ in range(2)] for _ in range(2))
    places = [{"s": draw(squares), "t": draw(squares)} for _ in range(5)]
    return cg.Game.from_bimatrix(A, B), places


def values(game: cg.Game, point: dict[str, Fraction]) -> dict[Any, list[Any]] | None:
    """Return the payoffs at a point, None where one is undefined; SymPy says 0 of sqrt(0)*sqrt(-1)."""
    numbers = {s: sympy.Rational(str(point[s.name])) for s in game.parameters}
    powers = {p for row in game.payoffs.values() for u in row for p in u.atoms(sympy.Pow)}
    for power in powers:
        base = power.base.subs(numbers)
        whole = power.exp.is_Integer
        if base.has(sympy.zoo, sympy.nan, sympy.I) or (base < 0 and not whole) or (base == 0 and power.exp < 0):
            return None
    return {s: [u.subs(numbers) for u in row] for s, row in game.payoffs.items()}


def check_roots(case: Cases) -> None:
    """Payoffs with roots and quotients: everything extreme is listed where they are defined, and nothing elsewhere."""
    game, places = case
    found = NASH.conditional(game)
    eliminate = Elimination()
    domain = eliminate(defined(game))
    for place in places:
        point = {s.name: place[s.name] for s in game.parameters}
        here = [e for e in every(found) if truth(eliminate(e.formula), point)]
        payoffs = values(game, place)
        assert truth(domain, point) == (payoffs is not None), point
        if payoffs is None:
            assert not here
            continue
        if not all(u.is_Rational for row in payoffs.values() for u in row):
            continue
        A, B = ([[fraction(payoffs[r, c][i]) for c in game.strategies[1]] for r in game.strategies[0]] for i in (0, 1))
        numbers = {s: sympy.Rational(str(point[s.name])) for s in game.parameters}
        listed = set()
        for e in here:
            rows = [{n: fraction(sympy.sympify(w).subs(numbers)) for n, w in mixture} for mixture in e.mixtures]
            x, y = (tuple(row.get(n, Fraction(0)) for n in own) for row, own in zip(rows, game.strategies, strict=True))
            assert regret(A, B, x, y) == 0, (e, point)
            listed.add((x, y))
        assert listed >= set(extreme_equilibria(A, B)), (game.payoffs, point)


@pytest.mark.thorough
@law(30, rooted())
def test_roots_and_quotients(case: Cases) -> None:
    check_roots(case)


# What is promised besides ---------------------------------------------------------------------------------------------


def test_parts_of_conditions_are_shared() -> None:
    game = cg.Game.from_bimatrix([["s", 0], [0, "t"]], [["t", 1], [0, "s"]])
    found = NASH.conditional(game)
    parts = [part for e in found.exceptional if isinstance(e.formula, All) for part in e.formula.parts]
    assert len({id(part) for part in parts}) <= len(parts) // 2
    assert all(any(sign.relation == "=" for sign in atoms(e.formula)) for e in found.exceptional)


def test_exceptional_equilibria_are_computed_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nash._Pairs, "exceptional", lambda _: 1 / 0)
    assert len(cg.solve(cg.Game.from_bimatrix([["s", 0], [0, 1]], [[1, 0], [0, 1]]))) == 3


def test_pure_concepts_have_no_exceptions() -> None:
    game = cg.Game.from_bimatrix([["s", 0], [0, 1]], [[1, 0], [0, 1]])
    for other in (cg.PureNash(), cg.SubgamePerfect(order=("row", "column"))):
        assert other.conditional(game).exceptional == ()


# The laws can fail ----------------------------------------------------------------------------------------------------


def test_law_fails_without_exceptional_equilibria(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nash._Pairs, "exceptional", lambda _: ())
    assert_caught(check_everywhere, SMALL)


def test_law_fails_when_ties_are_not_demanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polytope.Vertex, "tied_with", lambda _self, _replies: ())
    assert_caught(check_everywhere, SMALL)


def test_law_of_roots_fails_when_domains_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concept.Comparisons, "defined", TRUE)
    assert_caught(check_roots, rooted())


def test_law_of_regimes_fails_when_nothing_is_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joined, "_faces", lambda side, _order: list(side))
    monkeypatch.setitem(globals(), "joined_regimes", lambda *_: frozenset())
    assert_caught(check_regimes, SMALL)
