"""2×2 games by a table: four signs of payoff differences decide everything, ties included."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

import numpy as np

from coopgame.batch.arrays import Chunk, Floats
from coopgame.batch.kernel import Bits, chunks
from coopgame.batch.program import Classes, Support, layout, program
from coopgame.bimatrix import extreme_equilibria

GAMES = 16384
_SUPPORTS: tuple[Support, ...] = ((0,), (1,), (0, 1))


@lru_cache(maxsize=1)
def pairs() -> tuple[tuple[int, int], ...]:
    """Return all pairs of supports as corners of the program for 2×2 games, small supports first."""
    corners = program((2, 2)).corners
    place = [{c.support: k for k, c in enumerate(own)} for own in corners]
    ordered = sorted(product(_SUPPORTS, _SUPPORTS), key=lambda pair: (len(pair[0]), len(pair[1])))
    return tuple((place[0][rows], place[1][columns]) for rows, columns in ordered)


@lru_cache(maxsize=1)
def table() -> Bits:
    """Return for each of 81 combinations of signs which pairs are extreme equilibria, as bits: (2, 81).

    The signs are those of A[0, j] - A[1, j] for the columns j and of B[i, 0] - B[i, 1] for the rows i, and the row of
    the table has the digits sign + 1 in base 3, the last sign first.
    """
    corners = program((2, 2)).corners
    known = [(corners[0][i].support, corners[1][j].support) for i, j in pairs()]
    found = np.zeros((2, 81), np.uint8)
    for code in range(81):
        a, b, c, d = (code // 3**k % 3 - 1 for k in range(4))
        for x, y in extreme_equilibria([[a, b], [0, 0]], [[c, 0], [d, 0]]):
            rows, columns = (tuple(k for k, w in enumerate(z) if w) for z in (x, y))
            bit = known.index((rows, columns))
            found[bit // 8, code] |= np.uint8(1 << bit % 8)
    return found


def masks(classes: tuple[Classes, Classes] | None, A: Floats, B: Floats) -> Bits:
    """Return which pairs are extreme equilibria of 2×2 games; signs of differences are certain."""
    own, total, rows = layout((2, 2), classes), A.shape[2], table()
    found = np.empty((2, total), np.uint8)
    for start, stop in chunks(total, GAMES):
        chunk = Chunk.of(own.shape, own.classes, stop - start)
        chunk.load(A[:, :, start:stop], B[:, :, start:stop], start)
        code = np.zeros(stop - start, np.uint8)
        for side, line in ((1, 1), (1, 0), (0, 1), (0, 0)):
            first, second = chunk.payoffs[side][line]
            code *= np.uint8(3)
            code += (first > second).view(np.uint8)
            code += (first >= second).view(np.uint8)
        np.take(rows, code, axis=1, out=found[:, start:stop], mode="clip")
    return found


def margins(classes: tuple[Classes, Classes] | None, A: Floats, B: Floats) -> Floats:
    """Return a signed margin for every pair; not positive where an equilibrium needs a tie."""
    own, total = layout((2, 2), classes), A.shape[2]
    chunk = Chunk.of((2, 2), own.classes, total)
    chunk.load(A, B)
    # Differences of the row player's payoffs in each column, and of the column player's in each row.
    gaps = [(p[:, 0] - p[:, 1]) * s for p, s in zip(chunk.payoffs, chunk.scales, strict=True)]
    # A row mixes where the column player's gaps have opposite signs, and the other way round.
    mixed = [np.maximum(np.minimum(g[0], -g[1]), np.minimum(-g[0], g[1])) for g in reversed(gaps)]
    structural = [[own.classes[0][0][j] == own.classes[0][1][j] for j in range(2)]]
    structural.append([own.classes[1][i][0] == own.classes[1][i][1] for i in range(2)])
    found = np.ones((9, total))
    for k, (x, y) in enumerate(pairs()):
        rows, columns = own.corners[0][x].support, own.corners[1][y].support
        for side, lines, replies in ((0, columns, rows), (1, rows, columns)):
            if len(lines) == 2:
                np.minimum(found[k], mixed[side ^ 1], out=found[k])
            elif not structural[side][lines[0]]:
                gap = gaps[side][lines[0]]
                best = -np.abs(gap) if len(replies) == 2 else (gap if replies == (0,) else -gap)
                np.minimum(found[k], best, out=found[k])
    return found
