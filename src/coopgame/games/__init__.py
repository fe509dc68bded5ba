"""The objects of the theory; nothing here solves anything."""

from coopgame.games.situation import Situation
from coopgame.games.strategic import Game, Profile

__all__ = ["Game", "Profile", "Situation"]
