"""Equilibria written out: from masks of pairs to mixtures and payoffs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coopgame.batch.arrays import Chunk, Floats, powers
from coopgame.batch.kernel import Bits, chunks
from coopgame.batch.program import Corner, Program
from coopgame.batch.schedule import needed

Indices = NDArray[np.int64]
#: Games in a chunk: calls are many and each has little to do, so chunks are larger than those of margins.
GAMES: Final = 32768
_RING: Final[dict[str, np.ufunc]] = {"mul": np.multiply, "add": np.add, "sub": np.subtract}
_ONES = np.array([bin(byte).count("1") for byte in range(256)], np.uint8)


@dataclass(frozen=True)
class Rows:
    """Equilibria one after the other: the number of the game, and the mixtures of both players."""

    game: Indices
    x: Floats
    y: Floats

    @staticmethod
    def empty(shape: tuple[int, int], count: int = 0) -> Rows:
        """Return so many rows of zeros."""
        # One strategy after the other: written and read a column at a time.
        return Rows(np.zeros(count, np.int64), np.zeros((shape[0], count)).T, np.zeros((shape[1], count)).T)

    @staticmethod
    def joined(parts: Sequence[Rows]) -> Rows:
        """Return the rows of several in the order of their games."""
        game = np.concatenate([p.game for p in parts])
        order = np.argsort(game, kind="stable")
        x, y = (np.concatenate([getattr(p, name).T for p in parts], axis=1)[:, order].T for name in "xy")
        return Rows(game[order], x, y)


def counts(masks: Bits) -> NDArray[np.uint8]:
    """Return how many bits each column has."""
    total = np.zeros(masks.shape[1], np.uint8)
    for row in masks:
        total += _ONES[row]
    return total


def mixture(values: Sequence[Floats], scales: Sequence[Floats]) -> list[Floats]:
    """Return probabilities from weights of one sign, each of which lacks the scale of its own line."""
    largest = reduce(np.maximum, scales)
    weights = [np.abs(v) * (s / largest) for v, s in zip(values, scales, strict=True)]
    return _shares(weights)


def _shares(weights: Sequence[Floats]) -> list[Floats]:
    total = reduce(np.add, weights)
    return [weight / total for weight in weights]


def written(own: Program, pairs: Sequence[tuple[int, int]], masks: Bits, payoffs: tuple[Floats, Floats]) -> Rows:
    """Return the equilibria that masks say are there, in the order of games and then of pairs."""
    number = counts(masks)
    rows = Rows.empty(own.shape, int(number.sum(dtype=np.int64)))
    chunk, done = Chunk.of(own.shape, own.classes, 0), 0
    for start, stop in chunks(masks.shape[1], GAMES):
        chunk.take(*(part[:, :, start:stop] for part in payoffs))
        following = np.cumsum(number[start:stop], dtype=np.int64) - number[start:stop] + done
        done += int(number[start:stop].sum(dtype=np.int64))
        for position, pair in enumerate(pairs):
            bits = masks[position // 8, start:stop] & np.uint8(1 << position % 8)
            games = np.flatnonzero(bits != 0)
            if len(games):
                to = following[games]
                following[games] = to + 1
                rows.game[to] = games + start
                for side, out in ((0, rows.x), (1, rows.y)):
                    corner = own.corners[side][pair[side]]
                    for line, weight in zip(corner.support, _weights(own, chunk, corner, games, side), strict=True):
                        out.T[line][to] = weight
    return rows


def _weights(own: Program, chunk: Chunk, corner: Corner, games: Indices, side: int) -> Sequence[Floats | float]:
    """Return the probabilities of a corner in some games, from the payoffs that it ties."""
    if len(corner.support) == 1:
        return [1.0]
    # The row player's mixtures come from B, and the other way round.
    payoffs = chunk.payoffs[1 - side]
    drawn = {(i, c): payoffs[i, c][games] for i in corner.support for c in corner.tied}
    if len(corner.support) == 2:
        # Each weight is the difference in the other line.
        i, j = corner.support
        first, second = corner.tied
        return _shares([np.abs(drawn[k, first] - drawn[k, second]) for k in (j, i)])
    scales = {i: _powers([drawn[i, c] for c in corner.tied]) for i in corner.support}
    numbers: dict[int, Floats] = {}
    nodes = [e.node for e in corner.weights if e.node is not None]
    for step in needed(own.tape, nodes):
        kind, arguments = own.tape.nodes[step]
        if kind == "difference":
            _, line, *places = arguments
            # A payoff may stand for one of those that are tied, with which it is identical.
            a, b = (drawn[line, c] if (line, c) in drawn else payoffs[line, c][games] for c in places)
            numbers[step] = (a - b) * scales[line]
        else:
            numbers[step] = _RING[kind](*(numbers[k] for k in arguments))
    return mixture([numbers[k] for k in nodes], [scales[i] for i in corner.support])


def _powers(values: Sequence[Floats]) -> Floats:
    """Return powers of 2 that take the largest difference of some payoffs to [1/2, 1]."""
    return powers(reduce(np.maximum, values) - reduce(np.minimum, values))


def paid(rows: Rows, payoffs: Floats) -> Floats:
    """Return for each row what a player gets."""
    total = np.zeros(len(rows.game))
    for start, stop in chunks(len(rows.game), GAMES):
        game, x, y = rows.game[start:stop], rows.x[start:stop].T, rows.y[start:stop].T
        # Always in this order: one that follows how arrays lie in memory would change last digits.
        for i, j in np.ndindex(*payoffs.shape[:2]):
            total[start:stop] += x[i] * y[j] * payoffs[i, j][game]
    return total
