"""The front door: whether a statement is true over a parameter space, and exactly when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.claims.deciding.conditional import conditional
from coopgame.claims.deciding.domain import Domain, bounds_of
from coopgame.claims.deciding.settling import Settled, Settling
from coopgame.claims.deciding.verdict import Verdict
from coopgame.claims.language.nodes import Node, Quantified, Relation, bound_symbols, children, free_symbols
from coopgame.claims.language.statements import Statement, statement_of
from coopgame.conditions import as_sympy
from coopgame.deciders import Limits
from coopgame.errors import StatementError
from coopgame.expressions import to_condition
from coopgame.parameters import ParameterSpace


def decide(
    statement: Statement | Boolean | str,
    *,
    space: ParameterSpace | None = None,
    given: Any = (),
    limits: Limits | None = None,
) -> Verdict:
    """Decide whether a statement is true over a parameter space, and if not everywhere, exactly where.

    Parameters
    ----------
    statement
        A statement, or a comparison of expressions.  Parameters that it leaves open range over the space, and the
        verdict says for which of them it holds; :func:`coopgame.claims.always` closes it.
    space
        The parameter space; by default that of the models of the statement.  Parameters that it does not name keep the
        models' bounds.
    given
        Conditions that may be taken for granted, as SymPy comparisons or text.
    limits
        How long and with how much memory a solver may work on one question.

    Returns
    -------
    Verdict
        Exact, or undecided with the reason; never guessed from samples.

    Raises
    ------
    StatementError
        The statement names an unknown parameter, the assumptions contradict each other, or the space is empty.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.contracting_reduced().at({"eta": 1})
    >>> cg.decide(cg.claims.possible(model, "cooperation")).condition
    (p <= V*delta + k_K) & (b + p <= V - V_G + k_S) & (b <= V*(1 - rho) + k_R)
    """
    whole = statement_of(statement)
    domain = Domain.of(whole.models, space, _conditions(given))
    free = free_symbols(whole.node)
    domain.check(free | {s for c in domain.given for s in c.free_symbols}, "The statement")
    check_names(whole.node, domain.space)
    if limits is not None and not isinstance(limits, Limits):
        raise StatementError(f"limits: expected cg.claims.Limits, got {type(limits).__name__}.")
    settling = Settling.of(whole.node, domain, limits or Limits())
    settling.check_not_empty(whole.node)
    settled = conditional(settling, whole.node) if free else settling.settle(whole.node)
    return _verdict(whole, settled, _assumptions(domain, whole.node))


def check_names(node: Node, space: ParameterSpace, bound: frozenset[sympy.Symbol] = frozenset()) -> None:
    """Check that every name means one thing.

    Raises
    ------
    StatementError
        A new variable has the name of a parameter, or a quantifier binds what another one around it does.
    """
    if isinstance(node, Quantified):
        for s, interval in node.variables.items():
            if interval is not None and s in space.bounds:
                raise StatementError(f"{s} is a parameter already, so a new variable with bounds needs another name.")
            if s in bound:
                raise StatementError(f"{s} is bound twice, by a quantifier and by one around it; use two names.")
        bound |= frozenset(node.variables)
    for part in children(node):
        check_names(part, space, bound)


def _conditions(given: Any) -> tuple[Boolean, ...]:
    several: Iterable[Any] = [given] if isinstance(given, str | Boolean | Statement) else given
    found = []
    for one in several:
        if isinstance(one, Statement):
            if not isinstance(one.node, Relation):
                raise StatementError(
                    "given: expected comparisons; what else is taken for granted stands in the statement, as in "
                    "always(statement, given=…)."
                )
            one = one.node.condition
        condition = to_condition(one, where="given")
        if condition == sympy.false:
            raise StatementError(f"given: {one} never holds.")
        if condition != sympy.true:
            found.append(condition)
    return tuple(found)


def _assumptions(domain: Domain, node: Node) -> tuple[Boolean, ...]:
    """Return the bounds and side conditions of the parameters that occur."""
    used = free_symbols(node) | bound_symbols(node)
    bounds = bounds_of({s: i for s, i in domain.space.bounds.items() if s in used})
    sides = [c for c in (*domain.space.where, *domain.given) if c.free_symbols & used]
    # Where a payoff is undefined is outside.
    defined = (as_sympy(formula) for _, formula in domain.definedness)
    return tuple(dict.fromkeys((*bounds, *sides, *(c for c in defined if c.free_symbols & used))))


def _verdict(statement: Statement, settled: Settled, assumptions: tuple[Boolean, ...]) -> Verdict:
    status = settled.status
    if status is None:
        condition = None
    elif status == "conditional":
        condition = settled.published.condition if settled.published is not None else None
    else:
        condition = sympy.true if status == "proved" else sympy.false
    return Verdict(
        statement,
        status or "undecided",
        condition,
        settled.witness,
        settled.example,
        assumptions,
        settled.method,
        settled.confirmed_by,
        settled.evidence,
        settled.reason,
        settled.published,
        settled.questions,
    )
