"""Cases: what is possible and certain is so at every point, with witnesses that solving the game confirms."""

from __future__ import annotations

import pickle
import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import coopgame as cg
from coopgame.claims.outcomes import known_regimes
from coopgame.conditions import FALSE, Formula
from coopgame.deciders import Answer
from coopgame.equilibria.joined import regimes_at
from coopgame.errors import CoopgameError
from coopgame.expressions.evaluation import truth_at
from coopgame.robustness import exactly
from coopgame.robustness.setting import setting_of
from tests.laws import assert_caught, scaled

from .shipped import MODELS, cases, model_of

MODEL = cg.models.contracting()
P, B = MODEL.symbols["p"], MODEL.symbols["b"]
BOX = cg.Case("A", {"p": (1, 4), "b": (1, 2)})


def value_in(interval: Any, share: Fraction) -> sympy.Rational:
    if not isinstance(interval, sympy.Interval):
        return interval
    return interval.start + (interval.end - interval.start) * sympy.Rational(share.numerator, share.denominator)


def regimes_of(model: cg.Model, point: dict[Any, Any]) -> tuple[str, ...] | None:
    """The regimes at a point by solving the game there; None outside the parameter space."""
    values = {**model.baseline, **point}
    exact = {s: Fraction(int(v.p), int(v.q)) for s, v in values.items()}
    if not all(truth_at(c, exact) for c in model.space.where):
        return None
    game = model.game.substitute({s: v for s, v in values.items() if s in model.game.parameters})
    return regimes_at(game, model.concept, model.rule)


def agrees_at_points(model: cg.Model, case: cg.Case, shares: list[Fraction]) -> None:
    try:
        report = cg.classify(model, case)
    except cg.ParameterError:  # the side conditions exclude the whole case
        return
    assert report.status == "exact", report
    rng = random.Random(str(shares))  # noqa: S311 - points of checks, not secrets
    for share in (*shares, Fraction(0), Fraction(1)):
        point = {s: value_in(v, rng.choice([share, *shares])) for s, v in case.parameters.items()}
        found = regimes_of(model, point)
        if found is None:
            continue
        assert set(found) <= set(report.possible), (point, found, report)
        assert set(report.certain) <= set(found), (point, found, report)
        assert found or report.without_equilibrium
        if report.only is not None:
            assert report.only == found


def witnesses_hold(model: cg.Model, case: cg.Case) -> None:
    try:
        report = cg.classify(model, case)
    except cg.ParameterError:
        return
    for o in report.occurrences:
        for point, truth in ((o.example, True), (o.counterexample, False)):
            if point is None:
                continue
            whole = {**report.fixed, **point}
            assert all(s not in report.ranges or report.ranges[s].contains(v) for s, v in point.items())
            found = regimes_of(model, whole)
            assert found is not None
            assert ((o.regime in found) if o.regime else not found) is truth
    for regime in report.possible:
        assert report.witness(regime) is not None
        assert (report.counterexample(regime) is None) is (regime in report.certain)


SHARES = st.lists(st.fractions(0, 1, max_denominator=12), min_size=4, max_size=4)


@pytest.mark.parametrize("name", MODELS)
def test_regimes_at_random_points_are_possible_and_certain_ones_are_there(name: str) -> None:
    @settings(max_examples=scaled(6))
    @given(case=cases(name), shares=SHARES)
    def check(case: cg.Case, shares: list[Fraction]) -> None:
        agrees_at_points(model_of(name), case, shares)

    check()


@pytest.mark.parametrize("name", MODELS)
def test_every_possible_regime_has_a_witness_at_which_the_game_has_it(name: str) -> None:
    @settings(max_examples=scaled(4))
    @given(case=cases(name))
    def check(case: cg.Case) -> None:
        witnesses_hold(model_of(name), case)

    check()


@pytest.mark.parametrize("broken", ["lost", "always"])
def test_the_laws_fail_when_conditions_are_wrong(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = exactly.Exactly.where

    def wrong(self: exactly.Exactly, *regimes: str, only: bool = False) -> Formula:
        if regimes == ("capture",):
            return FALSE if broken == "lost" else right(self, "cooperation")
        return right(self, *regimes, only=only)

    monkeypatch.setattr(exactly.Exactly, "where", wrong)
    monkeypatch.setattr("coopgame.robustness.classifying.confirmed", lambda *_: True)
    if broken == "lost":
        assert_caught(lambda case, shares: agrees_at_points(MODEL, case, shares), cases("contracting"), SHARES, n=60)
    else:
        assert_caught(lambda case: witnesses_hold(MODEL, case), cases("contracting"), n=60)


def test_a_witness_that_the_game_refutes_is_a_fault() -> None:
    with pytest.raises(CoopgameError, match="one of them is wrong"):
        exactly.confirmed(setting_of(MODEL, BOX).model, {P: sympy.Integer(1), B: sympy.Integer(1)}, "capture", True)


@pytest.mark.parametrize(
    ("case", "possible", "certain", "only"),
    [
        (cg.Case("inside", {"p": (0, 2), "b": (0, 3)}), ("cooperation",), ("cooperation",), ("cooperation",)),
        (cg.Case("touches", {"p": (0, 3), "b": (0, 3)}), ("capture", "cooperation"), ("cooperation",), None),
        (cg.Case("across", {"p": (2, 4), "b": 1}), ("capture", "cooperation"), (), None),
        (cg.Case("open", {"p": sympy.Interval.Ropen(0, 3), "b": 1}), *[("cooperation",)] * 3),
        (
            cg.Case("tie", {"p": 3, "b": (0, 4)}),
            ("capture", "cooperation", "restriction"),
            ("capture", "cooperation"),
            None,
        ),
        (cg.Case("edge", {"p": (0, 2), "b": 4}), ("cooperation", "restriction"), ("cooperation", "restriction"),
         ("cooperation", "restriction")),
        (
            cg.Case("point", {"p": 3, "b": 4}),
            ("capture", "cooperation", "restriction"),
            ("capture", "cooperation", "restriction"),
            ("capture", "cooperation", "restriction"),
        ),
        (cg.Case("free", {"b": 7}, free=["p"]), ("restriction", "substitution"), (), None),
    ],
    ids=lambda value: value.name if isinstance(value, cg.Case) else "",
)  # fmt: skip
def test_possible_certain_and_the_only_one(
    case: cg.Case, possible: tuple[str, ...], certain: tuple[str, ...], only: tuple[str, ...] | None
) -> None:
    report = cg.classify(MODEL, case)
    assert (report.possible, report.certain, report.only) == (possible, certain, only)
    assert report.status == "exact"
    assert report.reason == ""


def test_supports_are_named_in_the_order_of_the_game() -> None:
    model = model_of("inspection, mixed")
    report = cg.classify(model, cg.Case("A", {"c": (0, 4), "f": 4, "g": 1}))
    assert "inspect+trust/violate" in report.possible
    assert known_regimes(model) == tuple(sorted(known_regimes(model)))
    assert not [name for name in known_regimes(model) if "trust+inspect" in name]


def test_no_equilibrium_is_said() -> None:
    report = cg.classify(cg.models.inspection(), cg.Case("A", {"c": (1, 7)}))
    assert report.without_equilibrium
    assert "no equilibrium" in report.sentence
    nowhere = cg.classify(cg.models.inspection(), cg.Case("A", {"c": 1}))
    assert nowhere.possible == () == nowhere.only
    assert "there is no equilibrium" in nowhere.sentence


def test_without_time_answers_are_numerical_or_missing_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = Answer("unknown", "", None, "No method decided it.")
    monkeypatch.setattr(exactly, "ask", lambda *_, **__: unknown)
    report = cg.classify(MODEL, BOX, points=0)
    assert report.status == "undecided"
    assert report.undecided
    assert report.possible == ()
    assert "No method" in report.reason
    sampled = cg.classify(MODEL, BOX)
    assert sampled.status == "numerical"
    assert sampled.points == 200
    assert "200 points" in sampled.reason
    assert sampled.possible == ("capture", "cooperation")
    assert "as far as is known" in sampled.sentence
    assert sampled == cg.classify(MODEL, BOX)


@pytest.mark.thorough
def test_what_is_not_algebraic_is_numerical() -> None:
    p, b = sympy.symbols("p b", real=True)
    game = cg.Game(("government",), (("keep", "leave"),), {("keep",): (sympy.exp(-p),), ("leave",): (b,)})
    model = cg.Model(game, cg.ParameterSpace({p: (0, 4), b: (0, 1)}), baseline={b: "1/2"})
    report = cg.classify(model, cg.Case("A", {"p": (0, 2)}))
    assert report.status == "numerical"
    assert report.possible == ("keep", "leave")
    assert report.certain == ()
    assert all(report.witness(regime) is not None for regime in report.possible)
    # A map proves what lies inside its regions, however small: 1/2 < exp(-p) only for p below 0.69….
    narrow = cg.classify(model, cg.Case("A", {"p": ("0.693", "0.694"), "b": "1/2"}), points=0)
    assert narrow.possible == ("keep", "leave")
    assert narrow.certain == ()
    assert "no equilibrium" in narrow.sentence
    assert narrow.status == "undecided"
    wide = cg.classify(model, cg.Case("A", {"p": (0, 3)}, free=["b"]))
    assert wide.possible == ("keep", "leave")


def test_a_concept_and_a_rule_can_be_given() -> None:
    follow = cg.SubgamePerfect(order=("organization", "government"))
    report = cg.classify(MODEL, cg.Case("A", {"p": (0, 10), "b": (0, 1)}), concept=follow)
    assert report.possible == ("cooperation",)
    shapes = {s: "kept" if s != "substitute" else "ended" for s in MODEL.game.strategies[0]}
    read = cg.classify(MODEL, BOX, rule=cg.ByStrategy("government", shapes))
    assert read.possible == ("kept",)


HOSTILE: list[tuple[Any, str]] = [
    (lambda: cg.Case("A", {"p": (3, 1)}), "reversed"),
    (lambda: cg.Case("A", {"p": (1, 2, 3)}), "lower, upper"),
    (lambda: cg.Case("A", {"p": sympy.Interval.open(1, 1)}), "p: expected a number|not a number|is empty|EmptySet"),
    (lambda: cg.Case("A", {"p": float("nan")}), "p"),
    (lambda: cg.Case("A", {"p": True}), "not a number"),
    (lambda: cg.Case("A", {"p": "3 +"}), "p"),
    (lambda: cg.Case("A", {"p": (sympy.oo, sympy.oo)}), "empty"),
    (lambda: cg.Case("A", {3: 1}), "not a parameter"),
    (lambda: cg.Case("A", {"p": 1, sympy.Symbol("p"): 2}), "given twice"),
    (lambda: cg.Case("A", {"p": 1}, free=["p"]), "free as well"),
    (lambda: cg.Case("A", [("p", 1)]), "expected {parameter"),
    (lambda: cg.Case(""), "empty"),
    (lambda: cg.Case("a$b$"), "'\\$'|contains"),
    (lambda: cg.Case("A", note="two\nlines"), "one line"),
    (lambda: cg.classify(MODEL, cg.Case("A", {"pp": 1})), "Case 'A': pp is not a parameter here. Did you mean 'p'"),
    (lambda: cg.classify(MODEL, cg.Case("A", {"p": 1})), "b has no value"),
    (lambda: cg.classify(MODEL, cg.Case("A", {"p": (-1, 1), "b": 1})), r"leaves its bounds \[0, ∞\)"),
    (lambda: cg.classify(MODEL, cg.Case("A", {"delta": 2, "p": 1, "b": 1})), "Case 'A'.*delta"),
    (lambda: cg.classify(MODEL, cg.Case("A", {}, free=["q"])), "q is not a parameter"),
    (lambda: cg.classify(MODEL.game, BOX), "expected a cg.Model"),
    (lambda: cg.classify(MODEL, {"p": 1}), "expected a cg.Case"),
    (lambda: cg.classify(MODEL, BOX, points=-1), "points"),
    (lambda: cg.classify(MODEL, BOX, limits=3), "limits"),
    (lambda: cg.classify(MODEL, BOX, concept=3), "not a solution concept"),
    (lambda: cg.classify_all(MODEL, [BOX, BOX]), "two cases are called 'A'"),
    (lambda: cg.classify_all(MODEL, [BOX])["B"], "no case 'B'"),
    (lambda: cg.classify(MODEL, BOX).witness("captur"), "Did you mean 'capture'"),
    (
        lambda: cg.classify(
            MODEL.with_closure(cg.models.proportional_competition()), cg.Case("A", {"p": (1, 2), "b": 1, "kappa": 1})
        ),
        "p is defined as",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("call", "words"), HOSTILE, ids=[str(n) for n in range(len(HOSTILE))])
def test_what_is_wrong_gets_one_clear_error(call: Any, words: str) -> None:
    with pytest.raises(CoopgameError, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_a_case_that_side_conditions_exclude_is_an_error() -> None:
    x, y = sympy.symbols("x y", real=True)
    game = cg.Game(("a",), (("l", "r"),), {("l",): (x,), ("r",): (y,)})
    model = cg.Model(game, cg.ParameterSpace({x: (0, 9), y: (0, 9)}, where=["x <= y"]))
    with pytest.raises(cg.ParameterError, match="side conditions"):
        cg.classify(model, cg.Case("A", {"x": (5, 6), "y": (1, 2)}))
    assert cg.classify(model, cg.Case("A", {"x": (0, 6), "y": (1, 2)})).certain == ("r",)


def test_cases_and_reports_are_values() -> None:
    report = cg.classify(MODEL, BOX)
    assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301 - our own bytes
    assert hash(BOX) == hash(cg.Case("A", {"p": (1, 4), "b": (1, 2)}))
    assert cg.Case("A", {"p": (2, 2)}) == cg.Case("A", {"p": 2})
    assert cg.Case("A", {"p": 0.2}).parameters["p"] == sympy.Rational(1, 5)
    assert "Case" in BOX._repr_html_() or "A" in BOX._repr_html_()
    assert "capture" in report._repr_html_()


def test_a_table_of_cases_is_latex() -> None:
    table = cg.classify_all(MODEL, [BOX, cg.Case("B", {"p": 8, "b": 2})])
    latex = table.to_latex()
    assert r"A & $p \in [1, 4]$, $b \in [1, 2]$ & capture, cooperation & none & exact" in latex
    assert r"B & $p = 8$, $b = 2$ & capture & capture & exact" in latex
    assert r"A & $b = 7$, $p$ free &" in cg.classify(MODEL, cg.Case("A", {"b": 7}, free=["p"])).to_latex()
    assert [report.case.name for report in table] == ["A", "B"]
    assert len(table) == 2
    assert table["B"].only == ("capture",)
    assert replace(table["B"], occurrences=()).only == ()
    assert "B: capture is the only regime" in repr(table)
    assert "<td>capture</td>" in table._repr_html_()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: cg.Case("A", free=3), "free: expected names of parameters, got 3"),
        (lambda: cg.consistent(model_of("contracting"), 3, ("p", 0, 1), ("b", 0, 1)), "the name of a regime"),
        (lambda: cg.classify_all(model_of("contracting"), 3), "expected several cases, got int"),
        (lambda: cg.replicates({"p": (0, 1)}, 8, rng="seed"), "rng: expected a seed or a numpy Generator"),
        (lambda: cg.regime_sensitivity(model_of("contracting"), {"p": (0, 1), "b": (0, 1)}, 8, rng=-1), "negative"),
    ],
)
def test_arguments_of_another_kind_get_one_clear_error(call: Any, words: str) -> None:
    with pytest.raises(CoopgameError, match=words):
        call()
