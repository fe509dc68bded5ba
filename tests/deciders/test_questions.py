"""What a question, an answer and limits may be; mistakes are named."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

import pytest
import sympy

from coopgame.conditions import TRUE, Range, Ring, Sign, all_of, formula_of
from coopgame.deciders import Answer, Block, Limits, Question, ask
from coopgame.deciders.points import candidates
from coopgame.deciders.questions import bounds_of, inside, is_empty
from coopgame.deciders.rings import lifted, opened
from coopgame.errors import ExpressionError, ParameterError
from tests.deciders.worlds import BOXES, GRID, F, X, Y, Z, true_at, within


def test_polynomials_of_several_rings_are_refused() -> None:
    mixed = all_of(*(Sign.compare(Ring.of([v]).polynomial(v), ">") for v in (X, Y)))
    with pytest.raises(ExpressionError, match=r"several rings: \(x,\) and \(y,\)"):
        Question(mixed)


def test_kernels_are_refused_with_advice() -> None:
    with pytest.raises(ExpressionError, match=r"sqrt\(x\), which is not a symbol.*without_kernels"):
        Question(formula_of(sympy.sqrt(X) > 1))


@pytest.mark.parametrize(
    ("box", "prefix", "words"),
    [
        ({X: Range(F(2), F(1))}, (), "range of x ends at 1, before it starts at 2"),
        ({X: Range(F(0), F(1))}, (Block(True, (X,)),), "variable x has a range as well"),
        ({}, (Block(True, (X,)), Block(False, (Y, X))), "variable x is bound twice"),
    ],
)
def test_mistakes_in_boxes_and_prefixes_are_named(box: Any, prefix: Any, words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        Question(formula_of(X > Y), box, prefix)


@pytest.mark.parametrize(("name", "value"), [("seconds", 0), ("seconds", "1"), ("megabytes", -5), ("megabytes", True)])
def test_limits_are_positive_numbers(name: str, value: Any) -> None:
    with pytest.raises(ParameterError, match=f"{name} is {value!r}; expected a positive number"):
        Limits(**{name: value})


def test_the_status_of_an_answer_is_one_of_three() -> None:
    with pytest.raises(ParameterError, match="expected one of yes, no, unknown"):
        Answer("maybe", "bounds")


def test_a_question_is_a_value() -> None:
    box = {X: Range(F(0), F(1))}
    question = Question(formula_of(X > Y), box)
    box.clear()
    assert question.box == {X: Range(F(0), F(1))}
    assert pickle.loads(pickle.dumps(question)) == question  # noqa: S301 - what was dumped here
    assert hash(question) == hash(replace(question))
    with pytest.raises(TypeError):
        question.box[Y] = Range(None, None)  # type: ignore[index]


def test_variables_of_the_box_and_the_prefix_belong_to_the_question() -> None:
    question = Question(formula_of(X > 0), {Z: Range(F(0), F(1))}, (Block(True, (Y,)),))
    assert question.free == (X, Z)
    assert set(lifted(question).ring.generators) == {X, Y, Z}
    answer = ask(Question(TRUE, {Z: Range(F(1, 7), F(1, 6), True, True)}))
    assert answer.witness is not None
    assert F(1, 7) < answer.witness[Z] < F(1, 6)


def test_what_there_is_in_front_is_free() -> None:
    blocks = (Block(False, (X,)), Block(True, ()), Block(False, (Y,)), Block(True, (Z,)))
    assert opened(Question(formula_of(X * Y > Z), {}, blocks)).prefix == blocks[3:]


@pytest.mark.parametrize("known", [box for box in BOXES if box is not None])
def test_bounds_say_what_the_range_says(known: Range) -> None:
    question = lifted(Question(TRUE, {X: known}))
    for value in (*GRID, *(e for e in (known.lower, known.upper) if e is not None)):
        assert true_at(bounds_of(question), {X: value}) == inside(value, known) == within(value, known)
    found = list(candidates(known, F(1, 9)))
    assert found
    assert all(within(value, known) for value in found)
    assert (found[0] == F(1, 9)) == within(F(1, 9), known)


def test_an_empty_range_has_no_point() -> None:
    empty = Range(F(1), F(1), True)
    assert is_empty(empty)
    assert not is_empty(Range(F(1), F(1)))
    assert ask(Question(formula_of(Y > 0), {X: empty})).status == "no"
