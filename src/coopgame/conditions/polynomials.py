r"""Polynomials over the rationals whose generators are parameters and kernels.

A *kernel* is a subexpression that is not polynomial in the parameters (``1/x``, ``sqrt(x)``, ``Min(x, y)``,
``exp(x)``). Every payoff is a polynomial in :math:`\mathbb{Q}[\text{parameters}, \text{kernels}]`, so differences of
payoffs are computed, compared and factored by FLINT without a detour through SymPy; what a kernel means is settled
later, by :func:`coopgame.conditions.without_kernels`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm
from typing import Any

import sympy
from flint import Ordering, fmpq, fmpq_mpoly_ctx

Exponents = tuple[int, ...]


def split_power(node: sympy.Expr) -> tuple[sympy.Expr, int]:
    """Return ``(kernel, n)`` with ``node == kernel**n`` for a node that is not polynomial in its arguments."""
    if not isinstance(node, sympy.Pow):
        return node, 1
    base, exponent = node.args
    if isinstance(exponent, sympy.Rational):
        numerator = abs(int(exponent.p))
        return sympy.Pow(base, sympy.Rational(1 if exponent.p > 0 else -1, exponent.q)), numerator
    return node, 1


def _is_polynomial_node(node: sympy.Expr) -> bool:
    if isinstance(node, sympy.Pow):
        return bool(node.exp.is_Integer and node.exp >= 0)
    return isinstance(node, sympy.Add | sympy.Mul)


def _collect(node: sympy.Expr, symbols: set[sympy.Symbol], kernels: set[sympy.Expr]) -> None:
    if isinstance(node, sympy.Rational):
        return
    if isinstance(node, sympy.Symbol):
        symbols.add(node)
    elif _is_polynomial_node(node):
        for argument in node.args:
            _collect(argument, symbols, kernels)
    else:
        kernels.add(split_power(node)[0])


@dataclass(frozen=True)
class Ring:
    """The polynomials over the rationals in ``generators``: symbols first, then kernels.

    Examples
    --------
    >>> p, b = sympy.symbols("p b", real=True)
    >>> ring = Ring.of([p - b, sympy.Min(p, b)])
    >>> ring.generators
    (b, p, Min(b, p))
    """

    generators: tuple[sympy.Expr, ...]

    @classmethod
    def of(cls, expressions: Iterable[sympy.Expr], symbols: Iterable[sympy.Symbol] = ()) -> Ring:
        """Return the smallest ring that holds ``expressions`` and ``symbols``; its order depends on names only."""
        found: set[sympy.Symbol] = set(symbols)
        kernels: set[sympy.Expr] = set()
        for expression in expressions:
            _collect(expression, found, kernels)
        return cls(tuple(sorted(found, key=str)) + tuple(sorted(kernels, key=sympy.default_sort_key)))

    @cached_property
    def context(self) -> Any:
        """FLINT's context; generators go by position, so no name of a parameter reaches it."""
        return fmpq_mpoly_ctx.get([f"g{i}" for i in range(len(self.generators))], Ordering.degrevlex)

    @cached_property
    def position(self) -> Mapping[sympy.Expr, int]:
        """Where each generator stands."""
        return {generator: i for i, generator in enumerate(self.generators)}

    @property
    def kernels(self) -> tuple[sympy.Expr, ...]:
        """Generators that are not symbols."""
        return tuple(g for g in self.generators if not isinstance(g, sympy.Symbol))

    def polynomial(self, expression: sympy.Expr) -> Polynomial:
        """Return ``expression`` as an element of the ring."""
        return Polynomial.from_flint(self, self._convert(sympy.sympify(expression)))

    def _convert(self, node: sympy.Expr) -> Any:
        if isinstance(node, sympy.Rational):
            return self.context.constant(fmpq(int(node.p), int(node.q)))
        if isinstance(node, sympy.Symbol):
            return self.context.gen(self.position[node])
        if isinstance(node, sympy.Add):
            return sum((self._convert(a) for a in node.args), self.context.constant(0))
        if isinstance(node, sympy.Mul):
            product = self.context.constant(1)
            for argument in node.args:
                product = product * self._convert(argument)
            return product
        if _is_polynomial_node(node):
            return self._convert(node.base) ** int(node.exp)
        kernel, power = split_power(node)
        return self.context.gen(self.position[kernel]) ** power

    def __reduce__(self) -> tuple[Any, ...]:
        return (Ring, (self.generators,))


@dataclass(frozen=True)
class Polynomial:
    """An element of a ring: exponents with their non-zero coefficients, leading term first.

    Examples
    --------
    >>> p, b = sympy.symbols("p b", real=True)
    >>> ring = Ring.of([p, b])
    >>> (ring.polynomial(p + 1) - ring.polynomial(b)).expression
    -b + p + 1
    """

    ring: Ring
    terms: tuple[tuple[Exponents, Fraction], ...]

    @classmethod
    def from_flint(cls, ring: Ring, element: Any) -> Polynomial:
        """Wrap an element of ``ring.context``."""
        terms = tuple((tuple(int(k) for k in e), Fraction(int(c.p), int(c.q))) for e, c in element.to_dict().items())
        polynomial = cls(ring, terms)
        polynomial.__dict__["flint"] = element
        return polynomial

    @cached_property
    def flint(self) -> Any:
        """The same element in FLINT's form."""
        return self.ring.context.from_dict({e: fmpq(c.numerator, c.denominator) for e, c in self.terms})

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Computed once: formulas are compared and looked up far more often than polynomials are made."""
        return hash((self.ring, self.terms))

    def __sub__(self, other: Polynomial) -> Polynomial:
        return Polynomial.from_flint(self.ring, self.flint - other.flint)

    def __neg__(self) -> Polynomial:
        return self._negative

    @cached_property
    def _negative(self) -> Polynomial:
        """Computed once: simplifying reads every comparison in both directions, again and again."""
        return Polynomial(self.ring, tuple((e, -c) for e, c in self.terms))

    def __reduce__(self) -> tuple[Any, ...]:
        return (Polynomial, (self.ring, self.terms))

    @property
    def constant(self) -> Fraction | None:
        """The value of a constant, None for any other polynomial."""
        if not self.terms:
            return Fraction(0)
        return self.terms[0][1] if len(self.terms) == 1 and not any(self.terms[0][0]) else None

    @cached_property
    def generators(self) -> tuple[sympy.Expr, ...]:
        """The generators that occur."""
        used = [any(e[i] for e, _ in self.terms) for i in range(len(self.ring.generators))]
        return tuple(g for g, u in zip(self.ring.generators, used, strict=True) if u)

    @cached_property
    def expression(self) -> sympy.Expr:
        """The SymPy expression it stands for, expanded."""
        return sympy.Add(*(self._term(e, c) for e, c in self.terms))

    def _term(self, exponents: Exponents, coefficient: Fraction) -> sympy.Expr:
        powers = (g**e for g, e in zip(self.ring.generators, exponents, strict=True) if e)
        return sympy.Mul(sympy.Rational(coefficient.numerator, coefficient.denominator), *powers)

    def primitive(self) -> tuple[int, Polynomial]:
        """Return ``(s, q)``: the same zeros and ``sign(self) == s*sign(q)``, with q's coefficients coprime integers.

        The leading coefficient of q is positive, so every multiple of a polynomial by a constant has the same q.
        """
        if not self.terms:
            return 1, self
        denominator = lcm(*(c.denominator for _, c in self.terms))
        whole = [c.numerator * (denominator // c.denominator) for _, c in self.terms]
        divisor, sign = gcd(*whole), 1 if whole[0] > 0 else -1
        if denominator == divisor == sign == 1:
            return 1, self
        coefficients = (Fraction(sign * n // divisor) for n in whole)
        return sign, Polynomial(self.ring, tuple(zip((e for e, _ in self.terms), coefficients, strict=True)))

    def factors(self) -> tuple[int, tuple[tuple[Polynomial, int], ...]]:
        """Return the sign of the constant and the primitive irreducible factors over Q with their multiplicities."""
        constant, raw = self.flint.factor()
        sign, found = (1 if constant > 0 else -1), []
        for element, multiplicity in raw:
            flip, factor = Polynomial.from_flint(self.ring, element).primitive()
            sign *= flip**multiplicity
            found.append((factor, int(multiplicity)))
        return sign, tuple(sorted(found, key=lambda pair: pair[0].terms))

    def at(self, values: Mapping[sympy.Expr, Fraction]) -> Fraction:
        """Return the value where every generator that occurs has the value given."""
        total = Fraction(0)
        for exponents, coefficient in self.terms:
            term = coefficient
            for generator, e in zip(self.ring.generators, exponents, strict=True):
                if e:
                    term *= values[generator] ** e
            total += term
        return total

    def __str__(self) -> str:
        return str(self.expression)
