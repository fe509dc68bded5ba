"""Claims about the game of both sides: 12 (leader and follower) and 13 (simultaneous play)."""

from __future__ import annotations

from typing import Any

from coopgame.claims.language.quantifiers import always, forall
from coopgame.claims.language.statements import Statement
from coopgame.claims.language.values import EquilibriumValue, probability
from coopgame.claims.thesis.claim import Claim, Variant
from coopgame.claims.thesis.words import CAPTURE, COOPERATION, for_all_but, same_regimes
from coopgame.equilibria import Nash
from coopgame.models import Model, contracting
from coopgame.models.contracting import contract_strategy

OTHER = {"w": "w_2", "g": "g_2", "alpha": "alpha_2", "f": "f_2"}


def two_sided_claims(table: tuple[Any, ...]) -> list[Claim]:
    """Return these claims for a table of strategies."""
    return [*_organization_payoffs(table), *_simultaneous(table)]


def _independent(model: Model, given: tuple[str, ...] = ()) -> Statement:
    others = dict.fromkeys(OTHER.values(), (0, "oo"))
    return always(forall(others, same_regimes(model, OTHER), given=given))


def _organization_payoffs(table: tuple[Any, ...]) -> list[Claim]:
    alone, free = contracting(table), contracting(table, participation=True)
    text = "The regime does not depend on w, g, α, f"
    gains = ("g > 0", "g_2 > 0")
    stays = (*gains, "w > alpha", "w_2 > alpha_2")
    return [
        Claim(
            "12a",
            f"{text}, without participation.",
            _independent(alone),
            5,
            repair=Variant(
                f"{text}, without participation, as long as competing pays (g > 0).", _independent(alone, gains)
            ),
        ),
        Claim(
            "12b",
            f"{text}, with participation.",
            _independent(free),
            5,
            repair=Variant(
                f"{text}, with participation, as long as competing pays (g > 0) and a captured organization stays "
                "(w > α).",
                _independent(free, stays),
            ),
        ),
    ]


def _simultaneous(table: tuple[Any, ...]) -> list[Claim]:
    cooperating = _cooperating(table)
    text = "In simultaneous play of cooperate or capture against share or compete, raising p"
    parameters = [s.name for s in cooperating.never_rises_in("p").parameters if s.name != "p"]
    return [
        Claim(
            "13a",
            f"{text} never raises the equilibrium probability of cooperating.",
            always(cooperating.never_rises_in("p")),
            3,
            repair=Variant(
                f"{text} never raises the equilibrium probability of cooperating, from whatever p, exactly when:",
                for_all_but(cooperating.never_rises_in("p"), parameters),
            ),
        ),
        Claim(
            "13b",
            f"{text} strictly lowers the equilibrium probability of cooperating.",
            always(cooperating.falls_in("p")),
            3,
            repair=Variant(
                "Some rise of p strictly lowers the equilibrium probability of cooperating exactly when:",
                cooperating.can_fall_in("p"),
            ),
        ),
    ]


def _cooperating(table: tuple[Any, ...]) -> EquilibriumValue:
    rows = [contract_strategy(row) for row in table]
    two = [row for row in rows if row.regime in (COOPERATION, CAPTURE)]
    led = contracting(two)
    model = Model(led.game, led.space, rule=led.rule, concept=Nash(), baseline=led.baseline, citation=led.citation)
    (name,) = (row.name for row in two if row.regime == COOPERATION)
    return probability(model, "government", name)
