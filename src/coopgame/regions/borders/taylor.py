r"""Polynomials that approximate a piece of a curve, with a proved bound of the error.

For a root :math:`φ(c)` of :math:`f(c, ·)`, Newton's iteration in truncated power series proposes a polynomial p with
:math:`f(c + rt, p(t)) ≈ 0` (von zur Gathen and Gerhard 2013, section 9.4); any p may be proposed.  The proof
comes after: expand :math:`f(c + rt, p(t) + w) = \sum_j G_j(t) w^j`.  Where
:math:`|G_1| - \sum_{j ≥ 2} j |G_j| s^{j-1} ≥ m > 0` for all :math:`|t| ≤ 1`, f is strictly monotone in w over the tube
:math:`|w| ≤ s`, and if :math:`|G_0| < m s`, the curve crosses the tube as one graph, no further than :math:`|G_0| / m`
from p.  All numbers are integers over powers of two.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from flint import fmpz_poly

from coopgame.regions.algebra.curves import Curve
from coopgame.regions.algebra.dyadics import bracket, round_up
from coopgame.regions.algebra.univariate import Interval, refine

#: Bits of the coefficients below the accuracy that is asked for, at least.
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

    @cached_property
    def halves(self) -> tuple[Taylor, Taylor]:
        """The same polynomial over the left and the right half of the interval."""
        n = len(self.coefficients) - 1
        scaled, half = fmpz_poly([c << (n - k) for k, c in enumerate(self.coefficients)]), self.radius / 2
        left, right = (
            Taylor(self.centre + side * half, half, tuple(map(int, moved.coeffs())) or (0,), self.bits + n, self.error)
            for side, moved in ((-1, scaled(fmpz_poly([-1, 1]))), (1, scaled(fmpz_poly([1, 1]))))
        )
        return left, right

    def at(self, k: int, n: int, bits: int) -> Fraction:
        """Return p(k/n), rounded down to a multiple of 2^-bits."""
        value, power = 0, 1
        for c in reversed(self.coefficients):
            value = value * k + c * power
            power *= n
        return Fraction((value * n << bits) // (power << self.bits), 1 << bits)


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
        If it is not None, then the continuous function through the root exists over the whole interval, and is as close
        to the polynomial as that says.  None where that was not found: try smaller intervals.

    Examples
    --------
    >>> parabola = Curve((((1, 0), -1), ((0, 2), 1)))
    >>> near = taylor(parabola, Fraction(1), Fraction(1, 4), (Fraction(0), Fraction(2)), 30)
    >>> near.error < Fraction(1, 2**29), abs(near.at(1, 1, 30) ** 2 - Fraction(5, 4)) < Fraction(1, 2**28)
    (True, True)
    >>> taylor(parabola, Fraction(1), Fraction(3, 2), (Fraction(0), Fraction(2)), 30) is None
    True
    """
    parts, height, accuracy = _settled(curve, (centre, radius), root, bits)
    work = accuracy.work
    lead = int(parts[1][0])
    found = _propose([part * (1 << accuracy.one * j) // lead for j, part in enumerate(parts)], accuracy)
    proved = None if found is None else _prove(parts, found)
    if found is None or proved is None:
        return None
    # Far more than was expected is not worth the name of an approximation.
    if proved >> (work - bits + 1):
        return None
    coefficients = [int(c) for c in found.coeffs()] or [0]
    coefficients[0] += height
    return Taylor(centre, radius, tuple(coefficients), work, Fraction(proved, 1 << work))


class _Accuracy(NamedTuple):
    """V is an integer over 2^work whose last ``spare`` bits need not be right; its series is expanded in V / 2^one."""

    work: int
    spare: int
    one: int


def _settled(
    curve: Curve, interval: tuple[Fraction, Fraction], root: Interval, bits: int
) -> tuple[list[Any], int, _Accuracy]:
    """Move the origin to a root, with as many bits as tell it from the other roots, those lost to rounding included."""
    work = bits + _GUARD
    while True:
        parts = _moved(curve, *interval, work)
        found = bracket([int(part[0]) for part in parts], root, work)
        height = (
            -round_up(-refine(curve.at_x(interval[0]), root, Fraction(1, 1 << work))[0], work)
            if found is None
            else found[0]
        )
        _raise(parts, height)
        slope = abs(int(parts[1][0])).bit_length()
        gap = min(
            ((slope - abs(int(p[0])).bit_length()) // j for j, p in enumerate(parts[2:], 1) if p[0] != 0), default=work
        )
        if gap > 2:
            size = _norm(parts[0]).bit_length() - slope
            spare = max(_GUARD, size - gap + 6)
            needed = max(bits, work - gap + 4) + spare
            if work >= needed:
                return parts, height, _Accuracy(work, spare, max(size, spare) + 6)
            work = needed
        else:
            work += 2 * _GUARD


def _moved(curve: Curve, centre: Fraction, radius: Fraction, work: int) -> list[Any]:
    """Return the coefficients of V^j in a positive multiple of f(c + rt, V / 2^work), polynomials in t."""
    scale = max(centre.denominator, radius.denominator)
    k, (n, m) = scale.bit_length() - 1, curve.degrees
    inner = fmpz_poly([int(centre * scale), int(radius * scale)])
    parts = []
    for j, part in enumerate(curve.by_y):
        shift = work * (m - j)
        parts.append(fmpz_poly([int(c) << (k * (n - i) + shift) for i, c in enumerate(part.coeffs())])(inner))
    return parts


def _raise(parts: list[Any], height: int) -> None:
    """Replace V by height + V."""
    for first in range(len(parts) - 1):
        for j in range(len(parts) - 2, first - 1, -1):
            parts[j] += height * parts[j + 1]


def _propose(parts: list[Any], accuracy: _Accuracy) -> Any | None:
    """Return a polynomial V(t) with Σ parts_j V^j near zero, or None if its terms shrink slowly.

    Newton's iteration doubles the number of terms; the reciprocal of the slope needs only half of them.
    """
    one = 1 << accuracy.one
    found, inverse, n, last = fmpz_poly([]), fmpz_poly([one]), 1, 8
    most = 1 << max(accuracy.one - accuracy.spare, 16).bit_length()
    while n < last:
        slope = _slope(parts, found, one, n)
        inverse = (inverse * (2 * one - (inverse * slope).truncate(n) // one)).truncate(n) // one
        n = min(2 * n, last)
        value = parts[-1]
        for part in reversed(parts[:-1]):
            value = (value * found).truncate(n) // one + part
        found -= (value.truncate(n) * inverse).truncate(n) // one
        if n == last:
            last = _terms(found, n, accuracy.spare - 4)
            if last > most:
                return None
    return found


def _slope(parts: list[Any], found: Any, one: int, n: int) -> Any:
    """Return the derivative of Σ parts_j V^j with respect to V, up to the power n."""
    slope = len(parts[1:]) * parts[-1].truncate(n)
    for j in range(len(parts) - 2, 0, -1):
        slope = (slope * found).truncate(n) // one + j * parts[j].truncate(n)
    return slope


def _terms(found: Any, n: int, enough: int) -> int:
    """Return how many terms seem to reach the accuracy, judged by the first n."""
    sizes = [max(abs(int(found[k])).bit_length(), abs(int(found[k + 1])).bit_length()) for k in (1, n - 2)]
    missing, lost = sizes[1] - enough, sizes[0] - sizes[1]
    if missing <= 0:
        return n
    # The radius of convergence should exceed the interval by a third.
    return n + 1 + missing * (n - 3) // lost if 5 * lost >= 2 * (n - 3) else 1 << 30


def _norm(p: Any) -> int:
    """Return a bound of |p(t)| for |t| ≤ 1."""
    return int(sum(map(abs, p.coeffs())))


def _prove(parts: list[Any], found: Any) -> int | None:
    """Return how far the root of Σ parts_j V^j that is between 0 and 2 at t = 0 is from ``found``, None if unknown."""
    value, slope = parts[-1], fmpz_poly([])
    for part in reversed(parts[:-1]):
        slope = slope * found + value
        value = value * found + part
    rest = _norm(value)
    least = 2 * abs(int(slope[0])) - _norm(slope)
    if least <= 0:
        return None
    # The tube has to contain the root at t = 0.
    tube = max(abs(int(found[0])) + 3, 2 * rest // least + 1)
    size = _norm(found)
    for j in range(2, len(parts)):
        least -= _norm(parts[j]) * j * ((size + tube) ** (j - 1) - size ** (j - 1))
    return rest // least + 1 if least > 0 and rest < least * tube else None
