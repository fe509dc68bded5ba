"""The front door of the maps: from a model, two axes and values to a phase diagram."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coopgame.conditions import all_of, is_algebraic
from coopgame.equilibria import Concept, Rule
from coopgame.equilibria.concept import defined
from coopgame.errors import LimitError
from coopgame.games import Situation
from coopgame.models import Model
from coopgame.regions import Box, Limits, Plane, decompose
from coopgame.regions.cells.labels import Join
from coopgame.regions.certified.subdivision import subdivide
from coopgame.regions.decompose import Outcomes
from coopgame.regions.limits import USUAL
from coopgame.results.assembly import assemble
from coopgame.results.numbers import fraction
from coopgame.results.origin import Origin
from coopgame.results.outlook import outlook
from coopgame.results.phase_diagram import PhaseDiagram
from coopgame.results.request import AxisLike, Request, prepare


def phase_diagram(
    model_or_game: Model | Situation,
    x: AxisLike,
    y: AxisLike | None = None,
    *,
    at: Mapping[Any, Any] | None = None,
    concept: Concept | None = None,
    rule: Rule | None = None,
    limits: Limits = USUAL,
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
    limits
        What an exact map may cost, and whether a certified one will do instead.

    Returns
    -------
    PhaseDiagram
        Exact and complete where conditions are polynomial, rational, or made of minima, maxima and square roots: it
        partitions the closed box.  Certified beyond that (exponentials, logarithms, real powers): what is shown is
        proved, and the area between regions that is not decided is reported.

    Raises
    ------
    DiagramError
        An axis is infinite, reversed, doubled, or leaves the parameter space.
    ParameterError
        A parameter is unknown or has no value.
    LimitError
        The exact map would cost more than the limits allow.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))
    >>> print(d.area("capture"), d.at(3, 4))
    40 ('capture', 'cooperation', 'restriction')
    """
    return draw_map(prepare(model_or_game, x, y, at=at, concept=concept, rule=rule), limits)


def draw_map(request: Request, limits: Limits = USUAL) -> PhaseDiagram:
    """Compute the map that a checked request asks for."""
    found = outlook(request.game, request.concept, request.rule, request.fixed)
    found.check_symbols(request.symbols)
    table = found.readings
    plane = plane_of(request, [(reading.regime, reading.formula) for reading in table], found.join, limits)
    model = request.model
    origin = Origin(
        model.game,
        model.space,
        request.concept,
        model.names,
        request.fixed,
        _known(request.rule),
        model.citation,
        request.rule,
    )
    return assemble(origin, (request.x, request.y), request.symbols, table, found.indifferences, plane)


def plane_of(request: Request, outcomes: Outcomes, join: Join | None, limits: Limits) -> Plane:
    """Return the exact map where conditions are algebraic and the limits allow it, else a certified one if possible."""
    box = Box(*(fraction(v) for axis in request.axes for v in (axis.lower, axis.upper)))
    domain = all_of(request.domain(), defined(request.game))
    if all(is_algebraic(formula) for formula in (domain, *(formula for _, formula in outcomes))):
        try:
            return decompose(outcomes, domain, request.symbols, box, join, limits)
        except LimitError:
            if not limits.certified:
                raise
    return subdivide(outcomes, domain, request.symbols, box, join)


def _known(rule: Rule) -> tuple[str, ...]:
    """Return the regimes that a rule is sure to know of, so that one without area is not mistaken for a misprint."""
    named = getattr(rule, "regimes", {})
    return tuple(dict.fromkeys([*named.values(), *getattr(rule, "unless", {}).values()]))
