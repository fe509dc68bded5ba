"""The theorem of the reduced form on the page of the theory: its inequalities, its topologies, and where it fails."""

import random
from fractions import Fraction

import pytest

import coopgame as cg

AXES = {"x": ("p", 0, 12), "y": ("b", 0, 12)}
MODEL = cg.models.contracting()

#: For each case of the theorem values that make it, and the regimes that have area.
CASES = {
    "a": ({"V_G": 1}, {"capture", "cooperation", "restriction", "substitution"}),
    "b": ({"V_G": 3}, {"capture", "cooperation", "restriction", "substitution"}),
    "c": ({"V_G": "9/2"}, {"capture", "cooperation", "restriction", "substitution"}),
    "d": ({"V_G": "13/2"}, {"capture", "cooperation", "substitution"}),
    "d, at equality": ({"V_G": 6}, {"capture", "cooperation", "substitution"}),
    "e": ({"V_G": "11/2", "k_K": 3}, {"cooperation", "restriction", "substitution"}),
    "e, at equality": ({"V_G": 5, "k_K": 3}, {"cooperation", "restriction", "substitution"}),
    "f": ({"V_G": 8}, {"cooperation", "substitution"}),
    "g": ({"V_G": 11}, {"substitution"}),
    "g, at equality": ({"V_G": 10}, {"substitution"}),
}


def thresholds(values):
    V, V_G, delta, rho, k_K, k_R, k_S = (Fraction(values[n]) for n in ("V", "V_G", "delta", "rho", "k_K", "k_R", "k_S"))
    return delta * V + k_K, (1 - rho) * V + k_R, V - V_G + k_S


def possible(p, b, P, B, D):
    """The table of inequalities."""
    holds = {
        "capture": p >= P and b <= D - P and p - b >= P - B,
        "cooperation": p <= P and b <= B and p + b <= D,
        "restriction": b >= B and p <= D - B and b - p >= B - P,
        "substitution": p >= D - B and b >= D - P and p + b >= D,
    }
    return {regime for regime, true in holds.items() if true}


def full(values):
    base = {s.name: Fraction(int(v.p), int(v.q)) for s, v in MODEL.baseline.items()}
    return base | {name: Fraction(value) for name, value in values.items()}


@pytest.mark.thorough
def test_inequalities_are_those_of_subgame_perfection_at_random_parameters_ties_included():
    rng = random.Random(20)  # noqa: S311 - test data
    tied = 0
    for _ in range(300):
        values = full({"V": rng.randint(2, 8), "V_G": rng.randint(0, 10), "k_K": rng.randint(0, 3)})
        values |= {"delta": Fraction(rng.randint(1, 4), 4), "rho": Fraction(rng.randint(1, 3), 4)}
        values |= {"k_R": Fraction(rng.randint(0, 2)), "k_S": Fraction(rng.randint(0, 3))}
        P, B, D = thresholds(values)
        p = rng.choice([Fraction(rng.randint(0, 24), 2), P, max(Fraction(0), D - B)])
        b = rng.choice([Fraction(rng.randint(0, 24), 2), B, max(Fraction(0), D - P)])
        game = MODEL.game.at(values | {"p": p, "b": b})
        expected = possible(p, b, P, B, D)
        assert {MODEL.rule(e) for e in cg.solve(game, MODEL.concept)} == expected
        tied += len(expected) > 1
    assert tied > 20


@pytest.mark.parametrize("case", CASES)
def test_regimes_with_area_are_those_of_the_case(case):
    values, regimes = CASES[case]
    diagram = cg.phase_diagram(MODEL, **AXES, at=values)
    assert {name for region in diagram.regions for name in region.regimes} == regimes
    P, B, D = thresholds(full(values))
    holds = {
        "a": D > P + B,
        "b": D == P + B,
        "c": max(P, B) < D < P + B,
        "d": P < D <= B,
        "e": B < D <= P,
        "f": 0 < D <= min(P, B),
        "g": D <= 0,
    }
    assert [letter for letter, true in holds.items() if true] == [case[0]]


@pytest.mark.parametrize("case", CASES)
def test_who_borders_whom_is_as_the_case_says(case):
    diagram = cg.phase_diagram(MODEL, **AXES, at=CASES[case][0])
    pairs = {frozenset(one + other) for one, other in (border.between for border in diagram.boundaries)}
    assert ({"capture", "restriction"} in pairs) == (case == "a")
    assert ({"cooperation", "substitution"} in pairs) == (case[0] in "cdef")
    assert any(len(point.regimes) == 4 for point in diagram.points) == (case == "b")


@pytest.mark.parametrize(
    ("values", "regime", "path"),
    [
        ({"V_G": 7}, "capture", ((3, 0), (12, 0))),
        ({"V_G": 6}, "restriction", ((0, 4), (0, 12))),
        ({"V_G": 10}, "cooperation", ((0, 0),)),
    ],
)
def test_at_equality_the_lost_regime_survives_as_a_thin_set(values, regime, path):
    (thin,) = cg.phase_diagram(MODEL, **AXES, at=values).thin
    assert (thin.regimes, thin.path) == ((regime,), path)


def test_areas_of_the_baseline_are_exact():
    diagram = cg.phase_diagram(MODEL, x=("p", 0, 10), y=("b", 0, 10))
    assert {r.name: (r.area.lower, r.area.upper) for r in diagram.regions} == {
        "capture": (40, 40),
        "cooperation": (12, 12),
        "restriction": (28, 28),
        "substitution": (20, 20),
    }


@pytest.mark.parametrize("values", [{"g": 0}, {"rho": 0, "V_G": 0, "k_S": 2}])
def test_without_a_gain_from_competing_several_regimes_are_possible_where_the_theorem_has_one(values):
    diagram = cg.phase_diagram(MODEL, **AXES, at=values)
    assert any(len(region.regimes) > 1 for region in diagram.regions)
