r"""What the players regret at a profile: the definition of Nash equilibrium, evaluated with fractions.

Shares nothing with the algorithms that find equilibria, not even the normalised payoffs, so that it can convict them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from coopgame.errors import GameError


def _require_mixture(weights: Sequence[Fraction | int], length: int, name: str) -> None:
    if len(weights) != length:
        raise GameError(f"{name} has {len(weights)} weights; the player has {length} strategies.")
    if min(weights) < 0 or sum(weights) != 1:
        raise GameError(f"The weights of {name} must not be negative and must add up to 1; they are {list(weights)}.")


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

    Raises
    ------
    GameError
        When x or y is not a mixture of the strategies of its player.

    Examples
    --------
    >>> pennies = [[1, -1], [-1, 1]], [[-1, 1], [1, -1]]
    >>> half = Fraction(1, 2)
    >>> regrets(*pennies, (half, half), (half, half))
    (Fraction(0, 1), Fraction(0, 1))
    >>> [str(regret) for regret in regrets(*pennies, (1, 0), (Fraction(1, 4), Fraction(3, 4)))]
    ['1', '1/2']
    """
    _require_mixture(x, len(A), "x")
    _require_mixture(y, len(A[0]), "y")
    by_row = [sum((Fraction(a) * q for a, q in zip(row, y, strict=True)), Fraction()) for row in A]
    columns = zip(*B, strict=True)
    by_column = [sum((Fraction(b) * p for b, p in zip(column, x, strict=True)), Fraction()) for column in columns]
    first = max(by_row) - sum((p * value for p, value in zip(x, by_row, strict=True)), Fraction())
    second = max(by_column) - sum((q * value for q, value in zip(y, by_column, strict=True)), Fraction())
    return first, second
