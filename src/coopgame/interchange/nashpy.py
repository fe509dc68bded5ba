"""Games for nashpy, and what nashpy finds: numbers, never the truth.

>>> pennies = Game.from_bimatrix([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
>>> found = nashpy_equilibria(pennies, NashpySupportEnumeration())
>>> found.profiles
(((0.5, 0.5), (0.5, 0.5)),)
>>> found.exact, found.complete
(False, False)
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final, Protocol

from coopgame.errors import GameError
from coopgame.games import Game
from coopgame.notebook import table

FloatProfile = tuple[tuple[float, ...], ...]

_FLOATING: Final = (
    "Payoffs are rounded to floating point, and rounded numbers decide what is a best reply; an equilibrium may be "
    "missing even in a nondegenerate game, and an empty answer does not mean that there is none. "
)


def to_nashpy(game: Game) -> Any:
    """Return a two-player game of numbers as a nashpy game.

    The payoffs become floating-point numbers, so what nashpy computes from them is numerical, and its support
    enumeration can miss equilibria that :func:`coopgame.solve` returns.

    Parameters
    ----------
    game
        A game of two players without parameters.

    Returns
    -------
    nashpy.Game

    Raises
    ------
    GameError
        The game has parameters or not two players, or a payoff is too large for a floating-point number.

    References
    ----------
    Knight and Campbell (2018), Nashpy, Journal of Open Source Software 3(30):904.

    Examples
    --------
    >>> import coopgame as cg
    >>> pennies = cg.Game.from_bimatrix([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> [[row.tolist(), column.tolist()] for row, column in to_nashpy(pennies).support_enumeration()]
    [[[0.5, 0.5], [0.5, 0.5]]]
    """
    if len(game.players) != 2:
        raise GameError(f"nashpy takes two players; this game has {len(game.players)}.")
    if not game.is_numeric:
        names = ", ".join(s.name for s in game.parameters)
        raise GameError(f"nashpy takes numbers; the payoffs still contain {names}. Fix them with game.at({{…}}).")
    import nashpy
    import numpy as np

    try:
        matrices = [np.array(game.payoff_matrix(player).tolist(), dtype=float) for player in game.players]
    except OverflowError:
        matrices = [np.array(np.inf)]
    if not all(np.isfinite(matrix).all() for matrix in matrices):
        raise GameError("nashpy takes floating-point numbers; a payoff is too large for one. Use other units.")
    return nashpy.Game(*matrices)


class NashpyMethod(Protocol):
    """An algorithm of nashpy."""

    @property
    def name(self) -> str:
        """What nashpy calls it."""

    @property
    def limits(self) -> str:
        """What it can miss."""

    def run(self, game: Any) -> Iterable[tuple[Any, Any]]:
        """Return the pairs of mixed strategies that it finds in a nashpy game."""


@dataclass(frozen=True)
class NashpySupportEnumeration:
    """Support enumeration of nashpy: solve the indifference equations of every pair of supports of the same size."""

    name: str = field(default="nashpy support enumeration", init=False)
    limits: str = field(
        default=_FLOATING + "Only supports of equal size are tried, so equilibria of degenerate games whose supports "
        "differ in size are never found.",
        init=False,
    )

    def run(self, game: Any) -> Iterable[tuple[Any, Any]]:
        """Return the pairs of mixed strategies that it finds in a nashpy game."""
        found: Iterable[tuple[Any, Any]] = game.support_enumeration()
        return found


@dataclass(frozen=True)
class NashpyVertexEnumeration:
    """Vertex enumeration of nashpy: pair the vertices of the two best-reply polytopes that have all labels."""

    name: str = field(default="nashpy vertex enumeration", init=False)
    limits: str = field(
        default=_FLOATING + "It is meant for nondegenerate games in which each player has at least two strategies; "
        "on others, and where payoffs minus the smallest payoff leave a column of zeros, it may stop with an error or "
        "find nothing. Its tolerances are absolute, so payoffs of large size make it find nothing.",
        init=False,
    )

    def run(self, game: Any) -> Iterable[tuple[Any, Any]]:
        """Return the pairs of mixed strategies that it finds in a nashpy game."""
        found: Iterable[tuple[Any, Any]] = game.vertex_enumeration()
        return found


@dataclass(frozen=True, repr=False)
class NumericalEquilibria:
    """What a numerical method found: profiles in floating point, neither exact nor complete.

    Attributes
    ----------
    game, method
        What was solved, and how.
    profiles
        For each equilibrium and each player the probabilities of the strategies, in the order of the game.
    limits
        What the method can miss.
    messages
        What the method warned of in this game, or why it stopped.
    exact, complete
        Always false; :func:`coopgame.solve` is exact and complete.

    Examples
    --------
    >>> dominance = Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> nashpy_equilibria(dominance, NashpyVertexEnumeration()).profiles
    (((0.0, 1.0), (0.0, 1.0)),)
    """

    game: Game
    method: NashpyMethod
    profiles: tuple[FloatProfile, ...]
    messages: tuple[str, ...] = ()
    exact: bool = field(default=False, init=False)
    complete: bool = field(default=False, init=False)

    @property
    def limits(self) -> str:
        """What the method can miss."""
        return self.method.limits

    def __repr__(self) -> str:
        count = f"{len(self.profiles)} profile" + "s" * (len(self.profiles) != 1)
        notes = "".join(f"\n  {message}" for message in self.messages)
        return f"NumericalEquilibria({count} by {self.method.name}; not exact, not complete){notes}"

    def _repr_html_(self) -> str:
        notes = "".join(f"<p>{escape(message)}</p>" for message in (*self.messages, self.limits))
        return table((self.method.name,), ([profile] for profile in self.profiles), caption="Numerical") + notes


def nashpy_equilibria(game: Game, method: NashpyMethod) -> NumericalEquilibria:
    """Return what an algorithm of nashpy finds in a game of numbers: a numerical second opinion.

    Lemke–Howson is not offered: nashpy's never returns for some games in which a player has a single strategy.

    Parameters
    ----------
    game
        A game of two players without parameters.
    method
        :class:`NashpySupportEnumeration` or :class:`NashpyVertexEnumeration`.

    Returns
    -------
    NumericalEquilibria
        Warnings and failures of nashpy stand in its ``messages``; what was found before a failure is kept.

    Raises
    ------
    GameError
        The game has parameters or not two players, or a payoff is too large for a floating-point number.

    Examples
    --------
    A game with exactly one equilibrium, which rounding hides:

    >>> A = [[3, 7, 6], [0, 5, 0], [5, 9, 2], [5, 1, 9]]
    >>> B = [[4, 8, 7], [7, 5, 0], [6, 6, 8], [0, 4, 0]]
    >>> nashpy_equilibria(Game.from_bimatrix(A, B), NashpySupportEnumeration()).profiles
    ()
    """
    peer = to_nashpy(game)
    sizes = tuple(map(len, game.strategies))
    found: list[FloatProfile] = []
    messages: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            for pair in method.run(peer):
                profile = tuple(tuple(float(weight) for weight in own) for own in pair)
                if _is_profile(profile, sizes):
                    found.append(profile)
                else:
                    messages.append(f"nashpy returned {profile}, which is not a pair of mixed strategies.")
        except Exception as error:  # a foreign algorithm; it fails with TypeError, QhullError and others
            messages.append(f"nashpy stopped with {type(error).__name__}: {' '.join(str(error).split())[:200]}")
    messages.extend(" ".join(str(warning.message).split()) for warning in caught)
    return NumericalEquilibria(game, method, tuple(found), tuple(dict.fromkeys(messages)))


def _is_profile(profile: FloatProfile, sizes: tuple[int, ...]) -> bool:
    """Say whether these are mixed strategies up to rounding; a comparison with nan is false."""
    return tuple(map(len, profile)) == sizes and all(
        abs(sum(own) - 1) < 1e-6 and all(weight > -1e-6 for weight in own) for own in profile
    )
