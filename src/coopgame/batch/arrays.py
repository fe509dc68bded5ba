"""Payoffs as arrays: what is accepted, and chunks of them with scales."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from coopgame.batch.program import LARGEST, Classes
from coopgame.errors import GameError, UnsupportedError, did_you_mean

Floats = NDArray[np.float64]
#: Beyond this, differences of payoffs could overflow, or their scale would not be a normal number.
HIGHEST: Final = 2.0**1020
EXPONENT = np.int64(0x7FF0000000000000)
#: The bits of 2**1022: less those of a power of 2 they are the bits of what takes twice that power to 1.
TOP = np.int64(2045 << 52)
_STRIDE = 1 << 16


def checked(A: Any, B: Any) -> tuple[Floats, Floats]:
    """Return read-only views of the payoffs of both players.

    Raises
    ------
    GameError
        They are not two float64 arrays of one shape (m, n, N) with N ≥ 1, or some payoff is not finite or too large.
    UnsupportedError
        The games are larger or smaller than what kernels are generated for.
    """
    first, second = _floats(A, "A"), _floats(B, "B")
    if first.shape != second.shape:
        raise GameError(f"A and B have one shape (m, n, N); A is {first.shape} and B is {second.shape}.")
    m, n, count = first.shape
    if not (2 <= m <= LARGEST and 2 <= n <= LARGEST):
        raise UnsupportedError(
            f"Batches hold games from 2×2 to {LARGEST}×{LARGEST}; these are {m}×{n}. coopgame.bimatrix solves larger "
            "games one by one."
        )
    if count == 0:
        raise GameError(f"The batch is empty: A has the shape {first.shape}, and the last axis counts the games.")
    for name, array in (("A", first), ("B", second)):
        _finite(array, name)
    return first, second


def _floats(array: Any, name: str) -> Floats:
    if not isinstance(array, np.ndarray):
        raise GameError(f"{name} is a {type(array).__name__}; expected a NumPy array of float64, shape (m, n, N).")
    if array.dtype != np.float64:
        hint = " .astype(float) converts it." if array.dtype.kind in "iuf" else ""
        raise GameError(f"{name} has the type {array.dtype}; expected float64.{hint}")
    if array.ndim != 3:
        hint = " One game is a batch of shape (m, n, 1): add [:, :, None]." if array.ndim == 2 else ""
        raise GameError(f"{name} has {array.ndim} axes; expected 3: rows, columns, games.{hint}")
    view = array.view()
    view.flags.writeable = False
    return view


def _finite(array: Floats, name: str) -> None:
    for start in range(0, array.shape[2], _STRIDE):
        part = array[:, :, start : start + _STRIDE]
        # A minimum or maximum that is not a number compares as false.
        if not (part.max() <= HIGHEST and part.min() >= -HIGHEST):
            i, j, k = (int(v) for v in np.argwhere(~(np.abs(part) <= HIGHEST))[0])
            value = part[i, j, k]
            wrong = f"is beyond ±{HIGHEST:.2g}: divide the payoffs" if np.isfinite(value) else "is not a finite number"
            raise GameError(f"{name}[{i}, {j}, {start + k}] = {value} {wrong}.")


@dataclass(frozen=True)
class Chunk:
    """Buffers for the payoffs of some games, by line, and for the scale of each line.

    Attributes
    ----------
    payoffs
        For A with a line for each column, (n, m, games), and for B with a line for each row, (m, n, games).
    scales
        For A (n, games), and for B (m, games): powers of 2 that take the largest difference in a line to [1/2, 1].
    """

    payoffs: tuple[Floats, Floats]
    scales: tuple[Floats, Floats]
    copies: tuple[tuple[tuple[int, int, int, int], ...], ...]

    @staticmethod
    def of(shape: tuple[int, int], classes: tuple[Classes, Classes], games: int) -> Chunk:
        """Return empty buffers."""
        m, n = shape
        payoffs = np.empty((n, m, games)), np.empty((m, n, games))
        return Chunk(payoffs, (np.empty((n, games)), np.empty((m, games))), _copies(classes))

    def load(self, A: Floats, B: Floats) -> None:
        """Copy payoffs, give those that are identical the value of the first, and find the scales."""
        for player, (payoffs, scale) in enumerate(zip(self.payoffs, self.scales, strict=True)):
            np.copyto(payoffs, A.transpose(1, 0, 2) if player == 0 else B)
            for line, place, like_line, like_place in self.copies[player]:
                payoffs[line, place] = payoffs[like_line, like_place]
            _scale(payoffs, scale)


def _copies(classes: tuple[Classes, Classes]) -> tuple[tuple[tuple[int, int, int, int], ...], ...]:
    """Return for each player which payoffs are copies of earlier ones, by line and place."""
    every = []
    for player, table in enumerate(classes):
        first: dict[int, tuple[int, int]] = {}
        found = []
        for i, row in enumerate(table):
            for j, own in enumerate(row):
                at = (j, i) if player == 0 else (i, j)
                like = first.setdefault(own, at)
                if like != at:
                    found.append((*at, *like))
        every.append(tuple(found))
    return tuple(every)


def _scale(payoffs: Floats, scale: Floats) -> None:
    high, low = payoffs[:, 0].copy(), payoffs[:, 0].copy()
    for k in range(1, payoffs.shape[1]):
        np.maximum(high, payoffs[:, k], out=high)
        np.minimum(low, payoffs[:, k], out=low)
    np.subtract(high, low, out=scale)
    bits = scale.view(np.int64)
    np.bitwise_and(bits, EXPONENT, out=bits)
    np.subtract(TOP, bits, out=bits)


def one_of(name: str, given: Any, options: tuple[Any, ...]) -> None:
    """Raise GameError unless ``given`` is one of the options."""
    if given not in options:
        raise GameError(f"{name}: {given!r} is not a choice.{did_you_mean(str(given), map(str, options))}")
