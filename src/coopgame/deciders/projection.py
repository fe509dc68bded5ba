"""Projection: quantifiers over variables that occur linearly, eliminated from conjunctions without new disjunctions.

Fourier's and Motzkin's elimination, with coefficients that are polynomials: where the sign of a coefficient is known,
from the box or from the conjunction itself, a comparison bounds the variable from one side, and every lower bound must
lie below every upper one.  Where it is not known the three signs are cases of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from coopgame.conditions.formulas import ANY_SIGN
from coopgame.conditions.linear import contradictory
from coopgame.deciders.clock import Clock, SpentError
from coopgame.deciders.questions import bounds_of_variable
from coopgame.deciders.refining import split_products, substituted
from coopgame.deciders.virtual import split

Box = Mapping[sympy.Symbol, Range]
NEGATIVE, ZERO, POSITIVE = frozenset({-1}), frozenset({0}), frozenset({1})
#: The largest number of conjunctions, and of comparisons in one.
CASES, LENGTH = 400, 60
#: How often cases may be split again.
DEPTH = 40


class Projection:
    """Projects conjunctions of comparisons of one ring along variables; bounds of other variables are the box."""

    def __init__(self, ring: Ring, box: Box, clock: Clock) -> None:
        self.ring, self.box, self.clock = ring, dict(box), clock
        #: Results of conjunctions that are done, each as its comparisons.
        self._done: list[list[Sign]] = []

    def of(self, formula: Formula, variables: Sequence[sympy.Symbol]) -> Formula:
        """Return where some values of the variables make the formula hold."""
        left = [v for v in variables if v in self.ring.position]
        found: list[Formula] = []
        for case in self._cases(split(formula)):
            found.append(self._without(case, left))
            if found[-1] == TRUE:
                return TRUE
        return simplify(any_of(*found), self.box)

    def _cases(self, formula: Formula, known: tuple[Sign, ...] = ()) -> list[Formula]:
        """Return conjunctions of which some holds where a formula holds; those that contradict themselves are gone."""
        self.clock.step()
        formula = propagate(formula)
        if formula == FALSE or isinstance(formula, Sign):
            return [] if formula == FALSE else [formula]
        signs = [part for part in _parts(formula) if isinstance(part, Sign)]
        if isinstance(formula, All) and signs and contradictory([*known, *signs], self.box):
            return []
        choice = next((part for part in _parts(formula) if isinstance(part, AnyOf)), None)
        if choice is None:
            return [formula]
        rest = [part for part in _parts(formula) if part is not choice]
        found: list[Formula] = []
        for part in choice.parts:
            found += self._cases(split(all_of(*rest, part)))
            if len(found) > CASES:
                raise SpentError
        return found

    def _without(self, formula: Formula, variables: Sequence[sympy.Symbol], depth: int = 0) -> Formula:
        """Return one conjunction without the variables."""
        if depth > DEPTH:
            raise SpentError
        left, current = list(variables), formula
        while True:
            self.clock.step()
            current = self._refined(simplify(current, self.box), left)
            if isinstance(current, AnyOf) or any(isinstance(part, AnyOf) for part in _parts(current)):
                return any_of(*(self._without(part, left, depth + 1) for part in self._cases(split(current))))
            signs = [part for part in _parts(current) if isinstance(part, Sign)]
            if len(signs) > LENGTH:
                raise SpentError
            if self._covered(signs):
                return FALSE
            left = [v for v in left if any(_degree(s.polynomial, self.ring.position[v]) for s in signs)]
            if not left:
                self._done.append(signs)
                return current
            prices = {v: self._price(signs, v) for v in left}
            best = min(left, key=lambda v: (prices[v], str(v)))
            if prices[best] is NEVER:
                raise SpentError
            current = self._step(signs, best)

    def _refined(self, formula: Formula, variables: Sequence[sympy.Symbol]) -> Formula:
        """Return a conjunction without products that bounds split, and with its equations put into the rest.

        Comparisons without variables that go are left alone.
        """
        if any(not isinstance(part, Sign) for part in _parts(formula)):
            return formula
        signs = [part for part in _parts(formula) if isinstance(part, Sign)]
        places = [self.ring.position[v] for v in variables]

        def easy(sign: Sign) -> Formula:
            inner = any(_degree(sign.polynomial, i) for i in places)
            return split_products(sign, lambda f: range_over(f, self.box)) if inner else sign

        easier = all_of(*map(easy, signs))
        if any(not isinstance(part, Sign) for part in _parts(easier)):
            return easier
        moved = all_of(*substituted([part for part in _parts(easier) if isinstance(part, Sign)]))
        return simplify(moved, self.box) if moved != formula else formula

    def _covered(self, signs: Sequence[Sign]) -> bool:
        """Whether a conjunction implies one that is done, so that it adds nothing."""
        given = [s for s in signs if s.relation != "!="]

        def implied(wanted: Sign) -> bool:
            cases = [Sign.among(wanted.polynomial, frozenset({s})) for s in ANY_SIGN - wanted.signs]
            return all(isinstance(c, Sign) and contradictory([*given, c], self.box) for c in cases)

        return any(all(map(implied, own)) for own in self._done)

    def _price(self, signs: Sequence[Sign], v: sympy.Symbol) -> tuple[int, int, int]:
        """Return how much it costs to project along a variable: unknown coefficients first, then new comparisons."""
        i, unknown, sides = self.ring.position[v], 0, {1: 0, -1: 0}
        terms = 0
        for sign in signs:
            degree = _degree(sign.polynomial, i)
            if degree > 1:
                return NEVER
            if degree:
                slope, _ = _linear(sign.polynomial, i)
                own = self._known(slope, signs)
                unknown += len(own) > 1
                terms += len(slope.terms)
                for s in own:
                    if s:
                        sides[s] += 1
        return unknown, sides[1] * sides[-1] - sides[1] - sides[-1], terms

    def _known(self, polynomial: Polynomial, signs: Sequence[Sign]) -> frozenset[int]:
        """Return the signs that a polynomial can have over the box where some comparisons hold."""
        possible = range_over(polynomial, self.box)
        flip, primitive = polynomial.primitive()
        for sign in signs:
            if sign.polynomial == primitive:
                possible &= frozenset(flip * s for s in sign.signs)
        if len(possible) < 2:
            return possible
        given = [s for s in signs if s.relation != "!="]
        return frozenset(
            s for s in possible if not contradictory([*given, *_literals(polynomial, frozenset({s}))], self.box)
        )

    def _step(self, signs: Sequence[Sign], v: sympy.Symbol) -> Formula:
        """Return a conjunction projected along one variable, or split by the sign of one coefficient."""
        i = self.ring.position[v]
        inner = [s for s in signs if _degree(s.polynomial, i)]
        for sign in inner:
            slope, _ = _linear(sign.polynomial, i)
            possible = self._known(slope, signs)
            if not possible:
                return FALSE
            if len(possible) > 1:
                return any_of(*(all_of(*_literals(slope, frozenset({s})), *signs) for s in sorted(possible)))
            if possible == ZERO:
                _, rest = _linear(sign.polynomial, i)
                flat = Sign.compare(rest, sign.relation)
                return all_of(flat, *_literals(slope, ZERO), *(s for s in signs if s is not sign))
            if sign.relation == "!=":
                sides = (Sign(sign.polynomial, relation) for relation in ("<", ">"))
                return any_of(*(all_of(side, *(s for s in signs if s is not sign)) for side in sides))
        # The box holds the bounds of v, so simplification has dropped them; here they are needed once.
        own = bounds_of_variable(self.ring, v, self.box[v]) if v in self.box else []
        bounds = [bound for bound in own if isinstance(bound, Sign)]
        return all_of(*(s for s in signs if s not in inner), *self._paired([*inner, *bounds], i, signs))

    def _paired(self, inner: Sequence[Sign], i: int, signs: Sequence[Sign]) -> list[Formula]:
        """Return that every lower bound lies below every upper one; an equation is both."""
        lower, upper = [], []
        # What is known of a coefficient may follow from comparisons that go, so it is written down.
        directions: list[Formula] = []
        for sign in inner:
            slope, rest = _linear(sign.polynomial, i)
            (s,) = self._known(slope, signs)
            directions += _literals(slope, frozenset({s}))
            # Read the comparison as one of slope·x + rest with a positive slope.
            slope, rest = (slope, rest) if s > 0 else (-slope, -rest)
            relation = frozenset(s * r for r in sign.signs)
            if 1 in relation or relation == ZERO:
                lower.append((slope, rest, 0 not in relation))
            if -1 in relation or relation == ZERO:
                upper.append((slope, rest, 0 not in relation))
        # A bound that is met by itself, as an equation is, says nothing, unless one of both is strict.
        pairs = [(a, b) for a in lower for b in upper if a[:2] != b[:2] or a[2] or b[2]]
        return [*directions, *(Sign.compare(_crossed(a, b), ">" if a[2] or b[2] else ">=") for a, b in pairs)]


NEVER = (10**9, 0, 0)


def _crossed(low: Any, high: Any) -> Polynomial:
    """Return what is not negative where the root of one linear comparison lies below that of another one."""
    slope, rest, _ = low
    other, end, _ = high
    return Polynomial.from_flint(slope.ring, rest.flint * other.flint - end.flint * slope.flint)


def _parts(formula: Formula) -> tuple[Formula, ...]:
    return formula.parts if isinstance(formula, All) else (formula,)


def _literals(polynomial: Polynomial, signs: frozenset[int]) -> list[Sign]:
    found = Sign.among(polynomial, signs)
    return [found] if isinstance(found, Sign) else []


def _degree(polynomial: Polynomial, i: int) -> int:
    return max((e[i] for e, _ in polynomial.terms), default=0)


def _linear(polynomial: Polynomial, i: int) -> tuple[Polynomial, Polynomial]:
    """Return slope and rest of a polynomial that is linear in a generator."""
    ring = polynomial.ring
    slope = tuple(((*e[:i], 0, *e[i + 1 :]), c) for e, c in polynomial.terms if e[i])
    rest = tuple((e, c) for e, c in polynomial.terms if not e[i])
    return Polynomial(ring, slope), Polynomial(ring, rest)


def project(formula: Formula, variables: Sequence[sympy.Symbol], box: Box, clock: Clock) -> Formula | None:
    """Return a formula without the variables, equivalent to: there are values of them at which it holds.

    Parameters
    ----------
    formula
        Comparisons of polynomials of one ring.
    variables
        Each occurs linearly at its turn.
    box
        Where variables lie.
    clock
        What it may cost.

    Returns
    -------
    Formula or None
        None where a variable occurs with a higher degree, or too many cases arise.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from coopgame.conditions import as_sympy, formula_of
    >>> x, a, b = sympy.symbols("x a b", real=True)
    >>> as_sympy(project(formula_of((x > a) & (x < b)), [x], {}, Clock(10**9, 100)))
    a < b
    """
    ring = next((sign.polynomial.ring for sign in atoms(formula)), None)
    if ring is None:
        return formula
    try:
        return Projection(ring, box, clock).of(formula, variables)
    except (SpentError, RecursionError):  # cases of cases without end are too many cases
        return None
