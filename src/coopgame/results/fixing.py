"""The values at which a game with symbols is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy

from coopgame.equilibria.solve import Solvable, parts_of
from coopgame.errors import ParameterError
from coopgame.expressions.evaluation import truth_at
from coopgame.frozen import FrozenMap
from coopgame.games import Situation
from coopgame.games.replacing import exact_values
from coopgame.models import Model
from coopgame.results.numbers import fraction

Fixed = Mapping[sympy.Symbol, sympy.Rational]


def fixed_game(model_or_game: Solvable | Situation, at: Mapping[Any, Any] | None) -> tuple[Any, Fixed]:
    """Return the game with its symbols, and a value for each of them.

    Raises
    ------
    ParameterError
        A parameter is unknown, out of bounds or without a value, or a side condition fails.
    """
    game, space, _ = parts_of(model_or_game, None)
    given = dict(at or {})
    if isinstance(model_or_game, Model):
        values = dict(model_or_game.baseline) | model_or_game.values(given)
    else:
        values = dict(exact_values(given, game.parameters))
    missing = [s.name for s in game.parameters if s not in values]
    if missing:
        verb = "has" if len(missing) == 1 else "have"
        raise ParameterError(
            f"{', '.join(missing)} {verb} no value: neither given in at, nor in a model's baseline. A drawing needs "
            "numbers; its labels keep the symbols."
        )
    known = {s: fraction(v) for s, v in values.items()}
    for condition in space.where:
        if condition.free_symbols <= known.keys() and not truth_at(condition, known):
            raise ParameterError(f"at: the values violate the side condition {condition}.")
    return game, FrozenMap({s: values[s] for s in game.parameters})
