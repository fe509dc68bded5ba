"""All cells of a box: columns with faces and branches, walls with points and the intervals between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from flint import fmpz_poly

from coopgame.regions.algebra.algebraic import Algebraic
from coopgame.regions.algebra.curves import Curve
from coopgame.regions.algebra.univariate import Interval, has_no_root, isolate, refine, sign_at, squarefree
from coopgame.regions.cells.stacks import Column, Signs, with_zeros
from coopgame.regions.cells.walls import Wall, WallPoint
from coopgame.regions.plane import Box

#: The number of a wall, and of a point on it.
Vertex = tuple[int, int]


@dataclass(frozen=True)
class Cells:
    """All cells; ``columns[i]`` lies between ``walls[i]`` and ``walls[i + 1]``, faces are numbered from below."""

    box: Box
    curves: tuple[Curve, ...]
    columns: tuple[Column, ...]
    walls: tuple[Wall, ...]

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """The number of the lowest face of each column, and of all faces."""
        found = [0]
        for column in self.columns:
            found.append(found[-1] + len(column.faces))
        return tuple(found)

    def faces_beside(self, w: int) -> Iterator[tuple[int | None, int | None]]:
        """Yield for each interval of a wall, from below, the faces on its left and right; None beyond the box."""
        left = self.offsets[w - 1] if w else None
        right = self.offsets[w] if w < len(self.columns) else None
        for point in self.walls[w].points[:-1]:
            left = None if left is None else left + len(point.left)
            right = None if right is None else right + len(point.right)
            yield left, right

    def faces_around(self, vertex: Vertex) -> list[int]:
        """Return the faces whose closure contains a point of a wall."""
        w, t = vertex
        found: set[int] = set()
        points = self.walls[w].points
        for column, side in ((w - 1, "left"), (w, "right")):
            if 0 <= column < len(self.columns):
                below = sum(len(getattr(p, side)) for p in points[:t])
                first, last = self.offsets[column] + below, self.offsets[column] + below + len(getattr(points[t], side))
                found.update(range(first, last + 1))
        return sorted(found)

    def side_of(self, w: int) -> int:
        """Return the column from which signs on a wall are read: that on its right, on the last wall the left one."""
        return min(w, len(self.columns) - 1)

    def on_interval(self, w: int, t: int) -> Signs:
        """Return the signs between points t and t + 1 of a wall, of the curves of ``side_of(w)``."""
        column = self.columns[self.side_of(w)]
        side = "right" if self.side_of(w) == w else "left"
        k = sum(len(getattr(p, side)) for p in self.walls[w].points[: t + 1])
        return with_zeros(
            column.faces[k], [column.curves.index(i) for i in self.walls[w].vertical if i in column.curves]
        )

    def on_vertex(self, vertex: Vertex) -> Signs:
        """Return the signs at a point of a wall, of the curves of ``side_of``."""
        w, t = vertex
        column = self.columns[self.side_of(w)]
        zeros = [column.curves.index(i) for i in self.walls[w].points[t].curves if i in column.curves]
        return with_zeros(self.on_interval(w, max(t - 1, 0)), zeros)

    def point(self, vertex: Vertex) -> WallPoint:
        """Return a point of a wall."""
        return self.walls[vertex[0]].points[vertex[1]]

    def ordinate(self, vertex: Vertex, width: Fraction) -> Interval:
        """Return bounds of the ordinate of a point of a wall, at most ``width`` apart."""
        w, t = vertex
        point, x = self.point(vertex), self.walls[w].x
        if t in (0, len(self.walls[w].points) - 1):
            edge = self.box.y0 if t == 0 else self.box.y1
            return edge, edge
        if point.isolated is not None:
            return refine(self._candidates(vertex), point.isolated, width)
        side = self.columns[w - 1] if point.left else self.columns[w]
        i, rank = side.branches[point.left[0] if point.left else point.right[0]]
        return self._limit(self.curves[i], rank, side.sample, x, width)

    def _candidates(self, vertex: Vertex) -> Any:
        """Return a polynomial without multiple roots that vanishes at the ordinate of an isolated point."""
        x = self.walls[vertex[0]].x
        curve = self.curves[self.point(vertex).curves[0]]
        return squarefree(curve.at_x(x.lower) if x.is_rational else curve.norm(x.polynomial))

    def _limit(self, curve: Curve, rank: int, near: Fraction, x: Algebraic, width: Fraction) -> Interval:
        """Return bounds of the limit at x of the root of a curve that is known at an abscissa beside it."""
        only = self._only_root(curve, x)
        if only is not None:
            return refine(only[0], only[1], width)
        distance = width / 4
        while True:
            x.bounds(distance)
            near = _closer(near, x, distance)
            p = curve.at_x(near)
            root = refine(p, curve.roots(near, self.box.y0, self.box.y1)[rank], width / 4)
            cuts = (root[0] - width / 4, root[1] + width / 4)
            low, high = (near, x.known[1]) if x > near else (x.known[0], near)
            if all(has_no_root(curve.at_y(c), low, high) for c in cuts):
                return cuts
            distance /= 16

    def _only_root(self, curve: Curve, x: Algebraic) -> tuple[Any, Interval] | None:
        """Return the only root of a curve inside the box above a rational number, with its polynomial, if it is so."""
        if not x.is_rational:
            return None
        p = squarefree(curve.at_x(x.lower))
        found = isolate(p, self.box.y0, self.box.y1)
        return (p, found[0]) if len(found) == 1 else None

    def exact_ordinate(self, vertex: Vertex) -> Algebraic:
        """Return the ordinate of a point of a wall as an algebraic number."""
        w, t = vertex
        if t in (0, len(self.walls[w].points) - 1):
            return Algebraic.of(self.box.y0 if t == 0 else self.box.y1)
        x, curve = self.walls[w].x, self.curves[self.point(vertex).curves[0]]
        p = curve.at_x(x.lower) if x.is_rational else curve.norm(x.polynomial)
        factors = [q for q, _ in p.factor()[1]]
        low, high = self.box.y0, self.box.y1
        width = (high - low) / 2**10
        while True:
            low, high = self.ordinate(vertex, width)
            found = [(q, root) for q in factors for root in _roots_within(q, low, high)]
            if len(found) == 1:
                return Algebraic.root(*found[0])
            width /= 2**8


def _closer(near: Fraction, x: Algebraic, distance: Fraction) -> Fraction:
    """Return an abscissa on the same side of x, no further away than before and than about a distance."""
    if x.is_rational:
        return max(near, x.lower - distance) if x > near else min(near, x.lower + distance)
    return max(near, x.known[0]) if x > near else min(near, x.known[1])


def _roots_within(q: Any, low: Fraction, high: Fraction) -> list[Interval]:
    ends = [(y, y) for y in {low, high} if sign_at(q, y) == 0]
    return ends + isolate(_without_ends(q, low, high), low, high)


def _without_ends(q: Any, low: Fraction, high: Fraction) -> Any:
    if q.degree() > 1:
        return q
    root = Fraction(-int(q.coeffs()[0]), int(q.coeffs()[1]))
    return fmpz_poly([1]) if root in (low, high) else q
