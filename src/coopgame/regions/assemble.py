"""Regions, border arcs, special points and thin sets, assembled from labelled cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from coopgame.regions.cells import Box, Signs
from coopgame.regions.implicants import Literal, implicants
from coopgame.regions.labels import Labelled, Regimes, UnionFind
from coopgame.regions.lines import Line, Point
from coopgame.regions.outline import Edge, Ring, rings_of


@dataclass(frozen=True)
class Patch:
    """A connected open set with one set of possible regimes; None: outside the parameter space.

    ``signs`` are the sign vectors of its faces, ``inner`` those of the arcs and points between them that belong to it.
    """

    regimes: Regimes
    area: Fraction
    sample: Point
    rings: tuple[Ring, ...]
    signs: tuple[Signs, ...]
    inner: tuple[Signs, ...]


@dataclass(frozen=True)
class Arc:
    """A maximal piece of one curve with the same region on its left and on its right, walked from start to end."""

    curve: int
    start: Point
    end: Point
    left: int
    right: int
    holding: frozenset[int]


@dataclass(frozen=True)
class Junction:
    """A point where three or more regions meet."""

    at: Point
    regimes: frozenset[str]
    patches: tuple[int, ...]


@dataclass(frozen=True)
class Sliver:
    """A point or a piece of a line on which regimes are possible that are possible on no adjacent region."""

    path: tuple[Point, ...]
    extra: frozenset[str]
    regimes: frozenset[str]


@dataclass(frozen=True)
class Decomposition:
    """The map of a box: its regions and what lies between them."""

    labelled: Labelled
    patches: tuple[Patch, ...]
    arcs: tuple[Arc, ...]
    junctions: tuple[Junction, ...]
    slivers: tuple[Sliver, ...]

    @property
    def box(self) -> Box:
        """The box that was decomposed."""
        return self.labelled.cells.box

    @property
    def lines(self) -> tuple[Line, ...]:
        """The border curves."""
        return self.labelled.cells.lines

    def condition(self, patches: tuple[int, ...]) -> tuple[tuple[Literal, ...], ...]:
        """Return a short disjunction of sign conditions that holds on these regions and on no other."""
        wanted = [s for i in patches for s in (*self.patches[i].inner, *self.patches[i].signs)]
        others = [s for i, p in enumerate(self.patches) if i not in patches and p.regimes is not None for s in p.signs]
        borders = [arc.curve for arc in self.arcs if arc.left in patches or arc.right in patches]
        return implicants(wanted, others, borders)


class Assembly:
    """One pass over the labelled cells; built, read and thrown away by :func:`coopgame.regions.decompose`."""

    def __init__(self, labelled: Labelled) -> None:
        self.labelled, self.cells = labelled, labelled.cells
        self.columns = self.cells.columns
        self.offsets = [0]
        for column in self.columns:
            self.offsets.append(self.offsets[-1] + len(column.faces))

    @cached_property
    def crossings(self) -> list[list[tuple[Fraction, Fraction, int | None, int | None]]]:
        """For each wall its intervals: lower end, upper end, the face on the left and the face on the right."""
        found = []
        for w, wall in enumerate(self.cells.walls):
            left = self._faces_at(w - 1, wall.x, wall.heights)
            right = self._faces_at(w, wall.x, wall.heights)
            found.append(list(zip(wall.heights, wall.heights[1:], left, right, strict=False)))
        return found

    def _faces_at(self, i: int, x: Fraction, heights: tuple[Fraction, ...]) -> list[int | None]:
        """Return, for each interval of a wall, the face of column i that touches it; None beyond the box."""
        if not 0 <= i < len(self.columns):
            return [None] * (len(heights) - 1)
        inner = self.cells.heights(i, x)[1:-1]
        faces: list[int | None] = []
        k = 0
        for low in heights[:-1]:
            while k < len(inner) and inner[k] <= low:
                k += 1
            faces.append(self.offsets[i] + k)
        return faces

    def faces_around(self, w: int, y: Fraction) -> set[int]:
        """Return the faces whose closure contains the point of wall w at height y."""
        found = set()
        for i in (w - 1, w):
            if 0 <= i < len(self.columns):
                heights = self.cells.heights(i, self.cells.walls[w].x)
                pairs = enumerate(pairwise(heights))
                found |= {self.offsets[i] + k for k, (low, high) in pairs if low <= y <= high}
        return found

    @cached_property
    def face_signs(self) -> list[Signs]:
        """The sign vectors of all faces."""
        return [signs for column in self.columns for signs in column.faces]

    @cached_property
    def patch_of(self) -> list[int]:
        """The region of each face; regions are numbered by their first face."""
        labels = [self.labelled.regimes(signs) for signs in self.face_signs]
        sets = UnionFind(len(labels))
        for i, column in enumerate(self.columns):
            for k in range(len(column.faces) - 1):
                if labels[self.offsets[i] + k] == labels[self.offsets[i] + k + 1]:
                    sets.join(self.offsets[i] + k, self.offsets[i] + k + 1)
        for wall in self.crossings:
            for _, _, left, right in wall:
                if left is not None and right is not None and labels[left] == labels[right]:
                    sets.join(left, right)
        numbers: dict[int, int] = {}
        return [numbers.setdefault(sets.find(face), len(numbers)) for face in range(len(labels))]

    def corners(self, face: int) -> tuple[Point, Point, Point, Point]:
        """Return the corners of a face: lower left, lower right, upper right, upper left."""
        i = bisect_right(self.offsets, face) - 1
        k, column = face - self.offsets[i], self.columns[i]
        low = [self.cells.height(i, k, x) for x in (column.left, column.right)]
        high = [self.cells.height(i, k + 1, x) for x in (column.left, column.right)]
        return (column.left, low[0]), (column.right, low[1]), (column.right, high[1]), (column.left, high[0])

    def patches(self) -> tuple[Patch, ...]:
        """Return the regions with their areas and outlines."""
        members: dict[int, list[int]] = defaultdict(list)
        for face, patch in enumerate(self.patch_of):
            members[patch].append(face)
        edges, inner = self._edges(), self._inner()
        found = []
        for patch, faces in sorted(members.items()):
            areas = {face: _trapezoid(self.corners(face)) for face in faces}
            largest = max(faces, key=lambda face: (areas[face], -face))
            found.append(
                Patch(
                    self.labelled.regimes(self.face_signs[faces[0]]),
                    sum(areas.values(), Fraction(0)),
                    _middle(self.corners(largest)),
                    rings_of(edges[patch]),
                    tuple(dict.fromkeys(self.face_signs[face] for face in faces)),
                    tuple(dict.fromkeys(inner[patch])),
                )
            )
        return tuple(found)

    def _inner(self) -> dict[int, list[Signs]]:
        """Return the sign vectors of arcs and points that have one region all around and its regimes themselves."""
        found: dict[int, list[Signs]] = defaultdict(list)
        for signs, faces in self._lower_cells():
            patches = {self.patch_of[face] for face in faces}
            if len(patches) == 1 and self.labelled.regimes(signs) == self.labelled.regimes(self.face_signs[faces[0]]):
                found[patches.pop()].append(signs)
        return found

    def _lower_cells(self) -> Iterator[tuple[Signs, list[int]]]:
        """Yield the cells on border curves inside the box: sign vector and adjacent faces."""
        for i, column in enumerate(self.columns):
            for k in range(1, len(column.faces)):
                yield column.sections[k], [self.offsets[i] + k - 1, self.offsets[i] + k]
        for w, (wall, crossings) in enumerate(zip(self.cells.walls, self.crossings, strict=True)):
            if wall.x in (self.cells.box.x0, self.cells.box.x1):
                continue
            for signs, (_, _, left, right) in zip(wall.intervals, crossings, strict=True):
                yield signs, [face for face in (left, right) if face is not None]
            for signs, y in zip(wall.vertices[1:-1], wall.heights[1:-1], strict=True):
                yield signs, sorted(self.faces_around(w, y))

    def _edges(self) -> dict[int, list[Edge]]:
        """Return the directed boundary edges of every region, with the region on their left."""
        edges: dict[int, list[Edge]] = defaultdict(list)
        for start, end, left, right in self._sides():
            sides = [None if face is None else self.patch_of[face] for face in (left, right)]
            if sides[0] != sides[1]:
                if sides[0] is not None:
                    edges[sides[0]].append((start, end))
                if sides[1] is not None:
                    edges[sides[1]].append((end, start))
        return edges

    def _sides(self) -> Iterator[tuple[Point, Point, int | None, int | None]]:
        """Yield every one-dimensional cell: start, end, the face on its left, the face on its right."""
        for i, column in enumerate(self.columns):
            for k in range(len(column.sections)):
                start = (column.left, self.cells.height(i, k, column.left))
                end = (column.right, self.cells.height(i, k, column.right))
                above = self.offsets[i] + k if k < len(column.faces) else None
                yield start, end, above, self.offsets[i] + k - 1 if k else None
        for wall, crossings in zip(self.cells.walls, self.crossings, strict=True):
            for low, high, left, right in crossings:
                yield (wall.x, low), (wall.x, high), left, right


def _trapezoid(corners: tuple[Point, Point, Point, Point]) -> Fraction:
    (x0, low0), (x1, low1), (_, high1), (_, high0) = corners
    return (x1 - x0) * (high0 - low0 + high1 - low1) / 2


def _middle(corners: tuple[Point, Point, Point, Point]) -> Point:
    xs, ys = zip(*corners, strict=True)
    return sum(xs, Fraction(0)) / 4, sum(ys, Fraction(0)) / 4
