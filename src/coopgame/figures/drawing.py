"""Draw a phase diagram: plan the sheet, place the texts, then paint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coopgame.figures.describe import alt_text, caption, keyed_formulas
from coopgame.figures.describe_cases import case_key, case_words
from coopgame.figures.layers import Layers
from coopgame.figures.layout import Layout, arrange
from coopgame.figures.legend import Legend, make_entries, place_legend
from coopgame.figures.paint import Brush, paint_label, paint_map, paint_points, plates
from coopgame.figures.paint_cases import paint_mark
from coopgame.figures.paint_legend import paint_legend
from coopgame.figures.palette import EXTRA, FIXED, assign_colours, colour_distances
from coopgame.figures.place_formulas import curves
from coopgame.figures.protocol import CaseLike, DiagramLike
from coopgame.figures.result import DiagramPlot
from coopgame.figures.scene import Scene, box_of, make_scene
from coopgame.figures.sheet import Sheet, adopt_axes, dress, new_axes, paper, plan_sheet
from coopgame.figures.style import INK, NAME_SIZE, current_preset, printing
from coopgame.figures.text import Block, Label, font
from coopgame.figures.writing import Record

_LEGEND_GAP = 5.5
_FOOT = 3.5


def draw(
    diagram: DiagramLike, ax: Axes | None = None, *, layers: Layers | None = None, cases: Sequence[CaseLike] = ()
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
        scene = make_scene(diagram, sheet.size, cases)
        layout = arrange(scene, curves(diagram.boundaries, scene.borders), shown)
        legend = _legend(scene, layout, shown, sheet)
        if ax is None:
            ax = new_axes(sheet, sheet.below + (_LEGEND_GAP + legend.height if legend.entries else 0.0) + _FOOT)
        dress(ax, sheet, corners)
        colours = assign_colours(_regimes(diagram))
        artists = _paint(ax, scene, layout, colours, points=shown.shows("points"))
        artists["legend"] = paint_legend(ax, legend, -sheet.below - _LEGEND_GAP, colours)
        artists["title"] = _title(ax, title, sheet)
    record = _record(diagram, scene, layout, colours, cases)
    figure = ax.get_figure()
    while not isinstance(figure, Figure):
        figure = figure.figure  # type: ignore[union-attr]
    return DiagramPlot(figure, ax, MappingProxyType(artists), layout, record)


def _legend(scene: Scene, layout: Layout, layers: Layers, sheet: Sheet) -> Legend:
    """Return the legend; it may reach under the ticks on the left of the axes but not off the page."""
    left, right = max(sheet.left - 4, 0.0), max(sheet.width - sheet.left - sheet.size[0] - 3, 0.0)
    room = left + sheet.size[0] + right
    entries = make_entries(scene, layout, layers, room) if layers.shows("legend") else ()
    return place_legend(entries, layers, sheet.size[0], (left, right))


def _regimes(diagram: DiagramLike) -> list[str]:
    """Return every regime that has a colour in the diagram."""
    sets = [region.regimes for region in diagram.regions] + [thin.regimes for thin in diagram.thin]
    return sorted({regime for regimes in sets for regime in regimes})


def _paint(
    ax: Axes, scene: Scene, layout: Layout, colours: Mapping[str, str], *, points: bool
) -> dict[str, tuple[Artist, ...]]:
    """Paint the map and its texts, and return the artists by layer."""
    brush = Brush(ax, scene.plane, ax.transData, colours)
    artists = paint_map(brush, scene, plates(scene, layout.labels()))
    artists["points"] = paint_points(brush, scene) if points else ()
    artists["cases"] = tuple(artist for mark in scene.marks for artist in paint_mark(brush, mark))
    leaders: list[Artist] = []
    layers: dict[str, Iterable[Label]] = {
        "names": layout.names.values(),
        "formulas": layout.formulas.values(),
        "point_names": layout.points,
    }
    layers["case_names"] = layout.cases.values()
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


def _record(
    diagram: DiagramLike, scene: Scene, layout: Layout, colours: Mapping[str, str], cases: Sequence[CaseLike]
) -> Record:
    """Return the words that go with the figure."""
    notes = list(layout.unplaced)
    others = [name for name in colours if name.casefold() not in FIXED]
    if len(others) > len(EXTRA):
        notes.append(f"colours repeat: {len(others)} regimes share {len(EXTRA)} colours; tell them apart by name")
    for thin in diagram.thin:
        where = "on a line" if len(thin.path) > 1 else "at a point"
        notes.append(f"{' or '.join(thin.regimes)}: possible only {where}, so it has no region of its own")
    return Record(
        title=diagram.title.strip() or "Phase diagram",
        alt_text=" ".join([alt_text(diagram, scene.cells), *case_words(diagram, cases)]),
        caption=" ".join([caption(diagram, layout.formula_key, layout.name_key), *case_key(cases, layout.case_key)]),
        status=diagram.status,
        provenance=MappingProxyType({str(k): str(v) for k, v in sorted(diagram.provenance.items())}),
        key=MappingProxyType(keyed_formulas(layout.formula_key)),
        colour_distances=colour_distances(colours),
        unplaced=tuple(notes),
    )
