"""Find a place for a text beside the thing it names, with a leader to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import shapely

from coopgame.figures.search import MARGIN, Search
from coopgame.figures.text import Block, Label, rotated_boxes

_GRID: Final = 4.0
_GAP: Final = 3.0
_SHORTEST: Final = 9.0
_LONGEST: Final = 130.0
_CLEAR: Final = 1.5
_OFF: Final = 0.5
_ANY: Final = 9


def place_beside(
    search: Search, anchors: Sequence[tuple[float, float]], block: Block, *, dotted: bool, crossings: int = _ANY
) -> Label | None:
    """Return a label in a neighbouring region with a leader to an anchor, or ``None``.

    Parameters
    ----------
    search
        The scene and what is placed.
    anchors
        The points that the leader may start at, in points, best first.
    block
        The text.
    dotted
        Whether the leader starts with a dot.
    crossings
        How many lines the leader may cross at most.

    Returns
    -------
    Label or None
        The label with the shortest leader that crosses fewest lines, from the first anchor that allows one; its box
        lies in one plain region.
    """
    free = _free_centres(search, block)
    for anchor in anchors:
        near = free[np.hypot(*(free - np.array(anchor)).T) < _LONGEST]
        label = _best_leader(search, anchor, block, near, crossings=crossings)
        if label is not None:
            return replace(label, dotted=dotted)
    return None


def _best_leader(
    search: Search, anchor: tuple[float, float], block: Block, centres: np.ndarray, *, crossings: int
) -> Label | None:
    """Return the label, among texts that stand free, whose leader is best; or ``None``."""
    # Every centre can be reached from its left, right, lower and upper side.
    reach = np.array([[block.width / 2 + _GAP, 0.0], [0.0, block.height / 2 + _GAP]])
    ends = np.concatenate([centres + sign * side for side in reach for sign in (-1, 1)])
    owners = np.tile(np.arange(len(centres)), 4)
    leaders = np.asarray(shapely.linestrings(np.stack([np.broadcast_to(anchor, ends.shape), ends], axis=1)))
    boxes = rotated_boxes(centres, block, np.zeros(len(centres)))
    far = shapely.length(leaders)
    good = (far > _SHORTEST) & ~shapely.intersects(leaders, boxes[owners])
    good &= ~shapely.dwithin(search.obstacles, leaders, _CLEAR)
    crossed = np.full(len(ends), _ANY + 1)
    # Whether a leader touches the curve that it starts on is up to the last bit of a float, so that is not asked.
    beyond = np.asarray(anchor) + (ends - anchor) * (_OFF / np.maximum(far, _SHORTEST))[:, None]
    rest = np.asarray(shapely.linestrings(np.stack([beyond, ends], axis=1)))
    crossed[good] = shapely.get_num_coordinates(shapely.intersection(rest[good], search.lines))
    good &= crossed <= crossings
    if not good.any():
        return None
    room = np.minimum(search.clear(boxes), search.from_lines(boxes))[owners]
    slant = np.abs(ends[:, 1] - anchor[1]) / np.maximum(far, 1)
    # Rounded, so that the choice among equals does not hang on the last bit of a float.
    cost = np.round(far + 14 * crossed + 16 * slant - 3 * np.minimum(room, 8), 3)
    best = int(np.argmin(np.where(good, cost, np.inf)))
    (x, y), end = centres[owners[best]], ends[best]
    return Label(block, (float(x), float(y)), leader=(anchor, (float(end[0]), float(end[1]))))


def _free_centres(search: Search, block: Block) -> np.ndarray:
    """Return the centres around which the text stands free in one plain region."""
    width, height = search.scene.plane.size
    side, up = block.width / 2 + MARGIN, block.height / 2 + MARGIN
    xs, ys = np.arange(side, width - side, _GRID), np.arange(up, height - up, _GRID)
    centres = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    # Two names that stand close are read as one.
    apart = (2.4 if block.bold else 1.4) * MARGIN
    for shape, distance in ((search.unfit, 0.1), (search.obstacles, apart), (search.edges, 1.4 * MARGIN)):
        boxes = rotated_boxes(centres, block, np.zeros(len(centres)))
        centres = centres[np.logical_not(shapely.dwithin(shape, boxes, distance))]
    return np.asarray(centres)
