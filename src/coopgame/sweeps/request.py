"""What to sweep: a model, where it goes, and the values of everything else, checked before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy

from coopgame.conditions import Formula, all_of, formula_of
from coopgame.equilibria import Concept, Rule, defined
from coopgame.equilibria.rules import check_rule
from coopgame.equilibria.solve import Solvable, parts_of
from coopgame.errors import DiagramError
from coopgame.frozen import FrozenMap
from coopgame.games import Situation
from coopgame.models import Model
from coopgame.results.outlook import Outlook, outlook
from coopgame.results.request import as_model, fixed_values
from coopgame.sweeps.axes import Grid, parse_axis
from coopgame.sweeps.designs import Design

#: Lower and upper end of a parameter's range, and whether each is left out.
Bound = tuple[float, float, bool, bool]


@dataclass(frozen=True, eq=False)
class SweepRequest:
    """A checked request for a sweep.

    Attributes
    ----------
    model
        The model, all parameters symbolic.
    places
        The grid or the design.
    fixed
        Exact values of the other parameters.
    concept, rule
        How to solve, and how to read equilibria.
    """

    model: Model
    places: Grid | Design
    fixed: Mapping[sympy.Symbol, sympy.Rational]
    concept: Concept
    rule: Rule

    @cached_property
    def game(self) -> Any:
        """The game in the swept parameters alone."""
        parameters = self.model.game.parameters
        return self.model.game.substitute({s: v for s, v in self.fixed.items() if s in parameters})

    @cached_property
    def outlook(self) -> Outlook:
        """What can happen in that game."""
        found = outlook(self.game, self.concept, self.rule, self.fixed)
        found.check_symbols(self.places.symbols)
        return found

    @cached_property
    def domain(self) -> Formula:
        """Where the side conditions hold and all payoffs are defined; bounds of single parameters are apart."""
        space = self.model.space
        names = {s: v for s, v in self.fixed.items() if s in space.bounds}
        parts = [formula_of(condition) for condition in space.at(names).where]
        return all_of(*parts, defined(self.game))

    @cached_property
    def plain(self) -> str:
        """What is swept, without the values on the axes and without how it is read."""
        values = [f"{s} = {v}" for s, v in sorted(self.fixed.items(), key=lambda item: item[0].name)]
        parts = [repr(self.game), *map(str, self.game.expressions), repr(self.concept), *values]
        return "\n".join([*parts, repr(self.bounds), *map(str, self.model.space.where)])

    @cached_property
    def text(self) -> str:
        """What is swept, without the values on the axes; the same text means the same model, read in the same way."""
        # What equilibria are follows from the game and the concept; printing thousands of mixtures takes minutes.
        table = [f"{owner}: {r.regime}" for owner, r in zip(self.outlook.owners, self.outlook.readings, strict=True)]
        join = [] if self.outlook.join is None else [repr(self.outlook.join.links)]
        return "\n".join([self.plain, *table, *join])

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The bounds of the swept parameters."""
        every = (self.model.space.bounds[s] for s in self.places.symbols)
        return tuple((float(i.start), float(i.end), bool(i.left_open), bool(i.right_open)) for i in every)


def prepare_sweep(
    model_or_game: Solvable | Situation,
    axes: Mapping[Any, Any] | Design,
    *,
    at: Mapping[Any, Any] | None = None,
    concept: Concept | None = None,
    rule: Rule | None = None,
) -> SweepRequest:
    """Check what :func:`coopgame.sweep` is asked for, with its arguments and its errors."""
    model = as_model(model_or_game, concept)
    _, _, chosen = parts_of(model, concept)
    places = _places(model, axes)
    reading = rule if rule is not None else model.rule
    check_rule(reading, model.game)
    request = SweepRequest(
        model, places, FrozenMap(fixed_values(model, places.symbols, dict(at or {}))), chosen, reading
    )
    _ = request.domain
    return request


def _places(model: Model, axes: Any) -> Grid | Design:
    if isinstance(axes, Design):
        for s in axes.symbols:
            _parameter(model, s, "design")
        return axes
    if not isinstance(axes, Mapping):
        raise DiagramError(f"axes: expected {{parameter: values}} or a design, got {axes!r}.")
    if not axes:
        raise DiagramError("axes: there are none; expected at least one parameter with its values.")
    found = [parse_axis(_parameter(model, key, "axes"), given, model) for key, given in axes.items()]
    names = [axis.symbol.name for axis in found]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise DiagramError(f"axes: {twice[0]} is given twice.")
    return Grid(tuple(found))


def _parameter(model: Model, key: Any, where: str) -> sympy.Symbol:
    """Return the free parameter that a key names."""
    if isinstance(key, str | sympy.Symbol) and sympy.Symbol(str(key), real=True) in model.definitions:
        model.values({key: 0}, where=where)
    return model.space.find(key, where=where)
