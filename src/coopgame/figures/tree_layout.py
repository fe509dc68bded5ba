"""Where the nodes, branches and texts of a tree stand, in points, before anything is drawn.

The tree grows from left to right.  Every end has a row; a move stands in the middle of the rows of what follows it.  A
branch leaves its node aslant and goes on level; its name stands on the level part, and the name of the next mover hangs
under its end, so texts of one row cannot meet, and rows are far enough apart for texts of different ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from coopgame.errors import FigureError
from coopgame.figures.mathtext import mathtext
from coopgame.figures.text import Block, Label
from coopgame.figures.tree_words import History, TreeLike, following, information, walk

SIZES: Final = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_EDGE: Final = 4.0
_FORK: Final = 15.0
_PAD: Final = 4.0
_LIFT: Final = 1.8
_PAYOFF_GAP: Final = 5.0
_HEAD_GAP: Final = 7.0
#: The widest a column grows to fill the page, in points.
_WIDEST: Final = 110.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Branch:
    """A branch from a node aslant to its row and level to what follows."""

    line: tuple[Point, Point, Point]
    label: Label


@dataclass(frozen=True)
class TreeLayout:
    """A tree with its texts in place; lengths are in points from the lower left corner of the page.

    Attributes
    ----------
    size
        Width and height of the page.
    decisions, chances
        The nodes.
    branches
        The branches with their names.
    names
        Names of the movers.
    payoffs
        Payoffs of the ends, and the players above them.
    dashes
        For each information set the nodes that a dashed line joins.
    """

    size: Point
    decisions: tuple[Point, ...]
    chances: tuple[Point, ...]
    branches: tuple[Branch, ...]
    names: tuple[Label, ...]
    payoffs: tuple[Label, ...]
    dashes: tuple[tuple[Point, ...], ...]

    @property
    def labels(self) -> tuple[Label, ...]:
        """All texts."""
        return (*(branch.label for branch in self.branches), *self.names, *self.payoffs)


def arrange_tree(tree: TreeLike, width: float) -> TreeLayout:
    """Return the layout of a tree on a page of some width, in the largest size of type that fits.

    Raises
    ------
    FigureError
        The tree does not fit on the page even in the smallest type.
    """
    for size in SIZES:
        plan = _Plan(tree, size)
        if plan.least <= width:
            return plan.layout(width)
    raise FigureError(
        f"The tree needs {plan.least / 72 * 25.4:.0f} mm in the smallest type and the column has "
        f"{width / 72 * 25.4:.0f}; draw it for a wider one, for instance with "
        "coopgame.figures.style(coopgame.figures.ELSEVIER_DOUBLE)."
    )


class _Plan:
    """A tree in one size of type: texts are measured, and columns know how wide they must be."""

    def __init__(self, tree: TreeLike, size: float) -> None:
        self.tree, self.size = tree, size
        self.nodes = dict(walk(tree.root))
        self.columns = _columns(tree, self.nodes)
        self.names = {h: _mover(node, size) for h, node in self.nodes.items() if not isinstance(node, tuple)}
        self.labels = {h: self._branch(h) for h in self.nodes if h}
        self.ends = {h: self._payoffs(node) for h, node in self.nodes.items() if isinstance(node, tuple)}
        self.head = tuple(Block((line,), size - 1) for line in self._head())
        self.steps = self._steps()
        self.left = _EDGE + self.names[()].width + _PAD
        self.right = _PAYOFF_GAP + max(block.width for block in (*self.ends.values(), *self.head)) + _EDGE

    @property
    def least(self) -> float:
        """The least width."""
        return self.left + sum(self.steps) + self.right

    def _branch(self, history: History) -> Block:
        parent = self.nodes[history[:-1]]
        if not hasattr(parent, "branches"):
            return Block((history[-1],), self.size)
        return Block((f"{history[-1]} (${mathtext(parent.branches[history[-1]][0])}$)",), self.size)

    def _payoffs(self, payoffs: tuple[Any, ...]) -> Block:
        return Block((",  ".join(f"${mathtext(u)}$" for u in payoffs),), self.size)

    def _head(self) -> tuple[str, ...]:
        """Return the players above the payoffs: on one line unless that is far wider than the payoffs."""
        line = ", ".join(self.tree.players)
        room = max(block.width for block in self.ends.values())
        if Block((line,), self.size - 1).width <= room + 20 or len(self.tree.players) == 1:
            return (line,)
        return tuple(f"{name}," if name != self.tree.players[-1] else name for name in self.tree.players)

    def _steps(self) -> list[float]:
        """Return the least widths of the spaces between columns."""
        steps = [_FORK + 2 * _PAD] * max(self.columns.values())
        for history, block in self.labels.items():
            start = self.columns[history[:-1]]
            steps[start] = max(steps[start], _FORK + block.width + 2 * _PAD)
            if history in self.names:
                end = self.columns[history] - 1
                steps[end] = max(steps[end], _FORK + self.names[history].width + 2 * _PAD)
        return steps

    def layout(self, width: float) -> TreeLayout:
        """Return the layout on a page of some width, which the columns share."""
        spare = (width - self.least) / len(self.steps)
        steps = [max(step, min(step + spare, _WIDEST)) for step in self.steps]
        xs = [self.left]
        for step in steps:
            xs.append(xs[-1] + step)
        rows, height = self._rows()
        place = {h: (xs[self.columns[h]], rows[h]) for h in self.nodes}
        movers = [h for h in self.nodes if h in self.names]
        sets = [sorted((place[h] for h in own), key=lambda p: -p[1]) for own in information(self.tree).values()]
        return TreeLayout(
            (width, height),
            tuple(place[h] for h in movers if hasattr(self.nodes[h], "player")),
            tuple(place[h] for h in movers if not hasattr(self.nodes[h], "player")),
            tuple(self._drawn(h, place) for h in self.nodes if h),
            tuple(self._named(h, place[h]) for h in movers),
            (*(_beside(self.ends[h], place[h]) for h in self.ends), *self._heading(xs[-1], height)),
            tuple(map(tuple, sets)),
        )

    def _rows(self) -> tuple[dict[History, float], float]:
        """Return the heights of all nodes, and of the page."""
        text = Block(("Hp",), self.size).height
        near, far = text + 5.5, 2 * text + 7.0
        heights: dict[History, float] = {}
        ends = list(self.ends)
        below = 0.0
        for upper, lower in pairwise([(), *ends]):
            close = upper == () or upper[:-1] == lower[:-1]
            below += 0.0 if upper == () else near if close else far
            heights[lower] = -below
        for history in reversed(self.nodes):
            if history not in heights:
                own = [heights[(*history, name)] for name in following(self.nodes[history])]
                heights[history] = (own[0] + own[-1]) / 2
        head = sum(block.height + 1.5 for block in self.head) + _HEAD_GAP
        hanging = (heights[h] - _LIFT - block.height for h, block in self.names.items() if h)
        foot = _EDGE - min(-below - text / 2, *hanging, 0.0)
        return {h: y + foot for h, y in heights.items()}, foot + text / 2 + head + _EDGE

    def _drawn(self, history: History, place: Mapping[History, Point]) -> Branch:
        (x, y), (end, row) = place[history[:-1]], place[history]
        block = self.labels[history]
        centre = (x + _FORK + _PAD + block.width / 2, row + _LIFT + block.height / 2)
        return Branch(((x, y), (x + _FORK, row), (end, row)), Label(block, centre))

    def _named(self, history: History, at: Point) -> Label:
        """Hang the name of a mover under the end of the branch that leads to it; the first has none."""
        block = self.names[history]
        if not history:
            return Label(block, (at[0] - _PAD - block.width / 2, at[1]))
        return Label(block, (at[0] - _PAD - block.width / 2, at[1] - _LIFT - block.height / 2))

    def _heading(self, x: float, height: float) -> list[Label]:
        found, top = [], height - _EDGE
        for block in self.head:
            found.append(Label(block, (x + _PAYOFF_GAP + block.width / 2, top - block.height / 2)))
            top -= block.height + 1.5
        return found


def _mover(node: Any, size: float) -> Block:
    return Block((node.player,), size, bold=True) if hasattr(node, "player") else Block(("chance",), size)


def _beside(block: Block, at: Point) -> Label:
    return Label(block, (at[0] + _PAYOFF_GAP + block.width / 2, at[1]))


def _columns(tree: TreeLike, nodes: Mapping[History, Any]) -> dict[History, int]:
    """Return the column of each node: after that of its parent, the last for ends, the same in an information set."""
    columns = {history: len(history) for history in nodes}
    sets = list(information(tree).values())
    for _ in nodes:
        before = dict(columns)
        for history in nodes:
            columns[history] = max([columns[history], *([columns[history[:-1]] + 1] if history else [])])
        for own in sets:
            columns |= dict.fromkeys(own, max(columns[history] for history in own))
        if columns == before:
            break
    last = max(columns.values())
    return {history: last if isinstance(nodes[history], tuple) else column for history, column in columns.items()}
