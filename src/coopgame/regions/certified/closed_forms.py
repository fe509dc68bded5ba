r"""Exact values of expressions at rational points, where roots of rationals, exponentials and logarithms suffice.

A value is a sum of terms :math:`c \prod p_i^{e_i} \cdot \mathrm{e}^q \cdot \prod \log(p_j)^{k_j}` with primes p,
exponents :math:`0 < e_i < 1` and rational c and q.  Equal terms are collected, so a value without terms is zero.  The
converse holds without logarithms, by the theorem of Lindemann and Weierstrass, but is not relied on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any

import sympy
from flint import fmpz

#: Exponents of primes, the exponent of e, and powers of logarithms of primes.
Term = tuple[tuple[tuple[int, Fraction], ...], Fraction, tuple[tuple[int, int], ...]]
Closed = dict[Term, Fraction]

ONE: Term = ((), Fraction(0), ())
#: Integers of more bits are not factored, and values do not get more terms.
FACTORED_BITS, MOST_TERMS, MOST_POWER = 100, 200, 64


def closed_form(expression: sympy.Expr, values: Mapping[sympy.Symbol, Fraction]) -> Closed | None:
    """Return the value of an expression where its symbols have these values, None where it has no such form.

    Examples
    --------
    >>> x, y = sympy.symbols("x y", real=True)
    >>> tie = x ** sympy.Rational(1, 3) * y ** sympy.Rational(2, 3) - 2 * sympy.exp(x - 2)
    >>> closed_form(tie, {x: Fraction(2), y: Fraction(2)})
    {}
    """
    try:
        return _value(expression, values)
    except (_NotClosed, ZeroDivisionError):
        return None


class _NotClosed(Exception):  # noqa: N818 - an answer, not an error
    """The value has no closed form here."""


def _number(value: Fraction) -> Closed:
    return {ONE: value} if value else {}


def _value(node: sympy.Expr, values: Mapping[sympy.Symbol, Fraction]) -> Closed:
    if isinstance(node, sympy.Symbol):
        return _number(values[node])
    if isinstance(node, sympy.Rational):
        return _number(Fraction(int(node.p), int(node.q)))
    if node is sympy.E:
        return {((), Fraction(1), ()): Fraction(1)}
    operation = _OPERATIONS.get(node.func)
    if operation is None:
        raise _NotClosed
    return operation([_value(argument, values) for argument in node.args])


def _add(a: Closed, b: Closed) -> Closed:
    total = dict(a)
    for term, c in b.items():
        total[term] = total.get(term, Fraction(0)) + c
    return {term: c for term, c in total.items() if c}


def _multiply(a: Closed, b: Closed) -> Closed:
    if len(a) * len(b) > MOST_TERMS:
        raise _NotClosed
    total: Closed = {}
    for (roots, q, logs), c in a.items():
        for (roots_, q_, logs_), c_ in b.items():
            whole, root = _roots(_join(roots, roots_))
            joined = tuple(sorted((p, k) for p, k in _join(logs, logs_).items() if k))
            term: Term = (root, q + q_, joined)
            total = _add(total, {term: c * c_ * whole})
    return total


def _join(a: tuple[tuple[int, Fraction | int], ...], b: tuple[tuple[int, Fraction | int], ...]) -> dict[int, Any]:
    total: dict[int, Any] = dict(a)
    for p, e in b:
        total[p] = total.get(p, 0) + e
    return total


def _roots(exponents: Mapping[int, Fraction]) -> tuple[Fraction, tuple[tuple[int, Fraction], ...]]:
    """Split a product of powers of primes into a fraction and powers between 0 and 1."""
    whole, kept = Fraction(1), []
    for p, e in sorted(exponents.items()):
        floor = e.numerator // e.denominator
        if abs(floor) > MOST_POWER:
            raise _NotClosed
        whole *= Fraction(p) ** floor
        if e != floor:
            kept.append((p, e - floor))
    return whole, tuple(kept)


def _primes(value: Fraction) -> dict[int, Fraction]:
    """Return the exponents of the primes in a positive fraction."""
    if value <= 0 or max(value.numerator.bit_length(), value.denominator.bit_length()) > FACTORED_BITS:
        raise _NotClosed
    found: dict[int, Fraction] = {}
    for number, sign in ((value.numerator, 1), (value.denominator, -1)):
        for p, k in fmpz(number).factor():
            found[int(p)] = Fraction(sign * int(k))
    return found


def _rational(value: Closed) -> Fraction | None:
    return value.get(ONE, Fraction(0)) if set(value) <= {ONE} else None


def _power(base: Closed, exponent: Closed) -> Closed:
    r = _rational(exponent)
    if r is None or abs(r) > MOST_POWER:
        raise _NotClosed
    if r.denominator == 1 and r >= 0:
        return reduce(_multiply, [base] * int(r), _number(Fraction(1)))
    if not base and r > 0:
        return {}
    if len(base) != 1:
        raise _NotClosed
    (((roots, q, logs), c),) = base.items()
    if logs:
        raise _NotClosed
    if r.denominator == 1:
        whole, kept = _roots({p: e * r for p, e in roots})
        return {(kept, q * r, ()): c ** int(r) * whole}
    exponents = _join(roots, tuple(_primes(c).items()))
    whole, kept = _roots({p: e * r for p, e in exponents.items()})
    return {(kept, q * r, ()): whole}


def _exp(value: Closed) -> Closed:
    """Return the exponential of a sum of a fraction and fractions of logarithms of primes."""
    exponents: dict[int, Fraction] = {}
    q = Fraction(0)
    for (roots, inner, logs), c in value.items():
        if roots or inner or sum(k for _, k in logs) > 1:
            raise _NotClosed
        if logs:
            exponents[logs[0][0]] = c
        else:
            q = c
    whole, kept = _roots(exponents)
    return {(kept, q, ()): whole}


def _log(value: Closed) -> Closed:
    """Return the logarithm of one term without logarithms."""
    if len(value) != 1:
        raise _NotClosed
    (((roots, q, logs), c),) = value.items()
    if logs:
        raise _NotClosed
    total = _number(q)
    for p, e in _join(roots, tuple(_primes(c).items())).items():
        total = _add(total, {((), Fraction(0), ((p, 1),)): e} if e else {})
    return total


def _extreme(parts: list[Closed], choose: Callable[..., Fraction]) -> Closed:
    rational = [_rational(part) for part in parts]
    known = [r for r in rational if r is not None]
    if len(known) < len(parts):
        raise _NotClosed
    return _number(choose(known))


_OPERATIONS: Mapping[type, Callable[[list[Closed]], Closed]] = {
    sympy.Add: lambda parts: reduce(_add, parts),
    sympy.Mul: lambda parts: reduce(_multiply, parts),
    sympy.Pow: lambda parts: _power(*parts),
    sympy.exp: lambda parts: _exp(*parts),
    sympy.log: lambda parts: _log(*parts),
    sympy.Min: lambda parts: _extreme(parts, min),
    sympy.Max: lambda parts: _extreme(parts, max),
    sympy.Abs: lambda parts: _extreme(parts, lambda known: abs(known[0])),
}
