"""The result of solving a game: its equilibria, what is known of their completeness, and a check of both."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import escape

import sympy

from coopgame.conditions import Formula, Polynomial, holds, without_kernels
from coopgame.equilibria.concept import Concept
from coopgame.equilibria.equilibrium import Component, Equilibrium, Indifference
from coopgame.errors import GameError, UnsupportedError
from coopgame.games import Game
from coopgame.parameters import ParameterSpace
from coopgame.reports import Check, Report


@dataclass(frozen=True, repr=False)
class EquilibriumSet:
    """All equilibria of a game under one concept.

    For a game of numbers, every equilibrium; for a game with parameters, every equilibrium that can exist, each with
    its exact condition.  The answer is complete everywhere except on the zeros of :attr:`exceptions`.

    Attributes
    ----------
    game, concept
        What was solved, and how.
    space
        The parameter space whose bounds were used to simplify conditions.
    equilibria
        The equilibria, without duplicates, in the order of the profiles of the game.
    components
        Connected components of the equilibrium set.
    indifferences
        The payoff comparisons that the conditions are made of.
    exceptions
        Polynomials on whose zeros the list may be incomplete; empty: complete everywhere.
    """

    game: Game
    concept: Concept
    space: ParameterSpace
    equilibria: tuple[Equilibrium, ...]
    components: tuple[Component, ...]
    indifferences: tuple[Indifference, ...] = ()
    exceptions: tuple[Polynomial, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether every probability, payoff and condition is exact; always true here."""
        return True

    @property
    def complete(self) -> bool:
        """Whether these are all equilibria of this concept, for all parameters of the space."""
        return not self.exceptions

    def __len__(self) -> int:
        return len(self.equilibria)

    def __iter__(self) -> Iterator[Equilibrium]:
        return iter(self.equilibria)

    def verify(self, *, points: int = 50, seed: int = 0) -> Report:
        """Check the set against the definition of the concept at exact rational points.

        At each point the game of numbers is solved afresh from its payoffs, by an algorithm that shares nothing with
        the conditions, and compared with the equilibria whose conditions hold there.

        Parameters
        ----------
        points
            How many random points of the parameter space to try; a game without parameters has one.
        seed
            Fixes the points.
        """
        found = []
        for point in _points(self.space, self.game, points, seed):
            try:
                numeric = self.concept.equilibria(self.game.at(point))
            except GameError as error:
                return Report((Check("same equilibria as the definition", False, str(error)),))
            expected = {e.mixtures for e in numeric}
            listed = {e.mixtures for e in self.equilibria if _true_at(e.formula, point)}
            if expected != listed:
                where = ", ".join(f"{s} = {v}" for s, v in point.items())
                found.append(f"at {where or 'the game'}: {len(listed)} listed, {len(expected)} by the definition")
        detail = "; ".join(found[:3]) or f"{points if self.game.parameters else 1} points, 0 differences"
        return Report((Check("same equilibria as the definition", not found, detail),))

    def __repr__(self) -> str:
        lines = "".join(f"\n  {e!r}" for e in self.equilibria)
        state = "complete" if self.complete else "complete off " + ", ".join(f"{p} = 0" for p in self.exceptions)
        return f"EquilibriumSet({len(self.equilibria)} by {self.concept.name}; exact, {state}){lines}"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(e._describe())}</td><td>{escape(', '.join(map(str, e.payoffs)))}</td>"
            f"<td>{escape(str(e.condition))}</td></tr>"
            for e in self.equilibria
        )
        head = "<tr><th>equilibrium</th><th>payoffs</th><th>condition</th></tr>"
        return f"<table><caption>{escape(self.concept.name)}</caption>{head}{rows}</table>"


def _true_at(formula: Formula, point: Mapping[sympy.Symbol, sympy.Rational]) -> bool:
    values = {s: Fraction(int(v.p), int(v.q)) for s, v in point.items()}

    def sign(polynomial: Polynomial) -> int:
        value = polynomial.at(values)
        return (value > 0) - (value < 0)

    return holds(without_kernels(formula), sign)


def _points(
    space: ParameterSpace, game: Game, count: int, seed: int
) -> Iterator[Mapping[sympy.Symbol, sympy.Rational]]:
    """Yield random rational points of the space, small numbers and ends of bounds among them, so that ties occur."""
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
            yield {s: v for s, v in point.items() if s in game.parameters}


def _draw(rng: random.Random, interval: sympy.Interval) -> sympy.Rational:
    lower, upper = interval.start, interval.end
    if lower.is_finite and upper.is_finite:
        return lower + (upper - lower) * sympy.Rational(rng.randint(0, 8), 8)
    step = sympy.Rational(rng.randint(0, 24), 4)
    if lower.is_finite:
        return lower + step
    return upper - step if upper.is_finite else step * rng.choice((-1, 1))
