"""Numbers on a grid beneath the exact borders: contours in light steps, on which ink stays legible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coopgame.errors import FigureError
from coopgame.figures.protocol import FieldLike
from coopgame.figures.style import SEAM_WIDTH
from coopgame.figures.ticks import make_ticks

_LIGHT: Final = (0xF5, 0xF7, 0xF9)
_DARK: Final = (0x86, 0x9F, 0xB8)


@dataclass(frozen=True)
class Field:
    """Numbers on a grid, to be drawn beneath the borders of a map: ``d.plot(under=Field(...))``.

    Parameters
    ----------
    x, y
        The coordinates of the grid, ascending.
    values
        One row for each value of ``y``; ``nan`` where there is no number.
    label
        What the numbers mean.

    Raises
    ------
    FigureError
        Shapes do not fit, coordinates do not ascend, or there is no number at all.

    Examples
    --------
    >>> field = Field([0, 1, 2], [0, 1], [[0, 1, 2], [1, 2, 3]], "payoff of the government")
    >>> field.label
    'payoff of the government'
    """

    x: Any
    y: Any
    values: Any
    label: str

    def __post_init__(self) -> None:
        x, y, values = (np.asarray(part, dtype=float) for part in (self.x, self.y, self.values))
        if x.ndim != 1 or y.ndim != 1 or min(len(x), len(y)) < 2 or values.shape != (len(y), len(x)):
            raise FigureError(
                f"Field: x, y and values have shapes {x.shape}, {y.shape} and {values.shape}; expected (n,), (m,) and "
                "(m, n) with at least two of each."
            )
        if not ((np.diff(x) > 0).all() and (np.diff(y) > 0).all()):
            raise FigureError("Field: expected coordinates in ascending order.")
        if not np.isfinite(values).any():
            raise FigureError("Field: there is no finite number among the values.")

    def on(self, diagram: Any) -> Field:
        """Return the field itself: it has its own coordinates."""
        del diagram
        return self


@dataclass(frozen=True)
class Ramp:
    """The steps of a field.

    Parameters
    ----------
    levels
        The bounds of the steps, ascending.
    colours
        One colour for each step, from light to dark.
    text
        What the legend says.
    """

    levels: tuple[float, ...]
    colours: tuple[str, ...]
    text: str


def ramp_of(field: FieldLike) -> Ramp:
    """Return the steps in which a field is shown: round numbers, five or so."""
    values = np.asarray(field.values, dtype=float)
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    if low == high:
        return Ramp((low - 1, high + 1), (_colour(0.4),), f"{field.label}: {low:.4g}")
    ticks = make_ticks(low, high)
    step = float(ticks[1].value - ticks[0].value)
    first, last = np.floor(low / step), np.ceil(high / step)
    levels = tuple(float(round(n * step, 12)) for n in range(int(first), int(last) + 1))
    shares = np.linspace(0, 1, len(levels) - 1)
    text = f"{field.label}: light {levels[0]:.4g} to dark {levels[-1]:.4g}, steps of {step:.4g}"
    return Ramp(levels, tuple(_colour(share) for share in shares), text)


def _colour(share: float) -> str:
    mixed = (round(a + (b - a) * share) for a, b in zip(_LIGHT, _DARK, strict=True))
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def paint_field(ax: Axes, field: FieldLike, ramp: Ramp) -> tuple[Artist, ...]:
    """Draw a field, cut off at the frame."""
    grid: Sequence[Any] = (np.asarray(field.x, dtype=float), np.asarray(field.y, dtype=float))
    values = np.ma.masked_invalid(np.asarray(field.values, dtype=float))
    drawn = ax.contourf(*grid, values, levels=ramp.levels, colors=ramp.colours, antialiased=True, zorder=1)
    # Edges in the colour of the face close the hairlines between steps.
    drawn.set_edgecolor("face")
    drawn.set_linewidth(SEAM_WIDTH)
    drawn.set_clip_path(ax.patch)
    return (drawn,)
