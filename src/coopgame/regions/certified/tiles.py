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

from coopgame.regions.certified.ball_functions import ball
from coopgame.regions.certified.balls import BallProgram, Values
from coopgame.regions.certified.trees import ANY, Settling, Signs, Tree, atoms_of
from coopgame.regions.plane import Box, Point

POSITIVE, NEGATIVE, ZERO = frozenset({1}), frozenset({-1}), frozenset({0})
NOT_NEGATIVE, NOT_POSITIVE = frozenset({0, 1}), frozenset({-1, 0})
#: A side of the box is halved so often at most, and is so many steps of the lattice long.
DEEPEST = 32
LATTICE_BITS = 48
#: Linear forms have coefficients of so many bits.
LINE_BITS = 24

#: A point of the lattice.
Node = tuple[int, int]
#: The lower left and the upper right corner of a closed rectangle.
Rectangle = tuple[Node, Node]


def place(box: Box, node: Node) -> Point:
    """Return where a point of the lattice lies in the box."""
    x, y = (Fraction(n, 2**LATTICE_BITS) for n in node)
    return box.x0 + x * (box.x1 - box.x0), box.y0 + y * (box.y1 - box.y0)


class Tile(NamedTuple):
    """A closed rectangle: how often either side of the box was halved, and which of the parts it is."""

    halvings: tuple[int, int]
    part: tuple[int, int]

    @property
    def corners(self) -> Rectangle:
        """The lower left and the upper right corner."""
        (i, j), (k, n) = self.halvings, self.part
        i, j = LATTICE_BITS - i, LATTICE_BITS - j
        return (k << i, n << j), (k + 1 << i, n + 1 << j)

    def halves(self, axis: int) -> tuple[Tile, Tile]:
        """Return the two halves across an axis."""
        (i, j), (k, n) = self.halvings, self.part
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
    def holding(self) -> frozenset[int]:
        """The numbers of the claims that are known to hold."""
        return frozenset(i for i, claim in enumerate(self.claims) if claim is True)

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
    twice_centre: Node
    error: int

    def at(self, node: Node) -> int:
        """Return the value of the form."""
        u, v = self.twice_centre
        return self.at_centre + self.x * (2 * node[0] - u) + self.y * (2 * node[1] - v)


@dataclass(frozen=True)
class Band:
    """The linear enclosure of an atom over a rectangle, in balls.

    Attributes
    ----------
    value
        The value at the centre, and whatever is not linear.
    x, y
        The coefficients, times the half-widths.
    bends
        How much of what is not linear is due to steps along x, to steps along both axes, and to steps along y.
    regular
        Whether the atom has no critical point in the rectangle, so that its zeros are a null set.
    """

    value: Any
    x: Any
    y: Any
    bends: tuple[Any, Any, Any]
    regular: bool

    @property
    def finite(self) -> bool:
        """Whether the enclosure says anything."""
        return bool(self.value.is_finite() and self.x.is_finite() and self.y.is_finite())

    @property
    def range(self) -> Any:
        """A ball that contains all values in the rectangle."""
        return self.value + (abs(self.x) + abs(self.y)) * arb(0, 1)

    def line(self, rectangle: Rectangle) -> Line | None:
        """Return the enclosure in integers, None where it is flat."""
        size = abs(self.x.mid()) + abs(self.y.mid())
        if not size > 0:
            return None
        mantissa, exponent = (int(part) for part in size.upper().man_exp())
        shift = LINE_BITS - mantissa.bit_length() - exponent
        c, a, b = (_scaled(v, shift) for v in (self.value, self.x, self.y))
        scale = arb(2) ** shift
        error = (
            (self.value * scale - c).abs_upper() + (self.x * scale - a).abs_upper() + (self.y * scale - b).abs_upper()
        )
        bound = int(error.upper().ceil().unique_fmpz()) + 1
        # Multiplied by the half-widths of the rectangle everything becomes an integer; doubled, so do they.
        (x0, y0), (x1, y1) = rectangle
        wide, high = x1 - x0, y1 - y0
        factor = wide * high
        return Line(c * factor, a * high, b * wide, (x0 + x1, y0 + y1), bound * factor)


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
    """The evaluation of atoms over one rectangle."""

    def __init__(self, program: BallProgram, box: Box, rectangle: Rectangle) -> None:
        self._program = program
        low, high = (place(box, node) for node in rectangle)
        middle = [(p + q) / 2 for p, q in zip(low, high, strict=True)]
        radii = [(q - p) / 2 for p, q in zip(low, high, strict=True)]
        self._middle, self._radii = middle, [ball(r) for r in radii]
        self._over = program.over(*(ball(m, r) for m, r in zip(middle, radii, strict=True)))
        self._at: Values | None = None

    def natural(self, atom: int) -> Signs:
        """Return the signs of an atom by plain ball arithmetic."""
        return sign_of(self._over[atom])

    def band(self, atom: int) -> Band:
        """Return the linear enclosure of an atom, by its derivatives of first and if need be of second order."""
        if self._at is None:
            self._at = self._program.over(*(ball(v) for v in self._middle))
        slots = [self._program.derivative(atom, axis) for axis in (0, 1)]
        x, y = (self._over[slot] * r for slot, r in zip(slots, self._radii, strict=True))
        regular = any(bool(slope > 0 or slope < 0) for slope in (x, y)) and bool(x.is_finite() and y.is_finite())
        band = Band(self._at[atom], x, y, (x.rad(), arb(0), y.rad()), regular)
        if not band.finite or sign_of(band.range) != ANY:
            return band
        rx, ry = self._radii
        xx, xy, yy = (self._over[self._program.derivative(slots[i], j)] for i, j in ((0, 0), (0, 1), (1, 1)))
        xx, xy, yy = xx * rx * rx / 2, xy * rx * ry, yy * ry * ry / 2
        if not (xx.is_finite() and xy.is_finite() and yy.is_finite()):
            return band
        # Squares of steps lie between 0 and 1 half-widths, products between -1 and 1.
        value = self._at[atom] + (xx + yy) * (arb(1) + arb(0, 1)) / 2 + xy * arb(0, 1)
        bends = (abs(xx).mid() / 2, abs(xy).mid(), abs(yy).mid() / 2)
        x, y = (self._at[slot] * r for slot, r in zip(slots, self._radii, strict=True))
        return Band(value, x, y, bends, regular)

    def examine(self, state: State) -> tuple[State, dict[int, Band]]:
        """Return what is left to decide on the tile, and the linear enclosures of the atoms that matter for it."""
        state = state.settled({atom: self.natural(atom) for atom in state.atoms})
        bands = {atom: self.band(atom) for atom in state.atoms}
        signs = {atom: sign_of(band.range) for atom, band in bands.items() if band.finite}
        state = state.settled(signs)
        return state, {atom: bands[atom] for atom in state.atoms}


def axis_to_halve(tile: Tile, bands: Mapping[int, Band], apart: bool) -> int:
    """Return the axis across which halving a tile helps most.

    That is where bands become thinner without becoming many; with ``apart``, where atoms vary most, which tells them
    apart.
    """
    pull = [arb(0), arb(0)]
    for band in bands.values():
        if not (band.x.is_finite() and band.y.is_finite()):
            weights = [arb(int(not slope.is_finite())) for slope in (band.x, band.y)]
        else:
            reach = [abs(band.x.mid()), abs(band.y.mid())]
            straight = sum(band.bends) * 2**LINE_BITS < sum(reach)
            weights = reach if apart or straight else _gains(band, reach)
        total = weights[0] + weights[1]
        if total > 0:
            pull = [p + weight / total for p, weight in zip(pull, weights, strict=True)]
    if pull[0] > pull[1] or pull[1] > pull[0]:
        return 0 if pull[0] > pull[1] else 1
    return 0 if tile.halvings[0] <= tile.halvings[1] else 1


def _gains(band: Band, reach: list[Any]) -> list[Any]:
    """Return how much thinner a band becomes when either axis is halved, for each half that it then runs through."""
    along_x, along_both, along_y = band.bends
    total = reach[0] + reach[1]
    # A band that is steep across an axis stays in one half, a band along it runs through both.
    halves = [1 + (total - r) / total if total > 0 else arb(2) for r in reach]
    return [(3 * own + 2 * along_both) / number for own, number in zip((along_x, along_y), halves, strict=True)]
