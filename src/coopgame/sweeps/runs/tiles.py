"""How points are divided: into shards of whole blocks, and what is left of them into tiles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from coopgame.sweeps.runs.work import Extent, Tile

MOST_SHARDS: Final = 100_000
#: The usual tile takes about a quarter of a second, far more than handing it to a worker.
USUAL_BLOCKS: Final = 8
#: More tiles than this would be more files than a folder should have.
MOST_TILES: Final = 20_000


def span(work: Extent, shard: tuple[int, int] | None) -> Tile:
    """Return the points of a shard: consecutive whole blocks, the same number in each but for one.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> work = SimpleNamespace(points=100, block=10)
    >>> span(work, (1, 3)), span(work, (3, 3)), span(work, None)
    (Tile(first=0, last=30), Tile(first=60, last=100), Tile(first=0, last=100))
    """
    if shard is None:
        return Tile(0, work.points)
    number, of = shard
    blocks = -(-work.points // work.block)
    first, last = (min(k * blocks // of * work.block, work.points) for k in (number - 1, number))
    return Tile(first, last)


def size_of_tiles(work: Extent, whole: Tile, asked: int | None, workers: int) -> int:
    """Return how many points make a tile: as asked in whole blocks, else so that all workers have some."""
    blocks = -(-(whole.last - whole.first) // work.block)
    usual = min(USUAL_BLOCKS, -(-blocks // (4 * workers)))
    wanted = usual if asked is None else -(-asked // work.block)
    return max(wanted, -(-blocks // MOST_TILES), 1) * work.block


def gaps(whole: Tile, known: Iterable[Tile]) -> list[Tile]:
    """Return what of ``whole`` is in none of the tiles that are known, in order.

    Examples
    --------
    >>> gaps(Tile(0, 50), [Tile(30, 40), Tile(0, 10), Tile(5, 20)])
    [Tile(first=20, last=30), Tile(first=40, last=50)]
    """
    found, reached = [], whole.first
    for tile in sorted(known):
        if reached < tile.first and reached < whole.last:
            found.append(Tile(reached, min(tile.first, whole.last)))
        reached = max(reached, tile.last)
    if reached < whole.last:
        found.append(Tile(reached, whole.last))
    return found


def cut(missing: Iterable[Tile], size: int) -> Iterator[Tile]:
    """Cut what is missing into tiles that end at multiples of their size.

    Examples
    --------
    >>> list(cut([Tile(10, 25)], 10))
    [Tile(first=10, last=20), Tile(first=20, last=25)]
    """
    for first, last in missing:
        while first < last:
            end = min((first // size + 1) * size, last)
            yield Tile(first, end)
            first = end
