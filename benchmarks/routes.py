"""Run ``python -m benchmarks.routes`` to measure sweeps by conditions and by payoffs, each in a fresh process.

Games are random, with payoffs that are linear in each of two parameters.  The processor time is that of the whole
call, compiling included; both routes must say the same wherever neither flags a point.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import coopgame as cg

ROOT = Path(__file__).resolve().parents[1]
SHAPES = ((3, 3), (3, 4), (4, 4))
ROUTES = ("conditions", "payoffs")


def game(rows: int, columns: int) -> cg.Game:
    """Return a random game."""
    draw = random.Random(rows * columns)  # noqa: S311 - not a secret

    def payoff() -> str:
        a, b, c, d = (draw.randint(-size, size) for size in (9, 4, 4, 2))
        return f"{a} + {b}*x + {c}*y + {d}*x*y"

    return cg.Game.from_bimatrix(*([[payoff() for _ in range(columns)] for _ in range(rows)] for _ in range(2)))


def measure(rows: int, columns: int, route: str, side: int, path: Path) -> None:
    """Sweep one game by one route, write the result, and print the seconds."""
    own, axes = game(rows, columns), {"x": (-2, 2, side), "y": (-3, 3, side)}
    start = time.process_time()
    found = cg.sweep(own, axes, concept=cg.Nash(), run=cg.Run(route=route))
    print(json.dumps(time.process_time() - start))
    found.save(path)


def compare(rows: int, columns: int, side: int, folder: Path) -> bool:
    """Measure both routes, print games a second, and return whether they agree."""
    sweeps = []
    for route in ROUTES:
        path = folder / f"{route}.npz"
        command = [sys.executable, "-m", "benchmarks.routes", "--one", str(rows), str(columns), route, str(path)]
        done = subprocess.run([*command, "--side", str(side)], cwd=ROOT, check=True, capture_output=True, text=True)
        seconds = float(json.loads(done.stdout))
        print(
            f"{rows} × {columns} by {route}: {seconds:.2f} s, {side * side / seconds:,.0f} games a second", flush=True
        )
        sweeps.append(cg.Sweep.load(path))
    first, second = sweeps
    sure = ~(first.near | second.near)
    return bool((first.regimes[sure] == second.regimes[sure]).all() and (first.count[sure] == second.count[sure]).all())


def main(arguments: list[str] | None = None) -> int:
    """Run everything; 1 if some answers differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.routes", description=__doc__)
    parser.add_argument("--side", type=int, default=1000, help="points on each axis [default: 1000]")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.one is not None:
        rows, columns, route, path = given.one
        measure(int(rows), int(columns), route, given.side, Path(path))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        agreed = [compare(*shape, given.side, Path(folder)) for shape in SHAPES]
    return 0 if all(agreed) else 1


if __name__ == "__main__":
    sys.exit(main())
