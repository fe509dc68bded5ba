"""The headline map the usual way: payoffs by hand at the centres of a grid, best replies by comparing floats."""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

REGIMES = ("cooperation", "capture", "restriction", "substitution")
SIDE = 10
V, V_G, DELTA, RHO, ETA, K_K, K_R, K_S = 10.0, 1.0, 0.2, 0.6, 1.0, 1.0, 0.0, 0.0
GAIN, ALPHA, FINE, RENT = 1.0, 1.0, 1.0, 2.0


def grid_labels(points: int) -> NDArray[np.int64]:
    """Return for each cell the number of its regime; the first index is b, the second p.

    The organization answers each strategy with what pays it more; the government takes the best of its strategies.
    """
    centres = (np.arange(points) + 0.5) * (SIDE / points)
    p, b = np.meshgrid(centres, centres)
    replies = [(RENT, RENT + GAIN), (RENT - ALPHA, RENT - ALPHA - FINE), (RHO * RENT, RHO * (RENT + GAIN)), (0.0, 0.0)]
    competes = [compete > share for share, compete in replies]
    payoffs = np.stack(
        [
            V - b - p * competes[0],
            (1 - DELTA) * V - b - K_K,
            RHO * V - ETA * p * competes[2] - K_R,
            np.full_like(p, V_G - K_S),
        ]
    )
    found: NDArray[np.int64] = payoffs.argmax(axis=0)
    return found


def shares(labels: NDArray[np.int64]) -> dict[str, float]:
    """Return the share of the cells that each regime has."""
    counts = np.bincount(labels.ravel(), minlength=len(REGIMES))
    return {name: float(count) / labels.size for name, count in zip(REGIMES, counts, strict=True)}


def exact_labels(outlines: Sequence[tuple[str, Any]], points: int) -> NDArray[np.int64]:
    """Return for each cell the number of the region whose outline has its centre inside, -1 on outlines.

    Everything is multiplied by a common denominator, so that integers decide.
    """
    corners = [c for _, polygon in outlines for ring in (polygon.exterior, *polygon.holes) for xy in ring for c in xy]
    scale = lcm(2 * points, *(int(c.q) for c in corners))
    centres = (2 * np.arange(points, dtype=np.int64) + 1) * (SIDE * scale // (2 * points))
    labels = np.full((points, points), -2, dtype=np.int64)
    edge = np.zeros((points, points), dtype=bool)
    for name, polygon in outlines:
        inside = np.zeros_like(edge)
        for ring in (polygon.exterior, *polygon.holes):
            whole = [(int(x * scale), int(y * scale)) for x, y in ring]
            for start, end in zip(whole, [*whole[1:], whole[0]], strict=True):
                crossed, touched = cross(start, end, centres)
                inside ^= crossed
                edge |= touched
        labels[inside] = REGIMES.index(name)
    labels[edge] = -1
    return labels


def cross(
    start: tuple[int, int], end: tuple[int, int], centres: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return at which centres a ray to the right crosses an edge, and which centres lie on the edge."""
    (x0, y0), (x1, y1) = start, end
    x, y = centres[None, :], centres[:, None]
    turn = (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)
    spans = (y0 > y) != (y1 > y)
    crossed = spans & ((turn > 0) == (y1 < y0)) & (turn != 0)
    near = (min(x0, x1) <= x) & (x <= max(x0, x1)) & (min(y0, y1) <= y) & (y <= max(y0, y1))
    return crossed, (turn == 0) & near
