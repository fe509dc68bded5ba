"""Branches of random curves, and their points, found without the code that is tested."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from hypothesis import assume
from hypothesis import strategies as st

from coopgame.regions.algebra.algebraic import Algebraic, roots_of, separate
from coopgame.regions.algebra.curves import Curve, plane_ring
from coopgame.regions.algebra.univariate import refine
from coopgame.regions.borders.branch import Branch, Span

LOW, HIGH = Fraction(-2), Fraction(2)


def curve(terms: Mapping[tuple[int, int], int]) -> Curve:
    return Curve(tuple(sorted(((e, c) for e, c in terms.items() if c), reverse=True)))


def branches(found: Curve, low: Fraction = LOW, high: Fraction = HIGH) -> list[Branch]:
    """Every branch in the square [low, high]², each over one span between two critical abscissae."""
    factors = [found.discriminant, found.at_y(low), found.at_y(high)]
    critical = {root for p in factors if p != 0 for q, _ in p.factor()[1] for root in roots_of(q, low, high)}
    ends = [Algebraic.of(low), *separate(critical), Algebraic.of(high)]
    result = []
    for left, right in pairwise(ends):
        while left.known[1] >= right.known[0]:
            left.halve()
            right.halve()
        middle = (left.known[1] + right.known[0]) / 2
        ranks = range(len(found.roots(middle, low, high)))
        result += [Branch(found, low, high, (Span(left, right, rank),)) for rank in ranks]
    return result


def height(branch: Branch, x: Fraction, accuracy: Fraction = Fraction(1, 10**15)) -> Fraction:
    """The branch at a point inside a span."""
    return sum(refine(branch.curve.at_x(x), branch.root(x), accuracy)) / 2


def inside(branch: Branch, margin: Fraction = Fraction(1, 10**18)) -> tuple[Fraction, Fraction]:
    """Points of the first and the last span, very close to its ends."""
    return branch.left.bounds(margin)[1] + margin, branch.right.bounds(margin)[0] - margin


@st.composite
def drawn_branches(draw: st.DrawFn, degree: int = 4) -> Branch:
    """A branch of a curve with small coefficients, of which most are zero."""
    exponents = [(i, j) for i in range(degree + 1) for j in range(degree + 1 - i)]
    terms = draw(st.dictionaries(st.sampled_from(exponents), st.integers(-4, 4), min_size=2, max_size=6))
    assume(any(terms.values()))
    factors = [p for p, _ in plane_ring().from_dict({e: c for e, c in terms.items() if c}).factor()[1]]
    curves = [curve({tuple(map(int, e)): int(c) for e, c in p.to_dict().items()}) for p in factors]
    found = [branch for one in curves if not one.is_vertical for branch in branches(one)]
    assume(found)
    return draw(st.sampled_from(found))
