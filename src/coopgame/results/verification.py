"""An independent check of a phase diagram, from its outlines and from the payoffs of the game.

It shares with the decomposition only the payoffs and the finished outlines: points are located by crossing numbers of
the outlines, and the game at a point is solved as a game of numbers, by the definition of the concept.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

import sympy

from coopgame.equilibria.equilibrium import Mixture
from coopgame.errors import DiagramError
from coopgame.expressions.evaluation import truth_at, value_at
from coopgame.progress import track
from coopgame.reports import Check, Report
from coopgame.results.map_like import MapLike
from coopgame.results.parts import Region

Point = tuple[Fraction, Fraction]


def verify(diagram: MapLike, points: int, seed: int) -> Report:
    """Return the report of the four checks."""
    rings = {r.index: _rings(r) for r in (*diagram.regions, *diagram.outside)}
    return Report(
        (
            _areas(diagram, rings),
            _shared_borders(diagram, rings),
            _inside(diagram, rings, points, seed),
            _on_borders(diagram, points, seed),
        )
    )


def _fraction(value: sympy.Rational) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def _rings(region: Region) -> list[list[Point]]:
    polygon = region.polygon()
    return [[(_fraction(x), _fraction(y)) for x, y in ring] for ring in (polygon.exterior, *polygon.holes)]


def _shoelace(ring: list[Point]) -> Fraction:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum((p[0] * q[1] - q[0] * p[1] for p, q in pairs), Fraction(0)) / 2


def _areas(diagram: MapLike, rings: dict[int, list[list[Point]]]) -> Check:
    total = sum((_shoelace(ring) for own in rings.values() for ring in own), Fraction(0))
    height = Fraction(1) if diagram.y is None else _fraction(diagram.y.upper - diagram.y.lower)
    box = _fraction(diagram.x.upper - diagram.x.lower) * height
    wrong = [
        r.name
        for r in (*diagram.regions, *diagram.outside)
        if sum((_shoelace(ring) for ring in rings[r.index]), Fraction(0)) != _fraction(r.area.lower)
    ]
    detail = f"areas sum to {total}, the box has {box}" + (f"; wrong: {', '.join(wrong)}" if wrong else "")
    return Check("areas of the outlines sum to the box", total == box and not wrong, detail)


def _shared_borders(diagram: MapLike, rings: dict[int, list[list[Point]]]) -> Check:
    """Every border must lie on the outlines of both of its regions, which walk it in opposite directions."""
    bad = 0
    for border in diagram.boundaries:
        start, end = ((_fraction(x), _fraction(y)) for x, y in (border.path[0], border.path[-1]))
        walks = Counter(d for patch in border.patches for d in _walks(rings[patch], start, end))
        bad += walks != Counter({1: 1, -1: 1})
    detail = f"{len(diagram.boundaries)} borders, {bad} not shared"
    return Check("each border is shared by the two regions it names", bad == 0, detail)


def _walks(rings: list[list[Point]], start: Point, end: Point) -> Iterator[int]:
    """Yield 1 for each edge of the rings that covers the segment in its direction, -1 for each in the other one."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    for ring in rings:
        for p, q in zip(ring, [*ring[1:], ring[0]], strict=True):
            if any(dx * (r[1] - start[1]) != dy * (r[0] - start[0]) for r in (p, q)):
                continue
            low, high = sorted(dx * (r[0] - start[0]) + dy * (r[1] - start[1]) for r in (p, q))
            if low <= 0 and high >= dx * dx + dy * dy:
                yield 1 if dx * (q[0] - p[0]) + dy * (q[1] - p[1]) > 0 else -1


def _contains(rings: list[list[Point]], point: Point) -> bool:
    """Decide by the parity of crossings of a ray to the right; exact, for points off the outline."""
    x, y = point
    inside = False
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                inside = not inside
    return inside


def _on_outline(rings: list[list[Point]], point: Point) -> bool:
    x, y = point
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            between = min(x0, x1) <= x <= max(x0, x1) and min(y0, y1) <= y <= max(y0, y1)
            if between and (x1 - x0) * (y - y0) == (y1 - y0) * (x - x0):
                return True
    return False


def _solved(diagram: MapLike, point: Point) -> tuple[str, ...] | None:
    """Return the regimes at a point by solving the game there, None outside the parameter space."""
    values = {s: _fraction(v) for s, v in diagram.origin.fixed.items()}
    for axis, value in zip((diagram.x, diagram.y), point, strict=True):
        if axis is not None:
            values[axis.symbol] = value
            if not _within(diagram.origin.space.bounds[axis.symbol], value):
                return None
    if not all(truth_at(condition, values) for condition in diagram.origin.space.where):
        return None
    parameters = diagram.origin.game.parameters
    used = {s: sympy.Rational(v.numerator, v.denominator) for s, v in values.items() if s in parameters}
    read: dict[tuple[Mixture, ...], set[str]] = {}
    for reading in diagram.outcomes:
        own = read.setdefault(reading.equilibrium.mixtures, set())
        if reading.condition == sympy.true or truth_at(reading.condition, values):
            own.add(reading.regime)
    game = diagram.origin.game
    if any(value_at(u, values) is None for row in game.payoffs.values() for u in row):
        return None
    found = diagram.origin.concept.equilibria(game.substitute(used))
    return tuple(sorted({name for e in found for name in read.get(e.mixtures, {f"unlisted {e.mixtures}"})}))


def _within(interval: sympy.Interval, value: Fraction) -> bool:
    """Whether a coordinate of a point of the box, so between the ends of the interval, is not an end left out."""
    return not (interval.left_open and value == interval.start) and not (interval.right_open and value == interval.end)


def _random_points(diagram: MapLike, count: int, seed: int) -> Iterator[Point]:
    rng = random.Random(seed)  # noqa: S311 - points of a check, not a secret
    for _ in range(count):
        ends = [(diagram.x.lower, diagram.x.upper)]
        ends.append((sympy.Integer(0), sympy.Integer(1)) if diagram.y is None else (diagram.y.lower, diagram.y.upper))
        x, y = (
            _fraction(low) + (_fraction(high) - _fraction(low)) * Fraction(rng.randint(1, 9999), 10000)
            for low, high in ends
        )
        yield x, y


def _inside(diagram: MapLike, rings: dict[int, list[list[Point]]], count: int, seed: int) -> Check:
    wrong, tried = [], 0
    for point in track(list(_random_points(diagram, count, seed)), "points inside"):
        if any(_on_outline(own, point) for own in rings.values()):
            continue
        tried += 1
        owners = [r for r in (*diagram.regions, *diagram.outside) if _contains(rings[r.index], point)]
        expected = _solved(diagram, point)
        wrong += _misdescribed(diagram, owners, point)
        told = None if owners and owners[0] in diagram.outside else owners[0].regimes if owners else ("uncovered",)
        if len(owners) != 1 or told != expected:
            wrong.append(f"({point[0]}, {point[1]}): {told} on the map, {expected} by solving the game")
    detail = "; ".join(wrong[:2]) or f"{tried} points in the interior of regions, 0 differences"
    return Check("regions have the regimes of the game solved inside them", not wrong, detail)


def _misdescribed(diagram: MapLike, owners: Sequence[Region], point: Point) -> list[str]:
    """Return what printed conditions get wrong about a point: only that of its own region may hold."""
    axes = [axis.symbol for axis in (diagram.x, diagram.y) if axis is not None]
    values = dict(zip(axes, point, strict=False))
    holding = [r for r in diagram.regions if r.condition == sympy.true or truth_at(r.condition, values)]
    if not owners or owners[0] in diagram.outside:
        return []
    same = {r.index for r in holding} == {r.index for r in owners}
    return [] if same else [f"({point[0]}, {point[1]}): the conditions of {[r.name for r in holding]} hold"]


def _told(diagram: MapLike, point: Sequence[sympy.Rational]) -> tuple[str, ...] | None:
    """Return what the map says of a point, None where it says that the point lies outside."""
    try:
        return diagram.at(*point)
    except DiagramError:
        return None


def _on_borders(diagram: MapLike, count: int, seed: int) -> Check:
    """On a border every regime of both sides must be possible, unless the concept's conditions are strict there."""
    rng = random.Random(seed + 1)  # noqa: S311
    borders = list(diagram.boundaries)
    rng.shuffle(borders)
    wrong = []
    for border in borders[:count]:
        (x0, y0), (x1, y1) = (tuple(map(_fraction, p)) for p in (border.path[0], border.path[-1]))
        t = Fraction(rng.randint(1, 99), 100)
        point = (x0 + t * (x1 - x0), y0 + t * (y1 - y0))
        values = [sympy.Rational(v.numerator, v.denominator) for v in point]
        told = _told(diagram, values[: 1 if diagram.y is None else 2])
        if told != _solved(diagram, point):
            wrong.append(f"({point[0]}, {point[1]}): {told} on the map, {_solved(diagram, point)} by solving")
    detail = "; ".join(wrong[:2]) or f"{min(count, len(borders))} points on borders, 0 differences"
    return Check("points on borders have the regimes of the game solved there", not wrong, detail)
