"""The reverse question: region, values and condition agree with solving the games."""

from __future__ import annotations

import pickle
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import coopgame as cg
from coopgame.conditions import Range, formula_of
from coopgame.errors import CoopgameError
from coopgame.robustness import consistency, exactly
from coopgame.robustness.sets import hull_of, solution_set
from tests.laws import assert_caught, scaled

from .shipped import MODELS, cases, model_of
from .test_cases import regimes_of, value_in

MODEL = cg.models.contracting()
PLANE = {"x": ("p", 0, 10), "y": ("b", 0, 10)}
X = sympy.Symbol("x", real=True)
PAIRS = st.lists(st.fractions(0, 1, max_denominator=8), min_size=2, max_size=2)


@pytest.mark.parametrize("regime", ["capture", "cooperation", "restriction", "substitution"])
def test_areas_are_those_of_the_map(regime: str) -> None:
    diagram = cg.phase_diagram(MODEL, **PLANE)
    found = cg.consistent(MODEL, regime, **PLANE)
    assert found.area == diagram.area(regime)
    assert found.share.lower == diagram.area(regime).lower / 100
    assert all(region.name == regime for region in found.regions)
    assert found.possible


def test_two_regimes_observed_together_have_a_line() -> None:
    found = cg.consistent(MODEL, ["capture", "cooperation"], **PLANE)
    assert found.area.lower == found.area.upper == 0
    assert str(found.condition) == "b <= 4 and p = 3"
    assert found.values["p"] == sympy.FiniteSet(3)
    assert found.hull["b"] == sympy.Interval(0, 4)
    assert cg.consistent(MODEL, ["capture", "cooperation"], **PLANE, only=True).values["b"] == sympy.Interval.Ropen(
        0, 4
    )


def test_what_was_observed_bounds_what_is_not_known() -> None:
    case = cg.Case("Night shelter", {"p": (2, 3)}, free=["b"])
    assert cg.consistent(MODEL, "capture", case=case).values == {
        MODEL.symbols["p"]: sympy.FiniteSet(3),
        MODEL.symbols["b"]: sympy.Interval(0, 4),
    }
    alone = cg.consistent(MODEL, "cooperation", case=case, only=True)
    assert alone.values["b"] == sympy.Interval.Ropen(0, 4)
    assert alone.axes == ()
    nothing = cg.consistent(MODEL, "capture", case=cg.Case("A", {"p": (0, 2)}, free=["b"]))
    assert not nothing.possible
    assert nothing.example is None
    assert nothing.values["b"] is sympy.S.EmptySet
    assert str(nothing.condition) == "never"


def test_a_region_is_the_shadow_of_what_other_intervals_allow() -> None:
    wide = cg.Case("A", {"delta": ("0.1", "0.3"), "V": (5, 20)})
    found = cg.consistent(MODEL, "capture", **PLANE, case=wide)
    narrow = cg.consistent(MODEL, "capture", **PLANE)
    assert found.area.lower == sympy.Rational(151, 2) > narrow.area.lower
    assert [s.name for s in found.axes] == ["p", "b"]
    assert set(found.values) == {MODEL.symbols[name] for name in ("p", "b", "delta", "V")}


def test_an_axis_is_cut_by_the_case() -> None:
    found = cg.consistent(MODEL, "capture", **PLANE, case=cg.Case("A", {"p": (4, 20)}))
    assert found.ranges["p"] == sympy.Interval(4, 10)
    assert found.area.lower == 6 * 6 - sympy.Rational(1, 2)


def test_one_axis_gives_a_length_and_free_parameters_a_condition() -> None:
    found = cg.consistent(MODEL, "capture", x=("p", 0, 10), case=cg.Case("A", {"b": 5}))
    assert found.area.lower == 6
    every = cg.consistent(MODEL, "substitution", case=cg.Case("A", free=["p", "b", "V", "V_G", "k_S"]))
    assert "p" in str(every.condition)
    assert set(every.condition.condition.free_symbols) <= set(every.ranges)
    with pytest.raises(cg.DiagramError, match="one or two axes"):
        every.area  # noqa: B018 - the access is what fails


def points_agree(name: str, case: cg.Case, shares: list[Fraction], only: bool) -> None:
    """At random points of a case the formula holds exactly where solving the game gives the regimes."""
    model = model_of(name)
    if not any(isinstance(v, sympy.Interval) for v in case.parameters.values()):
        return
    for share in shares:
        point = {s: value_in(v, share) for s, v in case.parameters.items()}
        regimes = regimes_of(model, point)
        if not regimes:
            continue
        found = cg.consistent(model, regimes if only else regimes[0], case=case, only=only)
        own = {s: v for s, v in point.items() if s in found.ranges}
        assert found.contains(own)
        for s, v in own.items():
            assert s not in found.values or found.values[s].contains(v) == sympy.true
            assert s not in found.hull or found.hull[s].contains(v) == sympy.true


@pytest.mark.parametrize("name", [name for name in MODELS if name != "entry"])
def test_true_values_are_consistent_with_what_they_lead_to(name: str) -> None:
    @settings(max_examples=scaled(3))
    @given(
        case=cases(name),
        shares=st.lists(st.fractions(0, 1, max_denominator=8), min_size=2, max_size=2),
        only=st.booleans(),
    )
    def check(case: cg.Case, shares: list[Fraction], only: bool) -> None:
        points_agree(name, case, shares, only)

    check()


def test_the_law_fails_when_borders_are_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consistency, "solution_set", lambda *given: solution_set(*given).interior)
    assert_caught(lambda case, s: points_agree("contracting", case, s, False), cases("contracting"), PAIRS, n=40)


def test_the_law_fails_when_conditions_are_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    right = exactly.Exactly.where
    monkeypatch.setattr(exactly.Exactly, "where", lambda self, *_, only=False: right(self, "capture", only=only))
    assert_caught(lambda case, s: points_agree("contracting", case, s, False), cases("contracting"), PAIRS, n=40)


@pytest.mark.parametrize(
    ("condition", "known", "expected"),
    [
        (X**2 >= 2, Range(Fraction(0), Fraction(3)), sympy.Interval(sympy.sqrt(2), 3)),
        (X**2 > 2, Range(None, None), sympy.Union(sympy.Interval.open(-sympy.oo, -sympy.sqrt(2)),
                                                  sympy.Interval.open(sympy.sqrt(2), sympy.oo))),
        (sympy.Eq(X**2, 2), Range(None, None), sympy.FiniteSet(-sympy.sqrt(2), sympy.sqrt(2))),
        (sympy.Eq(X, 3) | (X < 1), Range(Fraction(0), Fraction(3)), sympy.Union(sympy.Interval.Ropen(0, 1), {3})),
        (sympy.Eq(X, 3) | (X < 1), Range(Fraction(0), Fraction(3), True, True), sympy.Interval.open(0, 1)),
        (sympy.Ne(X, 1), Range(Fraction(0), Fraction(2)), sympy.Complement(sympy.Interval(0, 2), sympy.FiniteSet(1))),
        ((X - 1) ** 2 * (X - 2) <= 0, Range(None, None), sympy.Interval(-sympy.oo, 2)),
        ((X**3 - 2 <= 0) & (X**3 - 2 >= 0), Range(None, None), sympy.FiniteSet(sympy.cbrt(2))),
        (X**2 < 0, Range(None, None), sympy.S.EmptySet),
        (X**2 >= 0, Range(None, Fraction(1)), sympy.Interval(-sympy.oo, 1)),
    ],
    ids=str,
)  # fmt: skip
def test_sets_of_one_parameter(condition: Any, known: Range, expected: Any) -> None:
    assert solution_set(formula_of(condition), X, known) == expected


def test_hulls() -> None:
    parts = sympy.Union(sympy.Interval.open(0, 1), sympy.FiniteSet(4), sympy.Interval(2, 3))
    assert hull_of(parts) == sympy.Interval.Lopen(0, 4)
    assert hull_of(sympy.FiniteSet(2)) == sympy.FiniteSet(2)
    assert hull_of(sympy.S.EmptySet) is sympy.S.EmptySet


HOSTILE: list[tuple[Any, str]] = [
    (lambda: cg.consistent(MODEL, "captur", **PLANE), "Did you mean 'capture'"),
    (lambda: cg.consistent(MODEL, [], **PLANE), "name the regime"),
    (lambda: cg.consistent(MODEL, "capture"), "b, p ha|p, b ha"),
    (lambda: cg.consistent(MODEL, "capture", x=("p", 0, 10)), "b has no value"),
    (lambda: cg.consistent(MODEL, "capture", x=("p", 5, 1), y=("b", 0, 1)), "lower < upper"),
    (lambda: cg.consistent(MODEL, "capture", x=("p", 0, "oo"), y=("b", 0, 1)), "p"),
    (lambda: cg.consistent(MODEL, "capture", x="p", y=("b", 0, 1)), "expected .parameter, lower, upper"),
    (lambda: cg.consistent(MODEL, "capture", x=("q", 0, 1), y=("b", 0, 1)), "q is not a parameter"),
    (lambda: cg.consistent(MODEL, "capture", x=("p", -1, 1), y=("b", 0, 1)), "leaves its bounds"),
    (lambda: cg.consistent(MODEL, "capture", x=("p", 0, 1), y=("p", 2, 3)), "no interval"),
    (lambda: cg.consistent(MODEL, "capture", **PLANE, case=cg.Case("A", {"p": 20})), "leaves no interval of the axis"),
    (lambda: cg.consistent(MODEL, "capture", case=cg.Case("A", {"p": 1, "b": 1})), "every parameter has a value"),
    (lambda: cg.consistent(MODEL, "capture", case=3), "expected a cg.Case"),
    (lambda: cg.consistent(3, "capture", **PLANE), "expected a cg.Model"),
    (lambda: cg.consistent(MODEL, "capture", **PLANE).values_of("V"), "V has a value, 10"),
    (lambda: cg.consistent(MODEL, "capture", **PLANE).values_of("q"), "q is not a parameter"),
    (lambda: cg.consistent(MODEL, "capture", **PLANE).contains({"p": 1}), "b has no value"),
]


@pytest.mark.parametrize(("call", "words"), HOSTILE, ids=[str(n) for n in range(len(HOSTILE))])
def test_what_is_wrong_gets_one_clear_error(call: Any, words: str) -> None:
    with pytest.raises(CoopgameError, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_the_region_is_drawn_and_written() -> None:
    found = cg.consistent(MODEL, "capture", **PLANE, only=True)
    plot = found.plot()
    assert "capture alone (40.0 per cent)" in plot.alt_text
    assert "Parameters consistent with capture alone" in plot.caption
    assert r"$p$ & $[3, 10]$" in cg.consistent(MODEL, "capture", **PLANE).to_latex()
    assert r"$p$ & $(3, 10]$" in found.to_latex()
    assert found.values_of("p") == sympy.Interval.Lopen(3, 10)
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    assert again.area == found.area
    assert "area 40" in repr(found)
    assert "p" in found._repr_latex_()
    assert "area 40" in found._repr_html_()
