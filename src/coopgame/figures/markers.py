"""Rest points by shape: stable filled, unstable open, saddle half-filled, centre ring with dot."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from matplotlib.artist import Artist
from matplotlib.patches import Circle, Wedge

from coopgame.figures.paint import Brush
from coopgame.figures.style import INK, PAPER

RADIUS: Final = 3.4
_RING: Final = 0.9
_HALO: Final = 0.9
KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "stable": "strict equilibrium",
        "saddle": "mixed equilibrium, saddle",
        "centre": "mixed equilibrium, centre",
        "unstable": "equilibrium, unstable",
    }
)


def paint_rest(brush: Brush, at: tuple[float, ...], kind: str) -> list[Artist]:
    """Paint an isolated equilibrium with the shape of its kind, in points of paper, not cut off at the frame."""
    x, y = float(at[0]), float(at[1])

    def disc(radius: float, colour: str, edge: float = 0.0, zorder: float = 4.2) -> Any:
        look: Any = {"edgecolor": INK if edge else "none", "linewidth": edge}
        return brush.add(Circle((x, y), radius, facecolor=colour, zorder=zorder, **look))

    artists = [disc(RADIUS + _HALO, PAPER, zorder=4.1)]
    artists.append(disc(RADIUS, INK if kind == "stable" else PAPER, _RING))
    if kind == "saddle":
        artists.append(brush.add(Wedge((x, y), RADIUS, 90, 270, facecolor=INK, edgecolor="none", zorder=4.3)))
    if kind == "centre":
        artists.append(disc(1.1, INK, zorder=4.3))
    return artists


def paint_end(brush: Brush, at: tuple[float, float], *, closed: bool, zorder: float = 4.2) -> list[Artist]:
    """Paint the end of a branch: a filled dot where it belongs to the branch, an open one where it does not."""
    look: Any = {"edgecolor": INK, "linewidth": 0.8, "facecolor": INK if closed else PAPER}
    return [brush.add(Circle(at, 1.9, zorder=zorder, **look))]
