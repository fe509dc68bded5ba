import pytest

from .laws import HOSTILE, never_escapes

BOMBS = {
    "tower of powers": "9**9**9**9",
    "power of a power": "((((2**64)**64)**64)**64)**64",
    "huge exponential": "exp(9999999)",
    "tower of exponentials": "exp(exp(exp(exp(100))))",
    "brackets": "(" * 900 + "x" + ")" * 900,
    "minus signs": "-" * 1900 + "x",
    "a megabyte": "x+" * 500_000 + "x",
    "calls": "log(" * 300 + "x" + ")" * 300,
    "digits": "1" * 1900,
    "decimal exponent": "1e999999999",
    "powers that meet": "2**(x + 10**59) * 2**(-x)",
    "powers from logarithms": "exp(x + 10**50*log(2))",
    "powers from logarithms of products": "exp(10**50*log(2*x))",
    "roots of powers of roots": "sqrt((log(sqrt(x*y*("
    + "+".join(f"min(x*a{i}, y)/b{i}" for i in range(20))
    + ")))**y*z)**(x+1))",
    "fine roots": "(10**59 + 8)**(997/1000) * (10**59 + 8)**(991/997)",
    "roots without common denominator": "*".join(f"12**({i}/{1000 - i})" for i in range(1, 40)),
    "absolute values": "sqrt((" * 14 + "x" + "-y)**2)" * 14,
    "chain of comparisons": "<".join(["x"] * 600),
    "not": "not " * 450 + "x<1",
    "near one": "((1.000000000000000000000001**64)**64)**64",
    "long power": "(1e-60 + 1)**64",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_bombs_are_refused_quickly(text):
    assert not never_escapes(text)


CONTINUED = "1/(x+" * 27 + "y" + ")" * 27
HEAVY = {
    "sum": "+".join(f"x{i}" for i in range(240)),
    "maximum": "max(" + ",".join(f"x{i}*y-z**{i}" for i in range(2, 60)) + ")",
    "many maxima": "+".join("max(" + ",".join(f"a{i}{j}" for j in range(8)) + ")" for i in range(44)),
    "equality of continued fractions": CONTINUED + "==" + CONTINUED.replace("x", "z"),
    "negated equality of continued fractions": "not " + CONTINUED + "==" + CONTINUED.replace("x", "z"),
    "joined equalities of continued fractions": " and ".join(f"{CONTINUED} {sign} y" for sign in ("==", "<=", ">=")),
    "inequality of continued fractions": CONTINUED + "<" + CONTINUED.replace("x", "z"),
    "surds": "+".join(f"sqrt({n})" for n in range(2, 120)),
    "nested surds": "sqrt(2+" * 28 + "1" + ")" * 28,
    "nested logarithms": "exp(log(" * 14 + "2" + "+1)+1)" * 14,
    "power of a sum": "(" + "+".join(f"x{i}" for i in range(200)) + ")**64",
}


@pytest.mark.thorough
@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_heavy_texts_within_the_limits_are_read_quickly(text):
    assert never_escapes(text)


@pytest.mark.parametrize("text", [piece for piece in HOSTILE if len(piece) > 8])
def test_hostile_texts_are_refused(text):
    assert not never_escapes(text)


@pytest.mark.parametrize("value", [None, 1, b"x", ["x"], 0.5])
def test_only_texts_are_parsed(value):
    assert not never_escapes(value)
