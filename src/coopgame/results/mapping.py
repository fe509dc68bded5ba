"""The front door of the maps: from a model, two axes and values to a phase diagram."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.conditions import Formula, all_of, formula_of
from coopgame.equilibria import Concept, Rule, readings
from coopgame.errors import ParameterError, UnsupportedError
from coopgame.games import Game
from coopgame.models import Model
from coopgame.regions import Box, decompose
from coopgame.results.assembly import assemble
from coopgame.results.origin import Origin
from coopgame.results.phase_diagram import PhaseDiagram
from coopgame.results.request import AxisLike, Request, prepare


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
        ``(parameter, lower, upper)`` with finite bounds inside the parameter space; without y the map is of one
        parameter.
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
    return draw_map(prepare(model_or_game, x, y, at=at, concept=concept, rule=rule))


def draw_map(request: Request) -> PhaseDiagram:
    """Compute the map that a checked request asks for."""
    found = request.concept.conditional(request.game)
    if found.exceptions:
        raise UnsupportedError(
            f"Maps of {request.concept.name} are not supported yet: its conditions leave out ties. Use PureNash() or "
            "SubgamePerfect(order=…) for the map, and solve(…) for the mixed equilibria."
        )
    table = readings(found.equilibria, request.rule, request.fixed)
    for reading in table:
        _check_symbols(reading.condition, request.symbols)
    box = Box(*(_fraction(v) for axis in request.axes for v in (axis.lower, axis.upper)))
    domain = all_of(request.domain(), *_defined(request.game))
    parts = decompose([(reading.regime, reading.formula) for reading in table], domain, request.symbols, box)
    model = request.model
    origin = Origin(
        model.game, model.space, request.concept, model.names, request.fixed, _known(request.rule), model.citation
    )
    return assemble(origin, (request.x, request.y), request.symbols, table, found.indifferences, parts)


def _defined(game: Game) -> list[Formula]:
    """Return that no denominator in a payoff is zero; points at poles lie outside the map."""
    powers = {p for row in game.payoffs.values() for u in row for p in u.atoms(sympy.Pow) if p.exp.is_negative}
    bases = sorted({power.base for power in powers}, key=sympy.default_sort_key)
    return [formula_of(sympy.Ne(base, 0)) for base in bases if not base.is_number]


def _check_symbols(condition: Boolean, axes: tuple[sympy.Symbol, sympy.Symbol]) -> None:
    unknown = sorted(s.name for s in condition.free_symbols if s not in axes)
    if unknown:
        raise ParameterError(f"The regime rule uses {unknown[0]}, which is neither an axis nor has a value.")


def _known(rule: Rule) -> tuple[str, ...]:
    """Return the regimes that a rule is sure to know of, so that one without area is not mistaken for a misprint."""
    named = getattr(rule, "regimes", {})
    return tuple(dict.fromkeys([*named.values(), *getattr(rule, "unless", {}).values()]))


def _fraction(value: sympy.Rational) -> Fraction:
    return Fraction(int(value.p), int(value.q))
