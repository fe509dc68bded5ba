"""Legends of plots of equilibria: handles painted by the plot that needs them, texts laid out in columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coopgame.figures.paint import Brush, paint_label
from coopgame.figures.sheet import paper
from coopgame.figures.style import LEGEND_SIZE
from coopgame.figures.text import Block, Label

HANDLE: Final = 15.0
_GAP: Final = 4.6
_COLUMN_GAP: Final = 13.0
_LEADING: Final = 4.4
#: Paints a handle whose left end and middle are given, in points from the lower left corner of the axes.
Handle = Callable[[Brush, float, float], Sequence[Artist]]


@dataclass(frozen=True)
class Key:
    """A line of the legend: how to paint its handle, and the text beside it."""

    handle: Handle
    text: str


@dataclass(frozen=True)
class KeyTable:
    """Keys with their places, measured from the upper left corner of the legend."""

    keys: tuple[Key, ...]
    places: tuple[tuple[float, float], ...]
    size: tuple[float, float]

    @property
    def height(self) -> float:
        """The height of the legend."""
        return self.size[1]


def arrange_keys(keys: Sequence[Key], room: float) -> KeyTable:
    """Return keys in as many columns, three at most, as fit into a width; longer texts go on in further lines."""
    keys = [line for key in keys for line in _in_lines(key, room - HANDLE - _GAP)]
    blocks = [Block((key.text,), LEGEND_SIZE) for key in keys]
    if not keys:
        return KeyTable((), (), (0.0, 0.0))
    line = Block(("Hp",), LEGEND_SIZE).height + _LEADING
    for columns in range(min(3, len(keys)), 0, -1):
        rows = -(-len(keys) // columns)
        lengths = [
            max((HANDLE + _GAP + b.width for b in blocks[n * rows : (n + 1) * rows]), default=0.0)
            for n in range(columns)
        ]
        width = sum(lengths) + _COLUMN_GAP * (columns - 1)
        if width <= room or columns == 1:
            break
    starts = [sum(lengths[:n]) + _COLUMN_GAP * n for n in range(columns)]
    places = tuple((starts[n // rows], -(n % rows + 0.5) * line) for n in range(len(keys)))
    return KeyTable(tuple(keys), places, (width, rows * line))


def _in_lines(key: Key, room: float) -> list[Key]:
    """Return a key, broken between words where it is wider than there is room; only the first line has a handle."""
    lines, words = [""], key.text.split(" ")
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and Block((longer,), LEGEND_SIZE).width > room:
            lines.append(word)
        else:
            lines[-1] = longer
    # Mathematics must not be torn apart.
    if any(line.count("$") % 2 for line in lines):
        return [key]
    return [Key(key.handle if n == 0 else _nothing, line) for n, line in enumerate(lines)]


def _nothing(brush: Brush, x: float, y: float) -> Sequence[Artist]:
    del brush, x, y
    return ()


def paint_keys(ax: Axes, table: KeyTable, top: float, width: float) -> tuple[Artist, ...]:
    """Paint a legend centred under axes of some width, its top at a height below them."""
    brush = Brush(ax, None, paper(ax), {})
    left = (width - table.size[0]) / 2
    artists: list[Artist] = []
    for key, (x, y) in zip(table.keys, table.places, strict=True):
        artists += key.handle(brush, left + x, top + y)
        block = Block((key.text,), LEGEND_SIZE)
        texts, _ = paint_label(brush, Label(block, (left + x + HANDLE + _GAP + block.width / 2, top + y)))
        artists += texts
    return tuple(artists)
