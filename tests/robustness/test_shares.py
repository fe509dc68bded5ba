"""Shares against exact areas, and sensitivity against closed forms."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
import sympy
from scipy import stats

import coopgame as cg
from coopgame.errors import CoopgameError
from coopgame.robustness import intervals as room
from coopgame.robustness.intervals import clopper_pearson, over_replicates
from tests.laws import scaled

MODEL = cg.models.contracting()
BOX = {"p": (0, 10), "b": (0, 10)}
ST = cg.models.st_plane()
#: Model, box and concept of maps whose exact areas are the true shares.
PLACES: dict[str, tuple[cg.Model, dict[str, tuple[int, int]], Any]] = {
    "contracting": (MODEL, BOX, None),
    "organization leads": (MODEL, BOX, cg.SubgamePerfect(order=("organization", "government"))),
    "st_plane": (ST, {"S": (-1, 1), "T": (0, 2)}, cg.Nash()),
}


@cache
def exact_shares(name: str) -> dict[tuple[str, ...], float]:
    model, box, concept = PLACES[name]
    (x, ends_x), (y, ends_y) = box.items()
    diagram = cg.phase_diagram(model, x=(x, *ends_x), y=(y, *ends_y), concept=concept)
    whole = (ends_x[1] - ends_x[0]) * (ends_y[1] - ends_y[0])
    return {regimes: float(diagram.area(*regimes)) / whole for regimes in diagram.sets}


def covered(name: str, make: Callable[[int], Any], seeds: list[int], level: float) -> list[bool]:
    """Whether the interval of each set of regimes covers its exact share, for many seeds."""
    model, _, concept = PLACES[name]
    found = []
    for seed in seeds:
        result = cg.regime_shares(model, make(seed), concept=concept, level=level)
        true = exact_shares(name)
        found += [share.lower <= true.get(share.regimes, 0.0) <= share.upper for share in result.shares]
    return found


def covers_at_its_level(name: str, make: Callable[[int], Any], seeds: list[int], level: float) -> None:
    found = covered(name, make, seeds, level)
    per_seed = len(found) / len(seeds)
    # Sets of one seed depend on each other, so only the seeds count as trials.
    least = float(stats.binom.ppf(1e-6, len(seeds), level)) * per_seed
    assert sum(found) >= least, (sum(found), least)


def seeds_of(rng: random.Random, n: int) -> list[int]:
    return [rng.getrandbits(32) for _ in range(n)]


@pytest.mark.parametrize("name", PLACES)
def test_intervals_of_independent_points_cover_the_exact_shares(name: str, rng: random.Random) -> None:
    box = PLACES[name][1]
    covers_at_its_level(
        name, lambda seed: cg.design(box, 200, method="random", rng=seed), seeds_of(rng, scaled(20)), 0.9
    )


@pytest.mark.thorough
@pytest.mark.parametrize("name", PLACES)
def test_intervals_of_replicates_cover_the_exact_shares(name: str, rng: random.Random) -> None:
    box = PLACES[name][1]
    covers_at_its_level(name, lambda seed: cg.replicates(box, 64, count=8, rng=seed), seeds_of(rng, scaled(20)), 0.9)


@pytest.mark.parametrize("method", ["random", "replicates"])
def test_the_law_fails_when_intervals_are_too_narrow(
    method: str, rng: random.Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    def narrow(right: Callable[..., tuple[float, float, float]]) -> Callable[..., tuple[float, float, float]]:
        def wrong(*given: Any) -> tuple[float, float, float]:
            estimate, low, high = right(*given)
            return estimate, estimate - (estimate - low) / 12, estimate + (high - estimate) / 12

        return wrong

    monkeypatch.setattr(room, "clopper_pearson", narrow(clopper_pearson))
    monkeypatch.setattr(room, "over_replicates", narrow(over_replicates))

    def make(seed: int) -> Any:
        drawn = cg.design(BOX, 200, method="random", rng=seed)
        return drawn if method == "random" else cg.replicates(BOX, 64, count=8, rng=seed)

    with pytest.raises(AssertionError):
        covers_at_its_level("contracting", make, seeds_of(rng, 20), 0.9)


def test_quasi_random_points_are_much_better_than_independent_ones() -> None:
    one = cg.regime_shares(MODEL, cg.replicates(BOX, 256, rng=1)).of("capture")
    other = cg.regime_shares(MODEL, cg.design(BOX, 4096, method="random", rng=1)).of("capture")
    assert (one.upper - one.lower) * 4 < other.upper - other.lower


@pytest.mark.parametrize(
    ("hits", "points", "low", "high"),
    # Clopper and Pearson's interval at 95 %, from the quantiles of the beta distribution as tabulated.
    [(0, 10, 0.0, 0.3085), (1, 10, 0.0025, 0.4450), (5, 10, 0.1871, 0.8129), (10, 10, 0.6915, 1.0)],
)
def test_clopper_pearson(hits: int, points: int, low: float, high: float) -> None:
    estimate, lower, upper = clopper_pearson(hits, points, 0.95)
    assert (lower, upper) == pytest.approx((low, high), abs=1e-4)
    assert estimate == hits / points


def test_a_share_that_never_varies_keeps_an_interval() -> None:
    assert over_replicates(np.zeros(8), 0.95, 0.01) == (0.0, 0.0, 0.01)
    assert over_replicates(np.ones(8), 0.95, 0.01) == (1.0, 0.99, 1.0)


def test_a_regime_that_no_point_meets_has_an_interval() -> None:
    box = {"p": (0, 1), "b": (0, 1)}
    independent = cg.regime_shares(MODEL, cg.design(box, 100, method="random", rng=1))
    assert [s.regimes for s in independent.shares] == [("cooperation",)]
    for share in (independent.of("substitution"), independent.possible("substitution")):
        assert (share.estimate, share.lower, share.upper) == clopper_pearson(0, 100, 0.95)
    assert 0 < cg.regime_shares(MODEL, cg.replicates(box, 64, rng=1)).of("substitution").upper < 0.01
    with pytest.raises(CoopgameError, match=r"'substitute' is not a regime of the model\. Did you mean 'substitution'"):
        independent.of("substitute")


def test_sets_regimes_and_what_is_outside() -> None:
    x, y = sympy.symbols("x y", real=True)
    game = cg.Game(("a",), (("l", "r"),), {("l",): (x,), ("r",): (y,)})
    model = cg.Model(game, cg.ParameterSpace({x: (0, 1), y: (0, 1)}, where=["x + y <= 1"]))
    found = cg.regime_shares(model, cg.replicates({"x": (0, 1), "y": (0, 1)}, 256, rng=3))
    assert found.outside == pytest.approx(0.5, abs=0.02)
    assert found.of("l").estimate == pytest.approx(0.5, abs=0.02)
    assert "outside the parameter space" in repr(found)
    assert found.of("l", "r").estimate == 0
    assert found.possible("l").estimate == found.of("l").estimate
    assert found.status == "numerical"
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes
    assert r"\%" in found.to_latex()
    assert "Student" in found._repr_html_()
    ties = cg.regime_shares(MODEL, cg.design({"p": [3], "b": (0, 3)}, 50, method="random", rng=1))
    assert ties.shares[0].regimes == ("capture", "cooperation")
    assert ties.possible("capture").estimate == 1
    assert ties.possible("capture").lower == pytest.approx(0.025 ** (1 / 50))


# ------------------------------------------------------------------------------------------------------ sensitivity


def steps(a: str, c: str) -> cg.Model:
    """A model whose regime is ``inside`` where x < a and y < c, with a third parameter that does nothing."""
    x, y, z = sympy.symbols("x y z", real=True)
    a_, c_ = sympy.Rational(a), sympy.Rational(c)
    payoffs = {("act",): (z * 0,), ("left",): (x - a_,), ("right",): (y - c_,)}
    game = cg.Game(("a",), (("act", "left", "right"),), payoffs)
    rule = cg.ByStrategy("a", {"act": "inside", "left": "elsewhere", "right": "elsewhere"})
    return cg.Model(game, cg.ParameterSpace({x: (0, 1), y: (0, 1), z: (0, 1)}), rule=rule)


@pytest.mark.parametrize(("a", "c"), [("1/2", "1/2"), ("3/4", "1/3"), ("1/5", "9/10")])
def test_indices_are_those_of_the_closed_form(a: str, c: str) -> None:
    found = cg.regime_sensitivity(steps(a, c), {"x": (0, 1), "y": (0, 1), "z": (0, 1)}, 512, rng=2020)
    inside = found.of("inside")
    p, q = float(sympy.Rational(a)), float(sympy.Rational(c))
    first = {"x": q * (1 - p) / (1 - p * q), "y": p * (1 - q) / (1 - p * q), "z": 0.0}
    total = {"x": 1 - first["y"], "y": 1 - first["x"], "z": 0.0}
    assert inside.share == pytest.approx(p * q, abs=0.005)
    for influence in inside.influences:
        name = influence.parameter.name
        for value, true in ((influence.first, first[name]), (influence.total, total[name])):
            assert value[0] == pytest.approx(true, abs=0.02)
            # Ten replicates: six nines of Student's t are about five times the half-width at 95 %.
            assert abs(value[0] - true) <= 5 * (value[2] - value[0]) + 1e-9
    # With two sets the indices of the regime as a whole are those of either.
    assert found.influence("x").first[0] == pytest.approx(inside.influences[0].first[0])
    assert "z has no influence" in found.sentence


def test_the_parameter_that_decides_is_named() -> None:
    found = cg.regime_sensitivity(MODEL, {"p": (0, 6), "b": (0, 1), "w": (0, 3)}, 64, rng=1)
    assert found.sentence.startswith("p decides: alone it explains 100 %")
    assert "b and w have no influence" in found.sentence
    assert found.ranking[0].name == "p"
    both = cg.regime_sensitivity(MODEL, BOX, 256, rng=1)
    assert "No parameter decides alone" in both.sentence
    assert "In order" in both.sentence
    assert "Capture (40 % of the draws)" in repr(both)
    assert r"regime as a whole" in both.to_latex()
    assert "p" in both._repr_html_()


def test_a_regime_that_never_changes_has_no_indices() -> None:
    found = cg.regime_sensitivity(MODEL, {"p": (0, 1), "b": (0, 1)}, 16, rng=1)
    assert found.sets == found.overall == ()
    assert "no parameter decides" in found.sentence
    with pytest.raises(cg.ParameterError, match="nowhere or everywhere"):
        found.of("capture")


def test_results_are_the_same_for_the_same_seed() -> None:
    one, other = (cg.regime_sensitivity(MODEL, BOX, 16, rng=5) for _ in range(2))
    assert one == other
    designs = [cg.replicates(BOX, 16, rng=5) for _ in range(2)]
    assert cg.regime_shares(MODEL, designs[0]) == cg.regime_shares(MODEL, designs[1])


HOSTILE: list[tuple[Any, str]] = [
    (lambda: cg.regime_shares(MODEL, cg.design(BOX, 16, rng=1)), "not independent.*replicates"),
    (lambda: cg.regime_shares(MODEL, cg.design(BOX, 16, method="latin", rng=1)), "not independent"),
    (lambda: cg.regime_shares(MODEL, BOX), r"expected a design or several, such as cg.replicates\("),
    (lambda: cg.regime_shares(MODEL, []), "expected a design or several"),
    (lambda: cg.regime_shares(MODEL, [3]), "expected a design or several"),
    (lambda: cg.regime_shares(MODEL, [cg.design(BOX, 4, rng=k) for k in range(3)]), "3 replicates"),
    (
        lambda: cg.regime_shares(MODEL, [*cg.replicates(BOX, 4, rng=1), cg.design(BOX, 8, rng=1)]),
        "the same number of points",
    ),
    (lambda: cg.regime_shares(MODEL, cg.design(BOX, 8, method="random", rng=1), level=95), "between 0 and 1"),
    (lambda: cg.regime_shares(MODEL, cg.design(BOX, 8, method="random", rng=1)).of("captur"), "Did you mean 'capture'"),
    (lambda: cg.regime_shares(MODEL, cg.design({"q": (0, 1)}, 8, method="random", rng=1)), "q"),
    (lambda: cg.replicates(BOX, 8, count=1), "count is 1"),
    (lambda: cg.replicates({"p": (3, 1)}, 8), "reversed"),
    (lambda: cg.regime_sensitivity(MODEL, BOX, 100), "power of two"),
    (lambda: cg.regime_sensitivity(MODEL, {"p": (0, 1)}, 16), "at least two"),
    (lambda: cg.regime_sensitivity(MODEL, {"p": (0, 1), "q": (0, 1)}, 16), "q"),
    (lambda: cg.regime_sensitivity(MODEL, BOX, 16, rng=1).influence("w"), "w was not varied"),
]


@pytest.mark.parametrize(("call", "words"), HOSTILE, ids=[str(n) for n in range(len(HOSTILE))])
def test_what_is_wrong_gets_one_clear_error(call: Any, words: str) -> None:
    with pytest.raises(CoopgameError, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)
