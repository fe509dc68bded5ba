r"""Polynomials that approximate a piece of a curve, with a proved bound of the error.

For a root :math:`φ(c)` of :math:`f(c, ·)`, Newton's iteration in truncated power series proposes a polynomial p with
:math:`f(c + rt, p(t)) ≈ 0` (von zur Gathen and Gerhard 2013, section 9.4); any p may be proposed.  The proof comes after:
expand :math:`f(c + rt, p(t) + w) = \sum_j G_j(t) w^j`.  Where :math:`|G_1| - \sum_{j ≥ 2} j |G_j| s^{j-1} ≥ m > 0` for
all :math:`|t| ≤ 1`, f is strictly monotone in w over the tube :math:`|w| ≤ s`, and if :math:`|G_0| < m s`, the curve crosses
the tube as one graph, no further than :math:`|G_0| / m` from p.  All numbers are integers over powers of two.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from flint import fmpz_poly

from coopgame.regions.curves import Curve
from coopgame.regions.univariate import Interval, refine

#: Bits of the coefficients below the accuracy that is asked for.
_GUARD = 12


@dataclass(frozen=True)
class Taylor:
    r"""A polynomial :math:`p(t) = 2^{-b} \sum_k p_k t^k`, near a function of :math:`x = c + rt` for :math:`|t| ≤ 1`.

    Attributes
    ----------
    centre, radius
        The numbers c and r.
    coefficients
        The integers p_k.
    bits
        The number b.
    error
        The function is nowhere further than this from p.
    """

    centre: Fraction
    radius: Fraction
    coefficients: tuple[int, ...]
    bits: int
    error: Fraction

    @cached_property
    def unit(self) -> Fraction:
        """The value of a coefficient of one."""
        return Fraction(1, 1 << self.bits)

    @cached_property
    def integral(self) -> tuple[Fraction, Fraction]:
        """The integral of the function over its interval, and how far off that may be."""
        half = sum(c // (k + 1) for k, c in enumerate(self.coefficients) if k % 2 == 0)
        # Each of the quotients was rounded down by less than one.
        rounding = len(self.coefficients) * self.unit
        return 2 * half * self.radius * self.unit, 2 * self.radius * (self.error + rounding)

    @cached_property
    def variation(self) -> Fraction:
        """A bound of the slope of p with respect to t."""
        return sum(k * abs(c) for k, c in enumerate(self.coefficients)) * self.unit

    @cached_property
    def steepness(self) -> Fraction:
        """A number below the absolute slope of p with respect to t everywhere, or a negative one."""
        slope = abs(self.coefficients[1]) if len(self.coefficients) > 1 else 0
        return (slope - sum(k * abs(c) for k, c in enumerate(self.coefficients) if k > 1)) * self.unit

    @cached_property
    def bend(self) -> Fraction:
        """A bound of the second derivative of p with respect to t."""
        return sum(k * (k - 1) * abs(c) for k, c in enumerate(self.coefficients)) * self.unit

    def at(self, k: int, n: int) -> Fraction:
        """Return p(k/n)."""
        value, power = 0, 1
        for c in reversed(self.coefficients):
            value = value * k + c * power
            power *= n
        return Fraction(value * n, power) * self.unit


def taylor(curve: Curve, centre: Fraction, radius: Fraction, root: Interval, bits: int) -> Taylor | None:
    r"""Approximate the function that f(x, y) = 0 defines around a simple root.

    Parameters
    ----------
    curve
        The curve f(x, y) = 0.
    centre, radius
        Of the interval of x; fractions over powers of two.
    root
        Isolates a simple root of f(centre, ·).
    bits
        The bound of the error is about :math:`2^{-bits}`.

    Returns
    -------
    Taylor or None
        If it is not None, then over the whole interval the continuous function through the root exists, is as close to the
        polynomial as that says, and has no other root of f(x, ·) near.  None where that was not found: try smaller intervals.

    Examples
    --------
    >>> parabola = Curve((((1, 0), -1), ((0, 2), 1)))
    >>> near = taylor(parabola, Fraction(1), Fraction(1, 4), (Fraction(0), Fraction(2)), 30)
    >>> near.error < Fraction(1, 2**29), abs(near.at(1, 1) ** 2 - Fraction(5, 4)) < Fraction(1, 2**28)
    (True, True)
    >>> taylor(parabola, Fraction(1), Fraction(3, 2), (Fraction(0), Fraction(2)), 30) is None
    True
    """
    work = bits + _GUARD
    low, high = refine(curve.at_x(centre), root, Fraction(1, 1 << work))
    height = (low.numerator << work) // low.denominator
    if ((high.numerator << work) // high.denominator) - height > 1:
        return None
    parts = _local(curve, centre, radius, height, work)
    found = _propose(parts, work)
    if found is None:
        return None
    error = _prove(parts, found)
    # Far more than was expected: not worth the name of an approximation.
    if error is None or error >> (2 * _GUARD):
        return None
    coefficients = [int(c) for c in found.coeffs()] or [0]
    coefficients[0] += height
    return Taylor(centre, radius, tuple(coefficients), work, Fraction(error, 1 << work))


def _local(curve: Curve, centre: Fraction, radius: Fraction, height: int, work: int) -> list[Any]:
    """Return the coefficients of V^j in a positive multiple of f(c + rt, (height + V) / 2^work), polynomials in t."""
    scale = max(centre.denominator, radius.denominator)
    k, (n, m) = scale.bit_length() - 1, curve.degrees
    inner = fmpz_poly([int(centre * scale), int(radius * scale)])
    parts = []
    for j, part in enumerate(curve.by_y):
        shift = work * (m - j)
        whole = fmpz_poly([int(c) << (k * (n - i) + shift) for i, c in enumerate(part.coeffs())])
        parts.append(whole(inner))
    for first in range(m):
        for j in range(m - 1, first - 1, -1):
            parts[j] += height * parts[j + 1]
    return parts


def _propose(parts: list[Any], work: int) -> Any | None:
    """Return a polynomial V(t) near the root of Σ parts_j V^j near zero, or None if its terms shrink slowly."""
    lead = int(parts[1][0]) if len(parts) > 1 else 0
    if lead == 0:
        return None
    scaled = [part * (1 << work * j) // lead for j, part in enumerate(parts)]
    one = 1 << work
    found, inverse, n, last = fmpz_poly([]), fmpz_poly([one]), 1, 8
    most = 1 << max(work - _GUARD, 16).bit_length()
    while n < last:
        n = min(2 * n, last)
        value, slope = _evaluate([part.truncate(n) for part in scaled], found, one, n)
        inverse = (inverse * (2 * one - (inverse * slope).truncate(n) // one)).truncate(n) // one
        found = found - (value * inverse).truncate(n) // one
        if n == 8:
            last = _terms(found)
            if last > most:
                return None
    return found


def _evaluate(parts: list[Any], v: Any, one: int, n: int) -> tuple[Any, Any]:
    """Return Σ parts_j v^j and its derivative with respect to v, as power series over ``one``."""
    value, slope = parts[-1], fmpz_poly([])
    for part in reversed(parts[:-1]):
        slope = (slope * v).truncate(n) // one + value
        value = (value * v).truncate(n) // one + part
    return value, slope


def _terms(found: Any) -> int:
    """Return how many terms reach the accuracy, judged by the first eight."""
    sizes = [max(abs(int(found[k])).bit_length(), abs(int(found[k + 1])).bit_length()) for k in (1, 6)]
    if sizes[1] <= _GUARD - 6:
        return 8
    lost = sizes[0] - sizes[1]
    # The radius of convergence should exceed the interval by a third.
    return 5 * (sizes[0] - _GUARD + 4) // lost + 4 if 5 * lost >= 10 else 1 << 30


def _norm(p: Any) -> int:
    """Return a bound of |p(t)| for |t| ≤ 1."""
    return int(sum(map(abs, p.coeffs())))


def _prove(parts: list[Any], found: Any) -> int | None:
    """Return a bound of the distance from ``found`` to the root of Σ parts_j V^j, None if there may be no unique root."""
    value, slope = parts[-1], fmpz_poly([])
    for part in reversed(parts[:-1]):
        slope = slope * found + value
        value = value * found + part
    rest, first = _norm(value), abs(int(slope[0]))
    least = 2 * first - _norm(slope)
    if least <= 0:
        return None
    # The root at t = 0 lies between 0 and 2, so the tube must contain these.
    tube = max(abs(int(found[0])) + 2, 2 * rest // least + 1)
    size = _norm(found)
    for j in range(2, len(parts)):
        least -= _norm(parts[j]) * j * ((size + tube) ** (j - 1) - size ** (j - 1))
    return rest // least + 1 if 0 < least and rest < least * tube else None
