"""Compare answers and times of nashpy, QuantEcon, Gambit and this library on the same games.

Run ``python benchmarks/peers.py`` to play and store ``benchmarks/results/peers.json``, and ``python benchmarks/peers.py
--page`` to write ``docs/reference/peers.md`` from what is stored.  A peer that is not installed is left out.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.metadata
import importlib.util
import json
import os
import platform
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from peers_games import EXAMPLE, FAMILIES, OURS, SIZES, Matrix, Verdict, games, judge, truth
from peers_page import page

import coopgame as cg
from coopgame.bimatrix import extreme_equilibria

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "peers.json"
PAGE = ROOT / "docs" / "reference" / "peers.md"


@dataclass(frozen=True)
class Solver:
    """A way to find all equilibria: what is timed, and how to read what it returns."""

    name: str
    package: str
    arithmetic: str
    call: Callable[[Matrix, Matrix], Any]
    read: Callable[[Any], Sequence[tuple[Any, Any]]] = list

    @property
    def installed(self) -> bool:
        """Whether the package can be imported."""
        return importlib.util.find_spec(self.package) is not None


def _solve(A: Matrix, B: Matrix) -> Any:
    return cg.solve(cg.Game.from_bimatrix(A, B))


def _read_solve(found: Any) -> list[tuple[Any, Any]]:
    def vector(mixture: Any, names: Sequence[str]) -> tuple[Fraction, ...]:
        weights = {s: Fraction(int(w.p), int(w.q)) for s, w in mixture}
        return tuple(weights.get(s, Fraction(0)) for s in names)

    pairs = ([vector(m, s) for m, s in zip(e.mixtures, found.game.strategies, strict=True)] for e in found)
    return [(x, y) for x, y in pairs]


def _nashpy(method: str) -> Callable[[Matrix, Matrix], Any]:
    def call(A: Matrix, B: Matrix) -> Any:
        import nashpy

        return list(getattr(nashpy.Game(A, B), method)())

    return call


def _quantecon(method: str) -> Callable[[Matrix, Matrix], Any]:
    def call(A: Matrix, B: Matrix) -> Any:
        import numpy as np
        from quantecon import game_theory

        columns = np.ascontiguousarray(np.array(B, dtype=float).T)
        players = game_theory.Player(np.array(A, dtype=float)), game_theory.Player(columns)
        return getattr(game_theory, method)(game_theory.NormalFormGame(players))

    return call


def _gambit(A: Matrix, B: Matrix) -> Any:
    import numpy as np
    import pygambit

    game = pygambit.Game.from_arrays(np.array(A, dtype=object), np.array(B, dtype=object))
    return game, pygambit.nash.enummixed_solve(game, rational=True).equilibria


def _read_gambit(result: Any) -> list[tuple[Any, Any]]:
    game, equilibria = result

    def weights(profile: Any, player: Any) -> tuple[Fraction, ...]:
        return tuple(Fraction(str(profile[s])) for s in player.strategies)

    return [tuple(weights(profile, player) for player in game.players) for profile in equilibria]  # type: ignore[misc]


SOLVERS = (
    Solver(OURS, "coopgame", "exact", extreme_equilibria),
    Solver("coopgame cg.solve", "coopgame", "exact", _solve, _read_solve),
    Solver("nashpy support enumeration", "nashpy", "float", _nashpy("support_enumeration")),
    Solver("nashpy vertex enumeration", "nashpy", "float", _nashpy("vertex_enumeration")),
    Solver("QuantEcon support enumeration", "quantecon", "float", _quantecon("support_enumeration")),
    Solver("QuantEcon vertex enumeration", "quantecon", "float", _quantecon("vertex_enumeration")),
    Solver("Gambit enummixed, rational", "pygambit", "exact", _gambit, _read_gambit),
)


def quiet(call: Callable[..., Any], *arguments: Any) -> Any:
    """Call with warnings silenced; a warning does not change an answer."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return call(*arguments)


def verdict_of(solver: Solver, A: Matrix, B: Matrix) -> tuple[Verdict, list[tuple[Any, Any]]]:
    """Return what is wrong with a solver's answer to one game, and the answer."""
    try:
        answer = list(solver.read(quiet(solver.call, A, B)))
    except Exception as error:  # whatever a peer raises is its answer
        return Verdict(error=type(error).__name__), []
    return judge(truth(A, B), answer), answer


def correctness(solvers: Sequence[Solver], family: str, size: tuple[int, int], count: int, seed: int) -> list[Any]:
    """Count wrong answers of every solver to the games of one cell; keep the first wrong one of each."""
    rows: dict[str, dict[str, Any]] = {
        s.name: dict.fromkeys(("games", "regular", "error", "false", "lost", "wrong", "incomplete"), 0) for s in solvers
    }
    for A, B in games(family, size, count, seed):
        regular = truth(A, B).regular
        for solver in solvers:
            verdict, answer = verdict_of(solver, A, B)
            row = rows[solver.name]
            row["games"] += 1
            row["regular"] += regular
            row["error"] += bool(verdict.error)
            row["false"] += bool(verdict.false)
            row["lost"] += bool(verdict.lost)
            row["wrong"] += verdict.wrong
            row["incomplete"] += bool(verdict.missing) and not verdict.wrong
            if verdict.wrong and "first" not in row:
                row["first"] = {"A": A, "B": B, "returned": len(answer), **shown(verdict), "regular": regular}
    return [{"family": family, "size": list(size), "solver": name, **row} for name, row in rows.items()]


def shown(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict in words for a reader who checks by hand."""
    false = [[[float(w) for w in side] for side in pair] for pair in verdict.false[:1]]
    missing = [[[str(w) for w in side] for side in pair] for pair in verdict.missing[:1]]
    return {"error": verdict.error, "false": false, "missing": missing, "lost": len(verdict.lost)}


def times(solvers: Sequence[Solver], family: str, size: tuple[int, int], count: int, seed: int) -> list[Any]:
    """Time every solver on every game, one after the other, the best of three; construction is included."""
    taken: dict[str, list[float]] = {s.name: [] for s in solvers}
    for A, B in games(family, size, count, seed):
        for solver in solvers:
            best = float("inf")
            for _ in range(3):
                start = time.perf_counter()
                with contextlib.suppress(Exception):  # judged elsewhere; here it took this long
                    quiet(solver.call, A, B)
                best = min(best, time.perf_counter() - start)
            taken[solver.name].append(best)
    rows = []
    for name, seconds in taken.items():
        ratios = [theirs / own for theirs, own in zip(seconds, taken[OURS], strict=True)]
        tenths = quantiles(ratios, n=10)
        spread = {"median": median(ratios), "low": tenths[0], "high": tenths[-1]}
        rounded = {key: float(f"{number:.3g}") for key, number in spread.items()}
        microseconds = float(f"{median(seconds) * 1e6:.3g}")
        rows.append(
            {"family": family, "size": list(size), "solver": name, "microseconds": microseconds, "ratio": rounded}
        )
    return rows


def warm_up(solvers: Sequence[Solver]) -> dict[str, float]:
    """Solve one small game with every solver and return how long that took, imports and compilation included."""
    first = {}
    for solver in solvers:
        start = time.perf_counter()
        quiet(solver.call, [[3, 0], [5, 1]], [[3, 5], [0, 1]])
        first[solver.name] = round(time.perf_counter() - start, 2)
    return first


def play(count: int, timed: int, seed: int) -> dict[str, Any]:
    """Run everything and return what is stored."""
    solvers = [s for s in SOLVERS if s.installed]
    for solver in SOLVERS:
        if solver not in solvers:
            print(f"skipped: {solver.name} ({solver.package} is not installed)")
    start = time.perf_counter()
    first = warm_up(solvers)
    answers: list[Any] = []
    clock: list[Any] = []
    for family in FAMILIES:
        for size in SIZES:
            answers += correctness(solvers, family, size, count, seed)
            clock += times(solvers, family, size, timed, seed)
            print(f"{family} {size[0]}×{size[1]}, seed {seed}: {count} games judged, {timed} timed")
    example = []
    for solver in solvers:
        verdict, answer = verdict_of(solver, *EXAMPLE)
        example.append({"solver": solver.name, "returned": len(answer), "wrong": verdict.wrong, **shown(verdict)})
    return {
        "seed": seed,
        "games": count,
        "timed": timed,
        "seconds": round(time.perf_counter() - start),
        "machine": f"{os.cpu_count()} shared cores, {platform.system()}, {platform.machine()}",
        "python": platform.python_version(),
        "versions": {p: importlib.metadata.version(p) for p in sorted({s.package for s in solvers} | {"numpy"})},
        "solvers": [{"name": s.name, "arithmetic": s.arithmetic} for s in solvers],
        "first_call": first,
        "answers": answers,
        "times": clock,
        "example": example,
    }


def main() -> None:
    """Play and store, or write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", action="store_true", help="write the page from the stored results")
    parser.add_argument("--games", type=int, default=100, help="games judged for each family and size")
    parser.add_argument("--timed", type=int, default=20, help="games timed for each family and size")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.page:
        PAGE.write_text(page(json.loads(RESULTS.read_text(encoding="utf-8"))), encoding="utf-8")
        return
    RESULTS.parent.mkdir(exist_ok=True)
    stored = play(given.games, given.timed, given.seed)
    RESULTS.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
