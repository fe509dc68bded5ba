"""The drawn plot of equilibria: artists to touch, words to read, and a way to save."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coopgame.figures.displaying import as_html, as_png, size_in_words
from coopgame.figures.writing import Record, write


@dataclass(frozen=True, eq=False, repr=False)
class EquilibriumPlot:
    """A drawn plot of equilibria: best replies, levels of a probability or payoff, or branches along a parameter.

    Attributes
    ----------
    figure, ax
        The matplotlib objects, free to be drawn upon.
    artists
        The artists by layer.
    record
        What is written into files.
    """

    figure: Figure
    ax: Axes
    artists: Mapping[str, tuple[Artist, ...]]
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
        """Formulas that are too long for the figure, by the sign that stands for them there."""
        return self.record.key

    def save(self, path: str | os.PathLike[str], *, sidecar: bool = True) -> Path:
        """Write the figure, byte-identical from run to run.

        Parameters
        ----------
        path
            Where to; the name ends in ``.pdf``, ``.svg`` or ``.png``.
        sidecar
            Whether to write alternative text, caption, provenance and keys beside it as JSON.

        Raises
        ------
        FigureError
            The ending is unknown, the folder is missing, or a file cannot be written.
        """
        return write(self.figure, path, self.record, sidecar=sidecar)

    def __repr__(self) -> str:
        return f"<EquilibriumPlot {self.record.title!r}, {size_in_words(self.figure)}>"

    def _repr_png_(self) -> bytes:
        return as_png(self.figure, self.record)

    def _repr_html_(self) -> str:
        return as_html(self.figure, self.record)


def finished(ax: Axes, artists: Mapping[str, Any], record: Record) -> EquilibriumPlot:
    """Return the plot of finished axes."""
    figure = ax.get_figure()
    while not isinstance(figure, Figure):
        figure = figure.figure  # type: ignore[union-attr]
    return EquilibriumPlot(figure, ax, MappingProxyType({layer: tuple(own) for layer, own in artists.items()}), record)


def record_of(title: str, words: tuple[str, str], **rest: Any) -> Record:
    """Return the record of a plot from its title, its alternative text and caption, and what else differs.

    Parameters
    ----------
    title
        What the file says that the figure is.
    words
        The alternative text and the caption.
    **rest
        ``status``, ``provenance``, ``key`` and ``unplaced``, where they are not empty.
    """
    nothing: Mapping[Any, Any] = MappingProxyType({})
    return Record(
        title=title,
        alt_text=words[0],
        caption=words[1],
        status=rest.get("status", "exact"),
        provenance=MappingProxyType({str(k): str(v) for k, v in sorted(dict(rest.get("provenance", {})).items())}),
        key=MappingProxyType(dict(rest.get("key", {}))),
        colour_distances=nothing,
        unplaced=tuple(rest.get("unplaced", ())),
    )
