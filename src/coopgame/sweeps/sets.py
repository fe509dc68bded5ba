"""From the masks of what holds at a point to its set of regimes and its number of equilibria."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy

from coopgame.equilibria import Equilibrium
from coopgame.results.outlook import Outlook
from coopgame.sweeps.task import Array

RegimeSet = tuple[str, ...] | None


@dataclass(frozen=True)
class Outcome:
    """One equilibrium as far as it can be told apart: equilibria with the same mixtures are one outcome.

    Attributes
    ----------
    places
        The equilibria that it stands for.
    equilibrium
        The first of them.
    """

    places: tuple[int, ...]
    equilibrium: Equilibrium


def outcomes_of(equilibria: Sequence[Equilibrium]) -> tuple[Outcome, ...]:
    """Return the outcomes of possible equilibria, in the order in which they are met."""
    groups: dict[Any, list[int]] = {}
    for n, e in enumerate(equilibria):
        groups.setdefault((e.mixtures, e.beliefs, e.plans if e.is_pure and e.beliefs else ()), []).append(n)
    return tuple(Outcome(tuple(places), equilibria[places[0]]) for places in groups.values())


def weights_of(game: Any) -> tuple[tuple[str, str], ...]:
    """Return every player with each of its strategies, in the order of the game."""
    return tuple((p, s) for p, own in zip(game.players, game.strategies, strict=True) for s in own)


def payoffs_of(outcome: Outcome, game: Any) -> tuple[sympy.Expr, ...]:
    """Return what an outcome pays each player, ``nan`` where the concept does not say."""
    paid = outcome.equilibrium.payoffs
    return paid if len(paid) == len(game.players) else (sympy.nan,) * len(game.players)


def probabilities_of(outcome: Outcome, game: Any) -> tuple[sympy.Expr, ...]:
    """Return the probability of each strategy of each player in an outcome."""
    return tuple(sympy.sympify(outcome.equilibrium.mixture(p).get(s, 0)) for p, s in weights_of(game))


def read_masks(masks: Array, found: Outlook, outcomes: Sequence[Outcome]) -> tuple[list[RegimeSet], list[int]]:
    """Return for each row of a table of masks the set of regimes, and the number of equilibria.

    Parameters
    ----------
    masks
        Bytes in rows; the bits are: inside the space, each equilibrium, each reading with a condition of its own.
    found
        What can happen.
    outcomes
        Its equilibria without doubles.
    """
    bits = np.unpackbits(masks, axis=1).astype(bool)
    sets, counts = [], []
    for row in bits:
        holding = row[1:]
        if not row[0]:
            sets.append(None)
            counts.append(0)
            continue
        readings, after = [], len(found.equilibria)
        for n, (owner, reading) in enumerate(zip(found.owners, found.readings, strict=True)):
            own = reading.condition != sympy.true
            if holding[after if own else owner]:
                readings.append(n)
            after += own
        names = {found.readings[n].regime for n in readings}
        if found.join is not None and readings:
            names |= found.join(frozenset(readings))
        sets.append(tuple(sorted(names)))
        counts.append(sum(any(holding[n] for n in outcome.places) for outcome in outcomes))
    return sets, counts
