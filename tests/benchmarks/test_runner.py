"""The benchmarks run, and refuse a ratio when an answer is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as program
from benchmarks import cases, grid
from benchmarks.runner import Case, DisagreementError, compare

SMALL = {
    "headline": lambda: cases.headline(points=40),
    "pure": lambda: cases.pure(games=3),
    "mixed": lambda: cases.mixed(games=3),
}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, make in SMALL.items():
        monkeypatch.setitem(cases.CASES, name, make)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = program.main(["--repeats", "2", *arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.mark.usefixtures("small")
def test_ratios_are_reported_and_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    chosen = [word for name in SMALL for word in ("--case", name)]
    code, out, err = run(capsys, *chosen, "--output", str(target), "--note", "a test")
    assert (code, err) == (0, "")
    assert out.count("ours / peer: ") == len(SMALL)
    record = json.loads(target.read_text(encoding="utf-8"))
    assert record["facts"]["note"] == "a test"
    assert {"python", "cores", "versions", "processor", "load_average"} <= set(record["facts"])
    for timing in record["timings"]:
        low, high = timing["ratio_range"]
        assert timing["ratio"] == timing["ours_median"] / timing["peer_median"] > 0
        assert 0 < low <= high
        assert timing["ours"]["first"] > 0
        assert len(timing["ours"]["repeats"]) == len(timing["peer"]["repeats"]) == 2
        assert timing["agreement"]


def wrong_grid(points: int) -> Any:
    labels = grid.grid_labels(points)
    labels[0, 0] += 1
    return labels


BREAKS = {
    "headline": ("grid_labels", wrong_grid),
    "pure": ("by_nashpy", lambda matrices: [set() for _ in matrices]),
    "mixed": ("by_nashpy", lambda matrices: [{(0.5,) * 6} for _ in matrices]),
}


@pytest.mark.parametrize("name", sorted(BREAKS))
@pytest.mark.usefixtures("small")
def test_a_wrong_answer_gets_no_ratio(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cases, *BREAKS[name])
    target = tmp_path / "result.json"
    code, out, err = run(capsys, "--case", name, "--output", str(target))
    assert code == 1
    assert "ours / peer" not in out
    assert f"{name}: NO RATIO, the answers differ" in err
    assert json.loads(target.read_text(encoding="utf-8"))["timings"] == []


def test_wrong_shares_of_the_command_get_no_ratio() -> None:
    right = dict.fromkeys(grid.REGIMES, 0.25)
    assert cases.near_shares(right, right)
    for wrong in ({**right, "capture": 0.26}, {"capture": 0.25}, {}):
        with pytest.raises(DisagreementError):
            cases.near_shares(wrong, right)


def test_every_repeat_is_checked_and_the_turns_alternate() -> None:
    calls: list[str] = []

    def agreement(ours: int, peer: int) -> str:
        if len(calls) > 6:
            raise DisagreementError("late")
        return f"{ours} and {peer}"

    case = Case("x", "", "", "", lambda: calls.append("ours") or 1, lambda: calls.append("peer") or 1, agreement)
    assert compare(case, 2).agreement == "1 and 1"
    assert calls == ["ours", "peer", "ours", "peer", "peer", "ours"]
    with pytest.raises(DisagreementError, match="late"):
        compare(case, 2)


def test_the_exact_labels_are_those_of_the_map() -> None:
    diagram = cases.headline(points=20).ours()
    labels = grid.exact_labels([(r.name, r.polygon()) for r in diagram.regions], 20)
    for i, j in ((0, 0), (3, 15), (19, 19), (11, 2), (14, 3), (19, 1), (7, 9)):
        found = diagram.at(f"{2 * j + 1}/4", f"{2 * i + 1}/4")
        assert found == (grid.REGIMES[labels[i, j]],) if labels[i, j] >= 0 else len(found) > 1
    # b = p + 1 passes through centres of the cells where capture meets restriction, from p = 3 to p = 5
    assert int((labels == -1).sum()) == 4
    assert int((labels == -2).sum()) == 0


def test_an_area_that_is_off_is_told() -> None:
    case = cases.headline(points=30)
    diagram = case.ours()
    assert case.further is not None
    (said,) = case.further(diagram, grid.grid_labels(30)).values()
    assert "ours is 0" in said
    shifted = replace(diagram, regions=diagram.regions[:-1])
    with pytest.raises(DisagreementError):
        case.agreement(shifted, grid.grid_labels(30))


def test_stored_results_can_be_read() -> None:
    stored = sorted((Path(__file__).parents[2] / "benchmarks" / "results").glob("20*.json"))
    assert stored
    for path in stored:
        record = json.loads(path.read_text(encoding="utf-8"))
        assert {timing["case"] for timing in record["timings"]} <= set(cases.CASES)
        assert record["facts"]["note"]
