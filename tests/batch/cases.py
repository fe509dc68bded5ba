"""Batches of games, and what exact arithmetic says of them."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

import coopgame as cg
from coopgame.bimatrix import extreme_equilibria
from tests.bimatrix.games import Bimatrix, random_game_of_size

Floats = NDArray[np.float64]
SHAPES = [(m, n) for m in (2, 3, 4) for n in (2, 3, 4)]


def stacked(games: list[Bimatrix]) -> tuple[Floats, Floats]:
    A, B = (np.array([[[float(v) for v in row] for row in g[k]] for g in games]) for k in range(2))
    return np.ascontiguousarray(A.transpose(1, 2, 0)), np.ascontiguousarray(B.transpose(1, 2, 0))


def mixed_batch(rng: random.Random, shape: tuple[int, int], count: int) -> tuple[Floats, Floats]:
    """Games of all kinds that go wrong, and as many with payoffs of a normal distribution."""
    A, B = stacked([random_game_of_size(rng, *shape) for _ in range(count - count // 2)])
    normal = np.random.default_rng(rng.getrandbits(32)).standard_normal((2, *shape, count // 2))
    return np.concatenate([A, normal[0]], axis=2), np.concatenate([B, normal[1]], axis=2)


def exact(A: Floats, B: Floats, game: int) -> list[Any]:
    def fractions(array: Floats) -> list[list[Fraction]]:
        return [[Fraction(float(v)) for v in row] for row in array[:, :, game]]

    return sorted(extreme_equilibria(fractions(A), fractions(B)))


def same(found: list[Any], wanted: list[Any], within: float = 1e-6) -> bool:
    """Whether two lists of pairs of mixtures are the same, in any order; supports must be equal."""
    if len(found) != len(wanted):
        return False
    left = [[float(w) for z in pair for w in z] for pair in wanted]
    for pair in found:
        own = [float(w) for z in pair for w in z]
        near = [k for k, other in enumerate(left) if np.allclose(own, other, rtol=within, atol=within)]
        if not near:
            return False
        left.pop(min(near, key=lambda k: sum(abs(a - b) for a, b in zip(own, left[k], strict=True))))
    return True


def differences(A: Floats, B: Floats, **options: Any) -> list[int]:
    """Return the games that are not flagged but wrong, or wrong when completed."""
    found = cg.batch.solve(A, B, **options)
    every = found.completed()
    wrong = []
    for game in range(found.games):
        wanted = exact(A, B, game)
        first_right = not found.complete[game] or same(found.equilibria(game), wanted)
        if not (first_right and same(every.equilibria(game), wanted) and found.count[game] >= 0):
            wrong.append(game)
    assert every.complete.all()
    return wrong
