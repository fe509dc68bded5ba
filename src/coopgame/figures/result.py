"""The drawn figure: artists to touch, words to read, and a way to save."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coopgame.figures.layout import Layout
from coopgame.figures.writing import Record, render, write

_SCREEN_DPI = 160


@dataclass(frozen=True, eq=False, repr=False)
class DiagramPlot:
    """A drawn phase diagram.

    Parameters
    ----------
    figure, ax
        The matplotlib objects, free to be drawn upon.
    artists
        The artists by layer: ``regions``, ``outside``, ``boundaries``, ``thin``, ``points``, ``names``, ``formulas``,
        ``point_names``, ``cases``, ``case_names``, ``leaders``, ``legend`` and ``title``.
    layout
        Where each text stands, in points from the lower left corner of the axes.
    record
        What is written into files.
    """

    figure: Figure
    ax: Axes
    artists: Mapping[str, tuple[Artist, ...]]
    layout: Layout = field(repr=False)
    record: Record = field(repr=False)

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
        """What could not be placed where it belongs; empty when everything stands in its place."""
        return self.record.unplaced

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
            Where to; the name ends in ``.pdf``, ``.svg`` or ``.png``.
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

    def __repr__(self) -> str:
        width, height = self.figure.get_size_inches() * 25.4
        left = f", {len(self.unplaced)} texts not in place" if self.unplaced else ""
        return f"<DiagramPlot {self.record.title!r}, {width:.0f} by {height:.0f} mm{left}>"

    def _repr_png_(self) -> bytes:
        return render(self.figure, "png", self.record, dpi=_SCREEN_DPI)

    def _repr_html_(self) -> str:
        data = base64.b64encode(self._repr_png_()).decode()
        width = self.figure.get_size_inches()[0] * 96 * 1.25
        alt = escape(self.alt_text, quote=True)
        return f'<img alt="{alt}" style="width: {width:.0f}px" src="data:image/png;base64,{data}">'
