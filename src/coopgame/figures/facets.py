"""Draw maps side by side: one panel for each value of further parameters, one legend for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from matplotlib.figure import Figure

from coopgame.figures.composing import NO_KEYS, Composition, compose, regimes_of
from coopgame.figures.describe import facet_caption, facets_alt_text
from coopgame.figures.drawing import FOOT, LEGEND_GAP, paint
from coopgame.figures.grid import HEAD_SIZE, Page, Panel, letter, new_page, plan_page
from coopgame.figures.layers import Layers
from coopgame.figures.legend import Entry, Legend, make_entries, place_legend
from coopgame.figures.paint_legend import paint_legend
from coopgame.figures.palette import assign_colours, colour_distances
from coopgame.figures.panels import PanelPlot
from coopgame.figures.recording import colour_names, colour_notes, exact_geometry, thin_notes
from coopgame.figures.scene import box_of
from coopgame.figures.sheet import TICK_LENGTH, TICK_PAD, TITLE_PAD, dress, tick_height, tick_width
from coopgame.figures.style import INK, TITLE_SIZE, current_preset, printing
from coopgame.figures.text import LEADING, font
from coopgame.figures.writing import Record

USUAL: Final[Mapping[str, Any]] = MappingProxyType(
    {"names": False, "formulas": False, "points": {"names": False}, "legend": {"regimes": True}}
)
"""What panels show unless they are asked for more: they are small, so regimes are named in the legend."""
_ORDER: Final = ("solid", "dashed", "fill", "point", "thin line", "thin point", "outside", "undecided")


def draw_facets(
    panels: Sequence[Panel], layers: Layers, *, columns: int | None, title: str, provenance: Mapping[str, str]
) -> PanelPlot:
    """Draw maps of the same axes as the panels of one figure.

    Parameters
    ----------
    panels
        The maps row by row, with the values for which they hold.
    layers
        Which layers are drawn in every panel.
    columns
        How many panels stand in a row; ``None`` lets them wrap.
    title, provenance
        What the figure is called, and where it comes from.

    Returns
    -------
    PanelPlot
        The figure; a regime has one colour in all panels.

    Raises
    ------
    FigureError
        The panels would be too narrow for the column.
    """
    colours = assign_colours(regime for panel in panels for regime in regimes_of(panel.diagram))
    with printing():
        page = plan_page(panels, current_preset(), columns)
        made: list[Composition] = []
        keys = NO_KEYS
        for panel, sheet in zip(panels, page.sheets, strict=True):
            made.append(compose(panel.diagram, sheet, layers, colours=colours, keys=keys))
            keys = keys.after(made[-1].layout)
        legend = _legend(made, layers, page)
        depth = page.below + (LEGEND_GAP + legend.height if legend.entries else 0.0) + FOOT
        figure, axes = new_page(page, depth)
        artists = []
        for ax, one, sheet in zip(axes, made, page.sheets, strict=True):
            dress(ax, sheet, box_of(one.diagram))
            artists.append(paint(ax, one))
        last = axes[(len(axes) - 1) // page.columns * page.columns]
        artists[0]["legend"] = paint_legend(last, legend, -page.below - LEGEND_GAP, colours)
        _write_around(figure, page, depth)
    record = _record(panels, made, title, provenance)
    return PanelPlot(figure, axes, tuple(MappingProxyType(one) for one in artists), record)


def _legend(made: Sequence[Composition], layers: Layers, page: Page) -> Legend:
    """Return one legend for all panels."""
    if not layers.shows("legend"):
        return Legend()
    start, end = page.span
    spare = (start - 4, page.width - end - 3)
    room = end - start + sum(spare)
    entries: dict[Entry, None] = {}
    for one in made:
        for entry in make_entries(one.scene, one.layout, layers, room):
            undecided = entry.kind == "undecided"
            entries.setdefault(Entry("undecided", "not decided") if undecided else entry)
    rank = {kind: n for n, kind in enumerate(_ORDER)}
    order = sorted(entries, key=lambda entry: rank.get(entry.kind, len(rank)))
    return place_legend(tuple(order), layers, end - start, spare)


def _write_around(figure: Figure, page: Page, depth: float) -> None:
    """Write the heads above the panels and the titles that they share."""
    height = page.bottom + depth
    for (left, top), head in zip(page.corners, page.heads, strict=True):
        for n, line in enumerate(reversed(head.lines)):
            up = height - top + 4.0 + n * LEADING * HEAD_SIZE
            _put(figure, (left, up), line, size=HEAD_SIZE, ha="left", va="baseline")
    start, end = page.span
    sheet = page.sheets[-1]
    across = depth - (TICK_LENGTH + TICK_PAD + tick_height(sheet.x_ticks) + TITLE_PAD)
    _put(figure, ((start + end) / 2, across), page.titles[0], size=TITLE_SIZE, ha="center", va="top")
    if page.titles[1]:
        middle = depth + (page.bottom - page.corners[0][1]) / 2
        right = start - (TICK_LENGTH + TICK_PAD + tick_width(page.sheets[0].y_ticks) + TITLE_PAD)
        text = _put(figure, (right, middle), page.titles[1], size=TITLE_SIZE, ha="center", va="bottom")
        text.set_rotation(90)


def _put(figure: Figure, at: tuple[float, float], line: str, *, size: float, ha: str, va: str) -> Any:
    width, height = figure.get_size_inches() * 72
    return figure.text(at[0] / width, at[1] / height, line, fontproperties=font(size), color=INK, ha=ha, va=va)


def _record(panels: Sequence[Panel], made: Sequence[Composition], title: str, provenance: Mapping[str, str]) -> Record:
    named = [f"({letter(n)}) {panel.words}" for n, panel in enumerate(panels)]
    notes = [f"panel {name}: {note}" for name, one in zip(named, made, strict=True) for note in one.layout.notes]
    thin = [f"panel {name}: {note}" for name, p in zip(named, panels, strict=True) for note in thin_notes(p.diagram)]
    lost = [f"panel {name}: {line}" for name, one in zip(named, made, strict=True) for line in one.layout.unplaced]
    colours = made[0].colours
    statuses = {panel.diagram.status for panel in panels}
    keys = {k: curve for one in made for k, curve in one.layout.formula_key.items()}
    numbers = {k: cell for one in made for k, cell in one.layout.name_key.items()}
    diagrams = [panel.diagram for panel in panels]
    return Record(
        title=title or "Phase diagrams",
        alt_text=facets_alt_text(diagrams, [one.scene.cells for one in made], named, title),
        caption=facet_caption(diagrams, named, (keys, numbers), title),
        status="exact" if statuses == {"exact"} else "certified",
        provenance=MappingProxyType(dict(sorted(provenance.items()))),
        key=MappingProxyType({key: curve.text for key, curve in keys.items()}),
        colour_distances=colour_distances(colours),
        unplaced=tuple(lost),
        notes=(*notes, *thin, *colour_notes(colours)),
        geometry=tuple(
            f"{name}: {line}" for name, d in zip(named, diagrams, strict=True) for line in exact_geometry(d)
        ),
        colour_names=colour_names(colours),
    )
