"""Border curves: irreducible polynomials in the two axes, with what is known of each in one variable."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd
from typing import Any

from flint import Ordering, fmpq, fmpz_mpoly_ctx, fmpz_poly

from coopgame.regions.algebra.univariate import Interval, isolate

#: The term c·x^i·y^j as ((i, j), c).
Term = tuple[tuple[int, int], int]


def plane_ring() -> Any:
    """Return FLINT's ring of integer polynomials in the two axes."""
    return fmpz_mpoly_ctx.get(["x", "y"], Ordering.lex)


def in_one(polynomial: Any, variable: int) -> Any:
    """Return a polynomial of :func:`plane_ring` that contains one variable only as a univariate one."""
    terms = {e[variable]: c for e, c in polynomial.to_dict().items()}
    return fmpz_poly([int(terms.get(k, 0)) for k in range(max(terms, default=0) + 1)])


@dataclass(frozen=True)
class Curve:
    r"""The zeros of a polynomial :math:`f(x, y)`, irreducible over the rationals, with coprime integer coefficients.

    Examples
    --------
    >>> circle = Curve((((2, 0), 1), ((0, 2), 1), ((0, 0), -1)))
    >>> circle.degrees, circle.sign(Fraction(1, 2), Fraction(1, 2))
    ((2, 2), -1)
    """

    terms: tuple[Term, ...]

    @cached_property
    def degrees(self) -> tuple[int, int]:
        """The degrees in x and in y."""
        return max(e[0] for e, _ in self.terms), max(e[1] for e, _ in self.terms)

    @property
    def is_vertical(self) -> bool:
        """Whether the curve consists of vertical lines."""
        return self.degrees[1] == 0

    @property
    def is_line(self) -> bool:
        """Whether the curve is a line."""
        return all(sum(e) <= 1 for e, _ in self.terms)

    def is_level(self, y: Fraction) -> bool:
        """Whether the curve is the horizontal line at y."""
        return self.degrees == (0, 1) and self.sign(Fraction(0), y) == 0

    @cached_property
    def flint(self) -> Any:
        """The polynomial in FLINT's form."""
        return plane_ring().from_dict(dict(self.terms))

    def __reduce__(self) -> tuple[Any, ...]:
        return (Curve, (self.terms,))

    def _collected(self, variable: int) -> tuple[Any, ...]:
        parts: list[dict[int, int]] = [{} for _ in range(self.degrees[variable] + 1)]
        for e, c in self.terms:
            parts[e[variable]][e[1 - variable]] = c
        return tuple(fmpz_poly([p.get(k, 0) for k in range(max(p, default=0) + 1)]) for p in parts)

    @cached_property
    def by_y(self) -> tuple[Any, ...]:
        """The coefficients of the powers of y, polynomials in x."""
        return self._collected(1)

    @cached_property
    def by_x(self) -> tuple[Any, ...]:
        """The coefficients of the powers of x, polynomials in y."""
        return self._collected(0)

    def at_x(self, x: Fraction) -> Any:
        """Return a positive multiple of f(x, ·) as a polynomial in y."""
        return _specialised(self.by_y, self.degrees[0], x)

    def at_y(self, y: Fraction) -> Any:
        """Return a positive multiple of f(·, y) as a polynomial in x."""
        return _specialised(self.by_x, self.degrees[1], y)

    def sign(self, x: Fraction, y: Fraction) -> int:
        """Return the sign of f at a point."""
        value = self.at_x(x)(fmpq(y.numerator, y.denominator))
        return int(value > 0) - int(value < 0)

    def roots(self, x: Fraction, low: Fraction, high: Fraction) -> list[Interval]:
        """Return isolating intervals of the roots of f(x, ·) in (low, high); they must be simple."""
        return isolate(self.at_x(x), low, high)

    @cached_property
    def discriminant(self) -> Any:
        """The discriminant with respect to y, a polynomial in x."""
        return fmpz_poly([1]) if self.degrees[1] < 2 else in_one(self.flint.discriminant("y"), 0)

    def resultant(self, other: Curve) -> Any:
        """Return the resultant with another curve with respect to y, a polynomial in x."""
        return in_one(self.flint.resultant(other.flint, "y"), 0)

    def norm(self, minimal: Any) -> Any:
        """Return the polynomial in y that vanishes where f(a, ·) does for some root a of ``minimal``."""
        ring = plane_ring()
        in_x = ring.from_dict({(k, 0): int(c) for k, c in enumerate(minimal.coeffs()) if c != 0})
        return in_one(in_x.resultant(self.flint, "x"), 1)

    @cached_property
    def turned(self) -> Curve:
        """The same curve with the axes exchanged."""
        return Curve(tuple(sorted((((j, i), c) for (i, j), c in self.terms), reverse=True)))


def _specialised(parts: tuple[Any, ...], degree: int, value: Fraction) -> Any:
    """Evaluate coefficients at a fraction and clear its denominator, which is positive."""
    point, scale = fmpq(value.numerator, value.denominator), value.denominator**degree
    numbers = [int((part(point) * scale).p) for part in parts]
    shared = gcd(*numbers) or 1
    return fmpz_poly([n // shared for n in numbers])
