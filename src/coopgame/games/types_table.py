"""The parts of a game with private types, read and checked: types by player, the prior, a game for each profile."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import sympy

from coopgame.errors import GameError, did_you_mean
from coopgame.expressions import check_label
from coopgame.frozen import FrozenMap
from coopgame.games.priors import probabilities
from coopgame.games.strategic import Game

TypeProfile = tuple[str, ...]


def labels(given: Any, what: str, where: str) -> tuple[str, ...]:
    """Return a list of different names.

    Raises
    ------
    GameError
        It is not a list, is empty, or a name is given twice.

    Examples
    --------
    >>> labels(["strong", "weak"], "type", "types")
    ('strong', 'weak')
    """
    if isinstance(given, str) or not isinstance(given, Sequence) or not given:
        raise GameError(f"{where}: expected a list of names, got {given!r}.")
    names = tuple(check_label(name, what=what, where=where) for name in given)
    twice = [n for n in names if names.count(n) > 1]
    if twice:
        raise GameError(f"{where}: {twice[0]!r} is given twice.")
    return names


def read_types(given: Any, players: tuple[str, ...]) -> FrozenMap[str, tuple[str, ...]]:
    """Return the types of each player that has some, in the order of the players.

    Raises
    ------
    GameError
        There are none, or a player is unknown.
    """
    if not isinstance(given, Mapping) or not given:
        raise GameError(f"types: expected {{player: [type, …]}} for at least one player, got {given!r}.")
    for player in given:
        if player not in players:
            raise GameError(f"types: {player!r} is not a player.{did_you_mean(str(player), players)}")
    ordered = [player for player in players if player in given]
    return FrozenMap({player: labels(given[player], "type", f"types of {player}") for player in ordered})


def read_prior(
    given: Any, types: Mapping[str, tuple[str, ...]]
) -> tuple[FrozenMap[str, Mapping[str, sympy.Expr]], FrozenMap[TypeProfile, sympy.Expr]]:
    """Return the prior of each player where types are independent, otherwise nothing, and the joint prior.

    Raises
    ------
    GameError
        The prior is on unknown types, misses one, or does not sum to 1 for all parameters.
    """
    profiles = list(itertools.product(*types.values()))
    if len(types) == 1:
        (player,) = types
        inner = given[player] if isinstance(given, Mapping) and isinstance(given.get(player), Mapping) else given
        given = {player: inner}
    elif not isinstance(given, Mapping) or not any(isinstance(value, Mapping) for value in given.values()):
        return FrozenMap({}), FrozenMap(probabilities(given, profiles, "prior"))
    strangers = [key for key in given if key not in types]
    if strangers:
        raise GameError(f"prior: {strangers[0]!r} has no types.{did_you_mean(str(strangers[0]), types)}")
    missing = [player for player in types if player not in given]
    if missing:
        raise GameError(f"prior: no probabilities of the types of {missing[0]}.")
    own = {k: FrozenMap(probabilities(given[k], types[k], f"prior, types of {k}")) for k in types}
    joint = {t: sympy.Mul(*(own[k][kind] for k, kind in zip(types, t, strict=True))) for t in profiles}
    return FrozenMap(own), FrozenMap(joint)


def read_games(
    given: Any, players: tuple[str, ...], types: Mapping[str, tuple[str, ...]]
) -> FrozenMap[TypeProfile, Game]:
    """Return the game of each profile of types.

    Raises
    ------
    GameError
        A game is missing, is one of an unknown profile of types, or has other players or strategies than the first.
    """
    if not isinstance(given, Mapping):
        raise GameError("games: expected a mapping from profiles of types to games.")
    table = {(key,) if isinstance(key, str) else tuple(key): game for key, game in given.items()}
    profiles = list(itertools.product(*types.values()))
    names = [", ".join(t) for t in profiles]
    for key in table:
        if key not in profiles:
            shown = ", ".join(map(str, key))
            raise GameError(f"games: ({shown}) is not a profile of types.{did_you_mean(shown, names)}")
    for profile, name in zip(profiles, names, strict=True):
        if profile not in table:
            raise GameError(f"games: no game for the profile of types ({name}).")
        game, first = table[profile], table[profiles[0]]
        if not isinstance(game, Game):
            raise GameError(f"games at ({name}): expected a Game, got {type(game).__name__}.")
        if game.players != players:
            raise GameError(
                f"games at ({name}): the players are {', '.join(game.players)}; expected {', '.join(players)}."
            )
        if game.strategies != first.strategies:
            raise GameError(f"games at ({name}): the strategies differ from those at ({names[0]}).")
    return FrozenMap({profile: table[profile] for profile in profiles})
