"""Games whose equilibria others have computed or published, by both algorithms."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coopgame.bimatrix import components, extreme_equilibria, extreme_equilibria_by_supports, nash_subsets, regrets

from .games import golden_games, published_games

ALGORITHMS = (extreme_equilibria, extreme_equilibria_by_supports)


def stored_equilibria(game):
    return {tuple(tuple(Fraction(weight) for weight in point) for point in profile) for profile in game["E"]}


def differences(algorithm, games):
    """Return the games of which the algorithm returns other equilibria than are stored, or one of them twice."""
    found = [(game, algorithm(game["A"], game["B"])) for game in games]
    return [
        game
        for game, profiles in found
        if set(profiles) != stored_equilibria(game) or len(set(profiles)) < len(profiles)
    ]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_golden_games(algorithm):
    games = golden_games()
    assert len(games) == 1600
    assert differences(algorithm, games) == []


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_changed_golden_game_is_noticed(algorithm):
    game = dict(golden_games()[0])
    game["E"] = game["E"][1:]
    assert differences(algorithm, [game]) == [game]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("game", published_games(), ids=lambda game: game["name"])
def test_published_games(algorithm, game):
    found = algorithm(game["A"], game["B"])
    subsets = nash_subsets(found)
    assert len(found) == game["extreme_equilibria"]
    assert len(subsets) == game["maximal_nash_subsets"]
    assert len(components(found, subsets)) == game["components"]
    assert all(regrets(game["A"], game["B"], x, y) == (0, 0) for x, y in found)
