"""Fractions over powers of two: rounding, and bounds of roots."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from coopgame.regions.algebra.univariate import Interval, refine


def bits_of(accuracy: Fraction) -> int:
    """Return a positive b with 2^-b at most ``accuracy``."""
    return max((accuracy.denominator // accuracy.numerator).bit_length(), 1)


def dyadic(x: Fraction, bits: int) -> Fraction:
    """Round down to a multiple of 2^-bits."""
    return Fraction((x.numerator << bits) // x.denominator, 1 << bits)


def round_up(x: Fraction, bits: int) -> int:
    """Return the smallest integer that is not below x times 2^bits."""
    return -((-x.numerator << bits) // x.denominator)


def sharpen(p: Any, root: Interval, bits: int) -> Interval:
    """Return bounds of an isolated simple root that are at most 2^-bits apart.

    Examples
    --------
    >>> from flint import fmpz_poly
    >>> low, high = sharpen(fmpz_poly([-2, 0, 1]), (Fraction(1), Fraction(2)), 100)
    >>> low**2 < 2 < high**2, (high - low) * 2**100
    (True, Fraction(1, 1))
    """
    n = p.degree()
    found = bracket([int(c) << bits * (n - j) for j, c in enumerate(p.coeffs())], root, bits)
    if found is None:
        return refine(p, root, Fraction(1, 1 << bits))
    return Fraction(found[0], 1 << bits), Fraction(found[1], 1 << bits)


def bracket(coefficients: list[int], root: Interval, bits: int) -> tuple[int, int] | None:
    """Return neighbouring integers around an isolated root, times 2^bits, of a polynomial with its roots so scaled.

    Newton's iteration, one step too far so that it closes in from both sides, with a bisection now and then.  None
    where the polynomial does not have opposite signs at the ends.
    """
    low, high = round_up(root[0], bits), -round_up(-root[1], bits)
    bottom, top = _value(coefficients, low)[0], _value(coefficients, high)[0]
    if low >= high or bottom == 0 or top == 0 or (bottom > 0) == (top > 0):
        return None
    x, turn = (low + high) // 2, 0
    while high - low > 1:
        value, slope = _value(coefficients, x)
        if value == 0:
            return x, x
        low, high = (low, x) if (value > 0) == (top > 0) else (x, high)
        turn += 1
        step = -(value // slope) if slope and turn % 4 else None
        if step is not None:
            x += step + (1 if low == x else -1)
        if step is None or not low < x < high:
            x = (low + high) // 2
    return low, high


def _value(coefficients: list[int], x: int) -> tuple[int, int]:
    """Return a polynomial's value and slope."""
    value, slope = coefficients[-1], 0
    for c in coefficients[-2::-1]:
        slope = slope * x + value
        value = value * x + c
    return value, slope
