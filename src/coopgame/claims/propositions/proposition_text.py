"""Propositions in words."""

from __future__ import annotations

from coopgame.claims.propositions.clauses import Told, grouped, numeral
from coopgame.claims.publishing.printed import listed, text_of
from coopgame.expressions.messages import shown_profile


def statement_text(told: Told) -> str:
    """Return a proposition in words, one part a line."""
    head = f"Proposition ({told.name})." if told.name else "Proposition."
    lines = [f"{head} {told.setting.sentence()}"]
    if told.thresholds:
        named = ", ".join(f"{symbol} = {text_of(value)}" for symbol, value in told.thresholds.items())
        lines.append(f"  Let {named}.")
    for n, clause in enumerate(told.clauses, start=1):
        area = "" if clause.area is None else f" (alone on an area of {clause.area})"
        number = f"({numeral(n)}) " if len(told.clauses) > 1 else ""
        lines.append(f"  {number}{clause}{area}.")
    return "\n".join([*lines, *(f"  {note}" for note in told.notes)])


def derivation_text(told: Told) -> str:
    """Return the differences of payoffs, a line for each player and each profile that is compared with."""
    lines = []
    for (player, base), own in grouped(told.steps).items():
        gains = [f"{text_of(s.difference)} from {shown_profile(s.first)}" for s in own]
        lines.append(f"Relative to {shown_profile(base)}, {player} gains {listed(gains)}.")
    return "\n".join(lines)
