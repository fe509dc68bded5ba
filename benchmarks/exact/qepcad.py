"""QEPCAD B (Brown 2003; Debian package ``qepcad``) on the same curves, as a process with a time limit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import coopgame as cg
from coopgame.conditions import All, AnyOf, Formula, Sign, any_of
from coopgame.regions.algebra.curves import Curve

#: What QEPCAD may use: cells of its lists (8 bytes each; more if that fails), and the folder that it wants to know of.
SPACE, HOME = (4_000_000, 200_000_000), {"qe": "/usr/lib/qepcad"}
RELATION = {"<": "<", "<=": "<=", "=": "=", "!=": "/=", ">=": ">=", ">": ">"}
CELL = re.compile(r"Level +: 2\nDimension +: 2\n.*?Truth value +: (\S)", re.DOTALL)
PLACE = re.compile(r"Coordinate (\d) = (-?\d+(?:/\d+)?)\n")


@dataclass(frozen=True)
class Outcome:
    """What a run gave: seconds of processor time (None: not in time), and its two-dimensional cells."""

    seconds: float | None
    cells: int = 0
    samples: tuple[tuple[Fraction, Fraction, bool], ...] = ()
    error: str = ""


def installed() -> bool:
    """Whether QEPCAD can be run."""
    return shutil.which("qepcad") is not None


def all_curves(diagram: cg.PhaseDiagram) -> str:
    """Return a formula that speaks of every curve that matters somewhere in the box."""
    cells = diagram.canvas.plane.cells  # type: ignore[attr-defined] # exact maps have cells
    used = sorted({i for column in cells.columns for i in column.curves})
    return " \\/ ".join(f"{_curve(cells.curves[i])} > 0" for i in used) or "x > 0"


def one_regime(diagram: cg.PhaseDiagram, regime: str) -> str:
    """Return the formula under which a regime is possible, with the side conditions."""
    rules = diagram.canvas.plane.rules  # type: ignore[attr-defined] # exact maps have rules
    outcome = any_of(*(formula for name, formula in rules.outcomes if name == regime))
    return _formula(All((rules.domain, outcome)), rules.axes)


def run(formula: str, box: Any, seconds: float, full: bool, show: bool = False) -> Outcome:
    """Decompose the box for a formula in x and y.

    Parameters
    ----------
    formula
        As QEPCAD writes it.
    box
        The box, which is assumed.
    seconds
        The time limit.
    full
        Whether cells are made also where the truth is known without them.
    show
        Whether to read the sample points; the time is then that of printing as well.
    """
    given = [*_stated(formula, box), *(["full-cad"] if full else []), "go", "go", "go"]
    given += [*(["d-true-cells", "d-false-cells"] if show else []), "d-stat", "quit", ""]
    error = ""
    for space in SPACE:
        try:
            used, text = _timed("\n".join(given), space, seconds)
        except subprocess.TimeoutExpired:
            return Outcome(None, error=f"not within {seconds:g} s")
        counts = re.search(r"^Cells +\d+ +(\d+)", text, re.MULTILINE)
        if counts is not None:
            return Outcome(used, int(counts[1]), _samples(text) if show else ())
        lines = [line for line in text.splitlines() if "rror" in line or "Failure" in line or "ailed" in line]
        error = " ".join(lines[:2]) or "no answer"
    return Outcome(None, error=error)


def solved(formula: str, box: Any, seconds: float) -> Outcome:
    """Ask for the shortest equivalent formula that QEPCAD finds: what a user asks for, in one process."""
    try:
        used, text = _timed("\n".join([*_stated(formula, box), "finish", ""]), SPACE[0], seconds)
    except subprocess.TimeoutExpired:
        return Outcome(None, error=f"not within {seconds:g} s")
    if "An equivalent quantifier-free formula" in text:
        return Outcome(used)
    return Outcome(None, error=next((line for line in text.splitlines() if "ailure" in line), "no answer"))


def _stated(formula: str, box: Any) -> list[str]:
    """Return how a question about a formula in a box begins."""
    ends = (("x", box.x0, ">="), ("x", box.x1, "<="), ("y", box.y0, ">="), ("y", box.y1, "<="))
    inside = " /\\ ".join(_linear(*end) for end in ends)
    return ["[ map ]", "(x,y)", "2", f"[ {formula} ].", f"assume [ {inside} ]"]


def _timed(text: str, space: int, seconds: float) -> tuple[float, str]:
    """Return the processor time of one process, and what it wrote."""
    import resource  # not on Windows

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [str(shutil.which("qepcad")), "-noecho", f"+N{space}"]
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, timeout=seconds, env=os.environ | HOME, check=False,
        errors="replace",
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def start(box: Any) -> float:
    """Return the processor time of a run in which there is nothing to do."""
    return run("x > 0", box, 60, full=False).seconds or 0.0


def _samples(text: str) -> tuple[tuple[Fraction, Fraction, bool], ...]:
    found = []
    for part in text.split("Information about the cell")[1:]:
        match, places = CELL.search(part), dict(PLACE.findall(part))
        if match is not None and set(places) == {"1", "2"}:
            found.append((Fraction(places["1"]), Fraction(places["2"]), match[1] == "T"))
    return tuple(found)


def _linear(name: str, end: Fraction, relation: str) -> str:
    return f"{end.denominator} {name} {relation} {end.numerator}"


def _curve(curve: Curve) -> str:
    return _sum([(c, f"{_power('x', i)} {_power('y', j)}") for (i, j), c in curve.terms])


def _sum(terms: list[tuple[int, str]]) -> str:
    text = " ".join(f"{'-' if c < 0 else '+'} {abs(c)} {monomial}" for c, monomial in terms)
    return re.sub(r" +", " ", text).removeprefix("+ ").strip()


def _power(name: str, exponent: int) -> str:
    return "" if exponent == 0 else name if exponent == 1 else f"{name}^{exponent}"


def _formula(formula: Formula, axes: Any) -> str:
    if isinstance(formula, Sign):
        place = [
            formula.polynomial.ring.generators.index(a) if a in formula.polynomial.ring.generators else None
            for a in axes
        ]
        terms = []
        for exponents, c in formula.polynomial.terms:
            i, j = (0 if k is None else exponents[k] for k in place)
            terms.append((int(c), f"{_power('x', i)} {_power('y', j)}"))
        return f"{_sum(terms)} {RELATION[formula.relation]} 0"
    parts = [_formula(part, axes) for part in formula.parts]
    if not parts:
        return "0 = 0" if isinstance(formula, All) else "0 = 1"
    mark = " \\/ " if isinstance(formula, AnyOf) else " /\\ "
    return mark.join(f"[ {part} ]" for part in parts)


def version() -> str:
    """Return what QEPCAD calls itself, empty where it is not installed."""
    if not installed():
        return ""
    done = subprocess.run([str(shutil.which("qepcad")), "-v"], capture_output=True, text=True, check=False, timeout=20)
    return done.stdout.strip().splitlines()[0] if done.stdout.strip() else "QEPCAD B"
