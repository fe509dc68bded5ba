"""Conditions fit to print: without what is implied, factored, solved for a parameter, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from coopgame.claims.publishing.cover import Search, TooLongError, cover
from coopgame.claims.publishing.factors import Box, bounds_only, in_one_ring, over_factors, weight
from coopgame.claims.publishing.oracle import possible
from coopgame.claims.publishing.printed import condition_latex, condition_math, condition_text
from coopgame.claims.publishing.samples import samples_of
from coopgame.claims.publishing.solved import Solver, preferred, sorted_relations
from coopgame.claims.publishing.thresholds import Thresholds, thresholds_of
from coopgame.conditions import (
    TRUE,
    All,
    Formula,
    Polynomial,
    Ring,
    Sign,
    all_of,
    any_of,
    as_sympy,
    atoms,
    range_over,
    simplify,
)
from coopgame.errors import UnsupportedError
from coopgame.frozen import FrozenMap
from coopgame.notebook import paragraph

Cases = tuple[tuple[Relational, ...], ...]


@dataclass(frozen=True, repr=False)
class PublishedCondition:
    """A condition fit to print: alternatives, each a conjunction of comparisons none of which the others imply.

    Attributes
    ----------
    cases
        The alternatives; none: the condition holds nowhere.  Names of thresholds stand for their definitions.
    formula
        The same as a sign tree, without names of thresholds.
    thresholds
        The definitions of the names that occur.
    exact
        Whether it was decided exactly that nothing can be dropped.
    """

    cases: Cases
    formula: Formula
    thresholds: Thresholds
    exact: bool

    @property
    def condition(self) -> Boolean:
        """The condition in the parameters alone, equivalent on the space."""
        values = dict(self.thresholds)
        return sympy.Or(*(sympy.And(*(r.subs(values) for r in case)) for case in self.cases))

    @property
    def comparisons(self) -> tuple[Relational, ...]:
        """Every comparison, in the order in which it is printed."""
        return tuple(relation for case in self.cases for relation in case)

    def to_latex(self) -> str:
        """Return the condition as it stands in running text, every comparison in math mode."""
        return condition_latex(self.cases)

    def to_math(self) -> str:
        """Return the condition as one formula of LaTeX, without dollar signs."""
        return condition_math(self.cases)

    def __str__(self) -> str:
        return condition_text(self.cases)

    def __repr__(self) -> str:
        tail = "" if self.exact else ", not known to be minimal"
        return f"PublishedCondition({self}{tail})"

    def _repr_html_(self) -> str:
        return paragraph(str(self))

    def _repr_latex_(self) -> str:
        return self.to_latex()


def published(
    formula: Formula,
    box: Box,
    given: Formula = TRUE,
    *,
    solve_for: Iterable[sympy.Symbol] = (),
    thresholds: Mapping[Any, Any] | None = None,
    generic: bool = False,
) -> PublishedCondition:
    """Return a condition in the form in which one would print it.

    Comparisons that the others and the space imply are gone, factors of one sign are divided out, each comparison is
    solved for a parameter where it is linear in it, and the order does not depend on the order of the input.

    Parameters
    ----------
    formula
        Any formula; quotients, minima, maxima and square roots are resolved.
    box
        A range for each parameter; one that is missing ranges over the whole line.
    given
        What is known to hold on the space besides.
    solve_for
        Parameters that shall stand on the left, most wanted first; by default those that occur alone most often.
    thresholds
        Names for parts of right sides, ``{"P^*": "delta*V + k_K"}``; used where they make a comparison shorter.
    generic
        Whether points at which two sides are equal do not count: the open form, without ties.

    Raises
    ------
    InputError
        A threshold is not well formed.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from coopgame.conditions import Range, formula_of
    >>> p, b, V = sympy.symbols("p b V", real=True)
    >>> space = {V: Range(Fraction(0), None, True), p: Range(Fraction(0), None)}
    >>> published(formula_of((V * p <= V * b) & (p - 1 <= b)), space)
    PublishedCondition(b >= p)
    """
    return Publisher(box, given).published(formula, solve_for=solve_for, thresholds=thresholds, generic=generic)


class Publisher:
    """:func:`published` for several conditions on one space: what is asked for one of them is known for the others.

    Parameters
    ----------
    box, given
        The space.
    """

    def __init__(self, box: Box, given: Formula = TRUE) -> None:
        self.box, self.given = box, given
        self._searches: dict[Ring, Search] = {}
        self._possible: dict[Polynomial, frozenset[int]] = {}
        self._written: dict[tuple[Any, ...], dict[sympy.Expr, sympy.Expr]] = {}

    def published(
        self,
        formula: Formula,
        *,
        solve_for: Iterable[sympy.Symbol] = (),
        thresholds: Mapping[Any, Any] | None = None,
        generic: bool = False,
    ) -> PublishedCondition:
        """Return a condition in the form in which one would print it."""
        asked = tuple(solve_for)
        used = (g for sign in atoms(formula) for g in sign.polynomial.generators)
        named = thresholds_of(thresholds or {}, tuple(sorted({str(s) for s in (*self.box, *used)})))
        try:
            whole, known = in_one_ring([formula, self.given], [s for s in self.box if isinstance(s, sympy.Symbol)])
        except UnsupportedError:
            return _as_it_is(formula)
        search = self._search(whole, known)
        search.start()
        signs_of = partial(self._signs_of, search)
        try:
            found = cover(ordered(over_factors(whole, signs_of)), search, generic=generic)
        except TooLongError:
            given_signs = known.parts if isinstance(known, All) else (known,)
            return _as_it_is(simplify(whole, self.box, [part for part in given_signs if isinstance(part, Sign)]))
        exact = search.certain
        search.start()
        wanted = asked or preferred({sign.polynomial for case in found for sign in case})
        together, written = bool(asked) or len(wanted) < 3, self._written.setdefault(tuple(named.items()), {})
        solver = Solver(wanted, together, signs_of, named, written)
        cases = tuple(sorted((sorted_relations(case, solver) for case in found), key=solver.place_of_case))
        symbols = {s for case in cases for relation in case for s in relation.free_symbols}
        own = FrozenMap({s: e for s, e in named.items() if s in symbols})
        return PublishedCondition(cases, any_of(*(all_of(*case) for case in found)), own, exact)

    def _search(self, whole: Formula, known: Formula) -> Search:
        """Return the search over the ring of a formula, which all formulas in it share."""
        rings = (sign.polynomial.ring for part in (whole, known) for sign in atoms(part))
        ring = next(rings, Ring(()))
        if ring not in self._searches:
            samples = samples_of([*self.box, *ring.generators], known, self.box)
            self._searches[ring] = Search(self.box, over_factors(known, bounds_only(self.box)), possible, samples)
        return self._searches[ring]

    def _signs_of(self, search: Search, factor: Polynomial) -> frozenset[int]:
        """Return the signs that a factor takes on the space."""
        if factor not in self._possible:
            candidates = sorted(range_over(factor, self.box))
            try:
                signs = [s for s in candidates if search.satisfiable(Sign.among(factor, frozenset({s})))]
            except TooLongError:
                signs = candidates
            self._possible[factor] = frozenset(signs)
        return self._possible[factor]


def _as_it_is(formula: Formula) -> PublishedCondition:
    """Return a condition that could not be minimised, alternatives multiplied out as far as they stand."""
    boolean = as_sympy(formula)
    cases = tuple(_conjuncts(case) for case in (boolean.args if isinstance(boolean, sympy.Or) else (boolean,)))
    return PublishedCondition(cases if boolean != sympy.false else (), formula, FrozenMap(), exact=False)


def _conjuncts(boolean: Boolean) -> tuple[Any, ...]:
    if boolean == sympy.true:
        return ()
    return tuple(sorted(boolean.args, key=str)) if isinstance(boolean, sympy.And) else (boolean,)


def ordered(formula: Formula) -> Formula:
    """Return the formula with its parts in an order that does not depend on the order in which they came."""
    if isinstance(formula, Sign):
        return formula
    parts = sorted((ordered(part) for part in formula.parts), key=_key)
    return all_of(*parts) if isinstance(formula, All) else any_of(*parts)


def _key(formula: Formula) -> tuple[object, ...]:
    parts = [(weight(sign.polynomial), sign.relation) for sign in atoms(formula)]
    return len(parts), parts
