"""Points of cells at which the sign of every polynomial is found exactly, whether or not it is one of the curves."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from .abscissae import Abscissa
from .bivariate import Curve, Poly, signs_on
from .fibres import Fibre
from .geometry import Geometry
from .logic import SINGLE
from .parts import Leaf
from .reach import Reach
from .report import Rejected
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
    reach
        On which side of a height the points of walls lie.
    """

    def __init__(self, geometry: Geometry, reach: Reach) -> None:
        self.geometry, self.reach, self.slices = geometry, reach, Slices(geometry)

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

    # Walls

    def _on_wall(self, cell: Cell, leaf: Leaf) -> list[Spot]:
        wall = self.geometry.walls[cell.place]
        marks = (self.geometry.certificate.box[2], *wall.cuts, self.geometry.certificate.box[3])
        window = cell.index
        if cell.kind == "point" and wall.points[window].curves:
            return [self._at_vertex(cell.place, window, marks[window], marks[window + 1])]
        if cell.kind == "point" and window in (0, len(wall.points) - 1):
            return [_over(wall.place, marks[0 if window == 0 else -1])]
        # A piece of the wall holds the cut above its point; a window without curves is part of the piece through it.
        y = marks[window + 1] if cell.kind == "piece" else (marks[window] + marks[window + 1]) / 2
        y = min(max(y, leaf.box[2]), leaf.box[3])
        if cell.kind == "piece":
            sides = [self.reach.point_side(cell.place, window + k, y) for k in (0, 1)]
            inside = sides[0] in (-1, None) and sides[1] in (1, None)
        else:
            inside = marks[window] <= y <= marks[window + 1]
        return [_over(wall.place, y)] if inside else []

    def _at_vertex(self, k: int, window: int, low: Fraction, high: Fraction) -> Spot:
        wall, curves = self.geometry.walls[k], self.geometry.curves
        last = len(wall.points) - 1
        if window in (0, last):
            return _over(wall.place, low if window == 0 else high)
        return _Vertex(wall.place, curves[min(wall.points[window].curves)], (low, high)).sign


class _Vertex:
    """The only root of a curve over a place between two heights."""

    def __init__(self, place: Abscissa, curve: Curve, window: tuple[Fraction, Fraction]) -> None:
        self.place, self.curve, self.window = place, curve, window

    def sign(self, p: Poly) -> int:
        """Return the sign of a polynomial at the point."""
        other = Curve.of(p)
        if other.vertical:
            return self.place.sign(other.in_x[0])
        if Fibre(self.place, (self.curve, other)).meet([0, 1], *self.window):
            return 0
        fibre = Fibre(self.place, (self.curve,))
        for _ in range(ROUNDS):
            mask = signs_on(p, (self.place.low, self.place.high, *self.window), 1)
            if mask in SINGLE:
                return SINGLE.index(mask) - 1
            low, high = self.window
            middle = (low + high) / 2
            if fibre.sign(0, middle) == 0:
                return self.place.sign(other.at_y(middle))
            self.window = (low, middle) if fibre.count(0, low, middle) else (middle, high)
            self.place.halve()
        raise Rejected("a sign at a point of a wall could not be decided")


def _rational(x: Fraction, y: Fraction) -> Spot:
    return lambda p: sign_at(Curve.of(p).at_x(x), y)


def _over(place: Abscissa, y: Fraction) -> Spot:
    return lambda p: place.sign(Curve.of(p).at_y(y))
