"""Outcomes of a game of exact numbers, straight from the definitions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from .parts import Concept, Profile

T = TypeVar("T")
Compare = Callable[[T, T], int]


def pure_outcomes(payoffs: Mapping[Profile, tuple[T, ...]], concept: Concept, compare: Compare[T]) -> set[Profile]:
    """Return the profiles that are outcomes; ``compare`` is the sign of a difference."""
    if concept.kind == "pure":
        return {profile for profile in payoffs if _is_nash(payoffs, profile, compare)}
    return _sequential(payoffs, concept, compare)


def _is_nash(payoffs: Mapping[Profile, tuple[T, ...]], profile: Profile, compare: Compare[T]) -> bool:
    for other, own in payoffs.items():
        changed = [player for player, pair in enumerate(zip(profile, other, strict=True)) if pair[0] != pair[1]]
        if len(changed) == 1 and compare(own[changed[0]], payoffs[profile][changed[0]]) > 0:
            return False
    return True


def _sequential(payoffs: Mapping[Profile, tuple[T, ...]], concept: Concept, compare: Compare[T]) -> set[Profile]:
    leader, follower = concept.leader, concept.follower
    leads = sorted({profile[leader] for profile in payoffs})
    replies: dict[int, list[Profile]] = {}
    for lead in leads:
        own = [profile for profile in payoffs if profile[leader] == lead]
        replies[lead] = [p for p in own if all(compare(payoffs[p][follower], payoffs[q][follower]) >= 0 for q in own)]

    def likes(p: Profile, q: Profile) -> int:
        return compare(payoffs[p][leader], payoffs[q][leader])

    wanted = {"all": 0, "favourable": 1, "adverse": -1}[concept.ties]
    deters = all if concept.ties == "favourable" else any
    found = set()
    for lead in leads:
        for p in replies[lead]:
            allowed = all(likes(p, q) * wanted >= 0 for q in replies[lead])
            if allowed and all(deters(likes(q, p) <= 0 for q in replies[other]) for other in leads if other != lead):
                found.add(p)
    return found
