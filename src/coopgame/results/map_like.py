"""What the checks and the tables read of a phase diagram."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.equilibria import Reading
from coopgame.results.canvas import Canvas
from coopgame.results.origin import Origin
from coopgame.results.parts import Axis, Boundary, Enclosure, Region, SpecialPoint, ThinSet


class MapLike(Protocol):
    """A map of one or two parameters."""

    @property
    def x(self) -> Axis:
        """The horizontal axis."""

    @property
    def y(self) -> Axis | None:
        """The vertical axis."""

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions."""

    @property
    def outside(self) -> tuple[Region, ...]:
        """The part of the box that the parameter space excludes."""

    @property
    def undecided(self) -> tuple[Region, ...]:
        """The parts of a certified map on which the regimes are not known."""

    @property
    def canvas(self) -> Canvas:
        """The engine's map and its axes."""

    @property
    def boundaries(self) -> tuple[Boundary, ...]:
        """The borders."""

    @property
    def points(self) -> tuple[SpecialPoint, ...]:
        """Where three or more regions meet."""

    @property
    def special_points(self) -> tuple[SpecialPoint, ...]:
        """These points, and those where borders turn or leave the box."""

    @property
    def thin(self) -> tuple[ThinSet, ...]:
        """Where a regime is possible that is possible on no adjacent region."""

    @property
    def origin(self) -> Origin:
        """What was mapped."""

    @property
    def outcomes(self) -> tuple[Reading, ...]:
        """The equilibria with their regimes."""

    @property
    def sets(self) -> tuple[tuple[str, ...], ...]:
        """The sets of regimes that have area."""

    @property
    def status(self) -> str:
        """Whether the map is exact."""

    @property
    def unresolved(self) -> sympy.Rational:
        """The area that was not decided."""

    @property
    def provenance(self) -> Mapping[str, str]:
        """What it takes to make the map again."""

    def at(self, *point: Any) -> tuple[str, ...]:
        """Return the possible regimes at a point."""

    def area(self, *regimes: str) -> Enclosure:
        """Return the area of a set of regimes."""

    def condition(self, *regimes: str) -> Boolean:
        """Return where a set of regimes is possible."""

    def possible(self, regime: str) -> Boolean:
        """Return where a regime is possible."""
