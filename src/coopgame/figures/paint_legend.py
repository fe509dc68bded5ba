"""Draw the legend with the very brushes of the map, so that a handle looks like what it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coopgame.figures.legend import HANDLE, Entry, Legend
from coopgame.figures.paint import Brush, fill, paint_label, paint_thin
from coopgame.figures.paint_cases import legend_mark, paint_mark
from coopgame.figures.sheet import paper
from coopgame.figures.style import AXES_WIDTH, BORDER_WIDTH, INK, OUTSIDE, POINT_RADIUS, SEAM_WIDTH
from coopgame.figures.text import Block, Label

_SWATCH: Final = 5.4


def paint_legend(ax: Axes, legend: Legend, top: float, colours: Mapping[str, str]) -> tuple[Artist, ...]:
    """Draw the legend beneath the axes.

    Parameters
    ----------
    ax
        The axes.
    legend
        The entries with their places.
    top
        The height of the top of the legend above the lower left corner of the axes, in points.
    colours
        Colours by regime.

    Returns
    -------
    tuple of Artist
        The artists.
    """
    brush = Brush(ax, None, paper(ax), colours)
    artists: list[Artist] = []
    for entry, (left, middle) in zip(legend.entries, legend.places, strict=True):
        height = top + middle
        artists += _handle(brush, entry, (left, height), legend.size)
        block = Block((entry.text,), legend.size)
        # Lines of text sit on one baseline whether or not they have descenders.
        centre = (left + legend.text_offset + block.width / 2, height - 0.24 * legend.size + _lift(block))
        artists += paint_label(brush, Label(block, centre))[0]
    return tuple(artists)


def _lift(block: Block) -> float:
    """Return the height of the centre of a one-line block above its baseline."""
    return -block.baselines()[0]


def _handle(brush: Brush, entry: Entry, at: tuple[float, float], size: float) -> list[Artist]:
    """Draw the handle of an entry from its left end and middle."""
    left, middle = at
    ends = np.array([[left, middle], [left + HANDLE, middle]])
    box = shapely.box(left, middle - _SWATCH / 2, left + HANDLE, middle + _SWATCH / 2)
    nothing = shapely.Polygon()
    if entry.kind in ("solid", "dashed"):
        return [brush.line(ends, width=BORDER_WIDTH, dashed=entry.kind == "dashed")]
    if entry.kind == "point":
        return [brush.dot((left + HANDLE / 2, middle), radius=POINT_RADIUS)]
    if entry.kind in ("thin line", "thin point"):
        path = ends if entry.kind == "thin line" else ends.mean(axis=0, keepdims=True)
        return paint_thin(brush, path, entry.regimes)
    if entry.kind in ("outside", "undecided"):
        return [brush.area(box, OUTSIDE if entry.kind == "outside" else INK, edge=SEAM_WIDTH, zorder=1)]
    if entry.kind in ("case point", "case bar", "case box"):
        return list(paint_mark(brush, legend_mark(entry.kind, left, middle, HANDLE)))
    if entry.kind == "further line":
        return []
    if entry.kind == "fill":
        rim = [_rim(brush, box)] if len(entry.regimes) < 2 else []
        return [*fill(brush, box, entry.regimes, nothing), *rim]
    bold = entry.kind in ("number", "case letter")
    block = Block((entry.mark,), size, bold=bold)
    centre = (left + HANDLE / 2, middle - 0.24 * size + _lift(block))
    mark = paint_label(brush, Label(block, centre))[0]
    if entry.kind != "number":
        return list(mark)
    plate = Label(block, centre).box.buffer(1.2) if len(entry.regimes) != 1 else nothing
    return [*fill(brush, box, entry.regimes, plate), _rim(brush, box), *mark]


def _rim(brush: Brush, box: shapely.Polygon) -> Artist:
    """Draw the thin frame of a swatch, without which a pale colour is lost on paper."""
    line: Artist = brush.line(shapely.get_coordinates(box.exterior), width=AXES_WIDTH, zorder=2)
    return line
