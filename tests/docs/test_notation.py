"""Symbols, ranges, baselines and payoffs on the pages are those of the code."""

import itertools
import re

import pytest
import sympy

import coopgame as cg

from .pages import DOCS, expression, table, tables

THEORY, MODELS = DOCS / "theory", DOCS / "models"
CLOSED = cg.models.contracting().with_closure(
    cg.models.proportional_competition(), cg.models.burden(own_failures=True), cg.models.capability()
)


def interval(text):
    left, lower, upper, right = re.fullmatch(r"\$([\[(])(\S+), (\S+)([\])])\$", text).groups()
    infinite = {"\\infty": sympy.oo, "-\\infty": -sympy.oo}
    start, end = (infinite[value] if value in infinite else sympy.Rational(value) for value in (lower, upper))
    return sympy.Interval(start, end, left == "(", right == ")" and end is not sympy.oo)


def rows(page):
    return {row[0].strip("`"): row for row in table(page, "code name")}


def agrees(row, name, model):
    assert interval(row[2]) == model.space.bounds[name]
    assert (sympy.Rational(row[3]) if row[3] else None) == model.baseline.get(sympy.Symbol(name, real=True))
    assert row[4]


def test_the_notation_table_lists_every_symbol_of_the_contracting_model_and_its_closures():
    symbols = {*cg.models.contracting().space.names, *CLOSED.space.names}
    assert set(rows(THEORY / "notation.md")) == symbols


@pytest.mark.parametrize("name", rows(THEORY / "notation.md"))
def test_range_and_baseline_in_the_notation_are_those_of_the_code(name):
    plain = cg.models.contracting()
    agrees(rows(THEORY / "notation.md")[name], name, plain if name in plain.space.names else CLOSED)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "hood",
            "inspection",
            "spence",
            "beer_quiche",
            "reputation_signalling",
            "entry_deterrence",
            "centipede",
            "ultimatum",
        ),
        "prisoners_dilemma",
        "hart_shleifer_vishny",
        "besley_ghatak",
    ],
)
def test_parameters_on_the_page_of_a_model_are_those_of_the_code(name):
    model, page = getattr(cg.models, name)(), MODELS / f"{name}.md"
    assert set(rows(page)) == set(model.space.names)
    for key, row in rows(page).items():
        agrees(row, key, model)


PAYOFFS = {"contracting": THEORY / "contracting.md"} | {
    n: MODELS / f"{n}.md" for n in ("hood", "inspection", "st_plane", "prisoners_dilemma")
}


@pytest.mark.parametrize("name", PAYOFFS)
def test_payoffs_on_the_page_of_a_model_are_those_of_the_code(name):
    game = getattr(cg.models, name)().game
    ((head, body),) = [t for t in tables(PAYOFFS[name]) if tuple(t[0][1:]) == game.strategies[1]]
    assert tuple(row[0] for row in body) == game.strategies[0]
    for row, (j, reply) in itertools.product(body, enumerate(head[1:], start=1)):
        written = [expression(part) for part in row[j].strip("$").split(",\\;")]
        assert [sympy.expand(w - u) for w, u in zip(written, game.payoffs[row[0], reply], strict=True)] == [0, 0]


def test_the_table_of_strategies_is_that_of_the_code():
    written = table(THEORY / "contracting.md", "strategy")
    for row, strategy in zip(written, cg.models.CONTRACT_STRATEGIES, strict=True):
        entries = ("value", "removes_p", "removes_b", "cost", "rent", "gain")
        assert (row[0], row[7]) == (strategy.name, strategy.regime)
        for text, entry in zip(row[1:7], entries, strict=True):
            assert sympy.expand(expression(text.strip("$")) - getattr(strategy, entry)) == 0
