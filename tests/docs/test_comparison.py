"""Numbers on the page of comparisons are those of the runs that are kept."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from .pages import DOCS, ROOT, table

PAGE = DOCS / "reference" / "comparison.md"
TEXT = " ".join(PAGE.read_text(encoding="utf-8").split())
RUN = json.loads((ROOT / "benchmarks" / "results" / "peers.json").read_text(encoding="utf-8"))
SPEED = (DOCS / "reference" / "exact-speed.md").read_text(encoding="utf-8")


def of(kind: str, solver: str) -> dict[str, Any]:
    """Return the one row of the run for games of integers of size 4×4."""
    (row,) = [r for r in RUN[kind] if (r["family"], r["size"], r["solver"]) == ("integers", [4, 4], solver)]
    return dict(row)


@pytest.mark.parametrize("solver", RUN["solvers"], ids=lambda solver: solver["name"])
def test_answers_and_times_of_each_solver_are_those_of_the_run(solver: dict[str, str]) -> None:
    (row,) = [r for r in table(PAGE, "solver") if r[0] == solver["name"]]
    answers, times = of("answers", solver["name"]), of("times", solver["name"])
    assert row[1:4] == [solver["arithmetic"], str(answers["wrong"]), str(answers["incomplete"])]
    assert (float(row[4]), float(row[5])) == (times["microseconds"], times["ratio"]["median"])
    assert answers["games"] == 100


def test_no_solver_of_the_run_is_left_out() -> None:
    assert [row[0] for row in table(PAGE, "solver")] == [solver["name"] for solver in RUN["solvers"]]


def test_versions_and_command_are_those_of_the_run() -> None:
    versions = RUN["versions"]
    for name, key in (("nashpy", "nashpy"), ("QuantEcon.py", "quantecon"), ("pygambit", "pygambit")):
        assert f"{name} {versions[key]}" in TEXT
    assert f"--games {RUN['games']} --timed {RUN['timed']} --seed {RUN['seed']}" in TEXT


def test_what_is_said_of_maps_is_what_was_measured() -> None:
    (bare,) = re.findall(r"faster than the whole diagram on (\d+):", SPEED)
    (grid, problems) = re.findall(r"as the grid on most of (\d+) problems: missed by (\d+)", SPEED)[0][::-1]
    (wrong,) = re.findall(r"The grid counts the regions wrongly on (\d+) of", SPEED)
    assert f"our whole diagram on {bare} of them" in TEXT
    assert (
        f"faster than the exact map on {grid} of {problems} problems, and counts the regions wrongly on {wrong}" in TEXT
    )
    assert "faster than QEPCAD on every shipped model: missed by none" in SPEED


def test_every_peer_is_said_to_be_better_at_something() -> None:
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    peers = [s for s in sections if s.startswith(("nashpy", "QuantEcon", "Gambit", "Mathematica", "z3"))]
    assert len(peers) == 5
    assert all("Better at:" in section for section in peers)
