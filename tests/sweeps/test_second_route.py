"""A sweep agrees with batches of the same payoffs, which are solved by another program."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

import coopgame as cg
from coopgame.sweeps.lambdas import compiled

ALL = cg.Run(keep=("regimes", "count", "payoffs", "probabilities"), route="conditions")


def random_game(rng: random.Random, rows: int, columns: int) -> cg.Game:
    def payoff() -> str:
        return f"{rng.randint(-9, 9)} + {rng.randint(-4, 4)}*x + {rng.randint(-4, 4)}*y + {rng.randint(-2, 2)}*x*y"

    return cg.Game.from_bimatrix(*([[payoff() for _ in range(columns)] for _ in range(rows)] for _ in range(2)))


def payoffs(game: cg.Game, sweep: cg.Sweep) -> tuple[Any, Any]:
    columns = np.meshgrid(*(axis.values for axis in sweep.axes), indexing="ij")
    flat = [column.ravel() for column in columns]
    rows, replies = game.strategies
    tables = [compiled([axis.symbol for axis in sweep.axes], [game.payoffs[r, c][i] for r in rows for c in replies])
              for i in range(2)]  # fmt: skip
    return tuple(np.array(table(*flat)).reshape(len(rows), len(replies), -1) for table in tables)


@pytest.mark.thorough
@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 3)])
def test_all_equilibria_are_those_of_the_batch(shape: tuple[int, int], rng: random.Random) -> None:
    game = random_game(rng, *shape)
    found = cg.sweep(game, {"x": (-2, 2, 23), "y": (-3, 3, 19)}, concept=cg.Nash(), run=ALL)
    batch = cg.batch.solve(*payoffs(game, found))
    sure = ~(found.near.ravel() | batch.degenerate)
    assert sure.sum() > 300
    assert (found.count.ravel()[sure] == batch.count[sure]).all()
    probabilities = found.probabilities.reshape(*found.probabilities.shape[:2], -1)
    sides = [batch.strategies(player) for player in (0, 1)]
    for place in rng.sample(list(np.flatnonzero(sure)), 60):
        own = probabilities[:, :, place]
        told = np.array(sorted(map(tuple, own[~np.isnan(own).any(axis=1)])))
        rows = [weights[games == place] for games, weights in sides]
        true = np.array(sorted(map(tuple, np.concatenate(rows, axis=1))))
        assert told == pytest.approx(true, abs=1e-7)


def test_outcomes_of_leadership_are_those_of_the_batch(rng: random.Random) -> None:
    game = random_game(rng, 4, 3)
    concept = cg.SubgamePerfect(order=("row", "column"))
    found = cg.sweep(game, {"x": (-2, 2, 23), "y": (-3, 3, 19)}, concept=concept, run=ALL)
    batch = cg.batch.leader_follower(*payoffs(game, found), leader=0, ties="all")
    sure = ~(found.near.ravel() | batch.degenerate)
    assert sure.sum() > 300
    assert (found.count.ravel()[sure] == batch.count[sure]).all()
    sides = [batch.strategies(player) for player in (0, 1)]
    told = found.regimes.ravel()
    for (place, row), column in zip(zip(*sides[0], strict=True), sides[1][1], strict=True):
        if sure[place]:
            assert f"{game.strategies[0][row.argmax()]}/{game.strategies[1][column.argmax()]}" in told[place]
