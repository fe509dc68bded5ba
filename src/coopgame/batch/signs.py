"""Which pairs are equilibria, from signs alone: a bit for each game, and three-valued logic on packed bits.

A number is certainly positive, certainly negative or open, and so is the margin of a corner: it is certainly positive
iff all its numbers have one certain sign, and certainly negative iff two of them have different ones.  So what is found
is what comparing margins would find, without computing them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial, reduce
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopgame.batch.arrays import Floats
from coopgame.batch.kernel import GAMES, Bits, Machine, chunks
from coopgame.batch.program import Classes, Corner, Program, program
from coopgame.batch.schedule import Schedule, schedule

#: Games whose bits are worked on at a time, a multiple of those whose numbers are.
BLOCK: Final = 8 * GAMES
_PLACES: Final = np.repeat(1 << np.arange(8, dtype=np.uint8)[:, None], BLOCK, axis=1)


class Signs(NamedTuple):
    """Of one number in many games, a bit each: where it is certainly positive, and where certainly negative."""

    positive: Bits
    negative: Bits


@lru_cache(maxsize=64)
def sign_schedule(shape: tuple[int, int], classes: tuple[Classes, Classes] | None) -> tuple[Schedule, tuple[int, ...]]:
    """Return the schedule of all weights and slacks, and the nodes that it puts out."""
    own = program(shape, classes)
    nodes = dict.fromkeys(node for corners in own.corners for corner in corners for node, _ in _numbers(corner))
    return schedule(own.tape, tuple(nodes)), tuple(nodes)


def decide(
    own: Program, plan: tuple[Schedule, tuple[int, ...]], A: Floats, B: Floats, tolerance: float
) -> tuple[Bits, NDArray[np.bool_]]:
    """Return which pairs are equilibria, and whether the margin of something that is watched is open, for all games.

    For each game there is one bit for each pair, in bytes: pair p is bit p % 8 of row p // 8.
    """
    total = A.shape[2]
    masks, open_ = np.empty((-(-len(own.pairs) // 8), total), np.uint8), np.empty(total, np.bool_)
    reader = _Reader(own, plan, 0, tolerance)
    for first, last in chunks(total, BLOCK):
        width = last - first
        numbers = np.empty((2, len(plan[1]), -(-width // 8)), np.uint8)
        for start, stop in chunks(width, GAMES):
            if stop - start != reader.games:
                reader = _Reader(own, plan, stop - start, tolerance)
            games = slice(first + start, first + stop)
            numbers[:, :, start // 8 : -(-stop // 8)] = reader.read(A[:, :, games], B[:, :, games], first + start)
        pairs, flags = _decided(own, dict(zip(plan[1], map(Signs, *numbers), strict=True)), numbers.shape[2])
        for row, out in enumerate(masks[:, first:last]):
            planes = np.unpackbits(pairs[8 * row : 8 * row + 8], axis=1, count=width, bitorder="little")
            planes *= _PLACES[: len(planes), :width]
            np.bitwise_or.reduce(planes, axis=0, out=out)
        open_[first:last] = np.unpackbits(flags, count=width, bitorder="little")
    return masks, open_


@dataclass
class _Reader:
    """Numbers of a chunk of games, of which only the signs are kept."""

    own: Program
    plan: tuple[Schedule, tuple[int, ...]]
    games: int
    tolerance: float
    machine: Machine = field(init=False)
    flags: NDArray[np.bool_] = field(init=False)
    calls: Sequence[Callable[[], Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.machine = Machine(self.own, self.plan[0], self.games)
        self.flags = np.empty((2, len(self.plan[1]), self.games), np.bool_)
        self.calls = self.machine.bound(self._noted)

    def _noted(self, position: int, row: Floats) -> Sequence[Callable[[], Any]]:
        above, below = self.flags[:, position]
        return (
            partial(np.greater, row, np.float64(self.tolerance), out=above),
            partial(np.less, row, np.float64(-self.tolerance), out=below),
        )

    def read(self, A: Floats, B: Floats, first: int) -> Bits:
        """Return the bits of all numbers: where they are positive, then where they are negative."""
        self.machine.chunk.load(A, B, first)
        for call in self.calls:
            call()
        return np.packbits(self.flags, axis=2, bitorder="little")


def _numbers(corner: Corner) -> list[tuple[int, int]]:
    """Return node and sign of what must have one sign, constants left out."""
    every = [*corner.weights, *corner.slacks]
    return [(e.node, e.sign) for e in every if not e.known and e.node is not None]


def _decided(own: Program, numbers: dict[int, Signs], width: int) -> tuple[Bits, Bits]:
    """Return the bits of all pairs, and where something that is watched is open."""
    every, none = np.full(width, 0xFF, np.uint8), np.zeros(width, np.uint8)
    margins: dict[int, Signs] = {}
    for corners in own.corners:
        for corner in corners:
            margins[corner.margin] = _corner(corner, numbers) or Signs(every, none)
    pairs = np.empty((len(own.pairs), width), np.uint8)
    for pair, row in zip(own.pairs, pairs, strict=True):
        x, y = own.corners[0][pair.left].margin, own.corners[1][pair.right].margin
        np.bitwise_and(margins[x].positive, margins[y].positive, out=row)
        margins[pair.margin] = Signs(row, margins[x].negative | margins[y].negative)
    known = every
    for node in own.watched:
        known = known & (margins[node].positive | margins[node].negative)
    return pairs, ~known


def _corner(corner: Corner, numbers: dict[int, Signs]) -> Signs | None:
    """Return the signs of a margin; None if the corner exists whatever the payoffs are."""
    own = [numbers[node] if sign > 0 else Signs(*reversed(numbers[node])) for node, sign in _numbers(corner)]
    if not own:
        return None
    positive, negative = zip(*own, strict=True)
    one, other = reduce(np.bitwise_and, positive), reduce(np.bitwise_or, negative)
    if len(corner.support) == 1:
        # A single weight is 1, and then slacks must not be negative.
        return Signs(one, other)
    return Signs(one | reduce(np.bitwise_and, negative), other & reduce(np.bitwise_or, positive))
