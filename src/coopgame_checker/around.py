"""Signs of polynomials that are no curves of a column, on cells of it: by resultants with what bounds the cell."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from .bivariate import ANY, ZERO, Curve, Key, Poly, key
from .geometry import Geometry
from .logic import SINGLE
from .parts import Leaf
from .pieces import Pieces
from .resultants import curve_resultant, discriminant
from .slices import Branch, Cell, Slices, abscissa, between
from .univariate import Uni, isolate, sign_at, squarefree

#: A resultant of a higher degree is not worth its time.
MOST_DEGREE, MOST_EVENTS = 64, 12


class Around:
    """Sets of the signs of polynomials on the parts of cells that lie on leaves.

    Parameters
    ----------
    geometry
        Columns, walls and curves.
    pieces
        Pieces of walls.
    """

    def __init__(self, geometry: Geometry, pieces: Pieces) -> None:
        self.geometry, self.slices, self.pieces = geometry, Slices(geometry), pieces
        self._known: dict[tuple[Key, int | None], Uni | None] = {}

    def curve_of(self, cell: Cell) -> int | None:
        """Return the curve of an arc, None for other cells."""
        return self.geometry.columns[cell.place].branches[cell.index] if cell.kind == "arcs" else None

    def mask(self, p: Poly, cell: Cell, leaf: Leaf) -> int:
        """Return a set that holds each sign of p on a cell's part on a leaf, isolated points of it left aside.

        Between abscissae at which p meets a bound of the cell or of the leaf, or has a multiple root, the roots of p
        keep their places among the bounds.

        Parameters
        ----------
        p
            A polynomial that is not zero.
        cell
            The cell.
        leaf
            The rectangle.
        """
        other = Curve.of(p)
        if cell.kind in ("piece", "point"):
            return self.pieces.mask(other, cell, leaf)
        critical = self._critical(other, cell, leaf)
        if critical is None:
            return ANY
        curves = {b[0] for b in self.slices.beside(cell) if b is not None} if cell.kind in ("faces", "arcs") else set()
        edges = [self.geometry.curves[curve].at_y(y) for curve in curves for y in leaf.box[2:]]
        events = self.slices.breaks(cell.place, leaf, critical)
        cuts = self.slices.breaks(cell.place, leaf, [*critical, *edges])
        if len(cuts) > MOST_EVENTS:
            return ANY
        ends = [x for x in leaf.box[:2] if self.slices.inside(cell.place, x)]
        found = ZERO if len(events) > 2 or any(sign_at(c, x) == 0 for c in critical for x in ends) else 0
        for first, second in pairwise(cuts):
            found |= self._over(other, cell, leaf, between(first, second))
        return found

    def _critical(self, other: Curve, cell: Cell, leaf: Leaf) -> list[Uni] | None:
        """Return polynomials outside whose roots the roots of another keep their places; None if there are none."""
        if other.vertical:
            return [other.in_x[0]]
        if cell.kind in ("bottom", "top"):
            found: list[Uni | None] = [other.at_y(self.geometry.certificate.box[2 if cell.kind == "bottom" else 3])]
        else:
            below, above = self.slices.beside(cell)
            found = [self._resultant(other, b[0]) for b in {below, above} if b is not None]
            if cell.kind == "faces":
                # A polynomial that vanishes on an edge of the box, beside the face, has other roots there only where it
                # has a multiple one.
                edges = [(y, other.at_y(y)) for y in leaf.box[2:]]
                found += [self._resultant(other, None)]
                found += [c for y, c in edges if c or y not in self.geometry.certificate.box[2:]]
        sure = [c for c in found if c]
        return sure if len(sure) == len(found) else None

    def _resultant(self, other: Curve, curve: int | None) -> Uni | None:
        """Return the resultant with a curve, or the discriminant; None if it would take too long."""
        name = (key(other.terms), curve)
        if name not in self._known:
            against = other if curve is None else self.geometry.curves[curve]
            small = other.width * against.height + against.width * other.height <= MOST_DEGREE
            found = (discriminant(other) if curve is None else curve_resultant(other, against)) if small else None
            self._known[name] = found
        return self._known[name]

    def _over(self, other: Curve, cell: Cell, leaf: Leaf, x: Fraction) -> int:
        """Return the signs over one abscissa; 0 where the cell is not on the leaf."""
        c = other.at_x(x)
        if cell.kind in ("bottom", "top"):
            return SINGLE[sign_at(c, self.geometry.certificate.box[2 if cell.kind == "bottom" else 3]) + 1]
        beside = self.slices.beside(cell)
        if cell.kind == "arcs" and beside[0] is not None:
            own, root = self.slices.root(beside[0], x)
            if root.side(own, leaf.box[2]) < 0 or root.side(own, leaf.box[3]) > 0:
                return 0
            return SINGLE[abscissa(own, root).sign(c) + 1]
        y = self.slices.height(beside, x, leaf)
        if y is None:
            return 0
        return SINGLE[sign_at(c, y) + 1] if self._free(squarefree(c), beside, x, leaf) else ANY

    def _free(self, c: Uni, beside: tuple[Branch | None, Branch | None], x: Fraction, leaf: Leaf) -> bool:
        """Whether no root of a polynomial in y lies over x in a face and on a leaf, nor on their bounds."""
        for root in isolate(c, *leaf.box[2:]):
            place = abscissa(c, root)
            inside = True
            for branch, side in zip(beside, (1, -1), strict=True):
                if branch is not None:
                    own, bound = self.slices.root(branch, x)
                    other = abscissa(own, bound)
                    while inside and not (place.high < other.low or other.high < place.low):
                        if place.value is not None and place.value == other.value:
                            return False
                        place.halve()
                        other.halve()
                    inside = inside and (place.low > other.high if side > 0 else place.high < other.low)
            if inside:
                return False
        return not any(sign_at(c, y) == 0 for y in leaf.box[2:] if y not in self.geometry.certificate.box[2:])
