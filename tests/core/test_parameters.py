"""Parameter spaces: what they accept, what they refuse and with which words, and that they are values."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

import coopgame as cg
from coopgame import parameters as parameters_module
from coopgame.frozen import FrozenMap
from coopgame.parameters import ParameterMap
from coopgame.progress import reporting, track
from coopgame.reports import Check, Report
from tests.laws import assert_caught, law

from .strategies import fractions, rational

oo = sympy.oo
Space = cg.ParameterSpace
SPACE = Space({"p": (0, oo), "delta": (0, 1)}, where=["p >= delta"], meanings={"p": "competition"})

BAD: list[tuple[Callable[[], Any], str, str]] = [
    (lambda: Space({"p": (1, 0)}), "ParameterError", "reversed"),
    (lambda: Space({"p": (1, 1)}), "ParameterError", "single point"),
    (lambda: Space({"p": 3}), "ParameterError", "expected (lower, upper)"),
    (lambda: Space({"p": (0, 1, 2)}), "ParameterError", "expected (lower, upper)"),
    (lambda: Space({"p": sympy.FiniteSet(1)}), "ParameterError", "expected (lower, upper)"),
    (lambda: Space({"p": (0, float("nan"))}), "ExpressionError", "not a finite number"),
    (lambda: Space({"p": (0, "many")}), "ExpressionError", "'many' is not a number"),
    (lambda: Space({"p": (0, sympy.sqrt(2))}), "ExpressionError", "not rational"),
    (lambda: Space({"p": (0, 1), sympy.Symbol("p", positive=True): (0, 2)}), "ParameterError", "p is given twice"),
    (lambda: Space({"__import__": (0, 1)}), "ExpressionError", "'__import__'"),
    (lambda: Space({"a b": (0, 1)}), "ExpressionError", "Did you mean 'a_b'?"),
    (lambda: Space({"lambda": (0, 1)}), "ExpressionError", "keyword"),
    (lambda: Space({sympy.Dummy("p"): (0, 1)}), "ParameterError", "is not a parameter"),
    (lambda: Space({7: (0, 1)}), "ParameterError", "is not a parameter"),
    (lambda: Space({"p": (0, 1)}, where=["p <= q"]), "ParameterError", "uses q, which has no bounds"),
    (lambda: Space({"alpha": (0, 1)}, where=["alpa <= 1"]), "ParameterError", "Did you mean 'alpha'?"),
    (lambda: Space({"p": (0, 1)}, where=["p +"]), "ExpressionError", "side condition"),
    (lambda: Space({"p": (0, 1)}, meanings={"q": "?"}), "ParameterError", "q has no bounds"),
    (lambda: SPACE.find("pp"), "ParameterError", "pp is not a parameter here"),
    (lambda: SPACE.find("dleta"), "ParameterError", "Did you mean 'delta'?"),
    (lambda: SPACE.values({"p": -1}), "ParameterError", "p = -1 is outside its bounds [0, ∞)"),
    (lambda: SPACE.values({"p": "x"}), "ExpressionError", "at: p"),
    (lambda: SPACE.values({"p": float("inf")}), "ExpressionError", "not a finite number"),
    (lambda: SPACE.values({"p": 1, sympy.Symbol("p"): 2}), "ParameterError", "p is given twice, as 1 and as 2"),
    (lambda: SPACE.values({"delta": 2}), "ParameterError", "outside its bounds [0, 1]"),
    (lambda: SPACE.contains({"p": 1}), "ParameterError", "no value to delta"),
    (lambda: SPACE.at({"p": 0, "delta": 1}), "ParameterError", "contradict the side condition"),
]


@pytest.mark.parametrize(("make", "kind", "fragment"), BAD, ids=[f"{i}-{b[2]}" for i, b in enumerate(BAD)])
def test_refused(make: Callable[[], Any], kind: str, fragment: str) -> None:
    with pytest.raises(cg.InputError) as caught:
        make()
    assert type(caught.value).__name__ == kind
    assert fragment in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("assumptions", [{}, {"positive": True}, {"integer": True}, {"real": True}, {"complex": True}])
def test_symbols_are_matched_by_name(assumptions: dict[str, bool]) -> None:
    p = sympy.Symbol("p", **assumptions)
    assert Space({p: (0, 1)}) == Space({"p": (0, 1)})
    assert SPACE.find(p) == sympy.Symbol("p", real=True)
    assert SPACE.values({p: 2}) == {sympy.Symbol("p", real=True): 2}


def test_every_way_to_write_bounds() -> None:
    assert Space({"p": (0, 1)}) == Space({"p": [0.0, "1"]}) == Space({"p": sympy.Interval(0, 1)})
    assert Space({"p": (0, oo)}) == Space({"p": (0, float("inf"))})
    assert Space({"p": (0, 1)}) != Space({"p": sympy.Interval.Lopen(0, 1)})
    assert Space({"p": (0, 0.1)}).bounds["p"].end == sympy.Rational(1, 10)
    assert [SPACE.describe(s) for s in SPACE.symbols] == ["[0, ∞)", "[0, 1]"]
    assert Space({"p": sympy.Interval.open(0, oo)}).describe("p") == "(0, ∞)"


@pytest.mark.parametrize(
    ("bounds", "value", "inside"),
    [
        (sympy.Interval(0, 1), 0, True),
        (sympy.Interval(0, 1), 1, True),
        (sympy.Interval.open(0, 1), 0, False),
        (sympy.Interval.open(0, 1), 1, False),
        (sympy.Interval.open(0, 1), "0.5", True),
        (sympy.Interval.Ropen(0, 1), 0, True),
        ((-oo, oo), -5, True),
    ],
)
def test_ends(bounds: Any, value: Any, inside: bool) -> None:
    space = Space({"p": bounds})
    assert space.contains({"p": value}) == inside
    if inside:
        assert space.values({"p": value})
    else:
        with pytest.raises(cg.InputError, match="outside its bounds"):
            space.values({"p": value})


def check_membership(p: Fraction, delta: Fraction) -> None:
    expected = p >= 0 and 0 <= delta <= 1 and p >= delta
    assert SPACE.contains({"p": rational(p), "delta": rational(delta)}) == expected


@law(80, fractions(-1, 2), fractions(-1, 2))
def test_membership(p: Fraction, delta: Fraction) -> None:
    check_membership(p, delta)


def test_membership_check_catches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters_module, "truth_at", lambda *_: True)
    assert_caught(check_membership, fractions(-1, 2), fractions(-1, 2))


@law(40, fractions(0, 3), fractions(0, 1))
def test_fixing_a_value_cuts_the_space(p: Fraction, delta: Fraction) -> None:
    """A point lies in the space iff its rest lies in the space cut at its first value."""
    whole = SPACE.contains({"p": rational(p), "delta": rational(delta)})
    cut = SPACE.at({"delta": rational(delta)})
    assert cut.names == ("p",)
    assert cut.contains({"p": rational(p)}) == whole
    assert cut.meanings == {sympy.Symbol("p", real=True): "competition"}


def test_trivial_conditions_disappear() -> None:
    assert Space({"p": (0, 1)}, where=["1 <= 2"]) == Space({"p": (0, 1)})
    assert Space({"p": (0, 1)}, where="p <= 1/2") == Space({"p": (0, 1)}, where=["p <= 0.5"])


def test_space_is_a_value() -> None:
    again = pickle.loads(pickle.dumps(SPACE))  # noqa: S301
    assert again == SPACE
    assert hash(again) == hash(SPACE)
    assert again.names == SPACE.names
    assert again.bounds["delta"] == sympy.Interval(0, 1)
    with pytest.raises(AttributeError):
        SPACE.where = ()
    with pytest.raises(TypeError):
        SPACE.bounds["p"] = 1
    assert "p in [0, ∞)" in repr(SPACE)
    assert "competition" in SPACE._repr_html_()


def test_input_is_copied() -> None:
    bounds = {"p": (0, 1)}
    space = Space(bounds)
    bounds["q"] = (0, 1)
    assert space.names == ("p",)


def test_maps() -> None:
    p, q = sympy.symbols("p q", real=True)
    found = ParameterMap({p: 1})
    assert (found["p"], found[p], found[sympy.Symbol("p")], found.get("q", 5)) == (1, 1, 1, 5)
    assert "p" in found
    assert q not in found
    with pytest.raises(KeyError):
        found["q"]
    one, other = FrozenMap({1: 2, 3: 4}), FrozenMap({3: 4, 1: 2})
    assert one == other
    assert hash(one) == hash(other)
    assert one != FrozenMap({1: 2})
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert type(pickle.loads(pickle.dumps(found))) is ParameterMap  # noqa: S301


def test_reports() -> None:
    good, bad = Check("one", True, "1 = 1"), Check("two", False, "1 < 2")
    assert Report((good,))
    assert not Report((good, bad)).passed
    assert repr(Report((good, bad))).startswith("Report: 1 of 2 checks FAILED")
    assert "&lt;" in Report((bad,))._repr_html_()


def test_progress_is_reported_only_inside() -> None:
    seen: list[tuple[int, str]] = []

    def reporter(items: Any, what: str) -> Any:
        seen.append((len(items), what))
        return items

    with reporting(reporter):
        assert list(track([1, 2], "outer")) == [1, 2]
    assert list(track([3], "after")) == [3]
    assert seen == [(2, "outer")]


@law(30, st.dictionaries(st.sampled_from("abcd"), st.integers(), max_size=4))
def test_frozen_map_equals_dict(items: dict[str, int]) -> None:
    assert FrozenMap(items) == items
    assert dict(FrozenMap(items)) == items
    assert list(FrozenMap(items)) == list(items)
