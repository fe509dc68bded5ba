"""Exact decomposition of a box in the plane into connected regions.  No floating point enters this folder."""

from coopgame.regions.algebra.algebraic import Algebraic
from coopgame.regions.algebra.curves import Curve
from coopgame.regions.decompose import decompose
from coopgame.regions.decomposition import Decomposition
from coopgame.regions.limits import Limits
from coopgame.regions.plane import Arc, Box, Junction, Patch, Plane, Sliver

__all__ = [
    "Algebraic",
    "Arc",
    "Box",
    "Curve",
    "Decomposition",
    "Junction",
    "Limits",
    "Patch",
    "Plane",
    "Sliver",
    "decompose",
]
