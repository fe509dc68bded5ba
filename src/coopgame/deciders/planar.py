r"""Questions in at most two variables, answered from the cells of an exact decomposition of the plane.

A variable without an end is cut at a number a, and each half-line is made an interval by :math:`x = a \pm u/(1 - u)`,
which is exact and keeps degrees.  Cells of every dimension count, so "no" is as exact as "yes"; a cell of dimension
zero or one may be without a rational point.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Any

import sympy

from coopgame.conditions import FALSE, TRUE, Formula, Polynomial, Range, Ring, Sign, all_of, atoms
from coopgame.conditions.formulas import transform
from coopgame.deciders.clock import Clock
from coopgame.deciders.linear import Found
from coopgame.deciders.points import filled, fixed, rational, solves
from coopgame.deciders.questions import Question, bounds_of_variable, is_empty
from coopgame.errors import LimitError
from coopgame.regions import Box, Limits, decompose
from coopgame.regions.algebra.univariate import simplest_between

#: The largest degree for which the plane is cut.
DEGREE = 24
#: Lines on which a rational point of a curve is looked for.
LINES = 12


@dataclass(frozen=True)
class Axis:
    """One coordinate u between 0 and 1: x = start + direction·u/(1 − u); a bounded range stays as it is."""

    variable: sympy.Symbol
    low: Fraction
    high: Fraction
    direction: int = 0
    start: Fraction = Fraction(0)

    def back(self, u: Fraction) -> Fraction:
        """Return the value of the variable."""
        return u if self.direction == 0 else self.start + self.direction * u / (1 - u)

    def forth(self, x: Fraction) -> Fraction:
        """Return the coordinate of a value of the variable."""
        distance = self.direction * (x - self.start)
        return x if self.direction == 0 else distance / (1 + distance)

    def simple(self, low: Fraction, high: Fraction) -> list[Fraction]:
        """Return coordinates between two others whose values are small numbers."""
        if low == high:
            return [low]
        if self.direction == 0:
            return simple_between(low, high)
        near = self.back(low)
        # What lies without end beyond a value is looked at up to a value as far again.
        far = near + self.direction * (abs(near) + 2) if high == 1 else self.back(high)
        return [self.forth(x) for x in simple_between(min(near, far), max(near, far))]


def suitable(question: Question) -> bool:
    """Whether a question without quantifiers has at most two variables that occur, of moderate degree."""
    used = {g for sign in atoms(question.formula) for g in sign.polynomial.generators}
    highest = max((sum(e) for sign in atoms(question.formula) for e, _ in sign.polynomial.terms), default=0)
    return len(used) <= 2 and highest <= DEGREE and not question.prefix


def planar(question: Question, clock: Clock) -> Found | None:
    """Decide a question without quantifiers in at most two variables; None when this is beyond the limits."""
    used = {g for sign in atoms(question.formula) for g in sign.polynomial.generators}
    variables = [v for v in question.ring.generators if v in used]
    if len(variables) > 2:
        return None
    if any(is_empty(known) for known in question.box.values()):
        return Found("no")
    missing = [sympy.Dummy(real=True) for _ in range(2 - len(variables))]
    choices = [_axes(v, question.box.get(v)) for v in variables]
    choices += [[Axis(v, Fraction(0), Fraction(1))] for v in missing]
    found = Found("no")
    try:
        for axes in itertools.product(*choices):
            part = _quarter(question, (axes[0], axes[1]), clock)
            if part.status == "yes" and part.point is not None:
                return part
            found = part if part.status == "yes" else found
    except LimitError:
        return None
    return found


def _axes(variable: sympy.Symbol, known: Range | None) -> list[Axis]:
    low, high = (None, None) if known is None else (known.lower, known.upper)
    if low is not None and high is not None:
        # A box has an inside; the bounds themselves stand in the formula.
        return [Axis(variable, low, high if low < high else high + 1)]
    unit = Fraction(0), Fraction(1)
    if low is None and high is None:
        return [Axis(variable, *unit, 1), Axis(variable, *unit, -1)]
    return [Axis(variable, *unit, 1, low)] if low is not None else [Axis(variable, *unit, -1, Fraction(high or 0))]


def _quarter(question: Question, axes: tuple[Axis, Axis], clock: Clock) -> Found:
    """Decide a question on one product of two intervals."""
    ring = Ring((*question.ring.generators, *(a.variable for a in axes if a.variable not in question.ring.position)))
    bounds = [b for a in axes if a.variable in question.box for b in _bounds(question, a.variable)]
    formula = all_of(question.formula, *bounds)
    for axis in axes:
        if axis.direction:
            formula = transform(formula, _projected(axis))
    seconds = max(clock.left // 10**9, 1)
    limits = Limits(terms=400, degree=DEGREE, curves=60, seconds=seconds)
    wide = transform(formula, lambda sign: Sign(_lifted(sign.polynomial, ring), sign.relation))
    opened = [sign for a in axes if a.direction for sign in bounds_of_variable(ring, a.variable, _OPEN)]
    box = Box(axes[0].low, axes[0].high, axes[1].low, axes[1].high)
    whole, names = all_of(wide, *opened), (axes[0].variable, axes[1].variable)
    cells = decompose([("yes", whole)], TRUE, names, box, limits=limits)

    def point(u: Fraction, w: Fraction) -> dict[sympy.Symbol, Fraction] | None:
        if any(a.direction and t == 1 for a, t in zip(axes, (u, w), strict=True)):
            return None
        values = {a.variable: a.back(t) for a, t in zip(axes, (u, w), strict=True)}
        own = filled(question, values)
        return own if solves(question, own) else None

    for patch in cells.patches:
        if patch.regimes and (found := point(*patch.sample)) is not None:
            return Found("yes", found)
    thin = [sliver for sliver in cells.slivers if sliver.regimes]
    for sliver in thin:
        for u, w in _rational_points(sliver, cells, whole, axes):
            if (found := point(u, w)) is not None:
                return Found("yes", found)
    return Found("yes") if thin else Found("no")


_OPEN = Range(None, Fraction(1), open_upper=True)


def _bounds(question: Question, variable: sympy.Symbol) -> list[Formula]:
    return bounds_of_variable(question.ring, variable, question.box[variable])


def _lifted(polynomial: Polynomial, ring: Ring) -> Polynomial:
    more = (0,) * (len(ring.generators) - len(polynomial.ring.generators))
    return Polynomial(ring, tuple(((*e, *more), c) for e, c in polynomial.terms))


def _projected(axis: Axis) -> Callable[[Sign], Formula]:
    """Return what writes a comparison in u, multiplied by a power of 1 − u, which is positive."""

    def on_sign(sign: Sign) -> Formula:
        ring = sign.polynomial.ring
        i = ring.position[axis.variable]
        degree = max(e[i] for e, _ in sign.polynomial.terms)
        terms: dict[tuple[int, ...], Fraction] = {}
        for e, c in sign.polynomial.terms:
            for k, factor in enumerate(_powers(axis, e[i], degree)):
                key = (*e[:i], k, *e[i + 1 :])
                terms[key] = terms.get(key, Fraction(0)) + c * factor
        element = ring.context.from_dict({e: rational(c) for e, c in terms.items() if c})
        return Sign.among(Polynomial.from_flint(ring, element), sign.signs)

    return on_sign


def _powers(axis: Axis, power: int, degree: int) -> list[Fraction]:
    """Return the coefficients of (start·(1 − u) + direction·u)^power (1 − u)^(degree − power)."""
    slope = axis.direction - axis.start
    first = [comb(power, k) * axis.start ** (power - k) * slope**k for k in range(power + 1)]
    second = [Fraction((-1) ** k * comb(degree - power, k)) for k in range(degree - power + 1)]
    product = [Fraction(0)] * (degree + 1)
    for (j, a), (k, b) in itertools.product(enumerate(first), enumerate(second)):
        product[j + k] += a * b
    return product


def _rational_points(
    sliver: Any, cells: Any, formula: Formula, axes: tuple[Axis, Axis]
) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield rational points that may lie in a thin set: its own ends, and where lines of simple numbers meet it."""
    width = min(cells.box.x1 - cells.box.x0, cells.box.y1 - cells.box.y0) / 2**20
    if sliver.at is not None:
        x, y = cells.cells.walls[sliver.at[0]].x, cells.cells.exact_ordinate(sliver.at)
        if x.is_rational and y.is_rational:
            yield x.lower, y.lower
        return
    path = sliver.path(width)
    for k, other in ((0, 1), (1, 0)):
        for value in axes[k].simple(min(p[k] for p in path), max(p[k] for p in path)):
            line = fixed(formula, {axes[k].variable: value})
            for root in _rational_roots(line, axes[other].variable):
                yield (value, root) if k == 0 else (root, value)


def simple_between(low: Fraction, high: Fraction) -> list[Fraction]:
    """Return the smallest numbers between two others, small denominators first."""
    near = min(max(Fraction(0), low), high)
    found = {Fraction(near.numerator * d // near.denominator + n, d) for d in range(1, LINES + 1) for n in range(-5, 7)}
    inside = sorted((v for v in found if low <= v <= high), key=lambda v: (v.denominator, abs(v)))
    return inside[:LINES] or [simplest_between(low, high)]


def _rational_roots(formula: Formula, variable: sympy.Symbol) -> Iterator[Fraction]:
    if formula == FALSE:
        return
    seen: set[Fraction] = set()
    for sign in atoms(formula):
        for factor, _ in sign.polynomial.factors()[1]:
            parts: Mapping[int, Fraction] = {e[factor.ring.position[variable]]: c for e, c in factor.terms}
            if max(parts) == 1 and factor.generators == (variable,):
                root = -parts.get(0, Fraction(0)) / parts[1]
                if root not in seen:
                    seen.add(root)
                    yield root
