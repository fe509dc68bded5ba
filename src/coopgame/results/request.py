"""What to map: a model, its axes and the values of everything else, checked before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy

from coopgame.conditions import Formula, all_of, formula_of
from coopgame.equilibria import Concept, JoinStrategies, Rule
from coopgame.equilibria.rules import check_rule
from coopgame.equilibria.solve import Solvable, parts_of, pure_concept, space_of
from coopgame.errors import DiagramError, ParameterError
from coopgame.expressions import exact_number
from coopgame.frozen import FrozenMap
from coopgame.games import Situation
from coopgame.models import Model
from coopgame.results.parts import Axis

#: The second axis of a map of one parameter: a symbol that no payoff can contain, over [0, 1], so areas are lengths.
NO_AXIS = Axis(sympy.Symbol("(no second axis)", real=True), sympy.Integer(0), sympy.Integer(1))

AxisLike = tuple[Any, Any, Any]


@dataclass(frozen=True)
class Request:
    """A checked request for a map.

    Attributes
    ----------
    model
        The model, all parameters symbolic.
    x, y
        The axes; y is None for a map of one parameter.
    fixed
        Exact values of the other parameters.
    concept, rule
        How to solve, and how to read equilibria.
    """

    model: Model
    x: Axis
    y: Axis | None
    fixed: Mapping[sympy.Symbol, sympy.Rational]
    concept: Concept
    rule: Rule

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """Both axes; a stand-in for the second one where there is none."""
        return self.x, NO_AXIS if self.y is None else self.y

    @property
    def symbols(self) -> tuple[sympy.Symbol, sympy.Symbol]:
        """The symbols of both axes."""
        return self.axes[0].symbol, self.axes[1].symbol

    @cached_property
    def game(self) -> Any:
        """The game in the two axes alone."""
        parameters = self.model.game.parameters
        return self.model.game.substitute({s: v for s, v in self.fixed.items() if s in parameters})

    def domain(self) -> Formula:
        """Return the side conditions in the two axes, the open ends of their bounds included."""
        space = self.model.space
        names = {s: v for s, v in self.fixed.items() if s in space.bounds}
        parts = [formula_of(condition) for condition in space.at(names).where]
        for axis in self.axes:
            interval = space.bounds.get(axis.symbol)
            if interval is not None and interval.left_open and interval.start == axis.lower:
                parts.append(formula_of(axis.symbol > axis.lower))
            if interval is not None and interval.right_open and interval.end == axis.upper:
                parts.append(formula_of(axis.symbol < axis.upper))
        return all_of(*parts)


def prepare(
    model_or_game: Solvable | Situation,
    x: AxisLike,
    y: AxisLike | None = None,
    *,
    at: Mapping[Any, Any] | None = None,
    concept: Concept | None = None,
    rule: Rule | None = None,
) -> Request:
    """Check what :func:`coopgame.phase_diagram` is asked for, with its arguments and its errors."""
    model = as_model(model_or_game, concept)
    _, _, chosen = parts_of(model, concept)
    across, upwards = _axis("x", x, model), None if y is None else _axis("y", y, model)
    if upwards is not None and across.symbol == upwards.symbol:
        raise DiagramError(f"Both axes are {across.symbol}; a map needs two different parameters.")
    reading = rule if rule is not None else model.rule
    check_rule(reading, model.game)
    axes = tuple(axis.symbol for axis in (across, upwards) if axis is not None)
    request = Request(model, across, upwards, FrozenMap(fixed_values(model, axes, dict(at or {}))), chosen, reading)
    request.domain()
    return request


def as_model(model_or_game: Solvable | Situation, concept: Concept | None) -> Model:
    """Return the model that is mapped; a game alone is one whose parameters range over the real line."""
    if isinstance(model_or_game, Model):
        return model_or_game
    own = pure_concept(model_or_game) if isinstance(model_or_game, Situation) else None
    game, _, chosen = parts_of(model_or_game, concept or own)
    space = space_of(game)
    return Model(game, space, rule=JoinStrategies(), concept=chosen, baseline={})


def _axis(name: str, given: Any, model: Model) -> Axis:
    if isinstance(given, str) or not isinstance(given, tuple | list) or len(given) != 3:
        raise DiagramError(f"{name}: expected (parameter, lower, upper), got {given!r}.")
    key, lower, upper = given
    if isinstance(key, str | sympy.Symbol) and sympy.Symbol(str(key), real=True) in model.definitions:
        model.values({key: 0}, where=name)
    symbol = model.space.find(key, where=name)
    ends = []
    for end in (lower, upper):
        if end in (sympy.oo, -sympy.oo) or (isinstance(end, float) and abs(end) == float("inf")):
            raise DiagramError(f"{name}: the range of {symbol} is infinite; a map needs finite bounds.")
        ends.append(exact_number(end, where=f"{name}: bound of {symbol}"))
    low, high = ends
    if low >= high:
        state = "reversed" if low > high else "a single point"
        raise DiagramError(f"{name}: the range of {symbol} from {low} to {high} is {state}; expected lower < upper.")
    interval = model.space.bounds[symbol]
    if low < interval.start or high > interval.end:
        raise DiagramError(f"{name}: {symbol} from {low} to {high} leaves its bounds {model.space.describe(symbol)}.")
    return Axis(symbol, low, high, model.space.meanings.get(symbol, ""))


def fixed_values(
    model: Model, axes: tuple[sympy.Symbol, ...], at: Mapping[Any, Any]
) -> dict[sympy.Symbol, sympy.Rational]:
    """Return the values of all parameters that are not axes, checked against bounds; missing ones are an error."""
    given = model.values(at)
    on_axis = [s.name for s in given if s in axes]
    if on_axis:
        raise ParameterError(f"at: {on_axis[0]} is an axis, so it cannot be fixed as well.")
    values = {s: v for s, v in model.baseline.items() if s not in axes} | given
    needed = set(model.game.parameters).union(*(c.free_symbols for c in model.space.where))
    missing = sorted(s.name for s in needed if s not in values and s not in axes)
    if missing:
        raise ParameterError(
            f"{', '.join(missing)} {'has' if len(missing) == 1 else 'have'} no value: neither an axis, nor given "
            "in at, nor in the model's baseline."
        )
    return values
