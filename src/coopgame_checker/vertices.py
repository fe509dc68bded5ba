"""All extreme equilibria of a bimatrix game, over any ring of exact real numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import lcm
from operator import add, mul, neg
from typing import Generic, TypeVar

from .univariate import sign

T = TypeVar("T")
Mixture = tuple[Fraction, ...]


@dataclass(frozen=True)
class Ring(Generic[T]):
    """Exact real numbers: there is no need to divide them."""

    zero: T
    one: T
    plus: Callable[[T, T], T]
    times: Callable[[T, T], T]
    minus: Callable[[T], T]
    sign: Callable[[T], int]


INTEGERS: Ring[int] = Ring(0, 1, add, mul, neg, sign)


@dataclass(frozen=True)
class Vertex(Generic[T]):
    """A vertex of a best-reply polyhedron: weights up to their sum, which is positive, and the replies best there."""

    weights: tuple[T, ...]
    total: T
    played: frozenset[int]
    best: frozenset[int]


def extreme_equilibria(first: list[list[Fraction]], second: list[list[Fraction]]) -> set[tuple[Mixture, Mixture]]:
    """Return every extreme equilibrium of a bimatrix game of fractions.

    Examples
    --------
    >>> one, zero = Fraction(1), Fraction(0)
    >>> pennies = extreme_equilibria([[one, -one], [-one, one]], [[-one, one], [one, -one]])
    >>> [[str(w) for w in mixture] for mixture in next(iter(pennies))]
    [['1/2', '1/2'], ['1/2', '1/2']]
    """
    pairs = extreme_pairs(_integral(first), _integral(second), INTEGERS)
    return {(_normalised(x), _normalised(y)) for x, y in pairs}


def extreme_pairs(first: list[list[T]], second: list[list[T]], ring: Ring[T]) -> list[tuple[Vertex[T], Vertex[T]]]:
    """Return the pairs of vertices that are best replies to each other; a vertex may occur more than once."""
    # A mixture of the first player is a vertex where the second player's payoffs against it are equal.
    rows = _vertices([list(column) for column in zip(*second, strict=True)], ring)
    columns = _vertices(first, ring)
    return [(x, y) for x in rows for y in columns if x.played <= y.best and y.played <= x.best]


def _integral(matrix: list[list[Fraction]]) -> list[list[int]]:
    whole = lcm(*(entry.denominator for row in matrix for entry in row))
    return [[int(entry * whole) for entry in row] for row in matrix]


def _normalised(vertex: Vertex[int]) -> Mixture:
    return tuple(Fraction(weight, vertex.total) for weight in vertex.weights)


def _vertices(replies: list[list[T]], ring: Ring[T]) -> list[Vertex[T]]:
    """Return the vertices of a best-reply polyhedron.

    ``replies`` has a row for each reply and a column for each strategy that is mixed.  Every vertex makes as many
    replies equally good as strategies are played, and is the only solution of these equations.
    """
    count = len(replies[0])
    found: dict[tuple[frozenset[int], frozenset[int]], Vertex[T]] = {}
    for size in range(1, min(len(replies), count) + 1):
        for support in combinations(range(count), size):
            for tight in combinations(range(len(replies)), size):
                weights = _solution([[replies[r][s] for s in support] for r in tight], ring)
                vertex = None if weights is None else _vertex(replies, ring, dict(zip(support, weights, strict=True)))
                if vertex is not None and tight[0] in vertex.best:
                    # The vertex is the only one with these strategies played and these replies best.
                    found.setdefault((vertex.played, vertex.best), vertex)
    return list(found.values())


def _vertex(replies: list[list[T]], ring: Ring[T], weights: dict[int, T]) -> Vertex[T]:
    """Return the vertex of weights, whether or not the replies that were made equal are best."""
    values = [_sum(ring, [ring.times(row[s], w) for s, w in weights.items()]) for row in replies]
    top = values[0]
    for value in values[1:]:
        if ring.sign(_difference(ring, value, top)) > 0:
            top = value
    best = frozenset(r for r, value in enumerate(values) if ring.sign(_difference(ring, value, top)) == 0)
    played = frozenset(s for s, w in weights.items() if ring.sign(w) > 0)
    everywhere = tuple(weights.get(s, ring.zero) for s in range(len(replies[0])))
    return Vertex(everywhere, _sum(ring, list(weights.values())), played, best)


def _solution(square: list[list[T]], ring: Ring[T]) -> list[T] | None:
    """Return weights, not negative, that make all rows equally good; None unless they are unique up to a factor.

    By Cramer's rule the weights are the determinants with one column replaced by ones; their sum is the determinant of
    the equations together with the one that the weights sum to a given number.
    """
    replaced = [[[*row[:k], ring.one, *row[k + 1 :]] for row in square] for k in range(len(square))]
    weights = [_determinant(rows, ring) for rows in replaced]
    signs = {ring.sign(weight) for weight in weights}
    if signs <= {0, 1} and 1 in signs:
        return weights
    return [ring.minus(weight) for weight in weights] if signs <= {0, -1} and -1 in signs else None


def _determinant(square: list[list[T]], ring: Ring[T]) -> T:
    """Return a determinant from the minors of the last rows, without division."""
    n = len(square)
    minors: dict[tuple[int, ...], T] = {(column,): square[-1][column] for column in range(n)}
    for size in range(2, n + 1):
        row = square[n - size]
        longer: dict[tuple[int, ...], T] = {}
        for columns in combinations(range(n), size):
            total = ring.zero
            for k, column in enumerate(columns):
                term = ring.times(row[column], minors[columns[:k] + columns[k + 1 :]])
                total = ring.plus(total, ring.minus(term) if k % 2 else term)
            longer[columns] = total
        minors = longer
    return minors[tuple(range(n))]


def _sum(ring: Ring[T], values: list[T]) -> T:
    total = ring.zero
    for value in values:
        total = ring.plus(total, value)
    return total


def _difference(ring: Ring[T], a: T, b: T) -> T:
    return ring.plus(a, ring.minus(b))
