"""From convex pieces to connected patches: shared sides, outlines, areas, and the borders between patches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from coopgame.regions.outline import Edge, rings_of
from coopgame.regions.pieces import Outline, Piece, Support, clip
from coopgame.regions.plane import Point, Regimes, Ring


@dataclass(frozen=True)
class Seam:
    """A straight segment that is no corner of any piece inside; the pieces on its left and on its right."""

    start: Point
    end: Point
    left: int | None
    right: int | None
    support: Support


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
class MosaicArc:
    """A border through a band that is not decided, with the same patch on its left and on its right.

    Attributes
    ----------
    curve
        The number of the border's equation.
    left, right
        The patches on either side, walked from the first point to the last.
    holding
        The outcomes that hold on the border.
    points
        Points in the band: the middles of the passages from tile to tile.
    """

    curve: int | None
    left: int
    right: int
    holding: frozenset[int]
    points: tuple[Point, ...]

    def path(self, tolerance: Fraction) -> tuple[Point, ...]:  # noqa: ARG002 - the points are as many as there are
        """Return rational points from end to end; border and polyline run in the same band."""
        return self.points


def seams_of(pieces: Sequence[Piece]) -> tuple[Seam, ...]:
    """Return the segments between the pieces, each of them whole on both sides."""
    sides: dict[Support, list[tuple[Point, Point, int]]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        following = (*piece.ring[1:], piece.ring[0])
        for start, end, support in zip(piece.ring, following, piece.supports, strict=True):
            sides[support].append((start, end, number))
    return tuple(seam for support, own in sides.items() for seam in _along(support, own))


def _along(support: Support, sides: Sequence[tuple[Point, Point, int]]) -> Iterator[Seam]:
    """Split the sides on one line at the corners on it; points on a line are in order when their coordinates are."""
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
        yield Seam(corners[k], corners[k + 1], left.get(k), right.get(k), support)


class Stitching:
    """The pieces of a box with their neighbours, joined to patches; built, read and thrown away."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.seams = seams_of(pieces)
        self.neighbours: list[list[tuple[int, Seam]]] = [[] for _ in pieces]
        for seam in self.seams:
            if seam.left is not None and seam.right is not None:
                self.neighbours[seam.left].append((seam.right, seam))
                self.neighbours[seam.right].append((seam.left, seam))

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

    def patches(self) -> tuple[MosaicPatch, ...]:
        """Return the patches in the order of their numbers."""
        members: dict[int, list[int]] = defaultdict(list)
        for k, patch in enumerate(self.patch_of):
            members[patch].append(k)
        areas = [piece.area for piece in self.pieces]
        edges = self._edges()
        found = []
        for patch, own in sorted(members.items()):
            first = self.pieces[own[0]]
            lower = sum((areas[k] for k in own), Fraction(0))
            around = sum((areas[k] for k in self._doubtful(own, first.regimes)), Fraction(0)) if first.decided else 0
            largest = self.pieces[max(own, key=lambda k: areas[k])]
            found.append(
                MosaicPatch(
                    first.regimes,
                    first.decided,
                    _middle(largest.ring),
                    (lower if first.decided else Fraction(0), lower + around),
                    rings_of(edges[patch]),
                )
            )
        return tuple(found)

    def _doubtful(self, own: Sequence[int], regimes: Regimes) -> set[int]:
        """Return the undecided pieces that hang together with a patch and on which its regimes are possible."""
        found: set[int] = set()
        pending = list(own)
        while pending:
            for other, _ in self.neighbours[pending.pop()]:
                labels = self.pieces[other].labels
                if labels is None or other in found:
                    continue
                if labels.possible is None or regimes in labels.possible:
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


def _middle(ring: Ring) -> Point:
    count = len(ring)
    return sum((p[0] for p in ring), Fraction(0)) / count, sum((p[1] for p in ring), Fraction(0)) / count


class Borders:
    """Borders as chains of bands that are cut by the same atom and have the same patches on either side."""

    def __init__(self, stitching: Stitching) -> None:
        self._stitching, self._pieces = stitching, stitching.pieces
        self._sides = {k: self._patches_beside(k) for k, piece in enumerate(self._pieces) if piece.line is not None}

    def _patches_beside(self, k: int) -> tuple[int | None, int | None]:
        """Return the patches above and below a band, where its own sides touch them."""
        labels, found = self._pieces[k].labels, [None, None]
        for other, _ in self._stitching.neighbours[k]:
            piece = self._pieces[other]
            if labels is not None and piece.decided and piece.regimes in (labels.above, labels.below):
                found[int(piece.regimes == labels.below)] = self._stitching.patch_of[other]
        return found[0], found[1]

    def chains(self) -> Iterator[tuple[tuple[int, ...], int, int, tuple[Point, ...]]]:
        """Yield each border: its bands in order, the patch on its left, the patch on its right, and its points."""
        ahead = {k: self._ahead(k) for k in self._sides}
        behind = {after: k for k, (after, _) in ahead.items() if after is not None}
        starts = [k for k in ahead if k not in behind]
        seen: set[int] = set()
        for first in (*starts, *ahead):
            chain: list[int] = []
            k: int | None = first
            while k is not None and k not in seen:
                seen.add(k)
                chain.append(k)
                k = ahead[k][0]
            if chain:
                yield from self._parts(chain, ahead)

    def _ahead(self, k: int) -> tuple[int | None, Point | None]:
        """Return the band that continues a border, and the middle of the passage to it."""
        here = self._pieces[k]
        if here.line is None or here.labels is None:
            return None, None
        found: tuple[Fraction, int | None, Point | None] = (Fraction(0), None, None)
        centre = _middle(here.ring)
        for other, seam in self._stitching.neighbours[k]:
            labels = self._pieces[other].labels
            if other not in self._sides or labels is None or labels[1:] != here.labels[1:]:
                continue
            passage = _middle((seam.start, seam.end))
            # Forward is where the side on which the atom is positive lies on the left.
            progress = here.line.b * (passage[0] - centre[0]) - here.line.a * (passage[1] - centre[1])
            if progress > found[0]:
                found = (progress, other, passage)
        return found[1], found[2]

    def _parts(
        self, chain: Sequence[int], ahead: dict[int, tuple[int | None, Point | None]]
    ) -> Iterator[tuple[tuple[int, ...], int, int, tuple[Point, ...]]]:
        """Split a chain where the patch on either side changes."""
        part: list[int] = []
        left: int | None = None
        right: int | None = None
        for k in chain:
            above, below = self._sides[k]
            if (left is not None and above not in (None, left)) or (right is not None and below not in (None, right)):
                if left is not None and right is not None:
                    yield tuple(part), left, right, self._points(part, ahead)
                part, left, right = [], None, None
            part.append(k)
            left, right = left if above is None else above, right if below is None else below
        if left is not None and right is not None:
            yield tuple(part), left, right, self._points(part, ahead)

    def _points(self, part: Sequence[int], ahead: dict[int, tuple[int | None, Point | None]]) -> tuple[Point, ...]:
        passages = [ahead[k][1] for k in part[:-1]]
        found = [*self._ends(part[0])[:1], *(p for p in passages if p is not None)]
        last = ahead[part[-1]]
        found += [last[1]] if last[0] == part[0] and last[1] is not None else self._ends(part[-1])[-1:]
        return tuple(p for p, q in zip(found, [None, *found], strict=False) if p != q)

    def _ends(self, k: int) -> list[Point]:
        """Return where the middle of a band enters and leaves it."""
        piece = self._pieces[k]
        if piece.line is None:
            return []
        line, outline = piece.line, list(zip(piece.ring, piece.supports, strict=True))
        middle: Outline = [(p, s) for p, s in clip(outline, line, Fraction(0), 1, ("middle",)) if line.at(p) == 0]
        return sorted((p for p, _ in middle), key=lambda p: line.b * p[0] - line.a * p[1])
