"""One problem: ours, the grid and QEPCAD in turns, answers compared in the same run."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import coopgame as cg
from benchmarks.exact import qepcad, raster
from benchmarks.exact.grid import Grid, regions
from benchmarks.exact.one_parameter import given_up
from benchmarks.exact.problems import Problem, problems

ROOT = Path(__file__).resolve().parents[2]
#: At so many of QEPCAD's points answers are compared, spread over all of them.
MOST = 500


def measure(problem: Problem, points: int, repeats: int, seconds: float) -> dict[str, Any]:
    """Return what is stored for a problem.

    Parameters
    ----------
    problem
        The problem.
    points
        The grid has so many points in each direction.
    repeats
        How often each side is timed, in turns; those that take more than two seconds only twice.
    seconds
        What QEPCAD may take.
    """
    subject = problem.subject()
    diagram = problem.draw(subject)
    grid = Grid(diagram, points)
    box = diagram.canvas.box
    formula = qepcad.all_curves(diagram)
    sides: dict[str, Callable[[], Any]] = {
        "map": lambda: cg.phase_diagram(subject, problem.x, problem.y, at=problem.at, concept=problem.concept()),
        "ours": lambda: problem.draw(subject),
        "grid": grid.labels,
        "grid with regions": lambda: regions(*grid.regimes(grid.labels())),
    }
    # Conditions of random games are long, and nobody asks for them.
    named = not problem.family.startswith("random")
    if named:
        sides["conditions"] = lambda: conditions(problem.draw(subject))
    times = turns(sides, repeats)
    peer = decomposed(formula, box, repeats, seconds) if qepcad.installed() else {}
    if peer and named:
        peer["asked"] = asked(diagram, repeats, seconds)
    return {
        "name": problem.name, "about": problem.about, "family": problem.family, "target": problem.target,
        "times": times, "qepcad": peer | truths(diagram, seconds) if peer else {},
        "agreement": against_grid(diagram, grid), "size": size_of(diagram), "sympy": given_up(diagram),
    }  # fmt: skip


def turns(sides: dict[str, Callable[[], Any]], repeats: int) -> dict[str, list[float]]:
    """Return seconds of processor time, each side after the other in every turn."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(repeats):
        for name, side in sides.items():
            gc.collect()
            start = time.process_time()
            side()
            times[name].append(round(time.process_time() - start, 6))
        if turn and max(times["ours"]) > 2:
            break
    return times


def decomposed(formula: str, box: Any, repeats: int, seconds: float) -> dict[str, Any]:
    """Time QEPCAD's full decomposition for some curves; the time of a start with nothing to do is taken off."""
    found: dict[str, Any] = {"seconds": [], "start": []}
    for _ in range(repeats):
        found["start"].append(qepcad.start(box))
        outcome = qepcad.run(formula, box, seconds, full=True)
        if outcome.seconds is None:
            return found | {"error": outcome.error}
        found["seconds"].append(round(max(outcome.seconds - found["start"][-1], 1e-3), 6))
        if outcome.seconds > 2 and len(found["seconds"]) > 1:
            break
    return found | {"cells": outcome.cells, "error": ""}


def conditions(diagram: cg.PhaseDiagram) -> list[Any]:
    """Return the exact condition of each regime: what QEPCAD is asked for."""
    return [diagram.possible(regime) for regime in diagram.regimes]


def asked(diagram: cg.PhaseDiagram, repeats: int, seconds: float) -> dict[str, Any]:
    """Time QEPCAD for the same question, a formula for each regime: one process each, starts included and without."""
    box, questions = diagram.canvas.box, [qepcad.one_regime(diagram, regime) for regime in diagram.regimes]
    found: dict[str, Any] = {"seconds": [], "without starts": [], "error": ""}
    for _ in range(repeats):
        start, total = qepcad.start(box), 0.0
        for question in questions:
            outcome = qepcad.solved(question, box, seconds)
            if outcome.seconds is None:
                return found | {"error": outcome.error}
            total += outcome.seconds
            if total > seconds:
                return found | {"error": f"not within {seconds:g} s"}
        found["seconds"].append(round(total, 6))
        found["without starts"].append(round(max(total - start * len(questions), 1e-3), 6))
        if total > 2 and len(found["seconds"]) > 1:
            break
    return found


def truths(diagram: cg.PhaseDiagram, seconds: float) -> dict[str, Any]:
    """Compare answers: at QEPCAD's points, our label with the conditions there, and one regime with its truth."""
    box, plane = diagram.canvas.box, diagram.canvas.plane
    every = qepcad.run(qepcad.all_curves(diagram), box, seconds, full=True, show=True)
    inside = [(x, y, truth) for x, y, truth in every.samples if box.x0 < x < box.x1 and box.y0 < y < box.y1]
    cells, inside = len(inside), inside[:: len(inside) // (10 * MOST) + 1]
    hit, differ, compared = set(), 0, 0
    for n, (x, y, _) in enumerate(inside):
        patch = int(raster.locate(diagram, x, np.array([float(y)]), 0.0)[0])
        if patch >= 0:
            hit.add(patch)
            if n % (len(inside) // MOST + 1) == 0:
                compared += 1
                differ += plane.patches[patch].regimes != plane.regimes_at(x, y)
    found = {"cells in the box": cells, "points": compared, "labels that differ": differ, "regions hit": len(hit)}
    partly = [r for r in diagram.regimes if any(r in region.regimes for region in diagram.regions)]
    if not partly:
        return found
    outcome = qepcad.run(qepcad.one_regime(diagram, partly[0]), box, seconds, full=False, show=True)
    within = [(x, y, truth) for x, y, truth in outcome.samples if box.x0 < x < box.x1 and box.y0 < y < box.y1]
    within = within[:: len(within) // MOST + 1]
    answers = [(partly[0] in (plane.regimes_at(x, y) or ())) == truth for x, y, truth in within]
    return found | {"truths": len(answers), "truths that differ": answers.count(False), "truth error": outcome.error}


def against_grid(diagram: cg.PhaseDiagram, grid: Grid) -> dict[str, Any]:
    """Compare the labels of the grid with the map, and count what the grid gets wrong."""
    numbers, sets = grid.regimes(grid.labels())
    plane, points = diagram.canvas.plane, grid.points
    patches, border = raster.exact_patches(diagram, points), raster.border_cells(diagram, points)
    expected = np.array([sets.index(p.regimes) if p.regimes in sets else -2 for p in plane.patches] + [-3])
    wrong = (patches != raster.UNSURE) & (expected[patches] != numbers)
    shares = {own: float(np.mean(numbers == n)) for n, own in enumerate(sets) if own is not None}
    exact = {own: float(diagram.area(*own)) / float(plane.box.area) for own in diagram.sets}
    off = [abs(shares.get(frozenset(own), 0.0) - share) for own, share in exact.items()]
    return {
        "points": int(points**2), "unsure": int(np.sum(patches == raster.UNSURE)),
        "wrong off borders": int(np.sum(wrong & ~border)), "wrong beside borders": int(np.sum(wrong & border)),
        "cells with a border": float(np.mean(border)), "largest error of an area": max(off, default=0.0),
        "regions on the grid": regions(numbers, sets), "regions": len(diagram.regions),
    }  # fmt: skip


def size_of(diagram: cg.PhaseDiagram) -> dict[str, int]:
    """Return how large the map is."""
    cells: Any = diagram.canvas.plane.cells  # type: ignore[attr-defined] # exact maps have cells
    used = {i for column in cells.columns for i in column.curves}
    degree = max((sum(e) for i in used for e, _ in cells.curves[i].terms), default=0)
    counts = {"curves": len(cells.curves), "curves that matter": len(used), "degree": degree}
    return counts | {"columns": len(cells.columns), "faces": cells.offsets[-1], "thin sets": len(diagram.thin)}


def memory(problem: Problem) -> dict[str, float]:
    """Return the memory of a process of its own, in MB: after the import, and the most that the diagram took."""
    command = [sys.executable, "-m", "benchmarks.exact", "--memory", problem.name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=600)
    before, after = map(float, done.stdout.split())
    return {"after import": before, "most": after}


def peak(name: str, seeds: int) -> tuple[float, float]:
    """Return the peak of this process in MB before and after one diagram."""
    (problem,) = (p for p in problems(seeds) if p.name == name)
    before = _highest()
    problem.draw()
    return before, _highest()


def _highest() -> float:
    """Return the most memory that this process has held, in MB; Linux counts it afresh for a new program only there."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii", errors="replace").splitlines()
        return next(float(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
    import resource  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
