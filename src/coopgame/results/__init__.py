"""Results that a user holds: phase diagrams with their regions, borders, points and thin sets."""

from coopgame.results.along import Along, along
from coopgame.results.branches import Branch, Continuum
from coopgame.results.compared import ComparedRegion
from coopgame.results.comparison import Comparison, compare
from coopgame.results.correspondence import Correspondence, correspondence
from coopgame.results.facets import Facets, facets
from coopgame.results.levels import LevelMap, payoff_map, probability_map
from coopgame.results.mapping import draw_map, phase_diagram
from coopgame.results.parts import Axis, Boundary, Enclosure, Polygon, Region, SpecialPoint, ThinSet
from coopgame.results.phase_diagram import PhaseDiagram
from coopgame.results.replies import BestResponses, RestPoint, best_responses
from coopgame.results.reply import Reply
from coopgame.results.request import Request, prepare
from coopgame.results.surfaces import Surfaces, surfaces
from coopgame.results.transition import Stage, Transition, transition
from coopgame.results.turns import Turn

__all__ = [
    "Along",
    "Axis",
    "BestResponses",
    "Boundary",
    "Branch",
    "ComparedRegion",
    "Comparison",
    "Continuum",
    "Correspondence",
    "Enclosure",
    "Facets",
    "LevelMap",
    "PhaseDiagram",
    "Polygon",
    "Region",
    "Reply",
    "Request",
    "RestPoint",
    "SpecialPoint",
    "Stage",
    "Surfaces",
    "ThinSet",
    "Transition",
    "Turn",
    "along",
    "best_responses",
    "compare",
    "correspondence",
    "draw_map",
    "facets",
    "payoff_map",
    "phase_diagram",
    "prepare",
    "probability_map",
    "surfaces",
    "transition",
]
