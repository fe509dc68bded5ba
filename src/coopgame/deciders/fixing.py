"""Witnesses where polynomials are not linear: variables are given small values until linear arithmetic decides."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import sympy

from coopgame.conditions import Formula, atoms
from coopgame.deciders.clock import Clock, SpentError
from coopgame.deciders.linear import Found, search
from coopgame.deciders.points import NICE, Values, candidates, filled, fixed, solves
from coopgame.deciders.questions import Question

#: How many values a variable gets.
VALUES = 8
#: One before zero: at zero much degenerates.
ORDER = {value: k for k, value in enumerate((*NICE[1:4], Fraction(0), *NICE[4:]))}


def linear_arithmetic(question: Question, clock: Clock, prefer: Values) -> Found:
    """Decide a question without quantifiers as far as linear arithmetic reaches.

    "Yes" comes with a point that was put into the formula; "unknown" says that neither was found.
    """
    try:
        return _decide(question, clock, prefer)
    except SpentError:
        return Found("unknown")


def _decide(question: Question, clock: Clock, prefer: Values) -> Found:
    found = search(question, clock)
    variable = _entangled(question.formula)
    if found.status != "unknown" or variable is None:
        return found
    for value in _values(question, variable, found, prefer):
        rest = {v: known for v, known in question.box.items() if v != variable}
        inner = replace(question, formula=fixed(question.formula, {variable: value}), box=rest)
        deeper = _decide(inner, clock, prefer)
        if deeper.point is not None and deeper.status == "yes":
            point = filled(question, {**deeper.point, variable: value})
            if solves(question, point):
                return Found("yes", point)
    return Found("unknown")


def _values(question: Question, variable: sympy.Symbol, found: Found, prefer: Values) -> list[Fraction]:
    preferred = prefer.get(variable)
    known = question.box.get(variable)
    usual = sorted(candidates(known), key=lambda value: ORDER.get(value, len(ORDER)))[:VALUES]
    more = [] if found.point is None else list(candidates(known, found.point[variable]))[:1]
    first = list(candidates(known, preferred))[:1] if preferred is not None else []
    return list(dict.fromkeys((*first, *usual[:3], *more, *usual[3:])))


def _entangled(formula: Formula) -> sympy.Symbol | None:
    """Return the variable that stands in most monomials that are not linear, None if there is none."""
    counts: dict[int, int] = {}
    generators: tuple[sympy.Expr, ...] = ()
    for sign in atoms(formula):
        generators = sign.polynomial.ring.generators
        for e, _ in sign.polynomial.terms:
            if sum(e) > 1:
                for i, k in enumerate(e):
                    if k:
                        counts[i] = counts.get(i, 0) + k
    return generators[max(counts, key=lambda i: (counts[i], -i))] if counts else None
