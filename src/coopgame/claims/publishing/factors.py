"""Formulas over irreducible factors: every comparison says which signs an irreducible polynomial may have.

A sign of a product is a combination of signs of its factors.  Factors that have one sign wherever the parameters may
be, such as a value that is positive, are gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import sympy

from coopgame.conditions import (
    FALSE,
    TRUE,
    Formula,
    Polynomial,
    Range,
    Ring,
    Sign,
    all_of,
    any_of,
    atoms,
    range_over,
    without_kernels,
)
from coopgame.conditions.formulas import ANY_SIGN, transform

Box = Mapping[sympy.Expr, Range]
#: Says which signs a polynomial takes where the parameters may be.
SignsOf = Callable[[Polynomial], frozenset[int]]


def in_one_ring(formulas: Sequence[Formula], symbols: Iterable[sympy.Symbol] = ()) -> tuple[Formula, ...]:
    """Return the formulas without kernels, over the ring of all their symbols.

    Raises
    ------
    UnsupportedError
        A comparison contains a function that is not algebraic.

    Examples
    --------
    >>> from coopgame.conditions import as_sympy, formula_of
    >>> p, b = sympy.symbols("p b", real=True)
    >>> one, other = in_one_ring([formula_of(p > 1), formula_of(b > sympy.Min(p, 1))])
    >>> one.polynomial.ring.generators, as_sympy(other)
    ((b, p), (b > 1) | (b > p))
    """
    plain = [without_kernels(formula) for formula in formulas]
    used = {g for formula in plain for sign in atoms(formula) for g in sign.polynomial.generators}
    ring = Ring.of([], {*used, *symbols})

    def move(sign: Sign) -> Formula:
        if sign.polynomial.ring == ring:
            return sign
        return Sign.among(ring.polynomial(sign.polynomial.expression), sign.signs)

    return tuple(transform(formula, move) for formula in plain)


def over_factors(formula: Formula, signs_of: SignsOf) -> Formula:
    """Return the formula with every comparison replaced by comparisons of irreducible factors.

    Parameters
    ----------
    formula
        Any formula without kernels.
    signs_of
        The signs that a factor can have; a formula that holds wherever factors have these signs is the result.

    Examples
    --------
    >>> from coopgame.conditions import as_sympy, formula_of
    >>> p, b = sympy.symbols("p b", real=True)
    >>> everything = lambda factor: frozenset({-1, 0, 1})
    >>> as_sympy(over_factors(formula_of(p * b > 0), everything))
    ((b > 0) & (p > 0)) | ((b < 0) & (p < 0))
    """
    return transform(formula, lambda sign: _split(sign, signs_of))


def _split(sign: Sign, signs_of: SignsOf) -> Formula:
    constant, factors = sign.polynomial.factors()
    wanted = frozenset(constant * s for s in sign.signs)
    return _product(sorted(factors, key=lambda pair: weight(pair[0])), wanted, signs_of)


def _product(factors: Sequence[tuple[Polynomial, int]], wanted: frozenset[int], signs_of: SignsOf) -> Formula:
    """Return where a product of powers has a sign among ``wanted``."""
    if not factors:
        return TRUE if 1 in wanted else FALSE
    (first, power), rest = factors[0], factors[1:]
    possible = signs_of(first)
    groups: dict[frozenset[int], set[int]] = {}
    for s in sorted(possible):
        left = frozenset(t for t in ANY_SIGN if s**power * t in wanted)
        groups.setdefault(left, set()).add(s)
    cases = []
    for left, signs in groups.items():
        own = TRUE if signs == possible else Sign.among(first, frozenset(signs))
        cases.append(all_of(own, _product(rest, left, signs_of)))
    return any_of(*cases)


def weight(polynomial: Polynomial) -> tuple[object, ...]:
    """Return how unwelcome a polynomial is in print: its degree, its length, and its terms, so that no two tie."""
    return max(sum(e) for e, _ in polynomial.terms), len(polynomial.terms), polynomial.terms


def bounds_only(box: Box) -> SignsOf:
    """Return what the bounds of the parameters alone say of the signs of polynomials."""
    return lambda polynomial: range_over(polynomial, box)
