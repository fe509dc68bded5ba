"""Nash equilibria with symbols whose parameter space has bounds and side conditions."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

import coopgame as cg
from coopgame.bimatrix import extreme_equilibria, extreme_equilibria_by_supports
from coopgame.conditions import FALSE
from coopgame.equilibria import solve as front
from tests.laws import assert_caught, law

from .draws import symbolic_games
from .oracle import matrices, profile, regret, truth, value

OO = sympy.oo
BOUNDS = [(-OO, OO), (0, OO), (0, 1), sympy.Interval.open(0, 1), sympy.Interval.Lopen(0, OO), (-2, "1/2")]
SIDES = ["s <= t", "s + t < 2", "2*s >= t"]


@dataclass(frozen=True)
class Bounded:
    """What can be solved: a game, the space of its parameters, and a concept."""

    game: cg.Game
    space: cg.ParameterSpace
    concept: cg.Nash = field(default_factory=cg.Nash)


def coordinate(interval: sympy.Interval) -> st.SearchStrategy[Fraction]:
    low = -4 if interval.start == -OO else interval.start
    high = 4 if interval.end == OO else interval.end
    start, width = Fraction(str(low)), Fraction(str(high)) - Fraction(str(low))
    return st.builds(lambda k: start + width * Fraction(k, 24), st.integers(0, 24)).filter(
        lambda v: bool(interval.contains(sympy.Rational(v.numerator, v.denominator)))
    )


@st.composite
def bounded(draw: st.DrawFn) -> tuple[Bounded, list[dict[str, Fraction]]]:
    game = draw(symbolic_games(((2, 2), (2, 3), (3, 2))).filter(lambda g: g.parameters))
    names = [s.name for s in game.parameters]
    limits = {name: draw(st.sampled_from(BOUNDS)) for name in names}
    sides = [draw(st.sampled_from(SIDES))] if {"s", "t"} <= set(names) and draw(st.booleans()) else []
    space = cg.ParameterSpace(limits, where=sides)
    drawn = st.fixed_dictionaries({s.name: coordinate(i) for s, i in space.bounds.items()})
    places = [draw(drawn) for _ in range(8)]
    return Bounded(game, space), [p for p in places if all(truth(c, p) for c in space.where)]


def check_bounded(case: tuple[Bounded, list[dict[str, Fraction]]]) -> None:
    """Inside the space the list is complete off the exceptions, and what is listed is an equilibrium."""
    bounded_game, places = case
    found = cg.solve(bounded_game)
    for point in places:
        A, B = matrices(found.game, point)
        here = [profile(e, found.game, point) for e in found if truth(e.condition, point)]
        assert all(regret(A, B, x, y) == 0 for x, y in here)
        if all(value(p, point) != 0 for p in found.exceptions):
            assert len(here) == len(set(here))
            assert set(here) == set(extreme_equilibria(A, B)) == set(extreme_equilibria_by_supports(A, B)), point


@pytest.mark.thorough
@law(30, bounded())
def test_inside_the_space(case: tuple[Bounded, list[dict[str, Fraction]]]) -> None:
    check_bounded(case)


def test_law_fails_when_too_much_is_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    real = front.__globals__["simplify"]

    def eager(formula: Any, box: Any, given: Any = ()) -> Any:
        return FALSE if given else real(formula, box, given)

    monkeypatch.setitem(front.__globals__, "simplify", eager)
    assert_caught(check_bounded, bounded(), n=400)


def test_side_conditions_shorten() -> None:
    """Given s ≤ t, the second row is best everywhere, and the first one where they tie, which s ≥ t says."""
    game = cg.Game.from_bimatrix([["s"], ["t"]], [[0], [0]])
    space = cg.ParameterSpace({"s": (0, 1), "t": (0, 1)}, where=["s <= t"])
    shown = {e.describe(): e.condition for e in cg.solve(Bounded(game, space))}
    s, t = space.symbols
    assert shown == {"1, 1": s >= t, "2, 1": sympy.true}
