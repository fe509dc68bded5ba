"""Components of equilibrium sets, for games of numbers and for games with symbols.

The graph whose edges are the extreme equilibria is the same object in both; only what its ends are differs.  In a
game of numbers an end is a mixture.  With symbols it is a mixture together with what ties against it for all
parameters: two pairs that hang together only where some further equation holds have no common end, so what is listed
exists on open sets of parameters.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction

from coopgame.bimatrix import NashSubset, components, nash_subsets
from coopgame.bimatrix.payoffs import Profile
from coopgame.equilibria.equilibrium import Component, Equilibrium, Mixture

Link = tuple[Hashable, Hashable]


class _Graph:
    """Equilibria with their ends numbered; a number stands for an end as a vector with one entry."""

    def __init__(self, equilibria: Sequence[Equilibrium], links: Sequence[Link]) -> None:
        numbers: tuple[dict[Hashable, int], dict[Hashable, int]] = ({}, {})
        self.mixtures: dict[tuple[int, Fraction], Mixture] = {}
        self.equilibria: dict[Profile, Equilibrium] = {}
        for equilibrium, link in zip(equilibria, links, strict=True):
            # Sets come back in decreasing order, so falling numbers keep the order in which equilibria were given.
            ends = [Fraction(-numbers[k].setdefault(link[k], len(numbers[k]))) for k in (0, 1)]
            self.equilibria[(ends[0],), (ends[1],)] = equilibrium
            self.mixtures |= {(k, ends[k]): equilibrium.mixtures[k] for k in (0, 1)}

    @property
    def profiles(self) -> list[Profile]:
        return list(self.equilibria)

    def component(self, profiles: Sequence[Profile], subsets: Sequence[NashSubset]) -> Component:
        spans = tuple(
            tuple(tuple(self.mixtures[k, end] for (end,) in side) for k, side in enumerate(subset))
            for subset in subsets
        )
        return Component(tuple(self.equilibria[profile] for profile in profiles), spans)


def subsets_as_components(equilibria: Sequence[Equilibrium], links: Sequence[Link]) -> tuple[Component, ...]:
    """Return every maximal Nash subset as a component of its own.

    Parameters
    ----------
    equilibria
        Extreme equilibria of a two-player game.
    links
        For each of them its two ends.
    """
    graph = _Graph(equilibria, links)
    found = []
    for subset in nash_subsets(graph.profiles):
        members = [profile for profile in graph.profiles if profile[0] in subset.xs and profile[1] in subset.ys]
        found.append(graph.component(members, [subset]))
    return tuple(found)


def connected_components(equilibria: Sequence[Equilibrium], links: Sequence[Link]) -> tuple[Component, ...]:
    """Return the connected components of the equilibrium set, each with its maximal Nash subsets.

    Parameters
    ----------
    equilibria
        All extreme equilibria of a two-player game.
    links
        For each of them its two ends.
    """
    graph = _Graph(equilibria, links)
    groups = components(graph.profiles, nash_subsets(graph.profiles))
    return tuple(graph.component(group.equilibria, group.subsets) for group in groups)
