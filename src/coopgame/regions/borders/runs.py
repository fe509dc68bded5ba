"""Borders as long pieces: sides of one curve joined across walls on which nothing happens to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from coopgame.regions.borders.assemble import Side
from coopgame.regions.borders.branch import Branch, Span
from coopgame.regions.cells.complex import Cells, Vertex


@dataclass(frozen=True)
class Run:
    """A maximal chain of sides with the same two regions; walked to the right, or upwards when vertical.

    ``curve`` is None for an edge of the box.
    """

    sides: tuple[Side, ...]
    curve: int | None

    @property
    def start(self) -> Vertex:
        """Its first vertex."""
        return self.sides[0].start

    @property
    def end(self) -> Vertex:
        """Its last vertex."""
        return self.sides[-1].end

    @property
    def left(self) -> int | None:
        """The region on the left."""
        return self.sides[0].left

    @property
    def right(self) -> int | None:
        """The region on the right."""
        return self.sides[0].right

    @property
    def kind(self) -> str:
        """The kind of its sides."""
        return self.sides[0].kind

    def branch(self, cells: Cells) -> Branch:
        """Return the graph that a run of branches is."""
        spans: list[Span] = []
        for side in self.sides:
            i, k = side.place
            end, rank = cells.walls[i + 1].x, cells.columns[i].branches[k][1]
            # Walls at which nothing happens to the curve itself do not interrupt it.
            if spans and self.curve not in cells.walls[i].changed:
                spans[-1] = Span(spans[-1].left, end, rank)
            else:
                spans.append(Span(cells.walls[i].x, end, rank))
        return Branch(cells.curves[self.curve or 0], cells.box.y0, cells.box.y1, tuple(spans))


def curve_of(side: Side, cells: Cells) -> int | None:
    """Return the curve on which a side lies, None for an edge of the box."""
    if side.kind == "branch":
        return cells.columns[side.place[0]].branches[side.place[1]][0]
    if side.kind == "wall" and side.left is not None and side.right is not None:
        return cells.walls[side.place[0]].vertical[0]
    return None


def runs_of(sides: Iterable[Side], cells: Cells) -> tuple[Run, ...]:
    """Return the runs of some sides; a run ends where its regions change, and where not exactly two sides meet."""
    found = list(sides)
    meeting = Counter(vertex for side in found for vertex in (side.start, side.end))
    leaving = {(side.start, *_key(side, cells)): side for side in found if meeting[side.start] == 2}
    arriving = {(side.end, *_key(side, cells)) for side in found if meeting[side.end] == 2}
    runs = []
    for side in found:
        if (side.start, *_key(side, cells)) in arriving:
            continue
        chain = [side]
        while (onward := leaving.get((chain[-1].end, *_key(side, cells)))) is not None:
            chain.append(onward)
        runs.append(Run(tuple(chain), curve_of(side, cells)))
    return tuple(runs)


def _key(side: Side, cells: Cells) -> tuple[object, ...]:
    return side.kind, curve_of(side, cells), side.left, side.right
