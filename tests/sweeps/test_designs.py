"""Random and quasi-random designs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

import coopgame as cg
from coopgame.errors import DiagramError, ParameterError
from coopgame.sweeps.designs import METHODS

OVER = {"p": (0, 10), "b": norm(4, 1), "V": [8, 10, 12]}


@pytest.mark.parametrize("method", METHODS)
def test_a_seed_fixes_the_points(method: str) -> None:
    one, other = (cg.design(OVER, 100, method=method, rng=7) for _ in range(2))
    assert (one.values == other.values).all()
    assert one.seed == 7
    assert (cg.design(OVER, 100, method=method, rng=8).values != one.values).any()
    fresh = cg.design(OVER, 10, method=method)
    assert (cg.design(OVER, 10, method=method, rng=fresh.seed).values == fresh.values).all()
    drawn = cg.design(OVER, 10, method=method, rng=np.random.default_rng(np.random.SeedSequence(7)))
    assert drawn.seed is None
    assert (drawn.values == cg.design(OVER, 10, method=method, rng=7).values).all()


@pytest.mark.parametrize("method", METHODS)
def test_points_follow_what_they_are_drawn_from(method: str) -> None:
    p, b, value = cg.design(OVER, 1024, method=method, rng=2020).values.T
    assert p.min() >= 0
    assert p.max() <= 10
    assert abs(p.mean() - 5) < 0.5
    assert abs(b.mean() - 4) < 0.15
    assert abs(b.std() - 1) < 0.15
    assert set(value) == {8, 10, 12}
    assert abs((value == 8).mean() - 1 / 3) < 0.07


def test_a_sweep_over_a_design_says_what_the_map_says() -> None:
    model = cg.models.contracting()
    chosen = cg.design({"p": (0, 10), "b": (0, 10)}, 64, rng=3)
    found = cg.sweep(model, chosen)
    exact = cg.phase_diagram(model, ("p", 0, 10), ("b", 0, 10))
    assert [exact.at(*map(repr, map(float, point))) for point in chosen.values] == list(found.regimes)
    assert abs(found.shares()["capture",] - 0.4) < 0.05
    assert (found.to_xarray()["p"].values == chosen.values[:, 0]).all()


def test_points_beyond_the_space_are_outside_it() -> None:
    model = cg.models.contracting()
    found = cg.sweep(model, cg.Design(("p", "b"), np.array([[1.0, 1.0], [-1.0, 1.0]])))
    assert found.regimes.tolist() == [("cooperation",), None]
    assert found.shares() == {("cooperation",): 1.0}


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: cg.design({}, 8), DiagramError, "at least one parameter"),
        (lambda: cg.design(OVER, 0), DiagramError, "number of points 0"),
        (lambda: cg.design(OVER, 8.5), DiagramError, "number of points 8.5"),
        (lambda: cg.design(OVER, 8, method="sobl"), DiagramError, "Did you mean 'sobol'?"),
        (lambda: cg.design(OVER, 8, rng=-1), DiagramError, "negative"),
        (lambda: cg.design(OVER, 8, rng="seed"), DiagramError, "rng: expected a seed"),
        (lambda: cg.design({"p": (3, 1)}, 8), ParameterError, "reversed"),
        (
            lambda: cg.design({"p": (0, 10, 101)}, 8),
            ParameterError,
            "neither a range (lower, upper) nor a list of values",
        ),
        (lambda: cg.design({"p": 3}, 8), ParameterError, "expected (lower, upper)"),
        (lambda: cg.Design(("p",), np.array([[np.nan]])), ParameterError, "not a finite number"),
        (lambda: cg.Design(("p", "p"), np.zeros((1, 2))), DiagramError, "given twice"),
        (lambda: cg.Design(("p",), np.zeros((0, 1))), DiagramError, "no points"),
        (lambda: cg.Design(("p",), np.zeros(3)), DiagramError, "the shape (3,)"),
        (
            lambda: cg.sweep(cg.models.contracting(), cg.design({"q": (0, 1)}, 8, rng=1)),
            ParameterError,
            "q is not a parameter here",
        ),
    ],
)
def test_wrong_designs_get_one_clear_error(call: Callable[[], Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error) as raised:
        call()
    assert words in str(raised.value)
