"""Single points of certified maps: ties are recognised where values have a closed form."""

from __future__ import annotations

import random
from fractions import Fraction

import mpmath
import pytest
import sympy

from coopgame.conditions import TRUE, formula_of
from coopgame.errors import UnsupportedError
from coopgame.expressions import to_condition, to_expression
from coopgame.regions.certified.closed_forms import closed_form
from coopgame.regions.certified.mosaic import Mosaic
from coopgame.regions.certified.subdivision import Budget, subdivide
from coopgame.regions.plane import Box
from tests.laws import scaled
from tests.regions.maps import CASES, B, Case, P, value


def border(left: str, right: str) -> Mosaic:
    sides = (("low", "<="), ("high", ">="))
    outcomes = [(regime, formula_of(to_condition(f"{left} {relation} {right}"))) for regime, relation in sides]
    box = Box(Fraction(0), Fraction(9), Fraction(0), Fraction(9))
    return subdivide(outcomes, TRUE, (P, B), box, budget=Budget(tiles=20))


@pytest.mark.parametrize(
    ("left", "right", "p", "b"),
    [
        ("b", "sqrt(p)", "4/9", "2/3"),
        ("b**3", "p**(3/2)*b", 2, "0"),
        ("b**(2/3)*p**(1/3)", "2", "2", "2"),
        ("b**0.3*p**0.7", "3*2**0.7", 6, 3),
        ("b*exp(p)", "exp(2)", 2, 1),
        ("exp(p)*exp(-b)", "1", "7/3", "7/3"),
        ("log(p)", "log(2) + log(b)", 6, 3),
        ("log(p*b)", "2*log(6)", 4, 9),
        ("sqrt(p)*sqrt(b)", "4", 2, 8),
        ("p**b", "8", 2, 3),
        ("p**b", "b**p", 2, 4),
        ("1/(1 + exp(-p))", "1/(1 + exp(-b))", "5/7", "5/7"),
        ("max(p, sqrt(b))", "2", 2, 3),
        ("exp(log(p)/2)", "b", 9, 3),
    ],
)
def test_ties_are_exact(left: str, right: str, p: object, b: object) -> None:
    assert border(left, right).regimes_at(Fraction(str(p)), Fraction(str(b))) == {"low", "high"}


def test_ties_without_a_closed_form_are_errors_that_say_so() -> None:
    found = border("sqrt(1 + sqrt(p))", "sqrt(1 + sqrt(b))")
    with pytest.raises(UnsupportedError, match="may be a tie"):
        found.regimes_at(Fraction(2), Fraction(2))
    assert found.regimes_at(Fraction(2), Fraction(2) + Fraction(1, 10**300)) == {"low"}
    assert found.regimes_at(Fraction(2) - Fraction(1, 10**300), Fraction(2)) == {"low"}


def test_points_very_near_a_border_are_decided() -> None:
    found = border("b", "exp(p)")
    with mpmath.workdps(250):
        e = Fraction(int(mpmath.e * 10**200), 10**200)
    assert found.regimes_at(Fraction(1), e) == {"low"}
    assert found.regimes_at(Fraction(1), e + Fraction(1, 10**200)) == {"high"}


def test_undefined_points_are_outside() -> None:
    found = border("b", "log(p - 1) + sqrt(b - p)")
    assert found.regimes_at(Fraction(1), Fraction(5)) is None
    assert found.regimes_at(Fraction(3), Fraction(2)) is None
    assert found.regimes_at(Fraction(2), Fraction(2)) == {"high"}
    assert border("b", "1/(p - 1)").regimes_at(Fraction(1), Fraction(5)) is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_points_agree_with_many_digits(case: Case, rng: random.Random) -> None:
    found = case.map(budget=Budget(tiles=1))
    box = found.box
    for _ in range(scaled(40)):
        p, b = (
            low + (high - low) * Fraction(rng.randint(0, 10**6), 10**6)
            for low, high in ((box.x0, box.x1), (box.y0, box.y1))
        )
        try:
            expected = case.regimes(p, b)
        except ValueError:
            continue
        assert found.regimes_at(p, b) == expected


@pytest.mark.parametrize(
    "text",
    [
        "sqrt(p)*b**(2/3) + 3**p*exp(b)",
        "(p**0.7 + exp(p*b) - log(b)*log(p))**2",
        "log(p**b*exp(p)) - 1/sqrt(p)",
        "p**-3",
    ],
)
def test_closed_forms_have_the_value_of_the_expression(text: str, rng: random.Random) -> None:
    expression = to_expression(text)
    for _ in range(scaled(20)):
        point = {P: Fraction(rng.randint(1, 12), rng.randint(1, 6)), B: Fraction(rng.randint(1, 6), rng.choice((1, 2)))}
        form = closed_form(expression, point)
        assert form is not None
        with mpmath.workdps(40):
            total = mpmath.mpf(0)
            for (roots, q, logs), c in form.items():
                term = mpmath.mpf(c.numerator) / c.denominator * mpmath.exp(mpmath.mpf(q.numerator) / q.denominator)
                for prime, e in roots:
                    term *= mpmath.mpf(prime) ** (mpmath.mpf(e.numerator) / e.denominator)
                for prime, k in logs:
                    term *= mpmath.log(prime) ** k
                total += term
            assert abs(total - value(expression, point)) <= abs(total) * mpmath.mpf(10) ** -30


def test_what_has_no_closed_form() -> None:
    x = sympy.Symbol("x", real=True)
    nested = sympy.sqrt(1 + sympy.sqrt(x))
    assert closed_form(nested, {x: Fraction(2)}) is None
    assert closed_form(nested, {x: Fraction(9)}) == closed_form(sympy.Integer(2), {})
    assert closed_form(1 / x, {x: Fraction(0)}) is None
