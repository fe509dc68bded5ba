"""A map that is known at points only, as a diagram that can be drawn.

The points are corners of rectangles.  Where all corners of a rectangle agree, it belongs to one region; elsewhere the
border crosses the edges between corners that differ, at the zeros of the signed margins of the regimes that come or go
there, interpolated between the corners.  Every edge is crossed at one point, whichever rectangle asks, so regions
neither overlap nor leave gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import shapely

from coopgame.figures.protocol import AxisLike

Array = npt.NDArray[Any]
Point = tuple[float, float]
#: Pieces smaller than this share of the box are rounding.
_SPECK = 1e-13
#: The code of rectangles in which nothing was computed.
GAP = -1


class MosaicLike(Protocol):
    """A map that is known at points only."""

    @property
    def x(self) -> AxisLike:
        """The horizontal axis."""

    @property
    def y(self) -> AxisLike | None:
        """The vertical axis; ``None`` for a map of one parameter, whose rectangles reach from 0 to 1."""

    @property
    def sets(self) -> Sequence[tuple[str, ...] | None]:
        """For each code the possible regimes, None outside the parameter space."""

    @property
    def regimes(self) -> Sequence[str]:
        """The regimes with a signed margin, in order; before them stands the margin of the parameter space."""

    @property
    def boxes(self) -> tuple[Array, Array]:
        """Rectangles whose corners agree, ``(x0, y0, x1, y1)`` in rows, and their codes."""

    @property
    def cells(self) -> tuple[Array, Array, Array]:
        """The other rectangles, their codes (cell × corner) and margins (regime × cell × corner), anticlockwise."""

    @property
    def provenance(self) -> Mapping[str, str]:
        """Model, parameters and versions, as text."""

    def name_of(self, regimes: tuple[str, ...] | None) -> str:
        """Return the name of a set of regimes."""


@dataclass(frozen=True)
class SampledPolygon:
    """A polygon with float coordinates."""

    exterior: tuple[Point, ...]
    holes: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, eq=False)
class SampledRegion:
    """A connected part of the map."""

    regimes: tuple[str, ...]
    name: str
    area: float
    shape: shapely.Polygon

    def polygon(self, tolerance: Any = None) -> SampledPolygon:  # noqa: ARG002 - it is flat already
        """Return the outline."""
        rings = [tuple((float(x), float(y)) for x, y in ring.coords[:-1]) for ring in self._rings()]
        return SampledPolygon(rings[0], tuple(rings[1:]))

    def _rings(self) -> list[shapely.LinearRing]:
        return [self.shape.exterior, *self.shape.interiors]


@dataclass(frozen=True)
class SampledBoundary:
    """A border without an equation."""

    between: tuple[tuple[str, ...], tuple[str, ...]]
    path: tuple[tuple[float, ...], ...]
    equation: None = None
    formula: None = None
    meaning: str = ""


@dataclass(frozen=True)
class SampledPoint:
    """A point where three or more regions meet, as nearly as the samples tell."""

    x: float
    y: float
    regimes: tuple[str, ...]
    name: str


@dataclass(frozen=True, eq=False)
class SampledDiagram:
    """What :func:`coopgame.figures.draw` needs, from samples."""

    x: AxisLike
    y: AxisLike | None
    regions: tuple[SampledRegion, ...]
    boundaries: Sequence[Any]
    points: Sequence[Any]
    outside: tuple[SampledRegion, ...]
    undecided: tuple[SampledRegion, ...]
    provenance: Mapping[str, str]
    title: str = ""
    status: str = "numerical"
    thin: tuple[Any, ...] = ()


class _Pieces:
    """Collects the pieces of regions and the segments of borders, a cell at a time."""

    def __init__(self, mosaic: MosaicLike) -> None:
        self.sets = mosaic.sets
        self.rows = {name: k + 1 for k, name in enumerate(mosaic.regimes)}
        self.polygons: dict[int, list[shapely.Polygon]] = {}
        self.segments: dict[tuple[int, int], list[tuple[Point, Point]]] = {}
        self.junctions: list[tuple[Point, frozenset[int]]] = []

    def cross(self, one: int, other: int, before: Array, after: Array) -> float:
        """Return where the border crosses an edge, from 0 to 1, given codes and margins at its ends."""
        first, second = self._set(one), self._set(other)
        if first is None or second is None:
            rows = [0]
        else:
            rows = [self.rows[name] for name in sorted(set(first) ^ set(second)) if name in self.rows]
        found = []
        for row in rows:
            a, b = float(before[row]), float(after[row])
            if a * b <= 0 and a != b:
                found.append(a / (a - b))
        return sum(found) / len(found) if found else 0.5

    def _set(self, code: int) -> tuple[str, ...] | None:
        return None if code == GAP else self.sets[code]

    def add(self, box: Array, codes: Sequence[int], margins: Array) -> None:
        """Divide one cell."""
        x0, y0, x1, y1 = (float(v) for v in box)
        corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        # Edges are read in the direction of their axis, so that neighbours find the same point.
        ring: list[tuple[Point, int | None]] = []
        for k, (start, end) in enumerate(((0, 1), (1, 2), (3, 2), (0, 3))):
            ring.append((corners[k], codes[k]))
            if codes[start] != codes[end]:
                t = self.cross(codes[start], codes[end], margins[:, start], margins[:, end])
                a, b = corners[start], corners[end]
                ring.append(((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])), None))
        self._divide(ring)

    def _divide(self, ring: list[tuple[Point, int | None]]) -> None:
        at = [k for k, (_, code) in enumerate(ring) if code is None]
        crossings = [ring[k][0] for k in at]
        centre = (sum(x for x, _ in crossings) / len(at), sum(y for _, y in crossings) / len(at))
        parts = []
        for k, place in enumerate(at):
            end = at[(k + 1) % len(at)]
            inner = ring[place + 1 : end] if end > place else [*ring[place + 1 :], *ring[:end]]
            parts.append(([point for point, _ in inner], inner[0][1]))
        for k, (points, code) in enumerate(parts):
            closing = [crossings[(k + 1) % len(at)], *([centre] if len(at) > 2 else []), crossings[k]]
            assert code is not None  # noqa: S101 - between two crossings there is a corner
            self.polygons.setdefault(code, []).append(shapely.Polygon([*points, *closing]))
            before = parts[k - 1][1]
            assert before is not None  # noqa: S101 - as above
            if len(at) > 2:
                self._segment(before, code, crossings[k], centre)
            elif k:
                self._segment(before, code, crossings[0], crossings[1])
        met = frozenset(code for _, code in parts if code is not None and self._set(code) is not None)
        if len(met) > 2:
            self.junctions.append((centre, met))

    def _segment(self, one: int, other: int, start: Point, end: Point) -> None:
        if start != end:
            self.segments.setdefault((min(one, other), max(one, other)), []).append((start, end))


def sampled_diagram(mosaic: MosaicLike, exact: Any = None) -> SampledDiagram:
    """Return the diagram of a map that is known at points only.

    Parameters
    ----------
    mosaic
        The rectangles between the points.
    exact
        A diagram whose borders and points are drawn in place of those of the samples.
    """
    pieces = _Pieces(mosaic)
    boxes, box_codes = mosaic.boxes
    cells, codes, margins = mosaic.cells
    for k in range(len(cells)):
        pieces.add(cells[k], [int(c) for c in codes[k]], margins[:, k])
    for code in np.unique(box_codes):
        chosen = boxes[box_codes == code]
        pieces.polygons.setdefault(int(code), []).extend(shapely.box(*chosen.T))
    parts = _without_pinched([(c, part) for c in sorted(pieces.polygons) for part in _parts(pieces.polygons[c])], cells)
    regions = [region for code, part in parts for region in _region(mosaic, code, part)]
    inside = tuple(region for code, region in regions if code != GAP and mosaic.sets[code] is not None)
    return SampledDiagram(
        mosaic.x,
        mosaic.y,
        inside,
        _boundaries(mosaic, pieces) if exact is None else exact.boundaries,
        _points(mosaic, pieces) if exact is None else exact.points,
        tuple(region for code, region in regions if code != GAP and mosaic.sets[code] is None),
        tuple(region for code, region in regions if code == GAP),
        mosaic.provenance,
    )


def _parts(pieces: Iterable[shapely.Geometry]) -> list[shapely.Polygon]:
    """Return the connected parts of the union."""
    return [part for part in shapely.get_parts(shapely.union_all(list(pieces))) if isinstance(part, shapely.Polygon)]


def _without_pinched(parts: list[tuple[int, shapely.Polygon]], cells: Array) -> list[tuple[int, shapely.Polygon]]:
    """Return the parts, tips of regions that interpolation cut off at a junction given to a neighbour.

    A tip is smaller than a cell and lies beside the rest of its region.
    """
    if not len(cells):
        return parts
    sides = (cells[:, 2:] - cells[:, :2]).max(axis=0)
    reach, least = float(np.hypot(*sides)), float(sides.prod())
    kept = list(parts)
    for tip in [pair for pair in parts if pair[1].area < least]:
        rest = [pair for pair in kept if pair is not tip and pair[1].distance(tip[1]) <= reach]
        if any(code == tip[0] and part.area > tip[1].area for code, part in rest):
            code, host = max(rest, key=lambda pair: pair[1].intersection(tip[1]).length)
            joined = [(code, part) for part in _parts([host, tip[1]])]
            kept = [pair for pair in kept if pair is not tip and pair[1] is not host] + joined
    return kept


def _region(mosaic: MosaicLike, code: int, part: shapely.Polygon) -> list[tuple[int, SampledRegion]]:
    regimes = () if code == GAP else mosaic.sets[code] or ()
    name = "not computed" if code == GAP else mosaic.name_of(mosaic.sets[code])
    return [(code, SampledRegion(regimes, name, part.area, part))] if part.area > _SPECK * _size(mosaic) else []


def _size(mosaic: MosaicLike) -> float:
    """Return the area of the box."""
    height = 1.0 if mosaic.y is None else float(mosaic.y.upper) - float(mosaic.y.lower)
    return (float(mosaic.x.upper) - float(mosaic.x.lower)) * height


def _boundaries(mosaic: MosaicLike, pieces: _Pieces) -> list[SampledBoundary]:
    found = []
    for (one, other), segments in sorted(pieces.segments.items()):
        sides = [None if code == GAP else mosaic.sets[code] for code in (one, other)]
        if sides[0] is None or sides[1] is None:
            continue
        merged = shapely.line_merge(shapely.MultiLineString(segments))
        for line in shapely.get_parts(merged):
            path = tuple((float(x), float(y)) for x, y in line.coords)
            if mosaic.y is None:
                path = ((path[0][0], 0.0),)
            found.append(SampledBoundary((sides[0], sides[1]), path))
    return found


def _points(mosaic: MosaicLike, pieces: _Pieces) -> list[SampledPoint]:
    """Return the points where three or more regions meet; neighbouring cells that see the same one count once."""
    if mosaic.y is None:
        return []
    cells, _, _ = mosaic.cells
    reach = 2 * np.hypot(*(cells[:, 2:] - cells[:, :2]).max(axis=0)) if len(cells) else 0.0
    found: list[tuple[Point, frozenset[int]]] = []
    for centre, met in sorted(pieces.junctions, key=lambda j: j[0]):
        if not any(np.hypot(centre[0] - c[0], centre[1] - c[1]) <= reach for c, _ in found):
            found.append((centre, met))
    points = []
    for k, ((x, y), met) in enumerate(found):
        regimes = sorted({name for code in met for name in mosaic.sets[code] or ()})
        points.append(SampledPoint(x, y, tuple(regimes), f"T_{k + 1}"))
    return points
