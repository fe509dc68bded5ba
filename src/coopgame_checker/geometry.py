"""What several steps need of the curves and the walls, computed once."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from .abscissae import ascending
from .fibres import Fibre
from .parts import Certificate
from .report import Rejected
from .resultants import curve_resultant, discriminant
from .univariate import Root, Uni, isolate, squarefree


class Geometry:
    """A certificate with its critical polynomials and the places of numbers among its walls.

    Parameters
    ----------
    certificate
        The certificate, known to be well formed.
    """

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate
        self.curves, self.walls, self.columns = certificate.curves, certificate.walls, certificate.columns
        self.places = [wall.place for wall in certificate.walls]
        self._discriminants: dict[int, Uni] = {}
        self._fibres: dict[int, Fibre] = {}
        self._roots: dict[tuple[int, Fraction], list[Root]] = {}

    def fibre(self, wall: int) -> Fibre:
        """Return the line of a wall."""
        if wall not in self._fibres:
            self._fibres[wall] = Fibre(self.places[wall], self.curves)
        return self._fibres[wall]

    def discriminant(self, curve: int) -> Uni:
        """Return the discriminant in y of a curve that is not vertical."""
        if curve not in self._discriminants:
            self._discriminants[curve] = discriminant(self.curves[curve])
        return self._discriminants[curve]

    def resultant(self, first: int, second: int) -> Uni:
        """Return the resultant in y of two curves that are not vertical."""
        return curve_resultant(self.curves[first], self.curves[second])

    def edge(self, curve: int, top: bool) -> Uni:
        """Return a curve's polynomial on the bottom or the top edge of the box."""
        return self.curves[curve].at_y(self.certificate.box[3 if top else 2])

    def over(self, curve: int, x: Fraction) -> Uni:
        """Return the squarefree polynomial in y of a curve over a rational x."""
        return squarefree(self.curves[curve].at_x(x))

    def roots(self, curve: int, x: Fraction) -> list[Root]:
        """Return the roots of a curve over a rational x, strictly between the lower and the upper edge."""
        name = (curve, x)
        if name not in self._roots:
            self._roots[name] = isolate(self.over(curve, x), *self.certificate.box[2:])
        return self._roots[name]

    def position(self, x: Fraction) -> tuple[int, int]:
        """Return how many walls lie before a rational number, and how many before or on it."""
        low, high = 0, len(self.places)
        while low < high:
            middle = (low + high) // 2
            side = self.places[middle].compare(x)
            if side == 0:
                return middle, middle + 1
            low, high = (middle + 1, high) if side < 0 else (low, middle)
        return low, low

    def root_position(self, c: Uni, root: Root) -> tuple[int, int]:
        """Return the same for a root of a squarefree polynomial."""
        low, high = 0, len(self.places)
        while low < high:
            middle = (low + high) // 2
            side, root = self._against(middle, c, root)
            if side == 0:
                return middle, middle + 1
            low, high = (middle + 1, high) if side < 0 else (low, middle)
        return low, low

    def _against(self, wall: int, c: Uni, root: Root) -> tuple[int, Root]:
        """Return the sign of (wall - root), and the root with its interval as far as it was narrowed."""
        place = self.places[wall]
        for attempt in range(4000):
            if place.value is not None:
                return -root.side(c, place.value), root
            if root.low == root.high:
                return place.compare(root.low), root
            if place.high <= root.low or root.high <= place.low:
                return (-1 if place.high <= root.low else 1), root
            if attempt == 3 and place.vanishes(c):
                # Both are roots of c, and the interval holds one: they agree iff the wall is in it.
                return (-1 if place.compare(root.low) <= 0 else int(place.compare(root.high) >= 0)), root
            root = root.halved(c)
            place.halve()
        raise Rejected(f"walls[{wall}]: not to be told apart from a critical value")

    def check_order(self) -> None:
        """Reject walls that do not ascend from one edge of the box to the other, with intervals in the columns."""
        box = self.certificate.box
        if self.places[0].value != box[0] or self.places[-1].value != box[1]:
            raise Rejected("walls: the first and the last are the edges of the box")
        for k, (first, second) in enumerate(pairwise(self.places)):
            if not ascending(first, second):
                raise Rejected(f"walls[{k + 1}]: not to the right of the one before")
        for k, wall in enumerate(self.walls):
            self._check_near(k, wall.near)
        for k, column in enumerate(self.columns):
            if self.places[k].compare(column.sample) >= 0 or self.places[k + 1].compare(column.sample) <= 0:
                raise Rejected(f"columns[{k}]: the sample is not inside the column")

    def _check_near(self, k: int, near: tuple[Fraction, Fraction]) -> None:
        a, b = near
        first, last = k == 0, k == len(self.walls) - 1
        left, right = self.places[k].compare(a), self.places[k].compare(b)
        fits_left = left == 0 if first else left > 0 and self.places[k - 1].compare(a) < 0
        fits_right = right == 0 if last else right < 0 and self.places[k + 1].compare(b) > 0
        if not (fits_left and fits_right):
            raise Rejected(f"walls[{k}]: 'near' does not reach from one column to the next")
