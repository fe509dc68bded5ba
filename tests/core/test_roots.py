"""Conditions with roots, quotients, minima and maxima: elimination against values in balls of 1500 bits."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

import pytest
import sympy
from flint import arb, ctx, fmpq
from hypothesis import assume
from hypothesis import strategies as st

from coopgame.conditions import (
    TRUE,
    Elimination,
    Formula,
    Polynomial,
    Ring,
    Sign,
    all_of,
    any_of,
    atoms,
    cases,
    defined,
    domain,
    formula_of,
    holds,
    is_algebraic,
    range_over,
    roots,
    without_kernels,
)
from coopgame.conditions.formulas import SIGNS
from coopgame.errors import UnsupportedError
from tests.laws import assert_caught, law

X, Y = sympy.symbols("x y", real=True)
RING = Ring.of([X, Y])
HALF, THIRD = sympy.Rational(1, 2), sympy.Rational(1, 3)
Point = dict[sympy.Symbol, Fraction]


class UndefinedError(Exception):
    """A denominator is zero or a radicand negative."""


# Values that share nothing with the code under test -------------------------------------------------------------------


def sign_of(value: Any) -> int:
    """Small expressions of small numbers are zero if they are below 10**-200."""
    if value.contains(0):
        assert float(value.rad()) < 1e-200, value
        return 0
    return 1 if value > 0 else -1


def ball(value: Any) -> Any:
    return arb(fmpq(int(value.numerator), int(value.denominator)))


def snapped(value: Any) -> Any:
    return arb(0) if sign_of(value) == 0 else value


def product(values: Any) -> Any:
    total = arb(1)
    for value in values:
        total *= value
    return total


def power(base: Any, exponent: sympy.Rational) -> Any:
    sign = sign_of(base)
    if exponent < 0 and sign == 0:
        raise UndefinedError
    if exponent.is_Integer:
        whole = product([base] * abs(int(exponent)))
        return whole if exponent > 0 else 1 / whole
    if sign < 0:
        raise UndefinedError
    return arb(0) if sign == 0 else base ** ball(exponent)


def value_of(node: sympy.Expr, point: Point) -> Any:
    if node.is_Symbol:
        return ball(point[node])
    if node.is_Rational:
        return ball(node)
    if node.is_Pow:
        return snapped(power(value_of(node.base, point), node.exp))
    values = [value_of(argument, point) for argument in node.args]
    if node.is_Add:
        return snapped(sum(values, arb(0)))
    if node.is_Mul:
        return snapped(product(values))
    sense = -1 if isinstance(node, sympy.Min) else 1
    best = values[0]
    for value in values[1:]:
        best = value if sign_of(value - best) == sense else best
    return best


def polynomial_value(polynomial: Polynomial, point: Point) -> Any:
    """Return the value from the generators: SymPy would make x of the square of sqrt(x), which is defined elsewhere."""
    values = [value_of(g, point) if g in polynomial.generators else arb(0) for g in polynomial.ring.generators]
    terms = (
        ball(c) * product([v for v, e in zip(values, row, strict=True) for _ in range(e)])
        for row, c in polynomial.terms
    )
    return sum(terms, arb(0))


def true_at(formula: Formula, point: Point) -> bool:
    def sign(polynomial: Polynomial) -> int:
        value = polynomial.at(point)
        return int(value > 0) - int(value < 0)

    return holds(formula, sign)


# Random expressions and points ----------------------------------------------------------------------------------------

small = st.integers(-2, 2)
affine = st.builds(lambda a, b, c: a * X + b * Y + c, small, small, st.integers(-3, 3))
radicands = st.one_of(
    st.sampled_from([X, Y, X + Y, X * Y, X**2 + Y, X**2 + Y**2, 4 * X, 2 * X, X**2 - 2 * X * Y + Y**2]), affine
)
EXPONENTS = [HALF, HALF, HALF, -HALF, 3 * HALF, HALF / 2, THIRD, -THIRD, 2 * THIRD]


def clean(expression: Any) -> bool:
    strange = (sympy.I, sympy.zoo, sympy.nan, sympy.oo, sympy.Abs)
    constants = (p.base for p in expression.atoms(sympy.Pow) if p.base.is_number)
    return not expression.has(*strange) and all(c.is_positive for c in constants)


def inverted(expression: sympy.Expr) -> sympy.Expr:
    return 1 / expression if expression != 0 else expression


def rooted(expression: sympy.Expr) -> sympy.Expr:
    return expression if expression.is_number else sympy.sqrt(expression)


def extend(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(lambda a, k, b: a + k * b, inner, st.sampled_from([1, -1, 2]), inner),
        st.builds(lambda a, b: a * b, inner, inner),
        st.builds(lambda a, b: sympy.Min(a, b), inner, inner),
        st.builds(lambda a, b: sympy.Max(a, b), inner, inner),
        inner.map(inverted),
        inner.map(rooted),
    )


powers = st.builds(lambda base, e: base**e if not base.is_number else base, radicands, st.sampled_from(EXPONENTS))
plain = st.one_of(st.sampled_from([X, Y, sympy.Integer(1), HALF]), affine)
expressions = st.recursive(st.one_of(plain, powers, powers), extend, max_leaves=5).filter(clean)
sums = st.builds(
    lambda a, b, c, d, e: a * sympy.sqrt(X) + b * sympy.sqrt(Y) + c * sympy.sqrt(X + Y) + d * X + e,
    small, small, small, small, small,
)  # fmt: skip
squares = st.sampled_from([0, 1, 4, 9, 16, Fraction(1, 4), Fraction(9, 4)]).map(Fraction)
coordinates = st.one_of(squares, squares, st.builds(Fraction, st.integers(-6, 6), st.sampled_from([1, 2])))
points = st.lists(st.fixed_dictionaries({X: coordinates, Y: coordinates}), min_size=4, max_size=6)
relations = st.sampled_from(sorted(SIGNS))


@pytest.fixture(autouse=True)
def _precise() -> Any:
    before, ctx.prec = ctx.prec, 1500
    yield
    ctx.prec = before


def check_elimination(expression: sympy.Expr, relation: str, some: list[Point]) -> None:
    """Where the polynomial is defined the condition without kernels says the same; elsewhere it does not hold."""
    ring = Ring.of([expression], [X, Y])
    sign = Sign.compare(ring.polynomial(expression), relation)
    assume(isinstance(sign, Sign))
    if not is_algebraic(sign):
        with pytest.raises(UnsupportedError, match="not polynomial"):
            without_kernels(sign)
        return
    eliminated = without_kernels(sign)
    assert all(atom.polynomial.ring == RING for atom in atoms(eliminated))
    for point in some:
        try:
            expected = sign_of(polynomial_value(sign.polynomial, point)) in sign.signs
        except UndefinedError:
            expected = False
        assert true_at(eliminated, point) == expected, (expression, relation, point)


@pytest.mark.thorough
@law(400, expressions, relations, points)
def test_elimination(expression: sympy.Expr, relation: str, some: list[Point]) -> None:
    check_elimination(expression, relation, some)


@pytest.mark.thorough
@law(150, sums, relations, points)
def test_sums_of_roots(expression: sympy.Expr, relation: str, some: list[Point]) -> None:
    check_elimination(expression, relation, some)


def check_domain(expression: sympy.Expr, some: list[Point]) -> None:
    """``defined`` holds exactly where the expression has a value."""
    try:
        eliminated = without_kernels(defined([expression], Ring.of([X, Y, *_inside(expression)])))
    except UnsupportedError:
        return
    for point in some:
        try:
            value_of(expression, point)
            expected = True
        except UndefinedError:
            expected = False
        assert true_at(eliminated, point) == expected, (expression, point)


def _inside(expression: sympy.Expr) -> list[sympy.Expr]:
    return [p.base for p in expression.atoms(sympy.Pow)]


@pytest.mark.thorough
@law(150, expressions, points)
def test_domain(expression: sympy.Expr, some: list[Point]) -> None:
    check_domain(expression, some)


# The laws can fail ----------------------------------------------------------------------------------------------------


def test_law_fails_when_radicands_may_be_negative(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases.Cases, "domain", lambda _self, _kernel: TRUE)
    assert_caught(check_elimination, expressions, relations, points)


def test_law_fails_when_the_larger_summand_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    real = roots.Sum._at_least

    def careless(self: Any, signs: frozenset[int]) -> Formula:
        return any_of(real(self, signs), all_of(self.among(self.first, signs)))

    monkeypatch.setattr(roots.Sum, "_at_least", careless)
    assert_caught(check_elimination, sums, relations, points)


def test_law_fails_when_a_square_root_of_a_square_has_a_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    """sqrt((x - y)²) is |x - y|."""
    real = cases.Cases._binomial

    def careless(self: Any, parts: Any, kernel: Any, index: int, signs: frozenset[int]) -> Formula:
        base = cases._square_root(kernel.arguments[0])
        if base is None:
            return real(self, parts, kernel, index, signs)
        return self.among(parts[0] + parts[1] * base, signs)

    monkeypatch.setattr(cases.Cases, "_binomial", careless)
    square = st.builds(lambda a, b: a * sympy.sqrt(sympy.expand((X - Y) ** 2)) + b, small.filter(bool), affine)
    check = check_elimination
    assert_caught(check, square, relations, points)


def test_law_fails_when_multiplied_by_what_may_be_negative(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases.Cases, "_signs_of", lambda _self, _element: frozenset({0, 1}))
    assert_caught(check_elimination, expressions, relations, points)


def test_law_of_domains_fails_when_poles_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(domain, "_total", lambda node: bool(node.exp.is_Integer))
    assert_caught(check_domain, expressions, points)


# Single cases ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "most"),
    [
        (sympy.sqrt(X) >= Y, 3),
        (sympy.Min(X, Y) >= 1, 2),
        (1 / sympy.sqrt(X) <= Y, 3),
        (sympy.sqrt(X) + sympy.sqrt(Y) >= 2, 6),
        (X**THIRD >= Y, 2),
        (X**2 * sympy.sqrt(Y) > 0, 3),
        (X ** (HALF / 2) >= Y, 3),
    ],
)
def test_trees_are_small(condition: Any, most: int) -> None:
    assert len(list(atoms(without_kernels(formula_of(condition))))) <= most


def test_degrees_are_small() -> None:
    """A common factor does not come back squared."""
    formula = without_kernels(formula_of((X - Y) * sympy.sqrt(X) - (X - Y) * Y >= 0))
    assert max(atom.polynomial.flint.total_degree() for atom in atoms(formula)) == 2


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (sympy.sqrt(X) + sympy.Min(1 / Y, 2) > 1, True),
        (sympy.sqrt(1 + sympy.sqrt(X)) > Y, True),
        (X**THIRD > Y, True),
        (X**THIRD + X ** (2 * THIRD) > Y, False),
        (sympy.sqrt(sympy.exp(X)) > Y, False),
        (sympy.log(X) > Y, False),
        (X**Y > 1, False),
        (sympy.And(X > 0, sympy.Or(Y > 0, 2**X > Y)), False),
    ],
)
def test_what_is_algebraic(condition: Any, expected: bool) -> None:
    assert is_algebraic(formula_of(condition)) == expected


def test_a_root_of_high_index_is_refused() -> None:
    high = formula_of(X ** sympy.Rational(1, 499) > X * Y + X + Y + 1)
    assert not is_algebraic(high)


def test_shared_parts_are_transformed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Sign] = []
    real = Elimination._eliminate

    def counted(self: Any, sign: Sign) -> Formula:
        calls.append(sign)
        return real(self, sign)

    monkeypatch.setattr(Elimination, "_eliminate", counted)
    shared = formula_of(sympy.Or(sympy.sqrt(X) > Y, X < Y))
    again = formula_of(sympy.Or(sympy.sqrt(X) > Y, X < Y))
    eliminate = Elimination()
    first = eliminate(all_of(shared, formula_of(X > 1)))
    assert eliminate(all_of(shared, formula_of(Y > 1))) != first
    assert eliminate(again) == eliminate(shared)
    assert len(calls) == 4


@cache
def _root_ring() -> Ring:
    return Ring.of([sympy.sqrt(X), 1 / sympy.sqrt(Y), sympy.exp(X)])


def test_roots_and_exponentials_are_not_negative() -> None:
    ring = _root_ring()
    assert range_over(ring.polynomial(sympy.sqrt(X)), {}) == {0, 1}
    assert range_over(ring.polynomial(1 / sympy.sqrt(Y) + sympy.sqrt(X)), {}) == {1}
    assert range_over(ring.polynomial(-sympy.exp(X)), {}) == {-1}
