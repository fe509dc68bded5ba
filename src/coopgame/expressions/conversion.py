"""What the Python interface accepts as an expression or a condition, brought into one form.

Symbols become the real symbols of their names, floats the decimals they print as, absolute values maxima.  The limits
on size concern texts only; what is made with SymPy is checked for what it contains.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import sympy
from sympy.logic.boolalg import Boolean, BooleanAtom

from coopgame.errors import ExpressionError, did_you_mean
from coopgame.expressions.algebra import CONNECTIVES, OPERATIONS, without_abs
from coopgame.expressions.messages import located, shown
from coopgame.expressions.names import symbol
from coopgame.expressions.parsing import known_names, parse_condition, parse_expression
from coopgame.expressions.rationals import exact_number

_RELATIONS: Final = frozenset(
    {sympy.Eq, sympy.Ne, sympy.StrictLessThan, sympy.LessThan, sympy.StrictGreaterThan, sympy.GreaterThan}
)


def to_expression(value: Any, *, names: Iterable[str] | None = None, where: str = "") -> sympy.Expr:
    """Return the expression that ``value`` means.

    Parameters
    ----------
    value
        A text (see `parse_expression`), a number (see `exact_number`) or a SymPy expression made of sums, products,
        powers, ``Min``, ``Max``, ``Abs``, ``sqrt``, ``exp``, ``log``, symbols, numbers and ``pi``.
    names
        The names that are known; by default every legal name is.
    where
        What the value was given for; error messages start with it.

    Returns
    -------
    sympy.Expr
        The real expression with exact numbers and the symbols of `symbol`.

    Raises
    ------
    ExpressionError
        The value is none of these, or contains something else, or is not a real number.

    Examples
    --------
    >>> to_expression(0.5 * sympy.Symbol("x", positive=True))
    x/2
    >>> to_expression(sympy.sin(sympy.Symbol("x")), where="payoff")
    Traceback (most recent call last):
    coopgame.errors.ExpressionError: payoff: sin(x) contains sin, which is not supported; expected sums, products,
    powers, Min, Max, Abs, sqrt, exp, log, real symbols and numbers.
    """
    if isinstance(value, str):
        return parse_expression(value, names=names, where=where)
    if not isinstance(value, sympy.Basic):
        return exact_number(value, where=where)
    return _guarded(value, known_names(names), where)


def to_condition(value: Any, *, names: Iterable[str] | None = None, where: str = "") -> Boolean:
    """Return the condition that ``value`` means.

    Parameters
    ----------
    value
        A text (see `parse_condition`), ``True``, ``False``, or SymPy comparisons joined by ``And``, ``Or`` and ``Not``.
    names
        The names that are known; by default every legal name is.
    where
        What the value was given for; error messages start with it.

    Returns
    -------
    sympy.logic.boolalg.Boolean
        The condition in the symbols of `symbol`.

    Raises
    ------
    ExpressionError
        The value is none of these, or compares something that is not an expression.

    Examples
    --------
    >>> to_condition(sympy.Symbol("x", positive=True) < 0.5)
    x < 1/2
    >>> to_condition(True)
    True
    """
    if isinstance(value, str):
        return parse_condition(value, names=names, where=where)
    if value is True or value is False:
        return sympy.true if value else sympy.false
    return _convert_condition(value, known_names(names), where)


def _convert_condition(value: Any, names: tuple[str, ...] | None, where: str) -> Any:
    if isinstance(value, BooleanAtom):
        return value
    function: Any = getattr(value, "func", None)
    if function in CONNECTIVES:
        return function(*(_convert_condition(argument, names, where) for argument in value.args))
    if function in _RELATIONS:
        return function(*(_guarded(side, names, where) for side in value.args))
    expected = "expected a text, True, False, or comparisons joined by And, Or and Not"
    raise ExpressionError(located(where, f"{shown(value)} ({type(value).__name__}) is not a condition; {expected}."))


def _guarded(value: sympy.Basic, names: tuple[str, ...] | None, where: str) -> sympy.Expr:
    try:
        result = _Conversion(value, names, where).convert(value)
        real = result.is_extended_real
    except RecursionError:
        raise ExpressionError(located(where, f"The expression {type(value).__name__}(…) nests too deeply.")) from None
    if real is False or result.has(sympy.zoo, sympy.nan, sympy.oo, -sympy.oo, sympy.I):
        raise ExpressionError(located(where, f"{shown(value)} is not a real number; expected a real expression."))
    return result


class _Conversion:
    """One SymPy expression on its way to the form that coopgame works with."""

    def __init__(self, whole: sympy.Basic, names: tuple[str, ...] | None, where: str) -> None:
        self._whole = whole
        self._names = names
        self._where = where
        self._known: dict[sympy.Basic, sympy.Expr] = {}

    def convert(self, part: sympy.Basic) -> sympy.Expr:
        """Return the converted part; a part that occurs often is converted once."""
        if part not in self._known:
            self._known[part] = self._atom(part) if not part.args else self._operation(part)
        return self._known[part]

    def _operation(self, part: sympy.Basic) -> sympy.Expr:
        if part.func is not sympy.Abs and part.func not in OPERATIONS:
            raise self._refused(part)
        arguments = [self.convert(argument) for argument in part.args]
        if part.func is not sympy.Abs and tuple(arguments) == part.args:
            return part
        return without_abs(part.func(*arguments))

    def _atom(self, part: sympy.Basic) -> sympy.Expr:
        if type(part) is sympy.Symbol:
            return self._symbol(part)
        if part.is_Float and part.is_finite:
            return exact_number(part, where=self._where)
        if part.is_Rational or part in (sympy.pi, sympy.E):
            return part
        raise self._refused(part)

    def _symbol(self, part: sympy.Symbol) -> sympy.Symbol:
        name = str(part.name)
        if self._names is not None and name not in self._names:
            message = f"Unknown symbol {shown(name)} in {shown(self._whole)}.{did_you_mean(name, self._names)}"
            raise ExpressionError(located(self._where, message))
        return symbol(name, where=self._where)

    def _refused(self, part: sympy.Basic) -> ExpressionError:
        kind = type(part).__name__ if part.args or not isinstance(part, sympy.Number) else str(part)
        kind = {"ImaginaryUnit": "I", "ComplexInfinity": "zoo (a division by zero)"}.get(kind, kind)
        expected = "expected sums, products, powers, Min, Max, Abs, sqrt, exp, log, real symbols and numbers"
        problem = f"{shown(self._whole)} contains {kind}, which is not supported; {expected}."
        return ExpressionError(located(self._where, problem))
