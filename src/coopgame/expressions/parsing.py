"""Expressions and conditions as text: an allow-list over Python's syntax tree, never ``eval`` and never ``sympify``.

An expression is made of decimal numbers, names, ``+ - * / **``, round brackets and ``min``, ``max``, ``sqrt``, ``exp``,
``log``; a condition compares expressions with ``< <= > >= == !=`` and joins comparisons with ``and``, ``or``, ``not``.

Examples
--------
>>> parse_expression("0.1*x + x**2/2")
x**2/2 + x/10
>>> parse_condition("0 < p < 1")
(0 < p) & (p < 1)
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any, Final

import sympy

from coopgame.errors import ExpressionError, did_you_mean
from coopgame.expressions.algebra import FUNCTIONS, Algebra
from coopgame.expressions.names import FUNCTION_NAMES, symbol
from coopgame.expressions.syntax import read_tree, same_run
from coopgame.expressions.tokens import Source, read_tokens

_COMPARISONS: Final = MappingProxyType(
    {
        ast.Lt: sympy.StrictLessThan,
        ast.LtE: sympy.LessThan,
        ast.Gt: sympy.StrictGreaterThan,
        ast.GtE: sympy.GreaterThan,
        ast.Eq: sympy.Eq,
        ast.NotEq: sympy.Ne,
    }
)


def parse_expression(text: str, *, names: Iterable[str] | None = None, where: str = "") -> sympy.Expr:
    """Return the expression that ``text`` writes; nothing is executed and no float is involved.

    Parameters
    ----------
    text
        A formula, at most 2 000 characters, 500 numbers, names and operations, 60 levels.
    names
        The names that are known; by default every legal name stands for a symbol.
    where
        What the text was given for; error messages start with it.

    Returns
    -------
    sympy.Expr
        The real expression with exact numbers and the symbols of `symbol`.

    Raises
    ------
    ExpressionError
        The text is not such a formula, or too large, or not a real number.

    Examples
    --------
    >>> parse_expression("A*K**0.3")
    A*K**(3/10)
    >>> parse_expression("capp", names=["p", "cap"])
    Traceback (most recent call last):
    coopgame.errors.ExpressionError: Unknown name 'capp' at character 1 in 'capp'. Did you mean 'cap'?
    """
    return _Reader(text, names, where).expression()


def parse_condition(text: str, *, names: Iterable[str] | None = None, where: str = "") -> sympy.logic.boolalg.Boolean:
    """Return the condition that ``text`` writes; nothing is executed and no float is involved.

    Parameters
    ----------
    text
        Comparisons of formulas joined by ``and``, ``or`` and ``not``; ``0 < p < 1`` is a comparison too.
    names
        The names that are known; by default every legal name stands for a symbol.
    where
        What the text was given for; error messages start with it.

    Returns
    -------
    sympy.logic.boolalg.Boolean
        The condition; true or false when SymPy decides it at sight.

    Raises
    ------
    ExpressionError
        The text is not such a condition.

    Examples
    --------
    >>> parse_condition("p == b or not p < 1")
    Eq(p, b) | (p >= 1)
    """
    return _Reader(text, names, where).condition()


class _Reader:
    """One text on its way to SymPy; the methods mirror the grammar, and what has no method is refused."""

    def __init__(self, text: str, names: Iterable[str] | None, where: str) -> None:
        self._source: Source = read_tokens(text, where)
        self._names = known_names(names)
        self._algebra = Algebra(self._source.place)

    def expression(self) -> sympy.Expr:
        return self._quietly(self._expression)

    def condition(self) -> Any:
        return self._quietly(self._condition)

    def _quietly(self, read: Any) -> Any:
        """Read the tree; what SymPy cannot evaluate is an error in the text like any other."""
        tree = read_tree(self._source)
        try:
            return read(tree)
        except (ArithmeticError, NotImplementedError, RecursionError, TypeError, ValueError) as error:
            if isinstance(error, ExpressionError):
                raise
            raise self._algebra.error(f"This cannot be evaluated ({type(error).__name__}).") from error

    def _expression(self, node: ast.expr) -> sympy.Expr:
        match node:
            case ast.Constant():
                return self._number(node)
            case ast.Name(id=name):
                return self._symbol(name, node)
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                return self._algebra.add(self._terms(node))
            case ast.BinOp(op=ast.Mult() | ast.Div()) | ast.UnaryOp(op=ast.USub()):
                return self._algebra.multiply(self._factors(node))
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return self._algebra.power(self._expression(left), self._expression(right))
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self._expression(operand)
            case ast.Call():
                return self._call(node)
            case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                raise self._error("Expected a number or a formula, not a condition", node)
        raise self._error("Only numbers, names, + - * / **, min, max, sqrt, exp and log are understood; not this", node)

    def _terms(self, node: ast.BinOp) -> list[sympy.Expr]:
        """Return the signed terms of a run of additions and subtractions, from the last to the first."""
        terms = []
        while True:
            last = self._factors(node.right)
            terms.append(self._algebra.multiply([sympy.S.NegativeOne, *last] if isinstance(node.op, ast.Sub) else last))
            if not (isinstance(node.left, ast.BinOp) and same_run(node, node.left)):
                return [*terms, self._expression(node.left)]
            node = node.left

    def _factors(self, node: ast.expr) -> list[sympy.Expr]:
        """Return the factors of a run of multiplications, divisions and minus signs."""
        factors = []
        while True:
            match node:
                case ast.BinOp(left=left, op=ast.Mult(), right=right):
                    factors.append(self._expression(right))
                    node = left
                case ast.BinOp(left=left, op=ast.Div(), right=right):
                    # One by one: SymPy would multiply 10*(x + y) out before it inverts it.
                    factors.extend(self._algebra.power(part, sympy.S.NegativeOne) for part in self._factors(right))
                    node = left
                case ast.UnaryOp(op=ast.USub(), operand=operand):
                    factors.append(sympy.S.NegativeOne)
                    node = operand
                case _:
                    return [*factors, self._expression(node)]

    def _number(self, node: ast.Constant) -> sympy.Rational:
        if node.col_offset not in self._source.numbers:
            raise self._error("Expected a number in decimal digits", node)
        return self._algebra.check_number(self._source.numbers[node.col_offset])

    def _symbol(self, name: str, node: ast.expr) -> sympy.Symbol:
        if name in FUNCTIONS:
            raise self._error(f"The function {name!r} lacks its arguments, as in {name}(…),", node)
        if self._names is not None and name not in self._names:
            raise ExpressionError(f"{self._error(f'Unknown name {name!r}', node)}{did_you_mean(name, self._names)}")
        return symbol(name, where=f"{self._error('A name cannot be used', node)}"[:-1])

    def _call(self, node: ast.Call) -> sympy.Expr:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in FUNCTIONS:
            known = did_you_mean(name, FUNCTION_NAMES) if name else ""
            problem = f"There is no function {name!r}" if name else "Write products with *; nothing else can be called,"
            raise ExpressionError(f"{self._error(problem, node)}{known}")
        if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
            raise self._error(f"The arguments of {name} are plain formulas, without stars or keywords,", node)
        return self._algebra.call(name, [self._expression(argument) for argument in node.args])

    def _condition(self, node: ast.expr) -> Any:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return _joined(sympy.And, [self._condition(value) for value in values])
            case ast.BoolOp(values=values):
                return _joined(sympy.Or, [self._condition(value) for value in values])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self._condition(operand)
                # SymPy's Not evaluates equalities, see _relation.
                return inner.negated if inner.is_Relational else sympy.Not(inner)
            case ast.Compare(left=left, ops=operators, comparators=others):
                return self._comparison([left, *others], operators, node)
        raise self._error("Expected a comparison such as 'x < 1', or several joined by and, or, not; found this", node)

    def _comparison(self, nodes: list[ast.expr], operators: list[ast.cmpop], node: ast.expr) -> Any:
        relations = [_COMPARISONS.get(type(operator)) for operator in operators]
        if None in relations:
            raise self._error("Only < <= > >= == != compare", node)
        sides = [self._expression(side) for side in nodes]
        pairs = zip(relations, sides[:-1], sides[1:], strict=True)
        return sympy.And(*(self._relation(relation, left, right) for relation, left, right in pairs))

    def _relation(self, relation: Any, left: sympy.Expr, right: sympy.Expr) -> Any:
        difference = self._algebra.add([left, self._algebra.multiply([sympy.S.NegativeOne, right])])
        if difference.is_number:
            return relation(difference, 0)
        # SymPy decides equalities by common denominators, which can take minutes.
        evaluate = relation not in (sympy.Eq, sympy.Ne) and self._algebra.is_short(left, right)
        return relation(left, right, evaluate=evaluate)

    def _error(self, problem: str, node: ast.expr) -> ExpressionError:
        return self._source.error(problem, node.col_offset)


def _joined(connective: Any, parts: list[Any]) -> Any:
    """Join conditions; SymPy notices contradictions only among those that it is given side by side."""
    return connective(*(argument for part in parts for argument in connective.make_args(part)))


def known_names(names: Iterable[str] | None) -> tuple[str, ...] | None:
    """Return the names once and for all, since an iterator can be read only once.

    Examples
    --------
    >>> known_names(iter("pb"))
    ('p', 'b')
    """
    return None if names is None else tuple(names)
