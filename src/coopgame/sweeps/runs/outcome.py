"""The arrays of a sweep, filled tile by tile in any order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from coopgame.sweeps.runs.tiles import cut, gaps
from coopgame.sweeps.runs.work import Arrays, Failure, Tile
from coopgame.sweeps.task import CODES, MASKS, Array, Field, MaskTable

#: How many codes are translated at once.
_PIECE: Final = 2**20


@dataclass(frozen=True, eq=False)
class Outcome:
    """What was computed.

    Attributes
    ----------
    arrays
        Each field over all points, zero where nothing was computed; codes are places in the sorted table ``masks``.
    points
        How many points there are.
    gaps
        Which of them were not computed.
    failures
        Tiles that could not be computed.
    mended
        How many damaged files of tiles were computed again.
    """

    arrays: Arrays
    points: int
    gaps: tuple[Tile, ...] = ()
    failures: tuple[Failure, ...] = ()
    mended: int = 0

    @property
    def complete(self) -> bool:
        """Whether every point was computed."""
        return not self.gaps

    @cached_property
    def done(self) -> Array:
        """Which points were computed."""
        found = np.ones(self.points, dtype=bool)
        for first, last in self.gaps:
            found[first:last] = False
        found.setflags(write=False)
        return found


class Collector:
    """Arrays that are being filled; what comes out depends neither on the order nor on the size of the tiles."""

    def __init__(self, points: int, fields: Mapping[str, Field]) -> None:
        self.points = points
        self.arrays = {name: np.zeros((*f.shape_before, points), dtype=f.dtype) for name, f in fields.items()}
        self._table, self._width = MaskTable(), 0
        self._tiles: list[Tile] = []

    def add(self, tile: Tile, arrays: Arrays) -> None:
        """Put the arrays of a tile into their place."""
        for name, whole in self.arrays.items():
            values = arrays[name]
            if name == CODES:
                # Rows that no point has would make the table depend on how points are divided.
                used, local = np.unique(values, return_inverse=True)
                values = self._table.adopt(arrays[MASKS][used])[local.reshape(values.shape)]
            whole[..., tile.first : tile.last] = values
        self._tiles.append(tile)

    def outcome(self, failures: tuple[Failure, ...] = (), mended: int = 0) -> Outcome:
        """Return what was collected; nothing can be added afterwards."""
        missing = tuple(gaps(Tile(0, self.points), self._tiles))
        if CODES in self.arrays:
            self.arrays[MASKS] = self._sort(missing)
        for array in self.arrays.values():
            array.setflags(write=False)
        return Outcome(self.arrays, self.points, missing, failures, mended)

    def _sort(self, missing: tuple[Tile, ...]) -> Array:
        """Give masks their places in sorted order as codes, and return them."""
        masks, order = self._table.sorted()
        codes = self.arrays[CODES]
        # Each point once: shards that are given twice, or overlap, have several tiles over it.
        for tile in cut(gaps(Tile(0, self.points), missing), _PIECE):
            part = codes[..., tile.first : tile.last]
            part[...] = order[part]
        for tile in missing:
            codes[..., tile.first : tile.last] = 0
        return masks.copy()
