"""Convex pieces of a tile: what is decided on either side of the bands, and the bands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple

from coopgame.regions.plane import Point, Regimes, Ring
from coopgame.regions.tiles import NEGATIVE, POSITIVE, Band, Line, State, Tile

#: The line that a side lies on: an axis and a coordinate, or a tile, an atom and the side of its band.
Support = tuple[Any, ...]
#: The sides of a convex polygon, counter-clockwise: where each starts, and what it lies on.
Outline = list[tuple[Point, Support]]
#: With so many open atoms at most, all their signs are tried.
FEW = 3


class Labels(NamedTuple):
    """What may be true in a piece that is not decided.

    ``possible`` are the sets of regimes that may occur in it, None when there are too many; ``atom`` is the only thing
    that is open, if there is just one and it separates ``above``, where it is positive, from ``below``.
    """

    possible: frozenset[Regimes] | None
    atom: int | None = None
    above: Regimes = None
    below: Regimes = None


@dataclass(frozen=True)
class Piece:
    """A convex polygon, decided or not.

    Attributes
    ----------
    ring, supports
        The corners, counter-clockwise, and the line that the side from each corner lies on.
    regimes
        The regimes that are possible everywhere in it but for a null set, None outside the domain.
    labels
        None when it is decided.
    tile
        The number of the tile that it was cut from.
    line
        The middle of the band that it is, if it is one.
    """

    ring: Ring
    supports: tuple[Support, ...]
    regimes: Regimes
    labels: Labels | None
    tile: int
    line: Line | None = None

    @property
    def decided(self) -> bool:
        """Whether the regimes are known."""
        return self.labels is None

    @property
    def area(self) -> Fraction:
        """The area, exactly."""
        twice = sum(
            (p[0] * q[1] - p[1] * q[0] for p, q in zip(self.ring, (*self.ring[1:], self.ring[0]), strict=True)),
            Fraction(0),
        )
        return twice / 2


def rectangle(tile: Tile) -> Outline:
    """Return the outline of a tile."""
    left, right, low, high = tile.x - tile.rx, tile.x + tile.rx, tile.y - tile.ry, tile.y + tile.ry
    corners = ((left, low), (right, low), (right, high), (left, high))
    return list(zip(corners, (("y", low), ("x", right), ("y", high), ("x", left)), strict=True))


def clip(outline: Outline, line: Line, level: Fraction, sign: int, support: Support) -> Outline:
    """Return the part of a convex polygon where ``sign·(form - level) ≥ 0``; empty when it has no area."""
    values = [sign * (line.at(point) - level) for point, _ in outline]
    if min(values) >= 0:
        return outline
    if max(values) <= 0:
        return []
    kept: Outline = []
    for k, ((p, along), v) in enumerate(zip(outline, values, strict=True)):
        (q, _), w = outline[(k + 1) % len(outline)], values[(k + 1) % len(outline)]
        if v > 0 or (v == 0 and w >= 0):
            kept.append((p, along))
        elif v == 0:
            kept.append((p, support))
        if v * w < 0:
            t = v / (v - w)
            crossing = (p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1]))
            kept.append((crossing, support if v > 0 else along))
    return kept


class Cutter:
    """Cuts one tile into pieces along the bands of its undecided atoms."""

    def __init__(self, number: int, tile: Tile, bands: Mapping[int, Band], label: Callable[[State], Regimes]) -> None:
        self._number, self._tile, self._label = number, tile, label
        self._regular = {atom for atom, band in bands.items() if band.regular}
        self._lines = {atom: band.line(tile) for atom, band in bands.items() if band.finite}

    def pieces(self, state: State, most: int) -> Iterator[Piece]:
        """Yield the pieces of the tile; they fill it and do not overlap."""
        atoms = state.atoms
        usable = tuple(a for a in atoms if a in self._lines) if len(atoms) <= most else ()
        yield from self._split(rectangle(self._tile), state, usable)

    def _split(self, outline: Outline, state: State, atoms: tuple[int, ...]) -> Iterator[Piece]:
        if not outline:
            return
        left = [a for a in atoms if a in state.atoms]
        if not left:
            yield self._piece(outline, state)
            return
        atom, rest = left[0], tuple(left[1:])
        above, below = state.settled({atom: POSITIVE}), state.settled({atom: NEGATIVE})
        if atom in self._regular and self._same(above, below):
            yield self._piece(outline, above)
            return
        line = self._lines[atom]
        band = outline
        for side, then in ((1, above), (-1, below)):
            support = (self._number, atom, side)
            yield from self._split(clip(outline, line, side * line.error, side, support), then, rest)
            band = band and clip(band, line, side * line.error, -side, support)
        yield from self._split(band, state, rest)

    def _same(self, above: State, below: State) -> bool:
        return above.decided and below.decided and self._label(above) == self._label(below)

    def _piece(self, outline: Outline, state: State) -> Piece:
        ring, supports = tuple(p for p, _ in outline), tuple(s for _, s in outline)
        if state.decided:
            return Piece(ring, supports, self._label(state), None, self._number)
        labels = self._labels(state)
        line = self._lines.get(labels.atom) if labels.atom is not None else None
        return Piece(ring, supports, frozenset(), labels, self._number, line)

    def _labels(self, state: State) -> Labels:
        """Try all signs of the open atoms."""
        open_atoms = state.atoms
        if len(open_atoms) > FEW:
            return Labels(None)
        found: dict[tuple[int, ...], Regimes] = {}
        for signs in product((1, 0, -1), repeat=len(open_atoms)):
            case = state.settled({a: frozenset({s}) for a, s in zip(open_atoms, signs, strict=True)})
            if not case.decided:
                return Labels(None)
            found[signs] = self._label(case)
        possible = frozenset(found.values())
        if len(open_atoms) == 1 and found[1,] != found[-1,]:
            return Labels(possible, open_atoms[0], found[1,], found[-1,])
        return Labels(possible)
