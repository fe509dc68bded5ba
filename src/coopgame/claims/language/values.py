"""Probabilities and payoffs in equilibrium, and how they change with a parameter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from coopgame.claims.language.nodes import EachEquilibrium, Inside, Relation, fresh
from coopgame.claims.language.raising import Raised
from coopgame.claims.language.regimes import checked
from coopgame.claims.language.statements import Statement
from coopgame.claims.outcomes import Quantity
from coopgame.errors import StatementError, did_you_mean
from coopgame.expressions import to_expression
from coopgame.models import Model


@dataclass(frozen=True)
class EquilibriumValue:
    """A quantity that every equilibrium of a model has: a probability or a payoff.

    Its statements compare equilibria: where there are several, every equilibrium before a change with every one after.

    Attributes
    ----------
    model, quantity
        What is measured, and where.

    Examples
    --------
    >>> import coopgame as cg
    >>> inspecting = probability(cg.models.inspection(), "inspector", "inspect")
    >>> inspecting.at_most("1/2")
    for every equilibrium with q its probability that inspector plays inspect: q <= 1/2
    """

    model: Model
    quantity: Quantity

    def _all(self, symbol: sympy.Symbol, part: Statement, every: bool = True) -> Statement:
        return Statement(EachEquilibrium(self.model, every, symbol, self.quantity, part.node))

    def compared(self, relation: str, value: Any) -> Statement:
        """Return the statement that in every equilibrium the quantity stands in a relation to an expression.

        ``relation`` is one of ``"<"``, ``"<="``, ``"="``, ``">="`` and ``">"``.
        """
        limit = to_expression(value, where="value")
        own = fresh("q", {*self.model.space.names, *(s.name for s in limit.free_symbols)})
        return self._all(own, Statement(Relation(_related(own, relation, limit))))

    def at_most(self, value: Any) -> Statement:
        """Return the statement that in every equilibrium the quantity is at most an expression."""
        return self.compared("<=", value)

    def _changed(self, parameter: Any, relation: str, some: bool = False) -> Statement:
        before, after = (fresh(name, self.model.space.names) for name in ("q", "q_after"))
        model = Statement(Inside(self.model))
        raised = Raised.of(model, parameter)
        compared = Statement(Relation(_related(after, relation, before)))
        later = self._all(after, compared).at({raised.symbol: raised.symbol + raised.step})
        whole = self._all(before, later)
        return raised.some(whole) if some else raised.every(whole)

    def never_rises_in(self, parameter: Any) -> Statement:
        """Return the statement that however far a parameter is raised the quantity is no larger than before."""
        return self._changed(parameter, "<=")

    def never_falls_in(self, parameter: Any) -> Statement:
        """Return the statement that however far a parameter is raised the quantity is no smaller than before."""
        return self._changed(parameter, ">=")

    def falls_in(self, parameter: Any) -> Statement:
        """Return the statement that however little a parameter is raised the quantity is smaller than before."""
        return self._changed(parameter, "<")

    def can_fall_in(self, parameter: Any) -> Statement:
        """Return the statement that some rise of a parameter makes the quantity smaller than before."""
        return self._changed(parameter, "<", some=True)

    def can_rise_in(self, parameter: Any) -> Statement:
        """Return the statement that some rise of a parameter makes the quantity larger than before."""
        return self._changed(parameter, ">", some=True)

    def rises_in(self, parameter: Any) -> Statement:
        """Return the statement that however little a parameter is raised the quantity is larger than before."""
        return self._changed(parameter, ">")

    def independent_of(self, parameter: Any) -> Statement:
        """Return the statement that raising a parameter leaves the quantity as it was."""
        return self._changed(parameter, "=")


def _related(left: sympy.Expr, relation: str, value: Any) -> Any:
    kinds = {"<": sympy.Lt, "<=": sympy.Le, "=": sympy.Eq, ">=": sympy.Ge, ">": sympy.Gt}
    if relation not in kinds:
        raise StatementError(f"relation: expected one of {', '.join(kinds)}; got {relation!r}.")
    return kinds[relation](left, to_expression(value, where="value"))


def probability(model: Model, player: str, strategy: str) -> EquilibriumValue:
    """Return the probability with which a player plays a strategy in equilibrium.

    Raises
    ------
    StatementError
        There is no such player or strategy.

    Examples
    --------
    >>> import coopgame as cg
    >>> probability(cg.models.inspection(), "inspector", "inspect").quantity.strategy
    'inspect'
    """
    checked(model, ())
    own = _strategies(model, player)
    if strategy not in own:
        raise StatementError(f"{player} has no strategy {strategy!r}.{did_you_mean(str(strategy), own)}")
    return EquilibriumValue(model, Quantity(player, strategy))


def payoff(model: Model, player: str) -> EquilibriumValue:
    """Return what a player gets in equilibrium.

    Raises
    ------
    StatementError
        There is no such player.

    Examples
    --------
    >>> import coopgame as cg
    >>> payoff(cg.models.inspection(), "inspector").quantity.player
    'inspector'
    """
    checked(model, ())
    _strategies(model, player)
    return EquilibriumValue(model, Quantity(player))


def _strategies(model: Model, player: str) -> tuple[str, ...]:
    players = model.game.players
    if player not in players:
        raise StatementError(f"{player!r} is not a player of the model.{did_you_mean(str(player), players)}")
    return tuple(model.game.strategies[players.index(player)])
