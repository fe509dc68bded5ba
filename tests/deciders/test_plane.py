"""Questions in one and two variables: cells of every dimension, half-lines and lines."""

from __future__ import annotations

from typing import Any

import pytest
import sympy

from coopgame.conditions import Range, formula_of
from coopgame.deciders import Question, planar
from coopgame.deciders.clock import Clock
from coopgame.deciders.planar import Axis
from coopgame.deciders.rings import lifted
from tests.deciders.worlds import F, X, Y, Z

CASES: tuple[tuple[str, Any, dict[Any, Range], str, bool], ...] = (
    ("inside of a circle", X**2 + Y**2 < 1, {}, "yes", True),
    ("only a point", X**2 + Y**2 <= 0, {}, "yes", True),
    ("no point", X**2 + Y**2 < 0, {}, "no", False),
    ("an irrational point", (X**2 - 2) ** 2 + Y**2 <= 0, {}, "yes", False),
    ("a curve with rational points", sympy.Eq(Y**2, X**3 + 1), {Y: Range(F(2), None)}, "yes", True),
    ("a curve without rational points", sympy.Eq(X**2 + Y**2, 3), {}, "yes", False),
    ("far out on a half-line", sympy.And(X > 1000, sympy.Eq(Y, X)), {}, "yes", True),
    ("far out below", sympy.And(X < -1000, sympy.Eq(Y, X**3)), {}, "yes", True),
    ("nothing far out", sympy.And(X * Y > 1, X < 0, Y > 0), {}, "no", False),
    ("asymptotes", sympy.And(sympy.Eq(X * Y, 1), X > 100, Y > 0), {}, "yes", True),
    ("on the edge of the box", sympy.Eq(X, 1), {X: Range(F(0), F(1)), Y: Range(F(0), F(1))}, "yes", True),
    ("on an open edge", sympy.Eq(X, 1), {X: Range(F(0), F(1), False, True)}, "no", False),
    ("a box that is a segment", Y**2 > X, {X: Range(F(1), F(1)), Y: Range(F(0), F(2))}, "yes", True),
    ("a box that is a point", Y**2 > X, {X: Range(F(1), F(1)), Y: Range(F(1), F(1))}, "no", False),
    ("one variable", sympy.Eq(X**5, X + 1), {}, "yes", False),
    ("one variable, rational", sympy.Eq(X**3, 8), {}, "yes", True),
    ("high degree", sympy.And(X**9 + Y**9 < -1, X * Y > 5), {}, "yes", True),
    ("Motzkin's polynomial is not negative", X**4 * Y**2 + X**2 * Y**4 - 3 * X**2 * Y**2 + 1 < 0, {}, "no", False),
    ("Motzkin's polynomial vanishes", X**4 * Y**2 + X**2 * Y**4 - 3 * X**2 * Y**2 + 1 <= 0, {}, "yes", True),
)


@pytest.mark.parametrize(
    ("condition", "box", "status", "rational"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_cells_of_every_dimension_count(condition: Any, box: dict[Any, Range], status: str, rational: bool) -> None:
    found = planar.planar(lifted(Question(formula_of(condition), box)), Clock(20 * 10**9))
    assert found is not None
    assert (found.status, found.point is not None) == (status, rational)


def test_three_variables_are_too_many() -> None:
    assert planar.planar(lifted(Question(formula_of(X * Y > Z))), Clock(10**9)) is None


@pytest.mark.parametrize("axis", [Axis(X, F(0), F(1), 1, F(3, 2)), Axis(X, F(0), F(1), -1, F(-2)), Axis(X, F(0), F(4))])
def test_coordinates_keep_signs(axis: Axis) -> None:
    question = lifted(Question(formula_of(X**3 - 2 * X**2 + Y * X < 7)))
    projected = planar._projected(axis)(question.formula) if axis.direction else question.formula
    for u in (F(0), F(1, 3), F(9, 10)):
        for y in (F(-5), F(0), F(8)):
            before = question.formula.polynomial.at({X: axis.back(u), Y: y})
            after = projected.polynomial.at({X: u, Y: y})
            assert (signum(before) in question.formula.signs) == (signum(after) in projected.signs)
            assert axis.forth(axis.back(u)) == u


def signum(value: Any) -> int:
    return (value > 0) - (value < 0)


@pytest.mark.parametrize(
    ("low", "high"), [("0", "1"), ("-1/1000", "1/1000"), ("1000", "1001"), ("7/9", "8/9"), ("99/100", "1")]
)
def test_simple_numbers_lie_between(low: str, high: str) -> None:
    found = planar.simple_between(F(low), F(high))
    assert found
    assert len(found) == len(set(found)) <= planar.LINES
    assert all(F(low) <= value <= F(high) for value in found)
