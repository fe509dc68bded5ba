"""Who computes tiles: this process alone, or an executor that is given; worker processes have a file of their own."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Protocol

from coopgame.errors import RunError
from coopgame.sweeps.runs.work import Tile, Work
from coopgame.sweeps.task import Array

#: What dask says of every tile that was with a worker when it ended, again and again.
KILLED: Final = "KilledWorker"


@dataclass(frozen=True, eq=False)
class Done:
    """A tile with its arrays, or with the reason why there are none; ``died``: whoever computed it ended."""

    tile: Tile
    arrays: dict[str, Array] | None = None
    reason: str = ""
    died: bool = False


class Crew(Protocol):
    """Takes tiles and gives them back computed."""

    def room(self) -> bool:
        """Whether one more tile may be submitted now."""

    def submit(self, tile: Tile) -> None:
        """Let a tile be computed."""

    def busy(self) -> bool:
        """Whether any tile is being computed."""

    def collect(self, seconds: float | None = None) -> Sequence[Done]:
        """Wait for at least one tile, or for some time, and return those that are finished."""

    def close(self) -> None:
        """End without waiting for what is being computed."""


def reason_of(error: BaseException) -> str:
    """Return what an error says, with its kind."""
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


class Alone:
    """Computes one tile at a time, in this process."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._next: list[Tile] = []

    def room(self) -> bool:
        """Whether one more tile may be submitted now."""
        return not self._next

    def submit(self, tile: Tile) -> None:
        """Put a tile aside."""
        self._next.append(tile)

    def busy(self) -> bool:
        """Whether a tile is waiting."""
        return bool(self._next)

    def collect(self, seconds: float | None = None) -> Sequence[Done]:
        """Compute the tile that waits, unless there is no time to."""
        if seconds is not None:
            return []
        tile = self._next.pop()
        try:
            return [Done(tile, self._work.evaluate(*tile))]
        except Exception as error:
            return [Done(tile, reason=reason_of(error))]

    def close(self) -> None:
        """Forget the tile that waits."""
        self._next.clear()


class Given:
    """An executor of the user's: a bounded number of tiles is with it at any time."""

    def __init__(self, work: Work, executor: Executor, ahead: int) -> None:
        self._executor, self._ahead = executor, ahead
        # Packed once: an executor would pack the work again for every tile.
        self._packed = pickle.dumps(work, protocol=pickle.HIGHEST_PROTOCOL)
        self._with: dict[Future[Any], Tile] = {}

    def room(self) -> bool:
        """Whether one more tile may be submitted now."""
        return len(self._with) < self._ahead

    def submit(self, tile: Tile) -> None:
        """Hand a tile to the executor.

        Raises
        ------
        RunError
            The executor has ended.
        """
        try:
            self._with[self._executor.submit(compute, self._packed, *tile)] = tile
        except RuntimeError as error:
            self._end(error)

    def busy(self) -> bool:
        """Whether any tile is with the executor."""
        return bool(self._with)

    def collect(self, seconds: float | None = None) -> Sequence[Done]:
        """Wait for at least one tile, or for some time, and return those that are finished."""
        finished, _ = wait(self._with, timeout=seconds, return_when=FIRST_COMPLETED)
        # In the order of submission, whatever order a set has.
        return [self._result(future) for future in list(self._with) if future in finished]

    def close(self) -> None:
        """Take back what the executor has not begun; the executor itself is the user's."""
        for future in self._with:
            future.cancel()
        self._with.clear()

    def _result(self, future: Future[Any]) -> Done:
        tile = self._with.pop(future)
        if future.cancelled():
            return Done(tile, reason="the executor cancelled it")
        error = future.exception()
        if isinstance(error, BrokenExecutor):
            self._end(error)
        if error is None:
            return Done(tile, future.result())
        return Done(tile, reason=reason_of(error), died=type(error).__name__ == KILLED)

    def _end(self, error: BaseException) -> None:
        raise RunError(
            f"The executor cannot go on ({reason_of(error)}). Tiles in the checkpoint are kept: run again with a new "
            "executor, or with a number of processes, which are started again when one ends."
        ) from error


def compute(packed: bytes, first: int, last: int) -> dict[str, Array]:
    """Compute a tile in a process or a thread of an executor."""
    return _unpacked(packed, threading.get_ident()).evaluate(first, last)


@lru_cache(maxsize=64)
def _unpacked(packed: bytes, thread: int) -> Work:
    """Return the work, unpacked once for each thread: buffers that evaluation reuses are then nobody else's."""
    del thread
    work: Work = pickle.loads(packed)  # noqa: S301 - what this library packed, in memory; never a file
    return work
