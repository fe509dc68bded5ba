"""The finished exact map of a box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

import sympy

from coopgame.conditions import Formula, Polynomial, holds
from coopgame.regions.borders.assemble import Assembly
from coopgame.regions.borders.geometry import Geometry
from coopgame.regions.cells.complex import Cells, Vertex
from coopgame.regions.cells.labels import Labeller
from coopgame.regions.cells.relevance import Leaf
from coopgame.regions.plane import Box, Holding, Junction, Point, Regimes, Ring

#: A run walked forwards or backwards.
Step = tuple[int, bool]


@dataclass(frozen=True)
class ExactPatch:
    """A connected open set with one set of possible regimes; ``rings`` are its outer ring and its holes."""

    regimes: Regimes
    sample: Point
    faces: tuple[int, ...]
    rings: tuple[tuple[Step, ...], ...]
    geometry: Geometry = field(repr=False, compare=False)
    decided: bool = True

    def area(self, width: Fraction) -> tuple[Fraction, Fraction]:
        """Return bounds of the area at most ``width`` apart."""
        steps = [step for ring in self.rings for step in ring]
        low = high = Fraction(0)
        for n, forward in steps:
            a, b = self.geometry.below(n, width / len(steps))
            low, high = (low - b, high - a) if forward else (low + a, high + b)
        return low, high

    def outline(self, tolerance: Fraction) -> tuple[Ring, ...]:
        """Return the outer ring counter-clockwise, then holes clockwise, straight-on vertices left out."""
        return tuple(_without_straight(*joined(self.geometry, ring, tolerance)) for ring in self.rings)


def joined(geometry: Geometry, steps: Sequence[Step], tolerance: Fraction) -> tuple[list[Point], set[int]]:
    """Return the polyline of runs walked one after the other, and the places of the ends of runs in it."""
    points: list[Point] = []
    ends = {0}
    for n, forward in steps:
        path = geometry.path(n, tolerance)
        points += (path if forward else path[::-1])[1 if points else 0 :]
        ends.add(len(points) - 1)
    return points, ends


def _goes_straight(before: Point, here: Point, after: Point) -> bool:
    """Whether a path goes straight on at a point; turning back on itself is not straight on."""
    (x0, y0), (x1, y1), (x2, y2) = before, here, after
    across = (x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1)
    return across == 0 and (x1 - x0) * (x2 - x1) + (y1 - y0) * (y2 - y1) > 0


def _without_straight(closed: list[Point], ends: set[int]) -> Ring:
    """Drop ends of runs at which a ring goes straight on, and start at the smallest vertex left."""
    points = closed[:-1]
    around = zip([points[-1], *points[:-1]], points, closed[1:], strict=True)
    kept = [
        here
        for k, (before, here, after) in enumerate(around)
        if k not in ends or not _goes_straight(before, here, after)
    ]
    least = kept.index(min(kept))
    return tuple(kept[least:] + kept[:least])


@dataclass(frozen=True)
class ExactArc:
    """A piece of one curve with the same region on its left and on its right."""

    curve: int
    left: int
    right: int
    holding: frozenset[int]
    steps: tuple[Step, ...]
    geometry: Geometry = field(repr=False, compare=False)

    @property
    def ends(self) -> tuple[Vertex, Vertex]:
        """Its first and its last vertex."""
        (n, forward), (m, onward) = self.steps[0], self.steps[-1]
        first, last = self.geometry.runs[n], self.geometry.runs[m]
        return first.start if forward else first.end, last.end if onward else last.start

    @property
    def curved(self) -> bool:
        """Whether it is not a chain of straight pieces."""
        return not self.geometry.cells.curves[self.curve].is_line

    @property
    def masks(self) -> dict[int, int]:
        """What is known of the signs of curves in the middle of the arc."""
        cells, side = self.geometry.cells, self.geometry.runs[self.steps[0][0]].sides[0]
        i, k = side.place
        if side.kind == "branch":
            column, signs = cells.columns[i], cells.columns[i].on_branch(k)
        else:
            column, signs = cells.columns[cells.side_of(i)], cells.on_interval(i, k)
        return {curve: 1 << (sign + 1) for curve, sign in zip(column.curves, signs, strict=True)}

    def path(self, tolerance: Fraction) -> tuple[Point, ...]:
        """Return rational points from end to end, straight-on ones left out."""
        points, ends = joined(self.geometry, self.steps, tolerance)
        kept = [points[0]]
        for k, (here, after) in enumerate(pairwise(points[1:]), start=1):
            if k not in ends or not _goes_straight(kept[-1], here, after):
                kept.append(here)
        return (*kept, points[-1])


@dataclass(frozen=True)
class ExactSliver:
    """A point or a piece of a curve with regimes that no adjacent region has; ``runs`` are its own, not borders."""

    extra: frozenset[str]
    regimes: frozenset[str]
    at: Vertex | None
    steps: tuple[Step, ...]
    geometry: Geometry = field(repr=False, compare=False)

    def path(self, tolerance: Fraction) -> tuple[Point, ...]:
        """Return one point, or the points of a polyline."""
        if self.at is not None:
            return (self.geometry.point(self.at, tolerance),)
        return tuple(joined(self.geometry, self.steps, tolerance)[0])


@dataclass(frozen=True)
class Rules:
    """What labels mean: outcomes with formulas, the domain, and the regimes of every set of outcomes that occurs."""

    outcomes: tuple[tuple[str, Formula], ...]
    domain: Formula
    axes: tuple[sympy.Symbol, sympy.Symbol]
    regimes: Mapping[frozenset[int], frozenset[str]]

    def regimes_of(self, holding: Holding) -> frozenset[str]:
        """Return the regimes of a set of outcomes that occurs in the box, none outside the domain."""
        return frozenset() if holding is None else self.regimes[holding]

    def holding(self, x: Fraction, y: Fraction) -> Holding:
        """Return the outcomes that hold at a point."""
        values = dict(zip(self.axes, (x, y), strict=True))
        signs: dict[Polynomial, int] = {}

        def sign(polynomial: Polynomial) -> int:
            if polynomial not in signs:
                value = polynomial.at(values)
                signs[polynomial] = (value > 0) - (value < 0)
            return signs[polynomial]

        if not holds(self.domain, sign):
            return None
        return frozenset(i for i, (_, formula) in enumerate(self.outcomes) if holds(formula, sign))


@dataclass(frozen=True)
class Decomposition:
    """The exact map of a box: its regions and what lies between them."""

    rules: Rules
    cells: Cells
    leaves: tuple[Leaf, ...]
    labels: Labels
    patches: tuple[ExactPatch, ...]
    arcs: tuple[ExactArc, ...]
    junctions: tuple[Junction, ...]
    slivers: tuple[ExactSliver, ...]

    @property
    def box(self) -> Box:
        """The box that was decomposed."""
        return self.cells.box

    @property
    def status(self) -> str:
        """``"exact"``."""
        return "exact"

    @property
    def unresolved(self) -> Fraction:
        """No area is left undecided."""
        return Fraction(0)

    @property
    def outcomes(self) -> tuple[tuple[str, Formula], ...]:
        """Pairs of a regime and the formula under which it is possible."""
        return self.rules.outcomes

    @property
    def regimes_by_holding(self) -> Mapping[frozenset[int], frozenset[str]]:
        """The regimes of each set of outcomes that occurs in the box."""
        return self.rules.regimes

    def regimes_where(self, holding: frozenset[int]) -> frozenset[str]:
        """Return the regimes that are possible where exactly these outcomes hold."""
        return self.rules.regimes.get(holding) or frozenset(self.outcomes[i][0] for i in holding)

    def regimes_at(self, x: Fraction, y: Fraction) -> Regimes:
        """Return the regimes possible at exactly this point; None outside the parameter space."""
        holding = self.rules.holding(x, y)
        return None if holding is None else self.rules.regimes[holding]

    def regimes_around(self, vertex: Vertex) -> frozenset[str]:
        """Return the regimes that are possible exactly at a vertex."""
        return self.rules.regimes_of(Labeller(self.cells, self.leaves, (), None).vertex(vertex))


@dataclass(frozen=True)
class Labels:
    """The outcomes that hold on faces and branches, column by column, and the region of each face."""

    faces: tuple[Holding, ...]
    branches: tuple[tuple[Holding, ...], ...]
    patch_of: tuple[int, ...]


def labels_of(assembly: Assembly) -> Labels:
    """Return the labels of an assembly."""
    return Labels(
        tuple(assembly.holdings), tuple(tuple(own) for own in assembly.branch_holdings), tuple(assembly.patch_of)
    )
