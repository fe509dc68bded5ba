"""Many two-player games at once: arrays of payoffs in, all equilibria out, in floating point with sound flags."""

from coopgame.batch.committing import commitment
from coopgame.batch.equilibria import BatchEquilibria
from coopgame.batch.leading import leader_follower, pure
from coopgame.batch.solving import solve
from coopgame.batch.ties import Ties

__all__ = ["BatchEquilibria", "Ties", "commitment", "leader_follower", "pure", "solve"]
