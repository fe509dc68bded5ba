"""Borders and regions in the words and formulas of the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.conditions import Polynomial, Ring, range_over
from coopgame.equilibria import Indifference
from coopgame.equilibria.concept import Comparisons
from coopgame.equilibria.solve import ranges_of
from coopgame.games import Game, Profile
from coopgame.parameters import ParameterSpace
from coopgame.regions import Decomposition, Line, Literal

Axes = tuple[sympy.Symbol, sympy.Symbol]


def _number(value: Fraction) -> sympy.Rational:
    return sympy.Rational(value.numerator, value.denominator)


def _solved(line: Line, axes: Axes) -> tuple[sympy.Symbol, sympy.Expr, int]:
    """Solve a line for one symbol.

    Returns ``(symbol, right, sign)``: the line is ``symbol = right``, positive where ``sign·(symbol - right) > 0``.
    """
    x, y = axes
    if line.is_vertical:
        return x, _number(Fraction(-line.c, line.a)), 1 if line.a > 0 else -1
    right = _number(Fraction(-line.a, line.b)) * x + _number(Fraction(-line.c, line.b))
    return y, right, 1 if line.b > 0 else -1


def equation_of(line: Line, axes: Axes) -> sympy.Eq:
    """Return the equation of a line solved for the vertical axis, or for the horizontal one if it is vertical."""
    symbol, right, _ = _solved(line, axes)
    return sympy.Eq(symbol, right, evaluate=False)


def _inequality(line: Line, sign: int, axes: Axes) -> Boolean:
    symbol, right, orientation = _solved(line, axes)
    return sympy.Gt(symbol, right) if sign * orientation > 0 else sympy.Lt(symbol, right)


def condition_of(decomposition: Decomposition, patches: tuple[int, ...], axes: Axes) -> Boolean:
    """Return inequalities that hold inside these regions and inside no other."""

    def conjunction(literals: Sequence[Literal]) -> Boolean:
        return sympy.And(*(_inequality(decomposition.lines[curve], sign, axes) for curve, sign in literals))

    return sympy.Or(*(conjunction(literals) for literals in decomposition.condition(patches)))


def border_sources(
    indifferences: Iterable[Indifference], decomposition: Decomposition
) -> Mapping[int, tuple[Indifference, ...]]:
    """Return for each border curve the payoff comparisons that vanish on it."""
    factored = decomposition.labelled.curves.factored
    found: dict[int, list[Indifference]] = {}
    for comparison in indifferences:
        _, factors = factored.get(comparison.polynomial.primitive()[1], (1, ()))
        for curve, _ in factors:
            found.setdefault(curve, []).append(comparison)
    return {curve: tuple(own) for curve, own in found.items()}


def most_telling(
    candidates: Sequence[Indifference],
    on_border: Mapping[Profile, str],
    sides: tuple[frozenset[str], frozenset[str]],
) -> Indifference | None:
    """Return the comparison that explains a border best.

    Between two equilibria on the border whose regimes are on different sides; else between two equilibria on it; else
    of one equilibrium with a deviation; ties go to the first comparison that the concept made.

    Parameters
    ----------
    candidates
        Comparisons that vanish on the border.
    on_border
        The pure equilibria on the border with their regimes.
    sides
        The regimes of the two sides.
    """

    def score(comparison: Indifference) -> int:
        regimes = [on_border.get(profile) for profile in (comparison.first, comparison.second)]
        known = [r for r in regimes if r is not None]
        only = [(sides[0] - sides[1], sides[1] - sides[0]), (sides[1] - sides[0], sides[0] - sides[1])]
        across = len(known) == 2 and any(known[0] in a and known[1] in b for a, b in only)
        return (4 if across else 0) + len(known)

    return max(candidates, key=score, default=None)


def symbolic_formula(
    game: Game,
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
    right = _solved_for(game, comparison, equation.lhs)
    if right is None:
        return None
    for axis in sorted((right.free_symbols - fixed.keys()) - equation.rhs.free_symbols, key=str):
        slope = sympy.diff(right, axis)
        right = right.subs({s: fixed[s] for s in slope.free_symbols if s in fixed})
    right = tidy(_with_positive_denominator(right, space))
    same = sympy.expand(right.subs(dict(fixed)) - equation.rhs) == 0
    return sympy.Eq(equation.lhs, right, evaluate=False) if same else None


def _with_positive_denominator(expression: sympy.Expr, space: ParameterSpace) -> sympy.Expr:
    """Return an equal quotient whose denominator is not negative, where the bounds of the parameters tell."""
    above, below = sympy.fraction(expression)
    if below.is_number:
        return expression
    signs = range_over(Ring.of([below]).polynomial(below), ranges_of(space))
    return sympy.expand(-above) / sympy.expand(-below) if signs <= {-1, 0} else expression


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
