"""A region of the plane of one or two parameters as a map: inside, and the rest."""

from __future__ import annotations

from dataclasses import replace

import sympy

from coopgame.conditions import TRUE, Formula, Ring, negate
from coopgame.deciders.rings import moved
from coopgame.equilibria import Equilibrium, Reading
from coopgame.regions import Box, decompose
from coopgame.results import Axis, PhaseDiagram
from coopgame.results.assembly import assemble
from coopgame.results.numbers import fraction
from coopgame.results.origin import Origin
from coopgame.results.request import NO_AXIS
from coopgame.robustness.setting import Setting

RULED_OUT = "ruled out"


def region_map(
    setting: Setting, axes: tuple[sympy.Symbol, ...], formula: Formula, regimes: str, label: str
) -> PhaseDiagram:
    """Return the map of a box with the region in which a formula holds, and the region in which it does not.

    Raises
    ------
    LimitError
        It would cost more than the limits of exact maps allow.
    """
    model = setting.model
    sides = [_axis(setting, s) for s in axes]
    pair = (sides[0], sides[1] if len(sides) > 1 else NO_AXIS)
    symbols = (pair[0].symbol, pair[1].symbol)
    inside = moved(formula, Ring(tuple(sorted(axes, key=str))))
    box = Box(*(fraction(v) for side in pair for v in (side.lower, side.upper)))
    plane = decompose([(regimes, inside), (RULED_OUT, negate(inside))], TRUE, symbols, box)
    known = (regimes, RULED_OUT)
    origin = Origin(model.game, model.space, model.concept, {(regimes,): label}, setting.fixed, known, model.citation)
    # The map is made of outcomes; here they are whether something is consistent, and no equilibrium of anyone.
    nobody = Equilibrium(("nobody",), (tuple((name, sympy.Rational(1, 2)) for name in known),), ())
    outcomes = tuple(Reading(name, nobody, sympy.true) for name in known)
    found = assemble(origin, (sides[0], sides[1] if len(sides) > 1 else None), symbols, outcomes, (), plane)
    return replace(found, title=f"Parameters consistent with {label}")


def _axis(setting: Setting, s: sympy.Symbol) -> Axis:
    interval = setting.ranges[s]
    return Axis(s, interval.start, interval.end, setting.model.space.meanings.get(s, ""))
