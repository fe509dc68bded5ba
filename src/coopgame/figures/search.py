"""What a search for the place of a text must know: the map, and the texts already placed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from coopgame.figures.scene import Scene

MARGIN: Final = 2.2
"""Least distance in points from a text to a line or to another text."""


@dataclass(frozen=True)
class Search:
    """A search for the place of one block.

    Parameters
    ----------
    scene
        The map.
    taken
        What is already placed in it: boxes of texts, leaders, markers of points.
    """

    scene: Scene
    taken: tuple[BaseGeometry, ...]

    @cached_property
    def obstacles(self) -> BaseGeometry:
        """Everything placed so far, as one geometry that answers many questions quickly."""
        return _prepared(list(self.taken))

    @cached_property
    def lines(self) -> BaseGeometry:
        """The lines of the map, likewise."""
        return _prepared([self.scene.lines])

    @cached_property
    def edges(self) -> BaseGeometry:
        """The lines of the map and the edges of its regions, which a diagram may leave without a boundary."""
        return _prepared([self.scene.lines, *(cell.outline.boundary for cell in self.scene.cells)])

    @cached_property
    def unfit(self) -> BaseGeometry:
        """Where a text that could stand elsewhere must not: textures, and what is outside the parameter space."""
        return _prepared([self.scene.textures, *self.scene.outside])

    def clear(self, boxes: np.ndarray) -> np.ndarray:
        """Return the distance of each box from what is placed; infinite when nothing is."""
        return _distance(boxes, self.obstacles)

    def from_lines(self, boxes: np.ndarray) -> np.ndarray:
        """Return the distance of each box from the lines of the map; infinite when there are none."""
        return _distance(boxes, self.lines)


def _prepared(shapes: list[BaseGeometry]) -> BaseGeometry:
    # A flat collection is searched through an index; a nested one is not.
    flat = shapely.GeometryCollection(list(shapely.get_parts(shapely.get_parts(shapes))))
    shapely.prepare(flat)
    return flat


def _distance(boxes: np.ndarray, shape: BaseGeometry) -> np.ndarray:
    return np.full(len(boxes), np.inf) if shape.is_empty else np.asarray(shapely.distance(boxes, shape))
