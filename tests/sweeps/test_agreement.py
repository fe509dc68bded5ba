"""A sweep says what the exact map says, for every shipped study."""

from __future__ import annotations

import functools
import os
import random
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import sympy

import coopgame as cg
from coopgame.errors import DiagramError

ROOT = Path(__file__).parents[2]
STUDIES = sorted([*(ROOT / "examples").glob("*.toml"), *(ROOT / "docs" / "studies").glob("*.toml")])
#: Both tests of a study run in one process, so that its map is made once.
TOGETHER = [pytest.param(path, marks=pytest.mark.xdist_group(path.stem)) for path in STUDIES]
SCALE = int(os.environ.get("COOPGAME_TEST_SCALE", "1"))


@functools.cache
def mapped(path: Path) -> tuple[cg.Study, cg.PhaseDiagram]:
    study = cg.read_study(path)
    return study, study.run()


def swept(study: cg.Study, xs: list[Fraction], ys: list[Fraction]) -> cg.Sweep:
    request = study.request
    axes = {request.x.symbol: [sympy.Rational(v.numerator, v.denominator) for v in xs]}
    if request.y is not None:
        axes[request.y.symbol] = [sympy.Rational(v.numerator, v.denominator) for v in ys]
    return cg.sweep(request.model, axes, at=request.fixed, concept=request.concept, rule=request.rule)


def exact(diagram: cg.PhaseDiagram, *point: Fraction) -> tuple[str, ...] | None:
    try:
        return diagram.at(*(sympy.Rational(v.numerator, v.denominator) for v in point))
    except DiagramError:
        return None


def values(axis: cg.Axis, rng: random.Random, count: int) -> list[Fraction]:
    low, high = (Fraction(int(v.p), int(v.q)) for v in (axis.lower, axis.upper))
    chosen = {Fraction(rng.randint(0, 64), 64) for _ in range(count)} | {
        Fraction(rng.randint(1, 10**6), 10**6) for _ in range(count)
    }
    return sorted(low + share * (high - low) for share in chosen)


@pytest.mark.parametrize("path", TOGETHER, ids=lambda path: path.stem)
def test_regimes_are_those_of_the_exact_map(path: Path, rng: random.Random) -> None:
    study, diagram = mapped(path)
    xs = values(study.request.x, rng, 5 * SCALE)
    ys = values(study.request.y, rng, 5 * SCALE) if study.request.y is not None else []
    found = swept(study, xs, ys)
    places = list(np.ndindex(found.shape))
    wrong = []
    for place in rng.sample(places, min(40 * SCALE, len(places))):
        point = [axis[k] for axis, k in zip((xs, ys), place, strict=False)]
        told, true = found.regimes[place], exact(diagram, *point)
        if told != true:
            wrong.append((found.near[place], point, told, true))
    assert [w for w in wrong if not w[0]] == []


@pytest.mark.parametrize("path", TOGETHER, ids=lambda path: path.stem)
def test_ties_on_borders_are_recognised_or_flagged(path: Path, rng: random.Random) -> None:
    study, diagram = mapped(path)
    request = study.request
    if diagram.status != "exact":
        pytest.skip("points of borders are not exact")
    every = [point for border in diagram.boundaries for point in border.path] + [
        p for t in diagram.thin for p in t.path
    ]
    points = [tuple(Fraction(int(v.p), int(v.q)) for v in point[: len(diagram.symbols)]) for point in every]
    points = rng.sample(points, min(30 * SCALE, len(points)))
    if not points:
        pytest.skip("there are no borders")
    rounded = np.array([[float(v) for v in point] for point in points])
    chosen = cg.Design(diagram.symbols, rounded)
    found = cg.sweep(request.model, chosen, at=request.fixed, concept=request.concept, rule=request.rule)
    for k, point in enumerate(points):
        true = exact(diagram, *point)
        assert found.near[k] or found.regimes[k] == true
