"""Models and closures, and the named games of the literature as data, each with its citation."""

from coopgame.models.beer_quiche import beer_quiche
from coopgame.models.besley_ghatak import besley_ghatak
from coopgame.models.centipede import centipede
from coopgame.models.closure import Closure
from coopgame.models.continuum import continuum
from coopgame.models.contracting import CONTRACT_STRATEGIES, ContractStrategy, contracting
from coopgame.models.contracting_closures import burden, capability, proportional_competition
from coopgame.models.contracting_private import contracting_private, contracting_trial
from coopgame.models.contracting_reduced import contracting_reduced
from coopgame.models.entry_deterrence import entry_deterrence
from coopgame.models.hart_shleifer_vishny import hart_shleifer_vishny
from coopgame.models.hood import hood
from coopgame.models.inspection import inspection
from coopgame.models.model import Model
from coopgame.models.prisoners_dilemma import prisoners_dilemma
from coopgame.models.private_type import with_private_type
from coopgame.models.repeated import repeated
from coopgame.models.reputation import reputation, reputation_signalling
from coopgame.models.spence import spence
from coopgame.models.st_plane import st_plane
from coopgame.models.stage import ContinuousStage, with_continuous_stage
from coopgame.models.stage_solution import Choice, StageSolution
from coopgame.models.technology import CES, CobbDouglas, Technology, leontief, product
from coopgame.models.ultimatum import ultimatum

__all__ = [
    "CES",
    "CONTRACT_STRATEGIES",
    "Choice",
    "Closure",
    "CobbDouglas",
    "ContinuousStage",
    "ContractStrategy",
    "Model",
    "StageSolution",
    "Technology",
    "beer_quiche",
    "besley_ghatak",
    "burden",
    "capability",
    "centipede",
    "continuum",
    "contracting",
    "contracting_private",
    "contracting_reduced",
    "contracting_trial",
    "entry_deterrence",
    "hart_shleifer_vishny",
    "hood",
    "inspection",
    "leontief",
    "prisoners_dilemma",
    "product",
    "proportional_competition",
    "repeated",
    "reputation",
    "reputation_signalling",
    "spence",
    "st_plane",
    "ultimatum",
    "with_continuous_stage",
    "with_private_type",
]
