"""Maps of conditions that are not polynomial, with values at points to many digits and areas in closed form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import mpmath
import sympy

from coopgame.conditions import TRUE, Formula, formula_of
from coopgame.expressions import to_condition
from coopgame.regions.certified.mosaic import Mosaic
from coopgame.regions.certified.subdivision import Budget, subdivide
from coopgame.regions.plane import Box

P, B = sympy.symbols("p b", real=True)
read = cache(to_condition)
COARSE = Budget(share=Fraction(1, 500), tiles=3000)
DIGITS = 60


class Undefined(Exception):  # noqa: N818 - an answer, not an error
    """The value is not a real number."""


def value(node: sympy.Expr, point: Mapping[sympy.Symbol, Fraction]) -> Any:
    """The value of an expression, by mpmath."""
    if isinstance(node, sympy.Symbol):
        return mpmath.mpf(point[node].numerator) / point[node].denominator
    if isinstance(node, sympy.Rational):
        return mpmath.mpf(int(node.p)) / int(node.q)
    if node is sympy.E:
        return +mpmath.e
    parts = [value(argument, point) for argument in node.args]
    if isinstance(node, sympy.Pow):
        base, exponent = parts
        if (base < 0 and not node.exp.is_Integer) or (base == 0 and exponent < 0):
            raise Undefined
        return base**exponent
    if isinstance(node, sympy.log) and parts[0] <= 0:
        raise Undefined
    return {
        sympy.Add: lambda: mpmath.fsum(parts),
        sympy.Mul: lambda: mpmath.fprod(parts),
        sympy.Min: lambda: min(parts),
        sympy.Max: lambda: max(parts),
        sympy.exp: lambda: mpmath.exp(parts[0]),
        sympy.log: lambda: mpmath.log(parts[0]),
    }[node.func]()


def truth(condition: Any, point: Mapping[sympy.Symbol, Fraction]) -> bool:
    """Decide a condition; all its sides are evaluated, so that it is undefined wherever one of them is."""
    if condition in (sympy.true, sympy.false):
        return bool(condition)
    if isinstance(condition, sympy.And | sympy.Or):
        parts = [truth(part, point) for part in condition.args]
        return all(parts) if isinstance(condition, sympy.And) else any(parts)
    difference = value(condition.lhs, point) - value(condition.rhs, point)
    if abs(difference) < mpmath.mpf(10) ** -40:
        raise ValueError(f"{condition} is a tie, or nearly one")
    signs = {sympy.Le: -1, sympy.Lt: -1, sympy.Ge: 1, sympy.Gt: 1, sympy.Ne: 0, sympy.Eq: None}
    sign = signs[type(condition)]
    return sign is not None and (sign == 0 or (difference > 0) == (sign > 0))


@dataclass(frozen=True)
class Case:
    """Outcomes by regime as text in p and b, a box, and the areas of the sets of regimes where they are known."""

    name: str
    outcomes: tuple[tuple[str, str], ...]
    box: tuple[int | str, ...] = (0, 1, 0, 1)
    areas: tuple[tuple[str, str], ...] = ()
    domain: str | None = None

    def formula(self, text: str | None) -> Formula:
        return TRUE if text is None else formula_of(read(text))

    def map(self, *, turned: bool = False, budget: Budget = COARSE) -> Mosaic:
        x0, x1, y0, y1 = (Fraction(v) for v in self.box)
        box, axes = (Box(y0, y1, x0, x1), (B, P)) if turned else (Box(x0, x1, y0, y1), (P, B))
        outcomes = [(regime, self.formula(text)) for regime, text in self.outcomes]
        return subdivide(outcomes, self.formula(self.domain), axes, box, budget=budget)

    def regimes(self, p: Fraction, b: Fraction) -> frozenset[str] | None:
        """The regimes at a point, None where something is undefined or outside the domain."""
        point = {P: p, B: b}
        with mpmath.workdps(DIGITS):
            try:
                inside = self.domain is None or truth(read(self.domain), point)
                found = {regime for regime, text in self.outcomes if truth(read(text), point)}
            except Undefined:
                return None
        return frozenset(found) if inside else None


CASES = (
    Case(
        "exponential decay",
        (("low", "b <= exp(-p)"), ("high", "b >= exp(-p)")),
        areas=(("low", "1 - exp(-1)"), ("high", "exp(-1)")),
    ),
    Case(
        "logistic curve",  # antiderivative log(1 + exp(p)), and the curve is symmetric about (0, 1/2)
        (("low", "b <= 1/(1 + exp(-p))"), ("high", "b >= 1/(1 + exp(-p))")),
        (-5, 5, 0, 1),
        (("low", "5"), ("high", "5")),
    ),
    Case(
        "power with a real exponent",
        (("low", "b <= p**0.3"), ("high", "b >= p**0.3")),
        areas=(("low", "10/13"), ("high", "3/13")),
    ),
    Case(
        "Cobb-Douglas isoquant",  # p b**2 = 1, from p = 1/9
        (("little", "p**(1/3)*b**(2/3) <= 1"), ("much", "p**(1/3)*b**(2/3) >= 1")),
        (0, 3, 0, 3),
        (("little", "1/3 + 2*(sqrt(3) - 1/3)"), ("much", "9 - 1/3 - 2*(sqrt(3) - 1/3)")),
    ),
    Case(
        "Tullock contest with decreasing returns",
        (("first", "b**0.7/(b**0.7 + p**0.7) >= b"), ("second", "p**0.7/(b**0.7 + p**0.7) >= p")),
    ),
    Case(
        "logarithm that is not defined everywhere",
        (("up", "b >= log(p)"), ("down", "b <= log(p + 1)")),
        (-2, 3, -2, 3),
    ),
    Case(
        "root at the edge of where it is defined",
        (("yes", "sqrt(p - b) >= b"),),
        areas=(("outside", "1/2"),),
    ),
    Case("circle", (("inside", "(p - 1/2)**2 + (b - 1/2)**2 <= exp(-2)"),), areas=(("inside", "pi*exp(-2)"),)),
    Case("kink", (("low", "b <= max(p, exp(-p))"),)),
    Case("lower kink", (("low", "b <= min(p, 1 - sqrt(p), exp(-p))"),)),
    Case("crossing borders", (("same", "(p - b)*(exp(p) + exp(b) - 3) >= 0"),)),
    Case(
        "the same border twice",
        (("a", "b <= exp(-p)"), ("b", "b*exp(p) >= 1"), ("c", "p >= 1/3")),
        areas=(("a", "1 - exp(-1/3)"), ("b", "exp(-1/3) - 2/3"), ("a c", "exp(-1/3) - exp(-1)")),
    ),
    Case("a pole", (("a", "1/(p - b) >= exp(p)"),)),
    Case("exponent of both", (("a", "p**b >= b**p"), ("b", "b >= 1/2")), ("1/2", 4, "1/2", 4)),
    Case("domain", (("a", "b >= p**1.5"),), domain="b**0.5 + p**0.5 >= 1 and p + b <= 7/4"),
    Case("nothing to decide", (("a", "exp(p) >= b"),), areas=(("a", "1"),)),
)
