"""Sentences that several claims share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coopgame.claims.language.quantifiers import forall
from coopgame.claims.language.regimes import possible
from coopgame.claims.language.statements import Statement, all_hold
from coopgame.claims.outcomes import known_regimes
from coopgame.models import Model

COOPERATION, CAPTURE, RESTRICTION, SUBSTITUTION = "cooperation", "capture", "restriction", "substitution"


def for_all_but(statement: Statement, free: Iterable[str], given: Any = ()) -> Statement:
    """Return a statement for all values of all parameters but some, which it leaves open."""
    open_ones = set(free)
    bound = [s for s in statement.parameters if s.name not in open_ones]
    return forall(bound, statement, given=given)


def equivalent(first: Statement, second: Statement) -> Statement:
    """Return the statement that both hold or none."""
    return (first >> second) & (second >> first)


def same_regimes(model: Model, values: Mapping[str, Any]) -> Statement:
    """Return the statement that just the same regimes are possible at another point."""
    each = (possible(model, regime) for regime in known_regimes(model))
    return all_hold(*(equivalent(own, own.at(values)) for own in each))
