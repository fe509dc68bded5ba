"""Quotients of polynomials of one ring, and the exact conditions under which one is at least another.

Payoffs of mixed equilibria are quotients.  They are compared without dividing: by the sign of a polynomial where the
denominator is known to have one sign, else case by case of the denominator's sign.  A comparison says something only
where the denominators are not zero; the conditions under which an equilibrium exists see to that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import sympy

from coopgame.conditions import Formula, Polynomial, Ring, Sign, all_of, any_of, atoms
from coopgame.conditions.formulas import transform

_TURNED = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "=": "=", "!=": "!="}


@dataclass(frozen=True)
class Quotient:
    """A quotient of two polynomials of one ring.

    Examples
    --------
    >>> from coopgame.conditions import as_sympy
    >>> x, y = sympy.symbols("x y", real=True)
    >>> ring = Ring.of([x, y])
    >>> difference = quotient_of(ring, 1 / x) - quotient_of(ring, y)
    >>> as_sympy(difference.compare(">="))
    ((x > 0) & (x*y <= 1)) | ((x < 0) & (x*y >= 1))
    """

    above: Polynomial
    below: Polynomial

    def __add__(self, other: Quotient) -> Quotient:
        common = self.below.flint.gcd(other.below.flint)
        mine, theirs = self.below.flint / common, other.below.flint / common
        return self._made(self.above.flint * theirs + other.above.flint * mine, self.below.flint * theirs)

    def __neg__(self) -> Quotient:
        return Quotient(-self.above, self.below)

    def __sub__(self, other: Quotient) -> Quotient:
        return self + -other

    def __mul__(self, other: Quotient) -> Quotient:
        return self._made(self.above.flint * other.above.flint, self.below.flint * other.below.flint)

    def _made(self, above: object, below: object) -> Quotient:
        ring = self.above.ring
        return Quotient(Polynomial.from_flint(ring, above), Polynomial.from_flint(ring, below))

    @cached_property
    def reduced(self) -> Quotient:
        """The same quotient in lowest terms."""
        if self.below.constant is not None:
            return self
        divisor = self.above.flint.gcd(self.below.flint) if self.above.terms else self.below.flint
        return self._made(self.above.flint / divisor, self.below.flint / divisor)

    def compare(self, relation: str) -> Formula:
        """Return the condition for ``quotient relation 0``, given that the denominator is not zero."""
        above, below = self.reduced.above, self.reduced.below
        positive, negative = Sign.compare(below, ">"), Sign.compare(below, "<")
        if relation in ("=", "!="):
            return Sign.compare(above, relation)
        return any_of(
            all_of(positive, Sign.compare(above, relation)),
            all_of(negative, Sign.compare(above, _TURNED[relation])),
        )


def quotient_of(ring: Ring, expression: sympy.Expr) -> Quotient:
    """Return an expression as a quotient of polynomials of a ring that :func:`ring_for` made."""
    above, below = sympy.fraction(sympy.together(expression))
    return Quotient(ring.polynomial(above), ring.polynomial(below))


def ring_for(expressions: Iterable[sympy.Expr], formulas: Iterable[Formula], symbols: Iterable[sympy.Symbol]) -> Ring:
    """Return a ring for quotients of expressions, for the polynomials of formulas, and for symbols."""
    parts = [part for e in dict.fromkeys(expressions) for part in sympy.fraction(sympy.together(e))]
    rings = dict.fromkeys(atom.polynomial.ring for formula in formulas for atom in atoms(formula))
    known = [generator for ring in rings for generator in ring.generators]
    return Ring.of([*parts, *known], symbols)


def lifted(formula: Formula, ring: Ring) -> Formula:
    """Return a formula with its polynomials as elements of a larger ring, so that comparisons can be joined.

    Examples
    --------
    >>> x, y = sympy.symbols("x y", real=True)
    >>> small = Sign.compare(Ring.of([x]).polynomial(x), ">")
    >>> lifted(small, Ring.of([x, y])).polynomial.ring.generators
    (x, y)
    """

    def moved(sign: Sign) -> Formula:
        return Sign(moved_polynomial(sign.polynomial, ring), sign.relation)

    return transform(formula, moved)


def moved_polynomial(polynomial: Polynomial, ring: Ring) -> Polynomial:
    """Return a polynomial as an element of a larger ring; orders are by name, so its leading term stays the same."""
    if polynomial.ring == ring:
        return polynomial
    places = [ring.position[g] for g in polynomial.ring.generators]
    terms = []
    for exponents, coefficient in polynomial.terms:
        wide = [0] * len(ring.generators)
        for place, power in zip(places, exponents, strict=True):
            wide[place] = power
        terms.append((tuple(wide), coefficient))
    return Polynomial(ring, tuple(terms))
