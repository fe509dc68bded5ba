"""coopgame: non-cooperative strategic games with symbols in their payoffs, solved exactly and mapped exactly.

Every public name is listed here with the module that defines it; modules are loaded when a name is first used, so
``import coopgame`` costs next to nothing.
"""

from __future__ import annotations

import difflib
import importlib
from typing import TYPE_CHECKING, Any

from coopgame._version import __version__

if TYPE_CHECKING:
    from coopgame import batch as batch
    from coopgame import claims as claims
    from coopgame import figures as figures
    from coopgame import interchange as interchange
    from coopgame import models as models
    from coopgame.claims import ComparativeStatics as ComparativeStatics
    from coopgame.claims import Proposition as Proposition
    from coopgame.claims import PublishedCondition as PublishedCondition
    from coopgame.claims import RegimeStatics as RegimeStatics
    from coopgame.claims import Statement as Statement
    from coopgame.claims import Verdict as Verdict
    from coopgame.claims import comparative_statics as comparative_statics
    from coopgame.claims import decide as decide
    from coopgame.claims import proposition as proposition
    from coopgame.claims import regime_statics as regime_statics
    from coopgame.equilibria import Admissible as Admissible
    from coopgame.equilibria import BackwardInduction as BackwardInduction
    from coopgame.equilibria import BayesianNash as BayesianNash
    from coopgame.equilibria import Belief as Belief
    from coopgame.equilibria import ByInformation as ByInformation
    from coopgame.equilibria import ByProbability as ByProbability
    from coopgame.equilibria import ByProfile as ByProfile
    from coopgame.equilibria import ByStrategy as ByStrategy
    from coopgame.equilibria import Component as Component
    from coopgame.equilibria import CriticalDiscount as CriticalDiscount
    from coopgame.equilibria import Equilibrium as Equilibrium
    from coopgame.equilibria import EquilibriumSet as EquilibriumSet
    from coopgame.equilibria import IntuitiveCriterion as IntuitiveCriterion
    from coopgame.equilibria import JoinStrategies as JoinStrategies
    from coopgame.equilibria import LeaderBest as LeaderBest
    from coopgame.equilibria import Nash as Nash
    from coopgame.equilibria import PayoffDominant as PayoffDominant
    from coopgame.equilibria import PerfectBayesian as PerfectBayesian
    from coopgame.equilibria import PureNash as PureNash
    from coopgame.equilibria import Reversion as Reversion
    from coopgame.equilibria import RiskDominant as RiskDominant
    from coopgame.equilibria import Stackelberg as Stackelberg
    from coopgame.equilibria import SubgamePerfect as SubgamePerfect
    from coopgame.equilibria import Undominated as Undominated
    from coopgame.equilibria import UninformedLeader as UninformedLeader
    from coopgame.equilibria import UtilitarianBest as UtilitarianBest
    from coopgame.equilibria import critical_discount as critical_discount
    from coopgame.equilibria import regimes_of as regimes_of
    from coopgame.equilibria import solve as solve
    from coopgame.errors import ConceptError as ConceptError
    from coopgame.errors import CoopgameError as CoopgameError
    from coopgame.errors import DiagramError as DiagramError
    from coopgame.errors import ExpressionError as ExpressionError
    from coopgame.errors import FigureError as FigureError
    from coopgame.errors import GameError as GameError
    from coopgame.errors import InputError as InputError
    from coopgame.errors import LimitError as LimitError
    from coopgame.errors import MissingPackageError as MissingPackageError
    from coopgame.errors import ModelError as ModelError
    from coopgame.errors import ParameterError as ParameterError
    from coopgame.errors import RunError as RunError
    from coopgame.errors import StatementError as StatementError
    from coopgame.errors import StudyError as StudyError
    from coopgame.errors import UnsupportedError as UnsupportedError
    from coopgame.explorer import Explorer as Explorer
    from coopgame.export import latex as latex
    from coopgame.export import latex_preamble as latex_preamble
    from coopgame.figures import draw_tree as draw_tree
    from coopgame.games import BayesianGame as BayesianGame
    from coopgame.games import Chance as Chance
    from coopgame.games import Decision as Decision
    from coopgame.games import Game as Game
    from coopgame.games import Repeated as Repeated
    from coopgame.games import Signalling as Signalling
    from coopgame.games import Tree as Tree
    from coopgame.interchange import read_nfg as read_nfg
    from coopgame.interchange import to_nashpy as to_nashpy
    from coopgame.interchange import write_nfg as write_nfg
    from coopgame.models import Closure as Closure
    from coopgame.models import ContinuousStage as ContinuousStage
    from coopgame.models import Model as Model
    from coopgame.models import StageSolution as StageSolution
    from coopgame.parameters import ParameterSpace as ParameterSpace
    from coopgame.regions import Limits as Limits
    from coopgame.reports import Report as Report
    from coopgame.results import Along as Along
    from coopgame.results import Axis as Axis
    from coopgame.results import BestResponses as BestResponses
    from coopgame.results import Boundary as Boundary
    from coopgame.results import ComparedRegion as ComparedRegion
    from coopgame.results import Comparison as Comparison
    from coopgame.results import Correspondence as Correspondence
    from coopgame.results import Enclosure as Enclosure
    from coopgame.results import Facets as Facets
    from coopgame.results import LevelMap as LevelMap
    from coopgame.results import PhaseDiagram as PhaseDiagram
    from coopgame.results import Polygon as Polygon
    from coopgame.results import Region as Region
    from coopgame.results import SpecialPoint as SpecialPoint
    from coopgame.results import Surfaces as Surfaces
    from coopgame.results import ThinSet as ThinSet
    from coopgame.results import Transition as Transition
    from coopgame.results import along as along
    from coopgame.results import best_responses as best_responses
    from coopgame.results import compare as compare
    from coopgame.results import correspondence as correspondence
    from coopgame.results import facets as facets
    from coopgame.results import payoff_map as payoff_map
    from coopgame.results import phase_diagram as phase_diagram
    from coopgame.results import probability_map as probability_map
    from coopgame.results import surfaces as surfaces
    from coopgame.results import transition as transition
    from coopgame.robustness import Case as Case
    from coopgame.robustness import CaseReport as CaseReport
    from coopgame.robustness import CaseTable as CaseTable
    from coopgame.robustness import Consistency as Consistency
    from coopgame.robustness import Influence as Influence
    from coopgame.robustness import Occurrence as Occurrence
    from coopgame.robustness import RegimeSensitivity as RegimeSensitivity
    from coopgame.robustness import RegimeShares as RegimeShares
    from coopgame.robustness import SetSensitivity as SetSensitivity
    from coopgame.robustness import Share as Share
    from coopgame.robustness import classify as classify
    from coopgame.robustness import classify_all as classify_all
    from coopgame.robustness import consistent as consistent
    from coopgame.robustness import regime_sensitivity as regime_sensitivity
    from coopgame.robustness import regime_shares as regime_shares
    from coopgame.robustness import replicates as replicates
    from coopgame.study import Study as Study
    from coopgame.study import read_study as read_study
    from coopgame.sweeps import Design as Design
    from coopgame.sweeps import Refined as Refined
    from coopgame.sweeps import Run as Run
    from coopgame.sweeps import Sweep as Sweep
    from coopgame.sweeps import design as design
    from coopgame.sweeps import refine as refine
    from coopgame.sweeps import sweep as sweep

#: Every public name, by the module that defines it.
_NAMES = {
    "coopgame.batch": "batch",
    "coopgame.claims": (
        "ComparativeStatics Proposition PublishedCondition RegimeStatics Statement Verdict claims "
        "comparative_statics decide proposition regime_statics"
    ),
    "coopgame.equilibria": (
        "Admissible BackwardInduction BayesianNash Belief ByInformation ByProbability ByProfile ByStrategy "
        "Component CriticalDiscount Equilibrium EquilibriumSet IntuitiveCriterion JoinStrategies LeaderBest Nash "
        "PayoffDominant PerfectBayesian PureNash Reversion RiskDominant Stackelberg SubgamePerfect Undominated "
        "UninformedLeader UtilitarianBest critical_discount regimes_of solve"
    ),
    "coopgame.errors": (
        "ConceptError CoopgameError DiagramError ExpressionError FigureError GameError InputError LimitError "
        "MissingPackageError ModelError ParameterError RunError StatementError StudyError UnsupportedError"
    ),
    "coopgame.explorer": "Explorer",
    "coopgame.export": "latex latex_preamble",
    "coopgame.figures": "draw_tree figures",
    "coopgame.games": "BayesianGame Chance Decision Game Repeated Signalling Tree",
    "coopgame.interchange": "interchange read_nfg to_nashpy write_nfg",
    "coopgame.models": "Closure ContinuousStage Model StageSolution models",
    "coopgame.parameters": "ParameterSpace",
    "coopgame.regions": "Limits",
    "coopgame.reports": "Report",
    "coopgame.results": (
        "Along Axis BestResponses Boundary ComparedRegion Comparison Correspondence Enclosure Facets LevelMap "
        "PhaseDiagram Polygon Region SpecialPoint Surfaces ThinSet Transition along best_responses compare "
        "correspondence facets payoff_map phase_diagram probability_map surfaces transition"
    ),
    "coopgame.robustness": (
        "Case CaseReport CaseTable Consistency Influence Occurrence RegimeSensitivity RegimeShares SetSensitivity "
        "Share classify classify_all consistent regime_sensitivity regime_shares replicates"
    ),
    "coopgame.study": "Study read_study",
    "coopgame.sweeps": "Design Refined Run Sweep design refine sweep",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = ["__version__", *sorted(_HOME)]


# Hidden from type checkers, which would otherwise take every misspelt name for one of ours.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        home = _HOME.get(name)
        if home is None:
            nearest = difflib.get_close_matches(name, _HOME, n=1)
            hint = f". Did you mean {nearest[0]!r}?" if nearest else ""
            raise AttributeError(f"module 'coopgame' has no attribute {name!r}{hint}")
        module = importlib.import_module(home)
        value = module if home.rpartition(".")[2] == name else getattr(module, name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
