"""The legend beneath the axes: only what occurs in the diagram, and the keys of texts that found no room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from coopgame.figures.layers import Layers
from coopgame.figures.layout import Layout
from coopgame.figures.long_formulas import in_lines
from coopgame.figures.scene import Cell, Scene
from coopgame.figures.text import Block, capitalised

HANDLE: Final = 15.0
_HANDLE_GAP: Final = 4.6
_COLUMN_GAP: Final = 13.0
BASELINE: Final = 0.24
"""How far the baseline is below the middle of a row, in sizes of type."""
_ROW_GAP: Final = 1.6
"""The least distance of the ink of two rows."""
_CASES: Final[Mapping[str, str]] = {"case point": "case", "case bar": "case, interval", "case box": "case, box"}
_NUMBERS: Final[Mapping[int, str]] = {2: "two equilibria", 3: "three equilibria", 4: "four equilibria"}


@dataclass(frozen=True)
class Entry:
    """A line of the legend.

    Parameters
    ----------
    kind
        ``solid``, ``dashed``, ``fill``, ``ramp``, ``point``, ``outside``, ``undecided``, ``thin line``,
        ``thin point``, ``arrow``, ``number``, ``mark``, ``case point``, ``case bar``, ``case box``, ``case letter``, or
        ``further line`` for the text that does not fit beside the handle above.
    text
        The text beside it.
    regimes
        The regimes whose colours the handle shows; the colours themselves for a ramp.
    mark
        The text of the handle, for a number or a Γ.
    """

    kind: str
    text: str
    regimes: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class Legend:
    """Entries with their places, in points from the lower left corner of the axes.

    Parameters
    ----------
    entries
        The entries.
    places
        For each entry the left end of the handle and the middle of the line.
    size
        The size of the type.
    height
        The height of the legend.
    """

    entries: tuple[Entry, ...] = ()
    places: tuple[tuple[float, float], ...] = ()
    size: float = 7.2
    height: float = 0.0

    @property
    def text_offset(self) -> float:
        """The distance from the left end of a handle to its text."""
        return HANDLE + _HANDLE_GAP


def make_entries(scene: Scene, layout: Layout, layers: Layers, room: float) -> tuple[Entry, ...]:
    """Return the entries that the diagram needs.

    Parameters
    ----------
    scene
        The diagram in points.
    layout
        The placed texts.
    layers
        The layers; without names the legend lists the fills.
    room
        The width of the legend in points.

    Returns
    -------
    tuple of Entry
        Lines first, then fills and points, then the keys.
    """
    entries = []
    if any(not border.vanishing for border in scene.borders):
        entries.append(Entry("solid", "regime boundary"))
    if any(border.vanishing for border in scene.borders):
        entries.append(Entry("dashed", "equilibrium appears or vanishes"))
    if scene.ramp is not None:
        entries.append(Entry("ramp", scene.ramp.text, scene.ramp.colours))
    elif layers.option("legend", "regimes") or not layers.shows("names"):
        entries += [Entry("fill", capitalised(name), regimes) for regimes, name in _fills(scene)]
    else:
        entries += _several(scene.cells)
    if scene.spots and layers.shows("points"):
        entries.append(Entry("point", "triple point"))
    kinds = dict.fromkeys(mark.kind for mark in scene.marks)
    entries += [Entry(kind, _CASES[kind]) for kind in _CASES if kind in kinds]
    # Several pieces of a line, or several points, have one swatch.
    for regimes, is_line in dict.fromkeys((regimes, len(path) > 1) for regimes, path in scene.thin):
        where, shape = ("line", "on this line") if is_line else ("point", "at this point")
        entries.append(
            Entry(f"thin {where}", f"{capitalised(' or '.join(regimes) or 'no equilibrium')}, {shape} only", regimes)
        )
    if scene.outside:
        entries.append(Entry("outside", "outside the parameter space"))
    if scene.undecided:
        share = sum(shape.area for shape in scene.undecided) / scene.plane.frame.area
        entries.append(Entry("undecided", f"not decided ({100 * share:.2g} % of the area)"))
    return (*entries, *_keyed(scene, layout, layers, room))


def _keyed(scene: Scene, layout: Layout, layers: Layers, room: float) -> Iterator[Entry]:
    """Yield what is explained by a letter, a number, an arrow or a Γ."""
    for letter, name in layout.case_key.items():
        yield Entry("case letter", name, mark=letter)
    for mark, cell in layout.name_key.items():
        yield Entry("number", capitalised(cell.name), cell.regimes, mark)
    size = layers.option("legend", "size")
    for arrow in scene.arrows:
        yield from _wrapped("arrow", arrow.entry, size, room - HANDLE - _HANDLE_GAP)
    numeric = layers.option("formulas", "numeric")
    for mark, curve in layout.formula_key.items():
        lines = in_lines(curve.meanings(numeric=numeric), size, room - HANDLE - _HANDLE_GAP)
        yield from _marked(f"$\\Gamma_{{{_digits(mark)}}}$", lines)


def _marked(mark: str, lines: tuple[str, ...]) -> Iterator[Entry]:
    """Yield the entry of a Γ, and what does not fit on its line."""
    yield Entry("mark", lines[0], mark=mark)
    for line in lines[1:]:
        yield Entry("further line", line)


def _wrapped(kind: str, text: str, size: float, width: float) -> Iterator[Entry]:
    """Yield the entry of a text, broken between words where it is too long for one line."""
    line = ""
    for word in text.split():
        if line and Block((f"{line} {word}",), size).width > width:
            yield Entry(kind, line)
            kind, line = "further line", word
        else:
            line = f"{line} {word}".strip()
    yield Entry(kind, line)


def _digits(mark: str) -> str:
    return mark[1:].translate(str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789"))


def _fills(scene: Scene) -> list[tuple[tuple[str, ...], str]]:
    """Return each set of regimes once with its name, single regimes first."""
    named = {cell.regimes: cell.name for cell in scene.cells}
    return sorted(named.items(), key=lambda item: (len(item[0]) != 1, len(item[0]), item[0]))


def _several(cells: tuple[Cell, ...]) -> list[Entry]:
    """Return the entry that explains stripes, showing the largest striped region."""
    striped = [cell for cell in cells if len(cell.regimes) > 1]
    if not striped:
        return []
    counts = {len(cell.regimes) for cell in striped}
    text = _NUMBERS.get(counts.pop(), "several equilibria") if len(counts) == 1 else "several equilibria"
    return [Entry("fill", text, max(striped, key=lambda cell: (cell.share, cell.regimes)).regimes)]


def place_legend(entries: tuple[Entry, ...], layers: Layers, width: float, spare: tuple[float, float]) -> Legend:
    """Return the legend, in as many columns as fit, centred beneath the axes.

    Parameters
    ----------
    entries
        The entries.
    layers
        The size of the type and the number of columns asked for.
    width
        The width of the axes in points.
    spare
        How far the legend may reach beyond the axes on the left and on the right.

    Returns
    -------
    Legend
        The entries with places relative to the upper left corner of the legend's room, which is the left end of the
        axes.
    """
    size, asked = layers.option("legend", "size"), layers.option("legend", "columns")
    if not entries:
        return Legend(size=size)
    offset = HANDLE + _HANDLE_GAP
    widths = [offset + Block((entry.text,), size).width for entry in entries]
    room = width + sum(spare)
    if any(entry.kind == "further line" for entry in entries):
        asked = 1
    most = asked or (2 if room < 330 else 3 if room < 450 else 4)
    fitting = [
        c for c in range(1, min(most, len(entries)) + 1) if sum(_columns(widths, c)) + _COLUMN_GAP * (c - 1) <= room
    ]
    count = max(fitting, default=1)
    columns = _columns(widths, count)
    total = sum(columns) + _COLUMN_GAP * (len(columns) - 1)
    left = min(max((width - total) / 2, -spare[0]), width + spare[1] - total)
    rows = -(-len(entries) // count)
    starts = [left + sum(columns[:c]) + _COLUMN_GAP * c for c in range(len(columns))]
    # A tall equation gets a tall row.
    tall = [_reach(Block((entry.text,), size)) for entry in entries]
    heights = [max(1.4 * size, *tall[row::rows]) for row in range(rows)]
    places = tuple((starts[n // rows], -sum(heights[: n % rows]) - heights[n % rows] / 2) for n in range(len(entries)))
    return Legend(entries, places, size, sum(heights))


def _reach(block: Block) -> float:
    """Return the height of a row that is centred on the middle of small letters and holds a block with some room."""
    middle = BASELINE * block.size
    return 2 * max(block.ascent - middle, block.descent + middle) + _ROW_GAP


def _columns(widths: list[float], count: int) -> list[float]:
    """Return the width of each column when entries fill one column after the other."""
    rows = -(-len(widths) // count)
    return [max(widths[start : start + rows]) for start in range(0, len(widths), rows)]
