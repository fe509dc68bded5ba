"""Statements about models, decided exactly; conditions fit to print, and propositions."""

from coopgame.claims.deciding.decide import decide
from coopgame.claims.deciding.verdict import Verdict
from coopgame.claims.language.quantifiers import always, exists, forall, just_above, just_below, sometimes
from coopgame.claims.language.raising import grows_in, leaves, moves, raising, shrinks_in
from coopgame.claims.language.regimes import chosen, no_equilibrium, possible, unique
from coopgame.claims.language.shapes import adjacent, coexist, has_area, passes
from coopgame.claims.language.statements import Statement, all_hold, fact, some_hold
from coopgame.claims.language.values import EquilibriumValue, payoff, probability
from coopgame.claims.propositions.proposition import Proposition
from coopgame.claims.propositions.propositions import proposition
from coopgame.claims.publishing.published import PublishedCondition, published
from coopgame.claims.statics.regime_statics import RegimeMove, RegimeStatics, regime_statics
from coopgame.claims.statics.statics import ComparativeStatics, comparative_statics
from coopgame.claims.statics.statics_rows import Slope, StaticsRow
from coopgame.claims.thesis import SENTENCES, Claim, Variant, thesis
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
