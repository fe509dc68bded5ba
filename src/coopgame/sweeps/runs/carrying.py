"""From work and the way it is to be carried out to arrays, or to tiles in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Final

from coopgame.errors import RunError
from coopgame.progress import counting
from coopgame.sweeps.runs.crews import Alone, Crew, Given
from coopgame.sweeps.runs.driver import drive
from coopgame.sweeps.runs.folder import Folder, opened
from coopgame.sweeps.runs.outcome import Collector, Outcome
from coopgame.sweeps.runs.processes import Processes
from coopgame.sweeps.runs.run import Run
from coopgame.sweeps.runs.sizes import bytes_per_point, check_memory
from coopgame.sweeps.runs.tiles import cut, gaps, size_of_tiles, span
from coopgame.sweeps.runs.work import Arrays, Failure, Tile, Work

#: How many tiles an executor may have at once, and how much memory their results may take.
MOST_AHEAD: Final = 256
AHEAD_BYTES: Final = 500_000_000


@dataclass(frozen=True)
class Written:
    """What a run left in its folder.

    Attributes
    ----------
    points, computed, found
        How many points are its own; how many of them it computed, and how many were in the folder before.
    failures
        Tiles that could not be computed.
    mended
        How many damaged files of tiles were computed again.
    """

    points: int
    computed: int
    found: int
    failures: tuple[Failure, ...] = ()
    mended: int = 0


def carry_out(work: Work, run: Run) -> Outcome:
    """Compute the arrays of some work.

    Parameters
    ----------
    work
        What to compute.
    run
        By whom, in what pieces, within what memory; where tiles are kept.

    Returns
    -------
    Outcome
        The arrays with what is missing; the same bytes whatever the run.

    Raises
    ------
    LimitError
        The result would be larger than the memory allows.
    RunError
        The folder, the disk or the workers do not let it go on.
    """
    check_memory(work, run.bytes)
    collector = Collector(work.points, work.fields)
    found = _go(work, run, collector)
    return collector.outcome(found.failures, found.mended)


def write_tiles(work: Work, run: Run) -> Written:
    """Compute the tiles of some work into the folder of a run, without keeping them in memory.

    Raises
    ------
    RunError
        There is no folder; or it, the disk or the workers do not let it go on.
    """
    if run.checkpoint is None:
        raise RunError("checkpoint: without a folder, and without the result in memory, nothing would be left.")
    return _go(work, run, None)


def _go(work: Work, run: Run, collector: Collector | None) -> Written:
    whole = span(work, run.shard)
    with _folder(work, run) as folder:
        known, mended = ([], 0) if folder is None else _known(folder, collector, whole)
        missing = gaps(whole, known)
        total = whole.last - whole.first
        left = sum(tile.last - tile.first for tile in missing)
        size = size_of_tiles(work, whole, run.tile, run.workers)
        with counting(total, "sweeping", finished=total - left, shown=run.progress) as count:

            def take(tile: Tile, computed: Arrays) -> None:
                arrays = work.named(computed)
                if folder is not None:
                    folder.write(tile, arrays)
                if collector is not None:
                    collector.add(tile, arrays)
                count(tile.last - tile.first)

            failed = drive(cut(missing, size), _crew(work, run, size), take)
    failures = tuple(Failure(t, t.first // size, dict(work.ranges(*t)), reason) for t, reason in failed)
    return Written(total, left - sum(f.tile.last - f.tile.first for f in failures), total - left, failures, mended)


@contextmanager
def _folder(work: Work, run: Run) -> Iterator[Folder | None]:
    path = run.folder
    with nullcontext() if path is None else opened(path, work, run.shard) as folder:
        yield folder


def _known(folder: Folder, collector: Collector | None, whole: Tile) -> tuple[list[Tile], int]:
    """Return the tiles that are in the folder, put into the arrays; damaged files are removed."""
    known, mended = [], 0
    for tile in folder.names():
        if tile.first < whole.first or tile.last > whole.last:
            continue
        arrays = folder.read(tile)
        if arrays is None:
            folder.remove(tile)
            mended += 1
            continue
        if collector is not None:
            collector.add(tile, arrays)
        known.append(tile)
    return known, mended


def _crew(work: Work, run: Run, size: int) -> Crew:
    executor: Any = run.executor
    if executor is None:
        return Alone(work)
    if isinstance(executor, int):
        return Processes(work, executor)
    fitting = AHEAD_BYTES // max(size * bytes_per_point(work), 1)
    return Given(work, executor, max(min(MOST_AHEAD, fitting), 2 * (os.cpu_count() or 1)))
