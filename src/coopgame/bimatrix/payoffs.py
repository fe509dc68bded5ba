"""Payoff matrices of a two-player game as positive integers: the one thing that the two algorithms share.

Best replies do not change when a player's payoffs are multiplied by a positive number, nor when a constant is added to
everything that this player can get against one strategy of the opponent.  Such maps turn rational payoffs into small
positive integers with the same equilibria.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from numbers import Rational

from coopgame.errors import GameError

Number = Fraction | int
Matrix = Sequence[Sequence[Number]]
Integers = tuple[tuple[int, ...], ...]
Mixture = tuple[Fraction, ...]
Profile = tuple[Mixture, Mixture]


@dataclass(frozen=True)
class Payoffs:
    """A game with positive integer payoffs, read by the player who compares them.

    Attributes
    ----------
    of_rows
        One tuple for each row: what it gives the row player against each column.
    of_columns
        One tuple for each column: what it gives the column player against each row.
    """

    of_rows: Integers
    of_columns: Integers


def _fraction(entry: object, name: str, i: int, j: int) -> Fraction:
    # bool counts as an int and numpy integers overflow inside a Fraction, hence the test and the conversions.
    if isinstance(entry, Rational) and not isinstance(entry, bool):
        return Fraction(int(entry.numerator), int(entry.denominator))
    raise GameError(f"Payoffs are integers or fractions; {name}[{i}][{j}] is {entry!r} of type {type(entry).__name__}.")


def _fractions(matrix: Matrix, name: str) -> list[list[Fraction]]:
    rows = [[_fraction(entry, name, i, j) for j, entry in enumerate(row)] for i, row in enumerate(matrix)]
    if not rows or not rows[0]:
        raise GameError(f"A game needs at least one row and one column; {name} has none.")
    if any(len(row) != len(rows[0]) for row in rows):
        raise GameError(f"The rows of {name} have different lengths: {[len(row) for row in rows]}.")
    return rows


def _integers(replies: list[list[Fraction]]) -> Integers:
    """Return the payoffs of replies (one list each, over the opponent's strategies) as positive integers."""
    scale = lcm(*(value.denominator for reply in replies for value in reply))
    whole = [[value.numerator * (scale // value.denominator) for value in reply] for reply in replies]
    lowest = [min(against) for against in zip(*whole, strict=True)]
    gains = [[value - low for value, low in zip(reply, lowest, strict=True)] for reply in whole]
    common = gcd(*(gain for reply in gains for gain in reply)) or 1
    return tuple(tuple(1 + gain // common for gain in reply) for reply in gains)


def normalise(A: Matrix, B: Matrix) -> Payoffs:
    """Return a game with the same equilibria whose payoffs are positive integers.

    Parameters
    ----------
    A, B
        Payoffs of the row and of the column player, m rows of n integers or fractions each.

    Returns
    -------
    Payoffs
        With the smallest payoff against each strategy of the opponent 1, and no common divisor of the differences.

    Raises
    ------
    GameError
        When A and B are not two matrices of one shape with rational entries.

    Examples
    --------
    >>> from fractions import Fraction
    >>> normalise([[Fraction(1, 2), 0], [1, Fraction(-1, 3)]], [[5, 7], [0, 0]])
    Payoffs(of_rows=((1, 3), (4, 1)), of_columns=((1, 1), (2, 1)))
    """
    rows, columns = _fractions(A, "A"), _fractions(B, "B")
    if (len(rows), len(rows[0])) != (len(columns), len(columns[0])):
        raise GameError(
            f"A and B have one shape; A is {len(rows)}×{len(rows[0])} and B is {len(columns)}×{len(columns[0])}."
        )
    return Payoffs(_integers(rows), _integers([list(column) for column in zip(*columns, strict=True)]))
