"""Outcomes of a game of exact numbers, straight from the definitions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import combinations
from math import lcm
from typing import TypeVar

from .parts import Concept, Profile

T = TypeVar("T")
Compare = Callable[[T, T], int]
Mixture = tuple[Fraction, ...]
Matrix = list[list[int]]


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


def extreme_equilibria(first: list[list[Fraction]], second: list[list[Fraction]]) -> set[tuple[Mixture, Mixture]]:
    """Return every extreme equilibrium of a bimatrix game: pairs of vertices that are best replies to each other.

    Examples
    --------
    >>> one, zero = Fraction(1), Fraction(0)
    >>> pennies = extreme_equilibria([[one, -one], [-one, one]], [[-one, one], [one, -one]])
    >>> [[str(w) for w in mixture] for mixture in next(iter(pennies))]
    [['1/2', '1/2'], ['1/2', '1/2']]
    """
    of_first, of_second = _integral(first), _integral(second)
    # A mixture of the first player is a vertex where the second player's payoffs against it are equal.
    rows = _vertices([list(column) for column in zip(*of_second, strict=True)])
    columns = _vertices(of_first)
    found = set()
    for x, against_x in rows:
        for y, against_y in columns:
            fits = {i for i, w in enumerate(x) if w} <= against_y and {j for j, w in enumerate(y) if w} <= against_x
            if fits:
                found.add((x, y))
    return found


def _integral(matrix: list[list[Fraction]]) -> Matrix:
    whole = lcm(*(entry.denominator for row in matrix for entry in row))
    return [[int(entry * whole) for entry in row] for row in matrix]


def _vertices(replies: Matrix) -> list[tuple[Mixture, set[int]]]:
    """Return the vertices of a best-reply polyhedron, each with the replies that are best there.

    ``replies`` has a row for each reply and a column for each strategy that is mixed.  Every vertex makes as many
    replies equally good as strategies are played, and is the only solution of these equations.
    """
    count = len(replies[0])
    found: dict[Mixture, set[int]] = {}
    for size in range(1, min(len(replies), count) + 1):
        for support in combinations(range(count), size):
            for tight in combinations(range(len(replies)), size):
                weights = _solution([[replies[r][s] for s in support] for r in tight])
                if weights is not None:
                    _record(found, replies, dict(zip(support, weights, strict=True)), tight[0])
    return list(found.items())


def _record(found: dict[Mixture, set[int]], replies: Matrix, weights: dict[int, int], reply: int) -> None:
    """Add a vertex if no reply is better than those that were made equal, of which one is given."""
    total = sum(weights.values())
    values = [sum(row[s] * w for s, w in weights.items()) for row in replies]
    best = max(values)
    if values[reply] == best:
        mixture = tuple(Fraction(weights.get(s, 0), total) for s in range(len(replies[0])))
        found[mixture] = {r for r, value in enumerate(values) if value == best}


def _solution(square: Matrix) -> list[int] | None:
    """Return weights, not negative, up to a factor, that make all rows equally good; None unless there is one vector.

    The unknowns are the weights and the common value; the last equation says that the weights sum to one.
    """
    n = len(square)
    system = [[*row, -1, 0] for row in square] + [[1] * n + [0, 1]]
    previous = 1
    for k in range(n + 1):
        pivot = next((r for r in range(k, n + 1) if system[r][k]), None)
        if pivot is None:
            return None
        system[k], system[pivot] = system[pivot], system[k]
        lead = system[k]
        for r in range(n + 1):
            if r != k:
                factor = system[r][k]
                system[r] = [(a * lead[k] - factor * b) // previous for a, b in zip(system[r], lead, strict=True)]
        previous = lead[k]
    weights = [system[k][-1] * (1 if previous > 0 else -1) for k in range(n)]
    return weights if min(weights) >= 0 else None
