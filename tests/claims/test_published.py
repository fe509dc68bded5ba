"""Conditions fit to print: the same on the space, minimal, and the same however the input is ordered."""

from __future__ import annotations

import importlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction

import pytest
import sympy
from hypothesis import strategies as st

from coopgame.claims.publishing import cover as covers
from coopgame.claims.publishing import solved
from coopgame.claims.publishing.factors import over_factors
from coopgame.claims.publishing.minimal import superfluous
from coopgame.claims.publishing.published import published
from coopgame.conditions import TRUE, All, AnyOf, Formula, Range, Ring, Sign, all_of, any_of, atoms, formula_of, holds
from coopgame.expressions.evaluation import truth_at
from tests.laws import assert_caught, law

from .reading import text_of_latex, truth_of, values_of

x, y, z, V = sympy.symbols("x y z V", real=True)
BOX = {x: Range(Fraction(0), None), y: Range(Fraction(0), Fraction(1), True, False), z: Range(None, None)}
RING = Ring.of([x, y, z])

module = importlib.import_module("coopgame.claims.publishing.published")
coefficients = st.integers(-2, 2)
linear = st.builds(lambda a, b, c, d: a + b * x + c * y + d * z, *[coefficients] * 4)
products = st.builds(lambda a, b: a * b, linear, st.sampled_from([x, y, z, x - 1]))
relations = st.sampled_from(["<", "<=", ">", ">=", "="])
signs = st.builds(lambda e, r: Sign.compare(RING.polynomial(e), r), linear | products, relations)


def join(every: bool, parts: list[Formula]) -> Formula:
    return (all_of if every else any_of)(*parts)


formulas = st.recursive(
    signs, lambda part: st.builds(join, st.booleans(), st.lists(part, min_size=2, max_size=3)), max_leaves=5
)
seeds = st.integers(0, 2**32 - 1)


def points(seed: int, count: int = 30) -> list[dict[sympy.Symbol, Fraction]]:
    """Return points of the space, halves among them so that comparisons tie."""
    rng = random.Random(seed)  # noqa: S311 - points of checks, not secrets
    return [
        {x: Fraction(rng.randint(0, 8), 2), y: Fraction(rng.randint(1, 4), 4), z: Fraction(rng.randint(-6, 6), 2)}
        for _ in range(count)
    ]


def true_at(formula: Formula, point: dict[sympy.Symbol, Fraction]) -> bool:
    return holds(formula, lambda q: (q.at(point) > 0) - (q.at(point) < 0))


def same(formula: Formula, seed: int) -> None:
    found = published(formula, BOX)
    text, latex = truth_of(str(found)), truth_of(text_of_latex(found.to_latex()))
    for point in points(seed):
        expected = true_at(formula, point)
        assert true_at(found.formula, point) == expected
        assert text(values_of(point)) == latex(values_of(point)) == expected
        assert truth_at(found.condition, point) == expected


def minimal(formula: Formula) -> None:
    for generic in (False, True):
        found = published(formula, BOX, generic=generic)
        for case in found.cases:
            answers = [superfluous(case, n, BOX, TRUE) for n in range(len(case))]
            assert True not in answers
            assert not found.exact or None not in answers


def shuffled(formula: Formula, rng: random.Random) -> Formula:
    if isinstance(formula, Sign):
        return formula
    parts = [shuffled(part, rng) for part in formula.parts]
    rng.shuffle(parts)
    return (All if isinstance(formula, All) else AnyOf)(tuple(parts))


def stable(formula: Formula, seed: int) -> None:
    other = shuffled(formula, random.Random(seed))  # noqa: S311 - an order, not a secret
    reversed_box = dict(reversed(BOX.items()))
    assert published(formula, BOX).cases == published(other, reversed_box).cases


def open_form(formula: Formula, seed: int) -> None:
    found = published(formula, BOX, generic=True)
    assert {r.rel_op for r in found.comparisons} <= {"<", ">"}
    every = {q for part in (formula, found.formula) for sign in atoms(part) for q, _ in sign.polynomial.factors()[1]}
    for point in points(seed):
        if all(q.at(point) != 0 for q in every):
            assert true_at(found.formula, point) == true_at(formula, point)


test_published_conditions_are_the_same_on_the_space = law(60, formulas, seeds)(same)
test_no_comparison_is_implied_by_the_others = law(40, formulas)(minimal)
test_the_order_of_the_input_does_not_matter = law(40, formulas, seeds)(stable)
test_the_open_form_is_the_same_off_ties = law(40, formulas, seeds)(open_form)


def nothing_left(*_: object, **__: object) -> dict[object, object]:
    return {}


def all_left(start: object, *_: object, **__: object) -> object:
    return start


@pytest.mark.parametrize(
    ("check", "drawn", "where", "name", "broken"),
    [
        (same, (formulas, seeds), covers, "_prime", nothing_left),
        (minimal, (formulas,), covers, "_prime", all_left),
        (stable, (formulas, seeds), module, "ordered", lambda formula: formula),
        (open_form, (formulas, seeds), module, "cover", lambda formula, search, **_: covers.cover(formula, search)),
    ],
    ids=["same", "minimal", "stable", "open"],
)
def test_each_law_can_fail(
    check: Callable[..., None],
    drawn: tuple[st.SearchStrategy[object], ...],
    where: object,
    name: str,
    broken: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(where, name, broken)
    assert_caught(check, *drawn, n=2000)


NONNEGATIVE = Range(Fraction(0), None)
POSITIVE = Range(Fraction(0), None, open_lower=True)
UNIT = Range(Fraction(0), Fraction(1))
p, b, rho, k, g = sympy.symbols("p b rho k g", real=True)
SPACE = {p: NONNEGATIVE, b: NONNEGATIVE, V: POSITIVE, rho: UNIT, k: NONNEGATIVE, g: NONNEGATIVE}


@pytest.mark.parametrize(
    ("condition", "printed"),
    [
        ((p <= b) & (p <= b + k), "b >= p"),  # implied by k >= 0
        (V * p <= V * b, "b >= p"),  # V > 0 divided out
        (g * rho <= 0, "g = 0 or rho = 0"),  # a product that is never negative
        ((p - 1) * (p - 2) < 0, "p < 2 and p > 1"),
        ((p <= 1) | (p <= 2), "p <= 2"),
        ((p <= 1) | (p > 1), "always"),
        ((p < 1) & (p > 1), "never"),
        (((p <= 1) & (b <= 1)) | ((p <= 1) & (b >= 1)), "p <= 1"),
        (p * (1 + rho) >= k * V, "k <= p*(rho + 1)/V"),  # the sign of the coefficient is known
        (p**2 + b**2 <= 1, "b**2 + p**2 <= 1"),
        (sympy.Min(p, b) >= k, "k <= b and k <= p"),
        (p / (V + 1) >= b, "p >= b*(V + 1)"),
    ],
)
def test_cases(condition: sympy.Basic, printed: str) -> None:
    found = published(formula_of(condition), SPACE)
    assert (str(found), found.exact) == (printed, True)


def test_what_is_given_is_used() -> None:
    found = published(formula_of((p <= k) & (b <= k)), SPACE, formula_of(p <= b))
    assert str(found) == "b <= k"


@pytest.mark.parametrize(
    ("solve_for", "printed"),
    [
        ((p, b), "p - b >= k - V*rho"),
        ((p,), "p >= b + k - V*rho"),
        ((k,), "k <= V*rho + p - b"),
        ((V,), "b <= V*rho + p - k"),
    ],
)
def test_solved_for(solve_for: tuple[sympy.Symbol, ...], printed: str) -> None:
    assert str(published(formula_of(p - b >= k - rho * V), SPACE, solve_for=solve_for)) == printed


def test_thresholds_are_used_where_they_shorten() -> None:
    formula = formula_of(sympy.And(p >= (1 - rho) * V + k, b <= 2 * k))
    found = published(formula, SPACE, solve_for=(p, b), thresholds={"B^*": "(1 - rho)*V + k"})
    assert str(found) == "p >= B^* and b <= 2*k"
    assert truth_at(
        found.condition, {p: Fraction(1), b: Fraction(0), V: Fraction(1), rho: Fraction(1, 2), k: Fraction(0)}
    )


def test_beyond_the_budget_the_condition_is_still_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(covers, "BUDGET", 2)
    found = published(formula_of(((p <= 1) & (b <= 1)) | ((p > 3) & (b > k))), SPACE)
    assert not found.exact
    assert truth_at(found.condition, {p: Fraction(1), b: Fraction(1), k: Fraction(0)})


def test_functions_that_are_not_algebraic_stay_as_they_are() -> None:
    found = published(formula_of(sympy.exp(p) > 2 + b), SPACE)
    assert not found.exact
    assert str(found) == "b + 2 < exp(p)"


def test_without_positivity_factors_stay() -> None:
    everything = {s: Range(None, None) for s in SPACE}
    assert len(published(formula_of(V * p <= V * b), everything).cases) == 2
    assert len(list(atoms(over_factors(formula_of(V * p <= V * b), lambda _: frozenset({-1, 0, 1}))))) > 1


def test_parameters_that_stand_alone_most_often_are_solved_for() -> None:
    ring = Ring.of([p, b, k, V])
    assert solved.preferred([ring.polynomial(p - k), ring.polynomial(p - b * V), ring.polynomial(b - 1)]) == (p,)


def twelve() -> Formula:
    """A condition with twelve different factors: three alternatives of four comparisons of nine parameters."""
    names = sympy.symbols("a b c d e f g h k", real=True)
    ring, rng = Ring.of([], names), random.Random(12)  # noqa: S311 - coefficients, not secrets
    rows = [[rng.randint(-2, 2) for _ in names] for _ in range(12)]
    signs = [
        Sign.compare(ring.polynomial(sum(c * s for c, s in zip(row, names, strict=True)) + n - 6), "<=")
        for n, row in enumerate(rows)
    ]
    return any_of(*(all_of(*signs[n : n + 4]) for n in (0, 4, 8)))


def test_twelve_factors_take_seconds() -> None:
    formula = twelve()
    box = dict.fromkeys(formula_symbols(formula), NONNEGATIVE)
    start = time.perf_counter()
    found = published(formula, box)
    assert found.exact
    assert len({sign.polynomial for sign in atoms(found.formula)}) == 12
    assert time.perf_counter() - start < 20


def formula_symbols(formula: Formula) -> list[sympy.Expr]:
    return sorted({g for sign in atoms(formula) for g in sign.polynomial.generators}, key=str)


PROGRAM = """
import coopgame as cg
for model in (cg.models.hood(), cg.solve(cg.models.st_plane(), cg.Nash())):
    print(cg.proposition(model).to_latex(proof=True))
"""


@pytest.mark.thorough
def test_the_print_is_the_same_in_every_run() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(printed) == 1
    assert "proposition" in printed.pop()
