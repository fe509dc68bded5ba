"""Results that a user holds: phase diagrams with their regions, borders, points and thin sets."""

from coopgame.results.parts import Axis, Boundary, Enclosure, Polygon, Region, SpecialPoint, ThinSet
from coopgame.results.phase_diagram import PhaseDiagram
from coopgame.results.request import phase_diagram

__all__ = [
    "Axis",
    "Boundary",
    "Enclosure",
    "PhaseDiagram",
    "Polygon",
    "Region",
    "SpecialPoint",
    "ThinSet",
    "phase_diagram",
]
