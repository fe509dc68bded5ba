"""The diagram in points: exact coordinates turned into floats once, at the size at which they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from coopgame.errors import FigureError
from coopgame.figures.arrows import Arrow, make_arrows
from coopgame.figures.fields import Ramp, ramp_of
from coopgame.figures.marks import Mark, make_marks
from coopgame.figures.overlays import Overlays
from coopgame.figures.plane import Plane
from coopgame.figures.protocol import DiagramLike, PolygonLike


@dataclass(frozen=True)
class Cell:
    """A region on paper."""

    regimes: tuple[str, ...]
    name: str
    share: float
    outline: BaseGeometry
    filled: bool = True

    @property
    def textured(self) -> bool:
        """Whether the fill is stripes or cross-lines, on which text cannot be read."""
        return self.filled and len(self.regimes) != 1


@dataclass(frozen=True)
class Border:
    """A boundary on paper."""

    line: shapely.LineString
    vanishing: bool
    index: int


@dataclass(frozen=True)
class Spot:
    """A named point on paper."""

    name: str
    at: tuple[float, float]


@dataclass(frozen=True)
class Scene:
    """All that is drawn, in points from the lower left corner of the axes."""

    plane: Plane
    cells: tuple[Cell, ...]
    borders: tuple[Border, ...]
    spots: tuple[Spot, ...]
    thin: tuple[tuple[tuple[str, ...], np.ndarray], ...]
    outside: tuple[BaseGeometry, ...]
    undecided: tuple[BaseGeometry, ...] = ()
    marks: tuple[Mark, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    ramp: Ramp | None = None

    @cached_property
    def lines(self) -> BaseGeometry:
        """Every line that no text may cross, without the frame."""
        drawn: list[BaseGeometry] = [border.line for border in self.borders]
        drawn += [shapely.LineString(path) for _, path in self.thin if len(path) > 1]
        drawn += [shapely.Point(path[0]) for _, path in self.thin if len(path) == 1]
        drawn += [edge for shape in self.outside for edge in shapely.get_parts(shape.boundary)]
        drawn += self.undecided
        return shapely.GeometryCollection(drawn)

    @cached_property
    def textures(self) -> BaseGeometry:
        """Where the fill is not one plain colour."""
        return shapely.union_all([cell.outline for cell in self.cells if cell.textured])


def box_of(diagram: DiagramLike) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the corners of the box of a diagram, after checking that it has an interior."""
    sides = []
    for axis in (diagram.x, diagram.y):
        low, high = (0.0, 1.0) if axis is None else (float(axis.lower), float(axis.upper))
        if not (np.isfinite([low, high]).all() and low < high):
            name = "y" if axis is None else str(axis.symbol)
            raise FigureError(
                f"Axis {name} runs from {low} to {high}; expected two finite bounds, the lower one first."
            )
        sides.append((low, high))
    (left, right), (bottom, top) = sides
    return (left, bottom), (right, top)


def make_scene(diagram: DiagramLike, size: tuple[float, float], overlays: Overlays | None = None) -> Scene:
    """Return the diagram, with what lies over and under it, on axes of the given size in points."""
    over = Overlays() if overlays is None else overlays
    plane = Plane(*box_of(diagram), size)
    whole = float(np.prod(np.subtract(plane.upper, plane.lower)))
    cells = tuple(
        Cell(
            region.regimes,
            region.name,
            float(region.area) / whole,
            _outline(plane, region.polygon(plane.tolerance())),
            over.under is None,
        )
        for region in diagram.regions
    )
    borders = tuple(
        Border(_line(plane, boundary.path), _nested(*boundary.between), index)
        for index, boundary in enumerate(diagram.boundaries)
        if len(boundary.path) > 1 or diagram.y is None
    )
    thin = tuple((thin.regimes, _thin_path(plane, thin.path, band=diagram.y is None)) for thin in diagram.thin)
    outside = tuple(_outline(plane, part.polygon()) for part in diagram.outside)
    undecided = tuple(_outline(plane, part.polygon()) for part in diagram.undecided)
    spots = tuple(Spot(p.name, _pair(plane.points([(p.x, p.y)])[0])) for p in diagram.points)
    marks = make_marks(plane, over.cases, band=diagram.y is None)
    ramp = None if over.under is None else ramp_of(over.under)
    return Scene(plane, cells, borders, spots, thin, outside, undecided, marks, make_arrows(plane, over.arrows), ramp)


def _pair(point: np.ndarray) -> tuple[float, float]:
    return float(point[0]), float(point[1])


def _nested(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether an equilibrium appears or vanishes: one set of regimes contains the other."""
    return set(one) <= set(other) or set(other) <= set(one)


def _outline(plane: Plane, polygon: PolygonLike) -> BaseGeometry:
    """Return a polygon on paper; touching rings, which exact cells may have, are split into valid parts."""
    shape = shapely.Polygon(plane.points(polygon.exterior), [plane.points(hole) for hole in polygon.holes])
    return shape if shape.is_valid else shapely.make_valid(shape).buffer(0)


def _line(plane: Plane, path: Sequence[tuple[Any, Any]]) -> shapely.LineString:
    """Return an arc on paper; a single value on a map of one parameter becomes a line across the band."""
    if len(path) == 1:
        path = ((path[0][0], 0), (path[0][0], 1))
    return shapely.LineString(plane.points(path))


def _thin_path(plane: Plane, path: Sequence[tuple[Any, Any]], *, band: bool) -> np.ndarray:
    """Return an arc or a point without area on paper; on a map of one parameter a point spans the band."""
    if band and len(path) == 1:
        return shapely.get_coordinates(_line(plane, path))
    return plane.points(path)
