"""Which cells certainly stay out of a leaf."""

from __future__ import annotations

from fractions import Fraction

from .bivariate import ZERO, signs_on
from .geometry import Geometry
from .parts import Leaf
from .univariate import isolate, sign, squarefree

PATIENCE = 3


class Reach:
    """Whether branches cross the lower and upper edges of leaves, each question answered once.

    Parameters
    ----------
    geometry
        Columns, walls and curves.
    """

    def __init__(self, geometry: Geometry) -> None:
        self.geometry = geometry
        self._crossed: dict[tuple[int, Fraction], frozenset[int] | None] = {}
        self._points: dict[tuple[int, int, Fraction], int | None] = {}
        self._sides: dict[tuple[int, int, Fraction], int | None] = {}

    def cell(self, k: int, kind: str, index: int, leaf: Leaf) -> bool:
        """Whether a cell of column k may meet a leaf whose sides the column meets."""
        low, high = leaf.box[2:]
        if kind in ("bottom", "top"):
            edges = self.geometry.certificate.box[2:]
            return low == edges[0] if kind == "bottom" else high == edges[1]
        if kind == "arcs":
            return self.side(k, index, low) != -1 and self.side(k, index, high) != 1
        last = len(self.geometry.columns[k].branches)
        above = index > 0 and self.side(k, index - 1, high) in (0, 1)
        below = index < last and self.side(k, index, low) in (0, -1)
        return not above and not below

    def wall_cell(self, k: int, window: int, piece: bool, leaf: Leaf) -> bool:
        """Whether a point of wall k, or the piece above it, may meet a leaf that the wall meets."""
        low, high = leaf.box[2:]
        if piece:
            return self.point_side(k, window, high) not in (0, 1) and self.point_side(k, window + 1, low) not in (0, -1)
        return self.point_side(k, window, low) != -1 and self.point_side(k, window, high) != 1

    def point_side(self, k: int, window: int, y: Fraction) -> int | None:
        """Return the sign of a point's height minus y; None for a point without curves if y is in its window."""
        wall, box = self.geometry.walls[k], self.geometry.certificate.box
        if window in (0, len(wall.cuts)):
            return sign((box[2] if window == 0 else box[3]) - y)
        low, high = wall.cuts[window - 1 : window + 1]
        if y <= low or y >= high:
            return 1 if y <= low else -1
        name = (k, window, y)
        if name not in self._points:
            self._points[name] = self._point_side(k, window, y)
        return self._points[name]

    def _point_side(self, k: int, window: int, y: Fraction) -> int | None:
        """Return the side of the only root that curves have in a window, which is counted where nothing else tells."""
        wall, fibre = self.geometry.walls[k], self.geometry.fibre(k)
        curves = sorted(wall.points[window].curves, key=lambda c: (self.geometry.curves[c].height, c))
        if not curves:
            return None
        low, high = wall.cuts[window - 1 : window + 1]
        for curve in curves:
            here = fibre.sign(curve, y)
            if here == 0:
                return 0
            if here != fibre.sign(curve, low):
                return -1
            if here != fibre.sign(curve, high):
                return 1
        for _ in range(PATIENCE):
            across = (wall.place.low, wall.place.high)
            for side, part in ((1, (low, y)), (-1, (y, high))):
                if not signs_on(self.geometry.curves[curves[0]].terms, (*across, *part)) & ZERO:
                    return side
            for _ in range(8):
                wall.place.halve()
        return -1 if fibre.count(curves[0], low, y) else 1

    def side(self, k: int, branch: int, y: Fraction) -> int | None:
        """Return on which side of a horizontal line a branch stays throughout its column; None if it may cross."""
        name = (k, branch, y)
        if name not in self._sides:
            self._sides[name] = self._side(k, branch, y)
        return self._sides[name]

    def _side(self, k: int, branch: int, y: Fraction) -> int | None:
        column = self.geometry.columns[k]
        curve = column.branches[branch]
        crossed = self._columns(curve, y)
        rank = column.branches[:branch].count(curve)
        roots = self.geometry.roots(curve, column.sample)
        if rank >= len(roots) or (crossed is not None and k in crossed):
            return None
        # Where the curve holds the whole line, another of its branches meets it only at zeros of the discriminant.
        return roots[rank].side(self.geometry.over(curve, column.sample), y)

    def _columns(self, curve: int, y: Fraction) -> frozenset[int] | None:
        """Return the columns inside which a curve meets a horizontal line; None if it holds the line."""
        name = (curve, y)
        if name not in self._crossed:
            c = squarefree(self.geometry.curves[curve].at_y(y))
            found = None
            if c:
                box = self.geometry.certificate.box
                places = [self.geometry.root_position(c, root) for root in isolate(c, box[0], box[1])]
                found = frozenset(before - 1 for before, upto in places if before == upto)
            self._crossed[name] = found
        return self._crossed[name]
