"""Ticks at round numbers, chosen and printed exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10
from typing import Any, Final

from coopgame.figures.mathtext import mathtext
from coopgame.figures.protocol import AxisLike
from coopgame.figures.style import TITLE_SIZE
from coopgame.figures.text import Block, capitalised

_STEPS: Final = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5))
_LONGEST_MEANING: Final = 40


@dataclass(frozen=True)
class Tick:
    """A value on an axis and its label."""

    value: Fraction
    label: str


def make_ticks(lower: Any, upper: Any) -> tuple[Tick, ...]:
    """Return four to six ticks at round values, with both ends among them when that is possible.

    Parameters
    ----------
    lower, upper
        The ends of the axis.

    Returns
    -------
    tuple of Tick
        The ticks in ascending order.

    Examples
    --------
    >>> [tick.label for tick in make_ticks(0, 10)]
    ['0', '2', '4', '6', '8', '10']
    >>> [tick.label for tick in make_ticks(0, 1)]
    ['0', '0.25', '0.5', '0.75', '1']
    """
    low, high = _fraction(lower), _fraction(upper)
    decade = floor(log10(float(high - low)))
    steps = [step * Fraction(10) ** power for power in (decade - 2, decade - 1, decade) for step in _STEPS]
    best = max(steps, key=lambda step: _merit(_values(low, high, step), low, high))
    values = _values(low, high, best)
    power = _shared_power(values)
    return tuple(Tick(value, _label(value, power)) for value in values)


def _fraction(value: Any) -> Fraction:
    """Return a rational end of an axis exactly, and an irrational one to the last bit of a float."""
    return Fraction(int(value.p), int(value.q)) if getattr(value, "is_Rational", False) else Fraction(float(value))


def _values(low: Fraction, high: Fraction, step: Fraction) -> list[Fraction]:
    first, last = -(-low // step), high // step
    # A step far too fine is listed no further than is needed to reject it.
    return [step * number for number in range(int(first), min(int(last), int(first) + 40) + 1)]


def _merit(values: list[Fraction], low: Fraction, high: Fraction) -> tuple[float, float, float]:
    """Return how good a choice of ticks is: the number of ticks, then ends and whole numbers, then five ticks."""
    off = max(4 - len(values), len(values) - 6, 0)
    ends = (low in values) + (high in values)
    whole = all(value.denominator == 1 for value in values) and high - low >= 4
    return -off, 2 * ends + 3 * whole, -abs(len(values) - 5)


def _shared_power(values: list[Fraction]) -> int:
    """Return the power of ten that all labels share when they would be too long without one."""
    largest = max((abs(value) for value in values), default=Fraction(0))
    power = floor(log10(float(largest))) if largest else 0
    return power if power >= 5 or power <= -4 else 0


def _label(value: Fraction, power: int) -> str:
    """Return a decimal with a true minus sign, and with a power of ten when the axis needs one."""
    digits = value / Fraction(10) ** power
    sign = "\N{MINUS SIGN}" if digits < 0 else ""
    text = f"{float(abs(digits)):.12g}"
    if power == 0 or value == 0:
        return sign + text
    return rf"${'-' if sign else ''}{text}{{\times}}10^{{{power}}}$"


def axis_title(axis: AxisLike, room: float) -> str:
    r"""Return the title of an axis: its meaning and symbol, or the symbol alone when that is too long.

    Parameters
    ----------
    axis
        The axis.
    room
        The length of the axis in points.

    Returns
    -------
    str
        Text that contains mathtext.
    """
    symbol = f"${mathtext(axis.symbol)}$"
    # A dollar sign in the meaning would open mathematics.
    meaning = capitalised(axis.meaning.strip()).replace("$", r"\$")
    full = f"{meaning}, {symbol}"
    if not meaning or len(meaning) > _LONGEST_MEANING or Block((full,), TITLE_SIZE).width > room:
        return symbol
    return full
