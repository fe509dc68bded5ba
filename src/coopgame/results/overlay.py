"""Two maps of the same box laid over each other: a third map, whose regions know the regimes of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coopgame.conditions import Formula, all_of
from coopgame.equilibria import Indifference
from coopgame.errors import DiagramError, LimitError
from coopgame.regions import Decomposition, Limits, Plane, decompose
from coopgame.regions.certified.mosaic import Mosaic
from coopgame.regions.certified.questions import Question
from coopgame.regions.certified.subdivision import subdivide
from coopgame.results.assembly import assemble
from coopgame.results.origin import Origin
from coopgame.results.parts import Axis, Boundary
from coopgame.results.phase_diagram import PhaseDiagram

#: Regimes of the first map and of the second one, told apart by what they begin with.
SIDES = ("first: ", "second: ")


def parted(regimes: Sequence[str], side: int) -> tuple[str, ...]:
    """Return the regimes of one of the two maps.

    Examples
    --------
    >>> parted(("first: a", "second: a", "second: b"), 1)
    ('a', 'b')
    """
    mark = SIDES[side]
    return tuple(sorted(name.removeprefix(mark) for name in regimes if name.startswith(mark)))


@dataclass(frozen=True)
class _Join:
    """From the outcomes of both maps that hold at a point to the regimes of both, those between outcomes too.

    Attributes
    ----------
    planes
        Both maps.
    split
        How many outcomes are those of the first one.
    """

    planes: tuple[Plane, Plane]
    split: int

    def __call__(self, holding: frozenset[int]) -> frozenset[str]:
        first = frozenset(i for i in holding if i < self.split)
        parts = first, frozenset(i - self.split for i in holding - first)
        own = zip(SIDES, self.planes, parts, strict=True)
        return frozenset(mark + name for mark, plane, part in own for name in plane.regimes_where(part))


def overlaid(first: PhaseDiagram, second: PhaseDiagram, limits: Limits) -> PhaseDiagram:
    """Return the map in whose regions exactly one set of regimes is possible on either map.

    Raises
    ------
    DiagramError
        The maps do not have the same axes with the same ranges.
    LimitError
        The exact map would cost more than the limits allow.
    """
    _check(first, second)
    maps = (first, second)
    readings = tuple(
        replace(reading, regime=SIDES[side] + reading.regime)
        for side, diagram in enumerate(maps)
        for reading in diagram.outcomes
    )
    join = _Join((first.canvas.plane, second.canvas.plane), len(first.outcomes))
    domain = all_of(*(_domain(diagram.canvas.plane) for diagram in maps))
    outcomes = [(reading.regime, reading.formula) for reading in readings]
    question = Question(tuple(outcomes), domain, first.canvas.axes, first.canvas.box, join)
    plane = _plane(question, limits if all(diagram.status == "exact" for diagram in maps) else None)
    origin = replace(first.origin, names={}, regimes=(), citation=None)
    return assemble(_named(origin, plane, maps), (first.x, first.y), first.canvas.axes, readings, _ties(maps), plane)


def _check(first: PhaseDiagram, second: PhaseDiagram) -> None:
    for name, one, other in (("x", first.x, second.x), ("y", first.y, second.y)):
        if one is None or other is None:
            if one is not other:
                raise DiagramError(
                    f"compare: one map has a second axis, {_words(one or other)}; the other one has none."
                )
        elif (one.symbol, one.lower, one.upper) != (other.symbol, other.lower, other.upper):
            raise DiagramError(
                f"compare: {name} is {_words(one)} on the first map and {_words(other)} on the second; expected the "
                "same."
            )


def _words(axis: Axis | None) -> str:
    return "" if axis is None else f"{axis.symbol} from {axis.lower} to {axis.upper}"


def _domain(plane: Plane) -> Formula:
    if isinstance(plane, Decomposition):
        return plane.rules.domain
    if isinstance(plane, Mosaic):
        return plane.question.domain
    raise DiagramError(f"compare: {type(plane).__name__} is no map that can be compared.")


def _plane(q: Question, limits: Limits | None) -> Plane:
    """Return the exact overlay within some limits, else a certified one."""
    if limits is not None:
        try:
            return decompose(q.outcomes, q.domain, q.axes, q.box, q.join, limits)
        except LimitError:
            if not limits.certified:
                raise
    return subdivide(q.outcomes, q.domain, q.axes, q.box, q.join)


def _named(origin: Origin, plane: Plane, maps: tuple[PhaseDiagram, PhaseDiagram]) -> Origin:
    """Give the sets of regimes that occur the name that they have on both maps, or both names."""
    names = {}
    shown = (patch.regimes for patch in plane.patches if patch.regimes is not None)
    for regimes in (*plane.regimes_by_holding.values(), *shown):
        own = tuple(sorted(regimes))
        names[own] = joined_name(*(d.origin.name_of(parted(own, side)) for side, d in enumerate(maps)))
    return replace(origin, names=names)


def joined_name(one: str, other: str) -> str:
    """Return one name where both maps say the same, else both with an arrow.

    Examples
    --------
    >>> joined_name("capture", "capture"), joined_name("capture", "restriction")
    ('capture', 'capture → restriction')
    """
    return one if one == other else f"{one} → {other}"


def _ties(maps: tuple[PhaseDiagram, PhaseDiagram]) -> tuple[Indifference, ...]:
    """Return the comparisons that explain borders of either map."""
    borders: list[Boundary] = [border for diagram in maps for border in diagram.boundaries]
    return tuple(dict.fromkeys(b.source.comparison for b in borders if b.source.comparison is not None))
