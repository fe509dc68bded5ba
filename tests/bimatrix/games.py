"""Random two-player games of the kinds that go wrong, and the games of the literature."""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).parents[1] / "data"
Matrix = list[list[Fraction]]


class Bimatrix(NamedTuple):
    A: Matrix
    B: Matrix


def scaled(n: int) -> int:
    """Return how many cases to try instead of n."""
    return n * int(os.environ.get("COOPGAME_TEST_SCALE", "1"))


def transpose(matrix: Matrix) -> Matrix:
    return [list(column) for column in zip(*matrix, strict=True)]


def without(row: list[Fraction], k: int) -> list[Fraction]:
    return row[:k] + row[k + 1 :]


def _matrix(rng: random.Random, m: int, n: int, low: int, high: int, denominators: tuple[int, ...] = (1,)) -> Matrix:
    return [[Fraction(rng.randint(low, high), rng.choice(denominators)) for _ in range(n)] for _ in range(m)]


def _small(rng: random.Random, m: int, n: int) -> Bimatrix:
    high = rng.randint(1, 3)
    return Bimatrix(_matrix(rng, m, n, 0, high), _matrix(rng, m, n, 0, high))


def _wide(rng: random.Random, m: int, n: int) -> Bimatrix:
    return Bimatrix(_matrix(rng, m, n, -999, 999), _matrix(rng, m, n, -(10**12), 10**12))


def _rational(rng: random.Random, m: int, n: int) -> Bimatrix:
    return Bimatrix(_matrix(rng, m, n, -6, 6, (1, 2, 3, 7)), _matrix(rng, m, n, -6, 6, (1, 2, 5)))


def _zero_sum(rng: random.Random, m: int, n: int) -> Bimatrix:
    A = _matrix(rng, m, n, 0, rng.choice((1, 2, 5, 999)))
    return Bimatrix(A, [[-a for a in row] for row in A])


def _duplicated(rng: random.Random, m: int, n: int) -> Bimatrix:
    A, B = _small(rng, m, n)
    i, k = rng.randrange(m), rng.randrange(m)
    A[i] = list(A[k])
    B[i] = list(B[k])
    return Bimatrix(A, B)


def _dominated(rng: random.Random, m: int, n: int) -> Bimatrix:
    A, B = rng.choice((_small, _wide))(rng, m, n)
    i, k = rng.randrange(m), rng.randrange(m)
    if i != k:
        A[i] = [a - rng.randint(0, 2) for a in A[k]]  # weakly where 0 is drawn, strictly elsewhere
    return Bimatrix(A, B)


KINDS = (_small, _wide, _rational, _zero_sum, _duplicated, _dominated)


def random_game(rng: random.Random, largest: int = 5, smallest: int = 1) -> Bimatrix:
    """Return a game of up to ``largest`` rows and columns, as often degenerate as not."""
    return random_game_of_size(rng, rng.randint(smallest, largest), rng.randint(smallest, largest))


def random_game_of_size(rng: random.Random, m: int, n: int) -> Bimatrix:
    return rng.choice(KINDS)(rng, m, n)


def random_games(rng: random.Random, count: int, largest: int = 5, smallest: int = 1) -> Iterator[Bimatrix]:
    return (random_game(rng, largest, smallest) for _ in range(scaled(count)))


def golden_games() -> list[dict[str, Any]]:
    with gzip.open(DATA / "golden_games.json.gz", "rt", encoding="utf-8") as file:
        games: list[dict[str, Any]] = json.load(file)["games"]
    return games


def published_games() -> list[dict[str, Any]]:
    games: list[dict[str, Any]] = json.loads((DATA / "published_games.json").read_text(encoding="utf-8"))["games"]
    for game in games:
        game.update({name: [[Fraction(entry) for entry in row] for row in game[name]] for name in "AB"})
    return games


def mixture(*weights: int | str) -> tuple[Fraction, ...]:
    return tuple(Fraction(weight) for weight in weights)
