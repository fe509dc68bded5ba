"""Regimes of components and of mixtures, and the check that an equilibrium set makes of itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy

import coopgame as cg
from coopgame.conditions import TRUE, negate
from coopgame.equilibria import readings

from .oracle import truth

NASH = cg.Nash()
F = Fraction
f = sympy.Symbol("f", real=True)


def core() -> cg.Model:
    return cg.models.contracting(strategies=cg.models.CONTRACT_STRATEGIES[:2])


# Components straddle regimes ------------------------------------------------------------------------------------------


def by_row(equilibrium: Any) -> str:
    return "+".join(equilibrium.mixture("row"))


STRADDLING = {
    "indifferent column": ([[1, 1], [0, 0]], [[0, 0], [1, 0]], [["1"]]),
    "zeros": ([[0, 0], [0, 0]], [[0, 0], [0, 0]], [["1", "1+2", "2"]]),
    "indifferent row": ([[1, 0], [1, 0]], [[1, 0], [1, 0]], [["1", "1+2", "2"]]),
    "separate": ([[1, 0], [0, 1]], [[1, 0], [0, 1]], [["1"], ["1+2"], ["2"]]),
}


@pytest.mark.parametrize("name", STRADDLING)
def test_regimes_of_components(name: str) -> None:
    A, B, expected = STRADDLING[name]
    found = cg.solve(cg.Game.from_bimatrix(A, B))
    assert sorted(list(cg.regimes_of(c, by_row)) for c in found.components) == expected


def thirds() -> tuple[str, ...]:
    """At x = 1/3 the continuum runs from (first, second) by (second, second) to (second, first)."""
    (component,) = cg.solve(cg.models.continuum().game.at({"x": "1/3"})).components
    return cg.regimes_of(component, cg.JoinStrategies())


def test_continuum_straddles_three_profiles_and_what_lies_between() -> None:
    plays = {tuple(frozenset(side.split("+")) for side in regime.split("/")) for regime in thirds()}
    second, both = frozenset({"second"}), frozenset({"first", "second"})
    first = frozenset({"first"})
    assert plays == {(first, second), (second, second), (second, first), (both, second), (second, both)}
    assert len(thirds()) == 5


def test_names_of_mixtures_keep_the_order_of_strategies() -> None:
    assert {side for regime in thirds() for side in regime.split("/") if "+" in side} == {"first+second"}


def test_every_equilibrium_inside_a_component_has_one_of_its_regimes() -> None:
    """Any mixture in the hulls has a support that some face has."""
    (component,) = cg.solve(cg.Game.from_bimatrix([[0] * 3] * 2, [[0] * 3] * 2)).components
    named = cg.regimes_of(component, cg.JoinStrategies())
    rows, columns = ["1", "2", "1+2"], ["1", "2", "3", "1+2", "1+3", "2+3", "1+2+3"]
    assert set(named) == {f"{r}/{c}" for r in rows for c in columns}


# A rule that reads a probability --------------------------------------------------------------------------------------


def mostly(equilibrium: Any) -> Any:
    weights = equilibrium.mixture("government")
    if len(weights) == 1:
        return next(iter(weights))
    return {"mostly cooperate": weights["cooperate"] >= weights["capture"], "mostly capture": "f < g"}


def as_text(equilibrium: Any) -> Any:
    if equilibrium.is_pure:
        return next(iter(equilibrium.mixture("government")))
    return {"mostly cooperate": "f >= g", "mostly capture": "f < g"}


@pytest.mark.parametrize("rule", [mostly, as_text])
def test_readings_of_a_mixture_by_probability(rule: Any) -> None:
    found = cg.solve(core(), NASH)
    table = readings(found.equilibria, rule)
    assert {r.regime for r in table} == {"cooperate", "capture", "mostly cooperate", "mostly capture"}
    base = {"V": F(10), "delta": F(1, 5), "k_K": F(1), "b": F(0), "w": F(2), "alpha": F(1), "p": F(5)}
    for own, other in [(F(1), F(2)), (F(2), F(2)), (F(3), F(2))]:
        point = {**base, "f": own, "g": other}
        here = {r.regime for r in table if truth(r.condition, point) and truth(r.equilibrium.condition, point)}
        assert here == {"mostly cooperate" if own >= other else "mostly capture"}


def test_readings_use_values_of_fixed_parameters() -> None:
    found = cg.solve(cg.Game.from_bimatrix([[1]], [[0]]))
    (reading,) = readings(found, lambda _: {"on": "f >= g"}, {f: sympy.Integer(2)})
    assert [truth(reading.condition, {"g": F(k)}) for k in (1, 2, 3)] == [True, True, False]


# An equilibrium set checks itself -------------------------------------------------------------------------------------

MODELS: dict[str, Callable[[], Any]] = {
    "core": core,
    "full": cg.models.contracting,
    "inspection": cg.models.inspection,
    "plane": cg.models.st_plane,
    "hood": cg.models.hood,
    "continuum": cg.models.continuum,
    "Winkels-like ties": lambda: cg.Game.from_bimatrix([[1, 3], [1, 3], [3, 1]], [[1, 2], [0, -1], [-2, 2]]),
    "exit row": lambda: cg.Game.from_bimatrix([[0, 0], ["s", "t"]], [[0, 0], [1, 2]]),
}
OPEN = {"core": 1, "full": 1, "inspection": 2, "plane": 0, "continuum": 0, "exit row": 0}  # exists on an open set


@pytest.mark.parametrize("name", MODELS)
def test_verify_passes(name: str) -> None:
    report = cg.solve(MODELS[name](), NASH).verify(points=25)
    assert report.passed, report
    assert len(report.checks) == 4


def altered(found: Any, k: int, **changes: Any) -> Any:
    one = dataclasses.replace(found.equilibria[k], **changes)
    return dataclasses.replace(found, equilibria=(*found.equilibria[:k], one, *found.equilibria[k + 1 :]))


@pytest.mark.parametrize("name", OPEN)
def test_verify_misses_an_equilibrium(name: str) -> None:
    found, k = cg.solve(MODELS[name](), NASH), OPEN[name]
    fewer = dataclasses.replace(found, equilibria=(*found.equilibria[:k], *found.equilibria[k + 1 :]))
    assert not fewer.verify().passed


@pytest.mark.parametrize("name", OPEN)
def test_verify_convicts_a_flipped_condition(name: str) -> None:
    found, k = cg.solve(MODELS[name](), NASH), OPEN[name]
    assert not altered(found, k, formula=negate(found.equilibria[k].formula)).verify().passed
    assert not altered(found, k, formula=TRUE).verify().passed


@pytest.mark.parametrize("name", ["core", "inspection", "plane", "continuum", "exit row"])
def test_verify_convicts_a_wrong_probability(name: str) -> None:
    found = cg.solve(MODELS[name](), NASH)
    k = next(k for k, e in enumerate(found.equilibria) if not e.is_pure)
    sides = list(found.equilibria[k].mixtures)
    side = next(i for i, own in enumerate(sides) if len(own) == 2)
    (one, p), (other, q) = sides[side]
    for wrong in [((one, q), (other, p)), ((one, p), (other, q / 2))]:
        mixtures = tuple(wrong if i == side else own for i, own in enumerate(sides))
        assert not altered(found, k, mixtures=mixtures).verify().passed


@pytest.mark.parametrize("name", ["Winkels-like ties"])
def test_verify_convicts_a_list_of_numbers_that_lacks_one(name: str) -> None:
    found = cg.solve(MODELS[name](), NASH)
    assert not dataclasses.replace(found, equilibria=found.equilibria[1:]).verify().passed


def test_verify_at_no_points_is_no_check() -> None:
    with pytest.raises(cg.ParameterError, match="at least one point"):
        cg.solve(core(), NASH).verify(points=0)


@pytest.mark.parametrize("gain", ["x", "x/(x + 1) + 1/(x + 1)"])
def test_a_mixture_inside_a_continuum_on_a_border_is_no_difference(gain: str) -> None:
    """On y = 1 everything ties, and the mixture that is an end of a continuum elsewhere lies inside one."""
    game = cg.Game.from_bimatrix([[gain, "0"], [gain, "0"]], [[1, "y"], ["y", 1]])
    diagram = cg.phase_diagram(game, x=("x", 0, 1), y=("y", 0, 2), concept=NASH)
    assert len(diagram.at("1/2", 1)) == 9
    assert diagram.verify(points=20).passed


def test_a_mixture_that_is_no_equilibrium_is_a_difference() -> None:
    game = cg.Game.from_bimatrix([["x", "0"], ["x", "0"]], [[1, "y"], ["y", 1]])
    diagram = cg.phase_diagram(game, x=("x", 0, 1), y=("y", 0, 2), concept=NASH)
    outcomes = list(diagram.outcomes)
    wrong = next(i for i, r in enumerate(outcomes) if r.regime == "1+2/1")
    never = dataclasses.replace(outcomes[wrong].equilibrium, formula=negate(TRUE))
    outcomes[wrong] = dataclasses.replace(outcomes[wrong], equilibrium=never)
    assert not dataclasses.replace(diagram, outcomes=tuple(outcomes)).verify(points=20).passed
