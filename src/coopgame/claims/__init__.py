"""Statements about models, decided exactly; conditions fit to print, and propositions."""

from coopgame.claims.decide import decide
from coopgame.claims.proposition import Proposition
from coopgame.claims.propositions import proposition
from coopgame.claims.published import PublishedCondition, published
from coopgame.claims.statements import (
    Statement,
    all_hold,
    always,
    exists,
    fact,
    forall,
    just_above,
    just_below,
    some_hold,
    sometimes,
)
from coopgame.claims.thesis import SENTENCES, Claim, Repair, Variant, thesis
from coopgame.claims.verdict import Verdict
from coopgame.claims.vocabulary import (
    EquilibriumValue,
    adjacent,
    chosen,
    coexist,
    grows_in,
    has_area,
    leaves,
    moves,
    no_equilibrium,
    passes,
    payoff,
    possible,
    probability,
    raising,
    shrinks_in,
    unique,
)

__all__ = [
    "SENTENCES",
    "Claim",
    "EquilibriumValue",
    "Proposition",
    "PublishedCondition",
    "Repair",
    "Statement",
    "Variant",
    "Verdict",
    "adjacent",
    "all_hold",
    "always",
    "chosen",
    "coexist",
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
    "shrinks_in",
    "some_hold",
    "sometimes",
    "thesis",
    "unique",
]
