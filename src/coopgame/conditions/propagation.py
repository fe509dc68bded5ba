"""Within a conjunction, its comparisons decide comparisons of the same polynomials in its other parts."""

from __future__ import annotations

from collections.abc import Mapping

from coopgame.conditions.formulas import ANY_SIGN, FALSE, TRUE, All, AnyOf, Formula, Sign, all_of, any_of
from coopgame.conditions.polynomials import Polynomial

Known = Mapping[Polynomial, frozenset[int]]


def propagate(formula: Formula, known: Known | None = None) -> Formula:
    """Return an equivalent formula in which no comparison is decided by those that stand beside or around it.

    Parameters
    ----------
    formula
        Any formula.
    known
        Signs that polynomials may be taken to have; the result is equivalent where they have them.

    Examples
    --------
    >>> import sympy
    >>> from coopgame.conditions import Ring, as_sympy
    >>> x, y = sympy.symbols("x y", real=True)
    >>> ring = Ring.of([x, y])
    >>> more, less = (Sign.compare(ring.polynomial(x), relation) for relation in (">", "<="))
    >>> other = Sign.compare(ring.polynomial(y), ">")
    >>> as_sympy(propagate(all_of(more, any_of(less, other))))
    (x > 0) & (y > 0)
    """
    given = dict(known or {})
    if isinstance(formula, Sign):
        possible = given.get(formula.polynomial, ANY_SIGN)
        return TRUE if possible <= formula.signs else formula if possible & formula.signs else FALSE
    node, join, over = (All, all_of, FALSE) if isinstance(formula, All) else (AnyOf, any_of, TRUE)
    while isinstance(formula, node):
        own, kept = dict(given), list[Formula]()
        for part in (part for part in formula.parts if isinstance(part, Sign)):
            left = propagate(part, own)
            if isinstance(left, Sign):
                # Beside an alternative only the points matter at which it fails.
                here = part.signs if node is All else ANY_SIGN - part.signs
                own[part.polynomial] = own.get(part.polynomial, ANY_SIGN) & here
                kept.append(left)
            elif left == over:
                return over
        rest = (propagate(part, own) for part in formula.parts if not isinstance(part, Sign))
        formula = join(*kept, *rest)
        if not isinstance(formula, node) or sum(isinstance(part, Sign) for part in formula.parts) == len(kept):
            break
    return formula if isinstance(formula, node) else propagate(formula, given) if isinstance(formula, Sign) else formula
