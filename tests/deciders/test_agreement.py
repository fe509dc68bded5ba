"""All methods give one answer, and it is that of the grid wherever the grid can tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import strategies as st

from coopgame.conditions import FALSE, TRUE, Sign, all_of, any_of
from coopgame.deciders import Answer, Limits, Question, ask, confirm, linear, methods, planar, products, virtual
from coopgame.deciders import substitution as at_points
from coopgame.deciders.linear import Found
from coopgame.deciders.rings import lifted
from coopgame.deciders.test_points import Infinity
from coopgame.errors import CoopgameError
from tests.deciders.worlds import (
    LINEAR,
    RING,
    UNIT,
    X,
    Y,
    boxes,
    formula,
    formulas,
    on_grid,
    prefixes,
    quantified,
    questions,
    run,
    true_at,
    within,
)
from tests.laws import assert_caught, law

OWN = {
    "bounds": methods.by_bounds,
    "linear arithmetic": methods.by_linear,
    "planar decomposition": methods.by_plane,
    "virtual substitution": methods.by_substitution,
}


def sound(name: str) -> Callable[[Question], None]:
    """Return the law: a point of the grid is never denied, and a point that is given is one."""

    def check(question: Question) -> None:
        question = lifted(question)
        answer = run(OWN[name], question)
        seen = on_grid(question)
        assert not (seen is not None and answer.status == "no"), seen
        if answer.witness is not None:
            assert answer.status == "yes"
            point = dict(answer.witness)
            assert all(within(point[v], known) for v, known in question.box.items())
            assert true_at(question.formula, point)

    return check


@pytest.mark.parametrize("name", OWN)
def test_a_method_never_denies_a_point_of_the_grid(name: str) -> None:
    law(30, questions)(sound(name))()


def decided(question: Question) -> None:
    """All methods of the library that decide a question say the same, and so do the solvers."""
    question = lifted(question)
    said = {name: run(method, question).status for name, method in OWN.items()}
    assert len(set(said.values()) - {"unknown"}) <= 1, said


@law(75, questions)
def test_methods_agree_with_each_other(question: Question) -> None:
    decided(question)


@pytest.mark.parametrize("package", ["z3", "cvc5"])
def test_methods_agree_with_solvers(package: str) -> None:
    @law(12, questions)
    def check(question: Question) -> None:
        answer = run(methods.by_package(package), lifted(question), seconds=5)
        for method in OWN.values():
            own = run(method, lifted(question)).status
            assert "unknown" in (own, answer.status) or own == answer.status

    check()


@pytest.mark.thorough
@law(12, formula, prefixes, boxes)
def test_quantified_questions_have_one_answer(inner: Any, prefix: Any, box: Any) -> None:
    question = quantified((inner, prefix, box))
    answer = ask(question, Limits(4))
    assert answer.status == "unknown" or set(confirm(question, answer, Limits(2))) <= {*OWN, "z3", "cvc5"}


linear_questions = st.builds(Question, formulas(LINEAR), boxes)


@law(40, linear_questions)
def test_linear_arithmetic_decides_whatever_is_linear(question: Question) -> None:
    assert run(methods.by_linear, lifted(question), steps=20_000).status != "unknown"


def test_a_contradiction_between_methods_is_an_error() -> None:
    with pytest.raises(CoopgameError, match="one of them is wrong"):
        confirm(Question(FALSE), Answer("yes", "z3", {}))


# Broken code is noticed -----------------------------------------------------------------------------------------------


def test_law_fails_when_linear_arithmetic_always_contradicts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "values_of_monomials", lambda *_: None)
    assert_caught(sound("linear arithmetic"), questions)


def test_law_fails_when_alternatives_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    real = linear._alternatives
    monkeypatch.setattr(linear, "_alternatives", lambda part: [*real(part)[:1], FALSE])
    above, equal, limit = (
        Sign.compare(RING.polynomial(e), r) for e, r in ((X - 2, ">"), (3 * X - 1, "="), (X - 1, "<"))
    )
    assert_caught(sound("linear arithmetic"), st.just(Question(all_of(limit, any_of(above, equal)))))


def test_law_fails_when_points_are_not_put_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "satisfied", lambda *_: True)
    assert_caught(sound("linear arithmetic"), questions)


def test_law_fails_when_distances_from_ends_are_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    real = products._distances
    monkeypatch.setattr(products, "_distances", lambda question, v: [2 * d - 1 for d in real(question, v)])
    inner = all_of(*(Sign.compare(RING.polynomial(e), r) for e, r in ((X * Y, "<="), (X - 1, ">="))))
    assert_caught(sound("linear arithmetic"), st.just(Question(inner, {X: UNIT, Y: UNIT})))


def test_law_fails_when_products_of_comparisons_lose_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    real, exchange = linear.multiplied, str.maketrans("<>", "><")

    def turned(*arguments: Any) -> Any:
        return [Sign(sign.polynomial, sign.relation.translate(exchange)) for sign in real(*arguments)]

    monkeypatch.setattr(linear, "multiplied", turned)
    compared = ((X * Y - 6, "="), (X - Y - 1, "="), (Y, ">"), (Y * Y - 9, "<="))
    inner = all_of(*(Sign.compare(RING.polynomial(e), relation) for e, relation in compared))
    assert_caught(sound("linear arithmetic"), st.just(Question(inner)))


def test_law_fails_without_what_comes_just_after(monkeypatch: pytest.MonkeyPatch) -> None:
    real = at_points.At._after
    monkeypatch.setattr(at_points.At, "_after", lambda self, e, s: real(self, e, s) if 0 in s else FALSE)
    assert_caught(sound("virtual substitution"), questions)


def test_law_fails_without_the_far_end(monkeypatch: pytest.MonkeyPatch) -> None:
    real = virtual.Eliminator._at

    def near(self: Any, point: Any, inner: Any, i: int) -> Any:
        return iter(()) if isinstance(point, Infinity) else real(self, point, inner, i)

    monkeypatch.setattr(virtual.Eliminator, "_at", near)
    assert_caught(sound("virtual substitution"), questions)


def test_law_fails_when_the_sign_of_a_denominator_is_taken_for_positive(monkeypatch: pytest.MonkeyPatch) -> None:
    real = virtual.roots_of

    def positive(*arguments: Any) -> Any:
        for root in real(*arguments):
            object.__setattr__(root, "sign", 1)
            yield root

    monkeypatch.setattr(virtual, "roots_of", positive)
    assert_caught(decided, questions, n=600)


def test_law_fails_when_a_root_rises_where_it_falls(monkeypatch: pytest.MonkeyPatch) -> None:
    turned = {r: (tuple(-s for s in c) if len(c) == 1 else c, after) for r, (c, after) in virtual.STARTS.items()}
    monkeypatch.setattr(virtual, "STARTS", turned)
    assert_caught(decided, questions, n=600)


def test_law_fails_when_flat_equations_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    real = virtual.Eliminator._by_equation

    def roots_only(self: Any, parts: Any, equation: Any, variable: Any) -> Any:
        among = self.among
        self.among = lambda e, s: FALSE if s == frozenset({0}) else among(e, s)
        try:
            yield from list(real(self, parts, equation, variable))
        finally:
            self.among = among

    monkeypatch.setattr(virtual.Eliminator, "_by_equation", roots_only)
    assert_caught(decided, questions, n=1500)


def test_law_fails_when_thin_cells_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    real = planar._quarter
    forgetful = lambda q, axes, clock: f if (f := real(q, axes, clock)).point else Found("no")  # noqa: E731
    monkeypatch.setattr(planar, "_quarter", forgetful)
    monkeypatch.setattr(planar, "_rational_points", lambda *_: iter(()))
    assert_caught(decided, questions, n=600)


def test_law_fails_when_half_of_a_line_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    real = planar._axes
    monkeypatch.setattr(planar, "_axes", lambda v, known: real(v, known)[:1])
    assert_caught(sound("planar decomposition"), questions)


def test_law_fails_when_bounds_are_open_or_closed_at_will(monkeypatch: pytest.MonkeyPatch) -> None:
    real = methods.decided
    monkeypatch.setattr(methods, "decided", lambda *a: TRUE if real(*a) != FALSE else FALSE)
    assert_caught(sound("bounds"), questions)
