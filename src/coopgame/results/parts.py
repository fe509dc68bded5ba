"""The parts of a phase diagram: axes, regions, borders, special points and thin sets.  Every number is exact."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.regions import Decomposition
from coopgame.results.wording import condition_of

ExactPoint = tuple[sympy.Rational, sympy.Rational]


def rational(value: Fraction) -> sympy.Rational:
    """Return a fraction as a SymPy number."""
    return sympy.Rational(value.numerator, value.denominator)


@dataclass(frozen=True)
class Axis:
    """A parameter and the closed range over which it is mapped."""

    symbol: sympy.Symbol
    lower: sympy.Rational
    upper: sympy.Rational
    meaning: str = ""


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
        return str(self.lower) if self.exact else f"[{self.lower}, {self.upper}]"

    def __format__(self, spec: str) -> str:
        return format(float(self), spec) if spec else str(self)


def exactly(value: Fraction) -> Enclosure:
    """Return the enclosure of a number that is known."""
    return Enclosure(rational(value), rational(value))


@dataclass(frozen=True)
class Polygon:
    """The outline of a region: its outer ring counter-clockwise and its holes clockwise, no vertex repeated."""

    exterior: tuple[ExactPoint, ...]
    holes: tuple[tuple[ExactPoint, ...], ...] = ()


@dataclass(frozen=True)
class Boundary:
    """A piece of a border between two regions.

    Attributes
    ----------
    equation
        The border with the numbers of this diagram, solved for one axis.
    formula
        The same with the symbols of the model, where it has such a form; otherwise None.
    between
        The two sets of possible regimes.
    meaning
        Who is indifferent between what.
    path
        Exact points from end to end.
    """

    equation: sympy.Eq
    formula: sympy.Eq | None
    between: tuple[tuple[str, ...], tuple[str, ...]]
    meaning: str
    path: tuple[ExactPoint, ...]
    patches: tuple[int, int] = field(repr=False, default=(-1, -1))

    @property
    def kind(self) -> str:
        """``"appears"`` where one set of regimes contains the other, ``"replaces"`` where neither does."""
        one, other = (set(regimes) for regimes in self.between)
        return "appears" if one <= other or other <= one else "replaces"

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {sympy.latex(self.equation if self.formula is None else self.formula)}$"


@dataclass(frozen=True)
class SpecialPoint:
    """A point where three or more regions meet; ``regimes`` are those possible exactly there."""

    x: sympy.Rational
    y: sympy.Rational
    regimes: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class ThinSet:
    """A point or a piece of a line on which ``regimes`` are possible that are possible on no adjacent region."""

    regimes: tuple[str, ...]
    path: tuple[ExactPoint, ...]
    name: str = ""


@dataclass(frozen=True)
class Region:
    """A connected open set with one set of possible regimes.

    Attributes
    ----------
    regimes
        The possible regimes, sorted; empty where the concept has no equilibrium.
    name
        The name of this set of regimes.
    area
        Exact area, in units of the two axes; the length for a map of one parameter.
    sample_point
        A rational point inside.
    boundaries
        The borders with neighbouring regions.
    """

    regimes: tuple[str, ...]
    name: str
    area: Enclosure
    sample_point: tuple[sympy.Rational, ...]
    boundaries: tuple[Boundary, ...] = field(repr=False)
    decomposition: Decomposition = field(repr=False, compare=False)
    axes: tuple[sympy.Symbol, sympy.Symbol] = field(repr=False)
    index: int = field(repr=False)

    @cached_property
    def condition(self) -> Boolean:
        """Inequalities that hold at the points of this region's interior and at those of no other region.

        The generic (open) form: on borders, where regimes tie, ``PhaseDiagram.at`` decides.
        """
        return condition_of(self.decomposition, (self.index,), self.axes)

    def polygon(self, tolerance: Any = None) -> Polygon:  # noqa: ARG002 - straight borders need no tolerance
        """Return the outline with exact vertices.

        Parameters
        ----------
        tolerance
            How far a curved border may be from its polyline; straight borders are exact whatever it is.
        """
        outer, *holes = (
            tuple((rational(x), rational(y)) for x, y in ring) for ring in self.decomposition.patches[self.index].rings
        )
        return Polygon(outer, tuple(holes))

    def _repr_html_(self) -> str:
        return f"<p><b>{self.name}</b>: area {self.area}, where {self.condition}</p>"

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {sympy.latex(self.condition)}$"
