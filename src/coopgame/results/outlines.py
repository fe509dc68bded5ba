"""Checks of outlines alone: they fill the box, have the areas of their regions, and share their borders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from coopgame.reports import Check
from coopgame.results.map_like import MapLike
from coopgame.results.numbers import fraction
from coopgame.results.parts import Region

Point = tuple[Fraction, Fraction]
Rings = dict[int, list[list[Point]]]


def every_region(diagram: MapLike) -> tuple[Region, ...]:
    """Return all that fills the box."""
    return (*diagram.regions, *diagram.outside, *diagram.undecided)


def rings_of(region: Region) -> list[list[Point]]:
    """Return the outline of a region as fractions."""
    polygon = region.polygon()
    return [[(fraction(x), fraction(y)) for x, y in ring] for ring in (polygon.exterior, *polygon.holes)]


def _edges(rings: list[list[Point]]) -> Iterator[tuple[Point, Point]]:
    for ring in rings:
        yield from zip(ring, [*ring[1:], ring[0]], strict=True)


def _shoelace(rings: list[list[Point]]) -> Fraction:
    return sum((p[0] * q[1] - q[0] * p[1] for p, q in _edges(rings)), Fraction(0)) / 2


def _length(rings: list[list[Point]]) -> Fraction:
    """Return an upper bound of the length of outlines."""
    return sum((abs(p[0] - q[0]) + abs(p[1] - q[1]) for p, q in _edges(rings)), Fraction(0))


def areas(diagram: MapLike, rings: Rings) -> Check:
    """Check that outlines fill the box and have the areas of their regions, up to the tolerance along their length."""
    total = sum((_shoelace(own) for own in rings.values()), Fraction(0))
    box, wrong = diagram.canvas.box.area, []
    for region in every_region(diagram):
        own = rings[region.index]
        straight = not any(border.arc.curved for border in region.boundaries)
        exact = region.area.exact and straight and diagram.status == "exact"
        slack = Fraction(0) if exact else 4 * diagram.canvas.tolerance * _length(own)
        if not fraction(region.area.lower) - slack <= _shoelace(own) <= fraction(region.area.upper) + slack:
            wrong.append(region.name)
    detail = f"areas sum to {total}, the box has {box}" + (f"; wrong: {', '.join(wrong)}" if wrong else "")
    return Check("areas of the outlines sum to the box", total == box and not wrong, detail)


def shared_borders(diagram: MapLike, rings: Rings) -> Check:
    """Check that every step of every border is walked once in each direction by the outlines of its two regions."""
    walked = {index: Counter(_edges(own)) for index, own in rings.items()}
    bad = 0
    for border in diagram.boundaries:
        path = [(fraction(x), fraction(y)) for x, y in border.path]
        steps = pairwise(path)
        bad += not all(_is_shared(step, border.patches, walked, rings) for step in steps)
    detail = f"{len(diagram.boundaries)} borders, {bad} not shared"
    return Check("each border is shared by the two regions it names", bad == 0, detail)


def _is_shared(
    step: tuple[Point, Point], patches: tuple[int, int], walked: dict[int, Counter[tuple[Point, Point]]], rings: Rings
) -> bool:
    start, end = step
    there, back = (sum(walked[patch][one] for patch in patches) for one in (step, (end, start)))
    if (there, back) == (1, 1):
        return True
    pieces = _split(step, [p for patch in patches for ring in rings[patch] for p in ring])
    # Where two borders are tangent their polylines may coincide, so an outline may walk a piece in both directions.
    return all(
        {1, -1} == set(walks)
        for piece in pieces
        for walks in _opposite([set(_along(rings[patch], *piece)) for patch in patches])
    )


def _opposite(directions: list[set[int]]) -> list[tuple[int, ...]]:
    """Return one direction for each of two regions, opposite if possible."""
    one, other = directions
    pairs = [(d, -d) for d in one if -d in other]
    return [pairs[0] if pairs else (*one, *other, 0)]


def _split(step: tuple[Point, Point], vertices: list[Point]) -> Iterator[tuple[Point, Point]]:
    """Yield the pieces of a segment between the vertices that lie on it: an outline may turn where a border goes on."""
    (x0, y0), (x1, y1) = step
    on = {p for p in vertices if (x1 - x0) * (p[1] - y0) == (y1 - y0) * (p[0] - x0)}
    along = {p: (x1 - x0) * (p[0] - x0) + (y1 - y0) * (p[1] - y0) for p in (*on, *step)}
    inside = sorted((p for p in along if 0 <= along[p] <= along[step[1]]), key=lambda p: along[p])
    yield from pairwise(inside)


def _along(rings: list[list[Point]], start: Point, end: Point) -> Iterator[int]:
    """Yield 1 for each edge of the rings that covers the segment in its direction, -1 for each in the other one."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    for p, q in _edges(rings):
        if any(dx * (r[1] - start[1]) != dy * (r[0] - start[0]) for r in (p, q)):
            continue
        low, high = sorted(dx * (r[0] - start[0]) + dy * (r[1] - start[1]) for r in (p, q))
        if low <= 0 and high >= dx * dx + dy * dy:
            yield 1 if dx * (q[0] - p[0]) + dy * (q[1] - p[1]) > 0 else -1
