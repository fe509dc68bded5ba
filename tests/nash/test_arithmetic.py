"""Exact linear arithmetic, signed minors and simplification, against algorithms of their own."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

from coopgame.conditions import All, AnyOf, Range, Ring, Sign, as_sympy, linear, minors, simplify
from tests.laws import assert_caught, law

from .oracle import truth

F = Fraction
X, Y, Z = SYMBOLS = sympy.symbols("x y z", real=True)
RING = Ring.of(SYMBOLS)
BOXES: dict[str, dict[Any, Range]] = {
    "line": {},
    "unit": {s: Range(F(0), F(1)) for s in SYMBOLS},
    "positive": {s: Range(F(0), None) for s in SYMBOLS},
    "open": {X: Range(F(0), None, True), Y: Range(None, F(2)), Z: Range(F(-1), F(1), True, True)},
}
small = st.integers(-2, 2)
relations = st.sampled_from(["<", "<=", "<=", ">=", ">=", ">", "="])
boxes = st.sampled_from(sorted(BOXES))

# Fourier–Motzkin: rows (a, c, strict) stand for a·z + c ≥ 0, or > 0 where strict --------------------------------------

Row = tuple[tuple[Fraction, ...], Fraction, bool]


def solvable(rows: list[Row], width: int) -> bool:
    for k in range(width):
        up, down, rest = [], [], []
        for row in rows:
            (up if row[0][k] > 0 else down if row[0][k] < 0 else rest).append(row)
        for (a, c, s), (b, d, t) in itertools.product(up, down):
            p, q = -b[k], a[k]
            rest.append((tuple(p * u + q * v for u, v in zip(a, b, strict=True)), p * c + q * d, s or t))
        rows = list(dict.fromkeys(rest))
    return all(c > 0 or (c == 0 and not strict) for _, c, strict in rows)


def unit(k: int, sign: int) -> tuple[Fraction, ...]:
    return tuple(F(sign if i == k else 0) for i in range(3))


def rows_of(forms: list[tuple[tuple[int, ...], str]], box: dict[Any, Range]) -> list[Row]:
    rows: list[Row] = []
    for (*a, c), relation in forms:
        signs = {"<": (-1,), "<=": (-1,), ">": (1,), ">=": (1,), "=": (1, -1)}[relation]
        rows.extend((tuple(F(sign * u) for u in a), F(sign * c), relation in "<>") for sign in signs)
    for k, symbol in enumerate(SYMBOLS):
        known = box.get(symbol, Range(None, None))
        if known.lower is not None:
            rows.append((unit(k, 1), -known.lower, known.open_lower))
        if known.upper is not None:
            rows.append((unit(k, -1), known.upper, known.open_upper))
    return rows


def polynomial(form: tuple[int, ...]) -> Any:
    return RING.polynomial(sympy.Add(*(c * s for c, s in zip(form, SYMBOLS, strict=False)), form[3]))


forms = st.lists(st.tuples(st.tuples(small, small, small, small), relations), min_size=1, max_size=5)


def check_linear(system: list[tuple[tuple[int, ...], str]], box: str) -> None:
    """Never contradictory where there is a solution; on lines and half-lines from 0 exactly where there is none."""
    signs = [Sign(polynomial(form), relation) for form, relation in system]
    expected = not solvable(rows_of(system, BOXES[box]), 3)
    seen = linear.contradictory(signs, BOXES[box])
    assert expected or not seen, "sound"
    if box in {"line", "positive"}:
        assert seen == expected, "complete for linear systems"


@law(150, forms, boxes)
def test_contradictions_of_linear_systems(system: list[tuple[tuple[int, ...], str]], box: str) -> None:
    check_linear(system, box)


def check_solution(system: list[tuple[tuple[int, ...], str]], box: str) -> None:
    """Values of monomials satisfy the system exactly, and are there unless it contradicts itself."""
    signs = [s for s in (Sign.compare(polynomial(form), relation) for form, relation in system) if isinstance(s, Sign)]
    values = linear.values_of_monomials(signs, BOXES[box])
    assert (values is None) == linear.contradictory(signs, BOXES[box])
    if values is None:
        return
    for sign in signs:
        if sign.relation != "!=":
            total = sum((c * values.get(e, F(1)) for e, c in sign.polynomial.terms), F(0))
            assert (total > 0) - (total < 0) in sign.signs


@law(150, forms, boxes)
def test_solutions_of_linear_systems(system: list[tuple[tuple[int, ...], str]], box: str) -> None:
    check_solution(system, box)


def test_law_of_solutions_fails_when_strictness_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    real = linear._transposed
    monkeypatch.setattr(linear, "_transposed", lambda rows, width: real([(row, False) for row, _ in rows], width))
    assert_caught(check_solution, forms, boxes, n=400)


def test_law_of_solutions_fails_when_prices_are_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    real = linear._prices
    monkeypatch.setattr(linear, "_prices", lambda *a: [-price for price in real(*a)[:-2]] + real(*a)[-2:])
    assert_caught(check_solution, forms, boxes)


def test_law_of_contradictions_fails_when_strictness_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    real = linear._feasible
    monkeypatch.setattr(linear, "_feasible", lambda rows, width: real([(row, False) for row, _ in rows], width))
    assert_caught(check_linear, forms, boxes, n=400)


def test_law_of_contradictions_fails_when_everything_contradicts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "_feasible", lambda *_: False)
    assert_caught(check_linear, forms, boxes)


def test_bounds_within_the_unit_interval() -> None:
    """Upper bounds count, alone and times what is not negative: y ≤ 1 makes x y ≤ x where x ≥ 0."""
    above = [Sign(polynomial((1, 0, 0, -2)), ">")]
    assert linear.contradictory(above, BOXES["unit"])
    assert as_sympy(simplify(above[0], BOXES["unit"])) == sympy.false
    product = [Sign(RING.polynomial(X * Y - X - Z), ">")]
    assert linear.contradictory(product, BOXES["unit"])
    assert not linear.contradictory(product, {X: BOXES["unit"][X]})


# Polynomials: a point that satisfies the conjunction refutes a contradiction ------------------------------------------

MONOMIALS = (sympy.Integer(1), X, Y, Z, X * Y, Y * Z, X**2)
polynomials = st.lists(small, min_size=7, max_size=7).map(
    lambda cs: sympy.Add(*(c * m for c, m in zip(cs, MONOMIALS, strict=True)))
)
conjunctions = st.lists(st.tuples(polynomials, relations), min_size=1, max_size=4)


def inside(box: dict[Any, Range], value: tuple[Fraction, ...]) -> bool:
    for symbol, v in zip(SYMBOLS, value, strict=True):
        r = box.get(symbol, Range(None, None))
        if r.lower is not None and (v < r.lower or (r.open_lower and v == r.lower)):
            return False
        if r.upper is not None and (v > r.upper or (r.open_upper and v == r.upper)):
            return False
    return True


GRID = list(itertools.product([F(-2), F(-1, 2), F(0), F(1, 2), F(1), F(3)], repeat=3))
POINTS = {name: [dict(zip("xyz", p, strict=True)) for p in GRID if inside(box, p)] for name, box in BOXES.items()}


def formula(part: tuple[sympy.Expr, str]) -> Any:
    return Sign.compare(RING.polynomial(part[0]), part[1])


def check_sound(parts: list[tuple[sympy.Expr, str]], box: str) -> None:
    signs = [s for s in map(formula, parts) if isinstance(s, Sign)]
    if signs and linear.contradictory(signs, BOXES[box]):
        conditions = [as_sympy(s) for s in signs]
        assert not any(all(truth(c, p) for c in conditions) for p in POINTS[box])


@law(60, conjunctions, boxes)
def test_no_solution_of_a_contradiction_on_a_grid(parts: list[tuple[sympy.Expr, str]], box: str) -> None:
    check_sound(parts, box)


def test_law_of_soundness_fails_when_everything_contradicts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "_feasible", lambda *_: False)
    assert_caught(check_sound, conjunctions, boxes)


def test_law_of_soundness_fails_when_products_of_bounds_are_turned_round(monkeypatch: pytest.MonkeyPatch) -> None:
    real = linear._products
    monkeypatch.setattr(linear, "_products", lambda *a: ([-entry for entry in row] for row in real(*a)))
    assert_caught(check_sound, conjunctions, boxes)


# Simplification -------------------------------------------------------------------------------------------------------


def tree(parts: list[tuple[sympy.Expr, str]], shape: int) -> Any:
    pieces = tuple(map(formula, parts))
    if shape == 0 or len(pieces) < 3:
        return All(pieces)
    halves = (pieces[:2], pieces[2:])
    return AnyOf(tuple(All(half) for half in halves)) if shape == 1 else All((pieces[0], AnyOf(pieces[1:])))


def check_simplified(parts: list[tuple[sympy.Expr, str]], shape: int, given: bool, box: str) -> None:
    """A simplified formula agrees with the original at every point of the box where the given comparison holds."""
    known = [s for s in map(formula, parts[-1:]) if isinstance(s, Sign)] if given and len(parts) > 1 else []
    before = tree(parts[:-1] if known else parts, shape)
    after = as_sympy(simplify(before, BOXES[box], known))
    original, assumed = as_sympy(before), [as_sympy(s) for s in known]
    for point in POINTS[box][::3]:
        if all(truth(c, point) for c in assumed):
            assert truth(after, point) == truth(original, point), point


often = st.one_of(polynomials, st.sampled_from([X, Y, X - Y, X + Y - 1, 2 * X]))
SIMPLE = (st.lists(st.tuples(often, relations), min_size=1, max_size=5), st.integers(0, 2), st.booleans(), boxes)


@law(60, *SIMPLE)
def test_simplified_formulas_agree(parts: list[tuple[sympy.Expr, str]], shape: int, given: bool, box: str) -> None:
    check_simplified(parts, shape, given, box)


def test_law_of_simplification_fails_when_all_is_contradictory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(simplify.__globals__, "contradictory", lambda signs, _: len(signs) > 1)
    assert_caught(check_simplified, *SIMPLE)


# Minors ---------------------------------------------------------------------------------------------------------------

entries = st.sampled_from([*range(-3, 4), X, Y, X + Y, X * Z - 1])
matrices = st.integers(1, 4).flatmap(
    lambda k: st.lists(st.lists(entries, min_size=k, max_size=k), min_size=k - 1, max_size=k - 1)
)


def check_minors(rows: list[list[Any]]) -> None:
    """Signed maximal minors are those of SymPy's determinants, and every row annihilates them."""
    found = minors.signed_minors([[sympy.sympify(e) for e in row] for row in rows], sympy.Integer(1))
    k = len(rows) + 1
    for i, minor in enumerate(found):
        rest = sympy.Matrix([[row[j] for j in range(k) if j != i] for row in rows]) if rows else sympy.Matrix()
        assert sympy.expand(minor - (-1) ** i * rest.det(method="berkowitz")) == 0
    for row in rows:
        assert sympy.expand(sum(a * b for a, b in zip(row, found, strict=True))) == 0


@pytest.mark.thorough
@law(60, matrices)
def test_signed_minors(rows: list[list[Any]]) -> None:
    check_minors(rows)


def test_law_of_minors_fails_without_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    real = minors.signed_minors

    def unsigned(rows: Any, one: Any) -> list[Any]:
        return [-minor if i % 2 else minor for i, minor in enumerate(real(rows, one))]

    monkeypatch.setattr(minors, "signed_minors", unsigned)
    assert_caught(check_minors, matrices)
