"""The objects of the theory; nothing here solves anything."""

from coopgame.games.repeated import Repeated
from coopgame.games.situation import Situation, demands_of
from coopgame.games.strategic import Game, Profile

__all__ = ["Game", "Profile", "Repeated", "Situation", "demands_of"]
