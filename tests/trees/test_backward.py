"""Backward induction against the definition, and conditions against numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

import coopgame as cg
from coopgame.equilibria import backward, backward_numbers, tree_outcomes
from coopgame.expressions.evaluation import truth_at, value_at
from tests.laws import assert_caught, law

from . import brute
from .draws import SYMBOLIC_ODDS, numeric, trees

LETTERS = st.sampled_from(["x", "y", "x - y", "x + y", 0, 1, -1])
POINTS = st.tuples(*[st.sampled_from([Fraction(n, 2) for n in range(3)])] * 2)
X, Y = (sympy.Symbol(name, real=True) for name in "xy")


def equals_brute_force(tree: cg.Tree) -> None:
    perfect = brute.subgame_perfect(tree)
    expected = {brute.outcome(tree, profile): brute.payoffs(tree.root, (), profile) for profile in perfect}
    found = cg.solve(tree).equilibria
    assert {e.profile: tuple(map(numeric, e.payoffs)) for e in found} == expected
    assert len(found) == len(expected)


def plans_are_those_of_supporting_profiles(tree: cg.Tree) -> None:
    supporting: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for profile in brute.subgame_perfect(tree):
        for history, action in profile.items():
            supporting[brute.outcome(tree, profile)]["; ".join(history)].add(action)
    for e in cg.solve(tree).equilibria:
        for plan in e.plans:
            assert {reply for reply, _ in plan.replies} == supporting[e.profile][plan.history]


def symbols_agree_with_numbers(tree: cg.Tree, point: tuple[Fraction, Fraction]) -> None:
    values = {s: v for s, v in zip((X, Y), point, strict=True) if s in tree.parameters}
    found = cg.BackwardInduction().conditional(tree).equilibria
    listed = {
        e.profile: tuple(value_at(u, values) for u in e.payoffs)
        for e in found
        if e.condition == sympy.true or truth_at(e.condition, values)
    }
    there = cg.BackwardInduction().equilibria(tree.at(values))
    assert listed == {e.profile: tuple(map(numeric, e.payoffs)) for e in there}
    for e in found:
        for other in there:
            if e.profile == other.profile:
                assert replies(e, values) == replies(other, {})


def replies(e: cg.Equilibrium, values: dict[Any, Fraction]) -> dict[tuple[str, str], set[str]]:
    found = {}
    for plan in e.plans:
        own = e.plan(plan.player)[plan.history].items()
        found[plan.player, plan.history] = {r for r, c in own if c == sympy.true or truth_at(c, values)}
    return {place: own for place, own in found.items() if own}


SMALL = trees(most=8)
LETTERED = trees(LETTERS, SYMBOLIC_ODDS)

test_backward_induction_equals_brute_force = law(120, trees())(equals_brute_force)
test_plans_are_those_of_supporting_profiles = law(60, SMALL)(plans_are_those_of_supporting_profiles)
test_conditions_agree_with_solving_numbers = law(60, LETTERED, POINTS)(symbols_agree_with_numbers)


def test_brute_force_catches_ties_that_are_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def strict(mover: int, history: Any, options: Any) -> list[Any]:
        return whole(mover, history, options)[:1]

    whole = backward_numbers._best
    monkeypatch.setattr(backward_numbers, "_best", strict)
    assert_caught(equals_brute_force, trees())


def test_brute_force_catches_a_wrong_mover(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = backward_numbers._best
    monkeypatch.setattr(backward_numbers, "_best", lambda _, history, options: whole(0, history, options))
    assert_caught(equals_brute_force, trees())


def test_plans_catch_replies_that_do_not_deter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backward_numbers, "_no_better", lambda *_: tree_outcomes.TRUE)
    assert_caught(plans_are_those_of_supporting_profiles, SMALL)


def test_numbers_catch_a_flipped_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    right = backward._Solving.no_better
    monkeypatch.setattr(backward._Solving, "no_better", lambda self, i, a, b: right(self, i, b, a))
    assert_caught(symbols_agree_with_numbers, LETTERED, POINTS)


def test_numbers_catch_branches_that_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = backward._Solving._chance
    monkeypatch.setattr(backward._Solving, "_chance", lambda self, game, options: whole(self, game, options)[:1])
    assert_caught(symbols_agree_with_numbers, LETTERED, POINTS)


def test_verification_notices_wrong_payoffs_and_outcomes_that_are_missing() -> None:
    found = cg.solve(cg.models.entry_deterrence())
    wrong = replace(found.equilibria[0], payoffs=(sympy.Integer(7),) * 2)
    assert not replace(found, equilibria=(wrong, *found.equilibria[1:])).verify(points=10)
    assert not replace(found, equilibria=found.equilibria[1:]).verify(points=20)
