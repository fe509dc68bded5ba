"""Models and closures, and the named games of the literature as data, each with its citation."""

from coopgame.models.closure import Closure
from coopgame.models.continuum import continuum
from coopgame.models.contracting import CONTRACT_STRATEGIES, ContractStrategy, contracting
from coopgame.models.contracting_closures import burden, capability, proportional_competition
from coopgame.models.hood import hood
from coopgame.models.inspection import inspection
from coopgame.models.model import Model
from coopgame.models.prisoners_dilemma import prisoners_dilemma
from coopgame.models.repeated import repeated
from coopgame.models.st_plane import st_plane
from coopgame.models.technology import CES, CobbDouglas, Technology, leontief, product

__all__ = [
    "CES",
    "CONTRACT_STRATEGIES",
    "Closure",
    "CobbDouglas",
    "ContractStrategy",
    "Model",
    "Technology",
    "burden",
    "capability",
    "continuum",
    "contracting",
    "hood",
    "inspection",
    "leontief",
    "prisoners_dilemma",
    "product",
    "proportional_competition",
    "repeated",
    "st_plane",
]
