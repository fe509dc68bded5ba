"""Rigorous bounds of the area under a branch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import partial

from coopgame.regions.algebra.dyadics import bits_of, dyadic
from coopgame.regions.algebra.univariate import Interval
from coopgame.regions.borders.branch import Branch
from coopgame.regions.borders.segments import Accuracy, Graph, Segment, Steep, Tip, segments


def integral(branch: Branch, width: Fraction) -> Interval:
    r"""Bound the integral :math:`\int φ(x)\,dx` over a branch :math:`y = φ(x)`.

    Parameters
    ----------
    branch
        Of any curve.
    width
        How far apart the bounds may be; positive.

    Returns
    -------
    pair of Fraction
        Equal where φ is a polynomial and the ends are rational, which is exact.

    Examples
    --------
    A quarter of the disc with radius one, π/4 = 0.785398163...

    >>> from coopgame.regions.algebra.algebraic import Algebraic
    >>> from coopgame.regions.borders.branch import Span
    >>> from coopgame.regions.algebra.curves import Curve
    >>> circle = Curve((((2, 0), 1), ((0, 2), 1), ((0, 0), -1)))
    >>> arc = Branch(circle, Fraction(0), Fraction(2), (Span(Algebraic.of(0), Algebraic.of(1), 0),))
    >>> low, high = integral(arc, Fraction(1, 10**9))
    >>> low < Fraction(785398164, 10**9) and high > Fraction(785398163, 10**9) and high - low <= Fraction(1, 10**9)
    True
    """
    return measured(branch, width)[0]


def measured(branch: Branch, width: Fraction, tips: Fraction | None = None) -> tuple[Interval, Sequence[Segment]]:
    """Return :func:`integral`, and the segments that it took, none where it took none.

    Parameters
    ----------
    branch, width
        As there.
    tips
        How wide the tips of segments may be, and half as high as they may be; by default they may have any shape.
    """
    if branch.curve.degrees[1] == 1 and branch.curve.by_y[1].degree() == 0:
        return _antiderivative(branch, width), ()
    target = width
    while True:
        found = segments(branch, _accuracy(branch, target, tips))
        low, high = _outward(_total(found), width)
        if high - low <= width:
            return (low, high), found
        target /= 16


def _antiderivative(branch: Branch, width: Fraction) -> Interval:
    """Bound the integral of a polynomial."""
    constant, lead = branch.curve.by_y
    terms = [-Fraction(int(c), (k + 1) * int(lead[0])) for k, c in enumerate(constant.coeffs())]
    left, right = branch.left, branch.right
    accuracy = width
    while True:
        a, b = left.bounds(accuracy), right.bounds(accuracy)
        inner = _polynomial(terms, b[0]) - _polynomial(terms, a[1])
        # Between its bounds, an end adds at most their distance times the height of the band.
        height = max(abs(branch.low), abs(branch.high))
        off = height * ((a[1] - a[0]) + (b[1] - b[0]))
        if off == 0:
            return inner, inner
        low, high = _outward((inner, off), width)
        if high - low <= width:
            return low, high
        accuracy /= 1 << 8


def _polynomial(terms: list[Fraction], x: Fraction) -> Fraction:
    """Evaluate the polynomial without constant whose other coefficients are given."""
    value = Fraction(0)
    for c in reversed(terms):
        value = (value + c) * x
    return value


def _outward(value: tuple[Fraction, Fraction], width: Fraction) -> Interval:
    """Return bounds with small denominators of what is no further from the first number than the second."""
    bits = bits_of(width) + 3
    return dyadic(value[0] - value[1], bits), -dyadic(-value[0] - value[1], bits)


def _accuracy(branch: Branch, width: Fraction, tips: Fraction | None) -> Accuracy:
    """Return what the segments need so that the bounds are no further apart than ``width``."""
    count = 2 * len(branch.spans)
    length = branch.right.known[1] - branch.left.known[0]
    height = branch.high - branch.low
    share = width / (64 * count)
    beyond = share / max(abs(branch.low), abs(branch.high)), share / length
    return Accuracy(
        partial(_error, width / 8, length), share / height, beyond, partial(_room, width / (4 * count), tips)
    )


def _error(area: Fraction, length: Fraction, width: Fraction) -> Fraction:
    """Spread an area over the length, but give no interval less than one of 32 equal parts."""
    return area / min(length, 32 * width)


def _room(area: Fraction, most: Fraction | None, width: Fraction) -> Fraction:
    """Return the height that a tip may have."""
    if most is None:
        return area / width
    return min(area / width, 2 * most) if width <= most else Fraction(0)


def _total(parts: Iterable[Segment]) -> tuple[Fraction, Fraction]:
    """Return the integral over all segments, and how far off that may be."""
    values = [_over(segment) for segment in parts]
    return sum((v for v, _ in values), Fraction(0)), sum((e for _, e in values), Fraction(0))


def _over(segment: Segment) -> tuple[Fraction, Fraction]:
    """Return the integral of y over a segment, and how far off that may be."""
    if isinstance(segment, Tip):
        return _over_tip(segment)
    value, error = segment.near.integral
    if isinstance(segment, Graph):
        return value, error + segment.beyond * _largest(segment)
    return _over_steep(segment, value, error)


def _largest(segment: Graph) -> Fraction:
    """Return a bound of |y| on a segment."""
    return sum(map(abs, segment.near.coefficients)) * segment.near.unit + segment.near.error


def _over_steep(segment: Steep, value: Fraction, error: Fraction) -> tuple[Fraction, Fraction]:
    r"""Turn an integral of x dy into one of y dx, by parts.

    At an end x of the segment, the curve is at some height y' instead of y, and :math:`\int (ψ - x)\,dy` between these
    is no more than the distance of y and y' times the variation of ψ.
    """
    near = segment.near
    bottom, top = near.centre - near.radius, near.centre + near.radius
    last, first = (top, bottom) if segment.rising else (bottom, top)
    slip = 2 * segment.beyond * (2 * near.variation + 2 * near.error)
    turned = value if segment.rising else -value
    return segment.right * last - segment.left * first - turned, error + slip


def _over_tip(segment: Tip) -> tuple[Fraction, Fraction]:
    """Bound the integral over a tip by its rectangle."""
    low, high = segment.end
    width = abs(segment.inner - (low + high) / 2)
    loose = (high - low) / 2
    middle, half = (segment.below + segment.above) / 2, (segment.above - segment.below) / 2
    return middle * width, half * (width + loose) + abs(middle) * loose
