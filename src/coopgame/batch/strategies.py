"""Equilibria written out: from masks of pairs to mixtures and payoffs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopgame.batch.arrays import Floats
from coopgame.batch.kernel import Bits, Machine, chunks
from coopgame.batch.program import Corner, Program
from coopgame.batch.schedule import Schedule, schedule

Indices = NDArray[np.int64]
#: Games in a chunk; calls are many and each has little to do, so chunks are larger than those of margins.
GAMES = 16384
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
        return Rows(np.zeros(count, np.int64), np.zeros((count, shape[0])), np.zeros((count, shape[1])))

    @staticmethod
    def joined(parts: Sequence[Rows]) -> Rows:
        """Return the rows of several in the order of their games."""
        game = np.concatenate([p.game for p in parts])
        order = np.argsort(game, kind="stable")
        x, y = (np.concatenate([getattr(p, name) for p in parts])[order] for name in "xy")
        return Rows(game[order], x, y)


def counts(masks: Bits) -> NDArray[np.uint8]:
    """Return how many bits each column has."""
    total = np.zeros(masks.shape[1], np.uint8)
    for row in masks:
        total += _ONES[row]
    return total


@dataclass
class Writer:
    """One chunk: where the next equilibrium of each game goes, and the values of weights."""

    machine: Machine
    places: dict[int, int]
    rows: Rows

    def corner(self, side: int, corner: Corner, games: Indices, to: Indices) -> None:
        """Write the mixture of a corner for some games of the chunk."""
        out = (self.rows.x, self.rows.y)[side]
        if len(corner.support) == 1:
            out[to, corner.support[0]] = 1.0
            return
        # The row player's mixtures come from B, and the other way round.
        scales = [self.machine.chunk.scales[1 - side][line][games] for line in corner.support]
        values = [self.machine.registers[self.places[e.node]][games] for e in corner.weights if e.node is not None]
        for line, probability in zip(corner.support, mixture(values, scales), strict=True):
            out[to, line] = probability


def mixture(values: Sequence[Floats], scales: Sequence[Floats]) -> list[Floats]:
    """Return probabilities from weights of one sign, each of which lacks the scale of its own line."""
    largest = np.maximum.reduce(scales)
    weights = [np.abs(v) * (s / largest) for v, s in zip(values, scales, strict=True)]
    total = weights[0] + weights[1]
    for weight in weights[2:]:
        total += weight
    return [weight / total for weight in weights]


def weight_schedule(own: Program, pairs: Sequence[tuple[int, int]]) -> tuple[Schedule, dict[int, int]]:
    """Return a schedule that computes and keeps all weights of the corners in pairs, and their registers."""
    corners = [own.corners[side][pair[side]] for pair in pairs for side in range(2)]
    nodes = list(dict.fromkeys(e.node for c in corners for e in c.weights if e.node is not None))
    plan = schedule(own.tape, nodes, keep=True)
    places = {nodes[sources[0]]: target for kind, target, sources in plan.steps if kind == "output"}
    return plan, places


def written(own: Program, pairs: Sequence[tuple[int, int]], masks: Bits, payoffs: tuple[Floats, Floats]) -> Rows:
    """Return the equilibria that masks say are there, in the order of games and then of pairs."""
    number = counts(masks)
    rows = Rows.empty(own.shape, int(number.sum(dtype=np.int64)))
    plan, places = weight_schedule(own, pairs)
    done = 0
    machine = Machine(own, plan, 1)
    calls: list[Callable[[], Any]] = []
    for start, stop in chunks(masks.shape[1], GAMES):
        if stop - start != machine.games or not calls:
            machine = Machine(own, plan, stop - start)
            calls = machine.bound(lambda _, __: ())
        machine.chunk.load(*(part[:, :, start:stop] for part in payoffs))
        for call in calls:
            call()
        ends = np.cumsum(number[start:stop], dtype=np.int64)
        writer = Writer(machine, places, rows)
        following = ends - number[start:stop] + done
        done += int(ends[-1])
        for position, pair in enumerate(pairs):
            games = np.flatnonzero(masks[position // 8, start:stop] & np.uint8(1 << position % 8))
            if len(games):
                to = following[games]
                following[games] += 1
                rows.game[to] = games + start
                for side in range(2):
                    writer.corner(side, own.corners[side][pair[side]], games, to)
    return rows


def paid(rows: Rows, payoffs: Floats) -> Floats:
    """Return for each row what a player gets."""
    total = np.zeros(len(rows.game))
    for start, stop in chunks(len(rows.game), GAMES):
        part = slice(start, stop)
        chosen = payoffs[:, :, rows.game[part]]
        total[part] = np.einsum("ki,ijk,kj->k", rows.x[part], chosen, rows.y[part])
    return total
