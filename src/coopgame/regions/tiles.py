r"""What is proved on one tile: signs of atoms, and linear forms between which the undecided ones lie.

On a tile with centre m and half-widths r, the mean value theorem gives for every point at which f is defined with all
its derivatives enclosed,

.. math:: f(x) \in f(m) + f_x \cdot (x_1 - m_1) + f_y \cdot (x_2 - m_2),

where :math:`f_x, f_y` are balls over the whole tile.  Replacing the balls by their midpoints makes an error that falls
with the square of the size of the tile, so f has a sign off a band between two straight lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from flint import arb

from coopgame.regions.balls import Program, Values, ball
from coopgame.regions.plane import Point
from coopgame.regions.trees import ANY, Settling, Signs, Tree, atoms_of

POSITIVE, NEGATIVE, ZERO = frozenset({1}), frozenset({-1}), frozenset({0})
NOT_NEGATIVE, NOT_POSITIVE = frozenset({0, 1}), frozenset({-1, 0})
#: Shares of a tile are counted in these parts.
WHOLE = 2**20
#: Lines have coefficients of so many bits.
LINE_BITS = 32


class Tile(NamedTuple):
    """A closed rectangle: centre, half-widths, and how often either side of the box was halved."""

    x: Fraction
    y: Fraction
    rx: Fraction
    ry: Fraction
    halvings: tuple[int, int] = (0, 0)

    def halves(self, axis: int) -> tuple[Tile, Tile]:
        """Return the two halves across an axis."""
        i, j = self.halvings
        if axis == 0:
            r = self.rx / 2
            return (
                Tile(self.x - r, self.y, r, self.ry, (i + 1, j)),
                Tile(self.x + r, self.y, r, self.ry, (i + 1, j)),
            )
        r = self.ry / 2
        return Tile(self.x, self.y - r, self.rx, r, (i, j + 1)), Tile(self.x, self.y + r, self.rx, r, (i, j + 1))


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
        if self.inside is False:
            return ()
        return tuple(dict.fromkeys(atom for tree in (self.inside, *self.claims) for atom in atoms_of(tree)))

    def settled(self, signs: dict[int, Signs]) -> State:
        """Return what is left when these signs are known."""
        settle = Settling(signs)
        inside = settle(self.inside)
        if inside is False:
            return State(False, ())
        return State(inside, tuple(settle(claim) for claim in self.claims))


class Line(NamedTuple):
    r"""The rational form :math:`c + a (x - m_x) + b (y - m_y)`, at most ``error`` from an atom on the tile."""

    c: Fraction
    a: Fraction
    b: Fraction
    centre: Point
    error: Fraction

    def at(self, point: Point) -> Fraction:
        """Return the value of the form."""
        return self.c + self.a * (point[0] - self.centre[0]) + self.b * (point[1] - self.centre[1])


@dataclass(frozen=True)
class Band:
    """The linear enclosure of an atom over a tile, in balls.

    Attributes
    ----------
    value, slope_x, slope_y
        The value at the centre, and the derivatives over the tile.
    reach_x, reach_y
        How much the linear form changes from the centre to an edge.
    bend_x, bend_y
        How much of the error stems from either derivative.
    """

    value: Any
    slope_x: Any
    slope_y: Any
    reach_x: Any
    reach_y: Any
    bend_x: Any
    bend_y: Any

    @property
    def finite(self) -> bool:
        """Whether the enclosure says anything."""
        return bool(self.value.is_finite() and self.slope_x.is_finite() and self.slope_y.is_finite())

    @property
    def regular(self) -> bool:
        """Whether the atom has no critical point on the tile, so that its zeros are a null set."""
        return self.finite and any(s > 0 or s < 0 for s in (self.slope_x, self.slope_y))

    @property
    def range(self) -> Any:
        """A ball that contains all values on the tile."""
        width = self.reach_x + self.reach_y + self.bend_x + self.bend_y
        return self.value + width * arb(0, 1)

    @property
    def share(self) -> int:
        """At most this share of the tile lies in the band, in parts of ``WHOLE``."""
        if not self.finite:
            return WHOLE
        # A linear form takes each value on at most so much of a rectangle as when it depends on one side only.
        part = (self.value.rad() + self.bend_x + self.bend_y) / self.reach_x.max(self.reach_y) * WHOLE
        return int(part.upper().ceil().unique_fmpz()) if part < WHOLE else WHOLE

    def line(self, tile: Tile) -> Line:
        """Return the enclosure as a form with short rational coefficients and a strict error bound."""
        c, a, b = (_short(v) for v in (self.value, self.slope_x, self.slope_y))
        rx, ry = ball(Fraction(0), tile.rx), ball(Fraction(0), tile.ry)
        error = (self.value - ball(c)) + (self.slope_x - ball(a)) * rx + (self.slope_y - ball(b)) * ry
        slack = (abs(a) * tile.rx + abs(b) * tile.ry) / 2**LINE_BITS
        return Line(c, a, b, (tile.x, tile.y), _exactly(error.abs_upper().upper()) + slack)


def _exactly(exact: Any) -> Fraction:
    """Return the value of a ball of radius zero."""
    mantissa, exponent = exact.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _short(value: Any) -> Fraction:
    """Return a dyadic number near the middle of a ball."""
    mantissa, exponent = (int(part) for part in value.mid().man_exp())
    excess = max(mantissa.bit_length() - LINE_BITS, 0)
    return Fraction(mantissa >> excess) * Fraction(2) ** (exponent + excess)


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

    def __init__(self, program: Program, tile: Tile) -> None:
        self._program = program
        self._rx, self._ry = ball(tile.rx), ball(tile.ry)
        self._over = program.over(ball(tile.x, tile.rx), ball(tile.y, tile.ry))
        self._at: Values | None = None
        self._tile = tile

    def natural(self, atom: int) -> Signs:
        """Return the signs of an atom by plain ball arithmetic."""
        return sign_of(self._over[atom])

    def band(self, atom: int) -> Band:
        """Return the linear enclosure of an atom."""
        if self._at is None:
            self._at = self._program.over(ball(self._tile.x), ball(self._tile.y))
        slopes = [self._over[self._program.derivative(atom, axis)] for axis in (0, 1)]
        reaches = [abs(s.mid()) * r for s, r in zip(slopes, (self._rx, self._ry), strict=True)]
        bends = [s.rad() * r for s, r in zip(slopes, (self._rx, self._ry), strict=True)]
        return Band(self._at[atom], *slopes, *reaches, *bends)


def examine(program: Program, tile: Tile, state: State) -> tuple[State, dict[int, Band]]:
    """Return what is left to decide on a tile, and the linear enclosures of the atoms that matter for it."""
    survey = Survey(program, tile)
    state = state.settled({atom: survey.natural(atom) for atom in state.atoms})
    bands = {atom: survey.band(atom) for atom in state.atoms}
    signs = {atom: sign_of(band.range) for atom, band in bands.items() if band.finite}
    state = state.settled(signs)
    return state, {atom: bands[atom] for atom in state.atoms}


def share(bands: dict[int, Band], most: int) -> int:
    """Return a bound of the share of a tile on which bands leave something undecided, in parts of ``WHOLE``."""
    return WHOLE if len(bands) > most else min(WHOLE, sum(band.share for band in bands.values()))


def axis_to_halve(tile: Tile, bands: dict[int, Band], most: int) -> int:
    """Return the axis across which halving a tile helps most.

    Few atoms: where their slopes vary; many atoms: where they themselves vary, which tells them apart.
    """
    pull = [arb(0), arb(0)]
    for band in bands.values():
        if not band.slope_x.is_finite() or not band.slope_y.is_finite():
            pull[0] += int(not band.slope_x.is_finite())
            pull[1] += int(not band.slope_y.is_finite())
            continue
        straight = (band.bend_x + band.bend_y) * WHOLE < band.reach_x + band.reach_y
        along = (band.reach_x, band.reach_y) if straight or len(bands) > most else (band.bend_x, band.bend_y)
        total = along[0] + along[1]
        if total > 0:
            pull[0] += along[0] / total
            pull[1] += along[1] / total
    if pull[0] > pull[1] or pull[1] > pull[0]:
        return 0 if pull[0] > pull[1] else 1
    return 0 if tile.halvings[0] <= tile.halvings[1] else 1
