"""Labels follow from the payoffs: on leaves as functions of signs, at cells of every dimension."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from .around import Around
from .conditions import Conditions
from .geometry import Geometry
from .leaves import Signs, View
from .parts import Label
from .pieces import Pieces
from .reach import Reach
from .report import Rejected
from .samples import Sample
from .slices import Cell
from .spots import Spots
from .univariate import sign_at


def check_labels(geometry: Geometry) -> str:
    """Prove that every listed label is what the payoffs say on its cell."""
    return _Labels(geometry).check()


class _Labels:
    def __init__(self, geometry: Geometry) -> None:
        self.geometry, self.certificate = geometry, geometry.certificate
        self.game = self.certificate.game
        conditions = Conditions(self.certificate)
        self.reach = Reach(geometry)
        pieces = Pieces(geometry, self.reach)
        known = (Spots(geometry, pieces), Around(geometry, pieces))
        self.views = [
            View(leaf, self.game, conditions, known, f"leaves[{k}]") for k, leaf in enumerate(self.certificate.leaves)
        ]
        self.spans = [(geometry.position(view.leaf.box[0]), geometry.position(view.leaf.box[1])) for view in self.views]
        self.solved: set[tuple[int, tuple[int, ...]]] = set()

    def check(self) -> str:
        self._check_tiling()
        cells = 0
        for k in range(len(self.geometry.columns)):
            cells += self._check_column(k)
        for k in range(len(self.geometry.walls)):
            cells += self._check_wall(k)
        return f"{cells} cells on {len(self.views)} leaves, {len(self.solved)} games solved"

    def _check_tiling(self) -> None:
        box = self.certificate.box
        total = Fraction(0)
        boxes = sorted(view.leaf.box for view in self.views)
        for k, (a, b, c, d) in enumerate(boxes):
            total += (b - a) * (d - c)
            if a < box[0] or b > box[1] or c < box[2] or d > box[3]:
                raise Rejected("leaves: one reaches out of the box")
            for other in boxes[k + 1 :]:
                if other[0] >= b:
                    break
                if other[2] < d and other[3] > c:
                    raise Rejected("leaves: two overlap")
        if total != (box[1] - box[0]) * (box[3] - box[2]):
            raise Rejected("leaves: they do not cover the box")

    def _views(self, first: int, last: int) -> list[View]:
        """Return the leaves that meet the places from wall ``first`` to wall ``last``, or the column between them."""
        return [
            view
            for view, (start, end) in zip(self.views, self.spans, strict=True)
            if (start[0] <= first and last < end[1] if first == last else first < end[0] and last >= start[1])
        ]

    def _compare(self, listed: int, found: Label | None, where: str) -> None:
        if self.certificate.labels[listed] != found:
            raise Rejected(f"{where}: the label is not that of the payoffs, {_named(found)}")

    def _sweep(self, views: list[View], signs: Signs, cell: Cell) -> None:
        """Decide a cell's label on every leaf that leaves more open than its curves say."""
        for view in views:
            if not view.complete and view.meets(signs):
                view.check(signs, cell)

    # Columns

    def _check_column(self, k: int) -> int:
        column, where = self.geometry.columns[k], f"columns[{k}]"
        views = self._views(k, k + 1)
        for view in views:
            if not view.listed <= set(column.curves):
                raise Rejected(f"{where}: curves {sorted(view.listed - set(column.curves))} of {view.name} are missing")
        here = [view for view in views if view.leaf.box[0] <= column.sample <= view.leaf.box[1]]
        count = 0
        for kind, index, signs, y, listed in self._cells(k):
            name = f"{kind}[{index}]"
            if y is None:
                raise Rejected(f"{where}.{name}: the branch is not between the heights")
            view, cell = _at(here, y), Cell(k, kind, index)
            self._compare(listed, view.label_of_cell(signs, cell), f"{where}.{name}")
            if kind == "faces":
                self._solve(view, signs, cell, y)
            self._sweep([v for v in views if v.complete or self.reach.cell(k, kind, index, v.leaf)], signs, cell)
            count += 1
        return count

    def _cells(self, k: int) -> Iterator[tuple[str, int, Signs, Fraction | None, int]]:
        """Yield cells: kind, position, signs, a height over the sample at which a leaf holds part of it, label."""
        column = self.geometry.columns[k]
        over = {curve: self.geometry.curves[curve].at_x(column.sample) for curve in column.curves}
        low, high = self.certificate.box[2:]
        for name, y, listed in (("bottom", low, column.bottom), ("top", high, column.top)):
            yield name, 0, {curve: sign_at(c, y) for curve, c in over.items()}, y, listed
        signs = {curve: sign_at(c, column.heights[0]) for curve, c in over.items()}
        for face, y in enumerate(column.heights):
            yield "faces", face, signs, y, column.faces[face]
            if face == len(column.branches):
                return
            curve = column.branches[face]
            if curve not in over:
                raise Rejected(f"columns[{k}]: a branch of curve {curve}, which the column does not list")
            yield "arcs", face, {**signs, curve: 0}, self._branch(k, face), column.arcs[face]
            signs = {**signs, curve: -signs[curve]}

    def _branch(self, k: int, face: int) -> Fraction | None:
        """Return a height whose leaf over the sample holds the branch above a face; None if there is no branch."""
        column = self.geometry.columns[k]
        c = self.geometry.curves[column.branches[face]].at_x(column.sample)
        low, high = column.heights[face : face + 2]
        before = sign_at(c, low)
        if before * sign_at(c, high) >= 0:
            return None
        for view in self._views(k, k + 1):
            if not view.leaf.box[0] <= column.sample <= view.leaf.box[1]:
                continue
            for y in view.leaf.box[2:]:
                if low < y < high:
                    side = sign_at(c, y)
                    if side == 0:
                        return y
                    low, high = (y, high) if side == before else (low, y)
        return (low + high) / 2

    def _solve(self, view: View, signs: Signs, cell: Cell, y: Fraction) -> None:
        """Solve the game at a sample; for outcomes in pure strategies once for each set of signs."""
        mixed = self.game.concept.kind == "mixed"
        name = (self.views.index(view), view.key(signs))
        if name in self.solved and not mixed:
            return
        self.solved.add(name)
        found = view.label(signs, cell)
        known = view.equilibria(signs, cell) if mixed and found is not None else None
        if Sample(self.game, self.geometry.columns[cell.place].sample, y).label(known) != found:
            raise Rejected(f"columns[{cell.place}].faces[{cell.index}]: the game solved there has another label")

    # Walls

    def _check_wall(self, k: int) -> int:
        wall, where = self.geometry.walls[k], f"walls[{k}]"
        views = self._views(k, k)
        x = wall.near[0]
        sides = self.geometry.columns[max(k - 1, 0) : k + 1]
        present = {curve for column in sides for curve in column.curves}
        at_wall = {c: wall.place.sign(self.geometry.curves[c].in_x[0]) for c in present if self._upright(c)}
        flat = [curve for curve in present if not self._upright(curve)]
        cuts = []
        for cut, listed in zip(wall.cuts, wall.intervals, strict=True):
            signs = {**at_wall, **{curve: sign_at(self.geometry.curves[curve].at_x(x), cut) for curve in flat}}
            if 0 in (signs[curve] for curve in flat):
                raise Rejected(f"{where}: a curve meets the cut y = {cut}")
            cuts.append(signs)
            cell = Cell(k, "piece", len(cuts) - 1)
            self._compare(listed, _at(views, cut).label_of_cell(signs, cell), f"{where}: the piece at y = {cut}")
            self._sweep(self._on_wall(views, cell), signs, cell)
        if not cuts:
            raise Rejected(f"{where}: no cuts")
        for window, point in enumerate(wall.points):
            signs = {**cuts[max(window - 1, 0)], **dict.fromkeys(point.curves, 0)}
            cell = Cell(k, "point", window)
            self._compare(point.label, self._point_label(cell, views, signs), f"{where}.points[{window}]")
            self._sweep(self._on_wall(views, cell), signs, cell)
        return len(wall.points) + len(cuts)

    def _upright(self, curve: int) -> bool:
        return self.geometry.curves[curve].vertical

    def _on_wall(self, views: list[View], cell: Cell) -> list[View]:
        piece = cell.kind == "piece"
        return [v for v in views if v.complete or self.reach.wall_cell(cell.place, cell.index, piece, v.leaf)]

    def _point_label(self, cell: Cell, views: list[View], signs: Signs) -> Label | None:
        """Return the label of a point, from a leaf that holds it."""
        for view in views:
            if self.reach.wall_cell(cell.place, cell.index, False, view.leaf):
                return view.label(signs, cell)
        raise Rejected(f"walls[{cell.place}].points[{cell.index}]: no leaf holds it")


def _at(views: list[View], y: Fraction) -> View:
    for view in views:
        if view.leaf.box[2] <= y <= view.leaf.box[3]:
            return view
    raise Rejected(f"leaves: none holds a cell at y = {y}")


def _named(label: Label | None) -> str:
    if label is None:
        return "none"
    return f"outcomes {sorted(label.holding)}, regimes {sorted(label.regimes)}"
