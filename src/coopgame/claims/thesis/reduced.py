"""Claims about the map of competition and burden in the reduced form: 1 to 7 and 15, without closures."""

from __future__ import annotations

from typing import Any

import sympy

from coopgame.claims.language.quantifiers import always, exists, forall, sometimes
from coopgame.claims.language.raising import moves
from coopgame.claims.language.regimes import chosen, possible
from coopgame.claims.language.shapes import adjacent, coexist, passes
from coopgame.claims.language.statements import Statement, all_hold, fact, some_hold
from coopgame.claims.thesis.claim import Claim, Variant
from coopgame.claims.thesis.words import CAPTURE, COOPERATION, RESTRICTION, SUBSTITUTION, for_all_but
from coopgame.models import Closure, Model, contracting_reduced
from coopgame.models.contracting import contract_strategy

Table = tuple[Any, ...]


def reduced_claims(table: Table) -> list[Claim]:
    """Return these claims for a table of strategies."""
    model = contracting_reduced(table).at({"eta": 1})
    return [*_passing(model), *_extremes(model), *_counts(table), *_shape(model)]


def _passing(model: Model) -> list[Claim]:
    return [
        Claim(
            "1",
            "As b rises at a given p, the chosen regime passes from cooperation directly to restriction. For which p "
            "exactly?",
            passes(model, "b", COOPERATION, RESTRICTION),
            4,
        ),
        Claim(
            "2",
            "As p rises at a given b, the chosen regime passes from cooperation directly to capture. For which b "
            "exactly?",
            passes(model, "p", COOPERATION, CAPTURE),
            4,
        ),
        Claim(
            "3",
            "Whatever the other parameters, there are thresholds beyond which, for all larger p and b, substitution is "
            "chosen.",
            _beyond(model),
            4,
        ),
    ]


def _beyond(model: Model) -> Statement:
    beyond = forall(["p", "b"], chosen(model, SUBSTITUTION), given=["p >= p_0", "b >= b_0"])
    return always(exists({"p_0": (0, "oo"), "b_0": (0, "oo")}, beyond))


def _extremes(model: Model) -> list[Claim]:
    return [
        Claim(
            "4a",
            "At p = 0 capture is never chosen, at b = 0 restriction is never chosen.",
            all_hold(
                always(~chosen(model, CAPTURE), given="p == 0"), always(~chosen(model, RESTRICTION), given="b == 0")
            ),
            4,
        ),
        Claim(
            "4b",
            "Raising b never moves any regime to capture.",
            ~sometimes(moves(model, "b", to=CAPTURE)),
            4,
        ),
        Claim(
            "6",
            "If p > 0 or b > 0, cooperation is not chosen.",
            always(~chosen(model, COOPERATION), given=_some_risk()),
            4,
            repair=Variant(
                "Cooperation is chosen for no p and b with p > 0 or b > 0 exactly when one of the other strategies "
                "costs nothing relative to cooperation:",
                forall(["p", "b"], ~chosen(model, COOPERATION), given=_some_risk()),
            ),
        ),
        Claim(
            "7",
            "Each of the four regimes is chosen on a set of positive area of the quadrant p, b ≥ 0. Exactly when?",
            coexist(model, ("p", "b")),
            5,
        ),
    ]


def _some_risk() -> Statement:
    return some_hold("p > 0", "b > 0")


def _counts(table: Table) -> list[Claim]:
    text = "The number of eliminated constraints never falls as p or b rises: "
    reduced = contracting_reduced(table)
    model, partly = reduced.at({"eta": 1}), reduced.with_closure(Closure({"eta": "rho"}))
    either, both = ("Delta_p >= 0", "Delta_b >= 0", "Delta_p + Delta_b > 0"), ("Delta_p > 0", "Delta_b > 0")
    return [
        Claim("5a", f"{text}between points where a regime is chosen.", _never_falls(model, table, chosen, either), 4),
        Claim(
            "5b",
            f"{text}for every selection from ties.",
            _never_falls(model, table, possible, either),
            4,
            repair=Variant(
                "For every selection from ties, the number of eliminated constraints never falls as p and b both rise.",
                _never_falls(model, table, possible, both),
            ),
        ),
        Claim(
            "5c",
            f"{text}between points where a regime is chosen, when restriction leaves competition in scope ρ (η = ρ).",
            _never_falls(partly, table, chosen, either),
            4,
            repair=Variant(
                "With η = ρ the number of eliminated constraints never falls between chosen regimes, whatever the "
                "other parameters, exactly when:",
                for_all_but(_steps(partly, table, chosen, either), ["rho"]),
            ),
        ),
    ]


def _steps(model: Model, table: Table, kind: Any, given: tuple[str, ...]) -> Statement:
    """Return the statement that no step from here by these amounts leads to fewer eliminated constraints."""
    rows = [contract_strategy(row) for row in table]
    shares = dict(model.definitions) or {sympy.Symbol("eta", real=True): sympy.Integer(1)}
    counts = {row.regime: (row.removes_p + row.removes_b).subs(shares) for row in rows}
    parts = []
    for start, before in counts.items():
        for end, after in counts.items():
            falls = fact(after < before)
            if start != end and falls.node != fact(False).node:
                there = kind(model, end).at({"p": "p + Delta_p", "b": "b + Delta_b"})
                parts.append(~(kind(model, start) & there & falls))
    steps = {"Delta_p": (0, "oo"), "Delta_b": (0, "oo")}
    return forall(steps, all_hold(*parts) if parts else fact(True), given=given)


def _never_falls(model: Model, table: Table, kind: Any, given: tuple[str, ...]) -> Statement:
    return always(_steps(model, table, kind, given))


def _shape(model: Model) -> list[Claim]:
    axes = ("p", "b")
    upper, lower = adjacent(model, CAPTURE, RESTRICTION, axes), adjacent(model, COOPERATION, SUBSTITUTION, axes)
    one = (upper & ~lower) | (~upper & lower)
    return [
        Claim(
            "15",
            "Capture and restriction share a border of positive length exactly when cooperation and substitution do "
            "not.",
            always(one),
            5,
            repair=Variant("One of the two borders exists and the other does not, exactly when:", one),
        )
    ]
