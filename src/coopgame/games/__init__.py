"""The objects of the theory; nothing here solves anything."""

from coopgame.games.bayesian import BayesianGame
from coopgame.games.signalling import Signalling
from coopgame.games.situation import Situation
from coopgame.games.strategic import Game, Profile

__all__ = ["BayesianGame", "Game", "Profile", "Signalling", "Situation"]
