"""The cells of one parameter: points where the set of equilibria changes, and the open intervals between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy
from flint import fmpz_poly

from coopgame.conditions import Formula, all_of, any_of
from coopgame.equilibria import Equilibrium
from coopgame.equilibria.concept import Conditional, defined
from coopgame.regions import Algebraic, Box, Limits, decompose
from coopgame.regions.cells.labels import Labeller
from coopgame.regions.plane import Holding
from coopgame.results.numbers import fraction, number
from coopgame.results.request import Request


@dataclass(frozen=True)
class Cell:
    """A point or an open interval, with what holds there; None outside the parameter space."""

    lower: Algebraic
    upper: Algebraic
    holding: Holding

    @property
    def is_point(self) -> bool:
        """Whether it is a single point."""
        return self.lower is self.upper


def line_of(request: Request, found: Conditional, limits: Limits) -> tuple[Cell, ...]:
    """Return the cells of a request for one axis, points and intervals by turns, where nothing changes joined.

    What holds are places in the list of all equilibria of ``found``, the exceptional ones after the others.
    """
    every = (*found.equilibria, *found.exceptional)
    outcomes = [(f"e{n}", equilibrium.formula) for n, equilibrium in enumerate(every)]
    domain = all_of(request.domain(), defined(request.game))
    box = Box(*(fraction(v) for axis in request.axes for v in (axis.lower, axis.upper)))
    plane = decompose(outcomes, domain, request.symbols, box, None, limits)
    labeller = Labeller(plane.cells, plane.leaves, (), None)
    walls, cells = plane.cells.walls, list[Cell]()
    for w, wall in enumerate(walls):
        cells.append(Cell(wall.x, wall.x, labeller.vertex((w, 0))))
        if w + 1 < len(walls):
            cells.append(Cell(wall.x, walls[w + 1].x, plane.labels.faces[plane.cells.offsets[w]]))
    return tuple(_joined(cells))


def _joined(cells: list[Cell]) -> list[Cell]:
    kept = cells[:2]
    for point, after in zip(cells[2::2], [*cells[3::2], None], strict=True):
        if after is not None and kept[-1].holding == point.holding == after.holding:
            kept[-1] = Cell(kept[-1].lower, after.upper, after.holding)
        else:
            kept += [point] if after is None else [point, after]
    return kept


@dataclass(frozen=True)
class Place:
    """An exact value of the parameter, at which expressions are compared."""

    symbol: sympy.Symbol
    at: Algebraic

    @cached_property
    def value(self) -> sympy.Expr:
        """The value as a SymPy number."""
        return number(self.at)

    def limit(self, expression: sympy.Expr) -> sympy.Expr | None:
        """Return the value of a quotient of polynomials here, poles that cancel removed; None at other poles."""
        above, below = sympy.fraction(sympy.cancel(expression))
        if self._vanishes(below):
            return None
        return sympy.radsimp(above.subs(self.symbol, self.value) / below.subs(self.symbol, self.value))

    def same(self, one: sympy.Expr, other: sympy.Expr) -> bool:
        """Whether two expressions have the same limit here."""
        above, below = sympy.fraction(sympy.cancel(sympy.together(one - other)))
        return self._vanishes(above) and not self._vanishes(below)

    def _vanishes(self, polynomial: sympy.Expr) -> bool:
        if not polynomial.has(self.symbol):
            return bool(polynomial == 0)
        if not polynomial.is_polynomial(self.symbol):
            return bool(sympy.simplify(polynomial.subs(self.symbol, self.value)) == 0)
        _, primitive = sympy.Poly(polynomial, self.symbol).clear_denoms(convert=True)
        return self.at.is_root_of(fmpz_poly([int(c) for c in reversed(primitive.all_coeffs())]))

    def coincide(self, one: Equilibrium, other: Equilibrium) -> bool:
        """Whether two equilibria have the same mixtures here, in the limit where they do not exist."""
        for first, second in zip(one.mixtures, other.mixtures, strict=True):
            own, theirs = dict(first), dict(second)
            names = dict.fromkeys((*own, *theirs))
            if not all(self.same(own.get(s, sympy.Integer(0)), theirs.get(s, sympy.Integer(0))) for s in names):
                return False
        return True


def distinct(found: Conditional) -> tuple[tuple[Equilibrium, ...], tuple[int, ...]]:
    """Return the different equilibria, those with symbols that say the same as one, and for each place which it is."""
    table: dict[Any, int] = {}
    kept: list[Equilibrium] = []
    places = []
    for equilibrium in (*found.equilibria, *found.exceptional):
        key = equilibrium.mixtures
        if key not in table:
            table[key] = len(kept)
            kept.append(equilibrium)
        else:
            n = table[key]
            formula: Formula = any_of(kept[n].formula, equilibrium.formula)
            kept[n] = Equilibrium(kept[n].players, key, kept[n].payoffs, formula, kept[n].plans, kept[n].beliefs)
        places.append(table[key])
    return tuple(kept), tuple(places)


def spread(low: Algebraic, high: Algebraic, count: int) -> list[Fraction]:
    """Return so many rational numbers from one algebraic number to a larger one, ends as near as can be seen."""
    fine = Fraction(1, 10**12)
    a, b = low.bounds(fine)[1], high.bounds(fine)[0]
    return [a + (b - a) * Fraction(k, count - 1) for k in range(count)]


def runs(cells: Sequence[Cell], holds: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the first and the last cell of each stretch of cells in which something holds."""
    found: list[tuple[int, int]] = []
    for n in range(len(cells)):
        if holds[n]:
            if found and found[-1][1] == n - 1:
                found[-1] = (found[-1][0], n)
            else:
                found.append((n, n))
    return found
