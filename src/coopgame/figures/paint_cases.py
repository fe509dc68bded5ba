"""Draw cases: ink with a white rim, which stands out from every fill, in colour and in greyscale."""

from __future__ import annotations

from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.lines import Line2D

from coopgame.figures.marks import CAP, CASE_RADIUS, CASE_RIM, CASE_WIDTH, Mark
from coopgame.figures.paint import Brush
from coopgame.figures.style import INK, PAPER

_ZORDER: Final = 3.3


def paint_mark(brush: Brush, mark: Mark) -> tuple[Artist, ...]:
    """Draw a case: a diamond, a bar with caps, or the outline of a box, each over its own white rim."""
    if mark.kind == "case point":
        x, y = brush.coordinates(np.array([mark.lines[0][0]]))[0]
        size = 2 * CASE_RADIUS / np.sqrt(2)
        diamond = Line2D([x], [y], marker="D", markersize=size, markerfacecolor=INK, linestyle="none")
        diamond.set(markeredgecolor=PAPER, markeredgewidth=CASE_RIM, zorder=_ZORDER + 0.2)
        brush.add(diamond)
        diamond.set_clip_on(False)
        return (diamond,)
    width = CASE_WIDTH + 2 * CASE_RIM
    rims = [brush.line(line, width=width, colour=PAPER, zorder=_ZORDER) for line in mark.lines]
    return (*rims, *(brush.line(line, width=CASE_WIDTH, zorder=_ZORDER + 0.1) for line in mark.lines))


def legend_mark(kind: str, left: float, middle: float, handle: float) -> Mark:
    """Return the mark that stands in the legend for a kind of case."""
    start, end = left + 1.0, left + handle - 1.0
    if kind == "case point":
        return Mark("", kind, (((left + handle / 2, middle),),))
    if kind == "case bar":
        caps = tuple(((x, middle - CAP), (x, middle + CAP)) for x in (start, end))
        return Mark("", kind, (((start, middle), (end, middle)), *caps))
    corners = ((start, middle - CAP), (end, middle - CAP), (end, middle + CAP), (start, middle + CAP))
    return Mark("", kind, ((*corners, corners[0]),))
