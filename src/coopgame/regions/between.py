"""What lies between regions: border arcs, the points where three or more meet, and thin sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coopgame.regions.assemble import Arc, Assembly, Junction, Sliver
from coopgame.regions.cells import Signs
from coopgame.regions.lines import Point


def arcs(assembly: Assembly) -> tuple[Arc, ...]:
    """Return the maximal border arcs between regions inside the parameter space."""
    found: list[Arc] = []
    for arc in _arcs(assembly):
        previous = found[-1] if found else None
        same = previous and (previous.curve, previous.left, previous.right) == (arc.curve, arc.left, arc.right)
        if previous and same and previous.end == arc.start:
            found[-1] = replace(previous, end=arc.end)
        else:
            found.append(arc)
    return tuple(found)


def _arcs(assembly: Assembly) -> Iterator[Arc]:
    """Yield border cells of dimension one, curve by curve and along each curve."""
    pieces = []
    for i, column in enumerate(assembly.columns):
        for k, branch in enumerate(column.branches, start=1):
            ends = [(x, assembly.cells.height(i, k, x)) for x in (column.left, column.right)]
            above = assembly.offsets[i] + k
            pieces.append((branch, ends[0], ends[1], above, above - 1, column.sections[k]))
    for wall, crossings in zip(assembly.cells.walls, assembly.crossings, strict=True):
        if wall.vertical:
            for (low, high, left, right), signs in zip(crossings, wall.intervals, strict=True):
                if left is not None and right is not None:
                    pieces.append((wall.vertical[0], (wall.x, low), (wall.x, high), left, right, signs))
    for curve, start, end, left, right, signs in sorted(pieces, key=lambda piece: (piece[0], piece[1])):
        sides = assembly.patch_of[left], assembly.patch_of[right]
        labels = [assembly.labelled.regimes(assembly.face_signs[face]) for face in (left, right)]
        if sides[0] != sides[1] and None not in labels:
            yield Arc(curve, start, end, *sides, assembly.labelled.holding(signs) or frozenset())


def junctions(assembly: Assembly) -> tuple[Junction, ...]:
    """Return the points where three or more regions of the parameter space meet."""
    found = []
    for w, wall in enumerate(assembly.cells.walls):
        for y, signs in zip(wall.heights, wall.vertices, strict=True):
            if signs.count(0) == 0:
                continue
            faces = assembly.faces_around(w, y)
            inside = [f for f in faces if assembly.labelled.regimes(assembly.face_signs[f]) is not None]
            patches = tuple(sorted({assembly.patch_of[f] for f in inside}))
            if len(patches) >= 3:
                found.append(Junction((wall.x, y), assembly.labelled.regimes(signs) or frozenset(), patches))
    return tuple(found)


def slivers(assembly: Assembly) -> tuple[Sliver, ...]:
    """Return the maximal pieces of lines, and the points off them, that have regimes no adjacent region has."""
    lines: list[Sliver] = []
    for start, end, signs, faces in sorted(_one_dimensional(assembly), key=_along):
        sliver = _sliver(assembly, (start, end), signs, faces)
        if sliver is None:
            continue
        previous = lines[-1] if lines else None
        if (
            previous
            and previous.path[-1] == start
            and (previous.extra, previous.regimes) == (sliver.extra, sliver.regimes)
            and _straight(previous.path, end)
        ):
            lines[-1] = replace(previous, path=(previous.path[0], end))
        else:
            lines.append(sliver)
    points = []
    for w, wall in enumerate(assembly.cells.walls):
        for y, signs in zip(wall.heights, wall.vertices, strict=True):
            sliver = _sliver(assembly, ((wall.x, y),), signs, assembly.faces_around(w, y))
            if sliver is not None and not any(_ends_on(line, sliver) for line in lines):
                points.append(sliver)
    return tuple(lines + points)


def _one_dimensional(assembly: Assembly) -> Iterator[tuple[Point, Point, Signs, list[int]]]:
    """Yield the cells on borders and on the edges of the box: start, end, sign vector, adjacent faces."""
    for i, column in enumerate(assembly.columns):
        for k, signs in enumerate(column.sections):
            start, end = ((x, assembly.cells.height(i, k, x)) for x in (column.left, column.right))
            faces = [assembly.offsets[i] + j for j in (k - 1, k) if 0 <= j < len(column.faces)]
            yield start, end, signs, faces
    for wall, crossings in zip(assembly.cells.walls, assembly.crossings, strict=True):
        for (low, high, left, right), signs in zip(crossings, wall.intervals, strict=True):
            yield (wall.x, low), (wall.x, high), signs, [face for face in (left, right) if face is not None]


def _along(piece: tuple[Point, Point, Signs, list[int]]) -> tuple[object, ...]:
    """Sort pieces of one straight line next to each other, in walking order."""
    (x0, y0), (x1, y1), _, _ = piece
    if x0 == x1:
        return (1, x0, 0, y0)
    slope = (y1 - y0) / (x1 - x0)
    return (0, slope, y0 - slope * x0, x0)


def _straight(path: tuple[Point, ...], end: Point) -> bool:
    (x0, y0), (x1, y1) = path[0], path[-1]
    return (x1 - x0) * (end[1] - y0) == (end[0] - x0) * (y1 - y0)


def _sliver(assembly: Assembly, path: tuple[Point, ...], signs: Signs, faces: Iterable[int]) -> Sliver | None:
    regimes = assembly.labelled.regimes(signs)
    if not regimes:
        return None
    around = [assembly.labelled.regimes(assembly.face_signs[face]) or frozenset() for face in faces]
    extra = regimes.difference(*around)
    return Sliver(path, extra, regimes) if extra else None


def _ends_on(line: Sliver, point: Sliver) -> bool:
    """Whether a point lies on a thin piece that already shows all of its extra regimes."""
    (x, y) = point.path[0]
    (x0, y0), (x1, y1) = line.path
    inside = min(x0, x1) <= x <= max(x0, x1) and min(y0, y1) <= y <= max(y0, y1)
    return point.extra <= line.extra and inside and _straight(line.path, (x, y))
