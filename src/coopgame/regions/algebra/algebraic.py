"""Real algebraic numbers: a minimal polynomial and an interval that isolates one of its roots."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, total_ordering
from typing import Any

from flint import fmpz_poly

from coopgame.regions.algebra.univariate import Interval, isolate, refine, sign_at


@total_ordering
@dataclass(frozen=True, eq=False)
class Algebraic:
    """A real root of an irreducible integer polynomial.

    Attributes
    ----------
    coefficients
        Of the minimal polynomial, the constant first, the last one positive.
    lower, upper
        Bounds between which the polynomial has no other root; equal for a rational number.

    Examples
    --------
    >>> root = Algebraic((-2, 0, 1), Fraction(1), Fraction(2))
    >>> root > Fraction(7, 5), root == Algebraic((-2, 0, 1), Fraction(0), Fraction(2))
    (True, True)
    """

    coefficients: tuple[int, ...]
    lower: Fraction
    upper: Fraction

    @classmethod
    def of(cls, value: Fraction | int) -> Algebraic:
        """Return a rational number."""
        value = Fraction(value)
        return cls((-value.numerator, value.denominator), value, value)

    @classmethod
    def root(cls, p: Any, interval: Interval) -> Algebraic:
        """Return the root of an irreducible polynomial in an isolating interval."""
        coefficients = [int(c) for c in p.coeffs()]
        if len(coefficients) == 2:
            return cls.of(Fraction(-coefficients[0], coefficients[1]))
        if coefficients[-1] < 0:
            coefficients = [-c for c in coefficients]
        return cls(tuple(coefficients), *interval)

    @property
    def is_rational(self) -> bool:
        """Whether the number is rational."""
        return len(self.coefficients) == 2

    @property
    def degree(self) -> int:
        """The degree of the minimal polynomial."""
        return len(self.coefficients) - 1

    @cached_property
    def polynomial(self) -> Any:
        """The minimal polynomial in FLINT's form."""
        return fmpz_poly(list(self.coefficients))

    @cached_property
    def _best(self) -> list[Interval]:
        return [(self.lower, self.upper)]

    def __reduce__(self) -> tuple[Any, ...]:
        return (Algebraic, (self.coefficients, self.lower, self.upper))

    def bounds(self, width: Fraction) -> Interval:
        """Return rational bounds at most ``width`` apart; what was found before is reused."""
        if self.is_rational:
            return self.lower, self.upper
        self._best[0] = refine(self.polynomial, self._best[0], width)
        return self._best[0]

    @property
    def known(self) -> Interval:
        """The narrowest bounds found so far."""
        return self._best[0]

    def halve(self) -> Interval:
        """Return bounds at most half as far apart as those known."""
        low, high = self.known
        # A few more bits cost less than another call.
        return self.bounds((high - low) / 16)

    def compare(self, other: Algebraic | Fraction | int) -> int:
        """Return -1, 0 or 1 as the number is smaller than, equal to or larger than another one."""
        if not isinstance(other, Algebraic):
            return self._against(Fraction(other))
        if other.is_rational:
            return self._against(other.lower)
        if self.is_rational:
            return -other._against(self.lower)
        while True:
            (a, b), (c, d) = self.known, other.known
            if b <= c or d <= a:
                return -1 if b <= c else 1
            if self.coefficients == other.coefficients:
                low, high = max(a, c), min(b, d)
                if sign_at(self.polynomial, low) != sign_at(self.polynomial, high):
                    return 0
            self.halve()
            other.halve()

    def _against(self, value: Fraction) -> int:
        if self.is_rational:
            return (self.lower > value) - (self.lower < value)
        low, high = self.known
        if value <= low or value >= high:
            return 1 if value <= low else -1
        # An irreducible polynomial of degree two or more has no rational root.
        return -1 if sign_at(self.polynomial, value) == sign_at(self.polynomial, high) else 1

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Algebraic | Fraction | int):
            return self.compare(other) == 0
        return NotImplemented

    def __lt__(self, other: Algebraic | Fraction | int) -> bool:
        return self.compare(other) < 0

    def __hash__(self) -> int:
        return hash(self.coefficients)

    def sign_of(self, p: Any) -> int:
        """Return the sign of an integer polynomial at this number."""
        if self.is_rational:
            return sign_at(p, self.lower)
        rest = self._rest(p)
        if rest.degree() < 0:
            return 0
        while True:
            low, high = self.known
            sign = _sign_between(rest, low, high)
            if sign:
                return sign
            self.halve()

    def is_root_of(self, p: Any) -> bool:
        """Whether an integer polynomial vanishes at this number."""
        return sign_at(p, self.lower) == 0 if self.is_rational else bool(self._rest(p).degree() < 0)

    def _rest(self, p: Any) -> Any:
        """Return a polynomial with the sign of p at this number and a smaller degree than the minimal polynomial."""
        return p % self.polynomial if abs(self.coefficients[-1]) == 1 else _remainder(p, self.polynomial)


def _remainder(p: Any, divisor: Any) -> Any:
    """Return a positive multiple of the remainder of a division of integer polynomials."""
    lead = int(divisor.leading_coefficient())
    power = max(p.degree() - divisor.degree() + 1, 0)
    return (p * lead ** (power + power % 2)) % divisor


def _sign_between(p: Any, low: Fraction, high: Fraction) -> int:
    """Return the sign of p on an interval, 0 where interval arithmetic cannot tell."""
    below = above = Fraction(0)
    for c in reversed(p.coeffs()):
        ends = (below * low, below * high, above * low, above * high)
        below, above = min(ends) + int(c), max(ends) + int(c)
    return 1 if below > 0 else -1 if above < 0 else 0


def separate(numbers: Iterable[Algebraic]) -> list[Algebraic]:
    """Sort distinct numbers and narrow their bounds until they are disjoint."""
    ordered = sorted(numbers)
    for one, other in itertools.pairwise(ordered):
        while one.known[1] >= other.known[0]:
            one.halve()
            other.halve()
    return ordered


def roots_of(p: Any, low: Fraction, high: Fraction) -> list[Algebraic]:
    """Return the roots in the open interval (low, high) of an irreducible polynomial."""
    return [Algebraic.root(p, interval) for interval in isolate(p, low, high)]
