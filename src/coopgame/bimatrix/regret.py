r"""What the players regret at a profile: the definition of Nash equilibrium, evaluated with fractions.

Shares nothing with the algorithms that find equilibria, not even the normalised payoffs, so that it can convict them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from numbers import Rational

from coopgame.errors import GameError


def _exact(values: Sequence[Fraction | int], length: int, name: str) -> list[Fraction]:
    """Return fractions of Python integers: those of integers of a fixed width would overflow."""
    if not all(isinstance(value, Rational) for value in values):
        raise GameError(f"Regrets are exact and need integers or fractions; {name} is {list(values)}.")
    if len(values) != length:
        raise GameError(f"{name} has {len(values)} entries; expected {length}.")
    return [Fraction(int(value.numerator), int(value.denominator)) for value in values]


def _mixture(values: Sequence[Fraction | int], length: int, name: str) -> list[Fraction]:
    weights = _exact(values, length, name)
    if min(weights) < 0 or sum(weights) != 1:
        shown = ", ".join(map(str, weights))
        raise GameError(f"The weights of {name} must not be negative and must add up to 1; they are {shown}.")
    return weights


def _dot(left: Sequence[Fraction], right: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True)), Fraction())


def regrets(
    A: Sequence[Sequence[Fraction | int]],
    B: Sequence[Sequence[Fraction | int]],
    x: Sequence[Fraction | int],
    y: Sequence[Fraction | int],
) -> tuple[Fraction, Fraction]:
    r"""Return what each player would gain at most by deviating alone from a profile.

    .. math::

        \max_i (Ay)_i - x^\top A y, \qquad \max_j (x^\top B)_j - x^\top B y.

    The profile is a Nash equilibrium iff both are zero.

    Parameters
    ----------
    A, B
        Payoffs of the row and of the column player, m rows of n integers or fractions each.
    x, y
        Mixtures of the row player (length m) and of the column player (length n).

    Returns
    -------
    pair of Fraction
        The regret of the row player and that of the column player, neither negative.

    Raises
    ------
    GameError
        When x or y is not a mixture of the strategies of its player, or anything is not rational.

    Examples
    --------
    >>> pennies = [[1, -1], [-1, 1]], [[-1, 1], [1, -1]]
    >>> half = Fraction(1, 2)
    >>> regrets(*pennies, (half, half), (half, half))
    (Fraction(0, 1), Fraction(0, 1))
    >>> [str(regret) for regret in regrets(*pennies, (1, 0), (Fraction(1, 4), Fraction(3, 4)))]
    ['1', '1/2']
    """
    if len(A) == 0:
        raise GameError("A game needs at least one row and one column; A has none.")
    m, n = len(A), len(A[0])
    if len(B) != m:
        raise GameError(f"A and B have one shape; A has {m} rows and B has {len(B)}.")
    p, q = _mixture(x, m, "x"), _mixture(y, n, "y")
    by_row = [_dot(_exact(row, n, "a row of A"), q) for row in A]
    rows_of_column_player = [_exact(row, n, "a row of B") for row in B]
    by_column = [_dot(column, p) for column in zip(*rows_of_column_player, strict=True)]
    return max(by_row) - _dot(p, by_row), max(by_column) - _dot(q, by_column)
