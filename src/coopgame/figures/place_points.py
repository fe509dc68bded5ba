"""Find a place for the names of triple points: close to the point and clear of the lines that meet there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from coopgame.figures.mathtext import symbol_mathtext
from coopgame.figures.scene import Scene, Spot
from coopgame.figures.search import Search
from coopgame.figures.style import POINT_RADIUS, POINT_RIM
from coopgame.figures.text import Block, Label, rotated_boxes

_DIRECTIONS: Final = np.radians(np.arange(0, 360, 11.25))
_GAPS: Final = (2.0, 3.5, 5.0, 7.0)
_LEAST: Final = 0.9


def discs(spots: Sequence[Spot]) -> list[BaseGeometry]:
    """Return what texts must avoid around the markers of the points."""
    return [shapely.Point(spot.at).buffer(POINT_RADIUS + POINT_RIM) for spot in spots]


def place_points(scene: Scene, size: float) -> tuple[list[Label], list[str]]:
    """Return the labels of the points and the names of those that found no room.

    Parameters
    ----------
    scene
        The scene.
    size
        The size of the type in points.

    Returns
    -------
    tuple
        Labels, and names without a label.
    """
    labels: list[Label] = []
    missing: list[str] = []
    for spot in scene.spots:
        taken = (*discs(scene.spots), *(mark.body for mark in scene.marks), *(label.box for label in labels))
        block = Block((f"${symbol_mathtext(spot.name)}$",), size)
        label = _beside(Search(scene, taken), spot, block)
        if label is None:
            missing.append(spot.name)
        else:
            labels.append(label)
    return labels, missing


def _beside(search: Search, spot: Spot, block: Block) -> Label | None:
    """Return the label of a point in the direction with most room, as near as there is room."""
    frame = search.scene.plane.frame
    normals = np.stack([np.cos(_DIRECTIONS), np.sin(_DIRECTIONS)], axis=1)
    support = np.abs(normals) @ np.array([block.width / 2, block.height / 2])
    near = POINT_RADIUS + POINT_RIM
    candidates = [spot.at + normals * (near + gap + support)[:, None] for gap in _GAPS]
    centres = np.concatenate(candidates)
    boxes = rotated_boxes(centres, block, np.zeros(len(centres)))
    room = np.minimum(search.from_lines(boxes), search.clear(boxes))
    room = np.minimum(room, shapely.distance(boxes, shapely.boundary(frame)))
    good = shapely.contains_properly(frame, boxes) & (room >= _LEAST)
    if not good.any():
        return None
    textured = shapely.intersects(boxes, search.scene.textures)
    gaps = np.repeat(_GAPS, len(normals))
    score = np.round(np.minimum(room, 4) - 0.7 * gaps - 6 * textured, 3)
    best = int(np.argmax(np.where(good, score, -np.inf)))
    return Label(block, (float(centres[best, 0]), float(centres[best, 1])))
