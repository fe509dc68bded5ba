"""All Nash equilibria of batches of games."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from coopgame.batch import compiled, two_by_two
from coopgame.batch.arrays import Floats, Indices, checked, one_of
from coopgame.batch.completing import LOOSE, complete_rows
from coopgame.batch.equilibria import BatchEquilibria, Exact, exact_rows
from coopgame.batch.kernel import margin_schedule, margins, nearest
from coopgame.batch.program import Program, program
from coopgame.batch.signs import decide, sign_schedule
from coopgame.batch.strategies import Rows
from coopgame.batch.ties import Ties
from coopgame.bimatrix import Profile, extreme_equilibria
from coopgame.errors import GameError

BACKENDS: Final = ("numpy", "numba")
#: Games that are completed at a time: their payoffs are copied.
BLOCK: Final = 65536


@dataclass(frozen=True)
class NashMethod:
    """All Nash equilibria, pure and mixed."""

    @property
    def name(self) -> str:
        """What a reader calls it."""
        return "Nash equilibria"

    def margins(self, batch: BatchEquilibria) -> Floats:
        """Return a signed margin for every pair, one row for each."""
        if batch.shape == (2, 2):
            return two_by_two.margins(batch.classes, batch.A, batch.B)
        own = program(batch.shape, batch.classes)
        return margins(own, margin_schedule(batch.shape, batch.classes), batch.A, batch.B)

    def complete(self, batch: BatchEquilibria, games: Indices) -> Rows:
        """Return all extreme equilibria of some games."""
        own, parts = program(batch.shape, batch.classes), [Rows.empty(batch.shape)]
        for start in range(0, len(games), BLOCK):
            block = games[start : start + BLOCK]
            rows, left = complete_rows(own, batch.A[:, :, block], batch.B[:, :, block])
            parts += [replace(rows, game=block[rows.game]), exact_rows(batch, [int(g) for g in block[left]])]
        return Rows.joined(parts)

    def exactly(self, A: Exact, B: Exact) -> tuple[Profile, ...]:
        """Return all extreme equilibria of a game of fractions."""
        return extreme_equilibria(A, B)


def solve(
    A: Any,
    B: Any,
    *,
    ties: Ties | None = None,
    backend: str | None = None,
    tolerance: float | None = None,
    margin: bool = False,
) -> BatchEquilibria:
    """Return all Nash equilibria, pure and mixed, of many two-player games.

    A game is flagged as degenerate where rounding leaves open whether something is an equilibrium, or something lies
    exactly on a border.  What is found in a game that is not flagged is everything there is, exactly for the payoffs as
    they are stored; ``completed()`` solves those that are flagged.  2×2 games are always complete.

    Parameters
    ----------
    A, B
        Payoffs of the row and of the column player: float64, shape (m, n, N) for N games of m × n strategies, m and n
        from 2 to 4.  They are not copied; do not change them afterwards.
    ties
        Payoffs that are identical by construction, such as those of an exit option.  Equilibria that exist because of
        them are found without flags.
    backend
        ``"numpy"``, or ``"numba"``, which gives the same answers faster and takes seconds to compile; None is NumPy.
    tolerance
        Margins up to this are flagged, in units of the largest difference of payoffs that are compared.  At least the
        bound of rounding errors, with which supports are right; by default a million times that, with which
        probabilities are right to a millionth too.
    margin
        Whether ``.margin`` will be asked for: it is found on the way then, which takes less time than afterwards.

    Returns
    -------
    BatchEquilibria

    Raises
    ------
    GameError
        Shapes, types or values are wrong, or the tolerance is below the bound.
    UnsupportedError
        The games are smaller or larger than 2×2 to 4×4.
    MissingPackageError
        Numba was asked for and is not installed.

    References
    ----------
    Avis, Rosenberg, Savani and von Stengel (2010), Enumeration of Nash equilibria for two-player games, Economic Theory
    42:9–37.

    Examples
    --------
    >>> import numpy as np
    >>> import coopgame as cg
    >>> V = np.linspace(0.5, 3.5, 7)
    >>> fight = np.stack([np.stack([(V - 2) / 2, V]), np.stack([0 * V, V / 2])])
    >>> found = cg.batch.solve(fight, fight.transpose(1, 0, 2))
    >>> found.count
    array([3, 3, 3, 3, 1, 1, 1])
    >>> games, probabilities = found.strategies(0)
    >>> probabilities[games == 1, 0]
    array([1. , 0. , 0.5])
    """
    first, second = checked(A, B)
    shape = first.shape[0], first.shape[1]
    labels: Any = ties
    if not isinstance(labels, Ties | None):
        raise GameError(f"ties: expected cg.batch.Ties, got {type(labels).__name__}.")
    if ties is not None and ties.shape != shape:
        raise GameError(f"ties: labels for {_by(ties.shape)} games, but these are {_by(shape)}.")
    classes = None if ties is None else ties.classes
    own = program(shape, classes)
    limit = _tolerance(own, tolerance)
    one_of("backend", backend, (None, *BACKENDS))
    wanted: Any = margin
    if not isinstance(wanted, bool):
        raise GameError(f"margin: expected True or False, got {wanted!r}.")
    known = None
    if backend == "numba":
        masks, known = compiled.decide(own, classes, first, second, limit)
    elif margin:
        masks, known = nearest(own, margin_schedule(shape, classes), first, second, limit)
    else:
        masks, degenerate = decide(own, sign_schedule(shape, classes), first, second, limit)
    if known is not None:
        degenerate = known <= limit
    pairs = tuple((p.left, p.right) for p in own.pairs)
    complete = ~degenerate
    if shape == (2, 2):
        pairs, complete = two_by_two.pairs(), np.ones_like(degenerate)
        masks = two_by_two.masks(classes, first, second)
    rest = Rows.empty(shape)
    return BatchEquilibria(NashMethod(), first, second, classes, pairs, masks, known, degenerate, complete, rest)


def _by(shape: tuple[int, int]) -> str:
    return f"{shape[0]}×{shape[1]}"


def _tolerance(own: Program, given: float | None) -> float:
    """Return a tolerance for which no flag is missing."""
    least = own.bound
    if given is None:
        return least / LOOSE
    number: Any = given
    if isinstance(number, bool) or not isinstance(number, int | float | np.number) or not least <= number < 1:
        raise GameError(
            f"tolerance: {given!r} is not between the bound of rounding errors, {least:.3g} for {_by(own.shape)} "
            "games, and 1."
        )
    return float(given)
