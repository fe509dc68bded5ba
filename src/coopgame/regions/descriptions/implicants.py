"""Conditions fit to print: short disjunctions of sign conditions that single out some cells among all cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coopgame.regions.plane import Literal

Conjunction = tuple[Literal, ...]


@dataclass(frozen=True)
class Task:
    """What to single out.

    Attributes
    ----------
    wanted, others
        Sign vectors of cells, one entry for each curve.
    cost
        For each curve how unwelcome it is in print; dear literals are dropped first.
    weak
        Whether a sign may be widened to "or zero".  Otherwise zeros of wanted cells are free.
    """

    wanted: tuple[tuple[int, ...], ...]
    others: tuple[tuple[int, ...], ...]
    cost: Mapping[int, int]
    weak: bool = False


def implicants(task: Task) -> tuple[Conjunction, ...] | None:
    """Return conjunctions of literals that hold on every wanted sign vector and on none of the others.

    Each conjunction is prime: no literal can be dropped or widened.  Sign vectors that occur in neither list are free.
    None: some wanted vector cannot be told from another one.

    Examples
    --------
    >>> implicants(Task(((1, 1), (1, -1)), ((-1, 1), (-1, -1)), {}))
    (((0, frozenset({1})),),)
    """
    # Points on curves first where zeros are free: what holds on both sides of a curve covers most.
    order = sorted(dict.fromkeys(task.wanted), key=lambda v: v.count(0) if task.weak else -v.count(0))
    rivals = list(dict.fromkeys(task.others))
    primes: list[Conjunction] = []
    for vector in order:
        if any(_covers(prime, vector) for prime in primes):
            continue
        prime = _prime(vector, rivals, task)
        if prime is None:
            return None
        primes.append(prime)
    return _needed(primes, order)


def _covers(literals: Conjunction, vector: Sequence[int]) -> bool:
    return all(vector[curve] in signs for curve, signs in literals)


def _needed(primes: list[Conjunction], wanted: Sequence[Sequence[int]]) -> tuple[Conjunction, ...]:
    """Drop conjunctions that the others make superfluous, long ones first, and sort."""
    covering = [{n for n, prime in enumerate(primes) if _covers(prime, v)} for v in wanted]
    kept = set(range(len(primes)))
    for n in sorted(kept, key=lambda n: (-len(primes[n]), n)):
        if all(len(own & kept) > 1 for own in covering if n in own):
            kept.discard(n)
    return tuple(sorted((primes[n] for n in kept), key=_sort_key))


def _sort_key(conjunction: Conjunction) -> tuple[object, ...]:
    return tuple((curve, sorted(signs)) for curve, signs in conjunction)


def _prime(vector: Sequence[int], rivals: Sequence[Sequence[int]], task: Task) -> Conjunction | None:
    """Drop literals, dear ones first, or widen them, as long as no rival satisfies the rest.

    For each rival the literals that exclude it are counted, so one pass suffices.
    """
    allowed = {i: frozenset({s}) for i, s in enumerate(vector) if s or task.weak}
    excluding = [{i for i, signs in allowed.items() if rival[i] not in signs} for rival in rivals]
    if not all(excluding):
        return None
    for i in sorted(allowed, key=lambda i: (-task.cost.get(i, 0), -i)):
        options = [None, *([frozenset({vector[i], 0})] if task.weak and vector[i] else [])]
        for signs in options:
            changed = [
                own - {i} if i in own and (signs is None or rival[i] in signs) else own
                for own, rival in zip(excluding, rivals, strict=True)
            ]
            if all(changed):
                excluding = changed
                if signs is None:
                    del allowed[i]
                else:
                    allowed[i] = signs
                break
    return tuple(sorted(allowed.items()))
