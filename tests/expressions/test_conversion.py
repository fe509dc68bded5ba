import numpy as np
import pytest
import sympy

from coopgame.errors import ExpressionError
from coopgame.expressions import symbol, to_condition, to_expression

x, y = symbol("x"), symbol("y")
bare, positive, whole = sympy.Symbol("x"), sympy.Symbol("x", positive=True), sympy.Symbol("x", integer=True)
function = sympy.Function("f")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x/2", x / 2),
        (bare, x),
        (bare - positive, 0),
        (bare * positive + whole, x**2 + x),
        (sympy.Symbol("x", commutative=False), x),
        (sympy.Symbol("x", imaginary=True), x),
        (0.1 * bare, x / 10),
        (bare**0.5, sympy.sqrt(x)),
        (bare**2.0, x**2),
        (abs(bare), sympy.Max(x, -x)),
        (sympy.sqrt(bare**2), sympy.Max(x, -x)),
        (2 * abs(bare - 1) + 1, 2 * sympy.Max(x - 1, 1 - x) + 1),
        (sympy.exp(sympy.Symbol("y") * 0.5), sympy.exp(y / 2)),
        (sympy.pi * sympy.E, sympy.pi * sympy.E),
        (sympy.sqrt(2), sympy.sqrt(2)),
        (sympy.Min(bare, sympy.log(positive)), sympy.Min(x, sympy.log(x))),
        (sympy.Integer(10) ** 100, 10**100),
        (sympy.Symbol("E") + sympy.Symbol("lambda_"), symbol("E") + symbol("lambda_")),
    ],
)
def test_what_becomes_an_expression(value, expected):
    result = to_expression(value)
    assert result == expected
    assert not result.has(sympy.Float)
    assert to_expression(result) == result


def test_what_is_canonical_stays_itself():
    expression = sympy.Mul(2, x + y, evaluate=False)
    assert to_expression(expression) is expression


@pytest.mark.parametrize(
    ("value", "fragment"),
    [
        (True, "True is not a number"),
        (np.bool_(False), "is not a number"),
        (None, "is not a number"),
        ([x], "is not a number"),
        (np.array([1, 2]), "is not a number"),
        (sympy.Matrix([x]), "is not a number"),
        (sympy.true, "BooleanTrue"),
        (bare < 1, "StrictLessThan"),
        (sympy.Dummy("x"), "Dummy"),
        (sympy.Wild("x"), "Wild"),
        (sympy.nan, "contains nan"),
        (sympy.zoo, "division by zero"),
        (bare + sympy.oo, "contains oo"),
        (sympy.I * bare, "contains I"),
        (sympy.sqrt(-2), "contains I"),
        ((-8) ** sympy.Rational(1, 3), "not a real number"),
        (sympy.log(-2, evaluate=False), "not a real number"),
        (sympy.sqrt(-(positive**2), evaluate=False), "not a real number"),
        (sympy.Pow(bare - positive, -1), "not a real number"),
        (sympy.log(bare - positive), "not a real number"),
        (function(bare), "contains f"),
        (sympy.Function("__import__")("os"), "contains __import__"),
        (sympy.Piecewise((bare, bare < 1), (1, True)), "Piecewise"),
        (sympy.Derivative(function(bare), bare), "Derivative"),
        (sympy.Integral(bare, bare), "Integral"),
        (sympy.sin(bare) + 1, "contains sin"),
        (sympy.floor(bare), "contains floor"),
        (sympy.GoldenRatio, "GoldenRatio"),
        (sympy.MatrixSymbol("A", 2, 2), "MatrixSymbol"),
        (sympy.Symbol("__import__('os').system('canary')"), "ASCII letter"),
        (sympy.Symbol("lambda"), "lambda_"),
        (sympy.Symbol("x_{1}"), "Did you mean 'x_1'?"),
        (sympy.Float("nan"), "nan"),
        (sympy.Float("inf") * bare, "oo"),
    ],
)
def test_what_does_not_become_an_expression(value, fragment):
    with pytest.raises(ExpressionError) as caught:
        to_expression(value, where="payoffs['a']")
    assert str(caught.value).startswith("payoffs['a']: ")
    assert fragment in str(caught.value)


def test_unknown_symbols_are_named():
    with pytest.raises(ExpressionError, match=r"Unknown symbol 'capture' in capture\*x. Did you mean 'captur'?"):
        to_expression(bare * sympy.Symbol("capture"), names=iter(["x", "captur"]))
    assert to_expression(bare, names=["x"]) == x


def test_deep_expressions_are_refused_and_not_a_crash():
    expression = bare
    for _ in range(3000):
        expression = sympy.Add(sympy.exp(expression, evaluate=False), 1, evaluate=False)
    with pytest.raises(ExpressionError, match="nests too deeply"):
        to_expression(expression)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, sympy.true),
        (False, sympy.false),
        (sympy.true, sympy.true),
        ("x < 1", x < 1),
        (positive < 0.5, x < sympy.Rational(1, 2)),
        ((bare < 1) & (positive > 2), (x < 1) & (x > 2)),
        (~sympy.Eq(bare, 1), sympy.Ne(x, 1)),
        (sympy.Eq(bare, positive), sympy.true),
        (sympy.Or(abs(bare) < 1, bare > 3), sympy.Or(sympy.Max(x, -x) < 1, x > 3)),
    ],
)
def test_what_becomes_a_condition(value, expected):
    assert to_condition(value) == expected


@pytest.mark.parametrize(
    ("value", "fragment"),
    [
        (1, "1 (int) is not a condition"),
        (None, "is not a condition"),
        ([True], "is not a condition"),
        (np.array([True, False]), "is not a condition"),
        (np.bool_(True), "is not a condition"),
        (bare, "x (Symbol) is not a condition"),
        ((bare < 1) ^ (bare < 2), "(Xor) is not a condition"),
        (sympy.Contains(bare, sympy.Interval(0, 1)), "is not a condition"),
        (sympy.sin(bare) < 1, "contains sin"),
        (bare < sympy.oo, "contains oo"),
        (bare < sympy.Dummy("x"), "Dummy"),
    ],
)
def test_what_does_not_become_a_condition(value, fragment):
    with pytest.raises(ExpressionError) as caught:
        to_condition(value, where="where")
    assert str(caught.value).startswith("where: ")
    assert fragment in str(caught.value)
