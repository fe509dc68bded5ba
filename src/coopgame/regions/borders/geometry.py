"""Coordinates of what was found without them: vertices, polylines of runs, and integrals below runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from coopgame.regions.algebra.algebraic import Algebraic
from coopgame.regions.algebra.univariate import Interval
from coopgame.regions.borders.areas import measured
from coopgame.regions.borders.polylines import polyline, tip_of
from coopgame.regions.borders.runs import Run
from coopgame.regions.borders.segments import Segment
from coopgame.regions.cells.complex import Cells, Vertex
from coopgame.regions.plane import Point


@dataclass(frozen=True)
class Geometry:
    """The runs of a decomposition with their coordinates; whatever is computed is kept."""

    cells: Cells
    runs: tuple[Run, ...]

    @cached_property
    def _points(self) -> dict[tuple[Vertex, Fraction], Point]:
        return {}

    @cached_property
    def _paths(self) -> dict[tuple[int, Fraction], tuple[Point, ...]]:
        return {}

    @cached_property
    def _integrals(self) -> dict[int, Interval]:
        return {}

    @cached_property
    def _segments(self) -> dict[int, Sequence[Segment]]:
        """The segments of the latest integrals."""
        return {}

    def __getstate__(self) -> dict[str, object]:
        return {"cells": self.cells, "runs": self.runs}

    def abscissa(self, vertex: Vertex) -> Algebraic:
        """Return the abscissa of a vertex."""
        return self.cells.walls[vertex[0]].x

    def point(self, vertex: Vertex, tolerance: Fraction) -> Point:
        """Return a rational point within ``tolerance`` of a vertex, the vertex itself where it is rational."""
        key = (vertex, tolerance)
        if key not in self._points:
            x = self.abscissa(vertex)
            low, high = x.bounds(tolerance)
            self._points[key] = ((low + high) / 2, self._ordinate(vertex, x, tolerance))
        return self._points[key]

    def _ordinate(self, vertex: Vertex, x: Algebraic, tolerance: Fraction) -> Fraction:
        for i in self.cells.point(vertex).curves:
            curve = self.cells.curves[i]
            if curve.degrees == (0, 1):
                return Fraction(-int(curve.by_y[0][0]), int(curve.by_y[1][0]))
            p = curve.at_x(x.lower) if x.is_rational else None
            if p is not None and p.degree() == 1:
                return Fraction(-int(p[0]), int(p[1]))
        if x.is_rational and 0 < vertex[1] < len(self.cells.walls[vertex[0]].points) - 1:
            exact = self.cells.exact_ordinate(vertex)
            low, high = exact.bounds(tolerance)
            return (low + high) / 2
        low, high = self.cells.ordinate(vertex, tolerance)
        return (low + high) / 2

    def path(self, n: int, tolerance: Fraction) -> tuple[Point, ...]:
        """Return the polyline of run n."""
        key = (n, tolerance)
        if key not in self._paths:
            run = self.runs[n]
            start, end = (self.point(vertex, tolerance / 4) for vertex in (run.start, run.end))
            straight = run.kind != "branch" or self.cells.curves[run.curve or 0].is_line
            known = self._segments.get(n, ())
            curved = () if straight else polyline(run.branch(self.cells), start, end, tolerance, known)
            self._paths[key] = curved or (start, end)
        return self._paths[key]

    def below(self, n: int, width: Fraction) -> Interval:
        """Return bounds of the integral of y dx along run n, walked to the right."""
        run = self.runs[n]
        if run.kind == "wall":
            return Fraction(0), Fraction(0)
        if run.kind in ("bottom", "top"):
            y = self.cells.box.y0 if run.kind == "bottom" else self.cells.box.y1
            return self._level(y, run, width)
        known = self._integrals.get(n)
        if known is None or known[1] - known[0] > width:
            # With tips that are small enough, the same segments will do for drawing.
            (low, high), self._segments[n] = measured(run.branch(self.cells), width, tip_of(self.cells.box.tolerance))
            # Bounds asked for later lie within those given before.
            self._integrals[n] = (low, high) if known is None else (max(low, known[0]), min(high, known[1]))
        return self._integrals[n]

    def _level(self, y: Fraction, run: Run, width: Fraction) -> Interval:
        share = width / (4 * abs(y)) if y else Fraction(1)
        (a, b), (c, d) = (self.abscissa(vertex).bounds(share) for vertex in (run.start, run.end))
        low, high = sorted((y * (c - b), y * (d - a)))
        return low, high
