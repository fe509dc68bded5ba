"""Polylines whose distance to a branch is proved."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from itertools import takewhile
from math import isqrt

from coopgame.regions.algebra.dyadics import bits_of, dyadic
from coopgame.regions.algebra.univariate import has_no_root
from coopgame.regions.borders.branch import Branch
from coopgame.regions.borders.segments import Accuracy, Graph, Segment, Steep, Tip, segments
from coopgame.regions.borders.taylor import Taylor
from coopgame.regions.plane import Point

#: With more chords, halves of an interval are treated on their own, since they may bend less.
_MANY = 16


def polyline(
    branch: Branch, start: Point, end: Point, tolerance: Fraction, known: Sequence[Segment] = ()
) -> tuple[Point, ...]:
    """Return rational points along a branch.

    Parameters
    ----------
    branch
        Of any curve.
    start, end
        No further than a quarter of ``tolerance`` from the ends of the branch; they become the ends of the polyline.
    tolerance
        Neither the branch is anywhere further than this from the polyline, nor the polyline from the branch.
    known
        Segments of the branch, which are taken if they are near enough.

    Returns
    -------
    tuple of points
        From left to right; those between are no further than an eighth of ``tolerance`` from the branch.

    Examples
    --------
    >>> from coopgame.regions.algebra.algebraic import Algebraic
    >>> from coopgame.regions.borders.branch import Span
    >>> from coopgame.regions.algebra.curves import Curve
    >>> zero, one = Algebraic.of(0), Algebraic.of(1)
    >>> circle = Curve((((2, 0), 1), ((0, 2), 1), ((0, 0), -1)))
    >>> arc = Branch(circle, Fraction(0), Fraction(2), (Span(zero, one, 0),))
    >>> start, end = (Fraction(0), Fraction(1)), (Fraction(1), Fraction(0))
    >>> [" ".join(map(str, point)) for point in polyline(arc, start, end, Fraction(1, 10))]
    ['0 1', '1/2 443/512', '389/512 665/1024', '461/512 443/1024', '999/1024 111/512', '1 0']
    """
    if branch.curve.is_line:
        return start, end
    inner = _inner(known if _suffice(known, tolerance) else _fine(branch, tolerance), (start, end), tolerance)
    inner = _ahead(branch, start, inner, tolerance)
    inner = _ahead(branch, end, inner[::-1], tolerance)[::-1]
    kept = [start]
    for point in inner:
        if point not in (kept[-1], end):
            kept.append(point)
    return (*kept, end)


def _ahead(branch: Branch, end: Point, points: list[Point], tolerance: Fraction) -> list[Point]:
    """Leave out the first of the points, for which the given end stands, and others that the end may have overtaken.

    The branch up to these must be close to the end as well: no further off than half of the tolerance in y.
    """
    close = list(takewhile(lambda p: max(abs(p[0] - end[0]), abs(p[1] - end[1])) * 4 <= tolerance, points))
    if len(close) > 1:
        true = branch.left if points[0][0] < points[-1][0] else branch.right
        reach = [close[-1][0], *true.bounds(tolerance / 1024)]
        levels = (end[1] - tolerance / 2, end[1] + tolerance / 2)
        if all(has_no_root(branch.curve.at_y(y), min(reach), max(reach)) for y in levels):
            return points[len(close) :]
    return points[1:]


def tip_of(tolerance: Fraction) -> Fraction:
    """Return how wide a tip may be, and half as high as it may be; polynomials may be as far off."""
    return tolerance / 32


def _suffice(parts: Sequence[Segment], tolerance: Fraction) -> bool:
    """Whether segments may be drawn in place of the branch."""
    error = tip_of(tolerance)
    tips = (part for part in parts if isinstance(part, Tip))
    small = all(
        part.above - part.below <= 2 * error and max(abs(end - part.inner) for end in part.end) <= 2 * error
        for part in tips
    )
    return bool(parts) and small and all(isinstance(part, Tip) or _loose(part) <= 2 * error for part in parts)


def _fine(branch: Branch, tolerance: Fraction) -> list[Segment]:
    """Return segments in whose place their polynomials may be drawn."""
    error = beyond = tip_of(tolerance)
    while True:
        beyond /= 1 << 8
        found = segments(branch, Accuracy(lambda _: error, error, (beyond, beyond), partial(_room, error)))
        if all(isinstance(segment, Tip) or _loose(segment) <= 2 * error for segment in found):
            return found


def _room(error: Fraction, width: Fraction) -> Fraction:
    """Return the height that a tip may have."""
    return 2 * error if width <= error else Fraction(0)


def _loose(segment: Graph | Steep) -> Fraction:
    """Return how far from the branch the polynomial may be, where it reaches beyond its ends also."""
    near = segment.near
    return segment.beyond * near.variation / near.radius + near.error


def _inner(parts: Sequence[Segment], ends: tuple[Point, Point], tolerance: Fraction) -> list[Point]:
    """Return rounded points on the polynomials, one only where two of these meet."""
    bits, found, tip = bits_of(tolerance) + 6, list[Point](), True
    for part in parts:
        if isinstance(part, Tip):
            tip = True
            continue
        left, right = part.reach
        # The given ends may take a part of what the chords there may be off.
        close = (left - ends[0][0]) * 2 <= tolerance or (ends[1][0] - right) * 2 <= tolerance
        points = _points(part.near, tolerance / 2 if close else tolerance * 4 / 5, bits)
        if isinstance(part, Steep):
            points = [(x, y) for y, x in (points if part.rising else reversed(points))]
        found += points if tip else points[1:]
        tip = False
    return found


def _points(near: Taylor, sagitta: Fraction, bits: int) -> list[Point]:
    r"""Return rounded points of a polynomial whose chords are no further than ``sagitta`` from it.

    Over a chord of length h in t, a function is within :math:`h^2 |p''| / 8` of the chord; where it is monotone and
    steeper than one, the horizontal distance is less than that by the slope.
    """
    allowed = sagitta * max(near.steepness / near.radius, Fraction(1))
    ratio = near.bend / (2 * allowed)
    count = isqrt(ratio.numerator // ratio.denominator) + 1
    if count > _MANY:
        left, right = (_points(half, sagitta, bits) for half in near.halves)
        return left + right[1:]
    along = (near.centre + near.radius * Fraction(k, count) for k in range(-count, count + 1, 2))
    return [(dyadic(x, bits), near.at(k, count, bits)) for x, k in zip(along, range(-count, count + 1, 2), strict=True)]
