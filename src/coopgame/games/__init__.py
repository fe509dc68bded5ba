"""The objects of the theory; nothing here solves anything."""

from coopgame.games.bayesian import BayesianGame
from coopgame.games.nodes import Chance, Decision
from coopgame.games.signalling import Signalling
from coopgame.games.situation import Situation
from coopgame.games.strategic import Game, Profile
from coopgame.games.tree import Tree

__all__ = ["BayesianGame", "Chance", "Decision", "Game", "Profile", "Signalling", "Situation", "Tree"]
