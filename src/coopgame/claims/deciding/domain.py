"""Over what the parameters of statements range."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.claims.outcomes import relation_formula
from coopgame.conditions import Elimination, Formula, Range, Ring, all_of, atoms, simplify
from coopgame.deciders import eliminate
from coopgame.deciders.rings import moved
from coopgame.equilibria.concept import defined
from coopgame.equilibria.solve import ranges_of
from coopgame.errors import StatementError, UnsupportedError, did_you_mean
from coopgame.models import Model
from coopgame.parameters import ParameterSpace


@dataclass(frozen=True)
class Domain:
    """The space of all parameters that a question is about, and what is taken for granted.

    Attributes
    ----------
    space
        Bounds and side conditions of every parameter.
    models
        The models; where their games are undefined is outside.
    given
        Further conditions.
    """

    space: ParameterSpace
    models: tuple[Model, ...]
    given: tuple[Boolean, ...] = ()

    @classmethod
    def of(cls, models: Iterable[Model], space: ParameterSpace | None, given: Iterable[Boolean]) -> Domain:
        """Return the domain of some models, or of a space that is given instead of theirs."""
        own = tuple(models)
        return cls(joint_space(own) if space is None else _completed(space, own), own, tuple(given))

    def check(self, symbols: Collection[sympy.Symbol], words: str) -> None:
        """Raise StatementError if a parameter has no bounds."""
        for s in sorted(symbols, key=str):
            if s not in self.space.bounds:
                known = [name for name in self.space.names if name != s.name]
                raise StatementError(
                    f"{words} uses {s}, which is no parameter of a model or space here.{did_you_mean(s.name, known)}"
                )

    @cached_property
    def conditions(self) -> tuple[tuple[frozenset[sympy.Symbol], Formula], ...]:
        """Side conditions with the parameters that each is about; bounds are apart."""
        found = [(frozenset(c.free_symbols), relation_formula(c)) for c in (*self.space.where, *self.given)]
        return tuple(pair for pair in (*found, *self.definedness) if pair[0])

    @cached_property
    def definedness(self) -> tuple[tuple[frozenset[sympy.Symbol], Formula], ...]:
        """Where the games are defined, as far as their bounds do not say so, with the parameters that it is about."""
        found = []
        for model in self.models:
            formula = simplify(Elimination()(defined(model.game)), ranges_of(self.space))
            found.append((frozenset(s for sign in atoms(formula) for s in sign.polynomial.generators), formula))
        return tuple(found)

    def of_model(self, model: Model) -> Formula:
        """Return where a point lies in the space of a model and its game is defined."""
        named = {*model.game.parameters}.union(*(c.free_symbols for c in model.space.where))
        bounds = {s: i for s, i in model.space.bounds.items() if s in named}
        own = all_of(*(relation_formula(c) for c in (*bounds_of(bounds), *model.space.where)))
        return all_of(own, Elimination()(defined(model.game)))

    def sides(self, scope: frozenset[sympy.Symbol]) -> tuple[tuple[frozenset[sympy.Symbol], Formula], ...]:
        """Return the side conditions on the parameters in scope: the others have some admissible values.

        Raises
        ------
        UnsupportedError
            What other parameters demand of those in scope cannot be found.
        """
        if scope not in self._sides:
            across = [pair for pair in self.conditions if not pair[0] <= scope]
            inside = [pair for pair in self.conditions if pair[0] <= scope]
            self._sides[scope] = (*inside, *([self._shadow(across, scope)] if across else []))
        return self._sides[scope]

    @cached_property
    def _sides(self) -> dict[frozenset[sympy.Symbol], tuple[tuple[frozenset[sympy.Symbol], Formula], ...]]:
        return {}

    def _shadow(
        self, across: Collection[tuple[frozenset[sympy.Symbol], Formula]], scope: frozenset[sympy.Symbol]
    ) -> tuple[frozenset[sympy.Symbol], Formula]:
        """Return what conditions demand of the parameters in scope."""
        symbols = sorted({s for own, _ in across for s in own}, key=str)
        ring, others = Ring(tuple(symbols)), [s for s in symbols if s not in scope]
        whole = all_of(*(moved(formula, ring) for _, formula in across))
        found = eliminate(whole, others, self.box_of(symbols))
        if found is None:
            names = ", ".join(s.name for s in others)
            raise UnsupportedError(
                f"What the side conditions on {names} mean for the other parameters cannot be found; give {names} "
                "values with model.at(…), or a space without them."
            )
        return frozenset(g for sign in atoms(found) for g in sign.polynomial.generators), found

    def of_symbols(self, symbols: Collection[sympy.Symbol], scope: frozenset[sympy.Symbol]) -> Formula:
        """Return the bounds of some parameters, and the side conditions in scope in which one of them occurs."""
        bounds = {s: i for s, i in self.space.bounds.items() if s in symbols}
        sides = [formula for own, formula in self.sides(scope) if own & set(symbols)]
        return all_of(*(relation_formula(c) for c in bounds_of(bounds)), *sides)

    def of_variables(
        self, variables: Mapping[sympy.Symbol, sympy.Interval | None], scope: frozenset[sympy.Symbol]
    ) -> Formula:
        """Return over what the variables of a quantifier range, where they and others are in scope."""
        own = all_of(*(relation_formula(c) for c in bounds_of({s: i for s, i in variables.items() if i is not None})))
        return all_of(own, self.of_symbols([s for s, i in variables.items() if i is None], scope))

    def of_free(self, scope: frozenset[sympy.Symbol]) -> Formula:
        """Return the side conditions on parameters in scope."""
        return all_of(*(formula for _, formula in self.sides(scope)))

    def box_of(
        self, symbols: Iterable[Any], new: Mapping[sympy.Symbol, sympy.Interval | None] | None = None
    ) -> dict[sympy.Symbol, Range]:
        """Return the bounds of parameters, and of new variables, as a box."""
        fresh = {s: i for s, i in dict(new or {}).items() if i is not None}
        bounds = {s: self.space.bounds[s] for s in symbols if s in self.space.bounds and s not in fresh}
        return {**ranges_of(ParameterSpace(bounds)), **ranges_of(ParameterSpace(fresh))}


def bounds_of(bounds: Mapping[sympy.Symbol, sympy.Interval]) -> list[Boolean]:
    """Return finite bounds as comparisons.

    Examples
    --------
    >>> bounds_of({sympy.Symbol("x", real=True): sympy.Interval.Lopen(0, 1)})
    [x > 0, x <= 1]
    """
    found: list[Boolean] = []
    for s, i in bounds.items():
        if i.start.is_finite:
            found.append(sympy.Gt(s, i.start) if i.left_open else sympy.Ge(s, i.start))
        if i.end.is_finite:
            found.append(sympy.Lt(s, i.end) if i.right_open else sympy.Le(s, i.end))
    return found


def joint_space(models: Iterable[Model]) -> ParameterSpace:
    """Return the space of the parameters of several models; a parameter of two lies within the bounds of both.

    Raises
    ------
    StatementError
        The bounds of a parameter exclude each other.
    """
    bounds: dict[sympy.Symbol, sympy.Interval] = {}
    where: dict[Boolean, None] = {}
    meanings: dict[sympy.Symbol, str] = {}
    for model in models:
        for s, own in model.space.bounds.items():
            both = bounds[s].intersect(own) if s in bounds else own
            if not isinstance(both, sympy.Interval):
                raise StatementError(f"The models of the statement bound {s} by {bounds[s]} and by {own}.")
            bounds[s] = both
        where |= dict.fromkeys(model.space.where)
        meanings |= model.space.meanings
    return ParameterSpace(bounds, where=where, meanings=meanings)


def _completed(space: ParameterSpace, models: tuple[Model, ...]) -> ParameterSpace:
    """Return a space given for a question, with the models' own bounds for parameters that it does not name."""
    if not isinstance(space, ParameterSpace):
        raise StatementError(f"space: expected a ParameterSpace, got {type(space).__name__}.")
    own = joint_space(models)
    rest = {s: i for s, i in own.bounds.items() if s not in space.bounds}
    for s, interval in space.bounds.items():
        if s in own.bounds and not interval.is_subset(own.bounds[s]):
            raise StatementError(
                f"space: {s} in {space.describe(s)} leaves its bounds in the model, {own.describe(s)}; conditions are "
                "those within them."
            )
    words = {**own.meanings, **space.meanings}
    return ParameterSpace({**space.bounds, **rest}, where=[*space.where, *own.where], meanings=words)
