r"""Optimal commitment to mixtures, in batches.

The candidates are the corners of the leader's mixtures, each with a reply that ties there.  Their values are quotients,
so they are compared as intervals; where two candidates cannot be told apart the game is solved exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np

from coopgame.batch.arrays import Chunk, Floats, Indices, checked, one_of
from coopgame.batch.completing import Slot, Values, slots
from coopgame.batch.equilibria import BatchEquilibria, Exact, exact_rows
from coopgame.batch.kernel import chunks
from coopgame.batch.program import program
from coopgame.batch.recipes import mixture
from coopgame.batch.strategies import Rows
from coopgame.bimatrix import Profile
from coopgame.bimatrix.slices import slice_points

GAMES: Final = 8192
_UNIT: Final = 2.0**-53


@dataclass(frozen=True)
class CommitmentMethod:
    """Optimal commitments of one player to a mixture."""

    leader: int

    @property
    def name(self) -> str:
        """What a reader calls it."""
        return f"optimal commitments of the {('row', 'column')[self.leader]} player"

    def margins(self, batch: BatchEquilibria) -> Floats:
        """Return no rows: what is found is not a list of pairs of supports."""
        return np.empty((0, batch.games))

    def complete(self, batch: BatchEquilibria, games: Indices) -> Rows:
        """Return all optimal commitments of some games."""
        return exact_rows(batch, [int(g) for g in games])

    def exactly(self, A: Exact, B: Exact) -> tuple[Profile, ...]:
        """Return all optimal commitments, with a reply each, of a game of fractions."""
        own, other = (A, B) if self.leader == 0 else ([*map(list, zip(*p, strict=True))] for p in (B, A))
        leads, replies = range(len(own)), range(len(own[0]))
        found = []
        for j in replies:
            rows = [[other[i][j] - other[i][k] for i in leads] for k in replies if k != j]
            points = slice_points(len(own), rows)
            found += [(sum((w * own[i][j] for i, w in enumerate(x)), Fraction(0)), x, j) for x in points]
        best = max(value for value, _, _ in found)
        profiles = [(x, tuple(Fraction(int(k == j)) for k in replies)) for value, x, j in found if value == best]
        return tuple(sorted((p if self.leader == 0 else p[::-1] for p in profiles), reverse=True))


@dataclass(frozen=True)
class _Candidate:
    """A corner and a reply in one chunk: where it exists, its value to the leader, and the error of that."""

    slot: Slot
    reply: int
    value: Floats
    error: Floats


def _candidates(values: Values, found: list[Slot], side: int, payoffs: Floats) -> list[_Candidate]:
    """Return all candidates; ``payoffs`` are the leader's, scaled, a line for each of its strategies."""
    made = []
    for slot in found:
        support = slot.corner.support
        weights = [np.ones(values.games)]
        error = np.zeros(values.games)
        if len(support) > 1:
            parts = [values.numbers[e.node] for e in slot.corner.weights if e.node is not None]
            scales = [values.chunk.scales[1 - side][line] for line in support]
            with np.errstate(divide="ignore", invalid="ignore"):
                weights = mixture([number for number, _ in parts], scales)
                # The error of a weight relative to that weight; payoffs are at most 1.
                drift = np.maximum.reduce([e / np.abs(n) for n, e in parts])
            error = np.where(drift < 0.1, 8 * drift + 64 * _UNIT, np.inf)
        for reply in range(payoffs.shape[1]):
            value = sum(w * payoffs[i, reply] for w, i in zip(weights, support, strict=True))
            there = slot.ties((reply,))
            made.append(_Candidate(slot, reply, np.where(there, value, -np.inf), np.where(there, error, 0.0)))
    return made


def _chosen(values: Values, side: int, payoffs: Floats) -> tuple[list[tuple[_Candidate, Any]], Any, Floats]:
    """Return candidates with the games in which they are optimal, where that is open, and the lead of the best one."""
    found = [slot for own in slots(values, values.program.every[side]).values() for slot in own]
    every = _candidates(values, found, side, payoffs)
    value, error = (np.stack([getattr(c, name) for c in every]) for name in ("value", "error"))
    with np.errstate(invalid="ignore"):
        floor = np.where(np.isinf(error), -np.inf, value - error).max(0)
        possible = (value > -np.inf) & (value + error >= floor)
    several = possible.sum(0) > 1
    known = np.where(possible, error, 0.0).max(0) == 0
    open_ = values.doubt | (several & ~known) | np.where(possible, np.isinf(error), False).any(0)
    chosen = [(c, possible[k] & ~open_) for k, c in enumerate(every)]
    ordered = np.sort(value, axis=0)
    gap = ordered[-1] - ordered[-2] if len(every) > 1 else np.ones(values.games)
    return chosen, (open_, several), np.minimum(gap, 1.0)


def commitment(A: Any, B: Any, *, leader: int = 0) -> BatchEquilibria:
    """Return the optimal commitments to mixtures, with the replies to them, of many games.

    They are those of :class:`coopgame.Stackelberg`: ties of the follower are broken in the leader's favour, and every
    optimal vertex is listed.  All games are solved completely; those in which commitments tie take milliseconds each.
    A game is flagged as degenerate where several commitments are optimal or rounding left open which one is.

    Parameters
    ----------
    A, B
        Payoffs of the row and of the column player: float64, shape (m, n, N), m and n from 2 to 4.
    leader
        0 for the row player, 1 for the column player.

    Raises
    ------
    GameError
        Shapes, types or values are wrong, or there is no such player.
    UnsupportedError
        The games are smaller or larger than 2×2 to 4×4.

    References
    ----------
    Conitzer and Sandholm (2006), Computing the optimal strategy to commit to, Proceedings of the 7th ACM Conference on
    Electronic Commerce, pages 82–90.

    Examples
    --------
    >>> import numpy as np
    >>> import coopgame as cg
    >>> A, B = np.array([[2.0, 4], [1, 3]]), np.array([[1.0, 0], [0, 1]])
    >>> found = cg.batch.commitment(A[:, :, None], B[:, :, None])
    >>> found.equilibria(0), found.payoffs(0)
    ([((0.5, 0.5), (0.0, 1.0))], array([3.5]))
    """
    one_of("leader", leader, (0, 1))
    first, second = checked(A, B)
    shape, total = (first.shape[0], first.shape[1]), first.shape[2]
    own = program(shape)
    degenerate, left, margin = np.empty(total, np.bool_), np.empty(total, np.bool_), np.empty(total)
    parts = [Rows.empty(shape)]
    for start, stop in chunks(total, GAMES):
        chunk = Chunk.of(shape, own.classes, stop - start)
        chunk.load(first[:, :, start:stop], second[:, :, start:stop], start)
        paid = chunk.payoffs[leader].transpose(1, 0, 2)
        highest = np.abs(paid).max((0, 1))
        # A power of 2, so that scaling is exact.
        scaled = paid / 2.0 ** np.frexp(np.where(highest > 0, highest, 1.0))[1]
        values = Values(own, chunk, stop - start)
        chosen, (open_, several), margin[start:stop] = _chosen(values, leader, scaled)
        left[start:stop] = open_
        degenerate[start:stop] = open_ | several
        parts += [_written(values, c, np.flatnonzero(games), (start, leader)) for c, games in chosen]
    pairs: tuple[tuple[int, int], ...] = ()
    masks = np.empty((0, total), np.uint8)
    found = BatchEquilibria(
        CommitmentMethod(leader), first, second, None, pairs, masks, margin, degenerate, ~left, Rows.joined(parts)
    )
    return found.completed()


def _written(values: Values, candidate: _Candidate, games: Indices, place: tuple[int, int]) -> Rows:
    start, leader = place
    rows = Rows.empty(values.program.shape, len(games))
    own, other = (rows.x, rows.y) if leader == 0 else (rows.y, rows.x)
    rows.game[:] = games + start
    values.write(own, leader, candidate.slot.corner, games)
    other[:, candidate.reply] = 1.0
    return rows
