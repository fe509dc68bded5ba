"""What a page carries, evaluated with fractions, is what maps say; no browser is needed."""

from __future__ import annotations

import copy
from fractions import Fraction

import pytest

import coopgame as cg

from .cases import lines
from .reading import data_of, regimes

QUICK = ("contracting", "participation", "hood", "inspection", "degenerate")
MAPS, POINTS = 2, 40


def somewhere(rng, lower, upper, parts=24):
    """A fraction that often lies on a border."""
    low, high = Fraction(lower), Fraction(upper)
    return low + (high - low) * Fraction(rng.randrange(parts + 1), parts)


def values_for(data, rng):
    return [somewhere(rng, lower, upper, 20) for _, lower, upper, *_ in data["sliders"]]


def map_at(case, data, values):
    model, x, y, concept, _ = case
    names = [slider[0] for slider in data["sliders"]]
    return cg.phase_diagram(model, x, y, at=dict(zip(names, map(str, values), strict=True)), concept=concept)


def expected(diagram, x, y):
    try:
        return diagram.at(str(x), str(y))
    except cg.DiagramError:
        return None


def difference(case, data, rng, maps=MAPS, points=POINTS):
    """The first point at which page and map differ."""
    for _ in range(maps):
        values = values_for(data, rng)
        try:
            diagram = map_at(case, data, values)
        except cg.ParameterError:
            continue
        for _ in range(points):
            x, y = (somewhere(rng, axis[1], axis[2]) for axis in data["axes"])
            if regimes(data, x, y, values) != expected(diagram, x, y):
                return values, x, y, regimes(data, x, y, values), expected(diagram, x, y)
    return None


def explored(case, path):
    model, x, y, concept, sliders = case
    page = cg.phase_diagram(model, x, y, concept=concept).explore(path, sliders)
    assert page.size == path.stat().st_size < 500_000
    assert page.status == "exact"
    return data_of(path)


SLOW = [pytest.param(name, marks=pytest.mark.long) for name in lines() if name not in QUICK]


@pytest.mark.parametrize("name", [*QUICK, *SLOW])
def test_what_a_page_carries_is_what_maps_say(name, tmp_path, rng):
    case = lines()[name]
    assert difference(case, explored(case, tmp_path / "page.html"), rng) is None


@pytest.mark.thorough
@pytest.mark.parametrize("harm", ["mask", "coefficient", "regime"])
def test_a_changed_page_is_noticed(harm, tmp_path, rng):
    case = lines()["contracting"]
    data = copy.deepcopy(explored(case, tmp_path / "page.html"))
    if harm == "mask":
        data["outcomes"][0][2][1][2] ^= 7
    elif harm == "coefficient":
        data["polynomials"][0][0][0] = str(7 * int(data["polynomials"][0][0][0]))
    else:
        data["outcomes"][0][0] = data["outcomes"][1][0]
    assert difference(case, data, rng, maps=6) is not None


def test_regimes_between_extreme_equilibria_are_carried(tmp_path, rng):
    case = lines()["degenerate"]
    data = explored(case, tmp_path / "page.html")
    assert data["join"]["kind"] == "supports"
    data["join"]["table"] = []
    # Not every setting of the sliders has such regimes.
    assert any(difference(case, data, rng) is not None for _ in range(10))


def test_regimes_by_probability_are_carried(tmp_path, rng):
    rule = cg.ByProbability("row", "act", {(0, "1/3"): "rare", ("1/3", "2/3"): "mixed", ("2/3", 1): "frequent"})
    game = cg.Game.from_bimatrix([["p", 0], [0, "b"]], [[0, 1], ["t", 0]], strategies=[["act", "wait"], ["in", "out"]])
    space = cg.ParameterSpace({"p": (-1, 3), "b": (-1, 3), "t": (0, 2)})
    model = cg.Model(game, space, rule=rule, concept=cg.Nash(), baseline={"t": 1})
    case = (model, ("p", -1, 3), ("b", -1, 3), None, ["t"])
    data = explored(case, tmp_path / "page.html")
    assert data["join"] == {"kind": "ordered", "order": ["rare", "mixed", "frequent"]}
    assert difference(case, data, rng) is None
