r"""Exact linear feasibility: conjunctions of comparisons that contradict themselves.

Every monomial counts as a variable of its own, which forgets how monomials hang together, so *infeasible* is a proof
and *feasible* is not.  By Motzkin's transposition theorem a linear system is infeasible iff a combination of its rows
is a contradiction; that combination is looked for by the simplex method in fractions, with Bland's rule, so it
terminates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy
from flint import fmpq

from coopgame.conditions.bounds import Range, range_over
from coopgame.conditions.formulas import Sign
from coopgame.conditions.polynomials import Exponents, Polynomial

Row = list[Any]


def contradictory(signs: Sequence[Sign], box: Mapping[sympy.Expr, Range]) -> bool:
    """Whether a conjunction of comparisons is seen to hold nowhere on ``box``; False means not seen.

    Examples
    --------
    >>> from coopgame.conditions import Ring
    >>> x, y = sympy.symbols("x y", real=True)
    >>> ring = Ring.of([x, y])
    >>> below, above = Sign(ring.polynomial(x - y), "<"), Sign(ring.polynomial(x + y), ">")
    >>> contradictory([below, above], {}), contradictory([below, above, Sign(ring.polynomial(y), "<=")], {})
    (False, True)
    """
    monomials: dict[Exponents, int] = {}
    rows: list[tuple[Row, bool]] = []
    rings = {sign.polynomial.ring for sign in signs}
    if len(rings) != 1:
        return False
    zero = (0,) * len(next(iter(rings)).generators)
    for sign in signs:
        for e, _ in sign.polynomial.terms:
            if e != zero:
                monomials.setdefault(e, len(monomials))
    for sign in signs:
        directions = {"<": (-1,), "<=": (-1,), ">": (1,), ">=": (1,), "=": (1, -1)}.get(sign.relation, ())
        strict = sign.relation in {"<", ">"}
        rows.extend((_row(sign.polynomial, direction, monomials, zero), strict) for direction in directions)
    ring = next(iter(rings))
    for e in monomials:
        known = range_over(Polynomial(ring, ((e, Fraction(1)),)), box)
        for direction in (1, -1):
            if -direction not in known:
                row = [fmpq(0)] * (len(monomials) + 1)
                row[monomials[e]] = fmpq(direction)
                rows.append((row, 0 not in known))
    return not _feasible(rows, len(monomials))


def _row(polynomial: Polynomial, direction: int, monomials: Mapping[Exponents, int], zero: Exponents) -> Row:
    """Write ``direction·polynomial`` as coefficients of the monomials and, last, the constant."""
    row = [fmpq(0)] * (len(monomials) + 1)
    for e, c in polynomial.terms:
        row[-1 if e == zero else monomials[e]] = fmpq(c.numerator * direction, c.denominator)
    return row


def _feasible(rows: Sequence[tuple[Row, bool]], width: int) -> bool:
    r"""Decide whether some z has :math:`a z + c \ge 0` for every row, with > where the row is strict.

    It has none iff multipliers :math:`\lambda \ge 0` exist with :math:`\sum \lambda a = 0` and either
    :math:`\sum \lambda c < 0`, or :math:`\sum \lambda c = 0` with a strict row among the positive ones: that is, iff
    :math:`\sum \lambda a = 0,\ \sum \lambda c + s = 0,\ \sum_{strict} \lambda + s = 1` has a solution with
    :math:`\lambda, s \ge 0`.
    """
    columns = [[*row, fmpq(int(strict))] for row, strict in rows]
    columns.append([fmpq(0)] * width + [fmpq(1), fmpq(1)])
    target = [fmpq(0)] * (width + 1) + [fmpq(1)]
    return not _nonnegative_solution(columns, target)


def _nonnegative_solution(columns: Sequence[Row], target: Row) -> bool:
    """Decide whether ``target`` (entries ≥ 0) is a combination of ``columns`` with weights ≥ 0.

    Phase one of the simplex: artificial variables start as the basis, and their sum is driven down by Bland's rule.
    """
    height = len(target)
    tableau = [[column[i] for column in columns] + [target[i]] for i in range(height)]
    basis = list(range(len(columns), len(columns) + height))
    cost = [sum((tableau[i][j] for i in range(height)), fmpq(0)) for j in range(len(columns) + 1)]
    while True:
        entering = next((j for j in range(len(columns)) if cost[j] > 0), None)
        if entering is None:
            return bool(cost[-1] == 0)
        candidates = [
            (tableau[i][-1] / tableau[i][entering], basis[i], i) for i in range(height) if tableau[i][entering] > 0
        ]
        if not candidates:
            return bool(cost[-1] == 0)
        _, _, leaving = min(candidates)
        pivot = tableau[leaving][entering]
        tableau[leaving] = [value / pivot for value in tableau[leaving]]
        for i in range(height):
            if i != leaving and tableau[i][entering]:
                factor = tableau[i][entering]
                tableau[i] = [a - factor * b for a, b in zip(tableau[i], tableau[leaving], strict=True)]
        factor = cost[entering]
        cost = [a - factor * b for a, b in zip(cost, tableau[leaving], strict=True)]
        basis[leaving] = entering
