import pickle
import subprocess
import sys
import warnings
from dataclasses import FrozenInstanceError
from fractions import Fraction

import pytest
import sympy

from coopgame.errors import GameError
from coopgame.games import Game
from coopgame.interchange import (
    NashpySupportEnumeration,
    NashpyVertexEnumeration,
    NumericalEquilibria,
    nashpy_equilibria,
    to_nashpy,
)

METHODS = [NashpySupportEnumeration(), NashpyVertexEnumeration()]
# A nondegenerate game with one equilibrium, which rounding hides from support enumeration.
MISSED = Game.from_bimatrix([[3, 7, 6], [0, 5, 0], [5, 9, 2], [5, 1, 9]], [[4, 8, 7], [7, 5, 0], [6, 6, 8], [0, 4, 0]])
CHICKEN = Game.from_bimatrix([[0, 7], [2, 6]], [[0, 2], [7, 6]])


def test_payoffs_arrive_in_place():
    peer = to_nashpy(Game.from_bimatrix([["1/4", 2], [3, 4], [5, 6]], [[0, 1], [2, 3], [4, 5]]))
    assert peer.payoff_matrices[0].tolist() == [[0.25, 2], [3, 4], [5, 6]]
    assert peer.payoff_matrices[1].tolist() == [[0, 1], [2, 3], [4, 5]]


def gains(game, row, column):
    """What each player gains at most by deviating, computed with fractions."""
    A, B = (game.payoff_matrix(player).tolist() for player in game.players)
    against = [sum(Fraction(str(u)) * w for u, w in zip(own, column, strict=True)) for own in A]
    replies = [sum(Fraction(str(own[j])) * w for own, w in zip(B, row, strict=True)) for j in range(len(column))]
    return tuple(
        max(values) - sum(w * u for w, u in zip(own, values, strict=True))
        for own, values in ((row, against), (column, replies))
    )


@pytest.mark.parametrize("method", METHODS)
def test_regular_games(method):
    found = nashpy_equilibria(CHICKEN, method)
    rounded = sorted(tuple(round(w, 9) for own in profile for w in own) for profile in found.profiles)
    third = round(1 / 3, 9), round(2 / 3, 9)
    assert rounded == [(0, 1, 1, 0), (*third, *third), (1, 0, 0, 1)]
    assert not found.exact
    assert not found.complete
    assert found.game is CHICKEN
    assert found.method is method


def test_support_enumeration_misses_what_its_limits_say():
    found = nashpy_equilibria(MISSED, NashpySupportEnumeration())
    assert found.profiles == ()
    assert "missing even in a nondegenerate game" in found.limits
    (other,) = nashpy_equilibria(MISSED, NashpyVertexEnumeration()).profiles
    exact = tuple(tuple(Fraction(w).limit_denominator(1000) for w in own) for own in other)
    assert gains(MISSED, *exact) == (0, 0)


def test_unequal_supports_are_not_found():
    game = Game.from_bimatrix([[2, 0], [1, 1]], [[1, 1], [0, 1]])
    unequal = ((Fraction(1), Fraction(0)), (Fraction(1, 2), Fraction(1, 2)))
    assert gains(game, *unequal) == (0, 0)
    found = nashpy_equilibria(game, NashpySupportEnumeration())
    assert found.profiles
    assert unequal not in found.profiles
    assert "equal size" in found.limits


def test_warnings_become_text():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = nashpy_equilibria(Game.from_bimatrix([[1, 1], [1, 1]], [[1, 1], [1, 1]]), NashpySupportEnumeration())
    assert any("even number of" in message for message in found.messages)
    assert all(message.isprintable() for message in found.messages)
    assert "even number of" in repr(found)
    assert "even number of" in found._repr_html_()


def test_a_profile_that_is_no_equilibrium_gains():
    assert gains(CHICKEN, (Fraction(1), Fraction(0)), (Fraction(1), Fraction(0))) == (2, 2)


@pytest.mark.parametrize(
    ("game", "error"),
    [
        (Game.from_bimatrix([[1], [0]], [[0], [0]]), "TypeError"),
        (Game.from_bimatrix([[-7, -1, -6]], [[6, 5, 6]]), "QhullError"),
    ],
)
def test_failures_become_text(game, error):
    found = nashpy_equilibria(game, NashpyVertexEnumeration())
    assert any(message.startswith(f"nashpy stopped with {error}") for message in found.messages)
    assert "stop with an error" in found.limits


def test_payoffs_of_large_size_hide_equilibria_from_vertex_enumeration():
    large = Game.from_bimatrix([[0, 7 * 10**9], [2 * 10**9, 6 * 10**9]], [[0, 2 * 10**9], [7 * 10**9, 6 * 10**9]])
    assert len(nashpy_equilibria(large, NashpyVertexEnumeration()).profiles) < 3
    assert "large size" in NashpyVertexEnumeration().limits


class _Broken:
    name, limits = "broken", "all"

    def __init__(self, *pairs):
        self.pairs = pairs

    def run(self, game):
        assert game.payoff_matrices
        return iter(self.pairs)


@pytest.mark.parametrize(
    "pair",
    [((float("nan"), 0.0), (1.0, 0.0)), ((1.0,), (1.0, 0.0)), ((0.5, 0.6), (1.0, 0.0)), ((2.0, -1.0), (1.0, 0.0))],
)
def test_what_is_no_profile_is_told_apart(pair):
    good = ((1.0, 0.0), (0.0, 1.0))
    found = nashpy_equilibria(CHICKEN, _Broken(good, pair))
    assert found.profiles == (good,)
    assert "not a pair of mixed strategies" in found.messages[0]


def test_results_are_frozen_and_pickle():
    found = nashpy_equilibria(CHICKEN, NashpySupportEnumeration())
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    with pytest.raises(FrozenInstanceError):
        found.exact = True
    with pytest.raises(TypeError):
        NumericalEquilibria(CHICKEN, METHODS[0], (), exact=True)


@pytest.mark.parametrize(
    ("game", "fragment"),
    [
        (Game(["a"], [["x"]], {("x",): (1,)}), "nashpy takes two players; this game has 1"),
        (Game.from_bimatrix([["V"]], [["p"]]), "payoffs still contain V, p"),
        (Game.from_bimatrix([[sympy.Integer(10) ** 400]], [[1]]), "too large"),
    ],
)
def test_games_that_nashpy_cannot_take(game, fragment):
    with pytest.raises(GameError, match=fragment):
        to_nashpy(game)
    with pytest.raises(GameError, match=fragment):
        nashpy_equilibria(game, METHODS[0])


@pytest.mark.thorough
def test_nothing_heavy_is_loaded_before_it_is_needed():
    heavy = ("nashpy", "numpy", "pygambit", "scipy")
    code = f"import sys, coopgame.interchange; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
