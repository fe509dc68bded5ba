"""The equilibria of a stretch of games, one entry for each pair of corners, and those of degenerate games too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from coopgame.batch import BatchEquilibria, Ties, solve
from coopgame.batch.completing import complete_parts
from coopgame.batch.program import Corner, Program, layout
from coopgame.batch.strategies import Rows, written
from coopgame.sweeps.placeholders import Supports
from coopgame.sweeps.task import Array


@dataclass(frozen=True)
class Held:
    """One pair of corners: the games in which it is an equilibrium, rising, and its mixtures if they are known.

    Attributes
    ----------
    link
        The numbers of both corners.
    position
        Of the pair among those that are looked at everywhere; -1 for one that was met in degenerate games.
    games
        Numbers of games.
    rows
        Mixtures, one row for each game.
    """

    link: tuple[int, int]
    position: int
    games: Array
    rows: Rows | None


@dataclass(frozen=True)
class Corners:
    """The corners of games of one shape, by number.

    Attributes
    ----------
    program
        What is computed.
    """

    program: Program

    @classmethod
    def of(cls, ties: Ties) -> Corners:
        """Return the corners that masks of batches with these ties refer to."""
        return cls(layout(ties.shape, ties.classes))

    @cached_property
    def _numbers(self) -> tuple[dict[int, int], dict[int, int]]:
        first, second = ({id(c): k for k, c in enumerate(own)} for own in self.program.every)
        return first, second

    def link(self, left: Corner, right: Corner) -> tuple[int, int]:
        """Return the numbers of two corners."""
        return self._numbers[0][id(left)], self._numbers[1][id(right)]

    @cached_property
    def supports(self) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
        """The support of every corner of the row and of the column player."""
        first, second = (tuple(c.support for c in own) for own in self.program.every)
        return first, second

    def of_supports(self, supports: Supports, rank: tuple[int, int]) -> tuple[int, int]:
        """Return corners with these supports; of several mixtures with one support, each has a number of its own."""
        left, right = (
            [k for k, s in enumerate(own) if s == support][n]
            for own, support, n in zip(self.supports, supports, rank, strict=True)
        )
        return left, right


@dataclass(frozen=True)
class Games:
    """Games that were solved, of which some matter.

    Attributes
    ----------
    batch
        What was found at first.
    corners
        What pairs refer to.
    usable
        Which games matter.
    errors
        Of the payoffs, (2, m, n, N) or (2, m, n, 1).
    """

    batch: BatchEquilibria
    corners: Corners
    usable: Array
    errors: Array

    @classmethod
    def solved(cls, payoffs: Array, errors: Array, ties: Ties, corners: Corners, usable: Array) -> Games:
        """Solve games; payoffs are (2, m, n, N)."""
        return cls(solve(payoffs[0], payoffs[1], ties=ties, margin=True), corners, usable, errors)

    def held(self, near: Array) -> Iterator[Held]:
        """Yield what holds in games that matter; near a border, what rounding leaves open counts as a tie."""
        clear = self.usable & ~near
        program = self.corners.program
        for position, (i, j) in enumerate(self.batch.pairs):
            bits = self.batch.masks[position // 8] & np.uint8(1 << position % 8)
            games = np.flatnonzero((bits != 0) & clear)
            if len(games):
                link = self.corners.link(program.corners[0][i], program.corners[1][j])
                yield Held(link, position, games, None)
        games = np.flatnonzero(self.usable & near)
        if len(games):
            yield from self._completed(games)

    def mixtures(self, held: Held) -> Rows:
        """Return the mixtures of what holds."""
        if held.rows is not None:
            return held.rows
        bits = np.zeros((1, self.batch.games), np.uint8)
        bits[0, held.games] = 1
        pair, own = self.batch.pairs[held.position], self.batch
        return written(own.shape, own.classes, (pair,), bits, (own.A, own.B))

    def _completed(self, games: Array) -> Iterator[Held]:
        A, B = (np.ascontiguousarray(p[:, :, games]) for p in (self.batch.A, self.batch.B))
        wrong = self.errors[..., games] if self.errors.shape[-1] > 1 else np.repeat(self.errors, len(games), axis=-1)
        parts, left = complete_parts(self.corners.program, A, B, (wrong[0], wrong[1]))
        for part in parts:
            rows = Rows(games[part.rows.game], part.rows.x, part.rows.y)
            yield Held(self.corners.link(part.left, part.right), -1, rows.game, rows)
        for game in games[left]:
            yield from self._exact(int(game))

    def _exact(self, game: int) -> Iterator[Held]:
        """Yield what exact arithmetic finds in one game."""
        ranks: tuple[dict[tuple[int, ...], list[object]], ...] = ({}, {})
        for profile in self.batch.exactly(game):
            supports = tuple(tuple(k for k, w in enumerate(z) if w) for z in profile)
            rank = []
            for known, support, mixture in zip(ranks, supports, profile, strict=True):
                own = known.setdefault(support, [])
                if mixture not in own:
                    own.append(mixture)
                rank.append(own.index(mixture))
            rows = Rows.empty(self.batch.shape, 1)
            rows.game[0], rows.x[0], rows.y[0] = game, *([float(w) for w in z] for z in profile)
            link = self.corners.of_supports((supports[0], supports[1]), (rank[0], rank[1]))
            yield Held(link, -1, rows.game, rows)
