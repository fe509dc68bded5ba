"""Results that a user holds: phase diagrams with their regions, borders, points and thin sets."""

from coopgame.results.along import Along, along
from coopgame.results.compared import ComparedRegion
from coopgame.results.comparison import Comparison, compare
from coopgame.results.facets import Facets, facets
from coopgame.results.mapping import draw_map, phase_diagram
from coopgame.results.parts import Axis, Boundary, Enclosure, Polygon, Region, SpecialPoint, ThinSet
from coopgame.results.phase_diagram import PhaseDiagram
from coopgame.results.request import Request, prepare
from coopgame.results.surfaces import Surfaces, surfaces
from coopgame.results.transition import Stage, Transition, transition

__all__ = [
    "Along",
    "Axis",
    "Boundary",
    "ComparedRegion",
    "Comparison",
    "Enclosure",
    "Facets",
    "PhaseDiagram",
    "Polygon",
    "Region",
    "Request",
    "SpecialPoint",
    "Stage",
    "Surfaces",
    "ThinSet",
    "Transition",
    "along",
    "compare",
    "draw_map",
    "facets",
    "phase_diagram",
    "prepare",
    "surfaces",
    "transition",
]
