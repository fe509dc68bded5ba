"""Games for the comparison with other libraries, and a judge of answers in exact arithmetic.

The truth about a game is found by supports with fractions and checked by regret here; it shares only the payoffs with
the algorithm of this library that is compared.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from coopgame.bimatrix import components, extreme_equilibria_by_supports, nash_subsets

Matrix = list[list[int]]
Vector = tuple[Fraction, ...]
Pair = tuple[Vector, Vector]

NEAR = Fraction(1, 10**9)  # how far a returned weight may lie from the exact one
OURS = "coopgame"  # the solver that others are compared with
SNAP = 10**6  # largest denominator of an equilibrium that is not extreme
SIZES = ((2, 2), (3, 3), (4, 3), (4, 4))
FAMILIES = {
    "integers": "payoffs uniform on the integers -9 … 9",
    "wide": "payoffs uniform on the integers -1000000 … 1000000",
    "ties": "payoffs uniform on 0, 1, 2",
    "exit row": "payoffs uniform on the integers -9 … 9; in the last row each player gets one number in every column",
}
LIMITS = {"integers": (-9, 9), "wide": (-(10**6), 10**6), "ties": (0, 2), "exit row": (-9, 9)}

#: A game with one equilibrium, (2/3, 0, 1/3, 0) and (0, 2/3, 1/3), all best replies played.
EXAMPLE = (
    [[3, 7, 6], [0, 5, 0], [5, 9, 2], [5, 1, 9]],
    [[4, 8, 7], [7, 5, 0], [6, 6, 8], [0, 4, 0]],
)


def games(family: str, size: tuple[int, int], count: int, seed: int) -> Iterator[tuple[Matrix, Matrix]]:
    """Yield the games of one family and size; the seed and both names fix them."""
    rng = random.Random(f"{seed} {family} {size[0]}x{size[1]}")  # noqa: S311 - not a secret
    low, high = LIMITS[family]
    for _ in range(count):
        A, B = ([[rng.randint(low, high) for _ in range(size[1])] for _ in range(size[0])] for _ in range(2))
        if family == "exit row":
            A[-1], B[-1] = [rng.randint(low, high)] * size[1], [rng.randint(low, high)] * size[1]
        yield A, B


# The truth ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Truth:
    """All extreme equilibria of a game, by component, and whether every equilibrium is regular.

    Regular: both players' best replies are just what they play, and they play equally many strategies; then every
    equilibrium is isolated.
    """

    A: Matrix
    B: Matrix
    components: tuple[tuple[Pair, ...], ...]
    regular: bool

    @property
    def extreme(self) -> tuple[Pair, ...]:
        """The extreme equilibria."""
        return tuple(pair for component in self.components for pair in component)


def replies(A: Matrix, B: Matrix, x: Sequence[Fraction], y: Sequence[Fraction]) -> tuple[set[int], set[int]]:
    """Return the best rows against y and the best columns against x."""
    rows = [sum(a * q for a, q in zip(row, y, strict=True)) for row in A]
    columns = [sum(row[j] * p for row, p in zip(B, x, strict=True)) for j in range(len(y))]
    best = ({i for i, u in enumerate(own) if u == max(own)} for own in (rows, columns))
    return next(best), next(best)


def support(weights: Sequence[Fraction]) -> set[int]:
    """Return the strategies that are played."""
    return {i for i, w in enumerate(weights) if w}


def is_equilibrium(A: Matrix, B: Matrix, x: Sequence[Fraction], y: Sequence[Fraction]) -> bool:
    """Whether x and y are mixtures that play best replies only."""
    if min(*x, *y) < 0 or sum(x) != 1 or sum(y) != 1:
        return False
    rows, columns = replies(A, B, x, y)
    return support(x) <= rows and support(y) <= columns


def truth(A: Matrix, B: Matrix) -> Truth:
    """Find all extreme equilibria and their components; fail if one of them is no equilibrium."""
    extreme = extreme_equilibria_by_supports(A, B)
    if not extreme or not all(is_equilibrium(A, B, x, y) for x, y in extreme):
        raise AssertionError(f"The exact answer is wrong for A = {A}, B = {B}.")
    groups = components(extreme, nash_subsets(extreme))
    regular = all(
        (support(x), support(y)) == replies(A, B, x, y) and len(support(x)) == len(support(y)) for x, y in extreme
    )
    return Truth(A, B, tuple(group.equilibria for group in groups), regular)


# The judge ------------------------------------------------------------------------------------------------------------


@dataclass
class Verdict:
    """What is wrong with an answer.

    Attributes
    ----------
    false
        Returned profiles that are no equilibrium within the tolerance.
    missing
        Extreme equilibria that were not returned.
    lost
        Numbers of components of which nothing was returned.
    doubled
        How many returned profiles repeat another one.
    error
        The exception, where the solver raised one.
    """

    false: list[Any] = field(default_factory=list)
    missing: list[Pair] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    doubled: int = 0
    error: str = ""

    @property
    def wrong(self) -> bool:
        """Whether the answer contains a false profile, lacks a whole component, or there is none."""
        return bool(self.false or self.lost or self.error)


def _exact(weights: Any) -> Vector | None:
    """Return floats as the fractions that they are, None if one is not finite."""
    try:
        return tuple(Fraction(w) if isinstance(w, Fraction | int) else Fraction(float(w)) for w in weights)
    except (ValueError, OverflowError):
        return None


def _near(first: Sequence[Fraction], second: Sequence[Fraction]) -> bool:
    return len(first) == len(second) and all(abs(a - b) <= NEAR for a, b in zip(first, second, strict=True))


def _component_of(known: Truth, x: Vector, y: Vector) -> int | None:
    """Return the component in which a profile lies after snapping to small denominators, None for no equilibrium.

    The vertices of the smallest faces that hold x and y make extreme equilibria of the same component; they are those
    that play at most what x and y play and to which at least as much is a best reply.
    """
    u, v = (tuple(w.limit_denominator(SNAP) for w in side) for side in (x, y))
    if not (_near(u, x) and _near(v, y) and is_equilibrium(known.A, known.B, u, v)):
        return None
    rows, columns = replies(known.A, known.B, u, v)
    for number, component in enumerate(known.components):
        for p, q in component:
            own = replies(known.A, known.B, p, q)
            if support(p) <= support(u) and support(q) <= support(v) and rows <= own[0] and columns <= own[1]:
                return number
    raise AssertionError("An equilibrium lies in no component.")


def judge(known: Truth, answer: Sequence[tuple[Any, Any]]) -> Verdict:
    """Compare an answer with the truth."""
    verdict = Verdict()
    m, n = len(known.A), len(known.A[0])
    found: set[Pair] = set()
    touched: set[int] = set()
    seen: list[Pair] = []
    for x_given, y_given in answer:
        x, y = _exact(x_given), _exact(y_given)
        if x is None or y is None or (len(x), len(y)) != (m, n):
            verdict.false.append((x_given, y_given))
            continue
        verdict.doubled += any(_near(x, a) and _near(y, b) for a, b in seen)
        seen.append((x, y))
        hits = [
            (k, pair) for k, c in enumerate(known.components) for pair in c if _near(x, pair[0]) and _near(y, pair[1])
        ]
        found |= {pair for _, pair in hits}
        inside = [hits[0][0]] if hits else [_component_of(known, x, y)]
        if inside == [None]:
            verdict.false.append((x_given, y_given))
        touched |= {k for k in inside if k is not None}
    verdict.missing = [pair for pair in known.extreme if pair not in found]
    verdict.lost = [k for k in range(len(known.components)) if k not in touched]
    return verdict
