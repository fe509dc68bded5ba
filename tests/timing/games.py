"""Random games of small numbers, with and without symbols, so that ties are common."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

import coopgame as cg
from coopgame.equilibria.solve import space_of


def names(sizes: tuple[int, ...]) -> list[list[str]]:
    return [[f"{'abc'[i]}{k}" for k in range(n)] for i, n in enumerate(sizes)]


@st.composite
def games(draw: st.DrawFn, players: int = 2, most: int = 3, entries: Any = None) -> cg.Game:
    """Return a game; entries are payoffs, small integers unless given."""
    sizes = tuple(draw(st.integers(1 if most > 2 else 2, most)) for _ in range(players))
    sets = names(sizes)
    payoff = st.integers(-3, 3) if entries is None else entries
    profiles = list(itertools.product(*sets))
    rows = draw(st.lists(payoff, min_size=len(profiles) * players, max_size=len(profiles) * players))
    table = {s: tuple(rows[k * players : (k + 1) * players]) for k, s in enumerate(profiles)}
    return cg.Game([f"player{i}" for i in range(players)], sets, table)


#: Payoffs some of which contain a parameter.
SYMBOLIC = st.one_of(st.integers(-2, 2), st.sampled_from(["x", "-x", "1 + x", "x + y", "2*x - y", "y"]))
FACTORS = st.fractions(0, Fraction(19, 20), max_denominator=20)


def fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def payoffs_of(game: cg.Game) -> dict[tuple[str, ...], tuple[Fraction, ...]]:
    return {s: tuple(map(fraction, row)) for s, row in game.payoffs.items()}


def matrices(game: cg.Game) -> list[list[list[Fraction]]]:
    table = payoffs_of(game)
    rows, columns = game.strategies
    return [[[table[r, c][i] for c in columns] for r in rows] for i in range(2)]


def unsimplified(game: Any, concept: Any) -> cg.EquilibriumSet:
    """Return what can be an equilibrium with the conditions as the concept states them, which takes less time."""
    space = space_of(game)
    found = concept.conditional(game)
    every = (*found.equilibria, *found.exceptional)
    return cg.EquilibriumSet(game, concept, space, every, tuple(map(cg.Component.single, every)))
