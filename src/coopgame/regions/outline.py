"""Outlines of regions: closed rings with the region on the left, outer rings counter-clockwise, holes clockwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

from coopgame.regions.lines import Point

Ring = tuple[Point, ...]
Edge = tuple[Point, Point]


def _cross(u: Point, v: Point) -> Fraction:
    return u[0] * v[1] - u[1] * v[0]


def _direction(edge: Edge) -> Point:
    return (edge[1][0] - edge[0][0], edge[1][1] - edge[0][1])


def _clockwise_rank(reference: Point, direction: Point) -> tuple[int, Fraction]:
    """Order directions by the clockwise angle from ``reference``, in (0, 360°], without angles.

    The half-plane decides first; within it the cotangent of the angle falls as the angle grows.
    """
    cross = _cross(reference, direction)
    dot = reference[0] * direction[0] + reference[1] * direction[1]
    if cross < 0:
        return (0, dot / cross)
    if cross > 0:
        return (2, dot / cross)
    return (1, Fraction(0)) if dot < 0 else (3, Fraction(0))


def rings_of(edges: Iterable[Edge]) -> tuple[Ring, ...]:
    """Join the directed boundary edges of one region (region on the left) into closed rings without needless vertices.

    Where a region touches itself in a point, the ring turns as sharply as it can away from the region, so no ring
    visits a point twice: rings are simple, and two of them have at most single points in common.
    """
    outgoing: dict[Point, list[Edge]] = defaultdict(list)
    for edge in sorted(edges):
        outgoing[edge[0]].append(edge)
    rings = []
    while any(outgoing.values()):
        start = min(point for point, own in outgoing.items() if own)
        edge = outgoing[start].pop(0)
        first, trail = edge, [edge[0]]
        while True:
            back = (-_direction(edge)[0], -_direction(edge)[1])
            options = outgoing[edge[1]] + ([first] if edge[1] == first[0] else [])
            following = max(options, key=lambda e: _clockwise_rank(back, _direction(e)))
            if following is first:
                break
            outgoing[edge[1]].remove(following)
            trail.append(following[0])
            edge = following
        rings.append(_without_straight(trail))
    return tuple(sorted(rings, key=lambda ring: (-signed_area(ring), ring)))


def _without_straight(points: list[Point]) -> Ring:
    """Drop vertices at which the ring goes straight on, and start at the smallest one left."""
    kept = []
    for before, here, after in zip([points[-1], *points[:-1]], points, [*points[1:], points[0]], strict=True):
        if _cross(_direction((before, here)), _direction((here, after))) != 0:
            kept.append(here)
    least = kept.index(min(kept))
    return tuple(kept[least:] + kept[:least])


def signed_area(ring: Ring) -> Fraction:
    """Return the area of a ring, negative when it runs clockwise (a hole)."""
    twice = sum((_cross(p, q) for p, q in zip(ring, (*ring[1:], ring[0]), strict=True)), Fraction(0))
    return twice / 2
