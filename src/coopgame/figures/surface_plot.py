"""Draw the surfaces between regimes in the space of three parameters, in a fixed view without perspective."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, Protocol

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from mpl_toolkits.mplot3d.art3d import Poly3DCollection  # type: ignore[import-untyped]

from coopgame.figures.describe import said_range
from coopgame.figures.layers import Layers
from coopgame.figures.legend import Entry, Legend, place_legend
from coopgame.figures.mathtext import mathtext, plain
from coopgame.figures.paint_legend import paint_legend
from coopgame.figures.palette import assign_colours, colour_distances
from coopgame.figures.panels import PanelPlot
from coopgame.figures.protocol import AxisLike, Exact
from coopgame.figures.recording import colour_names
from coopgame.figures.style import (
    AXES_WIDTH,
    GREY,
    INK,
    LEADER_WIDTH,
    LEGEND_SIZE,
    PAPER,
    TICK_SIZE,
    TITLE_SIZE,
    current_preset,
    printing,
)
from coopgame.figures.text import Block, capitalised, font
from coopgame.figures.ticks import make_ticks
from coopgame.figures.writing import Record

VIEW: Final = (28.0, -35.0)
"""Elevation and azimuth in degrees."""
_HEIGHT: Final = 0.82
"""Height of the view divided by the width of the page."""
_FOOT: Final = 4.0
_NUMBER: Final = 7.0
_OPAQUE: Final = 0.9


class StripLike(Protocol):
    """A piece of a surface."""

    @property
    def between(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The two sets of possible regimes."""

    @property
    def names(self) -> tuple[str, str]:
        """Their names."""

    @property
    def label(self) -> Any:
        """The equation of the border, or words."""

    @property
    def lower(self) -> Sequence[tuple[Exact, Exact, Exact]]:
        """Points in the lower slice."""

    @property
    def upper(self) -> Sequence[tuple[Exact, Exact, Exact]]:
        """As many points in the upper slice."""


class SurfacesLike(Protocol):
    """Surfaces in the space of three parameters."""

    @property
    def axes(self) -> tuple[AxisLike, AxisLike, AxisLike]:
        """The three parameters."""

    @property
    def strips(self) -> Sequence[StripLike]:
        """The pieces of the surfaces."""

    @property
    def open(self) -> Sequence[tuple[Exact, Exact]]:
        """Between which values of the third parameter some surface has a gap."""

    @property
    def provenance(self) -> Mapping[str, str]:
        """Where they come from."""


def draw_surfaces(surfaces: SurfacesLike, view: tuple[float, float] = VIEW) -> PanelPlot:
    """Draw surfaces, each in the mean of the colours of the two regimes that it separates.

    Parameters
    ----------
    surfaces
        The finished surfaces; nothing is computed here.
    view
        Elevation and azimuth of the eye in degrees.

    Returns
    -------
    PanelPlot
        The figure, whose only panel is a view in space.
    """
    regimes = [regime for strip in surfaces.strips for side in strip.between for regime in side]
    colours = assign_colours(regimes)
    preset = current_preset()
    with printing():
        groups = _groups(surfaces)
        legend = _legend(groups, colours, preset.width_points)
        across = preset.width_points
        tall = min(_HEIGHT * across, 320.0)
        whole = tall + legend.height + _FOOT + 4.0
        figure = Figure(figsize=(across / 72, whole / 72), dpi=150)
        FigureCanvasAgg(figure)
        depth = legend.height + _FOOT
        side = min(tall, across)
        place = ((across - side) / 2 / across, depth / whole, side / across, tall / whole)
        ax: Any = figure.add_axes(place, projection="3d")
        painted = [_paint(ax, strips, _colour(key[0], colours)) for key, strips in groups.items()]
        numbers = [_number(ax, n, strips) for n, strips in enumerate(groups.values(), start=1)]
        _dress(ax, surfaces.axes, view)
        paper_ax = figure.add_axes((0, 0, 1, depth / whole))
        paper_ax.set_axis_off()
        handles = paint_legend(paper_ax, legend, depth, colours)
    artists = MappingProxyType({"surfaces": tuple(painted), "numbers": tuple(numbers), "legend": handles})
    return PanelPlot(figure, (ax,), (artists,), _record(surfaces, groups, colours))


Key = tuple[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, str], str]


def _groups(surfaces: SurfacesLike) -> dict[Key, list[StripLike]]:
    """Return the strips of each surface."""
    groups: dict[Key, list[StripLike]] = {}
    for strip in surfaces.strips:
        groups.setdefault((strip.between, strip.names, _label(strip.label)), []).append(strip)
    return dict(sorted(groups.items(), key=lambda item: item[0]))


def _label(label: Any) -> str:
    return label if isinstance(label, str) else f"${mathtext(label)}$"


def _plain(label: Any) -> str:
    return label if isinstance(label, str) else plain(label)


def _colour(between: tuple[tuple[str, ...], tuple[str, ...]], colours: Mapping[str, str]) -> str:
    """Return the mean of the colours on both sides."""
    found = [colours[side[0]] if side else "#FFFFFF" for side in between]
    channels = (sum(int(colour[at : at + 2], 16) for colour in found) // 2 for at in (1, 3, 5))
    return "#" + "".join(f"{channel:02X}" for channel in channels)


def _paint(ax: Any, strips: Sequence[StripLike], colour: str) -> Poly3DCollection:
    quads = []
    for strip in strips:
        low, high = (np.array([[float(v) for v in point] for point in side]) for side in (strip.lower, strip.upper))
        quads += [np.array([low[n], low[n + 1], high[n + 1], high[n]]) for n in range(len(low) - 1)]
    surface = Poly3DCollection(quads, facecolors=colour, edgecolors=INK, linewidths=LEADER_WIDTH, alpha=_OPAQUE)
    ax.add_collection3d(surface)
    return surface


def _number(ax: Any, number: int, strips: Sequence[StripLike]) -> Any:
    """Write the number of a surface on its longest strip; colours alone do not tell surfaces apart in grey."""
    longest = max(strips, key=lambda strip: _length(strip.lower) + _length(strip.upper))
    corners = np.array([[float(v) for v in point] for point in (*longest.lower, *longest.upper)])
    # In front of all surfaces, so that the number of one that is hidden can still be read.
    text = ax.text(*corners.mean(axis=0), str(number), fontproperties=font(_NUMBER, bold=True), color=INK, zorder=10)
    text.set(ha="center", va="center", bbox={"boxstyle": "circle,pad=0.15", "fc": PAPER, "ec": INK, "lw": LEADER_WIDTH})
    return text


def _length(path: Sequence[tuple[Exact, Exact, Exact]]) -> float:
    points = np.array([[float(x), float(y)] for x, y, _ in path])
    return float(np.hypot(*np.diff(points, axis=0).T).sum())


def _dress(ax: Any, axes: tuple[AxisLike, AxisLike, AxisLike], view: tuple[float, float]) -> None:
    """Give the view its limits, ticks and titles."""
    ax.set_proj_type("ortho")
    ax.view_init(*view)
    for name, axis in zip("xyz", axes, strict=True):
        ticks = make_ticks(axis.lower, axis.upper)
        # Two labels would meet at the corner in front.
        spoken = [tick.label if name != "x" or tick is not ticks[-1] else "" for tick in ticks]
        getattr(ax, f"set_{name}lim")(float(axis.lower), float(axis.upper))
        getattr(ax, f"set_{name}ticks")([float(t.value) for t in ticks], spoken)
        own = getattr(ax, f"{name}axis")
        own.set_pane_color((1, 1, 1, 0))
        own.line.set(color=INK, linewidth=AXES_WIDTH)
        own._axinfo["grid"].update(color=GREY, linewidth=LEADER_WIDTH)
        for text in own.get_ticklabels():
            text.set_fontproperties(font(TICK_SIZE))
        # The meanings are in the caption: a long title would run into the labels of a slanted axis.
        getattr(ax, f"set_{name}label")(
            f"${mathtext(axis.symbol)}$", fontproperties=font(TITLE_SIZE), color=INK, labelpad=-3
        )
        ax.tick_params(axis=name, pad=-1, width=AXES_WIDTH, color=INK, labelcolor=INK)
    ax.set_box_aspect((1, 1, 0.85), zoom=0.97)


def _legend(groups: Mapping[Key, Sequence[StripLike]], colours: Mapping[str, str], width: float) -> Legend:
    """Return one entry for each surface: the regimes that it separates, and its equation if there is room."""
    entries = []
    for n, (between, names, label) in enumerate(groups, start=1):
        short = f"{n}: {capitalised(names[0])} | {names[1]}"
        text = f"{short}: {label}"
        fits = Block((text,), LEGEND_SIZE).width < width - 40
        entries.append(Entry("ramp", text if fits else short, (_colour(between, colours),)))
    return place_legend(tuple(entries), Layers(legend={"columns": 1}), width, (0.0, 0.0))


def _record(surfaces: SurfacesLike, groups: Mapping[Key, Sequence[StripLike]], colours: Mapping[str, str]) -> Record:
    x, y, z = surfaces.axes
    axes = "; ".join(said_range(axis) for axis in (x, y, z))
    said = "; ".join(f"{key[1][0]} and {key[1][1]} ({_plain(own[0].label)})" for key, own in groups.items())
    gaps = [f"{float(low):.4g} and {float(high):.4g}" for low, high in surfaces.open]
    missing = (
        f" Surfaces have gaps between {z.symbol} = {'; '.join(gaps)}, where a border begins or ends." if gaps else ""
    )
    hidden = "Surfaces in front hide others."
    return Record(
        title="Surfaces between regimes",
        alt_text=f"View in space. Axes: {axes}. Surfaces separate {said}.{missing} {hidden}",
        caption=f"Surfaces between regimes in the parameters {axes}.{missing} {hidden}",
        status="exact in every slice",
        provenance=MappingProxyType({str(k): str(v) for k, v in sorted(surfaces.provenance.items())}),
        key=MappingProxyType({}),
        colour_distances=colour_distances(colours),
        unplaced=(),
        notes=(hidden, *([missing.strip()] if missing else [])),
        colour_names=colour_names(colours),
    )
