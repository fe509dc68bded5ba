"""The plane of a diagram: its coordinates, and points on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
import sympy

FLATNESS = 0.01
"""How far, in points, a flattened curve may lie from the true one: a hundredth of the finest visible detail."""


@dataclass(frozen=True)
class Plane:
    """The linear map between the coordinates of the diagram and points on paper.

    Parameters
    ----------
    lower, upper
        Opposite corners of the box in the coordinates of the diagram.
    size
        Width and height of the axes in points.
    """

    lower: tuple[float, float]
    upper: tuple[float, float]
    size: tuple[float, float]

    @property
    def frame(self) -> shapely.Polygon:
        """The axes, in points from their lower left corner."""
        return shapely.box(0, 0, *self.size)

    def points(self, path: Sequence[tuple[Any, Any]]) -> np.ndarray:
        """Return a path in points from the lower left corner of the axes."""
        raw = np.array([[float(x), float(y)] for x, y in path])
        return np.asarray((raw - self.lower) / np.subtract(self.upper, self.lower) * self.size)

    def data(self, points: np.ndarray) -> np.ndarray:
        """Return points on paper in the coordinates of the diagram."""
        return np.asarray(points / np.array(self.size) * np.subtract(self.upper, self.lower) + self.lower)

    def tolerance(self) -> Any:
        """Return the flatness of curves in the coordinates of the diagram, as an exact number."""
        span = np.subtract(self.upper, self.lower) / self.size
        return sympy.Rational(float(span.min()) * FLATNESS)
