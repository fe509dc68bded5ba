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


def subgame_perfect(strategies: Sequence[Sequence[str]], u: Payoffs, leader: int = 0, ties: str = "all") -> set[Profile]:
    """Outcomes of all pairs (move of the leader, contingent plan of the follower) that are optimal in every subgame.

    With ties other than "all", the follower's plan must also break each tie for or against the leader.
    """
    follower = 1 - leader
    moves, replies = strategies[leader], strategies[follower]

    def at(move: str, reply: str) -> Profile:
        return (move, reply) if leader == 0 else (reply, move)

    found = set()
    for plan in itertools.product(replies, repeat=len(moves)):
        answer = dict(zip(moves, plan, strict=True))
        perfect = True
        for move in moves:
            own = u[at(move, answer[move])][follower]
            tied = [u[at(move, r)][leader] for r in replies if u[at(move, r)][follower] == own]
            perfect = perfect and all(u[at(move, r)][follower] <= own for r in replies)
            if ties == "favourable":
                perfect = perfect and u[at(move, answer[move])][leader] == max(tied)
            if ties == "adverse":
                perfect = perfect and u[at(move, answer[move])][leader] == min(tied)
        if perfect:
            worth = {move: u[at(move, answer[move])][leader] for move in moves}
            found |= {at(move, answer[move]) for move in moves if worth[move] == max(worth.values())}
    return found
