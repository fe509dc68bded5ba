"""Laws of the checker's own algebra, against products of known roots and against SymPy."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
import sympy
from hypothesis import strategies as st
from sympy.abc import x, y
from sympy.polys.subresultants_qq_zz import sylvester

from coopgame_checker import bivariate, univariate
from coopgame_checker.abscissae import Abscissa, ascending
from coopgame_checker.bivariate import NEGATIVE, POSITIVE, ZERO, Curve
from coopgame_checker.fibres import Fibre
from coopgame_checker.resultants import curve_resultant, discriminant, interpolated, resultant
from tests.laws import assert_caught, law

SMALL = st.integers(-6, 6)
ROOTS = st.lists(st.fractions(-4, 4, max_denominator=5), min_size=1, max_size=5)
POLYNOMIALS = st.lists(SMALL, min_size=1, max_size=6).map(univariate.trim)
PLANE = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), SMALL.filter(bool), min_size=1, max_size=6)


def from_roots(roots):
    out = (1,)
    for r in roots:
        out = univariate.multiply(out, (-r.numerator, r.denominator))
    return out


def with_square(c):
    """Multiply by a polynomial without real roots."""
    return univariate.multiply(c, (3, 2, 1))


def isolated_roots_are_the_roots(roots):
    c = univariate.squarefree(with_square(from_roots(roots)))
    low, high = Fraction(-2), Fraction(3)
    found = univariate.isolate(c, low, high)
    true = sorted({r for r in roots if low < r < high})
    assert len(found) == len(true)
    for root, value in zip(found, true, strict=True):
        assert root.low == value == root.high or root.low < value < root.high
        assert root.side(c, value) == 0
        assert root.side(c, value - Fraction(1, 999)) == 1
        assert root.side(c, value + Fraction(1, 999)) == -1
        half = root.halved(c)
        assert half.low <= value <= half.high
    assert univariate.rootless(c, low, high) == (not any(low <= r <= high for r in roots))


test_isolated_roots_are_the_roots = law(150, ROOTS)(isolated_roots_are_the_roots)


def test_isolation_of_other_roots_fails(monkeypatch):
    monkeypatch.setattr(univariate, "variations", lambda values: min(1, sum(v < 0 for v in values)))
    assert_caught(isolated_roots_are_the_roots, ROOTS)


@pytest.mark.thorough
@law(150, POLYNOMIALS.filter(bool), POLYNOMIALS.filter(bool), POLYNOMIALS.filter(bool))
def test_common_divisors(a, b, c):
    first, second = univariate.multiply(a, c), univariate.multiply(b, c)
    found = univariate.common_divisor(univariate.primitive(first), univariate.primitive(second))
    true = sympy.Poly(first[::-1], x).gcd(sympy.Poly(second[::-1], x)).primitive()[1]
    assert [abs(v) for v in found] == [abs(int(v)) for v in reversed(true.all_coeffs())]


@pytest.mark.thorough
@law(100, POLYNOMIALS.filter(lambda c: len(c) > 1), POLYNOMIALS.filter(lambda c: len(c) > 1))
def test_resultants(a, b):
    matrix = sylvester(sympy.Poly(a[::-1], x).as_expr(), sympy.Poly(b[::-1], x).as_expr(), x)
    assert resultant(a, b) == matrix.det()


@law(60, ROOTS, ROOTS)
def test_resultants_are_products_of_differences_of_roots(first, second):
    found = resultant(from_roots(first), from_roots(second))
    true = Fraction(1)
    for r in first:
        for s in second:
            true *= (r - s) * r.denominator * s.denominator
    assert found == true


@law(60, POLYNOMIALS)
def test_interpolation(c):
    points = [(k, univariate.scaled_value(c, k, 1)) for k in (0, 1, -1, 5, -7, 9)]
    assert interpolated(points) == univariate.primitive(c)


def plain(p):
    return sympy.Poly(dict(p), x, y).as_expr()


def proportional(found, true):
    """Whether a tuple of coefficients is a multiple of a SymPy expression in x."""
    if true == 0:
        return not found
    coefficients = [int(c) for c in reversed(sympy.Poly(true, x).primitive()[1].all_coeffs())]
    return list(found) == coefficients or [-c for c in found] == coefficients


@pytest.mark.thorough
@law(60, PLANE, PLANE)
def test_resultants_of_curves(p, q):
    f, g = Curve.of(p), Curve.of(q)
    if not f.vertical and not g.vertical:
        assert proportional(curve_resultant(f, g), sympy.resultant(plain(p), plain(q), y))
    if not f.vertical:
        assert proportional(discriminant(f), sympy.discriminant(plain(p), y) if f.height > 1 else sympy.Integer(1))


@law(100, PLANE, PLANE)
def test_products_are_divided_exactly(p, q):
    product = bivariate.multiply(p, q)
    assert bivariate.quotient(product, q) == p
    assert bivariate.quotient(bivariate.add(product, {(0, 9): 1}), {**q, (4, 0): 1}) != p


GRID = [Fraction(k, 4) for k in range(-4, 5)]


def signs_are_enclosed(p, depth):
    mask = bivariate.signs_on(p, (GRID[0], GRID[-1], GRID[0], GRID[-1]), depth)
    for a in GRID:
        for b in GRID:
            value = sum(c * a**i * b**j for (i, j), c in p.items())
            assert mask & (POSITIVE if value > 0 else NEGATIVE if value < 0 else ZERO)


test_signs_are_enclosed = law(150, PLANE, st.integers(0, 3))(signs_are_enclosed)


def test_enclosures_that_are_too_narrow_fail(monkeypatch):
    monkeypatch.setattr(bivariate, "ZERO", 0)
    monkeypatch.setattr(bivariate, "NEGATIVE", 0)
    assert_caught(signs_are_enclosed, PLANE, st.integers(0, 3))


@pytest.mark.thorough
@law(60, PLANE, st.fractions(-2, 2, max_denominator=7))
def test_curves_on_lines(p, at):
    curve = Curve.of(p)
    for found, line in ((curve.at_x(at), {x: at}), (curve.at_y(at), {y: at})):
        other = y if x in line else x
        true = sympy.Poly(
            plain(p).subs({k: sympy.Rational(v.numerator, v.denominator) for k, v in line.items()}), other
        )
        for point in (Fraction(-3), Fraction(1, 2), Fraction(2)):
            value = true.eval(sympy.Rational(point.numerator, point.denominator))
            assert univariate.sign_at(found, point) == sympy.sign(value)


def real_places(c):
    """Return the irrational real roots of a polynomial as abscissae, with their numbers of many digits."""
    polynomial = sympy.Poly(c[::-1], x)
    out = []
    for factor, _ in polynomial.factor_list()[1]:
        if factor.degree() > 1:
            for (low, high), _ in factor.intervals(eps=sympy.Rational(1, 50)):
                low, high = (Fraction(int(v.p), int(v.q)) for v in (low, high))
                near = [r for r in sympy.Poly(factor).nroots(n=40) if r.is_real and low < r < high]
                out += [(Abscissa(univariate.squarefree(univariate.trim(c)), low, high), r) for r in near[:1]]
    return out


@law(40, st.lists(SMALL, min_size=4, max_size=6).map(univariate.trim).filter(lambda c: len(c) > 2), POLYNOMIALS)
def test_signs_at_irrational_places(c, g):
    try:
        places = real_places(c)
    except univariate.Rejected:
        return
    for place, value in places:
        product = univariate.multiply(g, c)
        assert place.sign(product) == 0
        true = sympy.Poly(g[::-1] or [0], x).eval(value)
        assert place.sign(g) == (0 if abs(true) < 1e-25 else sympy.sign(true))
        assert place.compare(Fraction(1, 3)) == sympy.sign(value - sympy.Rational(1, 3))
    for (first, a), (second, b) in pairwise(places):
        assert ascending(first, second) == (a < b)


def test_equal_places_do_not_ascend():
    first = Abscissa((-2, 0, 1), Fraction(1), Fraction(2))
    second = Abscissa((4, 0, -4, 0, 1), Fraction(0), Fraction(3))
    assert not ascending(first, second)
    assert not ascending(second, first)


def test_roots_over_an_irrational_place():
    root = Abscissa((-2, 0, 1), Fraction(1), Fraction(2))
    square = Curve.of({(1, 0): -1, (0, 2): 1})
    double = Curve.of({(0, 4): 1, (1, 2): -2, (0, 0): 2})
    line = Curve.of({(0, 2): 2, (3, 0): -1})
    fibre = Fibre(root, (square, double, line))
    assert [fibre.count(k, Fraction(0), Fraction(2)) for k in range(3)] == [1, 1, 1]
    assert [fibre.count(k, Fraction(-2), Fraction(2)) for k in range(3)] == [2, 2, 2]
    assert fibre.count(1, Fraction(2), Fraction(3)) == 0
    assert fibre.meet([0, 1, 2], Fraction(1), Fraction(2))
    assert not fibre.meet([0, 1, 2], Fraction(2), Fraction(3))


def test_roots_on_the_edge_are_not_counted():
    root = Abscissa((-2, 0, 1), Fraction(1), Fraction(2))
    curve = Curve.of({(2, 3): 1, (2, 2): -1, (0, 3): -2, (0, 2): 2, (0, 1): 0, (1, 4): 1, (1, 3): -1})
    fibre = Fibre(root, (curve,))
    assert fibre.count(0, Fraction(0), Fraction(2)) == 1
    assert fibre.count(0, Fraction(-1), Fraction(0)) == 0
    assert fibre.count(0, Fraction(0), Fraction(1)) == 0
