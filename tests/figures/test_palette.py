"""The colours, measured with an independent library."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from coloraide import Color

from coopgame.figures.colour_difference import ciede2000, contrast
from coopgame.figures.palette import EXTRA, FIXED, assign_colours, colour_distances
from coopgame.figures.style import INK, OUTSIDE, PAPER

EVERY = (*FIXED.values(), *EXTRA)


def distance(one: str, other: str) -> float:
    return float(Color(one).delta_e(Color(other), method="2000"))


def smallest(method: str, deficiency: str) -> float:
    seen = [Color(colour).filter(deficiency, 1, method=method) for colour in FIXED.values()]
    return min(float(a.delta_e(b, method="2000")) for a, b in combinations(seen, 2))


@pytest.mark.parametrize(
    ("method", "deficiency", "least"),
    [
        ("machado", "protan", 22.0),
        ("machado", "deutan", 18.9),
        ("machado", "tritan", 26.5),
        ("brettel", "protan", 21.8),
        ("brettel", "deutan", 19.3),
        ("brettel", "tritan", 23.5),
    ],
)
def test_the_four_differ_for_every_kind_of_colour_vision(method: str, deficiency: str, least: float) -> None:
    assert smallest(method, deficiency) >= least
    # The bound is tight: a palette that is only a little worse fails.
    assert smallest(method, deficiency) < least + 0.2


def test_the_four_differ_in_greyscale() -> None:
    lightness = sorted(Color(colour).convert("lab-d65")["lightness"] for colour in FIXED.values())
    gaps = [high - low for low, high in pairwise(lightness)]
    assert min(gaps) == pytest.approx(11.7, abs=0.05)


def test_ink_is_legible_on_every_colour() -> None:
    assert min(Color(colour).contrast(Color(INK), method="wcag21") for colour in EVERY) >= 4.5


def test_further_colours_cannot_be_confused() -> None:
    assert len(EXTRA) >= 8
    others = (*EVERY, PAPER, OUTSIDE)
    assert min(distance(one, other) for one in EXTRA for other in others if one != other) >= 10


@pytest.mark.parametrize(("one", "other"), list(combinations((*EVERY, PAPER, OUTSIDE, "#808080", "#000000"), 2)))
def test_the_colour_difference_is_that_of_an_independent_library(one: str, other: str) -> None:
    wanted = float(Color(one).delta_e(Color(other), method="2000", space="lab-d65"))
    assert ciede2000(one, other) == pytest.approx(wanted, abs=0.05)
    assert contrast(one, other) == pytest.approx(Color(one).contrast(Color(other), method="wcag21"), rel=1e-3)


def test_colours_follow_the_name_and_not_the_order() -> None:
    names = ["Hawk", "capture", "dove", "Restriction"]
    assert assign_colours(names) == assign_colours(reversed(names))
    assert assign_colours(names)["Restriction"] == FIXED["restriction"]


def test_distances_are_reported_for_the_others_only() -> None:
    distances = colour_distances(assign_colours(["capture", "restriction", "hawk"]))
    assert sorted(distances) == [("capture", "hawk"), ("hawk", "restriction")]
    assert min(distances.values()) >= 10
