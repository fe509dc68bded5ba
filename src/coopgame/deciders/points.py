"""Formulas at numbers: exact values, substitution, and numbers that a reader can check by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import sympy
from flint import fmpq

from coopgame.conditions import Formula, Polynomial, Range, Ring, Sign, holds
from coopgame.conditions.formulas import transform
from coopgame.deciders.questions import Question, inside
from coopgame.regions.algebra.univariate import simplest_between

Values = Mapping[sympy.Symbol, Fraction]
#: Tried in this order wherever a value is free.
NICE = tuple(
    Fraction(*pair)
    for pair in (
        (0, 1),
        (1, 1),
        (2, 1),
        (1, 2),
        (3, 1),
        (1, 3),
        (4, 1),
        (1, 4),
        (5, 1),
        (2, 3),
        (3, 4),
        (3, 2),
        (10, 1),
    )
)
NEGATIVE = (Fraction(-1), Fraction(-2), Fraction(-1, 2), Fraction(-3))


def rational(value: Fraction) -> Any:
    """Return a fraction in FLINT's form."""
    return fmpq(value.numerator, value.denominator)


def satisfied(formula: Formula, values: Values) -> bool:
    """Whether a formula holds at a point that gives every variable of it a value."""

    def sign(polynomial: Polynomial) -> int:
        value = polynomial.at(values)
        return (value > 0) - (value < 0)

    return holds(formula, sign)


def solves(question: Question, values: Values) -> bool:
    """Whether a point lies in the box of a question without quantifiers and satisfies its formula."""
    return all(inside(values[v], known) for v, known in question.box.items()) and satisfied(question.formula, values)


def fixed(formula: Formula, values: Values) -> Formula:
    """Return a formula of the same ring with values put in for some variables."""
    made: dict[Polynomial, Polynomial] = {}

    def on_sign(sign: Sign) -> Formula:
        own = sign.polynomial
        if own not in made:
            made[own] = _put_in(own, values)
        return sign if made[own] is own else Sign.among(made[own], sign.signs)

    return transform(formula, on_sign)


def _put_in(polynomial: Polynomial, values: Values) -> Polynomial:
    ring: Ring = polynomial.ring
    given = {ring.position[g]: values[g] for g in polynomial.generators if g in values}
    if not given:
        return polynomial
    terms: dict[tuple[int, ...], Any] = {}
    for exponents, coefficient in polynomial.terms:
        for i, value in given.items():
            coefficient *= value ** exponents[i]
        key = tuple(0 if i in given else e for i, e in enumerate(exponents))
        terms[key] = terms.get(key, Fraction(0)) + coefficient
    return Polynomial.from_flint(ring, ring.context.from_dict({e: rational(c) for e, c in terms.items() if c}))


def candidates(known: Range | None, first: Fraction | None = None) -> Iterator[Fraction]:
    """Yield small numbers of a range, one that is preferred first, then the usual ones, then some of the range."""
    given = () if first is None else (first,)
    listed = dict.fromkeys((*given, *NICE, *NEGATIVE, *within(known)))
    yield from (value for value in listed if inside(value, known))


def within(known: Range | None) -> tuple[Fraction, ...]:
    """Return one or two simple numbers inside a range that is not empty."""
    if known is None or (known.lower is None and known.upper is None):
        return (Fraction(0),)
    low, high = known.lower, known.upper
    if low is None or high is None:
        return (Fraction(high or 0) - 1,) if low is None else (low + 1,)
    return (low,) if low == high else (simplest_between(low, high), low, high)


def some_value(known: Range | None, first: Fraction | None = None) -> Fraction:
    """Return the first of the small numbers of a range."""
    return next(candidates(known, first))


def filled(question: Question, values: Values) -> dict[sympy.Symbol, Fraction]:
    """Return values of all free variables of a question: those given, and any of their ranges for the others."""
    return {v: values[v] if v in values else some_value(question.box.get(v)) for v in question.free}
