"""Signs of values with quotients, roots, min and max, at points and as functions of signs."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import sympy
from hypothesis import assume
from hypothesis import strategies as st
from sympy.abc import x, y

from coopgame_checker import logic
from coopgame_checker.bivariate import ANY, NEGATIVE, POSITIVE, ZERO
from coopgame_checker.conditions import Builder
from coopgame_checker.logic import SINGLE, Evaluation
from coopgame_checker.reading import expression
from coopgame_checker.samples import Sample, Undefined
from coopgame_checker.values import Field
from tests.laws import assert_caught, law

from .build import TINY, number, tree

NUMBERS = st.sampled_from(["0", "1", "2", "-1", "1/2", "3"])


def nodes(below):
    several = st.lists(below, min_size=2, max_size=3)
    return st.one_of(
        st.tuples(st.sampled_from(["+", "*", "min", "max"]), several).map(lambda pair: [pair[0], *pair[1]]),
        st.tuples(below, below).map(lambda pair: ["/", *pair]),
        below.map(lambda a: ["sqrt", a]),
        below.map(lambda a: ["^", a, 2]),
    )


TREES = st.recursive(st.one_of(NUMBERS, st.just(["x"]), st.just(["y"])), nodes, max_leaves=6)
POINTS = st.tuples(*[st.sampled_from([Fraction(k, 2) for k in range(-3, 5)])] * 2)


def value(data, point):
    """Return the value of a tree, None where it is undefined."""
    if not isinstance(data, list):
        v = Fraction(data)
        return mpmath.mpf(v.numerator) / v.denominator
    if data[0] in ("x", "y"):
        v = point[data[0] == "y"]
        return mpmath.mpf(v.numerator) / v.denominator
    if data[0] == "^":
        base = value(data[1], point)
        return None if base is None else base ** data[2]
    parts = [value(part, point) for part in data[1:]]
    if None in parts or (data[0] == "/" and abs(parts[1]) < TINY) or (data[0] == "sqrt" and parts[0] < -TINY):
        return None
    operations = {
        "+": mpmath.fsum,
        "*": mpmath.fprod,
        "min": min,
        "max": max,
        "/": lambda pair: pair[0] / pair[1],
        "sqrt": lambda one: mpmath.sqrt(max(one[0], 0)),
    }
    return operations[data[0]](parts)


def sign_of(v):
    return 0 if abs(v) < mpmath.mpf(10) ** -30 else 1 if v > 0 else -1


def signs_at_points(data, point):
    sample, true = Sample(None, *point), value(data, point)
    try:
        found = sample.number(expression(data, ""))
    except Undefined:
        assert true is None
    else:
        assert true is not None
        assert sample.compare(found, found) == 0
        assert sample.compare(found, Fraction(0)) == sign_of(true)


test_signs_at_points = law(250, TREES, POINTS)(signs_at_points)


def signs_follow_from_those_of_factors(data, point):
    field = Field([])
    needs = []
    sign = field.sign(Builder(field).value(expression(data, ""), needs))

    def mask(factor):
        v = sum(c * point[0] ** i * point[1] ** j for (i, j), c in field.factors[factor].items())
        return SINGLE[(v > 0) - (v < 0) + 1]

    true, exact = value(data, point), Evaluation(mask)
    defined = all(exact.truth(need) for need in needs)
    assert defined == (true is not None)
    if defined:
        assert exact.sign(sign) == SINGLE[sign_of(true) + 1]
        assert Evaluation(lambda factor: mask(factor) | ZERO).sign(sign) & SINGLE[sign_of(true) + 1]
        assert Evaluation(lambda _: ANY).sign(sign) & SINGLE[sign_of(true) + 1]


test_signs_follow_from_those_of_factors = law(250, TREES, POINTS)(signs_follow_from_those_of_factors)


def test_wrong_signs_of_roots_fail(monkeypatch):
    monkeypatch.setattr(logic, "_surd_sign", lambda plain, other, norm: SINGLE[(plain or other) + 1])  # noqa: ARG005
    roots = st.sampled_from([["+", ["x"], ["sqrt", ["y"]]], ["+", "-1", ["sqrt", ["+", "1", ["sqrt", ["y"]]]]]])
    assert_caught(signs_follow_from_those_of_factors, roots, POINTS)


def test_nested_roots_are_compared_exactly():
    # sqrt(5 + 2 sqrt(6)) = sqrt(2) + sqrt(3)
    nested = ["sqrt", ["+", "5", ["*", "2", ["sqrt", "6"]]]]
    both = ["+", ["sqrt", "2"], ["sqrt", "3"]]
    sample = Sample(None, Fraction(0), Fraction(0))
    first, second = (sample.number(expression(data, "")) for data in (nested, both))
    assert sample.compare(first, second) == 0
    assert sample.compare(first, Fraction(314, 100)) == 1
    assert sample.compare(second, Fraction(315, 100)) == -1


@law(60, POINTS)
def test_the_writer_of_the_tests_agrees(point):
    for text in ("sqrt(x**2 + y**2) - Max(x, y)", "x/(1 + y**2) + Min(x, y, 1/2)"):
        node = sympy.sympify(text)
        place = [mpmath.mpf(v.numerator) / v.denominator for v in point]
        assert sign_of(number(node, place)) == sign_of(value(tree(node), point))


@law(60, st.lists(st.sampled_from([NEGATIVE, ZERO, POSITIVE]), min_size=2, max_size=4), st.booleans())
def test_least_and_greatest_signs(signs, least):
    assume(signs)
    field = Field([])
    letters = ["+", *(["^", ["x"], k + 1] for k in range(len(signs)))]
    parts = [expression(part, "") for part in letters[1:]]
    node = field.sign(field.pick(least, tuple(Builder(field).value(part, []) for part in parts)))
    assert Evaluation(lambda _: ANY).sign(node) == ANY
    assert Evaluation(lambda _: POSITIVE).sign(node) == POSITIVE
    assert x != y


@law(60, POINTS)
def test_a_root_inside_another_root(point):
    inner = ["sqrt", ["^", ["y"], 2]]
    signs_follow_from_those_of_factors(["+", ["sqrt", ["+", "1", inner]], inner, ["sqrt", ["x"]], "-2"], point)
