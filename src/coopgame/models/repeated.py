"""Models whose game is played again and again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy

from coopgame.equilibria import Reversion
from coopgame.errors import ModelError
from coopgame.games import Game, Repeated
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace

#: The discount factor at which repeated models are mapped unless it is an axis or given.
PATIENCE = sympy.Rational(9, 10)


def repeated(
    model: Model,
    discount: Any = "d",
    *,
    punishment: Any = "any",
    baseline: Any = PATIENCE,
) -> Model:
    """Return a model whose game is played for ever, with discounting.

    Rule, names, meanings, citation, closures and baseline stay; every discount factor that is a new symbol becomes a
    parameter in [0, 1).

    Parameters
    ----------
    model
        A model of a strategic game.
    discount
        The discount factor of all players, or ``{player: discount factor}``: new symbols, numbers in [0, 1), or
        expressions in parameters of the model.
    punishment
        As for :class:`coopgame.Reversion`.
    baseline
        The value of new symbols unless they are an axis or given in ``at``, in [0, 1).

    Raises
    ------
    ModelError, GameError, ConceptError
        The model is not one of a strategic game; a discount factor is a number outside [0, 1) or belongs to no player;
        the punishment does not fit.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.repeated(cg.models.prisoners_dilemma())
    >>> d = cg.phase_diagram(model, x=("g", 1, 9), y=("d", 0, "9/10"), at={"l": 1})
    >>> d.at(1, "3/5"), d.at(1, "2/5")
    (('C/C', 'D/D'), ('D/D',))
    """
    stage: Any = getattr(model, "game", model)
    if not isinstance(stage, Game) or stage is model:
        bare = "; a bare game is repeated by Repeated(game, 'd')" if isinstance(stage, Game) else ""
        raise ModelError(f"repeated: expected a model of a strategic game, got {type(stage).__name__}{bare}.")
    game = Repeated(stage, discount)
    found = set().union(*(factor.free_symbols for factor in game.discount.values()))
    plain = {factor for factor in game.discount.values() if factor.is_Symbol}
    new = sorted((s for s in found if s not in model.space.bounds and s in plain), key=str)
    kept = ParameterSpace({**model.space.bounds, **dict.fromkeys(new, sympy.Interval.Ropen(0, 1))})
    missing = sorted(s.name for s in found if s not in kept.bounds)
    if missing:
        raise ModelError(f"repeated: the discount factor uses {missing[0]}, which has no bounds in the model.")
    space = ParameterSpace(
        kept.bounds,
        where=[*model.space.where, *(c for c in game.demands if not c.free_symbols <= set(new))],
        meanings={**model.space.meanings, **_meanings(game.discount, new)},
    )
    made = Model(
        game,
        space,
        rule=model.rule,
        concept=Reversion(punishment),
        baseline={**model.baseline, **dict.fromkeys(new, baseline)},
        names=model.names,
        citation=model.citation,
    )
    object.__setattr__(made, "definitions", model.definitions)
    return made


def _meanings(discount: Mapping[str, sympy.Expr], new: list[sympy.Symbol]) -> dict[sympy.Symbol, str]:
    words = {}
    for symbol in new:
        players = [player for player, factor in discount.items() if factor == symbol]
        everyone = len(players) == len(discount)
        words[symbol] = "discount factor" if everyone else f"discount factor of {' and '.join(players)}"
    return words
