r"""What is proved on one tile: signs of atoms, and linear forms that the undecided ones are close to.

On a tile with centre m and half-widths r, the mean value theorem gives for every point at which f is defined

.. math:: f(x) \in f(m) + f_x \cdot (x_1 - m_1) + f_y \cdot (x_2 - m_2),

where the derivatives :math:`f_x, f_y` are balls over the whole tile.  Replacing the balls by their midpoints makes an
error that falls with the square of the size of the tile, so f has a sign off a band between two straight lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from flint import arb

from coopgame.regions.balls import BallProgram, Values, ball
from coopgame.regions.plane import Box, Point
from coopgame.regions.trees import ANY, Settling, Signs, Tree, atoms_of

POSITIVE, NEGATIVE, ZERO = frozenset({1}), frozenset({-1}), frozenset({0})
NOT_NEGATIVE, NOT_POSITIVE = frozenset({0, 1}), frozenset({-1, 0})
#: A side of the box is halved so often at most, and is so many steps of the lattice long.
DEEPEST = 32
LATTICE_BITS = 48
#: Linear forms have coefficients of so many bits.
LINE_BITS = 24

#: A point of the lattice.
Node = tuple[int, int]


def place(box: Box, node: Node) -> Point:
    """Return where a point of the lattice lies in the box."""
    x, y = (Fraction(n, 2**LATTICE_BITS) for n in node)
    return box.x0 + x * (box.x1 - box.x0), box.y0 + y * (box.y1 - box.y0)


class Tile(NamedTuple):
    """A closed rectangle: how often either side of the box was halved, and which of the parts it is."""

    halvings: tuple[int, int]
    index: tuple[int, int]

    @property
    def corners(self) -> tuple[Node, Node]:
        """The lower left and the upper right corner."""
        (i, j), (k, n) = self.halvings, self.index
        i, j = LATTICE_BITS - i, LATTICE_BITS - j
        return (k << i, n << j), (k + 1 << i, n + 1 << j)

    @property
    def centre(self) -> Node:
        """The point in the middle."""
        (x0, y0), (x1, y1) = self.corners
        return (x0 + x1) // 2, (y0 + y1) // 2

    def halves(self, axis: int) -> tuple[Tile, Tile]:
        """Return the two halves across an axis."""
        (i, j), (k, n) = self.halvings, self.index
        if axis == 0:
            return Tile((i + 1, j), (2 * k, n)), Tile((i + 1, j), (2 * k + 1, n))
        return Tile((i, j + 1), (k, 2 * n)), Tile((i, j + 1), (k, 2 * n + 1))


class State(NamedTuple):
    """What is left to decide on a tile: whether it is inside the domain, and which claims hold."""

    inside: Tree
    claims: tuple[Tree, ...]

    @property
    def decided(self) -> bool:
        """Whether nothing is left."""
        return self.inside is False or (self.inside is True and all(isinstance(c, bool) for c in self.claims))

    @property
    def atoms(self) -> tuple[int, ...]:
        """The atoms that still matter, in reading order."""
        return tuple(dict.fromkeys(atom for tree in (self.inside, *self.claims) for atom in atoms_of(tree)))

    def settled(self, signs: Mapping[int, Signs]) -> State:
        """Return what is left when these signs are known."""
        settle = Settling(signs)
        inside = settle(self.inside)
        if inside is False:
            return State(False, ())
        return State(inside, tuple(settle(claim) for claim in self.claims))


class Line(NamedTuple):
    """An integer linear form on the lattice; an atom has its sign wherever its absolute value is above ``error``."""

    at_centre: int
    x: int
    y: int
    centre: Node
    error: int

    def at(self, node: Node) -> int:
        """Return the value of the form."""
        return self.at_centre + self.x * (node[0] - self.centre[0]) + self.y * (node[1] - self.centre[1])


@dataclass(frozen=True)
class Band:
    """The linear enclosure of an atom over a tile, in balls.

    Attributes
    ----------
    value
        The value at the centre.
    x, y
        The derivatives over the tile, times its half-widths.
    """

    value: Any
    x: Any
    y: Any

    @property
    def finite(self) -> bool:
        """Whether the enclosure says anything."""
        return bool(self.value.is_finite() and self.x.is_finite() and self.y.is_finite())

    @property
    def regular(self) -> bool:
        """Whether the atom has no critical point on the tile, so that its zeros are a null set."""
        return self.finite and any(slope > 0 or slope < 0 for slope in (self.x, self.y))

    @property
    def range(self) -> Any:
        """A ball that contains all values on the tile."""
        return self.value + (self.x + self.y) * arb(0, 1)

    def line(self, tile: Tile) -> Line | None:
        """Return the enclosure in integers, None where it is flat."""
        size = abs(self.x.mid()) + abs(self.y.mid())
        if not size > 0:
            return None
        mantissa, exponent = (int(part) for part in size.upper().man_exp())
        shift = LINE_BITS - mantissa.bit_length() - exponent
        c, a, b = (_scaled(v, shift) for v in (self.value, self.x, self.y))
        scale = arb(2) ** shift
        error = (self.value * scale - c).abs_upper() + (self.x * scale - a).abs_upper() + (self.y * scale - b).abs_upper()
        # Half-widths are powers of two, so slopes become integers when everything is multiplied by the larger one.
        wide, high = (LATTICE_BITS - n - 1 for n in tile.halvings)
        most = max(wide, high)
        bound = int(error.upper().ceil().unique_fmpz()) + 1
        return Line(c << most, a << most - wide, b << most - high, tile.centre, bound << most)


def _scaled(value: Any, shift: int) -> int:
    """Return an integer near the middle of a ball times ``2**shift``."""
    mantissa, exponent = (int(part) for part in value.mid().man_exp())
    return mantissa << exponent + shift if exponent + shift >= 0 else mantissa >> -exponent - shift


def sign_of(value: Any) -> Signs:
    """Return the signs that a ball contains."""
    if value > 0:
        return POSITIVE
    if value < 0:
        return NEGATIVE
    if value.is_zero():
        return ZERO
    if value >= 0:
        return NOT_NEGATIVE
    return NOT_POSITIVE if value <= 0 else ANY


class Survey:
    """The evaluation of atoms over one tile."""

    def __init__(self, program: BallProgram, box: Box, tile: Tile) -> None:
        self._program = program
        x, y = place(box, tile.centre)
        rx, ry = (box.x1 - box.x0) / 2 ** (tile.halvings[0] + 1), (box.y1 - box.y0) / 2 ** (tile.halvings[1] + 1)
        self._point, self._radii = (x, y), (ball(rx), ball(ry))
        self._over = program.over(ball(x, rx), ball(y, ry))
        self._at: Values | None = None

    def natural(self, atom: int) -> Signs:
        """Return the signs of an atom by plain ball arithmetic."""
        return sign_of(self._over[atom])

    def band(self, atom: int) -> Band:
        """Return the linear enclosure of an atom."""
        if self._at is None:
            self._at = self._program.over(*(ball(v) for v in self._point))
        slopes = [self._over[self._program.derivative(atom, axis)] * r for axis, r in enumerate(self._radii)]
        return Band(self._at[atom], *slopes)

    def examine(self, state: State) -> tuple[State, dict[int, Band]]:
        """Return what is left to decide on the tile, and the linear enclosures of the atoms that matter for it."""
        state = state.settled({atom: self.natural(atom) for atom in state.atoms})
        bands = {atom: self.band(atom) for atom in state.atoms}
        signs = {atom: sign_of(band.range) for atom, band in bands.items() if band.finite}
        state = state.settled(signs)
        return state, {atom: bands[atom] for atom in state.atoms}


def axis_to_halve(tile: Tile, bands: Mapping[int, Band], apart: bool) -> int:
    """Return the axis across which halving a tile helps most.

    That is where the slopes of atoms vary, which makes bands thin; with ``apart``, where atoms themselves vary, which
    tells them apart.
    """
    pull = [arb(0), arb(0)]
    for band in bands.values():
        if not (band.x.is_finite() and band.y.is_finite()):
            pull = [p + int(not slope.is_finite()) for p, slope in zip(pull, (band.x, band.y), strict=True)]
            continue
        reach, bend = [abs(slope.mid()) for slope in (band.x, band.y)], [slope.rad() for slope in (band.x, band.y)]
        straight = sum(bend) * 2**LINE_BITS < sum(reach)
        along = reach if apart or straight else bend
        total = along[0] + along[1]
        if total > 0:
            pull = [p + part / total for p, part in zip(pull, along, strict=True)]
    if pull[0] > pull[1] or pull[1] > pull[0]:
        return 0 if pull[0] > pull[1] else 1
    return 0 if tile.halvings[0] <= tile.halvings[1] else 1
