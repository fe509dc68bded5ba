"""What the two kinds of work of a sweep have in common: fields, digest, and the loop over the blocks of a tile."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from coopgame._version import __version__
from coopgame.sweeps.axes import Grid
from coopgame.sweeps.designs import Design
from coopgame.sweeps.task import CODES, MARGIN, MARGINS, MASKS, NEAR, POINTS, Array, Field, MaskTable

#: The fields that every sweep has, whatever is kept.
_ALWAYS: Final = ((CODES, "u2"), (NEAR, "b1"))

Stretch = Callable[[int, int, MaskTable], Iterable[tuple[str, Array]]]


def common_fields(places: Grid | Design, keep: Sequence[str], regimes: int) -> dict[str, Field]:
    """Return what is evaluated at every point, without payoffs and probabilities."""
    found = {name: Field(kind) for name, kind in _ALWAYS}
    if MARGIN in keep:
        found[MARGIN] = Field("f8")
    if MARGINS in keep:
        found[MARGINS] = Field("f8", (regimes + 1,))
    if isinstance(places, Design):
        found[POINTS] = Field("f8", (len(places.symbols),))
    return found


def digest_of(parts: Sequence[str], places: Grid | Design) -> str:
    """Return a hash of texts, of the points and of the version of the library."""
    total = hashlib.sha256("\n".join([__version__, *parts]).encode())
    for name, column in places.columns.items():
        total.update(f"\n{name}:{type(places).__name__}".encode())
        total.update(np.ascontiguousarray(column).tobytes())
    return total.hexdigest()


def evaluated(fields: Mapping[str, Field], first: int, last: int, step: int, stretch: Stretch) -> dict[str, Array]:
    """Return the fields of a tile, from stretches of ``step`` points at absolute positions.

    Parameters
    ----------
    fields
        What is evaluated.
    first, last
        The points of the tile, without ``last``.
    step
        How many points make a stretch, whole blocks.
    stretch
        From the first point of a stretch, the number of its points in the tile and the table of masks to its fields.
    """
    found = {name: np.empty((*f.shape_before, last - first), f.dtype) for name, f in fields.items()}
    table = MaskTable()
    for start in range(first, last, step):
        size = min(step, last - start)
        here = slice(start - first, start - first + size)
        for name, values in stretch(start, size, table):
            found[name][..., here] = values[..., :size]
    masks, order = table.sorted()
    found[CODES] = order[found[CODES]]
    return {**found, MASKS: masks}
