"""Cited results of the models that are trees, and their maps."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

import coopgame as cg
import coopgame_checker
from coopgame.conditions import Ring, Sign, all_of, any_of, as_sympy, propagate, propagation
from coopgame.expressions.evaluation import truth_at
from tests.laws import assert_caught, law


@pytest.mark.parametrize("entrants", [1, 2, 3])
def test_chain_store_paradox(entrants: int) -> None:
    """Selten (1978): by backward induction every entrant enters, and the store yields every time."""
    model = cg.models.entry_deterrence(entrants)
    (only,) = cg.solve(model.at(model.baseline)).equilibria
    assert only.profile == (*["in"] * entrants, "; ".join(["yield"] * entrants))
    assert only.payoffs == (*[2] * entrants, 2 * entrants)
    assert model.rule(only) == "accommodated entry"


@pytest.mark.parametrize("entrants", [1, 2])
def test_store_fights_if_that_pays_and_deters_whom_a_fight_costs(entrants: int) -> None:
    d = cg.phase_diagram(cg.models.entry_deterrence(entrants), x=("f", 0, 4), y=("o", -1, 3))
    areas = {region.name: region.area.lower for region in d.regions}
    assert areas == {"accommodated entry": 6, "fought entry": 2, "no entry": 8}
    assert {str(b.equation) for b in d.boundaries} == {"Eq(f, 2)", "Eq(o, 2)", "Eq(o, 0)"}
    assert {"accommodated entry", "no entry"} <= set(d.at(2, 1))
    assert d.verify(points=40)


def test_two_entrants_can_split_only_on_ties() -> None:
    d = cg.phase_diagram(cg.models.entry_deterrence(2), x=("f", 0, 4), y=("o", -1, 3))
    assert {thin.regimes for thin in d.thin} == {("some entry",)}
    assert "some entry" in d.at(2, 1)
    assert d.at(1, 1) == ("accommodated entry",)


@pytest.mark.parametrize("rounds", [1, 2, 4, 6])
def test_first_takes_at_once_with_published_payoffs(rounds: int) -> None:
    """Rosenthal (1981); McKelvey and Palfrey (1992): the pot doubles and is divided 4 to 1."""
    model = cg.models.centipede(rounds)
    (only,) = cg.solve(model.at(model.baseline)).equilibria
    assert (only.profile, model.rule(only)) == (("take", "no move"), "take at once")
    assert only.payoffs == (Fraction(4, 5), Fraction(1, 5))


@pytest.mark.parametrize("rounds", [2, 3])
def test_growth_above_the_ratio_of_shares_makes_both_pass(rounds: int) -> None:
    d = cg.phase_diagram(cg.models.centipede(rounds), x=("r", 1, 8), y=("s", "1/2", 1))
    assert [(r.name, str(r.condition)) for r in d.regions] == [
        ("pass to the end", "s < r/(r + 1)"),
        ("take at once", "s > r/(r + 1)"),
    ]
    assert d.at(2, "2/3") == (
        "pass to the end",
        *(f"take after {k} pass{'es' * (k > 1)}" for k in range(1, rounds)),
        "take at once",
    )
    assert d.verify(points=30)


def test_payoffs_of_the_published_centipede_of_four_moves() -> None:
    """McKelvey and Palfrey (1992), figure 1, in dollars: 0.40 and 0.10 at first, 6.40 and 1.60 at the end."""
    tree = cg.models.centipede(4).game.at({"r": 2, "s": "4/5"})
    ends = [("take",), ("pass", "take"), ("pass", "pass", "take"), ("pass",) * 3 + ("take",), ("pass",) * 4]
    dollars = [tuple(u / 2 for u in tree.payoffs_at(*end)) for end in ends]
    expected = ["0.40 0.10", "0.20 0.80", "1.60 0.40", "0.80 3.20", "6.40 1.60"]
    assert dollars == [tuple(map(sympy.Rational, row.split())) for row in expected]


def test_ultimatum_of_selfish_players() -> None:
    """Güth, Schmittberger and Schwarze (1982): the proposer offers nothing or the smallest unit."""
    model = cg.models.ultimatum(10)
    found = cg.solve(model.at(model.baseline)).equilibria
    assert [e.profile for e in found] == [("offer 0", "accept"), ("offer 1", "accept")]
    assert [e.payoffs for e in found] == [(10, 0), (9, 1)]
    assert list(found[1].plan("responder")["offer 0"]) == ["reject"]


def test_ultimatum_with_envy_and_guilt() -> None:
    """Fehr and Schmidt (1999), proposition 1: shares below alpha/(1 + 2 alpha) are rejected."""
    d = cg.phase_diagram(cg.models.ultimatum(10), x=("alpha", 0, 3), y=("beta", 0, 1))
    assert {r.name: r.area.lower for r in d.regions} == {
        "offer 1": Fraction(1, 16),
        "offer 2": Fraction(5, 48),
        "offer 3": Fraction(5, 24),
        "offer 4": Fraction(5, 8),
        "offer 5": 2,
    }
    borders = {b.equation.rhs for b in d.boundaries if str(b.equation.lhs) == "alpha"}
    assert borders == {sympy.Rational(k, 10 - 2 * k) for k in range(1, 5)}
    for k in range(1, 5):
        alpha = sympy.Rational(k, 10 - 2 * k)
        assert alpha / (1 + 2 * alpha) == sympy.Rational(k, 10)
        assert d.at(alpha, 0) == (f"offer {k}", f"offer {k + 1}")
    assert d.verify(points=40)


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (cg.models.entry_deterrence, 0),
        (cg.models.entry_deterrence, True),
        (cg.models.centipede, 7),
        (cg.models.ultimatum, "10"),
        (cg.models.ultimatum, 21),
    ],
)
def test_sizes_that_no_model_has_are_refused(make: Any, wrong: Any) -> None:
    with pytest.raises(cg.ModelError, match="expected a whole number from 1 to"):
        make(wrong)


@pytest.mark.parametrize("make", [cg.models.entry_deterrence, cg.models.centipede, cg.models.ultimatum])
def test_conditions_of_the_models_agree_with_solving_afresh(make: Any) -> None:
    assert cg.solve(make()).verify(points=25)


def test_transformations_keep_what_a_model_brings() -> None:
    model = cg.models.entry_deterrence()
    tied = model.with_closure(cg.Closure({"f": "d - c"}, bounds={"c": (-5, 5)}, meanings={"c": "cost of fighting"}))
    assert (tied.rule, tied.citation, tied.names) == (model.rule, model.citation, model.names)
    assert tied.space.meanings[sympy.Symbol("o", real=True)] == "what an entrant gets outside"
    assert cg.phase_diagram(tied, x=("c", -1, 1), y=("o", -1, 3)).at("1/2", 1) == ("accommodated entry",)


RING = Ring.of(sympy.symbols("x y", real=True))
SIGNS = st.builds(
    lambda p, relation: Sign.compare(
        RING.polynomial(sympy.sympify(p, locals={s.name: s for s in RING.generators})), relation
    ),
    st.sampled_from(["x", "y", "x - y", "x + y - 1"]),
    st.sampled_from(["<", "<=", "=", "!=", ">=", ">"]),
)
FORMULAS = st.recursive(
    SIGNS,
    lambda parts: st.builds(
        lambda every, join: join(*every), st.lists(parts, min_size=1, max_size=4), st.sampled_from([all_of, any_of])
    ),
    max_leaves=12,
)
HERE = st.tuples(*[st.sampled_from([Fraction(n, 2) for n in range(-2, 3)])] * 2)


def propagation_changes_nothing(formula: Any, point: tuple[Fraction, Fraction]) -> None:
    values = dict(zip(sympy.symbols("x y", real=True), point, strict=True))
    before, after = (as_sympy(f) for f in (formula, propagate(formula)))
    assert (before == sympy.true or truth_at(before, values)) == (after == sympy.true or truth_at(after, values))


test_propagation_changes_nothing = law(200, FORMULAS, HERE)(propagation_changes_nothing)


def test_propagation_that_takes_alternatives_for_granted_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(propagation, "ANY_SIGN", frozenset({0, 1}))
    assert_caught(propagation_changes_nothing, FORMULAS, HERE)


def test_maps_of_trees_have_certificates() -> None:
    d = cg.phase_diagram(cg.models.ultimatum(4), x=("alpha", 0, 2), y=("beta", 0, 1))
    report = coopgame_checker.check(json.loads(d.certificate()))
    assert report
    assert "labels from conditions" in [step.name for step in report.steps]
