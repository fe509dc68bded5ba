r"""Extreme points of slices of a simplex.

A slice is :math:`\{x \ge 0 : \sum x_i = 1,\ a \cdot x \ge 0 \text{ for all rows } a\}`.  The double description method
finds them: start from the corners of the simplex and cut with one halfspace after the other.  A cutting plane meets the
polytope in points that it has and in one point of every edge whose ends it separates.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Point = tuple[Fraction, ...]
#: A point with the constraints that are tight there, by number.
Corner = tuple[Point, frozenset[int]]


def slice_points(size: int, rows: Sequence[Sequence[Fraction]]) -> tuple[Point, ...]:
    r"""Return the extreme points of a slice of the simplex, none if it is empty.

    Parameters
    ----------
    size
        The number of coordinates.
    rows
        The vectors a with :math:`a \cdot x \ge 0`.

    Examples
    --------
    >>> [[str(w) for w in x] for x in slice_points(2, [[Fraction(1), Fraction(-2)]])]
    [['1', '0'], ['2/3', '1/3']]
    """
    corners: list[Corner] = [
        (tuple(Fraction(int(i == k)) for k in range(size)), frozenset(k for k in range(size) if k != i))
        for i in range(size)
    ]
    for number, row in enumerate(rows, start=size):
        corners = _cut(corners, row, number)
    return tuple(point for point, _ in corners)


def _cut(corners: list[Corner], row: Sequence[Fraction], number: int) -> list[Corner]:
    sides = [sum((a * x for a, x in zip(row, point, strict=True)), Fraction(0)) for point, _ in corners]
    kept = [
        (point, tight | {number} if side == 0 else tight)
        for (point, tight), side in zip(corners, sides, strict=True)
        if side >= 0
    ]
    above = [(corner, side) for corner, side in zip(corners, sides, strict=True) if side > 0]
    below = [(corner, side) for corner, side in zip(corners, sides, strict=True) if side < 0]
    for (p, tight_p), high in above:
        for (q, tight_q), low in below:
            common = tight_p & tight_q
            # Two corners span an edge iff no third one has all their common constraints.
            if sum(common <= tight for _, tight in corners) == 2:
                share = Fraction(1, high - low)
                point = tuple((high * y - low * x) * share for x, y in zip(p, q, strict=True))
                kept.append((point, common | {number}))
    return kept
