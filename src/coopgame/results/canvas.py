"""What the parts of one diagram share: the map of the engine, its axes, and how curves are printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.conditions import Formula, all_of, any_of, as_sympy, balanced, negate
from coopgame.errors import DiagramError
from coopgame.regions import Box, Decomposition, Plane
from coopgame.regions.certified.mosaic import Mosaic
from coopgame.regions.descriptions.describe import Description
from coopgame.regions.descriptions.qepcad import Condition
from coopgame.results.wording import Axes, Printer


@dataclass(frozen=True)
class Canvas:
    """The engine's map and the symbols of its axes; ``flat`` where there is only one parameter."""

    plane: Plane
    axes: Axes
    flat: bool

    def __getstate__(self) -> dict[str, Any]:
        return {"plane": self.plane, "axes": self.axes, "flat": self.flat}

    @property
    def box(self) -> Box:
        """The box of the map."""
        return self.plane.box

    @property
    def tolerance(self) -> Fraction:
        """How far drawn borders may be off."""
        return self.box.tolerance

    @property
    def printer(self) -> Printer:
        """How curves are printed."""
        return Printer(self.axes, self.box)

    @cached_property
    def joined(self) -> frozenset[str]:
        """The regimes of equilibria between extreme ones: no outcome alone has them."""
        known = frozenset[str]().union(*self.plane.regimes_by_holding.values())
        return known.difference(name for name, _ in self.plane.outcomes)

    def equation(self, curve: int | None) -> sympy.Eq:
        """Return the equation of a border; true where there is none."""
        if curve is None:
            return sympy.true
        if isinstance(self.plane, Decomposition):
            border = self.plane.cells.curves[curve]
            return self.remembered(("equation", curve), lambda: self.printer.equation(border))
        if isinstance(self.plane, Mosaic):
            return sympy.Eq(*balanced(self.plane.curves[curve]), evaluate=False)
        return sympy.true

    @cached_property
    def _descriptions(self) -> tuple[Description, ...]:
        if not isinstance(self.plane, Decomposition):
            return ()
        both = Description(self.plane), Description(self.plane, every=True)
        return tuple(description for description in both if description.possible_at_all)

    @cached_property
    def _known(self) -> dict[tuple[Any, ...], Any]:
        return {}

    def remembered(self, key: tuple[Any, ...], find: Callable[[], Any]) -> Any:
        """Return what ``find`` returns; asked once for each key."""
        if key not in self._known:
            self._known[key] = find()
        return self._known[key]

    def _printed(self, key: tuple[str, Any], find: Callable[[Description], Condition | None]) -> Any:
        def printed() -> Boolean | None:
            for description in self._descriptions:
                found = find(description)
                if found is not None:
                    return self.printer.condition(description.cells.curves, found)
            return None

        return self.remembered(key, printed)

    def region(self, index: int) -> Boolean:
        """Return the condition of one region, or that of all regions with its regimes where signs cannot tell."""
        found = self._printed(("region", index), lambda d: d.region(index))
        return self.inside(self.plane.patches[index].regimes or frozenset()) if found is None else found

    def inside(self, regimes: frozenset[str]) -> Boolean:
        """Return the generic condition of a set of regimes."""
        found = self._printed(("inside", regimes), lambda d: d.inside(regimes))
        return self._outcomes(regimes) if found is None else found

    def possible(self, regime: str) -> Boolean:
        """Return the exact condition under which a regime is possible."""
        found = self._printed(("possible", regime), lambda d: d.possible(regime))
        if found is None and regime in self.joined:
            raise DiagramError(
                f"possible: {regime!r} is a regime between equilibria, and this map is certified only: on its borders "
                "it is not known where the regime is possible. condition() tells inside the regions."
            )
        return self._holds(regime) if found is None else found

    def _holds(self, regime: str) -> Boolean:
        """Return where a regime is possible, of equilibria between extreme ones off the borders."""
        if regime not in self.joined:
            return as_sympy(any_of(*(f for name, f in self.plane.outcomes if name == regime)))
        sets = (holding for holding, regimes in self.plane.regimes_by_holding.items() if regime in regimes)
        return as_sympy(any_of(*(self._exactly(holding) for holding in sets)))

    def _exactly(self, holding: frozenset[int]) -> Formula:
        """Return where these outcomes hold and no others do."""
        formulas = (f if i in holding else negate(f) for i, (_, f) in enumerate(self.plane.outcomes))
        return all_of(*formulas)

    def _outcomes(self, regimes: frozenset[str]) -> Boolean:
        """Return the conditions of the equilibria: each of these regimes is possible, and none that occurs besides."""
        larger = [p.regimes for p in self.plane.patches if p.decided and p.regimes is not None and p.regimes > regimes]
        besides = frozenset[str]().union(*larger) - regimes
        return sympy.And(
            *(self._holds(name) for name in sorted(regimes)),
            *(sympy.Not(self._holds(name)) for name in sorted(besides)),
        )
