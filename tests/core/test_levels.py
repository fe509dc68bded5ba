"""Maps of probabilities and payoffs by exact bands, against solving the game at points."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import coopgame as cg
from coopgame.results import banding
from coopgame.results.banding import supports

UNIT = st.fractions(0, 1, max_denominator=40)
MIXED = "inspect+trust, comply+violate"


@cache
def inspection():
    return cg.phase_diagram(cg.models.inspection(), x=("c", 0, 8), y=("l", 3, 8), concept=cg.Nash())


@cache
def stag():
    return cg.phase_diagram(cg.models.st_plane(), x=("S", -1, 1), y=("T", 0, 2), concept=cg.Nash())


@cache
def contracting():
    return cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))


MAPS = {
    "violation": lambda: cg.probability_map(inspection(), "inspectee", "violate", equilibrium=MIXED),
    "inspection pays": lambda: cg.payoff_map(inspection(), "inspector", equilibrium=MIXED),
    "cooperation": lambda: cg.probability_map(stag(), "row", "C", equilibrium="C+D, C+D", levels=["1/4", "1/2"]),
    "government": lambda: cg.payoff_map(contracting(), "government"),
    "organization": lambda: cg.payoff_map(contracting(), "organization", levels=[1, 2]),
}


@cache
def made(name):
    return MAPS[name]()


def solved(level_map, x, y):
    """The values of the quantity in the equilibria that are meant, by solving the game of numbers."""
    origin = level_map.diagram.origin
    point = dict(zip(level_map.diagram.symbols, (x, y), strict=True))
    game = origin.game.substitute({**origin.fixed, **point})
    meant = {supports(reading.equilibrium) for reading, _ in level_map.readings}
    found = [e for e in origin.concept.equilibria(game) if supports(e) in meant]
    words = level_map.quantity
    if words.startswith("Payoff"):
        i = game.players.index(words.removeprefix("Payoff of "))
        return {e.payoffs[i] for e in found}
    player, _, strategy = words.removeprefix("Probability that ").partition(" plays ")
    return {e.mixture(player).get(strategy, 0) for e in found}


def numbers_at(level_map, x, y):
    """The bands whose closure contains a point, by the engine that cut them out."""
    plane = level_map.bands[0].region.canvas.plane
    found = plane.regimes_at(*(Fraction(int(v.p), int(v.q)) for v in (x, y)))
    return {int(name.partition(":")[2]) for name in found or ()}


def check(level_map, s, t):
    a, b = level_map.x, level_map.y
    x = a.lower + sympy.Rational(s) * (a.upper - a.lower)
    y = b.lower + sympy.Rational(t) * (b.upper - b.lower)
    values = solved(level_map, x, y)
    ends = [-sympy.oo, *level_map.levels, sympy.oo]
    expected = {n for n in range(len(ends) - 1) for v in values if ends[n] <= v <= ends[n + 1]}
    assert numbers_at(level_map, x, y) == expected
    at = level_map.at(x, y)
    assert (at is None) == (not values)
    assert at is None or at in values


@pytest.mark.parametrize("name", MAPS)
@settings(max_examples=25)
@given(s=UNIT, t=UNIT)
def test_bands_agree_with_solving(name, s, t):
    check(made(name), s, t)


def test_swapped_levels_are_noticed(monkeypatch):
    right = banding._between
    monkeypatch.setattr(banding, "_between", lambda v, low, high: right(v, low, high + 1 if high is not None else None))
    with pytest.raises((AssertionError, cg.DiagramError)):
        check(MAPS["government"](), "1/8", "1/5")


@pytest.mark.parametrize("name", MAPS)
def test_bands_fill_what_is_mapped(name):
    level_map = made(name)
    areas = [level_map.area(n) for n in range(len(level_map.levels) + 1)]
    low, high = sum(a.lower for a in areas), sum(a.upper for a in areas)
    rest = [part.area for part in (*level_map.elsewhere, *level_map.outside)]
    box = (level_map.x.upper - level_map.x.lower) * (level_map.y.upper - level_map.y.lower)
    assert low + sum(a.lower for a in rest) <= box <= high + sum(a.upper for a in rest)


@pytest.mark.parametrize("name", MAPS)
def test_level_curves_have_their_value(name):
    level_map = made(name)
    kinds = {line.kind for line in level_map.lines}
    assert ("level" in kinds) == (name != "organization")
    for line in level_map.lines:
        if line.kind != "level" or not isinstance(line.equation, sympy.Eq):
            continue
        # Where the equation is solved for an axis the quantity is the level along it.
        if line.equation.lhs.is_Symbol:
            swap = {line.equation.lhs: line.equation.rhs}
            assert any(sympy.simplify(v.subs(swap) - line.value) == 0 for v in level_map.expressions)


def test_exact_areas_of_the_mixed_equilibrium():
    assert [made("violation").area(n).lower for n in range(5)] == [sympy.Rational(7, 2)] * 5


def test_several_equilibria_at_once_must_be_told_apart():
    with pytest.raises(cg.DiagramError, match=r"choose one by equilibrium=.*'C, C' or 'D, D'"):
        cg.payoff_map(stag(), "row")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: cg.payoff_map(inspection(), "boss"), "boss"),
        (lambda: cg.probability_map(inspection(), "inspector", "inspct"), "inspect"),
        (lambda: cg.payoff_map(inspection(), "inspector", equilibrium="nothing"), "neither a regime"),
        (
            lambda: cg.payoff_map(inspection(), "inspector", equilibrium="inspect+trust, violate"),
            "on lines or at points only",
        ),
        (lambda: cg.payoff_map(inspection(), "inspector", levels=[2, 1]), "ascending"),
        (lambda: cg.probability_map(inspection(), "inspector", "trust", levels=[0, "1/2"]), "between 0 and 1"),
        (lambda: made("violation").area(9), "numbered"),
        (lambda: cg.payoff_map(cg.phase_diagram(cg.models.inspection(), x=("c", 0, 8)), "inspector"), "one parameter"),
    ],
)
def test_mistakes_are_named(call, words):
    with pytest.raises(cg.DiagramError, match=words):
        call()


def test_a_payoff_that_never_changes_has_one_band():
    level_map = cg.payoff_map(inspection(), "inspectee", equilibrium=MIXED)
    assert level_map.levels == ()
    assert repr(level_map).endswith("everywhere: area 35/2")
