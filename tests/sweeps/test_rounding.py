"""Signs beyond their bound are those of exact arithmetic; enclosures contain the value."""

from __future__ import annotations

import os
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.conditions import Ring
from coopgame.sweeps import polynomials as module
from coopgame.sweeps.enclosures import enclose
from coopgame.sweeps.polynomials import Collector

X, Y = sympy.symbols("x y", real=True)
SCALE = int(os.environ.get("COOPGAME_TEST_SCALE", "1"))
NUMBERS = st.fractions(-20, 20, max_denominator=30) | st.fractions(-1, 1, max_denominator=10**9)
TERM = st.tuples(st.integers(0, 4), st.integers(0, 4), NUMBERS.filter(bool))
TERMS = st.lists(TERM, min_size=1, max_size=7, unique_by=lambda t: t[:2])
POINTS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=8)


def rational(value: Fraction) -> sympy.Rational:
    return sympy.Rational(value.numerator, value.denominator)


def wrong_signs(expression: sympy.Expr, points: list[tuple[Fraction, Fraction]]) -> list[Fraction]:
    """Exact values whose sign floating point gets wrong although the bound lets it."""
    ring = Ring.of([expression], [X, Y])
    polynomial = ring.polynomial(expression)
    columns = [np.array([float(p[k]) for p in points]) for k in (0, 1)]
    collector = Collector((X, Y), tuple(float(np.abs(c).max()) for c in columns))
    collector.place(polynomial)
    (values,), (bounds,) = collector.finished().evaluate(columns)
    sure = np.abs(values) > bounds
    exact = [polynomial.at({X: x, Y: y}) for x, y in points]
    return [e for e, v, s in zip(exact, values, sure, strict=True) if s and (e > 0) - (e < 0) != np.sign(v)]


@pytest.mark.thorough
@settings(max_examples=60 * SCALE)
@given(TERMS, POINTS)
def test_signs_of_polynomials_beyond_their_bound_are_exact(
    terms: list[tuple[int, int, Fraction]], points: list[tuple[Fraction, Fraction]]
) -> None:
    expression = sympy.Add(*(rational(c) * X**i * Y**j for i, j, c in terms))
    # A root at the first point: values there are rounding alone.
    value = expression.subs({X: rational(points[0][0]), Y: rational(points[0][1])})
    assert wrong_signs(expression - value, points) == []


def test_without_bounds_signs_would_be_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    third, tenth = Fraction(1, 3), Fraction(1, 10)
    near = 3 * X**2 - X - 10 * Y * (X - rational(third)) - 3 * (X - rational(third)) ** 2
    points = [(third + k * tenth**9, tenth + k * tenth**8) for k in range(200)]
    assert wrong_signs(sympy.expand(near), points) == []
    monkeypatch.setattr(module, "ROUNDING", 0.0)
    assert wrong_signs(sympy.expand(near), points) != []


KERNELS = [
    sympy.sqrt(X),
    1 / X,
    sympy.Min(X, Y, X * Y),
    sympy.Max(X - Y, 1),
    sympy.exp(X - Y),
    sympy.log(X),
    X**Y,
    sympy.cbrt(X),
    X ** sympy.Rational(-3, 2),
    sympy.sqrt(X * Y + sympy.sqrt(Y)) / (X - Y),
    sympy.exp(sympy.sqrt(2) * X),
]


@pytest.mark.parametrize("node", KERNELS, ids=str)
def test_enclosures_contain_the_value(node: sympy.Expr) -> None:
    generator = np.random.default_rng(2020)
    points = [(Fraction(int(a), 1000), Fraction(int(b), 700)) for a, b in generator.integers(1, 9000, (60, 2))]
    low, high = enclose(node, {X: np.array([float(p[0]) for p in points]), Y: np.array([float(p[1]) for p in points])})
    with mpmath.workdps(40):
        function = sympy.lambdify((X, Y), node, "mpmath")
        for k, (x, y) in enumerate(points):
            if x == y:
                continue
            value = function(mpmath.mpf(x.numerator) / x.denominator, mpmath.mpf(y.numerator) / y.denominator)
            assert low[k] <= value <= high[k]
            assert high[k] - low[k] < 1e-9 * max(1, abs(value))


def test_enclosures_say_where_nothing_is_known_or_defined() -> None:
    at = {X: np.array([0.0, -1.0, 1.0])}
    low, high = enclose(1 / X, at)
    assert (low[0], high[0]) == (-np.inf, np.inf)
    assert np.isnan(enclose(sympy.sqrt(X), at)[0]).tolist() == [False, True, False]
    assert np.isnan(enclose(sympy.log(X) * 2, at)[0]).tolist() == [False, True, False]
    low, high = enclose(X / X**2 * 0 + (X - 1) / X, at)
    assert low[1] <= 2 <= high[1]
