"""Simplify a formula by what is known of the parameters.

Three sound rules and nothing else: a comparison whose sign is known over the box is decided; a comparison that
implies another makes the weaker one redundant in a conjunction and the stronger one redundant in a disjunction; and
what exact linear arithmetic refutes or derives from the rest of a conjunction is dropped from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sympy

from coopgame.conditions.bounds import Range, range_over
from coopgame.conditions.formulas import FALSE, SIGNS, All, AnyOf, Formula, Sign, all_of, any_of, negate, transform
from coopgame.conditions.linear import contradictory
from coopgame.conditions.polynomials import Polynomial

Box = Mapping[sympy.Expr, Range]


def simplify(formula: Formula, box: Box, given: Sequence[Sign] = ()) -> Formula:
    """Return a formula that agrees with ``formula`` everywhere on ``box`` where ``given`` holds.

    Parameters
    ----------
    formula
        Any formula.
    box
        A range for each parameter; one that is missing ranges over the whole line.
    given
        Comparisons that may be taken for granted.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from coopgame.conditions import Ring, as_sympy
    >>> g, p = sympy.symbols("g p", real=True)
    >>> ring = Ring.of([g, p])
    >>> tie = Sign.compare(ring.polynomial(g), "<=")
    >>> as_sympy(simplify(tie, {g: Range(Fraction(0), None)}))
    Eq(g, 0)
    """
    known = tuple(given)
    if isinstance(formula, Sign):
        return _derive(decide(_lean(formula, box, known), box), box, known)
    parts = tuple(simplify(part, box, known) for part in formula.parts)
    if isinstance(formula, AnyOf):
        return _drop(any_of(*parts), box, AnyOf)
    return _derive(_without_dead_cases(_drop(all_of(*parts), box, All), box, known), box, known)


def _lean(sign: Sign, box: Box, given: tuple[Sign, ...]) -> Formula:
    """Divide a comparison by the factors of its polynomial that have one sign, never zero, wherever ``given`` holds."""
    constant, factors = sign.polynomial.factors()
    kept = []
    for factor, multiplicity in factors:
        possible = range_over(factor, box)
        if given and len(factors) > 1 and len(possible) > 1:
            possible = _signs_given(factor, possible, box, given)
        if len(possible) == 1 and 0 not in possible:
            (only,) = possible
            constant *= only**multiplicity
        else:
            kept.append((factor, multiplicity))
    if len(kept) == len(factors):
        return sign
    ring = sign.polynomial.ring
    product = ring.context.constant(constant)
    for factor, multiplicity in kept:
        product = product * factor.flint**multiplicity
    return Sign.among(Polynomial.from_flint(ring, product), sign.signs)


def _signs_given(factor: Polynomial, possible: frozenset[int], box: Box, given: tuple[Sign, ...]) -> frozenset[int]:
    """Return the signs of a factor that linear arithmetic does not refute."""
    relations = {-1: "<", 0: "=", 1: ">"}
    return frozenset(s for s in possible if not contradictory([*given, Sign(factor, relations[s])], box))


def _without_dead_cases(formula: Formula, box: Box, given: tuple[Sign, ...]) -> Formula:
    """Drop the alternatives inside a conjunction that its comparisons contradict."""
    if not isinstance(formula, All):
        return formula
    known = [*given, *(part for part in formula.parts if isinstance(part, Sign))]

    def alive(case: Formula) -> bool:
        own = [part for part in (case.parts if isinstance(case, All) else (case,)) if isinstance(part, Sign)]
        return not contradictory([*known, *own], box)

    parts = [
        any_of(*(case for case in part.parts if alive(case))) if isinstance(part, AnyOf) else part
        for part in formula.parts
    ]
    return all_of(*parts)


def _derive(formula: Formula, box: Box, given: tuple[Sign, ...]) -> Formula:
    """Refute a conjunction, or drop what follows from the rest of it, the longest comparison first."""
    if isinstance(formula, AnyOf):
        return formula
    parts = (formula,) if isinstance(formula, Sign) else formula.parts
    kept = [part for part in parts if isinstance(part, Sign)]
    if contradictory([*given, *kept], box):
        return FALSE
    for part in sorted(kept, key=lambda sign: -len(sign.polynomial.terms)):
        others = [k for k in kept if k is not part]
        if all(contradictory([*given, *others, case], box) for case in _cases(negate(part))):
            kept = others
    return all_of(*(part for part in parts if part in kept or not isinstance(part, Sign)))


def _cases(formula: Formula) -> list[Sign]:
    """Split a negated comparison into comparisons that linear arithmetic reads: ``≠`` is ``<`` or ``>``."""
    if not isinstance(formula, Sign):
        return []
    if formula.relation == "!=":
        return [Sign(formula.polynomial, "<"), Sign(formula.polynomial, ">")]
    return [formula]


def decide(formula: Formula, box: Box) -> Formula:
    """Return ``formula`` with every comparison whose sign is known over ``box`` decided.

    A sign that cannot occur may be added or removed at will: "≤ 0" becomes "= 0" where the sign is never -1.
    """

    def on_sign(sign: Sign) -> Formula:
        possible = range_over(sign.polynomial, box)
        return All(()) if possible <= sign.signs else Sign.among(sign.polynomial, sign.signs & possible)

    return transform(formula, on_sign)


def _drop(formula: Formula, box: Box, node: type[All | AnyOf]) -> Formula:
    if not isinstance(formula, node):
        return formula
    kept = list(formula.parts)
    for part in formula.parts:
        others = [k for k in kept if k is not part]
        redundant = any(implies(o, part, box) if node is All else implies(part, o, box) for o in others)
        if redundant:
            kept = others
    return all_of(*kept) if node is All else any_of(*kept)


def implies(stronger: Formula, weaker: Formula, box: Box) -> bool:
    """Whether ``stronger`` is seen at once to imply ``weaker`` on ``box``; False means not seen, not refuted."""
    if stronger == weaker:
        return True
    if isinstance(weaker, All):
        return all(implies(stronger, part, box) for part in weaker.parts)
    if isinstance(stronger, AnyOf):
        return all(implies(part, weaker, box) for part in stronger.parts)
    if isinstance(stronger, All) and any(implies(part, weaker, box) for part in stronger.parts):
        return True
    if isinstance(weaker, AnyOf):
        return any(implies(stronger, part, box) for part in weaker.parts)
    if isinstance(stronger, Sign) and isinstance(weaker, Sign):
        return _sign_implies(stronger, weaker, box)
    return False


def _upwards(sign: Sign) -> list[tuple[Polynomial, bool]]:
    """Read a comparison as ``q > 0`` (True) or ``q ≥ 0`` (False), for both directions of an equation."""
    p = sign.polynomial
    return {
        ">": [(p, True)],
        ">=": [(p, False)],
        "<": [(-p, True)],
        "<=": [(-p, False)],
        "=": [(p, False), (-p, False)],
    }.get(sign.relation, [])


def _sign_implies(stronger: Sign, weaker: Sign, box: Box) -> bool:
    if stronger.polynomial == weaker.polynomial:
        return SIGNS[stronger.relation] <= SIGNS[weaker.relation]
    if stronger.polynomial.ring != weaker.polynomial.ring or weaker.relation in {"=", "!="}:
        return False
    ((goal, strict),) = _upwards(weaker)
    for known, known_strict in _upwards(stronger):
        # goal ≥ known on the whole box: what makes `known` positive makes `goal` positive.
        margin = range_over(goal - known, box)
        if margin <= {0, 1} and (known_strict or not strict or margin == {1}):
            return True
    return False
