"""A branch cut into segments near polynomials in x or in y, and tiny tips that may have vertical tangents or cusps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from coopgame.regions.algebraic import Algebraic
from coopgame.regions.branch import Branch, Span
from coopgame.regions.taylor import Taylor, taylor
from coopgame.regions.univariate import Interval, has_no_root, isolate, refine, squarefree


@dataclass(frozen=True)
class Graph:
    """A segment on which y is near a polynomial in x.

    Attributes
    ----------
    near
        The polynomial, over an interval that may reach beyond the ends of the branch.
    beyond
        By no more than this, on both sides together.
    """

    near: Taylor
    beyond: Fraction


@dataclass(frozen=True)
class Steep:
    """A monotone segment on which x is near a polynomial in y.

    Attributes
    ----------
    near
        The polynomial, over an interval of y that contains the values of the branch.
    left, right
        The ends of the interval of x.
    rising
        Whether y increases with x.
    beyond
        How far the interval of y reaches beyond the values of the branch, at most, on either side.
    """

    near: Taylor
    left: Fraction
    right: Fraction
    rising: bool
    beyond: Fraction


@dataclass(frozen=True)
class Tip:
    """A segment at an end of a span that is known by a rectangle only.

    Attributes
    ----------
    end
        Bounds of the end of the span.
    inner
        Where the segment ends inside the span.
    below, above
        Bounds of y.
    """

    end: Interval
    inner: Fraction
    below: Fraction
    above: Fraction


Segment = Graph | Steep | Tip


@dataclass(frozen=True)
class Accuracy:
    """What is asked of the segments.

    Attributes
    ----------
    bits, steep_bits
        The errors of polynomials in x, and of polynomials in y, are about two to the power of minus this.
    room
        The height that a tip of a given width may have, 0 for none.
    """

    bits: int
    steep_bits: int
    room: Callable[[Fraction], Fraction]


def bits_of(accuracy: Fraction) -> int:
    """Return a positive b with 2^-b at most ``accuracy``."""
    return max((accuracy.denominator // accuracy.numerator).bit_length(), 1)


def dyadic(x: Fraction, bits: int) -> Fraction:
    """Round down to a multiple of 2^-bits."""
    return Fraction((x.numerator << bits) // x.denominator, 1 << bits)


def segments(branch: Branch, accuracy: Accuracy) -> list[Segment]:
    """Cut a branch into contiguous segments, from left to right.

    Parameters
    ----------
    branch
        Of a curve of positive degree in y.
    accuracy
        How near the polynomials have to be, and how large the tips may be.

    Examples
    --------
    >>> from coopgame.regions.curves import Curve
    >>> circle = Curve((((2, 0), 1), ((0, 2), 1), ((0, 0), -1)))
    >>> arc = Branch(circle, Fraction(-1, 2), Fraction(2), (Span(Algebraic.of(0), Algebraic.of(1), 0),))
    >>> found = segments(arc, Accuracy(20, 20, lambda width: Fraction(1, 1000) if width < Fraction(1, 1000) else Fraction(0)))
    >>> [type(segment).__name__ for segment in found]
    ['Graph', 'Graph', 'Steep', 'Tip']
    """
    return [segment for span in branch.spans for segment in _Cutter(branch, span, accuracy).cut()]


class _Cutter:
    """Cuts the part of a branch over one span."""

    def __init__(self, branch: Branch, span: Span, accuracy: Accuracy):
        self.branch, self.span, self.accuracy = branch, span, accuracy
        self.curve = branch.curve
        self.roots: dict[Fraction, Interval] = {}

    def cut(self) -> list[Segment]:
        """Return the segments from left to right."""
        left, right = self.span.left, self.span.right
        while 8 * (_width(left.known) + _width(right.known)) > right.known[0] - left.known[1]:
            left.halve()
            right.halve()
        length = right.known[0] - left.known[1]
        begin, first = self._end(left, length, 1)
        end, last = self._end(right, length, -1)
        middle = self._between(begin, end, (bool(first), bool(last)))
        return [*first, *middle, *last]

    def _root(self, x: Fraction, accuracy: Fraction | None = None) -> Interval:
        """Return bounds of the branch at a point of the span, by default any that isolate it."""
        known = self.roots.get(x)
        if known is None:
            known = self.curve.roots(x, self.branch.low, self.branch.high)[self.span.rank]
        if accuracy is not None and _width(known) > accuracy:
            known = refine(self.curve.at_x(x), known, accuracy)
        self.roots[x] = known
        return known

    def _end(self, end: Algebraic, length: Fraction, inward: int) -> tuple[Fraction, list[Segment]]:
        """Return where polynomials begin or end, and the tip beyond, if one is needed."""
        if end.sign_of(self.curve.discriminant) == 0:
            tip = self._tip(end, length, inward)
            return tip.inner, [tip]
        bits = self.accuracy.bits + bits_of(length) + 8
        low, high = end.bounds(Fraction(1, 1 << bits))
        return (dyadic(low, bits) if inward > 0 else -dyadic(-high, bits)), []

    def _tip(self, end: Algebraic, length: Fraction, inward: int) -> Tip:
        """Return a rectangle around the branch near the end that is small enough."""
        width = length / 16
        while True:
            low, high = end.bounds(width / 16)
            near, far = (high, low) if inward > 0 else (low, high)
            inner = dyadic(near + inward * width / 2, bits_of(width) + 3)
            room = self.accuracy.room(abs(inner - far))
            if room >= self.branch.high - self.branch.low:
                return Tip((low, high), inner, self.branch.low, self.branch.high)
            if room > 0:
                below, above = self._levels(inner, room)
                if self._stays_off(below, far, inner) and self._stays_off(above, far, inner):
                    return Tip((low, high), inner, max(below, self.branch.low), min(above, self.branch.high))
            width /= 16

    def _levels(self, x: Fraction, room: Fraction) -> tuple[Fraction, Fraction]:
        """Return a level below the branch at x and one above, no further apart than ``room``."""
        low, high = self._root(x, room / 8)
        bits = bits_of(room) + 4
        return dyadic(low - room * 3 / 8, bits), dyadic(high + room * 7 / 16, bits)

    def _stays_off(self, y: Fraction, one: Fraction, other: Fraction) -> bool:
        """Whether it is proved that the branch does not cross a level between two points."""
        outside = y < self.branch.low or y > self.branch.high
        return outside or has_no_root(self.curve.at_y(y), min(one, other), max(one, other))

    def _between(self, begin: Fraction, end: Fraction, tips: tuple[bool, bool]) -> list[Segment]:
        """Return the segments between two points; ``tips`` tells which of these have a tip beyond."""
        found: list[Segment] = []
        stack = [(begin, end, 0)]
        while stack:
            a, b, depth = stack.pop()
            centre = (a + b) / 2
            # Where branches come close to each other, so must the polynomial to this one.
            bits = self.accuracy.bits + 4 * max(depth - 8, 0)
            near = taylor(self.curve, centre, (b - a) / 2, self._root(centre), bits)
            if near is not None:
                found.append(Graph(near, self._beyond(a, b)))
                continue
            steep = self._steep(a, b, (a == begin and tips[0], b == end and tips[1]))
            if steep is not None:
                found.append(steep)
            else:
                middle = dyadic(centre + (b - a) / 32, bits_of(b - a) + 3)
                stack += [(middle, b, depth + 1), (a, middle, depth + 1)]
        return found

    def _beyond(self, a: Fraction, b: Fraction) -> Fraction:
        """Return how far an interval may reach beyond the span."""
        return max(self.span.left.known[1] - a, Fraction(0)) + max(b - self.span.right.known[0], Fraction(0))

    def _steep(self, a: Fraction, b: Fraction, tips: tuple[bool, bool]) -> Steep | None:
        """Approximate x by a polynomial in y over an interval of x, if that works."""
        if not any(tips):
            return None
        unit = Fraction(1, 1 << self.accuracy.bits)
        (first, _), (half, _), (last, _) = (self._root(x, unit) for x in (a, (a + b) / 2, b))
        rises = abs(half - first), abs(last - half)
        # Towards a vertical tangent the branch gets steeper; towards a node or a cusp it need not.
        if not any(tip and 3 * rises[k] > 4 * rises[1 - k] for k, tip in enumerate(tips)):
            return None
        low = dyadic(min(first, last), self.accuracy.bits) - unit
        high = dyadic(max(first, last), self.accuracy.bits) + 3 * unit
        level = (low + high) / 2
        roots = isolate(squarefree(self.curve.at_y(level)), a, b)
        if len(roots) != 1 or not all(has_no_root(self.curve.at_y(y), a, b) for y in (low, high)):
            return None
        near = taylor(self.curve.turned, level, (high - low) / 2, roots[0], self.accuracy.steep_bits)
        return None if near is None else Steep(near, a, b, first < last, 4 * unit)


def _width(interval: Interval) -> Fraction:
    return interval[1] - interval[0]
