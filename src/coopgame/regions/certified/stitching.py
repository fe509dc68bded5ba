"""From pieces of tiles to connected patches: shared sides, outlines and areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from coopgame.regions.certified.pieces import Piece, twice_area
from coopgame.regions.certified.tiles import Node
from coopgame.regions.plane import Point, Regimes, Ring

Edge = tuple[Node, Node]


@dataclass(frozen=True)
class MosaicPatch:
    """A connected set with one set of possible regimes, or one that is not decided.

    Attributes
    ----------
    regimes
        The regimes that are possible everywhere in it but for a null set; None outside the parameter space.
    decided
        False for a set on which the regimes are not known.
    sample
        A rational point inside.
    bounds
        The area of the patch, and that area with the undecided parts next to it on which its regimes are possible.
    rings
        The outer ring counter-clockwise, then holes clockwise, of exactly the patch.
    """

    regimes: Regimes
    decided: bool
    sample: Point
    bounds: tuple[Fraction, Fraction]
    rings: tuple[Ring, ...]

    def area(self, width: Fraction) -> tuple[Fraction, Fraction]:  # noqa: ARG002 - what is proved is all there is
        """Return bounds of the area; how far they are apart was settled when the box was divided."""
        return self.bounds

    def outline(self, tolerance: Fraction) -> tuple[Ring, ...]:  # noqa: ARG002 - the outline is exact
        """Return the outer ring counter-clockwise, then holes clockwise; no ring repeats its first corner."""
        return self.rings


@dataclass(frozen=True)
class Seam:
    """A segment on which no piece has a corner but at its ends; the pieces on its left and on its right."""

    start: Node
    end: Node
    left: int | None
    right: int | None


def seams_of(pieces: Sequence[Piece]) -> tuple[Seam, ...]:
    """Return the segments between pieces; slanted sides are whole on both sides, others are split at the corners."""
    sides: dict[tuple[object, ...], list[tuple[Node, Node, int]]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        for k, end in enumerate(piece.ring):
            start = piece.ring[k - 1]
            if start[0] == end[0]:
                support: tuple[object, ...] = ("x", start[0])
            elif start[1] == end[1]:
                support = ("y", start[1])
            else:
                support = (min(start, end), max(start, end))
            sides[support].append((start, end, number))
    return tuple(seam for own in sides.values() for seam in _along(own))


def _along(sides: Sequence[tuple[Node, Node, int]]) -> Iterator[Seam]:
    """Split the sides on one line; points on a line are in order when their coordinates are."""
    corners = sorted({point for start, end, _ in sides for point in (start, end)})
    place = {point: k for k, point in enumerate(corners)}
    left: dict[int, int] = {}
    right: dict[int, int] = {}
    for start, end, number in sides:
        i, j = place[start], place[end]
        own = left if i < j else right
        for k in range(min(i, j), max(i, j)):
            own[k] = number
    for k in sorted(left.keys() | right.keys()):
        yield Seam(corners[k], corners[k + 1], left.get(k), right.get(k))


def rings_of(edges: Sequence[Edge]) -> tuple[tuple[Node, ...], ...]:
    """Join directed edges with the patch on their left into rings, the outer one first.

    Where a patch touches itself in a point, a ring turns as sharply as it can away from the patch, so no ring visits a
    point twice: rings are simple, and two of them have at most single points in common.
    """
    outgoing: dict[Node, list[Node]] = defaultdict(list)
    for start, end in sorted(edges):
        outgoing[start].append(end)
    rings = []
    for origin in sorted(outgoing):
        while outgoing[origin]:
            first = outgoing[origin].pop(0)
            trail = [origin, first]
            while True:
                options = outgoing[trail[-1]] + ([first] if trail[-1] == origin else [])
                onward = options[0] if len(options) == 1 else _sharpest(trail[-2], trail[-1], options)
                if trail[-1] == origin and onward == first:
                    break
                outgoing[trail[-1]].remove(onward)
                trail.append(onward)
            rings.append(_without_straight(trail[:-1]))
    return tuple(sorted(rings, key=lambda ring: (-twice_area(ring), ring)))


def _cross(o: Node, p: Node, q: Node) -> int:
    return (p[0] - o[0]) * (q[1] - o[1]) - (p[1] - o[1]) * (q[0] - o[0])


def _sharpest(before: Node, here: Node, options: Sequence[Node]) -> Node:
    """Return the option that turns most to the right on the way from ``before``."""
    best = options[0]
    for option in options[1:]:
        right_of_way = [_cross(before, here, o) < 0 for o in (best, option)]
        if right_of_way[0] == right_of_way[1]:
            best = option if _cross(here, best, option) < 0 else best
        else:
            best = option if right_of_way[1] else best
    return best


def _without_straight(points: list[Node]) -> tuple[Node, ...]:
    """Drop corners at which a ring goes straight on, and start at the smallest one left."""
    kept = [p for k, p in enumerate(points) if _cross(points[k - 1], p, points[(k + 1) % len(points)])]
    least = kept.index(min(kept))
    return tuple(kept[least:] + kept[:least])


class Stitching:
    """The pieces of a box with their neighbours, joined to patches; built, read and thrown away."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = tuple(pieces)
        self.seams = seams_of(pieces)
        self.areas = [piece.twice_area for piece in pieces]
        self.neighbours: list[list[tuple[int, Seam]]] = [[] for _ in pieces]
        for seam in self.seams:
            if seam.left is not None and seam.right is not None:
                self.neighbours[seam.left].append((seam.right, seam))
                self.neighbours[seam.right].append((seam.left, seam))

    @property
    def isolated(self) -> list[int]:
        """The undecided pieces of patches that have only one label around them."""
        found = []
        for own in self.members.values():
            if not self.pieces[own[0]].decided:
                around = {self.pieces[other] for k in own for other, _ in self.neighbours[k]}
                if len({piece.regimes for piece in around if piece.decided}) < 2:
                    found += own
        return found

    @property
    def members(self) -> dict[int, list[int]]:
        """The pieces of each patch."""
        found: dict[int, list[int]] = defaultdict(list)
        for k, patch in enumerate(self.patch_of):
            found[patch].append(k)
        return dict(sorted(found.items()))

    @cached_property
    def patch_of(self) -> tuple[int, ...]:
        """The patch of each piece; patches are numbered by their first piece."""
        found: dict[int, int] = {}
        number = -1
        for first in range(len(self.pieces)):
            if first in found:
                continue
            number += 1
            found[first], pending = number, [first]
            while pending:
                here = pending.pop()
                for other, _ in self.neighbours[here]:
                    if other not in found and self._alike(here, other):
                        found[other] = number
                        pending.append(other)
        return tuple(found[k] for k in range(len(self.pieces)))

    def _alike(self, first: int, second: int) -> bool:
        a, b = self.pieces[first], self.pieces[second]
        return a.decided == b.decided and a.regimes == b.regimes

    def patches(self, place: Callable[[Node], Point], unit: Fraction) -> tuple[MosaicPatch, ...]:
        """Return the patches in the order of their numbers; ``unit`` is half the area of a square of the lattice."""
        edges = self._edges()
        found = []
        for patch, own in self.members.items():
            first = self.pieces[own[0]]
            area = sum(self.areas[k] for k in own)
            around = sum(self.areas[k] for k in self._doubtful(own, first.regimes)) if first.decided else 0
            rings = tuple(tuple(place(node) for node in ring) for ring in rings_of(edges[patch]))
            corners = [place(node) for node in self.pieces[max(own, key=lambda k: self.areas[k])].ring]
            xs, ys = zip(*corners, strict=True)
            sample = (sum(xs, Fraction(0)) / len(xs), sum(ys, Fraction(0)) / len(ys))
            bounds = (area * unit if first.decided else Fraction(0), (area + around) * unit)
            found.append(MosaicPatch(first.regimes, first.decided, sample, bounds, rings))
        return tuple(found)

    def _doubtful(self, own: Sequence[int], regimes: Regimes) -> set[int]:
        """Return the undecided pieces that hang together with a patch and on which its regimes are possible."""
        found: set[int] = set()
        pending = list(own)
        while pending:
            for other, _ in self.neighbours[pending.pop()]:
                piece = self.pieces[other]
                if not piece.decided and other not in found and (not piece.possible or regimes in piece.possible):
                    found.add(other)
                    pending.append(other)
        return found

    def _edges(self) -> dict[int, list[Edge]]:
        edges: dict[int, list[Edge]] = defaultdict(list)
        for seam in self.seams:
            left = None if seam.left is None else self.patch_of[seam.left]
            right = None if seam.right is None else self.patch_of[seam.right]
            if left != right:
                if left is not None:
                    edges[left].append((seam.start, seam.end))
                if right is not None:
                    edges[right].append((seam.end, seam.start))
        return edges


def without_specks(stitching: Stitching, twice: int) -> tuple[Piece, ...]:
    """Return the pieces, those undecided that make decided patches of so small an area beside something undecided.

    Such specks say less than they confuse.
    """
    pieces = list(stitching.pieces)
    for own in stitching.members.values():
        if pieces[own[0]].decided and sum(stitching.areas[k] for k in own) <= twice:
            around = [stitching.pieces[other] for k in own for other, _ in stitching.neighbours[k]]
            if not all(piece.decided for piece in around):
                for k in own:
                    pieces[k] = Piece(
                        pieces[k].ring, pieces[k].tile, frozenset(), False, frozenset({pieces[k].regimes})
                    )
    return tuple(pieces)
