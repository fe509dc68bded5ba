"""Draw payoffs and probabilities of equilibria above the regimes of a map of one parameter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, Protocol

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from coopgame.figures.composing import Composition, compose, regimes_of
from coopgame.figures.describe import alt_text, caption
from coopgame.figures.drawing import FOOT, LEGEND_GAP, paint
from coopgame.figures.grid import HEAD_SIZE
from coopgame.figures.layers import Layers
from coopgame.figures.legend import Entry, make_entries, place_legend
from coopgame.figures.paint_legend import paint_legend
from coopgame.figures.palette import assign_colours
from coopgame.figures.panels import PanelPlot
from coopgame.figures.protocol import DiagramLike, Exact
from coopgame.figures.recording import record_of
from coopgame.figures.scene import box_of
from coopgame.figures.sheet import EDGE, TICK_LENGTH, TICK_PAD, Sheet, dress, paper, tick_width
from coopgame.figures.style import (
    DASHES,
    INK,
    LEADER_WIDTH,
    POINTS_PER_MM,
    THIN_WIDTH,
    current_preset,
    printing,
)
from coopgame.figures.text import capitalised, font
from coopgame.figures.ticks import Tick, axis_title, make_ticks

_PANEL: Final = 0.27
"""Height of a panel divided by the width of the axes."""
_GAP: Final = 6.0
_HEAD: Final = 9.0
"""The height of the line above a panel."""
_TOP: Final = 6.0
_BAND: Final = 0.75
_CASING: Final = 1.2
_MARGIN: Final = 0.06


class LineLike(Protocol):
    """A quantity along one equilibrium."""

    @property
    def regimes(self) -> tuple[str, ...]:
        """The regimes of the equilibrium."""

    @property
    def path(self) -> Sequence[tuple[Exact, Exact]]:
        """Values of the parameter with values of the quantity."""


class TrackLike(Protocol):
    """A quantity along all equilibria."""

    @property
    def title(self) -> str:
        """What it is."""

    @property
    def lines(self) -> Sequence[LineLike]:
        """One line for each equilibrium."""

    @property
    def bounded(self) -> bool:
        """Whether it lies between 0 and 1."""


def draw_along(diagram: DiagramLike, tracks: Sequence[TrackLike]) -> PanelPlot:
    """Draw quantities above the regimes of a map of one parameter.

    Parameters
    ----------
    diagram
        The map.
    tracks
        The quantities, from top to bottom.

    Returns
    -------
    PanelPlot
        One panel for each quantity, and the band of regimes at the foot.
    """
    preset = current_preset()
    lines = [line for track in tracks for line in track.lines]
    colours = assign_colours([*regimes_of(diagram), *(regime for line in lines for regime in line.regimes)])
    with printing():
        ticks = [_ticks(track) for track in tracks]
        left = max(TICK_LENGTH + TICK_PAD + max(map(tick_width, ticks), default=0.0) + EDGE, 7.0)
        width = preset.width_points - left - 7.0
        height, band = _PANEL * width, _BAND * preset.band_mm * POINTS_PER_MM
        x_ticks = make_ticks(diagram.x.lower, diagram.x.upper)
        sheet = Sheet(preset.width_points, (width, band), left, _TOP, x_ticks, (), (axis_title(diagram.x, width), ""))
        made = _with_legend(compose(diagram, sheet, Layers(formulas=False), colours=colours), tracks)
        depth = sheet.below + (LEGEND_GAP + made.legend.height if made.legend.entries else 0.0) + FOOT
        step = height + _GAP + _HEAD
        whole = _TOP + len(tracks) * step + band + depth
        figure = Figure(figsize=(preset.width_points / 72, whole / 72), dpi=150)
        FigureCanvasAgg(figure)
        axes, artists = [], []
        for n, (track, own) in enumerate(zip(tracks, ticks, strict=True)):
            foot = whole - _TOP - _HEAD - height - n * step
            place = (left / preset.width_points, foot / whole, width / preset.width_points, height / whole)
            ax = figure.add_axes(place)
            artists.append(_paint_track(ax, diagram, track, own, (sheet, height), colours))
            axes.append(ax)
        ax = figure.add_axes((left / preset.width_points, depth / whole, width / preset.width_points, band / whole))
        dress(ax, sheet, box_of(diagram))
        painted = paint(ax, made)
        painted["legend"] = paint_legend(ax, made.legend, -sheet.below - LEGEND_GAP, colours)
    record = _record(diagram, made, tracks)
    return PanelPlot(figure, (*axes, ax), tuple(MappingProxyType(one) for one in (*artists, painted)), record)


def _with_legend(made: Composition, tracks: Sequence[TrackLike]) -> Composition:
    sheet = made.sheet
    spare = (sheet.left - 4, sheet.width - sheet.left - sheet.size[0] - 3)
    entries = make_entries(made.scene, made.layout, made.layers, sheet.size[0] + sum(spare))
    drawn = sorted({line.regimes for track in tracks for line in track.lines})
    lines = tuple(Entry("thin line", capitalised(" or ".join(regimes)), regimes) for regimes in drawn)
    return replace(made, legend=place_legend((*entries, *lines), made.layers, sheet.size[0], spare))


def _range(track: TrackLike) -> tuple[float, float]:
    values = [float(value) for line in track.lines for _, value in line.path]
    low, high = (0.0, 1.0) if track.bounded or not values else (min(values), max(values))
    room = _MARGIN * (high - low) if high > low else max(abs(high), 1.0) / 2
    return low - room, high + room


def _ticks(track: TrackLike) -> tuple[Tick, ...]:
    if track.bounded:
        return make_ticks(0, 1)[::2]
    low, high = _range(track)
    ticks = make_ticks(low, high)
    return ticks[::2] if len(ticks) > 4 else ticks


def _paint_track(
    ax: Axes,
    diagram: DiagramLike,
    track: TrackLike,
    ticks: tuple[Tick, ...],
    place: tuple[Sheet, float],
    colours: Mapping[str, str],
) -> dict[str, tuple[Artist, ...]]:
    """Paint the lines of one quantity over the borders of the band beneath."""
    below, height = place
    silent = tuple(Tick(tick.value, "") for tick in below.x_ticks)
    size = (below.size[0], height)
    dress(ax, Sheet(below.width, size, below.left, 0.0, silent, ticks, ("", "")), _box(diagram, track))
    head = ax.text(0, height + 3.5, capitalised(track.title), transform=paper(ax), fontproperties=font(HEAD_SIZE))
    head.set(ha="left", va="baseline", color=INK, parse_math=False)
    guides: list[Artist] = []
    for boundary in diagram.boundaries:
        one, other = map(set, boundary.between)
        dashed = one <= other or other <= one
        dashes: Any = (0, tuple(length / LEADER_WIDTH for length in DASHES)) if dashed else "solid"
        guides.append(ax.axvline(float(boundary.path[0][0]), color=INK, lw=LEADER_WIDTH, ls=dashes, zorder=1.5))
    drawn: list[Artist] = []
    for line in track.lines:
        xs, ys = np.array([[float(x), float(y)] for x, y in line.path]).T
        caps: Any = {"solid_capstyle": "butt", "solid_joinstyle": "round"}
        for extra, colour in ((_CASING, INK), (0.0, colours[line.regimes[0]])):
            artist = Line2D(xs, ys, color=colour, linewidth=THIN_WIDTH + extra, zorder=2.5 - extra / 10, **caps)
            ax.add_artist(artist)
            drawn.append(artist)
    return {"guides": tuple(guides), "lines": tuple(drawn), "title": (head,)}


def _box(diagram: DiagramLike, track: TrackLike) -> tuple[tuple[float, float], tuple[float, float]]:
    low, high = _range(track)
    return (float(diagram.x.lower), low), (float(diagram.x.upper), high)


def _record(diagram: DiagramLike, made: Composition, tracks: Sequence[TrackLike]) -> Any:
    """Return the words that go with the figure: the band, then each quantity."""
    said = [_words(diagram, track) for track in tracks]
    base = record_of(made)
    listed = ", ".join(track.title for track in tracks)
    return replace(
        base,
        alt_text=" ".join([alt_text(diagram, made.scene.cells), *said]),
        caption=" ".join([caption(diagram, {}, made.layout.name_key), f"Above the regimes: {listed}."]),
    )


def _words(diagram: DiagramLike, track: TrackLike) -> str:
    symbol = str(diagram.x.symbol)
    parts = []
    for line in track.lines:
        (x0, y0), (x1, y1) = line.path[0], line.path[-1]
        name = " or ".join(line.regimes)
        ends = f"from {float(y0):.4g} at {symbol} = {float(x0):.4g} to {float(y1):.4g} at {symbol} = {float(x1):.4g}"
        parts.append(f"{name} {ends}")
    return f"{capitalised(track.title)}: {'; '.join(parts)}."
