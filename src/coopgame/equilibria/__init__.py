"""Solution concepts as objects, and equilibria with the conditions under which they exist."""

from coopgame.equilibria.backward import BackwardInduction
from coopgame.equilibria.bayesian import BayesianNash
from coopgame.equilibria.beliefs import Belief
from coopgame.equilibria.commitment import Stackelberg
from coopgame.equilibria.concept import Concept, Conditional, defined
from coopgame.equilibria.critical import CriticalDiscount, critical_discount
from coopgame.equilibria.dominance import PayoffDominant, RiskDominant
from coopgame.equilibria.equilibrium import Component, Equilibrium, Indifference, Plan
from coopgame.equilibria.equilibrium_set import EquilibriumSet
from coopgame.equilibria.information import ByInformation
from coopgame.equilibria.joined import joined_regimes, regimes_at, regimes_of
from coopgame.equilibria.nash import Nash
from coopgame.equilibria.probability import ByProbability
from coopgame.equilibria.pure import PureNash
from coopgame.equilibria.repetition import Reversion
from coopgame.equilibria.rules import ByProfile, ByStrategy, JoinStrategies, Reading, Rule, readings
from coopgame.equilibria.selection import LeaderBest, UtilitarianBest
from coopgame.equilibria.sequential import SubgamePerfect
from coopgame.equilibria.signalling import IntuitiveCriterion, PerfectBayesian
from coopgame.equilibria.solve import solve
from coopgame.equilibria.undominated import Admissible, Undominated
from coopgame.equilibria.uninformed import UninformedLeader

__all__ = [
    "Admissible",
    "BackwardInduction",
    "BayesianNash",
    "Belief",
    "ByInformation",
    "ByProbability",
    "ByProfile",
    "ByStrategy",
    "Component",
    "Concept",
    "Conditional",
    "CriticalDiscount",
    "Equilibrium",
    "EquilibriumSet",
    "Indifference",
    "IntuitiveCriterion",
    "JoinStrategies",
    "LeaderBest",
    "Nash",
    "PayoffDominant",
    "PerfectBayesian",
    "Plan",
    "PureNash",
    "Reading",
    "Reversion",
    "RiskDominant",
    "Rule",
    "Stackelberg",
    "SubgamePerfect",
    "Undominated",
    "UninformedLeader",
    "UtilitarianBest",
    "critical_discount",
    "defined",
    "joined_regimes",
    "readings",
    "regimes_at",
    "regimes_of",
    "solve",
]
