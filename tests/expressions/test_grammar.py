import pytest
import sympy
from sympy import Max, Min, Rational, exp, log, sqrt

from coopgame.errors import ExpressionError
from coopgame.expressions import parse_condition, parse_expression, to_text

x, y, z, t, theta = sympy.symbols("x y z t theta", real=True)
E, pi = sympy.symbols("E pi", real=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x", x),
        ("  x  ", x),
        ("x\n + y", x + y),
        ("0.1 + 0.2", Rational(3, 10)),
        ("1e-3*x", x / 1000),
        (".5", Rational(1, 2)),
        ("5.", 5),
        ("1.5e2", 150),
        ("-x**2", -(x**2)),
        ("(-x)**2", x**2),
        ("+x", x),
        ("--x", x),
        ("2**-1", Rational(1, 2)),
        ("2**3**2", 512),
        ("x - y - z", x - y - z),
        ("x - (y - z)", x - y + z),
        ("x/y/z", x / (y * z)),
        ("x/(y/z)", x * z / y),
        ("1/3", Rational(1, 3)),
        ("x/3*y", x * y / 3),
        ("x**0.3*y**(1/3)", x ** Rational(3, 10) * y ** Rational(1, 3)),
        ("t**theta", t**theta),
        ("2**x", 2**x),
        ("sqrt(8)", 2 * sqrt(2)),
        ("sqrt(x**2)", Max(x, -x)),
        ("x**64", x**64),
        ("exp(1)", sympy.E),
        ("exp(-1000*x)", exp(-1000 * x)),
        ("log(2*x)", log(2 * x)),
        ("max(x, y, 1)", Max(x, y, 1)),
        ("min(1, 2, 3)", 1),
        ("Max(x, Min(y, z))", Max(x, Min(y, z))),
        ("E + pi", E + pi),
        ("0**0", 1),
        ("10**60", 10**60),
        ("1e-60", Rational(1, 10**60)),
        ("(-8)**3", -512),
        ("x*x*x/x", x**2),
    ],
)
def test_expressions(text, expected):
    assert parse_expression(text) == expected


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("x +", "breaks off in 'x +'"),
        ("x y", "does not fit together at character 3"),
        ("(x", "does not fit together at character 1"),
        ("x)", "does not fit together at character 2"),
        ("x^2", "Unexpected '^' (write powers as **) at character 2"),
        ("x = 1", "write equality as =="),
        ("2x", "'2x' is not a number (write products with *"),
        ("1_000", "'1_000' is not a number"),
        ("0x10", "'0x10' is not a number"),
        ("1j", "'1j' is not a number"),
        ("1..real", "'1..real' is not a number"),
        ("007", "must not start with 0"),
        ("x.y", "Unexpected '.'"),
        ("x[0]", "use round brackets"),
        ("'x'", 'Unexpected "\'"'),
        ("x // 2", "Only numbers, names"),
        ("x, y", "Only numbers, names"),
        ("x < 1", "not a condition"),
        ("not x", "not a condition"),
        ("x if y else z", "'if' is a keyword of Python"),
        ("lambda", "use 'lambda_' or 'lam'"),
        ("True", "'True' is a keyword"),
        ("é", "Unexpected 'é'"),
        ("\U0001d431", "Unexpected '\U0001d431'"),
        ("_x", "Did you mean 'x'?"),
        ("a__b", "Did you mean 'a_b'?"),
        ("f(x)", "There is no function 'f' at character 1"),
        ("sqr(x)", "Did you mean 'sqrt'?"),
        ("x(y)", "There is no function 'x'"),
        ("2(x)", "Write products with *"),
        ("max", "lacks its arguments"),
        ("max(x)", "takes 2 or more arguments, not 1"),
        ("min()", "takes 2 or more arguments, not 0"),
        ("sqrt(x, y)", "takes one argument, not 2"),
        ("log()", "takes one argument, not 0"),
        ("max(*x, y)", "without stars"),
        ("1/0", "Division by zero"),
        ("0**-1", "Division by zero"),
        ("x/(y - y)", "Division by zero"),
        ("1/((sqrt(2)-1)*(sqrt(2)+1)-1)", "zero in disguise"),
        ("1/log(1)", "Division by zero"),
        ("sqrt(-2)", "not a real number"),
        ("sqrt(1 - sqrt(2))", "not a real number"),
        ("sqrt(-x**2)", "not a real number"),
        ("sqrt(-x**2 - 1)", "not a real number"),
        ("(-8)**(1/3)", "not a real number"),
        ("(-1)**x", "not a real number"),
        ("0**x", "not a real number for every exponent"),
        ("log(-1)", "not a real number"),
        ("log(0)*x", "not a real number"),
        ("log(1 - exp(1))", "not a real number"),
        ("x**65", "The exponent 65 is beyond ±64"),
        ("x**64*x", "The exponent 65 is beyond ±64"),
        ("x**-65", "beyond ±64"),
        ("x**(65*y)", "beyond ±64"),
        ("x**0.3333", "denominator above 1000"),
        ("10**61", "outside 10**-60 … 10**60"),
        ("10**60*10*x", "outside 10**-60 … 10**60"),
        ("1e61", "outside 10**-60 … 10**60"),
        ("1e999", "decimal exponent of more than 2 digits"),
        ("1" * 61, "needs more than 60 digits"),
        ("0." + "1" * 61, "needs more than 60 digits"),
        ("exp(139)", "outside 10**-60 … 10**60"),
        ("exp(-139)", "outside 10**-60 … 10**60"),
        ("sqrt(2)*10**60", "outside 10**-60 … 10**60"),
        ("x" * 2001, "2001 characters; at most 2000"),
        ("+".join("x" * 251), "more than 500 numbers"),
        ("-" * 60 + "x", "deeper than 60"),
        ("(" * 61 + "x" + ")" * 61, "Brackets nest deeper than 60"),
    ],
)
def test_refused_expressions(text, fragment):
    with pytest.raises(ExpressionError) as caught:
        parse_expression(text, where="payoffs")
    message = str(caught.value)
    assert message.startswith("payoffs: ")
    assert fragment in message
    assert len(message) < 400
    assert "\n" not in message


@pytest.mark.parametrize("text", ["+".join("x" * 250), "-" * 59 + "x", "(" * 60 + "x" + ")" * 60, "x+y" + " " * 3000])
def test_texts_at_the_limits_are_read(text):
    parse_expression(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x < 1", x < 1),
        ("x <= 0.5", x <= Rational(1, 2)),
        ("x > y", x > y),
        ("x >= y", x >= y),
        ("x == y", sympy.Eq(x, y)),
        ("x != 1", sympy.Ne(x, 1)),
        ("0 < x < 1", (sympy.S.Zero < x) & (x < 1)),
        ("x < 1 and y < 1 or z < 1", ((x < 1) & (y < 1)) | (z < 1)),
        ("x < 1 and (y < 1 or z < 1)", (x < 1) & ((y < 1) | (z < 1))),
        ("not x < 1", x >= 1),
        ("not (x < 1 and y < 1)", ~((x < 1) & (y < 1))),
        ("1 < 2", sympy.true),
        ("x < x", sympy.false),
        ("x == x", sympy.true),
        ("x + 1 != x", sympy.true),
        ("sqrt(2) < 1.4142", sympy.false),
        ("sqrt(2)*sqrt(3) == sqrt(6)", sympy.true),
    ],
)
def test_conditions(text, expected):
    assert parse_condition(text) == expected


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("x", "Expected a comparison"),
        ("x and y", "Expected a comparison"),
        ("(x < 1) + 1", "Expected a comparison"),
        ("x < (y < z)", "not a condition"),
        ("(x < y) < z", "not a condition"),
        ("x < 1 & y < 1", "write 'and'"),
        ("x = 1", "write equality as =="),
        ("x is y", "keyword"),
        ("x in y", "keyword"),
        ("x not in y", "keyword"),
        ("True", "keyword"),
        ("x <> y", "does not fit together"),
        ("max(x < 1, y)", "Expected a comparison"),
        ("log(0) < 1", "not a real number"),
        ("", "is empty"),
    ],
)
def test_refused_conditions(text, fragment):
    with pytest.raises(ExpressionError) as caught:
        parse_condition(text, where="when")
    assert str(caught.value).startswith("when: ")
    assert fragment in str(caught.value)


@pytest.mark.parametrize("parse", [parse_expression, parse_condition])
def test_unknown_names_are_named(parse):
    text = "capture + 1" if parse is parse_expression else "capture < 1"
    with pytest.raises(ExpressionError, match=r"Unknown name 'capture' at character 1 in .* Did you mean 'captur'\?"):
        parse(text, names=iter(["captur", "x"]))
    with pytest.raises(ExpressionError, match="Known: p, q"):
        parse(text, names=["p", "q"])
    with pytest.raises(ExpressionError, match="Unknown name"):
        parse(text, names=())
    assert parse(text, names=["capture"]) == parse(text)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (Max(x, y) + sympy.E, "max(x, y) + exp(1)"),
        (sympy.Eq(x, y) | ((x < 1) & (y >= 2)), "(y >= 2 and x < 1) or x == y"),
        (sympy.true, "0 == 0"),
        (sympy.false, "0 != 0"),
        (x / 3, "x/3"),
    ],
)
def test_how_expressions_are_written(expression, text):
    assert to_text(expression) == text


@pytest.mark.parametrize("expression", [sympy.pi * x, sympy.sin(x), sympy.oo, sympy.I])
def test_what_has_no_words_is_not_written(expression):
    with pytest.raises(ExpressionError):
        to_text(expression)
