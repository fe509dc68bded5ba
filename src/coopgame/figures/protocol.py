"""What a phase diagram must offer in order to be drawn.

Every coordinate is an exact number (a SymPy ``Rational`` or algebraic number); it becomes a float only when it is
drawn.  The protocols are structural, so the packages that compute diagrams need not know this one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

Exact = Any
"""A SymPy number, or anything else that ``float`` reads without doubt (``int``, ``Fraction``)."""


class AxisLike(Protocol):
    """A parameter that spans one side of the diagram."""

    @property
    def symbol(self) -> Any:
        """The SymPy symbol of the parameter."""

    @property
    def lower(self) -> Exact:
        """The smallest value shown."""

    @property
    def upper(self) -> Exact:
        """The largest value shown."""

    @property
    def meaning(self) -> str:
        """What the parameter means, or an empty string."""


class PolygonLike(Protocol):
    """A polygon with holes; no ring repeats its first vertex at the end."""

    @property
    def exterior(self) -> Sequence[tuple[Exact, Exact]]:
        """The outer ring."""

    @property
    def holes(self) -> Sequence[Sequence[tuple[Exact, Exact]]]:
        """The inner rings."""


class OutsideLike(Protocol):
    """A part of the box that lies outside the parameter space, or on which the regimes are not known."""

    def polygon(self) -> PolygonLike:
        """Return the outline."""


class RegionLike(Protocol):
    """A maximal open set of parameters with one set of possible regimes."""

    @property
    def regimes(self) -> tuple[str, ...]:
        """The possible regimes, sorted; empty when there is no equilibrium."""

    @property
    def name(self) -> str:
        """The name to show."""

    @property
    def area(self) -> Exact:
        """The area in the units of the axes."""

    def polygon(self, tolerance: Exact | None = None) -> PolygonLike:
        """Return the outline, flattened to within ``tolerance`` when it is curved."""


class BoundaryLike(Protocol):
    """An arc that separates two regions."""

    @property
    def equation(self) -> Any:
        """The equation of the arc in the two parameters of the axes; ``None`` where it is known by samples only."""

    @property
    def formula(self) -> Any:
        """The equation in the symbols of the model, or ``None``."""

    @property
    def between(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The regimes on either side."""

    @property
    def meaning(self) -> str:
        """What the boundary means, or an empty string."""

    @property
    def path(self) -> Sequence[tuple[Exact, Exact]]:
        """The points of the arc in order."""


class PointLike(Protocol):
    """A point where three or more regions meet."""

    @property
    def x(self) -> Exact:
        """The horizontal coordinate."""

    @property
    def y(self) -> Exact:
        """The vertical coordinate."""

    @property
    def regimes(self) -> tuple[str, ...]:
        """The regimes that are possible around the point."""

    @property
    def name(self) -> str:
        """The name to show, such as ``T_1``."""


class ThinLike(Protocol):
    """A regime that is possible on an arc or at a point only."""

    @property
    def regimes(self) -> tuple[str, ...]:
        """The regimes possible there."""

    @property
    def path(self) -> Sequence[tuple[Exact, Exact]]:
        """One point, or the points of an arc in order."""


class CaseLike(Protocol):
    """A case to be drawn over a diagram."""

    @property
    def name(self) -> str:
        """The name to show."""

    @property
    def x(self) -> tuple[Exact, Exact]:
        """The lower and the upper end on the horizontal axis, equal for a value."""

    @property
    def y(self) -> tuple[Exact, Exact] | None:
        """The same on the vertical axis; ``None`` on a map of one parameter."""

    @property
    def cut(self) -> tuple[str, ...]:
        """The sides on which the case goes on beyond the map: ``left``, ``right``, ``lower``, ``upper``."""

    @property
    def words(self) -> str:
        """What is known of the regimes of the case, in words."""


class DiagramLike(Protocol):
    """A finished phase diagram of one or two parameters."""

    @property
    def x(self) -> AxisLike:
        """The horizontal axis."""

    @property
    def y(self) -> AxisLike | None:
        """The vertical axis; ``None`` for a map of one parameter, drawn as a band of height one."""

    @property
    def title(self) -> str:
        """The title of the diagram."""

    @property
    def regions(self) -> Sequence[RegionLike]:
        """The regions."""

    @property
    def boundaries(self) -> Sequence[BoundaryLike]:
        """The arcs between them."""

    @property
    def points(self) -> Sequence[PointLike]:
        """The points where three or more of them meet."""

    @property
    def thin(self) -> Sequence[ThinLike]:
        """The regimes without area."""

    @property
    def outside(self) -> Sequence[OutsideLike]:
        """The parts of the box that are not parameters."""

    @property
    def undecided(self) -> Sequence[OutsideLike]:
        """The parts of a certified diagram on which the regimes are not known."""

    @property
    def status(self) -> str:
        """Whether the decomposition is ``exact``, ``certified`` or ``numerical``."""

    @property
    def provenance(self) -> Mapping[str, str]:
        """Model, parameters and versions, as text."""
