"""Outlines of regions as closed rings of sides, from the order of sides around each vertex, without coordinates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from coopgame.regions.borders.assemble import Direction, Side
from coopgame.regions.cells.complex import Vertex

RingOfSides = tuple[Side, ...]


def rings_of(sides: Iterable[Side]) -> dict[int, tuple[RingOfSides, ...]]:
    """Return for each region its outer ring, counter-clockwise, and its holes, clockwise.

    Where a region touches itself in a point, a ring turns as sharply as it can away from the region, so no ring
    visits a point twice: rings are simple, and two of them have at most single points in common.
    """
    directed: dict[int, list[Side]] = defaultdict(list)
    for side in sides:
        if side.left is not None:
            directed[side.left].append(side)
        if side.right is not None:
            directed[side.right].append(side.reversed)
    return {patch: _traced(own) for patch, own in sorted(directed.items())}


def _clockwise(back: Direction, onward: Direction, around: list[Direction]) -> int:
    """Return how many sides further clockwise ``onward`` is than ``back``, in 1 … n."""
    return (around.index(back) - around.index(onward)) % len(around) or len(around)


def _traced(sides: list[Side]) -> tuple[RingOfSides, ...]:
    outgoing: dict[Vertex, list[Side]] = defaultdict(list)
    around: dict[Vertex, set[Direction]] = defaultdict(set)
    for side in sides:
        outgoing[side.start].append(side)
        around[side.start].add(side.leaving)
        around[side.end].add(side.arriving)
    order = {vertex: sorted(directions) for vertex, directions in around.items()}
    rings = []
    for vertex in sorted(outgoing):
        while outgoing[vertex]:
            first = outgoing[vertex].pop()
            trail = [first]
            while True:
                here = trail[-1]
                options = outgoing[here.end] + ([first] if here.end == first.start else [])
                following = max(options, key=lambda s: _clockwise(here.arriving, s.leaving, order[here.end]))
                if following is first:
                    break
                outgoing[here.end].remove(following)
                trail.append(following)
            rings.append(_from_least(trail))
    return tuple(sorted(rings, key=lambda ring: (not _is_outer(ring), ring[0].start)))


def _from_least(trail: list[Side]) -> RingOfSides:
    least = min(range(len(trail)), key=lambda n: trail[n].start)
    return tuple(trail[least:] + trail[:least])


def _is_outer(ring: RingOfSides) -> bool:
    """Whether a ring runs counter-clockwise: at its least vertex it leaves by the lower one of its two sides."""
    return ring[0].leaving < ring[-1].arriving
