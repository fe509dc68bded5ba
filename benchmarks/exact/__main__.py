"""Run ``python -m benchmarks.exact`` to measure and store ``benchmarks/results/exact.json``.

``python -m benchmarks.exact --page`` writes ``docs/reference/exact-speed.md`` from what is stored.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import sympy

from benchmarks.exact import qepcad
from benchmarks.exact.one_parameter import compare
from benchmarks.exact.page import page
from benchmarks.exact.problems import problems
from benchmarks.exact.run import measure, memory, peak
from benchmarks.facts import facts

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results" / "exact.json"
PAGE = ROOT / "docs" / "reference" / "exact-speed.md"
#: Maps of one parameter: a problem, and the value of the second axis.
LINES = (
    ("contracting", 5),
    ("hood", 3),
    ("S–T plane", "1/2"),
    ("inspection", 2),
    ("product, kappa–beta", 7),
    ("Hawk–Dove, mixed", 3),
    ("random linear, pure 3×3, seed 0", "1/3"),
    ("random quadratic, pure 2×2, seed 0", "1/3"),
    ("random quadratic, pure 3×3, seed 0", "1/3"),
)


def play(given: argparse.Namespace) -> dict[str, Any]:
    """Measure everything that was asked for."""
    start = time.perf_counter()
    chosen = [p for p in problems(given.seeds) if given.only in p.name]
    problems(1)[0].draw()
    measured = []
    for problem in chosen:
        measured.append(measure(problem, given.points, given.repeats, given.seconds))
        if problem.name.endswith("seed 0") or "random" not in problem.name:
            measured[-1]["memory"] = memory(problem)
        least = {side: min(times) for side, times in measured[-1]["times"].items()}
        print(f"{problem.name}: {least['ours']:.3f} s, grid {least['grid']:.3f} s", flush=True)
    named = {p.name: p for p in problems(given.seeds)}
    lines = [compare(named[name], sympy.Rational(y), given.repeats) for name, y in LINES if given.only in name]
    keys = ("points", "repeats", "seeds", "seconds")
    return {
        "facts": facts(given.note), "settings": {key: getattr(given, key) for key in keys},
        "qepcad": qepcad.version(), "duration": round(time.perf_counter() - start),
        "problems": measured, "lines": lines,
    }  # fmt: skip


def main(arguments: list[str] | None = None) -> None:
    """Measure and store, or write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exact", description=__doc__)
    parser.add_argument("--page", action="store_true", help="write the page from the stored results")
    parser.add_argument("--points", type=int, default=1000, help="points of the grid in each direction")
    parser.add_argument("--repeats", type=int, default=5, help="how often each side is timed, in turns")
    parser.add_argument("--seeds", type=int, default=3, help="games of each random family")
    parser.add_argument("--seconds", type=float, default=60, help="the time limit of QEPCAD")
    parser.add_argument("--only", default="", help="problems whose name contains this")
    parser.add_argument("--note", default="a shared machine on which other programs ran", help="what to know of it")
    parser.add_argument("--output", type=Path, default=RESULTS, help="where to store")
    parser.add_argument("--memory", default="", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.memory:
        print(*peak(given.memory, given.seeds))
    elif given.page:
        PAGE.write_text(page(json.loads(RESULTS.read_text(encoding="utf-8"))), encoding="utf-8")
    else:
        given.output.write_text(json.dumps(play(given), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
