"""Special points of borders at which only two regions meet: corners, folds, and meetings with the edge of the box."""

from __future__ import annotations

from collections.abc import Iterator

from coopgame.regions import Decomposition, Plane
from coopgame.regions.cells.complex import Vertex
from coopgame.regions.decomposition import ExactArc
from coopgame.results.parts import SpecialPoint


def turning_points(plane: Plane) -> tuple[SpecialPoint, ...]:
    """Return the corners, folds and edge crossings of a map, from left to right."""
    return tuple(sorted(_found(plane), key=lambda p: p.coordinates)) if isinstance(plane, Decomposition) else ()


def _found(plane: Decomposition) -> Iterator[SpecialPoint]:
    known = {junction.at for junction in plane.junctions}
    curves: dict[Vertex, set[int]] = {}
    for arc in plane.arcs:
        for vertex in arc.ends:
            curves.setdefault(vertex, set()).add(arc.curve)
    for vertex, own in sorted(curves.items()):
        w, t = vertex
        at = plane.cells.walls[w].x, plane.cells.exact_ordinate(vertex)
        on_edge = w in (0, len(plane.cells.walls) - 1) or t in (0, len(plane.cells.walls[w].points) - 1)
        if at not in known and (on_edge or len(own) > 1):
            yield _point(plane, vertex, "edge" if on_edge else "corner")
    for arc in plane.arcs:
        for vertex in _folds(arc):
            if (plane.cells.walls[vertex[0]].x, plane.cells.exact_ordinate(vertex)) not in known:
                yield _point(plane, vertex, "fold")


def _folds(arc: ExactArc) -> Iterator[Vertex]:
    """Yield the vertices at which an arc turns back: one run walked forwards, the next backwards, or the reverse."""
    runs = arc.geometry.runs
    closed = len(arc.steps) > 1 and arc.ends[0] == arc.ends[1]
    following = [*arc.steps[1:], *(arc.steps[:1] if closed else ())]
    for (n, forward), (m, onward) in zip(arc.steps, following, strict=False):
        if forward != onward and runs[n].kind == runs[m].kind == "branch":
            yield runs[n].end if forward else runs[n].start


def _point(plane: Decomposition, vertex: Vertex, kind: str) -> SpecialPoint:
    x, y = plane.cells.walls[vertex[0]].x, plane.cells.exact_ordinate(vertex)
    regimes = plane.regimes_around(vertex)
    return SpecialPoint((x, y), tuple(sorted(regimes)), "", kind)
