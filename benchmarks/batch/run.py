"""Measure batches beside peers, turn by turn, and judge every answer by exact arithmetic."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

import coopgame as cg
from benchmarks.batch.peers import Answers, Floats, Peer
from coopgame.batch import compiled
from coopgame.bimatrix import extreme_equilibria

ROOT = Path(__file__).resolve().parents[2]
SHAPES = ((2, 2), (3, 3), (4, 3), (4, 4))
NEAR = 1e-6


def payoffs(shape: tuple[int, int], games: int, kind: str = "normal", seed: int = 0) -> tuple[Floats, Floats]:
    """Return payoffs of a normal distribution; of kind ``exit`` with a first row that is an exit option."""
    draw = np.random.default_rng([seed, *shape])
    A, B = draw.standard_normal((2, *shape, games))
    if kind == "exit":
        A[0], B[0] = 0.0, draw.standard_normal(games)
    return A, B


def exit_ties(shape: tuple[int, int]) -> cg.batch.Ties:
    """Return the ties of an exit row."""
    labels = [[-1] * shape[1], *([(i, j) for j in range(shape[1])] for i in range(1, shape[0]))]
    return cg.batch.Ties(labels, labels)


def ours(A: Floats, B: Floats, kind: str, backend: str) -> Any:
    """Solve a batch and write out all strategies."""
    ties = exit_ties((A.shape[0], A.shape[1])) if kind == "exit" else None
    found = cg.batch.solve(A, B, ties=ties, backend=backend).completed()
    found.strategies(0)
    return found


def masks(A: Floats, B: Floats, backend: str) -> Any:
    """Solve a batch and find the margins, without writing anything out."""
    return cg.batch.solve(A, B, backend=backend, margin=True)


def timed(function: Callable[[], Any]) -> tuple[float, Any]:
    """Return the processor time of a call in seconds, and its answer."""
    start = time.process_time()
    answer = function()
    return time.process_time() - start, answer


def exact(A: Floats, B: Floats, game: int) -> list[Any]:
    """Return the equilibria of one game by exact arithmetic."""
    both = ([[Fraction(float(v)) for v in row] for row in p[:, :, game]] for p in (A, B))
    return list(extreme_equilibria(*both))


def judge(found: Sequence[tuple[Any, Any]], wanted: Sequence[Any]) -> str:
    """Return ``right``, or what is wrong first: something is missing, or is none, or is there twice."""
    left = [np.array([float(w) for z in pair for w in z]) for pair in wanted]
    got = [np.concatenate([np.asarray(z, dtype=float) for z in pair]) for pair in found]
    hits = [sum(bool(np.abs(own - other).max() < NEAR) for own in got) for other in left]
    if not all(hits):
        return "missing"
    if any(min((np.abs(own - other).max() for other in left), default=1.0) >= NEAR for own in got):
        return "further"
    return "right" if len(got) == len(left) else "twice"


def judged(answers: Answers, truth: Sequence[Any]) -> dict[str, int]:
    """Return how many answers are what."""
    verdicts = [judge(own, wanted) for own, wanted in zip(answers, truth, strict=False)]
    return {word: verdicts.count(word) for word in ("right", "missing", "further", "twice")}


def interval(ratios: Sequence[float], draws: int = 2000) -> tuple[float, float]:
    """Return a 95 % bootstrap interval of the median."""
    rng = random.Random(1)  # noqa: S311 - resampling
    medians = sorted(float(np.median(rng.choices(ratios, k=len(ratios)))) for _ in range(draws))
    return medians[int(0.025 * draws)], medians[int(0.975 * draws)]


def compare(peers: Sequence[Peer], shape: tuple[int, int], kind: str, sizes: dict[str, int]) -> dict[str, Any]:
    """Time all sides in turns on the same games; peers get the first of them."""
    A, B = payoffs(shape, sizes["games"], kind)
    truth = [exact(A, B, k) for k in range(sizes["judged"])]
    backends = ["numpy", *(["numba"] if compiled.installed() else [])]
    sides: dict[str, tuple[int, Callable[[], Any]]] = {}
    for backend in backends:
        sides[f"ours, {backend}"] = sizes["games"], lambda b=backend: ours(A, B, kind, b)
        if kind == "exit":
            sides[f"ours, {backend}, told"] = sides.pop(f"ours, {backend}")
            sides[f"ours, {backend}"] = sizes["games"], lambda b=backend: ours(A, B, "normal", b)
        else:
            sides[f"masks, {backend}"] = sizes["games"], lambda b=backend: masks(A, B, b)
    for peer in peers:
        count = max(sizes["judged"], int(peer.share * sizes["peer"]))
        games = peer.prepare(A[:, :, :count], B[:, :, :count])
        sides[peer.name] = count, lambda p=peer, g=games: p.solve(g)
    first, answers = {}, {}
    for name, (_, call) in sides.items():
        first[name], answers[name] = timed(call)
    times: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(sizes["turns"]):
        for name in sorted(sides, reverse=bool(turn % 2)):
            times[name].append(timed(sides[name][1])[0] / sides[name][0])
    lists = {n: [a.equilibria(k) for k in range(len(truth))] if n.startswith("ours") else a for n, a in answers.items()}
    return {
        "shape": shape, "kind": kind, "first": first, "times": times,
        "ratios": {base: _ratios(times, base) for base in sides if base.startswith(("ours", "masks"))},
        "answers": {n: judged(a, truth) for n, a in lists.items() if not n.startswith("masks")},
        "complete": {n: int(a.complete.sum()) for n, a in answers.items() if n.startswith(("ours", "masks"))},
    }  # fmt: skip


def _ratios(times: dict[str, list[float]], base: str) -> dict[str, Any]:
    found = {}
    for name, own in times.items():
        ratios = [a / b for a, b in zip(own, times[base], strict=True)]
        found[name] = {"median": float(np.median(ratios)), "interval": interval(ratios)}
    return found


def scaling(shape: tuple[int, int], sizes: Sequence[int], repeats: int) -> list[dict[str, float]]:
    """Return microseconds per game, strategies written out, by the number of games."""
    found = []
    for games in sizes:
        A, B = payoffs(shape, games)
        best = min(timed(lambda A=A, B=B: ours(A, B, "normal", "numpy"))[0] for _ in range(repeats))
        found.append({"games": games, "microseconds": 1e6 * best / games})
    return found


def _share(given: tuple[tuple[int, int], int, int]) -> int:
    shape, games, seed = given
    A, B = payoffs(shape, games, seed=seed)
    return int(cg.batch.solve(A, B).count.sum())


def workers(shape: tuple[int, int], games: int, numbers: Sequence[int]) -> list[dict[str, float]]:
    """Return seconds of the clock for eight parts of a batch on worker processes; games are drawn there."""
    parts = [(shape, games // 8, seed) for seed in range(8)]
    found = []
    for number in numbers:
        with ProcessPoolExecutor(number, mp_context=get_context("spawn")) as pool:
            list(pool.map(_share, [(shape, 64, 0)] * number))
            start = time.perf_counter()
            total = sum(pool.map(_share, parts))
            found.append({"workers": number, "seconds": time.perf_counter() - start, "equilibria": total})
    return found


def memory(shape: tuple[int, int], games: int) -> dict[str, float]:
    """Return megabytes of a process of its own: of the payoffs, and the most that solving took beyond them."""
    code = (
        "import numpy as np, coopgame as cg\n"
        "from benchmarks.exact.run import _highest as now\n"
        f"A, B = np.random.default_rng(0).standard_normal((2, {shape[0]}, {shape[1]}, {games}))\n"
        "cg.batch.solve(A[:, :, :64], B[:, :, :64])\n"
        "before = now(); found = cg.batch.solve(A, B); solved = now(); found.strategies(0)\n"
        "print((A.nbytes + B.nbytes) / 2**20, solved - before, now() - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=600
    )
    payoff, solved, written = map(float, done.stdout.split())
    return {"games": games, "payoffs": payoff, "solve": solved, "strategies": written}


def one_thread() -> None:
    """Keep linear algebra of peers on one thread; to be called before they are imported."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
        os.environ.setdefault(name, "1")
