"""Draw a probability or a payoff in all equilibria along a parameter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any, Final

import numpy as np
import shapely
import sympy
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coopgame.figures.equilibrium_plot import EquilibriumPlot, finished, record_of
from coopgame.figures.equilibrium_protocol import SweepLike, TraceLike, TracesLike
from coopgame.figures.keys import HANDLE, Key, arrange_keys, paint_keys
from coopgame.figures.markers import paint_end
from coopgame.figures.mathtext import mathtext
from coopgame.figures.paint import Brush, paint_label
from coopgame.figures.palette import assign_colours
from coopgame.figures.plane import Plane
from coopgame.figures.sheet import Sheet, adopt_axes, dress, new_axes, paper, plan_sheet
from coopgame.figures.style import (
    AXES_WIDTH,
    FORMULA_SIZE,
    GREY,
    INK,
    LEADER_WIDTH,
    OUTSIDE,
    TITLE_SIZE,
    current_preset,
    printing,
)
from coopgame.figures.text import Block, Label, capitalised

LINE: Final = 1.9
CASING: Final = 3.1
_FLAT: Final = 0.62
_GAP: Final = 5.5
_FOOT: Final = 3.5
_TICK: Final = 3.0
_PAD: Final = 2.6
#: Where branches end inside the range, and whether the end belongs to one of them.
_Ends = dict[tuple[float, float], bool]


@dataclass(frozen=True)
class _Desk:
    """Where to paint: in points, with the map from values to points and the colours of the branches."""

    brush: Brush
    plane: Plane
    colours: Mapping[str, str]


def draw_traces(traces: TracesLike, ax: Axes | None = None) -> EquilibriumPlot:
    """Draw a quantity along branches of equilibria.

    Parameters
    ----------
    traces
        The finished branches; nothing is computed here.
    ax
        Axes of the caller, whose size is kept; ``None`` makes a figure of its own in the width of the journal column
        chosen with :func:`coopgame.figures.style`.

    Returns
    -------
    EquilibriumPlot
        The figure with its words.
    """
    low, high = _range(traces)
    upwards = SimpleNamespace(symbol=sympy.Symbol("y"), lower=low, upper=high, meaning="")
    frame: Any = SimpleNamespace(x=traces.axis, y=upwards)
    colours = assign_colours(trace.name for trace in traces.traces if len(trace.path) > 1)
    with printing():
        sheet = plan_sheet(frame, current_preset(), title="") if ax is None else adopt_axes(frame, ax)
        if ax is None:
            sheet = replace(sheet, size=(sheet.size[0], sheet.size[0] * _FLAT), top=sheet.top + _labels_height(traces))
        sheet = replace(sheet, titles=(sheet.titles[0], _title(traces, sheet.size[1])))
        corners = ((float(traces.axis.lower), float(low)), (float(traces.axis.upper), float(high)))
        ends = _ends(Plane(*corners, sheet.size), traces.traces)
        legend = arrange_keys(_keys(traces, colours, ends), sheet.width - 6)
        if ax is None:
            ax = new_axes(sheet, sheet.below + _GAP + legend.height + _FOOT)
        dress(ax, sheet, corners)
        desk = _Desk(Brush(ax, None, paper(ax), {}), Plane(*corners, sheet.size), colours)
        artists = _paint(desk, traces, ends)
        labels, unplaced = _paint_marks(desk, sheet, traces.marks)
        artists["marks"] = labels
        middle = sheet.width - 2 * sheet.left if sheet.left else sheet.size[0]
        artists["legend"] = paint_keys(ax, legend, -sheet.below - _GAP, middle)
    record = record_of(
        traces.quantity, (_alt_text(traces), _caption(traces)), provenance=traces.provenance, unplaced=unplaced
    )
    return finished(ax, artists, record)


def _range(traces: TracesLike) -> tuple[Any, Any]:
    """Return the range of the quantity: 0 to 1, or what occurs with a little room, at round ends."""
    if traces.probability:
        return sympy.Integer(0), sympy.Integer(1)
    values = [float(y) for trace in traces.traces for _, y in trace.path]
    values += [float(y) for sweep in traces.sweeps for _, *ends in sweep.path for y in ends]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    span = (high - low) or max(abs(high), 1.0)
    step = 10.0 ** np.floor(np.log10(span / 2))
    # Eighths of the range beyond both ends, then outwards to the next round number.
    ends = np.floor((low - span / 16) / step), np.ceil((high + span / 16) / step)
    unit = sympy.Rational(10) ** round(float(np.log10(step)))
    return int(ends[0]) * unit, int(ends[1]) * unit


def _title(traces: TracesLike, room: float) -> str:
    words = traces.quantity.replace("$", r"\$")
    if Block((words,), TITLE_SIZE).width <= room:
        return words
    return f"Probability of {words.partition(' plays ')[2]}" if traces.probability else "Payoff"


def _labels_height(traces: TracesLike) -> float:
    return _TICK + _PAD + 2.4 * FORMULA_SIZE if traces.marks else 0.0


def _paint(desk: _Desk, traces: TracesLike, ends: _Ends) -> dict[str, Any]:
    sweeps = [_sweep(desk, sweep) for sweep in traces.sweeps]
    casings, lines, dots = [], [], list[Artist]()
    for trace in traces.traces:
        points = desk.plane.points(trace.path)
        if len(points) > 1:
            casings.append(desk.brush.line(points, width=CASING, zorder=2.4))
            lines.append(desk.brush.line(points, width=LINE, colour=desk.colours[trace.name], zorder=2.5))
    for at, closed in ends.items():
        dots += paint_end(desk.brush, at, closed=closed, zorder=4.4 if closed else 4.2)
    return {"continua": tuple(sweeps), "casings": tuple(casings), "branches": tuple(lines), "ends": tuple(dots)}


def _ends(plane: Plane, traces: Sequence[TraceLike]) -> _Ends:
    """Return the ends of branches inside the range, at each place a filled one where some branch includes it."""
    found: _Ends = {}
    width = plane.size[0]
    for trace in traces:
        points = plane.points(trace.path)
        for point, closed in zip((points[0], points[-1]), trace.closed, strict=True):
            at = (round(float(point[0]), 3), round(float(point[1]), 3))
            if 0.01 < at[0] < width - 0.01 or not closed or len(points) == 1:
                found[at] = found.get(at, False) or closed
    return found


def _sweep(desk: _Desk, sweep: SweepLike) -> Artist:
    """Paint a continuum: a tinted band, or a vertical line where it exists at one value of the parameter."""
    lows = desk.plane.points([(x, low) for x, low, _ in sweep.path])
    highs = desk.plane.points([(x, high) for x, _, high in sweep.path])
    artist: Artist
    if len(sweep.path) == 1:
        artist = desk.brush.line([lows[0], highs[0]], width=LINE, colour=GREY, zorder=2.2)
    else:
        outline = shapely.Polygon([*lows, *highs[::-1]])
        artist = desk.brush.area(outline, OUTSIDE, edge=0, zorder=1.0)
    return artist


def _paint_marks(
    desk: _Desk, sheet: Sheet, marks: Sequence[tuple[Any, str]]
) -> tuple[tuple[Artist, ...], tuple[str, ...]]:
    """Draw a thin line at each change and its value above, in two rows where values stand close together."""
    width, height = sheet.size
    ends, artists, unplaced = [-1e9, -1e9], list[Artist](), []
    for value, words in marks:
        at = float(desk.plane.points([(value, desk.plane.lower[1])])[0][0])
        text = f"${mathtext(value)}$" if not value.has(sympy.CRootOf) else words
        block = Block((text,), FORMULA_SIZE)
        if block.width > width / 4:
            block = Block((f"{float(value):.4g}",), FORMULA_SIZE)
        if 0.5 < at < width - 0.5:
            artists.append(desk.brush.line([(at, 0), (at, height)], width=LEADER_WIDTH, colour=GREY, zorder=1.5))
        left = float(np.clip(at - block.width / 2, -4, width + 4 - block.width))
        row = next((n for n in (0, 1) if ends[n] + 3 < left), None)
        if row is None:
            unplaced.append(f"change at {words}")
            continue
        ends[row] = left + block.width
        rise = _TICK + row * 1.2 * FORMULA_SIZE
        artists.append(desk.brush.line([(at, height), (at, height + rise)], width=AXES_WIDTH, colour=INK, zorder=3))
        centre = (left + block.width / 2, height + rise + _PAD + block.height / 2)
        artists += paint_label(desk.brush, Label(block, centre))[0]
    return tuple(artists), tuple(unplaced)


def _keys(traces: TracesLike, colours: Mapping[str, str], ends: _Ends) -> list[Key]:
    def line(colour: str) -> Any:
        def paint(brush: Brush, x: float, y: float) -> list[Artist]:
            handle = [(x, y), (x + HANDLE, y)]
            return [
                brush.line(handle, width=CASING, zorder=2.4),
                brush.line(handle, width=LINE, colour=colour, zorder=2.5),
            ]

        return paint

    def end(closed: bool) -> Any:
        return lambda brush, x, y: paint_end(brush, (x + HANDLE / 2, y), closed=closed)

    def band(brush: Brush, x: float, y: float) -> list[Artist]:
        return [brush.area(shapely.box(x, y - 3, x + HANDLE, y + 3), OUTSIDE, edge=0, zorder=2)]

    def upright(brush: Brush, x: float, y: float) -> list[Artist]:
        return [brush.line([(x + HANDLE / 2, y - 4), (x + HANDLE / 2, y + 4)], width=LINE, colour=GREY, zorder=2)]

    keys = [Key(line(colours[name]), capitalised(name).replace("$", r"\$")) for name in colours]
    if not all(ends.values()):
        keys += [Key(end(True), "end included"), Key(end(False), "end not included")]
    if any(len(s.path) > 1 for s in traces.sweeps):
        keys.append(Key(band, "continuum"))
    if any(len(s.path) == 1 for s in traces.sweeps):
        keys.append(Key(upright, "continuum at one value"))
    return keys


def _alt_text(traces: TracesLike) -> str:
    across = traces.axis
    head = f"{traces.quantity} in equilibrium as {across.symbol} grows from {across.lower} to {across.upper}."
    return " ".join([head, *(f"{trace.words}." for trace in traces.traces)])


def _caption(traces: TracesLike) -> str:
    changes = ", ".join(words for _, words in traces.marks)
    tail = f" The set of equilibria changes at {traces.axis.symbol} = {changes}." if changes else ""
    return f"{traces.quantity} in all equilibria along {traces.axis.symbol}.{tail}"
