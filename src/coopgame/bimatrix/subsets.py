"""How extreme equilibria hang together: maximal Nash subsets and connected components.

Extreme equilibria (x, y) are the edges of a bipartite graph between mixtures of the row and of the column player.
When every pair of a set X with a set Y is an equilibrium, so is every point of conv(X) × conv(Y).  The maximal such
products are the maximal Nash subsets; the set of all equilibria is their union, and its connected components are those
of the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coopgame.bimatrix.payoffs import Mixture, Profile
from coopgame.errors import UnsupportedError

BUDGET = 20_000


class NashSubset(NamedTuple):
    """A maximal product of two convex sets of which every point is a Nash equilibrium.

    Attributes
    ----------
    xs, ys
        The extreme points of the two sets, in decreasing lexicographic order.
    """

    xs: tuple[Mixture, ...]
    ys: tuple[Mixture, ...]


class Component(NamedTuple):
    """A connected component of the set of Nash equilibria.

    Attributes
    ----------
    equilibria
        Its extreme equilibria, in decreasing lexicographic order.
    subsets
        The maximal Nash subsets of which it is the union, in the order in which they were given.
    """

    equilibria: tuple[Profile, ...]
    subsets: tuple[NashSubset, ...]


def _graph(equilibria: Sequence[Profile]) -> tuple[dict[Mixture, int], list[Mixture]]:
    """Return every x with the y's that it is joined to as the bits of an integer, and the y's in the bits' order."""
    ys = sorted({y for _, y in equilibria}, reverse=True)
    bits = {y: 1 << k for k, y in enumerate(ys)}
    joined = dict.fromkeys(sorted({x for x, _ in equilibria}, reverse=True), 0)
    for x, y in equilibria:
        joined[x] |= bits[y]
    return joined, ys


def _common_neighbours(neighbourhoods: Iterable[int], budget: int) -> set[int]:
    """Return all non-empty intersections of sets that are given as the bits of integers."""
    closed: set[int] = set()
    for own in neighbourhoods:
        closed |= {own & other for other in closed}
        closed.add(own)
        if len(closed) > budget:
            raise UnsupportedError(
                f"The equilibria have more maximal Nash subsets than the budget of {budget}. Pass a larger budget="
            )
    closed.discard(0)
    return closed


def nash_subsets(equilibria: Sequence[Profile], *, budget: int = BUDGET) -> tuple[NashSubset, ...]:
    """Return the maximal Nash subsets of a game: the maximal bicliques of the graph of its extreme equilibria.

    A biclique is maximal iff its right side is everything to which all of its left side is joined, and the other way
    round. Right sides are therefore exactly the non-empty intersections of neighbourhoods.

    Parameters
    ----------
    equilibria
        All extreme equilibria of the game.
    budget
        The largest number of subsets to accept; it can grow exponentially with the number of equilibria.

    Returns
    -------
    tuple of NashSubset
        Each has all its extreme points; in decreasing lexicographic order.

    Raises
    ------
    UnsupportedError
        When there are more subsets than the budget allows.

    References
    ----------
    Avis, Rosenberg, Savani and von Stengel (2010), Enumeration of Nash equilibria for two-player games, Economic Theory
    42:9–37.

    Examples
    --------
    >>> from coopgame.bimatrix import extreme_equilibria
    >>> for xs, ys in nash_subsets(extreme_equilibria([[1, 1], [1, 0]], [[1, 1], [1, 0]])):
    ...     print(*(f"({p}, {q})" for p, q in xs), "×", *(f"({p}, {q})" for p, q in ys))
    (1, 0) (0, 1) × (1, 0)
    (1, 0) × (1, 0) (0, 1)
    """
    joined, ys = _graph(equilibria)
    found = [
        NashSubset(
            tuple(x for x, own in joined.items() if own & common == common),
            tuple(y for k, y in enumerate(ys) if common >> k & 1),
        )
        for common in _common_neighbours(joined.values(), budget)
    ]
    return tuple(sorted(found, reverse=True))


def _groups(neighbourhoods: Iterable[int]) -> list[int]:
    """Return the unions of sets, given as the bits of integers, that hang together."""
    groups: list[int] = []
    for own in neighbourhoods:
        apart = []
        for other in groups:
            if own & other:
                own |= other
            else:
                apart.append(other)
        groups = [*apart, own]
    return groups


def components(equilibria: Sequence[Profile], subsets: Sequence[NashSubset]) -> tuple[Component, ...]:
    """Return the connected components of the set of Nash equilibria of a game.

    Parameters
    ----------
    equilibria
        All extreme equilibria of the game.
    subsets
        Its maximal Nash subsets, as :func:`nash_subsets` returns them.

    Returns
    -------
    tuple of Component
        In decreasing lexicographic order of their first equilibria.

    References
    ----------
    Avis, Rosenberg, Savani and von Stengel (2010), Enumeration of Nash equilibria for two-player games, Economic Theory
    42:9–37.

    Examples
    --------
    >>> from coopgame.bimatrix import extreme_equilibria
    >>> equilibria = extreme_equilibria([[1, 0], [0, 0]], [[1, 0], [0, 0]])
    >>> [len(component.equilibria) for component in components(equilibria, nash_subsets(equilibria))]
    [1, 1]
    """
    joined, ys = _graph(equilibria)
    groups = _groups(joined.values())
    group = {y: next(own for own in groups if own >> k & 1) for k, y in enumerate(ys)}
    members: dict[int, list[Profile]] = {}
    for x, y in sorted(equilibria, reverse=True):
        members.setdefault(group[y], []).append((x, y))
    parts: dict[int, list[NashSubset]] = {own: [] for own in groups}
    for subset in subsets:
        parts[group[subset.ys[0]]].append(subset)
    return tuple(Component(tuple(own), tuple(parts[key])) for key, own in members.items())
