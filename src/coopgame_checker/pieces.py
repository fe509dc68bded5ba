"""Points of walls, and the pieces of walls between them, seen from polynomials that are no curves of the columns."""

from __future__ import annotations

from fractions import Fraction

from .abscissae import Abscissa
from .bivariate import ANY, ZERO, Curve, Poly, signs_on
from .fibres import Fibre
from .geometry import Geometry
from .logic import SINGLE
from .parts import Leaf
from .reach import Reach
from .report import Rejected
from .slices import Cell

ROUNDS, PATIENCE, MOST_ATTEMPTS, MOST_DEGREE = 400, 8, 12, 24

Interval = tuple[Fraction, Fraction]


class Corner:
    """The only root of a curve over a place between two heights.

    Parameters
    ----------
    place
        The abscissa.
    curve
        The curve.
    window
        Heights between which the curve has one root over the place.
    """

    def __init__(self, place: Abscissa, curve: Curve, window: tuple[Fraction, Fraction]) -> None:
        self.place, self.curve, self.window = place, curve, window
        self._fibre = Fibre(place, (curve,))

    def meets(self, other: Curve) -> bool:
        """Whether another curve that is not vertical passes through the point."""
        return Fibre(self.place, (self.curve, other)).meet([0, 1], *self.window)

    def halve(self) -> bool:
        """Halve the window; False if the middle is the point."""
        low, high = self.window
        middle = (low + high) / 2
        if self._fibre.sign(0, middle) == 0:
            return False
        # A root is on the side on which the sign changes; only one that changes none has to be counted.
        signs = [self._fibre.sign(0, y) for y in (low, middle, high)]
        below = self._fibre.count(0, low, middle) > 0 if signs[0] == signs[2] else signs[0] != signs[1]
        self.window = (low, middle) if below else (middle, high)
        return True

    def sign(self, p: Poly) -> int:
        """Return the sign of a polynomial at the point."""
        other = Curve.of(p)
        if other.vertical:
            return self.place.sign(other.in_x[0])
        for attempt in range(ROUNDS):
            if attempt == PATIENCE and self.meets(other):
                return 0
            mask = signs_on(p, (self.place.low, self.place.high, *self.window), 1)
            if mask in SINGLE:
                return SINGLE.index(mask) - 1
            if not self.halve():
                return self.place.sign(other.at_y(sum(self.window, Fraction(0)) / 2))
            self.place.halve()
        raise Rejected("a sign at a point of a wall could not be decided")


class Pieces:
    """The parts of pieces of walls that lie on leaves.

    A window without curves belongs to the piece through it.

    Parameters
    ----------
    geometry
        Columns, walls and curves.
    reach
        On which side of a height the points of walls lie.
    """

    def __init__(self, geometry: Geometry, reach: Reach) -> None:
        self.geometry, self.reach = geometry, reach

    def marks(self, k: int) -> tuple[Fraction, ...]:
        """Return the cuts of a wall between the edges of the box."""
        box = self.geometry.certificate.box
        return (box[2], *self.geometry.walls[k].cuts, box[3])

    def height(self, cell: Cell, leaf: Leaf) -> Fraction | None:
        """Return a height on a piece and on a leaf; None where there is none."""
        marks, w = self.marks(cell.place), cell.index
        start = marks[w + 1] if cell.kind == "piece" else (marks[w] + marks[w + 1]) / 2
        y = min(max(start, leaf.box[2]), leaf.box[3])
        if cell.kind != "piece":
            return y if marks[w] <= y <= marks[w + 1] else None
        below, above = (self.reach.point_side(cell.place, w + n, y) for n in (0, 1))
        inside = marks[w] <= y <= marks[w + 2] and below in (-1, None) and above in (1, None)
        return y if inside else None

    def corner(self, k: int, window: int) -> Corner | None:
        """Return the point in a window; None in a window without curves, or beside an edge of the box."""
        points, marks = self.geometry.walls[k].points, self.marks(k)
        if window in (0, len(points) - 1) or not points[window].curves:
            return None
        curve = self.geometry.curves[min(points[window].curves)]
        return Corner(self.geometry.places[k], curve, (marks[window], marks[window + 1]))

    def mask(self, other: Curve, cell: Cell, leaf: Leaf) -> int:
        """Return a set that holds each sign of a polynomial on a piece's part on a leaf."""
        place = self.geometry.places[cell.place]
        y = self.height(cell, leaf)
        if other.vertical or y is None:
            return SINGLE[place.sign(other.in_x[0]) + 1] if y is not None else ANY
        if not self._rootless(other, cell, leaf):
            return ANY
        return SINGLE[place.sign(other.at_y(y)) + 1]

    def _rootless(self, other: Curve, cell: Cell, leaf: Leaf) -> bool:
        marks, w, fibre = self.marks(cell.place), cell.index, Fibre(self.geometry.places[cell.place], (other,))
        windows = (w, w + 1) if cell.kind == "piece" else (w, w)
        corners = [self.corner(cell.place, window) for window in windows]
        for n, corner in enumerate(corners):
            # A point beyond an edge of the leaf bounds nothing.
            if corner is not None and self.reach.point_side(cell.place, windows[n], leaf.box[2 + n]) == (-1, 1)[n]:
                corners[n] = None
        low, high = max(marks[windows[0]], leaf.box[2]), min(marks[windows[1] + 1], leaf.box[3])
        ends = [y for y, corner in zip((low, high), corners, strict=True) if corner is None]
        if any(fibre.sign(0, y) == 0 for y in ends if y not in (marks[0], marks[-1])):
            return False
        if self._apart(other, cell.place, (low, high), corners):
            return True
        if (len(fibre.place.polynomial) - 1) * other.height > MOST_DEGREE:
            return False
        shared = sum(corner is not None and corner.meets(other) for corner in corners)
        for _ in range(MOST_ATTEMPTS):
            if fibre.count(0, *_span((low, high), corners)) == shared:
                return True
            if not _halved(corners):
                return False
        return False

    def _apart(self, other: Curve, k: int, edges: Interval, corners: list[Corner | None]) -> bool:
        """Whether bounds of a polynomial around a piece show that it is not zero there; False may mean anything."""
        place = self.geometry.places[k]
        for _ in range(PATIENCE):
            if not signs_on(other.terms, (place.low, place.high, *_span(edges, corners)), 3) & ZERO:
                return True
            if not _halved(corners) and place.value is not None:
                break
            for _ in range(4):
                place.halve()
        return False


def _span(edges: Interval, corners: list[Corner | None]) -> Interval:
    """Return heights that enclose a piece."""
    low, high = corners
    return edges[0] if low is None else low.window[0], edges[1] if high is None else high.window[1]


def _halved(corners: list[Corner | None]) -> bool:
    """Halve the windows of the ends; False if none could be."""
    halved = [corner.halve() for corner in corners if corner is not None]
    return any(halved)
