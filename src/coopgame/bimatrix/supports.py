r"""Extreme equilibria by supports: for every pair of supports the extreme points of two small polyhedra.

Let x have the support S.  It is an extreme point of the mixtures to which all columns in T are best replies iff

.. math::

    \sum_{i \in S} x_i (b_{ij} - b_{ik}) = 0 \quad (j, k \in J), \qquad \sum_{i \in S} x_i = 1

has no other solution, J being all best replies to x.  Then some :math:`K \subseteq J` with as many columns as S has
rows makes the system square and regular.  Trying every such K on every S therefore finds every extreme point,
degenerate or not; what else is tied with K is read off afterwards.  The extreme equilibria with supports S and T are
the extreme points on S to which every column of T is a best reply, combined with the extreme points on T to which
every row of S is one (Vorob'ev 1958; Kuhn 1961).

The square systems are solved by fraction-free elimination (Bareiss 1968).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import comb

from coopgame.bimatrix.payoffs import Integers, Matrix, Mixture, Profile, normalise
from coopgame.errors import UnsupportedError

# Admits 8×8 games, which take about a second.
BUDGET = 20_000

Support = tuple[int, ...]
Extreme = tuple[Mixture, frozenset[int]]  # a mixture and all pure best replies to it


def _eliminate(rows: list[list[int]]) -> list[int] | None:
    """Reduce k rows of k + 1 integers in place until all pivots are equal and stand alone in their columns.

    Return the columns of the pivots, row by row, or None when the rows are dependent.  By Bareiss (1968) every
    division by the last pivot is exact: all entries are minors of the given matrix.
    """
    columns: list[int] = []
    last = 1
    for k, row in enumerate(rows):
        column = next((c for c, entry in enumerate(row) if entry), None)
        if column is None:
            return None
        pivot = row[column]
        for i, other in enumerate(rows):
            if i != k:
                factor = other[column]
                other[:] = [(pivot * a - factor * b) // last for a, b in zip(other, row, strict=True)]
        columns.append(column)
        last = pivot
    return columns


def _line(equations: list[list[int]]) -> list[int] | None:
    """Return an integer vector that spans the solutions of k equations in k + 1 unknowns, if they make a line."""
    rows = [list(equation) for equation in equations]
    columns = _eliminate(rows)
    if columns is None:
        return None
    size = len(rows) + 1
    free = next(c for c in range(size) if c not in columns)
    solution = [0] * size
    solution[free] = rows[-1][columns[-1]] if rows else 1
    for row, column in zip(rows, columns, strict=True):
        solution[column] = -row[free]
    return solution


def _weights(replies: Integers, support: Support, tied: Support) -> list[int] | None:
    """Return positive weights on a support that make the tied replies equal, if they are unique up to scale."""
    first, *others = ([replies[j][i] for i in support] for j in tied)
    solution = _line([[a - b for a, b in zip(other, first, strict=True)] for other in others])
    if solution is None:
        return None
    if solution[0] < 0:
        solution = [-weight for weight in solution]
    return solution if min(solution) > 0 else None


def _best(replies: Integers, support: Support, weights: list[int]) -> frozenset[int]:
    earned = [sum(reply[i] * weight for i, weight in zip(support, weights, strict=True)) for reply in replies]
    highest = max(earned)
    return frozenset(j for j, value in enumerate(earned) if value == highest)


def _supports(strategies: int, replies: int) -> Iterator[Support]:
    """Yield the supports that extreme points can have: not more strategies than there are replies to tie."""
    for size in range(1, min(strategies, replies) + 1):
        yield from combinations(range(strategies), size)


def _extreme_points(replies: Integers) -> dict[Support, list[Extreme]]:
    """Return, by support, the extreme points of the sets of mixtures to which given replies are best."""
    strategies = len(replies[0])
    found: dict[Support, list[Extreme]] = {}
    for support in _supports(strategies, len(replies)):
        points: dict[Mixture, frozenset[int]] = {}
        for tied in combinations(range(len(replies)), len(support)):
            weights = _weights(replies, support, tied)
            if weights is None:
                continue
            best = _best(replies, support, weights)
            if best.issuperset(tied):
                share = dict(zip(support, weights, strict=True))
                total = sum(weights)
                points[tuple(Fraction(share.get(i, 0), total) for i in range(strategies))] = best
        if points:
            found[support] = list(points.items())
    return found


def extreme_equilibria_by_supports(A: Matrix, B: Matrix, *, budget: int = BUDGET) -> tuple[Profile, ...]:
    """Return all extreme Nash equilibria of a two-player game with rational payoffs, by pairs of supports.

    The second of two algorithms that share nothing but the payoffs, to check the first; slower, and as complete.

    Parameters
    ----------
    A, B
        Payoffs of the row and of the column player, m rows of n integers or fractions each.
    budget
        The largest number of pairs of equally large supports, (m + n choose m) − 1, to accept; each is one linear
        system for either player.

    Returns
    -------
    tuple of pairs (x, y)
        Mixtures of the row player (length m) and of the column player (length n); in decreasing lexicographic order.

    Raises
    ------
    GameError
        When A and B are not two matrices of one shape with rational entries.
    UnsupportedError
        When the game has more pairs of supports than the budget allows.

    References
    ----------
    Vorob'ev (1958), Equilibrium points in bimatrix games, Theory of Probability and its Applications 3:297–309.  Kuhn
    (1961), An algorithm for equilibrium points in bimatrix games, Proceedings of the National Academy of Sciences
    47:1657–1662. Bareiss (1968), Sylvester's identity and multistep integer-preserving Gaussian elimination,
    Mathematics of Computation 22:565–578.

    Examples
    --------
    >>> for x, y in extreme_equilibria_by_supports([[1, 1], [0, 2]], [[1, 1], [0, 0]]):
    ...     print(*x, "|", *y)
    1 0 | 1 0
    1 0 | 1/2 1/2
    0 1 | 1/2 1/2
    0 1 | 0 1
    """
    game = normalise(A, B)
    m, n = len(game.of_rows), len(game.of_columns)
    pairs = comb(m + n, m) - 1
    if pairs > budget:
        raise UnsupportedError(
            f"A {m}×{n} game has {pairs} pairs of equally large supports, more than the budget of {budget}. "
            "Delete strictly dominated strategies, or pass a larger budget= and expect a long run."
        )
    left, right = _extreme_points(game.of_columns), _extreme_points(game.of_rows)
    found = [
        (x, y)
        for rows, xs in left.items()
        for columns, ys in right.items()
        for x, replies in xs
        if replies.issuperset(columns)
        for y, others in ys
        if others.issuperset(rows)
    ]
    return tuple(sorted(found, reverse=True))
