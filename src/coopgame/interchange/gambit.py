"""A second opinion from Gambit, where its Python package is installed.

Gambit is free software under the GNU General Public License, so this library never depends on it and never loads it
by itself.
"""

from __future__ import annotations

import importlib
import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import sympy

from coopgame.errors import GameError, MissingPackageError, UnsupportedError
from coopgame.games import Game
from coopgame.notebook import table

ExactProfile = tuple[tuple[sympy.Rational, ...], ...]

# Measured with pygambit 16.7: from this difference on, the rational method finds nothing and does not say so.
_RANGE: Final = 2**31 - 1


@dataclass(frozen=True, repr=False)
class GambitOpinion:
    """The extreme equilibria that Gambit finds in a two-player game, in exact fractions.

    Attributes
    ----------
    game
        What was solved.
    method
        The name of the algorithm and the version of the package.
    profiles
        For each extreme equilibrium and each player the probabilities of the strategies, in the order of the game;
        sorted, without duplicates.
    exact, complete
        What Gambit says of its method: always true.  It is an opinion; nothing here verified it.
    """

    game: Game
    method: str
    profiles: tuple[ExactProfile, ...]

    @property
    def exact(self) -> bool:
        """Whether the method computes with fractions."""
        return True

    @property
    def complete(self) -> bool:
        """Whether the method finds every extreme equilibrium."""
        return True

    def __repr__(self) -> str:
        count = f"{len(self.profiles)} profile" + "s" * (len(self.profiles) != 1)
        return f"GambitOpinion({count} by {self.method})"

    def _repr_html_(self) -> str:
        return table((self.method,), ([profile] for profile in self.profiles), caption="Gambit")


def gambit_opinion(game: Game) -> GambitOpinion:
    """Return all extreme equilibria of a two-player game as Gambit's rational vertex enumeration finds them.

    Parameters
    ----------
    game
        A game of two players with rational payoffs, all of them, of both players, less than 2³¹ − 1 apart.

    Returns
    -------
    GambitOpinion

    Raises
    ------
    MissingPackageError
        The package ``pygambit`` is not installed.
    GameError
        The game has parameters, not two players, or a payoff that is not rational.
    UnsupportedError
        Payoffs lie 2³¹ − 1 or more apart; Gambit would find nothing, without saying so.

    References
    ----------
    Avis, Rosenberg, Savani and von Stengel (2010), Enumeration of Nash equilibria for two-player games, Economic Theory
    42:9–37.  Savani and Turocy, Gambit: The package for computation in game theory.

    Examples
    --------
    >>> gambit_opinion(Game(["a"], [["x"]], {("x",): (1,)}))
    Traceback (most recent call last):
    coopgame.errors.GameError: Gambit enumerates mixed equilibria of two players; this game has 1.
    """
    _check(game)
    pygambit = _pygambit()
    import numpy as np

    # Arrays and not a file: Gambit's labels are ASCII, those of this library need not be.
    peer = pygambit.Game.from_arrays(*(np.array(_fractions(game, i), dtype=object) for i in range(2)))
    answer = pygambit.nash.enummixed_solve(peer, rational=True)
    found = {
        tuple(tuple(_rational(profile[strategy]) for strategy in player.strategies) for player in peer.players)
        for profile in answer.equilibria
    }
    method = f"enummixed with fractions of pygambit {getattr(pygambit, '__version__', '')}".strip()
    return GambitOpinion(game, method, tuple(sorted(found, reverse=True)))


def _check(game: Game) -> None:
    if len(game.players) != 2:
        raise GameError(f"Gambit enumerates mixed equilibria of two players; this game has {len(game.players)}.")
    if not game.is_numeric:
        names = ", ".join(s.name for s in game.parameters)
        raise GameError(f"Gambit takes numbers; the payoffs still contain {names}. Fix them with game.at({{…}}).")
    payoffs = list(itertools.chain.from_iterable(game.payoffs.values()))
    wrong = next((u for u in payoffs if not isinstance(u, sympy.Rational)), None)
    if wrong is not None:
        raise GameError(f"Gambit takes rational numbers; the payoff {wrong} is not rational.")
    apart = max(payoffs) - min(payoffs)
    if apart >= _RANGE:
        raise UnsupportedError(
            f"The payoffs lie {apart} apart; Gambit silently finds nothing from 2**31 - 1 on. Divide all payoffs by "
            "one positive number (the equilibria stay the same)."
        )


def _pygambit() -> Any:
    try:
        return importlib.import_module("pygambit")
    except ImportError as error:
        raise MissingPackageError('Gambit is not installed; run: python -m pip install "pygambit>=16.1"') from error


def _fractions(game: Game, i: int) -> list[list[Fraction]]:
    rows, columns = game.strategies
    return [[Fraction(int(game.payoffs[r, c][i].p), int(game.payoffs[r, c][i].q)) for c in columns] for r in rows]


def _rational(value: Any) -> sympy.Rational:
    return sympy.Rational(int(value.numerator), int(value.denominator))
