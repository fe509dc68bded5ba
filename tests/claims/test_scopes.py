"""What a statement ranges over: side conditions on other parameters, names that mean one thing, spaces given."""

from __future__ import annotations

import pytest
import sympy

import coopgame as cg
from coopgame import claims as C  # noqa: N812 - short names keep the tables readable


def _one(payoffs, bounds, where=()):
    """A model of one player who picks the largest payoff; regimes are the strategies."""
    game = cg.Game(("g",), (tuple(payoffs),), {(name,): (u,) for name, u in payoffs.items()})
    rule = cg.ByStrategy("g", {name: name for name in payoffs})
    return cg.Model(game, cg.ParameterSpace(bounds, where=where), rule=rule)


def _space(bounds, where=()):
    return cg.ParameterSpace(bounds, where=where)


LINKED = _space({"b": (0, 10), "c": (0, 1)}, ["b <= c"])
NESTED = _space({"p": (0, 10), "b": (0, 1)}, ["p <= b"])
TIED = _one({"A": "p", "B": "1"}, {"p": (0, 3), "z": (0, 1)}, ["p <= z"])
RATE = _one({"A": "q", "B": "1"}, {"q": (0, 3)})
WIDE = _one({"A": "p", "B": "2"}, {"p": (0, 5)})

VERDICTS = {
    "a bound through another parameter": (lambda: cg.decide("b <= 1", space=LINKED), "proved"),
    "for all, likewise": (lambda: cg.decide(C.forall("b", "b <= 1"), space=LINKED), "proved"),
    "there is, likewise": (lambda: cg.decide(C.exists("b", "b >= 2"), space=LINKED), "refuted"),
    "a side condition of a model": (lambda: cg.decide(C.always(C.possible(TIED, "B"))), "proved"),
    "and its negation": (lambda: cg.decide(C.sometimes(C.chosen(TIED, "A"))), "refuted"),
    "what is bound inside": (
        lambda: cg.decide(C.forall("p", C.exists("b", "b >= p") & "p <= 1"), space=NESTED),
        "proved",
    ),
    "given conditions on another parameter": (
        lambda: cg.decide("b <= 1", space=_space({"b": (0, 3), "c": (0, 3)}), given=["c <= 1", "b <= c"]),
        "proved",
    ),
    "a parameter called q": (lambda: cg.decide(C.payoff(RATE, "g").at_most("q")), "q >= 1"),
    "a payoff outside the space": (
        lambda: cg.decide(C.always(C.payoff(WIDE, "g").at_most(1).at({"p": "p + 6"}))),
        "proved",
    ),
    "a regime outside the space": (lambda: cg.decide(C.sometimes(C.possible(WIDE, "A").at({"p": "p + 6"}))), "refuted"),
    "a parameter without a part in the game": (
        lambda: cg.decide(C.possible(_one({"A": "p", "B": "1"}, {"p": (0, 3), "z": (0, 1)}), "A").at({"z": "z + 1/2"})),
        "p >= 1",
    ),
    "not equal at a pole": (
        lambda: cg.decide(C.fact(sympy.Ne(1 / sympy.Symbol("x", real=True) + 2, 0)), space=_space({"x": (0, 1)})),
        "x > 0",
    ),
    "a narrower space": (lambda: cg.decide(C.possible(WIDE, "B"), space=_space({"p": (0, 2)})), "proved"),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_verdicts(name):
    make, expected = VERDICTS[name]
    verdict = make()
    told = str(verdict.condition) if verdict.status == "conditional" else verdict.status
    assert told == expected, verdict


ERRORS = {
    "a space wider than the model's": (
        lambda: cg.decide(C.chosen(WIDE, "A"), space=_space({"p": (0, 9)})),
        "leaves its bounds in the model, [0, 5]",
    ),
    "a new variable with the name of a parameter": (
        lambda: cg.decide(C.exists({"p": (0, 9)}, C.chosen(WIDE, "A"))),
        "p is a parameter already",
    ),
    "a name bound twice": (
        lambda: cg.decide(C.exists({"x": (0, 1)}, C.forall({"x": (0, 1)}, "x >= y")), space=_space({"y": (0, 1)})),
        "x is bound twice",
    ),
    "an empty space of another parameter": (
        lambda: cg.decide("x <= 1", space=_space({"x": (0, 3), "y": (0, 1)}, ["y >= 2"])),
        "parameter space is empty",
    ),
    "an empty space through others": (
        lambda: cg.decide("b <= 1", space=_space({"b": (0, 3), "c": (0, 1), "d": (0, 1)}), given=["c <= d - 2"]),
        "parameter space is empty",
    ),
    "limits of maps": (
        lambda: cg.decide("x <= 1", space=_space({"x": (0, 3)}), limits=cg.Limits()),
        "limits: expected",
    ),
    "a statement as what is given": (
        lambda: cg.decide("p <= 1", space=_space({"p": (0, 3)}), given=C.exists({"c": (0, 1)}, "c > p")),
        "given: expected comparisons",
    ),
}


@pytest.mark.parametrize("name", ERRORS)
def test_errors(name):
    make, words = ERRORS[name]
    with pytest.raises(cg.InputError) as caught:
        make()
    assert words in str(caught.value)


def test_a_witness_lies_in_the_space():
    verdict = cg.decide(C.forall("b", "b <= 1/2"), space=LINKED)
    assert verdict.status == "refuted"
    assert sympy.Rational(1, 2) < verdict.witness["b"] <= 1


def test_a_fact_may_be_given():
    assert cg.decide("p <= 1", space=_space({"p": (0, 3)}), given=C.fact("p < 1")).status == "proved"


def test_where_a_payoff_is_undefined_is_outside():
    model = _one({"A": "1/p", "B": "1"}, {"p": (0, 2)})
    verdict = cg.decide(C.possible(model, "A"))
    assert str(verdict.condition) == "p <= 1"
    assert any(str(assumption) in ("p > 0", "Ne(p, 0)") for assumption in verdict.assumptions)
