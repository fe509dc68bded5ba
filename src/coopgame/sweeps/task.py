"""The work of a sweep, cut into tiles: what evaluates a stretch of points, and how tables of tiles become one.

A task is a pure function of the places of its points: whatever the tiles, their order and who computes them, the
values at a point are the same bytes.  Points are evaluated in blocks at absolute places, so tiles begin and end at
multiples of a block, but for the last one, which ends where the points end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from coopgame.errors import LimitError

#: Points that are evaluated together: small enough for the cache, large enough for numpy.
BLOCK = 8192
#: The name of the field that numbers the masks of a tile, and the name under which the table itself is returned.
CODES, MASKS = "codes", "masks"
#: The names of the other fields.
MARGIN, MARGINS, NEAR, POINTS = "margin", "margins", "near", "points"
PAYOFFS, PROBABILITIES = "payoffs", "probabilities"
#: How many different masks one sweep may have; codes are numbers of two bytes.
MOST_MASKS = 2**16

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Field:
    """What is stored of every point: an array of shape ``(*shape_before, points)``.

    Examples
    --------
    >>> Field("f8", (2,)).bytes(1000)
    16000
    """

    dtype: str
    shape_before: tuple[int, ...] = ()

    def bytes(self, points: int) -> int:
        """Return the size of the array."""
        return int(np.prod((*self.shape_before, points), dtype=object)) * np.dtype(self.dtype).itemsize


class MaskTable:
    """The tables of all tiles as one: rows get numbers as they arrive, and sorted numbers in the end.

    Examples
    --------
    >>> table = MaskTable()
    >>> table.adopt(np.array([[7], [1]], dtype=np.uint8)), table.adopt(np.array([[1], [4]], dtype=np.uint8))
    (array([0, 1], dtype=uint16), array([1, 2], dtype=uint16))
    >>> masks, order = table.sorted()
    >>> masks.ravel(), order
    (array([1, 4, 7], dtype=uint8), array([2, 0, 1], dtype=uint16))
    """

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._width = 0

    def adopt(self, masks: Array) -> Array:
        """Return the number of each row of a tile's table, new rows being added: ``numbers[codes]`` are its codes.

        Rows are bytes in two dimensions, of one width in all tiles, or texts in one.

        Raises
        ------
        LimitError
            There are more different masks than codes.
        """
        self._width = masks.shape[1] if masks.ndim == 2 else 0
        rows = [row.tobytes() for row in masks] if masks.ndim == 2 else [bytes(row) for row in masks]
        found = [self._numbers.setdefault(row, len(self._numbers)) for row in rows]
        if len(self._numbers) > MOST_MASKS:
            raise LimitError(
                f"The points have more than {MOST_MASKS} different sets of equilibria; sweep a smaller box."
            )
        return np.array(found, dtype=np.uint16)

    def sorted(self) -> tuple[Array, Array]:
        """Return the table in sorted order, and for each number given by :meth:`adopt` the sorted one."""
        rows = sorted(self._numbers)
        order = np.zeros(len(rows), dtype=np.uint16)
        for place, row in enumerate(rows):
            order[self._numbers[row]] = place
        if not self._width:
            return np.array(rows, dtype=np.bytes_), order
        return np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), self._width), order
