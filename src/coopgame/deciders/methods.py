"""The methods that answer a question, each alone; an answer "unknown" says what stopped the method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import sympy

from coopgame.conditions import FALSE, TRUE, decide, propagate
from coopgame.deciders import virtual
from coopgame.deciders.clock import Clock
from coopgame.deciders.fixing import linear_arithmetic
from coopgame.deciders.planar import planar, suitable
from coopgame.deciders.points import Values, candidates, filled, fixed, solves, some_value
from coopgame.deciders.processes import Said, consult, installed
from coopgame.deciders.questions import Answer, Question, is_empty
from coopgame.deciders.smt_text import names_of, smtlib

SECOND = 10**9
#: Steps of the methods of this library in the first, quick round, and in the second one.
QUICK, PATIENT = 400, 20_000


@dataclass(frozen=True)
class Task:
    """A question over the ring of all its variables, and what may be spent on it."""

    question: Question
    clock: Clock
    steps: int
    megabytes: int
    prefer: Values


Method = Callable[[Task], Answer]


def by_bounds(task: Task) -> Answer:
    """Decide by the signs that polynomials can have over the box."""
    question = task.question
    if any(is_empty(known) for known in question.box.values()):
        return Answer("no", "bounds")
    formula = decide(propagate(question.formula), question.box)
    if formula == FALSE:
        return Answer("no", "bounds")
    if formula == TRUE:
        point = {v: some_value(question.box.get(v), task.prefer.get(v)) for v in question.free}
        return Answer("yes", "bounds", point)
    return Answer("unknown", "bounds")


def by_linear(task: Task) -> Answer:
    """Decide by linear arithmetic, with small values for some variables where polynomials are not linear."""
    name = "linear arithmetic"
    if task.question.prefix:
        return Answer("unknown", name, None, "there are quantifiers")
    clock = task.clock.part(task.clock.left // 4, task.steps)
    found = linear_arithmetic(task.question, clock, task.prefer)
    reason = "the polynomials are not linear" if found.status == "unknown" else ""
    return Answer(found.status, name, found.point if found.status == "yes" else None, reason)


def by_plane(task: Task) -> Answer:
    """Decide by the cells of the plane of two variables."""
    name = "planar decomposition"
    if task.question.prefix or not suitable(task.question):
        return Answer("unknown", name, None, "there are more than two variables, or their degrees are high")
    found = planar(task.question, task.clock.part(task.clock.left // 2))
    if found is None:
        return Answer("unknown", name, None, "the cells of the plane are too many")
    reason = "" if found.status == "no" or found.point is not None else "no rational point was found on the cells"
    return Answer(found.status, name, found.point, reason)


def by_substitution(task: Task) -> Answer:
    """Decide by virtual substitution for all variables."""
    name = "virtual substitution"
    question = task.question
    if question.prefix:
        return Answer(
            "unknown", name, None, "quantified variables occur with a degree above two, or formulas get too long"
        )
    clock = task.clock.part(task.clock.left // 4, task.steps)
    held = virtual.somewhere(question.formula, question.ring, question.box, clock)
    if held is None:
        return Answer("unknown", name, None, "variables occur with a degree above two, or formulas get too long")
    if not held:
        return Answer("no", name)
    return Answer("yes", name, point_by_fixing(question, task.clock.part(task.clock.left // 4), task.steps))


def by_package(package: str) -> Method:
    """Return the method that asks one of the two solvers."""
    return lambda task: by_solvers(task, (package,))


def by_solvers(task: Task, packages: tuple[str, ...] = ("z3", "cvc5")) -> Answer:
    """Decide by z3 and cvc5, those that are installed, side by side."""
    present = installed(packages)
    if not present:
        return Answer("unknown", " and ".join(packages), None, "not installed")
    said = consult(smtlib(task.question), present, task.clock, task.megabytes)
    if said.status == "unknown":
        return Answer("unknown", " and ".join(present), None, said.reason)
    if said.status == "unsat":
        return Answer("no", said.by)
    return Answer("yes", said.by, _rational(task, said))


def _rational(task: Task, said: Said) -> dict[sympy.Symbol, Fraction] | None:
    """Return a rational point near what a solver said, None if none is found."""
    question = task.question
    names = {v: name.strip("|") for v, name in names_of(question).items()}
    known = {v: said.values[name] for v, name in names.items() if name in said.values}
    near = {v: said.roots[name] for v, name in names.items() if name in said.roots}
    point = filled(question, {**known, **near})
    if question.prefix:
        return point if not near else None
    if solves(question, point):
        return point
    inner = at(question, known)
    if suitable(inner):
        found = planar(inner, task.clock.part(task.clock.left // 2))
        if found is not None and found.point is not None:
            return filled(question, {**found.point, **known})
    found = linear_arithmetic(question, task.clock.part(task.clock.left // 2, task.steps), {**near, **known})
    return filled(question, found.point) if found.status == "yes" and found.point is not None else None


def at(question: Question, values: Mapping[sympy.Symbol, Fraction]) -> Question:
    """Return a question with values put in for some variables, which then no longer have a range."""
    rest = {v: known for v, known in question.box.items() if v not in values}
    return replace(question, formula=fixed(question.formula, values), box=rest)


def point_by_fixing(question: Question, clock: Clock, steps: int) -> dict[sympy.Symbol, Fraction] | None:
    """Return a rational point of a question whose answer is yes: values that keep it so, one after the other."""
    point: dict[sympy.Symbol, Fraction] = {}
    current = question
    for v in question.free:
        if suitable(current):
            break
        for value in candidates(question.box.get(v)):
            inner = at(current, {v: value})
            if virtual.somewhere(inner.formula, inner.ring, inner.box, clock.part(clock.left, steps)):
                point[v], current = value, inner
                break
        else:
            return None
    found = planar(current, clock)
    if found is None or found.point is None:
        return None
    whole = filled(question, {**found.point, **point})
    return whole if solves(question, whole) else None
