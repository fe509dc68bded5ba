"""The loop of a run: hand out tiles, take them back, try again what failed, and name what cannot be computed."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from typing import Final

from coopgame.sweeps.runs.crews import Crew, Done
from coopgame.sweeps.runs.work import Arrays, Tile

#: How often a tile is tried: an error may come from a machine, and a worker may be killed by somebody else.
TRIES: Final = 2
DEATHS: Final = 3

Take = Callable[[Tile, Arrays], None]


def drive(tiles: Iterator[Tile], crew: Crew, take: Take) -> list[tuple[Tile, str]]:
    """Let a crew compute tiles and hand each to ``take`` as soon as it is finished.

    Returns
    -------
    list
        The tiles that could not be computed, with the reason.
    """
    waiting = _Waiting(tiles)
    try:
        while True:
            while crew.room() and (tile := waiting.next(idle=not crew.busy())) is not None:
                crew.submit(tile)
            if not crew.busy():
                return sorted(waiting.failed)
            for done in crew.collect():
                if done.arrays is not None:
                    take(done.tile, done.arrays)
                else:
                    waiting.put_back(done)
    except KeyboardInterrupt:
        _gather(crew, take)
        raise
    finally:
        crew.close()


class _Waiting:
    """Tiles to be computed: fresh ones, those that raised, and those whose worker ended, in this order."""

    def __init__(self, fresh: Iterator[Tile]) -> None:
        self._fresh = fresh
        self._again: deque[Tile] = deque()
        self._suspects: deque[Tile] = deque()
        self._tries: Counter[tuple[Tile, bool]] = Counter()
        self.failed: list[tuple[Tile, str]] = []

    def next(self, *, idle: bool) -> Tile | None:
        """Return the next tile, if any may be computed now.

        A suspect is computed when nothing else is: an executor may blame the neighbours of a tile that ends its worker,
        and alone a tile has all the memory of the machine.
        """
        if self._again:
            return self._again.popleft()
        tile = next(self._fresh, None)
        if tile is None and idle and self._suspects:
            return self._suspects.popleft()
        return tile

    def put_back(self, done: Done) -> None:
        """Try a tile again, unless that was done often enough."""
        self._tries[done.tile, done.died] += 1
        if self._tries[done.tile, done.died] >= (DEATHS if done.died else TRIES):
            self.failed.append((done.tile, done.reason))
        else:
            (self._suspects if done.died else self._again).append(done.tile)


def _gather(crew: Crew, take: Take) -> None:
    """Keep what is finished already."""
    for done in crew.collect(0):
        if done.arrays is not None:
            take(done.tile, done.arrays)
