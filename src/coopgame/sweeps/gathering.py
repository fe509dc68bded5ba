"""From what a run has computed to the arrays of a sweep: numbers of masks become codes of regime sets, and counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from coopgame.frozen import FrozenMap
from coopgame.sweeps.axes import frozen
from coopgame.sweeps.runs import Outcome
from coopgame.sweeps.sets import RegimeSet, read_text
from coopgame.sweeps.task import CODES, MARGIN, MARGINS, MASKS, NEAR, PAYOFFS, PROBABILITIES, Array

COUNT, DONE = "count", "done"
#: How many codes are translated at once.
_PIECE = 2**20


def gathered(
    record: Mapping[str, Any], outcome: Outcome, shape: tuple[int, ...]
) -> tuple[tuple[RegimeSet, ...], Mapping[str, Array]]:
    """Return the sets of regimes that occur, sorted, None last, and the arrays of a sweep in the shape of its grid."""
    raw = outcome.arrays
    told = [read_text(bytes(text)) for text in raw[MASKS]]
    missing: list[RegimeSet] = [] if outcome.complete else [None]
    sets = tuple(sorted({*(regimes for _, regimes in told), *missing}, key=lambda s: (s is None, s or ())))
    arrays = {CODES: _numbered(raw[CODES], [sets.index(regimes) for _, regimes in told], len(sets))}
    if COUNT in record["keep"]:
        arrays[COUNT] = _numbered(raw[CODES], [n for n, _ in told], max((n for n, _ in told), default=0) + 1)
    arrays |= {n: raw[n] for n in (NEAR, MARGIN, MARGINS, PAYOFFS, PROBABILITIES) if n in raw}
    if not outcome.complete:
        done = arrays[DONE] = outcome.done
        arrays[CODES] = np.where(done, arrays[CODES], arrays[CODES].dtype.type(sets.index(None)))
        if COUNT in arrays:
            arrays[COUNT] = np.where(done, arrays[COUNT], arrays[COUNT].dtype.type(0))
    return sets, FrozenMap({n: frozen(a.reshape(*a.shape[:-1], *shape)) for n, a in arrays.items()})


def _numbered(codes: Array, numbers: list[int], size: int) -> Array:
    """Return ``numbers`` of codes in the smallest type, a piece at a time: indexing makes long copies."""
    # If nothing at all was computed there are no numbers, and all codes are 0.
    table = np.array(numbers or [0], dtype=np.min_scalar_type(max(size - 1, 0)))
    found = np.empty(codes.shape, dtype=table.dtype)
    for start in range(0, codes.size, _PIECE):
        found[start : start + _PIECE] = table[codes[start : start + _PIECE]]
    return found
