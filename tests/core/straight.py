"""What the engine says: exactly for straight borders, and its conditions on the signs of curves."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .plane import Point

#: Any width and any tolerance will do.
LARGE = Fraction(10**6)


def exact_area(patch: Any) -> Fraction:
    low, high = patch.area(LARGE)
    assert low == high, "the area of a polygon is exact"
    return low


def rings(patch: Any) -> tuple[tuple[Point, ...], ...]:
    return patch.outline(LARGE)


def ends(piece: Any) -> tuple[Point, Point]:
    """The first and the last point of an arc or a thin set, which is straight."""
    path = piece.path(LARGE)
    return path[0], path[-1]


def place(junction: Any) -> Point:
    assert all(value.is_rational for value in junction.at)
    return junction.at[0].lower, junction.at[1].lower


def true_at(condition: Any, curves: Any, x: Fraction, y: Fraction) -> bool:
    """Decide a condition on the signs of curves at a point."""
    if hasattr(condition, "signs"):
        return curves[condition.curve].sign(x, y) in condition.signs
    return (all if condition.every else any)(true_at(part, curves, x, y) for part in condition.parts)
