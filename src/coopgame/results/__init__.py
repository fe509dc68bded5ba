"""Results that a user holds: phase diagrams with their regions, borders, points and thin sets."""

from coopgame.results.compared import ComparedRegion
from coopgame.results.comparison import Comparison, compare
from coopgame.results.branches import Branch, Continuum, Turn
from coopgame.results.correspondence import Correspondence, correspondence
from coopgame.results.mapping import draw_map, phase_diagram
from coopgame.results.parts import Axis, Boundary, Enclosure, Polygon, Region, SpecialPoint, ThinSet
from coopgame.results.phase_diagram import PhaseDiagram
from coopgame.results.replies import BestResponses, Reply, RestPoint, best_responses
from coopgame.results.request import Request, prepare

__all__ = [
    "Axis",
    "BestResponses",
    "Boundary",
    "Branch",
    "ComparedRegion",
    "Comparison",
    "Continuum",
    "Correspondence",
    "Enclosure",
    "PhaseDiagram",
    "Polygon",
    "Region",
    "Reply",
    "Request",
    "RestPoint",
    "SpecialPoint",
    "ThinSet",
    "Turn",
    "best_responses",
    "compare",
    "correspondence",
    "draw_map",
    "phase_diagram",
    "prepare",
]
