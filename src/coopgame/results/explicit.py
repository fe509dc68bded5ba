"""Borders solved for an axis although their polynomial is not linear in one: with roots, exponentials and the like."""

from __future__ import annotations

from collections.abc import Mapping

import sympy

_LONGEST = 250
"""How many operations an expression may have that is still worth solving."""


def solved_with_kernels(difference: sympy.Expr, axis: sympy.Symbol) -> sympy.Expr | None:
    """Return the value of an axis at which a difference is zero, if it is linear in it outside roots and the like.

    Examples
    --------
    >>> x, y = sympy.symbols("x y", real=True)
    >>> solved_with_kernels(2 * y + y * sympy.sqrt(x) - sympy.exp(x), y)
    exp(x)/(sqrt(x) + 2)
    >>> solved_with_kernels(sympy.sqrt(y) - x, y)
    """
    if sympy.count_ops(difference) > _LONGEST:
        return None
    slope = sympy.expand(difference).coeff(axis, 1)
    rest = sympy.expand(difference - slope * axis)
    if slope == 0 or slope.has(axis) or rest.has(axis):
        return None
    return -rest / slope if slope.is_number else sympy.cancel(-rest / slope)


def holds_on(
    equation: sympy.Eq, axis: sympy.Symbol, value: sympy.Expr, fixed: Mapping[sympy.Symbol, sympy.Expr]
) -> bool:
    """Whether an equation holds wherever an axis has this value.

    Examples
    --------
    >>> x, y = sympy.symbols("x y", real=True)
    >>> holds_on(sympy.Eq(y**2, x), y, sympy.sqrt(x), {}), holds_on(sympy.Eq(y, x), y, sympy.sqrt(x), {})
    (True, False)
    """
    here = (equation.lhs - equation.rhs).subs(axis, value.xreplace(dict(fixed)))
    above, _ = sympy.fraction(sympy.together(here))
    return bool(sympy.expand(above) == 0)
