"""Virtual substitution: cases of the literature, and at every point of a grid the truth of the quantified formula."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

from coopgame.conditions import FALSE, TRUE, Range, Sign, as_sympy, formula_of
from coopgame.deciders import Block, Limits, Question, ask, confirm, eliminate, virtual, without_quantifiers
from coopgame.deciders.clock import Clock
from coopgame.deciders.points import fixed
from coopgame.deciders.projection import project
from coopgame.deciders.rings import lifted
from tests.deciders.worlds import BOXES, RING, F, X, Y, Z, boxes, formula, on_line, points, true_at
from tests.laws import assert_caught, law

a, b, c, d = sympy.symbols("a b c d", real=True)


def equivalent(first: Any, second: Any) -> bool:
    """Whether two conditions hold at the same points."""
    apart = sympy.Or(sympy.And(first, sympy.Not(second)), sympy.And(second, sympy.Not(first)))
    return ask(Question(formula_of(apart))).status == "no"


CASES: tuple[tuple[str, Any, tuple[Any, ...], Any], ...] = (
    ("a line through zero", sympy.Eq(a * X + b, 0), (X,), sympy.Or(sympy.Ne(a, 0), sympy.Eq(b, 0))),
    (
        "roots of a quadratic polynomial (Weispfenning 1997)",
        sympy.Eq(a * X**2 + b * X + c, 0),
        (X,),
        sympy.Or(
            sympy.And(sympy.Ne(a, 0), b**2 - 4 * a * c >= 0),
            sympy.And(sympy.Eq(a, 0), sympy.Ne(b, 0)),
            sympy.And(sympy.Eq(a, 0), sympy.Eq(b, 0), sympy.Eq(c, 0)),
        ),
    ),
    ("a parabola dips below zero", X**2 + b * X + c < 0, (X,), b**2 - 4 * c > 0),
    ("a number between two others", sympy.And(a < X, b > X), (X,), a < b),
    ("a closed interval", sympy.And(a <= X, b >= X), (X,), a <= b),
    ("a number apart from another between two", sympy.And(a <= X, b >= X, sympy.Ne(X, c)), (X,), None),
    ("a point of the circle on a line", sympy.And(sympy.Eq(X**2 + Y**2, 1), sympy.Eq(X + Y, a)), (X, Y), a**2 <= 2),
    ("a square", sympy.Eq(X**2, a), (X,), a >= 0),
    ("a product", sympy.Eq(X * Y, a), (X, Y), sympy.true),
    ("a product of numbers above one", sympy.And(sympy.Eq(X * Y, a), X > 1, Y > 1), (X, Y), a > 1),
    ("factors of degree one", (X - a) * (X - b) * (X - c) < 0, (X,), sympy.true),
    ("between the roots", sympy.And((X - a) * (X - b) < 0, c < X), (X,), None),
)


@pytest.mark.parametrize(("inner", "variables", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_cases_of_the_literature(inner: Any, variables: tuple[Any, ...], expected: Any) -> None:
    found = eliminate(formula_of(inner), variables, {})
    assert found is not None
    if expected is None:
        expected = {
            CASES[5][1]: sympy.Or(a < b, sympy.And(sympy.Eq(a, b), sympy.Ne(a, c))),
            CASES[11][1]: sympy.And(sympy.Ne(a, b), sympy.Or(a > c, b > c)),
        }[inner]
    assert not set(variables) & as_sympy(found).free_symbols
    assert equivalent(as_sympy(found), expected)


def test_the_ellipse_inside_the_unit_circle_along_the_axis() -> None:
    """Kahan's ellipse problem with centre on the horizontal axis, one radius given: (x - c)² + 4 y² = 1."""
    outside = sympy.And(sympy.Eq((X - c) ** 2 + 4 * Y**2, 1), X**2 + Y**2 > 1)
    found = eliminate(formula_of(outside), (Y, X), {})
    assert found is not None
    assert equivalent(as_sympy(found), sympy.Ne(c, 0))


def check(inner: Any, box: Mapping[Any, Range]) -> None:
    """The formula without x holds at a point (y, z) iff some x of its range makes the formula true there."""
    found = eliminate(inner, (X,), box)
    if found is None:
        return
    for point in points({Y: box.get(Y), Z: box.get(Z), X: Range(F(0), F(0))}, (F(0), F(1), F(-1), F(1, 2), F(2))):
        line = fixed(inner, {Y: point[Y], Z: point[Z]})
        assert true_at(found, point) == on_line(line, box.get(X))


@pytest.mark.thorough
@law(60, formula, boxes)
def test_elimination_is_the_truth_at_every_point(inner: Any, box: Mapping[Any, Range]) -> None:
    check(inner, box)


@pytest.mark.parametrize("broken", ["infinity", "epsilon", "bounds"])
def test_law_fails_when_elimination_is_broken(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if broken == "bounds":
        monkeypatch.setattr(virtual.Eliminator, "bounded", lambda _self, inner, _variables: inner)
    elif broken == "infinity":
        real = virtual.Eliminator._points
        monkeypatch.setattr(virtual.Eliminator, "_points", lambda self, f, i: real(self, f, i)[1:])
    elif broken == "epsilon":
        starts = {relation: (crossings, False) for relation, (crossings, _) in virtual.STARTS.items()}
        monkeypatch.setattr(virtual, "STARTS", starts)
    assert_caught(check, formula, boxes, n=400)


def test_law_fails_when_equations_are_never_flat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopgame.deciders.portfolio.project", lambda *_: None)
    monkeypatch.setattr(virtual, "coefficients", lambda *_: {0: RING.context.constant(1)})
    assert_caught(check, st.just(Sign.compare(RING.polynomial(X * Y + Z), "=")), st.just({}))


def test_quantifiers_go_from_the_inside_out() -> None:
    below = formula_of(sympy.Or(X <= 0, Y > X**2, a > 3))
    every = without_quantifiers(Question(below, {}, (Block(False, (Y,)), Block(True, (X,)))))
    assert every.prefix == ()
    assert as_sympy(every.formula) == (a > 3)
    some = without_quantifiers(Question(below, {}, (Block(True, (X,)), Block(False, (Y,)))))
    assert some.formula == TRUE


def test_what_cannot_be_eliminated_stays() -> None:
    high = Question(formula_of(X**5 + a * X + 1 > 0), {}, (Block(True, (X,)),))
    assert eliminate(high.formula, (X,), {}) is None
    assert without_quantifiers(high) == lifted(high)


def test_bounds_of_what_is_eliminated_count_and_those_of_others_simplify() -> None:
    inner = formula_of(a * X > 1)
    unit = Range(F(0), F(1))
    assert as_sympy(eliminate(inner, (X,), {X: unit, a: Range(F(0), None)}) or FALSE) == (a > 1)
    assert eliminate(inner, (X,), {X: unit, a: unit}) == FALSE
    assert eliminate(formula_of(a > X), (X,), {X: Range(F(1), F(1), True)}) == FALSE


def test_the_result_stays_in_its_ring() -> None:
    inner = lifted(Question(formula_of(a * X > b * Y), {Z: BOXES[4] or Range(None, None)})).formula
    found = eliminate(inner, (X,), {d: Range(F(0), None)})
    assert found is not None
    rings = {sign.polynomial.ring for sign in virtual.atoms(found)}
    assert rings == {sign.polynomial.ring for sign in virtual.atoms(inner)}


def test_solvers_agree_on_quantified_questions_in_their_original_form() -> None:
    question = Question(formula_of(X**2 + a * X + 1 > 0), {a: Range(F(0), None)}, (Block(True, (X,)),))
    answer = ask(question, Limits(10))
    assert (answer.status, answer.by) == ("yes", "virtual substitution")
    assert set(confirm(question, answer)) == {"z3", "cvc5"}


def test_products_of_unknown_sign_are_split_once() -> None:
    """Splitting by the sign of a product ends, though only the signs of its factors are noted."""
    both = formula_of(sympy.And(a * Z * X > Y, X < 1, X > -1, Y > 0))
    found = project(both, (X,), {}, Clock(10**10, 200))
    assert found is not None
    for values in ((1, 2, 1), (1, -2, 1), (-1, -2, 1), (1, 1, 1), (0, 3, 1), (1, 2, 0)):
        point = dict(zip((a, Z, Y), values, strict=True))
        expected = values[2] > 0 and abs(values[0] * values[1]) > values[2]
        assert bool(as_sympy(found).subs(point)) == expected
