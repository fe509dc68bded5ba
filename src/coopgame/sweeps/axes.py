"""Where a sweep goes: axes with their values, and the grid that they span.

Ends of a range are exact numbers, and so are the values between them; each is rounded once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import sympy

from coopgame.errors import DiagramError, LimitError, ParameterError
from coopgame.expressions import exact_number
from coopgame.sweeps.task import Array

if TYPE_CHECKING:
    from coopgame.models import Model

#: Whole numbers below this are floats.
EXACT: Final = 2**53
#: How many values an axis may have: more would not leave room for a result.
MOST_VALUES: Final = 10**8


@dataclass(frozen=True, eq=False, repr=False)
class SweepAxis:
    """A parameter and the values that it takes, without duplicates, in the order given.

    Attributes
    ----------
    symbol
        The parameter.
    values
        Float64, read-only.
    meaning
        What the parameter means, or an empty string.
    evenly
        Lower and upper end, exactly, of values at equal distances; None for others.
    """

    symbol: sympy.Symbol
    values: Array
    meaning: str = ""
    evenly: tuple[str, str] | None = None

    @property
    def lower(self) -> float:
        """The smallest value."""
        return float(self.values.min())

    @property
    def upper(self) -> float:
        """The largest value."""
        return float(self.values.max())

    @cached_property
    def rising(self) -> bool:
        """Whether the values rise from each to the next."""
        return bool((np.diff(self.values) > 0).all())

    def __repr__(self) -> str:
        if len(self.values) == 1:
            return f"{self.symbol} = {self.lower:g}"
        return f"{self.symbol}: {len(self.values)} values from {self.values[0]:g} to {self.values[-1]:g}"


def frozen(array: Array) -> Array:
    """Return an array that nobody can change."""
    array.flags.writeable = False
    return array


def evenly(lower: Any, upper: Any, count: int, *, where: str) -> Array:
    """Return numbers at equal distances from lower to upper, each rounded once from its exact value.

    Examples
    --------
    >>> evenly(0, "3/10", 4, where="p").tolist()
    [0.0, 0.1, 0.2, 0.3]
    """
    low, high = (exact_number(end, where=where) for end in (lower, upper))
    start, step = _fraction(low), (_fraction(high) - _fraction(low)) / max(count - 1, 1)
    below = math.lcm(start.denominator, step.denominator)
    first, each = int(start * below), int(step * below)
    if max(below, abs(first) + count * abs(each)) < EXACT:
        # Whole numbers that floats hold exactly, so that their quotient is rounded once.
        return np.asarray((first + each * np.arange(count)) / below)
    return np.fromiter((_rounded(start + k * step) for k in range(count)), dtype=np.float64, count=count)


def _fraction(value: sympy.Rational) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def _rounded(value: Fraction) -> float:
    return value.numerator / value.denominator


def shown(value: Any) -> str:
    """Return the shortest decimal that is this float.

    Examples
    --------
    >>> shown(0.3), shown(2.0)
    ('0.3', '2')
    """
    return repr(float(value)).removesuffix(".0")


def parse_axis(symbol: sympy.Symbol, given: Any, model: Model) -> SweepAxis:
    """Return an axis from a list of values, an array, or ``(lower, upper, count)``.

    Raises
    ------
    DiagramError
        It is empty, has duplicates, or is given in another form.
    ParameterError
        A value is not a finite number or leaves the bounds of the parameter.
    LimitError
        There are more values than an axis may have.
    """
    where = f"axis {symbol}"
    values = _values(given, where)
    even = (str(exact_number(given[0])), str(exact_number(given[1]))) if _is_range(given) else None
    if values.size == 0:
        raise DiagramError(f"{where}: there are no values; expected at least one.")
    odd = values[~np.isfinite(values)]
    if odd.size:
        raise ParameterError(f"{where}: {odd[0]} is not a finite number.")
    ordered = np.sort(values)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    if twice.size:
        raise DiagramError(f"{where}: {shown(twice[0])} is given twice.")
    interval = model.space.bounds[symbol]
    low, high = float(interval.start), float(interval.end)
    out = values[(values < low) | (values > high)]
    if out.size:
        raise ParameterError(f"{where}: {shown(out[0])} is outside its bounds {model.space.describe(symbol)}.")
    return SweepAxis(symbol, frozen(values), model.space.meanings.get(symbol, ""), even)


def _is_range(given: Any) -> bool:
    return isinstance(given, tuple) and len(given) == 3


def _values(given: Any, where: str) -> Array:
    if isinstance(given, np.ndarray):
        if given.ndim != 1 or given.dtype.kind not in "iuf":
            raise DiagramError(f"{where}: expected numbers in one dimension, got {given.dtype} of shape {given.shape}.")
        return np.array(given, dtype=np.float64)
    if _is_range(given):
        lower, upper, count = given
        if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < 2:
            raise DiagramError(
                f"{where}: the count {count!r} in (lower, upper, count) is not a whole number from 2 on; "
                "give single values as a list."
            )
        if count > MOST_VALUES:
            raise LimitError(f"{where}: {count} values are more than an axis may have, {MOST_VALUES}; take fewer.")
        return evenly(lower, upper, int(count), where=where)
    if isinstance(given, tuple) and len(given) == 2:
        raise DiagramError(
            f"{where}: {given!r} has no count; expected (lower, upper, count), or a list such as {list(given)!r} "
            "of single values."
        )
    if isinstance(given, list | tuple | range):
        return np.array([_rounded(_fraction(exact_number(value, where=where))) for value in given], dtype=np.float64)
    raise DiagramError(f"{where}: expected a list of values, an array or (lower, upper, count), got {given!r}.")


@dataclass(frozen=True, eq=False)
class Grid:
    """All combinations of the values of some axes; the last axis changes first.

    Attributes
    ----------
    axes
        The axes.
    """

    axes: tuple[SweepAxis, ...]

    @property
    def symbols(self) -> tuple[sympy.Symbol, ...]:
        """The parameters that change."""
        return tuple(axis.symbol for axis in self.axes)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values each axis has."""
        return tuple(len(axis.values) for axis in self.axes)

    @property
    def points(self) -> int:
        """How many points there are."""
        return int(np.prod(self.shape, dtype=object))

    @property
    def largest(self) -> tuple[float, ...]:
        """The largest absolute value on each axis."""
        return tuple(float(np.abs(axis.values).max()) for axis in self.axes)

    @property
    def columns(self) -> Mapping[str, Array]:
        """What it consists of, by the name of the parameter."""
        return {axis.symbol.name: axis.values for axis in self.axes}

    def coordinates(self, places: Array) -> list[Array]:
        """Return the value of each parameter at the points with these numbers."""
        stride, found = self.points, []
        for axis in self.axes:
            stride //= len(axis.values)
            found.append(axis.values[(places // stride) % len(axis.values)])
        return found
