"""Stripes and cross-lines, cut as polygons and lines so that every viewer shows the same.

Stripes mean that several regimes are equilibria; cross-lines mean that none is.  Both lie on one grid anchored at the
corner of the axes, so textures run on across a boundary between two textured regions.
"""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

PITCH: Final = 5.0
STRIPE: Final = 2.0
CROSS_PITCH: Final = 8.0
_FRAGMENT: Final = 1e-4
"""Area in square points below which a piece of a stripe is dust of the clipping."""


def stripe_pitch(regimes: int) -> float:
    """Return the distance at which the stripes of a set of regimes repeat.

    Examples
    --------
    >>> stripe_pitch(2), stripe_pitch(3)
    (5.0, 7.0)
    """
    return PITCH + STRIPE * (regimes - 2)


def stripes(area: BaseGeometry, regimes: int) -> list[BaseGeometry]:
    """Return the stripes over an area for every regime but the first, whose colour is the ground.

    Parameters
    ----------
    area
        What is striped, in points.
    regimes
        How many regimes there are, at least two.

    Returns
    -------
    list
        One multipolygon per further regime.  Each reaches under the next one, so that no hairline of the ground
        shows between them.

    Examples
    --------
    >>> [round(layer.area) for layer in stripes(shapely.box(0, 0, 100, 100), 2)]
    [4000]
    """
    pitch = stripe_pitch(regimes)
    layers = []
    for layer in range(1, regimes):
        bands = _diagonal_bands(area.bounds, pitch, STRIPE * (layer - 1), STRIPE * (regimes - 1))
        layers.append(_polygons(shapely.intersection(bands, area)))
    return layers


def cross_lines(area: BaseGeometry) -> BaseGeometry:
    """Return the cross-lines over an area without equilibrium, as lines in both diagonal directions."""
    left, bottom, right, top = area.bounds
    lines = []
    for sign in (1, -1):
        step = CROSS_PITCH * sqrt(2)
        ends = (bottom - sign * left, bottom - sign * right, top - sign * left, top - sign * right)
        offsets = np.arange(floor(min(ends) / step), ceil(max(ends) / step) + 1) * step
        lines += [[(left, sign * left + c), (right, sign * right + c)] for c in offsets]
    return shapely.intersection(shapely.multilinestrings(lines), area)


def _diagonal_bands(bounds: tuple[float, ...], pitch: float, start: float, end: float) -> BaseGeometry:
    """Return rising bands at 45°, each from ``start`` to ``end`` across its period, over a box."""
    left, bottom, right, top = bounds
    period = pitch * sqrt(2)
    low, high = bottom - right, top - left
    bands = []
    for number in range(floor(low / period) - 1, ceil(high / period) + 1):
        under, over = number * period + start * sqrt(2), number * period + end * sqrt(2)
        bands.append(
            shapely.Polygon([(left, left + under), (right, right + under), (right, right + over), (left, left + over)])
        )
    return shapely.MultiPolygon(bands)


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a clipped shape, without the lines and dust that clipping may leave."""
    return shapely.MultiPolygon(
        [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area > _FRAGMENT]
    )
