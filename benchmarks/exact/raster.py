"""What the exact map says at the points of a grid, and which cells of the grid contain a border."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

import coopgame as cg
from benchmarks.exact.grid import exact_points
from coopgame.regions.algebra.univariate import refine

Patches = NDArray[np.int64]
#: A point on a border or a wall, or so close to a border that floats cannot tell.
UNSURE = -1


def locate(diagram: cg.PhaseDiagram, x: Fraction, ys: NDArray[np.float64], near: float) -> Patches:
    """Return the regions of points (x, y), by counting the branches of the exact map below them.

    Raises
    ------
    ValueError
        The branches above x are not in the order that the map says.
    """
    plane: Any = diagram.canvas.plane
    cells, box = plane.cells, plane.box
    w = bisect_left(cells.walls, x, key=lambda wall: wall.x)
    if w in (0, len(cells.walls)) or cells.walls[w].x == x:
        return np.full(len(ys), UNSURE)
    column = cells.columns[w - 1]
    found = []
    for i in column.curves:
        if not cells.curves[i].is_vertical:
            p = cells.curves[i].at_x(x)
            for rank, interval in enumerate(cells.curves[i].roots(x, box.y0, box.y1)):
                found.append((refine(p, interval, (box.y1 - box.y0) / 2**34), (i, rank)))
    found.sort()
    apart = all(a[0][1] < b[0][0] for a, b in pairwise(found))
    if apart and tuple(branch for _, branch in found) != column.branches:
        raise ValueError(f"The branches above x = {x} are not those of the map.")
    heights = np.array([float(sum(interval) / 2) for interval, _ in found])
    first = cells.offsets[w - 1]
    own = np.array(plane.labels.patch_of[first : first + len(found) + 1])
    places = np.searchsorted(heights, ys)
    result: Patches = own[places]
    for k in (0, -1):
        beside = np.clip(places + k, 0, max(len(heights) - 1, 0))
        if len(heights):
            result[np.abs(heights[beside] - ys) < near] = UNSURE
    return result


def exact_patches(diagram: cg.PhaseDiagram, points: int) -> Patches:
    """Return the region of every point; the first index belongs to y."""
    box = diagram.canvas.box
    xs, ys = exact_points(box, points)
    near = float(box.y1 - box.y0) * 1e-10
    return np.stack([locate(diagram, x, np.array(ys, dtype=float), near) for x in xs], axis=1)


def border_cells(diagram: cg.PhaseDiagram, points: int) -> NDArray[np.bool_]:
    """Return which cells of the grid a border passes through, to within an eighth of a cell."""
    box = diagram.canvas.box
    width, height = box.x1 - box.x0, box.y1 - box.y0
    tolerance = min(width, height) / (8 * points)
    found = np.zeros((points, points), dtype=bool)
    for region in (*diagram.regions, *diagram.outside):
        for ring in region.patch.outline(tolerance):
            corners = np.array([(float((x - box.x0) / width), float((y - box.y0) / height)) for x, y in ring]) * points
            for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
                on_edge = [start[k] == end[k] and start[k] in (0, points) for k in (0, 1)]
                if any(on_edge):
                    continue
                count = int(np.ceil(8 * np.abs(end - start).max())) + 1
                path = start + (end - start) * np.linspace(0, 1, count + 1)[:, None]
                for shift in product((-0.125, 0.125), repeat=2):
                    i, j = np.clip((path + np.array(shift)).astype(int), 0, points - 1).T
                    found[j, i] = True
    return found
