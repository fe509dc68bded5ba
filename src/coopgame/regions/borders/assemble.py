"""Regions and their borders, assembled from labelled cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from coopgame.regions.cells.complex import Cells, Vertex
from coopgame.regions.cells.labels import Labeller, UnionFind
from coopgame.regions.plane import Holding, Regimes

#: How a side leaves a vertex, in counter-clockwise order: to the right by height, up, to the left by depth, down.
Direction = tuple[int, int]
_RIGHT, _UP, _LEFT, _DOWN = range(4)
_EDGE = 10**9


@dataclass(frozen=True)
class Side:
    """A cell of dimension one with regions, or the outside of the box, on its two sides, walked from start to end.

    ``kind`` is "branch", "wall", "bottom" or "top"; ``place`` is (column, position) or (wall, interval).
    ``left`` and ``right`` are regions, None beyond the box.  ``leaving`` and ``arriving`` are directions at its ends.
    """

    kind: str
    place: tuple[int, int]
    start: Vertex
    end: Vertex
    left: int | None
    right: int | None
    leaving: Direction
    arriving: Direction

    @property
    def reversed(self) -> Side:
        """The same side walked from its end."""
        return Side(self.kind, self.place, self.end, self.start, self.right, self.left, self.arriving, self.leaving)


class Assembly:
    """One pass over the labelled cells; built, read and thrown away by :func:`coopgame.regions.decompose`."""

    def __init__(self, cells: Cells, labeller: Labeller) -> None:
        self.cells, self.labeller = cells, labeller
        self._vertices: dict[Vertex, Holding] = {}

    @cached_property
    def holdings(self) -> list[Holding]:
        """The outcomes that hold on each face; labels do not change where faces of two columns touch.

        An open interval of a wall that is not vertical itself lies on no curve that matters on either side.
        """
        cells, numbers = self.cells, range(self.cells.offsets[-1])
        first = list(numbers)
        for w in range(1, len(cells.columns)):
            if not cells.walls[w].vertical:
                for left, right in cells.faces_beside(w):
                    if left is not None and right is not None:
                        first[right] = first[left]
        found: list[Holding] = []
        for i, column in enumerate(cells.columns):
            for k, face in enumerate(range(cells.offsets[i], cells.offsets[i + 1])):
                found.append(found[first[face]] if first[face] < face else self.labeller.face(i, k, column.height(k)))
        return found

    @cached_property
    def regimes(self) -> list[Regimes]:
        """The regimes possible on each face."""
        return [self.labeller.regimes(holding) for holding in self.holdings]

    @cached_property
    def branch_holdings(self) -> list[list[Holding]]:
        """The outcomes that hold on the branches of each column; on a branch that passes straight on they stay."""
        found: list[list[Holding]] = []
        for i, column in enumerate(self.cells.columns):
            wall = self.cells.walls[i]
            before = {} if wall.vertical or not i else dict(p.passing for p in wall.points if p.passing is not None)
            own = [
                found[i - 1][before[k]] if k in before else self.labeller.branch(i, k)
                for k in range(len(column.branches))
            ]
            found.append(own)
        return found

    def on_vertex(self, vertex: Vertex) -> Holding:
        """Return the outcomes that hold at a point of a wall."""
        if vertex not in self._vertices:
            self._vertices[vertex] = self.labeller.vertex(vertex)
        return self._vertices[vertex]

    @cached_property
    def patch_of(self) -> list[int]:
        """The region of each face; regions are numbered by their first face."""
        cells, labels = self.cells, self.regimes
        sets = UnionFind(len(labels))
        for i, column in enumerate(cells.columns):
            for face in range(cells.offsets[i], cells.offsets[i] + len(column.branches)):
                if labels[face] == labels[face + 1]:
                    sets.join(face, face + 1)
        for w in range(len(cells.walls)):
            for left, right in cells.faces_beside(w):
                if left is not None and right is not None and labels[left] == labels[right]:
                    sets.join(left, right)
        numbers: dict[int, int] = {}
        return [numbers.setdefault(sets.find(face), len(numbers)) for face in range(len(labels))]

    @cached_property
    def members(self) -> dict[int, list[int]]:
        """The faces of each region."""
        found: dict[int, list[int]] = defaultdict(list)
        for face, patch in enumerate(self.patch_of):
            found[patch].append(face)
        return dict(found)

    @cached_property
    def ends(self) -> dict[tuple[int, int, str], Vertex]:
        """Where each branch begins ("right" of a wall) and ends ("left" of one): (column, position, side) to vertex."""
        found = {}
        for w, wall in enumerate(self.cells.walls):
            for t, point in enumerate(wall.points):
                found.update({(w - 1, k, "left"): (w, t) for k in point.left})
                found.update({(w, k, "right"): (w, t) for k in point.right})
        return found

    def sides(self) -> Iterator[Side]:
        """Yield every cell of dimension one between different regions or on the edge of the box."""
        patch, cells = self.patch_of, self.cells
        for i, column in enumerate(cells.columns):
            first = cells.offsets[i]
            yield self._edge(i, "bottom")
            yield self._edge(i, "top")
            for k in range(first, first + len(column.branches)):
                if patch[k] != patch[k + 1]:
                    yield self._branch(i, k - first)
        for w in range(len(cells.walls)):
            for t, faces in enumerate(cells.faces_beside(w)):
                if faces[0] is None or faces[1] is None or patch[faces[0]] != patch[faces[1]]:
                    yield self._wall(w, t, faces)

    def _edge(self, i: int, kind: str) -> Side:
        patch, cells = self.patch_of, self.cells
        if kind == "bottom":
            return Side(kind, (i, 0), (i, 0), (i + 1, 0), patch[cells.offsets[i]], None, (_RIGHT, -1), (_LEFT, 1))
        start, end = ((w, len(cells.walls[w].points) - 1) for w in (i, i + 1))
        last = patch[cells.offsets[i + 1] - 1]
        return Side(kind, (i, 0), start, end, None, last, (_RIGHT, _EDGE), (_LEFT, -_EDGE))

    def _branch(self, i: int, k: int) -> Side:
        below, above = self.patch_of[self.cells.offsets[i] + k : self.cells.offsets[i] + k + 2]
        start, end = self.ends[i, k, "right"], self.ends[i, k, "left"]
        return Side("branch", (i, k), start, end, above, below, (_RIGHT, k), (_LEFT, -k))

    def _wall(self, w: int, t: int, faces: tuple[int | None, int | None]) -> Side:
        left, right = (None if face is None else self.patch_of[face] for face in faces)
        return Side("wall", (w, t), (w, t), (w, t + 1), left, right, (_UP, 0), (_DOWN, 0))

    def lower(self) -> Iterator[tuple[Side, list[int]]]:
        """Yield the sides whose labels may differ from those of all faces beside them, with these faces."""
        cells = self.cells
        for i, column in enumerate(cells.columns):
            first, last = cells.offsets[i], cells.offsets[i + 1] - 1
            if column.bottom != column.faces[0]:
                yield self._edge(i, "bottom"), [first]
            if column.top != column.faces[-1]:
                yield self._edge(i, "top"), [last]
            for k, holding in enumerate(self.branch_holdings[i]):
                if holding not in self.holdings[first + k : first + k + 2]:
                    yield self._branch(i, k), [first + k, first + k + 1]
        for w, wall in enumerate(cells.walls):
            for t, faces in enumerate(cells.faces_beside(w) if wall.vertical else ()):
                yield self._wall(w, t, faces), [face for face in faces if face is not None]
