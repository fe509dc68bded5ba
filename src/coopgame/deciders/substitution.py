r"""Formulas at a test point: comparisons in which the variable is gone.

At :math:`(a + b \sqrt c)/d` a polynomial becomes :math:`(A + B \sqrt c)/d^n`, whose sign follows from those of A, B and
:math:`A^2 - B^2 c`.  Just after a point the first derivative that is not zero decides, and far below the first
coefficient that is not zero.
"""

from __future__ import annotations

from typing import Any

from coopgame.conditions import FALSE, TRUE, Formula, Polynomial, Ring, Sign, all_of, any_of
from coopgame.conditions.formulas import ANY_SIGN, transform
from coopgame.conditions.roots import POSITIVE, ZERO, Among, Sum
from coopgame.deciders.test_points import Infinity, Root, TestPoint, coefficients, degree_in

#: The largest number of terms of a polynomial that is squared to remove a root.
TERMS = 150


class TooLongError(Exception):
    """A polynomial grows too long; never leaves this room."""


class At:
    """Puts one test point into formulas."""

    def __init__(self, ring: Ring, i: int, point: TestPoint, among: Among) -> None:
        self.ring, self.i, self.point, self.compare = ring, i, point, among
        self._made: dict[Sign, Formula] = {}

    def __call__(self, formula: Formula) -> Formula:
        """Return where the formula holds at the point."""
        return transform(formula, self._on_sign)

    def _on_sign(self, sign: Sign) -> Formula:
        if sign not in self._made:
            self._made[sign] = self._compared(sign)
        return self._made[sign]

    def _compared(self, sign: Sign) -> Formula:
        element = sign.polynomial.flint
        if degree_in(element, self.i) == 0:
            return sign
        plain = isinstance(self.point, Root) and not self.point.after and self.point.second.is_zero()
        if plain:
            return self.among(element, sign.signs)
        constant, factors = sign.polynomial.factors()
        own = [factor.flint for factor, multiplicity in factors for _ in range(2 - multiplicity % 2)]
        return any_of(*(self._product(own, constant * s) for s in sorted(sign.signs)))

    def _product(self, factors: list[Any], sign: int) -> Formula:
        """Return where a product has a sign."""
        if sign == 0:
            return any_of(*(self.among(f, ZERO) for f in factors))
        first, *rest = factors
        if not rest:
            return self.among(first, frozenset({sign}))
        cases = ((s, s * sign) for s in (1, -1))
        return any_of(*(all_of(self.among(first, frozenset({s})), self._product(rest, t)) for s, t in cases))

    def among(self, element: Any, signs: frozenset[int]) -> Formula:
        """Return where the sign of a polynomial at the point is among some signs."""
        if not signs or signs == ANY_SIGN:
            return TRUE if signs else FALSE
        if isinstance(self.point, Infinity):
            return self._far_below(coefficients(element, self.i), signs)
        return self._after(element, signs) if self.point.after else self._value(self.point, element, signs)

    def _far_below(self, parts: dict[int, Any], signs: frozenset[int]) -> Formula:
        degree = max(parts)
        lead = parts[degree]
        turned = frozenset(-s for s in signs) if degree % 2 else signs
        rest = {k: part for k, part in parts.items() if k != degree}
        if not rest:
            # Nothing below: where this coefficient is zero, the polynomial is.
            return self.compare(lead, turned)
        return any_of(self.compare(lead, turned - ZERO), all_of(self.compare(lead, ZERO), self._far_below(rest, signs)))

    def _after(self, element: Any, signs: frozenset[int]) -> Formula:
        if degree_in(element, self.i) == 0:
            return self.compare(element, signs)
        assert isinstance(self.point, Root)  # noqa: S101 - for the type checker
        here = self._value(self.point, element, ZERO)
        apart = self._value(self.point, element, signs - ZERO)
        if here == FALSE:
            return apart
        slope = element.derivative(self.i)
        return any_of(apart, all_of(here, self._after(slope, signs)))

    def _value(self, point: Root, element: Any, signs: frozenset[int]) -> Formula:
        if not signs:
            return FALSE
        parts = coefficients(element, self.i)
        n = max(parts, default=0)
        zero = element.context().constant(0)
        first, second, power = parts.get(n, zero), zero, zero + 1
        for k in range(n - 1, -1, -1):
            power = power * point.denominator
            first, second = (
                first * point.first + second * point.second * point.radicand + parts.get(k, zero) * power,
                first * point.second + second * point.first,
            )
        if n % 2:
            if point.sign == 0:
                first, second = first * point.denominator, second * point.denominator
            elif point.sign < 0:
                signs = frozenset(-s for s in signs)
        return self._sum(first, second, point.radicand, signs)

    def _sum(self, first: Any, second: Any, radicand: Any, signs: frozenset[int]) -> Formula:
        if second.is_zero():
            return self.compare(first, signs)
        if first.is_zero():
            return self._root_alone(second, radicand, signs)
        common = first.gcd(second)
        a, b = first / common, second / common
        if max(len(a.to_dict()), len(b.to_dict())) > TERMS:
            raise TooLongError
        return Sum(common, first, second, a**2 - b**2 * radicand, self.compare).formula(signs)

    def _root_alone(self, second: Any, radicand: Any, signs: frozenset[int]) -> Formula:
        if signs == ZERO:
            return any_of(self.compare(second, ZERO), self.compare(radicand, ZERO))
        inner = self.compare(second, signs)
        if 0 in signs:
            return any_of(inner, self.compare(radicand, ZERO))
        return all_of(inner, self.compare(radicand, POSITIVE))


def comparing(ring: Ring, possible: Any) -> Among:
    """Return what compares FLINT polynomials of a ring with zero, decided where ``possible`` signs leave no choice."""

    def among(element: Any, signs: frozenset[int]) -> Formula:
        polynomial = Polynomial.from_flint(ring, element)
        occurring = possible(polynomial)
        if occurring <= signs or not occurring & signs:
            return TRUE if occurring <= signs else FALSE
        return Sign.among(polynomial, signs & occurring)

    return among
