import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from coopgame.errors import ExpressionError
from coopgame.expressions import decimal_or_fraction, exact_number, parse_expression, to_expression

from .laws import examples

HALF = sympy.Rational(1, 2)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, 3),
        (0.5, HALF),
        (0.2, sympy.Rational(1, 5)),
        (-0.0, 0),
        (1e-3, sympy.Rational(1, 1000)),
        (Fraction(1, 3), sympy.Rational(1, 3)),
        (Decimal("0.10"), sympy.Rational(1, 10)),
        (np.float64(0.1), sympy.Rational(1, 10)),
        (np.float32(0.1), sympy.Rational(1, 10)),
        (np.float16(0.5), HALF),
        (np.int8(-3), -3),
        (np.uint64(2**63), 2**63),
        (np.longdouble("0.5"), HALF),
        (sympy.Rational(2, 3), sympy.Rational(2, 3)),
        (sympy.Float(0.3), sympy.Rational(3, 10)),
        (sympy.Integer(7), 7),
        ("0.25", sympy.Rational(1, 4)),
        (" 1/3 ", sympy.Rational(1, 3)),
        ("-1 / 3", sympy.Rational(-1, 3)),
        ("+.5", HALF),
        ("1e60", 10**60),
        ("1e-60", sympy.Rational(1, 10**60)),
        (10**60, 10**60),
    ],
)
def test_exact_numbers(value, expected):
    number = exact_number(value)
    assert isinstance(number, sympy.Rational)
    assert number == expected
    assert to_expression(value) == expected


@pytest.mark.parametrize(
    ("value", "fragment"),
    [
        (True, "True is not a number"),
        (np.bool_(True), "is not a number"),
        (math.nan, "not a finite number"),
        (math.inf, "not a finite number"),
        (np.float64(math.nan), "not a finite number"),
        (np.float32(-math.inf), "not a finite number"),
        (Decimal("NaN"), "not a finite number"),
        (Decimal("sNaN"), "not a finite number"),
        (Decimal("1e999999999"), "outside 10**-60"),
        (1j, "is not a number"),
        (None, "is not a number"),
        ([1], "is not a number"),
        (np.array([1.0]), "is not a number"),
        (sympy.sqrt(2), "is not rational; expected a fraction or a decimal"),
        (sympy.pi, "is not rational"),
        (sympy.I, "is not a rational number"),
        (sympy.oo, "is not a rational number"),
        (sympy.nan, "is not a rational number"),
        (sympy.zoo, "is not a rational number"),
        (sympy.Symbol("x"), "is not a rational number"),
        (sympy.true, "is not a rational number"),
        (1e61, "outside 10**-60"),
        (5e-324, "outside 10**-60"),
        (10**61, "outside 10**-60"),
        (Fraction(1, 10**61), "outside 10**-60"),
        (Fraction(10**60 + 1, 10**60 + 3), "needs more than 60 digits"),
        ("0." + "123456789" * 7, "needs more than 60 digits"),
        ("1" * 61, "needs more than 60 digits"),
        ("1" * 2001, "too long"),
        ("1e100", "more than 2 digits"),
        ("1/0", "divides by zero"),
        ("", "is not a number"),
        ("nan", "is not a number"),
        ("inf", "is not a number"),
        ("1_0", "is not a number"),
        ("0x1", "is not a number"),
        ("٣", "is not a number"),
        ("1/2/3", "is not a number"),
        ("sqrt(2)", "is not a number"),
    ],
)
def test_refused_numbers(value, fragment):
    with pytest.raises(ExpressionError) as caught:
        exact_number(value, where="at")
    assert str(caught.value).startswith("at: ")
    assert fragment in str(caught.value)
    assert len(str(caught.value)) < 200


def test_an_integer_too_long_to_print_is_refused():
    with pytest.raises(ExpressionError, match="outside"):
        exact_number(10**9999)


@pytest.mark.thorough
@examples(500)
@given(st.floats(min_value=1e-43, max_value=1e43) | st.floats(min_value=-100, max_value=-1e-30))
def test_a_float_means_the_decimal_it_prints(value):
    number = exact_number(value)
    assert Fraction(int(number.p), int(number.q)) == Fraction(repr(value))
    assert parse_expression(repr(value)) == number
    assert to_expression(value) == number


@pytest.mark.thorough
@examples(300)
@given(st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**9))
def test_decimals_and_fractions_are_exact(value):
    text = decimal_or_fraction(sympy.Rational(value.numerator, value.denominator))
    assert Fraction(text) == value
    assert exact_number(text) == exact_number(value)
    assert len(text.partition(".")[2]) <= 6


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.6", "0.6"),
        ("1/3", "1/3"),
        ("-1/8", "-0.125"),
        ("-3", "-3"),
        ("1/128", "1/128"),
        ("1/64", "0.015625"),
        ("0", "0"),
    ],
)
def test_how_rationals_are_written(value, text):
    assert decimal_or_fraction(exact_number(value)) == text
