"""What is read off solved games: doubts from rounding, conditions of the rule, margins of regimes, outcomes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coopgame.batch import BatchEquilibria
from coopgame.batch.completing import LOOSE
from coopgame.batch.program import program
from coopgame.batch.strategies import Rows
from coopgame.sweeps.enclosures import ROUNDING
from coopgame.sweeps.found import Games, Held
from coopgame.sweeps.placeholders import PAYOFF, PROBABILITY, Source, Supports, Test
from coopgame.sweeps.task import PAYOFFS, PROBABILITIES, Array
from coopgame.sweeps.tokens import Token


@dataclass(frozen=True)
class Doubt:
    """What rounding of payoffs leaves open in each game.

    Attributes
    ----------
    near
        Whether what exists may be something else.
    drift
        By what part of it a probability can be wrong.
    """

    near: Array
    drift: Array


def doubt_of(batch: BatchEquilibria, errors: Array) -> Doubt:
    """Return the doubts of games whose payoffs, (2, m, n, N), are wrong by at most ``errors``.

    A weight or slack is a sum of at most k! products of at most k differences, each at most 1 after scaling.
    """
    epsilon = np.zeros(batch.games)
    for player, payoffs in enumerate((batch.A, batch.B)):
        # A column of A, or a row of B, is compared within itself.
        lines = payoffs.transpose(1, 0, 2) if player == 0 else payoffs
        own = errors[0].transpose(1, 0, 2) if player == 0 else errors[1]
        for k, (line, error) in enumerate(zip(lines, own, strict=True)):
            if not _tied(batch, player, k):
                with np.errstate(all="ignore"):
                    part = 2 * error.max(axis=0) / (line.max(axis=0) - line.min(axis=0))
                np.maximum(epsilon, np.where(np.isnan(part), np.inf, part), out=epsilon)
    k = min(batch.shape)
    moved = 2 * math.factorial(k) * k * epsilon
    near = batch.degenerate | (batch.margin <= moved) | (epsilon > 0.1)
    with np.errstate(all="ignore"):
        drift = 4 * (program(batch.shape, batch.classes).bound + moved) / batch.margin + 64 * ROUNDING
    # Points that are flagged anyway: there, only what is as good as equal counts as a tie.
    return Doubt(near, np.where(near, LOOSE * 4, np.minimum(drift, 0.1)))


def _tied(batch: BatchEquilibria, player: int, line: int) -> bool:
    """Return whether all payoffs of a line are identical by construction."""
    if batch.classes is None:
        return False
    table = batch.classes[player]
    return len({row[line] for row in table} if player == 0 else {*table[line]}) == 1


@dataclass(frozen=True)
class Answer:
    """What the rule says of a pair of corners in the games in which it is an equilibrium.

    Attributes
    ----------
    holds, margins
        For each condition where it holds, and by how much; (conditions, games).
    doubtful
        Where rounding leaves some condition open.
    margin
        The smallest absolute margin of a condition.
    """

    holds: Array
    margins: Array
    doubtful: Any
    margin: Array

    @classmethod
    def plain(cls, games: int) -> Answer:
        """Return the answer without conditions."""
        nothing = np.empty((0, games))
        return cls(nothing.astype(bool), nothing, np.zeros(games, bool), np.ones(games))

    def tokens(self, held: Held) -> Iterator[tuple[Token, Array]]:
        """Yield the pair, and each of its conditions, with the games in which they hold."""
        yield held.link, held.games
        for k, holds in enumerate(self.holds):
            yield (*held.link, k), held.games[holds]


@dataclass(frozen=True)
class Reading:
    """Reads games by the conditions of a rule.

    Attributes
    ----------
    games, tests
        What was solved, and what is compared.
    coordinates, payoffs, errors
        Of the points.
    doubt
        What is certain of them.
    """

    games: Games
    tests: Mapping[Supports, Test]
    coordinates: Sequence[Array]
    payoffs: Array
    errors: Array
    doubt: Doubt

    def read(self, held: Held) -> Answer:
        """Return what the rule says of a pair where it is an equilibrium."""
        left, right = self.games.corners.supports
        test = self.tests.get((left[held.link[0]], right[held.link[1]]))
        if test is None:
            return Answer.plain(len(held.games))
        rows = self.games.mixtures(held)
        pairs = [self._column(source, rows) for source in test.sources]
        holds, doubtful, margins = test.evaluate([c for c, _ in pairs], [r for _, r in pairs])
        return Answer(holds, margins, np.any(doubtful, axis=0), np.abs(margins).min(axis=0))

    def _column(self, source: Source, rows: Rows) -> tuple[Array, Array]:
        """Return numbers of a source with the radii by which they may be wrong."""
        kind, player, k = source
        drift = self.doubt.drift[rows.game]
        if kind == PROBABILITY:
            weights = (rows.x, rows.y)[player][:, k]
            return weights, weights * drift
        if kind == PAYOFF:
            own = self.payoffs[player]
            error = np.broadcast_to(self.errors[player].max(axis=(0, 1)), own.shape[-1:])[rows.game]
            return expected(rows, own), expected(rows, np.abs(own)) * (2.2 * drift) + 2 * error
        value = self.coordinates[player][rows.game]
        return value, np.abs(value) * ROUNDING

    def margins(self, ways: Sequence[Sequence[tuple[int, int]]], answers: Sequence[tuple[Held, Answer]]) -> Array:
        """Return the signed margin of each regime: the largest over the pairs that have it."""
        own = self.games.batch.margins
        found = np.full((len(ways), own.shape[1]), -1.0)
        by_position = {held.position: (held, answer) for held, answer in answers}
        for row, regime in zip(found, ways, strict=True):
            for position, condition in regime:
                value = own[position]
                if condition >= 0 and position in by_position:
                    held, answer = by_position[position]
                    value = value.copy()
                    value[held.games] = np.minimum(value[held.games], answer.margins[condition])
                np.maximum(row, value, out=row)
        return found


def expected(rows: Rows, payoffs: Array) -> Array:
    """Return what a player gets in each row, summed in one order whatever the number of rows."""
    total = np.zeros(len(rows.game))
    for i, j in np.ndindex(payoffs.shape[:2]):
        total += rows.x[:, i] * rows.y[:, j] * payoffs[i, j, rows.game]
    return total


def outcomes_of(held: Sequence[Held], games: Games, slots: int) -> dict[str, Array]:
    """Return payoffs and probabilities in the outcomes, which are the pairs of a batch, ``nan`` where there is none.

    What exists on ties only stands in the first outcome with the same supports, if there is one.
    """
    total, supports = games.batch.games, games.batch.supports
    left, right = games.corners.supports
    payoffs = np.full((slots, 2, total), np.nan)
    weights = np.full((slots, sum(games.batch.shape), total), np.nan)
    for h in held:
        own = left[h.link[0]], right[h.link[1]]
        place = h.position if h.position >= 0 else next((k for k, s in enumerate(supports) if s == own), -1)
        if place >= 0:
            rows = games.mixtures(h)
            weights[place][:, rows.game] = np.concatenate([rows.x, rows.y], axis=1).T
            for player, table in enumerate((games.batch.A, games.batch.B)):
                payoffs[place, player, rows.game] = expected(rows, table)
    return {PAYOFFS: payoffs, PROBABILITIES: weights}
