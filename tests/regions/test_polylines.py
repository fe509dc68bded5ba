"""Polylines along branches: known ones, and laws on branches of random curves."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import strategies as st

from coopgame.regions.algebra.algebraic import Algebraic
from coopgame.regions.borders import polylines
from coopgame.regions.borders.branch import Branch, Span
from coopgame.regions.borders.polylines import polyline
from coopgame.regions.borders.taylor import Taylor
from coopgame.regions.plane import Point
from tests.laws import assert_caught, law

from .branches import HIGH, LOW, curve, drawn_branches, height, inside

CIRCLE = {(2, 0): 1, (0, 2): 1, (0, 0): -1}
SHARES = st.lists(st.fractions(0, 1, max_denominator=10**6), min_size=50, max_size=50)
SHIFTS = st.tuples(*[st.fractions(Fraction(-1, 6), Fraction(1, 6), max_denominator=100)] * 4)
TOLERANCES = st.sampled_from([Fraction(1, 10), Fraction(1, 300), Fraction(1, 10**4)])


def ends_of(branch: Branch) -> tuple[Point, Point]:
    """The ends of a branch, almost."""
    return tuple((x, height(branch, x)) for x in inside(branch, Fraction(1, 10**16)))


def distance(point: Point, one: Point, other: Point) -> Fraction:
    """The square of the distance of a point to a line segment."""
    along, off = [(b - a, p - a) for a, b, p in zip(one, other, point, strict=True)], Fraction(0)
    length = sum(d * d for d, _ in along)
    t = min(max(sum(d * p for d, p in along) / length, Fraction(0)), Fraction(1)) if length else Fraction(0)
    return sum(((p - t * d) ** 2 for d, p in along), off)


def comes_near(branch: Branch, point: Point, reach: Fraction) -> bool:
    """Whether the branch meets the square around a point: at one of some abscissae, or between two of them."""
    first, last = inside(branch, Fraction(1, 10**16))
    left, right = max(point[0] - reach, first), min(point[0] + reach, last)
    if left > right:
        return False
    heights = [height(branch, left + (right - left) * k / 8) - point[1] for k in range(9)]
    return any(abs(h) <= reach for h in heights) or any(a * b < 0 for a, b in pairwise(heights))


def drawn(branch: Branch, shifts: tuple[Fraction, ...], tolerance: Fraction) -> tuple[Point, ...]:
    """A polyline between ends that are a little off."""
    (a, b), (c, d) = ends_of(branch)
    e = [shift * tolerance for shift in shifts]
    start, end = (a + e[0], b + e[1]), (c + e[2], d + e[3])
    found = polyline(branch, start, end, tolerance)
    assert found[0] == start
    assert found[-1] == end
    return found


def branch_is_near_polyline(branch: Branch, shifts, tolerance: Fraction, shares: list[Fraction]) -> None:
    path = drawn(branch, shifts, tolerance)
    first, last = inside(branch, Fraction(1, 10**16))
    for share in shares:
        # Half of the points crowd at the ends, where tangents may be vertical.
        x = first + (last - first) * (share if share.numerator % 2 else share**4)
        point = x, height(branch, x)
        assert min(distance(point, *chord) for chord in pairwise(path)) <= tolerance**2, (branch, point)


def polyline_is_near_branch(branch: Branch, shifts, tolerance: Fraction, shares: list[Fraction]) -> None:
    path = drawn(branch, shifts, tolerance)
    for k, share in enumerate(shares):
        one, other = list(pairwise(path))[k % (len(path) - 1)]
        point = tuple(a + (b - a) * share for a, b in zip(one, other, strict=True))
        assert comes_near(branch, point, tolerance), (branch, point)


def vertices_progress_on_the_branch(branch: Branch, shifts, tolerance: Fraction) -> None:
    path = drawn(branch, shifts, tolerance)
    assert all(one[0] <= other[0] for one, other in pairwise(path[1:-1]))
    assert len(set(path)) == len(path)
    assert all(comes_near(branch, point, tolerance / 8) for point in path[1:-1])
    assert all(64 * 4 * 4 / tolerance >= x.denominator for point in path[1:-1] for x in point)


@pytest.mark.thorough
@law(15, drawn_branches(), SHIFTS, TOLERANCES, SHARES)
def test_branch_is_near_polyline(branch, shifts, tolerance, shares):
    branch_is_near_polyline(branch, shifts, tolerance, shares)


@pytest.mark.thorough
@law(15, drawn_branches(), SHIFTS, TOLERANCES, SHARES)
def test_polyline_is_near_branch(branch, shifts, tolerance, shares):
    polyline_is_near_branch(branch, shifts, tolerance, shares)


@pytest.mark.thorough
@law(25, drawn_branches(), SHIFTS, TOLERANCES)
def test_vertices_progress_on_the_branch(branch, shifts, tolerance):
    vertices_progress_on_the_branch(branch, shifts, tolerance)


def over(terms, low: Fraction | int, high: Fraction | int) -> Branch:
    return Branch(curve(terms), Fraction(0), Fraction(2), (Span(Algebraic.of(low), Algebraic.of(high), 0),))


def test_lines_have_no_points_between():
    start, end = (Fraction(0), Fraction(1, 3)), (Fraction(1), Fraction(2, 3))
    line = over({(1, 0): 1, (0, 1): -3, (0, 0): 1}, 0, 1)
    assert polyline(line, start, end, Fraction(1, 1000)) == (start, end)


@pytest.mark.parametrize(
    ("terms", "low", "high", "most"),
    [
        (CIRCLE, 0, 1, 100),
        (CIRCLE, -1, 1, 200),
        ({(0, 1): 1, (2, 0): -1}, 0, 1, 70),
        ({(0, 2): 1, (1, 0): -1}, 0, 1, 80),
        ({(0, 2): 1, (3, 0): -1}, 0, 1, 80),
        ({(0, 1): 10, (2, 0): -1}, 0, 1, 30),
    ],
)
def test_few_points_are_enough(terms, low, high, most):
    # A circle with radius one takes 1.57 / sqrt(8 * tolerance) = 56 chords in a quarter at the very least.
    branch = over(terms, low, high)
    assert len(polyline(branch, *ends_of(branch), Fraction(1, 10**4))) <= most


def test_a_tiny_branch_is_one_chord():
    branch = over(CIRCLE, Fraction(999, 1000), 1)
    start, end = ends_of(branch)
    assert polyline(branch, start, end, Fraction(1, 4)) == (start, end)


def test_the_pole_of_a_hyperbola_takes_few_points():
    steep = Branch(
        curve({(1, 1): 1, (0, 0): -1}), LOW, HIGH * 500, (Span(*map(Algebraic.of, (Fraction(1, 1000), 1)), 0),)
    )
    assert len(polyline(steep, *ends_of(steep), Fraction(1, 100))) <= 60


def test_a_node_is_passed():
    zero = Algebraic.of(0)
    spans = Span(Algebraic.of(-1), zero, 0), Span(zero, Algebraic.of(1), 1)
    branch = Branch(curve({(0, 2): 1, (3, 0): -1, (2, 0): -1}), LOW, HIGH, spans)
    path = polyline(branch, *ends_of(branch), Fraction(1, 1000))
    assert all(one[0] <= other[0] for one, other in pairwise(path))
    # Close to the vertical tangent at -1 the distance in y says nothing.
    middles = [tuple(sum(c) / 2 for c in zip(*chord, strict=True)) for chord in pairwise(path)]
    near = [point for point in (*path, *middles) if point[0] > Fraction(-3, 4)]
    assert len(near) > 20
    assert all(abs(float(y) - float(x) * math.sqrt(x + 1)) <= 2 / 1000 for x, y in near)


def test_coarse_chords_are_noticed(monkeypatch):
    original = polylines._points
    monkeypatch.setattr(polylines, "_points", lambda near, sagitta, bits: original(near, 8 * sagitta, bits))
    assert_caught(branch_is_near_polyline, drawn_branches(), SHIFTS, TOLERANCES, SHARES, n=30)


def test_points_off_the_branch_are_noticed(monkeypatch):
    original = Taylor.at
    monkeypatch.setattr(Taylor, "at", lambda self, k, n, bits: original(self, k, n, bits) + Fraction(1, 3))
    assert_caught(vertices_progress_on_the_branch, drawn_branches(), SHIFTS, TOLERANCES, n=30)
