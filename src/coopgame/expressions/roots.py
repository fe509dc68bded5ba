"""Roots of constants that SymPy could not simplify in good time.

SymPy rewrites a rational constant c to the power p/q with integers of up to q times the bits of c, and factors them; in
products it first adds exponents of one base and multiplies bases of one exponent.  So the bits of all
constants under roots times the common denominator of the exponents are bounded before SymPy sees the operation.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import sympy

from coopgame.expressions import limits


def is_heavy_product(factors: Iterable[sympy.Expr]) -> bool:
    """Return whether the product of the factors would make SymPy simplify a root that is too fine.

    Examples
    --------
    >>> root = sympy.sqrt(2)
    >>> is_heavy_product([root, sympy.sqrt(3)]), is_heavy_product([root, sympy.Pow(3, sympy.Rational(1, 499))])
    (False, True)
    """
    parts = [part for factor in factors for part in _constant_powers(factor) if part[1] > 1]
    return len(parts) > 1 and _is_heavy(sum(size for size, _ in parts), math.lcm(*(bottom for _, bottom in parts)))


def is_heavy_power(base: sympy.Expr, exponent: sympy.Expr) -> bool:
    """Return whether ``base**exponent`` would make SymPy simplify a root that is too fine.

    Examples
    --------
    >>> is_heavy_power(sympy.Integer(12), sympy.Rational(7, 10))
    False
    >>> is_heavy_power(sympy.Integer(10**59 + 8), sympy.Rational(7, 10))
    True
    """
    fineness = _denominator(exponent)
    return fineness > 1 and any(_is_heavy(size, bottom * fineness) for size, bottom in _constant_powers(base))


def is_heavy_exponential(argument: sympy.Expr) -> bool:
    """Return whether ``exp(argument)``, where exp(a*log(c)) is c**a, would make SymPy simplify a root that is too fine.

    Examples
    --------
    >>> is_heavy_exponential(sympy.log(12) / 3)
    False
    >>> is_heavy_exponential(sympy.log(12) / 499)
    True
    """
    logarithms = argument.atoms(sympy.log)
    if not logarithms:
        return False
    bottom = math.prod(int(number.q) for number in argument.atoms(sympy.Rational))
    return bottom > 1 and _is_heavy(sum(_bits(logarithm) for logarithm in logarithms), bottom)


def _is_heavy(size: int, fineness: int) -> bool:
    return size * fineness > limits.ROOT_BITS


def _constant_powers(expression: sympy.Expr) -> Iterator[tuple[int, int]]:
    """Yield the bits and the denominator of the exponent of each power of a constant in a product."""
    for factor in sympy.Mul.make_args(expression):
        base, exponent = factor.as_base_exp()
        if base.is_number and base is not sympy.E:
            yield _bits(base), _denominator(exponent)


def _bits(constant: sympy.Expr) -> int:
    """Return the length of the largest integer in ``constant``; 0 when there is nothing but 1 and -1."""
    largest = max((max(abs(int(number.p)), int(number.q)) for number in constant.atoms(sympy.Rational)), default=1)
    return 0 if largest == 1 else largest.bit_length()


def _denominator(exponent: sympy.Expr) -> int:
    return math.lcm(*(int(number.q) for number in exponent.atoms(sympy.Rational)))
