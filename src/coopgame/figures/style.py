"""Widths, weights and sizes of print, and the context that chooses the width.

A figure is drawn at the size at which it is printed, so every length here is what the reader will measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import matplotlib as mpl

from coopgame.errors import FigureError

POINTS_PER_MM: Final = 72 / 25.4

INK: Final = "#1A1A1A"
GREY: Final = "#8C8C8C"
OUTSIDE: Final = "#E3E3E3"
PAPER: Final = "#FFFFFF"
FONT: Final = "STIXGeneral"

NAME_SIZE: Final = 9.0
NAME_SIZES: Final = (9.0, 8.5, 8.0, 7.5, 7.0)
FORMULA_SIZE: Final = 7.0
POINT_SIZE: Final = 8.0
TITLE_SIZE: Final = 8.5
TICK_SIZE: Final = 7.5
LEGEND_SIZE: Final = 7.2

AXES_WIDTH: Final = 0.6
BORDER_WIDTH: Final = 0.9
LEADER_WIDTH: Final = 0.5
THIN_WIDTH: Final = 1.3
SEAM_WIDTH: Final = 0.4
CROSS_WIDTH: Final = 0.5
DASHES: Final = (4.2, 1.8)
POINT_RADIUS: Final = 2.0
POINT_RIM: Final = 0.8


_SETTINGS: Final[Any] = MappingProxyType(
    {
        "font.family": FONT,
        "mathtext.fontset": "stix",
        "text.usetex": False,
        "text.color": INK,
        "axes.unicode_minus": True,
        "axes.grid": False,
        "axes.facecolor": PAPER,
        "figure.facecolor": PAPER,
        "figure.constrained_layout.use": False,
        "figure.autolayout": False,
        "lines.scale_dashes": True,
        "path.simplify": False,
        "path.sketch": None,
        "path.effects": [],
        "pdf.fonttype": 42,
        "pdf.compression": 6,
        "pdf.use14corefonts": False,
        "svg.fonttype": "path",
        "svg.hashsalt": "coopgame",
        "savefig.bbox": None,
        "savefig.facecolor": "auto",
        "savefig.edgecolor": "auto",
        "savefig.transparent": False,
    }
)


@dataclass(frozen=True)
class Preset:
    """The column of a journal in which a figure is to be printed.

    Parameters
    ----------
    name
        The name of the column.
    width_mm
        Its width in millimetres; the page of a saved figure has exactly this width.
    aspect
        Height of the axes divided by their width.
    band_mm
        Height of the axes in millimetres when the diagram has one parameter.

    Examples
    --------
    >>> Preset("thesis", width_mm=120).width_points
    340.15748031496065
    """

    name: str
    width_mm: float
    aspect: float = 1.0
    band_mm: float = 24.0

    def __post_init__(self) -> None:
        if not 40 <= self.width_mm <= 1000:
            raise FigureError(f"Preset {self.name!r}: width_mm is {self.width_mm}; expected 40 to 1000 millimetres.")
        if not 0.2 <= self.aspect <= 5:
            raise FigureError(f"Preset {self.name!r}: aspect is {self.aspect}; expected 0.2 to 5.")
        if not 10 <= self.band_mm <= 500:
            raise FigureError(f"Preset {self.name!r}: band_mm is {self.band_mm}; expected 10 to 500 millimetres.")

    @property
    def width_points(self) -> float:
        """The width in points of 1/72 inch."""
        return self.width_mm * POINTS_PER_MM


ELSEVIER_SINGLE: Final = Preset("elsevier single", 90)
ELSEVIER_ONE_AND_HALF: Final = Preset("elsevier one and a half", 140, aspect=0.75)
ELSEVIER_DOUBLE: Final = Preset("elsevier double", 190, aspect=0.6)
NATURE_SINGLE: Final = Preset("nature single", 89)
NATURE_DOUBLE: Final = Preset("nature double", 183, aspect=0.6)

_PRESET: ContextVar[Preset] = ContextVar("coopgame_figure_preset", default=ELSEVIER_SINGLE)


@contextmanager
def style(preset: Preset) -> Iterator[Preset]:
    """Draw figures for a journal column inside a ``with`` block.

    Parameters
    ----------
    preset
        The column, such as :data:`ELSEVIER_DOUBLE`.  A figure drawn into an ``ax`` of the caller keeps the caller's
        size.

    Yields
    ------
    Preset
        The preset that is in force.

    Raises
    ------
    FigureError
        ``preset`` is not a :class:`Preset`.

    Examples
    --------
    >>> with style(ELSEVIER_DOUBLE):
    ...     current_preset().width_mm
    190
    >>> current_preset().width_mm
    90
    """
    if not isinstance(preset, Preset):
        raise FigureError(
            f"style() got {preset!r}; expected a Preset such as coopgame.figures.ELSEVIER_SINGLE or "
            "Preset('mine', width_mm=120)."
        )
    token = _PRESET.set(preset)
    try:
        yield preset
    finally:
        _PRESET.reset(token)


def current_preset() -> Preset:
    """Return the preset in force here; a single Elsevier column unless :func:`style` says otherwise."""
    return _PRESET.get()


@contextmanager
def printing() -> Iterator[None]:
    """Hold matplotlib's settings at those of a printed page inside a ``with`` block, whatever the caller has set."""
    with mpl.rc_context(_SETTINGS):
        yield
