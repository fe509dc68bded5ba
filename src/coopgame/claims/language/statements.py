"""Statements about models: composable, with operators and quantifiers.

A statement speaks of a point of the parameter space until a quantifier says for which points it is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.claims.language.nodes import (
    Joined,
    Negated,
    Node,
    Relation,
    bound_symbols,
    free_symbols,
    models_of,
    substitute,
)
from coopgame.claims.language.wording import in_latex, in_words
from coopgame.errors import StatementError, did_you_mean
from coopgame.expressions import to_condition, to_expression
from coopgame.models import Model
from coopgame.parameters import symbol_of


@dataclass(frozen=True, repr=False)
class Statement:
    """A sentence about models that is true or false at each point of their parameter space.

    Statements are joined by ``&`` (and), ``|`` (or), ``~`` (not) and ``>>`` (implies), and closed by
    :func:`coopgame.claims.forall` and :func:`coopgame.claims.exists`.

    Attributes
    ----------
    node
        What it is made of.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.contracting_reduced()
    >>> cg.claims.fact("p == 0") >> ~cg.claims.chosen(model, "capture")
    not (p = 0) or not (capture is chosen)
    """

    node: Node

    @property
    def models(self) -> tuple[Model, ...]:
        """The models that it is about."""
        return models_of(self.node)

    @property
    def parameters(self) -> tuple[sympy.Symbol, ...]:
        """The parameters that no quantifier binds, sorted by name."""
        return tuple(sorted(free_symbols(self.node), key=str))

    @property
    def symbols(self) -> tuple[sympy.Symbol, ...]:
        """All parameters and variables, the bound ones as well, sorted by name."""
        return tuple(sorted(free_symbols(self.node) | bound_symbols(self.node), key=str))

    def at(self, values: Mapping[Any, Any]) -> Statement:
        """Return the same statement about another point: parameters replaced by expressions in parameters.

        Raises
        ------
        StatementError
            A parameter is unknown, or bound inside the statement.

        Examples
        --------
        >>> import coopgame as cg
        >>> cg.claims.fact("p < b").at({"p": "p + 1"})
        p + 1 < b
        """
        places = {}
        for key, value in dict(values).items():
            name = symbol_of(key, where="at")
            self.check_known(name, "at")
            places[name] = to_expression(value, where=f"at: {name}")
        return Statement(substitute(self.node, places))

    def check_known(self, name: sympy.Symbol, where: str) -> None:
        """Raise StatementError unless the statement or one of its models has a parameter."""
        known = {s.name for s in self.parameters} | {n for model in self.models for n in model.space.names}
        if name.name not in known:
            raise StatementError(f"{where}: {name} is no parameter of the statement.{did_you_mean(name.name, known)}")

    def __and__(self, other: Any) -> Statement:
        return all_hold(self, other)

    def __or__(self, other: Any) -> Statement:
        return some_hold(self, other)

    def __invert__(self) -> Statement:
        return Statement(self.node.part if isinstance(self.node, Negated) else Negated(self.node))

    def __rshift__(self, other: Any) -> Statement:
        return some_hold(~self, other)

    def __bool__(self) -> bool:
        raise StatementError(
            "A statement is neither true nor false by itself: ask cg.decide(statement), and join statements by &, |, ~ "
            "and >>, not by and, or, not."
        )

    def to_latex(self) -> str:
        """Return the statement as a formula."""
        return in_latex(self.node)

    def __repr__(self) -> str:
        return in_words(self.node)

    def _repr_html_(self) -> str:
        return f"<p>{escape(in_words(self.node))}</p>"

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.to_latex()}$"


def statement_of(value: Any) -> Statement:
    """Return what was given as a statement; comparisons, as SymPy objects or text, are facts.

    Raises
    ------
    StatementError, ExpressionError
        It is something else.
    """
    if isinstance(value, Statement):
        return value
    if isinstance(value, str | Boolean) or value is True or value is False:
        return fact(value)
    raise StatementError(f"Expected a statement or a comparison, got {type(value).__name__}: {value!r}.")


def fact(condition: Any) -> Statement:
    """Return a comparison of expressions as a statement.

    Parameters
    ----------
    condition
        SymPy comparisons or text such as ``"p + b <= V"``, with and, or, not.

    Raises
    ------
    ExpressionError
        The condition cannot be read.

    Examples
    --------
    >>> fact("p + b <= V")
    b + p <= V
    """
    return Statement(Relation(to_condition(condition, where="statement")))


def all_hold(*statements: Any) -> Statement:
    """Return the statement that all of these hold.

    Examples
    --------
    >>> all_hold("p > 0", "b > 0")
    (p > 0) and (b > 0)
    """
    return _joined(True, statements)


def some_hold(*statements: Any) -> Statement:
    """Return the statement that at least one of these holds.

    Examples
    --------
    >>> some_hold("p > 0", "b > 0")
    (p > 0) or (b > 0)
    """
    return _joined(False, statements)


def _joined(every: bool, given: Iterable[Any]) -> Statement:
    parts: list[Node] = []
    for one in given:
        node = statement_of(one).node
        parts += node.parts if isinstance(node, Joined) and node.every == every else [node]
    if not parts:
        raise StatementError("all_hold and some_hold need at least one statement.")
    return Statement(parts[0] if len(parts) == 1 else Joined(every, tuple(parts)))
