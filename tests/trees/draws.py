"""Random trees of up to three players and twelve ends, with small payoffs so that ties are frequent."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

import coopgame as cg

ENDS = 12
ODDS = (("1/2", "1/2"), ("1/3", "2/3"), (0, 1), ("1/4", "3/4"))
SYMBOLIC_ODDS = (("x", "1 - x"), ("1 - x", "x"))


@st.composite
def trees(draw: Any, payoffs: Any = None, odds: Any = ODDS, most: int = ENDS) -> cg.Tree:
    """Draw a tree of perfect information; a budget of ends is split among what follows each move."""
    players = ("1", "2", "3")[: draw(st.integers(1, 3))]
    numbers = st.integers(-1, 1) if payoffs is None else payoffs

    def node(budget: int, top: bool) -> Any:
        if budget == 1 or (not top and draw(st.integers(0, 7)) == 0):
            return tuple(draw(numbers) for _ in players)
        width = draw(st.integers(2, min(3, budget)))
        shares = [1] * width
        for _ in range(budget - width):
            shares[draw(st.integers(0, width - 1))] += 1
        kind = draw(st.integers(0, 5))
        if kind == 0:
            (p, q), shares = draw(st.sampled_from(odds)), shares[:2]
            return cg.Chance({"h": (p, node(shares[0], False)), "l": (q, node(shares[1], False))})
        names = ("a", "b", "c")
        following = {names[k]: node(share, False) for k, share in enumerate(shares)}
        return cg.Decision(players[kind % len(players)], following)

    return cg.Tree(players, node(draw(st.sampled_from([*range(2, most + 1), *[most] * 5])), True))


def numeric(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))
