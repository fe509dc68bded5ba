"""Each law is tried on code that was broken on purpose; a law that held there would be worth nothing."""

import pytest
import sympy

from coopgame.expressions import limits, parsing, printing, tokens

from .laws import TripwireError, is_refused, never_escapes, reads_back


def test_tripwire_notices_evaluation(monkeypatch):
    monkeypatch.setattr(parsing._Reader, "expression", lambda reader: sympy.sympify(reader._source.text))
    with pytest.raises(TripwireError):
        never_escapes("x + 1")


def test_tripwire_notices_a_call_outside_the_allow_list(monkeypatch):
    monkeypatch.setattr(parsing._Reader, "_call", lambda _, node: eval(node.func.id)("canary"))  # noqa: S307
    with pytest.raises(TripwireError):
        never_escapes("open(x)")


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        ("CHARACTERS", "x" + " " * 2000 + "+y"),
        ("NODES", "+".join(["x"] * 260)),
        ("DEPTH", "-" * 65 + "x"),
        ("EXPONENT", "x**65"),
        ("EXPONENT_DENOMINATOR", "x**0.3333"),
        ("DIGITS", "x + 1e61"),
        ("DECIMAL_EXPONENT_DIGITS", "0e100"),
        ("ROOT_BITS", "2**0.333"),
        ("ROOTED_NODES", "sqrt(x*(" + "+".join(f"y{i}" for i in range(90)) + "))"),
        ("NAME_LENGTH", "x" * 65),
    ],
)
def test_texts_are_refused_because_of_the_limit(monkeypatch, limit, text):
    assert is_refused(text)
    monkeypatch.setattr(limits, limit, 10 * getattr(limits, limit))
    assert not is_refused(text)


def test_growth_is_refused_because_of_the_limit(monkeypatch):
    text = "+".join(f"sqrt((x-y{i})**2)" for i in range(10))
    assert not is_refused(text)
    monkeypatch.setattr(limits, "ABSOLUTE_NODES", 3)
    assert is_refused(text)
    monkeypatch.undo()
    monkeypatch.setattr(limits, "RESULT_NODES", 50)
    assert is_refused(text)


def test_decimals_through_floats_are_noticed(monkeypatch):
    monkeypatch.setattr(tokens, "from_literal", lambda text, _where: sympy.Rational(float(text)))
    assert parsing.parse_expression("0.1") != sympy.Rational(1, 10)


def test_lost_brackets_are_noticed(monkeypatch):
    monkeypatch.setattr(printing._Printer, "_joined", lambda self, word, e, _: word.join(map(self._print, e.args)))
    with pytest.raises(AssertionError):
        reads_back("(x < 1 or y < 1) and z < 1")
