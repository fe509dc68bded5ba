"""Labels of cells on curves and walls of a finished decomposition, most of them without looking anything up again."""

from __future__ import annotations

from coopgame.regions.cells.complex import Cells, Vertex
from coopgame.regions.cells.labels import Labeller
from coopgame.regions.decomposition import Labels
from coopgame.regions.plane import Holding


class Known:
    """Where the signs of a cell are those of a neighbour that it touches, so is its label."""

    def __init__(self, cells: Cells, labels: Labels, labeller: Labeller) -> None:
        self.cells, self.labels, self._labeller = cells, labels, labeller

    def edge(self, i: int, *, upper: bool) -> Holding:
        """Return the label of the lower or upper edge of column i."""
        return self._labeller.edge(i, upper)

    def interval(self, w: int, t: int) -> Holding:
        """Return the label of a wall between points t and t + 1."""
        wall = self.cells.walls[w]
        if wall.vertical:
            return self._labeller.interval(w, t)
        side = self.cells.side_of(w)
        ends = [point.right if side == w else point.left for point in wall.points[: t + 1]]
        return self.labels.faces[self.cells.offsets[side] + sum(map(len, ends))]

    def vertex(self, vertex: Vertex) -> Holding:
        """Return the label of a point of a wall."""
        w, t = vertex
        point, vertical = self.cells.point(vertex), self.cells.walls[w].vertical
        if not point.curves:
            return self.interval(w, max(t - 1, 0))
        if len(point.curves) == 1 and not vertical and (point.left or point.right):
            column, k = (w, point.right[0]) if point.right else (w - 1, point.left[0])
            return self.labels.branches[column][k]
        return self._labeller.vertex(vertex)
