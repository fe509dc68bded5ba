"""Enclosures of expressions that are not polynomial: roots, quotients, minima, exponentials and logarithms.

Every operation is followed by widening its result by more than its rounding error, so the true value at a point lies
between the two arrays: the value at the exact point, of which the coordinates are roundings.  ``nan`` means that the
expression is not defined there, an infinite end that nothing is known on that side.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

import numpy as np
import sympy

from coopgame.sweeps.task import Array

Enclosure = tuple[Array, Array]

#: Half the distance from 1 to the next number: the largest relative error of one rounding.
ROUNDING = 2.0**-53
#: Widening of a correctly rounded operation, and of a function that numpy computes to a few units in the last place.
_BASIC, _FUNCTION = 2 * ROUNDING, 32 * ROUNDING
_TINY = 2.0**-1022


def enclose(node: sympy.Expr, values: Mapping[sympy.Symbol, Array]) -> Enclosure:
    """Return arrays between which an expression lies where its symbols have these values.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> low, high = enclose(sympy.sqrt(x), {x: np.array([2.0, 0.0])})
    >>> bool(low[0] < 2**0.5 < high[0]), bool(low[1] <= 0 <= high[1])
    (True, True)
    """
    with np.errstate(all="ignore"):
        return _enclose(node, values)


def _enclose(node: sympy.Expr, values: Mapping[sympy.Symbol, Array]) -> Enclosure:
    if isinstance(node, sympy.Symbol):
        return _widened((values[node], values[node]), _BASIC)
    if node.is_number:
        # Digits enough that only the rounding to a float is left.
        number = float(sympy.N(node, 30))
        like = next(iter(values.values()))
        constant = np.full(like.shape, number)
        return _widened((constant, constant), _BASIC)
    if isinstance(node, sympy.Pow):
        return _power(node, values)
    parts = [_enclose(argument, values) for argument in node.args]
    if isinstance(node, sympy.Min):
        return reduce(np.minimum, (p[0] for p in parts)), reduce(np.minimum, (p[1] for p in parts))
    if isinstance(node, sympy.Max):
        return reduce(np.maximum, (p[0] for p in parts)), reduce(np.maximum, (p[1] for p in parts))
    if isinstance(node, sympy.Add):
        return reduce(_sum, parts)
    if isinstance(node, sympy.Mul):
        return reduce(_product, parts)
    if isinstance(node, sympy.exp):
        return _exponential(parts[0])
    return _logarithm(parts[0])


def _widened(pair: Enclosure, relative: float) -> Enclosure:
    low, high = pair
    return low - (np.abs(low) * relative + _TINY), high + (np.abs(high) * relative + _TINY)


def _known(pair: Enclosure, undefined: Array) -> Enclosure:
    """Return a pair in which ``nan`` that infinite ends have made is "not known", and undefined stays undefined."""
    low, high = (np.where(np.isnan(end), sign * np.inf, end) for end, sign in zip(pair, (-1, 1), strict=True))
    return np.where(undefined, np.nan, low), np.where(undefined, np.nan, high)


def _sum(one: Enclosure, other: Enclosure) -> Enclosure:
    undefined = np.isnan(one[0]) | np.isnan(other[0])
    return _known(_widened((one[0] + other[0], one[1] + other[1]), _BASIC), undefined)


def _product(one: Enclosure, other: Enclosure) -> Enclosure:
    undefined = np.isnan(one[0]) | np.isnan(other[0])
    corners = [a * b for a in one for b in other]
    # Zero times infinity: the bound on that side is lost.
    lost = reduce(np.logical_or, (np.isnan(c) for c in corners))
    low, high = reduce(np.minimum, corners), reduce(np.maximum, corners)
    pair = np.where(lost, -np.inf, low), np.where(lost, np.inf, high)
    return _known(_widened(pair, _BASIC), undefined)


def _power(node: sympy.Pow, values: Mapping[sympy.Symbol, Array]) -> Enclosure:
    base, exponent = node.args
    if base is sympy.E:
        return _exponential(_enclose(exponent, values))
    if not isinstance(exponent, sympy.Rational):
        return _real_power(_enclose(base, values), _enclose(exponent, values))
    found = _enclose(base, values)
    if exponent.q > 1:
        found = _root(found, int(exponent.q))
    found = _whole_power(found, abs(int(exponent.p)))
    return found if exponent.p > 0 else _reciprocal(found)


def _whole_power(pair: Enclosure, n: int) -> Enclosure:
    low, high = pair
    ends = low**n, high**n
    smallest, largest = np.minimum(*ends), np.maximum(*ends)
    if n % 2 == 0:
        smallest = np.where((low <= 0) & (high >= 0), 0.0, smallest)
    return _widened((smallest, largest), _FUNCTION + 2 * n * ROUNDING) if n > 1 else pair


def _root(pair: Enclosure, index: int) -> Enclosure:
    """Return the root of what is not negative; what can be negative only by rounding counts as zero."""
    low, high = pair
    undefined = np.isnan(low) | (high < 0)
    take: Any = np.sqrt if index == 2 else lambda value: value ** (1 / index)
    found = _widened((take(np.maximum(low, 0)), take(np.maximum(high, 0))), _FUNCTION * 4)
    # The exponent 1/index is itself rounded, which moves the logarithm of the root by as much.
    spread = 1.0 if index == 2 else 1.0 + 8 * ROUNDING * np.abs(np.log(np.maximum(np.abs(high), _TINY)))
    return np.where(undefined, np.nan, np.maximum(found[0] / spread, 0)), np.where(undefined, np.nan, found[1] * spread)


def _reciprocal(pair: Enclosure) -> Enclosure:
    low, high = pair
    around = (low <= 0) & (high >= 0)
    ends = _widened((1 / np.where(around, 1, high), 1 / np.where(around, 1, low)), _BASIC)
    return _known((np.where(around, -np.inf, ends[0]), np.where(around, np.inf, ends[1])), np.isnan(low))


def _exponential(pair: Enclosure) -> Enclosure:
    low, high = _widened((np.exp(pair[0]), np.exp(pair[1])), _FUNCTION)
    return np.maximum(low, 0), high


def _logarithm(pair: Enclosure) -> Enclosure:
    undefined = np.isnan(pair[0]) | (pair[1] <= 0)
    low, high = (np.log(np.maximum(end, 0)) for end in pair)
    return _known(_widened((low, high), _FUNCTION), undefined)


def _real_power(base: Enclosure, exponent: Enclosure) -> Enclosure:
    """Return the exponential of exponent times logarithm, and nothing known where the base can be zero."""
    found = _exponential(_product(exponent, _logarithm(base)))
    doubtful = (base[0] <= 0) & (base[1] >= 0)
    undefined = np.isnan(base[0]) | np.isnan(exponent[0]) | (base[1] < 0)
    return _known((np.where(doubtful, 0.0, found[0]), np.where(doubtful, np.inf, found[1])), undefined)
