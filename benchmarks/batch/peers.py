"""Other ways to all equilibria of many games; each returns a list of pairs of mixtures for every game."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Answers = list[list[tuple[Any, Any]]]


@dataclass(frozen=True)
class Peer:
    """Another solver.

    Parameters
    ----------
    name
        What it is called on the page.
    prepare
        Makes its own games from payoffs; not timed.
    solve
        Solves them all.
    share
        The share of the games that it is given, since it is slow.
    """

    name: str
    prepare: Callable[[Floats, Floats], Any]
    solve: Callable[[Any], Answers]
    share: float = 1.0


def matrices(A: Floats, B: Floats) -> list[tuple[Floats, Floats]]:
    """Return the two matrices of each game."""
    return [
        (np.ascontiguousarray(A[:, :, k]), np.ascontiguousarray(B[:, :, k])) for k in range(A.shape[2])
    ]  # fmt: skip


def nashpy_supports(games: Sequence[tuple[Floats, Floats]]) -> Answers:
    """Solve by nashpy's support enumeration."""
    import nashpy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [list(nashpy.Game(*game).support_enumeration()) for game in games]


def nashpy_vertices(games: Sequence[tuple[Floats, Floats]]) -> Answers:
    """Solve by nashpy's vertex enumeration; what raises an error has no answer."""
    import nashpy

    found: Answers = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for game in games:
            try:
                found.append(list(nashpy.Game(*game).vertex_enumeration()))
            except Exception:
                found.append([])
    return found


def quantecon_games(A: Floats, B: Floats) -> list[Any]:
    """Make QuantEcon's games."""
    from quantecon.game_theory import NormalFormGame, Player

    return [
        NormalFormGame((Player(a), Player(np.ascontiguousarray(b.T)))) for a, b in matrices(A, B)
    ]  # fmt: skip


def quantecon_function(games: Sequence[Any]) -> Answers:
    """Solve by QuantEcon's support enumeration."""
    from quantecon.game_theory import support_enumeration

    return [support_enumeration(game) for game in games]


def quantecon_arrays(A: Floats, B: Floats) -> tuple[Floats, Floats]:
    """Return payoffs as QuantEcon's players have them, one game after the other."""
    return np.ascontiguousarray(A.transpose(2, 0, 1)), np.ascontiguousarray(B.transpose(2, 1, 0))


def quantecon_core() -> Callable[[tuple[Floats, Floats]], Answers]:
    """Return QuantEcon's compiled core in a compiled loop."""
    import numba
    from quantecon.game_theory.support_enumeration import _support_enumeration_gen

    @numba.njit
    def loop(first: Floats, second: Floats) -> Any:
        found = []
        for k in range(len(first)):
            found.append([pair for pair in _support_enumeration_gen((first[k], second[k]))])  # noqa: C416, PERF401
        return found

    def solve(payoffs: tuple[Floats, Floats]) -> Answers:
        found: Answers = loop(*payoffs)
        return found

    return solve


def gambit_games(A: Floats, B: Floats) -> list[Any]:
    """Make Gambit's games."""
    import pygambit

    return [pygambit.Game.from_arrays(a, b) for a, b in matrices(A, B)]


def gambit(games: Sequence[Any]) -> Answers:
    """Solve by Gambit's enumeration in floating point."""
    import pygambit

    found: Answers = []
    for game in games:
        profiles = pygambit.nash.enummixed_solve(game, rational=False).equilibria
        found.append([tuple([float(p[s]) for s in player.strategies] for player in game.players) for p in profiles])
    return found


def installed() -> list[Peer]:
    """Return the peers that can be asked, in the order of the page."""
    found = [
        Peer("nashpy, supports", matrices, nashpy_supports, 0.05),
        Peer("nashpy, vertices", matrices, nashpy_vertices, 0.05),
    ]
    if importlib.util.find_spec("quantecon"):
        found.append(Peer("QuantEcon, function", quantecon_games, quantecon_function))
        found.append(Peer("QuantEcon, compiled loop", quantecon_arrays, quantecon_core()))
    if importlib.util.find_spec("pygambit"):
        found.append(Peer("Gambit, floats", gambit_games, gambit, 0.1))
    return found
