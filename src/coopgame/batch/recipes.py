"""How mixtures of corners follow from payoffs; corners that differ only in strategies and replies share a recipe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coopgame.batch.arrays import Floats, Indices, powers
from coopgame.batch.program import Classes, Corner, layout
from coopgame.batch.schedule import needed
from coopgame.batch.tracing import Tape

Place = tuple[int, int]
_RING: Final[dict[str, np.ufunc]] = {"mul": np.multiply, "add": np.add, "sub": np.subtract}


@dataclass(frozen=True)
class Recipe:
    """Probabilities from payoffs that were read, line by line.

    Attributes
    ----------
    size
        The number of strategies; of each, first come the payoffs of as many replies that tie.
    steps
        Operations: a difference has the position of its line, then of two payoffs; others have positions of steps.
    weights
        The steps that are the weights, up to sign.
    """

    size: int
    steps: tuple[tuple[str, tuple[int, ...]], ...]
    weights: tuple[int, ...]

    def probabilities(self, payoffs: Sequence[Floats]) -> Sequence[Floats | float]:
        """Return the probability of each strategy."""
        if self.size == 1:
            return [1.0]
        if self.size == 2:
            # Each weight is the difference in the other line.
            a, b, c, d = payoffs
            return _shares([np.abs(c - d), np.abs(a - b)])
        lines = [payoffs[k * self.size : (k + 1) * self.size] for k in range(self.size)]
        scales = [powers(reduce(np.maximum, line) - reduce(np.minimum, line)) for line in lines]
        numbers: list[Floats] = []
        for kind, sources in self.steps:
            if kind == "difference":
                line, first, second = sources
                numbers.append((payoffs[first] - payoffs[second]) * scales[line])
            else:
                numbers.append(_RING[kind](*(numbers[k] for k in sources)))
        return mixture([numbers[k] for k in self.weights], scales)


def mixture(values: Sequence[Floats], scales: Sequence[Floats]) -> list[Floats]:
    """Return probabilities from weights of one sign, each of which lacks the scale of its own line."""
    largest = reduce(np.maximum, scales)
    weights = [np.abs(v) * (s / largest) for v, s in zip(values, scales, strict=True)]
    return _shares(weights)


def _shares(weights: Sequence[Floats]) -> list[Floats]:
    total = reduce(np.add, weights)
    return [weight / total for weight in weights]


def _recipe(tape: Tape, corner: Corner) -> tuple[Recipe, tuple[Place, ...]]:
    """Return the recipe of a corner and where the payoffs are that it reads."""
    places = {(line, reply): k for k, (line, reply) in enumerate((i, c) for i in corner.support for c in corner.tied)}
    size = len(corner.support)
    if size <= 2:
        return Recipe(size, (), ()), tuple(places) if size == 2 else ()
    nodes = [e.node for e in corner.weights if e.node is not None]
    steps: list[tuple[str, tuple[int, ...]]] = []
    known: dict[int, int] = {}
    for node in needed(tape, nodes):
        kind, arguments = tape.nodes[node]
        if kind == "difference":
            _, line, *replies = arguments
            # A payoff may stand for one of those that are tied, with which it is identical.
            own = (places.setdefault((line, reply), len(places)) for reply in replies)
            steps.append((kind, (corner.support.index(line), *own)))
        else:
            steps.append((kind, tuple(known[k] for k in arguments)))
        known[node] = len(known)
    return Recipe(size, tuple(steps), tuple(known[k] for k in nodes)), tuple(places)


@dataclass(frozen=True)
class Use:
    """The pairs whose mixtures follow one recipe for the row player and one for the column player.

    Attributes
    ----------
    among
        For each pair, whether it is one of them.
    reads
        For each player, each payoff that is read and each pair: which of the lines and replies it is, counted through.
    support
        For each player, each strategy and each pair: which it is.
    """

    recipes: tuple[Recipe, Recipe]
    among: NDArray[np.bool_]
    reads: tuple[Indices, Indices]
    support: tuple[Indices, Indices]


@lru_cache(maxsize=128)
def uses(
    shape: tuple[int, int], classes: tuple[Classes, Classes] | None, pairs: tuple[tuple[int, int], ...]
) -> tuple[Use, ...]:
    """Return how the mixtures of all pairs follow from payoffs."""
    own = layout(shape, classes)
    made = [[_recipe(own.tape, corner) for corner in corners] for corners in own.corners]
    chosen: dict[tuple[Recipe, Recipe], list[int]] = {}
    for position, (left, right) in enumerate(pairs):
        chosen.setdefault((made[0][left][0], made[1][right][0]), []).append(position)

    def tables(positions: Sequence[int], side: int) -> tuple[Indices, Indices]:
        replies = shape[1 - side]
        corners = [pairs[p][side] for p in positions]
        reads = [[line * replies + reply for line, reply in made[side][c][1]] for c in corners]
        found = []
        for rows in (reads, [own.corners[side][c].support for c in corners]):
            table = np.zeros((len(rows[0]), len(pairs)), np.int64)
            table[:, positions] = np.array(rows, np.int64).T
            found.append(table)
        return found[0], found[1]

    every = []
    for recipes, positions in chosen.items():
        (reads, support), (further, other) = (tables(positions, side) for side in range(2))
        among = np.isin(np.arange(len(pairs)), positions)
        every.append(Use(recipes, among, (reads, further), (support, other)))
    return tuple(every)
