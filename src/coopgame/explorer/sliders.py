"""Sliders: which parameters move, over which range, in which steps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sympy

from coopgame.errors import DiagramError, ParameterError
from coopgame.expressions import exact_number
from coopgame.parameters import ParameterSpace

#: More sliders than this fit neither a screen nor a reader.
MOST: Final = 10
#: A slider has about this many steps.
_STEPS: Final = 100


@dataclass(frozen=True)
class Slider:
    """A parameter that moves, with its range, its step and the value at which it starts."""

    symbol: sympy.Symbol
    lower: sympy.Rational
    upper: sympy.Rational
    step: sympy.Rational
    value: sympy.Rational


def sliders_of(
    given: Iterable[Any] | None,
    space: ParameterSpace,
    fixed: Mapping[sympy.Symbol, sympy.Rational],
    axes: Collection[sympy.Symbol],
    used: Collection[sympy.Symbol],
) -> tuple[Slider, ...]:
    """Return checked sliders.

    Parameters
    ----------
    given
        Names or symbols of parameters with finite bounds, or ``(parameter, lower, upper)``; None for every fixed
        parameter with finite bounds.
    space
        The parameters with their bounds.
    fixed
        The values at which the sliders start.
    axes, used
        Parameters that cannot slide, and those on which the map depends.

    Raises
    ------
    DiagramError, ParameterError
        A slider is unknown, an axis, without finite bounds, reversed, given twice, or there are too many.
    """
    if given is None:
        able = [s for s in fixed if s in used and space.bounds[s].start.is_finite and space.bounds[s].end.is_finite]
        return tuple(_slider(s, space, fixed, axes, used) for s in able[:MOST])
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise DiagramError(f"sliders: expected a list such as ['delta', ('V', 5, 15)], got {given!r}.")
    entries = list(given)
    if len(entries) > MOST:
        raise DiagramError(f"sliders: {len(entries)} are more than the {MOST} that a page has room for.")
    found = tuple(_slider(entry, space, fixed, axes, used) for entry in entries)
    names = [slider.symbol.name for slider in found]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise DiagramError(f"sliders: {twice[0]} is given twice.")
    return found


def _slider(
    entry: Any,
    space: ParameterSpace,
    fixed: Mapping[sympy.Symbol, sympy.Rational],
    axes: Collection[sympy.Symbol],
    used: Collection[sympy.Symbol],
) -> Slider:
    key, ends = entry, None
    if isinstance(entry, tuple | list):
        if len(entry) != 3:
            raise DiagramError(f"sliders: expected a parameter or (parameter, lower, upper), got {entry!r}.")
        key, ends = entry[0], entry[1:]
    symbol = space.find(key, where="sliders")
    if symbol in axes:
        raise DiagramError(f"sliders: {symbol} is an axis of the map, so it cannot be a slider as well.")
    if symbol not in used or symbol not in fixed:
        raise ParameterError(f"sliders: no payoff and no side condition uses {symbol}, so moving it changes nothing.")
    lower, upper = _range(symbol, space, ends)
    value = fixed[symbol]
    if not lower <= value <= upper:
        raise DiagramError(
            f"sliders: {symbol} = {value} in this map, outside the range from {lower} to {upper}; choose a range that "
            "contains it."
        )
    return Slider(symbol, lower, upper, step(upper - lower), value)


def _range(symbol: sympy.Symbol, space: ParameterSpace, ends: Any) -> tuple[sympy.Rational, sympy.Rational]:
    interval = space.bounds[symbol]
    if ends is None:
        if not (interval.start.is_finite and interval.end.is_finite):
            raise DiagramError(
                f"sliders: {symbol} has no finite bounds ({space.describe(symbol)}); give it a range, "
                f"('{symbol}', lower, upper)."
            )
        return interval.start, interval.end
    where = f"sliders: bound of {symbol}"
    for end in ends:
        if end in (sympy.oo, -sympy.oo) or (isinstance(end, float) and abs(end) == float("inf")):
            raise DiagramError(f"sliders: the range of {symbol} is infinite; a slider needs finite bounds.")
    lower, upper = (exact_number(end, where=where) for end in ends)
    if lower >= upper:
        state = "reversed" if lower > upper else "a single point"
        raise DiagramError(
            f"sliders: the range of {symbol} from {lower} to {upper} is {state}; expected lower < upper."
        )
    if lower < interval.start or upper > interval.end:
        raise DiagramError(f"sliders: {symbol} from {lower} to {upper} leaves its bounds {space.describe(symbol)}.")
    return lower, upper


def step(width: sympy.Rational) -> sympy.Rational:
    """Return a round number of which about a hundred fit into a range.

    Examples
    --------
    >>> step(sympy.Integer(1)), step(sympy.Integer(30)), step(sympy.Rational(1, 3))
    (1/100, 1/5, 1/500)
    """
    goal, found = width / _STEPS, sympy.Integer(1)
    while found > goal:
        found /= 10
    while found * 10 <= goal:
        found *= 10
    return max(found * factor for factor in (1, 2, 5) if found * factor <= goal)
