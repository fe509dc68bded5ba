import keyword

import pytest
import sympy

from coopgame.errors import ExpressionError
from coopgame.expressions import check_label, check_name, names_of, parse_expression, symbol


@pytest.mark.parametrize(
    "name", ["x", "beta", "pi", "mu", "S", "E", "I", "N", "Q", "lambda_", "oo", "e1", "x_1", "a" * 64]
)
def test_legal_names(name):
    assert check_name(name) == name
    assert symbol(name) == sympy.Symbol(name, real=True)
    assert parse_expression(name) == symbol(name)


@pytest.mark.parametrize(
    ("name", "fragment"),
    [
        ("", "is empty"),
        ("lambda", "use 'lambda_' or 'lam' instead"),
        ("max", "is a function of the expressions; use 'max_' instead"),
        ("True", "keyword"),
        ("_x", "Did you mean 'x'?"),
        ("1x", "ASCII letter"),
        ("a b", "Did you mean 'a_b'?"),
        ("a__b", "Did you mean 'a_b'?"),
        ("__import__", "ASCII letter"),
        ("κ", "ASCII letter"),
        ("\U0001d431", "ASCII letter"),
        ("x\n", "Did you mean 'x'?"),
        ("x" * 65, "longer than 64"),
        ("__import__('os').system('canary')", "ASCII letter"),
        (3, "must be a string, not 3 (int)"),
        (None, "must be a string"),
    ],
)
def test_illegal_names(name, fragment):
    for check in (check_name, symbol):
        with pytest.raises(ExpressionError) as caught:
            check(name, where="bounds")
        assert str(caught.value).startswith("bounds: ")
        assert fragment in str(caught.value)


@pytest.mark.parametrize("name", [*keyword.kwlist, "min", "max", "sqrt", "exp", "log"])
def test_words_of_the_grammar_are_no_names(name):
    with pytest.raises(ExpressionError, match=f"The name '{name}' is a"):
        check_name(name)
    with pytest.raises(ExpressionError):
        parse_expression(name)


def test_a_string_subclass_becomes_plain():
    class Sly(str):
        __slots__ = ()

        def __str__(self):
            return "__import__"

    with pytest.raises(ExpressionError):
        check_name(Sly("x"))
    assert type(check_label(sympy.core.symbol.Str("a").name)) is str


@pytest.mark.parametrize("label", ["cooperate", "blame only", "(C,C)", "défection", "C", "l'État", "1", "x" * 64])
def test_legal_labels(label):
    assert check_label(label) == label


@pytest.mark.parametrize("character", '/+\\{}$%#&~^<>"\n\t\x00\u200b\u202e\ud800\x7f')
def test_illegal_characters_in_labels(character):
    with pytest.raises(ExpressionError, match="Did you mean 'a-b'") as caught:
        check_label(f"a{character}b", where="players", what="player")
    assert str(caught.value).startswith("players: The player ")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("label", "fragment"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        (" a", "Did you mean 'a'?"),
        ("a\u00a0", "which labels may not"),
        ("x" * 65, "longer than 64"),
        (1, "must be a string, not 1 (int)"),
        (("C", "D"), "(tuple)"),
    ],
)
def test_illegal_labels(label, fragment):
    with pytest.raises(ExpressionError) as caught:
        check_label(label, what="regime")
    assert fragment in str(caught.value)
    assert "regime" in str(caught.value)


def test_names_are_sorted():
    assert names_of(parse_expression("z + b*a**B")) == ("B", "a", "b", "z")
    assert names_of(sympy.Integer(1)) == ()
    assert names_of(sympy.true) == ()
