"""Conditions fit to print: short disjunctions of sign conditions that single out some cells among all cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

#: One sign condition: the curve, and the sign (-1 or 1) that it has.
Literal = tuple[int, int]


def implicants(
    wanted: Iterable[Sequence[int]], others: Iterable[Sequence[int]], keep: Iterable[int] = ()
) -> tuple[tuple[Literal, ...], ...]:
    """Return conjunctions of literals that hold on every wanted sign vector and on none of the others.

    Each conjunction is prime: no literal can be dropped.  Sign vectors that occur in neither list are free.

    Parameters
    ----------
    wanted
        Sign vectors, one entry for each curve; where an entry is zero no literal speaks of that curve.
    others
        Sign vectors without zeros.
    keep
        Curves that are dropped last, because a reader sees them as borders.

    Examples
    --------
    >>> implicants([(1, 1), (1, -1)], [(-1, 1), (-1, -1)])
    (((0, 1),),)
    """
    # Points on curves first: what holds on both sides of a curve covers most.
    table = sorted(dict.fromkeys(tuple(v) for v in wanted), key=lambda v: -v.count(0))
    rivals = list(dict.fromkeys(tuple(v) for v in others))
    favoured = set(keep)
    primes: list[tuple[Literal, ...]] = []
    for vector in table:
        if any(_covers(prime, vector) for prime in primes):
            continue
        order = sorted(range(len(vector)), key=lambda i: (i in favoured, -i))
        primes.append(_prime(vector, rivals, order))
    needed = list(primes)
    for prime in primes:
        rest = [p for p in needed if p is not prime]
        if all(any(_covers(p, v) for p in rest) for v in table):
            needed = rest
    return tuple(sorted(needed))


def _covers(literals: Iterable[Literal], vector: Sequence[int]) -> bool:
    return all(vector[curve] == sign for curve, sign in literals)


def _prime(vector: Sequence[int], rivals: Sequence[Sequence[int]], order: Sequence[int]) -> tuple[Literal, ...]:
    """Drop literals in ``order`` as long as no rival satisfies the rest.

    For each rival the literals that exclude it are counted, so one pass suffices.
    """
    excluding = [{i for i in range(len(vector)) if vector[i] and rival[i] != vector[i]} for rival in rivals]
    kept = {i for i in range(len(vector)) if vector[i]}
    for i in order:
        if i in kept and all(i not in own or len(own & kept) > 1 for own in excluding):
            kept.discard(i)
    return tuple((i, vector[i]) for i in sorted(kept))
