"""Find a place for the names of regions inside them.

The search is for the *box* of the text, in points: among boxes that lie inside the region and clear of everything
already placed, the one with most room around it is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

from coopgame.figures.scene import Cell
from coopgame.figures.search import MARGIN, Search
from coopgame.figures.style import NAME_SIZE, NAME_SIZES
from coopgame.figures.text import Block, Label, line_breaks, rotated_boxes

_GRID: Final = 45
_ROOMY: Final = 9.0
_SPECK: Final = 0.1
_AMPLE: Final = 9.0
"""Room beyond which the middle of the region matters more than still more room."""


def name_blocks(name: str, size: float) -> list[Block]:
    """Return the ways to set a name: all breaks at full size, then smaller and smaller."""
    sizes = [s * size / NAME_SIZE for s in NAME_SIZES]
    # Names are never set under 7 pt, but a caller who asks for less gets it.
    sizes = [s for s in sizes if s >= 7] or [size]
    return [Block(lines, s, bold=True) for s in sizes for lines in line_breaks(name)]


def place_inside(search: Search, cell: Cell, blocks: Sequence[Block]) -> Label | None:
    """Return a label inside its region, or ``None``.

    Within one size the break with most room wins, unless a break with fewer lines has plenty of room.

    Parameters
    ----------
    search
        The scene and what is placed.
    cell
        The region.
    blocks
        The ways to set the name, best first.

    Returns
    -------
    Label or None
        The label with most room around it in the first size that fits.
    """
    for size in dict.fromkeys(block.size for block in blocks):
        found = [_best_inside(search, cell.outline, block) for block in blocks if block.size == size]
        fits = [label for label in found if label is not None]
        if fits:
            room = [min(float(shapely.boundary(cell.outline).distance(label.box)), _ROOMY) for label in fits]
            return fits[int(np.argmax(room))]
    return None


def _best_inside(search: Search, outline: BaseGeometry, block: Block) -> Label | None:
    """Return the box of a block inside an outline that has most room around it."""
    left, bottom, right, top = outline.bounds
    half_width, half_height = block.width / 2 + MARGIN, block.height / 2 + MARGIN
    if left + 2 * half_width > right or bottom + 2 * half_height > top:
        return None
    xs = np.linspace(left + half_width, right - half_width, _GRID)
    ys = np.linspace(bottom + half_height, top - half_height, _GRID)
    centres = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    boxes = rotated_boxes(centres, block, np.zeros(len(centres)))
    shapely.prepare(outline)
    inside = shapely.contains_properly(outline, boxes)
    centres, boxes = centres[inside], boxes[inside]
    room = np.minimum(shapely.distance(boxes, shapely.boundary(outline)), search.clear(boxes))
    room = np.minimum(room, search.from_lines(boxes))
    if not len(room) or room.max() < MARGIN:
        return None
    middle = shapely.get_coordinates(outline.centroid)[0]
    off = np.hypot(*(centres - middle).T)
    # Rounded, so that the choice among equals does not hang on the last bit of a float.
    score = np.round(np.minimum(room, _AMPLE) + 0.1 * room - 0.04 * off, 3)
    best = int(np.argmax(score))
    return Label(block, (float(centres[best, 0]), float(centres[best, 1])))


def heart(outline: BaseGeometry) -> tuple[float, float]:
    """Return the centre of a nearly largest circle inside an outline, in the middle when there is a choice."""
    largest = max(_polygons(outline), key=lambda part: part.area)
    centre, middle = polylabel(largest, tolerance=0.05), largest.centroid
    # In a long region many circles are largest; the one in the middle is where a reader looks.
    if largest.contains(middle) and largest.exterior.distance(middle) >= 0.9 * largest.exterior.distance(centre):
        centre = middle
    return float(centre.x), float(centre.y)


def hearts(outline: BaseGeometry) -> list[tuple[float, float]]:
    """Return points from which a leader may start: the heart of the region, then those of its three thirds."""
    left, bottom, right, top = outline.bounds
    thirds = np.linspace((left, bottom), (right, top), 4)
    if right - left >= top - bottom:
        slabs = [shapely.box(low, bottom, high, top) for low, high in pairwise(thirds[:, 0])]
    else:
        slabs = [shapely.box(left, low, right, high) for low, high in pairwise(thirds[:, 1])]
    pieces = [shapely.intersection(outline, slab) for slab in slabs]
    return [heart(outline), *(heart(piece) for piece in pieces if piece.area > _SPECK)]


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    """Return the polygons of a shape, which is one polygon unless its rings touch."""
    return [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]
