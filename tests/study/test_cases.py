"""Cases in study files: what they mean, how they are drawn and reported, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import coopgame as cg
from coopgame.errors import CoopgameError
from tests.study.conftest import Command, contents

BASE = """
title = "Cases"
[model]
use = "contracting"
[at]
V = 20
[axes]
x = { parameter = "p", from = 0, to = 10 }
y = { parameter = "b", from = 0, to = 10 }
"""
CASES = """
[[case]]
name = "Night shelter"
note = "three interviews"
citation = "Field notes 3"
values = { p = { from = 1, to = 2.5 }, b = { from = 2, to = "oo" } }

[[case]]
name = "Elderly care"
values = { p = "20/3", b = 2 }

[[case]]
name = "Elsewhere"
values = { b = 1, V = 10 }
free = ["p"]
draw = false
"""


@pytest.fixture
def study(folder: Path) -> Path:
    path = folder / "studies" / "study.toml"
    path.write_text(BASE + CASES)
    return path


def test_cases_of_a_study_are_those_of_python(study: Path) -> None:
    found = cg.read_study(study)
    shelter = cg.Case(
        "Night shelter", {"p": (1, 2.5), "b": (2, "oo")}, note="three interviews", citation="Field notes 3"
    )
    assert found.cases[0].case == shelter
    table = found.classify()
    model = cg.models.contracting()
    for report, case in zip(
        table,
        [
            cg.Case("Night shelter", {"p": (1, 2.5), "b": (2, "oo"), "V": 20}),
            cg.Case("Elderly care", {"p": "20/3", "b": 2, "V": 20}),
            cg.Case("Elsewhere", {"b": 1, "V": 10}, free=["p"]),
        ],
        strict=True,
    ):
        own = cg.classify(model, case)
        assert (report.possible, report.certain, report.status) == (own.possible, own.certain, "exact")
    assert table["Night shelter"].case == shelter
    assert [case.name for case in found.drawn(found.run())] == ["Night shelter", "Elderly care"]


def test_the_concept_of_the_study_applies(folder: Path) -> None:
    path = folder / "studies" / "study.toml"
    path.write_text(BASE + '[timing]\nplay = "leader-follower"\nleader = "organization"\n' + CASES)
    assert cg.read_study(path).classify()["Elsewhere"].certain == ("cooperation",)


def test_reports_are_printed_and_written(study: Path, folder: Path, command: Command) -> None:
    outcome = command("cases", study, "-o", "cases.json", "--seconds", "5")
    assert outcome.code == 0
    first, second, third = outcome.out.strip().split("\n\n")
    assert first.startswith("CaseReport: Night shelter: ")
    assert "Elderly care" in second
    assert "p free" in third
    record = json.loads((folder / "here" / "cases.json").read_text(encoding="utf-8"))
    assert record["cases"][0]["values"] == {"p": "[1, 5/2]", "b": "[2, ∞)"}
    assert record["cases"][0]["citation"] == "Field notes 3"
    assert record["cases"][2]["free"] == ["p"]
    assert command("cases", study, "-o", "cases.tex").code == 0
    assert r"\begin{tabular}" in (folder / "here" / "cases.tex").read_text(encoding="utf-8")
    assert sorted(contents(folder)) == ["here/cases.json", "here/cases.tex", "studies/study.toml"]


def test_the_figure_shows_them(study: Path, folder: Path, command: Command) -> None:
    outcome = command("figure", study, "-o", "figure.svg")
    assert outcome.code == 0
    words = (folder / "here" / "figure.svg").read_text(encoding="utf-8")
    assert "Case Night shelter, p from 1 to 2.5 and b from 2 to 10 and further above" in words
    assert "Case Elsewhere" not in words


def test_check_counts_them(study: Path, command: Command) -> None:
    assert command("check", study).out.strip().endswith("cases: 3")


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('[[case]]\nname = "A"\nvalues = { pp = 1 }', "case.0", "Did you mean 'p'"),
        ('[[case]]\nname = "A"\nvalues = { p = 1 }', "case.0", "b has no value"),
        ('[[case]]\nname = "A"\nvalues = { p = { from = 2, to = 1 }, b = 1 }', "case.0", "reversed"),
        ('[[case]]\nname = "A"\nvalues = { p = { from = 2 }, b = 1 }', "case.0.values.p", "from = 1, to = 2.5"),
        ('[[case]]\nname = "A"\nvalues = { p = [1, 2], b = 1 }', "case.0.values.p", "number"),
        ('[[case]]\nname = "A"\nvalues = { p = true, b = 1 }', "case.0.values.p", "number"),
        ('[[case]]\nname = "A"\nvalues = { p = { from = -2, to = 1 }, b = 1 }', "case.0", "leaves its bounds"),
        ('[[case]]\nname = "A"\nvalues = { p = 1, b = 1 }\nfree = ["b"]', "case.0", "free as well"),
        ('[[case]]\nname = "A/B"\nvalues = { p = 1, b = 1 }', "case.0", "contains '/'"),
        ("[[case]]\nvalues = { p = 1, b = 1 }", "case.0.name", "required|missing"),
        ('[[case]]\nname = "A"\nvalue = { p = 1, b = 1 }', "case.0", "Did you mean 'values'"),
        ('[[case]]\nname = "A"\nvalues = { p = 1, b = 1 }\n' * 2, "case.0.name", "two cases are called 'A'"),
    ],
)  # fmt: skip
def test_a_wrong_case_is_refused_with_its_place(folder: Path, text: str, place: str, words: str) -> None:
    path = folder / "studies" / "study.toml"
    path.write_text(f"{BASE}{text}\n")
    with pytest.raises(CoopgameError, match=words) as caught:
        cg.read_study(path)
    assert f"study.toml: {place}" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("values", ["{ p = 12, b = 1 }", "{ p = 1, b = 1, V = 10 }"])
def test_a_case_that_the_map_cannot_show_is_refused_with_advice(folder: Path, values: str, command: Command) -> None:
    path = folder / "studies" / "study.toml"
    path.write_text(f'{BASE}[[case]]\nname = "A"\nvalues = {values}\n')
    outcome = command("figure", path, "-o", "figure.svg")
    assert outcome.code == 1
    assert "case.0" in outcome.err
    assert "draw = false" in outcome.err
    assert command("cases", path).code == 0


def test_a_study_without_cases_has_nothing_to_classify(folder: Path, command: Command) -> None:
    path = folder / "studies" / "study.toml"
    path.write_text(BASE)
    outcome = command("cases", path)
    assert outcome.code == 1
    assert "there is no [[case]] to classify" in outcome.err
