"""Exact values of expressions at rational points, many times faster than SymPy's substitution."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import mpmath
import sympy
from sympy.logic.boolalg import Boolean

from coopgame.errors import ExpressionError


def value_at(expression: sympy.Expr, values: Mapping[sympy.Symbol, Fraction]) -> Fraction | None:
    """Return the rational value of ``expression`` where its symbols have these values.

    Parameters
    ----------
    expression
        What :func:`coopgame.expressions.to_expression` returns.
    values
        A value for every symbol of it.

    Returns
    -------
    Fraction or None
        None where the value is not rational or not defined, or where arithmetic of fractions cannot tell.

    Examples
    --------
    >>> x, y = sympy.symbols("x y", real=True)
    >>> value_at(sympy.Min(x, y) / x - 1, {x: Fraction(2), y: Fraction(1)})
    Fraction(-1, 2)
    """
    try:
        return _value(expression, values)
    except (_NotRational, ZeroDivisionError):
        return None


class _NotRational(Exception):  # noqa: N818 - an answer, not an error
    """The value is not a fraction that can be computed with fractions."""


def _value(node: sympy.Expr, values: Mapping[sympy.Symbol, Fraction]) -> Fraction:
    if isinstance(node, sympy.Symbol):
        return values[node]
    if isinstance(node, sympy.Rational):
        return Fraction(int(node.p), int(node.q))
    if isinstance(node, sympy.Pow) and node.exp.is_Rational:
        return _root(_value(node.base, values), int(node.exp.q)) ** int(node.exp.p)
    if not isinstance(node, sympy.Add | sympy.Mul | sympy.Min | sympy.Max):
        raise _NotRational
    parts = [_value(argument, values) for argument in node.args]
    if isinstance(node, sympy.Add):
        return sum(parts, Fraction(0))
    if isinstance(node, sympy.Mul):
        product = Fraction(1)
        for part in parts:
            product *= part
        return product
    return min(parts) if isinstance(node, sympy.Min) else max(parts)


def _root(value: Fraction, index: int) -> Fraction:
    """Return the root of a number that is not negative, if it is rational."""
    if index == 1:
        return value
    if value < 0:
        raise _NotRational
    (above, exact), (below, too) = (sympy.integer_nthroot(n, index) for n in value.as_integer_ratio())
    if not (exact and too):
        raise _NotRational
    return Fraction(int(above), int(below))


def digits_at(expression: sympy.Expr, values: Mapping[sympy.Symbol, Fraction], digits: int) -> Fraction | None:
    """Return ``expression`` where its symbols have these values, rounded to so many digits.

    Parameters
    ----------
    expression, values
        As for :func:`value_at`.
    digits
        With which intermediate results are rounded as well.

    Returns
    -------
    Fraction or None
        None where the value is not defined, or not a real number.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> float(digits_at(sympy.sqrt(x), {x: Fraction(2)}, 30)), digits_at(sympy.sqrt(x), {x: Fraction(-2)}, 30)
    (1.4142135623730951, None)
    """
    arithmetic = mpmath.mp.clone()
    arithmetic.dps = digits
    try:
        number = _rounded(expression, values, arithmetic)
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    if not isinstance(number, arithmetic.mpf) or not arithmetic.isfinite(number):
        return None
    sign, mantissa, exponent, _ = number._mpf_
    return Fraction(-int(mantissa) if sign else int(mantissa)) * Fraction(2) ** int(exponent)


def _rounded(node: sympy.Expr, values: Mapping[sympy.Symbol, Fraction], arithmetic: Any) -> Any:
    if isinstance(node, sympy.Symbol | sympy.Rational):
        above, below = values[node].as_integer_ratio() if node.is_Symbol else (int(node.p), int(node.q))
        return arithmetic.mpf(above) / below
    parts = [_rounded(argument, values, arithmetic) for argument in node.args]
    if not all(isinstance(part, arithmetic.mpf) for part in parts):
        raise ValueError("not a real number")
    if isinstance(node, sympy.Pow):
        return arithmetic.exp(parts[1]) if node.base is sympy.E else arithmetic.power(*parts)
    make = {sympy.Add: arithmetic.fsum, sympy.Mul: arithmetic.fprod, sympy.Min: min, sympy.Max: max}
    for kind, function in make.items():
        if isinstance(node, kind):
            return function(parts)
    single = {sympy.exp: arithmetic.exp, sympy.log: arithmetic.log}
    return single[type(node)](*parts)


_COMPARE: Mapping[type, Callable[[Fraction, Fraction], bool]] = {
    sympy.StrictLessThan: operator.lt,
    sympy.LessThan: operator.le,
    sympy.Equality: operator.eq,
    sympy.Unequality: operator.ne,
    sympy.GreaterThan: operator.ge,
    sympy.StrictGreaterThan: operator.gt,
}


def truth_at(condition: Boolean, values: Mapping[sympy.Symbol, Fraction]) -> bool:
    """Decide a condition where its symbols have these values; where a side is undefined, at a pole, it does not hold.

    Parameters
    ----------
    condition
        What :func:`coopgame.expressions.to_condition` returns.
    values
        A value for every symbol of it.

    Raises
    ------
    ExpressionError
        The condition is undefined there.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> truth_at((x > 1) & (x**2 < 5), {x: Fraction(2)})
    True
    """
    if isinstance(condition, sympy.And):
        return all(truth_at(part, values) for part in condition.args)
    if isinstance(condition, sympy.Or):
        return any(truth_at(part, values) for part in condition.args)
    if isinstance(condition, sympy.Not):
        return not truth_at(condition.args[0], values)
    compare = _COMPARE.get(type(condition))
    if compare is not None:
        left, right = (value_at(side, values) for side in condition.args)
        if left is not None and right is not None:
            return compare(left, right)
    try:
        decided = condition.subs({s: sympy.Rational(v.numerator, v.denominator) for s, v in values.items()})
    except TypeError:  # SymPy refuses to compare what a pole leaves behind
        return False
    if decided not in (sympy.true, sympy.false):
        raise ExpressionError(f"The condition {condition} cannot be decided at the given point.")
    return bool(decided)
