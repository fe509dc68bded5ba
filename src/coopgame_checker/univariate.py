"""Polynomials in one variable with integer coefficients, constant first: division, common divisors, real roots.

Only zeros and signs matter to the proof, so a polynomial may be replaced by a positive multiple at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import comb, gcd, lcm

from .report import Rejected

Uni = tuple[int, ...]
DEPTH = 400


def trim(coefficients: Sequence[int]) -> Uni:
    """Drop leading zeros; the zero polynomial is empty."""
    n = len(coefficients)
    while n and coefficients[n - 1] == 0:
        n -= 1
    return tuple(coefficients[:n])


def primitive(coefficients: Sequence[int]) -> Uni:
    """Divide by the positive greatest common divisor of the coefficients."""
    c = trim(coefficients)
    content = gcd(*c)
    return c if content <= 1 else tuple(a // content for a in c)


def add(a: Sequence[int], b: Sequence[int]) -> Uni:
    """Return a + b."""
    if len(a) < len(b):
        a, b = b, a
    return trim([*(u + v for u, v in zip(a, b, strict=False)), *a[len(b) :]])


def multiply(a: Sequence[int], b: Sequence[int]) -> Uni:
    """Return a · b."""
    if not a or not b:
        return ()
    out = [0] * (len(a) + len(b) - 1)
    for i, u in enumerate(a):
        if u:
            for j, v in enumerate(b):
                out[i + j] += u * v
    return tuple(out)


def derivative(c: Sequence[int]) -> Uni:
    """Return the derivative."""
    return tuple(i * a for i, a in enumerate(c))[1:]


def sign(value: int | Fraction) -> int:
    """Return -1, 0 or 1."""
    return (value > 0) - (value < 0)


def scaled_value(c: Sequence[int], p: int, q: int) -> int:
    """Return q^degree · c(p/q)."""
    total, power = 0, 1
    for a in reversed(c):
        total = total * p + a * power
        power *= q
    return total


def sign_at(c: Sequence[int], x: Fraction) -> int:
    """Return the sign of c(x)."""
    return sign(scaled_value(c, x.numerator, x.denominator))


def remainder(a: Sequence[int], b: Sequence[int]) -> Uni:
    """Return an even power of the leading coefficient of b, times a, modulo b."""
    rest, lead, odd = list(a), b[-1], False
    while len(rest) >= len(b):
        top = rest[-1]
        if top:
            shift = len(rest) - len(b)
            rest = [lead * r for r in rest]
            for i, v in enumerate(b):
                rest[shift + i] -= top * v
            odd = not odd
        rest.pop()
    out = trim(rest)
    return tuple(lead * r for r in out) if odd else out


def quotient(a: Sequence[int], b: Sequence[int]) -> Uni | None:
    """Return a / b, or None where b does not divide a over the integers."""
    rest, out = list(a), [0] * max(len(a) - len(b) + 1, 0)
    for shift in range(len(a) - len(b), -1, -1):
        factor, left = divmod(rest[shift + len(b) - 1], b[-1])
        if left:
            return None
        out[shift] = factor
        if factor:
            for i, v in enumerate(b):
                rest[shift + i] -= factor * v
    return trim(out) if not any(rest) else None


def _digits(value: int, base: int) -> Uni:
    """Return the digits of a value in a base, each between -base/2 and base/2."""
    out = []
    while value:
        digit = value % base
        if 2 * digit > base:
            digit -= base
        out.append(digit)
        value = (value - digit) // base
    return tuple(out)


def _guess(a: Uni, b: Uni) -> Uni | None:
    """Return the greatest common divisor read off from one large integer; proved by division."""
    base = 2 * min(max(map(abs, a)), max(map(abs, b))) + 29
    for _ in range(4):
        candidate = primitive(_digits(gcd(scaled_value(a, base, 1), scaled_value(b, base, 1)), base))
        if candidate and quotient(a, candidate) is not None and quotient(b, candidate) is not None:
            return candidate
        base = base * 73794 // 27011
    return None


@lru_cache(maxsize=4096)
def common_divisor(a: Uni, b: Uni) -> Uni:
    """Return the primitive greatest common divisor."""
    if not a or not b:
        return primitive(a or b)
    a, b = primitive(a), primitive(b)
    if len(a) == 1 or len(b) == 1:
        return (1,)
    guess = _guess(a, b)
    if guess is not None:
        return guess
    while b:
        a, b = b, primitive(remainder(a, b)) if len(a) >= len(b) else a
    return a


@lru_cache(maxsize=8192)
def squarefree(c: Uni) -> Uni:
    """Return the primitive polynomial with the same roots, each simple."""
    c = primitive(c)
    if len(c) <= 2:
        return c
    out = quotient(c, common_divisor(c, primitive(derivative(c))))
    if out is None:
        raise ArithmeticError("a divisor does not divide")
    return out


@lru_cache(maxsize=256)
def _scales(n: int) -> tuple[int, ...]:
    whole = lcm(*(comb(n, i) for i in range(n + 1)))
    return tuple(whole // comb(n, i) for i in range(n + 1))


def bernstein(c: Sequence[int], low: Fraction, high: Fraction) -> list[int]:
    """Return a positive multiple of the Bernstein coefficients over [low, high]; it depends on len(c) only.

    Examples
    --------
    >>> bernstein((0, 0, 1), Fraction(-1), Fraction(1))
    [2, -2, 2]
    """
    q = lcm(low.denominator, high.denominator)
    p = low.numerator * (q // low.denominator)
    d = high.numerator * (q // high.denominator) - p
    shifted: list[int] = []
    power = 1
    for a in reversed(c):
        shifted.append(0)
        for k in range(len(shifted) - 1, 0, -1):
            shifted[k] = shifted[k] * p + shifted[k - 1] * d
        shifted[0] = shifted[0] * p + a * power
        power *= q
    out = [a * s for a, s in zip(shifted, _scales(len(shifted) - 1), strict=True)]
    for j in range(1, len(out)):
        for k in range(len(out) - 1, j - 1, -1):
            out[k] += out[k - 1]
    return out


def _halves(row: list[int]) -> tuple[list[int], list[int]]:
    """Return the coefficients over the two halves, by the scheme of de Casteljau without division."""
    n = len(row) - 1
    left, right = [row[0] << n], [row[-1] << n]
    for level in range(1, n + 1):
        row = [u + v for u, v in pairwise(row)]
        left.append(row[0] << (n - level))
        right.append(row[-1] << (n - level))
    return left, right[::-1]


def variations(values: Iterable[int]) -> int:
    """Return the number of sign changes, zeros left out."""
    signs = [v > 0 for v in values if v]
    return sum(u != v for u, v in pairwise(signs))


@dataclass(frozen=True)
class Root:
    """A simple root: itself where low = high, else the only one in the open interval, with the sign to its left."""

    low: Fraction
    high: Fraction
    before: int

    def side(self, c: Uni, x: Fraction) -> int:
        """Return the sign of (root - x), for the polynomial the root belongs to."""
        if self.low == self.high or x <= self.low or x >= self.high:
            return sign(self.low - x) or sign(self.high - x)
        return sign_at(c, x) * self.before

    def halved(self, c: Uni) -> Root:
        """Return the root in half the interval."""
        if self.low == self.high:
            return self
        middle = (self.low + self.high) / 2
        side = self.side(c, middle)
        if side == 0:
            return Root(middle, middle, self.before)
        return Root(middle, self.high, self.before) if side > 0 else Root(self.low, middle, self.before)


def isolate(c: Uni, low: Fraction, high: Fraction) -> list[Root]:
    """Return the roots of a squarefree polynomial in the open interval, in order.

    Raises
    ------
    Rejected
        The roots lie closer than ``DEPTH`` halvings, as those of a polynomial with multiple roots do.
    """
    if len(c) < 2:
        return []
    found: list[Root] = []
    todo = [(low, high, bernstein(c, low, high), 0)]
    while todo:
        start, end, row, depth = todo.pop()
        changes = variations(row)
        if changes == 0:
            continue
        if changes == 1:
            found.append(Root(start, end, sign(next(v for v in row if v))))
            continue
        if depth == DEPTH:
            raise Rejected("roots that cannot be told apart")
        middle = (start + end) / 2
        left, right = _halves(row)
        if right[0] == 0:
            found.append(Root(middle, middle, 0))
        todo += [(start, middle, left, depth + 1), (middle, end, right, depth + 1)]
    return sorted(found, key=lambda root: (root.low, root.high))


def rootless(c: Uni, low: Fraction, high: Fraction) -> bool:
    """Whether a polynomial has no root in the closed interval."""
    if not c or not sign_at(c, low) or not sign_at(c, high):
        return False
    if len(c) == 1 or variations(bernstein(c, low, high)) == 0:
        return True
    return not isolate(squarefree(c), low, high)
