"""What a notebook shows of a drawn figure, the same for every kind of plot."""

from __future__ import annotations

import base64
from html import escape
from typing import Final

from matplotlib.figure import Figure

from coopgame.figures.writing import Record, render

_DPI: Final = 160
#: Notebooks have 96 pixels to an inch; a column of print is shown a quarter larger.
_PIXELS: Final = 96 * 1.25


def as_png(figure: Figure, record: Record) -> bytes:
    """Return a figure as the PNG that a screen shows."""
    return render(figure, "png", record, dpi=_DPI)


def as_html(figure: Figure, record: Record) -> str:
    """Return a figure as an image with its alternative text."""
    data = base64.b64encode(as_png(figure, record)).decode()
    width = figure.get_size_inches()[0] * _PIXELS
    alt = escape(record.alt_text, quote=True)
    return f'<img alt="{alt}" style="width: {width:.0f}px" src="data:image/png;base64,{data}">'


def size_in_words(figure: Figure) -> str:
    """Return width and height in millimetres."""
    width, height = figure.get_size_inches() * 25.4
    return f"{width:.0f} by {height:.0f} mm"
