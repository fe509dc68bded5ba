r"""Infinitely repeated games with discounting.

A stage game is played in every period :math:`t = 0, 1, 2, \dots`; everyone observes what was played.  Player i has the
discount factor :math:`d_i \in [0, 1)` and the average payoff :math:`(1 - d_i) \sum_t d_i^t\, u_i(s^t)`.  A profile that
is played in every period therefore pays what it pays in the stage game.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.errors import ExpressionError, GameError, did_you_mean
from coopgame.expressions import exact_number, to_expression
from coopgame.expressions.evaluation import value_at
from coopgame.frozen import FrozenMap
from coopgame.games.strategic import Game, Profile
from coopgame.parameters import symbol_of


def _factor(value: Any, player: str) -> sympy.Expr:
    where = f"discount factor of {player}"
    try:
        found = to_expression(value, where=where)
    except ExpressionError as error:
        raise GameError(str(error)) from None
    number = value_at(found, {}) if not found.free_symbols else None
    if number is not None and not 0 <= number < 1:
        raise GameError(f"{where}: {found} is outside [0, 1); expected 0 ≤ d < 1, the weight of the next period.")
    return found


@dataclass(frozen=True, repr=False)
class Repeated:
    r"""A strategic game that is played again and again, with discounting.

    Player i gets :math:`(1 - d_i) \sum_t d_i^t\, u_i(s^t)`, the average of its stage payoffs over all periods.

    Parameters
    ----------
    stage
        The game of one period.
    discount
        The discount factor of all players, or ``{player: discount factor}``: a symbol, a number or an expression, in
        [0, 1).  A symbol is bounded by the space of the model, and by [0, 1) in any case.

    Raises
    ------
    GameError
        The stage is not a strategic game; a discount factor is a number outside [0, 1), is missing, belongs to no
        player, or has the name of a strategy.

    References
    ----------
    Osborne and Rubinstein (1994), A Course in Game Theory, chapter 8.

    Examples
    --------
    >>> stage = Game.from_bimatrix([[1, "-l"], ["1 + g", 0]], [[1, "1 + g"], ["-l", 0]], strategies=[["C", "D"]] * 2)
    >>> Repeated(stage, "d").parameters
    (d, g, l)
    >>> Repeated(stage, 1)
    Traceback (most recent call last):
    coopgame.errors.GameError: discount factor of row: 1 is outside [0, 1); expected 0 ≤ d < 1, the weight of the next
    period.
    """

    stage: Game
    discount: Mapping[str, sympy.Expr]

    def __init__(self, stage: Game, discount: Any) -> None:
        if not isinstance(stage, Game):
            raise GameError(f"stage: expected a strategic Game, got {type(stage).__name__}.")
        given = dict(discount) if isinstance(discount, Mapping) else dict.fromkeys(stage.players, discount)
        for player in given:
            if player not in stage.players:
                raise GameError(f"discount: {player!r} is not a player.{did_you_mean(str(player), stage.players)}")
        missing = [player for player in stage.players if player not in given]
        if missing:
            raise GameError(f"discount: no discount factor for {', '.join(missing)}.")
        factors = {player: _factor(given[player], player) for player in stage.players}
        names = {s.name for factor in factors.values() for s in factor.free_symbols}
        for player, own in zip(stage.players, stage.strategies, strict=True):
            for name in names.intersection(own):
                raise GameError(f"discount: {name!r} is both a parameter and a strategy of {player}; rename one.")
        object.__setattr__(self, "stage", stage)
        object.__setattr__(self, "discount", FrozenMap(factors))

    @property
    def players(self) -> tuple[str, ...]:
        """The names of the players."""
        return self.stage.players

    @property
    def strategies(self) -> tuple[tuple[str, ...], ...]:
        """The strategies of the stage game: what is played in every period of an outcome."""
        return self.stage.strategies

    @property
    def payoffs(self) -> Mapping[Profile, tuple[sympy.Expr, ...]]:
        """For each profile what the players get when it is played in every period."""
        return self.stage.payoffs

    @property
    def expressions(self) -> tuple[sympy.Expr, ...]:
        """All payoffs of the stage game and all discount factors."""
        return (*self.stage.expressions, *self.discount.values())

    @property
    def demands(self) -> tuple[Boolean, ...]:
        """What must hold for the game to make sense: every discount factor lies in [0, 1)."""
        free = dict.fromkeys(factor for factor in self.discount.values() if factor.free_symbols)
        return tuple(condition for factor in free for condition in (sympy.Ge(factor, 0), sympy.Lt(factor, 1)))

    @cached_property
    def parameters(self) -> tuple[sympy.Symbol, ...]:
        """The symbols of the payoffs and of the discount factors, sorted by name."""
        found = set().union(*(e.free_symbols for e in self.expressions))
        return tuple(sorted(found, key=str))

    @property
    def is_numeric(self) -> bool:
        """Whether no payoff and no discount factor contains a parameter."""
        return not self.parameters

    def player_index(self, player: str) -> int:
        """Return the place of a player; GameError if there is no such player."""
        return self.stage.player_index(player)

    def substitute(self, expressions: Mapping[sympy.Symbol, sympy.Expr]) -> Repeated:
        """Return the repeated game with parameters replaced by expressions, all at once."""
        swap = dict(expressions)
        factors = {player: factor.xreplace(swap) for player, factor in self.discount.items()}
        return Repeated(self.stage.substitute(swap), factors) if swap else self

    def at(self, values: Mapping[Any, Any]) -> Repeated:
        """Return the repeated game with some parameters replaced by exact numbers.

        Raises
        ------
        GameError
            A name is not a parameter of the game, or a discount factor leaves [0, 1).
        """
        names = tuple(s.name for s in self.parameters)
        exact: dict[sympy.Symbol, sympy.Expr] = {}
        for key, value in dict(values).items():
            parameter = symbol_of(key, where="at")
            if parameter not in self.parameters:
                raise GameError(f"at: {parameter} is not a parameter of the game.{did_you_mean(parameter.name, names)}")
            exact[parameter] = exact_number(value, where=f"at: {parameter}")
        return self.substitute(exact)

    def _shown(self) -> str:
        factors = list(dict.fromkeys(self.discount.values()))
        if len(factors) == 1:
            return f"discount factor {factors[0]}"
        return "discount factors " + ", ".join(f"{factor} of {player}" for player, factor in self.discount.items())

    def __repr__(self) -> str:
        return f"Repeated({self.stage!r}; {self._shown()})"

    def _repr_html_(self) -> str:
        return f"<p>Repeated for ever, {escape(self._shown())}</p>{self.stage._repr_html_()}"
