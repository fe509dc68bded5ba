"""Where expressions are defined: no denominator is zero, no radicand negative, no logarithm of what is not positive."""

from __future__ import annotations

from collections.abc import Iterable

import sympy

from coopgame.conditions.formulas import Formula, Sign, all_of, any_of
from coopgame.conditions.polynomials import Ring


def _operations(expressions: Iterable[sympy.Expr]) -> list[sympy.Expr]:
    """Return the powers and logarithms inside expressions that are not defined everywhere, in one order."""
    found = {node for e in expressions for node in e.atoms(sympy.Pow, sympy.log)}
    partial = (n for n in found if not n.args[0].is_number and not _total(n))
    return sorted(partial, key=sympy.default_sort_key)


def _total(node: sympy.Expr) -> bool:
    return isinstance(node, sympy.Pow) and bool(node.exp.is_Integer and node.exp.is_nonnegative)


def _whole(exponent: sympy.Expr) -> bool:
    return bool(exponent.is_Rational)


def delicate(expressions: Iterable[sympy.Expr]) -> list[sympy.Expr]:
    """Return what :func:`defined` compares with zero, so that a ring can hold it.

    Examples
    --------
    >>> x, y = sympy.symbols("x y", real=True)
    >>> delicate([sympy.Min(1 / x, 2), sympy.sqrt(x + sympy.log(y))])
    [x, x + log(y), y]
    """
    found: dict[sympy.Expr, None] = {}
    for node in _operations(expressions):
        found[node.args[0]] = None
        if isinstance(node, sympy.Pow) and not _whole(node.exp):
            found[node.exp] = None
    return list(found)


def defined(expressions: Iterable[sympy.Expr], ring: Ring | None = None) -> Formula:
    """Return where all expressions are defined.

    What is inside minima, maxima, roots and denominators counts as well.  A power with a symbol in its exponent is
    defined where its base is positive, and where the base is zero and the exponent positive.

    Parameters
    ----------
    expressions
        What :func:`coopgame.expressions.to_expression` returns.
    ring
        Holds everything that :func:`delicate` returns; by default the smallest ring that does.

    Examples
    --------
    >>> from coopgame.conditions import as_sympy
    >>> x, y = sympy.symbols("x y", real=True)
    >>> as_sympy(defined([1 / sympy.sqrt(x - 1) + sympy.Min(1 / y, 0)]))
    (x > 1) & Ne(y, 0)
    """
    given = list(expressions)
    if ring is None:
        ring = Ring.of(delicate(given))
    return all_of(*(_condition(node, ring) for node in _operations(given)))


def _condition(node: sympy.Expr, ring: Ring) -> Formula:
    base = ring.polynomial(node.args[0])
    positive = Sign.compare(base, ">")
    if isinstance(node, sympy.log):
        return positive
    if not _whole(node.exp):
        return any_of(positive, all_of(Sign.compare(base, "="), Sign.compare(ring.polynomial(node.exp), ">")))
    if node.exp.is_Integer:
        return Sign.compare(base, "!=")
    return positive if node.exp.is_negative else Sign.compare(base, ">=")
