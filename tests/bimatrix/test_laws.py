"""The laws of equilibrium sets on random games; the seed of a failure stands in its report."""

from __future__ import annotations

import pytest

from . import laws
from .games import random_game_of_size, random_games, scaled


@pytest.mark.thorough
def test_returned_profiles_are_equilibria(rng):
    for game in random_games(rng, 1000):
        laws.returned_profiles_are_equilibria(game)


def test_algorithms_agree(rng):
    for game in random_games(rng, 1000):
        laws.algorithms_agree(game)


@pytest.mark.parametrize("columns", [1, 2, 3, 4])
def test_two_rows_agree_with_brute_force(rng, columns):
    for _ in range(scaled(250)):
        laws.agrees_with_brute_force(random_game_of_size(rng, 2, columns))


@pytest.mark.parametrize(
    "law",
    [laws.permutation, laws.positive_affine_changes, laws.duplicated_row, laws.dominated_row],
    ids=lambda f: f.__name__,
)
def test_metamorphic(rng, law):
    for game in random_games(rng, 500):
        law(game, rng)


def test_player_swap(rng):
    for game in random_games(rng, 500):
        laws.player_swap(game)


def test_subsets_consist_of_equilibria(rng):
    for game in random_games(rng, 300):
        laws.subsets_consist_of_equilibria(game, rng)


def test_subsets_contain_all_equilibria(rng):
    for game in random_games(rng, 80, largest=3):
        laws.subsets_contain_all_equilibria(game)


@pytest.mark.parametrize(
    "law", [laws.subsets_are_maximal, laws.components_are_connected_and_apart], ids=lambda f: f.__name__
)
def test_graph(rng, law):
    for game in random_games(rng, 500):
        law(game)


@pytest.mark.long
def test_algorithms_agree_on_large_games(rng):
    for game in random_games(rng, 3, largest=7, smallest=6):
        laws.algorithms_agree(game)
        laws.returned_profiles_are_equilibria(game)
