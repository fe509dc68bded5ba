"""A check of equilibrium sets that shares nothing with the solvers but the payoffs.

At exact points of the parameter space every listed profile is substituted back into the payoffs, and the list is
compared with the equilibria of the game of numbers there, found by the definition of the concept or by another
algorithm.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Protocol

import sympy

from coopgame.conditions import Formula, Polynomial, holds, without_kernels
from coopgame.equilibria.concept import Concept, rational_payoffs
from coopgame.equilibria.equilibrium import Component, Equilibrium
from coopgame.errors import GameError, ParameterError, UnsupportedError
from coopgame.expressions.evaluation import truth_at, value_at
from coopgame.games import Game, Situation, demands_of
from coopgame.parameters import ParameterSpace
from coopgame.reports import Check, Report

Point = Mapping[sympy.Symbol, Fraction]
Numbers = tuple[dict[str, Fraction], ...]
Frozen = tuple[tuple[tuple[str, Fraction], ...], ...]
Payoffs = Mapping[tuple[str, ...], tuple[Fraction, ...]]


class Checkable(Protocol):
    """What the check reads of an equilibrium set."""

    @property
    def game(self) -> Any:
        """What was solved."""

    @property
    def concept(self) -> Concept:
        """How it was solved."""

    @property
    def space(self) -> ParameterSpace:
        """Where the parameters live."""

    @property
    def equilibria(self) -> tuple[Equilibrium, ...]:
        """What was found."""

    @property
    def components(self) -> tuple[Component, ...]:
        """How they hang together."""

    @property
    def exceptions(self) -> tuple[sympy.Expr, ...]:
        """Polynomials on whose zeros the list may be incomplete."""


def verify(found: Checkable, points: int, seed: int) -> Report:
    """Return the report of the checks.

    Raises
    ------
    ParameterError
        No point is asked for.
    """
    if points < 1:
        raise ParameterError(f"points: at least one point is needed for a check, got {points}.")
    regrets, differences, payments, compared = [], [], [], 0
    tried = list(points_of(found.space, found.game, points, seed))
    for point in tried:
        where = ", ".join(f"{s} = {v}" for s, v in point.items()) or "the game"
        if _at_pole(found.game, point):
            held = [e for e in found.equilibria if _true_at(e.formula, point)]
            differences += [f"at {where}: {e.describe()} is listed where payoffs are undefined" for e in held]
            continue
        try:
            game = found.game.substitute({s: sympy.Rational(v.numerator, v.denominator) for s, v in point.items()})
            payoffs = rational_payoffs(game) if isinstance(game, Game) else None
            afresh = {_numbers(e, {}): e.payoffs for e in found.concept.equilibria(game)}
        except GameError as error:
            return Report((Check("payoffs are rational", False, f"at {where}: {error}"),))
        here = [e for e in found.equilibria if _true_at(e.formula, point)]
        listed = {_numbers(e, point) for e in here}
        payments += [f"at {where}: payoffs of {e.describe()}" for e in here if not _pays(e, payoffs, afresh, point)]
        if payoffs is not None and found.concept.by_regret:
            worst = [max(regrets_of(game, payoffs, profile)) for profile in map(_mixtures, listed)]
            regrets += [f"at {where}: a profile has regret {r}" for r in worst if r != 0]
        if all(value_at(p, point) not in (0, None) for p in found.exceptions):
            compared += 1
            if afresh.keys() != listed:
                differences.append(f"at {where}: {len(listed)} listed, {len(afresh)} by solving afresh")
    count = f"{compared} point{'' if compared == 1 else 's'}"
    outside = set(found.equilibria).difference(*(component.equilibria for component in found.components))
    checks = [
        Check("payoffs are those of the profiles", not payments, _detail(payments, f"{len(tried)} points")),
        Check(
            "the equilibria of the game solved afresh", not differences and compared > 0, _detail(differences, count)
        ),
        Check("every equilibrium is in a component", not outside, f"{len(outside)} of {len(found.equilibria)} are not"),
    ]
    if found.concept.by_regret:
        checks.insert(0, Check("every profile has regret 0", not regrets, _detail(regrets, f"{len(tried)} points")))
    return Report(tuple(checks))


def _at_pole(game: Situation, point: Point) -> bool:
    """Whether a denominator is zero at a point, or the situation makes no sense there."""
    if not all(truth_at(condition, point) for condition in demands_of(game)):
        return True
    powers = {p for u in game.expressions for p in u.atoms(sympy.Pow) if p.exp.is_negative}
    return any(value_at(power.base, point) == 0 for power in powers)


def _detail(problems: list[str], looked: str) -> str:
    return "; ".join(problems[:3]) or f"{looked}, 0 differences"


def _pays(
    equilibrium: Equilibrium,
    payoffs: Payoffs | None,
    afresh: Mapping[Frozen, tuple[sympy.Expr, ...]],
    point: Point,
) -> bool:
    """Whether listed payoffs are those of the profile; without a table, those of the outcome found afresh."""
    outcome = _numbers(equilibrium, point)
    listed = [value_at(u, point) for u in equilibrium.payoffs]
    if payoffs is None:
        return outcome not in afresh or listed == [value_at(u, {}) for u in afresh[outcome]]
    return listed == [_value(payoffs, i, _mixtures(outcome)) for i in range(len(equilibrium.players))]


def _numbers(equilibrium: Equilibrium, point: Point) -> Frozen:
    """Return the mixtures of an equilibrium at a point; zero weights are left out."""
    rows = []
    for mixture in equilibrium.mixtures:
        weights = [(name, value_at(weight, point)) for name, weight in mixture]
        rows.append(tuple(sorted((name, w) for name, w in weights if w is not None and w != 0)))
    return tuple(rows)


def _mixtures(frozen: Frozen) -> Numbers:
    return tuple(dict(row) for row in frozen)


def _value(payoffs: Payoffs, i: int, mixtures: Numbers) -> Fraction:
    total = Fraction(0)
    for strategies in itertools.product(*(m.items() for m in mixtures)):
        weight = Fraction(1)
        for _, w in strategies:
            weight *= w
        total += weight * payoffs[tuple(name for name, _ in strategies)][i]
    return total


def regrets_of(game: Game, payoffs: Payoffs, profile: Numbers) -> list[Fraction]:
    """Return for each player how much the best pure reply gains; something is wrong if a mixture is none.

    Examples
    --------
    >>> game = Game.from_bimatrix([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> half = {"1": Fraction(1, 2), "2": Fraction(1, 2)}
    >>> regrets_of(game, rational_payoffs(game), (half, {"1": Fraction(1)}))
    [Fraction(1, 1), Fraction(0, 1)]
    """
    for mixture in profile:
        if sum(mixture.values()) != 1 or min(mixture.values()) < 0:
            return [Fraction(-1)] * len(profile)

    found = []
    for i, own in enumerate(game.strategies):
        replies = (_value(payoffs, i, (*profile[:i], {s: Fraction(1)}, *profile[i + 1 :])) for s in own)
        found.append(max(replies) - _value(payoffs, i, profile))
    return found


def _true_at(formula: Formula, point: Point) -> bool:
    def sign(polynomial: Polynomial) -> int:
        value = polynomial.at(point)
        return (value > 0) - (value < 0)

    return holds(without_kernels(formula), sign)


def points_of(space: ParameterSpace, game: Situation, count: int, seed: int) -> Iterator[Point]:
    """Yield random rational points of the space, small numbers and ends of bounds among them, so that ties occur.

    Raises
    ------
    UnsupportedError
        The side conditions of the space leave no point that could be found.
    """
    if not game.parameters:
        yield {}
        return
    rng = random.Random(seed)  # noqa: S311 - points of a check, not a secret
    yielded, tried = 0, 0
    while yielded < count:
        tried += 1
        if tried > 1000 * count:
            raise UnsupportedError("No random point satisfies the side conditions of the parameter space.")
        point = {s: _draw(rng, space.bounds[s]) for s in space.symbols}
        if space.contains(point):
            yielded += 1
            yield {s: Fraction(int(v.p), int(v.q)) for s, v in point.items() if s in game.parameters}


def _draw(rng: random.Random, interval: sympy.Interval) -> sympy.Rational:
    lower, upper = interval.start, interval.end
    if lower.is_finite and upper.is_finite:
        return lower + (upper - lower) * sympy.Rational(rng.randint(0, 8), 8)
    step = sympy.Rational(rng.randint(0, 24), 4)
    if lower.is_finite:
        return lower + step
    return upper - step if upper.is_finite else step * rng.choice((-1, 1))
