"""From the masks of what holds at a point to its set of regimes and its number of equilibria."""

from __future__ import annotations

import json
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


@dataclass(frozen=True)
class Reader:
    """Reads masks: the bits are inside the space, each equilibrium, each reading with a condition of its own.

    Attributes
    ----------
    found
        What can happen.
    outcomes
        Its equilibria without doubles.
    """

    found: Outlook
    outcomes: tuple[Outcome, ...]

    def texts(self, masks: Array) -> Array:
        """Return for each row of a table of masks a text with the number of equilibria and the set of regimes."""
        bits = np.unpackbits(masks, axis=1).astype(bool)
        return np.array([_text(*self._read(row[0], row[1:])) for row in bits], dtype=np.bytes_)

    def _read(self, inside: bool, holding: Array) -> tuple[int, RegimeSet]:
        if not inside:
            return 0, None
        readings, after = [], len(self.found.equilibria)
        for n, (owner, reading) in enumerate(zip(self.found.owners, self.found.readings, strict=True)):
            own = reading.condition != sympy.true
            if holding[after if own else owner]:
                readings.append(n)
            after += own
        names = {self.found.readings[n].regime for n in readings}
        if self.found.join is not None and readings:
            names |= self.found.join(frozenset(readings))
        count = sum(any(holding[n] for n in outcome.places) for outcome in self.outcomes)
        return count, tuple(sorted(names))


def _text(count: int, regimes: RegimeSet) -> bytes:
    return json.dumps([count, regimes]).encode("ascii")


def read_text(text: bytes) -> tuple[int, RegimeSet]:
    """Return the number of equilibria and the set of regimes of a text.

    Examples
    --------
    >>> read_text(b'[2, ["capture", "cooperation"]]'), read_text(b"[0, null]")
    ((2, ('capture', 'cooperation')), (0, None))
    """
    count, regimes = json.loads(text)
    return int(count), None if regimes is None else tuple(str(name) for name in regimes)
