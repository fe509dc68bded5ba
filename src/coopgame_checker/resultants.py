"""Resultants in y of two curves, by values at integers; the discriminant of one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from .bivariate import Curve
from .univariate import Uni, primitive, quotient, scaled_value, trim


def resultant(a: Uni, b: Uni) -> int:
    """Return the resultant of two polynomials of positive degree by the subresultant sequence.

    Examples
    --------
    >>> resultant((-1, 1), (-3, 1)), resultant((-2, 0, 1), (-2, 0, 1))
    (-2, 0)
    """
    outer = 1
    if len(a) < len(b):
        outer = -1 if len(a) % 2 == 0 and len(b) % 2 == 0 else 1
        a, b = b, a
    g = h = 1
    while len(b) > 1:
        gap = len(a) - len(b)
        if len(a) % 2 == 0 and len(b) % 2 == 0:
            outer = -outer
        lead = b[-1]
        rest = _pseudo(a, b)
        divisor = g * h**gap
        a, b = b, tuple(r // divisor for r in rest)
        g = lead
        h = h if gap == 0 else g**gap // h ** (gap - 1)
        if not b:
            return 0
    n = len(a) - 1
    last = int(b[0] ** n)
    return outer * (last // int(h ** (n - 1)))


def _pseudo(a: Uni, b: Uni) -> Uni:
    """Return lead(b)^(deg a - deg b + 1) · a modulo b."""
    rest, lead = list(a), b[-1]
    while len(rest) >= len(b):
        top, shift = rest.pop(), len(rest) - len(b)
        rest = [lead * r for r in rest]
        for i, v in enumerate(b[:-1]):
            rest[shift + 1 + i] -= top * v
    return trim(rest)


def _integers() -> Iterator[int]:
    n = 0
    while True:
        yield n
        n = 1 - n if n <= 0 else -n


def interpolated(points: list[tuple[int, int]]) -> Uni:
    """Return a positive multiple of the polynomial through points with integer abscissae, after Newton."""
    xs = [x for x, _ in points]
    table = [Fraction(y) for _, y in points]
    for level in range(1, len(xs)):
        for k in range(len(xs) - 1, level - 1, -1):
            table[k] = (table[k] - table[k - 1]) / (xs[k] - xs[k - level])
    whole = lcm(*(c.denominator for c in table))
    out: list[int] = []
    for x, c in zip(reversed(xs), reversed(table), strict=True):
        out = [0, *out]
        for i in range(len(out) - 1):
            out[i] -= x * out[i + 1]
        out = out or [0]
        out[0] += c.numerator * (whole // c.denominator)
    return primitive(out)


def _degree_bound(f: Curve, g: tuple[int, int, int], total: int) -> int:
    """Bound the degree of the resultant by the rows of Sylvester's matrix, by degrees in x and by total degrees."""
    height, width, full = g
    plain = f.width * height + width * f.height
    weighted = height * (total - f.height) + f.height * (full - height) + f.height * height
    return min(plain, weighted)


def _by_values(f: Curve, other: tuple[Uni, ...], bound: int) -> Uni:
    points: list[tuple[int, int]] = []
    for x in _integers():
        at = tuple(scaled_value(row, x, 1) for row in f.in_x)
        against = tuple(scaled_value(row, x, 1) for row in other)
        if at[-1] and against[-1]:
            points.append((x, resultant(at, against)))
        if len(points) > bound:
            break
    return interpolated(points)


def _total(rows: tuple[Uni, ...]) -> int:
    return max(len(row) - 1 + j for j, row in enumerate(rows) if row)


def curve_resultant(f: Curve, g: Curve) -> Uni:
    """Return the primitive resultant in y, up to sign, of two curves of positive degree in y."""
    other = (g.height, g.width, _total(g.in_x))
    return _by_values(f, g.in_x, _degree_bound(f, other, _total(f.in_x)))


def discriminant(f: Curve) -> Uni:
    """Return the primitive discriminant in y, up to sign: the resultant with the derivative over the leading term."""
    if f.height == 1:
        return (1,)
    rows = tuple(trim([j * c for c in row]) for j, row in enumerate(f.in_x))[1:]
    other = (f.height - 1, max(len(row) for row in rows) - 1, _total(rows))
    found = _by_values(f, rows, _degree_bound(f, other, _total(f.in_x)))
    if not found:
        return ()
    out = quotient(found, primitive(f.in_x[-1]))
    if out is None:
        raise ArithmeticError("the leading coefficient does not divide the resultant")
    return primitive(out)
