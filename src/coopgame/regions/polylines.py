"""Polylines whose distance to a branch is proved."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import isqrt

from coopgame.regions.branch import Branch
from coopgame.regions.plane import Point
from coopgame.regions.segments import Accuracy, Graph, Segment, Steep, Tip, bits_of, dyadic, segments


def polyline(branch: Branch, start: Point, end: Point, tolerance: Fraction) -> tuple[Point, ...]:
    """Return rational points along a branch.

    Parameters
    ----------
    branch
        Of any curve.
    start, end
        No further than a quarter of ``tolerance`` from the ends of the branch; they become the ends of the polyline.
    tolerance
        Neither the branch is anywhere further than this from the polyline, nor the polyline from the branch.

    Returns
    -------
    tuple of points
        From left to right; those between are no further than an eighth of ``tolerance`` from the branch.

    Examples
    --------
    >>> from coopgame.regions.algebraic import Algebraic
    >>> from coopgame.regions.branch import Span
    >>> from coopgame.regions.curves import Curve
    >>> zero, one = Algebraic.of(0), Algebraic.of(1)
    >>> circle = Curve((((2, 0), 1), ((0, 2), 1), ((0, 0), -1)))
    >>> arc = Branch(circle, Fraction(0), Fraction(2), (Span(zero, one, 0),))
    >>> start, end = (Fraction(0), Fraction(1)), (Fraction(1), Fraction(0))
    >>> [tuple(map(str, point)) for point in polyline(arc, start, end, Fraction(1, 10))]
    """
    if branch.curve.is_line:
        return start, end
    inner = _inner(_fine(branch, tolerance), tolerance)
    # The first and the last of these stand for the ends.
    kept = [start]
    for point in inner[1:-1]:
        if point not in (kept[-1], end):
            kept.append(point)
    return (*kept, end)


def _fine(branch: Branch, tolerance: Fraction) -> list[Segment]:
    """Return segments in whose place their polynomials may be drawn."""
    error = beyond = tolerance / 32
    while True:
        beyond /= 1 << 8
        accuracy = Accuracy(lambda _: error, error, (beyond, beyond), partial(_room, error))
        found = segments(branch, accuracy)
        if all(isinstance(segment, Tip) or _loose(segment) <= 2 * error for segment in found):
            return found


def _room(error: Fraction, width: Fraction) -> Fraction:
    """Return the height that a tip may have."""
    return 2 * error if width <= error else Fraction(0)


def _loose(segment: Graph | Steep) -> Fraction:
    """Return how far from the branch the polynomial may be, where it reaches beyond its ends also."""
    near = segment.near
    return segment.beyond * near.variation / near.radius + near.error


def _inner(parts: list[Segment], tolerance: Fraction) -> list[Point]:
    """Return rounded points on the polynomials, one only where two of these meet."""
    bits, found, tip = bits_of(tolerance) + 6, list[Point](), True
    drawn = [part for part in parts if not isinstance(part, Tip)]
    for part in parts:
        if isinstance(part, Tip):
            tip = True
            continue
        # The given ends take a part of what the chords there may be off.
        order = _parameters(part, tolerance * 4 / 5, (part is drawn[0], part is drawn[-1]))
        found += [_point(part, k, n, bits) for k, n in (order if tip else order[1:])]
        tip = False
    return found


def _parameters(part: Graph | Steep, sagitta: Fraction, ends: tuple[bool, bool]) -> list[tuple[int, int]]:
    r"""Return values k/n of t such that the chords are no further than ``sagitta`` from the polynomial.

    Over a chord of length h in t, a function is within :math:`h^2 |p''| / 8` of the chord; where it is monotone and
    steeper than one, the horizontal distance is less than that by the slope.  A chord at an end is halved.
    """
    near = part.near
    allowed = sagitta * max(near.steepness / near.radius, Fraction(1))
    ratio = near.bend / (2 * allowed)
    count = 2 * (isqrt(ratio.numerator // ratio.denominator) + 1)
    order = list(range(-count, count + 1, 4))
    if ends[0 if _forward(part) else 1]:
        order.insert(1, 2 - count)
    if ends[1 if _forward(part) else 0]:
        order.insert(-1, count - 2)
    return [(k, count) for k in (order if _forward(part) else reversed(order))]


def _forward(part: Graph | Steep) -> bool:
    """Whether the polynomial is walked in the direction of its variable."""
    return isinstance(part, Graph) or part.rising


def _point(part: Graph | Steep, k: int, n: int, bits: int) -> Point:
    """Return the rounded point at t = k/n."""
    along, value = dyadic(part.near.centre + part.near.radius * Fraction(k, n), bits), part.near.at(k, n, bits)
    return (along, value) if isinstance(part, Graph) else (value, along)
