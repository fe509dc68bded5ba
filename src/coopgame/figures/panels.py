"""The figure of several panels: where they stand, what they share, and what a user can do with it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coopgame.figures.displaying import as_html, as_png, size_in_words
from coopgame.figures.writing import Record, picture_of, write


@dataclass(frozen=True, eq=False, repr=False)
class PanelPlot:
    """A drawn figure of several panels.

    Parameters
    ----------
    figure, axes
        The matplotlib objects; one axes for each panel.
    artists
        The artists by layer, one mapping for each panel; those of the shared legend are in the first one.
    record
        What is written into files.
    """

    figure: Figure
    axes: tuple[Axes, ...]
    artists: tuple[Mapping[str, tuple[Artist, ...]], ...] = field(repr=False)
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
        """What found no place in its panel, not even for a mark that leads to the key."""
        return self.record.unplaced

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands in the key instead of in its panel, which regimes have no area, and which colours repeat."""
        return self.record.notes

    @property
    def colour_distances(self) -> Mapping[tuple[str, str], float]:
        """CIEDE2000 difference of each pair of regimes that involves one outside the fixed four."""
        return self.record.colour_distances

    def save(self, path: str | os.PathLike[str], *, sidecar: bool = True) -> Path:
        """Write the figure as for :meth:`DiagramPlot.save`: PDF, SVG, PNG or TikZ, byte-identical from run to run.

        Raises
        ------
        FigureError
            The ending is unknown, the folder is missing, or a file cannot be written.
        """
        return write(self.figure, path, self.record, sidecar=sidecar)

    def to_tikz(self) -> str:
        """Return the figure as a ``tikzpicture``."""
        return picture_of(self.figure, self.record)

    def __repr__(self) -> str:
        return f"<PanelPlot {self.record.title!r}, {len(self.axes)} panels, {size_in_words(self.figure)}>"

    def _repr_png_(self) -> bytes:
        return as_png(self.figure, self.record)

    def _repr_html_(self) -> str:
        return as_html(self.figure, self.record)
