"""Bands of a quantity between levels, cut out by the engine of the maps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import sympy

from coopgame.conditions import all_of, formula_of
from coopgame.equilibria import Equilibrium, Reading
from coopgame.errors import DiagramError
from coopgame.expressions.evaluation import value_at
from coopgame.models import Model
from coopgame.regions import Arc, Plane
from coopgame.regions.limits import USUAL
from coopgame.results.canvas import Canvas
from coopgame.results.mapping import plane_of
from coopgame.results.numbers import ExactPoint, fraction, rational
from coopgame.results.parts import Enclosure, Polygon, Region, enclosure
from coopgame.results.phase_diagram import PhaseDiagram
from coopgame.results.request import Request

Levels = tuple[sympy.Rational, ...]
#: Equilibria with the quantity in each.
Valued = Sequence[tuple[Reading, sympy.Expr]]


@dataclass(frozen=True)
class Quantity:
    """What is mapped: words, how to read it off an equilibrium, and levels, None for round ones."""

    words: str
    value: Callable[[Equilibrium], sympy.Expr]
    levels: Levels | None


@dataclass(frozen=True)
class Band:
    """A connected set on which a quantity lies between two neighbouring levels.

    Attributes
    ----------
    lower, upper
        The levels; None below the lowest and above the highest one.
    number
        Which band, counted from below.
    """

    lower: sympy.Rational | None
    upper: sympy.Rational | None
    number: int
    region: Region = field(repr=False)

    @property
    def area(self) -> Enclosure:
        """The area in units of the two axes."""
        return enclosure(self.region.patch.area(self.region.canvas.box.area / 10**9))

    def polygon(self, tolerance: Any = None) -> Polygon:
        """Return the outline with rational vertices; see :meth:`Region.polygon`."""
        return self.region.polygon(tolerance)


@dataclass(frozen=True)
class Level:
    """A border between bands.

    Attributes
    ----------
    kind
        ``"level"``, a curve on which the quantity has one value; ``"replaces"``, where another equilibrium takes over;
        ``"rim"``, where the equilibrium ceases to exist.
    value
        The value on a level curve, otherwise None.
    equation
        The border with the numbers of the diagram.
    """

    kind: str
    value: sympy.Rational | None
    equation: sympy.Eq
    arc: Arc = field(repr=False)
    canvas: Canvas = field(repr=False)

    @property
    def path(self) -> tuple[ExactPoint, ...]:
        """Rational points from end to end; exact for straight curves with rational ends."""
        return tuple((rational(x), rational(y)) for x, y in self.arc.path(self.canvas.tolerance))


def supports(equilibrium: Equilibrium) -> str:
    """Return the strategies in use, for example ``C+D, C+D``."""
    return ", ".join("+".join(name for name, _ in mixture) for mixture in equilibrium.mixtures)


def request_of(diagram: PhaseDiagram) -> Request:
    """Return the request that a diagram answers."""
    origin = diagram.origin
    model = Model(origin.game, origin.space, concept=origin.concept)
    return Request(model, diagram.x, diagram.y, origin.fixed, origin.concept, model.rule)


def banded(
    diagram: PhaseDiagram, readings: Valued, levels: Levels, words: str
) -> tuple[tuple[Band, ...], tuple[Level, ...], tuple[Region, ...]]:
    """Return bands, the curves between them, and where none of the equilibria exists.

    Raises
    ------
    DiagramError
        Two equilibria with different values exist at once.
    """
    values = list(dict.fromkeys(value for _, value in readings))
    ends: list[Any] = [None, *levels, None]
    outcomes, meaning = [], {}
    for reading, value in readings:
        for number in range(len(levels) + 1):
            name = f"{values.index(value)}:{number}"
            meaning[name] = (value, number)
            inside = _between(value, ends[number], ends[number + 1])
            outcomes.append((name, all_of(reading.formula, formula_of(inside))))
    plane = plane_of(request_of(diagram), outcomes, None, USUAL)
    canvas = Canvas(plane, diagram.canvas.axes, False)
    bands, elsewhere = [], []
    for n, patch in enumerate(plane.patches):
        if patch.regimes is None or not patch.decided:
            continue
        names = tuple(sorted(patch.regimes))
        _check_single(names, meaning, readings, words)
        region = Region(names, "", (rational(patch.sample[0]), rational(patch.sample[1])), (), n, canvas)
        if names:
            number = meaning[names[0]][1]
            bands.append(Band(ends[number], ends[number + 1], number, region))
        else:
            elsewhere.append(region)
    lines = tuple(
        Level(*_kind(plane, arc, meaning, levels), canvas.equation(arc.curve), arc, canvas) for arc in plane.arcs
    )
    return tuple(sorted(bands, key=lambda b: (b.number, b.region.sample_point))), lines, tuple(elsewhere)


def _between(value: sympy.Expr, lower: Any, upper: Any) -> Any:
    above = sympy.true if lower is None else sympy.Ge(value, lower)
    below = sympy.true if upper is None else sympy.Le(value, upper)
    return sympy.And(above, below)


def _check_single(names: Sequence[str], meaning: dict[str, tuple[Any, int]], readings: Valued, words: str) -> None:
    found = list(dict.fromkeys(meaning[name][0] for name in names))
    if len(found) > 1:
        first = {value: repr(supports(r.equilibrium)) for r, value in reversed(readings)}
        several = [first[value] for value in found]
        raise DiagramError(
            f"{words}: equilibria with different values exist at once, so the map would have two layers; choose one by "
            f"equilibrium=, such as {' or '.join(several)}, or by a regime that only one of them has."
        )


def _kind(
    plane: Plane, arc: Arc, meaning: dict[str, tuple[Any, int]], levels: Levels
) -> tuple[str, sympy.Rational | None]:
    """Return what a border is: on a level curve both sides are neighbouring bands of one expression."""
    sides = [sorted(plane.patches[n].regimes or ()) for n in (arc.left, arc.right)]
    if not all(len(side) == 1 for side in sides):
        return "rim", None
    (value, low), (other, high) = (meaning[side[0]] for side in sides)
    if value == other and abs(low - high) == 1:
        return "level", levels[min(low, high)]
    return "replaces", None


def rounded_levels(diagram: PhaseDiagram, readings: Valued, words: str) -> Levels:
    """Return four to nine round levels between the least and the largest value on the outlines, none if constant."""
    bands, _, _ = banded(diagram, readings, (), words)
    values = list(dict.fromkeys(value for _, value in readings))
    x, y = diagram.symbols
    seen = []
    for band in bands:
        value = values[int(band.region.regimes[0].partition(":")[0])]
        for px, py in band.polygon().exterior:
            found = value_at(value, {x: fraction(px), y: fraction(py)})
            seen += [] if found is None else [found]
    if not seen or min(seen) == max(seen):
        return ()
    low, high = min(seen), max(seen)
    step = _round_step((high - low) / 8)
    first = low // step + 1
    return tuple(rational(step * k) for k in range(int(first), int(-(-high // step))))


def _round_step(least: Fraction) -> Fraction:
    """Return the smallest of 1, 2, 5 times a power of ten that is at least as large as asked for."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while 10 * power <= least:
        power *= 10
    return next(m * power for m in (1, 2, 5, 10) if m * power >= least)
