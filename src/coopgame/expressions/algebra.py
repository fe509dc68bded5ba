"""The operations of the grammar on SymPy expressions, each refused before it can be slow and checked once it is done.

Invariant, relied on by every step: all arguments have passed ``_check``, so one operation makes integers of at most
some hundred thousand bits.  SymPy merges powers of one base (``2**(x + a)*2**(-x)`` becomes ``2**a``), hence exponents
are bounded inside sums as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any, Final

import sympy

from coopgame.errors import ExpressionError
from coopgame.expressions import limits
from coopgame.expressions.constants import Constants
from coopgame.expressions.messages import located, shown
from coopgame.expressions.rationals import bounded
from coopgame.expressions.roots import is_heavy_exponential, is_heavy_power, is_heavy_product

# Name: the operation, the least and the greatest number of arguments (None: any).
FUNCTIONS: Final = MappingProxyType(
    {
        "min": ("minimum", 2, None),
        "max": ("maximum", 2, None),
        "Min": ("minimum", 2, None),
        "Max": ("maximum", 2, None),
        "sqrt": ("root", 1, 1),
        "exp": ("exponential", 1, 1),
        "log": ("logarithm", 1, 1),
    }
)
#: Bounds what is spent on one expression; what is not settled by then is equal all the same.
_ROUNDS: Final = 8
OPERATIONS: Final = frozenset({sympy.Add, sympy.Mul, sympy.Pow, sympy.Max, sympy.Min, sympy.exp, sympy.log})
CONNECTIVES: Final = frozenset({sympy.And, sympy.Or, sympy.Not})
_HALF: Final = sympy.Rational(1, 2)


class Algebra:
    """Sums, products, powers and functions whose size and reality are checked.

    Parameters
    ----------
    where
        What the expression was given for; error messages start with it.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> Algebra("").power(x**2, sympy.Rational(1, 2))
    Max(-x, x)
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self._constants = Constants(where)
        self._sizes: dict[sympy.Expr, int] = {}

    def add(self, terms: Sequence[sympy.Expr]) -> sympy.Expr:
        """Return the sum of the terms."""
        return self._finished(sympy.Add(*terms))

    def multiply(self, factors: Sequence[sympy.Expr]) -> sympy.Expr:
        """Return the product of the factors."""
        self._refuse_if(is_heavy_product(factors))
        return self._finished(sympy.Mul(*factors))

    def power(self, base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
        """Return ``base**exponent``."""
        if base.is_Rational and base.is_zero and self._is_negative(exponent):
            raise self.error("Division by zero.")
        self._check_exponent(exponent)
        self._check_real_power(base, exponent)
        self._refuse_if(is_heavy_power(base, exponent))
        if base.func is sympy.exp:
            return self.exponential(self.multiply([base.args[0], exponent]))
        if (base.is_Mul or base.is_Pow) and not exponent.is_Integer and self._check(base) > limits.ROOTED_NODES:
            problem = f"A product or a power of more than {limits.ROOTED_NODES} terms and factors"
            raise self.error(f"{problem} is raised to {shown(exponent)}; raise its parts.")
        return self._finished(sympy.Pow(base, exponent))

    def root(self, argument: sympy.Expr) -> sympy.Expr:
        """Return the square root."""
        return self.power(argument, _HALF)

    def exponential(self, argument: sympy.Expr) -> sympy.Expr:
        """Return e to the power ``argument``."""
        # SymPy takes exp of a sum term by term, and exp(a*log(c)) is c**a.
        for term in sympy.Add.make_args(argument):
            if term.is_number:
                self._constants.value(sympy.exp(term, evaluate=False))
        if argument.has(sympy.log):
            self._check_exponent(argument)
            self._refuse_if(is_heavy_exponential(argument))
        return self._finished(sympy.exp(argument))

    def logarithm(self, argument: sympy.Expr) -> sympy.Expr:
        """Return the natural logarithm."""
        if argument.is_number and self._constants.value(argument) <= 0:
            raise self.error(f"log({shown(argument)}) is not a real number.")
        return self._finished(sympy.log(argument))

    def minimum(self, *arguments: sympy.Expr) -> sympy.Expr:
        """Return the least of the arguments."""
        return self._extremum(sympy.Min, arguments)

    def maximum(self, *arguments: sympy.Expr) -> sympy.Expr:
        """Return the greatest of the arguments."""
        return self._extremum(sympy.Max, arguments)

    def _extremum(self, function: Callable[..., Any], arguments: Sequence[sympy.Expr]) -> sympy.Expr:
        flat: list[sympy.Expr] = []
        for argument in arguments:
            flat.extend(argument.args if argument.func is function else [argument])
        numbers = [argument for argument in flat if argument.is_Rational]
        distinct = dict.fromkeys(argument for argument in flat if not argument.is_Rational)
        parts = [*distinct, *([function(*numbers)] if numbers else [])]
        if len(parts) == 1:
            return self._finished(parts[0])
        if len(parts) <= limits.ASKED_ARGUMENTS and self.is_short(*parts):
            return self._finished(settled(function(*parts)))
        return self._finished(function(*parts, evaluate=False))

    def is_short(self, *parts: sympy.Expr) -> bool:
        """Return whether SymPy may be asked about the signs of the parts and of their differences."""
        return sum(self._check(part) for part in parts) <= limits.ASKED_NODES

    def _is_negative(self, exponent: sympy.Expr) -> bool:
        return bool(exponent.is_number and self._constants.value(exponent) < 0)

    def call(self, name: str, arguments: Sequence[sympy.Expr]) -> sympy.Expr:
        """Return the function of the grammar called ``name`` of the arguments."""
        operation, least, most = FUNCTIONS[name]
        if len(arguments) < least or (most is not None and len(arguments) > most):
            count = f"{least} or more arguments" if most is None else "one argument"
            raise self.error(f"{name} takes {count}, not {len(arguments)}.")
        result: sympy.Expr = getattr(self, operation)(*arguments)
        return result

    def error(self, message: str) -> ExpressionError:
        """Return the error that ``message`` is, with the place it is about."""
        return ExpressionError(located(self._where, message))

    def check_number(self, number: sympy.Rational) -> sympy.Rational:
        """Return a number that keeps the bounds."""
        return bounded(number, self._where)

    def _refuse_if(self, heavy: bool) -> None:
        if heavy:
            problem = "The root of a constant is too fine, or the constant too long"
            raise self.error(f"{problem}; use exponents with small denominators (1/3 for 0.333).")

    def _finished(self, result: sympy.Expr) -> sympy.Expr:
        if result.has(sympy.I, sympy.zoo, sympy.nan, sympy.oo, -sympy.oo):
            raise self.error(f"{shown(result)} is not a real number (a division by zero, or a root or a log of less).")
        for absolute in result.atoms(sympy.Abs):
            if self._check(absolute.args[0]) > limits.ABSOLUTE_NODES:
                raise self.error("A root of a square, which is an absolute value, is too long; split it.")
        result = without_abs(result)
        self._check(result)
        return result

    def _check(self, expression: sympy.Expr) -> int:
        """Check an expression and return its size; a part that occurs often is checked once and counted each time."""
        if expression not in self._sizes:
            size = 1
            if expression.is_Rational:
                bounded(expression, self._where)
            elif not expression.is_Symbol and expression is not sympy.E:
                size += self._check_operation(expression)
            if size > limits.RESULT_NODES:
                raise self.error(f"The expression grows beyond {limits.RESULT_NODES} terms and factors; split it.")
            self._sizes[expression] = size
        return self._sizes[expression]

    def _check_operation(self, expression: sympy.Expr) -> int:
        if expression.func not in OPERATIONS:
            raise self.error(f"{shown(expression)} is not something that expressions may contain.")
        if expression.is_Pow:
            self._check_exponent(expression.exp)
        size = sum(self._check(argument) for argument in expression.args)
        if not expression.free_symbols:
            self._constants.value(expression)
        elif size < limits.ASKED_NODES and expression.is_extended_real is False:
            raise self.error(f"{shown(expression)} is not a real number.")
        return size

    def _check_exponent(self, exponent: sympy.Expr) -> None:
        # Sorted, so that the same text has the same message whatever the order of hashes.
        for number in sorted(exponent.atoms(sympy.Rational)):
            if abs(number) > limits.EXPONENT:
                raise self.error(f"The exponent {shown(exponent)} is beyond ±{limits.EXPONENT}; use a lower power.")
            if number.q > limits.EXPONENT_DENOMINATOR:
                problem = f"has a denominator above {limits.EXPONENT_DENOMINATOR}"
                raise self.error(f"The exponent {shown(exponent)} {problem}; round it, or write 1/3 for 0.33333.")

    def _check_real_power(self, base: sympy.Expr, exponent: sympy.Expr) -> None:
        """Refuse a constant that has no real power, or only for some values of the symbols in the exponent."""
        if base.free_symbols or exponent.is_Integer:
            return
        value = self._constants.value(base)
        if value < 0:
            raise self.error(f"({shown(base)})**({shown(exponent)}) is not a real number.")
        if not value and exponent.free_symbols:
            raise self.error(f"0**({shown(exponent)}) is not a real number for every exponent.")


def without_abs(expression: sympy.Expr) -> sympy.Expr:
    """Return ``expression`` with max(a, -a) for each absolute value, which SymPy makes of sqrt(a**2).

    Examples
    --------
    >>> without_abs(sympy.Abs(sympy.Symbol("x", real=True)))
    Max(-x, x)
    """
    if not expression.has(sympy.Abs):
        return expression
    arguments = [without_abs(argument) for argument in expression.args]
    if expression.func is sympy.Abs:
        inner = arguments[0]
        known = inner.func is sympy.Max and any(-argument in inner.args for argument in inner.args)
        return inner if known else sympy.Max(inner, -inner)
    return expression.func(*arguments)


def settled(expression: sympy.Expr) -> sympy.Expr:
    """Return an equal expression that stays as it is when its minima and maxima are put together again.

    SymPy leaves a minimum within a minimum, or one of numbers, when it takes out what several arguments share.

    Examples
    --------
    >>> x, y = sympy.symbols("x y", real=True)
    >>> settled(sympy.Min(x, sympy.Min(x, y, evaluate=False), evaluate=False))
    Min(x, y)
    """
    for _ in range(_ROUNDS):
        before, expression = expression, _again(expression)
        if expression == before:
            break
    return expression


def _again(expression: sympy.Expr) -> sympy.Expr:
    """Return an expression with its minima and maxima put together again, those in their own kind as one."""
    if not expression.has(sympy.Min, sympy.Max):
        return expression
    parts = [_again(part) for part in expression.args]
    if expression.func in (sympy.Min, sympy.Max):
        parts = [own for part in parts for own in (part.args if part.func is expression.func else [part])]
        # Of max(a, b) and a the minimum is a.
        other = sympy.Max if expression.func is sympy.Min else sympy.Min
        parts = [part for part in parts if part.func is not other or set(parts).isdisjoint(part.args)]
    return expression.func(*parts)
