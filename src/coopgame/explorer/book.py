"""Formulas as data: every polynomial, every comparison and every formula once, each referred to by its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import sympy

from coopgame.conditions import All, Elimination, Formula, Polynomial, Ring, Sign, atoms, is_algebraic
from coopgame.equilibria.quotients import lifted

#: Conditions without quotients, minima and roots may have this many terms.
_MOST_TERMS: Final = 6000
Data = Any


def without(formulas: Sequence[Formula], symbols: Sequence[sympy.Symbol]) -> tuple[list[Formula], Ring]:
    """Return formulas over one ring, without quotients, minima and roots if that makes them linear in the axes.

    Parameters
    ----------
    formulas
        Over any rings.
    symbols
        The two axes, then the sliders; all of them are among the generators.
    """
    if all(map(is_algebraic, formulas)):
        eliminate = Elimination()
        plain = [eliminate(formula) for formula in formulas]
        polynomials = {atom.polynomial for formula in plain for atom in atoms(formula)}
        if sum(len(p.terms) for p in polynomials) <= _MOST_TERMS:
            factors = (factor for p in polynomials for factor, _ in p.factors()[1])
            if all(degree_in(factor, symbols[:2]) <= 1 for factor in factors):
                return _over_one_ring(plain, symbols)
    return _over_one_ring(formulas, symbols)


def degree_in(polynomial: Polynomial, symbols: Iterable[sympy.Symbol]) -> int:
    """Return the degree of a polynomial in some symbols together."""
    chosen = set(symbols)
    places = [n for n, g in enumerate(polynomial.ring.generators) if g in chosen]
    return max((sum(exponents[n] for n in places) for exponents, _ in polynomial.terms), default=0)


def _over_one_ring(formulas: Sequence[Formula], symbols: Sequence[sympy.Symbol]) -> tuple[list[Formula], Ring]:
    rings = dict.fromkeys(atom.polynomial.ring for formula in formulas for atom in atoms(formula))
    ring = Ring.of([g for one in rings for g in one.generators], symbols)
    return [lifted(formula, ring) for formula in formulas], ring


class Book:
    """Collects polynomials, comparisons and formulas; what is written twice is kept once."""

    def __init__(self, ring: Ring, symbols: Sequence[sympy.Symbol]) -> None:
        self.kernels = ring.kernels
        self._places = {g: n for n, g in enumerate((*symbols, *self.kernels))}
        self._polynomials: dict[Polynomial, int] = {}
        self._atoms: dict[tuple[Any, ...], int] = {}

    def formula(self, formula: Formula) -> Data:
        """Return a formula: ``["s", comparison, mask]``, ``["a", …]`` for and, ``["o", …]`` for or.

        The mask has bit 1 where a negative sign satisfies the comparison, 2 where zero does, 4 where a positive one.
        """
        if isinstance(formula, Sign):
            return ["s", self._atom(formula.polynomial), sum(1 << (s + 1) for s in sorted(formula.signs))]
        return ["a" if isinstance(formula, All) else "o", *map(self.formula, formula.parts)]

    def factors(self, polynomial: Polynomial) -> list[int]:
        """Return the numbers of the irreducible factors of a polynomial."""
        return [self._number(factor) for factor, _ in polynomial.factors()[1]]

    def _atom(self, polynomial: Polynomial) -> int:
        sign, factors = polynomial.factors()
        odd = tuple(self._number(factor) for factor, n in factors if n % 2)
        even = tuple(self._number(factor) for factor, n in factors if not n % 2)
        return self._atoms.setdefault((sign, odd, even), len(self._atoms))

    def _number(self, polynomial: Polynomial) -> int:
        return self._polynomials.setdefault(polynomial, len(self._polynomials))

    @property
    def polynomials(self) -> list[Data]:
        """Each polynomial as a list of terms, each a whole coefficient and pairs of a variable and its power."""
        return [_terms(polynomial, self._places) for polynomial in self._polynomials]

    @property
    def atoms(self) -> list[Data]:
        """Each comparison as a constant sign, and the factors with odd and with even powers."""
        return [[sign, list(odd), list(even)] for sign, odd, even in self._atoms]

    def linear_in(self, symbols: Iterable[sympy.Symbol]) -> bool:
        """Return whether every polynomial has at most degree one in some symbols together, and there is no kernel."""
        chosen = tuple(symbols)
        return not self.kernels and all(degree_in(polynomial, chosen) <= 1 for polynomial in self._polynomials)


def _terms(polynomial: Polynomial, places: dict[sympy.Expr, int]) -> Data:
    generators = polynomial.ring.generators
    return [
        [str(coefficient), [[places[g], e] for g, e in zip(generators, exponents, strict=True) if e]]
        for exponents, coefficient in polynomial.terms
    ]
