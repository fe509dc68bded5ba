"""Numbers between two exact bounds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import sympy

from coopgame.expressions.typeset import formula
from coopgame.results.numbers import rational


@dataclass(frozen=True)
class Enclosure:
    """A number known to lie between two rationals; the two are equal when it is known exactly.

    Examples
    --------
    >>> area = Enclosure(sympy.Rational(1, 3), sympy.Rational(1, 3))
    >>> area.exact, round(float(area), 4)
    (True, 0.3333)
    """

    lower: sympy.Rational
    upper: sympy.Rational

    @property
    def width(self) -> sympy.Rational:
        """How far apart the two bounds are."""
        return self.upper - self.lower

    @property
    def exact(self) -> bool:
        """Whether the number is known exactly."""
        return bool(self.lower == self.upper)

    def __float__(self) -> float:
        return float((self.lower + self.upper) / 2)

    def __str__(self) -> str:
        if self.exact:
            return str(self.lower)
        # The last digit is off by less than one.
        digits = max(1, _magnitude(max(abs(self.lower), abs(self.upper))) - _magnitude(self.width))
        return str(sympy.N((self.lower + self.upper) / 2, min(digits, 12)))

    def __format__(self, spec: str) -> str:
        return format(float(self), spec) if spec else str(self)

    def _repr_latex_(self) -> str:
        return f"${formula(self.lower)}$" if self.exact else f"$[{formula(self.lower)}, {formula(self.upper)}]$"


def _magnitude(value: sympy.Rational) -> int:
    """Return the power of ten of a number's leading digit."""
    return len(str(int(value))) - 1 if value >= 1 else -len(str(int(1 / value))) if value else 0


def enclosure(bounds: tuple[Fraction, Fraction]) -> Enclosure:
    """Return the enclosure of a number that is known to lie between two fractions."""
    return Enclosure(rational(bounds[0]), rational(bounds[1]))
