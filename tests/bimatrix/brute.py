"""The extreme equilibria of 2×n games and membership in hulls, from the definitions and nothing else.

Slow, short, and without a line of the package: what is computed here is compared with what the package says.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from .games import Bimatrix, Matrix

Point = tuple[Fraction, ...]


def is_equilibrium(game: Bimatrix, x: Point, y: Point) -> bool:
    """Return whether only best pure replies have weight."""
    rows = [sum(a * q for a, q in zip(row, y, strict=True)) for row in game.A]
    columns = [sum(b * p for b, p in zip(column, x, strict=True)) for column in zip(*game.B, strict=True)]
    return all(not p or value == max(rows) for p, value in zip(x, rows, strict=True)) and all(
        not q or value == max(columns) for q, value in zip(y, columns, strict=True)
    )


def _row_kinks(B: Matrix) -> list[Point]:
    """Return the ends of [0, 1] and the kinks of the upper envelope of the columns over it."""
    top, bottom = B

    def earned(p: Fraction) -> list[Fraction]:
        return [p * t + (1 - p) * b for t, b in zip(top, bottom, strict=True)]

    found = {Fraction(0), Fraction(1)}
    for j, k in combinations(range(len(top)), 2):
        slope = (top[j] - bottom[j]) - (top[k] - bottom[k])
        if slope:
            p = (bottom[k] - bottom[j]) / slope
            if 0 < p < 1 and earned(p)[j] == max(earned(p)):
                found.add(p)
    return [(p, 1 - p) for p in found]


def _column_kinks(A: Matrix) -> list[Point]:
    """Return the pure columns, and the mixtures of two columns that favour different rows in which the rows tie."""
    n = len(A[0])
    gain = [a - b for a, b in zip(*A, strict=True)]
    found = [tuple(Fraction(int(j == k)) for j in range(n)) for k in range(n)]
    for j, k in combinations(range(n), 2):
        if gain[j] * gain[k] < 0:
            share = gain[k] / (gain[k] - gain[j])
            found.append(tuple({j: share, k: 1 - share}.get(i, Fraction(0)) for i in range(n)))
    return found


def extreme_equilibria_2xn(game: Bimatrix) -> set[tuple[Point, Point]]:
    """Return the pairs of kinks of the two best-reply payoffs that are equilibria."""
    return {(x, y) for x in _row_kinks(game.B) for y in _column_kinks(game.A) if is_equilibrium(game, x, y)}


def _coordinates(point: Point, corners: tuple[Point, ...]) -> list[Fraction] | None:
    """Return the weights of corners that add up to the point, or None when there is not exactly one choice."""
    rows = [[*(corner[i] for corner in corners), point[i]] for i in range(len(point))]
    for c in range(len(corners)):
        at = next((r for r in range(c, len(rows)) if rows[r][c]), None)
        if at is None:
            return None
        rows[c], rows[at] = rows[at], rows[c]
        rows[c] = [entry / rows[c][c] for entry in rows[c]]
        for r in range(len(rows)):
            if r != c:
                rows[r] = [a - rows[r][c] * b for a, b in zip(rows[r], rows[c], strict=True)]
    if any(row[-1] for row in rows[len(corners) :]):
        return None
    return [row[-1] for row in rows[: len(corners)]]


def in_hull(point: Point, points: tuple[Point, ...]) -> bool:
    """Return whether a mixture is a convex combination of others: by Carathéodory, of independent ones among them."""
    for size in range(1, len(point) + 1):
        for corners in combinations(points, size):
            weights = _coordinates(point, corners)
            if weights is not None and min(weights) >= 0:
                return True
    return False


def grid(strategies: int, steps: int) -> list[Point]:
    """Return all mixtures whose weights are multiples of 1/steps."""
    if strategies == 1:
        return [(Fraction(1),)]
    found = [
        (Fraction(k, steps), *(weight * (steps - k) / steps for weight in rest))
        for k in range(steps)
        for rest in grid(strategies - 1, steps - k)
    ]
    return [*found, (Fraction(1), *(Fraction(0) for _ in range(strategies - 1)))]
