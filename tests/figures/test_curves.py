"""Curved and undecided borders on paper, and what JSON says of them."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
import shapely
import sympy

import coopgame as cg
from coopgame.figures import draw
from coopgame.figures.long_formulas import in_lines
from coopgame.figures.text import Block
from tests.figures import fakes

X, Y = sympy.symbols("x y")


def circle() -> cg.PhaseDiagram:
    game = cg.Game.from_bimatrix([["x**2 + y**2 - 1"], [0]], [[0], [0]])
    return cg.phase_diagram(game, x=("x", -2, 2), y=("y", -2, 2))


@pytest.mark.thorough
def test_undecided_bands_are_drawn_and_explained() -> None:
    whole = fakes.contracting()
    band = fakes.region("", (3, 0), ("3.01", 0), ("3.01", 4), (3, 4))
    plot = draw(replace(whole, undecided=(band,), status="certified"))
    (artist,) = plot.artists["undecided"]
    assert artist.get_path().get_extents().x0 == 3
    assert any("not decided (0.04 % of the area)" in text.get_text() for text in plot.ax.texts)
    assert "not decided" in plot.alt_text
    assert "not decided" in plot.caption
    assert draw(whole).artists["undecided"] == ()


@pytest.mark.thorough
def test_long_equations_stay_on_the_page() -> None:
    long = sympy.Eq(sum((k + 1) * 1001 * X**k for k in range(9)), sum((k + 1) * 1003 * Y**k for k in range(9)))
    for width in (150, 220, 400):
        lines = in_lines((long,), 7, width)
        assert all(Block((line,), 7).width <= width for line in lines)
    assert in_lines((long,), 7, 60) == ("a curve of degree 8 with 17 terms",)


def test_of_two_forms_the_first_that_fits_is_printed() -> None:
    short, long = sympy.Eq(Y, X), sympy.Eq(Y, sum(1001 * X**k for k in range(9)))
    assert in_lines((long, short), 7, 100) == ("$y = x$",)
    assert in_lines((sympy.Eq(Y, X + 1), short), 7, 100) == ("$y = 1 + x$",)


def test_a_drawn_circle_is_round() -> None:
    plot = circle().plot(legend=False)
    (line,) = plot.artists["boundaries"]
    radii = {round(float(x) ** 2 + float(y) ** 2, 3) for x, y in zip(*line.get_data(), strict=True)}
    assert radii == {1.0}


def test_json_has_minimal_polynomials_and_undecided_parts() -> None:
    record = json.loads(circle().to_json())
    folds = [p for p in record["special_points"] if p["kind"] == "fold"]
    assert [p["coordinates"][0]["interval"] for p in folds] == [["-1", "-1"], ["1", "1"]]
    assert record["undecided"] == []
    steep = cg.Game.from_bimatrix([["exp(x) - y"], [0]], [[0], [0]])
    certified = json.loads(cg.phase_diagram(steep, x=("x", 0, 1), y=("y", 0, 3)).to_json())
    assert certified["status"] == "certified"
    rings = [part["exterior"] for part in certified["undecided"]]
    total = sum(shapely.Polygon([[float(Fraction(v)) for v in p] for p in ring]).area for ring in rings)
    assert 0 < total < 0.01


def test_tables_have_certain_digits_and_both_forms() -> None:
    regions, exact, _ = circle().to_latex().split("\n\n")
    assert "3.14159265" in regions
    assert "x^{2} + y^{2} < 1" in regions
    assert "x^{2} + y^{2} \\leq 1" in exact
