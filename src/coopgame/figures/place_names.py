"""Find a place for the names of regions: inside, smaller, or beside with a leader.

The search is for the *box* of the text, in points: among boxes that lie inside the region and clear of everything
already placed, the one with most room around it is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from coopgame.figures.scene import Cell, Scene
from coopgame.figures.style import NAME_SIZE, NAME_SIZES
from coopgame.figures.text import Block, Label, line_breaks, rotated_boxes

MARGIN: Final = 2.2
"""Least distance in points from a text to a line or to another text."""
_GRID: Final = 45
_ROOMY: Final = 9.0
_AMPLE: Final = 9.0
"""Room beyond which the middle of the region matters more than still more room."""
_LEADER_GAP: Final = 3.0
_LEADER_MOST: Final = 130.0


@dataclass(frozen=True)
class Search:
    """A search for the place of one block: the scene, and what is already placed in it."""

    scene: Scene
    taken: tuple[BaseGeometry, ...]

    @property
    def obstacles(self) -> BaseGeometry:
        """Everything placed so far, as one geometry."""
        return shapely.GeometryCollection(list(self.taken))

    def clear(self, boxes: np.ndarray) -> np.ndarray:
        """Return the distance of each box from what is placed; infinite when nothing is."""
        if not self.taken:
            return np.full(len(boxes), np.inf)
        return np.asarray(shapely.distance(boxes, self.obstacles))

    def from_lines(self, boxes: np.ndarray) -> np.ndarray:
        """Return the distance of each box from the lines of the map; infinite when there are none."""
        lines = self.scene.lines
        return np.full(len(boxes), np.inf) if lines.is_empty else np.asarray(shapely.distance(boxes, lines))


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
    """Return the centre of the largest circle inside an outline: the point that is most surely in the region."""
    spoke = shapely.get_coordinates(shapely.maximum_inscribed_circle(shapely.MultiPolygon(_polygons(outline)), 0.05))
    return float(spoke[0, 0]), float(spoke[0, 1])


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    """Return the polygons of a shape, which is one polygon unless its rings touch."""
    return [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]


def place_beside(
    search: Search, anchor: tuple[float, float], block: Block, *, dotted: bool, crossings: int = 9
) -> Label | None:
    """Return a label in a neighbouring region with a leader to the anchor, or ``None``.

    Parameters
    ----------
    search
        The scene and what is placed.
    anchor
        The point that the leader starts at, in points.
    block
        The text.
    dotted
        Whether the leader starts with a dot.
    crossings
        How many lines the leader may cross at most.

    Returns
    -------
    Label or None
        The label with the shortest leader that crosses fewest lines; its box lies in one plain region.
    """
    frame = shapely.buffer(search.scene.plane.frame, -MARGIN)
    left, bottom, right, top = search.scene.plane.frame.bounds
    xs, ys = np.arange(left, right, 3.0), np.arange(bottom, top, 3.0)
    centres = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    centres = centres[np.hypot(*(centres - anchor).T) < _LEADER_MOST]
    boxes = rotated_boxes(centres, block, np.zeros(len(centres)))
    forbidden = shapely.GeometryCollection([search.scene.textures, *search.scene.outside])
    keep = shapely.covered_by(boxes, frame) & (search.from_lines(boxes) > 1.4 * MARGIN)
    keep &= shapely.distance(boxes, forbidden) > 0 if not forbidden.is_empty else True
    keep &= search.clear(boxes) > 1.4 * MARGIN
    label = _best_leader(search, anchor, block, centres[keep], crossings=crossings)
    return label and replace(label, dotted=dotted)


def _best_leader(
    search: Search, anchor: tuple[float, float], block: Block, centres: np.ndarray, *, crossings: int
) -> Label | None:
    """Return the label, among boxes that are free, whose leader is best; or ``None``."""
    if not len(centres):
        return None
    reach = np.array([[block.width / 2 + _LEADER_GAP, 0.0], [0.0, block.height / 2 + _LEADER_GAP]])
    ends = np.concatenate([centres + sign * side for side in reach for sign in (-1, 1)])
    owners = np.tile(np.arange(len(centres)), 4)
    starts = np.broadcast_to(np.array(anchor), ends.shape)
    leaders = np.asarray(shapely.linestrings(np.stack([starts, ends], axis=1)))
    boxes = rotated_boxes(centres[owners], block, np.zeros(len(owners)))
    far = shapely.length(leaders)
    good = (far > 9) & (search.clear(leaders) > 1.5) & ~shapely.intersects(leaders, boxes)
    crossed = shapely.get_num_coordinates(shapely.intersection(leaders, search.scene.lines))
    good &= crossed <= crossings
    if not good.any():
        return None
    room = np.minimum(search.clear(boxes), search.from_lines(boxes))
    slant = np.abs(ends[:, 1] - anchor[1]) / np.maximum(far, 1)
    cost = np.round(far + 14 * crossed + 16 * slant - 3 * np.minimum(room, 8), 3)
    best = int(np.argmin(np.where(good, cost, np.inf)))
    at, end = centres[owners[best]], ends[best]
    leader = (anchor, (float(end[0]), float(end[1])))
    return Label(block, (float(at[0]), float(at[1])), leader=leader)
