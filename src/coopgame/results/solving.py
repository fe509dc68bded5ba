"""The regimes at a point by solving the game there as a game of numbers, by the definition of the concept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import sympy

from coopgame.bimatrix.slices import slice_points
from coopgame.equilibria import Equilibrium, Reading
from coopgame.equilibria.equilibrium import Mixture
from coopgame.expressions.evaluation import digits_at, truth_at, value_at
from coopgame.games import Game, Situation, demands_of
from coopgame.results.map_like import MapLike
from coopgame.results.numbers import fraction, rational

Point = tuple[Fraction, Fraction]
#: A Nash subset: the extreme mixtures of each player.
Part = tuple[tuple[Mixture, ...], ...]
ZERO = Fraction(0)
#: Payoffs at the point are not rational, and two are so close that they may be equal.
SKIPPED = ("perhaps a tie of payoffs that are not rational",)
DIGITS = 60


def solved(diagram: MapLike, point: Point) -> tuple[str, ...] | None:
    """Return the regimes at a point, None outside the parameter space, :data:`SKIPPED` if a tie is in doubt."""
    values = {s: fraction(v) for s, v in diagram.origin.fixed.items()}
    for axis, value in zip((diagram.x, diagram.y), point, strict=True):
        if axis is not None:
            values[axis.symbol] = value
            if not _within(diagram.origin.space.bounds[axis.symbol], value):
                return None
    if not all(truth_at(condition, values) for condition in diagram.origin.space.where):
        return None
    exact = {s: rational(v) for s, v in values.items()}
    stated = diagram.origin.game
    game = _numbers(stated, values) if isinstance(stated, Game) else _plain(stated, values, exact)
    if game is None or game is SKIPPED:
        return game
    found = diagram.origin.concept.equilibria(game)
    holding = frozenset(i for e in found for i in _read(diagram.outcomes, e, values))
    # Where payoffs tie a mixture that a map lists can lie inside a continuum; the equilibria found are its ends.
    rest = [i for i in range(len(diagram.outcomes)) if i not in holding]
    parts = [part for c in diagram.origin.concept.components(game, found) for part in c.subsets] if rest else []
    holding |= {i for i in rest if _between(diagram.outcomes[i], parts, values)}
    unlisted = {f"unlisted {e.mixtures}" for e in found if not _listed(diagram.outcomes, e, values)}
    return tuple(sorted(diagram.canvas.plane.regimes_where(holding) | unlisted))


def _plain(game: Situation, values: dict[sympy.Symbol, Fraction], exact: dict[sympy.Symbol, sympy.Rational]) -> Any:
    """Return another kind of situation at a point, as :func:`_numbers` does, but skipped where it is not rational."""
    if not all(truth_at(condition, values) for condition in demands_of(game)):
        return None
    if all(value_at(u, values) is not None for u in game.expressions):
        return game.substitute({s: v for s, v in exact.items() if s in game.parameters})
    numbers = (u.subs(exact) for u in game.expressions)
    return SKIPPED if all(number.is_real and number.is_finite for number in numbers) else None


def _numbers(game: Game, values: dict[sympy.Symbol, Fraction]) -> Any:
    """Return the game at a point, None where a payoff is undefined, :data:`SKIPPED` where ties are in doubt.

    Payoffs that are not rational are replaced by 60 digits, unless two payoffs of a player are then nearly equal.
    """
    table, rounded = {}, False
    for profile, row in game.payoffs.items():
        own = []
        for u in row:
            value = value_at(u, values)
            if value is None:
                value, rounded = digits_at(u, values, DIGITS), True
            if value is None:
                return None
            own.append(rational(value))
        table[profile] = tuple(own)
    for column in zip(*table.values(), strict=True) if rounded else ():
        ordered = sorted(set(column))
        if any(b - a < sympy.Rational(1, 10 ** (DIGITS - 20)) for a, b in pairwise(ordered)):
            return SKIPPED
    return Game(game.players, game.strategies, table)


def _read(outcomes: tuple[Reading, ...], found: Equilibrium, values: dict[sympy.Symbol, Fraction]) -> list[int]:
    """Return the readings of an equilibrium whose conditions hold, exactly those of the map where it is complete."""
    return [
        i
        for i, reading in enumerate(outcomes)
        if _same(reading.equilibrium, found, values)
        and truth_at(reading.equilibrium.condition, values) is not False
        and (reading.condition == sympy.true or truth_at(reading.condition, values))
    ]


def _between(reading: Reading, parts: Sequence[Part], values: dict[sympy.Symbol, Fraction]) -> bool:
    """Whether a reading holds and its equilibrium lies in one of these products of convex hulls, but not at an end."""
    if all(len(side) == 1 for part in parts for side in part):
        return False
    if not all(c == sympy.true or truth_at(c, values) for c in (reading.equilibrium.condition, reading.condition)):
        return False
    own = [
        {name: value for name, w in mixture if (value := value_at(w, values)) is not None}
        for mixture in reading.equilibrium.mixtures
    ]
    return any(all(map(_in_hull, own, part)) for part in parts)


def _in_hull(own: Mapping[str, Fraction], side: Sequence[Mixture]) -> bool:
    """Whether a mixture is a mean of some others."""
    ends = [{name: fraction(w) for name, w in mixture} for mixture in side]
    names = {name for mixture in (own, *ends) for name in mixture}
    rows = [[end.get(name, ZERO) - own.get(name, ZERO) for end in ends] for name in sorted(names)]
    return bool(slice_points(len(ends), [*rows, *([-a for a in row] for row in rows)]))


def _listed(outcomes: tuple[Reading, ...], found: Equilibrium, values: dict[sympy.Symbol, Fraction]) -> bool:
    return any(_same(reading.equilibrium, found, values) for reading in outcomes)


def _same(one: Equilibrium, other: Equilibrium, values: dict[sympy.Symbol, Fraction]) -> bool:
    """Whether an equilibrium with symbols has the mixtures of one of numbers."""
    for own, numbers in zip(one.mixtures, other.mixtures, strict=True):
        if [name for name, _ in own] != [name for name, _ in numbers]:
            return False
        if any(value_at(w, values) != fraction(v) for (_, w), (_, v) in zip(own, numbers, strict=True)):
            return False
    return True


def _within(interval: sympy.Interval, value: Fraction) -> bool:
    """Whether a coordinate of a point of the box, so between the ends of the interval, is not an end left out."""
    return not (interval.left_open and value == interval.start) and not (interval.right_open and value == interval.end)
