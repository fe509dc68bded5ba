"""Labels of cells of every dimension: which outcomes hold there, and which regimes they make."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from fractions import Fraction

from coopgame.regions.algebra.univariate import Interval, isolate, refine
from coopgame.regions.cells.complex import Cells, Vertex
from coopgame.regions.cells.relevance import GRID, Leaf
from coopgame.regions.cells.stacks import Column, Signs
from coopgame.regions.plane import Holding, Regimes

Steps = tuple[int, int]
#: The regimes of equilibria between the extreme ones that hold.
Join = Callable[[frozenset[int]], frozenset[str]]


class Labeller:
    """Evaluates what is left of the formulas on the rectangle in which a cell has a point.

    Labels do not change along a cell, so any point of it will do.  Where bounds of a point meet several rectangles and
    these disagree, the bounds are narrowed: all rectangles that contain a point agree on it.
    """

    def __init__(self, cells: Cells, leaves: Sequence[Leaf], regimes: Sequence[str], join: Join | None) -> None:
        self.cells, self.leaves = cells, tuple(leaves)
        self._regimes, self._join = tuple(regimes), join
        self._known: dict[tuple[int, tuple[int, ...]], Holding] = {}
        self._sets: dict[Holding, Regimes] = {None: None}
        self._columns: dict[tuple[bool, Steps, Steps, tuple[int, ...]], tuple[list[Fraction], list[int]]] = {}
        self._places: dict[tuple[int, tuple[int, ...]], list[int]] = {}

    def regimes(self, holding: Holding) -> Regimes:
        """Return the regimes that a set of outcomes makes."""
        if holding not in self._sets:
            own = frozenset(self._regimes[i] for i in holding or ())
            self._sets[holding] = own | (self._join(holding) if self._join and holding else frozenset())
        return self._sets[holding]

    @property
    def joins(self) -> dict[frozenset[int], frozenset[str]]:
        """For each set of outcomes that occurs, its regimes."""
        return {k: v for k, v in self._sets.items() if k is not None and v is not None}

    def _on_leaf(self, number: int, column: Column, signs: Signs) -> Holding:
        program = self.leaves[number].program
        where = (number, column.curves)
        if where not in self._places:
            self._places[where] = [column.curves.index(curve) for curve in program.curves]
        own = tuple(signs[k] for k in self._places[where])
        key = (number, own)
        if key not in self._known:
            masks = {curve: 1 << (sign + 1) for curve, sign in zip(program.curves, own, strict=True)}
            inside, *outcomes = program.truths(masks)
            self._known[key] = frozenset(i for i, truth in enumerate(outcomes) if truth) if inside else None
        return self._known[key]

    def _over(self, x: Interval, column: Column) -> tuple[list[Fraction], list[int]]:
        """Return, by lower edge, the leaves over an interval of x that speak of no other curves than a column does.

        Over a single abscissa they are a stack: of two that share a vertical edge there one suffices.
        """
        single = x[0] == x[1]
        first = self._steps(x[0])
        last = first if single else self._steps(x[1])
        # Only how the ends lie among the edges of the leaves counts.
        key = (single, first, last, column.curves)
        if key not in self._columns:
            over = [n for n, leaf in enumerate(self.leaves) if leaf.reach[0] <= last[0] and first[1] <= leaf.reach[1]]
            if single and first[0] < GRID:
                over = [n for n in over if first[0] < self.leaves[n].reach[1]]
            own = set(column.curves)
            found = sorted((self.leaves[n].box.y0, n) for n in over if own.issuperset(self.leaves[n].program.curves))
            self._columns[key] = [y for y, _ in found], [n for _, n in found]
        return self._columns[key]

    def _steps(self, x: Fraction) -> Steps:
        """Return how many steps of the grid of all vertical edges of leaves lie before x, and up to beyond it."""
        whole, rest = divmod((x - self.cells.box.x0) * GRID, self.cells.box.x1 - self.cells.box.x0)
        return int(whole), int(whole) + (rest != 0)

    def _at(self, bounds: Callable[[int], tuple[Interval, Interval]], column: Column, signs: Signs) -> Holding:
        """Return the label of a cell one of whose points lies within bounds that narrow from step to step."""
        if len(self.leaves) == 1:
            return self._on_leaf(0, column, signs)
        step, before = 0, None
        while True:
            here = x, (low, high) = bounds(step)
            if here == before:
                raise AssertionError("leaves that share a point of a cell agree on its label")
            starts, numbers = self._over(x, column)
            last = bisect_right(starts, high)
            first = max(bisect_left(starts, low) - 1, 0) if x[0] == x[1] else 0
            within = (n for n in numbers[first:last] if low <= self.leaves[n].box.y1)
            found = {self._on_leaf(n, column, signs) for n in within}
            if len(found) == 1:
                return found.pop()
            step, before = step + 1, here

    def face(self, i: int, k: int, height: Fraction) -> Holding:
        """Return the label of face k of column i, one of whose ordinates is given."""
        column = self.cells.columns[i]
        point = (column.sample, column.sample), (height, height)
        return self._at(lambda _: point, column, column.faces[k])

    def branch(self, i: int, k: int) -> Holding:
        """Return the label of branch k of column i."""
        column = self.cells.columns[i]
        if len(self.leaves) == 1:
            return self._on_leaf(0, column, column.on_branch(k))
        curve, rank = column.branches[k]
        p = self.cells.curves[curve].at_x(column.sample)
        own = isolate(p, self.cells.box.y0, self.cells.box.y1)[rank]

        def bounds(step: int) -> tuple[Interval, Interval]:
            return (column.sample, column.sample), refine(p, own, (own[1] - own[0]) / 16**step)

        return self._at(bounds, column, column.on_branch(k))

    def edge(self, i: int, upper: bool) -> Holding:
        """Return the label of the lower or upper edge of column i."""
        column, box = self.cells.columns[i], self.cells.box
        y = box.y1 if upper else box.y0
        return self._at(lambda _: ((column.sample,) * 2, (y, y)), column, column.top if upper else column.bottom)

    def interval(self, w: int, t: int) -> Holding:
        """Return the label of a wall between points t and t + 1."""
        return self._at(lambda step: self._between(w, t, step), self._column(w), self.cells.on_interval(w, t))

    def vertex(self, vertex: Vertex) -> Holding:
        """Return the label of a point of a wall."""

        def bounds(step: int) -> tuple[Interval, Interval]:
            x, width = self.cells.walls[vertex[0]].x, self._width(step)
            return x.bounds(width), self.cells.ordinate(vertex, width)

        return self._at(bounds, self._column(vertex[0]), self.cells.on_vertex(vertex))

    def _between(self, w: int, t: int, step: int) -> tuple[Interval, Interval]:
        """Return bounds of a point of a wall between two of its points."""
        width = self._width(step)
        while True:
            below, above = (self.cells.ordinate((w, n), width) for n in (t, t + 1))
            if below[1] < above[0]:
                y = (below[1] + above[0]) / 2
                return self.cells.walls[w].x.bounds(width), (y, y)
            width /= 16

    def _width(self, step: int) -> Fraction:
        box = self.cells.box
        return min(box.x1 - box.x0, box.y1 - box.y0) / Fraction(2 ** (10 + 6 * step))

    def _column(self, w: int) -> Column:
        return self.cells.columns[self.cells.side_of(w)]


class UnionFind:
    """Disjoint sets of integers; the representative of a set is its smallest member."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, i: int) -> int:
        """Return the representative of the set of i."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Make the sets of i and j one."""
        low, high = sorted((self.find(i), self.find(j)))
        self._parent[high] = low
