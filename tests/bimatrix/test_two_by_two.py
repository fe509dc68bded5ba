"""All ordinal 2×2 games, with and without ties: how many kinds there are, and what their equilibria look like.

Two things are counted for games with ties.

*Preference patterns*: for each player and each strategy of the other, which of the two own strategies is better, or
neither; 3⁴ = 81 of them.  Up to the order of rows and columns they are 24, and up to the names of the players as well
15.  Borm (1987), A classification of 2×2 bimatrix games, Cahiers du Centre d'Études de Recherche Opérationnelle
29:69–84, is the classic classification of this kind; fifteen classes by preferences are also those of Boros,
Elbassioni, Gurvich, Makino and Oudalov (2016), International Journal of Game Theory 45:1111–1131.

*Shapes of the equilibrium set*: its maximal Nash subsets, with every extreme point said only to be the first strategy,
the second, or a mixture.  They are 38, up to the order of rows and columns 14, and up to the names of the players as
well 10.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import permutations, product

import pytest

from coopgame.bimatrix import extreme_equilibria, extreme_equilibria_by_supports, nash_subsets

from .brute import extreme_equilibria_2xn
from .games import Bimatrix

WEAK = [order for order in product(range(4), repeat=4) if set(order) == set(range(len(set(order))))]
STRICT = list(permutations((1, 2, 3, 4)))


def bimatrix(a, b):
    return Bimatrix(*([list(map(Fraction, order[:2])), list(map(Fraction, order[2:]))] for order in (a, b)))


def strict_relabelled(game, *, swap):
    """Yield a pair of orders, read row by row, with rows and columns in every order, and the players too if wished."""
    a, b = game
    for players in ((a, b), (tuple(b[k] for k in (0, 2, 1, 3)), tuple(a[k] for k in (0, 2, 1, 3)))):
        for order in ((0, 1, 2, 3), (2, 3, 0, 1), (1, 0, 3, 2), (3, 2, 1, 0)):
            yield tuple(tuple(payoffs[k] for k in order) for payoffs in players)
        if not swap:
            return


def pattern(a, b):
    return tuple((u > v) - (u < v) for u, v in ((a[0], a[2]), (a[1], a[3]), (b[0], b[1]), (b[2], b[3])))


def patterns_relabelled(signs, *, swap):
    s, t = signs[:2], signs[2:]

    def minus(pair):
        return (-pair[0], -pair[1])

    for rows, columns in ((s, t), (t, s)):
        yield rows + columns
        yield minus(rows) + columns[::-1]
        yield rows[::-1] + minus(columns)
        yield minus(rows[::-1]) + minus(columns[::-1])
        if not swap:
            return


def shape(profiles):
    def place(point):
        return {0: "second", 1: "first"}.get(point[0], "mixed")

    return frozenset(tuple(frozenset(map(place, side)) for side in subset) for subset in nash_subsets(profiles))


OTHER = {"first": "second", "second": "first", "mixed": "mixed"}


def shapes_relabelled(subsets, *, swap):
    def renamed(side, turn):
        return frozenset(OTHER[place] for place in side) if turn else side

    for turns in product((False, True), repeat=2):
        turned = frozenset(tuple(renamed(s, t) for s, t in zip(subset, turns, strict=True)) for subset in subsets)
        yield turned
        if swap:
            yield frozenset(subset[::-1] for subset in turned)


def classes(things, relabelled, *, swap):
    return {frozenset(relabelled(thing, swap=swap)) for thing in things}


def shape_of_pattern():
    found = {}
    for a, b in product(WEAK, repeat=2):
        game = bimatrix(a, b)
        profiles = extreme_equilibria(*game)
        assert set(profiles) == extreme_equilibria_2xn(game), game
        assert profiles == extreme_equilibria_by_supports(*game), game
        found.setdefault(pattern(a, b), set()).add(shape(profiles))
    assert all(len(shapes) == 1 for shapes in found.values())  # the shape depends on nothing but the pattern
    return {signs: shapes.pop() for signs, shapes in found.items()}


@pytest.mark.thorough
def test_games_with_ties():
    found = shape_of_pattern()
    patterns, shapes = set(found), set(found.values())
    for signs, subsets in found.items():
        others = {found[other] for other in patterns_relabelled(signs, swap=True)}
        assert others == set(shapes_relabelled(subsets, swap=True))
    assert len(WEAK) == 75
    assert len(patterns) == 81
    assert len(classes(patterns, patterns_relabelled, swap=False)) == 24
    assert len(classes(patterns, patterns_relabelled, swap=True)) == 15
    assert len(shapes) == 38
    assert len(classes(shapes, shapes_relabelled, swap=False)) == 14
    assert len(classes(shapes, shapes_relabelled, swap=True)) == 10


def test_strict_games():
    """576 games, 144 up to the order of strategies, 78 up to the names of players, 12 of them symmetric.

    Rapoport and Guyer (1966), A taxonomy of 2×2 games, General Systems 11:203–214.
    """
    games = set(product(STRICT, repeat=2))
    ordered = classes(games, strict_relabelled, swap=False)
    unnamed = classes(games, strict_relabelled, swap=True)
    assert (len(games), len(ordered), len(unnamed)) == (576, 144, 78)
    assert len(ordered & unnamed) == 12  # swapping the players of a symmetric game gives no new one

    def kind(game):
        profiles = extreme_equilibria(*bimatrix(*game))
        return len(profiles), sum(x[0] in (0, 1) and y[0] in (0, 1) for x, y in profiles)

    counts = [
        Counter(kind(min(own)) for own in family) for family in ({frozenset({g}) for g in games}, ordered, unnamed)
    ]
    assert counts[0] == {(1, 1): 432, (3, 2): 72, (1, 0): 72}
    assert counts[1] == {(1, 1): 108, (3, 2): 18, (1, 0): 18}
    assert counts[2] == {(1, 1): 57, (3, 2): 12, (1, 0): 9}
    assert Counter(kind(min(own)) for own in ordered & unnamed) == {(1, 1): 6, (3, 2): 6}
