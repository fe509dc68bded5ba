"""The values of one parameter at which a formula holds, exactly: intervals with rational or algebraic ends."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import sympy
from flint import fmpz_poly

from coopgame.conditions import Formula, Polynomial, Range, atoms, holds
from coopgame.deciders.questions import inside
from coopgame.regions import Algebraic
from coopgame.regions.algebra.univariate import isolate, simplest_between
from coopgame.results.numbers import number

ZERO = Fraction(0)


def solution_set(formula: Formula, symbol: sympy.Symbol, known: Range) -> sympy.Set:
    """Return the set of values of a parameter in a range at which a formula in it alone holds.

    Parameters
    ----------
    formula
        Comparisons of polynomials in which no other parameter occurs.
    symbol
        The parameter.
    known
        Where it lies.

    Examples
    --------
    >>> from coopgame.conditions import formula_of
    >>> x = sympy.Symbol("x", real=True)
    >>> solution_set(formula_of((x**2 >= 2) & (x < 5)), x, Range(Fraction(0), None))
    Interval.Ropen(sqrt(2), 5)
    """
    factors = {p: _factors(p, symbol) for p in dict.fromkeys(sign.polynomial for sign in atoms(formula))}
    points = _points({f for own in factors.values() for f in own}, known)
    samples = _samples(points)

    def true_near(sample: Fraction, at: Algebraic | None) -> bool:
        def sign(p: Polynomial) -> int:
            if at is not None and at.coefficients in factors[p]:
                return 0
            value = p.at({symbol: sample})
            return (value > 0) - (value < 0)

        return holds(formula, sign)

    truths: list[tuple[bool, bool]] = []
    for n, sample in enumerate(samples):
        gap = inside(sample, known) and true_near(sample, None)
        # Off its roots a polynomial has at a point the sign that it has beside it.
        here = n < len(points) and _within(points[n], known) and true_near(sample, points[n])
        truths.append((gap, here))
    return _united(points, truths)


def _factors(polynomial: Polynomial, symbol: sympy.Symbol) -> frozenset[tuple[int, ...]]:
    """Return the irreducible factors of a polynomial in one parameter, each with a positive leading coefficient."""
    i = polynomial.ring.position[symbol]
    _, primitive = polynomial.primitive()
    coefficients: dict[int, int] = {}
    for exponents, c in primitive.terms:
        coefficients[exponents[i]] = coefficients.get(exponents[i], 0) + int(c)
    dense = [coefficients.get(k, 0) for k in range(max(coefficients, default=0) + 1)]
    _, found = fmpz_poly(dense).factor() if any(dense) else (0, [])
    return frozenset(_normal([int(c) for c in p.coeffs()]) for p, _ in found if p.degree() > 0)


def _normal(coefficients: Sequence[int]) -> tuple[int, ...]:
    return tuple(coefficients) if coefficients[-1] > 0 else tuple(-c for c in coefficients)


def _points(factors: set[tuple[int, ...]], known: Range) -> list[Algebraic]:
    """Return the real roots of some polynomials and the ends of a range, from left to right."""
    found = {end for end in (known.lower, known.upper) if end is not None}
    points: list[Any] = [Algebraic.of(end) for end in sorted(found)]
    for coefficients in factors:
        p = fmpz_poly(list(coefficients))
        bound = 1 + max(abs(Fraction(c, coefficients[-1])) for c in coefficients)
        roots = (Algebraic.root(p, interval) for interval in isolate(p, -bound, bound))
        points += [root for root in roots if not (root.is_rational and root.lower in found)]
    return sorted(points)


def _samples(points: Sequence[Algebraic]) -> list[Fraction]:
    """Return a rational number before, between and after some numbers."""
    if not points:
        return [ZERO]
    first, last = points[0].bounds(Fraction(1))[0], points[-1].bounds(Fraction(1))[1]
    between = (_between(low, high) for low, high in pairwise(points))
    return [first - 1, *between, last + 1]


def _between(low: Algebraic, high: Algebraic) -> Fraction:
    width = Fraction(1)
    while low.bounds(width)[1] >= high.bounds(width)[0]:
        width /= 2
    return simplest_between(low.bounds(width)[1], high.bounds(width)[0])


def _within(point: Algebraic, known: Range) -> bool:
    if point.is_rational:
        return inside(point.lower, known)
    return not ((known.lower is not None and point < known.lower) or (known.upper is not None and point > known.upper))


def _united(points: Sequence[Algebraic], truths: Sequence[tuple[bool, bool]]) -> sympy.Set:
    """Join neighbouring cells, gap and point in turn, on which the formula holds."""
    ends = [number(point) for point in points]
    cells: list[tuple[bool, sympy.Expr, sympy.Expr, bool]] = []
    for n, (gap, here) in enumerate(truths):
        low = ends[n - 1] if n else -sympy.oo
        high = ends[n] if n < len(ends) else sympy.oo
        cells.append((gap, low, high, True))
        if n < len(ends):
            cells.append((here, high, high, False))
    pieces: list[sympy.Set] = []
    run: list[tuple[sympy.Expr, sympy.Expr, bool]] = []
    for truth, low, high, is_open in [*cells, (False, sympy.oo, sympy.oo, True)]:
        if truth:
            run.append((low, high, is_open))
        elif run:
            (start, _, left), (_, end, right) = run[0], run[-1]
            pieces.append(sympy.Interval(start, end, left, right))
            run = []
    return sympy.Union(*pieces)


def hull_of(values: sympy.Set) -> sympy.Set:
    """Return the smallest interval that contains a set of numbers; the empty set for none.

    Examples
    --------
    >>> hull_of(sympy.Union(sympy.Interval(0, 1), sympy.Interval.Lopen(2, 3)))
    Interval(0, 3)
    """
    pieces = values.args if isinstance(values, sympy.Union) else (values,)
    if values is sympy.S.EmptySet:
        return values
    first = min(pieces, key=lambda piece: piece.inf)
    last = max(pieces, key=lambda piece: piece.sup)
    return sympy.Interval(first.inf, last.sup, first.inf not in first, last.sup not in last)
