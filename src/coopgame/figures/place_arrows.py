"""Find a place for the letters at the ends of arrows, where they would go on if there is room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from coopgame.figures.arrows import SQUARE, Point
from coopgame.figures.scene import Scene
from coopgame.figures.search import Search
from coopgame.figures.text import Block, Label, rotated_boxes

_DIRECTIONS: Final = np.radians(np.arange(0, 360, 11.25))
_GAPS: Final = (2.0, 3.5, 5.5)
_LEAST: Final = 0.8


def place_letters(
    scene: Scene, taken: Sequence[BaseGeometry], size: float
) -> tuple[tuple[Label, ...], tuple[str, ...]]:
    """Return the letters at the ends of arrows, and in words which found no room.

    Parameters
    ----------
    scene
        The scene with its arrows.
    taken
        What is placed already, the arrows included.
    size
        The size of the type in points.
    """
    labels: dict[str, Label] = {}
    missing = []
    for arrow in scene.arrows:
        away = np.subtract(arrow.start, arrow.end) / np.hypot(*np.subtract(arrow.start, arrow.end))
        for letter, at, way in zip(arrow.letters, (arrow.start, arrow.end), (away, -away), strict=True):
            if letter in labels:
                continue
            search = Search(scene, (*taken, *(label.box for label in labels.values())))
            label = _beside(search, at, way, Block((f"${letter}$",), size))
            if label is None:
                missing.append(f"end {letter} of an arrow: no room for its letter beside it")
            else:
                labels[letter] = label
    return tuple(labels.values()), tuple(missing)


def _beside(search: Search, at: Point, way: np.ndarray, block: Block) -> Label | None:
    """Return the letter at the end of an arrow, if it can in the direction in which the arrow would go on."""
    normals = np.stack([np.cos(_DIRECTIONS), np.sin(_DIRECTIONS)], axis=1)
    support = np.abs(normals) @ np.array([block.width / 2, block.height / 2])
    centres = np.concatenate([at + normals * (SQUARE / 2 + gap + support)[:, None] for gap in _GAPS])
    boxes = rotated_boxes(centres, block, np.zeros(len(centres)))
    frame = search.scene.plane.frame
    room = np.minimum(search.from_lines(boxes), search.clear(boxes))
    room = np.minimum(room, shapely.distance(boxes, shapely.boundary(frame)))
    good = shapely.contains_properly(frame, boxes) & (room >= _LEAST)
    if not good.any():
        return None
    textured = shapely.intersects(boxes, search.scene.textures)
    ahead = np.tile(normals @ way, len(_GAPS))
    gaps = np.repeat(_GAPS, len(normals))
    score = np.round(np.minimum(room, 2.5) + 2.5 * ahead - 0.5 * gaps - 6 * textured, 3)
    best = int(np.argmax(np.where(good, score, -np.inf)))
    return Label(block, (float(centres[best, 0]), float(centres[best, 1])))
