"""Derivatives of quantities with kinks: which branch counts on which side, and the sign of the slope there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.claims.deciding.compiling import beside
from coopgame.claims.publishing.factors import in_one_ring
from coopgame.conditions import Formula, Sign, all_of, any_of, formula_of, negate
from coopgame.conditions.formulas import transform
from coopgame.errors import LimitError

#: The signs of a slope by how they are written; a kink has none.
SIGNS = MappingProxyType({"+": sympy.StrictGreaterThan, "0": sympy.Equality, "-": sympy.StrictLessThan})
KINK = "kink"
#: The largest number of branches of an expression with minima and maxima.
BRANCHES = 64


@dataclass(frozen=True)
class Branch:
    """An expression without minima and maxima that contain the parameter, where it counts, and its derivative."""

    condition: Boolean
    derivative: sympy.Expr


def branches(value: sympy.Expr, symbol: sympy.Symbol) -> tuple[Branch, ...]:
    """Return the branches of a quantity along a parameter; each counts where its condition holds, ties included.

    Raises
    ------
    LimitError
        There are too many.

    Examples
    --------
    >>> x, y = sympy.symbols("x y", real=True)
    >>> branches(sympy.Min(2 * x, y), x)
    (Branch(condition=2*x <= y, derivative=2), Branch(condition=y <= 2*x, derivative=0))
    """
    found = []
    for condition, expression in _resolved(value, symbol, sympy.true):
        found.append(Branch(condition, _short(sympy.diff(expression, symbol))))
        if len(found) > BRANCHES:
            raise LimitError(f"The derivative along {symbol} has more than {BRANCHES} branches of minima and maxima.")
    return tuple(found)


def _resolved(value: sympy.Expr, symbol: sympy.Symbol, given: Boolean) -> Iterator[tuple[Boolean, sympy.Expr]]:
    nodes = [n for n in value.atoms(sympy.Min, sympy.Max) if n.has(symbol)]
    inner = [n for n in nodes if not any(n.has(other) for other in nodes if other != n)]
    if not inner:
        yield given, value
        return
    node = min(inner, key=sympy.default_sort_key)
    compare = sympy.Le if isinstance(node, sympy.Min) else sympy.Ge
    for one in sorted(node.args, key=sympy.default_sort_key):
        # Comparisons of branches are not evaluated by assumptions: the space decides them.
        conditions = [compare(one, other) for other in node.args if other != one]
        here = sympy.And(given, *conditions)
        if here != sympy.false:
            yield from _resolved(value.xreplace({node: one}), symbol, here)


def _short(expression: sympy.Expr) -> sympy.Expr:
    """Return a derivative factored, so that its sign can be seen."""
    return sympy.factor(sympy.together(expression))


def derivative_of(own: tuple[Branch, ...]) -> sympy.Expr:
    """Return branches as one expression.

    Examples
    --------
    >>> x, y = sympy.symbols("x y", real=True)
    >>> derivative_of(branches(sympy.Min(2 * x, y), x))
    Piecewise((2, y >= 2*x), (0, True))
    """
    *first, last = own
    return sympy.Piecewise(*((b.derivative, b.condition) for b in first), (last.derivative, True))


def sign_formulas(
    own: tuple[Branch, ...], symbol: sympy.Symbol, known: Formula
) -> tuple[Mapping[str, Formula], Formula]:
    """Return where the slope has which sign, and what is known besides, as formulas of one ring.

    The slope has a sign where both one-sided derivatives have it; elsewhere, and where it is undefined, is a kink.

    Raises
    ------
    UnsupportedError
        An expression is not algebraic.

    Examples
    --------
    >>> from coopgame.conditions import TRUE, as_sympy
    >>> x, y = sympy.symbols("x y", real=True)
    >>> found, _ = sign_formulas(branches(sympy.Min(2 * x, y), x), x, TRUE)
    >>> [(sign, as_sympy(formula)) for sign, formula in found.items()]
    [('+', 2*x < y), ('0', 2*x > y), ('-', False), ('kink', Eq(2*x, y))]
    """
    places = [formula_of(branch.condition) for branch in own]
    slopes = [formula_of(compare(branch.derivative, 0)) for branch in own for compare in SIGNS.values()]
    used = {symbol}.union(*(b.derivative.free_symbols | b.condition.free_symbols for b in own))
    moved = in_one_ring([known, *places, *slopes], used)
    space, places, slopes = moved[0], list(moved[1 : 1 + len(own)]), list(moved[1 + len(own) :])
    found: dict[str, Formula] = {}
    for n, sign in enumerate(SIGNS):
        here = slopes[n :: len(SIGNS)]
        if len(own) == 1:
            found[sign] = here[0]
            continue
        found[sign] = all_of(
            *(
                any_of(*(all_of(_beside(p, symbol, above), s) for p, s in zip(places, here, strict=True)))
                for above in (False, True)
            )
        )
    found[KINK] = negate(any_of(*found.values()))
    return MappingProxyType(found), space


def _beside(formula: Formula, symbol: sympy.Symbol, above: bool) -> Formula:
    def moved(sign: Sign) -> Formula:
        return beside(sign, symbol, above)

    return transform(formula, moved)
