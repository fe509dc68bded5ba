r"""The comparisons of a signalling game as polynomials of one ring.

Whether a reply a is optimal under *some* belief is decided without naming the belief.  With
:math:`D_t(b) = u_R(t, m, a) - u_R(t, m, b)` the beliefs :math:`\pi` in the first type that make a as good as b are
those of the interval :math:`\pi D_1(b) + (1 - \pi) D_2(b) \ge 0`.  Intervals have a common point iff every two of them
have (Helly's theorem on the line), and two of them have one iff 0 lies in both, or 1 does, or one reaches down to a
threshold below the threshold up to which the other reaches, which :math:`D_1(b) D_2(b') - D_2(b) D_1(b') \ge 0` says.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import sympy

from coopgame.conditions import FALSE, Formula, Polynomial, Sign, all_of, any_of
from coopgame.equilibria.bayesian import Stated
from coopgame.equilibria.concept import Comparisons
from coopgame.equilibria.equilibrium import Indifference
from coopgame.games import Signalling

#: An interval of beliefs in the first type with the condition under which it is that of a reply.
Interval = tuple[sympy.Expr, sympy.Expr, Formula]
#: For each type a quotient with a positive denominator: what it gets on the path of play.
Worth = tuple[tuple[Any, Any], tuple[Any, Any]]


@dataclass(frozen=True)
class Path:
    """What is played, and what each type gets by it.

    Attributes
    ----------
    described
        How each type is paid, for the names of comparisons.
    sent
        The messages that are sent.
    cases
        Conditions that exclude each other, each with the worths that hold under it.
    """

    described: tuple[tuple[str, ...], tuple[str, ...]]
    sent: tuple[str, ...]
    cases: tuple[tuple[Formula, Worth], ...]


class Table:
    """Payoffs of both sides and the prior as elements of one ring; types are 0 and 1.

    Payoffs of the sender, of the receiver and probabilities each share a positive scale, which changes no comparison
    and no ratio.
    """

    def __init__(self, game: Signalling) -> None:
        self.game = game
        rows: Any = {key: (*pair, game.prior[key[0]]) for key, pair in game.payoffs.items()}
        stated: Any = Stated((*game.parties, "nature"), rows, game.parameters)
        self.compare = Comparisons(stated)
        self._made: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Indifference] = {}
        self.rationalizable = cache(self._rationalizable)
        self.intervals = cache(self._intervals)
        self.valid = all_of(self.compare.defined, *(self.sign(self.prior(t), ">=") for t in (0, 1)))

    def _element(self, column: int, kind: int, message: str, action: str) -> Any:
        return self.compare.payoff(column, (self.game.types[kind], message, action)).flint

    def sent(self, kind: int, message: str, action: str) -> Any:
        """Return what a type gets when it sends a message and this is the reply."""
        return self._element(0, kind, message, action)

    def prior(self, kind: int) -> Any:
        """Return the probability of a type."""
        return self._element(2, kind, self.game.messages[0], self.game.actions[0])

    def better(self, kind: int, message: str, action: str, other: str) -> Any:
        """Return how much the receiver gains against a type with one reply over another."""
        return self._element(1, kind, message, action) - self._element(1, kind, message, other)

    def sign(self, element: Any, relation: str) -> Formula:
        """Return a comparison of an element with zero."""
        return Sign.compare(Polynomial.from_flint(self.compare.ring, element), relation)

    def record(self, player: str, first: tuple[str, ...], second: tuple[str, ...], element: Any) -> Any:
        """Note a comparison that a condition is made of, and return its element."""
        if first != second and (player, first, second) not in self._made:
            polynomial = Polynomial.from_flint(self.compare.ring, element)
            self._made[player, first, second] = Indifference(player, first, second, polynomial)
        return element

    @property
    def indifferences(self) -> tuple[Indifference, ...]:
        """The comparisons made so far that are not decided for all parameters."""
        return tuple(made for made in self._made.values() if made.polynomial.constant is None)

    def rivals(self, action: str) -> list[str]:
        """Return all other actions."""
        return [other for other in self.game.actions if other != action]

    def best_at_prior(self, message: str, action: str) -> Formula:
        """Return where a reply is optimal when the message tells nothing."""
        return all_of(*(self.sign(self.at_prior(message, action, other), ">=") for other in self.rivals(action)))

    def at_prior(self, message: str, action: str, other: str) -> Any:
        """Return how much the receiver gains with one reply over another when it believes the prior."""
        gain = sum(
            (self.prior(t) * self.better(t, message, action, other) for t in (0, 1)),
            self.compare.ring.context.constant(0),
        )
        return self.record(self.game.parties[1], (message, action), (message, other), gain)

    def best_against(self, kind: int, message: str, action: str) -> Formula:
        """Return where a reply is optimal when the receiver is sure of a type."""
        own = self.game.types[kind]
        gains = (
            self.record(
                self.game.parties[1], (own, message, action), (own, message, b), self.better(kind, message, action, b)
            )
            for b in self.rivals(action)
        )
        return all_of(*(self.sign(gain, ">=") for gain in gains))

    def _rationalizable(self, message: str, action: str) -> Formula:
        """Return where a reply is optimal under some belief."""
        gains = [tuple(self.better(t, message, action, b) for t in (0, 1)) for b in self.rivals(action)]
        alone = [any_of(self.sign(first, ">="), self.sign(second, ">=")) for first, second in gains]
        return all_of(*alone, *(self._meet(one, other) for one, other in itertools.combinations(gains, 2)))

    def _meet(self, one: tuple[Any, Any], other: tuple[Any, Any]) -> Formula:
        """Return where one belief satisfies two comparisons."""

        def ordered(rising: tuple[Any, Any], falling: tuple[Any, Any]) -> Formula:
            cross = rising[0] * falling[1] - rising[1] * falling[0]
            return all_of(self.sign(rising[0], ">="), self.sign(falling[1], ">="), self.sign(cross, ">="))

        ends = (all_of(self.sign(one[t], ">="), self.sign(other[t], ">=")) for t in (0, 1))
        return any_of(*ends, ordered(one, other), ordered(other, one))

    def _intervals(self, message: str, action: str) -> tuple[Interval, ...]:
        """Return the beliefs in the first type under which a reply is optimal, by the direction of each comparison."""
        return tuple(self._cases(message, action))

    def _cases(self, message: str, action: str) -> Iterator[Interval]:
        rivals = self.rivals(action)
        slopes = [self.better(0, message, action, b) - self.better(1, message, action, b) for b in rivals]
        for directions in itertools.product((">", "<", "="), repeat=len(rivals)):
            signs = all_of(*(self.sign(s, d) for s, d in zip(slopes, directions, strict=True)))
            formula = FALSE if signs == FALSE else all_of(signs, self.rationalizable(message, action))
            if formula == FALSE:
                continue
            bounds: dict[str, list[sympy.Expr]] = {">": [], "<": []}
            for other, direction in zip(rivals, directions, strict=True):
                if direction != "=":
                    bounds[direction].append(self._threshold(message, action, other))
            yield sympy.Max(0, *bounds[">"]), sympy.Min(1, *bounds["<"]), formula

    def _threshold(self, message: str, action: str, other: str) -> sympy.Expr:
        """Return the belief in the first type at which two replies are equally good."""
        first, second = (
            self.game.payoffs[t, message, action][1] - self.game.payoffs[t, message, other][1] for t in self.game.types
        )
        return sympy.cancel(-second / (first - second))
