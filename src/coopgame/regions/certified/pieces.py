"""Pieces of a tile: what is decided on either side of a band, and the band.

A tile is cut along one direction only, so every corner of a piece lies on the edge of its tile, where corners can be
rounded to the lattice: towards what is decided, so that nothing undecided is counted as decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

from coopgame.regions.certified.tiles import NEGATIVE, POSITIVE, Band, Line, Node, Rectangle, State
from coopgame.regions.plane import Regimes

Corners = list[Node]
#: With more open atoms a tile is not cut.
FEW = 3


class Border(NamedTuple):
    """A band with one label on the side where an atom is positive, ``above``, and another on the other side."""

    atom: int
    above: Regimes
    below: Regimes
    line: Line


@dataclass(frozen=True)
class Piece:
    """A convex polygon, decided or not.

    Attributes
    ----------
    ring
        The corners in the lattice, counter-clockwise.
    tile
        The number of the tile that it is part of.
    regimes
        The regimes that are possible everywhere in it but for a null set, None outside the domain.
    decided
        False when the regimes are not known; then ``regimes`` is empty.
    possible
        The labels that may occur in it, None when there may be any.
    border
        What it separates, if it is known that there is just one border in it.
    """

    ring: tuple[Node, ...]
    tile: int
    regimes: Regimes
    decided: bool = True
    possible: frozenset[Regimes] | None = None
    border: Border | None = None

    @property
    def twice_area(self) -> int:
        """Twice the area, in squares of the lattice."""
        return twice_area(self.ring)


def twice_area(ring: tuple[Node, ...] | Corners) -> int:
    """Return twice the area of a ring, negative when it runs clockwise."""
    return sum(ring[k - 1][0] * ring[k][1] - ring[k - 1][1] * ring[k][0] for k in range(len(ring)))


def split(ring: Corners, values: list[int]) -> tuple[Corners, Corners]:
    """Split a convex polygon into where a linear form is ≥ 0, rounded inwards, and the rest.

    ``values`` are those of the form at the corners.  Sides on which the form changes sign are parallel to an axis.
    """
    inside: Corners = []
    outside: Corners = []
    for k, (p, v) in enumerate(zip(ring, values, strict=True)):
        q, w = ring[(k + 1) % len(ring)], values[(k + 1) % len(ring)]
        (inside if v >= 0 else outside).append(p)
        if (v >= 0) != (w >= 0):
            crossing = _crossing(p, q, v, w) if v >= 0 else _crossing(q, p, w, v)
            inside.append(crossing)
            outside.append(crossing)
    return _polygon(inside), _polygon(outside)


def _crossing(near: Node, far: Node, a: int, b: int) -> Node:
    """Return the last point on the way, along an axis, at which a form that falls from a ≥ 0 to b < 0 is still ≥ 0."""
    axis = 0 if near[0] != far[0] else 1
    step = (abs(far[axis] - near[axis]) * a) // (a - b)
    end = near[axis] + (step if far[axis] > near[axis] else -step)
    return (end, near[1]) if axis == 0 else (near[0], end)


def _polygon(ring: Corners) -> Corners:
    """Return a ring without repeated corners, empty when it has no area."""
    kept = [p for k, p in enumerate(ring) if p != ring[k - 1]]
    return kept if len(kept) > 2 and twice_area(kept) > 0 else []


class Cut(NamedTuple):
    """A tile cut along one band; a part without area is empty."""

    above: Corners
    below: Corners
    band: Corners
    labels: tuple[Regimes, Regimes]
    border: Border | None


class Cutter:
    """Cuts one tile along the band of one of its undecided atoms, such that the others have a sign off it."""

    def __init__(
        self, rectangle: Rectangle, state: State, bands: Mapping[int, Band], label: Callable[[State], Regimes]
    ) -> None:
        self._label = label
        (x0, y0), (x1, y1) = rectangle
        self.outline: Corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        self.state = self._without_null_sets(state, bands)
        self._lines = {a: line for a in self.state.atoms if bands[a].finite and (line := bands[a].line(rectangle))}

    def _without_null_sets(self, state: State, bands: Mapping[int, Band]) -> State:
        """Drop atoms that matter on their zeros only."""
        for atom in state.atoms:
            if bands[atom].regular:
                above, below = state.settled({atom: POSITIVE}), state.settled({atom: NEGATIVE})
                same = above.decided and below.decided and self._label(above) == self._label(below)
                state = above if same or above == below else state
        return state

    @property
    def undecided(self) -> int:
        """Twice the area of the tile that stays undecided, in squares of the lattice."""
        if self.state.decided:
            return 0
        return twice_area(self.outline if self.cut is None else self.cut.band)

    @cached_property
    def cut(self) -> Cut | None:
        """The cut that leaves least undecided, None where there is none."""
        if self.state.decided or len(self.state.atoms) > FEW:
            return None
        cuts = [cut for atom in self._lines if (cut := self._along(atom)) is not None]
        return min(cuts, key=lambda cut: twice_area(cut.band), default=None)

    def _along(self, atom: int) -> Cut | None:
        line, rest = self._lines[atom], self.outline
        parts: list[Corners] = []
        labels: list[Regimes] = []
        for side, sign in ((1, POSITIVE), (-1, NEGATIVE)):
            found = self._side(atom, side, self.state.settled({atom: sign}))
            if found is None or not rest:
                parts.append([])
                labels.append(frozenset())
                continue
            level, label = found
            part, rest = split(rest, [side * line.at(node) - level for node in rest])
            parts.append(part)
            labels.append(label)
        return Cut(parts[0], parts[1], rest, (labels[0], labels[1]), self._border(atom, parts, labels))

    def _border(self, atom: int, parts: list[Corners], labels: list[Regimes]) -> Border | None:
        """Return what the band separates; with one open atom that is known even if a side has no area on the tile."""
        if len(self.state.atoms) == 1:
            states = [self.state.settled({atom: sign}) for sign in (POSITIVE, NEGATIVE)]
            if not all(state.decided for state in states):
                return None
            labels = [self._label(state) for state in states]
        elif not (all(parts) and self.possible is not None and self.possible <= set(labels)):
            return None
        return None if labels[0] == labels[1] else Border(atom, labels[0], labels[1], self._lines[atom])

    def _side(self, atom: int, side: int, state: State) -> tuple[int, Regimes] | None:
        """Return from which level of an atom on everything is decided on one side of it, and the label there."""
        line = self._lines[atom]
        level = line.error + 1
        far = max(self.outline, key=lambda node: side * line.at(node))
        while not state.decided:
            other = next((a for a in state.atoms if a in self._lines), None)
            if other is None:
                return None
            form = self._lines[other]
            sign = 1 if form.at(far) > 0 else -1
            _, doubtful = split(self.outline, [sign * form.at(node) - form.error - 1 for node in self.outline])
            level = max([level, *(side * line.at(node) + 1 for node in doubtful)])
            state = state.settled({other: frozenset({sign})})
        return (level, self._label(state)) if level < side * line.at(far) else None

    @cached_property
    def possible(self) -> frozenset[Regimes] | None:
        """The labels that some signs of the open atoms make, None when there may be any."""
        atoms = self.state.atoms
        if len(atoms) > FEW:
            return None
        found = set()
        for signs in product((1, 0, -1), repeat=len(atoms)):
            case = self.state.settled({a: frozenset({s}) for a, s in zip(atoms, signs, strict=True)})
            if not case.decided:
                return None
            found.add(self._label(case))
        return frozenset(found)

    def pieces(self, number: int) -> Iterator[Piece]:
        """Yield the pieces of the tile; they fill it and do not overlap."""
        if self.state.decided:
            yield Piece(tuple(self.outline), number, self._label(self.state))
            return
        cut = self.cut
        if cut is None:
            yield Piece(tuple(self.outline), number, frozenset(), False, self.possible)
            return
        for part, label in zip((cut.above, cut.below), cut.labels, strict=True):
            if part:
                yield Piece(tuple(part), number, label)
        if cut.band:
            yield Piece(tuple(cut.band), number, frozenset(), False, self.possible, cut.border)
