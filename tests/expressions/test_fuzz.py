import pytest
import sympy
from hypothesis import example, given
from hypothesis import strategies as st

from coopgame.errors import ExpressionError
from coopgame.expressions import parse_expression, to_expression

from .laws import CONDITIONS, FORMULAS, FRAGMENTS, examples, mutants, never_escapes, reads_back, valued


@examples(600)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    never_escapes(text)


@examples(1000)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
def test_any_string_of_fragments_is_read_or_refused(text):
    never_escapes(text)


@examples(600)
@given(mutants())
def test_mutated_formulas_are_read_or_refused(text):
    never_escapes(text)


@pytest.mark.thorough
@examples(300)
@given(FORMULAS | CONDITIONS)
@example("0.1/(x+y)")
@example("min(max(y, min(x, beta)), max(x, y))")
@example("min(max(y, 2, 1), max(y, 1))")
@example("min(S, 2, x, x+y, y, 1, x+y, beta, beta, max(S, 2))")
@example("(y+2 > x) or ((x < (x)**2) or (y+2 <= x))")
def test_what_is_written_reads_back(text):
    never_escapes(text)
    reads_back(text)


@pytest.mark.thorough
@examples(200)
@given(valued())
def test_values_are_those_of_fractions(case):
    text, value = case
    try:
        expression = parse_expression(text)
    except ExpressionError as error:
        # A denominator may vanish identically although the fractions at hand divide by something else first.
        assert "Division by zero" in str(error)  # noqa: PT017  # most texts are read
        return
    at = {sympy.Symbol("x", real=True): sympy.Rational(2, 3), sympy.Symbol("y", real=True): sympy.Rational(-5, 4)}
    assert expression.xreplace(at) == sympy.Rational(value.numerator, value.denominator)
    assert to_expression(expression) == expression
