"""Draw the arrows of comparative statics in ink, an open square at the start and a head at the end."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from coopgame.figures.arrows import ARROW_WIDTH, HEAD, Arrow
from coopgame.figures.paint import Brush
from coopgame.figures.style import AXES_WIDTH, INK, PAPER

_ZORDER: Final = 3.0


def paint_arrow(brush: Brush, arrow: Arrow) -> tuple[Artist, ...]:
    """Draw one arrow."""
    start, end = np.array(arrow.start), np.array(arrow.end)
    # The shaft ends inside the head: its square end would stick out at the tip.
    along = (end - start) / np.hypot(*(end - start))
    shaft = brush.line([start, end - 0.8 * HEAD[0] * along], width=ARROW_WIDTH, zorder=_ZORDER)
    head = _polygon(brush, arrow.head, INK, 0.0)
    if arrow.follows:
        return shaft, head
    square = _polygon(brush, shapely.get_coordinates(shapely.box(*arrow.square).exterior), PAPER, AXES_WIDTH + 0.3)
    return shaft, head, square


def _polygon(brush: Brush, corners: Any, face: str, edge: float) -> Any:
    """Draw a small polygon, not cut off at the frame."""
    path = Path(brush.coordinates(np.array([*corners, corners[0]], dtype=float)), closed=True)
    patch = brush.add(
        PathPatch(path, facecolor=face, edgecolor=INK if edge else "none", linewidth=edge, zorder=_ZORDER + 0.1)
    )
    patch.set_clip_on(False)
    return patch
