"""Exact decomposition of a box in the plane into connected regions.  No floating point enters this folder."""

from coopgame.regions.assemble import Arc, Decomposition, Junction, Patch, Sliver
from coopgame.regions.cells import Box
from coopgame.regions.decompose import decompose
from coopgame.regions.implicants import Literal, implicants
from coopgame.regions.lines import Line
from coopgame.regions.outline import Ring

__all__ = [
    "Arc",
    "Box",
    "Decomposition",
    "Junction",
    "Line",
    "Literal",
    "Patch",
    "Ring",
    "Sliver",
    "decompose",
    "implicants",
]
