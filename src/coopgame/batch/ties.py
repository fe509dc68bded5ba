"""Payoffs that are identical as expressions, which floating point cannot know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coopgame.batch.program import Classes
from coopgame.equilibria.concept import Comparisons, strategic
from coopgame.errors import GameError
from coopgame.games import Game


@dataclass(frozen=True, init=False)
class Ties:
    """Which payoffs of a batch are identical by construction.

    The numbers of such payoffs may differ by rounding, as 0.1 + 0.2 and 0.3 do; the solver then takes that of the first
    one, in the order of rows and then columns, for all of them.

    Parameters
    ----------
    rows, columns
        For the payoffs A of the row player and B of the column player, m × n labels each; payoffs with equal labels are
        identical.

    Raises
    ------
    GameError
        The labels are not two tables of one shape.

    Examples
    --------
    >>> import coopgame as cg
    >>> exit_row = cg.batch.Ties(rows=[["out", "out"], [1, 2]], columns=[["none", "none"], [1, 2]])
    >>> exit_row.shape
    (2, 2)
    """

    rows: Classes
    columns: Classes

    def __init__(self, rows: Sequence[Sequence[Any]], columns: Sequence[Sequence[Any]]) -> None:
        object.__setattr__(self, "rows", _classes(rows, "rows"))
        object.__setattr__(self, "columns", _classes(columns, "columns"))
        first, second = ((len(table), len(table[0])) for table in (self.rows, self.columns))
        if first != second:
            raise GameError(f"Ties: rows and columns have one shape; they are {first} and {second}.")

    @staticmethod
    def of(game: Game) -> Ties:
        """Return which payoffs of a game of two players with symbols are identical expressions.

        Raises
        ------
        ConceptError, GameError
            This is not a strategic game of two players.

        Examples
        --------
        >>> import coopgame as cg
        >>> game = cg.Game.from_bimatrix([["a + a", "2*a"], ["b", 0]], [[0, 0], ["b", 0]])
        >>> cg.batch.Ties.of(game).rows
        ((0, 0), (1, 2))
        """
        strategic(game, "a batch")
        if len(game.players) != 2:
            raise GameError(f"Batches hold games of two players; this game has {len(game.players)}.")
        compare = Comparisons(game)
        rows, columns = game.strategies
        tables = ([[compare.payoff(player, (r, c)) for c in columns] for r in rows] for player in range(2))
        return Ties(*tables)

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of rows and columns."""
        return len(self.rows), len(self.rows[0])

    @property
    def classes(self) -> tuple[Classes, Classes] | None:
        """For A and B a number for each class of payoffs; None where nothing is identical."""
        flat = [[c for row in table for c in row] for table in (self.rows, self.columns)]
        return None if all(len(set(own)) == len(own) for own in flat) else (self.rows, self.columns)


def _classes(table: Sequence[Sequence[Any]], name: str) -> Classes:
    number: dict[Any, int] = {}
    try:
        found = tuple(tuple(number.setdefault(label, len(number)) for label in row) for row in table)
    except TypeError:
        found = ()
    if not found or not found[0] or len({len(row) for row in found}) > 1:
        raise GameError(f"Ties: {name} is a table with a label for every payoff, m rows of n each; got {table!r}.")
    return found
