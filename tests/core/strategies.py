"""What the tests of this folder share: strategies for points, conditions and arrangements."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from hypothesis import strategies as st

from coopgame.regions import Box

X, Y = sympy.symbols("x y", real=True)
RELATIONS = {
    "<": lambda v: v < 0,
    "<=": lambda v: v <= 0,
    "==": lambda v: v == 0,
    "!=": lambda v: v != 0,
    ">=": lambda v: v >= 0,
    ">": lambda v: v > 0,
}


def rational(value: Fraction) -> sympy.Rational:
    return sympy.Rational(value.numerator, value.denominator)


def fraction(value: Any) -> Fraction:
    number = sympy.Rational(value)
    return Fraction(int(number.p), int(number.q))


def fractions(low: int, high: int, denominators: tuple[int, ...] = (1, 2, 3, 5)) -> st.SearchStrategy[Fraction]:
    """Rationals from low to high with a few small denominators, so that ties and coincidences occur."""

    def of(d: int) -> st.SearchStrategy[Fraction]:
        return st.integers(low * d, high * d).map(lambda k: Fraction(k, d))

    return st.sampled_from(denominators).flatmap(of)


# Conditions in x and y that the tests evaluate by themselves --------------------------------------


@dataclass(frozen=True)
class Atom:
    """``scale · Π (a x + b y + c) relation 0``."""

    scale: Fraction
    factors: tuple[tuple[int, int, int], ...]
    relation: str

    def value(self, x: Fraction, y: Fraction) -> Fraction:
        result = self.scale
        for a, b, c in self.factors:
            result *= a * x + b * y + c
        return result

    def true_at(self, x: Fraction, y: Fraction) -> bool:
        return RELATIONS[self.relation](self.value(x, y))

    def sympy(self) -> Any:
        product = rational(self.scale) * sympy.Mul(*(a * X + b * Y + c for a, b, c in self.factors))
        return sympy.Rel(sympy.expand(product), 0, self.relation)


@dataclass(frozen=True)
class Tree:
    """Parts joined by and, by or, or denied."""

    kind: str
    parts: tuple[Any, ...]

    def true_at(self, x: Fraction, y: Fraction) -> bool:
        values = (part.true_at(x, y) for part in self.parts)
        if self.kind == "not":
            return not next(values)
        return all(values) if self.kind == "and" else any(values)

    def sympy(self) -> Any:
        node = {"and": sympy.And, "or": sympy.Or, "not": sympy.Not}[self.kind]
        return node(*(part.sympy() for part in self.parts))


small = st.integers(-3, 3)
lines = st.tuples(small, small, small).filter(lambda line: line[0] or line[1])


def atoms(pool: st.SearchStrategy[tuple[int, int, int]] = lines) -> st.SearchStrategy[Atom]:
    return st.builds(
        Atom,
        st.sampled_from([Fraction(1), Fraction(-1), Fraction(2), Fraction(-1, 3)]),
        st.lists(pool, min_size=1, max_size=2).map(tuple),
        st.sampled_from(["<", "<=", "<=", ">=", ">=", ">", "==", "!="]),
    )


def trees(pool: st.SearchStrategy[tuple[int, int, int]] = lines, leaves: int = 4) -> st.SearchStrategy[Any]:
    def join(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        several = st.lists(children, min_size=2, max_size=3).map(tuple)
        return st.one_of(
            st.builds(Tree, st.sampled_from(["and", "or"]), several),
            st.builds(Tree, st.just("not"), st.tuples(children)),
        )

    return st.recursive(atoms(pool), join, max_leaves=leaves)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    """Boxes with small corners, through which small lines often pass."""
    x0, y0 = draw(fractions(-3, 1, (1, 1, 2))), draw(fractions(-3, 1, (1, 1, 2)))
    return Box(x0, x0 + draw(st.integers(1, 5)), y0, y0 + draw(st.integers(1, 5)))


@dataclass(frozen=True)
class Problem:
    """A map to make: outcomes with their conditions, the domain, and the box."""

    outcomes: tuple[tuple[str, Any], ...]
    domain: Any
    box: Box

    def label(self, x: Fraction, y: Fraction) -> frozenset[str] | None:
        if self.domain is not None and not self.domain.true_at(x, y):
            return None
        return frozenset(name for name, tree in self.outcomes if tree.true_at(x, y))

    def factors(self) -> set[tuple[int, int, int]]:
        found: set[tuple[int, int, int]] = set()
        stack = [tree for _, tree in self.outcomes] + ([self.domain] if self.domain is not None else [])
        while stack:
            node = stack.pop()
            if isinstance(node, Atom):
                found |= set(node.factors)
            else:
                stack.extend(node.parts)
        return found


@st.composite
def problems(draw: st.DrawFn, most: int = 6) -> Problem:
    """Degenerate maps: a few lines with coefficients in -3 … 3, used again and again."""
    pool = st.sampled_from(draw(st.lists(lines, min_size=1, max_size=most)))
    outcome = st.tuples(st.sampled_from("abc"), trees(pool))
    domain = draw(st.one_of(st.none(), st.none(), trees(pool, 2)))
    return Problem(tuple(draw(st.lists(outcome, min_size=1, max_size=4))), domain, draw(boxes()))
