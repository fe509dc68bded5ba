"""The benchmark of exact maps runs, its comparisons convict wrong maps, and its page is what the script writes."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import coopgame as cg
from benchmarks.exact import __main__ as script
from benchmarks.exact import grid, qepcad, raster, run
from benchmarks.exact.page import page
from benchmarks.exact.problems import Problem, problems


def small() -> Problem:
    game = cg.Game.from_bimatrix([["x**2 + y**2 - 1", 0], [0, "x"]], [["y - x", 0], [0, 1]])
    return Problem("small", "a disc and lines", "tests", lambda: game, ("x", -2, 2), ("y", -2, 2), concept=cg.PureNash)


def test_page_is_what_the_script_writes() -> None:
    stored = json.loads(script.RESULTS.read_text(encoding="utf-8"))
    assert script.PAGE.read_text(encoding="utf-8") == page(stored)
    assert {p["name"] for p in stored["problems"]} == {p.name for p in problems(stored["settings"]["seeds"])}


def test_stored_answers_agree() -> None:
    stored = json.loads(script.RESULTS.read_text(encoding="utf-8"))
    for p in stored["problems"]:
        assert p["agreement"]["wrong off borders"] == 0, p["name"]
        assert p["qepcad"].get("labels that differ", 0) == p["qepcad"].get("truths that differ", 0) == 0, p["name"]
    assert not any(line["differ"] for line in stored["lines"])


@pytest.mark.thorough
def test_one_tiny_problem(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(qepcad, "installed", lambda: False)
    monkeypatch.setattr(script, "problems", lambda _: [small()])
    monkeypatch.setattr(script, "memory", lambda _: {"after import": 1.0, "most": 2.0})
    monkeypatch.setattr(script, "LINES", (("small", 1),))
    given = argparse.Namespace(only="small", seeds=1, points=40, repeats=1, seconds=5.0, note="a test")
    found = json.loads(json.dumps(script.play(given)))
    (one,) = found["problems"]
    assert one["agreement"]["wrong off borders"] == one["agreement"]["wrong beside borders"] == 0
    assert one["agreement"]["regions"] == one["agreement"]["regions on the grid"]
    assert found["lines"][0]["differ"] == []
    assert "small" in page(found)
    assert "small" in capsys.readouterr().out


def test_a_wrong_map_is_convicted() -> None:
    diagram = small().draw()
    plane: Any = diagram.canvas.plane
    first, second = plane.patches[:2]
    assert first.regimes != second.regimes
    swapped = (replace(first, regimes=second.regimes), replace(second, regimes=first.regimes), *plane.patches[2:])
    wrong = replace(diagram, canvas=replace(diagram.canvas, plane=replace(plane, patches=swapped)))
    assert run.against_grid(wrong, grid.Grid(diagram, 60))["wrong off borders"] > 0


def test_grid_points_and_border_cells() -> None:
    diagram = small().draw()
    patches, border = raster.exact_patches(diagram, 50), raster.border_cells(diagram, 50)
    assert patches.shape == border.shape == (50, 50)
    assert 0.02 < border.mean() < 0.2
    inside = np.argwhere((patches[:, :-1] != patches[:, 1:]) & (patches[:, :-1] >= 0) & (patches[:, 1:] >= 0))
    assert len(inside)
    assert all(border[j, i] or border[j, i + 1] for j, i in inside)
    x, _ = grid.exact_points(diagram.canvas.box, 2)
    assert x == [Fraction(-2) + 4 * Fraction(513, 1000) / 2, Fraction(4 * 1513, 2000) - 2]


def test_unlisted_outcomes_do_not_pass_for_known_ones() -> None:
    made = grid.Grid(small().draw(), 4)
    _, sets = made.regimes(np.array([[-1, 1 << 61]]))
    assert None in sets
    assert any(own is not None and "unknown [61]" in own for own in sets)


@pytest.mark.skipif(not qepcad.installed(), reason="QEPCAD is not installed")
def test_qepcad_agrees_on_one_tiny_problem() -> None:
    found = run.truths(small().draw(), 20)
    assert found["points"] > 0
    assert found["labels that differ"] == found["truths that differ"] == 0
    assert run.decomposed("x^2 + y^2 - 1 > 0", small().draw().canvas.box, 1, 20)["cells"] > 0


def test_qepcad_formulas() -> None:
    diagram = small().draw()
    assert "1 x^2 + 1 y^2 - 1 > 0" in qepcad.all_curves(diagram)
    text = qepcad.one_regime(diagram, "1/1")
    assert text.count("[") == text.count("]")
    assert "y" in text
