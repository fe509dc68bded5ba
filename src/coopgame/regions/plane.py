"""What every decomposition of a box offers, however it was computed: regions, borders, special points and thin sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from coopgame.conditions import Formula
from coopgame.regions.algebra.algebraic import Algebraic

Point = tuple[Fraction, Fraction]
Ring = tuple[Point, ...]
#: Indices of the outcomes that hold, None outside the domain.
Holding = frozenset[int] | None
Regimes = frozenset[str] | None
#: One sign condition: the curve, and the signs that it may have.
Literal = tuple[int, frozenset[int]]


@dataclass(frozen=True)
class Box:
    """The box :math:`[x_0, x_1] × [y_0, y_1]`."""

    x0: Fraction
    x1: Fraction
    y0: Fraction
    y1: Fraction

    @property
    def area(self) -> Fraction:
        """The area of the box."""
        return (self.x1 - self.x0) * (self.y1 - self.y0)

    @property
    def tolerance(self) -> Fraction:
        """How far drawn borders may be off: a ten-thousandth of the smaller side."""
        return min(self.x1 - self.x0, self.y1 - self.y0) / 10**4


class Patch(Protocol):
    """A connected open set with one set of possible regimes; ``regimes`` is None outside the parameter space."""

    @property
    def regimes(self) -> Regimes:
        """The regimes that are possible everywhere in it."""

    @property
    def decided(self) -> bool:
        """False for a set on which the regimes are not known."""

    @property
    def sample(self) -> Point:
        """A rational point inside."""

    def area(self, width: Fraction) -> tuple[Fraction, Fraction]:
        """Return bounds of the area that are at most ``width`` apart, if the decomposition can tell so exactly."""

    def outline(self, tolerance: Fraction) -> tuple[Ring, ...]:
        """Return the outer ring counter-clockwise, then holes clockwise; nowhere further than ``tolerance`` off."""


class Arc(Protocol):
    """A piece of a border with the same region on its left and on its right, walked from start to end."""

    @property
    def curve(self) -> int | None:
        """The border curve, None where there is no equation."""

    @property
    def left(self) -> int:
        """The region on the left."""

    @property
    def right(self) -> int:
        """The region on the right."""

    @property
    def holding(self) -> frozenset[int]:
        """The outcomes that hold on the arc."""

    @property
    def curved(self) -> bool:
        """Whether it is not a chain of straight pieces."""

    def path(self, tolerance: Fraction) -> tuple[Point, ...]:
        """Return rational points from end to end; arc and polyline are within ``tolerance`` of each other."""


@dataclass(frozen=True)
class Junction:
    """A point where three or more regions meet."""

    at: tuple[Algebraic, Algebraic]
    regimes: frozenset[str]
    patches: tuple[int, ...]


class Sliver(Protocol):
    """A point or a piece of a curve on which regimes are possible that are possible on no adjacent region."""

    @property
    def extra(self) -> frozenset[str]:
        """The regimes that are possible here and not beside."""

    @property
    def regimes(self) -> frozenset[str]:
        """All regimes that are possible here."""

    def path(self, tolerance: Fraction) -> tuple[Point, ...]:
        """Return one point, or the points of a polyline."""


class Plane(Protocol):
    """The map of a box."""

    @property
    def box(self) -> Box:
        """The box that was decomposed."""

    @property
    def status(self) -> str:
        """``"exact"`` or ``"certified"``."""

    @property
    def unresolved(self) -> Fraction:
        """The area that was not decided, 0 when exact."""

    @property
    def patches(self) -> Sequence[Patch]:
        """The regions; together with ``arcs`` they fill the box."""

    @property
    def arcs(self) -> Sequence[Arc]:
        """The borders between regions inside the parameter space."""

    @property
    def junctions(self) -> Sequence[Junction]:
        """Where three or more regions meet."""

    @property
    def slivers(self) -> Sequence[Sliver]:
        """The thin sets."""

    @property
    def outcomes(self) -> tuple[tuple[str, Formula], ...]:
        """Pairs of a regime and the formula under which it is possible."""

    @property
    def regimes_by_holding(self) -> Mapping[frozenset[int], frozenset[str]]:
        """The regimes of each set of outcomes that is known to occur in the box."""

    def regimes_where(self, holding: frozenset[int]) -> frozenset[str]:
        """Return the regimes that are possible where exactly these outcomes hold."""

    def regimes_at(self, x: Fraction, y: Fraction) -> Regimes:
        """Return the regimes possible at exactly this point; None outside the parameter space."""
