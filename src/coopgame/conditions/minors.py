r"""Signed maximal minors: indifference without solving a system.

For a (k-1) × k matrix D of full rank the solutions of :math:`D z = 0` are the multiples of :math:`z_i = (-1)^i \det
D_{\hat\imath}`, where column i is left out.  With payoff differences as rows, z is proportional to the mixture that
makes the opponent indifferent, so every condition on an equilibrium is the sign of a polynomial in the payoffs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import add, mul
from typing import Any, NamedTuple

from coopgame.conditions.polynomials import Polynomial, Ring


def signed_minors(rows: Sequence[Sequence[Any]], one: Any) -> list[Any]:
    """Return :math:`(-1)^i` times the determinant without column i, for every column of a (k-1) × k matrix.

    Parameters
    ----------
    rows
        k - 1 rows of k elements of a commutative ring, as lists.
    one
        The one of that ring; the answer for k = 1.

    Examples
    --------
    >>> signed_minors([[1, 2, 3], [0, 1, 4]], 1)
    [5, -4, 1]
    """
    width = len(rows) + 1
    # Determinants of the first r rows over every set of r columns, by expansion along the last of these rows.
    partial: dict[frozenset[int], Any] = {frozenset(): one}
    for row in rows:
        following: dict[frozenset[int], Any] = {}
        for columns, determinant in partial.items():
            for j in range(width):
                if j in columns:
                    continue
                term = row[j] * determinant
                signed = -term if sum(c > j for c in columns) % 2 else term
                key = columns | {j}
                following[key] = following[key] + signed if key in following else signed
        partial = following
    everything = frozenset(range(width))
    return [partial[everything - {i}] * (-1 if i % 2 else 1) for i in range(width)]


class Basis(NamedTuple):
    """What decides whether a mixture exists that ties some replies and makes them best.

    Attributes
    ----------
    weights
        Elements proportional to the probabilities of the support.
    slacks
        For each reply how far it falls short of the tied ones, times the sum of the weights; zero for the tied ones.
    """

    weights: tuple[Any, ...]
    slacks: tuple[Any, ...]


def basis(
    payoffs: Sequence[Sequence[Any]],
    support: Sequence[int],
    tied: Sequence[int],
    one: Any,
    reduced: Callable[[Sequence[Any]], Sequence[Any]] = tuple,
) -> Basis | None:
    """Return weights and slacks of the mixture on ``support`` that makes the opponent indifferent among ``tied``.

    The mixture exists where all weights have one sign and no slack has the other one.  None is returned where a weight,
    or the sum of the weights, is zero identically: then the mixture has a smaller support, or exists nowhere.

    Parameters
    ----------
    payoffs
        Payoffs of the opponent, rows for own strategies, columns for replies; elements of a commutative ring, or
        anything whose differences are.
    support, tied
        As many own strategies as replies.
    one
        The one of the ring.
    reduced
        Divides the weights by a common factor.

    Examples
    --------
    >>> from flint import fmpz
    >>> payoffs = [[fmpz(2), fmpz(0), fmpz(0)], [fmpz(0), fmpz(3), fmpz(1)]]
    >>> found = basis(payoffs, (0, 1), (0, 1), fmpz(1))
    >>> found.weights, found.slacks
    ((3, 2), (0, 0, 4))
    """
    first = tied[0]
    rows = [[payoffs[i][c] - payoffs[i][first] for i in support] for c in tied[1:]]
    minors = signed_minors(rows, one)
    if any(minor == 0 for minor in minors) or reduce(add, minors) == 0:
        return None
    weights = tuple(reduced(minors))

    short = ([payoffs[i][first] - payoffs[i][c] for i in support] for c in range(len(payoffs[0])))
    return Basis(weights, tuple(weighted_sum(weights, differences) for differences in short))


def weighted_sum(weights: Sequence[Any], values: Sequence[Any]) -> Any:
    """Return the sum of the products of elements of a ring."""
    return reduce(add, map(mul, weights, values))


def common_divisor(elements: Sequence[Any]) -> Any:
    """Return the greatest common divisor of FLINT polynomials."""
    return reduce(lambda a, b: a.gcd(b), elements)


def primitive_vector(ring: Ring, elements: Sequence[Any]) -> tuple[Polynomial, ...]:
    """Divide FLINT polynomials by their common divisor and make the first one's leading coefficient 1 or positive.

    Vectors that are proportional over the rational functions come out equal, so they can be compared.
    """
    divisor = common_divisor(elements)
    reduced = [Polynomial.from_flint(ring, element / divisor) for element in elements]
    lead = reduced[0].terms[0][1]
    return tuple(Polynomial(ring, tuple((e, c / lead) for e, c in p.terms)) for p in reduced)
