"""Border curves and the reduction of conditions to their signs.

Every comparison is factored over the rationals; each irreducible factor that can change its sign in the box becomes one
border curve, and a comparison becomes a product of signs of curves.  Today the curves are lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import sympy

from coopgame.conditions import Formula, Polynomial, Range, atoms, holds, range_over
from coopgame.errors import UnsupportedError

Point = tuple[Fraction, Fraction]
#: The sign of a factored polynomial: sign of the constant, and (curve, multiplicity) for each factor.
Factored = tuple[int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, order=True)
class Line:
    """The line :math:`a x + b y + c = 0` with coprime integer coefficients."""

    a: int
    b: int
    c: int

    @property
    def is_vertical(self) -> bool:
        """Whether the line is x = constant."""
        return self.b == 0

    def sign(self, x: Fraction, y: Fraction) -> int:
        """Return the sign of a x + b y + c."""
        value = self.a * x + self.b * y + self.c
        return (value > 0) - (value < 0)

    def y(self, x: Fraction) -> Fraction:
        """Return the ordinate at x of a line that is not vertical."""
        return -(self.a * x + self.c) / Fraction(self.b)

    def x(self, y: Fraction) -> Fraction | None:
        """Return the abscissa at y, None for a horizontal line."""
        return -(self.b * y + self.c) / Fraction(self.a) if self.a else None

    def meets(self, other: Line) -> Fraction | None:
        """Return the abscissa of the common point, None for parallel lines."""
        determinant = self.a * other.b - other.a * self.b
        return Fraction(self.b * other.c - other.b * self.c, determinant) if determinant else None


@dataclass(frozen=True)
class Curves:
    """The border curves of a set of formulas and the factorisation of every polynomial that occurs in them."""

    lines: tuple[Line, ...]
    factored: Mapping[Polynomial, Factored]

    def sign(self, polynomial: Polynomial, signs: Sequence[int]) -> int:
        """Return the sign of a polynomial where the curves have these signs."""
        result, factors = self.factored[polynomial]
        for curve, multiplicity in factors:
            result *= signs[curve] ** multiplicity
        return result

    def holds(self, formula: Formula, signs: Sequence[int]) -> bool:
        """Decide a formula where the curves have these signs."""
        return holds(formula, lambda polynomial: self.sign(polynomial, signs))


def _short(polynomial: Polynomial) -> str:
    text = str(polynomial)
    return text if len(text) <= 120 else text[:120] + "…"


def line_of(polynomial: Polynomial, x: sympy.Symbol, y: sympy.Symbol) -> Line:
    """Return the line on which a primitive polynomial of degree one in x and y vanishes.

    Raises
    ------
    UnsupportedError
        The polynomial is not linear.
    """
    coefficients = {x: 0, y: 0, None: 0}
    for exponents, value in polynomial.terms:
        used = [g for g, e in zip(polynomial.ring.generators, exponents, strict=True) for _ in range(e)]
        if len(used) > 1:
            raise UnsupportedError(
                f"The border {_short(polynomial)} = 0 is not linear in {x} and {y}. Exact maps are supported for "
                "linear borders so far: choose other axes, or fix a parameter with at={…} so that it becomes linear."
            )
        coefficients[used[0] if used else None] = int(value)
    return Line(coefficients[x], coefficients[y], coefficients[None])


def curves_of(
    formulas: Sequence[Formula], x: sympy.Symbol, y: sympy.Symbol, ranges: Mapping[sympy.Expr, Range]
) -> Curves:
    """Return the border curves of ``formulas`` in the box that ``ranges`` describes."""
    polynomials = dict.fromkeys(atom.polynomial for formula in formulas for atom in atoms(formula))
    kept: dict[Line, int] = {}  # by line, because equal factors may come from different rings
    factored: dict[Polynomial, Factored] = {}
    for polynomial in polynomials:
        sign, factors = polynomial.factors()
        curves = []
        for factor, multiplicity in factors:
            possible = range_over(factor, ranges)
            if len(possible) == 1:
                (constant,) = possible
                sign *= constant**multiplicity
            else:
                curves.append((kept.setdefault(line_of(factor, x, y), len(kept)), multiplicity))
        factored[polynomial] = (sign, tuple(curves))
    return Curves(tuple(kept), factored)
