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

_HOME = {
    "Admissible": "coopgame.equilibria",
    "Along": "coopgame.results",
    "Axis": "coopgame.results",
    "BackwardInduction": "coopgame.equilibria",
    "BayesianGame": "coopgame.games",
    "BayesianNash": "coopgame.equilibria",
    "Belief": "coopgame.equilibria",
    "BestResponses": "coopgame.results",
    "Boundary": "coopgame.results",
    "ByInformation": "coopgame.equilibria",
    "ByProbability": "coopgame.equilibria",
    "ByProfile": "coopgame.equilibria",
    "ByStrategy": "coopgame.equilibria",
    "Case": "coopgame.robustness",
    "CaseReport": "coopgame.robustness",
    "CaseTable": "coopgame.robustness",
    "Chance": "coopgame.games",
    "Closure": "coopgame.models",
    "ComparedRegion": "coopgame.results",
    "ComparativeStatics": "coopgame.claims",
    "Comparison": "coopgame.results",
    "Component": "coopgame.equilibria",
    "ConceptError": "coopgame.errors",
    "Consistency": "coopgame.robustness",
    "ContinuousStage": "coopgame.models",
    "CoopgameError": "coopgame.errors",
    "Correspondence": "coopgame.results",
    "CriticalDiscount": "coopgame.equilibria",
    "Decision": "coopgame.games",
    "DiagramError": "coopgame.errors",
    "Enclosure": "coopgame.results",
    "Design": "coopgame.sweeps",
    "Equilibrium": "coopgame.equilibria",
    "EquilibriumSet": "coopgame.equilibria",
    "Explorer": "coopgame.explorer",
    "ExpressionError": "coopgame.errors",
    "Facets": "coopgame.results",
    "FigureError": "coopgame.errors",
    "Game": "coopgame.games",
    "GameError": "coopgame.errors",
    "Influence": "coopgame.robustness",
    "InputError": "coopgame.errors",
    "IntuitiveCriterion": "coopgame.equilibria",
    "JoinStrategies": "coopgame.equilibria",
    "LeaderBest": "coopgame.equilibria",
    "LevelMap": "coopgame.results",
    "LimitError": "coopgame.errors",
    "Limits": "coopgame.regions",
    "MissingPackageError": "coopgame.errors",
    "Model": "coopgame.models",
    "ModelError": "coopgame.errors",
    "Nash": "coopgame.equilibria",
    "Occurrence": "coopgame.robustness",
    "ParameterError": "coopgame.errors",
    "ParameterSpace": "coopgame.parameters",
    "PayoffDominant": "coopgame.equilibria",
    "PerfectBayesian": "coopgame.equilibria",
    "PhaseDiagram": "coopgame.results",
    "Polygon": "coopgame.results",
    "PureNash": "coopgame.equilibria",
    "Proposition": "coopgame.claims",
    "PublishedCondition": "coopgame.claims",
    "RegimeSensitivity": "coopgame.robustness",
    "RegimeShares": "coopgame.robustness",
    "RegimeStatics": "coopgame.claims",
    "Refined": "coopgame.sweeps",
    "Region": "coopgame.results",
    "Repeated": "coopgame.games",
    "Report": "coopgame.reports",
    "Reversion": "coopgame.equilibria",
    "RiskDominant": "coopgame.equilibria",
    "SetSensitivity": "coopgame.robustness",
    "Share": "coopgame.robustness",
    "Signalling": "coopgame.games",
    "Run": "coopgame.sweeps",
    "RunError": "coopgame.errors",
    "SpecialPoint": "coopgame.results",
    "Stackelberg": "coopgame.equilibria",
    "StageSolution": "coopgame.models",
    "Statement": "coopgame.claims",
    "StatementError": "coopgame.errors",
    "Study": "coopgame.study",
    "StudyError": "coopgame.errors",
    "SubgamePerfect": "coopgame.equilibria",
    "Surfaces": "coopgame.results",
    "Sweep": "coopgame.sweeps",
    "ThinSet": "coopgame.results",
    "Transition": "coopgame.results",
    "Tree": "coopgame.games",
    "Undominated": "coopgame.equilibria",
    "UninformedLeader": "coopgame.equilibria",
    "UnsupportedError": "coopgame.errors",
    "UtilitarianBest": "coopgame.equilibria",
    "Verdict": "coopgame.claims",
    "along": "coopgame.results",
    "best_responses": "coopgame.results",
    "batch": "coopgame.batch",
    "claims": "coopgame.claims",
    "classify": "coopgame.robustness",
    "classify_all": "coopgame.robustness",
    "comparative_statics": "coopgame.claims",
    "compare": "coopgame.results",
    "correspondence": "coopgame.results",
    "consistent": "coopgame.robustness",
    "critical_discount": "coopgame.equilibria",
    "decide": "coopgame.claims",
    "design": "coopgame.sweeps",
    "draw_tree": "coopgame.figures",
    "facets": "coopgame.results",
    "figures": "coopgame.figures",
    "interchange": "coopgame.interchange",
    "latex": "coopgame.export",
    "latex_preamble": "coopgame.export",
    "models": "coopgame.models",
    "payoff_map": "coopgame.results",
    "phase_diagram": "coopgame.results",
    "probability_map": "coopgame.results",
    "proposition": "coopgame.claims",
    "read_nfg": "coopgame.interchange",
    "read_study": "coopgame.study",
    "refine": "coopgame.sweeps",
    "regime_sensitivity": "coopgame.robustness",
    "regime_shares": "coopgame.robustness",
    "regime_statics": "coopgame.claims",
    "regimes_of": "coopgame.equilibria",
    "replicates": "coopgame.robustness",
    "solve": "coopgame.equilibria",
    "surfaces": "coopgame.results",
    "sweep": "coopgame.sweeps",
    "to_nashpy": "coopgame.interchange",
    "transition": "coopgame.results",
    "write_nfg": "coopgame.interchange",
}

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
