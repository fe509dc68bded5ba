"""SymPy where it can: maps of one parameter.  In two parameters ``reduce_inequalities`` gives up, which is recorded."""

from __future__ import annotations

import time
from typing import Any

import sympy

import coopgame as cg
from benchmarks.exact.problems import Problem


def given_up(diagram: cg.PhaseDiagram) -> str:
    """Return what SymPy says to the conditions of a map of two parameters."""
    conditions = (reading.equilibrium.condition for reading in diagram.outcomes)
    both = next((c for c in conditions if c.free_symbols >= set(diagram.symbols)), None)
    if both is None:
        return "no condition in both parameters"
    try:
        sympy.reduce_inequalities(list(sympy.And.make_args(both)), diagram.symbols)
    except Exception as error:  # whatever it raises is its answer
        return f"{type(error).__name__}: {error}"
    return "solved"


def conditions_of(problem: Problem, y: sympy.Rational) -> tuple[cg.PhaseDiagram, dict[str, Any]]:
    """Return the map along one line of a problem, and for each regime the condition in the one parameter left."""
    at = {**problem.at, problem.y[0]: y}
    diagram = cg.phase_diagram(problem.subject(), x=problem.x, at=at, concept=problem.concept())
    found: dict[str, list[Any]] = {}
    for reading in diagram.outcomes:
        found.setdefault(reading.regime, []).append(sympy.And(reading.equilibrium.condition, reading.condition))
    return diagram, {regime: sympy.Or(*own) for regime, own in found.items()}


def compare(problem: Problem, y: sympy.Rational, repeats: int) -> dict[str, Any]:
    """Time both on the same line, turn by turn, and compare the length on which each regime is possible."""
    subject = problem.subject()
    at = {**problem.at, problem.y[0]: y}
    ours, theirs = [], []
    diagram, conditions = conditions_of(problem, y)
    line = sympy.Interval(diagram.x.lower, diagram.x.upper)
    lengths: dict[str, Any] = {}
    error = ""
    for _ in range(repeats):
        start = time.process_time()
        diagram = cg.phase_diagram(subject, x=problem.x, at=at, concept=problem.concept())
        _ = [region.area for region in diagram.regions]
        ours.append(time.process_time() - start)
        start = time.process_time()
        try:
            lengths = {regime: c.as_set().intersect(line).measure for regime, c in conditions.items()}
        except Exception as problem_of_theirs:
            error = f"{type(problem_of_theirs).__name__}: {str(problem_of_theirs)[:100]}"
        theirs.append(time.process_time() - start)
    wrong = [regime for regime, length in lengths.items() if not _near(diagram, regime, length)]
    line_of = f"{problem.y[0]} = {y}"
    return {"name": problem.name, "line": line_of, "ours": ours, "sympy": theirs, "error": error, "differ": wrong}


def _near(diagram: cg.PhaseDiagram, regime: str, length: Any) -> bool:
    own = sum(float(region.area) for region in diagram.regions if regime in region.regimes)
    return abs(own - float(length)) <= 1e-6 * float(diagram.x.upper - diagram.x.lower)
