"""Games for other libraries."""

from __future__ import annotations

from typing import Any

from coopgame.errors import GameError
from coopgame.games import Game


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
        The game has parameters or not two players.

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

    matrices = [np.array(game.payoff_matrix(player).tolist(), dtype=float) for player in game.players]
    return nashpy.Game(*matrices)
