"""What happens at each wall: which branches end at which point, and which curves vanish there."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import pairwise

from .geometry import Geometry
from .report import Rejected
from .stacks import slot
from .univariate import derivative, primitive, rootless

Sides = tuple[tuple[int, ...], tuple[int, ...]]


def check_walls(geometry: Geometry) -> str:
    """Prove that over each wall every window between cuts has one point, with the listed branches and curves."""
    for k in range(len(geometry.walls)):
        _Wall(geometry, k).check()
    points = sum(len(wall.points) for wall in geometry.walls)
    return f"{points} points on {len(geometry.walls)} walls"


class _Wall:
    """One wall with the columns beside it.

    Windows are numbered like points: 0 from the lower edge to the first cut, m from the last cut to the upper edge.
    """

    def __init__(self, geometry: Geometry, k: int) -> None:
        self.geometry, self.k, self.wall = geometry, k, geometry.walls[k]
        self.where = f"walls[{k}]"
        self.left = geometry.columns[k - 1] if k else None
        self.right = geometry.columns[k] if k < len(geometry.columns) else None
        self.sides = [column for column in (self.left, self.right) if column is not None]
        both = sorted({curve for column in self.sides for curve in column.curves})
        self.flat = [curve for curve in both if not geometry.curves[curve].vertical]
        self.upright = [curve for curve in both if geometry.curves[curve].vertical]
        self.marks = (geometry.certificate.box[2], *self.wall.cuts, geometry.certificate.box[3])
        self.fibre = geometry.fibre(k)

    def check(self) -> None:
        """Prove everything about the wall."""
        if len(self.marks) < 3 or any(first >= second for first, second in pairwise(self.marks)):
            raise Rejected(f"{self.where}: expected cuts that ascend inside the box")
        for curve in self.upright:
            zero = self.wall.place.sign(self.geometry.curves[curve].in_x[0]) == 0
            if zero != (curve in self.wall.vertical):
                raise Rejected(f"{self.where}: the vertical curve {curve} is {'not ' * zero}listed")
        if not self.wall.vertical <= set(self.upright):
            raise Rejected(f"{self.where}: a vertical curve that no column beside it has")
        for curve in self.flat:
            self._check_cuts(curve)
        near = self.wall.near
        left = self._windows(self.left, near[0], [point.left for point in self.wall.points], "left")
        right = self._windows(self.right, near[1], [point.right for point in self.wall.points], "right")
        vanishing = self._vanishing(left, right)
        for window, point in enumerate(self.wall.points):
            if point.curves != vanishing[window]:
                found, listed = sorted(vanishing[window]), sorted(point.curves)
                raise Rejected(f"{self.where}.points[{window}]: curves {found} vanish, listed are {listed}")
            if 0 < window < len(self.wall.points) - 1 and len(point.curves) > 1:
                self._check_common(window, (self._order(self.left, point.left), self._order(self.right, point.right)))

    def _check_cuts(self, curve: int) -> None:
        for cut in self.wall.cuts:
            if not rootless(self.geometry.curves[curve].at_y(cut), *self.wall.near):
                raise Rejected(f"{self.where}: curve {curve} meets the cut y = {cut} within 'near'")

    def _windows(
        self, column: object, x: Fraction, listed: list[tuple[int, ...]], side: str
    ) -> list[Counter[int]] | None:
        """Return how many branches of each curve every window has beside the wall; None where there is no column."""
        own = self.left if side == "left" else self.right
        if own is None or column is None:
            if any(listed):
                raise Rejected(f"{self.where}: branches on the {side}, where there is no column")
            return None
        windows: list[Counter[int]] = [Counter() for _ in listed]
        for curve in own.curves:
            if not self.geometry.curves[curve].vertical:
                c = self.geometry.over(curve, x)
                for root in self.geometry.roots(curve, x):
                    windows[slot(c, root, self.wall.cuts)][curve] += 1
        start = 0
        for window, (found, claimed) in enumerate(zip(windows, listed, strict=True)):
            stop = start + found.total()
            place = f"{self.where}.points[{window}]"
            if tuple(range(start, stop)) != claimed:
                raise Rejected(
                    f"{place}: branches {start} to {stop - 1} end here from the {side}, listed are {claimed}"
                )
            if Counter(own.branches[start:stop]) != found:
                raise Rejected(f"{place}: the branches on the {side} belong to other curves")
            start = stop
        return windows

    def _vanishing(self, left: list[Counter[int]] | None, right: list[Counter[int]] | None) -> list[set[int]]:
        """Return which curves vanish in each window, each at one point."""
        out: list[set[int]] = [set() for _ in self.wall.points]
        for curve in self.flat:
            sides = []
            for column, windows in ((self.left, left), (self.right, right)):
                if column is not None and windows is not None and curve in column.curves:
                    sides.append([window[curve] for window in windows])
            counts = list(zip(*sides, strict=True))
            order = self._multiplicity(curve)
            for window, beside in enumerate(counts):
                if self._vanishes(curve, window, beside, order):
                    out[window].add(curve)
        return out

    def _multiplicity(self, curve: int) -> int:
        """Return 0 where the discriminant is not zero, 1 where the wall is a simple root of it, else 2."""
        c = self.geometry.discriminant(curve)
        if self.wall.place.sign(c) != 0:
            return 0
        return 1 if self.wall.place.sign(primitive(derivative(c))) != 0 else 2

    def _vanishes(self, curve: int, window: int, beside: tuple[int, ...], order: int) -> bool:
        """Whether a curve has a root in a window over the wall; reject two, or one beside the point of an edge."""
        low, high = self.marks[window], self.marks[window + 1]
        edge = {0: low, len(self.marks) - 2: high}.get(window)
        on_edge = edge is not None and self.fibre.sign(curve, edge) == 0
        inside = self._inside(beside, order, on_edge)
        if inside is None:
            inside = self.fibre.count(curve, low, high)
        if inside > (0 if edge is not None else 1):
            raise Rejected(f"{self.where}.points[{window}]: curve {curve} has a point of its own there")
        return on_edge or inside == 1

    def _inside(self, beside: tuple[int, ...], order: int, on_edge: bool) -> int | None:
        """Return the number of different roots inside a window where the numbers of branches beside it tell.

        Where the discriminant is not zero, all roots are simple and go on as one branch to either side.  Over a
        simple root of the discriminant lies one double root, from which two branches leave to one side, none to the
        other.
        """
        if on_edge:
            return 0 if order == 0 and min(beside) == 0 else None
        if order == 0 and len(set(beside)) == 1:
            return beside[0]
        if order == 1 and len(beside) == 2:
            gap = abs(beside[0] - beside[1])
            return min(beside) + (1 if gap == 2 else 0) if gap in (0, 2) else None
        return None

    def _order(self, column: object, branches: tuple[int, ...]) -> list[int]:
        own = self.left if column is self.left else self.right
        return [own.branches[k] for k in branches] if own is not None else []

    def _check_common(self, window: int, orders: tuple[list[int], list[int]]) -> None:
        """Prove that curves with one root each in a window have it in common.

        A curve's branches all end at its root, so that a branch below another curve's shows the root not above the
        other's.  Curves that are below each other agree; the rest is settled by a common divisor.
        """
        curves = sorted(self.wall.points[window].curves)
        below = {(f, g) for order in orders for k, f in enumerate(order) for g in order[k:]}
        for middle in curves:
            below |= {(f, g) for f, m in below if m == middle for n, g in below if n == middle}
        if all((f, g) in below for f in curves for g in curves if f != g):
            return
        if not self.fibre.meet(curves, self.marks[window], self.marks[window + 1]):
            raise Rejected(f"{self.where}.points[{window}]: curves {curves} do not meet there")
