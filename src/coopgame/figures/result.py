"""The drawn figure: artists to touch, words to read, and a way to save."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coopgame.figures.composing import Composition
from coopgame.figures.displaying import as_html, as_png, size_in_words
from coopgame.figures.layout import Layout
from coopgame.figures.writing import Record, picture_of, write


@dataclass(frozen=True, eq=False, repr=False)
class DiagramPlot:
    """A drawn phase diagram.

    Parameters
    ----------
    figure, ax
        The matplotlib objects, free to be drawn upon.
    artists
        The artists by layer: ``under``, ``regions``, ``outside``, ``boundaries``, ``thin``, ``points``, ``arrows``,
        ``cases``, ``names``, ``formulas``, ``point_names``, ``case_names``, ``arrow_ends``, ``leaders``, ``legend`` and
        ``title``.
    layout
        Where each text stands, in points from the lower left corner of the axes.
    record
        What is written into files.
    composition
        All that is drawn, in points, of which :meth:`to_tikz` makes TikZ.
    """

    figure: Figure
    ax: Axes
    artists: Mapping[str, tuple[Artist, ...]]
    layout: Layout = field(repr=False)
    record: Record = field(repr=False)
    composition: Composition = field(repr=False)

    @property
    def alt_text(self) -> str:
        """What the figure shows, for those who cannot see it."""
        return self.record.alt_text

    @property
    def caption(self) -> str:
        """A caption for print."""
        return self.record.caption

    @property
    def unplaced(self) -> tuple[str, ...]:
        """What found no place in the map, not even for a mark that leads to the key; empty when all is in place."""
        return self.record.unplaced

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands in the key instead of in the map, which regimes have no area, and which colours repeat."""
        return self.record.notes

    @property
    def key(self) -> Mapping[str, str]:
        """Equations that did not fit along their boundary, by the Γ that stands there."""
        return self.record.key

    @property
    def colour_distances(self) -> Mapping[tuple[str, str], float]:
        """CIEDE2000 difference of each pair of regimes that involves one outside the fixed four."""
        return self.record.colour_distances

    def save(self, path: str | os.PathLike[str], *, sidecar: bool = True) -> Path:
        """Write the figure, byte-identical from run to run.

        Parameters
        ----------
        path
            Where to; the name ends in ``.pdf``, ``.svg``, ``.png`` or ``.tex``.
        sidecar
            Whether to write alternative text, caption, provenance and keys beside it as JSON.

        Returns
        -------
        Path
            The path of the figure.

        Raises
        ------
        FigureError
            The ending is unknown, the folder is missing, or a file cannot be written.
        """
        return write(self.figure, path, self.record, sidecar=sidecar)

    def to_tikz(self) -> str:
        r"""Return the figure as a ``tikzpicture`` for a document that loads the package ``tikz``.

        Regions, borders and points are paths in the coordinates of the axes; formulas are set by LaTeX.  ``save`` with
        a name that ends in ``.tex`` writes a document of one page, as wide as the column.
        """
        return picture_of(self.figure, self.record)

    def __repr__(self) -> str:
        left = f", {len(self.unplaced)} texts not in place" if self.unplaced else ""
        return f"<DiagramPlot {self.record.title!r}, {size_in_words(self.figure)}{left}>"

    def _repr_png_(self) -> bytes:
        return as_png(self.figure, self.record)

    def _repr_html_(self) -> str:
        return as_html(self.figure, self.record)
