"""Results that a user holds: phase diagrams with their regions, borders, points and thin sets."""

from coopgame.results.branches import Branch, Continuum
from coopgame.results.compared import ComparedRegion
from coopgame.results.comparison import Comparison, compare
from coopgame.results.correspondence import Correspondence, correspondence
from coopgame.results.levels import LevelMap, payoff_map, probability_map
from coopgame.results.mapping import draw_map, phase_diagram
from coopgame.results.parts import Axis, Boundary, Enclosure, Polygon, Region, SpecialPoint, ThinSet
from coopgame.results.phase_diagram import PhaseDiagram
from coopgame.results.replies import BestResponses, RestPoint, best_responses
from coopgame.results.reply import Reply
from coopgame.results.request import Request, prepare
from coopgame.results.turns import Turn

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
    "LevelMap",
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
    "payoff_map",
    "phase_diagram",
    "prepare",
    "probability_map",
]
