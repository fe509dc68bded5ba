"""How extreme equilibria hang together: maximal Nash subsets and connected components.

Extreme equilibria are the edges of a bipartite graph between mixtures of the two players.  A set X of mixtures of one
and a set Y of the other of which every pair is an equilibrium spans a set conv(X) × conv(Y) of equilibria; the
largest such pairs are the maximal Nash subsets, and their connected unions the components.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from coopgame.equilibria.equilibrium import Component, Equilibrium, Mixture

Link = tuple[Hashable, Hashable]
Subset = tuple[tuple[int, ...], tuple[int, ...]]


def maximal_subsets(edges: Sequence[tuple[int, int]]) -> tuple[Subset, ...]:
    """Return the maximal complete bipartite subgraphs of a graph, each with its members on both sides.

    Every maximal one is closed: its right side is what all of its left side is joined to, and the other way round;
    closing the intersections of neighbourhoods reaches all of them.

    Examples
    --------
    >>> maximal_subsets([(0, 0), (0, 1), (1, 1)])
    (((0,), (0, 1)), ((0, 1), (1,)))
    """
    neighbours: dict[int, frozenset[int]] = {}
    for left, right in edges:
        neighbours[left] = neighbours.get(left, frozenset()) | {right}
    closed: set[frozenset[int]] = set()
    frontier = set(neighbours.values())
    while frontier:
        closed |= frontier
        frontier = {a & b for a in frontier for b in closed if a & b} - closed
    found = []
    for right_side in closed:
        left_side = tuple(sorted(left for left, own in neighbours.items() if own >= right_side))
        found.append((left_side, tuple(sorted(right_side))))
    return tuple(sorted(found))


def _indexed(links: Sequence[Link]) -> list[tuple[int, int]]:
    """Return the links with their ends numbered, on each side in the order in which they occur."""
    numbers: tuple[dict[Hashable, int], dict[Hashable, int]] = ({}, {})
    return [(numbers[0].setdefault(a, len(numbers[0])), numbers[1].setdefault(b, len(numbers[1]))) for a, b in links]


def nash_subsets(equilibria: Sequence[Equilibrium], links: Sequence[Link]) -> tuple[Component, ...]:
    """Return every maximal Nash subset as a component of its own.

    Parameters
    ----------
    equilibria
        Extreme equilibria of a two-player game.
    links
        For each of them its two ends; equilibria with a common end share a mixture and what is tied against it.
    """
    edges = _indexed(links)
    return tuple(_component(equilibria, edges, (subset,)) for subset in maximal_subsets(edges))


def connected_components(equilibria: Sequence[Equilibrium], links: Sequence[Link]) -> tuple[Component, ...]:
    """Return the connected components of the equilibrium set, each with its maximal Nash subsets.

    References
    ----------
    Avis, Rosenberg, Savani and von Stengel (2010), Enumeration of Nash equilibria for two-player games, section 3.
    """
    edges = _indexed(links)
    groups: list[list[Subset]] = []
    for subset in maximal_subsets(edges):
        touching = [g for g in groups if any(set(s[k]) & set(subset[k]) for s in g for k in (0, 1))]
        groups = [g for g in groups if g not in touching] + [[s for g in touching for s in g] + [subset]]
    return tuple(_component(equilibria, edges, tuple(sorted(group))) for group in sorted(groups, key=min))


def _component(
    equilibria: Sequence[Equilibrium], edges: Sequence[tuple[int, int]], subsets: tuple[Subset, ...]
) -> Component:
    members = [e for e, (i, j) in zip(equilibria, edges, strict=True) if any(i in s[0] and j in s[1] for s in subsets)]
    mixtures: tuple[dict[int, Mixture], dict[int, Mixture]] = ({}, {})
    for e, ends in zip(equilibria, edges, strict=True):
        for k in (0, 1):
            mixtures[k][ends[k]] = e.mixtures[k]
    spans = tuple(tuple(tuple(mixtures[k][i] for i in s[k]) for k in (0, 1)) for s in subsets)
    return Component(tuple(members), spans)
