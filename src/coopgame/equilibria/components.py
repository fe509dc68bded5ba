"""Components of equilibrium sets, for games of numbers and for games with symbols.

The graph whose edges are the extreme equilibria is the same object in both; only what its ends are differs.  In a
game of numbers an end is a mixture.  With symbols it is a mixture together with what ties against it for all
parameters: two pairs that hang together only where some further equation holds have no common end, so what is listed
exists on open sets of parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction

from coopgame.bimatrix import NashSubset, components, nash_subsets
from coopgame.bimatrix.payoffs import Mixture as Vector
from coopgame.bimatrix.payoffs import Profile
from coopgame.equilibria.equilibrium import Component, Equilibrium, Mixture

Link = tuple[Hashable, Hashable]
Strategies = tuple[tuple[str, ...], ...]


#: How many candidates for Nash subsets of a game with symbols are examined.
BUDGET = 60


class _Graph:
    """Equilibria with their ends numbered; a number stands for an end as a vector with one entry."""

    def __init__(self, strategies: Strategies, equilibria: Sequence[Equilibrium], links: Sequence[Link]) -> None:
        self.strategies = strategies
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

    def spanned(self, subset: NashSubset) -> Component:
        members = [profile for profile in self.equilibria if profile[0] in subset.xs and profile[1] in subset.ys]
        return self.component(members, [subset])

    def component(self, profiles: Sequence[Profile], subsets: Sequence[NashSubset]) -> Component:
        spans = tuple(
            tuple(tuple(self.mixtures[k, end] for (end,) in side) for k, side in enumerate(subset))
            for subset in subsets
        )
        return Component(tuple(self.equilibria[profile] for profile in profiles), spans, self.strategies)


def subsets_as_components(
    strategies: Strategies,
    equilibria: Sequence[Equilibrium],
    links: Sequence[Link],
    possible: Callable[[Component], bool],
) -> tuple[Component, ...]:
    """Return as components the largest Nash subsets whose members exist together somewhere.

    After :data:`BUDGET` candidates the rest is split into single equilibria: nothing is lost, but what hangs together
    may be listed apart.

    Parameters
    ----------
    strategies
        Of both players.
    equilibria
        Extreme equilibria of a two-player game with symbols.
    links
        For each of them its two ends.
    possible
        Whether the members of a component exist together somewhere; a single equilibrium always does.
    """
    graph = _Graph(strategies, equilibria, links)
    waiting, seen, kept = list(nash_subsets(graph.profiles)), set[NashSubset](), list[NashSubset]()
    while waiting:
        subset = waiting.pop(0)
        if subset in seen or any(_inside(subset, other) for other in kept):
            continue
        seen.add(subset)
        if len(subset.xs) == len(subset.ys) == 1 or (len(seen) <= BUDGET and possible(graph.spanned(subset))):
            kept.append(subset)
        elif len(seen) > BUDGET:
            waiting += [NashSubset((x,), (y,)) for x in subset.xs for y in subset.ys]
        else:
            waiting += [NashSubset(_without(subset.xs, x), subset.ys) for x in subset.xs if len(subset.xs) > 1]
            waiting += [NashSubset(subset.xs, _without(subset.ys, y)) for y in subset.ys if len(subset.ys) > 1]
    maximal = [s for s in kept if not any(s != other and _inside(s, other) for other in kept)]
    return tuple(graph.spanned(subset) for subset in sorted(maximal, reverse=True))


def _without(side: tuple[Vector, ...], vector: Vector) -> tuple[Vector, ...]:
    return tuple(other for other in side if other != vector)


def _inside(small: NashSubset, large: NashSubset) -> bool:
    return set(small.xs) <= set(large.xs) and set(small.ys) <= set(large.ys)


def connected_components(
    strategies: Strategies, equilibria: Sequence[Equilibrium], links: Sequence[Link]
) -> tuple[Component, ...]:
    """Return the connected components of the equilibrium set, each with its maximal Nash subsets.

    Parameters
    ----------
    strategies
        Of both players.
    equilibria
        All extreme equilibria of a two-player game.
    links
        For each of them its two ends.
    """
    graph = _Graph(strategies, equilibria, links)
    groups = components(graph.profiles, nash_subsets(graph.profiles))
    return tuple(graph.component(group.equilibria, group.subsets) for group in groups)
