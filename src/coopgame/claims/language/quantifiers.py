"""Quantifiers: for all, there is, and what holds just beside a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.claims.language.nodes import Beside, Quantified
from coopgame.claims.language.statements import Statement, all_hold, statement_of
from coopgame.errors import StatementError
from coopgame.expressions import exact_number
from coopgame.frozen import FrozenMap
from coopgame.parameters import symbol_of


def forall(variables: Any, statement: Any, *, given: Any = ()) -> Statement:
    """Return the statement that something holds for all values of some variables.

    Parameters
    ----------
    variables
        A parameter, several of them, or new variables with their bounds, ``{"c": (0, oo)}``.  A parameter ranges over
        its parameter space, side conditions included.
    statement
        What holds.
    given
        Conditions on the variables: only values that fulfil them count.

    Raises
    ------
    StatementError
        A variable is unknown or given twice.

    Examples
    --------
    >>> forall("p", "p <= V", given="p < b")
    for all p with p < b: p <= V
    """
    return _quantified(True, variables, statement, given)


def exists(variables: Any, statement: Any, *, given: Any = ()) -> Statement:
    """Return the statement that something holds for some values of some variables; parameters as for `forall`.

    Examples
    --------
    >>> exists({"c": (0, 1)}, "c*V >= p")
    there is c in [0, 1] such that V*c >= p
    """
    return _quantified(False, variables, statement, given)


def _quantified(every: bool, variables: Any, statement: Any, given: Any) -> Statement:
    inner = statement_of(statement)
    known = tuple(statement_of(one).node for one in _several(given))
    bound: dict[sympy.Symbol, sympy.Interval | None] = {}
    names = variables if isinstance(variables, Mapping | list | tuple | set | frozenset) else [variables]
    for key in names:
        name = symbol_of(key, where="forall" if every else "exists")
        if name in bound:
            raise StatementError(f"{'forall' if every else 'exists'}: {name} is given twice.")
        bound[name] = interval(names[key], name.name) if isinstance(names, Mapping) else None
        if bound[name] is None:
            inner.check_known(name, "forall" if every else "exists")
    if not bound:
        raise StatementError(f"{'forall' if every else 'exists'}: no variables given.")
    return Statement(Quantified(every, FrozenMap(bound), inner.node, known))


def _several(given: Any) -> list[Any]:
    return [given] if isinstance(given, str | Boolean | Statement) else list(given)


def interval(given: Any, name: str) -> sympy.Interval:
    """Return the bounds of a new variable.

    Raises
    ------
    StatementError
        They are not an interval.
    """
    if isinstance(given, sympy.Interval):
        return given
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise StatementError(f"bounds of {name}: expected (lower, upper) or a sympy.Interval, got {given!r}.")
    infinite = {"oo": sympy.oo, "-oo": -sympy.oo, sympy.oo: sympy.oo, -sympy.oo: -sympy.oo}
    ends = [infinite[e] if e in infinite else exact_number(e, where=f"bounds of {name}") for e in given]
    if ends[0] >= ends[1]:
        raise StatementError(f"bounds of {name}: expected lower < upper, got ({ends[0]}, {ends[1]}).")
    return sympy.Interval(*ends)


def always(statement: Any, *, given: Any = ()) -> Statement:
    """Return the statement that something holds for all values of all parameters that it leaves open.

    Examples
    --------
    >>> always("p*b <= V")
    for all V, b, p: b*p <= V
    """
    return _closed(True, statement, given)


def sometimes(statement: Any, *, given: Any = ()) -> Statement:
    """Return the statement that something holds for some values of all parameters that it leaves open.

    Examples
    --------
    >>> sometimes("p*b > V")
    there are V, b, p such that b*p > V
    """
    return _closed(False, statement, given)


def _closed(every: bool, statement: Any, given: Any) -> Statement:
    inner = statement_of(statement)
    whole = all_hold(*_several(given), inner)
    return _quantified(every, list(whole.parameters), inner, given) if whole.parameters else inner


def just_above(statement: Any, parameter: Any) -> Statement:
    """Return the statement that something holds for all values of a parameter a little larger than its own.

    Examples
    --------
    >>> just_above("p > 3", "p")
    (p > 3) just above p
    """
    return _beside(statement, parameter, True)


def just_below(statement: Any, parameter: Any) -> Statement:
    """Return the statement that something holds for all values of a parameter a little smaller than its own.

    Examples
    --------
    >>> just_below("p <= 3", "p")
    (p <= 3) just below p
    """
    return _beside(statement, parameter, False)


def _beside(statement: Any, parameter: Any, above: bool) -> Statement:
    inner = statement_of(statement)
    name = symbol_of(parameter, where="just_above" if above else "just_below")
    inner.check_known(name, "just_above" if above else "just_below")
    return Statement(Beside(inner.node, name, above))
