"""Draw a game in the form of a tree."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path as Curve

from coopgame._version import __version__
from coopgame.errors import FigureError
from coopgame.figures.displaying import as_html, as_png, size_in_words
from coopgame.figures.paint import Brush, paint_label
from coopgame.figures.style import AXES_WIDTH, DASHES, INK, PAPER, POINT_RADIUS, current_preset, printing
from coopgame.figures.tree_layout import Point, TreeLayout, arrange_tree
from coopgame.figures.tree_words import TreeLike, alt_text, caption
from coopgame.figures.writing import Record, write

_BULGE: Final = 12.0


@dataclass(frozen=True, eq=False, repr=False)
class TreePlot:
    """A drawn tree.

    Attributes
    ----------
    figure, ax
        The matplotlib objects, free to be drawn upon; the axes are measured in points.
    layout
        Where everything stands.
    record
        What is written into files.
    """

    figure: Figure
    ax: Axes
    layout: TreeLayout = field(repr=False)
    record: Record = field(repr=False)

    @property
    def alt_text(self) -> str:
        """What the figure shows, for those who cannot see it."""
        return self.record.alt_text

    @property
    def caption(self) -> str:
        """A caption for print."""
        return self.record.caption

    def save(self, path: str | os.PathLike[str], *, sidecar: bool = True) -> Path:
        """Write the figure, byte-identical from run to run.

        Parameters
        ----------
        path
            Where to; the name ends in ``.pdf``, ``.svg`` or ``.png``.
        sidecar
            Whether to write alternative text, caption and provenance beside it as JSON.

        Raises
        ------
        FigureError
            The ending is unknown, the folder is missing, or a file cannot be written.
        """
        return write(self.figure, path, self.record, sidecar=sidecar)

    def __repr__(self) -> str:
        return f"<TreePlot, {size_in_words(self.figure)}>"

    def _repr_png_(self) -> bytes:
        return as_png(self.figure, self.record)

    def _repr_html_(self) -> str:
        return as_html(self.figure, self.record)


def draw_tree(tree: TreeLike, *, title: str = "Game tree") -> TreePlot:
    """Draw a tree with its symbols, in the width of the journal column chosen with :func:`coopgame.figures.style`.

    Parameters
    ----------
    tree
        The tree.
    title
        What the file says that the figure is; nothing is printed above the tree.

    Returns
    -------
    TreePlot
        The figure with its words.

    Raises
    ------
    FigureError
        This is not a tree, or it does not fit into the column.

    Examples
    --------
    >>> import coopgame as cg
    >>> plot = cg.draw_tree(cg.models.entry_deterrence().game)
    >>> print(plot.caption)
    A game between entrant and store; payoffs in this order.
    """
    if not hasattr(tree, "root"):
        inside = "; draw its .game" if hasattr(getattr(tree, "game", None), "root") else ""
        raise FigureError(f"draw_tree: expected a Tree, got {type(tree).__name__}{inside}.")
    with printing():
        layout = arrange_tree(tree, current_preset().width_points)
        width, height = layout.size
        figure = Figure(figsize=(width / 72, height / 72), dpi=150)
        FigureCanvasAgg(figure)
        ax = figure.add_axes((0, 0, 1, 1))
        ax.set(xlim=(0, width), ylim=(0, height))
        ax.set_axis_off()
        _paint(ax, layout)
    parameters = sorted({str(s) for u in getattr(tree, "expressions", ()) for s in u.free_symbols})
    facts = {"coopgame": __version__, "players": ", ".join(tree.players), "parameters": ", ".join(parameters) or "none"}
    nothing: MappingProxyType[str, str] = MappingProxyType({})
    record = Record(
        title=title,
        alt_text=alt_text(tree),
        caption=caption(tree),
        status="exact",
        provenance=MappingProxyType(facts),
        key=nothing,
        colour_distances=MappingProxyType({}),
        unplaced=(),
    )
    return TreePlot(figure, ax, layout, record)


def _paint(ax: Axes, layout: TreeLayout) -> None:
    for branch in layout.branches:
        _add(ax, Line2D(*zip(*branch.line, strict=True), color=INK, linewidth=AXES_WIDTH, solid_joinstyle="round"))
    for nodes in layout.dashes:
        for upper, lower in pairwise(nodes):
            _add(ax, _dashed(upper, lower, (*layout.decisions, *layout.chances)))
    for at in layout.decisions:
        _add(ax, Circle(at, POINT_RADIUS, facecolor=INK, edgecolor=INK, linewidth=AXES_WIDTH, zorder=3))
    for at in layout.chances:
        _add(ax, Circle(at, POINT_RADIUS + 0.4, facecolor=PAPER, edgecolor=INK, linewidth=AXES_WIDTH + 0.2, zorder=3))
    brush = Brush(ax, None, ax.transData, {})
    for label in layout.labels:
        paint_label(brush, label)


def _add(ax: Axes, artist: Artist) -> None:
    artist.set_clip_on(False)
    ax.add_artist(artist)


def _dashed(upper: Point, lower: Point, nodes: Iterable[Point]) -> PathPatch:
    """Join two nodes of an information set, around nodes that stand between them."""
    between = any(x == upper[0] == lower[0] and lower[1] < y < upper[1] for x, y in nodes)
    side = (max(upper[0], lower[0]) + (2 * _BULGE if between else 0.0), (upper[1] + lower[1]) / 2)
    straight = Curve([upper, lower], [Curve.MOVETO, Curve.LINETO])
    curve = Curve([upper, side, lower], [Curve.MOVETO, Curve.CURVE3, Curve.CURVE3]) if between else straight
    return PathPatch(curve, fill=False, edgecolor=INK, linewidth=AXES_WIDTH + 0.2, linestyle=(0, DASHES), zorder=1)
