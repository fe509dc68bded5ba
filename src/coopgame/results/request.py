"""The front door of the maps: from a model, two axes and values to a phase diagram."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy

from coopgame.conditions import Formula, all_of, formula_of
from coopgame.equilibria import Concept, Indifference, JoinStrategies, Rule, regimes_of
from coopgame.equilibria.rules import check_rule
from coopgame.equilibria.solve import Solvable, parts_of
from coopgame.errors import DiagramError, ParameterError
from coopgame.expressions import exact_number
from coopgame.games import Game
from coopgame.models import Model
from coopgame.parameters import ParameterSpace, default_space
from coopgame.regions import Box, decompose
from coopgame.results.assembly import assemble
from coopgame.results.parts import Axis
from coopgame.results.phase_diagram import Origin, PhaseDiagram

#: The second axis of a map of one parameter: a symbol that no payoff can contain, over [0, 1], so areas are lengths.
NO_AXIS = Axis(sympy.Symbol("(no second axis)", real=True), sympy.Integer(0), sympy.Integer(1))

AxisLike = tuple[Any, Any, Any]


def phase_diagram(
    model_or_game: Model | Game,
    x: AxisLike,
    y: AxisLike | None = None,
    *,
    at: Mapping[Any, Any] | None = None,
    concept: Concept | None = None,
    rule: Rule | None = None,
) -> PhaseDiagram:
    """Return the exact map of one or two parameters: which regimes are possible where.

    Parameters
    ----------
    model_or_game
        What to map.
    x, y
        ``(parameter, lower, upper)`` with finite bounds inside the parameter space; without y the map is of one parameter.
    at
        Values of the other parameters; those left out take the model's baseline.
    concept
        The solution concept; by default the model's.
    rule
        From an equilibrium to a regime; by default the model's.

    Returns
    -------
    PhaseDiagram
        Exact and complete: it partitions the closed box.

    Raises
    ------
    DiagramError
        An axis is infinite, reversed, doubled, or leaves the parameter space.
    ParameterError
        A parameter is unknown or has no value.
    UnsupportedError
        A border is not linear in the axes.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))
    >>> print(d.area("capture"), d.at(3, 4))
    40 ('capture', 'cooperation', 'restriction')
    """
    model = _as_model(model_or_game, concept)
    _, _, chosen = parts_of(model, concept)
    across = _axis("x", x, model)
    upwards = NO_AXIS if y is None else _axis("y", y, model)
    if across.symbol == upwards.symbol:
        raise DiagramError(f"Both axes are {across.symbol}; a map needs two different parameters.")
    symbols = (across.symbol, upwards.symbol)
    fixed = _fixed(model, symbols, dict(at or {}))
    game = model.game.substitute({s: v for s, v in fixed.items() if s in model.game.parameters})
    reading = rule if rule is not None else model.rule
    check_rule(reading, game)
    found = chosen.conditional(game)
    table = regimes_of(found.equilibria, reading)
    box = Box(*(_fraction(v) for axis in (across, upwards) for v in (axis.lower, axis.upper)))
    domain = _domain(model.space, (across, upwards), fixed)
    parts = decompose([(regime, formula) for regime, _, formula in table], domain, symbols, box)
    origin = Origin(model.game, model.space, chosen, dict(model.names), fixed, _known(reading), model.citation)
    indifferences: tuple[Indifference, ...] = found.indifferences
    outcomes = tuple((regime, equilibrium.mixtures) for regime, equilibrium, _ in table)
    return assemble(origin, (across, None if y is None else upwards), symbols, outcomes, indifferences, parts)


def _as_model(model_or_game: Solvable | Game, concept: Concept | None) -> Model:
    if isinstance(model_or_game, Model):
        return model_or_game
    game, _, chosen = parts_of(model_or_game, concept)
    space = default_space(u for row in game.payoffs.values() for u in row)
    return Model(game, space, rule=JoinStrategies(), concept=chosen, baseline={})


def _known(rule: Rule) -> tuple[str, ...]:
    """Return the regimes that a rule is sure to know of, so that one without area is not mistaken for a misprint."""
    named = getattr(rule, "regimes", {})
    return tuple(dict.fromkeys([*named.values(), *getattr(rule, "unless", {}).values()]))


def _fraction(value: sympy.Rational) -> Fraction:
    return Fraction(int(value.p), int(value.q))


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
        raise DiagramError(
            f"{name}: {symbol} from {low} to {high} leaves its bounds {model.space.describe(symbol)}."
        )
    return Axis(symbol, low, high, model.space.meanings.get(symbol, ""))


def _fixed(model: Model, axes: tuple[sympy.Symbol, ...], at: dict[Any, Any]) -> dict[sympy.Symbol, sympy.Rational]:
    """Return the values of all parameters that are not axes, checked against bounds; missing ones are an error."""
    given = model.values(at)
    on_axis = [s.name for s in given if s in axes]
    if on_axis:
        raise ParameterError(f"at: {on_axis[0]} is an axis of the map, so it cannot be fixed as well.")
    values = {s: v for s, v in model.baseline.items() if s not in axes} | given
    needed = set(model.game.parameters).union(*(c.free_symbols for c in model.space.where))
    missing = sorted(s.name for s in needed if s not in values and s not in axes)
    if missing:
        raise ParameterError(
            f"{', '.join(missing)} {'has' if len(missing) == 1 else 'have'} no value: neither an axis, nor in at={{…}}, "
            "nor in the model's baseline."
        )
    return values


def _domain(space: ParameterSpace, axes: tuple[Axis, Axis], fixed: Mapping[sympy.Symbol, sympy.Rational]) -> Formula:
    """Return the side conditions in the two axes, the open ends of their bounds included."""
    names = {s: v for s, v in fixed.items() if s in space.bounds}
    parts = [formula_of(condition) for condition in space.at(names).where]
    for axis in axes:
        interval = space.bounds.get(axis.symbol)
        if interval is not None and interval.left_open and interval.start == axis.lower:
            parts.append(formula_of(axis.symbol > axis.lower))
        if interval is not None and interval.right_open and interval.end == axis.upper:
            parts.append(formula_of(axis.symbol < axis.upper))
    return all_of(*parts)
