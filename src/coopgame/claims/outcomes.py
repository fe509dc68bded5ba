"""What statements read off a model: the regimes that can occur, and exactly where each is possible."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy

from coopgame.claims.publishing.published import published
from coopgame.conditions import (
    FALSE,
    Elimination,
    Formula,
    Range,
    all_of,
    any_of,
    atoms,
    decide,
    formula_of,
    negate,
    simplify,
)
from coopgame.equilibria import Concept, Equilibrium, readings
from coopgame.equilibria.concept import Conditional, defined
from coopgame.equilibria.equilibrium import Mixture
from coopgame.equilibria.rules import Ordered, ask, checked_name
from coopgame.equilibria.solve import ranges_of
from coopgame.errors import UnsupportedError
from coopgame.models import Model

#: The largest number of products of mixtures that are looked through for what lies between extreme equilibria.
PRODUCTS = 4000
#: The largest number of comparisons of a condition that is simplified, and for which the shortest one is looked for.
SIMPLIFIED, COVERED = 60, 16


@dataclass(frozen=True)
class Quantity:
    """What an equilibrium gives: the probability of a strategy, or a player's payoff where no strategy is named."""

    player: str
    strategy: str | None = None


def known_regimes(model: Model) -> tuple[str, ...]:
    """Return the regimes that a model's rule names, or reads off what can be an equilibrium, sorted.

    Examples
    --------
    >>> import coopgame as cg
    >>> known_regimes(cg.models.contracting_reduced())
    ('capture', 'cooperation', 'restriction', 'substitution')
    """
    return tuple(sorted({*named_regimes(model), *(regime for regime, _ in Solved(model).read)}))


def named_regimes(model: Model) -> frozenset[str]:
    """Return the regimes that the rule of a model names, whether or not they can occur."""
    return frozenset({*getattr(model.rule, "regimes", {}).values(), *getattr(model.rule, "unless", {}).values()})


@dataclass(frozen=True)
class Solved:
    """A model, solved for all parameters at once."""

    model: Model

    @cached_property
    def found(self) -> Conditional:
        """Everything that can be an equilibrium."""
        concept: Concept = self.model.concept
        return concept.conditional(self.model.game)

    @cached_property
    def eliminate(self) -> Elimination:
        """Removes quotients, minima, maxima and roots from conditions."""
        return Elimination()

    @cached_property
    def every(self) -> tuple[Equilibrium, ...]:
        """Everything that can be an equilibrium, also only where further equations hold."""
        return (*self.found.equilibria, *self.found.exceptional)

    @cached_property
    def where(self) -> Mapping[str, Formula]:
        """For each regime where it is possible; polynomials in parameters alone."""
        parts: dict[str, list[Formula]] = {}
        for regime, formula in self.read:
            parts.setdefault(regime, []).append(formula)
        box = ranges_of(self.model.space)
        found = {regime: simpler(self.eliminate(any_of(*own)), box) for regime, own in parts.items()}
        return {regime: formula for regime, formula in found.items() if formula != FALSE}

    @cached_property
    def read(self) -> tuple[tuple[str, Formula], ...]:
        """What the rule reads off everything that can be an equilibrium, each regime with where it is one."""
        read = ((reading.regime, reading.formula) for reading in readings(self.every, self.model.rule))
        return (*read, *self._between())

    def holds(self, regimes: Sequence[str], only: bool) -> Formula:
        """Return where some regimes are possible, and no others if ``only``."""
        key = (tuple(regimes), only)
        if key not in self._known:
            parts = [self.where.get(regime, FALSE) for regime in regimes]
            if only:
                parts += [negate(own) for regime, own in self.where.items() if regime not in regimes]
                parts.append(self.defined)
            self._known[key] = self._short(all_of(*parts))
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[tuple[str, ...], bool], Formula]:
        return {}

    def _short(self, formula: Formula) -> Formula:
        """Return an equivalent formula without overlapping cases, where it is found at once."""
        size = sum(1 for _ in atoms(formula))
        if not 1 < size <= COVERED:
            return formula
        box = ranges_of(self.model.space)
        short = published(formula, {s: r for s, r in box.items() if isinstance(s, sympy.Symbol)}).formula
        return short if sum(1 for _ in atoms(short)) < size else formula

    @cached_property
    def defined(self) -> Formula:
        """Where the game makes sense at all."""
        return self.eliminate(defined(self.model.game))

    def quantities(self, quantity: Quantity) -> Iterator[tuple[sympy.Expr, Formula]]:
        """Yield the value of a quantity at each extreme equilibrium, with where that is one."""
        player = self.model.game.players.index(quantity.player)
        for equilibrium in self.every:
            if quantity.strategy is None:
                value = equilibrium.payoffs[player]
            else:
                value = dict(equilibrium.mixtures[player]).get(quantity.strategy, sympy.Integer(0))
            formula = simpler(self.eliminate(equilibrium.formula), ranges_of(self.model.space))
            if formula != FALSE:
                yield value, formula

    def _between(self) -> Iterator[tuple[str, Formula]]:
        """Yield the regimes of mixtures between extreme equilibria of which all combinations are equilibria."""
        links = (*self.found.links, *self.found.exceptional_links)
        if not links:
            return
        known: dict[tuple[int, int], list[int]] = {}
        for i, link in enumerate(links):
            known.setdefault(link, []).append(i)
        left = {a: self.every[own[0]].mixtures[0] for (a, _), own in known.items()}
        right = {b: self.every[own[0]].mixtures[1] for (_, b), own in known.items()}
        budget = PRODUCTS
        for rows, columns in itertools.product(_sets(left), _sets(right)):
            pairs = list(itertools.product(rows, columns))
            if len(pairs) == 1 or not all(pair in known for pair in pairs):
                continue
            budget -= 1
            if budget < 0:
                raise UnsupportedError(
                    "Statements about regimes of continua of mixed equilibria are supported for games with fewer "
                    "extreme equilibria; fix some parameters, or state them for pure equilibria."
                )
            formula = all_of(*(any_of(*(self.every[i].formula for i in known[pair])) for pair in pairs))
            chosen = [left[a] for a in rows], [right[b] for b in columns]
            sides = _mean(chosen[0], self.model.game.strategies[0]), _mean(chosen[1], self.model.game.strategies[1])
            yield from ((name, formula) for name in self._named(sides, [known[p][0] for p in pairs]))

    def _named(self, sides: tuple[Mixture, Mixture], ends: Sequence[int]) -> tuple[str, ...]:
        rule: Any = self.model.rule
        if isinstance(rule, Ordered):
            own = {reading.regime for i in ends for reading in readings([self.every[i]], self.model.rule)}
            return tuple(rule.between(own))
        answer = ask(rule, Equilibrium(self.model.game.players, sides, ()))
        return (checked_name(answer),) if isinstance(answer, str) else ()


def simpler(formula: Formula, box: Mapping[sympy.Expr, Range]) -> Formula:
    """Return an equivalent formula on a box, simplified thoroughly only while it is short."""
    short = sum(1 for _ in atoms(formula)) <= SIMPLIFIED
    return simplify(formula, box) if short else decide(formula, box)


def _sets(names: Mapping[int, Mixture]) -> list[tuple[int, ...]]:
    """Return one, two, … vertices whose supports differ from one another's union, the smallest sets first."""
    most = max(len({s for mixture in names.values() for s, _ in mixture}), 1)
    return [own for n in range(1, most + 1) for own in itertools.combinations(sorted(names), n)]


def _mean(mixtures: Sequence[Mixture], order: Sequence[str]) -> Mixture:
    """Return a mixture between some, with strategies in the order of the game, as they are named in a support."""
    weights: dict[str, sympy.Expr] = {}
    for name, weight in (part for mixture in mixtures for part in mixture):
        weights[name] = weights.get(name, sympy.Integer(0)) + weight / len(mixtures)
    return tuple((name, weights[name]) for name in order if name in weights)


def relation_formula(condition: Any) -> Formula:
    """Return a comparison in parameters as signs of polynomials in parameters alone."""
    return Elimination()(formula_of(condition))
