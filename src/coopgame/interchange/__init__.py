"""Games in and out: Gambit's files, and the opinions of other programs."""

from coopgame.interchange.gambit import GambitOpinion, gambit_opinion
from coopgame.interchange.nashpy import (
    NashpyMethod,
    NashpySupportEnumeration,
    NashpyVertexEnumeration,
    NumericalEquilibria,
    nashpy_equilibria,
    to_nashpy,
)
from coopgame.interchange.nfg import read_nfg, write_nfg

__all__ = [
    "GambitOpinion",
    "NashpyMethod",
    "NashpySupportEnumeration",
    "NashpyVertexEnumeration",
    "NumericalEquilibria",
    "gambit_opinion",
    "nashpy_equilibria",
    "read_nfg",
    "to_nashpy",
    "write_nfg",
]
