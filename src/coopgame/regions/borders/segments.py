"""A branch cut into segments near polynomials in x or in y, and tiny tips that may have vertical tangents or cusps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from flint import fmpq

from coopgame.regions.algebra.algebraic import Algebraic
from coopgame.regions.algebra.dyadics import bits_of, dyadic, sharpen
from coopgame.regions.algebra.univariate import Interval, has_no_root, isolate, squarefree
from coopgame.regions.borders.branch import Branch, Span
from coopgame.regions.borders.taylor import Taylor, taylor


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

    @property
    def reach(self) -> tuple[Fraction, Fraction]:
        """The interval of x."""
        return self.near.centre - self.near.radius, self.near.centre + self.near.radius


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

    @property
    def reach(self) -> tuple[Fraction, Fraction]:
        """The interval of x."""
        return self.left, self.right


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
    error
        The error that a polynomial in x over an interval of a given width may have, roughly.
    steep
        The error that a polynomial in y may have, roughly.
    beyond
        How far polynomials may reach beyond the branch, in x and in y.
    room
        The height that a tip of a given width may have, 0 for none.
    """

    error: Callable[[Fraction], Fraction]
    steep: Fraction
    beyond: tuple[Fraction, Fraction]
    room: Callable[[Fraction], Fraction]


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
    >>> from coopgame.regions.algebra.curves import Curve
    >>> circle = Curve((((2, 0), 1), ((0, 2), 1), ((0, 0), -1)))
    >>> arc = Branch(circle, Fraction(0), Fraction(2), (Span(Algebraic.of(0), Algebraic.of(1), 0),))
    >>> small = Fraction(1, 10**6)
    >>> found = segments(arc, Accuracy(lambda width: small, small, (small, small), lambda width: small / width))
    >>> [type(segment).__name__ for segment in found]
    ['Graph', 'Graph', 'Steep', 'Tip']
    """
    return [segment for span in branch.spans for segment in _Cutter(branch, span, accuracy).cut()]


@dataclass(frozen=True)
class _End:
    """Where polynomials end.

    Attributes
    ----------
    at, distance
        How far that is from the end of the span, at most; it is outside unless there is a tip.
    steep, tight
        Whether the branch seems to become vertical, or to come close to another one.
    tip
        What lies between, if anything.
    """

    at: Fraction
    distance: Fraction
    steep: bool = False
    tight: bool = False
    tip: tuple[Tip, ...] = ()


class _Cutter:
    """Cuts the part of a branch over one span."""

    def __init__(self, branch: Branch, span: Span, accuracy: Accuracy):
        self.branch, self.span, self.accuracy = branch, span, accuracy
        self.curve = branch.curve
        self.roots: dict[Fraction, Interval] = {}
        self.polynomials: dict[Fraction, Any] = {}

    def cut(self) -> list[Segment]:
        """Return the segments from left to right."""
        left, right = self.span.left, self.span.right
        while 8 * (_width(left.known) + _width(right.known)) > right.known[0] - left.known[1]:
            left.halve()
            right.halve()
        length = right.known[0] - left.known[1]
        first, last = self._end(left, length, 1), self._end(right, length, -1)
        middle = self._between(first, last)
        return [*first.tip, *middle, *last.tip]

    def _at(self, x: Fraction) -> Any:
        """Return the polynomial whose root the branch is at a point."""
        if x not in self.polynomials:
            self.polynomials[x] = self.curve.at_x(x)
        return self.polynomials[x]

    def _root(self, x: Fraction, accuracy: Fraction | None = None) -> Interval:
        """Return bounds of the branch at a point of the span, by default any that isolate it."""
        known = self.roots.get(x)
        if known is None:
            known = isolate(self._at(x), self.branch.low, self.branch.high)[self.span.rank]
        if accuracy is not None and _width(known) > accuracy:
            known = sharpen(self._at(x), known, bits_of(accuracy))
        self.roots[x] = known
        return known

    def _end(self, end: Algebraic, length: Fraction, inward: int) -> _End:
        """Return what the branch is like at an end of the span."""
        if end.is_root_of(self.curve.discriminant):
            tip = self._tip(end, length, inward)
            steep, tight = self._approach(tip, min(abs(tip.inner - tip.end[0]) * 16, length / 4) * inward)
            return _End(tip.inner, abs(tip.inner - tip.end[0]), steep, tight, (tip,))
        bits = bits_of(min(self.accuracy.beyond[0], length / 64)) + 1
        low, high = end.bounds(Fraction(1, 1 << bits))
        at = dyadic(low, bits) if inward > 0 else -dyadic(-high, bits)
        return _End(at, max(abs(at - low), abs(at - high)))

    def _tip(self, end: Algebraic, length: Fraction, inward: int) -> Tip:
        """Return a rectangle around the branch near the end that is small enough."""
        width = length / 16
        while self.accuracy.room(width) <= 0:
            width /= 2
        while True:
            low, high = end.bounds(width / 16)
            near, far = (high, low) if inward > 0 else (low, high)
            inner = dyadic(near + inward * width / 2, bits_of(width) + 3)
            room = self.accuracy.room(width)
            if room >= self.branch.high - self.branch.low:
                return Tip((low, high), inner, self.branch.low, self.branch.high)
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
        outside = not self.branch.low < y < self.branch.high
        return outside or has_no_root(self.curve.at_y(y), min(one, other), max(one, other))

    def _approach(self, tip: Tip, step: Fraction) -> tuple[bool, bool]:
        """Guess whether the branch becomes vertical at a tip, and whether it comes close to another one."""
        places = [tip.inner, tip.inner + step / 2, tip.inner + step]
        roots = [self._root(x) for x in places]
        while True:
            rises = [abs(one - other) for (one, _), (other, _) in pairwise(roots)]
            blur = max(map(_width, roots))
            if blur * 32 <= max(rises) or blur * 64 <= self.accuracy.beyond[1]:
                break
            roots = [self._root(x, blur / 64) for x in places]
        slopes = [abs(self._slope(x, low)) for x, (low, _) in zip(places, roots, strict=True)]
        return 4 * rises[0] > 5 * rises[1], 2 * slopes[0] < slopes[2]

    def _slope(self, x: Fraction, y: Fraction) -> Any:
        """Return the derivative of the curve's polynomial with respect to y."""
        at, height, slope = fmpq(x.numerator, x.denominator), fmpq(y.numerator, y.denominator), fmpq(0)
        for j in range(len(self.curve.by_y) - 1, 0, -1):
            slope = slope * height + j * self.curve.by_y[j](at)
        return slope

    def _between(self, first: _End, last: _End) -> list[Segment]:
        """Return the segments between two ends."""
        found: list[Segment] = []
        stack = [(first.at, last.at)]
        while stack:
            a, b = stack.pop()
            segment = self._segment(a, b, [end for end in (first, last) if end.at in (a, b)])
            if segment is None:
                middle = dyadic((a + b) / 2 + (b - a) / 32, bits_of(b - a) + 3)
                stack += [(middle, b), (a, middle)]
            else:
                found.append(segment)
        return found

    def _segment(self, a: Fraction, b: Fraction, ends: list[_End]) -> Segment | None:
        """Return a segment over an interval that touches these ends, if one was found."""
        long = [end for end in ends if (end.steep or end.tight) and b - a > 4 * end.distance]
        if long:
            # Polynomials in x cannot come close to a singularity.
            steep = any(end.steep for end in long) and all(end.tip for end in ends)
            return self._steep(a, b) if steep else None
        centre = (a + b) / 2
        near = taylor(self.curve, centre, (b - a) / 2, self._root(centre), bits_of(self.accuracy.error(b - a)))
        beyond = sum((end.distance for end in ends if not end.tip), Fraction(0))
        return None if near is None else Graph(near, beyond)

    def _steep(self, a: Fraction, b: Fraction) -> Steep | None:
        """Approximate x by a polynomial in y, if that works."""
        bits = bits_of(self.accuracy.beyond[1]) + 2
        unit = Fraction(1, 1 << bits)
        (first, _), (last, _) = self._root(a, unit), self._root(b, unit)
        low = dyadic(min(first, last), bits) - unit
        high = dyadic(max(first, last), bits) + 3 * unit
        level = (low + high) / 2
        roots = isolate(squarefree(self.curve.at_y(level)), a, b)
        if len(roots) != 1:
            return None
        near = taylor(self.curve.turned, level, (high - low) / 2, roots[0], bits_of(self.accuracy.steep))
        # Without a way out through the bottom or the top, the branch stays where the polynomial was proved to be near.
        if near is None or not all(has_no_root(self.curve.at_y(y), a, b) for y in (low, high)):
            return None
        return Steep(near, a, b, first < last, 4 * unit)


def _width(interval: Interval) -> Fraction:
    return interval[1] - interval[0]
