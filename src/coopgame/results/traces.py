"""A probability or a payoff along branches of equilibria, as exact points of curves to be drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Any, Protocol

import sympy

from coopgame.equilibria.equilibrium import Mixture
from coopgame.expressions.evaluation import digits_at, value_at
from coopgame.results.branches import Branch, Continuum, Stretch, short
from coopgame.results.line import spread
from coopgame.results.numbers import rational
from coopgame.results.parts import Axis
from coopgame.results.turns import Turn

#: How many points a curved branch is drawn with.
POINTS = 161


@dataclass(frozen=True)
class Trace:
    """A quantity along one branch."""

    name: str
    words: str
    path: tuple[tuple[Any, Any], ...]
    closed: tuple[bool, bool]


@dataclass(frozen=True)
class Sweep:
    """The least and the largest value of a quantity in a continuum, along the parameter."""

    path: tuple[tuple[Any, Any, Any], ...]


@dataclass(frozen=True)
class Traces:
    """A quantity in all equilibria along a parameter.

    Attributes
    ----------
    axis
        The parameter.
    quantity
        What the quantity is, in words.
    probability
        Whether it lies between 0 and 1.
    traces, sweeps
        Along branches, and along continua.
    marks
        Where the set of equilibria changes, with a label each.
    provenance
        What it takes to make it again.
    """

    axis: Axis
    quantity: str
    probability: bool
    traces: tuple[Trace, ...]
    sweeps: tuple[Sweep, ...]
    marks: tuple[tuple[Any, str], ...]
    provenance: Mapping[str, str] = field(repr=False)


class _Solved(Protocol):
    """What is traced."""

    @property
    def axis(self) -> Axis: ...

    @property
    def branches(self) -> tuple[Branch, ...]: ...

    @property
    def continua(self) -> tuple[Continuum, ...]: ...

    @property
    def turns(self) -> tuple[Turn, ...]: ...

    @property
    def provenance(self) -> Mapping[str, str]: ...

    @property
    def origin(self) -> Any: ...


def traces_of(solved: _Solved, player: str, strategy: str | None) -> Traces:
    """Return the probability of a strategy, or without one the payoff of the player, along all branches."""
    symbol, traces = solved.axis.symbol, []
    i = solved.origin.game.players.index(player)
    for branch in solved.branches:
        own = branch.equilibrium
        value = own.payoffs[i] if strategy is None else branch.probability(player, strategy)
        path = _path(value, symbol, branch.stretch)
        if path:
            words = f"{branch.stretch}: {own.describe()}"
            traces.append(Trace(branch.name, words, path, branch.stretch.closed))
    sweeps = [s for c in solved.continua if (s := _sweep(solved, c, (i, strategy))) is not None]
    quantity = f"Payoff of {player}" if strategy is None else f"Probability that {player} plays {strategy}"
    marks = tuple((turn.at, short(turn.at).partition("…")[0]) for turn in solved.turns)
    provenance = solved.provenance
    return Traces(solved.axis, quantity, strategy is not None, tuple(traces), tuple(sweeps), marks, provenance)


def _path(value: sympy.Expr, symbol: sympy.Symbol, stretch: Stretch) -> tuple[tuple[Any, Any], ...]:
    """Return exact points of a function over a stretch; two of a straight line."""
    if stretch.is_point:
        xs: Sequence[Fraction] = [stretch.first.bounds(Fraction(1, 10**12))[0]]
    else:
        straight = value.is_polynomial(symbol) and sympy.degree(value, symbol) <= 1 if value.has(symbol) else True
        xs = spread(stretch.first, stretch.last, 2 if straight else POINTS)
    # A pole at an open end has no value there.
    values = [(x, _value(value, symbol, x)) for x in xs]
    return tuple((rational(x), y) for x, y in values if y is not None)


def _value(value: sympy.Expr, symbol: sympy.Symbol, x: Fraction) -> sympy.Rational | None:
    plain = sympy.cancel(value) if value.is_rational_function(symbol) else value
    found = value_at(plain, {symbol: x})
    found = digits_at(plain, {symbol: x}, 20) if found is None else found
    return None if found is None else rational(found)


def _sweep(solved: _Solved, continuum: Continuum, of: tuple[int, str | None]) -> Sweep | None:
    """Return the range of a quantity in a continuum, None where it has one value everywhere."""
    i, strategy = of
    symbol = solved.axis.symbol
    if strategy is None:
        values = [_payoff(solved, i, mixtures) for mixtures in product(*continuum.sides)]
    else:
        values = [dict(mixture).get(strategy, sympy.Integer(0)) for mixture in continuum.sides[i]]
    paths = [_path(sympy.cancel(v), symbol, continuum.stretch) for v in dict.fromkeys(values)]
    longest = max(len(path) for path in paths)
    if longest > 2:
        paths = [
            tuple((x, _value(v, symbol, Fraction(int(x.p), int(x.q)))) for x, _ in max(paths, key=len))
            for v in dict.fromkeys(values)
        ]
    rows = [(points[0][0], min(y for _, y in points), max(y for _, y in points)) for points in zip(*paths, strict=True)]
    return Sweep(tuple(rows)) if any(low != high for _, low, high in rows) else None


def _payoff(solved: _Solved, i: int, mixtures: Sequence[Mixture]) -> sympy.Expr:
    """Return what a player gets at a pair of mixtures; a bilinear function takes its extremes at extreme points."""
    game, fixed = solved.origin.game, dict(solved.origin.fixed)
    total = sympy.Integer(0)
    for cells in product(*mixtures):
        weight = sympy.Mul(*(w for _, w in cells))
        total += weight * game.payoffs[tuple(s for s, _ in cells)][i].xreplace(fixed)
    return total
