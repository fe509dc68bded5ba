"""Witnesses: exact, rational, and small enough to be checked by hand."""

from __future__ import annotations

from typing import Any

import pytest
import sympy

from coopgame.conditions import Range, formula_of
from coopgame.deciders import Block, Limits, Question, ask, portfolio, witnesses
from coopgame.deciders.points import NICE, solves
from coopgame.deciders.rings import lifted
from coopgame.errors import CoopgameError
from tests.deciders.worlds import F, X, Y, Z, on_grid, questions
from tests.laws import assert_caught, law

UNIT = Range(F(0), F(1), True, True)
CASES: tuple[tuple[str, Any, dict[Any, Range], tuple[int | str, ...]], ...] = (
    ("zero first", sympy.And(X >= Y, Y >= Z), {}, (0, 0, 0)),
    ("one where zero is excluded", sympy.And(X > Y, Y >= 0), {}, (1, 0)),
    ("a half between zero and one", X > 0, {X: UNIT}, ("1/2",)),
    ("halves before thirds", sympy.And(X + Y > 1, sympy.Rational(1, 5) < X * Y), {X: UNIT, Y: UNIT}, ("1/2", "2/3")),
    ("bilinear", sympy.And(sympy.Eq(X * Y, 6), X > Y, Y > 1), {}, (3, 2)),
    ("an equation", sympy.Eq(2 * X + 3 * Y, 1), {}, (0, "1/3")),
    ("on a circle", sympy.And(sympy.Eq(X**2 + Y**2, 1), X > 0, Y > 0, X > Y), {}, ("4/5", "3/5")),
    ("on a sphere", sympy.And(sympy.Eq(X**2 + Y**2 + Z**2, 3), X > Y, Y > Z, Z > 0), {}, ("7/5", 1, "1/5")),
    ("far out", sympy.And(X > 1000, Y > X), {}, None),  # type: ignore[arg-type]
)


@pytest.mark.parametrize(("condition", "box", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_witnesses_are_small_numbers(condition: Any, box: dict[Any, Range], expected: Any) -> None:
    answer = ask(Question(formula_of(condition), box))
    assert answer.status == "yes"
    assert answer.witness is not None
    values = [answer.witness[v] for v in (X, Y, Z) if v in answer.witness]
    if expected is not None:
        assert values == [F(value) for value in expected]
    assert all(value.denominator <= 7 for value in values)


def test_preferred_values_come_first() -> None:
    question = Question(formula_of(X * Y > 1), {X: Range(F(0), None)})
    preferred = {X: F(5, 7), Y: F(9), Z: F(1)}
    assert ask(question, prefer=preferred).witness == {X: F(5, 7), Y: F(9)}
    assert ask(Question(formula_of(X > Y)), prefer={X: F(5, 7), Y: F(9)}).witness == {X: F(5, 7), Y: F(0)}


@pytest.mark.thorough
@pytest.mark.parametrize(
    "condition",
    [sympy.Eq(X**2, 2), sympy.Eq(X**2 + Y**2, 3), sympy.And(sympy.Eq(X**3 + Y**3, Z**3), X > 0, Y > 0)],
    ids=["root of two", "circle without rational points", "sum of cubes"],
)
def test_where_no_point_is_rational_the_answer_is_yes_with_a_reason(condition: Any) -> None:
    answer = ask(Question(formula_of(condition)), Limits(seconds=6))
    assert (answer.status, answer.witness) == ("yes", None)
    assert "rational" in answer.reason


def check(question: Question) -> None:
    answer = ask(question)
    assert (answer.witness is None) == (answer.status != "yes") or "rational" in answer.reason
    if answer.witness is not None:
        assert set(answer.witness) == set(question.free)
        assert solves(lifted(question), answer.witness)
        assert all(type(value) is F for value in answer.witness.values())
    if on_grid(lifted(question)) is not None:
        assert answer.witness is not None


@pytest.mark.thorough
@law(80, questions)
def test_a_witness_solves_its_question_and_is_found_where_the_grid_has_one(question: Question) -> None:
    check(question)


def test_law_fails_when_small_values_are_not_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witnesses, "solves", lambda *_: True)
    monkeypatch.setattr(portfolio, "solves", lambda *_: True)
    assert_caught(check, questions)


def test_a_wrong_witness_never_leaves_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolio, "nice", lambda _question, point, *_: dict.fromkeys(point, F(-1)))
    with pytest.raises(CoopgameError, match="does not satisfy its question"):
        ask(Question(formula_of(X > 0)))


def test_free_variables_of_quantified_questions_have_witnesses() -> None:
    question = Question(formula_of(Y**2 + X > 2), {X: Range(F(0), None)}, (Block(True, (Y,)),))
    assert ask(question).witness == {X: F(3)}
    assert F(3) in NICE
