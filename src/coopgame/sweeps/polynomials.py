r"""Many polynomials at once in floating point, each with a bound on the error of its sign.

Let x be the exact point, of which the coordinates are roundings, :math:`u = 2^{-53}`, and :math:`p = \sum_j c_j m_j`
with n terms of degrees at most d.  A monomial is computed by d - 1 products from d rounded coordinates, then multiplied
by a rounded coefficient, then added: at most :math:`k = 2d + n + 1` roundings touch a term, so

.. math:: |\hat p - p| \le \gamma_k \sum_j |c_j|\,|m_j|, \qquad \gamma_k = \frac{ku}{1 - ku}

for every order of the sum.  The bound used is twice that, which covers its own rounding, plus what underflow can lose.
It is taken over the whole grid first, as a number; where it does not decide the sign, at the point itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import sympy

from coopgame.conditions import Polynomial
from coopgame.errors import LimitError
from coopgame.sweeps.enclosures import ROUNDING, enclose
from coopgame.sweeps.task import Array

Exponents = tuple[tuple[int, int], ...]
_SMALLEST = 2.0**-1074


@dataclass(frozen=True)
class Row:
    """One polynomial: its terms as (place of the monomial, coefficient), and constants of its error.

    Attributes
    ----------
    terms
        Places of monomials with coefficients.
    roundings
        2k of the bound above, times u.
    magnitude
        The sum of absolute terms at the largest coordinates; infinite where a generator that is not a parameter
        occurs: then bounds are taken at each point.
    lost
        What underflow can take away.
    """

    terms: tuple[tuple[int, float], ...]
    roundings: float
    magnitude: float
    lost: float

    @property
    def plain(self) -> bool:
        """Whether it is a polynomial in parameters alone."""
        return bool(np.isfinite(self.magnitude))

    @property
    def bound(self) -> float:
        """The bound over the whole grid."""
        return self.roundings * self.magnitude + self.lost


@dataclass(frozen=True)
class Polynomials:
    """A compiled list of polynomials.

    Attributes
    ----------
    symbols
        The parameters, in the order of the coordinates.
    kernels
        Generators that are not parameters.
    monomials
        Each as (place of a monomial or -1, place of a generator): the product of both.
    rows
        The polynomials.
    """

    symbols: tuple[sympy.Symbol, ...]
    kernels: tuple[sympy.Expr, ...]
    monomials: tuple[tuple[int, int], ...]
    rows: tuple[Row, ...]

    def evaluate(self, coordinates: Sequence[Array]) -> tuple[list[Array], list[Array | float]]:
        """Return the value of each polynomial at some points, and a bound on the error of each.

        A value is ``nan`` where a generator is not defined.
        """
        with np.errstate(all="ignore"):
            generators, radii = self._generators(coordinates)
            table = self._table(generators)
            size = coordinates[0].shape
            values = [_sum(row.terms, table, size) for row in self.rows]
            bounds: list[Array | float] = [row.bound for row in self.rows]
            if self.kernels:
                self._bound_kernels(bounds, generators, radii)
            for i, row in enumerate(self.rows):
                if row.plain:
                    bounds[i] = self._sharper(row, values[i], table)
        return values, bounds

    def _generators(self, coordinates: Sequence[Array]) -> tuple[list[Array], list[Array]]:
        """Return the value of each generator, and how far each kernel may be from it."""
        named = dict(zip(self.symbols, coordinates, strict=True))
        generators, radii = list(coordinates), []
        for kernel in self.kernels:
            low, high = enclose(kernel, named)
            middle = np.where(np.isfinite(high - low), low / 2 + high / 2, np.where(np.isnan(low), np.nan, 0.0))
            generators.append(middle)
            radii.append(np.where(np.isnan(low), 0.0, high - low))
        return generators, radii

    def _table(self, generators: Sequence[Array]) -> list[Array]:
        table: list[Array] = []
        for parent, generator in self.monomials:
            table.append(generators[generator] if parent < 0 else table[parent] * generators[generator])
        return table

    def _sharper(self, row: Row, value: Array, table: Sequence[Array]) -> Array | float:
        """Return the bound over the grid, replaced at the points whose sign it leaves open by their own."""
        doubtful = np.flatnonzero(np.abs(value) <= row.bound)
        if not doubtful.size:
            return row.bound
        total = np.zeros(doubtful.shape)
        for place, coefficient in row.terms:
            total += abs(coefficient) * (1.0 if place < 0 else np.abs(table[place][doubtful]))
        bound = np.full(value.shape, row.bound)
        bound[doubtful] = np.minimum(row.roundings * total + row.lost, row.bound)
        return bound

    def _bound_kernels(self, bounds: list[Array | float], generators: Sequence[Array], radii: Sequence[Array]) -> None:
        """Set the bounds of polynomials in kernels: how much the terms grow with the kernels, and rounding."""
        plain = len(self.symbols)
        sizes = [np.abs(g) for g in generators]
        grown = [s if k < plain else s + radii[k - plain] for k, s in enumerate(sizes)]
        small, large = self._table(sizes), self._table(grown)
        for i, row in enumerate(self.rows):
            if not row.plain:
                bounds[i] = _grown(row, small, large)

    def uncertain(self, coordinates: Sequence[Array], radii: Sequence[Array]) -> list[Array | float]:
        """Return bounds on the errors of all values where each coordinate may be wrong by a radius of its own."""
        sizes = [np.abs(c) for c in coordinates]
        small = self._table(sizes)
        large = self._table([size + radius for size, radius in zip(sizes, radii, strict=True)])
        return [_grown(row, small, large) for row in self.rows]


def _grown(row: Row, small: Sequence[Array], large: Sequence[Array]) -> Array | float:
    """Return the bound of a polynomial from its monomials at the sizes of the generators, and at these with radii."""
    terms = [(place, abs(c)) for place, c in row.terms if place >= 0]
    if not terms:
        return row.roundings + row.lost
    most = _sum(terms, large, large[0].shape)
    spread = np.maximum(most - _sum(terms, small, large[0].shape), 0.0)
    bound = spread + 2 * row.roundings * (most + sum(abs(c) for place, c in row.terms if place < 0)) + row.lost
    return np.where(np.isnan(bound), np.inf, bound)


def _sum(terms: Sequence[tuple[int, float]], table: Sequence[Array], size: tuple[int, ...]) -> Array:
    """Return the sum of terms, always in the same order; the monomial of place -1 is 1."""
    constant = sum(c for place, c in terms if place < 0)
    total, scratch = np.full(size, float(constant)), np.empty(size)
    for place, coefficient in terms:
        if place < 0:
            continue
        if coefficient == 1.0:
            np.add(total, table[place], out=total)
        elif coefficient == -1.0:
            np.subtract(total, table[place], out=total)
        else:
            np.multiply(table[place], coefficient, out=scratch)
            np.add(total, scratch, out=total)
    return total


@dataclass
class Collector:
    """Numbers polynomials and their monomials as they are met; :meth:`finished` is the compiled list.

    Attributes
    ----------
    symbols, largest
        The parameters and their largest absolute values.
    """

    symbols: tuple[sympy.Symbol, ...]
    largest: tuple[float, ...]
    generators: dict[sympy.Expr, int] = field(default_factory=dict)
    monomials: dict[Exponents, int] = field(default_factory=dict)
    known: dict[tuple[tuple[Exponents, Fraction], ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.generators.update((s, k) for k, s in enumerate(self.symbols))

    def place(self, polynomial: Polynomial) -> int:
        """Return the number of a polynomial, in whatever ring it stands."""
        places = [self.generators.setdefault(g, len(self.generators)) for g in polynomial.generators]
        index = [polynomial.ring.position[g] for g in polynomial.generators]
        terms = []
        for exponents, coefficient in polynomial.terms:
            own = sorted((place, exponents[i]) for place, i in zip(places, index, strict=True) if exponents[i])
            terms.append((tuple(own), coefficient))
        return self.known.setdefault(tuple(sorted(terms)), len(self.known))

    def finished(self) -> Polynomials:
        """Return the compiled list."""
        chains: dict[Exponents, tuple[int, int]] = {}
        rows = tuple(self._row(key, chains) for key in self.known)
        kernels = tuple(self.generators)[len(self.symbols) :]
        return Polynomials(self.symbols, kernels, tuple(chains.values()), rows)

    def _monomial(self, exponents: Exponents, chains: dict[Exponents, tuple[int, int]]) -> int:
        """Return the place of a monomial, after those that it is built from; -1 for 1."""
        if not exponents:
            return -1
        if exponents not in self.monomials:
            generator, power = exponents[-1]
            rest = (*exponents[:-1], *([(generator, power - 1)] if power > 1 else []))
            parent = self._monomial(rest, chains)
            self.monomials[exponents] = len(chains)
            chains[exponents] = (parent, generator)
        return self.monomials[exponents]

    def _row(self, key: tuple[tuple[Exponents, Fraction], ...], chains: dict[Exponents, tuple[int, int]]) -> Row:
        terms, degree, magnitude, lost = [], 0, 0.0, _SMALLEST
        for exponents, coefficient in key:
            size = _number(abs(coefficient))
            terms.append((self._monomial(exponents, chains), _number(coefficient)))
            degree = max(degree, sum(power for _, power in exponents))
            plain = all(generator < len(self.symbols) for generator, _ in exponents)
            above = 1.0
            for generator, power in exponents:
                largest = self.largest[generator] if generator < len(self.symbols) else 1.0
                size *= largest**power
                above *= max(largest, 1.0) ** power
            lost += _SMALLEST * (degree + 2) * (1.0 + _number(abs(coefficient)) * above)
            magnitude = magnitude + size if plain else np.inf
        if np.isfinite(magnitude) != all(g < len(self.symbols) for e, _ in key for g, _ in e) or not np.isfinite(lost):
            raise LimitError(
                "A condition of the model exceeds the range of floating point on these axes; choose other units."
            )
        return Row(tuple(terms), 2 * (2 * degree + len(key) + 1) * ROUNDING * (1 + 1e-9), magnitude, lost)


def _number(value: Fraction) -> float:
    try:
        return value.numerator / value.denominator
    except OverflowError:
        return float("inf")
