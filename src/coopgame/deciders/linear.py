"""Sign trees by exact linear arithmetic: a search over alternatives, each conjunction decided by the simplex method.

Every monomial counts as a variable of its own, so "no" is a proof for polynomials of any degree; what comes out as a
point is put into the formula before it counts.  Products of comparisons tie the monomials together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import sympy

from coopgame.conditions import (
    FALSE,
    All,
    Formula,
    Range,
    Sign,
    all_of,
    atoms,
    propagate,
)
from coopgame.conditions.formulas import SIGNS
from coopgame.conditions.linear import values_of_monomials
from coopgame.conditions.polynomials import Exponents
from coopgame.deciders.clock import Clock
from coopgame.deciders.points import Values, decided, satisfied, some_value
from coopgame.deciders.products import bounds, distances_multiplied, multiplied
from coopgame.deciders.questions import Question

Box = Mapping[sympy.Symbol, Range]


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
    formula = decided(propagate(question.formula), question.box, clock.part(clock.left // 4))
    if formula == FALSE:
        return Found("no")
    given = [*bounds(question), *distances_multiplied(formula, question)]
    return _Search(question, given, clock).node(formula)


class _Search:
    """One search; ``given`` holds everywhere in the box."""

    def __init__(self, question: Question, given: Sequence[Sign], clock: Clock) -> None:
        self.question = question
        self.given = list(given)
        self.clock = clock
        self.monomials = {
            e for sign in (*given, *atoms(question.formula)) for e, _ in sign.polynomial.terms if sum(e) > 1
        }

    def node(self, formula: Formula) -> Found:
        """Decide a formula, or return what stops it."""
        self.clock.step()
        parts = formula.parts if isinstance(formula, All) else (formula,)
        if FALSE in parts:
            return Found("no")
        signs = [part for part in parts if isinstance(part, Sign)]
        values = values_of_monomials([*self.given, *signs], self.question.box, self.clock.check)
        if values is None:
            return Found("no")
        point = self.completed(values)
        if satisfied(self.question.formula, point):
            return Found("yes", point)
        branches = self.branches(parts, values)
        if not branches:
            return Found("no" if self.contradictory(signs) else "unknown", point)
        stopped = None
        for branch in branches:
            found = self.node(propagate(branch))
            if found.status == "yes":
                return found
            stopped = stopped or (found if found.status == "unknown" else None)
        return stopped or Found("no")

    def contradictory(self, signs: Sequence[Sign]) -> bool:
        """Whether a conjunction contradicts itself once its comparisons are multiplied with each other."""
        more = multiplied([*bounds(self.question), *signs], self.monomials)
        if not more:
            return False
        return values_of_monomials([*self.given, *signs, *more], self.question.box, self.clock.check) is None

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
