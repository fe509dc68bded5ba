"""Points of cells at which the sign of every polynomial is found exactly, whether or not it is one of the curves."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from .abscissae import Abscissa
from .bivariate import Curve, Poly
from .geometry import Geometry
from .parts import Leaf
from .pieces import Pieces
from .slices import Branch, Cell, Slices, abscissa, between
from .univariate import sign_at

Spot = Callable[[Poly], int]
ROUNDS = 400


class Spots:
    """Points of every connected component of the part of a cell that lies on a leaf.

    Parameters
    ----------
    geometry
        Columns, walls and curves.
    pieces
        Points and pieces of walls.
    """

    def __init__(self, geometry: Geometry, pieces: Pieces) -> None:
        self.geometry, self.pieces, self.slices = geometry, pieces, Slices(geometry)

    def alone(self, cell: Cell) -> bool:
        """Whether a cell is a single point; without curves a window inside a wall is part of a piece."""
        points = self.geometry.walls[cell.place].points if cell.kind == "point" else ()
        return bool(points) and (cell.index in (0, len(points) - 1) or bool(points[cell.index].curves))

    def of(self, cell: Cell, leaf: Leaf) -> list[Spot]:
        """Return a point of each component; none where the cell does not meet the leaf.

        Parameters
        ----------
        cell
            The cell.
        leaf
            The rectangle.
        """
        if cell.kind in ("piece", "point"):
            return self._on_wall(cell, leaf)
        if cell.kind in ("bottom", "top"):
            y = self.geometry.certificate.box[2 if cell.kind == "bottom" else 3]
            # The edge over a column is an interval, so it meets the leaf where its nearest point to it does.
            x = self.slices.nearest(cell.place, leaf)
            return [_rational(x, y)] if x is not None and leaf.box[2] <= y <= leaf.box[3] else []
        return self._in_column(cell, leaf)

    def _in_column(self, cell: Cell, leaf: Leaf) -> list[Spot]:
        """Return a point over each interval in which no branch beside the cell crosses an edge of the leaf.

        Of an arc the part on a leaf may also have isolated points.  They need none of their own: nearby points of the
        arc are on other leaves, which are closed.
        """
        middle = self.slices.nearest(cell.place, leaf)
        if middle is None:
            return []
        beside = self.slices.beside(cell)
        curves = {branch[0] for branch in beside if branch is not None}
        edges = [self.geometry.curves[curve].at_y(y) for curve in curves for y in leaf.box[2:]]
        breaks = self.slices.breaks(cell.place, leaf, edges)
        slices = [middle] if len(breaks) == 2 else [middle, *(between(a, b) for a, b in pairwise(breaks))]
        if cell.kind == "arcs" and beside[0] is not None:
            return [spot for x in slices if (spot := self._on_arc(beside[0], x, leaf)) is not None]
        heights = [(x, self.slices.height(beside, x, leaf)) for x in slices]
        return [_rational(x, y) for x, y in heights if y is not None]

    def _on_arc(self, branch: Branch, x: Fraction, leaf: Leaf) -> Spot | None:
        c, root = self.slices.root(branch, x)
        if root.side(c, leaf.box[2]) < 0 or root.side(c, leaf.box[3]) > 0:
            return None
        height = abscissa(c, root)
        return lambda p: height.sign(Curve.of(p).at_x(x))

    def _on_wall(self, cell: Cell, leaf: Leaf) -> list[Spot]:
        wall = self.geometry.walls[cell.place]
        if wall.place.compare(leaf.box[0]) < 0 or wall.place.compare(leaf.box[1]) > 0:
            return []
        if cell.kind == "point":
            if cell.index in (0, len(wall.points) - 1):
                return [_over(wall.place, self.pieces.marks(cell.place)[0 if cell.index == 0 else -1])]
            corner = self.pieces.corner(cell.place, cell.index)
            if corner is not None:
                return [corner.sign]
        y = self.pieces.height(cell, leaf)
        return [] if y is None else [_over(wall.place, y)]


def _rational(x: Fraction, y: Fraction) -> Spot:
    return lambda p: sign_at(Curve.of(p).at_x(x), y)


def _over(place: Abscissa, y: Fraction) -> Spot:
    return lambda p: place.sign(Curve.of(p).at_y(y))
