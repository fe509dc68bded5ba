"""Propositions of everything that is shipped: what they print is exact, minimal, and can be read back."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest
import sympy
from sympy.logic.boolalg import Boolean

import coopgame as cg
from coopgame.claims.propositions.setting import setting_of_diagram
from coopgame.claims.publishing.minimal import superfluous
from coopgame.errors import InputError, ParameterError
from tests.laws import scaled

from .reading import text_of_latex, truth_of, values_of
from .shipped import MIXED, MODELS, STUDIES, diagram, of_diagram, of_mixed, of_model

pytestmark = pytest.mark.xdist_group("propositions")
POINTS = 2000
THRESHOLDS = {"P^*": "delta*V + k_K", "B^*": "(1 - rho)*V + k_R", "D^*": "V - V_G + k_S"}


def agree(found: cg.PhaseDiagram, told: cg.Proposition, count: int, rng: random.Random) -> int:
    """Check printed conditions against the map at random points, many of them with small denominators."""
    text = {c.subject: truth_of(str(c.condition)) for c in told.clauses}
    latex = {c.subject: truth_of(text_of_latex(c.condition.to_latex())) for c in told.clauses}
    axes = [axis for axis in (found.x, found.y) if axis is not None]
    nothing, seen = found.origin.name_of(()), 0
    for n in range(count):
        parts = rng.choice((4, 20, 60, 9973))
        point = {a.symbol: a.lower + (a.upper - a.lower) * sympy.Rational(rng.randint(0, parts), parts) for a in axes}
        try:
            expected = set(found.at(*point.values())) or {nothing}
        except cg.DiagramError:
            continue
        seen += 1
        values = values_of({s: Fraction(int(v.p), int(v.q)) for s, v in point.items()})
        for read in (text, latex) if n % 4 == 0 else (text,):
            assert {name for name, holds in read.items() if holds(values)} == expected & read.keys(), values
    return seen


def exact(study: str) -> bool:
    return diagram(study).status == "exact"


@pytest.mark.thorough
@pytest.mark.parametrize("study", STUDIES)
def test_printed_conditions_read_back_agree_with_the_map(study: str, rng: random.Random) -> None:
    if exact(study):
        assert agree(diagram(study), of_diagram(study), scaled(POINTS), rng) > POINTS // 10


def test_a_condition_that_is_wrong_on_a_border_only_is_noticed(rng: random.Random) -> None:
    told = of_diagram("headline")
    first, *rest = told.clauses
    broken = replace(told, clauses=(replace(first, condition=first.generic), *rest))
    with pytest.raises(AssertionError):
        agree(diagram("headline"), broken, POINTS, rng)


@pytest.mark.thorough
@pytest.mark.parametrize("study", STUDIES)
def test_propositions_of_maps_pass_their_own_check(study: str) -> None:
    report = of_diagram(study).verify(points=scaled(8))
    assert report.passed, report
    assert of_diagram(study).exact == exact(study)


@pytest.mark.thorough
@pytest.mark.parametrize("model", MODELS)
def test_propositions_of_models_pass_their_own_check(model: str) -> None:
    report = of_model(model).verify(points=scaled(5))
    assert report.passed, report
    assert of_model(model).exact


@pytest.mark.parametrize("model", MIXED)
def test_propositions_of_mixed_equilibria_pass_their_own_check(model: str) -> None:
    told = of_mixed(model)
    report = told.verify(points=scaled(12))
    assert report.passed, report
    assert told.exact
    assert "except perhaps where" in str(told.notes[0])


def test_the_check_fails_where_a_condition_is_wrong() -> None:
    told = cg.proposition(cg.solve(MODELS["st_plane"]()))
    first, *rest = told.clauses
    wrong = replace(first, condition=replace(first.condition, cases=first.condition.cases[:0]))
    names = [check.name for check in replace(told, clauses=(wrong, *rest)).verify().checks if not check.passed]
    assert names == ["printed conditions: the equilibria of the game solved afresh"]


def test_the_check_fails_where_a_regime_is_wrong() -> None:
    told = of_model("contracting, reduced")
    first, second, *rest = told.clauses
    swapped = (replace(first, condition=second.condition), second, *rest)
    failed = [check.name for check in replace(told, clauses=swapped).verify(points=40).checks if not check.passed]
    assert failed == ["printed conditions of regimes agree with the games solved with numbers"]


def test_the_check_fails_where_an_inequality_is_implied() -> None:
    told = of_diagram("headline")
    first, *rest = told.clauses
    weaker = first.condition.cases[0][0].lhs >= -7
    longer = replace(first.condition, cases=((*first.condition.cases[0], weaker),))
    failed = [
        c for c in replace(told, clauses=(replace(first, condition=longer), *rest)).verify().checks if not c.passed
    ]
    assert [c.name for c in failed] == ["no printed inequality is implied by the others"]
    assert "-7" in failed[0].detail


def implied(condition: Boolean, found: cg.PhaseDiagram) -> list[str]:
    """Return the parts of a condition that follow from the parts beside them."""
    setting = setting_of_diagram(found)
    bad = []
    for case in condition.args if isinstance(condition, sympy.Or) else (condition,):
        parts = list(case.args) if isinstance(case, sympy.And) else [case]
        if condition not in (sympy.true, sympy.false):
            bad += [str(parts[n]) for n in range(len(parts)) if superfluous(parts, n, setting.box, setting.given)]
    return bad


@pytest.mark.thorough
@pytest.mark.parametrize("study", STUDIES)
def test_no_condition_of_a_map_contains_what_the_rest_of_it_implies(study: str) -> None:
    found = diagram(study)
    if exact(study):
        conditions = [*(found.condition(*own) for own in found.sets), *(found.possible(r) for r in found.regimes)]
        assert [bad for condition in conditions for bad in implied(condition, found)] == []


def test_what_is_implied_is_noticed() -> None:
    found = diagram("headline")
    condition = sympy.And(found.possible("capture"), found.x.symbol >= -1)
    assert implied(condition, found) == [f"{found.x.symbol} >= -1"]


def test_the_reduced_form_is_that_of_the_theorem() -> None:
    model = cg.models.contracting().at({"eta": 1, "g": 1, "f": 1})
    told = cg.proposition(model, solve_for=("p", "b"), thresholds=THRESHOLDS)
    assert {name: str(condition) for name, condition in told.conditions.items() if name[0] != "("} == {
        "cooperation": "p <= P^* and b <= B^* and b + p <= D^*",
        "capture": "p >= P^* and b <= D^* - P^* and p - b >= P^* - B^*",
        "restriction": "(p <= D^* - B^* and b >= B^* and p - b <= P^* - B^*) or "
        "(b >= B^* - P^* and D^* >= B^* and rho = 0 and b + p >= B^*)",
        "substitution": "p >= D^* - B^* and b >= D^* - P^* and b + p >= D^*",
    }
    assert str(told.clauses[2].generic) == "p < D^* - B^* and b > B^* and p - b < P^* - B^*"
    assert "Relative to (cooperate, compete), government gains" in told.derivation
    assert "p - P^* from (capture, compete)" in told.derivation


@pytest.mark.thorough
def test_thresholds_stand_for_their_definitions() -> None:
    model = cg.models.contracting().at({"eta": 1, "g": 1, "f": 1})
    plain, named = (cg.proposition(model, solve_for=("p", "b"), thresholds=t) for t in ({}, THRESHOLDS))
    assert named.thresholds
    assert not plain.thresholds
    for one, other in zip(plain.clauses, named.clauses, strict=True):
        assert one.condition.formula == other.condition.formula
        assert len(str(other.condition)) <= len(str(one.condition))
    assert named.verify(points=5).passed


@pytest.mark.parametrize(
    ("thresholds", "words"),
    [
        ({"P*": "V"}, "is no name"),
        ({"V": "V_G"}, "is a parameter"),
        ({"P^*": "V + k_X"}, "k_X, which is no parameter here"),
    ],
)
def test_thresholds_that_are_not_well_formed(thresholds: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        cg.proposition(cg.models.contracting(), thresholds=thresholds)


def test_other_things_are_refused() -> None:
    with pytest.raises(InputError, match="PhaseDiagram, an EquilibriumSet"):
        cg.proposition(cg.models)
    with pytest.raises(ParameterError, match="solve_for"):
        cg.proposition(diagram("headline"), solve_for=["q"])


@pytest.mark.thorough
def test_what_was_decided_of_a_statement() -> None:
    model = cg.models.contracting_reduced().at({"eta": 1})
    proved = cg.decide(cg.claims.always(cg.claims.fact("p == 0") >> ~cg.claims.chosen(model, "capture")))
    told = cg.proposition(proved)
    assert str(told.clauses[0].condition) == "always"
    assert f"Decided by {proved.method}" in told.statement
    assert r"\begin{proposition}" in told.to_latex()
