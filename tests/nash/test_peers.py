"""The judge of other libraries' answers convicts what is wrong, and the page is the one that the script writes."""

from __future__ import annotations

import importlib
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from coopgame.bimatrix import extreme_equilibria

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results" / "peers.json"
HALF = Fraction(1, 2)
COORDINATION = [[1, 0], [0, 1]]
FIRST, SECOND, MIXED = ((1, 0), (1, 0)), ((0, 1), (0, 1)), ((HALF, HALF), (HALF, HALF))


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    return importlib.import_module("peers_games")


def test_judge_accepts_the_exact_answer_and_floats_near_it(bench: Any) -> None:
    known = bench.truth(COORDINATION, COORDINATION)
    assert known.regular
    for answer in ([FIRST, MIXED, SECOND], [FIRST, SECOND, ((0.5 + 1e-12, 0.5), (0.5, 0.5))]):
        verdict = bench.judge(known, answer)
        assert not verdict.wrong
        assert not verdict.missing
        assert not verdict.doubled


WRONG = {
    "missing": ([FIRST, SECOND], (0, 1, 1)),
    "nothing": ([], (0, 3, 3)),
    "wrong weights": ([FIRST, SECOND, ((0.25, 0.75), (0.5, 0.5))], (1, 1, 1)),
    "not near enough": ([FIRST, SECOND, ((0.50001, 0.49999), (0.5, 0.5))], (1, 1, 1)),
    "no mixture": ([FIRST, SECOND, ((0.5, 0.6), (0.5, 0.5))], (1, 1, 1)),
    "negative": ([FIRST, SECOND, MIXED, ((1.5, -0.5), (1, 0))], (1, 0, 0)),
    "not a number": ([FIRST, SECOND, MIXED, ((float("nan"), 1), (1, 0))], (1, 0, 0)),
    "wrong size": ([FIRST, SECOND, MIXED, ((1, 0, 0), (1, 0))], (1, 0, 0)),
}


@pytest.mark.parametrize("name", WRONG)
def test_judge_convicts(bench: Any, name: str) -> None:
    answer, counts = WRONG[name]
    verdict = bench.judge(bench.truth(COORDINATION, COORDINATION), answer)
    assert verdict.wrong
    assert (len(verdict.false), len(verdict.missing), len(verdict.lost)) == counts


def test_judge_knows_that_points_inside_components_are_equilibria(bench: Any) -> None:
    """The row player is indifferent: any of its mixtures against the first column."""
    known = bench.truth([[1, 0], [1, 0]], [[1, 0], [1, 0]])
    assert not known.regular
    verdict = bench.judge(known, [((1 / 3, 2 / 3), (1, 0))])
    assert not verdict.wrong, "a point of the only component"
    assert len(verdict.missing) == 2, "but none of its ends"
    assert bench.judge(known, [FIRST, FIRST, ((0, 1), (1, 0))]).doubled == 1


def test_judge_tells_components_apart(bench: Any) -> None:
    known = bench.truth([[1, 1, 0], [0, 0, 1]], [[1, 1, 0], [0, 0, 1]])
    verdict = bench.judge(known, [((1, 0), (HALF, HALF, 0))])
    assert not verdict.false
    assert len(verdict.lost) == len(known.components) - 1


def test_truth_of_the_example(bench: Any) -> None:
    known = bench.truth(*bench.EXAMPLE)
    third = Fraction(1, 3)
    assert known.regular
    assert known.extreme == (((2 * third, 0, third, 0), (0, 2 * third, third)),)


def test_games_are_fixed_by_the_seed(bench: Any) -> None:
    for family in bench.FAMILIES:
        some = [list(bench.games(family, (4, 3), 3, seed)) for seed in (1, 1, 2)]
        assert some[0] == some[1] != some[2]
        if family == "exit row":
            assert all(len(set(A[-1])) == len(set(B[-1])) == 1 for A, B in some[0])
        for A, B in some[0]:
            assert set(bench.truth(A, B).extreme) == set(extreme_equilibria(A, B))


def test_page_is_what_the_script_writes(bench: Any) -> None:
    assert bench
    stored = json.loads(RESULTS.read_text(encoding="utf-8"))
    written = importlib.import_module("peers_page").page(stored)
    assert (ROOT / "docs" / "reference" / "peers.md").read_text(encoding="utf-8") == written
    own = [entry for entry in stored["answers"] if entry["solver"].startswith("coopgame")]
    assert own
    assert all(entry["wrong"] == entry["incomplete"] == 0 for entry in own)


def test_missing_peers_are_left_out(bench: Any) -> None:
    assert bench
    peers = importlib.import_module("peers")
    absent = peers.Solver("nobody", "a_package_that_nobody_has", "float", lambda *_: [])
    assert not absent.installed
    assert all(solver.installed for solver in peers.SOLVERS if solver.package == "coopgame")
    verdict, answer = peers.verdict_of(absent, COORDINATION, COORDINATION)
    assert (verdict.wrong, answer) == (True, [])
