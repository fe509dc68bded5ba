"""A comparison as something to draw: a diagram whose regimes are the names of what the two maps show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from coopgame.results.overlay import parted
from coopgame.results.parts import Axis, Boundary, Region, SpecialPoint, ThinSet
from coopgame.results.phase_diagram import PhaseDiagram


class Compared(Protocol):
    """What is drawn of a comparison."""

    @property
    def first(self) -> PhaseDiagram:
        """The first map."""

    @property
    def second(self) -> PhaseDiagram:
        """The second map."""

    @property
    def labels(self) -> tuple[str, str]:
        """What they are called."""

    @property
    def overlay(self) -> PhaseDiagram:
        """Their overlay."""


@dataclass(frozen=True)
class Sketch:
    """The difference map of a comparison, in the form in which figures read diagrams."""

    compared: Compared

    @property
    def x(self) -> Axis:
        """The horizontal axis."""
        return self.compared.overlay.x

    @property
    def y(self) -> Axis | None:
        """The vertical axis."""
        return self.compared.overlay.y

    @property
    def title(self) -> str:
        """Which maps are compared."""
        return " → ".join(self.compared.labels)

    def _shown(self, regimes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the regimes where both maps show the same, else one name for both sets."""
        one, other = parted(regimes, 0), parted(regimes, 1)
        return one if one == other else (self.compared.overlay.origin.name_of(regimes),)

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The regions of the overlay."""
        return tuple(replace(r, regimes=self._shown(r.regimes)) for r in self.compared.overlay.regions)

    @cached_property
    def boundaries(self) -> tuple[Boundary, ...]:
        """The borders of the overlay."""
        found = []
        for border in self.compared.overlay.boundaries:
            one, other = border.between
            found.append(replace(border, between=(self._shown(one), self._shown(other))))
        return tuple(found)

    @cached_property
    def points(self) -> tuple[SpecialPoint, ...]:
        """The points where three or more regions meet."""
        return tuple(replace(p, regimes=self._shown(p.regimes)) for p in self.compared.overlay.points)

    @property
    def thin(self) -> tuple[ThinSet, ...]:
        """Nothing: what either map shows on a line or at a point only belongs to that map."""
        return ()

    @property
    def outside(self) -> tuple[Region, ...]:
        """What either map excludes."""
        return self.compared.overlay.outside

    @property
    def undecided(self) -> tuple[Region, ...]:
        """Where it is not decided what the maps show."""
        return self.compared.overlay.undecided

    @property
    def status(self) -> str:
        """``"exact"`` or ``"certified"``."""
        return self.compared.overlay.status

    @property
    def provenance(self) -> Mapping[str, str]:
        """What it takes to make both maps again, as text."""
        maps = (self.compared.first, self.compared.second)
        words = [d.provenance for d in maps]
        shared = {key: value for key, value in words[0].items() if words[1].get(key) == value}
        parts = {
            f"{key}, {which}": value
            for which, own in zip(("first map", "second map"), words, strict=True)
            for key, value in own.items()
            if key not in shared
        }
        return shared | parts | {"status": self.status}
