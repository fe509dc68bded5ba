"""Printed conditions are as short as they can be: every comparison matters somewhere in the parameter space."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction
from typing import Any

import pytest
import sympy

import coopgame as cg

from .oracle import conjuncts, truth

F = Fraction
NASH = cg.Nash()

#: What stands in the text for the core: equilibrium, its condition
CORE = {
    "cooperate, share": "Eq(g, 0)",
    "cooperate, compete": "V*delta + k_K >= p",
    "capture, share": "Eq(V*delta + k_K, 0)",
    "capture, compete": "Eq(f, 0) & (V*delta + k_K <= p)",
    "f/(f + g)·cooperate + g/(f + g)·capture, (-V*delta - k_K + p)/p·share + (V*delta + k_K)/p·compete": (
        "(f > 0) & (g > 0) & (V*delta + k_K > 0) & (V*delta + k_K < p)"
    ),
}

PLANE = {
    "C, C": "T <= 1",
    "C, D": "(S >= 0) & (T >= 1)",
    "D, C": "(S >= 0) & (T >= 1)",
    "D, D": "S <= 0",
    "S/(S + T - 1)·C + (T - 1)/(S + T - 1)·D, S/(S + T - 1)·C + (T - 1)/(S + T - 1)·D": (
        "((S > 0) & (T > 1)) | ((S < 0) & (T < 1))"
    ),
}

INSPECTION = {
    "inspect, comply": "Eq(c, 0)",
    "trust, comply": "Eq(g, 0)",
    "trust, violate": "a + c >= l",
    "g/f·inspect + (f - g)/f·trust, (-a - c + l)/(-a + l)·comply + c/(-a + l)·violate": (
        "(c > 0) & (g > 0) & (a + c < l)"
    ),
}


def core() -> cg.Model:
    return cg.models.contracting(strategies=cg.models.CONTRACT_STRATEGIES[:2])


@pytest.mark.parametrize(
    ("model", "printed"),
    [(core, CORE), (cg.models.st_plane, PLANE), (cg.models.inspection, INSPECTION)],
    ids=["core", "plane", "inspection"],
)
def test_printed_conditions(model: Any, printed: dict[str, str]) -> None:
    assert {e.describe(): str(e.condition) for e in cg.solve(model(), NASH)} == printed


def draw(rng: random.Random, interval: sympy.Interval) -> Fraction:
    if interval.start.is_finite and interval.end.is_finite:
        return F(rng.choice([0, 0, 1, 2, 3, 4, 4]), 4) * (int(interval.end) - int(interval.start)) + int(interval.start)
    d = rng.choice([1, 1, 2])
    low = 0 if interval.start.is_finite else -4 * d
    return F(rng.choice([0, rng.randint(low, 6 * d)]), d)


def sample(space: cg.ParameterSpace, count: int) -> list[dict[str, Fraction]]:
    rng = random.Random(20)  # noqa: S311 - points of a search, not a secret
    drawn = ({s.name: draw(rng, i) for s, i in space.bounds.items()} for _ in itertools.count())
    return list(itertools.islice((p for p in drawn if all(truth(c, p) for c in space.where)), count))


def idle(condition: Any, points: list[dict[str, Fraction]]) -> list[Any]:
    """Return the conjuncts that can be dropped without changing the truth at any of the points."""
    parts = conjuncts(condition)
    tables = [[truth(part, point) for point in points] for part in parts]
    found = []
    for k, own in enumerate(tables):
        others = [table for i, table in enumerate(tables) if i != k]
        needed = any(not own[n] and all(table[n] for table in others) for n in range(len(points)))
        found += [] if needed else [parts[k]]
    return found


@pytest.mark.parametrize("model", [core, cg.models.hood, cg.models.inspection, cg.models.st_plane])
def test_no_comparison_can_be_dropped(model: Any) -> None:
    built = model()
    points = sample(built.space, 1500)
    for equilibrium in cg.solve(built, NASH):
        if equilibrium.condition != sympy.true:
            assert idle(equilibrium.condition, points) == [], equilibrium


def test_law_fails_on_a_redundant_comparison() -> None:
    built = core()
    mixed = cg.solve(built, NASH).equilibria[-1]
    p = built.symbols["p"]
    assert idle(sympy.And(mixed.condition, p > 0), sample(built.space, 1500)) == [p > 0]


def test_conditions_of_the_core_name_no_more_than_they_need() -> None:
    """What the organization is paid in cooperation, and its autonomy, decide nothing."""
    names = {s.name for e in cg.solve(core(), NASH) for s in e.condition.free_symbols}
    assert names == {"V", "delta", "k_K", "p", "f", "g"}
