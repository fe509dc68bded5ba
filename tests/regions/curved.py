"""Problems with curved borders that are degenerate on purpose, and in which cells their points lie."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy
from hypothesis import strategies as st

from coopgame.conditions import TRUE, any_of, formula_of
from coopgame.regions import Algebraic, Box, Curve, Decomposition, decompose
from coopgame.regions.cells.labels import Labeller
from tests.core.strategies import RELATIONS, Problem, Tree, X, Y

Point = tuple[Fraction, Fraction]
Polynomial = sympy.Expr

#: Isolated points, tangencies, cusps, nodes, ovals inside ovals, lines along the axes, and roots that are not rational.
SPECIAL = [
    *(X**2 + Y**2 - c for c in (0, 1, 2, 4)),
    X**2 + Y**2 - X, X**2 + Y**2 - 2 * Y, (X - 1) ** 2 + (Y - 1) ** 2 - 1, X**2 + 2 * Y**2 - 2,
    X * Y - 1, X * Y, X**2 - Y**2, X**2 - 2 * Y**2, Y - X**2, X - Y**2, Y - X**3, Y * (X + 2) - 1,
    Y**2 - X**3, Y**2 - X**2 * (X + 1), Y**2 - X**2 * (X - 1), Y**2 - X**3 + X, Y**2 - X**5, Y**3 - X * Y + X,
    (X**2 + Y**2) ** 2 - 2 * (X**2 - Y**2), (X**2 + Y**2) ** 2 - 4 * X**2 * Y**2, X**3 + Y**3 - 3 * X * Y,
    (X**2 + Y**2 - 1) ** 3 - X**2 * Y**3, X**2 * Y**2 + X**2 + Y**2 - 2, X**4 + Y**4 - 2, X**4 + Y**4 - X**2,
    (X**2 + Y**2 - X) ** 2 - X**2 - Y**2, (X**2 - 1) ** 2 + (Y**2 - 1) ** 2, (X**2 - 2) ** 2 + Y**2,
    X, Y, X - 1, Y - 1, X + 1, X + Y, X - Y, X + Y - 1, X**2 - 2, Y**2 - 2, X**3 - 2, Y**3 + Y - 1,
]  # fmt: skip
BOXES = [(-2, 2, -2, 2), (-1, 1, -1, 1), (0, 1, 0, 1), (-2, 1, 0, 2), (-3, 3, -3, 3), (0, 2, -1, 2)]


@dataclass(frozen=True)
class Atom:
    """``polynomial relation 0``, evaluated without the library."""

    terms: tuple[tuple[tuple[int, int], int], ...]
    relation: str

    @classmethod
    def of(cls, polynomial: Polynomial, relation: str) -> Atom:
        return cls(tuple((e, int(c)) for e, c in sympy.Poly(polynomial, X, Y).terms()), relation)

    def true_at(self, x: Fraction, y: Fraction) -> bool:
        return RELATIONS[self.relation](sum((c * x**i * y**j for (i, j), c in self.terms), Fraction(0)))

    def sympy(self) -> Any:
        return sympy.Rel(sympy.Add(*(c * X**i * Y**j for (i, j), c in self.terms)), 0, self.relation)


def drawn(r: random.Random) -> Polynomial:
    """Return a polynomial with small integer coefficients."""
    if r.random() < 0.45:
        p = r.choice(SPECIAL)
        if r.random() < 0.2:
            p = p.subs({X: X + r.choice((-1, 0, 1)), Y: Y + r.choice((-1, 0, 1))}, simultaneous=True)
        if r.random() < 0.3:
            p = p.subs({X: Y, Y: X}, simultaneous=True)
        return p
    degree = r.choice((1, 1, 2, 2, 2, 3, 3, 4))
    exponents = [(i, j) for i in range(degree + 1) for j in range(degree + 1 - i) if r.random() < 0.55]
    return sympy.Add(*(r.randint(-2, 2) * X**i * Y**j for i, j in exponents))


def polynomial(r: random.Random, box: Box) -> Polynomial:
    """Return a polynomial that is not constant: as drawn, a product, or one that vanishes at a corner of the box."""
    while True:
        p, kind = drawn(r), r.random()
        if kind < 0.08:
            p *= drawn(r)
        elif kind < 0.2:
            p -= p.subs({X: r.choice((box.x0, box.x1)), Y: r.choice((box.y0, box.y1))})
        p = sympy.expand(p)
        if not p.is_number:
            return p


def tree(r: random.Random, pool: list[Polynomial], depth: int) -> Any:
    if depth == 0 or r.random() < 0.4:
        return Atom.of(r.choice(pool), r.choice(("<=", "<=", ">=", ">=", "<", ">", "==", "!=")))
    parts = tuple(tree(r, pool, depth - 1) for _ in range(2))
    return Tree(r.choice(("and", "or")), parts)


def problem(seed: int) -> Problem:
    r = random.Random(seed)  # noqa: S311 - problems of checks, not secrets
    box = Box(*map(Fraction, r.choice(BOXES)))
    pool = [polynomial(r, box) for _ in range(r.choice((1, 2, 2, 3, 3, 4)))]
    outcomes = tuple((name, tree(r, pool, 2)) for name in "abc"[: r.choice((1, 2, 3))])
    return Problem(outcomes, tree(r, pool, 1) if r.random() < 0.2 else None, box)


def formula(node: Any) -> Any:
    """Return a condition in the form of the engine; SymPy decides a few by itself."""
    condition = node.sympy()
    if condition in (sympy.true, sympy.false):
        return TRUE if condition == sympy.true else any_of()
    return formula_of(condition)


@dataclass(frozen=True)
class Curved:
    """One problem, mapped in both orders of the axes."""

    problem: Problem
    seed: int | None = None

    @classmethod
    def of(cls, seed: int) -> Curved:
        return cls(problem(seed), seed)

    @cached_property
    def _formulas(self) -> tuple[list[Any], Any]:
        outcomes = [(name, formula(node)) for name, node in self.problem.outcomes]
        return outcomes, TRUE if self.problem.domain is None else formula(self.problem.domain)

    @cached_property
    def found(self) -> Decomposition:
        return decompose(*self._formulas, (X, Y), self.problem.box)

    @cached_property
    def swapped(self) -> Decomposition:
        b = self.problem.box
        return decompose(*self._formulas, (Y, X), Box(b.y0, b.y1, b.x0, b.x1))

    @cached_property
    def points(self) -> list[Point]:
        """The origin, points with small coordinates, where curves meet and edges of the box run, and any points."""
        b, r = self.problem.box, random.Random(self.seed)  # noqa: S311

        def one(n: int, m: int) -> Point:
            return b.x0 + (b.x1 - b.x0) * Fraction(r.randint(0, n), n), b.y0 + (b.y1 - b.y0) * Fraction(
                r.randint(0, m), m
            )

        width, height = int(b.x1 - b.x0), int(b.y1 - b.y0)
        small = [one(width, height) for _ in range(6)] + [one(2 * width, 2 * height) for _ in range(3)]
        zero = Fraction(0)
        return list(dict.fromkeys([(zero, zero), *small, *(one(97, 89) for _ in range(6))]))


curved = st.integers(0, 2**40).map(Curved.of)


class Place:
    """Finds the cell of a point: its column or wall, then what lies below it."""

    def __init__(self, found: Decomposition) -> None:
        self.found, self.cells = found, found.cells
        self._ordinates: dict[int, list[Algebraic]] = {}
        self.labeller = Labeller(found.cells, found.leaves, [name for name, _ in found.outcomes], None)

    def regimes(self, x: Fraction, y: Fraction) -> frozenset[str] | None:
        """Return the label of the cell that contains a point."""
        return self.labeller.regimes(self._holding(x, y))

    def _holding(self, x: Fraction, y: Fraction) -> Any:
        for w, wall in enumerate(self.cells.walls):
            side = wall.x.compare(x)
            if side == 0:
                return self._on_wall(w, y)
            if side > 0:
                return self._in_column(w - 1, x, y)
        raise AssertionError("the last wall is the edge of the box")

    def _on_wall(self, w: int, y: Fraction) -> Any:
        if w not in self._ordinates:
            self._ordinates[w] = [self.cells.exact_ordinate((w, t)) for t in range(len(self.cells.walls[w].points))]
        for t, ordinate in enumerate(self._ordinates[w]):
            side = ordinate.compare(y)
            if side == 0:
                return self.labeller.vertex((w, t))
            if side > 0:
                return self.labeller.interval(w, t - 1)
        raise AssertionError("the last point lies on the edge of the box")

    def _in_column(self, i: int, x: Fraction, y: Fraction) -> Any:
        box, column = self.cells.box, self.cells.columns[i]
        if y in (box.y0, box.y1):
            return self.labeller.edge(i, upper=y == box.y1)
        roots = {
            k: self.cells.curves[k].roots(x, box.y0, box.y1) for k in column.curves if self.cells.curves[k].degrees[1]
        }
        assert {k: len(own) for k, own in roots.items() if own} == counted(column.branches)
        below = 0
        for k, own in roots.items():
            p = self.cells.curves[k].at_x(x)
            if self.cells.curves[k].sign(x, y) == 0:
                (at,) = (n for n, branch in enumerate(column.branches) if branch == (k, smaller(p, own, y)))
                return self.found.labels.branches[i][at]
            below += smaller(p, own, y)
        return self.found.labels.faces[self.cells.offsets[i] + below]


def counted(branches: tuple[tuple[int, int], ...]) -> dict[int, int]:
    found: dict[int, int] = {}
    for curve, _ in branches:
        found[curve] = found.get(curve, 0) + 1
    return found


def smaller(p: Any, roots: list[tuple[Fraction, Fraction]], y: Fraction) -> int:
    """Return how many isolated roots of a polynomial are smaller than y."""

    def value(at: Fraction) -> Any:
        return sum((int(c) * at**k for k, c in enumerate(p.coeffs())), Fraction(0))

    below = 0
    for low, high in roots:
        # Inside an isolating interval the sign tells on which side of the root y lies.
        below += high <= y if y >= high or y <= low else value(y) * value(high) > 0
        if low == high == y:
            below -= 1
    return below


def plain(curve: Curve) -> frozenset[Any]:
    """Return what two curves with the same zeros have in common."""
    sign = 1 if curve.terms[0][1] > 0 else -1
    return frozenset((e, sign * c) for e, c in curve.terms)
