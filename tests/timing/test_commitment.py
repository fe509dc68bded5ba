"""Optimal mixed commitment: against the linear programmes of Conitzer and Sandholm, and against the literature."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy
from scipy.optimize import linprog

import coopgame as cg
from coopgame.bimatrix import slices
from coopgame.equilibria import commitment
from tests.laws import assert_caught, law, scaled

from .games import SYMBOLIC, fraction, games, matrices, unsimplified


def value_by_programmes(game: cg.Game, leader: int) -> float:
    """Solve max x·A_j subject to "j is a best reply to x" for every reply j, in floating point."""
    own, other = (np.array(m, dtype=float) for m in matrices(game))
    A, B = (own, other) if leader == 0 else (other.T, own.T)
    rows, columns = A.shape
    best = -np.inf
    for j in range(columns):
        found = linprog(
            -A[:, j],
            A_ub=np.array([B[:, k] - B[:, j] for k in range(columns)]),
            b_ub=np.zeros(columns),
            A_eq=np.ones((1, rows)),
            b_eq=[1.0],
            method="highs",
        )
        best = max(best, -found.fun) if found.success else best
    return float(best)


def sampled(rng: random.Random, count: int) -> list[cg.Game]:
    """Games of 2 to 4 strategies, half of them with payoffs from -2 to 2, so that ties are common."""
    found = []
    for k in range(count):
        shape, size = (rng.randint(2, 4), rng.randint(2, 4)), (2 if k % 2 else 20)
        A, B = ([[rng.randint(-size, size) for _ in range(shape[1])] for _ in range(shape[0])] for _ in range(2))
        found.append(cg.Game.from_bimatrix(A, B))
    return found


def check_programmes(game: cg.Game, leader: int) -> None:
    outcomes = cg.solve(game, cg.Stackelberg(game.players[leader]))
    values = {e.payoffs[leader] for e in outcomes}
    assert len(values) == 1
    assert float(values.pop()) == pytest.approx(value_by_programmes(game, leader), abs=1e-9)


def test_commitment_pays_what_the_linear_programmes_say(rng: random.Random) -> None:
    for game in sampled(rng, scaled(500)):
        check_programmes(game, rng.randint(0, 1))


def test_the_law_of_programmes_can_fail(rng: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the points in which a plane cuts an edge only pure commitments remain."""

    def only_corners(corners: Any, row: Any, number: int) -> Any:
        return [corner for corner in slices_cut(corners, row, number) if max(corner[0]) == 1]

    slices_cut = slices._cut
    monkeypatch.setattr(slices, "_cut", only_corners)
    every = sampled(rng, 60)
    with pytest.raises((AssertionError, ValueError)):
        all(check_programmes(game, 0) is None for game in every)


def check_best_nash(game: cg.Game) -> None:
    for i, player in enumerate(game.players):
        committed = min(e.payoffs[i] for e in cg.solve(game, cg.Stackelberg(player)))
        assert committed >= max(e.payoffs[i] for e in cg.solve(game, cg.Nash()))


@law(30, games())
def test_commitment_pays_at_least_the_best_nash_equilibrium(game: cg.Game) -> None:
    check_best_nash(game)


def test_the_law_of_the_best_nash_equilibrium_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commitment, "max", min, raising=False)
    assert_caught(check_best_nash, games())


def check_conditions(game: cg.Game) -> None:
    for player in game.players:
        assert unsimplified(game, cg.Stackelberg(player)).verify(points=15)


@pytest.mark.thorough
@law(4, games(entries=SYMBOLIC))
def test_conditions_are_necessary_and_sufficient(game: cg.Game) -> None:
    check_conditions(game)


def test_the_law_of_conditions_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commitment, "negate", lambda formula: formula)
    assert_caught(check_conditions, games(entries=SYMBOLIC))


# The literature -----------------------------------------------------------------------------------


def test_the_example_of_conitzer_and_sandholm() -> None:
    """Their figure 1: committing to a pure strategy pays 3, to a mixture 7/2."""
    game = cg.Game.from_bimatrix([[2, 4], [1, 3]], [[1, 0], [0, 1]], strategies=[["U", "D"], ["L", "R"]])
    (outcome,) = cg.solve(game, cg.Stackelberg("row"))
    half = sympy.Rational(1, 2)
    assert (outcome.mixture("row"), outcome.payoffs[0]) == ({"U": half, "D": half}, sympy.Rational(7, 2))
    (pure,) = cg.solve(game, cg.SubgamePerfect(order=("row", "column")))
    assert pure.payoffs[0] == 3


def test_a_committing_inspector_deters_every_violation() -> None:
    """It inspects with probability g/f; the inspectee, indifferent, complies; Avenhaus and others (2002), section 5."""
    model = cg.models.inspection()
    found = cg.solve(model.at({"l": 6, "a": 2, "g": 1, "f": 3, "c": 1}), cg.Stackelberg("inspector"))
    (outcome,) = found
    third = sympy.Rational(1, 3)
    assert outcome.mixture("inspector") == {"inspect": third, "trust": 2 * third}
    assert outcome.mixture("inspectee") == {"comply": 1}
    assert outcome.payoffs == (-third, 0)
    (nash,) = cg.solve(model.at({"l": 6, "a": 2, "g": 1, "f": 3, "c": 1}), cg.Nash())
    assert nash.mixture("inspector")["inspect"] == third
    assert nash.payoffs[0] == -sympy.Rational(3, 2)


def test_the_map_of_inspection_with_commitment_has_no_violation() -> None:
    """Violation pays the inspector -l, deterrence -c g/f: beyond c = l f/g it gives up, here c = 3 l."""
    model = cg.models.inspection()
    rule = cg.ByStrategy("inspectee", {"comply": "no violation", "violate": "violation"})
    axes = {"x": ("c", 0, 30), "y": ("l", 3, 8)}
    committed = cg.phase_diagram(model, **axes, concept=cg.Stackelberg("inspector"), rule=rule)
    assert committed.at(8, 3) == ("no violation",)
    (border,) = committed.boundaries
    assert border.between == (("no violation",), ("violation",))
    l, c = sympy.symbols("l c", real=True)  # noqa: E741 - the letter of the model
    assert sympy.simplify(sympy.solve(border.equation, c)[0] - 3 * l) == 0
    assert committed.verify(points=40)


def test_a_threshold_of_commitment_with_symbols() -> None:
    """Inspection: with probability g/f as a formula, where 0 < g < f and c g ≤ l f."""
    found = cg.solve(cg.models.inspection(), cg.Stackelberg("inspector"))
    g, f = sympy.symbols("g f", real=True)
    mixed = [e for e in found if len(e.mixtures[0]) == 2 and e.mixture("inspectee") == {"comply": 1}]
    assert [e.mixture("inspector")["inspect"] for e in mixed] == [g / f]
    assert found.complete


def test_ties_of_the_leader_are_kept() -> None:
    game = cg.Game.from_bimatrix([[1, 0], [1, 0]], [[1, 0], [1, 0]], strategies=[["a", "b"], ["l", "r"]])
    found = cg.solve(game, cg.Stackelberg("row"))
    assert {e.profile for e in found} == {("a", "l"), ("b", "l")}
    (component,) = found.components
    assert cg.regimes_of(component, cg.JoinStrategies()) == ("a+b/l", "a/l", "b/l")


def test_the_contracting_model_with_a_committing_government() -> None:
    """It captures just often enough to make the organization share, so pure capture has no area any more."""
    model = cg.models.contracting()
    axes = {"x": ("p", 0, 10), "y": ("b", 0, 10)}
    committed = cg.phase_diagram(model, **axes, concept=cg.Stackelberg("government"))
    areas = {region.name: region.area.lower for region in committed.regions}
    assert sum(areas.values()) == 100
    assert "capture" not in areas
    assert committed.at(5, 1) == ("cooperation+capture",)
    assert committed.verify(points=40)
    organization = cg.phase_diagram(model, **axes, concept=cg.Stackelberg("organization"))
    assert {r.name: r.area.lower for r in organization.regions} == {"cooperation": 40, "restriction": 60}


BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: cg.solve(cg.models.hood(), cg.Stackelberg("delegater")), "Did you mean 'delegator'?"),
    (lambda: cg.solve(cg.Game(["A"], [["in"]], {("in",): (0,)}), cg.Stackelberg("A")), "takes two players"),
    (lambda: cg.solve(cg.models.repeated(cg.models.hood()), cg.Stackelberg("delegator")), "this is a Repeated"),
]


@pytest.mark.parametrize(("make", "fragment"), BAD, ids=[b[1] for b in BAD])
def test_refused(make: Callable[[], Any], fragment: str) -> None:
    with pytest.raises(cg.ConceptError) as caught:
        make()
    assert fragment in str(caught.value)


def test_slices_are_those_of_their_constraints(rng: random.Random) -> None:
    """Every extreme point satisfies all constraints, and maximizing over them is maximizing over the slice."""
    for _ in range(60):
        size = rng.randint(1, 4)
        rows = [[fraction(sympy.Integer(rng.randint(-3, 3))) for _ in range(size)] for _ in range(rng.randint(0, 4))]
        points = slices.slice_points(size, rows)
        assert len(set(points)) == len(points)
        for x in points:
            assert sum(x) == 1
            assert min(x) >= 0
            assert all(sum(a * w for a, w in zip(row, x, strict=True)) >= 0 for row in rows)
        goal = [rng.randint(-5, 5) for _ in range(size)]
        found = linprog(
            [-v for v in goal],
            A_ub=-np.array(rows, dtype=float).reshape(len(rows), size) if rows else None,
            b_ub=np.zeros(len(rows)) if rows else None,
            A_eq=np.ones((1, size)),
            b_eq=[1.0],
        )
        assert found.success == bool(points)
        if points:
            best = max(sum(v * w for v, w in zip(goal, x, strict=True)) for x in points)
            assert float(best) == pytest.approx(-found.fun, abs=1e-9)
