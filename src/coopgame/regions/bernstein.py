"""Which signs a curve's polynomial can have on a rectangle, from integer Bernstein coefficients halved exactly."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import comb, lcm

from coopgame.regions.curves import Curve
from coopgame.regions.plane import Box
from coopgame.regions.program import NEGATIVE, POSITIVE, ZERO

#: Rows by power of x, columns by power of y; a positive multiple of the coefficients.
Net = tuple[tuple[int, ...], ...]


def net_of(curve: Curve, box: Box) -> Net:
    """Return a positive multiple of the Bernstein coefficients of a curve's polynomial on a rectangle."""
    m, n = curve.degrees
    table = [[Fraction(0)] * (n + 1) for _ in range(m + 1)]
    for (i, j), c in curve.terms:
        table[i][j] = Fraction(c)
    table = [
        list(row)
        for row in zip(*(_converted(list(column), box.x0, box.x1) for column in zip(*table, strict=True)), strict=True)
    ]
    table = [_converted(row, box.y0, box.y1) for row in table]
    scale = lcm(*(c.denominator for row in table for c in row))
    return tuple(tuple(int(c * scale) for c in row) for row in table)


def _converted(coefficients: list[Fraction], low: Fraction, high: Fraction) -> list[Fraction]:
    """Turn coefficients of powers into Bernstein coefficients on [low, high]."""
    n = len(coefficients) - 1
    shifted = [
        sum((coefficients[k] * comb(k, i) * low ** (k - i) for k in range(i, n + 1)), Fraction(0)) * (high - low) ** i
        for i in range(n + 1)
    ]
    return [
        sum((shifted[i] * Fraction(comb(j, i), comb(n, i)) for i in range(j + 1)), Fraction(0)) for j in range(n + 1)
    ]


def mask_of(net: Net) -> int:
    """Return the signs that are possible; zero counts as possible when it cannot be excluded."""
    low, high = min(map(min, net)), max(map(max, net))
    if low > 0 or high < 0:
        return POSITIVE if low > 0 else NEGATIVE
    return ZERO | (POSITIVE if high > 0 else 0) | (NEGATIVE if low < 0 else 0)


def halves(net: Net) -> tuple[Net, Net]:
    """Return the coefficients on the left and on the right half (de Casteljau, scaled to integers)."""
    n = len(net) - 1
    rows = [tuple(c << n for c in row) for row in net]
    left, right = [rows[0]], [rows[-1]]
    for _ in range(n):
        rows = [tuple((a + b) >> 1 for a, b in zip(p, q, strict=True)) for p, q in itertools.pairwise(rows)]
        left.append(rows[0])
        right.append(rows[-1])
    return tuple(left), tuple(reversed(right))


def turned(net: Net) -> Net:
    """Return the coefficients with the axes exchanged."""
    return tuple(zip(*net, strict=True))
