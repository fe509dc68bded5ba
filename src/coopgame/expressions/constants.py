"""The size and sign of constants such as sqrt(2) - exp(1), so that none is too large, too small or not real.

Values are decimals of 200 digits in a context of their own; the bounds of 60 digits on every step leave the error far
below the smallest constant that is accepted, so a sign read from here is the sign of the constant.
"""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import Any, Final

import sympy

from coopgame.errors import ExpressionError
from coopgame.expressions import limits
from coopgame.expressions.messages import located, shown

_PRECISION: Final = 200


class Constants:
    """Numerical values of constant expressions, each computed once.

    Parameters
    ----------
    where
        What the expression was given for; error messages start with it.

    Examples
    --------
    >>> round(Constants("").value(sympy.sqrt(2)), 5)
    Decimal('1.41421')
    >>> Constants("payoff").value(sympy.log(-2, evaluate=False))
    Traceback (most recent call last):
    coopgame.errors.ExpressionError: payoff: log(-2) is not a real number.
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self._context = decimal.Context(prec=_PRECISION, Emin=-(10**6), Emax=10**6)
        self._known: dict[sympy.Expr, Decimal] = {}

    def value(self, constant: sympy.Expr) -> Decimal:
        """Return the value of an expression without symbols."""
        if constant not in self._known:
            value = self._compute(constant)
            if not constant.is_Rational:
                self._check_size(constant, value)
            self._known[constant] = value
        return self._known[constant]

    def _check_size(self, constant: sympy.Expr, value: Decimal) -> None:
        bound = limits.DIGITS
        if not -bound <= value.adjusted() < bound or not value:
            problem = f"is zero in disguise or outside 10**-{bound} … 10**{bound}; simplify it or use other units"
            raise self._error(f"The constant {shown(constant)} {problem}.")

    def _compute(self, constant: sympy.Expr) -> Decimal:
        if constant.is_Rational:
            return self._context.divide(Decimal(int(constant.p)), Decimal(int(constant.q)))
        if constant is sympy.E:
            return self._context.exp(Decimal(1))
        values = [self.value(argument) for argument in constant.args]
        return self._combine(constant, values)

    def _combine(self, constant: sympy.Expr, values: list[Decimal]) -> Decimal:
        """Apply the operation at the top of ``constant`` to the values of its arguments."""
        operation: Any = constant.func
        if operation is sympy.Pow:
            return self._power(constant, *values)
        if operation is sympy.exp:
            return self._exp(constant, values[0])
        if operation is sympy.log:
            return self._log(constant, values[0])
        if operation is sympy.Max:
            return max(values)
        if operation is sympy.Min:
            return min(values)
        step = self._context.add if operation is sympy.Add else self._context.multiply
        total = values[0]
        for value in values[1:]:
            total = step(total, value)
        return total

    def _exp(self, constant: sympy.Expr, argument: Decimal) -> Decimal:
        # log(10**60) is 138.2: beyond, the result is refused anyway and might not fit the context.
        if abs(argument) > 3 * limits.DIGITS:
            bounds = f"10**-{limits.DIGITS} … 10**{limits.DIGITS}"
            raise self._error(f"The constant {shown(constant)} is outside {bounds}; use other units.")
        return self._context.exp(argument)

    def _log(self, constant: sympy.Expr, argument: Decimal) -> Decimal:
        if argument <= 0:
            raise self._error(f"{shown(constant)} is not a real number.")
        return self._context.ln(argument)

    def _power(self, constant: sympy.Expr, base: Decimal, exponent: Decimal) -> Decimal:
        if not base and exponent < 0:
            raise self._error(f"{shown(constant)} divides by zero.")
        if base < 0 and not constant.exp.is_Integer:
            raise self._error(f"{shown(constant)} is not a real number.")
        if abs(exponent) > limits.EXPONENT:
            raise self._error(f"The exponent in {shown(constant)} is beyond ±{limits.EXPONENT}.")
        return self._context.power(base, exponent) if exponent else Decimal(1)

    def _error(self, message: str) -> ExpressionError:
        return ExpressionError(located(self._where, message))
