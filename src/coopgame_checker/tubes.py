"""A branch between two parabolas that its curve does not meet."""

from __future__ import annotations

from fractions import Fraction
from math import floor, lcm

from .bivariate import Curve
from .geometry import Geometry
from .univariate import Root, Uni, add, bernstein, multiply, variations

ONE = Fraction(1)


class Tube:
    """The branch of a curve with a given number among the curve's branches, over one column.

    Parameters
    ----------
    geometry
        The curves.
    curve
        The number of the curve.
    rank
        How many branches of the curve lie below.
    """

    def __init__(self, geometry: Geometry, curve: int, rank: int) -> None:
        self.geometry, self.number, self.rank = geometry, curve, rank
        self.curve = geometry.curves[curve]
        self._guesses: dict[Fraction, float] = {}

    def _root(self, x: Fraction) -> tuple[Uni, Root] | None:
        roots = self.geometry.roots(self.number, x)
        return (self.geometry.over(self.number, x), roots[self.rank]) if self.rank < len(roots) else None

    def _guess(self, x: Fraction) -> float | None:
        """Return roughly the height of the branch; nothing depends on its precision."""
        if x not in self._guesses:
            found = self._root(x)
            if found is None:
                return None
            self._guesses[x] = _approximate(*found)
        return self._guesses[x]

    def middle(self, a: Fraction, b: Fraction, error: Fraction) -> Fraction | None:
        """Return the mean height over [a, b] up to an error, or None where that could not be proved."""
        centre = (a + b) / 2
        guesses = [self._guess(x) for x in (a, centre, b)]
        if None in guesses:
            return None
        first, second, third = (_rounded(g, error) for g in guesses if g is not None)
        parabola = (second, (third - first) / 2, (third + first) / 2 - second)
        found = self._root(centre)
        if found is None:
            return None
        c, root = found
        if root.side(c, second - error) <= 0 or root.side(c, second + error) >= 0:
            return None
        if any(_meets(self.curve, (a, b), (second + shift, *parabola[1:])) for shift in (-error, error)):
            return None
        return second + parabola[2] / 3


def _rounded(guess: float, error: Fraction) -> Fraction:
    fine = 1 << max((16 / error.limit_denominator(10**30) if error else ONE).__floor__().bit_length(), 1)
    return Fraction(floor(guess * fine), fine)


def _approximate(c: Uni, root: Root) -> float:
    if root.low == root.high:
        return float(root.low)
    shift = max(max(abs(v).bit_length() for v in c) - 900, 0)
    coefficients = [float(v >> shift) for v in reversed(c)]
    low, high = float(root.low), float(root.high)
    for _ in range(60):
        middle = (low + high) / 2
        value = 0.0
        for v in coefficients:
            value = value * middle + v
        if middle in (low, high):
            break
        if (value > 0) == (root.before > 0):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _meets(curve: Curve, over: tuple[Fraction, Fraction], parabola: tuple[Fraction, Fraction, Fraction]) -> bool:
    """Whether a curve may meet a parabola, given over [-1, 1] for the interval; False is proved."""
    a, b = over
    bottom = 2 * lcm(a.denominator, b.denominator)
    x = (int((a + b) * bottom / 2), int((b - a) * bottom / 2))
    below = lcm(*(c.denominator for c in parabola))
    y = tuple(int(c * below) for c in parabola)
    total: Uni = ()
    power = 1
    for row in reversed(curve.in_x):
        level = _composed(row, x, bottom)
        scale = power * bottom ** (curve.width + 1 - max(len(row), 1))
        total = add(multiply(total, y), tuple(v * scale for v in level))
        power *= below
    if not total:
        return True
    values = bernstein(total, -ONE, ONE)
    return 0 in (values[0], values[-1]) or variations(values) > 0


def _composed(row: Uni, x: tuple[int, int], bottom: int) -> Uni:
    """Return bottom^degree · row((x0 + x1 t) / bottom) as a polynomial in t."""
    out: Uni = ()
    power = 1
    for c in reversed(row):
        out = add(multiply(out, x), (c * power,))
        power *= bottom
    return out


def exact_integral(curve: Curve, over: tuple[Fraction, Fraction], base: Fraction) -> Fraction | None:
    """Return the integral of y - base on a straight line; None for other curves."""
    if curve.height != 1 or max(len(row) for row in curve.in_x) > 2 or len(curve.in_x[1]) != 1:
        return None
    (slope,) = curve.in_x[1]
    row = (*curve.in_x[0], 0, 0)
    middle = (over[0] + over[1]) / 2
    return (over[1] - over[0]) * (-(row[0] + row[1] * middle) / slope - base)
