"""What can happen in a game with symbols: its possible equilibria, read as regimes, wherever that may be.

The exact maps decompose these conditions; sweeps compile them.  Both therefore speak of the same regimes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sympy

from coopgame.equilibria import Concept, Equilibrium, Indifference, Reading, Rule, readings
from coopgame.equilibria.joined import joined_regimes
from coopgame.errors import ParameterError
from coopgame.games import Situation


@dataclass(frozen=True)
class Between:
    """From the readings that hold at a point to the regimes of equilibria between extreme ones; pickles with a map.

    Attributes
    ----------
    strategies, equilibria, links, rule
        As for :func:`coopgame.equilibria.joined.joined_regimes`.
    places
        For each reading the place of its equilibrium, and its regime.
    """

    strategies: tuple[tuple[str, ...], ...]
    equilibria: tuple[Equilibrium, ...]
    links: tuple[tuple[int, int], ...]
    places: tuple[tuple[int, str], ...]
    rule: Rule

    def __call__(self, holding: frozenset[int]) -> frozenset[str]:
        """Return the regimes of what lies between the equilibria of the readings that hold."""
        named: dict[int, list[str]] = {}
        for place, regime in (self.places[i] for i in sorted(holding)):
            named.setdefault(place, []).append(regime)
        return joined_regimes(self.strategies, self.equilibria, self.links, named, self.rule)


@dataclass(frozen=True)
class Outlook:
    """The possible equilibria of a game with symbols and their regimes.

    Attributes
    ----------
    equilibria
        Everything that can be an equilibrium; those that exist only where further equations hold come last.
    usual
        How many of them need no further equations.
    readings
        The regimes of each, in the same order.
    owners
        For each reading the place of its equilibrium.
    indifferences
        The comparisons of payoffs that the conditions are made of.
    join
        What lies between extreme equilibria; None where they do not hang together.
    """

    equilibria: tuple[Equilibrium, ...]
    usual: int
    readings: tuple[Reading, ...]
    owners: tuple[int, ...]
    indifferences: tuple[Indifference, ...]
    join: Between | None

    def check_symbols(self, axes: Sequence[sympy.Symbol]) -> None:
        """Raise ParameterError if a condition of the rule names what is neither an axis nor has a value."""
        for reading in self.readings:
            unknown = sorted(s.name for s in reading.condition.free_symbols if s not in axes)
            if unknown:
                raise ParameterError(f"The regime rule uses {unknown[0]}, which is neither an axis nor has a value.")


def outlook(game: Situation, concept: Concept, rule: Rule, fixed: Mapping[sympy.Symbol, sympy.Rational]) -> Outlook:
    """Return the possible equilibria of a game with symbols, read by a rule."""
    found = concept.conditional(game)
    every = (*found.equilibria, *found.exceptional)
    each = [readings([equilibrium], rule, fixed) for equilibrium in every]
    table = tuple(reading for own in each for reading in own)
    owners = tuple(n for n, own in enumerate(each) for _ in own)
    join = None
    if found.links:
        places = tuple((n, reading.regime) for n, reading in zip(owners, table, strict=True))
        join = Between(game.strategies, every, (*found.links, *found.exceptional_links), places, rule)
    return Outlook(every, len(found.equilibria), table, owners, found.indifferences, join)
