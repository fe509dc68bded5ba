"""A model: a game with the space of its parameters and a reading of its equilibria."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import sympy

from coopgame.conditions import FALSE, TRUE, formula_of, simplify
from coopgame.equilibria import Concept, JoinStrategies, Rule
from coopgame.equilibria.rules import check_rule
from coopgame.equilibria.solve import parts_of, pure_concept, ranges_of
from coopgame.errors import ModelError, ParameterError, did_you_mean
from coopgame.expressions import check_label
from coopgame.frozen import FrozenMap
from coopgame.games import Situation, demands_of
from coopgame.models.closure import Closure, Definitions, expand
from coopgame.parameters import ParameterMap, ParameterSpace, symbol_of

Names = Mapping[tuple[str, ...], str]


@dataclass(frozen=True, repr=False)
class Model:
    """A game, the space of its parameters, and how its equilibria are read as regimes.

    Parameters
    ----------
    game
        A strategic game, or a situation stated in another form.
    space
        Bounds for every parameter of the game.
    rule
        Maps one equilibrium to a regime; by default the names of its strategies.
    concept
        The solution concept unless another is asked for.
    baseline
        Values that parameters take unless they are an axis or given in ``at``.
    names
        Names for sets of regimes, ``{(regime, …): name}``; ``()`` is the set without equilibria.
    citation
        Where the game comes from.

    Attributes
    ----------
    definitions
        What closures have defined, as it was given.

    Raises
    ------
    ModelError, ParameterError
        The space misses a parameter, a baseline value is unknown or out of bounds, or the rule does not fit the game.

    Examples
    --------
    >>> from coopgame.games import Game
    >>> game = Game.from_bimatrix([["R", "S"], ["T", 0]], [["R", "T"], ["S", 0]])
    >>> model = Model(game, ParameterSpace({"R": (0, 2), "S": (-1, 1), "T": (0, 2)}), baseline={"R": 1})
    >>> model.at({"S": 0.5}).game.parameters
    (R, T)
    """

    game: Any
    space: ParameterSpace
    rule: Rule
    concept: Concept
    baseline: Mapping[sympy.Symbol, sympy.Rational]
    names: Names
    citation: str | None
    definitions: Definitions

    def __init__(
        self,
        game: Situation,
        space: ParameterSpace,
        *,
        rule: Rule | None = None,
        concept: Concept | None = None,
        baseline: Mapping[Any, Any] | None = None,
        names: Names | None = None,
        citation: str | None = None,
    ) -> None:
        if not isinstance(game, Situation):
            raise ModelError(f"game: expected a Game, got {type(game).__name__}.")
        if not isinstance(space, ParameterSpace):
            raise ModelError(f"space: expected a ParameterSpace, got {type(space).__name__}.")
        unknown = [s.name for s in game.parameters if s not in space.bounds]
        if unknown:
            raise ModelError(
                f"The payoffs use {', '.join(unknown)}, which the parameter space does not bound."
                f"{did_you_mean(unknown[0], space.names)}"
            )
        chosen = JoinStrategies() if rule is None else rule
        check_rule(chosen, game)
        own = pure_concept(game) if concept is None else concept
        parts_of(game, own)
        object.__setattr__(self, "game", game)
        object.__setattr__(self, "space", _with_demands(space, game))
        object.__setattr__(self, "rule", chosen)
        object.__setattr__(self, "concept", own)
        object.__setattr__(self, "baseline", ParameterMap(space.values(dict(baseline or {}), where="baseline")))
        object.__setattr__(self, "names", FrozenMap({_regimes(k): _name(v) for k, v in dict(names or {}).items()}))
        object.__setattr__(self, "citation", citation)
        object.__setattr__(self, "definitions", ParameterMap({}))

    @property
    def symbols(self) -> Mapping[str, sympy.Symbol]:
        """The free parameters by code name."""
        return FrozenMap({s.name: s for s in self.space.symbols})

    def at(self, values: Mapping[Any, Any]) -> Model:
        """Return the model with some parameters fixed at exact values.

        Raises
        ------
        ParameterError
            A parameter is unknown, defined by a closure, or beyond its bounds.
        """
        exact = self.values(values)
        used = {s: v for s, v in exact.items() if s in self.game.parameters}
        rest = {s: v for s, v in self.baseline.items() if s not in exact}
        fixed = {s: e.subs(exact) for s, e in self.definitions.items()}
        return self._with(self.game.substitute(used), self.space.at(exact), rest, fixed)

    def values(self, given: Mapping[Any, Any], *, where: str = "at") -> dict[sympy.Symbol, sympy.Rational]:
        """Return ``given`` with canonical symbols and exact values, each a free parameter within its bounds.

        Raises
        ------
        ParameterError
            A parameter is unknown, defined by a closure, or beyond its bounds.
        """
        for key in given:
            name = symbol_of(key, where=where)
            if name in self.definitions:
                expression = self.definitions[name]
                raise ParameterError(
                    f"{where}: {name} is defined as {expression} by a closure, so it is no longer free; give "
                    f"{' or '.join(sorted(s.name for s in expression.free_symbols)) or 'nothing'} instead."
                )
        return self.space.values(given, where=where)

    def with_closure(self, *closures: Closure) -> Model:
        """Return the model with the quantities that closures define replaced by their definitions.

        All definitions, old and new, are expanded together; bounds of a defined quantity that do not follow from those
        of the new parameters become side conditions.

        Raises
        ------
        ModelError
            A quantity is defined twice or in a circle, is unknown to the model, or a definition uses a parameter
            without bounds.
        """
        for closure in closures:
            if not isinstance(closure, Closure):
                raise ModelError(f"with_closure: expected a Closure, got {type(closure).__name__}.")
        raw = dict(self.definitions)
        for closure in closures:
            for name, expression in closure.definitions.items():
                if name in raw:
                    raise ModelError(f"{name} is defined twice: as {raw[name]} and as {expression}.")
                raw[name] = expression
        expanded = expand(raw)
        space = self._space_with(closures, expanded)
        baseline = {s: v for s, v in self.baseline.items() if s in space.bounds}
        for closure in closures:
            baseline.update((s, v) for s, v in closure.baseline.items() if s in space.bounds)
        used = {s: e for s, e in expanded.items() if s in self.game.parameters}
        return self._with(self.game.substitute(used), space, baseline, raw)

    def _space_with(self, closures: Iterable[Closure], expanded: Definitions) -> ParameterSpace:
        """Return the space of the parameters that remain free, with what the defined ones demand of them."""
        bounds = dict(self.space.bounds)
        meanings = dict(self.space.meanings)
        where: list[Any] = list(self.space.where)
        for closure in closures:
            for s, interval in closure.bounds.items():
                bounds[s] = bounds[s].intersect(interval) if s in bounds else interval
            meanings.update(closure.meanings)
            where.extend(closure.where)
        defined = {s: bounds.pop(s) for s in list(bounds) if s in expanded}
        for s, expression in expanded.items():
            if s not in defined and s not in self.definitions:
                raise ModelError(
                    f"A closure defines {s}, which the model does not have.{did_you_mean(s.name, self.space.names)}"
                )
            missing = sorted(x.name for x in expression.free_symbols if x not in bounds)
            if missing:
                known = did_you_mean(missing[0], [x.name for x in bounds])
                raise ModelError(f"The definition of {s} uses {missing[0]}, which has no bounds.{known}")
        kept = {s: m for s, m in meanings.items() if s in bounds}
        every = ParameterSpace({**bounds, **defined}, where=where)
        free = ParameterSpace(bounds)
        conditions = [c.subs(dict(expanded), simultaneous=True) for c in every.where]
        conditions += [
            c for s, interval in defined.items() for c in _demands(expanded[s], interval) if not _follows(c, free, s)
        ]
        return ParameterSpace(bounds, where=conditions, meanings=kept)

    def _with(
        self, game: Situation, space: ParameterSpace, baseline: Mapping[Any, Any], definitions: Definitions
    ) -> Model:
        model = Model(
            game,
            space,
            rule=self.rule,
            concept=self.concept,
            baseline=baseline,
            names=self.names,
            citation=self.citation,
        )
        object.__setattr__(model, "definitions", ParameterMap(definitions))
        return model

    def __repr__(self) -> str:
        free = ", ".join(self.space.names) or "none"
        return f"Model({self.game!r}; {self.concept.name}; free parameters: {free})"

    def _repr_html_(self) -> str:
        cited = f"<p>{escape(self.citation)}</p>" if self.citation else ""
        return f"{cited}<p>{escape(self.concept.name)}</p>{self.game._repr_html_()}{self.space._repr_html_()}"


def _with_demands(space: ParameterSpace, game: Situation) -> ParameterSpace:
    """Return the space without the points at which the situation is none, such as those of negative probabilities."""
    box = ranges_of(space)
    new = [c for c in demands_of(game) if c not in space.where and simplify(formula_of(c), box) != TRUE]
    return ParameterSpace(space.bounds, where=[*space.where, *new], meanings=space.meanings) if new else space


def _regimes(key: Any) -> tuple[str, ...]:
    if isinstance(key, str):
        raise ModelError(f"names: expected a tuple of regimes as a key, got {key!r}.")
    return tuple(sorted(check_label(r, what="regime", where="names") for r in key))


def _name(value: Any) -> str:
    return check_label(value, what="name", where="names")


def _demands(expression: sympy.Expr, interval: sympy.Interval) -> list[Any]:
    """Return what it takes for ``expression`` to lie in ``interval``."""
    demands = []
    if interval.start.is_finite:
        compare = sympy.Gt if interval.left_open else sympy.Ge
        demands.append(compare(expression, interval.start))
    if interval.end.is_finite:
        compare = sympy.Lt if interval.right_open else sympy.Le
        demands.append(compare(expression, interval.end))
    return demands


def _follows(condition: Any, space: ParameterSpace, name: sympy.Symbol) -> bool:
    """Whether a demand on a defined quantity already follows from the bounds of the free parameters."""
    formula = simplify(formula_of(condition), ranges_of(space))
    if formula == FALSE:
        raise ModelError(f"The definition of {name} contradicts the bounds of {name}.")
    return formula == TRUE or _by_assumptions(condition, space)


def _by_assumptions(condition: Any, space: ParameterSpace) -> bool:
    """Ask SymPy, whose assumptions know that roots, minima and powers of non-negative numbers are non-negative."""
    swap = {
        s: sympy.Dummy(s.name, nonnegative=True)
        for s in condition.free_symbols
        if space.bounds[s].start.is_finite and space.bounds[s].start >= 0
    }
    difference = (condition.gts - condition.lts).xreplace(swap)
    strict = isinstance(condition, sympy.StrictGreaterThan | sympy.StrictLessThan)
    return bool(difference.is_positive if strict else difference.is_nonnegative)
