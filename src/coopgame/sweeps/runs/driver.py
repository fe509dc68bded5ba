"""The loop of a run: hand out tiles, take them back, try again what failed, and name what cannot be computed."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from typing import Final

from coopgame.sweeps.runs.crews import Crew, Done
from coopgame.sweeps.runs.work import Arrays, Tile

#: How often a tile is tried: a worker may be killed by somebody else, and an error may come from a machine.
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
    again: deque[Tile] = deque()
    failed: list[tuple[Tile, str]] = []
    tries: Counter[tuple[Tile, bool]] = Counter()
    try:
        while True:
            while crew.room() and (tile := again.popleft() if again else next(tiles, None)) is not None:
                crew.submit(tile)
            if not crew.busy():
                return sorted(failed)
            for done in crew.collect():
                if done.arrays is not None:
                    take(done.tile, done.arrays)
                elif _once_more(done, tries):
                    again.append(done.tile)
                else:
                    failed.append((done.tile, done.reason))
    except KeyboardInterrupt:
        _gather(crew, take)
        raise
    finally:
        crew.close()


def _once_more(done: Done, tries: Counter[tuple[Tile, bool]]) -> bool:
    """Whether a tile that was not computed is tried again."""
    tries[done.tile, done.died] += 1
    return tries[done.tile, done.died] < (DEATHS if done.died else TRIES)


def _gather(crew: Crew, take: Take) -> None:
    """Keep what is finished already."""
    for done in crew.collect(0):
        if done.arrays is not None:
            take(done.tile, done.arrays)
