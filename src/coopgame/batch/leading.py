"""Pure strategies in batches: equilibria, and play in which one moves first.  Comparisons decide, and are certain."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopgame.batch.arrays import Chunk, Floats, Indices, checked, one_of
from coopgame.batch.equilibria import BatchEquilibria, Exact
from coopgame.batch.kernel import Bits, chunks
from coopgame.batch.program import program
from coopgame.batch.strategies import Rows
from coopgame.bimatrix import Mixture, Profile
from coopgame.equilibria.sequential import TIES

GAMES = 16384
Bools = NDArray[np.bool_]


def pure_pairs(shape: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return the corners of all pairs of pure strategies, row by row."""
    corners = program(shape).corners
    place = [[next(k for k, c in enumerate(own) if c.support == (i,)) for i in range(size)]
             for own, size in zip(corners, shape, strict=True)]  # fmt: skip
    return tuple((i, j) for i in place[0] for j in place[1])


@dataclass
class View:
    """One chunk of games: payoffs and the scales of lines.

    Attributes
    ----------
    A, B
        Payoffs, (m, n, games).
    first
        The number of the first game.
    by_column, by_row
        Scales of columns of A, (n, games), and of rows of B, (m, games).
    """

    A: Floats
    B: Floats
    first: int
    by_column: Floats = field(init=False)
    by_row: Floats = field(init=False)

    def __post_init__(self) -> None:
        m, n, games = self.A.shape
        flat = tuple(tuple(range(i * n, i * n + n)) for i in range(m))
        chunk = Chunk.of((m, n), (flat, flat), games)
        chunk.load(self.A, self.B, self.first)
        self.by_column, self.by_row = chunk.scales


def others(values: Floats, axis: int) -> Floats:
    """Return for each entry the largest other one along an axis of payoffs."""
    count = values.shape[axis]
    parts = [np.delete(values, k, axis).max(axis, keepdims=True) for k in range(count)]
    return np.concatenate(parts, axis)


def runner_up(values: Floats) -> Floats:
    """Return by how much the largest entry along the first axis exceeds the next one."""
    top: Floats = np.partition(values, values.shape[0] - 2, axis=0)[-2:]
    gap: Floats = top[1] - top[0]
    return gap


def packed(holding: Bools) -> Bits:
    """Return masks of one bit for each pair; pairs are the entries of the first two axes, row by row."""
    return np.packbits(holding.reshape(-1, holding.shape[2]), axis=0, bitorder="little")


@dataclass(frozen=True)
class PureMethod:
    """Nash equilibria in pure strategies."""

    @property
    def name(self) -> str:
        """What a reader calls it."""
        return "Nash equilibria in pure strategies"

    def look(self, view: View) -> tuple[Bools, Bools, Floats]:
        """Return what holds, where something is tied, and the signed margins."""
        rows, columns = others(view.A, 0), others(view.B, 1)
        weak = (rows <= view.A) & (columns <= view.B)
        strict = (rows < view.A) & (columns < view.B)
        margin = np.minimum((view.A - rows) * view.by_column[None], (view.B - columns) * view.by_row[:, None])
        tied: Bools = np.any(weak & ~strict, axis=(0, 1))
        return weak, tied, margin

    def nearest(self, view: View, margins: Floats) -> Floats:  # noqa: ARG002
        """Return for each game the distance to a border."""
        near: Floats = np.minimum(np.abs(margins).min((0, 1)), 1.0)
        return near

    def margins(self, batch: BatchEquilibria) -> Floats:
        """Return a signed margin for every pair, one row for each."""
        return _margins(self, batch)

    def complete(self, batch: BatchEquilibria, games: Indices) -> Rows:  # noqa: ARG002
        """Return nothing: what is found at first is complete."""
        return Rows.empty(batch.shape)

    def exactly(self, A: Exact, B: Exact) -> tuple[Profile, ...]:
        """Return all equilibria in pure strategies of a game of fractions."""
        m, n = len(A), len(A[0])
        best = [max(row[j] for row in A) for j in range(n)]
        return tuple(
            (_unit(m, i), _unit(n, j))
            for i in range(m)
            for j in range(n)
            if A[i][j] == best[j] and B[i][j] == max(B[i])
        )


@dataclass(frozen=True)
class LeaderMethod:
    """Outcomes of play in which one moves first and the other observes it."""

    leader: int
    ties: str

    @property
    def name(self) -> str:
        """What a reader calls it."""
        return f"outcomes when the {('row', 'column')[self.leader]} player leads"

    def _oriented(self, view: View) -> tuple[Floats, Floats, Floats]:
        """Return payoffs of leader and follower with a line for each strategy of the leader, and scales of lines."""
        if self.leader == 0:
            return view.A, view.B, view.by_row
        return view.B.transpose(1, 0, 2), view.A.transpose(1, 0, 2), view.by_column

    def _worth(self, view: View) -> Floats:
        """Return what each strategy is worth to the leader at least, or at most if ties are in its favour."""
        own, other, _ = self._oriented(view)
        best = other == other.max(1, keepdims=True)
        favourable = self.ties == "favourable"
        worth: Floats = np.where(best, own, -np.inf).max(1) if favourable else np.where(best, own, np.inf).min(1)
        return worth

    def look(self, view: View) -> tuple[Bools, Bools, Floats]:
        """Return what holds, where something is tied, and the signed margins."""
        own, other, scale = self._oriented(view)
        rivals, worth = others(other, 1), self._worth(view)
        best, deterred = other >= rivals, others(worth, 0)[:, None]
        holding = best & (own >= deterred)
        if self.ties != "all":
            holding &= own == worth[:, None]
        tied = (best.sum(1) > 1).any(0) | ((worth == worth.max(0)).sum(0) > 1)
        margin = np.minimum((other - rivals) * scale[:, None], (own - deterred) / _range(own))
        turned = (0, 1, 2) if self.leader == 0 else (1, 0, 2)
        return holding.transpose(turned), tied, margin.transpose(turned)

    def nearest(self, view: View, margins: Floats) -> Floats:  # noqa: ARG002
        """Return for each game the smallest gap between the best and the next best in any choice."""
        own, other, scale = self._oriented(view)
        replies = (runner_up(other.transpose(1, 0, 2)) * scale).min(0)
        near: Floats = np.minimum(np.minimum(replies, runner_up(self._worth(view)) / _range(own)), 1.0)
        return near

    def margins(self, batch: BatchEquilibria) -> Floats:
        """Return a signed margin for every pair, one row for each."""
        return _margins(self, batch)

    def complete(self, batch: BatchEquilibria, games: Indices) -> Rows:  # noqa: ARG002
        """Return nothing: what is found at first is complete."""
        return Rows.empty(batch.shape)

    def exactly(self, A: Exact, B: Exact) -> tuple[Profile, ...]:
        """Return all outcomes of a game of fractions."""
        own, other = (A, B) if self.leader == 0 else ([*map(list, zip(*p, strict=True))] for p in (B, A))
        replies = [[f for f, u in enumerate(line) if u == max(line)] for line in other]
        choose = max if self.ties == "favourable" else min
        worth = [choose(own[k][f] for f in best) for k, best in enumerate(replies)]
        found = []
        for k, best in enumerate(replies):
            deterred = max(w for other_k, w in enumerate(worth) if other_k != k)
            for f in best:
                if own[k][f] >= deterred and (self.ties == "all" or own[k][f] == worth[k]):
                    mixtures = _unit(len(own), k), _unit(len(own[0]), f)
                    found.append(mixtures if self.leader == 0 else mixtures[::-1])
        return tuple(found)


def _unit(size: int, place: int) -> Mixture:
    return tuple(Fraction(int(k == place)) for k in range(size))


def _range(values: Floats) -> Floats:
    """Return the largest difference of payoffs in each game, 1 where there is none."""
    spread: Floats = values.max((0, 1)) - values.min((0, 1))
    return np.where(spread > 0, spread, 1.0)


Comparing = PureMethod | LeaderMethod


def _margins(method: Comparing, batch: BatchEquilibria) -> Floats:
    found = np.empty((len(batch.pairs), batch.games))
    for start, stop in chunks(batch.games, GAMES):
        _, _, margin = method.look(View(batch.A[:, :, start:stop], batch.B[:, :, start:stop], start))
        found[:, start:stop] = margin.reshape(len(found), stop - start)
    return found


def _compared(method: Comparing, A: Any, B: Any) -> BatchEquilibria:
    first, second = checked(A, B)
    shape, total = (first.shape[0], first.shape[1]), first.shape[2]
    pairs = pure_pairs(shape)
    masks = np.empty((-(-len(pairs) // 8), total), np.uint8)
    near, tied = np.empty(total), np.empty(total, np.bool_)
    for start, stop in chunks(total, GAMES):
        view = View(first[:, :, start:stop], second[:, :, start:stop], start)
        holding, tied[start:stop], margin = method.look(view)
        masks[:, start:stop] = packed(holding)
        near[start:stop] = method.nearest(view, margin)
    complete = np.ones(total, np.bool_)
    return BatchEquilibria(method, first, second, None, pairs, masks, near, tied, complete, Rows.empty(shape))


def pure(A: Any, B: Any) -> BatchEquilibria:
    """Return the Nash equilibria in pure strategies of many games; decided by comparisons, so that nothing is open.

    A game is flagged as degenerate where an equilibrium is not strict.

    Parameters
    ----------
    A, B
        Payoffs of the row and of the column player: float64, shape (m, n, N), m and n from 2 to 4.

    Raises
    ------
    GameError
        Shapes, types or values are wrong.
    UnsupportedError
        The games are smaller or larger than 2×2 to 4×4.

    References
    ----------
    Osborne and Rubinstein (1994), A Course in Game Theory, definition 14.1.

    Examples
    --------
    >>> import numpy as np
    >>> import coopgame as cg
    >>> stag = np.array([[[4.0], [0.0]], [[3.0], [3.0]]])
    >>> cg.batch.pure(stag, stag.transpose(1, 0, 2)).equilibria(0)
    [((1.0, 0.0), (1.0, 0.0)), ((0.0, 1.0), (0.0, 1.0))]
    """
    return _compared(PureMethod(), A, B)


def leader_follower(A: Any, B: Any, *, leader: int = 0, ties: str = "all") -> BatchEquilibria:
    """Return the outcomes of many games in which one player moves first and the other observes the move.

    They are those of :class:`coopgame.SubgamePerfect`; decided by comparisons, so that nothing is open.  A game is
    flagged as degenerate where the follower has two best replies to some strategy, or the leader two best strategies.

    Parameters
    ----------
    A, B
        Payoffs of the row and of the column player: float64, shape (m, n, N), m and n from 2 to 4.
    leader
        0 for the row player, 1 for the column player.
    ties
        What counts when the follower is indifferent: ``"all"`` best replies, those ``"favourable"`` to the leader, or
        those ``"adverse"`` to it.

    Raises
    ------
    GameError
        Shapes, types or values are wrong, or there is no such player or rule for ties.
    UnsupportedError
        The games are smaller or larger than 2×2 to 4×4.

    References
    ----------
    Osborne and Rubinstein (1994), A Course in Game Theory, section 6.2.

    Examples
    --------
    >>> import numpy as np
    >>> import coopgame as cg
    >>> entry, incumbent = np.array([[-1.0, 1], [0, 0]]), np.array([[-1.0, 1], [2, 2]])
    >>> cg.batch.leader_follower(entry[:, :, None], incumbent[:, :, None]).equilibria(0)
    [((1.0, 0.0), (0.0, 1.0))]
    """
    one_of("leader", leader, (0, 1))
    one_of("ties", ties, TIES)
    return _compared(LeaderMethod(leader, ties), A, B)
