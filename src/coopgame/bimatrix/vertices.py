r"""Extreme equilibria as pairs of vertices of the best-response polyhedra that have all labels together.

Strategies are numbered: rows :math:`0,\dots,m-1`, columns :math:`m,\dots,m+n-1`.  A mixture x of the row player has
the label of every row that it does not play and of every column that is a best reply to it; a mixture y of the column
player has the label of every column that it does not play and of every best-reply row.  A profile is an equilibrium
iff x and y have all labels together, and the extreme equilibria are those of which x and y are vertices of the
polyhedra

.. math::

    \{(x, t) : x \ge 0,\ \textstyle\sum x_i = 1,\ t \ge b_j \cdot x \text{ for all columns } j\}

and its counterpart for y.  Where more inequalities are tight than a vertex needs the vertex has more labels, and
nothing else changes: degenerate games need no special case.

The vertices are the extreme rays, other than :math:`(0, 1)`, of the cone without the condition on the sum.  The double
description method of Motzkin, Raiffa, Thompson and Thrall (1953) finds them: it starts from the cone that the first
reply bounds and intersects with one halfspace after the other.  Rays are integer vectors, kept short by their greatest
common divisor.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb, gcd
from operator import mul

from coopgame.bimatrix.payoffs import Integers, Matrix, Mixture, Profile, normalise
from coopgame.errors import UnsupportedError

# Admits 10×10 games; the largest that it admits of any shape take seconds and some hundred megabytes.
BUDGET = 4_000_000

# The set of labels as the bits of an integer, and the weights followed by the best reply's payoff.
Ray = tuple[int, tuple[int, ...]]
Side = tuple[int, Ray]  # how far a ray is from the cutting plane, and the ray


def _first_cone(reply: tuple[int, ...], own: int, label: int) -> list[Ray]:
    """Return the rays of the cone of all mixtures and all payoffs not below the reply's.

    ``own`` is the number of the first label of the mixing player and ``label`` the bit of the reply.
    """
    size = len(reply)
    everything = ((1 << size) - 1) << own
    rays = [
        (everything ^ (1 << (own + i)) | label, (*(int(i == k) for k in range(size)), reply[i])) for i in range(size)
    ]
    return [*rays, (everything, (*(0 for _ in range(size)), 1))]


def _adjacent(p: int, q: int, needed: int, labels: list[int]) -> bool:
    """Return whether two rays with labels p and q span an edge of the cone; ``needed`` is its dimension minus two.

    They do iff no third ray has all their common labels.  A ray with exactly one label more than needed is the meeting
    of independent planes, so that any ``needed`` of them leave an edge there, and the search is spared.
    """
    common = p & q
    if common.bit_count() < needed:
        return False
    if p.bit_count() == needed + 1 or q.bit_count() == needed + 1:
        return True
    return sum(1 for other in labels if other & common == common) == 2


def _meet(above: Side, below: Side, label: int) -> Ray:
    """Return the ray in which the plane through which an edge passes cuts it."""
    (s, (p, v)), (t, (q, w)) = above, below
    cut = [s * b - t * a for a, b in zip(v, w, strict=True)]
    divisor = gcd(*cut)
    return p & q | label, tuple(entry // divisor for entry in cut)


def _cut(rays: list[Ray], reply: tuple[int, ...], label: int) -> list[Ray]:
    """Return the rays of the part of a cone in which the payoff is not below the reply's."""
    above: list[Side] = []
    below: list[Side] = []
    kept: list[Ray] = []
    for ray in rays:
        labels, vector = ray
        slack = vector[-1] - sum(map(mul, reply, vector))
        if slack > 0:
            above.append((slack, ray))
            kept.append(ray)
        elif slack < 0:
            below.append((slack, ray))
        else:
            kept.append((labels | label, vector))
    needed = len(reply) - 1
    everyone = [labels for labels, _ in rays]
    for over in above:
        p = over[1][0]
        # Counting the common labels here spares most of the calls.
        near = [under for under in below if (p & under[1][0]).bit_count() >= needed]
        kept += [_meet(over, under, label) for under in near if _adjacent(p, under[1][0], needed, everyone)]
    return kept


def _vertices(replies: Integers, own: int, other: int) -> list[Ray]:
    """Return the vertices, each with its labels, of the mixtures to which the given payoffs are replies.

    ``own`` and ``other`` are the numbers of the first label of the mixing player and of the replying one.
    """
    rays = _first_cone(replies[0], own, 1 << other)
    for k, reply in enumerate(replies[1:], start=other + 1):
        rays = _cut(rays, reply, 1 << k)
    return [ray for ray in rays if any(ray[1][:-1])]


def _mixture(ray: Ray) -> Mixture:
    weights = ray[1][:-1]
    total = sum(weights)
    return tuple(Fraction(weight, total) for weight in weights)


def extreme_equilibria(A: Matrix, B: Matrix, *, budget: int = BUDGET) -> tuple[Profile, ...]:
    """Return all extreme Nash equilibria of a two-player game with rational payoffs, without duplicates.

    Parameters
    ----------
    A, B
        Payoffs of the row and of the column player, m rows of n integers or fractions each.
    budget
        The largest number of labels in all candidate bases, (m + n) · (m + n choose m), to accept.

    Returns
    -------
    tuple of pairs (x, y)
        Mixtures of the row player (length m) and of the column player (length n); in decreasing lexicographic order.

    Raises
    ------
    GameError
        When A and B are not two matrices of one shape with rational entries.
    UnsupportedError
        When the candidate bases have more labels than the budget allows.

    References
    ----------
    Avis, Rosenberg, Savani and von Stengel (2010), Enumeration of Nash equilibria for two-player games, Economic Theory
    42:9–37.  Motzkin, Raiffa, Thompson and Thrall (1953), The double description method, Contributions to the
    Theory of Games II:51–73.

    Examples
    --------
    >>> for x, y in extreme_equilibria([[3, 0], [0, 2]], [[2, 0], [0, 3]]):
    ...     print(*x, "|", *y)
    1 0 | 1 0
    3/5 2/5 | 2/5 3/5
    0 1 | 0 1
    """
    game = normalise(A, B)
    m, n = len(game.of_rows), len(game.of_columns)
    bases = comb(m + n, m)
    if bases * (m + n) > budget:
        raise UnsupportedError(
            f"A {m}×{n} game has {bases} candidate bases of {m + n} labels each; the budget is {budget} labels. "
            "Delete strictly dominated strategies, or pass a larger budget= and expect a long run."
        )
    left, right = _vertices(game.of_columns, 0, m), _vertices(game.of_rows, m, 0)
    everything = (1 << (m + n)) - 1
    pairs = [(x, y) for x in left for y in right if x[0] | y[0] == everything]
    mixtures = {ray: _mixture(ray) for pair in pairs for ray in pair}
    return tuple(sorted(((mixtures[x], mixtures[y]) for x, y in pairs), reverse=True))
