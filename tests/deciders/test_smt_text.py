"""SMT-LIB text: z3 and cvc5 read it as it stands and answer as the library does."""

from __future__ import annotations

import re

import cvc5
import pytest
import sympy
import z3

from coopgame.conditions import Range, formula_of
from coopgame.deciders import Block, Question, ask, smt_text, smtlib
from tests.deciders.worlds import F, X, Y, questions
from tests.laws import assert_caught, law

ODD = [
    sympy.Symbol(name, real=True) for name in ("p'", "let", "and", "a|b", "x y", "β_0", "1x", "sin", "@t", "e", "\\a")
]
TWINS = (sympy.Symbol("t", real=True), sympy.Symbol("t", positive=True), sympy.Symbol("t_1", real=True))


def by_z3(text: str) -> str:
    solver = z3.Solver()
    solver.set("timeout", 4000)
    solver.from_string(text)
    return str(solver.check())


def by_cvc5(text: str) -> str:
    solver = cvc5.Solver(cvc5.TermManager())
    solver.setOption("tlimit-per", "4000")
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "text")
    said = ""
    while not (command := parser.nextCommand()).isNull():
        said = str(command.invoke(solver, parser.getSymbolManager())).strip() or said
    return said


def check(question: Question) -> None:
    expected = {"yes": "sat", "no": "unsat"}[ask(question).status]
    text = smtlib(question)
    for solver in (by_z3, by_cvc5):
        said = solver(text)
        assert said in {expected, "unknown", "timeout"}, solver
    assert by_z3(text) == expected or by_cvc5(text) == expected


@law(25, questions)
def test_solvers_answer_the_text_as_the_library_does(question: Question) -> None:
    check(question)


def test_law_fails_when_a_relation_is_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smt_text, "RELATIONS", {**smt_text.RELATIONS, ">": "<"})
    assert_caught(check, questions, n=60)


def test_law_fails_when_bounds_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smt_text, "bounds_of", lambda question: formula_of(sympy.true, question.ring))
    assert_caught(check, questions, n=100)


@pytest.mark.parametrize("symbol", ODD, ids=str)
def test_odd_names_are_read(symbol: sympy.Symbol) -> None:
    text = smtlib(Question(formula_of(symbol * X > 2), {symbol: Range(F(0), F(3, 2))}))
    assert by_z3(text) == by_cvc5(text) == "sat"


def test_different_variables_have_different_names() -> None:
    first, second, third = TWINS
    question = Question(formula_of(sympy.And(first < 0, second > 0, third > second)))
    assert len(set(smt_text.names_of(question).values())) == 3
    text = smtlib(question)
    assert by_z3(text) == by_cvc5(text) == "sat"


def test_quantifiers_stand_in_front_and_name_the_logic() -> None:
    prefix = (Block(True, (Y,)), Block(False, (X,)))
    text = smtlib(Question(formula_of(X > Y), {}, prefix))
    assert "(set-logic LRA)" in text
    assert "(forall ((|y| Real)) (exists ((|x| Real)) " in text
    assert by_z3(text) == by_cvc5(text) == "sat"
    turned = smtlib(Question(formula_of(X > Y), {}, prefix[::-1]))
    assert by_z3(turned) == by_cvc5(turned) == "unsat"


@pytest.mark.parametrize(
    ("condition", "prefix", "logic"),
    [
        (X > 2 * Y, (), "QF_LRA"),
        (X * Y > 1, (), "QF_NRA"),
        (X > 2 * Y, (Block(True, (Y,)),), "LRA"),
        (X * Y > 1, (Block(True, (Y,)),), "NRA"),
    ],
)
def test_the_logic_is_the_smallest(condition: sympy.Basic, prefix: tuple[Block, ...], logic: str) -> None:
    assert f"(set-logic {logic})" in smtlib(Question(formula_of(condition), {}, prefix))


def test_comments_say_which_symbol_is_which_and_numbers_are_exact() -> None:
    question = Question(formula_of(X + sympy.Rational(1, 3) > Y), {X: Range(F(1, 3), None, True)})
    text = smtlib(question)
    assert "; x is > 1/3\n(declare-const |x| Real)" in text
    assert "; y is any real number\n(declare-const |y| Real)" in text
    assert set(re.findall(r"\d+\.\d*", text)) <= {"0.0", "1.0", "3.0", "2.6"}
