"""A page with panels in rows and columns that share their axes, their titles and one legend."""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from coopgame.errors import FigureError
from coopgame.figures.protocol import DiagramLike
from coopgame.figures.sheet import EDGE, TICK_LENGTH, TICK_PAD, TITLE_PAD, Sheet, tick_height, tick_width
from coopgame.figures.style import POINTS_PER_MM, TITLE_SIZE, Preset
from coopgame.figures.text import Block
from coopgame.figures.ticks import Tick, axis_title, make_ticks

HEAD_SIZE: Final = 7.5
_GAP: Final = 14.0
_HEAD_GAP: Final = 4.0
_ROW_GAP: Final = 8.0
_LEAST: Final = 62.0
"""The least width of a panel in points."""
_USUAL: Final = 34.0
"""The width in millimetres below which panels in a row wrap into the next."""


@dataclass(frozen=True)
class Panel:
    """A diagram with what it stands for.

    Parameters
    ----------
    diagram
        The diagram.
    values
        What is fixed in it, as mathtext.
    words
        The same in plain text.
    """

    diagram: DiagramLike
    values: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Page:
    """Where panels stand, in points from the upper left corner of the page.

    Parameters
    ----------
    width
        The width of the page.
    columns
        How many panels stand in a row.
    corners
        For each panel its left end and the distance of its top from the top of the page.
    sheets
        For each panel its size and ticks; without titles.
    heads
        For each panel the lines above it.
    titles
        The titles of the axes that panels share.
    bottom
        The distance of the lowest panel's bottom from the top of the page.
    """

    width: float
    columns: int
    corners: tuple[tuple[float, float], ...]
    sheets: tuple[Sheet, ...]
    heads: tuple[Block, ...]
    titles: tuple[str, str]
    bottom: float

    @property
    def size(self) -> tuple[float, float]:
        """The size of a panel."""
        return self.sheets[0].size

    @property
    def span(self) -> tuple[float, float]:
        """The left and the right end of the panels."""
        return self.corners[0][0], self.corners[self.columns - 1][0] + self.size[0]

    @property
    def below(self) -> float:
        """The height that ticks and title take beneath the panels."""
        ticks = TICK_LENGTH + TICK_PAD + tick_height(self.sheets[-1].x_ticks)
        return ticks + TITLE_PAD + Block((self.titles[0],), TITLE_SIZE).height


def plan_page(panels: Sequence[Panel], preset: Preset, columns: int | None) -> Page:
    """Return where panels stand.

    Parameters
    ----------
    panels
        The panels row by row.
    preset
        The column of the journal.
    columns
        How many stand in a row; ``None`` lets them wrap.

    Raises
    ------
    FigureError
        Panels would be narrower than type can be set in.
    """
    first = panels[0].diagram
    fitting = max(1, int(preset.width_mm // _USUAL))
    count = columns or min(len(panels), fitting)
    if columns is None:
        # Rows of equal length leave no hole.
        count = -(-len(panels) // -(-len(panels) // count))
    y_ticks = make_ticks(first.y.lower, first.y.upper) if first.y is not None else ()
    left = TICK_LENGTH + TICK_PAD + tick_width(y_ticks) + TITLE_PAD + TITLE_SIZE + EDGE if first.y else 7.0
    width = (preset.width_points - left - 7.0 - _GAP * (count - 1)) / count
    if width < _LEAST:
        raise FigureError(
            f"{count} panels in a row of {preset.width_mm:g} mm would be {max(width, 0) / POINTS_PER_MM:.0f} mm wide; "
            "choose a wider column with figures.style(...), or fewer values."
        )
    height = width if first.y is not None else 0.6 * preset.band_mm * POINTS_PER_MM
    heads = tuple(_head(n, panel, width) for n, panel in enumerate(panels))
    corners, top = [], 0.0
    for start in range(0, len(panels), count):
        row = heads[start : start + count]
        top += max(head.height for head in row) + _HEAD_GAP + (_ROW_GAP if start else 4.0)
        corners += [(left + (width + _GAP) * k, top) for k in range(len(row))]
        top += height
    page = Page(preset.width_points, count, tuple(corners), (), heads, _titles(first, width, height, count), top)
    sheets = tuple(_sheet(panel.diagram, page, n, (width, height)) for n, panel in enumerate(panels))
    return replace(page, sheets=sheets)


def _titles(diagram: DiagramLike, width: float, height: float, count: int) -> tuple[str, str]:
    across = axis_title(diagram.x, width * count)
    return across, axis_title(diagram.y, max(height, 120.0)) if diagram.y is not None else ""


def letter(n: int) -> str:
    """Return the letter of a panel.

    Examples
    --------
    >>> letter(0), letter(27)
    ('a', 'bb')
    """
    return string.ascii_lowercase[n % 26] * (n // 26 + 1)


def _head(n: int, panel: Panel, width: float) -> Block:
    """Return the lines above a panel: its letter and its values, on one line if there is room."""
    whole = Block((f"({letter(n)}) {', '.join(panel.values)}",), HEAD_SIZE)
    if whole.width <= width or len(panel.values) == 1:
        return whole
    return Block((f"({letter(n)}) {panel.values[0]}", *panel.values[1:]), HEAD_SIZE)


def _sheet(diagram: DiagramLike, page: Page, n: int, size: tuple[float, float]) -> Sheet:
    """Return size and ticks of one panel; labels stand at the left of rows and at the foot of columns only."""
    foot = n + page.columns >= len(page.corners)
    x_ticks = _thinned(make_ticks(diagram.x.lower, diagram.x.upper), size[0], tick_width)
    y_ticks: tuple[Tick, ...] = ()
    if diagram.y is not None:
        y_ticks = _thinned(make_ticks(diagram.y.lower, diagram.y.upper), size[1], tick_height)
    return Sheet(
        page.width,
        size,
        page.corners[n][0],
        0.0,
        x_ticks if foot else _silent(x_ticks),
        _silent(y_ticks) if n % page.columns else y_ticks,
        ("", ""),
    )


def _silent(ticks: tuple[Tick, ...]) -> tuple[Tick, ...]:
    return tuple(Tick(tick.value, "") for tick in ticks)


def _thinned(ticks: tuple[Tick, ...], length: float, extent: Callable[[tuple[Tick, ...]], float]) -> tuple[Tick, ...]:
    """Return the ticks with every second label left out where labels would crowd."""
    room = length / max(len(ticks) - 1, 1)
    if extent(ticks) + 5.0 <= room:
        return ticks
    step = 2 if len(ticks) % 2 else len(ticks) - 1
    return tuple(Tick(t.value, t.label if n % step == 0 else "") for n, t in enumerate(ticks))


def new_page(page: Page, below: float) -> tuple[Figure, tuple[Axes, ...]]:
    """Return a figure with one axes for each panel and a height of ``below`` points beneath them."""
    height = page.bottom + below
    figure = Figure(figsize=(page.width / 72, height / 72), dpi=150)
    FigureCanvasAgg(figure)
    axes = []
    for (left, top), sheet in zip(page.corners, page.sheets, strict=True):
        across, upwards = sheet.size
        place = (left / page.width, 1 - (top + upwards) / height, across / page.width, upwards / height)
        axes.append(figure.add_axes(place))
    return figure, tuple(axes)
