"""Small games whose whole equilibrium set is known by hand, and polytopes whose number of vertices is a theorem."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from coopgame.bimatrix import components, extreme_equilibria, extreme_equilibria_by_supports, nash_subsets, vertices
from coopgame.bimatrix.payoffs import normalise

from .games import mixture, transpose

ALGORITHMS = (extreme_equilibria, extreme_equilibria_by_supports)
ONE, HALF, ZERO = mixture(1, 0), mixture("1/2", "1/2"), mixture(0, 1)


def solved(algorithm, A, B):
    found = algorithm(A, B)
    subsets = nash_subsets(found)
    return found, subsets, components(found, subsets)


def sharing(x):
    A = [[x / 2, x], [1 - x, (1 - x) / 2]]
    return A, transpose(A)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_game_of_zeros(algorithm):
    found, subsets, parts = solved(algorithm, [[0, 0], [0, 0]], [[0, 0], [0, 0]])
    assert found == ((ONE, ONE), (ONE, ZERO), (ZERO, ONE), (ZERO, ZERO))
    assert subsets == (((ONE, ZERO), (ONE, ZERO)),)
    assert parts == ((found, subsets),)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize(("x", "corner", "other"), [("1/3", ZERO, ONE), ("2/3", ONE, ZERO)])
def test_continuum(algorithm, x, corner, other):
    """At x = 1/3 the equilibria are p = 0 or q = 0, at x = 2/3 they are p = 1 or q = 1: one L each."""
    found, subsets, parts = solved(algorithm, *sharing(Fraction(x)))
    assert set(found) == {(corner, corner), (corner, other), (other, corner)}
    assert set(subsets) == {((corner,), (ONE, ZERO)), ((ONE, ZERO), (corner,))}
    assert len(parts) == 1


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("x", ["11/30", "2/5", "1/2", "3/5", "19/30"])
def test_three_equilibria_between_the_continua(algorithm, x):
    x = Fraction(x)
    p = 3 * x - 1
    found, subsets, parts = solved(algorithm, *sharing(x))
    assert found == ((ONE, ZERO), ((p, 1 - p), (p, 1 - p)), (ZERO, ONE))
    assert len(subsets) == len(parts) == 3


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("x", ["1/4", "3/4"])
def test_one_equilibrium_beyond_the_continua(algorithm, x):
    corner = ZERO if Fraction(x) < Fraction(1, 2) else ONE
    assert algorithm(*sharing(Fraction(x))) == ((corner, corner),)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_one_row(algorithm):
    assert algorithm([[7]], [[-1]]) == (((1,), (1,)),)
    assert algorithm([[1, 2, 3]], [[4, 0, 4]]) == (((1,), (1, 0, 0)), ((1,), (0, 0, 1)))
    assert algorithm([[4], [0], [4]], [[1], [2], [3]]) == (((1, 0, 0), (1,)), ((0, 0, 1), (1,)))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_ties_that_decimals_hide(algorithm):
    """0.1 + 0.2 ties with 0.3."""
    tenth = Fraction(1, 10)
    found = algorithm([[tenth + 2 * tenth, 0], [3 * tenth, 0]], [[1, 0], [1, 0]])
    assert found == ((ONE, ONE), (ZERO, ONE))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_coordination_has_an_equilibrium_on_every_support(algorithm, n):
    unit = [[int(i == j) for j in range(n)] for i in range(n)]
    found = algorithm(unit, unit)
    assert len(found) == 2**n - 1
    assert all(x == y and len(set(x) - {0}) == 1 for x, y in found)


def _inverse(matrix):
    size = len(matrix)
    rows = [[*row, *(Fraction(int(i == j)) for j in range(size))] for i, row in enumerate(matrix)]
    for c in range(size):
        at = next(r for r in range(c, size) if rows[r][c])
        rows[c], rows[at] = rows[at], rows[c]
        rows[c] = [entry / rows[c][c] for entry in rows[c]]
        for r in set(range(size)) - {c}:
            rows[r] = [a - rows[r][c] * b for a, b in zip(rows[r], rows[c], strict=True)]
    return [row[size:] for row in rows]


def dual_cyclic(d):
    """Return the payoffs of d replies whose polytope is dual to the cyclic one with 2d vertices.

    The points on the moment curve are taken about their centre, so that the polar is bounded; the first d of its facets
    meet in a vertex (d is even) and become x ≥ 0.
    """
    points = [[Fraction(t) ** k for k in range(1, d + 1)] for t in range(-d, d)]
    centre = [sum(column) / len(points) for column in zip(*points, strict=True)]
    normals = [[a - b for a, b in zip(point, centre, strict=True)] for point in points]
    inverse = _inverse(normals[:d])
    rows = [
        [sum(a * b for a, b in zip(row, column, strict=True)) for column in zip(*inverse, strict=True)]
        for row in normals[d:]
    ]
    return [[-entry / (1 - sum(row)) for entry in row] for row in rows]


@pytest.mark.parametrize("d", [2, 4, 6, 8])
def test_upper_bound_theorem(d):
    """The dual cyclic polytope with 2d facets has C(3d/2, d/2) + C(3d/2 − 1, d/2 − 1) vertices (McMullen 1970)."""
    replies = dual_cyclic(d)
    game = normalise(transpose(replies), transpose(replies))
    with_origin = len(vertices._vertices(game.of_columns, 0, d)) + 1
    assert with_origin == comb(3 * d // 2, d // 2) + comb(3 * d // 2 - 1, d // 2 - 1)


@pytest.mark.parametrize("d", [2, 4, 6])
def test_algorithms_agree_where_vertices_are_most(d):
    replies = dual_cyclic(d)
    found = extreme_equilibria(replies, transpose(replies))
    assert len(found) % 2 == 1  # nondegenerate games have an odd number (Wilson 1971)
    assert found == extreme_equilibria_by_supports(replies, transpose(replies))
