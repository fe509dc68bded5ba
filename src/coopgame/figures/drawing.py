"""Draw a phase diagram: plan the sheet, place the texts, then paint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import MappingProxyType

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coopgame.figures.composing import Composition, compose
from coopgame.figures.fields import paint_field
from coopgame.figures.layers import Layers
from coopgame.figures.overlays import Overlays
from coopgame.figures.paint import Brush, paint_label, paint_map, paint_points, plates
from coopgame.figures.paint_arrows import paint_arrow
from coopgame.figures.paint_cases import paint_mark
from coopgame.figures.paint_legend import paint_legend
from coopgame.figures.protocol import ArrowLike, CaseLike, DiagramLike, FieldLike
from coopgame.figures.recording import record_of
from coopgame.figures.result import DiagramPlot
from coopgame.figures.scene import box_of
from coopgame.figures.sheet import Sheet, adopt_axes, dress, new_axes, paper, plan_sheet
from coopgame.figures.style import INK, NAME_SIZE, current_preset, printing
from coopgame.figures.text import Block, Label, font

LEGEND_GAP = 5.5
FOOT = 3.5


def draw(
    diagram: DiagramLike,
    ax: Axes | None = None,
    *,
    layers: Layers | None = None,
    cases: Sequence[CaseLike] = (),
    arrows: Sequence[ArrowLike] = (),
    under: FieldLike | None = None,
) -> DiagramPlot:
    """Draw a phase diagram.

    Parameters
    ----------
    diagram
        The finished diagram; nothing is computed here.
    ax
        Axes of the caller, whose size is kept; ``None`` makes a figure of its own in the width of the journal column
        chosen with :func:`coopgame.figures.style`.
    layers
        Which layers are drawn, and how; ``None`` for the usual ones.
    cases
        What is marked on the map: points, bars and boxes with names.
    arrows
        Changes of the parameters, with what they lead through.
    under
        Numbers on a grid, whose contours are drawn beneath the borders in place of the fills.

    Returns
    -------
    DiagramPlot
        The figure with its words, and with a report of what could not be placed.

    Raises
    ------
    FigureError
        The axes or the box of the diagram cannot be drawn upon.
    """
    shown = Layers() if layers is None else layers
    corners = box_of(diagram)
    title = (shown.option("title", "text") or diagram.title) if shown.shows("title") else ""
    with printing():
        sheet = plan_sheet(diagram, current_preset(), title=title) if ax is None else adopt_axes(diagram, ax)
        made = compose(diagram, sheet, shown, Overlays(cases, arrows, under)).with_legend()
        if ax is None:
            ax = new_axes(sheet, sheet.below + (LEGEND_GAP + made.legend.height if made.legend.entries else 0.0) + FOOT)
        dress(ax, sheet, corners)
        artists = paint(ax, made)
        artists["legend"] = paint_legend(ax, made.legend, -sheet.below - LEGEND_GAP, made.colours)
        artists["title"] = _title(ax, title, sheet)
    return DiagramPlot(figure_of(ax), ax, MappingProxyType(artists), made.layout, record_of(made), made)


def figure_of(ax: Axes) -> Figure:
    """Return the figure of axes, the outermost where figures are nested."""
    figure = ax.get_figure()
    while not isinstance(figure, Figure):
        figure = figure.figure  # type: ignore[union-attr]
    return figure


def paint(ax: Axes, made: Composition) -> dict[str, tuple[Artist, ...]]:
    """Paint a map and its texts, without the legend, and return the artists by layer."""
    scene, layout, under = made.scene, made.layout, made.overlays.under
    brush = Brush(ax, scene.plane, ax.transData, made.colours)
    field = paint_field(ax, under, scene.ramp) if under is not None and scene.ramp is not None else ()
    artists = {"under": field, **paint_map(brush, scene, plates(scene, layout.labels()))}
    artists["points"] = paint_points(brush, scene) if made.layers.shows("points") else ()
    artists["arrows"] = tuple(artist for arrow in scene.arrows for artist in paint_arrow(brush, arrow))
    artists["cases"] = tuple(artist for mark in scene.marks for artist in paint_mark(brush, mark))
    leaders: list[Artist] = []
    layers: dict[str, Iterable[Label]] = {
        "names": layout.names.values(),
        "formulas": layout.formulas.values(),
        "point_names": layout.points,
        "case_names": layout.cases.values(),
        "arrow_ends": layout.ends,
    }
    for layer, labels in layers.items():
        texts: list[Artist] = []
        for label in labels:
            lines, leader = paint_label(brush, label)
            texts += lines
            leaders += leader
        artists[layer] = tuple(texts)
    artists["leaders"] = tuple(leaders)
    return artists


def _title(ax: Axes, title: str, sheet: Sheet) -> tuple[Artist, ...]:
    """Print the title above the axes, smaller when it is too long for the page."""
    if not title:
        return ()
    width = Block((title,), NAME_SIZE, bold=True).width
    size = max(NAME_SIZE * min(1.0, sheet.size[0] / width), 6.0)
    above = sheet.size[1] + 6
    text = ax.text(sheet.size[0] / 2, above, title, transform=paper(ax), fontproperties=font(size, bold=True))
    text.set(ha="center", va="baseline", color=INK, parse_math=False)
    return (text,)
