"""What a stranger needs in order to re-prove a decomposition: cells, cuts between them, and labels, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from coopgame.regions.algebra.algebraic import Algebraic
from coopgame.regions.algebra.univariate import Interval, has_no_root, isolate, refine, simplest_between, union
from coopgame.regions.cells.complex import Cells, Vertex
from coopgame.regions.cells.labels import Labeller
from coopgame.regions.decomposition import Decomposition
from coopgame.regions.descriptions.known import Known
from coopgame.regions.plane import Holding

Record = dict[str, Any]


class Proof:
    """Writes one decomposition down; labels are numbered in the order in which they occur."""

    def __init__(self, decomposition: Decomposition) -> None:
        self.decomposition, self.cells = decomposition, decomposition.cells
        labeller = Labeller(self.cells, decomposition.leaves, (), None)
        self._known = Known(self.cells, decomposition.labels, labeller)
        self._numbers: dict[Holding, int] = {}

    def _label(self, holding: Holding) -> int:
        return self._numbers.setdefault(holding, len(self._numbers))

    def record(self) -> Record:
        """Return everything but the game: box, curves, leaves, columns, walls, regions and labels."""
        box = self.cells.box
        columns = [self._column(i) for i in range(len(self.cells.columns))]
        walls = [self._wall(w) for w in range(len(self.cells.walls))]
        regions = self._regions()
        rules = self.decomposition.rules
        return {
            "box": [str(v) for v in (box.x0, box.x1, box.y0, box.y1)],
            "labels": [
                None if h is None else {"holding": sorted(h), "regimes": sorted(rules.regimes_of(h))}
                for h in self._numbers
            ],
            "curves": [[[i, j, str(c)] for (i, j), c in curve.terms] for curve in self.cells.curves],
            "leaves": [
                [*(str(v) for v in (leaf.box.x0, leaf.box.x1, leaf.box.y0, leaf.box.y1)), list(leaf.program.curves)]
                for leaf in self.decomposition.leaves
            ],
            "columns": columns,
            "walls": walls,
            "regions": regions,
        }

    def _column(self, i: int) -> Record:
        column, labels = self.cells.columns[i], self.decomposition.labels
        first = self.cells.offsets[i]
        return {
            "sample": str(column.sample),
            "curves": list(column.curves),
            "branches": [curve for curve, _ in column.branches],
            "heights": [str(y) for y in column.heights(self.cells.box)],
            "faces": [self._label(h) for h in labels.faces[first : first + len(column.faces)]],
            "arcs": [self._label(h) for h in labels.branches[i]],
            "bottom": self._label(self._known.edge(i, upper=False)),
            "top": self._label(self._known.edge(i, upper=True)),
        }

    def _regions(self) -> list[Record]:
        place = [(i, k) for i, column in enumerate(self.cells.columns) for k in range(len(column.faces))]
        found = []
        for patch in self.decomposition.patches:
            low, high = patch.area(self.cells.box.area / 10**7)
            label = self._label(self.decomposition.labels.faces[patch.faces[0]])
            faces = [list(place[face]) for face in patch.faces]
            found.append({"label": label, "faces": faces, "area": [str(low), str(high)]})
        return found

    def _wall(self, w: int) -> Record:
        wall = self.cells.walls[w]
        points: list[Record] = []
        intervals = []
        fences, cuts = Fences(self.cells, w), []
        for t, point in enumerate(wall.points):
            own = self._label(self._known.vertex((w, t)))
            points.append(
                {"curves": list(point.curves), "left": list(point.left), "right": list(point.right), "label": own}
            )
            if t + 1 < len(wall.points):
                between = self._label(self._known.interval(w, t))
                intervals.append(between)
                cuts += (found := fences.between(t))
                for _ in found[1:]:
                    # A conjugate of a point lies between: it has a window of its own, through which nothing passes.
                    points.append({"curves": [], "left": [], "right": [], "label": between})
                    intervals.append(between)
        return {
            "x": _abscissa(wall.x),
            "near": [str(v) for v in fences.near(cuts)],
            "cuts": [str(c) for c in cuts],
            "points": points,
            "intervals": intervals,
            "vertical": list(wall.vertical),
        }


def _abscissa(x: Algebraic) -> Record:
    if x.is_rational:
        return {"value": str(x.lower)}
    low, high = x.known
    return {"polynomial": [str(c) for c in x.coefficients], "lower": str(low), "upper": str(high)}


class Fences:
    """Cuts between the points of one wall, such that in the window of a point no other root of its norms lies."""

    def __init__(self, cells: Cells, w: int) -> None:
        self._cells, self._w, self._x = cells, w, cells.walls[w].x
        self._points = [self._enclosed((w, t)) for t in range(len(cells.walls[w].points))]
        self._gaps = [self._others((w, t)) for t in range(len(self._points))]

    def _enclosed(self, vertex: Vertex) -> Interval:
        box = self._cells.box
        return self._cells.ordinate(vertex, (box.y1 - box.y0) / 2**12)

    def _lone(self, vertex: Vertex) -> bool:
        """Whether one branch passes straight on, so that no norm is needed."""
        point = self._cells.point(vertex)
        edge = vertex[1] in (0, len(self._points) - 1)
        return not edge and len(point.curves) == 1 and len(point.left) == len(point.right) == 1

    def _others(self, vertex: Vertex) -> Interval:
        """Return the nearest other roots of the norms of a point's curves below and above it, or the edges."""
        box, curves = self._cells.box, self._cells.point(vertex).curves
        if not curves or self._lone(vertex):
            return box.y0, box.y1
        x = self._x
        own = [self._cells.curves[i] for i in curves]
        p = union(curve.at_x(x.lower) if x.is_rational else curve.norm(x.polynomial) for curve in own)
        roots, width = isolate(p, box.y0, box.y1), (box.y1 - box.y0) / 2**12
        # Roots lie strictly inside the box, so an edge is none of them; any other point is exactly one.
        expected = 0 if vertex[1] in (0, len(self._points) - 1) else 1
        while True:
            low, high = self._points[vertex[1]]
            if sum(root[1] >= low and root[0] <= high for root in roots) == expected:
                below = max((root[1] for root in roots if root[1] < low), default=box.y0)
                above = min((root[0] for root in roots if root[0] > high), default=box.y1)
                return below, above
            width /= 16
            self._points[vertex[1]] = self._cells.ordinate(vertex, width)
            roots = [refine(p, root, width) for root in roots]

    def between(self, t: int) -> list[Fraction]:
        """Return one cut between points t and t + 1, or two where one cannot serve both."""
        width = (self._cells.box.y1 - self._cells.box.y0) / 2**12
        while self._points[t][1] >= self._points[t + 1][0]:
            width /= 16
            for n in (t, t + 1):
                self._points[n] = self._cells.ordinate((self._w, n), width)
        low, high = self._points[t][1], self._points[t + 1][0]
        # Above point t up to its next root, and below point t + 1 down to its previous one.
        until, since = min(high, self._gaps[t][1]), max(low, self._gaps[t + 1][0])
        if since < until:
            return [simplest_between(since, until)]
        first = simplest_between(low, until)
        return [first, simplest_between(max(since, first), high)]

    def near(self, cuts: Sequence[Fraction]) -> Interval:
        """Return abscissae beside the wall between which no curve of its columns meets a cut."""
        cells, w, x = self._cells, self._w, self._x
        sides = [cells.columns[i] if 0 <= i < len(cells.columns) else None for i in (w - 1, w)]
        used = sorted({i for side in sides if side is not None for i in side.curves})
        left = [p for i in used if not cells.curves[i].is_vertical for p in _on(cells, i, cuts)]
        a, b = (x.known[k] if side is None else side.sample for k, side in enumerate(sides))
        while True:
            if not x.is_rational:
                a, b = max(a, x.known[0]), min(b, x.known[1])
            left = [p for p in left if not has_no_root(p, a, b)]
            if not left:
                return a, b
            if x.is_rational:
                a, b = (a + x.lower) / 2, (b + x.lower) / 2
            else:
                x.halve()


def _on(cells: Cells, i: int, cuts: Sequence[Fraction]) -> list[Any]:
    """Return what a curve's polynomial is on each cut."""
    return [cells.curves[i].at_y(c) for c in cuts]
