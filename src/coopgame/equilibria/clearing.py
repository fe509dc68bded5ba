"""Payoffs of one player without quotients: all are multiplied by the square of a common denominator.

Roots are powers of generators of their own meanwhile, so that common factors of denominators with roots are seen: x is
the square of its root, and x - y² and √x - y have the common multiple x - y².
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import lcm

import sympy

from coopgame.conditions import Polynomial, Ring


@dataclass(frozen=True)
class Generators:
    """Symbols that stand for the finest roots of some radicands, with their indices.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> found = Generators.of([sympy.sqrt(x) + x])
    >>> (t,) = found.names.values()
    >>> found.lift(sympy.sqrt(x) + x) == t**2 + t, found.lower(t**3)
    (True, x**(3/2))
    """

    names: Mapping[sympy.Expr, sympy.Symbol]
    index: Mapping[sympy.Expr, int]

    @classmethod
    def of(cls, payoffs: Sequence[sympy.Expr]) -> Generators:
        """Return generators for all roots that are not inside other kernels."""
        index: dict[sympy.Expr, int] = {}
        for payoff in payoffs:
            _collect(payoff, index)
        names = (sympy.Dummy(f"root{k}", real=True) for k in range(len(index)))
        return cls(dict(zip(index, names, strict=True)), index)

    def lift(self, node: sympy.Expr) -> sympy.Expr:
        """Return an expression with powers of the generators for roots and for symbols under roots."""
        if not self.names:
            return node
        if _is_root(node):
            return self.names[node.base] ** (node.exp * self.index[node.base])
        if node in self.names and node.is_Symbol:
            return self.names[node] ** self.index[node]
        if isinstance(node, sympy.Add | sympy.Mul):
            return node.func(*map(self.lift, node.args))
        return self.lift(node.base) ** node.exp if _is_whole_power(node) else node

    def lower(self, expression: sympy.Expr) -> sympy.Expr:
        """Return an expression with the roots in place of the generators."""
        return expression.xreplace({t: c ** sympy.Rational(1, self.index[c]) for c, t in self.names.items()})


def _is_root(node: sympy.Expr) -> bool:
    return isinstance(node, sympy.Pow) and bool(node.exp.is_Rational) and not node.exp.is_Integer


def _is_whole_power(node: sympy.Expr) -> bool:
    return isinstance(node, sympy.Pow) and bool(node.exp.is_Integer)


def _collect(node: sympy.Expr, index: dict[sympy.Expr, int]) -> None:
    if _is_root(node):
        index[node.base] = lcm(int(node.exp.q), index.get(node.base, 1))
    elif isinstance(node, sympy.Add | sympy.Mul) or _is_whole_power(node):
        for argument in node.args[:1] if node.is_Pow else node.args:
            _collect(argument, index)


def common_denominator(payoffs: Sequence[sympy.Expr]) -> sympy.Expr:
    """Return a common denominator of payoffs, 1 if they have none.

    Examples
    --------
    >>> x, y = sympy.symbols("x y", real=True)
    >>> common_denominator([1 / (sympy.sqrt(x) - y), 1 / (x - y**2)])
    -x + y**2
    """
    if not any(map(_has_quotient, payoffs)):
        return sympy.Integer(1)
    roots = Generators.of(payoffs)
    return roots.lower(sympy.lcm_list([sympy.fraction(sympy.together(roots.lift(u)))[1] for u in payoffs]))


def _has_quotient(payoff: sympy.Expr) -> bool:
    return any(power.exp.is_negative for power in payoff.atoms(sympy.Pow))


def cleared(payoff: sympy.Expr, scale: sympy.Expr) -> sympy.Expr:
    """Return a payoff times the square of a multiple of its denominator, without quotients.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> cleared(1 / (1 + sympy.sqrt(x)), x + sympy.sqrt(x))
    x**(3/2) + x
    >>> cleared(x / (1 + x) + 1 / (1 + x), sympy.Integer(1))
    1
    """
    if scale == 1 and not _has_quotient(payoff):
        return payoff
    roots = Generators.of([payoff, scale])
    above, below = sympy.fraction(sympy.together(roots.lift(payoff)))
    whole = roots.lift(scale)
    ring = Ring.of([above, below, whole])
    top, bottom, multiple = (ring.polynomial(part).flint for part in (above, below, whole))
    quotient, rest = divmod(multiple, bottom)
    if rest.is_zero():
        return roots.lower(Polynomial.from_flint(ring, top * quotient * multiple).expression)
    return roots.lower(sympy.expand(above * sympy.cancel(whole / below) * whole))
