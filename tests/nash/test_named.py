"""Cited games with known answers, under Nash equilibrium with mixtures."""

from __future__ import annotations

import dataclasses
import itertools
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

import coopgame as cg
from coopgame.bimatrix import extreme_equilibria
from tests.laws import assert_caught, law

from .oracle import linked, matrices, profile, rational, regret, truth

NASH = cg.Nash()
F = Fraction


def core() -> cg.Model:
    return cg.models.contracting(strategies=cg.models.CONTRACT_STRATEGIES[:2])


def inside(found: Any) -> Any:
    """Return the equilibrium in which both players mix."""
    (only,) = [e for e in found if all(len(mixture) == 2 for mixture in e.mixtures)]
    return only


def same(first: Any, second: str, found: Any) -> bool:
    names = {s.name: s for s in found.space.symbols}
    return bool(sympy.simplify(first - sympy.sympify(second, locals=names)) == 0)


# The contracting core: cooperate or capture, share or compete ---------------------------------------------------------


def test_core_in_closed_form() -> None:
    found = cg.solve(core(), NASH)
    mixed = inside(found)
    government, organization = mixed.mixture("government"), mixed.mixture("organization")
    assert same(government["cooperate"], "f/(f + g)", found)
    assert same(government["capture"], "g/(f + g)", found)
    assert same(organization["compete"], "(delta*V + k_K)/p", found)
    assert same(organization["share"], "1 - (delta*V + k_K)/p", found)
    assert {s.name for s in government["cooperate"].free_symbols} == {"f", "g"}, "p does not enter"
    assert same(mixed.payoffs[0], "(1 - delta)*V - b - k_K", found), "what capture pays for sure"
    assert same(mixed.payoffs[1], "w + g*f/(f + g) - alpha*g/(f + g) - f*g/(f + g)", found)


def test_core_mixes_exactly_where_competition_costs_more_than_capture() -> None:
    mixed = inside(cg.solve(core(), NASH))
    base = {"V": F(10), "delta": F(1, 5), "k_K": F(1), "b": F(0), "w": F(2), "alpha": F(1)}  # capture costs 3
    costs = (F(0), F(29, 10), F(3), F(31, 10), F(100))
    for p, f, g in itertools.product(costs, (F(0), F(1)), (F(0), F(2))):
        assert truth(mixed.condition, {**base, "p": p, "f": f, "g": g}) == (p > 3 and f > 0 and g > 0)


# Every shipped model at random points of its space --------------------------------------------------------------------

MODELS: dict[str, Any] = {
    "core": core,
    "full table": cg.models.contracting,
    "participation": lambda: cg.models.contracting(participation=True),
    "inspection": cg.models.inspection,
    "plane": cg.models.st_plane,
    "hood": cg.models.hood,
    "continuum": cg.models.continuum,
    "eta = rho": lambda: cg.models.contracting().with_closure(cg.models.proportional_competition()),
}
SOLVED: dict[str, Any] = {}


def solved(name: str) -> Any:
    if name not in SOLVED:
        SOLVED[name] = cg.solve(MODELS[name](), NASH)
    return SOLVED[name]


def coordinate(interval: sympy.Interval) -> st.SearchStrategy[Fraction]:
    low = -6 if interval.start == -sympy.oo else int(interval.start)
    high = 8 if interval.end == sympy.oo else int(interval.end)
    return st.builds(lambda k: low + F(k * (high - low), 24), st.integers(0, 24))


def places(found: Any) -> st.SearchStrategy[dict[str, Fraction]]:
    drawn = st.fixed_dictionaries({s.name: coordinate(i) for s, i in found.space.bounds.items()})
    return drawn.filter(lambda point: all(truth(c, point) for c in found.space.where))


def check_model(found: Any, point: dict[str, Fraction]) -> None:
    A, B = matrices(found.game, point)
    here = [profile(e, found.game, point) for e in found if truth(e.condition, point)]
    expected = set(extreme_equilibria(A, B))
    assert all(regret(A, B, x, y) == 0 for x, y in here)
    if all(truth(sympy.Ne(p, 0), point) for p in found.exceptions):
        assert set(here) == expected


@pytest.mark.parametrize("name", MODELS)
def test_models_at_random_points(name: str) -> None:
    found = solved(name)
    law(20, places(found))(lambda point: check_model(found, point))()


def test_law_of_models_fails_without_some_equilibria() -> None:
    found = solved("full table")
    fewer = dataclasses.replace(found, equilibria=tuple(e for e in found if "compete" not in e.describe()))
    assert_caught(lambda point: check_model(fewer, point), places(found))


# The inspection game (Avenhaus, von Stengel and Zamir 2002) -----------------------------------------------------------


def test_inspection() -> None:
    found = cg.solve(cg.models.inspection(), NASH)
    mixed = inside(found)
    assert same(mixed.mixture("inspector")["inspect"], "g/f", found)
    assert same(mixed.mixture("inspectee")["violate"], "c/(l - a)", found)
    assert mixed.payoffs[1] == 0, "violating is worth nothing where it is deterred by chance"
    assert same(mixed.payoffs[0], "-c*l/(l - a)", found)
    base = {"l": F(6), "a": F(2), "g": F(1), "f": F(3)}
    for c in (F(0), F(1, 9), F(39, 10), F(4), F(41, 10)):
        here = [e for e in found if truth(e.condition, {**base, "c": c})]
        assert (mixed in here) == (0 < c < 4)
        if 0 < c < 4:
            assert here == [mixed], "no equilibrium in pure strategies"


# The plane of symmetric games -----------------------------------------------------------------------------------------

INTERIOR = {"Harmony": (F(1, 2), F(1, 2)), "Snowdrift": (F(1, 2), F(3, 2)), "Stag hunt": (F(-1, 2), F(1, 2)),
            "Prisoner's dilemma": (F(-1, 2), F(3, 2))}  # fmt: skip


@pytest.mark.parametrize("name", INTERIOR)
def test_interior_equilibrium_of_the_plane(name: str) -> None:
    found = cg.solve(cg.models.st_plane(), NASH)
    mixed, (S, T) = inside(found), INTERIOR[name]
    assert same(mixed.mixture("row")["C"], "S/(S + T - 1)", found)
    assert mixed.mixture("row") == mixed.mixture("column")
    mixes = name in {"Snowdrift", "Stag hunt"}
    assert truth(mixed.condition, {"S": S, "T": T}) == mixes
    assert sum(truth(e.condition, {"S": S, "T": T}) for e in found) == (3 if mixes else 1)


# The family A(x) with its continua ------------------------------------------------------------------------------------


def at_x(x: Fraction) -> Any:
    return cg.solve(cg.models.continuum().game.at({"x": rational(x)}))


@pytest.mark.parametrize(("x", "count"), [(F(1, 10), 1), (F(2, 5), 3), (F(1, 2), 3), (F(3, 5), 3), (F(7, 10), 1)])
def test_family_off_the_continua(x: Fraction, count: int) -> None:
    found = at_x(x)
    assert len(found.equilibria) == len(found.components) == count
    if count == 1:
        assert found.equilibria[0].profile == (("first", "first") if x > F(2, 3) else ("second", "second"))
    else:
        assert inside(found).mixture("row")["first"] == 3 * rational(x) - 1


@pytest.mark.parametrize(("x", "kept"), [(F(1, 3), "second"), (F(2, 3), "first")])
def test_family_on_the_continua(x: Fraction, kept: str) -> None:
    """At 1/3 one of the two plays the second strategy, the other anything; at 2/3 the first."""
    found = at_x(x)
    (component,) = found.components
    fixed, free = frozenset({((kept, 1),)}), frozenset({(("first", 1),), (("second", 1),)})
    assert {tuple(map(frozenset, subset)) for subset in component.subsets} == {(fixed, free), (free, fixed)}
    assert len(found.equilibria) == 3


# Published games ------------------------------------------------------------------------------------------------------

HALF = F(5, 2)
WINKELS = (
    [[1, 3], [1, 3], [3, 1], [3, 1], [HALF, HALF], [HALF, HALF]],
    [[1, 2], [0, -1], [-2, 2], [4, -1], [-1, 6], [6, -1]],
)
STENGEL = (
    [
        [9504, -660, 19976, -20526, 1776, -8976],
        [-111771, 31680, -130944, 168124, -8514, 52764],
        [397584, -113850, 451176, -586476, 29216, -178761],
        [171204, -45936, 208626, -263076, 14124, -84436],
        [1303104, -453420, 1227336, -1718376, 72336, -461736],
        [737154, -227040, 774576, -1039236, 48081, -300036],
    ],
    [
        [72336, 48081, 29216, 14124, 1776, -8514],
        [-461736, -300036, -178761, -84436, -8976, 52764],
        [1227336, 774576, 451176, 208626, 19976, -130944],
        [-1718376, -1039236, -586476, -263076, -20526, 168124],
        [1303104, 737154, 397584, 171204, 9504, -111771],
        [-453420, -227040, -113850, -45936, -660, 31680],
    ],
)
ZEROS = ([[0, 0], [0, 0]], [[0, 0], [0, 0]])
LOST = ([[3, 7, 6], [0, 5, 0], [5, 9, 2], [5, 1, 9]], [[4, 8, 7], [7, 5, 0], [6, 6, 8], [0, 4, 0]])
PENNIES = ([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])

#: game: extreme equilibria, components, maximal Nash subsets
PUBLISHED = {
    "Winkels (1979)": (WINKELS, 12, 1, 7),
    "von Stengel (1999), Discrete and Computational Geometry 21:557-568": (STENGEL, 75, 75, 75),
    "indifference": (ZEROS, 4, 1, 1),
    "one equilibrium that rounding loses": (LOST, 1, 1, 1),
    "matching pennies": (PENNIES, 1, 1, 1),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_games(name: str) -> None:
    (A, B), extreme, components, subsets = PUBLISHED[name]
    found = cg.solve(cg.Game.from_bimatrix(A, B))
    pairs = [profile(e, found.game, {}) for e in found]
    assert len(set(pairs)) == len(pairs) == extreme
    assert len(found.components) == len(linked(pairs)) == components
    assert sum(len(c.subsets) for c in found.components) == subsets
    assert found.complete
    assert all(regret(A, B, x, y) == 0 for x, y in pairs)


def test_zeros_make_one_square() -> None:
    (component,) = cg.solve(cg.Game.from_bimatrix(*ZEROS)).components
    both = ((("1", 1),), (("2", 1),))
    assert component.subsets == ((both, both),)
