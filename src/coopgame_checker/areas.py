"""Bounds of the areas of the regions, by tubes around branches that are proved to hold them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from .geometry import Geometry
from .report import Rejected
from .tubes import Tube, exact_integral

Bounds = tuple[Fraction, Fraction]
TOTAL = Fraction(1, 10_000)
FINEST = 40
MOST_PIECES = 400_000


def check_areas(geometry: Geometry) -> str:
    """Prove bounds of the area of every region, and that the listed ones agree with them and with the box."""
    regions = geometry.certificate.regions
    x0, x1, y0, y1 = geometry.certificate.box
    box = (x1 - x0) * (y1 - y0)
    bounds = _Areas(geometry).bounds()
    width = sum((high - low for low, high in bounds), Fraction(0))
    if width > TOTAL * box:
        raise Rejected(f"the areas are known only to {float(width / box):.3g} of the box")
    for k, (region, (low, high)) in enumerate(zip(regions, bounds, strict=True)):
        if not 0 <= region.area[0] <= region.area[1]:
            raise Rejected(f"regions[{k}]: the bounds of the area do not ascend from 0")
        if region.area[1] < low or region.area[0] > high:
            raise Rejected(f"regions[{k}]: the area lies between {float(low):.8g} and {float(high):.8g}")
    least, most = (sum((region.area[side] for region in regions), Fraction(0)) for side in (0, 1))
    if not least <= box <= most:
        raise Rejected("regions: the areas do not sum to that of the box")
    return f"bounds of a total width of {float(width / box):.2g} of the box agree"


class _Areas:
    """Integrals of the branches between different regions, over the columns."""

    def __init__(self, geometry: Geometry) -> None:
        self.geometry = geometry
        self.low, self.high = geometry.certificate.box[2:]
        self.owner = {face: k for k, region in enumerate(geometry.certificate.regions) for face in region.faces}
        faces = sum(len(column.faces) for column in geometry.columns)
        if len(self.owner) != faces:
            raise Rejected("regions: not every face is in one")
        self.borders = list(self._borders())
        box = geometry.certificate.box
        length = sum((self._inner(column)[1] - self._inner(column)[0] for column, _ in self.borders), Fraction(0))
        # Half the total is kept for what the pieces at folds and the strips at irrational walls leave open.
        self.error = TOTAL * (box[1] - box[0]) * (box[3] - box[2]) / 8 / max(length, Fraction(1, 10**9))
        self.pieces = 0

    def _borders(self) -> Iterator[tuple[int, int]]:
        for k, column in enumerate(self.geometry.columns):
            for branch in range(len(column.branches)):
                if self.owner[k, branch] != self.owner[k, branch + 1]:
                    yield k, branch

    def _strip(self, wall: int) -> Bounds:
        """Return a short interval with small denominators around a wall."""
        x0, x1 = self.geometry.certificate.box[:2]
        width = x1 - x0
        fine = Fraction(2) ** (FINEST + width.denominator.bit_length() - width.numerator.bit_length())
        low, high = self.geometry.places[wall].narrow(1 / fine / 4)
        return Fraction(floor(low * fine), 1) / fine, Fraction(-floor(-high * fine), 1) / fine

    def _inner(self, column: int) -> Bounds:
        """Return where the column surely is; at least its ends where they are rational with small denominators."""
        low, high = self._strip(column)[1], self._strip(column + 1)[0]
        sample = self.geometry.columns[column].sample
        return min(low, sample), max(high, sample)

    def bounds(self) -> list[Bounds]:
        """Return bounds of the area of each region."""
        out = [(Fraction(0), Fraction(0)) for _ in self.geometry.certificate.regions]
        for k, column in enumerate(self.geometry.columns):
            _add(out, self.owner[k, len(column.branches)], self._width(k, self.high - self.low))
        for k, branch in self.borders:
            low, high = self._under(k, branch)
            _add(out, self.owner[k, branch], (low, high))
            _add(out, self.owner[k, branch + 1], (-high, -low))
        return out

    def _ends(self, column: int) -> tuple[Bounds, Bounds]:
        places = self.geometry.places
        left, right = places[column], places[column + 1]
        return (left.low, left.high), (right.low, right.high)

    def _width(self, column: int, factor: Fraction) -> Bounds:
        self._strip(column)
        self._strip(column + 1)
        left, right = self._ends(column)
        return (right[0] - left[1]) * factor, (right[1] - left[0]) * factor

    def _under(self, k: int, branch: int) -> Bounds:
        """Bound the area between the lower edge of the box and a branch."""
        column = self.geometry.columns[k]
        curve = column.branches[branch]
        left, right = self._ends(k)
        exact = exact_integral(self.geometry.curves[curve], (left[1], right[0]), self.low)
        if exact is not None:
            rest = (left[1] - left[0] + right[1] - right[0]) * (self.high - self.low)
            return exact, exact + rest
        start, end = self._inner(k)
        rest = (start - left[0] + right[1] - end) * (self.high - self.low)
        tube = Tube(self.geometry, curve, column.branches[:branch].count(curve))
        low, high = self._pieces(tube, start, end)
        return low, high + rest

    def _pieces(self, tube: Tube, start: Fraction, end: Fraction) -> Bounds:
        """Add up pieces, halved until a tube of the wanted width holds the branch."""
        low = high = Fraction(0)
        height = self.high - self.low
        crude = self.error * (end - start) / height / 4
        todo = [(start, end)] if start < end else []
        while todo:
            a, b = todo.pop()
            self.pieces += 1
            if self.pieces > MOST_PIECES:
                raise Rejected("the areas take too many pieces")
            middle = tube.middle(a, b, self.error)
            if middle is not None:
                low += (middle - self.error - self.low) * (b - a)
                high += (middle + self.error - self.low) * (b - a)
            elif b - a <= crude:
                high += height * (b - a)
            else:
                todo += [(a, (a + b) / 2), ((a + b) / 2, b)]
        return low, high


def _add(out: list[Bounds], region: int, amount: Bounds) -> None:
    low, high = out[region]
    out[region] = (low + amount[0], high + amount[1])
