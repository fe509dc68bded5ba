"""Comparisons as one would write them: solved for a parameter where the sign of its coefficient is known.

What is linear with a numerical coefficient in one or more of the parameters of interest keeps these on the left, as in
``p + b <= D``; else one parameter is solved for, with a denominator that is positive on the space; else both sides have
positive coefficients only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from math import gcd

import sympy
from sympy.core.relational import Relational

from coopgame.claims.publishing.thresholds import Thresholds, size, with_thresholds
from coopgame.conditions import Polynomial, Sign, balanced
from coopgame.results.wording import tidy

_RELATIONS = {"<": sympy.Lt, "<=": sympy.Le, "=": sympy.Eq, "!=": sympy.Ne, ">=": sympy.Ge, ">": sympy.Gt}
_MIRROR = {"<": ">", "<=": ">=", "=": "=", "!=": "!=", ">=": "<=", ">": "<"}


def bare(polynomial: Polynomial) -> dict[sympy.Symbol, Fraction]:
    """Return the symbols that occur in one term only, alone and to the first power, with their coefficients.

    Examples
    --------
    >>> from coopgame.conditions import Ring
    >>> p, b, V = sympy.symbols("p b V", real=True)
    >>> bare(Ring.of([p, b, V]).polynomial(2 * p - b * V + V))
    {p: Fraction(2, 1)}
    """
    found: dict[sympy.Symbol, Fraction] = {}
    for i, symbol in enumerate(polynomial.ring.generators):
        own = [(e, c) for e, c in polynomial.terms if e[i]]
        if len(own) == 1 and sum(own[0][0]) == 1:
            found[symbol] = own[0][1]
    return found


def preferred(polynomials: Iterable[Polynomial]) -> tuple[sympy.Symbol, ...]:
    """Return the parameters for which comparisons are solved unless the user names some.

    Those that occur alone in most of the polynomials, if in at least two; else the one with the shortest name.
    """
    counts: dict[sympy.Symbol, int] = {}
    for polynomial in polynomials:
        for symbol in bare(polynomial):
            counts[symbol] = counts.get(symbol, 0) + 1
    most = max(counts.values(), default=0)
    ordered = sorted(counts, key=lambda s: (len(s.name), s.name))
    return tuple(s for s in ordered if counts[s] == most) if most > 1 else tuple(ordered[:1])


@dataclass(frozen=True)
class Solver:
    """How comparisons are solved.

    Attributes
    ----------
    symbols
        The parameters to solve for, most wanted first.
    together
        Whether all of them that occur alone stand on the left.
    signs_of
        The signs that a polynomial can have on the space.
    thresholds
        Names for parts of right sides.
    written
        How right sides are written, as far as they have been met.
    """

    symbols: tuple[sympy.Symbol, ...]
    together: bool
    signs_of: Callable[[Polynomial], frozenset[int]]
    thresholds: Thresholds
    written: dict[sympy.Expr, sympy.Expr] = field(default_factory=dict, compare=False, repr=False)

    def relation(self, sign: Sign) -> Relational:
        """Return a comparison as a relation whose left side is what it is solved for.

        What is nowhere negative, or nowhere positive, is compared with zero: ``delta*V + k > 0``, not ``k > -delta*V``.
        """
        possible = self.signs_of(sign.polynomial)
        if len(sign.polynomial.generators) > 1 and len(sign.polynomial.terms) > 1 and not {1, -1} <= possible:
            direction = -1 if -1 in possible else 1
            whole = self._named(sympy.expand(direction * sign.polynomial.expression))
            return _RELATIONS[sign.relation if direction > 0 else _MIRROR[sign.relation]](whole, 0)
        own = bare(sign.polynomial)
        kept = [s for s in self.symbols if s in own]
        if kept:
            found = self._sum(sign, {s: own[s] for s in (kept if self.together else kept[:1])})
            return found if found.rhs != 0 else self._sum(sign, {kept[0]: own[kept[0]]})
        for symbol in self.symbols:
            quotient = self._quotient(sign, symbol)
            if quotient is not None:
                return quotient
        whole = with_thresholds(sign.polynomial.expression, self.thresholds)
        if whole.free_symbols and whole.free_symbols <= self.thresholds.keys():
            return _two_sides(sign.relation, whole)
        rest = sorted(own, key=lambda s: (len(s.name), s.name))
        if rest:
            return self._sum(sign, {rest[0]: own[rest[0]]})
        quotients = [q for s in sign.polynomial.generators if (q := self._quotient(sign, s)) is not None]
        if quotients:
            return min(quotients, key=lambda q: (size(q.rhs), str(q)))
        return _balanced(sign)

    def place(self, relation: Relational) -> tuple[object, ...]:
        """Return where a relation stands among others."""
        symbols = sorted(relation.lhs.free_symbols, key=self._index)
        first = self._index(symbols[0]) if symbols else (len(self.symbols), "")
        return len(symbols), first, str(relation.lhs), str(relation.rel_op), str(relation.rhs)

    def place_of_case(self, case: Sequence[Relational]) -> tuple[object, ...]:
        """Return where a conjunction stands among others."""
        return len(case), [self.place(relation) for relation in case]

    def _index(self, symbol: sympy.Symbol) -> tuple[int, str]:
        return (self.symbols.index(symbol) if symbol in self.symbols else len(self.symbols)), symbol.name

    def _named(self, expression: sympy.Expr) -> sympy.Expr:
        if expression not in self.written:
            self.written[expression] = factored_terms(with_thresholds(tidy(expression), self.thresholds))
        return self.written[expression]

    def _sum(self, sign: Sign, left: dict[sympy.Symbol, Fraction]) -> Relational:
        """Solve for a sum of parameters with numerical coefficients, the first of them positive."""
        coefficients = list(left.values())
        divisor = Fraction(reduce(gcd, (abs(int(c)) for c in coefficients)))
        divisor = divisor if coefficients[0] > 0 else -divisor
        total = sympy.Add(*(_rational(c / divisor) * s for s, c in left.items()))
        right = sympy.expand(total - sign.polynomial.expression / _rational(divisor))
        relation = sign.relation if divisor > 0 else _MIRROR[sign.relation]
        named = self._named(right)
        if total.free_symbols & named.free_symbols:
            # A threshold has brought back a parameter that was solved for.
            return _two_sides(relation, total - named)
        return _RELATIONS[relation](total, named)

    def _quotient(self, sign: Sign, symbol: sympy.Symbol) -> Relational | None:
        """Solve for a parameter that is linear with a coefficient of known sign."""
        polynomial = sign.polynomial
        i = polynomial.ring.position[symbol]
        if max(e[i] for e, _ in polynomial.terms) != 1:
            return None
        slope = Polynomial(polynomial.ring, tuple(((*e[:i], 0, *e[i + 1 :]), c) for e, c in polynomial.terms if e[i]))
        possible = self.signs_of(slope)
        if len(possible) != 1 or 0 in possible:
            return None
        (direction,) = possible
        rest = Polynomial(polynomial.ring, tuple((e, c) for e, c in polynomial.terms if not e[i]))
        above, below = sympy.expand(-direction * rest.expression), sympy.expand(direction * slope.expression)
        right = self._named(above) / tidy(below)
        relation = sign.relation if direction > 0 else _MIRROR[sign.relation]
        return _RELATIONS[relation](symbol, right)


def factored_terms(expression: sympy.Expr) -> sympy.Expr:
    """Return a sum with common factors taken out of the sums in its terms, where that makes it shorter.

    Examples
    --------
    >>> mu, eta, p = sympy.symbols("mu eta p", real=True)
    >>> factored_terms(1 + mu * (eta * p - p))
    mu*p*(eta - 1) + 1
    """
    short = sympy.Add(*(sympy.factor_terms(term) for term in sympy.Add.make_args(expression)))
    return min([expression, short], key=size)


def _rational(value: Fraction) -> sympy.Rational:
    return sympy.Rational(value.numerator, value.denominator)


def _balanced(sign: Sign) -> Relational:
    left, right = balanced(sign.polynomial)
    relation = sign.relation
    if left.is_number and not right.is_number:
        left, right, relation = right, left, _MIRROR[relation]
    return _RELATIONS[relation](_factored(left), _factored(right))


def _two_sides(relation: str, whole: sympy.Expr) -> Relational:
    """Return a comparison of a sum with zero as one of its positive terms with its negative ones."""
    terms = sympy.Add.make_args(sympy.expand(whole))
    minus = [term for term in terms if term.could_extract_minus_sign()]
    plus = [term for term in terms if term not in minus]
    return _RELATIONS[relation](sympy.Add(*plus), -sympy.Add(*minus))


def _factored(expression: sympy.Expr) -> sympy.Expr:
    product = sympy.factor(expression)
    return product if len(str(product)) <= len(str(tidy(expression))) else tidy(expression)


def sorted_relations(signs: Sequence[Sign], solver: Solver) -> tuple[Relational, ...]:
    """Return the relations of a conjunction in a fixed order."""
    return tuple(sorted((solver.relation(sign) for sign in signs), key=solver.place))
