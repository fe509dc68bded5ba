"""The parts of a phase diagram: axes, regions, borders, special points and thin sets.  Every number is exact."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.equilibria import Indifference
from coopgame.errors import DiagramError
from coopgame.expressions import exact_number
from coopgame.expressions.typeset import formula
from coopgame.notebook import table
from coopgame.regions import Algebraic, Arc, Patch, Sliver
from coopgame.results.enclosures import Enclosure, enclosure
from coopgame.results.numbers import ExactPoint, fraction, number, rational
from coopgame.results.origin import Origin
from coopgame.results.wording import symbolic_formula

__all__ = [
    "Axis",
    "Boundary",
    "Enclosure",
    "Polygon",
    "Region",
    "Source",
    "SpecialPoint",
    "ThinSet",
    "enclosure",
    "positive",
]

if TYPE_CHECKING:
    from coopgame.results.canvas import Canvas


@dataclass(frozen=True)
class Axis:
    """A parameter and the closed range over which it is mapped."""

    symbol: sympy.Symbol
    lower: sympy.Rational
    upper: sympy.Rational
    meaning: str = ""

    def _repr_latex_(self) -> str:
        return f"${formula(self.symbol)} \\in [{formula(self.lower)}, {formula(self.upper)}]$"


@dataclass(frozen=True)
class Polygon:
    """The outline of a region: its outer ring counter-clockwise and its holes clockwise, no vertex repeated."""

    exterior: tuple[ExactPoint, ...]
    holes: tuple[tuple[ExactPoint, ...], ...] = ()


def positive(value: Any, where: str) -> Fraction:
    """Return a positive exact number.

    Raises
    ------
    DiagramError
        It is not positive.
    """
    found = exact_number(value, where=where)
    if found <= 0:
        raise DiagramError(f"{where}: {found} is not positive.")
    return fraction(found)


@dataclass(frozen=True)
class Source:
    """The payoff comparison that explains a border, if one does, and the game with symbols that it comes from."""

    comparison: Indifference | None
    origin: Origin

    def formula(self, equation: sympy.Eq) -> sympy.Eq | None:
        """Return the border with the symbols of the model, where it has such a form."""
        if self.comparison is None:
            return None
        origin = self.origin
        return symbolic_formula(origin.game, origin.space, self.comparison, equation, origin.fixed)


@dataclass(frozen=True)
class Boundary:
    """A piece of a border between two regions.

    Attributes
    ----------
    equation
        The border with the numbers of this diagram, solved for one axis where that is possible.
    between
        The two sets of possible regimes.
    meaning
        Who is indifferent between what.
    patches
        The numbers of the two regions.
    """

    equation: sympy.Eq
    between: tuple[tuple[str, ...], tuple[str, ...]]
    meaning: str
    patches: tuple[int, int] = field(repr=False)
    arc: Arc = field(repr=False, compare=False)
    source: Source = field(repr=False, compare=False)
    canvas: Canvas = field(repr=False, compare=False)

    @property
    def formula(self) -> sympy.Eq | None:
        """The equation with the symbols of the model, where the border has such a form; otherwise None."""
        return self.canvas.remembered(
            ("formula", self.source.comparison, self.equation), lambda: self.source.formula(self.equation)
        )

    @property
    def path(self) -> tuple[ExactPoint, ...]:
        """Rational points from end to end: exact for straight borders with rational ends, else within 1/10 000."""
        return self.polyline(self.canvas.tolerance)

    def polyline(self, tolerance: Any) -> tuple[ExactPoint, ...]:
        """Return rational points from end to end; border and polyline are proved to be within ``tolerance``."""
        points = self.arc.path(positive(tolerance, "tolerance"))
        return tuple((rational(x), rational(y)) for x, y in points)

    @property
    def kind(self) -> str:
        """``"appears"`` where one set of regimes contains the other, ``"replaces"`` where neither does."""
        one, other = (set(regimes) for regimes in self.between)
        return "appears" if one <= other or other <= one else "replaces"

    def _repr_html_(self) -> str:
        sides = " | ".join(" or ".join(regimes) or "no equilibrium" for regimes in self.between)
        shown = self.equation if self.formula is None else self.formula
        rows = [(sides, f"{shown.lhs} = {shown.rhs}" if isinstance(shown, sympy.Eq) else str(shown), self.meaning)]
        return table(("between", "border", "where"), rows, caption="Boundary")

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {formula(self.equation if self.formula is None else self.formula)}$"


@dataclass(frozen=True, repr=False)
class SpecialPoint:
    """A point where three or more regions meet, or where the border of two regions turns or leaves the box.

    Attributes
    ----------
    coordinates
        The point as algebraic numbers: minimal polynomials with isolating intervals, to be refined on demand.
    regimes
        The regimes that are possible exactly there.
    name
        How a figure names it; empty except where three or more regions meet.
    kind
        ``"junction"`` (three or more regions), ``"corner"`` (two border curves), ``"fold"`` (a vertical tangent) or
        ``"edge"`` (a border meets the edge of the box).
    """

    coordinates: tuple[Algebraic, Algebraic]
    regimes: tuple[str, ...]
    name: str = ""
    kind: str = "junction"

    @cached_property
    def x(self) -> sympy.Expr:
        """The horizontal coordinate, in radicals where that is short."""
        return number(self.coordinates[0])

    @cached_property
    def y(self) -> sympy.Expr:
        """The vertical coordinate, in radicals where that is short."""
        return number(self.coordinates[1])

    def __repr__(self) -> str:
        return f"SpecialPoint({self.name or self.kind}, ({self.x}, {self.y}), {' or '.join(self.regimes)})"

    def _repr_html_(self) -> str:
        rows = [(self.name or self.kind, f"({self.x}, {self.y})", ", ".join(self.regimes))]
        return table(("point", "at", "possible regimes"), rows, caption="Special point")

    def _repr_latex_(self) -> str:
        head = f"{self.name} = " if self.name else ""
        return f"${head}\\left({formula(self.x)}, {formula(self.y)}\\right)$"


@dataclass(frozen=True)
class ThinSet:
    """A point or a piece of a curve on which ``regimes`` are possible that are possible on no adjacent region."""

    regimes: tuple[str, ...]
    name: str
    sliver: Sliver = field(repr=False, compare=False)
    canvas: Canvas = field(repr=False, compare=False)

    @property
    def path(self) -> tuple[ExactPoint, ...]:
        """One point, or the points of a polyline."""
        points = self.sliver.path(self.canvas.tolerance)
        return tuple((rational(x), rational(y)) for x, y in (points[:1] if self.canvas.flat else points))

    def _repr_html_(self) -> str:
        ends = (self.path[0], self.path[-1]) if len(self.path) > 1 else self.path
        rows = [(self.name, " to ".join(f"({x}, {y})" for x, y in ends))]
        return table(
            ("regimes", "possible only at" if len(ends) == 1 else "possible only from"), rows, caption="Thin set"
        )


@dataclass(frozen=True)
class Region:
    """A connected open set with one set of possible regimes.

    Attributes
    ----------
    regimes
        The possible regimes, sorted; empty where the concept has no equilibrium.
    name
        The name of this set of regimes.
    sample_point
        A rational point inside.
    boundaries
        The borders with neighbouring regions.
    """

    regimes: tuple[str, ...]
    name: str
    sample_point: tuple[sympy.Rational, ...]
    boundaries: tuple[Boundary, ...] = field(repr=False)
    index: int = field(repr=False)
    canvas: Canvas = field(repr=False, compare=False)

    @property
    def patch(self) -> Patch:
        """The region as the engine knows it."""
        return self.canvas.plane.patches[self.index]

    @cached_property
    def area(self) -> Enclosure:
        """The area in units of the two axes, the length for a map of one parameter; at most 1e-9 of the box wide."""
        return enclosure(self.patch.area(self.canvas.box.area / 10**9))

    def area_within(self, width: Any) -> Enclosure:
        """Return the area enclosed as tightly as asked for.

        Parameters
        ----------
        width
            The largest admissible distance of the two bounds, in units of the axes.
        """
        return enclosure(self.patch.area(positive(width, "width")))

    @cached_property
    def condition(self) -> Boolean:
        """Inequalities that hold inside this region and inside no region with other regimes.

        The generic (open) form: on borders, where regimes tie, ``PhaseDiagram.at`` decides.  It holds in no other
        region at all wherever signs of borders can tell the two apart.
        """
        return self.canvas.region(self.index)

    def polygon(self, tolerance: Any = None) -> Polygon:
        """Return the outline with rational vertices; straight borders with rational ends are exact.

        Parameters
        ----------
        tolerance
            How far a curved border may be from its polyline; by default a ten-thousandth of the smaller side of the
            box.
        """
        within = self.canvas.tolerance if tolerance is None else positive(tolerance, "tolerance")
        outer, *holes = (tuple((rational(x), rational(y)) for x, y in ring) for ring in self.patch.outline(within))
        return Polygon(outer, tuple(holes))

    def _repr_html_(self) -> str:
        rows = [(self.name, self.area, self.condition)]
        return table(("regimes", "area", "condition"), rows, caption="Region")

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {formula(self.condition)}$"
