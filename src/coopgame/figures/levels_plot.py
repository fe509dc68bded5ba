"""Draw a quantity over two parameters as shades between level curves, with a scale beneath."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb

from coopgame.figures.equilibrium_plot import EquilibriumPlot, finished, record_of
from coopgame.figures.equilibrium_protocol import LevelsLike
from coopgame.figures.mathtext import number_mathtext
from coopgame.figures.paint import Brush, paint_label
from coopgame.figures.plane import Plane
from coopgame.figures.sheet import Sheet, adopt_axes, dress, new_axes, paper, plan_sheet
from coopgame.figures.style import (
    AXES_WIDTH,
    BORDER_WIDTH,
    CROSS_WIDTH,
    FORMULA_SIZE,
    GREY,
    INK,
    LEADER_WIDTH,
    LEGEND_SIZE,
    OUTSIDE,
    PAPER,
    SEAM_WIDTH,
    current_preset,
    printing,
)
from coopgame.figures.text import Block, Label
from coopgame.figures.textures import cross_lines

#: From the palest to the deepest shade; ink on the deepest still has a contrast above 4.5.
PALE: Final = "#F4F8FC"
DEEP: Final = "#6FA3CF"
_BAR: Final = 7.0
_GAP: Final = 6.5
_FOOT: Final = 3.5
_CLEAR: Final = 2.0


def shades(count: int) -> tuple[str, ...]:
    """Return so many shades, from pale to deep, evenly spaced.

    Examples
    --------
    >>> shades(2)
    ('#f4f8fc', '#6fa3cf')
    """
    pale, deep = np.array(to_rgb(PALE)), np.array(to_rgb(DEEP))
    weights = np.linspace(0, 1, count) if count > 1 else np.array([0.5])
    return tuple(to_hex(pale + w * (deep - pale)) for w in weights)


def draw_levels(levels: LevelsLike, ax: Axes | None = None) -> EquilibriumPlot:
    """Draw a map of levels.

    Parameters
    ----------
    levels
        The finished map; nothing is computed here.
    ax
        Axes of the caller, whose size is kept; ``None`` makes a figure of its own in the width of the journal column
        chosen with :func:`coopgame.figures.style`.

    Returns
    -------
    EquilibriumPlot
        The figure with its words.
    """
    frame: Any = levels
    with printing():
        sheet = plan_sheet(frame, current_preset(), title="") if ax is None else adopt_axes(frame, ax)
        height = _scale_height(levels)
        if ax is None:
            ax = new_axes(sheet, sheet.below + _GAP + height + _FOOT)
        corners = (
            (float(levels.x.lower), float(levels.y.lower)),
            (float(levels.x.upper), float(levels.y.upper)),
        )
        dress(ax, sheet, corners)
        brush = Brush(ax, None, paper(ax), {})
        plane = Plane(*corners, sheet.size)
        colours = shades(len(levels.levels) + 1)
        artists = _paint(brush, plane, levels, colours)
        artists["labels"] = _labels(brush, plane, levels)
        artists["scale"] = _scale(brush, sheet, levels, colours)
    record = record_of(
        levels.quantity,
        (_alt_text(levels), _caption(levels)),
        provenance=levels.provenance,
        status=levels.status,
    )
    return finished(ax, artists, record)


def _outline(plane: Plane, part: Any) -> Any:
    polygon = part.polygon(plane.tolerance())
    shape = shapely.Polygon(plane.points(polygon.exterior), [plane.points(hole) for hole in polygon.holes])
    return shape if shape.is_valid else shapely.make_valid(shape).buffer(0)


def _paint(brush: Brush, plane: Plane, levels: LevelsLike, colours: Sequence[str]) -> dict[str, tuple[Artist, ...]]:
    bands = [
        brush.area(_outline(plane, band), colours[band.number], edge=SEAM_WIDTH, zorder=1) for band in levels.bands
    ]
    outside = [brush.area(_outline(plane, part), OUTSIDE, edge=SEAM_WIDTH, zorder=1.1) for part in levels.outside]
    empty: list[Artist] = []
    for part in levels.elsewhere:
        shape = _outline(plane, part)
        empty.append(brush.area(shape, PAPER, edge=SEAM_WIDTH, zorder=1))
        empty += [
            brush.line(shapely.get_coordinates(line), width=CROSS_WIDTH, colour=GREY, zorder=1.2)
            for line in shapely.get_parts(cross_lines(shape))
            if line.length > 0
        ]
    lines = [
        brush.line(
            plane.points(line.path),
            width=LEADER_WIDTH if line.kind == "level" else BORDER_WIDTH,
            dashed=line.kind == "rim",
            zorder=2,
        )
        for line in levels.lines
        if len(line.path) > 1
    ]
    return {"bands": tuple(bands), "outside": tuple(outside), "elsewhere": tuple(empty), "lines": tuple(lines)}


def _labels(brush: Brush, plane: Plane, levels: LevelsLike) -> tuple[Artist, ...]:
    """Print the value on each level curve where there is room; the scale carries what has none."""
    curves = [(line, shapely.LineString(plane.points(line.path))) for line in levels.lines if len(line.path) > 1]
    taken: list[Any] = []
    artists: list[Artist] = []
    inside = shapely.box(*plane.frame.buffer(-_CLEAR).bounds)
    for line, curve in sorted(curves, key=lambda item: -item[1].length):
        if line.value is None:
            continue
        block = Block((f"${_number(line.value)}$",), FORMULA_SIZE)
        others = shapely.GeometryCollection([other for one, other in curves if one is not line])
        for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
            at = curve.interpolate(share, normalized=True)
            label = Label(block, (float(at.x), float(at.y)))
            plate = label.box.buffer(1.0, join_style="mitre")
            free = inside.contains(plate) and others.distance(plate) > 0 and all(b.distance(plate) > 4 for b in taken)
            if free and 2.5 * block.width < curve.length:
                taken.append(plate)
                artists.append(brush.area(plate, PAPER, edge=0, zorder=4.5))
                artists += paint_label(brush, label)[0]
                break
    return tuple(artists)


def _number(value: Any) -> str:
    return number_mathtext(value)


def _scale_height(levels: LevelsLike) -> float:
    line = Block(("Hp",), LEGEND_SIZE).height
    return _BAR + (3.0 + line if levels.levels else 0.0) + 3.0 + line


def _scale(brush: Brush, sheet: Sheet, levels: LevelsLike, colours: Sequence[str]) -> tuple[Artist, ...]:
    """Paint the scale: a step for each band, a number at each level, and what it measures."""
    width, top = sheet.size[0], -sheet.below - _GAP
    line = Block(("Hp",), LEGEND_SIZE).height
    words = Block((levels.quantity.replace("$", r"\$"),), LEGEND_SIZE)
    artists: list[Artist] = list(paint_label(brush, Label(words, (width / 2, top - line / 2)))[0])
    top -= line + 3.0
    step = width / len(colours)
    for n, colour in enumerate(colours):
        artists.append(
            brush.area(shapely.box(n * step, top - _BAR, (n + 1) * step, top), colour, edge=SEAM_WIDTH, zorder=2)
        )
    frame = [(0, top), (width, top), (width, top - _BAR), (0, top - _BAR), (0, top)]
    artists.append(brush.line(frame, width=AXES_WIDTH, zorder=3))
    blocks = [Block((f"${_number(value)}$",), LEGEND_SIZE) for value in levels.levels]
    stride = next((k for k in range(1, len(blocks) + 1) if max(b.width for b in blocks) + 4 < k * step), 1)
    for n, block in enumerate(blocks, start=1):
        artists.append(brush.line([(n * step, top - _BAR), (n * step, top)], width=LEADER_WIDTH, colour=INK, zorder=3))
        if (n - 1) % stride == 0:
            centre = (n * step, top - _BAR - 3.0 - line / 2)
            artists += paint_label(brush, Label(block, centre))[0]
    return tuple(artists)


def _alt_text(levels: LevelsLike) -> str:
    x, y = levels.x, levels.y
    head = (
        f"{levels.quantity} over {x.symbol} from {x.lower} to {x.upper} across and {y.symbol} from {y.lower} to "
        f"{y.upper} upwards, in {len(levels.levels) + 1} shades, deeper for more."
    )
    steps = f" Levels: {', '.join(map(str, levels.levels))}." if levels.levels else " It is the same everywhere."
    return head + steps + (" Crossed lines: the equilibrium does not exist." if levels.elsewhere else "")


def _caption(levels: LevelsLike) -> str:
    kinds = {line.kind for line in levels.lines}
    tail = " Across heavy lines another equilibrium takes over." if "replaces" in kinds else ""
    tail += " Dashed lines bound where the equilibrium exists." if "rim" in kinds else ""
    return f"{levels.quantity} in equilibrium; deeper shades mean more, thin lines are exact level curves.{tail}"
