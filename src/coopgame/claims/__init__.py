"""Statements about models, decided exactly; conditions fit to print, and propositions."""

from coopgame.claims.decide import decide
from coopgame.claims.proposition import Proposition
from coopgame.claims.propositions import proposition
from coopgame.claims.published import PublishedCondition, published
from coopgame.claims.quantifiers import always, exists, forall, just_above, just_below, sometimes
from coopgame.claims.raising import grows_in, leaves, moves, raising, shrinks_in
from coopgame.claims.regime_statics import RegimeMove, RegimeStatics, regime_statics
from coopgame.claims.regimes import chosen, no_equilibrium, possible, unique
from coopgame.claims.shapes import adjacent, coexist, has_area, passes
from coopgame.claims.statements import Statement, all_hold, fact, some_hold
from coopgame.claims.statics import ComparativeStatics, comparative_statics
from coopgame.claims.statics_rows import Slope, StaticsRow
from coopgame.claims.thesis import SENTENCES, Claim, Variant, thesis
from coopgame.claims.values import EquilibriumValue, payoff, probability
from coopgame.claims.verdict import Verdict
from coopgame.deciders import Limits

__all__ = [
    "SENTENCES",
    "Claim",
    "ComparativeStatics",
    "EquilibriumValue",
    "Limits",
    "Proposition",
    "PublishedCondition",
    "RegimeMove",
    "RegimeStatics",
    "Slope",
    "Statement",
    "StaticsRow",
    "Variant",
    "Verdict",
    "adjacent",
    "all_hold",
    "always",
    "chosen",
    "coexist",
    "comparative_statics",
    "decide",
    "exists",
    "fact",
    "forall",
    "grows_in",
    "has_area",
    "just_above",
    "just_below",
    "leaves",
    "moves",
    "no_equilibrium",
    "passes",
    "payoff",
    "possible",
    "probability",
    "proposition",
    "published",
    "raising",
    "regime_statics",
    "shrinks_in",
    "some_hold",
    "sometimes",
    "thesis",
    "unique",
]
