"""Solution concepts as objects, and equilibria with the conditions under which they exist."""

from coopgame.equilibria.concept import Concept, Conditional
from coopgame.equilibria.equilibrium import Component, Equilibrium, Indifference, Plan
from coopgame.equilibria.equilibrium_set import EquilibriumSet
from coopgame.equilibria.nash import Nash
from coopgame.equilibria.pure import PureNash
from coopgame.equilibria.rules import ByProfile, ByStrategy, JoinStrategies, Reading, Rule, readings, regimes_of
from coopgame.equilibria.sequential import SubgamePerfect
from coopgame.equilibria.solve import solve

__all__ = [
    "ByProfile",
    "ByStrategy",
    "Component",
    "Concept",
    "Conditional",
    "Equilibrium",
    "EquilibriumSet",
    "Indifference",
    "JoinStrategies",
    "Nash",
    "Plan",
    "PureNash",
    "Reading",
    "Rule",
    "SubgamePerfect",
    "readings",
    "regimes_of",
    "solve",
]
