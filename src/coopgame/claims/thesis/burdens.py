"""Claims about the blame that the organization brings (burden closure with own failures): 4c and 14."""

from __future__ import annotations

from typing import Any

from coopgame.claims.language.quantifiers import sometimes
from coopgame.claims.language.raising import moves
from coopgame.claims.thesis.claim import Claim, Variant
from coopgame.claims.thesis.words import CAPTURE, COOPERATION, for_all_but
from coopgame.models import burden, contracting_reduced


def burden_claims(table: tuple[Any, ...]) -> list[Claim]:
    """Return these claims for a table of strategies."""
    model = contracting_reduced(table).at({"eta": 1}).with_closure(burden(own_failures=True))
    open_ones = ("pi_O", "pi_G", "s")
    to_capture, to_cooperation = (moves(model, "beta", to=regime) for regime in (CAPTURE, COOPERATION))
    return [
        Claim(
            "4c",
            "Raising β never moves any regime to capture (burden closure with own failures).",
            ~sometimes(to_capture),
            3,
            repair=Variant(
                "Raising β never moves any regime to capture, whatever the other parameters, exactly when:",
                for_all_but(~to_capture, open_ones),
            ),
        ),
        Claim(
            "14",
            "Raising β never moves any regime to cooperation (burden closure with own failures).",
            ~sometimes(to_cooperation),
            3,
            variants=(
                Variant("without shifting of blame, s = 0", ~sometimes(to_cooperation, given="s == 0")),
                Variant("with some blame shifted, s > 0", ~sometimes(to_cooperation, given="s > 0")),
            ),
            repair=Variant(
                "Raising β never moves any regime to cooperation, whatever the other parameters, exactly when:",
                for_all_but(~to_cooperation, open_ones),
            ),
        ),
    ]
