"""An independent check of a phase diagram: its certificate, its outlines, and the game solved afresh at random points.

The certificate of an exact map is re-proved by :mod:`coopgame_checker`, which shares no code with the library.  Beyond
that, points are located by crossing numbers of the outlines, and the game there is solved as a game of numbers, by the
definition of the concept.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction

import sympy

import coopgame_checker
from coopgame.errors import DiagramError, UnsupportedError
from coopgame.expressions.evaluation import truth_at, value_at
from coopgame.progress import track
from coopgame.reports import Check, Report
from coopgame.results.certificate import certificate
from coopgame.results.map_like import MapLike
from coopgame.results.numbers import fraction, rational
from coopgame.results.outlines import Rings, areas, every_region, rings_of, shared_borders
from coopgame.results.parts import Boundary, Region
from coopgame.results.solving import SKIPPED, solved

Point = tuple[Fraction, Fraction]


def verify(diagram: MapLike, points: int, seed: int) -> Report:
    """Return the report of all checks."""
    rings = {r.index: rings_of(r) for r in every_region(diagram)}
    return Report(
        (
            *_certified(diagram),
            areas(diagram, rings),
            *([shared_borders(diagram, rings)] if diagram.status == "exact" else []),
            _inside(diagram, rings, points, seed),
            _on_borders(diagram, points, seed),
        )
    )


def _certified(diagram: MapLike) -> Iterator[Check]:
    """Yield what the checker says of the certificate, if the diagram has one."""
    try:
        record = certificate(diagram)
    except UnsupportedError as error:
        if diagram.status == "exact":
            yield Check("certificate", True, f"there is none: {error}")
        return

    for step in coopgame_checker.check(record).steps:
        yield Check(f"certificate, {step.name}", step.passed, step.detail)


def turns(rings: list[list[Point]], point: Point) -> bool:
    """Decide by the parity of crossings of a ray to the right; exact, for points off the outline."""
    x, y = point
    inside = False
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                inside = not inside
    return inside


def near(rings: list[list[Point]], point: Point, distance: Fraction) -> bool:
    """Whether a point is so near to an outline that the true border may lie on its other side."""
    x, y = point
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            between = min(x0, x1) - distance <= x <= max(x0, x1) + distance
            if between and min(y0, y1) - distance <= y <= max(y0, y1) + distance:
                cross = (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)
                if abs(cross) <= distance * (abs(x1 - x0) + abs(y1 - y0)):
                    return True
    return False


def _random_points(diagram: MapLike, count: int, seed: int) -> Iterator[Point]:
    rng = random.Random(seed)  # noqa: S311 - points of a check, not a secret
    box = diagram.canvas.box
    for _ in range(count):
        x, y = (
            low + (high - low) * Fraction(rng.randint(1, 9999), 10000)
            for low, high in ((box.x0, box.x1), (box.y0, box.y1))
        )
        yield x, y


def _inside(diagram: MapLike, rings: Rings, count: int, seed: int) -> Check:
    """At points off the outlines the region, the printed conditions and the solved game must agree."""
    wrong, tried = [], 0
    for point in track(list(_random_points(diagram, count, seed)), "points inside"):
        if any(near(own, point, 2 * diagram.canvas.tolerance) for own in rings.values()):
            continue
        expected = solved(diagram, point)
        owners = [r for r in every_region(diagram) if turns(rings[r.index], point)]
        if expected is SKIPPED or (len(owners) == 1 and owners[0] in diagram.undecided):
            continue
        tried += 1
        wrong += _misdescribed(diagram, owners, point)
        told = None if owners and owners[0] in diagram.outside else owners[0].regimes if owners else ("uncovered",)
        if len(owners) != 1 or told != expected:
            wrong.append(f"({point[0]}, {point[1]}): {told} on the map, {expected} by solving the game")
    detail = "; ".join(wrong[:2]) or f"{tried} points in the interior of regions, 0 differences"
    return Check("regions have the regimes of the game solved inside them", not wrong, detail)


def _misdescribed(diagram: MapLike, owners: Sequence[Region], point: Point) -> list[str]:
    """Return what printed conditions get wrong about a point: its own region's holds, and no other regimes' does."""
    if not owners or owners[0] in diagram.outside:
        return []
    axes = [axis.symbol for axis in (diagram.x, diagram.y) if axis is not None]
    values = dict(zip(axes, point, strict=False))
    holding = [r for r in diagram.regions if r.condition == sympy.true or truth_at(r.condition, values)]
    good = owners[0] in holding and all(r.regimes == owners[0].regimes for r in holding)
    return [] if good else [f"({point[0]}, {point[1]}): the conditions of {[r.name for r in holding]} hold"]


def _told(diagram: MapLike, point: Sequence[sympy.Rational]) -> tuple[str, ...] | None:
    """Return what the map says of a point, None where it says that the point lies outside."""
    try:
        return diagram.at(*point)
    except DiagramError:
        return None


def _on_borders(diagram: MapLike, count: int, seed: int) -> Check:
    """At rational points on borders the map must say what solving the game there does."""
    rng = random.Random(seed + 1)  # noqa: S311
    borders = [b for b in diagram.boundaries if b.equation.lhs.is_Symbol]
    rng.shuffle(borders)
    wrong, tried = [], 0
    for border in borders[:count]:
        point = _point_on(diagram, border, Fraction(rng.randint(1, 99), 100))
        expected = None if point is None else solved(diagram, point)
        if point is None or expected is SKIPPED:
            continue
        tried += 1
        told = _told(diagram, [rational(v) for v in point][: 1 if diagram.y is None else 2])
        if told != expected:
            wrong.append(f"({point[0]}, {point[1]}): {told} on the map, {expected} by solving")
    detail = "; ".join(wrong[:2]) or f"{tried} points on borders, 0 differences"
    return Check("points on borders have the regimes of the game solved there", not wrong, detail)


def _point_on(diagram: MapLike, border: Boundary, t: Fraction) -> Point | None:
    """Return a rational point on a border that is solved for one axis; the other coordinate lies along its path."""
    path = border.path
    n = min(int(t * (len(path) - 1)), len(path) - 2)
    middle = [fraction(a) + t * (fraction(b) - fraction(a)) for a, b in zip(path[n], path[n + 1], strict=True)]
    axes = diagram.canvas.axes
    solved_for = axes.index(border.equation.lhs)
    other = {axes[1 - solved_for]: middle[1 - solved_for]}
    value = value_at(border.equation.rhs, other)
    box = diagram.canvas.box
    low, high = (box.x0, box.x1) if solved_for == 0 else (box.y0, box.y1)
    if value is None or not low <= value <= high:
        return None
    middle[solved_for] = value
    return middle[0], middle[1]
