r"""Exact linear feasibility: conjunctions of comparisons that contradict themselves.

Every monomial counts as a variable of its own, which forgets how monomials hang together, so *infeasible* is a proof
and *feasible* is not.  By Motzkin's transposition theorem a linear system is infeasible iff a combination of its rows
is a contradiction; that combination is looked for by the simplex method in fractions, with Bland's rule, so it
terminates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy
from flint import fmpq, fmpq_mat

from coopgame.conditions.bounds import Range, monomial_signs, ranges_in
from coopgame.conditions.formulas import Sign
from coopgame.conditions.polynomials import Exponents, Polynomial

Row = list[Any]


def _unwatched() -> None:
    """Let the simplex method go on: it ends by itself."""


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
    if len({sign.polynomial.ring for sign in signs}) != 1:
        return False
    rows, monomials = _system(signs, box)
    return not _feasible(rows, len(monomials))


def values_of_monomials(
    signs: Sequence[Sign], box: Mapping[sympy.Expr, Range], step: Callable[[], None] = _unwatched
) -> Mapping[Exponents, Fraction] | None:
    """Return values of monomials that satisfy a conjunction of comparisons, None if it is seen to hold nowhere.

    Every monomial that occurs has a value, as if it were a variable of its own; comparisons with ``≠`` are left out.
    Where all polynomials are linear, these are the coordinates of a point.  What raises in ``step``, which is called
    before each step of the simplex method, ends the search.

    Examples
    --------
    >>> from coopgame.conditions import Ring
    >>> x, y = sympy.symbols("x y", real=True)
    >>> ring = Ring.of([x, y])
    >>> found = values_of_monomials([Sign(ring.polynomial(x + y - 3), "="), Sign(ring.polynomial(x - y), ">")], {})
    >>> found[1, 0] + found[0, 1] == 3 and found[1, 0] > found[0, 1]
    True
    """
    if len({sign.polynomial.ring for sign in signs}) != 1:
        return {}
    rows, monomials = _system(signs, box)
    columns, target = _transposed(rows, len(monomials))
    basis = _weights(columns, target, step)
    if basis is None:
        return None
    *point, scale, _ = _prices(columns, basis)
    return {e: Fraction(int(v.p), int(v.q)) for e, v in zip(monomials, (z / scale for z in point), strict=True)}


def _system(
    signs: Sequence[Sign], box: Mapping[sympy.Expr, Range]
) -> tuple[list[tuple[Row, bool]], dict[Exponents, int]]:
    """Return rows that say ≥ 0, or > 0 where strict, and the monomials that their entries belong to."""
    monomials: dict[Exponents, int] = {}
    rows: list[tuple[Row, bool]] = []
    ring = signs[0].polynomial.ring
    zero = (0,) * len(ring.generators)
    for sign in signs:
        for e, _ in sign.polynomial.terms:
            if e != zero:
                monomials.setdefault(e, len(monomials))
    for sign in signs:
        directions = {"<": (-1,), "<=": (-1,), ">": (1,), ">=": (1,), "=": (1, -1)}.get(sign.relation, ())
        strict = sign.relation in {"<", ">"}
        rows.extend((_row(sign.polynomial, direction, monomials, zero), strict) for direction in directions)
    ranges = ranges_in(ring, box)
    for e in monomials:
        known = monomial_signs(e, ranges)
        for direction in (1, -1):
            if -direction not in known:
                row = [fmpq(0)] * (len(monomials) + 1)
                row[monomials[e]] = fmpq(direction)
                rows.append((row, 0 not in known))
    rows.extend((row, False) for e in monomials for row in _products(e, ranges, monomials))
    return rows, monomials


def _products(e: Exponents, ranges: Sequence[Range], monomials: Mapping[Exponents, int]) -> Iterator[Row]:
    r"""Yield how a monomial compares with another one that lacks a factor: :math:`m x \le h m` where :math:`x \le h`.

    Without these products of bounds, linear arithmetic would not know that V ≥ ρV for V ≥ 0 and ρ ≤ 1.
    """
    for i, known in enumerate(ranges):
        if not e[i]:
            continue
        rest = (*e[:i], e[i] - 1, *e[i + 1 :])
        constant = not any(rest)
        if not constant and (rest not in monomials or -1 in monomial_signs(rest, ranges)):
            continue
        for end, direction in ((known.upper, -1), (known.lower, 1)):
            if end is not None and not (end == 0 and direction == 1):
                row = [fmpq(0)] * (len(monomials) + 1)
                row[monomials[e]] = fmpq(direction)
                row[-1 if constant else monomials[rest]] -= direction * fmpq(end.numerator, end.denominator)
                yield row


def _row(polynomial: Polynomial, direction: int, monomials: Mapping[Exponents, int], zero: Exponents) -> Row:
    """Write ``direction·polynomial`` as coefficients of the monomials and, last, the constant."""
    row = [fmpq(0)] * (len(monomials) + 1)
    for e, c in polynomial.terms:
        row[-1 if e == zero else monomials[e]] = fmpq(c.numerator * direction, c.denominator)
    return row


def _feasible(rows: Sequence[tuple[Row, bool]], width: int) -> bool:
    r"""Decide whether some z has :math:`a z + c \ge 0` for every row, with > where the row is strict."""
    return _weights(*_transposed(rows, width)) is not None


def _transposed(rows: Sequence[tuple[Row, bool]], width: int) -> tuple[list[Row], Row]:
    r"""Return columns and a target that is a combination of them with weights ≥ 0 iff the rows contradict themselves.

    No z has :math:`a z + c \ge 0` for every row, with > where the row is strict, iff multipliers
    :math:`\lambda \ge 0` exist with :math:`\sum \lambda a = 0` and either :math:`\sum \lambda c < 0`, or
    :math:`\sum \lambda c = 0` with a strict row among the positive ones: that is, iff
    :math:`\sum \lambda a = 0,\ \sum \lambda c + s = 0,\ \sum_{strict} \lambda + s = 1` has a solution with
    :math:`\lambda, s \ge 0`.
    """
    columns = [[*row, fmpq(int(strict))] for row, strict in rows]
    columns.append([fmpq(0)] * width + [fmpq(1), fmpq(1)])
    return columns, [fmpq(0)] * (width + 1) + [fmpq(1)]


def _prices(columns: Sequence[Row], basis: Sequence[int]) -> Row:
    r"""Return y with :math:`y a \ge 0` for every column a and :math:`y t < 0` for the target t, from the last basis.

    The simplex method ends with prices that are 0 on basic columns and 1 on basic artificial ones, ≤ 0 on all columns,
    and positive on the target; by the form of the columns their negatives are a point and its positive scale.
    """
    height = len(basis)
    artificial = [[fmpq(int(i == k)) for i in range(height)] for k in range(height)]
    matrix = fmpq_mat(height, height, [c for j in basis for c in (*columns, *artificial)[j]])
    right = fmpq_mat(height, 1, [fmpq(int(j >= len(columns))) for j in basis])
    return [-price for price in matrix.solve(right).entries()]


def _weights(columns: Sequence[Row], target: Row, step: Callable[[], None] = _unwatched) -> list[int] | None:
    """Return None if ``target`` (entries ≥ 0) is a combination of ``columns`` with weights ≥ 0, else the last basis.

    Phase one of the simplex: artificial variables start as the basis, and their sum is driven down by Bland's rule.
    """
    height = len(target)
    tableau = [[column[i] for column in columns] + [target[i]] for i in range(height)]
    basis = list(range(len(columns), len(columns) + height))
    cost = [sum((tableau[i][j] for i in range(height)), fmpq(0)) for j in range(len(columns) + 1)]
    while True:
        step()
        entering = next((j for j in range(len(columns)) if cost[j] > 0), None)
        if entering is None:
            return None if cost[-1] == 0 else basis
        # The sum of artificial variables is bounded below, so some row limits every column that lowers it.
        _, _, leaving = min(
            (tableau[i][-1] / tableau[i][entering], basis[i], i) for i in range(height) if tableau[i][entering] > 0
        )
        pivot = tableau[leaving][entering]
        # Rows are sparse, so only entries that change are touched.
        changes = [(j, value / pivot) for j, value in enumerate(tableau[leaving]) if value]
        for j, value in changes:
            tableau[leaving][j] = value
        for row in (*tableau[:leaving], *tableau[leaving + 1 :], cost):
            factor = row[entering]
            if factor:
                for j, value in changes:
                    row[j] -= factor * value
        basis[leaving] = entering
