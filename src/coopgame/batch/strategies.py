"""Equilibria written out: from masks of pairs to mixtures and payoffs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coopgame.batch.arrays import Chunk, Floats, Indices
from coopgame.batch.kernel import Bits, chunks
from coopgame.batch.program import Classes, layout
from coopgame.batch.recipes import Use, uses

#: Games in a chunk: what is gathered from fits a processor's caches.
GAMES: Final = 16384
_ONES = np.array([bin(byte).count("1") for byte in range(256)], np.uint8)
_WORD: Final = np.dtype("<u8")


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
        total += _bits(row)
    return total


def _bits(row: Bits) -> Bits:
    # NumPy 2 counts bits itself.
    own = getattr(np, "bitwise_count", None)
    return _ONES[row] if own is None else own(row)


def written(
    shape: tuple[int, int],
    classes: tuple[Classes, Classes] | None,
    pairs: tuple[tuple[int, int], ...],
    masks: Bits,
    payoffs: tuple[Floats, Floats],
) -> Rows:
    """Return the equilibria that masks say are there, in the order of games and then of pairs."""
    number = counts(masks)
    rows = Rows.empty(shape, int(number.sum(dtype=np.int64)))
    chunk, done = Chunk.of(shape, layout(shape, classes).classes, 0), 0
    # Payoffs are drawn from a copy that stays in caches, all of one row after those of another.
    copies = [np.empty((*own.shape[:2], GAMES)) for own in chunk.payoffs]
    for start, stop in chunks(masks.shape[1], GAMES):
        chunk.take(*(part[:, :, start:stop] for part in payoffs))
        game, pair = _listed(masks[:, start:stop], number[start:stop])
        np.add(game, start, out=rows.game[done : done + len(game)])
        for side, buffer in enumerate(copies):
            buffer[:, :, : stop - start] = chunk.payoffs[side]
        for use in uses(shape, classes, pairs):
            _write((rows.x.T, rows.y.T), use, copies, (game, pair, done))
        done += len(game)
    return rows


def _listed(masks: Bits, number: NDArray[np.uint8]) -> tuple[Indices, Indices]:
    """Return the game and the pair of every bit, in the order of games and then of pairs."""
    game = np.repeat(np.arange(masks.shape[1]), number)
    pair = np.empty(len(game), np.int64)
    following = np.cumsum(number, dtype=np.int64) - number
    for first in range(0, len(masks), _WORD.itemsize):
        places = np.zeros((masks.shape[1], _WORD.itemsize), np.uint8)
        for place, row in enumerate(masks[first : first + _WORD.itemsize]):
            places[:, place] = row
        words, to = places.view(_WORD)[:, 0], following
        left = np.flatnonzero(words)
        while len(left):
            words, to = words[left], to[left]
            lowest = words & np.negative(words)
            # A power of 2 as a float has its exponent in the bits from 52 on, and 1023 too much.
            pair[to] = (lowest.astype(np.float64).view(np.int64) >> 52) + (8 * first - 1023)
            words ^= lowest
            to += 1
            left = np.flatnonzero(words)
        if first + _WORD.itemsize < len(masks):
            following += counts(masks[first : first + _WORD.itemsize])
    return game, pair


def _write(
    mixtures: tuple[Floats, Floats], use: Use, payoffs: Sequence[Floats], found: tuple[Indices, Indices, int]
) -> None:
    """Write the mixtures of some pairs into arrays with one row for each strategy, from some column on."""
    game, pair, done = found
    rows = np.flatnonzero(use.among[pair])
    game, pair = game[rows], pair[rows]
    rows += done
    for side, recipe in enumerate(use.recipes):
        # The row player's mixtures come from B, and the other way round.
        flat, whole = payoffs[1 - side].reshape(-1), mixtures[side].reshape(-1)
        drawn = [flat[line[pair] + game] for line in use.reads[side] * GAMES]
        probabilities = recipe.probabilities(drawn)
        for line, weight in zip(use.support[side] * mixtures[side].shape[1], probabilities, strict=True):
            whole[line[pair] + rows] = weight


def paid(rows: Rows, payoffs: Floats) -> Floats:
    """Return for each row what a player gets."""
    total = np.zeros(len(rows.game))
    for start, stop in chunks(len(rows.game), GAMES):
        game, x, y = rows.game[start:stop], rows.x[start:stop].T, rows.y[start:stop].T
        # Always in this order: one that follows how arrays lie in memory would change last digits.
        for i, j in np.ndindex(*payoffs.shape[:2]):
            total[start:stop] += x[i] * y[j] * payoffs[i, j][game]
    return total
