"""Products of comparisons: what is not negative stays so when it is multiplied, which ties monomials together."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import sympy

from coopgame.conditions import Formula, Polynomial, Sign, atoms
from coopgame.conditions.polynomials import Exponents
from coopgame.deciders.questions import Question, bounds_of, bounds_of_variable

#: The largest degree of a monomial for which distances from the ends of ranges are multiplied.
DEGREE = 3
#: The largest number of comparisons of which each is multiplied with each.
COMPARISONS = 60


def bounds(question: Question) -> list[Sign]:
    """Return the ranges of a question as comparisons."""
    return list(atoms(bounds_of(question)))


def distances_multiplied(formula: Formula, question: Question) -> list[Sign]:
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


def _distances(question: Question, v: sympy.Symbol) -> Iterator[Any]:
    """Yield linear polynomials that are ≥ 0 on the range of a variable."""
    for bound in bounds_of_variable(question.ring, v, question.box[v]) if v in question.box else ():
        yield from (element for element, _, _ in _upwards(atoms(bound)))


def multiplied(signs: Sequence[Sign], monomials: Collection[Exponents]) -> list[Sign]:
    """Return products of linear comparisons that hold with them and contain no monomial beyond those given."""
    factors = _upwards(sign for sign in signs if all(sum(e) <= 1 for e, _ in sign.polynomial.terms))
    found: dict[Formula, None] = {}
    if len(factors) > COMPARISONS:
        return []
    for (first, strict, equal), (second, also, same) in itertools.combinations_with_replacement(factors, 2):
        product = first * second
        if all(sum(e) <= 1 or tuple(int(k) for k in e) in monomials for e in product.to_dict()):
            relation = "=" if equal or same else ">" if strict and also else ">="
            polynomial = Polynomial.from_flint(signs[0].polynomial.ring, product)
            found[Sign.compare(polynomial, relation)] = None
    return [sign for sign in found if isinstance(sign, Sign)]


def _upwards(signs: Iterator[Sign]) -> list[tuple[Any, bool, bool]]:
    """Return polynomials that are ≥ 0 where the comparisons hold, whether they are > 0, and whether they are 0."""
    found = []
    for sign in signs:
        own = -sign.polynomial if sign.relation[0] == "<" else sign.polynomial
        if sign.relation != "!=":
            found.append((own.flint, sign.relation in {"<", ">"}, sign.relation == "="))
    return found
