"""Small questions drawn at random, and the same questions looked at on a grid of rational points."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import sympy
from hypothesis import strategies as st

from coopgame.conditions import Formula, Polynomial, Range, Ring, Sign, all_of, any_of, atoms, holds
from coopgame.deciders import Answer, Block, Question
from coopgame.deciders.clock import Clock
from coopgame.deciders.methods import Task

F = Fraction
X, Y, Z = SYMBOLS = sympy.symbols("x y z", real=True)
RING = Ring.of([], SYMBOLS)
LINEAR = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
BILINEAR = (*LINEAR, (1, 1, 0), (0, 1, 1), (1, 0, 1))
QUADRATIC = (*BILINEAR, (2, 0, 0), (0, 2, 0), (1, 1, 0))
UNIT = Range(F(0), F(1))
BOXES = (
    None,
    None,
    Range(F(0), None),
    Range(F(0), None, True),
    UNIT,
    Range(F(-1), F(2), False, True),
    Range(None, F(1)),
)
GRID = tuple(F(*pair) for pair in ((0, 1), (1, 1), (-1, 1), (1, 2), (-1, 2), (2, 1), (-2, 1), (1, 3), (3, 1)))

small = st.integers(min_value=-3, max_value=3)
relations = st.sampled_from(["<", "<=", ">", ">=", "=", "!="])
boxes = st.tuples(*(st.sampled_from(BOXES) for _ in SYMBOLS)).map(
    lambda ranges: {v: known for v, known in zip(SYMBOLS, ranges, strict=True) if known is not None}
)


def _sign(monomials: tuple[tuple[int, int, int], ...]) -> st.SearchStrategy[Formula]:
    def build(drawn: tuple[list[tuple[tuple[int, int, int], int]], int, str]) -> Formula:
        terms, constant, relation = drawn
        whole = {**dict(terms), (0, 0, 0): constant}
        element = RING.context.from_dict({e: c for e, c in whole.items() if c})
        return Sign.compare(Polynomial.from_flint(RING, element), relation)

    terms = st.lists(st.tuples(st.sampled_from(monomials), small), min_size=1, max_size=3)
    return st.tuples(terms, small, relations).map(build)


def formulas(monomials: tuple[tuple[int, int, int], ...], leaves: int = 6) -> st.SearchStrategy[Formula]:
    """Draw sign trees over polynomials with some monomials."""

    def joined(parts: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
        some = st.lists(parts, min_size=2, max_size=3)
        return st.one_of(some.map(lambda p: all_of(*p)), some.map(lambda p: all_of(*p)), some.map(lambda p: any_of(*p)))

    return st.recursive(_sign(monomials), joined, max_leaves=leaves)


formula = st.one_of(formulas(LINEAR), formulas(BILINEAR), formulas(QUADRATIC))
questions = st.builds(Question, formula, boxes)
prefixes = st.permutations(SYMBOLS).flatmap(
    lambda order: st.tuples(st.booleans(), st.booleans(), st.integers(1, 2)).map(
        lambda drawn: tuple(Block(every, (v,)) for every, v in zip(drawn[:2], order, strict=False))[: drawn[2]]
    )
)


def quantified(drawn: tuple[Formula, tuple[Block, ...], dict[Any, Range]]) -> Question:
    """Put quantifiers in front of a formula; what they bind loses its range."""
    inner, prefix, box = drawn
    bound = {v for block in prefix for v in block.variables}
    return Question(inner, {v: known for v, known in box.items() if v not in bound}, prefix)


def points(box: dict[Any, Range], values: tuple[Fraction, ...] = GRID) -> Iterator[dict[Any, Fraction]]:
    """Yield the points of the grid that lie in a box."""
    choices = [[v for v in values if within(v, box.get(s))] for s in SYMBOLS]
    for point in itertools.product(*choices):
        yield dict(zip(SYMBOLS, point, strict=True))


def within(value: Fraction, known: Range | None) -> bool:
    if known is None:
        return True
    if known.lower is not None and (value < known.lower or (known.open_lower and value == known.lower)):
        return False
    return known.upper is None or value < known.upper or (value == known.upper and not known.open_upper)


def true_at(inner: Formula, point: dict[Any, Fraction]) -> bool:
    """Evaluate a formula through SymPy, not through the code under test."""

    def sign(polynomial: Polynomial) -> int:
        value = polynomial.expression.subs({v: sympy.Rational(f.numerator, f.denominator) for v, f in point.items()})
        return int(sympy.sign(value))

    return holds(inner, sign)


def on_grid(question: Question) -> dict[Any, Fraction] | None:
    """Return a point of the grid that solves a question without quantifiers, None if there is none on it."""
    return next((p for p in points(dict(question.box)) if true_at(question.formula, p)), None)


def run(method: Callable[[Task], Answer], question: Question, seconds: int = 10, steps: int = 2000) -> Answer:
    """Answer a question by one method alone."""
    return method(Task(question, Clock(seconds * 10**9), steps, 2000, {}, 10**9))


def on_line(inner: Formula, known: Range | None) -> bool:
    """Whether a formula in x alone holds at some real x of a range: at roots, between them, and beyond them."""
    if not isinstance(inner, Sign) and not inner.parts:
        empty = known is not None and known.bounded and known.lower == known.upper and known.open_lower
        return bool(inner == all_of()) and not empty
    ends = [] if known is None else [sympy.Rational(str(e)) for e in (known.lower, known.upper) if e is not None]
    products = [sign.polynomial.expression for sign in atoms(inner)]
    roots = sorted({*ends, *(r for p in products for r in sympy.Poly(p, X).real_roots())})
    between = [(low + high) / 2 for low, high in itertools.pairwise(roots)]
    tested = [*roots, *between, *([roots[0] - 1, roots[-1] + 1] if roots else [sympy.Integer(0)])]
    return any(_inside_exactly(x, known) and _true_exactly(inner, x) for x in tested)


def _inside_exactly(x: Any, known: Range | None) -> bool:
    if known is None:
        return True
    low, high = (None if e is None else sympy.Rational(str(e)) for e in (known.lower, known.upper))
    above = low is None or bool(x > low) or (bool(sympy.Eq(x, low)) and not known.open_lower)
    return above and (high is None or bool(x < high) or (bool(sympy.Eq(x, high)) and not known.open_upper))


def _true_exactly(inner: Formula, x: Any) -> bool:
    def sign(polynomial: Polynomial) -> int:
        value = sympy.expand(polynomial.expression.subs(X, x))
        return 0 if sympy.simplify(value) == 0 else int(sympy.sign(value))

    return holds(inner, sign)
