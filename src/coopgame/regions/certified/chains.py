"""Borders through undecided bands: chains of bands from tile to tile with the same patches on either side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from coopgame.regions.certified.stitching import Stitching
from coopgame.regions.certified.tiles import Node
from coopgame.regions.plane import Point


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
        Points in the band, where it enters and leaves tiles.
    """

    curve: int | None
    left: int
    right: int
    holding: frozenset[int]
    points: tuple[Point, ...]

    @property
    def curved(self) -> bool:
        """Borders of certified maps are not straight."""
        return True

    def path(self, tolerance: Fraction) -> tuple[Point, ...]:  # noqa: ARG002 - the points are as many as there are
        """Return rational points from end to end; border and polyline run in the same band."""
        return self.points


class Chain(NamedTuple):
    """The bands of one border in order, the patches beside it, and points of the lattice along it."""

    bands: tuple[int, ...]
    left: int
    right: int
    nodes: tuple[Node, ...]


def _middle(start: Node, end: Node) -> Node:
    return (start[0] + end[0]) // 2, (start[1] + end[1]) // 2


class Chains:
    """The borders of a stitching; built, read and thrown away.

    Forward along a border is where the side on which its atom is positive lies on the left.
    """

    def __init__(self, stitching: Stitching) -> None:
        self._stitching = stitching
        self._borders = {k: piece.border for k, piece in enumerate(stitching.pieces) if piece.border is not None}
        self._ahead: dict[int, tuple[int, Node]] = {}
        for k in self._borders:
            following = self._following(k)
            if following is not None:
                self._ahead[k] = following

    def _progress(self, k: int, node: Node) -> int:
        line = self._borders[k].line
        return line.y * node[0] - line.x * node[1]

    def _ends(self, k: int) -> tuple[Node, Node]:
        """Return the middles of the first and the last side of a band."""
        ring = self._stitching.pieces[k].ring
        sides = [(ring[n - 1], ring[n]) for n in range(len(ring))]
        middles = sorted((_middle(*side) for side in sides), key=lambda node: self._progress(k, node))
        return middles[0], middles[-1]

    def _centre(self, k: int) -> Node:
        ring = self._stitching.pieces[k].ring
        return sum(x for x, _ in ring) // len(ring), sum(y for _, y in ring) // len(ring)

    def _following(self, k: int) -> tuple[int, Node] | None:
        """Return the band that continues a border, and the middle of the passage to it."""
        here = self._progress(k, self._centre(k))
        found: list[tuple[int, int, Node]] = []
        for other, seam in self._stitching.neighbours[k]:
            if other in self._borders and self._borders[other][:3] == self._borders[k][:3]:
                progress = self._progress(k, self._centre(other))
                if progress > here:
                    found.append((progress, other, _middle(seam.start, seam.end)))
        return max(found)[1:] if found else None

    def _beside(self, k: int) -> tuple[int | None, int | None]:
        """Return the decided patches that a band touches above and below."""
        found: list[int | None] = [None, None]
        for other, _ in self._stitching.neighbours[k]:
            piece = self._stitching.pieces[other]
            for side, label in enumerate((self._borders[k].above, self._borders[k].below)):
                if piece.decided and piece.regimes == label:
                    found[side] = self._stitching.patch_of[other]
        return found[0], found[1]

    def _without_side_tracks(self) -> set[int]:
        """Let each band follow only one other, and return those that nothing follows for that reason.

        Where a border passes through a corner of tiles, it touches bands of tiles that it does not enter.
        """
        continued = {following for following, _ in self._ahead.values()}
        behind: dict[int, int] = {}
        for k, (following, _) in sorted(self._ahead.items()):
            if following not in behind or (k in continued and behind[following] not in continued):
                behind[following] = k
        return {k for k, (following, _) in self._ahead.items() if behind[following] != k}

    def __iter__(self) -> Iterator[Chain]:
        """Yield the borders in the order of their first bands."""
        tracks = self._without_side_tracks()
        ahead = {k: following for k, (following, _) in self._ahead.items() if k not in tracks}
        continued = set(ahead.values())
        seen: set[int] = set()
        for first in sorted(self._borders, key=lambda k: (k in continued, k)):
            bands: list[int] = []
            k: int | None = first
            while k is not None and k not in seen:
                seen.add(k)
                bands.append(k)
                k = ahead.get(k)
            if bands and (len(bands) > 1 or first not in tracks):
                yield from self._parts(bands, closed=k == first and len(bands) > 1)

    def _parts(self, bands: Sequence[int], closed: bool) -> Iterator[Chain]:
        """Split a chain where the patch on either side changes."""
        part: list[int] = []
        sides: list[int | None] = [None, None]
        for k in bands:
            beside = self._beside(k)
            if any(new is not None and old not in (None, new) for old, new in zip(sides, beside, strict=True)):
                yield from self._chain(part, sides, closed=False)
                part, sides, closed = [], [None, None], False
            part.append(k)
            sides = [old if new is None else new for old, new in zip(sides, beside, strict=True)]
        yield from self._chain(part, sides, closed)

    def _chain(self, part: Sequence[int], sides: Sequence[int | None], closed: bool) -> Iterator[Chain]:
        left, right = sides
        if left is None or right is None:
            return
        nodes = [self._ahead[k][1] for k in part[:-1]]
        if closed:
            last = self._ahead[part[-1]][1]
            nodes = [last, *nodes, last]
        else:
            nodes = [self._ends(part[0])[0], *nodes, self._ends(part[-1])[1]]
        path = tuple(p for n, p in enumerate(nodes) if n == 0 or p != nodes[n - 1])
        if len(path) > 1:
            yield Chain(tuple(part), left, right, path)
