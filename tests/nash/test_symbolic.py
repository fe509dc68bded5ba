"""Nash equilibria with symbols against games of numbers, at random rational points on and off the exceptions."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import strategies as st

import coopgame as cg
from coopgame.bimatrix import extreme_equilibria, extreme_equilibria_by_supports
from coopgame.conditions import TRUE, minors
from coopgame.equilibria import nash, polytope
from tests.laws import assert_caught, law

from .draws import at_point, on_zero, points, symbolic_games
from .oracle import linked, matrices, mean, mixture, profile, regret, truth, value

Cases = tuple[cg.Game, list[dict[str, Fraction]]]


@st.composite
def cases(draw: st.DrawFn, sizes: tuple[tuple[int, int], ...], count: int = 4, **more: Any) -> Cases:
    game = draw(symbolic_games(sizes, **more))
    return game, [draw(points(game)) for _ in range(count)]


SMALL = cases(((2, 2), (2, 3), (3, 2)))
DENSE = cases(((2, 2),), count=12, most=1, quadratic=False)
SQUARE = cases(((3, 3),), count=6)
LARGE = cases(((4, 3), (4, 4)), count=4, most=1, quadratic=False)


def existing(found: Any, point: dict[str, Fraction]) -> list[Any]:
    return [profile(e, found.game, point) for e in found if truth(e.condition, point)]


def check_symbolic(case: Cases) -> None:
    """Off the exceptions the list is complete; everywhere each listed profile is an equilibrium with these payoffs."""
    game, places = case
    found = cg.solve(game)
    for point in places:
        A, B = matrices(game, point)
        here = existing(found, point)
        for e in found:
            if truth(e.condition, point):
                x, y = profile(e, game, point)
                assert regret(A, B, x, y) == 0, (e, point)
                worth = [sum(p * q * M[i][j] for i, p in enumerate(x) for j, q in enumerate(y)) for M in (A, B)]
                assert [value(u, point) for u in e.payoffs] == worth, (e, point)
        if all(value(p, point) != 0 for p in found.exceptions):
            expected = extreme_equilibria(A, B)
            assert set(expected) == set(extreme_equilibria_by_supports(A, B))
            assert len(here) == len(set(here)), point
            assert set(here) == set(expected), point


@pytest.mark.thorough
@law(15, SMALL)
def test_small_games(case: Cases) -> None:
    check_symbolic(case)


@pytest.mark.thorough
@law(4, SQUARE)
def test_three_by_three(case: Cases) -> None:
    check_symbolic(case)


@pytest.mark.thorough
@law(3, LARGE)
def test_larger_games(case: Cases) -> None:
    check_symbolic(case)


def check_exceptions(case: Cases) -> None:
    """On every exception what is listed stays true, and solving the game of numbers there finds everything."""
    game, places = case
    found = cg.solve(game)
    for polynomial, start in zip(found.exceptions, places * len(found.exceptions), strict=False):
        point = on_zero(polynomial, start)
        if point is None:
            continue
        A, B = matrices(game, point)
        here = set(existing(found, point))
        numbers = cg.solve(at_point(game, point))
        exact = {profile(e, game, {}) for e in numbers}
        assert numbers.complete
        assert exact == set(extreme_equilibria_by_supports(A, B))
        assert all(regret(A, B, x, y) == 0 for x, y in here)


@law(5, SMALL)
def test_exceptions(case: Cases) -> None:
    check_exceptions(case)


def check_components(game: cg.Game) -> None:
    """Components of a game of numbers: connected, separate, covered by products of hulls without regret."""
    found = cg.solve(game)
    A, B = matrices(game, {})
    groups = {frozenset(profile(e, game, {}) for e in c.equilibria) for c in found.components}
    assert groups == linked(profile(e, game, {}) for e in found)
    for component in found.components:
        own = {profile(e, game, {}) for e in component.equilibria}
        covered: set[Any] = set()
        for xs, ys in component.subsets:
            left = [mixture(m, game.strategies[0], {}) for m in xs]
            right = [mixture(m, game.strategies[1], {}) for m in ys]
            assert regret(A, B, mean(left), mean(right)) == 0
            for other in {x for x, _ in own} - set(left):  # maximal: no mixture can be added to either side
                assert any(regret(A, B, other, y) > 0 for y in right)
            for other in {y for _, y in own} - set(right):
                assert any(regret(A, B, x, other) > 0 for x in left)
            covered |= {(x, y) for x in left for y in right}
        assert covered == own


numeric = st.sampled_from([(2, 2), (2, 3), (3, 3), (4, 2)]).flatmap(
    lambda size: st.lists(st.integers(0, 2), min_size=2 * size[0] * size[1], max_size=2 * size[0] * size[1]).map(
        lambda flat: cg.Game.from_bimatrix(
            [flat[i * size[1] : (i + 1) * size[1]] for i in range(size[0])],
            [flat[(size[0] + i) * size[1] : (size[0] + i + 1) * size[1]] for i in range(size[0])],
        )
    )
)


@law(40, numeric)
def test_components_of_numbers(game: cg.Game) -> None:
    check_components(game)


def check_symbolic_components(case: Cases) -> None:
    """Where the condition of a component with symbols holds, all of its product of hulls is without regret."""
    game, places = case
    for component in (found := cg.solve(game)).components:
        for point in places:
            if not truth(component.condition, point):
                continue
            A, B = matrices(game, point)
            assert all(truth(e.condition, point) for e in component.equilibria)
            assert all(e in found.equilibria for e in component.equilibria)
            for xs, ys in component.subsets:
                left = mean([mixture(m, game.strategies[0], point) for m in xs])
                right = mean([mixture(m, game.strategies[1], point) for m in ys])
                assert regret(A, B, left, right) == 0


@pytest.mark.thorough
@law(5, SMALL)
def test_components_with_symbols_are_sound(case: Cases) -> None:
    check_symbolic_components(case)


EXIT = cg.Game.from_bimatrix([[0, 0], ["s", "t"]], [[0, 0], [1, 2]])


def test_every_equilibrium_with_symbols_is_in_a_component() -> None:
    """Three equilibria of the exit row hang together two by two, never all three."""
    found = cg.solve(EXIT)
    assert {e for c in found.components for e in c.equilibria} == set(found.equilibria)


# The laws can fail ----------------------------------------------------------------------------------------------------


def test_law_fails_when_signs_of_minors_flip(monkeypatch: pytest.MonkeyPatch) -> None:
    real = minors.signed_minors

    def flipped(rows: Any, one: Any) -> list[Any]:
        return [-minor if i == 1 else minor for i, minor in enumerate(real(rows, one))]

    monkeypatch.setattr(minors, "signed_minors", flipped)
    assert_caught(check_symbolic, SMALL)


def test_law_fails_when_a_condition_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polytope.Vertex, "formula", property(lambda _: TRUE))
    assert_caught(check_symbolic, SMALL)


def test_law_fails_when_exceptions_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nash, "_exceptions", lambda _: ())
    assert_caught(check_symbolic, DENSE)


def test_law_of_exceptions_fails_when_numbers_lose_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nash, "extreme_equilibria", lambda A, B: extreme_equilibria(A, B)[:1])
    assert_caught(check_exceptions, SMALL)


def test_law_of_components_fails_when_they_are_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    real = cg.Nash.components

    def merged(self: cg.Nash, game: Any, equilibria: Any) -> Any:
        parts = real(self, game, equilibria)
        return (cg.Component(equilibria, tuple(s for c in parts for s in c.subsets)),)

    monkeypatch.setattr(cg.Nash, "components", merged)
    assert_caught(check_components, numeric)


def test_law_of_symbolic_components_fails_when_hulls_are_mixed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    real = cg.solve

    def mixed_up(game: cg.Game) -> Any:
        found = real(game)
        spans = [tuple(dict.fromkeys(e.mixtures[k] for e in found)) for k in (0, 1)]
        broken = tuple(dataclasses.replace(c, subsets=(tuple(spans),)) for c in found.components)
        return dataclasses.replace(found, components=broken)

    monkeypatch.setattr(cg, "solve", mixed_up)
    assert_caught(check_symbolic_components, SMALL)
