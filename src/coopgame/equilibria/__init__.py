"""Solution concepts as objects, and equilibria with the conditions under which they exist."""

from coopgame.equilibria.backward import BackwardInduction
from coopgame.equilibria.bayesian import BayesianNash
from coopgame.equilibria.beliefs import Belief
from coopgame.equilibria.concept import Concept, Conditional, defined
from coopgame.equilibria.equilibrium import Component, Equilibrium, Indifference, Plan
from coopgame.equilibria.equilibrium_set import EquilibriumSet
from coopgame.equilibria.information import ByInformation
from coopgame.equilibria.joined import joined_regimes, regimes_at, regimes_of
from coopgame.equilibria.nash import Nash
from coopgame.equilibria.probability import ByProbability
from coopgame.equilibria.pure import PureNash
from coopgame.equilibria.rules import ByProfile, ByStrategy, JoinStrategies, Reading, Rule, readings
from coopgame.equilibria.sequential import SubgamePerfect
from coopgame.equilibria.signalling import IntuitiveCriterion, PerfectBayesian
from coopgame.equilibria.solve import solve
from coopgame.equilibria.uninformed import UninformedLeader

__all__ = [
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
    "Equilibrium",
    "EquilibriumSet",
    "Indifference",
    "IntuitiveCriterion",
    "JoinStrategies",
    "Nash",
    "PerfectBayesian",
    "Plan",
    "PureNash",
    "Reading",
    "Rule",
    "SubgamePerfect",
    "UninformedLeader",
    "defined",
    "joined_regimes",
    "readings",
    "regimes_at",
    "regimes_of",
    "solve",
]
