"""The equilibria of a batch of games."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from coopgame.batch.arrays import Floats, Indices
from coopgame.batch.kernel import Bits, margin_schedule, nearest
from coopgame.batch.program import Classes, Program, Support, layout, program
from coopgame.batch.strategies import Rows, counts, paid, written
from coopgame.bimatrix import Profile
from coopgame.errors import GameError
from coopgame.notebook import table

Exact = list[list[Fraction]]


class Method(Protocol):
    """What was looked for; pickled with the result."""

    @property
    def name(self) -> str:
        """What a reader calls it."""

    def margins(self, batch: BatchEquilibria) -> Floats:
        """Return a signed margin for every pair, one row for each."""

    def complete(self, batch: BatchEquilibria, games: Indices) -> Rows:
        """Return everything there is in some games, by number."""

    def exactly(self, A: Exact, B: Exact) -> tuple[Profile, ...]:
        """Return everything there is in a game of fractions."""


@dataclass(frozen=True, eq=False, repr=False)
class BatchEquilibria:
    """What was found in a batch of games; :func:`solve` and its sisters make it, and its arrays cannot be written to.

    It keeps the payoffs that it was made from, not copies of them: do not change these arrays afterwards.

    Attributes
    ----------
    A, B
        The payoffs, (m, n, N).
    known
        Distances to borders that were found on the way; None if :attr:`margin` has to find them.
    degenerate
        For each game whether some margin is so small that its sign is not certain, or zero; (N,).
    complete
        For each game whether everything there is was found; (N,).
    """

    method: Method
    A: Floats
    B: Floats
    classes: tuple[Classes, Classes] | None
    pairs: tuple[tuple[int, int], ...]
    masks: Bits
    known: Floats | None
    degenerate: NDArray[np.bool_]
    complete: NDArray[np.bool_]
    extra: Rows

    def __post_init__(self) -> None:
        own = (self.A, self.B, self.masks, self.known, self.degenerate, self.complete)
        for array in (*own, self.extra.game, self.extra.x, self.extra.y):
            if array is not None:
                array.flags.writeable = False

    def __reduce__(self) -> tuple[Any, ...]:
        return BatchEquilibria, tuple(getattr(self, f.name) for f in fields(self))

    @property
    def _program(self) -> Program:
        return layout(self.shape, self.classes)

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of rows and columns."""
        return self.A.shape[0], self.A.shape[1]

    @property
    def games(self) -> int:
        """The number of games."""
        return int(self.A.shape[2])

    @cached_property
    def count(self) -> NDArray[np.int64]:
        """For each game the number of equilibria that were found; (N,)."""
        number: NDArray[np.int64] = np.bincount(self.extra.game, minlength=self.games) + counts(self.masks)
        number.flags.writeable = False
        return number

    @property
    def supports(self) -> tuple[tuple[Support, Support], ...]:
        """For each pair of supports that was looked at its rows and its columns, by position."""
        corners = self._program.corners
        return tuple((corners[0][i].support, corners[1][j].support) for i, j in self.pairs)

    @cached_property
    def margin(self) -> Floats:
        """For each game the distance to a border, (N,), computed when asked for.

        It is the smallest absolute value of a margin, in units of the largest difference of payoffs that are compared.
        """
        if self.known is not None:
            return self.known
        plan = margin_schedule(self.shape, self.classes)
        _, found = nearest(program(self.shape, self.classes), plan, self.A, self.B, 0.0)
        found.flags.writeable = False
        return found

    @cached_property
    def margins(self) -> Floats:
        """For each pair of supports and each game a signed margin, positive inside; (S, N), computed when asked for."""
        found = self.method.margins(self)
        found.flags.writeable = False
        return found

    @cached_property
    def _rows(self) -> Rows:
        rows = written(self.shape, self.classes, self.pairs, self.masks, (self.A, self.B))
        rows = Rows.joined([rows, self.extra]) if len(self.extra.game) else rows
        for array in (rows.game, rows.x, rows.y):
            array.flags.writeable = False
        return rows

    def strategies(self, player: int) -> tuple[Indices, Floats]:
        """Return the mixtures of one player in all equilibria, computed when first asked for.

        Parameters
        ----------
        player
            0 for the one who chooses rows, 1 for the one who chooses columns.

        Returns
        -------
        games, probabilities
            (K,) and (K, m) or (K, n): row k belongs to the same equilibrium for both players; in the order of games.

        Raises
        ------
        GameError
            There is no such player.
        """
        return self._rows.game, (self._rows.x, self._rows.y)[_player(player)]

    def payoffs(self, player: int) -> Floats:
        """Return what one player gets in all equilibria, (K,), in the order of :meth:`strategies`.

        Raises
        ------
        GameError
            There is no such player.
        """
        return paid(self._rows, (self.A, self.B)[_player(player)])

    def equilibria(self, game: int) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
        """Return the equilibria of one game as pairs of mixtures.

        Raises
        ------
        GameError
            There is no such game.
        """
        k = self._index(game)
        first, last = np.searchsorted(self._rows.game, [k, k + 1])
        own = range(int(first), int(last))
        return [(tuple(self._rows.x[r].tolist()), tuple(self._rows.y[r].tolist())) for r in own]

    def exactly(self, game: int) -> tuple[Profile, ...]:
        """Return everything there is in one game exactly, its payoffs read as the fractions that these floats are.

        Raises
        ------
        GameError
            There is no such game.
        """
        return self.method.exactly(*self.fractions(self._index(game)))

    def fractions(self, game: int) -> tuple[Exact, Exact]:
        """Return the payoffs of one game as fractions, those that are identical by construction made so."""
        made = []
        for player, array in enumerate((self.A, self.B)):
            table = [[Fraction(float(value)) for value in row] for row in array[:, :, game]]
            if self.classes is not None:
                first: dict[int, Fraction] = {}
                labelled = (zip(*both, strict=True) for both in zip(self.classes[player], table, strict=True))
                table = [[first.setdefault(label, value) for label, value in row] for row in labelled]
            made.append(table)
        return made[0], made[1]

    def completed(self) -> BatchEquilibria:
        """Return the same with every game solved completely: all extreme equilibria of degenerate games too.

        Where rounding leaves a sign open the game is solved in exact arithmetic, which takes some milliseconds.
        """
        games = np.flatnonzero(~self.complete)
        if not len(games):
            return self
        masks = self.masks.copy()
        masks[:, games] = 0
        extra = Rows.joined([self.extra, self.method.complete(self, games)])
        return replace(self, masks=masks, extra=extra, complete=np.ones(self.games, np.bool_))

    def _index(self, game: int) -> int:
        given: Any = game
        if not isinstance(given, int | np.integer) or not 0 <= given < self.games:
            raise GameError(f"There is no game {game!r}; the batch has {self.games}, from 0 to {self.games - 1}.")
        return int(game)

    def _numbers(self) -> list[tuple[str, str]]:
        values, times = np.unique(self.count, return_counts=True)
        shown = ", ".join(f"{v}: {t:,}" for v, t in zip(values[:8].tolist(), times[:8].tolist(), strict=True))
        return [
            ("games", f"{self.games:,} of {self.shape[0]}×{self.shape[1]}"),
            ("by number of equilibria", shown + (", …" if len(values) > 8 else "")),
            ("degenerate", f"{int(self.degenerate.sum()):,}"),
            ("not complete", f"{int((~self.complete).sum()):,}"),
        ]

    def __repr__(self) -> str:
        return f"<{self.method.name}: " + "; ".join(f"{name} {value}" for name, value in self._numbers()) + ">"

    def _repr_html_(self) -> str:
        return table(("number", "value"), self._numbers(), caption=self.method.name)


def _player(player: int) -> int:
    if player not in (0, 1):
        raise GameError(f"player: {player!r} is not a player; 0 chooses rows and 1 chooses columns.")
    return player


def exact_rows(batch: BatchEquilibria, games: Sequence[int]) -> Rows:
    """Return everything there is in some games, by exact arithmetic."""
    found = [(g, profile) for g in games for profile in batch.exactly(g)]
    rows = Rows.empty(batch.shape, len(found))
    for k, (g, (x, y)) in enumerate(found):
        rows.game[k], rows.x[k], rows.y[k] = g, [float(w) for w in x], [float(w) for w in y]
    return rows
