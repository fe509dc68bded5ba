"""Functions of balls that contain every value that is defined; a ball that is not finite says nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb, fmpq


def ball(value: Fraction, radius: Fraction = Fraction(0)) -> Any:
    """Return a ball that contains every number at most ``radius`` from ``value``."""
    middle = fmpq(value.numerator, value.denominator)
    return arb(middle, fmpq(radius.numerator, radius.denominator)) if radius else arb(middle)


def square(u: Any) -> Any:
    """Return the square."""
    return (u * u).nonnegative_part()


def integer_power(n: int, u: Any) -> Any:
    """Return ``u**n`` by repeated squaring; FLINT's own power takes logarithms."""
    result, factor, left = arb(1), u, abs(n)
    while left:
        if left % 2:
            result = result * factor
        left //= 2
        factor = square(factor)
    return 1 / result if n < 0 else result


def power(r: Any, u: Any) -> Any:
    """Return ``u**r`` for r that is not an integer, at the points where u ≥ 0."""
    u = u.nonnegative_part()
    if u > 0 or r < 0:
        return u**r
    return arb(0).union(u.upper() ** r)


def raised(u: Any, e: Any) -> Any:
    """Return ``u**e`` at the points where u > 0, or u = 0 and e ≥ 0."""
    u = u.nonnegative_part()
    if u > 0 or not e >= 0:
        return u**e
    # Between 0 and the greater of 1 and a power of the upper end.
    return arb(0).union(arb(1)).union(u.upper() ** e) if u.upper() > 0 else arb(0).union(arb(1))


def exp(u: Any) -> Any:
    """Return the exponential."""
    return u.exp()


def log(u: Any) -> Any:
    """Return the logarithm at the points where u > 0."""
    return u.nonnegative_part().log()


def least(u: Any, v: Any) -> Any:
    """Return the smaller one."""
    return u.min(v)


def greatest(u: Any, v: Any) -> Any:
    """Return the larger one."""
    return u.max(v)


def smaller_one(u: Any, v: Any, if_first: Any, if_second: Any) -> Any:
    """Return the first alternative where u is smaller than v, else the second, and both where that is not clear."""
    if u < v:
        return if_first
    return if_second if v < u else if_first.union(if_second)


def clear_one(u: Any, v: Any, if_first: Any, if_second: Any) -> Any:
    """Return the first alternative where u is smaller than v, else the second, and nothing where that is not clear."""
    if u < v:
        return if_first
    return if_second if v < u else 1 / arb(0)
