"""Polynomials in x and y with integer coefficients: a dictionary from exponents to coefficients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from .report import Rejected
from .univariate import Uni, bernstein, common_divisor, scaled_value, trim

Poly = Mapping[tuple[int, int], int]
Key = tuple[tuple[tuple[int, int], int], ...]
Rectangle = tuple[Fraction, Fraction, Fraction, Fraction]
NEGATIVE, ZERO, POSITIVE, ANY = 1, 2, 4, 7
MOST_WORK, MOST_DEGREE = 4_000_000, 160


def constant(value: int) -> Poly:
    """Return a constant."""
    return {(0, 0): value} if value else {}


def key(p: Poly) -> Key:
    """Return something hashable that names the polynomial."""
    return tuple(sorted(p.items()))


def add(a: Poly, b: Poly) -> Poly:
    """Return a + b."""
    out = dict(a)
    for exponents, c in b.items():
        total = out.get(exponents, 0) + c
        if total:
            out[exponents] = total
        else:
            del out[exponents]
    return out


def multiply(a: Poly, b: Poly) -> Poly:
    """Return a · b, or reject a product of absurd size."""
    if a and b and (len(a) * len(b) > MOST_WORK or degree(a) + degree(b) > MOST_DEGREE):
        raise Rejected(f"a product of polynomials of {len(a)} and {len(b)} terms is too large to check")
    out: dict[tuple[int, int], int] = {}
    for (i, j), u in a.items():
        for (k, m), v in b.items():
            e = (i + k, j + m)
            out[e] = out.get(e, 0) + u * v
    return {e: c for e, c in out.items() if c}


def scale(a: Poly, factor: int) -> Poly:
    """Return factor · a."""
    return {e: factor * c for e, c in a.items()} if factor else {}


def degree(p: Poly) -> int:
    """Return the total degree; that of zero is 0."""
    return max((i + j for i, j in p), default=0)


def content(p: Poly) -> int:
    """Return the positive greatest common divisor of the coefficients."""
    return gcd(*p.values())


def value(p: Poly, x: int, y: int) -> int:
    """Return the value at integers."""
    return sum(c * x**i * y**j for (i, j), c in p.items())


def quotient(a: Poly, b: Poly) -> Poly | None:
    """Return a / b, or None where b does not divide a over the integers."""
    rest, out = dict(a), {}
    top = max(b)
    while rest:
        lead = max(rest)
        i, j = lead[0] - top[0], lead[1] - top[1]
        factor, left = divmod(rest[lead], b[top])
        if left or i < 0 or j < 0:
            return None
        out[i, j] = factor
        rest = dict(add(rest, {(i + k, j + m): -factor * c for (k, m), c in b.items()}))
    return out


def _matrix(p: Poly) -> list[list[int]]:
    """Return the coefficients: one row per power of y, padded in x."""
    wide, high = max(i for i, _ in p), max(j for _, j in p)
    rows = [[0] * (wide + 1) for _ in range(high + 1)]
    for (i, j), c in p.items():
        rows[j][i] = c
    return rows


def _mask(p: Poly, box: Rectangle) -> tuple[int, bool]:
    """Return the signs that the Bernstein coefficients allow, and whether corners take both signs."""
    rows = [bernstein(row, box[0], box[1]) for row in _matrix(p)]
    columns = [bernstein([row[i] for row in rows], box[2], box[3]) for i in range(len(rows[0]))]
    low, high = min(map(min, columns)), max(map(max, columns))
    mask = (NEGATIVE if low < 0 else 0) | (ZERO if low <= 0 <= high else 0) | (POSITIVE if high > 0 else 0)
    corners = [column[k] for column in (columns[0], columns[-1]) for k in (0, -1)]
    return mask, min(corners) < 0 < max(corners)


def _everywhere(p: Poly) -> int:
    """Return the signs that a polynomial may have at all: sums of even powers have one sign, or vanish at a point."""
    signs = {c > 0 for c in p.values()}
    if len(signs) == 2 or any(i % 2 or j % 2 for i, j in p):
        return ANY
    return (POSITIVE if signs == {True} else NEGATIVE) | (0 if (0, 0) in p else ZERO)


def quarters(box: Rectangle) -> list[Rectangle]:
    """Return the four quarters of a rectangle."""
    a, b, c, d = box
    x, y = (a + b) / 2, (c + d) / 2
    return [(a, x, c, y), (x, b, c, y), (a, x, y, d), (x, b, y, d)]


def signs_on(p: Poly, box: Rectangle, depth: int = 4) -> int:
    """Return a set of signs that holds every sign of p on the closed rectangle.

    The set is a sum of NEGATIVE, ZERO and POSITIVE.

    Examples
    --------
    >>> square = {(2, 0): 1, (0, 0): 1}
    >>> signs_on(square, (Fraction(-1), Fraction(1), Fraction(0), Fraction(1))) == POSITIVE
    True
    """
    if not p:
        return ZERO
    mask, mixed = _mask(p, box)
    mask &= _everywhere(p)
    if mask in (NEGATIVE, ZERO, POSITIVE) or mixed or depth == 0:
        return mask
    found = 0
    for part in quarters(box):
        found |= signs_on(p, part, depth - 1)
        if found == ANY:
            break
    return found & mask


@dataclass(frozen=True)
class Curve:
    """A polynomial of positive degree seen from both sides: as one in y over x, and as one in x over y."""

    terms: Poly
    in_x: tuple[Uni, ...]
    in_y: tuple[Uni, ...]

    @staticmethod
    def of(terms: Poly) -> Curve:
        """Return the curve of a polynomial."""
        rows = _matrix(terms)
        columns = [[row[i] for row in rows] for i in range(len(rows[0]))]
        return Curve(terms, tuple(trim(row) for row in rows), tuple(trim(column) for column in columns))

    @property
    def height(self) -> int:
        """The degree in y."""
        return len(self.in_x) - 1

    @property
    def width(self) -> int:
        """The degree in x."""
        return len(self.in_y) - 1

    @property
    def vertical(self) -> bool:
        """Whether the polynomial is one in x alone."""
        return self.height == 0

    def at_x(self, x: Fraction) -> Uni:
        """Return a positive multiple of the polynomial in y over one x."""
        return _substituted(self.in_x, x, self.width)

    def at_y(self, y: Fraction) -> Uni:
        """Return a positive multiple of the polynomial in x over one y."""
        return _substituted(self.in_y, y, self.height)

    def has_vertical_part(self) -> bool:
        """Whether the coefficients of the powers of y have a common divisor of positive degree."""
        common: Uni = ()
        for row in self.in_x:
            common = common_divisor(common, row)
        return len(common) > 1


def _substituted(rows: tuple[Uni, ...], at: Fraction, formal: int) -> Uni:
    p, q = at.numerator, at.denominator
    return trim([scaled_value(row, p, q) * q ** (formal + 1 - len(row)) if row else 0 for row in rows])
