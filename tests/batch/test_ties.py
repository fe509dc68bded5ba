"""Ties that are known are compiled in; they are not found by a tolerance."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

import coopgame as cg

from .cases import exact, same

EXIT = {
    (m, n): cg.batch.Ties(
        [["o"] * n, *([(i, j) for j in range(n)] for i in range(1, m))],
        [["n"] * n, *([(i, j) for j in range(n)] for i in range(1, m))],
    )
    for m in (2, 3, 4)
    for n in (2, 3, 4)
}


def with_exit(draw, shape, count):
    A, B = draw.standard_normal((2, *shape, count))
    A[0], B[0] = 0.0, draw.standard_normal(count)
    return A, B


@pytest.mark.parametrize("shape", EXIT, ids=str)
def test_exit_rows_are_solved_without_flags(rng, shape):
    A, B = with_exit(np.random.default_rng(rng.getrandbits(32)), shape, 40)
    found = cg.batch.solve(A, B, ties=EXIT[shape])
    assert found.complete.all()
    assert not found.degenerate.any()
    blind = cg.batch.solve(A, B)
    assert blind.degenerate.any()
    for game in range(40):
        wanted = exact(A, B, game)
        assert same(found.equilibria(game), wanted)
        assert same(blind.completed().equilibria(game), wanted)


def test_decimals_that_tie_only_as_expressions():
    """0.1 + 0.2 is not 0.3 to floating point; the expressions are the same."""
    payoffs = [["a + b", "b + a"], [0, 1], [1, 0]]
    ties = cg.batch.Ties.of(cg.Game.from_bimatrix(payoffs, payoffs))
    assert ties.columns[0] == (0, 0)
    A = np.array([[[0.1 + 0.2], [0.3]], [[0.0], [1]], [[1], [0]]])
    found, blind = cg.batch.solve(A, A.copy(), ties=ties), cg.batch.solve(A, A.copy())
    tied = A.copy()
    tied[0] = 0.1 + 0.2
    assert found.exactly(0) == cg.batch.solve(tied, tied.copy()).exactly(0)
    for result in (found, blind):
        assert same(result.completed().equilibria(0), list(result.exactly(0)))
    assert (found.count, blind.count) != (0, 0)


def test_integers_with_exit_rows_may_be_flagged_and_are_right(rng):
    draw = np.random.default_rng(rng.getrandbits(32))
    A, B = draw.integers(-2, 3, (2, 3, 3, 60)).astype(float)
    A[0], B[0] = 0.0, 1.0
    found = cg.batch.solve(A, B, ties=EXIT[3, 3])
    assert 0 < found.complete.sum() < 60
    for game in range(60):
        wanted = exact(A, B, game)
        assert not found.complete[game] or same(found.equilibria(game), wanted)
        assert same(found.completed().equilibria(game), wanted)


def test_ties_of_wrong_shapes():
    with pytest.raises(cg.GameError, match="labels for 3×3 games, but these are 2×2"):
        cg.batch.solve(np.ones((2, 2, 1)), np.ones((2, 2, 1)), ties=EXIT[3, 3])
    with pytest.raises(cg.GameError, match="rows and columns have one shape"):
        cg.batch.Ties([[1, 2]], [[1], [2]])
    with pytest.raises(cg.GameError, match="a label for every payoff"):
        cg.batch.Ties([[1, 2], [3]], [[1, 2], [3, 4]])
    three = {(a, b, c): (0, 0, 0) for a in "xy" for b in "xy" for c in "xy"}
    game = cg.Game(["i", "j", "k"], [["x", "y"]] * 3, three)
    with pytest.raises(cg.GameError, match="games of two players"):
        cg.batch.Ties.of(game)


def test_ties_are_values():
    assert pickle.loads(pickle.dumps(EXIT[2, 3])) == EXIT[2, 3]  # noqa: S301 - made here
    assert cg.batch.Ties([[1, 2]] * 2, [[3, 4]] * 2) == cg.batch.Ties([["a", "b"]] * 2, [[0, 1]] * 2)
    assert cg.batch.Ties([[1, 2], [3, 4]], [[1, 2], [3, 4]]).classes is None


@pytest.mark.parametrize("shape", [(3, 3), (4, 3), (3, 4), (4, 4)], ids=str)
def test_payoffs_that_repeat_anywhere_are_solved(rng, shape):
    """A payoff may then stand for another one of its line in what is computed of a mixture."""
    for _ in range(6):
        labels = [[[rng.randrange(8) for _ in range(shape[1])] for _ in range(shape[0])] for _ in range(2)]
        numbers = np.random.default_rng(rng.getrandbits(32)).standard_normal((2, 8, 4))
        A, B = (values[np.array(table)] for values, table in zip(numbers, labels, strict=True))
        found = cg.batch.solve(A, B, ties=cg.batch.Ties(*labels)).completed()
        for game in range(4):
            assert same(found.equilibria(game), exact(A, B, game))
