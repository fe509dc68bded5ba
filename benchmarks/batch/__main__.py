"""Run ``python -m benchmarks.batch`` to measure and store ``benchmarks/results/batch.json``.

``python -m benchmarks.batch --page`` writes ``docs/reference/batch-speed.md`` from what is stored.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.batch.page import page
from benchmarks.batch.peers import installed
from benchmarks.batch.run import ROOT, SHAPES, compare, memory, one_thread, scaling, workers
from benchmarks.facts import facts

RESULTS = ROOT / "benchmarks" / "results" / "batch.json"
PAGE = ROOT / "docs" / "reference" / "batch-speed.md"
#: Numbers of games for which the time per game is measured.
SCALES = (1, 10, 100, 1000, 10_000, 100_000, 1_000_000)


def play(given: argparse.Namespace) -> dict[str, Any]:
    """Measure everything."""
    start = time.perf_counter()
    sizes = {"games": given.games, "peer": given.peer_games, "judged": given.judged, "turns": given.turns}
    peers, measured = installed(), []
    for shape in SHAPES:
        for kind in ("normal", "exit"):
            measured.append(compare(peers, shape, kind, sizes))
            least = {n: 1e6 * min(t) for n, t in measured[-1]["times"].items()}
            print(shape, kind, {n: round(t, 3) for n, t in least.items()}, flush=True)
    versions = {}
    for name in ("quantecon", "numba", "pygambit"):
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = None
    return {
        "command": given.command, "facts": facts(given.note), "versions": versions,
        "settings": sizes, "measured": measured,
        "scaling": {f"{m}×{n}": scaling((m, n), [s for s in SCALES if s <= given.largest], 3) for m, n in SHAPES},
        "workers": workers((4, 4), given.largest, (1, 2, 4)),
        "memory": [memory((4, 4), n) for n in (given.largest // 10, given.largest)],
        "duration": round(time.perf_counter() - start),
    }  # fmt: skip


def main(arguments: list[str] | None = None) -> None:
    """Measure and store, or write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description=__doc__)
    parser.add_argument("--page", action="store_true", help="write the page from the stored results")
    parser.add_argument("--games", type=int, default=131072, help="games of a batch")
    parser.add_argument("--peer-games", type=int, default=1000, help="games for the fastest peers")
    parser.add_argument("--judged", type=int, default=40, help="games whose answers are judged by exact arithmetic")
    parser.add_argument("--turns", type=int, default=7, help="how often each side is timed, in turns")
    parser.add_argument("--largest", type=int, default=1_000_000, help="the largest batch")
    parser.add_argument("--note", default="a shared machine on which other programs ran", help="what to know of it")
    parser.add_argument("--output", type=Path, default=RESULTS, help="where to store")
    given = parser.parse_args(arguments)
    if given.page:
        PAGE.write_text(page(json.loads(RESULTS.read_text(encoding="utf-8"))), encoding="utf-8")
        return
    one_thread()
    given.command = " ".join(["python -m benchmarks.batch", *(sys.argv[1:] if arguments is None else arguments)])
    given.output.write_text(json.dumps(play(given), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
