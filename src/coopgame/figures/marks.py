"""Cases on paper: points, bars and boxes over the map, and what texts must avoid of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from coopgame.errors import FigureError
from coopgame.figures.plane import Plane
from coopgame.figures.protocol import CaseLike, Exact

CASE_RADIUS: Final = 2.8
"""From the middle of the diamond that marks a case to its corners, in points."""
CASE_WIDTH: Final = 1.0
CASE_RIM: Final = 0.8
"""White on either side of a stroke, so that it stands out from dark fills and from borders."""
CAP: Final = 2.6
"""Half the length of the cap at the end of a bar."""
_ROOM: Final = CASE_WIDTH / 2 + CASE_RIM

Point = tuple[float, float]


@dataclass(frozen=True)
class Mark:
    """A case on paper.

    Parameters
    ----------
    name
        The name to show.
    kind
        ``"case point"``, ``"case bar"`` or ``"case box"``.
    lines
        The strokes, each through two points or more; for a point its middle only.
    """

    name: str
    kind: str
    lines: tuple[tuple[Point, ...], ...]

    @cached_property
    def outline(self) -> BaseGeometry:
        """The strokes as one geometry."""
        return shapely.union_all(
            [shapely.Point(line[0]) if len(line) == 1 else shapely.LineString(line) for line in self.lines]
        )

    @cached_property
    def body(self) -> BaseGeometry:
        """What texts must avoid."""
        # Many small edges would make every search slow.
        return self.outline.buffer(CASE_RADIUS + CASE_RIM if self.kind == "case point" else _ROOM, quad_segs=2)


def make_marks(plane: Plane, cases: Sequence[CaseLike], *, band: bool) -> tuple[Mark, ...]:
    """Return cases on paper; on a map of one parameter each has its own height.

    Raises
    ------
    FigureError
        A case has no second coordinate on a map of two parameters.
    """
    marks = []
    for n, case in enumerate(cases, start=1):
        if case.y is None and not band:
            raise FigureError(f"Case {case.name!r} has no place on the vertical axis.")
        height = 1 - n / (len(cases) + 1)
        y = (height, height) if case.y is None else case.y
        marks.append(_mark(plane, case, y))
    return tuple(marks)


def _mark(plane: Plane, case: CaseLike, y: tuple[Exact, Exact]) -> Mark:
    low, high = (np.asarray(p) for p in plane.points(list(zip(case.x, y, strict=True))))
    wide, tall = (bool(high[i] - low[i] > 0) for i in (0, 1))
    if not wide and not tall:
        return Mark(case.name, "case point", ((_pair(low),),))
    if wide and tall:
        corners = {"left": (low[0], low[1], low[0], high[1]), "right": (high[0], low[1], high[0], high[1])}
        corners |= {"lower": (low[0], low[1], high[0], low[1]), "upper": (low[0], high[1], high[0], high[1])}
        sides = [corners[side] for side in ("left", "right", "lower", "upper") if side not in case.cut]
        edges = shapely.line_merge(shapely.MultiLineString([((a, b), (c, d)) for a, b, c, d in sides]))
        paths = [shapely.get_coordinates(part) for part in shapely.get_parts(edges)]
        return Mark(case.name, "case box", tuple(tuple(_pair(p) for p in path) for path in paths if len(path)))
    across = np.array([0.0, CAP]) if wide else np.array([CAP, 0.0])
    ends = {"left" if wide else "lower": low, "right" if wide else "upper": high}
    caps = tuple((_pair(end - across), _pair(end + across)) for side, end in ends.items() if side not in case.cut)
    return Mark(case.name, "case bar", ((_pair(low), _pair(high)), *caps))


def _pair(point: np.ndarray) -> Point:
    return float(point[0]), float(point[1])
