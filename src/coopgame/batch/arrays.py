"""Payoffs as arrays: what is accepted, and chunks of them with scales."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from coopgame.batch.program import LARGEST, Classes
from coopgame.errors import GameError, UnsupportedError, did_you_mean

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
#: Beyond this, differences of payoffs could overflow, or their scale would not be a normal number.
HIGHEST: Final = 2.0**1020
EXPONENT = np.int64(0x7FF0000000000000)
#: The bits of 2**1022: less those of a power of 2 they are the bits of what takes twice that power to 1.
TOP = np.int64(2045 << 52)
_STRIDE = 1 << 16


def checked(A: Any, B: Any) -> tuple[Floats, Floats]:
    """Return read-only views of the payoffs of both players; whether payoffs are finite is found when they are read.

    Raises
    ------
    GameError
        They are not two float64 arrays of one shape (m, n, N) with N ≥ 1.
    UnsupportedError
        The games are larger or smaller than what kernels are generated for.
    """
    first, second = _floats(A, "A"), _floats(B, "B")
    if first.shape != second.shape:
        raise GameError(f"A and B have one shape (m, n, N); A is {first.shape} and B is {second.shape}.")
    m, n, count = first.shape
    if not (2 <= m <= LARGEST and 2 <= n <= LARGEST):
        hint = "coopgame.bimatrix solves larger games one by one."
        if m > LARGEST and 2 <= n <= LARGEST and 2 <= count <= LARGEST:
            hint = "If the first axis counts the games, np.moveaxis(A, 0, -1) puts it last, where it belongs."
        raise UnsupportedError(f"Batches hold games from 2×2 to {LARGEST}×{LARGEST}; these are {m}×{n}. {hint}")
    if count == 0:
        raise GameError(f"The batch is empty: A has the shape {first.shape}, and the last axis counts the games.")
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


def refuse(A: Floats, B: Floats, first: int = 0) -> None:
    """Raise GameError for the first payoff that is not finite or too large; the number of the first game is given."""
    for name, array in (("A", A), ("B", B)):
        for start in range(0, array.shape[2], _STRIDE):
            part = array[:, :, start : start + _STRIDE]
            found = np.argwhere(~(np.abs(part) <= HIGHEST))
            if len(found):
                i, j, k = (int(v) for v in found[0])
                value = part[i, j, k]
                large = f"is beyond ±{HIGHEST:.2g}: divide the payoffs"
                wrong = large if np.isfinite(value) else "is not a finite number"
                raise GameError(f"{name}[{i}, {j}, {first + start + k}] = {value} {wrong}.")


@dataclass
class Chunk:
    """The payoffs of some games, by line, and the scale of each line.

    Attributes
    ----------
    payoffs
        For A with a line for each column, (n, m, games), and for B with a line for each row, (m, n, games): where the
        payoffs are, or a copy in which those that are identical have the value of the first.
    scales
        For A (n, games), and for B (m, games): powers of 2 that take the largest difference in a line to [1/2, 1].
    """

    payoffs: tuple[Floats, Floats]
    scales: tuple[Floats, Floats]
    copies: tuple[tuple[tuple[int, int, int, int], ...], ...]

    @staticmethod
    def of(shape: tuple[int, int], classes: tuple[Classes, Classes], games: int) -> Chunk:
        """Return buffers."""
        m, n = shape
        nothing = np.empty((n, m, 0)), np.empty((m, n, 0))
        return Chunk(nothing, (np.empty((n, games)), np.empty((m, games))), _copies(classes))

    def take(self, A: Floats, B: Floats) -> None:
        """Take payoffs that were looked at before; scales are not needed."""
        self.payoffs = _imposed(A.transpose(1, 0, 2), self.copies[0]), _imposed(B, self.copies[1])

    def load(self, A: Floats, B: Floats, first: int = 0) -> None:
        """Take payoffs and find the scales.

        Raises
        ------
        GameError
            Some payoff is not finite or too large; ``first`` is the number of the first game.
        """
        self.take(A, B)
        if not all(_scale(payoffs, scale) for payoffs, scale in zip(self.payoffs, self.scales, strict=True)):
            refuse(A, B, first)


def _imposed(payoffs: Floats, copies: tuple[tuple[int, int, int, int], ...]) -> Floats:
    if not copies:
        return payoffs
    own = payoffs.copy()
    for line, place, like_line, like_place in copies:
        own[line, place] = own[like_line, like_place]
    return own


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


def _scale(payoffs: Floats, scale: Floats) -> bool:
    """Write the scales of lines, and return whether all payoffs can be worked with."""
    high = np.maximum(payoffs[:, 0], payoffs[:, 1])
    low = np.minimum(payoffs[:, 0], payoffs[:, 1])
    for k in range(2, payoffs.shape[1]):
        np.maximum(high, payoffs[:, k], out=high)
        np.minimum(low, payoffs[:, k], out=low)
    # What is not a number is the largest and the smallest of all, and does not compare.
    fit = bool(high.max() <= HIGHEST and low.min() >= -HIGHEST)
    if fit:
        np.subtract(high, low, out=scale)
        powers(scale)
    return fit


def powers(sizes: Floats) -> Floats:
    """Overwrite sizes by the powers of 2 that take them to [1/2, 1], and return them; that of 0 is finite."""
    bits = sizes.view(np.int64)
    np.bitwise_and(bits, EXPONENT, out=bits)
    np.subtract(TOP, bits, out=bits)
    return sizes


def one_of(name: str, given: Any, options: tuple[Any, ...]) -> None:
    """Raise GameError unless ``given`` is one of the options."""
    if isinstance(given, np.ndarray | bool) or given not in options:
        raise GameError(f"{name}: {given!r} is not a choice.{did_you_mean(str(given), map(str, options))}")
