"""Which signs a curve's polynomial can have on a rectangle, from integer Bernstein coefficients halved exactly."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from math import comb, gcd, lcm
from operator import mul

from flint import fmpz_poly

from coopgame.regions.algebra.curves import Curve
from coopgame.regions.cells.program import NEGATIVE, POSITIVE, ZERO
from coopgame.regions.plane import Box

#: Rows by power of x, columns by power of y; a positive multiple of the coefficients.
Net = tuple[tuple[int, ...], ...]


def net_of(curve: Curve, box: Box) -> Net:
    """Return a positive multiple of the Bernstein coefficients of a curve's polynomial on a rectangle."""
    m, n = curve.degrees
    columns = [_converted(list(map(int, part.coeffs())), m, (box.x0, box.x1)) for part in curve.by_y]
    rows = [_converted(row, n, (box.y0, box.y1)) for row in zip(*columns, strict=True)]
    shared = gcd(*(c for row in rows for c in row)) or 1
    return tuple(tuple(c // shared for c in row) for row in rows)


def _converted(coefficients: Sequence[int], n: int, ends: tuple[Fraction, Fraction]) -> list[int]:
    """Turn coefficients of powers up to n into Bernstein coefficients, times a number that depends on n and ends."""
    (a, c), (b, d) = (end.as_integer_ratio() for end in ends)
    scale = lcm(c, d)
    a, b = a * (scale // c), b * (scale // d)
    scaled = fmpz_poly([k * scale ** (n - i) for i, k in enumerate(coefficients)])(fmpz_poly([a, b - a]))
    shifted = list(map(int, scaled.coeffs()))
    return [sum(map(mul, row, shifted)) for row in _weights(n)]


@cache
def _weights(n: int) -> tuple[tuple[int, ...], ...]:
    """Return the shares of powers in Bernstein polynomials of degree n, times what makes them integers."""
    scale = lcm(*(comb(n, i) for i in range(n + 1)))
    return tuple(tuple(comb(j, i) * scale // comb(n, i) for i in range(n + 1)) for j in range(n + 1))


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
