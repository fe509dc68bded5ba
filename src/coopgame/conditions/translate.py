"""SymPy conditions as formulas."""

from __future__ import annotations

import sympy
from sympy.logic.boolalg import Boolean, BooleanFalse, BooleanTrue

from coopgame.conditions.formulas import FALSE, TRUE, Formula, Sign, all_of, any_of, negate
from coopgame.conditions.polynomials import Ring
from coopgame.errors import ExpressionError

_RELATIONS = {
    sympy.StrictLessThan: "<",
    sympy.LessThan: "<=",
    sympy.Equality: "=",
    sympy.Unequality: "!=",
    sympy.GreaterThan: ">=",
    sympy.StrictGreaterThan: ">",
}


def formula_of(condition: Boolean, ring: Ring | None = None) -> Formula:
    """Return the formula for a SymPy condition built from comparisons with And, Or and Not.

    Parameters
    ----------
    condition
        Comparisons of expressions that :mod:`coopgame.expressions` accepts, joined by And, Or and Not.
    ring
        Holds every expression of the condition; by default the smallest ring that does.

    Raises
    ------
    ExpressionError
        The condition contains something else.

    Examples
    --------
    >>> p, b = sympy.symbols("p b", real=True)
    >>> formula = formula_of(p > b)
    >>> f"{formula.polynomial} {formula.relation} 0"
    'b - p < 0'
    """
    if ring is None:
        sides = [side for relation in condition.atoms(sympy.core.relational.Relational) for side in relation.args]
        ring = Ring.of(sides)
    return _build(condition, ring)


def _build(node: Boolean, ring: Ring) -> Formula:
    if isinstance(node, BooleanTrue | BooleanFalse):
        return TRUE if node else FALSE
    if isinstance(node, sympy.And):
        return all_of(*(_build(a, ring) for a in sorted(node.args, key=sympy.default_sort_key)))
    if isinstance(node, sympy.Or):
        return any_of(*(_build(a, ring) for a in sorted(node.args, key=sympy.default_sort_key)))
    if isinstance(node, sympy.Not):
        return negate(_build(node.args[0], ring))
    relation = _RELATIONS.get(type(node))
    if relation is None:
        raise ExpressionError(f"{node} is not a comparison, nor an and, or, not of comparisons.")
    return Sign.compare(ring.polynomial(node.lhs) - ring.polynomial(node.rhs), relation)
