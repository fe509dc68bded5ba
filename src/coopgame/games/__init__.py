"""The objects of the theory; nothing here solves anything."""

from coopgame.games.bayesian import BayesianGame
from coopgame.games.nodes import Chance, Decision
from coopgame.games.repeated import Repeated
from coopgame.games.signalling import Signalling
from coopgame.games.situation import Situation, demands_of
from coopgame.games.strategic import Game, Profile
from coopgame.games.tree import Tree

__all__ = [
    "BayesianGame",
    "Chance",
    "Decision",
    "Game",
    "Profile",
    "Repeated",
    "Signalling",
    "Situation",
    "Tree",
    "demands_of",
]
