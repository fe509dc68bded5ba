"""Questions in other rings: more variables, fewer variables, quantifiers that are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sympy

from coopgame.conditions import Formula, Polynomial, Ring, Sign, atoms
from coopgame.conditions.formulas import transform
from coopgame.deciders.questions import Block, Question


def moved(formula: Formula, ring: Ring) -> Formula:
    """Return a formula over another ring, which has every variable that occurs, in the same order."""

    def on_sign(sign: Sign) -> Formula:
        own = sign.polynomial.ring
        if own == ring:
            return sign
        places = [ring.position.get(g) for g in own.generators]
        terms = []
        for exponents, c in sign.polynomial.terms:
            row = [0] * len(ring.generators)
            for place, e in zip(places, exponents, strict=True):
                if place is not None:
                    row[place] = e
            terms.append((tuple(row), c))
        return Sign(Polynomial(ring, tuple(terms)), sign.relation)

    return transform(formula, on_sign)


def lifted(question: Question) -> Question:
    """Return the question with a formula over the ring of all its variables."""
    return replace(question, formula=moved(question.formula, question.ring))


def without(formula: Formula, variables: Sequence[sympy.Symbol]) -> Formula:
    """Return a formula over the ring without some variables, none of which occurs."""
    ring = next((sign.polynomial.ring for sign in atoms(formula)), None)
    if ring is None:
        return formula
    return moved(formula, Ring(tuple(g for g in ring.generators if g not in variables)))


def opened(question: Question) -> Question:
    """Return the question with the variables of "there is" in front free: a point has values for them as well."""
    prefix: list[Block] = [block for block in question.prefix if block.variables]
    while prefix and not prefix[0].every:
        prefix.pop(0)
    return replace(question, prefix=tuple(prefix))
