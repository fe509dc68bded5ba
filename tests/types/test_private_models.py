"""The contracting model with a hidden competitor, and private types of models."""

from __future__ import annotations

import importlib
import pickle
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

import coopgame as cg
from tests.laws import assert_caught, law

AXES = {"x": ("p", 0, 10), "y": ("b", 0, 10)}
HIDDEN = cg.models.contracting_private()
KNOWN = cg.models.contracting()
MAP = cg.phase_diagram(KNOWN, **AXES)
TYPES, PRIOR = {"greedy": {}, "modest": {"g": 0}}, {"greedy": "mu", "modest": "1 - mu"}
SPACE = cg.ParameterSpace({"mu": (0, 1)})


def regimes(model: Any, at: dict[str, Any]) -> set[str]:
    """The regimes of all equilibria of the model in numbers."""
    exact = {s: v for s, v in {**model.baseline, **model.values(at)}.items() if s in model.game.parameters}
    return {model.rule(e) for e in model.concept.equilibria(model.game.substitute(exact))}


def check_expected_loss(p: int, b: int, mu: Fraction) -> None:
    """Only the expected loss counts for a government that moves first."""
    share = sympy.Rational(mu.numerator, mu.denominator)
    assert regimes(HIDDEN, {"p": p, "b": b, "mu": share}) == set(MAP.at(p * share, b))


whole = st.integers(0, 10)
chance = st.integers(0, 8).map(lambda k: Fraction(k, 8))


@law(20, whole, whole, chance)
def test_a_leading_government_counts_with_the_expected_loss(p: int, b: int, mu: Fraction) -> None:
    check_expected_loss(p, b, mu)


def test_law_of_expected_loss_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    private = importlib.import_module("coopgame.models.contracting_private")
    monkeypatch.setitem(private.PRIOR, "competitor", "1 - mu")
    monkeypatch.setitem(private.PRIOR, "cooperator", "mu")
    monkeypatch.setitem(globals(), "HIDDEN", cg.models.contracting_private())
    assert_caught(check_expected_loss, whole, whole, chance, n=60)


@pytest.mark.thorough
def test_exact_regimes_when_the_government_leads() -> None:
    """The reduced form with mu*p: at mu = 1/2 cooperation ends at p = 2·P* = 6 and at b = B* = 4."""
    d = cg.phase_diagram(HIDDEN, **AXES, at={"mu": "1/2"})
    areas = {r.name: r.area.lower for r in d.regions}
    assert areas == {"capture": 20, "cooperation": 24, "restriction": 56}
    assert {str(border.equation) for border in d.boundaries} == {"Eq(p, 6)", "Eq(b, 4)", "Eq(b, p/2 + 1)"}
    assert d.at(10, 6) == ("capture", "restriction", "substitution")
    assert d.verify(points=60).passed
    sure = cg.phase_diagram(HIDDEN, **AXES, at={"mu": 1})
    assert {r.name: r.area.lower for r in sure.regions} == {r.name: r.area.lower for r in MAP.regions}


def test_the_symbol_mu_stays_in_the_conditions() -> None:
    found = cg.solve(
        HIDDEN.at({"delta": "1/5", "rho": "3/5", "eta": 1, "V": 10, "V_G": 1, "k_K": 1, "k_R": 0, "k_S": 0})
    )
    cooperate = [e for e in found if e.profile == ("cooperate", "compete", "share")]
    mu, p = sympy.symbols("mu p", real=True)
    assert (mu * p <= 3) in cooperate[0].condition.args


@pytest.mark.thorough
def test_outcomes_when_the_organization_leads() -> None:
    """Separating as long as competing does not change the government's mind; otherwise the competitor shares too."""
    model = cg.models.contracting_private("organization")
    d = cg.phase_diagram(model, **AXES, at={"mu": "1/2"})
    assert d.at(2, 2) == ("separating",)
    assert d.at(4, 2) == ("pooling on share",)
    assert {r.name for r in d.regions} == {"separating", "pooling on share"}
    assert d.verify(points=60).passed


@pytest.mark.thorough
def test_outcomes_of_the_trial() -> None:
    model, at = cg.models.contracting_trial(), {"mu": "1/2", "b": 1}
    d = cg.phase_diagram(model, x=("p", 0, 10), at=at, concept=cg.IntuitiveCriterion())
    assert [d.at(p) for p in (1, 4, 8)] == [("separating",), ("pooling on share",), ("semi-separating",)]
    assert d.verify(points=60).passed
    fixed = model.at({**{s.name: v for s, v in model.baseline.items()}, **at})
    (mixed,) = (e for e in cg.solve(fixed, cg.IntuitiveCriterion()) if cg.ByInformation()(e) == "semi-separating")
    p = sympy.Symbol("p", real=True)
    assert mixed.condition == (p > 6)
    assert sympy.cancel(mixed.mixture("organization (competitor)")["share"] - 3 / (p - 3)) == 0
    assert mixed.mixture("government")["cooperate after share, capture after compete"] == sympy.Rational(1, 2)
    held = next(b for b in mixed.beliefs if b.message == "share")
    assert sympy.cancel(held.lower - 3 / p) == 0


def test_borders_of_a_signalling_game_are_drawn_and_mean_what_they_say() -> None:
    d = cg.phase_diagram(cg.models.contracting_trial(), x=("p", 0, 10), y=("mu", 0, 1), at={"b": 1})
    assert [b.meaning for b in d.boundaries if str(b.equation) == "Eq(mu*p, 3)"] == [
        "government is indifferent between (share, cooperate) and (share, capture)"
    ]
    assert "semi-separating" in d.plot().alt_text
    assert d.to_latex()


def test_names_meanings_and_citation_are_kept() -> None:
    for model in (HIDDEN, cg.models.contracting_private("organization"), cg.models.contracting_trial()):
        assert model.citation == KNOWN.citation
        for s in model.game.parameters:
            assert model.space.meanings[s]
            assert s not in KNOWN.space.bounds or model.space.meanings[s] == KNOWN.space.meanings[s]
    assert HIDDEN.rule == KNOWN.rule
    assert {s: v for s, v in HIDDEN.baseline.items() if s in KNOWN.baseline} == dict(KNOWN.baseline)
    named = cg.models.with_private_type(cg.models.st_plane(), "row", TYPES_OF_ROW, PRIOR, space=SPACE)
    assert named.names == cg.models.st_plane().names
    assert isinstance(named.concept, cg.BayesianNash)


MODELS = ("contracting_private", "contracting_trial", "spence", "beer_quiche", "entry_deterrence", "reputation")


@pytest.mark.parametrize("name", MODELS)
def test_models_are_values_with_a_citation_and_meanings(name: str) -> None:
    one, other = (getattr(cg.models, name)() for _ in range(2))
    assert one == other == pickle.loads(pickle.dumps(one))  # noqa: S301
    assert hash(one) == hash(other)
    assert one.citation
    assert set(one.space.meanings) == set(one.space.symbols)


TYPES_OF_ROW: dict[str, dict[str, Any]] = {"greedy": {}, "modest": {"S": 0}}
ADVERSE = cg.Model(
    KNOWN.game,
    KNOWN.space,
    rule=KNOWN.rule,
    concept=cg.SubgamePerfect(order=("government", "organization"), ties="adverse"),
)
hide = cg.models.with_private_type
BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: hide(KNOWN.game, "organization", TYPES, PRIOR), "expected a model of a strategic game"),
    (lambda: hide(HIDDEN, "organization", TYPES, PRIOR), "expected a model of a strategic game, got BayesianGame"),
    (lambda: hide(KNOWN, "organisation", TYPES, PRIOR), "Did you mean 'organization'?"),
    (lambda: hide(KNOWN, "organization", {"greedy": {"gg": 1}, "modest": {}}, PRIOR), "type 'greedy': gg is not"),
    (lambda: hide(KNOWN, "organization", TYPES, PRIOR), "no bounds for mu; give them, for instance"),
    (lambda: hide(KNOWN, "organization", TYPES, {"greedy": "mu"}, space=SPACE), "no probability of modest"),
    (lambda: hide(ADVERSE, "organization", TYPES, PRIOR, space=SPACE), "has no counterpart with private types"),
    (lambda: cg.models.contracting_private("goverment"), "Did you mean 'government'?"),
]


@pytest.mark.parametrize(("make", "fragment"), BAD, ids=[b[1][:30] for b in BAD])
def test_refused(make: Callable[[], Any], fragment: str) -> None:
    with pytest.raises(cg.InputError) as caught:
        make()
    assert fragment in str(caught.value)
