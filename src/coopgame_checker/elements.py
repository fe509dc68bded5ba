"""Sums of products of square roots, and their signs reduced to the signs of curves.

A square root is a letter r with r² known, so that no root is approximated.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isqrt

from .bivariate import Curve, Key, Poly, add, constant, content, key, multiply, quotient, scale, value
from .logic import Factors, Sign, Surd, Times, Twice
from .report import Rejected
from .univariate import sign

Element = Mapping[int, Poly]
MOST_ROOTS, MOST_ORDERED, MOST_WORK = 12, 3, 300_000
PROBES = ((2, 3), (-5, 7), (11, -4))


class Elements:
    """The square roots and factors met so far, and arithmetic on sums of products of roots.

    Parameters
    ----------
    curves
        The polynomials to which signs are reduced; they are the first factors.
    """

    def __init__(self, curves: list[Curve]) -> None:
        self.factors: list[Poly] = [curve.terms for curve in curves]
        self._own = len(curves)
        self._probes = [[value(p, x, y) for x, y in PROBES] for p in self.factors]
        self._numbers: dict[Key, int] = {}
        self._radicands: list[Element] = []
        self._inside: list[int] = []
        self._roots: dict[object, int] = {}
        self._known: dict[object, Sign] = {}
        self._interned: dict[object, Factors] = {}
        self._work = 0

    def spend(self) -> None:
        """Count an operation, and reject a certificate that takes too many: cases of cases multiply."""
        self._work += 1
        if self._work > MOST_WORK:
            raise Rejected("the payoffs have too many cases")

    def element_sum(self, a: Element, b: Element) -> Element:
        """Return a + b."""
        out = dict(a)
        for roots, p in b.items():
            total = add(out.get(roots, {}), p)
            if total:
                out[roots] = total
            else:
                out.pop(roots, None)
        return out

    def element_product(self, a: Element, b: Element) -> Element:
        """Return a · b; a root that occurs twice becomes its radicand."""
        out: Element = {}
        for u, p in a.items():
            for v, q in b.items():
                term: Element = {u ^ v: multiply(p, q)}
                twice = u & v
                for k in range(twice.bit_length()):
                    if twice >> k & 1:
                        term = self.element_product(term, self._radicands[k])
                out = self.element_sum(out, term)
        return out

    def root(self, radicand: Element) -> Element:
        """Return the square root of an element."""
        number = radicand.get(0, {}).get((0, 0), 0) if _plain_number(radicand) else -1
        if number >= 0 and isqrt(number) ** 2 == number:
            return {0: constant(isqrt(number))} if number else {}
        name = name_of(radicand)
        if name not in self._roots:
            if len(self._radicands) == MOST_ROOTS:
                raise Rejected(f"more than {MOST_ROOTS} different square roots")
            self._roots[name] = len(self._radicands)
            self._radicands.append(radicand)
            inner = _roots_in(radicand)
            for k, deeper in enumerate(self._inside):
                inner |= deeper if inner >> k & 1 else 0
            self._inside.append(inner)
        return {1 << self._roots[name]: constant(1)}

    def polynomial_sign(self, p: Poly) -> Sign:
        """Return the sign of a polynomial as that of a constant and factors."""
        if not p:
            return Factors(0, ())
        name = key(p)
        if name not in self._known:
            self._known[name] = self._factored(p)
        return self._known[name]

    def _factored(self, p: Poly) -> Sign:
        whole = content(p)
        p = {e: c // whole for e, c in p.items()}
        found: list[tuple[int, bool]] = []
        once = set()
        for index in range(self._own):
            times = 0
            while (rest := self._without(p, index)) is not None:
                p, times = rest, times + 1
            if times:
                found.append((index, times % 2 == 0))
            if times == 1:
                once.add(index)
        lead = sign(p[max(p)])
        p = scale(p, lead)
        if max(p) != (0, 0):
            name = key(p)
            if name not in self._numbers:
                self._numbers[name] = len(self.factors)
                self.factors.append(p)
            found.append((self._numbers[name], False))
        return self.factors_sign(lead, tuple(found), frozenset(once))

    def factors_sign(
        self, constant: int, factors: tuple[tuple[int, bool], ...], simple: frozenset[int] = frozenset()
    ) -> Factors:
        """Return the sign of a constant times factors, one object for each."""
        name = (constant, factors, simple)
        return self._interned.setdefault(name, Factors(constant, factors, simple))

    def product_sign(self, a: Sign, b: Sign) -> Sign:
        """Return the sign of a product."""
        if not (isinstance(a, Factors) and isinstance(b, Factors)):
            return Times((a, b))
        even: dict[int, bool] = dict(a.factors)
        for factor, squared in b.factors:
            even[factor] = squared if factor not in even else not (even[factor] ^ squared)
        both = {factor for factor, _ in a.factors} & {factor for factor, _ in b.factors}
        return self.factors_sign(a.constant * b.constant, tuple(sorted(even.items())), (a.simple | b.simple) - both)

    def _without(self, p: Poly, index: int) -> Poly | None:
        """Return p divided by a curve; values at integers exclude most curves, as both have integer coefficients."""
        for (x, y), divisor in zip(PROBES, self._probes[index], strict=True):
            if divisor and value(p, x, y) % divisor:
                return None
        return quotient(p, self.factors[index])

    def element_sign(self, a: Element) -> Sign:
        """Return the sign of an element, each of its roots taken out first in turn.

        Every order is right, but one may leave open what another decides: they lead to different polynomials.
        """
        if max(a, default=0) == 0:
            return self.polynomial_sign(a.get(0, {}))
        name = name_of(a)
        if name not in self._known:
            first, *others = self._outer_roots(a)
            found: Sign = self._without_root(a, first)
            for k in others:
                found = Twice(found, self._without_root(a, k))
            self._known[name] = found
        return self._known[name]

    def _outer_roots(self, a: Element) -> list[int]:
        """Return the roots that may be taken out of an element first, the highest first.

        A root inside another has to wait: squaring the other would bring it back.  Of numbers and of many roots the
        highest is enough, as numbers leave nothing open and the orders of many roots are too many.
        """
        used = _roots_in(a)
        last = used.bit_length() - 1
        if used.bit_count() > MOST_ORDERED or all(e == (0, 0) for p in a.values() for e in p):
            return [last]
        inner = 0
        for k in range(last + 1):
            if used >> k & 1:
                inner |= self._inside[k]
        return [k for k in range(last, -1, -1) if used >> k & 1 and not inner >> k & 1]

    def _without_root(self, a: Element, k: int) -> Surd:
        bit = 1 << k
        plain = {roots: p for roots, p in a.items() if not roots & bit}
        slope = {roots ^ bit: p for roots, p in a.items() if roots & bit}
        radicand = self._radicands[k]
        product = self.element_product(self.element_product(slope, slope), radicand)
        norm = self.element_sum(self.element_product(plain, plain), negative(product))
        return Surd(*(self.element_sign(part) for part in (plain, slope, radicand, norm)))


def _roots_in(a: Element) -> int:
    used = 0
    for roots in a:
        used |= roots
    return used


def negative(a: Element) -> Element:
    """Return -a."""
    return {roots: scale(p, -1) for roots, p in a.items()}


def name_of(a: Element) -> object:
    """Return something hashable that names the element."""
    return tuple(sorted((roots, key(p)) for roots, p in a.items()))


def _plain_number(a: Element) -> bool:
    return all(roots == 0 and all(e == (0, 0) for e in p) for roots, p in a.items())
