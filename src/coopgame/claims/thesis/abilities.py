"""Claims about technology and resources (capability closure): 8 to 11 and 16."""

from __future__ import annotations

from typing import Any

from coopgame.claims.language.quantifiers import always, sometimes
from coopgame.claims.language.raising import leaves, raising
from coopgame.claims.language.regimes import chosen, possible
from coopgame.claims.language.statements import Statement, all_hold
from coopgame.claims.outcomes import known_regimes
from coopgame.claims.thesis.claim import Claim, Variant
from coopgame.claims.thesis.words import COOPERATION, SUBSTITUTION, for_all_but
from coopgame.models import (
    CES,
    Closure,
    CobbDouglas,
    Model,
    Technology,
    burden,
    capability,
    contracting_reduced,
    leontief,
    product,
    proportional_competition,
)


def ability_claims(table: tuple[Any, ...]) -> list[Claim]:
    """Return these claims for a table of strategies."""
    reduced = contracting_reduced(table)
    given = reduced.at({"eta": 1})
    return [
        *_organization("8", "t_O", "the organization's technology t_O", reduced),
        *_government(given),
        *_organization("10", "r_O", "the organization's resources r_O", reduced),
        _nothing_to_work_with(given),
        _bottleneck(given),
    ]


def _organization(number: str, parameter: str, words: str, reduced: Model) -> list[Claim]:
    plain = reduced.at({"eta": 1}).with_closure(capability())
    grown = reduced.with_closure(capability(), proportional_competition())
    text = f"Raising {words} never moves cooperation to another regime"
    moved = leaves(grown, parameter, COOPERATION)
    return [
        Claim(f"{number}a", f"{text}, p given.", ~sometimes(leaves(plain, parameter, COOPERATION)), 1),
        Claim(
            f"{number}b",
            f"{text}, with proportional competition.",
            ~sometimes(moved),
            3,
            repair=Variant(f"{text}, with proportional competition, whatever the other parameters, exactly when:",
                          for_all_but(~moved, ("kappa", "delta"))),
        ),
    ]  # fmt: skip


def _government(given: Model) -> list[Claim]:
    share = Closure({"x": "m*r_G"}, bounds={"m": (0, 1)}, meanings={"m": "share of own resources handed over"})
    fixed, shared = given.with_closure(capability()), given.with_closure(capability(), share)
    sheltered = given.with_closure(capability(), share, burden(blame=False))
    moved, sheltering = (leaves(m, "r_G", SUBSTITUTION) for m in (shared, sheltered))
    text = "Raising the government's resources r_G never moves substitution to another regime"
    return [
        Claim("9a", f"{text}, x fixed.", ~sometimes(leaves(fixed, "r_G", SUBSTITUTION)), 5),
        Claim(
            "9b",
            f"{text}, x = m·r_G, with and without patronage.",
            all_hold(~sometimes(moved), ~sometimes(sheltering)),
            5,
            variants=(
                Variant("without patronage", ~sometimes(moved)),
                Variant("with patronage, b = b_0 + a·x", ~sometimes(sheltering)),
                Variant("without patronage, whatever the other parameters, exactly when",
                        for_all_but(~moved, ("t_O", "t_G", "m"))),
            ),
            repair=Variant(f"{text}, x = m·r_G with patronage, whatever the other parameters, exactly when:",
                          for_all_but(~sheltering, ("t_O", "t_G", "m", "v", "a", "rho"))),
        ),
    ]  # fmt: skip


def _nothing_to_work_with(given: Model) -> Claim:
    technologies: dict[str, Technology] = {
        "h = t·r": product,
        "h = min(t, r)": leontief,
        "h Cobb–Douglas with exponents 1/2": CobbDouglas(),
        "h CES with exponent 2": CES(),
    }
    models = {name: given.with_closure(capability(h)) for name, h in technologies.items()}
    each = {name: _never_chosen(model) for name, model in models.items()}
    return Claim(
        "11",
        "With r_O + x = 0 cooperation is never chosen: for each technology h.",
        all_hold(*each.values()),
        1,
        variants=tuple(Variant(name, statement) for name, statement in each.items()),
        repair=Variant(
            "With r_O + x = 0 and h = t·r, cooperation is chosen for no p and b exactly when one of the other "
            "strategies costs nothing relative to it:",
            for_all_but(~chosen(models["h = t·r"], COOPERATION), ("k_K", "k_R", "k_S", "v", "t_G", "r_G"),
                        given="r_O + x == 0"),
        ),
    )  # fmt: skip


def _never_chosen(model: Model) -> Statement:
    return always(~chosen(model, COOPERATION), given="r_O + x == 0")


def _bottleneck(given: Model) -> Claim:
    model = given.with_closure(capability(leontief))
    each = [possible(model, regime) for regime in known_regimes(model)]
    same = all_hold(*(raising("t_O", own, own) & raising("t_O", ~own, ~own) for own in each))
    return Claim(
        "16",
        "Under h = min, raising t_O beyond r_O + x changes no regime.",
        # From beyond the bottleneck, and from just there.
        all_hold(always(same, given="t_O > r_O + x"), always(same.at({"t_O": "r_O + x"}))),
        1,
    )
