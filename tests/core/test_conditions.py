"""Sign conditions: enclosures, simplification and translation against evaluation at rational points."""

from __future__ import annotations

import pickle
import sys
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import assume
from hypothesis import strategies as st

from coopgame.conditions import (
    FALSE,
    TRUE,
    Polynomial,
    Range,
    Ring,
    Sign,
    as_sympy,
    atoms,
    balanced,
    bounds,
    cases,
    decide,
    formula_of,
    holds,
    negate,
    range_over,
    simplify,
    without_kernels,
)
from coopgame.conditions import formulas as formulas_module
from coopgame.conditions import simplify as simplify_function
from coopgame.errors import ExpressionError, UnsupportedError
from tests.laws import assert_caught, law

from .strategies import Atom, Tree, X, Y, fractions, rational, trees

Terms = dict[tuple[int, int], int]
RING = Ring.of([X, Y])


def sign_of(value: Any) -> int:
    return int(value > 0) - int(value < 0)


def evaluate(terms: Terms, x: Fraction, y: Fraction) -> Fraction:
    return sum((c * x**i * y**j for (i, j), c in terms.items()), Fraction(0))


def polynomial(terms: Terms) -> Polynomial:
    return RING.polynomial(sympy.Add(*(c * X**i * Y**j for (i, j), c in terms.items())))


polynomials = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(-3, 3).filter(bool), max_size=5
)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    """Bounded, half-bounded and unbounded, open and closed; infinite ends may be marked open."""
    lower = draw(st.one_of(st.none(), fractions(-2, 1, (1, 1, 2))))
    upper = draw(st.one_of(st.none(), fractions(-1, 2, (1, 1, 2))))
    if lower is not None and upper is not None:
        assume(lower < upper)
    return Range(lower, upper, draw(st.booleans()), draw(st.booleans()))


def inside(r: Range, t: Fraction) -> Fraction | None:
    """A point of the range for t in [0, 1]; the ends for 0 and 1, None for an end that is open."""
    if r.lower is not None and r.upper is not None:
        point = r.lower + t * (r.upper - r.lower)
    elif r.lower is not None:
        point = r.lower + 5 * t
    else:
        point = (r.upper if r.upper is not None else Fraction(0)) - 5 * t
    excluded = (r.open_lower and point == r.lower) or (r.open_upper and point == r.upper)
    return None if excluded else point


def sample(r: Range) -> list[Fraction]:
    points = [inside(r, Fraction(k, 8)) for k in range(9)]
    unbounded = [Fraction(k, 2) for k in range(-4, 5)] if r.lower is None and r.upper is None else []
    found = [p for p in points if p is not None] + unbounded
    if _holds_zero(r):
        found.append(Fraction(0))
    return found


def _holds_zero(r: Range) -> bool:
    above = r.lower is None or r.lower < 0 or (r.lower == 0 and not r.open_lower)
    return above and (r.upper is None or r.upper > 0 or (r.upper == 0 and not r.open_upper))


def check_enclosure(terms: Terms, first: Range, second: Range) -> None:
    enclosure = range_over(polynomial(terms), {X: first, Y: second})
    for x in sample(first):
        for y in sample(second):
            assert sign_of(evaluate(terms, x, y)) in enclosure


@pytest.mark.thorough
@law(200, polynomials, ranges(), ranges())
def test_range_encloses_the_signs(terms: Terms, first: Range, second: Range) -> None:
    check_enclosure(terms, first, second)


ZERO, ONE = Fraction(0), Fraction(1)
SHARP = {
    "x² on the line, ends marked open": (X**2, Range(None, None, True, True), {0, 1}),
    "x² + 1 on the line": (X**2 + 1, Range(None, None), {1}),
    "x on [0, ∞)": (X, Range(ZERO, None), {0, 1}),
    "x on (0, ∞)": (X, Range(ZERO, None, True), {1}),
    "x on (-∞, 0)": (X, Range(None, ZERO, False, True), {-1}),
    "x(1 - x) on [0, 1]": (X * (1 - X), Range(ZERO, ONE), {0, 1}),
    "x(1 - x) on (0, 1)": (X * (1 - X), Range(ZERO, ONE, True, True), {1}),
    "x - 2 on [0, 1]": (X - 2, Range(ZERO, ONE), {-1}),
    "x - 1 on [0, 1)": (X - 1, Range(ZERO, ONE, False, True), {-1}),
    "x - 1/2 on [0, 1]": (X - sympy.Rational(1, 2), Range(ZERO, ONE), {-1, 0, 1}),
    "0": (sympy.Integer(0), Range(ZERO, ONE), {0}),
    "-3": (sympy.Integer(-3), Range(None, None), {-1}),
}


@pytest.mark.parametrize("name", SHARP)
def test_range_is_sharp_where_it_must_be(name: str) -> None:
    expression, box, signs = SHARP[name]
    assert range_over(RING.polynomial(expression), {X: box}) == signs


def test_range_of_two_variables_is_sharp() -> None:
    unit = Range(ZERO, ONE)
    assert range_over(RING.polynomial(X * Y - 2), {X: unit, Y: unit}) == {-1}
    assert range_over(RING.polynomial(X + Y + X * Y), {X: Range(ZERO, None), Y: Range(ZERO, None, True)}) == {1}
    inner = Range(ZERO, ONE, True, True)
    assert range_over(RING.polynomial(1 - X + X * Y), {X: inner, Y: unit}) == {1}
    assert range_over(RING.polynomial(1 - X + X * Y), {X: unit, Y: unit}) == {0, 1}


@pytest.mark.parametrize(
    ("name", "value"),
    [("_strict", lambda *_: True), ("_never_zero", lambda *_: True)],
)
def test_enclosure_check_catches(name: str, value: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, name, value)
    assert_caught(check_enclosure, polynomials, ranges(), ranges())


# Formulas -----------------------------------------------------------------------------------------

points = st.tuples(fractions(-3, 3), fractions(-3, 3))


def true_at(formula: Any, x: Fraction, y: Fraction) -> bool:
    return holds(formula, lambda p: sign_of(p.at({X: x, Y: y})))


def by_sympy(condition: Any, x: Fraction, y: Fraction) -> bool:
    return bool(condition.subs({X: rational(x), Y: rational(y)}))


def check_translation(tree: Any, some: list[tuple[Fraction, Fraction]]) -> None:
    formula = formula_of(tree.sympy())
    for x, y in some:
        expected = tree.true_at(x, y)
        assert true_at(formula, x, y) == expected
        assert true_at(negate(formula), x, y) != expected
        assert by_sympy(as_sympy(formula), x, y) == expected
        assert true_at(formula_of(as_sympy(formula), RING), x, y) == expected


@pytest.mark.thorough
@law(100, trees(), st.lists(points, min_size=4, max_size=8))
def test_translation_there_and_back(tree: Any, some: list[tuple[Fraction, Fraction]]) -> None:
    check_translation(tree, some)


def check_simplification(tree: Any, first: Range, second: Range) -> None:
    formula, box = formula_of(tree.sympy(), RING), {X: first, Y: second}
    short, decided = simplify(formula, box), decide(formula, box)
    for x in sample(first):
        for y in sample(second):
            expected = tree.true_at(x, y)
            assert true_at(short, x, y) == expected
            assert true_at(decided, x, y) == expected
    assert len(list(atoms(decided))) <= len(list(atoms(formula)))


@pytest.mark.thorough
@law(100, trees(leaves=6), ranges(), ranges())
def test_simplification_changes_nothing_in_the_box(tree: Any, first: Range, second: Range) -> None:
    check_simplification(tree, first, second)


def test_simplification_simplifies() -> None:
    box = {X: Range(ZERO, None), Y: Range(ZERO, ONE)}
    for given, short in [
        ((X >= 0) & (Y <= 3), sympy.true),
        ((X < 0) | (Y > 1), sympy.false),
        ((X + Y >= 1) & (X + Y >= 2), X + Y >= 2),
        ((X >= 1) | (X >= 2), X >= 1),
        ((X <= 0), sympy.Eq(X, 0)),
        ((X >= 2) & (X <= 2), sympy.Eq(X, 2)),
        ((X > 2) | (X < 2), sympy.Ne(X, 2)),
    ]:
        assert as_sympy(simplify(formula_of(given), box)) == short


Sides = tuple[tuple[int, int, int], ...]
sides = st.lists(st.tuples(*[st.integers(-2, 2)] * 3), min_size=2, max_size=3).map(tuple)


def check_simplification_given(factors: Sides, relation: str, known: tuple[int, int, int], first: Range) -> None:
    """A product of linear forms compared with zero, where another form is positive."""

    def form(c: tuple[int, int, int]) -> sympy.Expr:
        return c[0] * X + c[1] * Y + c[2]

    product = Sign.compare(RING.polynomial(sympy.Mul(*map(form, factors))), relation)
    given = Sign.compare(RING.polynomial(form(known)), ">")
    if not isinstance(given, Sign):
        return
    short = simplify(product, {X: first}, [given])
    for x in sample(first):
        for y in (Fraction(k, 2) for k in range(-6, 7)):
            if true_at(given, x, y):
                assert true_at(short, x, y) == true_at(product, x, y)


relations = st.sampled_from(["<", "<=", "=", "!=", ">=", ">"])


@pytest.mark.thorough
@law(150, sides, relations, sides.map(lambda s: s[0]), ranges())
def test_simplification_changes_nothing_where_the_given_holds(
    factors: Sides, relation: str, known: tuple[int, int, int], first: Range
) -> None:
    check_simplification_given(factors, relation, known, first)


def test_factors_whose_sign_is_given_are_divided_out() -> None:
    product, given = formula_of((X - Y) * (X + Y - 1) >= 0, RING), formula_of(X > Y, RING)
    assert isinstance(given, Sign)
    assert as_sympy(simplify(product, {}, [given])) == (X + Y >= 1)


def test_dividing_by_a_factor_of_either_sign_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["coopgame.conditions.simplify"]
    monkeypatch.setattr(module, "_signs_given", lambda *_: frozenset({1}))
    assert_caught(check_simplification_given, sides, relations, sides.map(lambda s: s[0]), ranges())


def test_simplification_checks_catch(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["coopgame.conditions.simplify"]
    monkeypatch.setattr(module, "implies", lambda *_: True)
    assert simplify_function is module.simplify
    both = Tree("and", (Atom(ONE, ((1, 0, -1),), ">="), Atom(ONE, ((0, 1, -1),), ">=")))
    with pytest.raises(AssertionError):
        check_simplification(both, Range(None, None), Range(None, None))


def test_translation_check_catches(monkeypatch: pytest.MonkeyPatch) -> None:
    """``>=`` that forgets equality."""
    monkeypatch.setitem(formulas_module.SIGNS, ">=", frozenset({1}))
    monkeypatch.setitem(formulas_module.RELATION, frozenset({0, 1}), ">=")
    monkeypatch.setitem(formulas_module.RELATION, frozenset({1}), ">")
    assert_caught(check_translation, trees(), st.lists(points, min_size=4, max_size=8))


# Kernels ------------------------------------------------------------------------------------------

small = st.integers(-2, 2)
affine = st.tuples(small, small, small)


def written(form: tuple[int, int, int]) -> sympy.Expr:
    return form[0] * X + form[1] * Y + form[2]


def value(form: tuple[int, int, int], x: Fraction, y: Fraction) -> Fraction:
    return form[0] * x + form[1] * y + form[2]


KERNELS: dict[str, tuple[Any, Any]] = {
    "min": (lambda u, v, w: sympy.Min(u, v) + w, lambda u, v, w: min(u, v) + w),
    "max": (lambda u, v, w: w - sympy.Max(u, v, 1), lambda u, v, w: w - max(u, v, 1)),
    "quotient": (lambda u, v, w: u / v + w, lambda u, v, w: u / v + w),
    "square of a quotient": (lambda u, v, w: (u / v) ** 2 - w, lambda u, v, w: (u / v) ** 2 - w),
    "quotient of a minimum": (lambda u, v, w: sympy.Min(u, 1 / v) + w, lambda u, v, w: min(u, 1 / v) + w),
    "minimum of a maximum": (lambda u, v, w: sympy.Min(sympy.Max(u, v), w), lambda u, v, w: min(max(u, v), w)),
}
RELATIONS = {"<": (-1,), "<=": (-1, 0), ">=": (0, 1), ">": (1,)}


def check_kernels(name: str, forms: Any, relation: str, some: list[tuple[Fraction, Fraction]]) -> None:
    """Where the expression is defined, the condition without kernels says the same."""
    write, compute = KERNELS[name]
    assume(any(forms[1]))
    symbolic = write(*(written(f) for f in forms))
    ring = Ring.of([symbolic], [X, Y])
    plain = without_kernels(Sign.compare(ring.polynomial(symbolic), relation))
    assert all(not p.polynomial.ring.kernels for p in atoms(plain))
    for x, y in some:
        try:
            expected = sign_of(compute(*(value(f, x, y) for f in forms))) in RELATIONS[relation]
        except ZeroDivisionError:
            continue
        assert true_at(plain, x, y) == expected


@pytest.mark.thorough
@law(
    100,
    st.sampled_from(sorted(KERNELS)),
    st.tuples(affine, affine, affine),
    st.sampled_from(sorted(RELATIONS)),
    st.lists(points, min_size=4, max_size=8),
)
def test_without_kernels(name: str, forms: Any, relation: str, some: list[tuple[Fraction, Fraction]]) -> None:
    check_kernels(name, forms, relation, some)


@pytest.mark.parametrize("relation", ["<", "<=", "=", "!=", ">=", ">"])
def test_undefined_is_false(relation: str) -> None:
    ring = Ring.of([1 / X, Y])
    plain = without_kernels(Sign.compare(ring.polynomial(1 / X - Y), relation))
    assert not true_at(plain, ZERO, ONE)
    assert true_at(plain, ONE, ONE) == (relation in {"<=", "=", ">="})


def test_kernel_check_catches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Multiply by the denominator itself, whose sign may be negative."""
    monkeypatch.setattr(cases.Cases, "_signs_of", lambda _self, _element: frozenset({0, 1}))
    assert_caught(
        check_kernels,
        st.just("quotient"),
        st.tuples(affine, affine, affine),
        st.sampled_from(sorted(RELATIONS)),
        st.lists(points, min_size=4, max_size=8),
    )


@pytest.mark.parametrize("expression", [sympy.sqrt(sympy.exp(X)), sympy.exp(X), sympy.log(X), X**Y])
def test_other_kernels_are_refused_by_name(expression: Any) -> None:
    ring = Ring.of([expression])
    with pytest.raises(UnsupportedError, match="not polynomial"):
        without_kernels(Sign.compare(ring.polynomial(expression - 1), ">"))


# Polynomials --------------------------------------------------------------------------------------


@pytest.mark.thorough
@law(80, polynomials.filter(bool), polynomials.filter(bool), points)
def test_factors_multiply_to_the_polynomial(first: Terms, second: Terms, point: tuple[Fraction, Fraction]) -> None:
    values = {X: point[0], Y: point[1]}
    product = RING.polynomial(sympy.expand(polynomial(first).expression * polynomial(second).expression))
    sign, factors = product.factors()
    for factor, multiplicity in factors:
        assert factor.primitive() == (1, factor)
        sign *= sign_of(factor.at(values)) ** multiplicity
    assert sign == sign_of(evaluate(first, *point) * evaluate(second, *point))


@law(60, polynomials, st.sampled_from([Fraction(2), Fraction(-3), Fraction(-1, 7)]))
def test_primitive_part_forgets_constants(terms: Terms, scale: Fraction) -> None:
    one = polynomial(terms)
    other = RING.polynomial(sympy.expand(rational(scale) * one.expression))
    flip, part = one.primitive()
    assert other.primitive() == ((flip * sign_of(scale), part) if terms else (1, other))
    left, right = balanced(one)
    assert sympy.expand(left - right - one.expression) == 0


@pytest.mark.thorough
@law(60, trees())
def test_pickling(tree: Any) -> None:
    formula = formula_of(tree.sympy(), RING)
    again = pickle.loads(pickle.dumps(formula))  # noqa: S301
    assert again == formula
    assert hash(again) == hash(formula)
    assert as_sympy(again) == as_sympy(formula)


def test_constants() -> None:
    assert Sign.compare(RING.polynomial(sympy.Integer(1)), ">") == TRUE
    assert Sign.compare(RING.polynomial(sympy.Integer(0)), ">") == FALSE
    assert (negate(TRUE), negate(FALSE)) == (FALSE, TRUE)
    assert (formula_of(sympy.true), formula_of(sympy.false)) == (TRUE, FALSE)


def test_strange_conditions_are_refused() -> None:
    with pytest.raises(ExpressionError, match="not a comparison"):
        formula_of(sympy.Xor(X > 1, Y > 1, evaluate=False))
