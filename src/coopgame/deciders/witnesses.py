"""Witnesses that a reader can check by hand: one variable after the other gets a small value while the answer stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import sympy

from coopgame.conditions import FALSE
from coopgame.deciders.clock import Clock
from coopgame.deciders.fixing import linear_arithmetic
from coopgame.deciders.points import NEGATIVE, NICE, Values, candidates, fixed, solves
from coopgame.deciders.questions import Question

#: How many small values are tried by another search for each variable, and the steps of such a search.
TRIES, STEPS = 4, 60


def nice(question: Question, point: Values, prefer: Values, clock: Clock) -> dict[sympy.Symbol, Fraction]:
    """Return a point that solves a question without quantifiers, with values as simple as is found in time."""
    current, left, done = dict(point), question, dict[sympy.Symbol, Fraction]()
    for v in question.free:
        current = {**_improved(left, current, v, prefer.get(v), clock), **done}
        done[v] = current[v]
        rest = {w: known for w, known in left.box.items() if w != v}
        left = replace(left, formula=fixed(left.formula, {v: current[v]}), box=rest)
    return {v: current[v] for v in question.free}


def _improved(
    question: Question, point: Mapping[sympy.Symbol, Fraction], v: sympy.Symbol, first: Fraction | None, clock: Clock
) -> dict[sympy.Symbol, Fraction]:
    """Return a point with the simplest value of one variable for which one is found."""
    better = []
    for value in candidates(question.box.get(v), first):
        if value == point[v]:
            break
        better.append(value)
    simple = point[v] in (*NICE, *NEGATIVE)
    for value in better:
        moved = {**point, v: value}
        if solves(question, moved):
            return moved
    for value in better[: TRIES if simple else 2 * TRIES]:
        if clock.left == 0:
            break
        formula = fixed(question.formula, {v: value})
        if formula == FALSE:
            continue
        rest = {w: known for w, known in question.box.items() if w != v}
        found = linear_arithmetic(replace(question, formula=formula, box=rest), clock.part(clock.left, STEPS), {})
        if found.status == "yes" and found.point is not None:
            return {**point, **found.point, v: value}
    return dict(point)
