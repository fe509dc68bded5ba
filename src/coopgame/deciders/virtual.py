"""Virtual substitution: quantifiers over variables that occur with degree one or two, eliminated exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sympy

from coopgame.conditions import (
    FALSE,
    TRUE,
    All,
    AnyOf,
    Formula,
    Polynomial,
    Range,
    Ring,
    Sign,
    all_of,
    any_of,
    atoms,
    propagate,
    range_over,
    simplify,
)
from coopgame.conditions.formulas import transform
from coopgame.conditions.roots import ZERO
from coopgame.deciders.clock import Clock, SpentError
from coopgame.deciders.powers import exponent, keeps_powers, lowered
from coopgame.deciders.questions import bounds_of_variable, is_empty
from coopgame.deciders.substitution import At, TooLongError, comparing
from coopgame.deciders.test_points import (
    BOTH,
    STARTS,
    Infinity,
    Root,
    TestPoint,
    TooHighError,
    coefficients,
    degree_in,
    mirrored,
    roots_of,
)

Box = Mapping[sympy.Symbol, Range]
#: The largest number of comparisons of a formula on the way, and of one that is simplified thoroughly.
ATOMS, THOROUGH = 3000, 30


class Eliminator:
    """Eliminates variables of one ring over one box."""

    def __init__(self, ring: Ring, box: Box, clock: Clock) -> None:
        self.ring, self.box, self.clock = ring, dict(box), clock
        self.possible = lru_cache(maxsize=50_000)(lambda polynomial: range_over(polynomial, self.box))
        self.among = comparing(ring, self.possible)

    def bounded(self, formula: Formula, variables: Sequence[sympy.Symbol]) -> Formula:
        """Return a formula with the bounds of variables written out; then these are no longer in the box."""
        bounds = [sign for v in variables if v in self.box for sign in bounds_of_variable(self.ring, v, self.box[v])]
        return all_of(formula, *bounds)

    def all_gone(self, formula: Formula, variables: Sequence[sympy.Symbol]) -> Formula:
        """Return a formula without the variables, equivalent to: there are values of them at which it holds."""
        current = self.tidy(split(formula))
        left = [v for v in variables if v in self.ring.position]
        if not left:
            return current
        stopped: Exception = SpentError()
        for v in self.ranked(current, left):
            try:
                return self.all_gone(self.gone(self.bounded(current, [v]), v), [w for w in left if w != v])
            except (TooHighError, TooLongError) as error:
                # Another variable first may keep degrees low.
                stopped = error
        raise stopped

    def holds_somewhere(self, formula: Formula, variables: Sequence[sympy.Symbol]) -> bool:
        """Whether there are values of all variables at which a formula holds: test point after test point."""
        self.clock.step()
        formula = self.tidy(split(formula))
        if isinstance(formula, AnyOf):
            return any(self.holds_somewhere(part, variables) for part in formula.parts)
        if formula == TRUE:
            return True
        occurring = {g for sign in atoms(formula) for g in sign.polynomial.generators}
        v, *rest = self.ranked(formula, [v for v in variables if v in occurring])
        return any(self.holds_somewhere(case, rest) for case in self.cases(self.bounded(formula, [v]), v))

    def ranked(self, formula: Formula, variables: Sequence[sympy.Symbol]) -> list[sympy.Symbol]:
        """Return variables, the one whose elimination is cheapest first."""
        return sorted(variables, key=lambda v: (self._price(formula, v), str(v)))

    def _price(self, formula: Formula, variable: sympy.Symbol) -> tuple[int, int]:
        """Return how many degrees are too high, and about how long what comes out is."""
        i = self.ring.position[variable]
        signs = list(dict.fromkeys(atoms(formula)))
        g = max(exponent(signs, i), 1) if keeps_powers(self.box.get(variable)) else 1
        high, total = 0, 0
        for sign in signs:
            for f, _ in sign.polynomial.factors()[1]:
                exponents = [e[i] // g for e, _ in f.terms]
                degree = max(exponents)
                high += max(degree - 2, 0)
                total += (0, 1, 4)[min(degree, 2)] * len(exponents)
        return high, total

    def gone(self, formula: Formula, variable: sympy.Symbol) -> Formula:
        """Return a formula without one variable, equivalent to: there is a value of it at which it holds."""
        found: list[Formula] = []
        for case in self.cases(formula, variable):
            tidy = self.tidy(case)
            if tidy == TRUE:
                return TRUE
            found.append(tidy)
            if sum(1 for part in found for _ in atoms(part)) > ATOMS:
                raise SpentError
        return any_of(*found)

    def cases(self, formula: Formula, variable: sympy.Symbol) -> Iterator[Formula]:
        """Yield formulas without a variable of which some holds iff the formula holds for some value of it."""
        i = self.ring.position[variable]
        if isinstance(formula, AnyOf):
            for part in formula.parts:
                yield from self.cases(part, variable)
            return
        parts = formula.parts if isinstance(formula, All) else (formula,)
        outer = all_of(*(part for part in parts if not _contains(part, i)))
        inner = lowered([part for part in parts if _contains(part, i)], i)
        if not inner:
            yield outer
            return
        equation = self._equation(inner, i)
        found = self._by_points(all_of(*inner), i) if equation is None else self._by_equation(inner, equation, variable)
        for case in found:
            yield all_of(outer, case)

    def _equation(self, parts: Sequence[Formula], i: int) -> Sign | None:
        signs = [part for part in parts if isinstance(part, Sign) and part.relation == "="]
        equations = [sign for sign in signs if degree_in(sign.polynomial.flint, i) < 3]
        return min(equations, key=lambda p: (degree_in(p.polynomial.flint, i), len(p.polynomial.terms)), default=None)

    def _by_equation(self, parts: Sequence[Formula], equation: Sign, variable: sympy.Symbol) -> Iterator[Formula]:
        """Yield the formula at the roots of one of its equations, and where this is none for the variable."""
        i = self.ring.position[variable]
        rest = [part for part in parts if part is not equation]
        element = equation.polynomial.flint
        for point in roots_of(element, i, BOTH, False, self.among):
            yield from self._at(point, all_of(*rest), i)
        flat = all_of(*(self.among(c, ZERO) for c in coefficients(element, i).values()))
        if flat != FALSE:
            for case in self.cases(all_of(*rest), variable):
                yield all_of(flat, case)

    def _by_points(self, formula: Formula, i: int) -> Iterator[Formula]:
        options = [(formula, self._points(formula, i))]
        turned = mirrored(formula, self.ring, i, transform)
        options.append((turned, self._points(turned, i)))
        chosen, points = min(options, key=lambda option: len(option[1]))
        for point in points:
            yield from self._at(point, chosen, i)

    def _at(self, point: TestPoint, formula: Formula, i: int) -> Iterator[Formula]:
        self.clock.step()
        guard = propagate(point.guard)
        if guard != FALSE:
            yield all_of(guard, At(self.ring, i, point, self.among)(formula))

    def _points(self, formula: Formula, i: int) -> list[TestPoint]:
        found: dict[Any, TestPoint] = {}
        for sign in dict.fromkeys(atoms(formula)):
            own = [f.flint for f, _ in sign.polynomial.factors()[1] if degree_in(f.flint, i)]
            single = len(own) == 1 and sign.polynomial.factors()[1] == ((sign.polynomial, 1),)
            crossings, after = STARTS[sign.relation]
            for factor in own:
                for point in roots_of(factor, i, crossings if single else BOTH, after, self.among):
                    if point.guard != FALSE:
                        found.setdefault(_key(point), point)
        return [Infinity(), *found.values()]

    def tidy(self, formula: Formula) -> Formula:
        """Return an equivalent formula, simplified thoroughly while it is short."""
        self.clock.step()
        count = sum(1 for _ in atoms(formula))
        if count > ATOMS:
            raise SpentError
        formula = propagate(self.decided(formula))
        return simplify(formula, self.box) if 1 < sum(1 for _ in atoms(formula)) <= THOROUGH else formula

    def decided(self, formula: Formula) -> Formula:
        """Return a formula with comparisons decided that have one value over the box."""
        return transform(formula, lambda sign: self.among(sign.polynomial.flint, sign.signs))


def _key(point: Root) -> tuple[Any, ...]:
    parts = (point.first, point.second, point.radicand, point.denominator)
    return (*(tuple(sorted(part.to_dict().items())) for part in parts), point.guard, point.after)


def _contains(formula: Formula, i: int) -> bool:
    return any(e[i] for sign in atoms(formula) for e, _ in sign.polynomial.terms)


def split(formula: Formula) -> Formula:
    """Return a formula whose equations have one irreducible factor each, and no factor occurs twice in a product."""
    return transform(formula, _split)


def _split(sign: Sign) -> Formula:
    constant, factors = sign.polynomial.factors()
    if len(factors) == 1 and factors[0][1] == 1:
        return sign
    if sign.relation in {"=", "!="}:
        parts = (Sign.compare(f, sign.relation) for f, _ in factors)
        return any_of(*parts) if sign.relation == "=" else all_of(*parts)
    context = sign.polynomial.ring.context
    odd, even = context.constant(constant), [f for f, multiplicity in factors if multiplicity % 2 == 0]
    for f, multiplicity in factors:
        odd = odd * f.flint if multiplicity % 2 else odd
    core = Sign.among(Polynomial.from_flint(sign.polynomial.ring, odd), sign.signs)
    if 0 in sign.signs:
        return any_of(core, *(Sign.compare(f, "=") for f in even))
    return all_of(core, *(Sign.compare(f, "!=") for f in even))


def eliminate(formula: Formula, variables: Sequence[sympy.Symbol], box: Box, clock: Clock) -> Formula | None:
    """Return a formula without the variables, None if this method or the budget does not reach."""
    ring = next((sign.polynomial.ring for sign in atoms(formula)), None)
    if ring is None:
        return formula
    try:
        return Eliminator(ring, box, clock).all_gone(formula, variables)
    except (SpentError, TooHighError, TooLongError):
        return None


def somewhere(formula: Formula, ring: Ring, box: Box, clock: Clock) -> bool | None:
    """Whether a formula holds at some point of a box, None if this method or the budget does not reach."""
    if any(is_empty(known) for known in box.values()):
        return False
    try:
        return Eliminator(ring, box, clock).holds_somewhere(formula, list(ring.generators))
    except (SpentError, TooHighError, TooLongError):
        return None
