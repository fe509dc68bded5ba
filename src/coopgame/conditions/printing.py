"""Formulas as SymPy conditions in the form one would write down.

``V - b - p - V_G + k_S >= 0`` is printed with positive terms on both sides: ``V_G + b + p <= V + k_S``.
"""

from __future__ import annotations

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.conditions.formulas import All, Formula, Sign
from coopgame.conditions.polynomials import Polynomial

_RELATIONS = {"<": sympy.Lt, "<=": sympy.Le, "=": sympy.Eq, "!=": sympy.Ne, ">=": sympy.Ge, ">": sympy.Gt}
_MIRROR = {"<": ">", "<=": ">=", "=": "=", "!=": "!=", ">=": "<=", ">": "<"}


def balanced(polynomial: Polynomial) -> tuple[sympy.Expr, sympy.Expr]:
    """Return ``(left, right)``, both with positive coefficients only, such that the polynomial is their difference.

    Examples
    --------
    >>> from coopgame.conditions import Ring
    >>> p, V = sympy.symbols("p V", real=True)
    >>> balanced(Ring.of([p, V]).polynomial(p - V - 2))
    (p, V + 2)
    """
    plus = Polynomial(polynomial.ring, tuple((e, c) for e, c in polynomial.terms if c > 0))
    minus = Polynomial(polynomial.ring, tuple((e, -c) for e, c in polynomial.terms if c < 0))
    return plus.expression, minus.expression


def as_relation(sign: Sign) -> Boolean:
    """Return one comparison as a SymPy relation; a side that is a number stands on the right."""
    left, right = balanced(sign.polynomial)
    relation = sign.relation
    if left.is_number and not right.is_number:
        left, right, relation = right, left, _MIRROR[relation]
    return _RELATIONS[relation](left, right)


def as_sympy(formula: Formula) -> Boolean:
    """Return ``formula`` as a SymPy Boolean in the real symbols of its polynomials.

    Examples
    --------
    >>> from coopgame.conditions import Ring, Sign, all_of
    >>> p, b = sympy.symbols("p b", real=True)
    >>> ring = Ring.of([p, b])
    >>> as_sympy(all_of(Sign.compare(ring.polynomial(p - 3), "<="), Sign.compare(ring.polynomial(4 - b), ">")))
    (p <= 3) & (b < 4)
    """
    if isinstance(formula, Sign):
        return as_relation(formula)
    parts = [as_sympy(part) for part in formula.parts]
    return sympy.And(*parts) if isinstance(formula, All) else sympy.Or(*parts)
