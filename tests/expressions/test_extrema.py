"""Minima and maxima within each other: SymPy rewrites them, and not always to the same form."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
import sympy

from coopgame.expressions import algebra, parse_expression, to_text
from tests.laws import scaled

NAMES = ("x", "y", "beta", "S")
#: What SymPy alone leaves in a form that reads back as another one.
UNSETTLED = (
    "min(max(y, min(x, beta)), max(x, y))",
    "min(max(y, 2, 1), max(y, 1))",
    "min(S, 2, x, x+y, y, 1, x+y, beta, beta, max(S, 2))",
)


def nested(rng: random.Random, depth: int) -> str:
    if depth == 0 or rng.random() < 0.2:
        return rng.choice((*NAMES, "1", "2", "-x", "x+y"))
    parts = ", ".join(nested(rng, depth - 1) for _ in range(rng.choice((2, 2, 3))))
    return f"{rng.choice(('min', 'max'))}({parts})"


def check(text: str, rng: random.Random) -> None:
    read = parse_expression(text)
    assert parse_expression(to_text(read)) == read
    for _ in range(4):
        at = {name: Fraction(rng.randint(-4, 4), rng.choice((1, 2))) for name in NAMES}
        true = eval(text, {"min": min, "max": max, **at})  # noqa: S307 - made above
        swap = {sympy.Symbol(n, real=True): sympy.Rational(v.numerator, v.denominator) for n, v in at.items()}
        assert read.xreplace(swap) == sympy.Rational(Fraction(true).numerator, Fraction(true).denominator)


@pytest.mark.parametrize("text", UNSETTLED)
def test_known_forms_read_back(text, rng):
    check(text, rng)


def test_random_nestings_read_back_and_have_their_values(rng):
    for _ in range(scaled(40)):
        check(nested(rng, rng.choice((2, 3))), rng)


@pytest.mark.parametrize("text", UNSETTLED[:2])
def test_the_law_fails_when_sympy_is_left_alone(text, rng, monkeypatch):
    monkeypatch.setattr(algebra, "settled", lambda expression: expression)
    with pytest.raises(AssertionError):
        check(text, rng)
