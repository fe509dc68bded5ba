"""Regions and their borders, assembled from labelled cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from coopgame.regions.cells import Cells, Vertex
from coopgame.regions.labels import Labeller, UnionFind
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
        """The outcomes that hold on each face."""
        found = []
        for i, column in enumerate(self.cells.columns):
            heights = column.heights(self.cells.box)
            found += [self.labeller.face(i, k, heights) for k in range(len(column.faces))]
        return found

    @cached_property
    def regimes(self) -> list[Regimes]:
        """The regimes possible on each face."""
        return [self.labeller.regimes(holding) for holding in self.holdings]

    @cached_property
    def branch_holdings(self) -> list[list[Holding]]:
        """The outcomes that hold on the branches of each column."""
        return [
            [self.labeller.branch(i, k) for k in range(len(column.branches))]
            for i, column in enumerate(self.cells.columns)
        ]

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
        for side in self._all_sides():
            if side.left != side.right:
                yield side

    def _all_sides(self) -> Iterator[Side]:
        patch, cells = self.patch_of, self.cells
        for i, column in enumerate(cells.columns):
            first, last = cells.offsets[i], cells.offsets[i + 1] - 1
            tops = len(cells.walls[i].points) - 1, len(cells.walls[i + 1].points) - 1
            low, high = (_RIGHT, -1), (_RIGHT, _EDGE)
            yield Side("bottom", (i, 0), (i, 0), (i + 1, 0), patch[first], None, low, (_LEFT, 1))
            yield Side("top", (i, 0), (i, tops[0]), (i + 1, tops[1]), None, patch[last], high, (_LEFT, -_EDGE))
            for k in range(len(column.branches)):
                start, end = self.ends[i, k, "right"], self.ends[i, k, "left"]
                above, below = patch[first + k + 1], patch[first + k]
                yield Side("branch", (i, k), start, end, above, below, (_RIGHT, k), (_LEFT, -k))
        for w in range(len(cells.walls)):
            for t, faces in enumerate(cells.faces_beside(w)):
                left, right = (None if face is None else patch[face] for face in faces)
                yield Side("wall", (w, t), (w, t), (w, t + 1), left, right, (_UP, 0), (_DOWN, 0))

    def lower(self) -> Iterator[tuple[Side, list[int]]]:
        """Yield the sides whose signs differ from those of the faces beside them, with these faces."""
        cells = self.cells
        for side in self._all_sides():
            i, k = side.place
            if side.kind == "branch":
                yield side, [cells.offsets[i] + k, cells.offsets[i] + k + 1]
            elif side.kind == "bottom":
                yield side, [cells.offsets[i]]
            elif side.kind == "top":
                yield side, [cells.offsets[i + 1] - 1]
            elif cells.walls[i].vertical:
                yield side, [face for face in list(cells.faces_beside(i))[k] if face is not None]
