"""Exact numbers of the engine as SymPy numbers."""

from __future__ import annotations

from fractions import Fraction

import sympy

from coopgame.regions import Algebraic
from coopgame.regions.algebra.univariate import isolate

ExactPoint = tuple[sympy.Rational, sympy.Rational]


def rational(value: Fraction) -> sympy.Rational:
    """Return a fraction as a SymPy number."""
    return sympy.Rational(value.numerator, value.denominator)


def fraction(value: sympy.Rational) -> Fraction:
    """Return a SymPy rational as a fraction."""
    return Fraction(int(value.p), int(value.q))


def number(value: Algebraic) -> sympy.Expr:
    """Return an algebraic number: a fraction, an expression with roots if that is short, else a root of a polynomial.

    Examples
    --------
    >>> print(number(Algebraic((-1, -1, 1), Fraction(1), Fraction(2))))
    1/2 + sqrt(5)/2
    """
    if value.is_rational:
        return rational(value.lower)
    coefficients, degree = value.coefficients, value.degree
    if degree == 2:
        c, b, a = (sympy.Integer(n) for n in coefficients)
        upper = value > Fraction(-coefficients[1], 2 * coefficients[2])
        root = sympy.sqrt(b**2 - 4 * a * c) / (2 * a)
        return sympy.expand(-b / (2 * a) + (root if upper else -root))
    if not any(coefficients[1:-1]) and (degree % 2 or value > 0):
        ratio = sympy.Rational(-coefficients[0], coefficients[-1])
        return sympy.root(ratio, degree) if ratio > 0 else -sympy.root(-ratio, degree)
    t = sympy.Symbol("t")
    polynomial = sympy.Poly(list(reversed(coefficients)), t)
    bound = 1 + max(abs(Fraction(c, coefficients[-1])) for c in coefficients)
    index = sum(1 for interval in isolate(value.polynomial, -bound, bound) if value > interval[1])
    return sympy.CRootOf(polynomial, index)
