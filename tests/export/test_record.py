"""The JSON record: it parses, its numbers are exact, and its areas are those of its outlines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
import sympy

import coopgame as cg
from coopgame.results.parts import enclosure
from tests.export.conftest import MAKERS


def refuse_float(digits: str) -> float:
    raise AssertionError(f"a floating-point number in the record: {digits}")


def load(diagram: cg.PhaseDiagram) -> dict[str, Any]:
    found = json.loads(diagram.to_json(), parse_float=refuse_float, parse_int=refuse_float)
    assert isinstance(found, dict)
    return found


def shoelace(ring: list[list[str]]) -> Fraction:
    corners = [(Fraction(x), Fraction(y)) for x, y in ring]
    turned = [*corners[1:], corners[0]]
    return sum(((x0 - x1) * (y0 + y1) for (x0, y0), (x1, y1) in zip(corners, turned, strict=True)), Fraction(0)) / 2


def content(outline: dict[str, Any]) -> Fraction:
    return shoelace(outline["exterior"]) + sum((shoelace(hole) for hole in outline["holes"]), Fraction(0))


def check_areas(record: dict[str, Any]) -> None:
    total = sum((content(outline) for outline in record["outside"]), Fraction(0))
    for region in record["regions"]:
        lower, upper = map(Fraction, region["area"])
        assert lower == upper == content(region)
        assert shoelace(region["exterior"]) > 0
        assert all(shoelace(hole) < 0 for hole in region["holes"])
        total += lower
    sides = [Fraction(axis["upper"]) - Fraction(axis["lower"]) for axis in record["axes"]]
    assert total == (sides[0] * sides[1] if len(sides) == 2 else sides[0])


def numbers(value: Any) -> Iterator[str]:
    """Every string inside outlines, paths, areas and bounds."""
    if isinstance(value, str):
        yield value
    else:
        for part in value:
            yield from numbers(part)


def test_areas_are_those_of_the_outlines(diagram: cg.PhaseDiagram) -> None:
    check_areas(load(diagram))


def test_the_check_of_areas_can_fail() -> None:
    diagram = MAKERS["headline"]()
    first, *rest = diagram.regions
    wrong = replace(first)
    vars(wrong)["area"] = enclosure((Fraction(1, 3), Fraction(1, 3)))
    with pytest.raises(AssertionError):
        check_areas(load(replace(diagram, regions=(wrong, *rest))))


def test_every_number_is_a_string_that_reads_back(diagram: cg.PhaseDiagram) -> None:
    record = load(diagram)
    written = [record["unresolved"]]
    for region in record["regions"]:
        written += numbers([region["area"], region["sample_point"], region["exterior"], region["holes"]])
    for part in (*record["boundaries"], *record["thin"]):
        written += numbers(part["path"])
    written += numbers([[p["x"], p["y"]] for p in record["points"]])
    for text in written:
        assert str(sympy.Rational(text)) == text
        assert "." not in text


def test_the_record_says_what_the_diagram_says(diagram: cg.PhaseDiagram) -> None:
    record = load(diagram)
    assert record["status"] == "exact"
    assert [tuple(r["regimes"]) for r in record["regions"]] == [r.regimes for r in diagram.regions]
    for said, region in zip(record["regions"], diagram.regions, strict=True):
        assert sympy.Rational(said["area"][0]) == region.area.lower
        assert diagram.at(*map(sympy.Rational, said["sample_point"])) == tuple(said["regimes"])
        corners = tuple((sympy.Rational(x), sympy.Rational(y)) for x, y in said["exterior"])
        assert corners == region.polygon().exterior
    assert len(record["boundaries"]) == len(diagram.boundaries)
    assert len(record["thin"]) == len(diagram.thin)
    assert len(record["outside"]) == len(diagram.outside)


def test_borders_lie_on_the_outlines_of_both_sides(diagram: cg.PhaseDiagram) -> None:
    record = load(diagram)
    for border in record["boundaries"]:
        owners = [r for r in record["regions"] if r["regimes"] in border["between"]]
        ends = [tuple(border["path"][0]), tuple(border["path"][-1])]
        on = [r for r in owners if {tuple(p) for p in sum(r["holes"], r["exterior"])} >= set(ends)]
        assert {tuple(r["regimes"]) for r in on} == {tuple(side) for side in border["between"]}


def test_an_excluded_part_with_a_hole_keeps_it() -> None:
    """The square in the middle is all that the side condition leaves."""
    game = cg.Game.from_bimatrix([["p"], [1]], [[0], [0]], strategies=[["up", "down"], ["wait"]])
    where = ["max(max(1 - p, p - 2), max(1 - b, b - 2)) <= 0"]
    model = cg.Model(game, cg.ParameterSpace({"p": (0, 3), "b": (0, 3)}, where=where))
    record = load(cg.phase_diagram(model, x=("p", 0, 3), y=("b", 0, 3)))
    check_areas(record)
    assert [len(outline["holes"]) for outline in record["outside"]] == [1]
    assert content(record["outside"][0]) == 8


def test_the_record_is_the_same_every_time(diagram: cg.PhaseDiagram) -> None:
    assert diagram.to_json() == diagram.to_json()
    assert diagram.to_json().endswith("}\n")


def test_titles_in_other_scripts_stay_readable() -> None:
    diagram = replace(MAKERS["headline"](), title="合作的解构 “q” \\ \u2028")
    assert "合作的解构" in diagram.to_json()
    assert load(diagram)["provenance"]["title"] == diagram.title
