"""Sign conditions on polynomials: the one form that is decided, decomposed, printed and compiled."""

from coopgame.conditions.bounds import Range, range_over
from coopgame.conditions.domain import defined, delicate
from coopgame.conditions.formulas import FALSE, TRUE, All, AnyOf, Formula, Sign, all_of, any_of, atoms, holds, negate
from coopgame.conditions.kernels import Elimination, is_algebraic, without_kernels
from coopgame.conditions.polynomials import Polynomial, Ring
from coopgame.conditions.printing import as_relation, as_sympy, balanced
from coopgame.conditions.propagation import propagate
from coopgame.conditions.simplify import decide, simplify
from coopgame.conditions.translate import formula_of

__all__ = [
    "FALSE",
    "TRUE",
    "All",
    "AnyOf",
    "Elimination",
    "Formula",
    "Polynomial",
    "Range",
    "Ring",
    "Sign",
    "all_of",
    "any_of",
    "as_relation",
    "as_sympy",
    "atoms",
    "balanced",
    "decide",
    "defined",
    "delicate",
    "formula_of",
    "holds",
    "is_algebraic",
    "negate",
    "propagate",
    "range_over",
    "simplify",
    "without_kernels",
]
