"""The checker's own solver of games of numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import strategies as st

from coopgame_checker import equilibria, vertices
from coopgame_checker.equilibria import pure_outcomes
from coopgame_checker.parts import Concept
from coopgame_checker.vertices import extreme_equilibria
from tests.bimatrix.games import golden_games
from tests.laws import assert_caught, law


def matrices(game):
    return [[[Fraction(v) for v in row] for row in game[name]] for name in "AB"]


def stored(game):
    return {tuple(tuple(Fraction(weight) for weight in point) for point in profile) for profile in game["E"]}


def test_golden_games():
    for game in golden_games()[::5]:
        assert extreme_equilibria(*matrices(game)) == stored(game)


def test_a_solver_that_forgets_a_vertex_fails(monkeypatch):
    every = vertices._vertices
    monkeypatch.setattr(vertices, "_vertices", lambda replies, ring: every(replies, ring)[:-1])
    assert any(extreme_equilibria(*matrices(game)) != stored(game) for game in golden_games()[:200:5])


PAYOFFS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=6, max_size=6)


def table(values):
    return dict(zip([(i, j) for i in range(2) for j in range(3)], values, strict=True))


def compare(a, b):
    return (a > b) - (a < b)


def by_plans(payoffs, ties):
    """Return the outcomes of plans that answer every strategy of the leader with a best reply that counts."""
    counted = []
    for lead in range(2):
        best = max(payoffs[lead, f][1] for f in range(3))
        replies = [f for f in range(3) if payoffs[lead, f][1] == best]
        if ties != "all":
            choose = max if ties == "favourable" else min
            wanted = choose(payoffs[lead, f][0] for f in replies)
            replies = [f for f in replies if payoffs[lead, f][0] == wanted]
        counted.append(replies)
    found = set()
    for first in counted[0]:
        for second in counted[1]:
            values = [payoffs[0, first][0], payoffs[1, second][0]]
            found |= {(lead, (first, second)[lead]) for lead in range(2) if values[lead] == max(values)}
    return found


def outcomes_are_those_of_plans(values, ties):
    payoffs = table(values)
    assert pure_outcomes(payoffs, Concept("sequential", 0, 1, ties), compare) == by_plans(payoffs, ties)
    swapped = {(f, lead): (b, a) for (lead, f), (a, b) in payoffs.items()}
    found = pure_outcomes(swapped, Concept("sequential", 1, 0, ties), compare)
    assert {(lead, f) for f, lead in found} == by_plans(payoffs, ties)


TIES = st.sampled_from(["all", "favourable", "adverse"])
test_outcomes_are_those_of_plans = law(200, PAYOFFS, TIES)(outcomes_are_those_of_plans)


def test_a_solver_that_takes_every_reply_as_best_fails(monkeypatch):
    monkeypatch.setattr(equilibria, "all", lambda values: bool(list(values)) or True, raising=False)
    assert_caught(outcomes_are_those_of_plans, PAYOFFS, TIES)


@law(100, PAYOFFS)
def test_nash_equilibria_in_pure_strategies(values):
    payoffs = table(values)
    true = {
        (i, j)
        for i, j in payoffs
        if all(payoffs[k, j][0] <= payoffs[i, j][0] for k in range(2))
        and all(payoffs[i, k][1] <= payoffs[i, j][1] for k in range(3))
    }
    assert pure_outcomes(payoffs, Concept("pure"), compare) == true


@pytest.mark.parametrize("size", [1, 2])
def test_games_of_one_strategy(size):
    row = [[Fraction(k) for k in range(size)]]
    (found,) = extreme_equilibria(row, row)
    assert found == ((1,), (0,) * (size - 1) + (1,))
