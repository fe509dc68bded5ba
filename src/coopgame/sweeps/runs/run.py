"""How a sweep is carried out: by whom, in what pieces, within what memory, and where pieces are kept."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from coopgame.errors import InputError, did_you_mean
from coopgame.sweeps.runs.sizes import size_of
from coopgame.sweeps.runs.tiles import MOST_SHARDS

MOST_WORKERS: Final = 1024
#: How points are evaluated.
CONDITIONS, BY_PAYOFFS = "conditions", "payoffs"


@dataclass(frozen=True)
class Run:
    """How a sweep is carried out; nothing in it but ``keep`` and ``route`` changes the result.

    Parameters
    ----------
    executor
        Who computes: None for this process alone, a number of worker processes, or any
        :class:`concurrent.futures.Executor`, such as ``client.get_executor()`` of dask.distributed.
    checkpoint
        A folder that receives every tile as soon as it is finished; a run in a folder that has some goes on with the
        others.  Without it nothing is written.
    progress
        Show a bar with the number of games a second and the time left.
    keep
        What of each point is kept.
    memory
        How large the result may be: bytes, or text such as ``"500 MB"``.
    tile
        How many points make a piece; rounded up to whole blocks.
    shard
        ``(i, n)``: only the i-th of n parts, counted from 1.
    route
        ``"conditions"`` compiles the conditions of the exact side; ``"payoffs"`` compiles the payoffs and solves the
        games in batches, which serves Nash equilibria of two players with 2 to 4 strategies each.  None takes payoffs
        where conditions would be large.  The regimes are the same, margins are in other units.

    Raises
    ------
    InputError
        A value is of the wrong kind or out of range.

    Examples
    --------
    >>> run = Run(executor=4, memory="1 GB")
    >>> run.workers, run.bytes
    (4, 1000000000)
    >>> Run(shard=(0, 8))
    Traceback (most recent call last):
        ...
    coopgame.errors.InputError: shard: expected (i, n) with 1 <= i <= n; shards are counted from 1; got (0, 8).
    """

    executor: int | Executor | None = None
    checkpoint: str | os.PathLike[str] | None = None
    progress: bool = False
    keep: tuple[str, ...] = ("regimes", "count", "margin")
    memory: int | str = "2 GB"
    tile: int | None = None
    shard: tuple[int, int] | None = None
    route: str | None = None

    def __post_init__(self) -> None:
        _check_executor(self.executor)
        size_of(self.memory)
        if self.checkpoint is not None and not isinstance(self.checkpoint, str | os.PathLike):
            raise InputError(f"checkpoint: expected the path of a folder, got {self.checkpoint!r}.")
        if not _names(self.keep):
            raise InputError(f"keep: expected names such as ('regimes', 'count', 'margin'), got {self.keep!r}.")
        object.__setattr__(self, "keep", tuple(self.keep))
        if not isinstance(self.progress, bool):
            raise InputError(f"progress: expected True or False, got {self.progress!r}.")
        if self.tile is not None and (not _whole(self.tile) or self.tile < 1):
            raise InputError(f"tile: expected a number of points, 1 or more, got {self.tile!r}.")
        _check_shard(self.shard)
        if self.route not in (None, CONDITIONS, BY_PAYOFFS):
            raise InputError(
                f"route: {self.route!r} is not known.{did_you_mean(str(self.route), (CONDITIONS, BY_PAYOFFS))}"
            )

    @property
    def workers(self) -> int:
        """How many processes compute at once; 1 where an executor that is given decides."""
        return self.executor if isinstance(self.executor, int) else 1

    @property
    def bytes(self) -> int:
        """How large the result may be."""
        return size_of(self.memory)

    @property
    def folder(self) -> Path | None:
        """Where tiles are kept."""
        return None if self.checkpoint is None else Path(self.checkpoint)


def _names(value: Any) -> bool:
    several = isinstance(value, Iterable) and not isinstance(value, str | Mapping)
    return several and all(isinstance(name, str) for name in value)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_executor(given: Any) -> None:
    if given is None or isinstance(given, Executor):
        return
    if _whole(given):
        if not 1 <= given <= MOST_WORKERS:
            raise InputError(f"executor: expected 1 to {MOST_WORKERS} worker processes, got {given}.")
        return
    if hasattr(given, "get_executor"):
        raise InputError("executor: this is a dask client; give its client.get_executor().")
    raise InputError(
        f"executor: expected None, a number of worker processes or a concurrent.futures.Executor, got {given!r}."
    )


def _check_shard(given: Any) -> None:
    if given is None:
        return
    pair = isinstance(given, tuple) and len(given) == 2 and all(map(_whole, given))
    if not pair or not 1 <= given[0] <= given[1] <= MOST_SHARDS:
        most = f" <= {MOST_SHARDS}" if pair and given[1] > MOST_SHARDS else ""
        raise InputError(f"shard: expected (i, n) with 1 <= i <= n{most}; shards are counted from 1; got {given!r}.")
