"""The benchmark of batches runs, its judge convicts wrong answers, and its page is what the script writes."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from benchmarks.batch import __main__ as script
from benchmarks.batch import peers, run
from benchmarks.batch.page import page


def test_page_is_what_the_script_writes() -> None:
    stored = json.loads(script.RESULTS.read_text(encoding="utf-8"))
    assert script.PAGE.read_text(encoding="utf-8") == page(stored)
    assert {tuple(m["shape"]) for m in stored["measured"]} == set(run.SHAPES)


def test_our_stored_answers_are_right() -> None:
    stored = json.loads(script.RESULTS.read_text(encoding="utf-8"))
    for measured in stored["measured"]:
        own = {name: found for name, found in measured["answers"].items() if name.startswith("ours")}
        assert own
        assert all(found["right"] == stored["settings"]["judged"] for found in own.values())


@pytest.mark.thorough
def test_one_tiny_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.compiled, "installed", lambda: False)
    nashpy = [peers.Peer("nashpy, supports", peers.matrices, peers.nashpy_supports)]
    sizes = {"games": 50, "peer": 4, "judged": 4, "turns": 2}
    measured = [run.compare(nashpy, (2, 2), kind, sizes) for kind in ("normal", "exit")]
    assert all(m["answers"]["ours, numpy"]["right"] == 4 for m in measured)
    stored = json.loads(script.RESULTS.read_text(encoding="utf-8"))
    text = page(json.loads(json.dumps(stored | {"measured": measured})))
    assert "| 2×2 | nashpy, supports |" in text


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        ([((1, 0), (0, 1))], "right"),
        ([], "missing"),
        ([((1, 0), (0, 1)), ((0, 1), (0, 1))], "further"),
        ([((1, 0), (0, 1))] * 2, "twice"),
    ],
)
def test_the_judge(found: list[tuple[tuple[int, int], tuple[int, int]]], verdict: str) -> None:
    assert run.judge(found, [((Fraction(1), Fraction(0)), (Fraction(0), Fraction(1)))]) == verdict


def test_intervals_hold_the_median() -> None:
    low, high = run.interval([1.0, 2.0, 3.0, 4.0, 5.0])
    assert 1 <= low <= 3 <= high <= 5


def test_growth(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [p["games"] for p in run.scaling((2, 2), (1, 5), 1)] == [1, 5]
    monkeypatch.setattr(run, "ProcessPoolExecutor", Threads)
    assert [w["workers"] for w in run.workers((2, 2), 80, (1, 2))] == [1, 2]


class Threads:
    """Stands for a pool of processes."""

    def __init__(self, *_: object, **__: object) -> None: ...

    def __enter__(self) -> Threads:
        return self

    def __exit__(self, *_: object) -> None: ...

    map = staticmethod(map)
