"""What happens when a parameter is raised, all else equal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from coopgame.claims.language.nodes import Inside, Node, fresh
from coopgame.claims.language.quantifiers import exists, forall
from coopgame.claims.language.regimes import checked, chosen, possible
from coopgame.claims.language.statements import Statement, all_hold, some_hold
from coopgame.claims.outcomes import known_regimes
from coopgame.models import Model
from coopgame.parameters import symbol_of


@dataclass(frozen=True)
class Raised:
    """A parameter that is raised by a positive amount."""

    symbol: sympy.Symbol
    step: sympy.Symbol
    models: tuple[Model, ...]

    @classmethod
    def of(cls, statement: Statement, parameter: Any) -> Raised:
        """Return a parameter of a statement, to be raised."""
        name = symbol_of(parameter, where="raising")
        statement.check_known(name, "raising")
        known = {s.name for s in statement.parameters} | {n for model in statement.models for n in model.space.names}
        return cls(name, fresh(f"Delta_{name.name}", known), statement.models)

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
    raised = Raised.of(all_hold(before, after), parameter)
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
    (target,) = checked(model, [to])
    starts = checked(model, [start]) if start is not None else tuple(r for r in known_regimes(model) if r != target)
    raised = Raised.of(chosen(model, target), parameter)
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
    (start,) = checked(model, [regime])
    others = [r for r in known_regimes(model) if r != start]
    raised = Raised.of(chosen(model, start), parameter)
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
