"""The methods that answer a question, each alone; an answer "unknown" says what stopped the method."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

import sympy

from coopgame.conditions import FALSE, TRUE, atoms, decide, propagate
from coopgame.deciders import virtual
from coopgame.deciders.clock import Clock, SpentError
from coopgame.deciders.fixing import linear_arithmetic
from coopgame.deciders.linear import search
from coopgame.deciders.planar import planar, suitable
from coopgame.deciders.points import Values, candidates, filled, fixed, solves, some_value
from coopgame.deciders.processes import Said, consult, installed
from coopgame.deciders.questions import Answer, Question, inside, is_empty
from coopgame.deciders.smt_text import names_of, smtlib

SECOND = 10**9
#: Steps of the methods of this library in the first, quick round, and in the second one.
QUICK, PATIENT = 400, 20_000


@dataclass(frozen=True)
class Task:
    """A question over the ring of all its variables, and what may be spent on it.

    Attributes
    ----------
    question, clock
        What is asked, and the time for it.
    steps
        How many steps a method of this library may take.
    megabytes
        Memory of each process.
    prefer
        Values to try first.
    search
        Nanoseconds to look for a rational point where a method has found out only that there is a real one.
    """

    question: Question
    clock: Clock
    steps: int
    megabytes: int
    prefer: Values
    search: int = 3 * SECOND


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
    return Answer("yes", name, rational_point(question, _some_time(task), {}))


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
        return point if not near and _confirmed(task, point) else None
    if solves(question, point):
        return point
    clock = _some_time(task)
    rest = rational_point(at(question, known), clock.part(clock.left // 2), near)
    if rest is not None:
        return filled(question, {**rest, **known})
    return rational_point(question, clock, {**near, **known})


def _confirmed(task: Task, point: Values) -> bool:
    """Whether a point makes what stands behind the quantifiers true, as far as the solvers say so again."""
    if not all(inside(point[v], known) for v, known in task.question.box.items()):
        return False
    closed = at(task.question, point)
    return consult(smtlib(closed), installed(), task.clock.part(task.clock.left // 2), task.megabytes).status == "sat"


def _some_time(task: Task) -> Clock:
    return task.clock.part(min(task.clock.left // 4, task.search))


def at(question: Question, values: Values) -> Question:
    """Return a question with values put in for some variables, which then no longer have a range."""
    rest = {v: known for v, known in question.box.items() if v not in values}
    return replace(question, formula=fixed(question.formula, values), box=rest)


def rational_point(question: Question, clock: Clock, near: Values) -> dict[sympy.Symbol, Fraction] | None:
    """Return a rational point of a question that has real ones: values for variables, and cells for the last two."""
    if clock.left == 0 or question.formula == FALSE:
        return None
    if suitable(question):
        found = planar(question, clock)
        return None if found is None or found.point is None else filled(question, found.point)
    try:
        if search(question, clock.part(clock.left, 20)).status == "no":
            return None
    except SpentError:
        pass
    occurring = {g for sign in atoms(question.formula) for g in sign.polynomial.generators}
    for v in (v for v in question.free if v in occurring):
        known = question.box.get(v)
        for value in (*candidates(known, near.get(v)), *(f for f in FINER if inside(f, known))):
            rest = rational_point(at(question, {v: value}), clock, near)
            if rest is not None:
                whole = filled(question, {**rest, v: value})
                return whole if solves(question, whole) else None
    return None


#: Tried after the usual small values.
FINER = tuple(Fraction(n, d) for d in (5, 6, 7) for n in range(1, d))
