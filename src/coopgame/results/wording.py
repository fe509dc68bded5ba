"""Borders and regions in the words and formulas of the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.conditions import Polynomial, Ring, range_over
from coopgame.equilibria import Indifference
from coopgame.equilibria.concept import Comparisons
from coopgame.equilibria.solve import ranges_of
from coopgame.games import Game, Profile
from coopgame.parameters import ParameterSpace
from coopgame.regions import Box, Curve
from coopgame.regions.cells.bernstein import mask_of, net_of
from coopgame.regions.cells.program import NEGATIVE, POSITIVE
from coopgame.regions.descriptions.qepcad import Atom, Condition
from coopgame.results.explicit import holds_on, solved_with_kernels

Axes = tuple[sympy.Symbol, sympy.Symbol]
_RELATIONS = {
    frozenset({1}): sympy.Gt,
    frozenset({-1}): sympy.Lt,
    frozenset({0, 1}): sympy.Ge,
    frozenset({-1, 0}): sympy.Le,
    frozenset({0}): sympy.Eq,
    frozenset({-1, 1}): sympy.Ne,
}


@dataclass(frozen=True)
class Printer:
    """Curves in a box as equations and inequalities in two symbols."""

    axes: Axes
    box: Box

    def _solved(self, curve: Curve) -> tuple[sympy.Symbol, sympy.Expr, int] | None:
        """Solve a curve for a symbol in which it is linear with a coefficient of one sign in the box.

        Returns ``(symbol, right, sign)``: the curve is ``symbol = right``, positive where ``sign·(symbol - right) >
        0``.
        """
        for variable in (1, 0):
            if curve.degrees[variable] == 1:
                slope = {e: c for e, c in curve.terms if e[variable] == 1}
                sign = self._sign(slope, variable)
                if sign:
                    above = -self._sum({e: c for e, c in curve.terms if e[variable] == 0})
                    below = self._sum({self._without(e, variable): c for e, c in slope.items()})
                    return self.axes[variable], _quotient(above, below, sign), sign
        return None

    @staticmethod
    def _without(e: tuple[int, int], variable: int) -> tuple[int, int]:
        return (0, e[1]) if variable == 0 else (e[0], 0)

    def _sign(self, slope: Mapping[tuple[int, int], int], variable: int) -> int:
        """Return the sign of a coefficient that has one all over the box, 0 for others."""
        terms = tuple((self._without(e, variable), c) for e, c in slope.items())
        mask = mask_of(net_of(Curve(terms), self.box))
        return {POSITIVE: 1, NEGATIVE: -1}.get(mask, 0)

    def _sum(self, terms: Mapping[tuple[int, int], int]) -> sympy.Expr:
        x, y = self.axes
        return sympy.Add(*(c * x**i * y**j for (i, j), c in terms.items()))

    def _sides(self, curve: Curve) -> tuple[sympy.Expr, sympy.Expr]:
        """Return two sums with positive coefficients whose difference is the curve's polynomial."""
        plus = self._sum({e: c for e, c in curve.terms if c > 0})
        minus = self._sum({e: -c for e, c in curve.terms if c < 0})
        return plus, minus

    def equation(self, curve: Curve) -> sympy.Eq:
        """Return the equation of a curve, solved for one axis where that is possible all over the box."""
        solved = self._solved(curve)
        left, right = self._sides(curve) if solved is None else solved[:2]
        return sympy.Eq(left, right, evaluate=False)

    def relation(self, curve: Curve, signs: frozenset[int]) -> Boolean:
        """Return the inequality that says which signs the curve's polynomial has."""
        solved = self._solved(curve)
        if solved is None:
            return _RELATIONS[signs](*self._sides(curve))
        symbol, right, orientation = solved
        return _RELATIONS[frozenset(orientation * s for s in signs)](symbol, right)

    def condition(self, curves: Sequence[Curve], condition: Condition) -> Boolean:
        """Return a condition on the signs of curves as inequalities."""
        if isinstance(condition, Atom):
            return self.relation(curves[condition.curve], condition.signs)
        parts = [self.condition(curves, part) for part in condition.parts]
        return sympy.And(*parts) if condition.every else sympy.Or(*parts)


def _quotient(above: sympy.Expr, below: sympy.Expr, sign: int) -> sympy.Expr:
    """Return a quotient whose denominator is printed with the sign that makes it positive."""
    if below.is_number:
        return sympy.expand(above / below)
    return sympy.expand(sign * above) / sympy.expand(sign * below)


def ranked(
    candidates: Sequence[Indifference],
    on_border: Mapping[Profile, str],
    sides: tuple[frozenset[str], frozenset[str]],
) -> list[Indifference]:
    """Return comparisons by how well each would explain a border if it were a tie there, the best first.

    Between two equilibria on the border whose regimes are on different sides; else between two equilibria on it; else
    of one equilibrium with a deviation; equally good ones in the order in which the concept made them.

    Parameters
    ----------
    candidates
        Comparisons.
    on_border
        The pure equilibria on the border with their regimes.
    sides
        The regimes of the two sides.
    """
    only = (sides[0] - sides[1], sides[1] - sides[0])
    tiers: tuple[list[Indifference], ...] = ([], [], [], [])
    for comparison in candidates:
        one, other = on_border.get(comparison.first), on_border.get(comparison.second)
        if one is None or other is None:
            tiers[2 if one is not None or other is not None else 3].append(comparison)
        else:
            across = any(one in a and other in b for a, b in (only, only[::-1]))
            tiers[0 if across else 1].append(comparison)
    return [comparison for tier in tiers for comparison in tier]


def symbolic_formula(
    game: Any,
    space: ParameterSpace,
    comparison: Indifference,
    equation: sympy.Eq,
    fixed: Mapping[sympy.Symbol, sympy.Rational],
) -> sympy.Eq | None:
    r"""Return the border of a comparison with the symbols of ``game``, solved for the left side of ``equation``.

    Parameters of which a coefficient consists that vanishes at their values are replaced by these values, so that
    :math:`b = V + (\eta - 1) p` reads b = V where η = 1.  None where the border is not linear in that symbol, or
    where the form does not become ``equation`` at the values ``fixed``.
    """
    known = game.payoffs if isinstance(game, Game) else {}
    if comparison.first not in known or comparison.second not in known:
        return None
    if not equation.lhs.is_Symbol:
        found = _explicit_formula(game, comparison, equation, fixed)
        return found and sympy.Eq(found[0], tidy(_with_positive_denominator(found[1], space, fixed)), evaluate=False)
    right = _solved_for(game, comparison, equation.lhs)
    if right is None:
        return None
    for axis in sorted((right.free_symbols - fixed.keys()) - equation.rhs.free_symbols, key=str):
        slope = sympy.diff(right, axis)
        right = right.subs({s: fixed[s] for s in slope.free_symbols if s in fixed})
    right = tidy(_with_positive_denominator(right, space, fixed))
    here = right.xreplace(dict(fixed))
    same = here.is_finite is not False and sympy.cancel(sympy.expand(here) - equation.rhs) == 0
    return sympy.Eq(equation.lhs, right, evaluate=False) if same else None


def _explicit_formula(
    game: Game, comparison: Indifference, equation: sympy.Eq, fixed: Mapping[sympy.Symbol, sympy.Rational]
) -> tuple[sympy.Symbol, sympy.Expr] | None:
    """Return an axis in which a comparison is linear although the polynomial of its border is not, and its value."""
    i = game.player_index(comparison.player)
    difference = game.payoffs[comparison.first][i] - game.payoffs[comparison.second][i]
    for axis in sorted(equation.free_symbols, key=str):
        right = solved_with_kernels(difference, axis)
        if right is not None and holds_on(equation, axis, right, fixed):
            return axis, right
    return None


def _with_positive_denominator(
    expression: sympy.Expr, space: ParameterSpace, fixed: Mapping[sympy.Symbol, sympy.Rational]
) -> sympy.Expr:
    """Return an equal quotient whose denominator is not negative, where bounds or values of the parameters tell."""
    above, below = sympy.fraction(expression)
    if below.is_number:
        return expression
    signs = range_over(Ring.of([below]).polynomial(below), ranges_of(space))
    negative = signs <= {-1, 0} or bool(below.xreplace(dict(fixed)).is_negative)
    return sympy.expand(-above) / sympy.expand(-below) if negative else expression


def _solved_for(game: Game, comparison: Indifference, symbol: sympy.Symbol) -> sympy.Expr | None:
    compare = Comparisons(game)
    i = game.player_index(comparison.player)
    compare.at_least(i, comparison.first, comparison.second)
    if not compare.indifferences:
        return None
    polynomial = compare.indifferences[0].polynomial
    kernels = (g for g in polynomial.generators if not isinstance(g, sympy.Symbol))
    if any(symbol in kernel.free_symbols for kernel in kernels):
        return None
    parts = _in_powers(polynomial, symbol)
    if set(parts) - {0, 1} or 1 not in parts:
        return None
    slope, rest = parts[1].expression, parts[0].expression if 0 in parts else sympy.Integer(0)
    return -rest / slope if slope.is_number else sympy.cancel(-rest / slope)


def _in_powers(polynomial: Polynomial, symbol: sympy.Symbol) -> dict[int, Polynomial]:
    """Split a polynomial by powers of one symbol."""
    i = polynomial.ring.position[symbol]
    parts: dict[int, list[tuple[tuple[int, ...], Fraction]]] = {}
    for exponents, value in polynomial.terms:
        parts.setdefault(exponents[i], []).append(((*exponents[:i], 0, *exponents[i + 1 :]), value))
    return {power: Polynomial(polynomial.ring, tuple(terms)) for power, terms in parts.items()}


def tidy(expression: sympy.Expr) -> sympy.Expr:
    """Return, of a few equal forms, the one that mentions symbols least often and then the shortest.

    Examples
    --------
    >>> V, delta, rho = sympy.symbols("V delta rho", real=True)
    >>> tidy(V - V * delta - V * rho)
    V*(-delta - rho + 1)
    """
    above, below = sympy.fraction(expression)
    if not below.is_number:
        return tidy(above) / below
    plain = sympy.expand(expression)
    symbols = sorted(plain.free_symbols, key=str)
    shared = [s for s in symbols if sum(term.has(s) for term in sympy.Add.make_args(plain)) > 1]
    forms = [plain, sympy.factor_terms(plain), sympy.collect(plain, shared), *(sympy.collect(plain, s) for s in shared)]

    def size(form: sympy.Expr) -> tuple[int, int]:
        return sum(node.is_Symbol for node in sympy.preorder_traversal(form)), len(str(form))

    return min(forms, key=size)
