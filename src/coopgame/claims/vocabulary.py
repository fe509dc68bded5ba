"""The words of theorists: what can be said of regimes, payoffs and probabilities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sympy

from coopgame.claims.nodes import EachEquilibrium, Inside, Node, Quantity, Regimes, Relation
from coopgame.claims.outcomes import known_regimes
from coopgame.claims.statements import (
    Statement,
    all_hold,
    exists,
    forall,
    just_above,
    just_below,
    some_hold,
)
from coopgame.equilibria.solve import Solvable
from coopgame.errors import StatementError, did_you_mean
from coopgame.models import Model
from coopgame.parameters import symbol_of


def possible(model: Model, *regimes: str) -> Statement:
    """Return the statement that at a point each of these regimes is possible: some equilibrium has it.

    Raises
    ------
    StatementError
        The model is none, or has no such regime.

    Examples
    --------
    >>> import coopgame as cg
    >>> possible(cg.models.contracting_reduced(), "capture", "restriction")
    capture and restriction are possible
    """
    names = _checked(model, regimes)
    if not names:
        raise StatementError("possible: name at least one regime; no_equilibrium(model) says that there is none.")
    return Statement(Regimes(model, names, False))


def chosen(model: Model, *regimes: str) -> Statement:
    """Return the statement that at a point these regimes are possible and no others; usually one, the regime *chosen*.

    Raises
    ------
    StatementError
        The model is none, or has no such regime.

    Examples
    --------
    >>> import coopgame as cg
    >>> chosen(cg.models.contracting_reduced(), "capture")
    capture is chosen
    """
    names = _checked(model, regimes)
    if not names:
        raise StatementError("chosen: name at least one regime; no_equilibrium(model) says that there is none.")
    return Statement(Regimes(model, names, True))


def no_equilibrium(model: Model) -> Statement:
    """Return the statement that at a point there is no equilibrium.

    Examples
    --------
    >>> import coopgame as cg
    >>> no_equilibrium(cg.models.inspection())
    there is no equilibrium
    """
    return Statement(Regimes(model, _checked(model, ()), True))


def unique(model: Model) -> Statement:
    """Return the statement that at a point exactly one regime is possible.

    Examples
    --------
    >>> import coopgame as cg
    >>> unique(cg.models.contracting_reduced()).models[0].concept.name
    'Nash equilibrium in pure strategies'
    """
    _checked(model, ())
    return some_hold(*(chosen(model, regime) for regime in known_regimes(model)))


def _checked(model: Any, regimes: Iterable[str]) -> tuple[str, ...]:
    """Return names of regimes, sorted and known to the model."""
    if not isinstance(model, Model) or not isinstance(model, Solvable):
        raise StatementError(f"Statements are about models; got {type(model).__name__}: make a cg.Model of the game.")
    known = known_regimes(model)
    for regime in regimes:
        if regime not in known:
            raise StatementError(f"{regime!r} is not a regime of the model.{did_you_mean(str(regime), known)}")
    return tuple(sorted(set(regimes)))


@dataclass(frozen=True)
class _Raised:
    """A parameter that is raised by a positive amount."""

    symbol: sympy.Symbol
    step: sympy.Symbol
    models: tuple[Model, ...]

    @classmethod
    def of(cls, statement: Statement, parameter: Any) -> _Raised:
        name = symbol_of(parameter, where="raising")
        statement.check_known(name, "raising")
        return cls(name, sympy.Symbol(f"Delta_{name.name}", real=True), statement.models)

    def after(self, statement: Statement) -> Statement:
        """Return a statement about the point with the larger value."""
        return statement.at({self.symbol: self.symbol + self.step})

    @property
    def inside(self) -> tuple[Statement, ...]:
        """The larger value lies in the parameter spaces as well."""
        place = {self.symbol: self.symbol + self.step}
        nodes: list[Node] = [Inside(model) for model in self.models]
        return tuple(Statement(node).at(place) for node in nodes)

    @property
    def variables(self) -> dict[sympy.Symbol, sympy.Interval]:
        """The amount, as a new variable."""
        return {self.step: sympy.Interval.open(0, sympy.oo)}

    def every(self, statement: Statement) -> Statement:
        """Return the statement for all amounts."""
        return forall(self.variables, statement, given=self.inside)

    def some(self, statement: Statement) -> Statement:
        """Return the statement for some amount."""
        return exists(self.variables, statement, given=self.inside)


def raising(parameter: Any, before: Statement, after: Statement) -> Statement:
    """Return the statement that wherever ``before`` holds, ``after`` holds once the parameter is raised, at any amount.

    Both points lie in the parameter space.

    Raises
    ------
    StatementError
        The parameter is unknown.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.contracting_reduced().at({"eta": 1})
    >>> coop = possible(model, "cooperation")
    >>> cg.decide(cg.claims.always(raising("b", ~coop, ~coop))).status
    'proved'
    """
    raised = _Raised.of(all_hold(before, after), parameter)
    return raised.every(before >> raised.after(after))


def moves(model: Model, parameter: Any, *, to: str, start: str | None = None) -> Statement:
    """Return the statement that raising a parameter from its value can change the chosen regime to another one.

    Where both points are chosen regimes: before, ``start`` (or any other regime) is chosen, after, ``to`` is.

    Parameters
    ----------
    model
        The model.
    parameter
        What is raised, all else equal.
    to, start
        The regimes after and before.

    Raises
    ------
    StatementError
        A regime or the parameter is unknown.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.contracting_reduced().at({"eta": 1})
    >>> cg.decide(~cg.claims.sometimes(moves(model, "b", to="capture"))).status
    'proved'
    """
    (target,) = _checked(model, [to])
    starts = _checked(model, [start]) if start is not None else tuple(r for r in known_regimes(model) if r != target)
    raised = _Raised.of(chosen(model, target), parameter)
    before = some_hold(*(chosen(model, regime) for regime in starts))
    return raised.some(before & raised.after(chosen(model, target)))


def leaves(model: Model, parameter: Any, regime: str) -> Statement:
    """Return the statement that raising a parameter from its value can change a chosen regime to another chosen one.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.contracting_reduced().at({"eta": 1})
    >>> cg.decide(~cg.claims.sometimes(leaves(model, "p", "substitution"))).status
    'proved'
    """
    (start,) = _checked(model, [regime])
    others = [r for r in known_regimes(model) if r != start]
    raised = _Raised.of(chosen(model, start), parameter)
    after = some_hold(*(chosen(model, other) for other in others))
    return raised.some(chosen(model, start) & raised.after(after))


def grows_in(model: Model, regime: str, parameter: Any) -> Statement:
    """Return the statement that a regime that is possible stays possible however far a parameter is raised.

    Examples
    --------
    >>> import coopgame as cg
    >>> grows_in(cg.models.contracting_reduced(), "substitution", "p").parameters[-1]
    rho
    """
    own = possible(model, regime)
    return raising(parameter, own, own)


def shrinks_in(model: Model, regime: str, parameter: Any) -> Statement:
    """Return the statement that a regime that is not possible does not become so however far a parameter is raised.

    Examples
    --------
    >>> import coopgame as cg
    >>> shrinks_in(cg.models.contracting_reduced(), "cooperation", "b").parameters[-1]
    rho
    """
    own = possible(model, regime)
    return raising(parameter, ~own, ~own)


def passes(model: Model, parameter: Any, start: str, to: str) -> Statement:
    """Return the statement that as a parameter rises, all else equal, the chosen regime passes directly to another one.

    At some value of the parameter the first regime is chosen just below and the second just above.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.contracting_reduced().at({"eta": 1})
    >>> cg.decide(passes(model, "p", "cooperation", "capture")).status
    'conditional'
    """
    below = just_below(chosen(model, start), parameter)
    return exists(parameter, below & just_above(chosen(model, to), parameter))


def has_area(model: Model, regimes: Any, axes: Iterable[Any]) -> Statement:
    """Return the statement that in the plane (or along the line) of some parameters a set of regimes has positive area.

    Parameters
    ----------
    model
        The model.
    regimes
        The regime, or the regimes of a set.
    axes
        One or two parameters.

    Raises
    ------
    StatementError
        A regime or a parameter is unknown.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.contracting_reduced().at({"eta": 1})
    >>> cg.decide(has_area(model, "capture", ("p", "b"))).status
    'conditional'
    """
    names = [regimes] if isinstance(regimes, str) else list(regimes)
    return _spread(chosen(model, *names), list(axes))


def _spread(statement: Statement, axes: list[Any]) -> Statement:
    """Return the statement that something holds on a set of positive measure: on intervals, in each axis in turn."""
    if not axes:
        raise StatementError("axes: expected at least one parameter.")
    for axis in reversed(axes):
        statement = exists(axis, just_above(statement, axis))
    return statement


def coexist(model: Model, axes: Iterable[Any], regimes: Iterable[str] | None = None) -> Statement:
    """Return the statement that in the plane of some parameters each regime (by default all) has positive area.

    Examples
    --------
    >>> import coopgame as cg
    >>> coexist(cg.models.contracting_reduced(), ("p", "b")).parameters[0]
    V
    """
    own = list(axes)
    names = known_regimes(model) if regimes is None else _checked(model, list(regimes))
    return all_hold(*(has_area(model, regime, own) for regime in names))


def adjacent(model: Model, first: str, second: str, axes: tuple[Any, Any]) -> Statement:
    """Return the statement that two regimes share a border of positive length in the plane of two parameters.

    On a curve of positive length one regime is chosen on one side and the other one on the other.

    Examples
    --------
    >>> import coopgame as cg
    >>> adjacent(cg.models.contracting_reduced(), "capture", "restriction", ("p", "b")).parameters[0]
    V
    """
    x, y = axes
    one, two = chosen(model, first), chosen(model, second)

    def along(moving: Any, across: Any) -> Statement:
        up = just_below(one, across) & just_above(two, across)
        down = just_below(two, across) & just_above(one, across)
        return _spread(exists(across, up | down), [moving])

    return along(x, y) | along(y, x)


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
    >>> inspecting.at_most("1/2").parameters[0]
    c
    """

    model: Model
    quantity: Quantity

    def _all(self, symbol: sympy.Symbol, part: Statement, every: bool = True) -> Statement:
        return Statement(EachEquilibrium(self.model, every, symbol, self.quantity, part.node))

    def compared(self, relation: str, value: Any) -> Statement:
        """Return the statement that in every equilibrium the quantity stands in a relation to an expression.

        ``relation`` is one of ``"<"``, ``"<="``, ``"="``, ``">="`` and ``">"``.
        """
        own = sympy.Symbol("q", real=True)
        return self._all(own, Statement(Relation(_related(own, relation, value))))

    def at_most(self, value: Any) -> Statement:
        """Return the statement that in every equilibrium the quantity is at most an expression."""
        return self.compared("<=", value)

    def _changed(self, parameter: Any, relation: str, some: bool = False) -> Statement:
        before, after = sympy.symbols("q q_after", real=True)
        model = Statement(Inside(self.model))
        raised = _Raised.of(model, parameter)
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
    from coopgame.expressions import to_expression

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
    _checked(model, ())
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
    _checked(model, ())
    _strategies(model, player)
    return EquilibriumValue(model, Quantity(player))


def _strategies(model: Model, player: str) -> tuple[str, ...]:
    players = model.game.players
    if player not in players:
        raise StatementError(f"{player!r} is not a player of the model.{did_you_mean(str(player), players)}")
    return tuple(model.game.strategies[players.index(player)])
