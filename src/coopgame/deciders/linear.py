"""Sign trees by exact linear arithmetic: a search over alternatives, each conjunction decided by the simplex method.

Every monomial counts as a variable of its own, so "no" is a proof for polynomials of any degree; what comes out as a
point is put into the formula before it counts.  Products of the distances from the ends of the ranges tie the
monomials together.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import sympy

from coopgame.conditions import (
    FALSE,
    TRUE,
    All,
    Formula,
    Polynomial,
    Range,
    Sign,
    all_of,
    atoms,
    decide,
    propagate,
)
from coopgame.conditions.formulas import SIGNS
from coopgame.conditions.linear import values_of_monomials
from coopgame.conditions.polynomials import Exponents
from coopgame.deciders.clock import Clock
from coopgame.deciders.points import Values, satisfied, some_value
from coopgame.deciders.questions import Question, bounds_of

Box = Mapping[sympy.Symbol, Range]
#: The largest degree of a monomial for which distances from the ends of ranges are multiplied.
DEGREE = 3


@dataclass(frozen=True)
class Found:
    """What a search found: ``"yes"`` with a point, ``"no"``, or ``"unknown"`` with values that fit every monomial."""

    status: str
    point: Values | None = None


def search(question: Question, clock: Clock) -> Found:
    """Look for a point, or for a proof that there is none, by linear arithmetic.

    Raises
    ------
    SpentError
        The budget is used up.
    """
    formula = decide(propagate(question.formula), question.box)
    if formula == FALSE:
        return Found("no")
    given = [*atoms(bounds_of(question)), *products(formula, question)]
    return _Search(question, given, clock).node(formula)


class _Search:
    """One search; ``given`` holds everywhere in the box."""

    def __init__(self, question: Question, given: Sequence[Sign], clock: Clock) -> None:
        self.question = question
        self.given = list(given)
        self.clock = clock

    def node(self, formula: Formula) -> Found:
        """Decide a formula, or return what stops it."""
        self.clock.step()
        parts = formula.parts if isinstance(formula, All) else (formula,)
        if FALSE in parts:
            return Found("no")
        signs = [part for part in parts if isinstance(part, Sign)]
        values = values_of_monomials([*self.given, *signs], self.question.box)
        if values is None:
            return Found("no")
        point = self.completed(values)
        if satisfied(self.question.formula, point):
            return Found("yes", point)
        branches = self.branches(parts, values)
        if not branches:
            return Found("unknown", point)
        stopped = None
        for branch in branches:
            found = self.node(propagate(branch))
            if found.status == "yes":
                return found
            stopped = stopped or (found if found.status == "unknown" else None)
        return stopped or Found("no")

    def branches(self, parts: Sequence[Formula], values: Mapping[Exponents, Fraction]) -> list[Formula]:
        """Return the alternatives of the shortest part that fails at the values, none when every part holds."""
        failing = [part for part in parts if not _holds(part, values)]
        split = [(part, _alternatives(part)) for part in failing]
        split = [(part, cases) for part, cases in split if len(cases) > 1]
        if not split:
            return []
        part, cases = min(split, key=lambda pair: len(pair[1]))
        rest = [other for other in parts if other is not part]
        return [all_of(*rest, case) for case in cases]

    def completed(self, values: Mapping[Exponents, Fraction]) -> dict[sympy.Symbol, Fraction]:
        """Return a point with the values of the monomials that are variables; others are free."""
        generators = self.question.ring.generators
        point = {v: known for e, known in values.items() if sum(e) == 1 for v in (generators[e.index(1)],)}
        return {v: point[v] if v in point else some_value(self.question.box.get(v)) for v in generators}


def _alternatives(part: Formula) -> list[Formula]:
    if isinstance(part, Sign):
        return [Sign(part.polynomial, "<"), Sign(part.polynomial, ">")] if part.relation == "!=" else [part]
    return list(part.parts)


def _holds(part: Formula, values: Mapping[Exponents, Fraction]) -> bool:
    """Whether a part holds at values of monomials; with a monomial that has no value it does not."""
    if isinstance(part, Sign):
        total = Fraction(0)
        for e, c in part.polynomial.terms:
            if any(e):
                if e not in values:
                    return False
                total += c * values[e]
            else:
                total += c
        return (total > 0) - (total < 0) in SIGNS[part.relation]
    each = (_holds(p, values) for p in part.parts)
    return all(each) if isinstance(part, All) else any(each)


def products(formula: Formula, question: Question) -> list[Sign]:
    """Return comparisons of products of distances from ends of ranges, for the monomials that occur."""
    found: dict[Formula, None] = {}
    ring = question.ring
    monomials = {e: None for sign in atoms(formula) for e, _ in sign.polynomial.terms if 1 < sum(e) <= DEGREE}
    for e in monomials:
        each = [(ring.generators[i], k) for i, k in enumerate(e) if k]
        distances = [list(_distances(question, v)) for v, k in each for _ in range(k)]
        for chosen in itertools.product(*distances):
            product = ring.context.constant(1)
            for factor in chosen:
                product = product * factor
            found[Sign.compare(Polynomial.from_flint(ring, product), ">=")] = None
        for v, k in each:
            if k == 2 and len(each) == 1:
                centre = ring.context.gen(ring.position[v]) - 1
                found[Sign.compare(Polynomial.from_flint(ring, centre * centre), ">=")] = None
    return [sign for sign in found if isinstance(sign, Sign)]


def _distances(question: Question, v: sympy.Symbol) -> Iterator[object]:
    """Yield linear polynomials that are ≥ 0 on the range of a variable."""
    for sign in atoms(bounds_of(Question(TRUE, {v: question.box[v]}))) if v in question.box else ():
        own = sign.polynomial if sign.relation in {">", ">="} else -sign.polynomial
        yield question.ring.polynomial(own.expression).flint


def is_linear(formula: Formula) -> bool:
    """Whether every polynomial of a formula has degree one."""
    return all(sum(e) <= 1 for sign in atoms(formula) for e, _ in sign.polynomial.terms)
