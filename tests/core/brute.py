"""Solution concepts by exhaustive search over fractions, straight from their definitions."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction

Profile = tuple[str, ...]
Payoffs = Mapping[Profile, Sequence[Fraction]]


def pure_nash(strategies: Sequence[Sequence[str]], u: Payoffs) -> set[Profile]:
    found = set()
    for s in itertools.product(*strategies):
        better = False
        for i, own in enumerate(strategies):
            for t in own:
                changed = list(s)
                changed[i] = t
                better = better or u[tuple(changed)][i] > u[s][i]
        if not better:
            found.add(s)
    return found


def subgame_perfect(
    strategies: Sequence[Sequence[str]], u: Payoffs, leader: int = 0, ties: str = "all"
) -> set[Profile]:
    """Outcomes of all pairs (move of the leader, contingent plan of the follower) that are optimal in every subgame.

    With ties other than "all", the follower's plan must also break each tie for or against the leader.
    """
    follower = 1 - leader
    moves, replies = strategies[leader], strategies[follower]

    def at(move: str, reply: str) -> Profile:
        return (move, reply) if leader == 0 else (reply, move)

    optimal: dict[tuple[str, str], bool] = {}
    for move in moves:
        for reply in replies:
            own = u[at(move, reply)][follower]
            tied = [u[at(move, r)][leader] for r in replies if u[at(move, r)][follower] == own]
            optimal[move, reply] = all(u[at(move, r)][follower] <= own for r in replies)
            if ties != "all":
                broken = max(tied) if ties == "favourable" else min(tied)
                optimal[move, reply] &= u[at(move, reply)][leader] == broken
    found = set()
    for plan in itertools.product(replies, repeat=len(moves)):
        if all(optimal[choice] for choice in zip(moves, plan, strict=True)):
            worth = [u[at(*choice)][leader] for choice in zip(moves, plan, strict=True)]
            found |= {
                at(*choice) for choice, v in zip(zip(moves, plan, strict=True), worth, strict=True) if v == max(worth)
            }
    return found
