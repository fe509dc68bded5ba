"""Prime covers: the shortest conjunctions that imply a formula, and together are it, on the parameter space.

A conjunction is *prime* if no comparison can be dropped from it or widened; so none is implied by the others.  Whether
it still implies the formula is a question for exact arithmetic, not for a table of signs: the search splits the
disjunctions that are left and asks whether a conjunction is possible on the space.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import sympy

from coopgame.claims.publishing.factors import weight
from coopgame.conditions import FALSE, TRUE, All, AnyOf, Formula, Polynomial, Range, Sign, all_of, atoms, negate
from coopgame.conditions.formulas import ANY_SIGN
from coopgame.conditions.linear import contradictory
from coopgame.conditions.propagation import propagate

Box = Mapping[sympy.Expr, Range]
Point = Mapping[sympy.Expr, Fraction]
Known = dict[Polynomial, frozenset[int]]
Key = frozenset[tuple[Polynomial, frozenset[int]]]
#: Says whether comparisons hold together somewhere on a box; None: not known.
Possible = Callable[[Sequence[Sign], Box, Sequence[Point]], "bool | None"]
#: Sets of signs, the widest first.
WIDER = (ANY_SIGN, frozenset({0, 1}), frozenset({-1, 0}), frozenset({-1, 1}))
#: How often linear arithmetic may be asked in the search for one cover.
BUDGET = 3000
#: After so many questions about a space that nobody could answer no more are asked.
PATIENCE = 4


class TooLongError(Exception):
    """The search has used up its budget."""


class Search:
    """Exact answers about one parameter space, each asked once.

    Parameters
    ----------
    box, given
        The space: bounds, and comparisons of irreducible factors that hold on it.
    possible
        What decides conjunctions that linear arithmetic does not refute.
    samples
        Some points of the space: what holds at one of them need not be asked.

    Attributes
    ----------
    certain
        Whether every answer so far was known.
    """

    def __init__(self, box: Box, given: Formula, possible: Possible, samples: Sequence[Point] = ()) -> None:
        self.box, self.given, self.possible, self.samples = box, given, possible, tuple(samples)
        self.certain, self._left = True, BUDGET
        self._refuted: dict[Key, bool] = {}
        self._asked: dict[Key, bool] = {}
        self._open: set[Key] = set()
        self._unknown = 0
        self._signs: dict[Polynomial, Mapping[int, int]] = {}

    def start(self) -> None:
        """Begin a new search: with a full budget, and as long as nothing was left open."""
        self.certain, self._left = True, BUDGET

    def at_samples(self, polynomial: Polynomial) -> Mapping[int, int]:
        """Return for each sign the samples at which a polynomial has it, as the bits of a number."""
        if polynomial not in self._signs:
            masks = {-1: 0, 0: 0, 1: 0}
            for n, point in enumerate(self.samples):
                value = polynomial.at(point)
                masks[(value > 0) - (value < 0)] |= 1 << n
            self._signs[polynomial] = masks
        return self._signs[polynomial]

    def _holding(self, formula: Formula) -> int:
        """Return the samples at which a formula holds."""
        if isinstance(formula, Sign):
            masks = self.at_samples(formula.polynomial)
            return sum(masks[s] for s in formula.signs)
        every = isinstance(formula, All)
        found = (1 << len(self.samples)) - 1 if every else 0
        for part in formula.parts:
            found = found & self._holding(part) if every else found | self._holding(part)
        return found

    def satisfiable(self, formula: Formula) -> bool:
        """Whether a formula holds somewhere on the space, or is not known to hold nowhere."""
        return self._holding(formula) != 0 or self.branch(formula) is not None

    def branch(self, formula: Formula) -> Known | None:
        """Return signs of polynomials that make a formula true and occur together on the space, None if none do."""
        return self._branch(all_of(self.given, formula), {})

    def _branch(self, formula: Formula, known: Known) -> Known | None:
        formula = propagate(formula, known)
        if formula == FALSE:
            return None
        parts = formula.parts if isinstance(formula, All) else (formula,)
        known = dict(known)
        for part in parts:
            if isinstance(part, Sign):
                known[part.polynomial] = known.get(part.polynomial, ANY_SIGN) & part.signs
        if self._impossible(known):
            return None
        choices = [part for part in parts if isinstance(part, AnyOf)]
        if not choices:
            return known if self._somewhere(known) else None
        first = min(choices, key=lambda part: len(part.parts))
        rest = all_of(*(part for part in parts if part is not first))
        for case in first.parts:
            found = self._branch(all_of(case, rest), known)
            if found is not None:
                return found
        return None

    def _impossible(self, known: Known) -> bool:
        key = frozenset(known.items())
        if key not in self._refuted:
            self._left -= 1
            if self._left < 0:
                raise TooLongError
            self._refuted[key] = contradictory(comparisons(known), self.box)
        return self._refuted[key]

    def _somewhere(self, known: Known) -> bool:
        """Whether signs occur together; a sign that must only differ from 0 is split, as linear arithmetic needs it."""
        key = frozenset(known.items())
        if key not in self._asked:
            before, self.certain = self.certain, True
            self._asked[key] = self._decide(known)
            if not self.certain:
                self._open.add(key)
            self.certain = before
        self.certain = self.certain and key not in self._open
        return self._asked[key]

    def _decide(self, known: Known) -> bool:
        split = next((q for q, signs in known.items() if signs == {-1, 1}), None)
        if split is not None:
            cases = ({**known, split: frozenset({s})} for s in (1, -1))
            return any(not self._impossible(case) and self._somewhere(case) for case in cases)
        if self._holding(conjunction(known)) != 0:
            return True
        hopeless = self._unknown >= PATIENCE
        answer = None if hopeless else self.possible(comparisons(known), self.box, self.samples)
        self._unknown += answer is None
        self.certain = self.certain and answer is not None
        return answer is not False


def comparisons(known: Known) -> list[Sign]:
    """Return the comparisons that say which signs polynomials have."""
    found = (Sign.among(q, signs) for q, signs in known.items())
    return [sign for sign in found if isinstance(sign, Sign)]


def cover(formula: Formula, search: Search, *, generic: bool = False) -> tuple[tuple[Sign, ...], ...]:
    """Return prime conjunctions that together are equivalent to a formula on the space, none of them superfluous.

    Parameters
    ----------
    formula
        Over irreducible factors.
    search
        The space.
    generic
        Whether points at which a polynomial of the formula is zero do not count.

    Raises
    ------
    TooLongError
        The budget of the search is used up.
    """
    every = sorted({sign.polynomial for sign in atoms(formula)}, key=weight)
    nonzero = all_of(*(Sign.among(q, frozenset({-1, 1})) for q in every)) if generic else TRUE
    wrong, primes = all_of(nonzero, negate(formula)), list[Known]()
    while True:
        known = search.branch(all_of(nonzero, formula, *(negate(conjunction(prime)) for prime in primes)))
        if known is None:
            break
        start = {q: signs for q in every if (signs := known.get(q, ANY_SIGN)) != ANY_SIGN}
        primes.append(_prime(start, wrong, search, generic=generic))
    for prime in sorted(primes, key=lambda p: -len(p)):
        others = [other for other in primes if other is not prime]
        rest = (negate(conjunction(other)) for other in others)
        if not search.satisfiable(all_of(nonzero, conjunction(prime), *rest)):
            primes = others
    return tuple(sorted((tuple(atoms(conjunction(prime))) for prime in primes), key=_order))


def _order(signs: Sequence[Sign]) -> tuple[object, ...]:
    return len(signs), tuple((weight(s.polynomial), s.relation) for s in signs)


def conjunction(literals: Known) -> Formula:
    """Return the formula that says which signs polynomials have, in a fixed order."""
    return all_of(*(Sign.among(q, literals[q]) for q in sorted(literals, key=weight)))


def _prime(start: Known, wrong: Formula, search: Search, *, generic: bool) -> Known:
    """Drop comparisons, unwelcome ones first, or widen them, as long as what is left implies the formula."""
    literals = dict(start)

    def implies(changed: Known) -> bool:
        return not search.satisfiable(all_of(conjunction(changed), wrong))

    for q in sorted(start, key=weight, reverse=True):
        for signs in [ANY_SIGN] if generic else [s for s in WIDER if literals[q] < s]:
            changed = {k: own for k, own in literals.items() if k != q}
            if signs != ANY_SIGN:
                changed[q] = signs
            if implies(changed):
                literals = changed
                break
    if generic:
        return {q: signs - {0} for q, signs in literals.items()}
    narrowed = False
    for q in sorted(literals, key=weight):
        signs = _occurring(q, literals, search)
        narrowed |= signs != literals[q]
        literals[q] = signs
    for q in sorted(literals, key=weight, reverse=True) if narrowed else ():
        changed = {k: own for k, own in literals.items() if k != q}
        if implies(changed):
            literals = changed
    return literals


def _occurring(q: Polynomial, literals: Known, search: Search) -> frozenset[int]:
    """Return the signs that occur beside the other comparisons, so that "≤ 0" reads "= 0" where it comes to that."""
    signs = literals[q]
    if len(signs) == 1:
        return signs
    rest = conjunction({k: s for k, s in literals.items() if k != q})
    occurring = {s for s in sorted(signs) if search.satisfiable(all_of(rest, Sign.among(q, frozenset({s}))))}
    return frozenset(occurring) or signs
