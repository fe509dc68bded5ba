"""Schedules as NumPy code: ufuncs bound to preallocated buffers, a chunk of games at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from coopgame.batch.arrays import Chunk, Floats
from coopgame.batch.program import Classes, Program, program
from coopgame.batch.schedule import Schedule, schedule

Bits = NDArray[np.uint8]
#: Games in a chunk: calls are few, and what is in use fits a processor's caches.
GAMES: Final = 8192
_UFUNCS: Final[dict[str, np.ufunc]] = {
    "mul": np.multiply, "add": np.add, "sub": np.subtract, "min": np.minimum, "max": np.maximum, "neg": np.negative,
}  # fmt: skip


@dataclass
class Machine:
    """Buffers for a chunk of games, and what a schedule does with them.

    Attributes
    ----------
    registers
        One row for each register.
    """

    program: Program
    plan: Schedule
    games: int
    chunk: Chunk = field(init=False)
    registers: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.chunk = Chunk.of(self.program.shape, self.program.classes, self.games)
        self.registers = np.empty((self.plan.registers, self.games))

    def bound(self, output: Callable[[int, Floats], Sequence[Callable[[], Any]]]) -> list[Callable[[], Any]]:
        """Return the calls that carry out the schedule; ``output`` gives those for an output and its register."""
        calls: list[Callable[[], Any]] = []
        for kind, target, sources in self.plan.steps:
            row = self.registers[target]
            if kind == "output":
                calls += output(sources[0], row)
            elif kind == "difference":
                calls.append(partial(self._difference, row, sources))
            elif kind == "one":
                calls.append(partial(row.fill, 1.0))
            else:
                # out= must be a keyword: NumPy takes a slow way through a positional one.
                calls.append(partial(_UFUNCS[kind], *(self.registers[k] for k in sources), out=row))
        return calls

    def _difference(self, row: Floats, sources: tuple[int, ...]) -> None:
        player, line, a, b = sources
        payoffs = self.chunk.payoffs[player]
        np.subtract(payoffs[line, a], payoffs[line, b], out=row)
        np.multiply(row, self.chunk.scales[player][line], out=row)


def chunks(total: int, size: int) -> list[tuple[int, int]]:
    """Return the first and the last game of every chunk."""
    return [(start, min(start + size, total)) for start in range(0, total, size)]


@lru_cache(maxsize=64)
def margin_schedule(shape: tuple[int, int], classes: tuple[Classes, Classes] | None) -> Schedule:
    """Return the schedule of the margins of all pairs, then of what else is watched."""
    own = program(shape, classes)
    further = dict.fromkeys(own.watched) | dict.fromkeys(p.margin for p in own.pairs)
    pairs = [p.margin for p in own.pairs]
    return schedule(own.tape, [*pairs, *(n for n in further if n not in set(pairs))])


def nearest(own: Program, plan: Schedule, A: Floats, B: Floats, tolerance: float) -> tuple[Bits, Floats]:
    """Return which pairs are equilibria, and the distance to a border, for all games.

    For each game there is one bit for each pair, in bytes: pair p is bit p % 8 of row p // 8.
    """
    total = A.shape[2]
    masks, margin = np.empty((-(-len(own.pairs) // 8), total), np.uint8), np.empty(total)
    nodes = [p.margin for p in own.pairs]
    watched = set(own.watched)
    machine, calls, length = Machine(own, plan, 1), [], 0
    bits, near = np.empty((0, 0), np.uint8), np.empty(0)
    for start, stop in chunks(total, GAMES):
        if stop - start != length:
            length = stop - start
            machine = Machine(own, plan, length)
            bits, near = np.empty((len(masks), length), np.uint8), np.empty(length)
            notes = _Notes(bits, near, tolerance, [node in watched for node in nodes])
            calls = machine.bound(notes.calls)
        machine.chunk.load(A[:, :, start:stop], B[:, :, start:stop], start)
        bits.fill(0)
        near.fill(1.0)
        for call in calls:
            call()
        masks[:, start:stop] = bits
        margin[start:stop] = near
    return masks, margin


@dataclass
class _Notes:
    """Buffers for what is kept of a margin: whether it is above the tolerance, and its absolute value."""

    bits: Bits
    near: Floats
    tolerance: float
    watched: Sequence[bool]

    def __post_init__(self) -> None:
        self.above = np.empty(self.bits.shape[1], np.bool_)
        self.size = np.empty(self.bits.shape[1])
        # Multiplying bytes by a whole row is vectorised; shifting them, and a single number, are not.
        self.places = np.repeat(1 << np.arange(8, dtype=np.uint8)[:, None], self.bits.shape[1], axis=1)

    def calls(self, position: int, row: Floats) -> list[Callable[[], Any]]:
        made: list[Callable[[], Any]] = []
        if position < len(self.watched):
            bit, kept = self.above.view(np.uint8), self.bits[position // 8]
            made.append(partial(np.greater, row, self.tolerance, out=self.above))
            made.append(partial(np.multiply, bit, self.places[position % 8], out=bit))
            made.append(partial(np.bitwise_or, kept, bit, out=kept))
        if position >= len(self.watched) or self.watched[position]:
            made.append(partial(np.absolute, row, out=self.size))
            made.append(partial(np.minimum, self.near, self.size, out=self.near))
        return made


def margins(own: Program, plan: Schedule, A: Floats, B: Floats) -> Floats:
    """Return the margin of every pair, one row for each."""
    kept = np.empty((len(own.pairs), A.shape[2]))
    for start, stop in chunks(A.shape[2], GAMES):
        machine = Machine(own, plan, stop - start)
        machine.chunk.load(A[:, :, start:stop], B[:, :, start:stop], start)
        rows = kept[:, start:stop]

        def write(position: int, row: Floats, rows: Floats = rows) -> list[Callable[[], Any]]:
            return [partial(np.copyto, rows[position], row)] if position < len(rows) else []

        for call in machine.bound(write):
            call()
    return kept
