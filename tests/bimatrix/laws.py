"""Laws of equilibrium sets: each takes a game, calls the package by its public names, and asserts."""

from __future__ import annotations

import random
from fractions import Fraction

from coopgame import bimatrix

from .brute import extreme_equilibria_2xn, grid, in_hull, is_equilibrium
from .games import Bimatrix, transpose, without


def returned_profiles_are_equilibria(game: Bimatrix) -> None:
    found = bimatrix.extreme_equilibria(*game)
    assert found, f"no equilibrium in {game}; Nash's theorem promises one"
    assert list(found) == sorted(set(found), reverse=True)
    for x, y in found:
        assert bimatrix.regrets(*game, x, y) == (0, 0), (game, x, y)


def algorithms_agree(game: Bimatrix) -> None:
    assert bimatrix.extreme_equilibria(*game) == bimatrix.extreme_equilibria_by_supports(*game), game


def agrees_with_brute_force(game: Bimatrix) -> None:
    expected = tuple(sorted(extreme_equilibria_2xn(game), reverse=True))
    assert bimatrix.extreme_equilibria(*game) == expected, game
    assert bimatrix.extreme_equilibria_by_supports(*game) == expected, game


def permutation(game: Bimatrix, rng: random.Random) -> None:
    """Strategies listed in another order are played with the same weights."""
    rows, columns = list(range(len(game.A))), list(range(len(game.A[0])))
    rng.shuffle(rows)
    rng.shuffle(columns)
    other = Bimatrix(*([[matrix[i][j] for j in columns] for i in rows] for matrix in game))
    expected = {
        (tuple(x[i] for i in rows), tuple(y[j] for j in columns)) for x, y in bimatrix.extreme_equilibria(*game)
    }
    assert set(bimatrix.extreme_equilibria(*other)) == expected, (game, other)


def player_swap(game: Bimatrix) -> None:
    other = Bimatrix(transpose(game.B), transpose(game.A))
    expected = {(y, x) for x, y in bimatrix.extreme_equilibria(*game)}
    assert set(bimatrix.extreme_equilibria(*other)) == expected, (game, other)


def positive_affine_changes(game: Bimatrix, rng: random.Random) -> None:
    """A player's payoffs may be scaled, and shifted against each strategy of the other, without a change."""

    def changed(matrix: list[list[Fraction]]) -> list[list[Fraction]]:
        scale = Fraction(rng.randint(1, 9), rng.randint(1, 9))
        shifts = [Fraction(rng.randint(-9, 9), rng.randint(1, 9)) for _ in matrix[0]]
        return [[scale * entry + shift for entry, shift in zip(row, shifts, strict=True)] for row in matrix]

    other = Bimatrix(changed(game.A), transpose(changed(transpose(game.B))))
    assert bimatrix.extreme_equilibria(*other) == bimatrix.extreme_equilibria(*game), (game, other)


def duplicated_row(game: Bimatrix, rng: random.Random) -> None:
    """A copy of a row, put anywhere, takes all or nothing of its weight at an extreme equilibrium."""
    k, at = rng.randrange(len(game.A)), rng.randint(0, len(game.A))
    other = Bimatrix(*([*matrix[:at], matrix[k], *matrix[at:]] for matrix in game))
    expected = set()
    for x, y in bimatrix.extreme_equilibria(*game):
        moved = [Fraction(0) if i == k else p for i, p in enumerate(x)]
        expected |= {((*x[:at], Fraction(0), *x[at:]), y), ((*moved[:at], x[k], *moved[at:]), y)}
    assert set(bimatrix.extreme_equilibria(*other)) == expected, (game, other)


def dominated_row(game: Bimatrix, rng: random.Random) -> None:
    """A strictly dominated row is never played, wherever it stands and whatever it means to the opponent."""
    k, better = rng.randint(0, len(game.A)), rng.choice(game.A)
    worse = [a - Fraction(rng.randint(1, 9), rng.randint(1, 9)) for a in better]
    noise = [Fraction(rng.randint(-9, 9)) for _ in better]
    other = Bimatrix([*game.A[:k], worse, *game.A[k:]], [*game.B[:k], noise, *game.B[k:]])
    found = bimatrix.extreme_equilibria(*other)
    assert all(x[k] == 0 for x, _ in found), (game, other)
    shorter = tuple((tuple(without(list(x), k)), y) for x, y in found)
    assert shorter == bimatrix.extreme_equilibria(*game), (game, other)


def _combination(points: tuple[tuple[Fraction, ...], ...], rng: random.Random) -> tuple[Fraction, ...]:
    weights = [rng.randint(0, 5) for _ in points]
    weights[rng.randrange(len(points))] += 1
    return tuple(
        sum((w * p[i] for w, p in zip(weights, points, strict=True)), Fraction()) / sum(weights)
        for i in range(len(points[0]))
    )


def subsets_consist_of_equilibria(game: Bimatrix, rng: random.Random) -> None:
    for xs, ys in bimatrix.nash_subsets(bimatrix.extreme_equilibria(*game)):
        for _ in range(3):
            x, y = _combination(xs, rng), _combination(ys, rng)
            assert bimatrix.regrets(*game, x, y) == (0, 0), (game, x, y)


def subsets_contain_all_equilibria(game: Bimatrix, steps: int = 4) -> None:
    """A profile, extreme or on a grid, is an equilibrium iff it lies in a maximal Nash subset."""
    found = bimatrix.extreme_equilibria(*game)
    subsets = bimatrix.nash_subsets(found)
    xs = {x for x, _ in found} | set(grid(len(game.A), steps))
    ys = {y for _, y in found} | set(grid(len(game.A[0]), steps))
    inside_x = {x: [in_hull(x, subset.xs) for subset in subsets] for x in xs}
    inside_y = {y: [in_hull(y, subset.ys) for subset in subsets] for y in ys}
    for x in xs:
        for y in ys:
            inside = any(a and b for a, b in zip(inside_x[x], inside_y[y], strict=True))
            assert inside == is_equilibrium(game, x, y), (game, x, y)


def subsets_are_maximal(game: Bimatrix) -> None:
    """No subset takes another extreme point on either side, none contains another, and together they hold all edges."""
    found = set(bimatrix.extreme_equilibria(*game))
    subsets = bimatrix.nash_subsets(tuple(found))
    assert len(set(subsets)) == len(subsets)
    assert {(x, y) for xs, ys in subsets for x in xs for y in ys} == found, game
    for xs, ys in subsets:
        assert not any(all((x, y) in found for y in ys) for x in {x for x, _ in found} - set(xs)), game
        assert not any(all((x, y) in found for x in xs) for y in {y for _, y in found} - set(ys)), game


def components_are_connected_and_apart(game: Bimatrix) -> None:
    """Components split the equilibria and the subsets; inside, all hangs together by subsets with a common point."""
    found = bimatrix.extreme_equilibria(*game)
    subsets = bimatrix.nash_subsets(found)
    parts = bimatrix.components(found, subsets)
    assert sorted(e for part in parts for e in part.equilibria) == sorted(found), game
    assert sorted(s for part in parts for s in part.subsets) == sorted(subsets), game
    points = [[{(x, y) for x in xs for y in ys} for xs, ys in part.subsets] for part in parts]
    for part, own in zip(parts, points, strict=True):
        assert set(part.equilibria) == set().union(*own), game
        reached = own[0]
        for _ in own:
            reached = reached.union(*(other for other in own if other & reached))
        assert reached == set(part.equilibria), game
    for k in (0, 1):
        sides = [{e[k] for e in part.equilibria} for part in parts]
        assert len(set().union(*sides)) == sum(map(len, sides)), game
