"""Perfect Bayesian equilibria of a signalling game of numbers, by the definition.

Sequential rationality and Bayes' rule are checked for every candidate in fractions.  Beliefs after unsent messages are
looked for among the vertices of the receiver's problem: 0, 1, and every belief at which two replies are equally good.
The beliefs under which a reply is optimal are an interval that ends at such points, so none is missed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction

import sympy

from coopgame.equilibria.beliefs import Belief
from coopgame.equilibria.equilibrium import Equilibrium
from coopgame.errors import GameError
from coopgame.games import Signalling

Messages = tuple[Mapping[str, Fraction], Mapping[str, Fraction]]
Replies = Mapping[str, Mapping[str, Fraction]]


def _fraction(value: sympy.Expr, what: str) -> Fraction:
    if not isinstance(value, sympy.Rational):
        raise GameError(f"{what} is {value}; exact solution needs a rational number.")
    return Fraction(int(value.p), int(value.q))


def _rational(value: Fraction) -> sympy.Rational:
    return sympy.Rational(value.numerator, value.denominator)


class Numbers:
    """A signalling game in fractions; a belief is the probability of the first type."""

    def __init__(self, game: Signalling) -> None:
        self.game = game
        self.prior = [_fraction(game.prior[t], f"The probability of {t}") for t in game.types]
        self.valid = min(self.prior) >= 0 and sum(self.prior) == 1
        self.paid = {
            key: tuple(_fraction(u, f"A payoff at ({', '.join(key)})") for u in pair)
            for key, pair in game.payoffs.items()
        }
        self.vertices = {m: self._vertices(m) for m in game.messages}
        self.optimal = {(m, a): self._optimal(m, a) for m in game.messages for a in game.actions}

    def receiver(self, message: str, action: str, belief: Fraction) -> Fraction:
        """Return what the receiver expects."""
        first, second = (self.paid[t, message, action][1] for t in self.game.types)
        return belief * first + (1 - belief) * second

    def best(self, message: str, belief: Fraction) -> list[str]:
        """Return the optimal replies under a belief."""
        top = max(self.receiver(message, a, belief) for a in self.game.actions)
        return [a for a in self.game.actions if self.receiver(message, a, belief) == top]

    def _vertices(self, message: str) -> list[Fraction]:
        found = {Fraction(0), Fraction(1)}
        for a, b in itertools.combinations(self.game.actions, 2):
            at_zero, at_one = (
                self.receiver(message, a, e) - self.receiver(message, b, e) for e in map(Fraction, (0, 1))
            )
            if at_zero * at_one < 0:
                found.add(at_zero / (at_zero - at_one))
        return sorted(found)

    def _optimal(self, message: str, action: str) -> list[Fraction]:
        """Return the vertices at which a reply is optimal."""
        return [belief for belief in self.vertices[message] if action in self.best(message, belief)]

    def sender(self, kind: int, message: str, reply: Mapping[str, Fraction]) -> Fraction:
        """Return what a type gets by a message that gets a mixed reply."""
        own = self.game.types[kind]
        return sum((w * self.paid[own, message, a][0] for a, w in reply.items()), Fraction(0))

    def belief(self, messages: Messages, message: str) -> Fraction | None:
        """Return the belief after a message by Bayes' rule, None after one of probability zero."""
        weights = [p * own.get(message, Fraction(0)) for p, own in zip(self.prior, messages, strict=True)]
        return weights[0] / sum(weights) if any(weights) else None

    def credible(self, messages: Messages, message: str, reply: Mapping[str, Fraction]) -> bool:
        """Whether a reply is optimal under the belief after a message, after one of probability zero under any."""
        held = self.belief(messages, message)
        beliefs = self.vertices[message] if held is None else [held]
        return any(set(reply) <= set(self.best(message, belief)) for belief in beliefs)

    def deterring(self, worth: list[Fraction], message: str) -> list[str]:
        """Return the replies that are optimal under some belief and leave no type better off than on the path."""
        return [
            a
            for a in self.game.actions
            if self.optimal[message, a] and all(self.sender(t, message, {a: Fraction(1)}) <= worth[t] for t in (0, 1))
        ]

    def accepts(self, messages: Messages, replies: Replies) -> bool:
        """Whether messages and replies on the path are part of an equilibrium."""
        worth = []
        for t in (0, 1):
            values = {m: self.sender(t, m, reply) for m, reply in replies.items()}
            top = max(values.values())
            if any(values[m] != top for m in messages[t]):
                return False
            worth.append(top)
        if not all(self.credible(messages, m, reply) for m, reply in replies.items()):
            return False
        unsent = [m for m in self.game.messages if m not in replies]
        return all(self.deterring(worth, m) for m in unsent)

    def survives(self, worth: list[Fraction], unsent: list[str]) -> bool:
        """Whether an outcome passes the intuitive criterion."""
        for m, t in itertools.product(unsent, (0, 1)):
            possible = [a for a in self.game.actions if self.optimal[m, a]]
            understood = self.best(m, Fraction(t))
            never = all(self.sender(t, m, {a: Fraction(1)}) < worth[t] for a in possible)
            if never and all(self.sender(1 - t, m, {a: Fraction(1)}) > worth[1 - t] for a in understood):
                return False
        return True


def _pure(numbers: Numbers) -> Iterator[tuple[Messages, Replies]]:
    """Yield what each type may send for sure, with a reply to each message sent."""
    one, game = Fraction(1), numbers.game
    for m in game.messages:
        for a in game.actions:
            yield ({m: one}, {m: one}), {m: {a: one}}
    for first, second in itertools.permutations(game.messages, 2):
        for a, b in itertools.product(game.actions, repeat=2):
            yield ({first: one}, {second: one}), {first: {a: one}, second: {b: one}}


def _semi(numbers: Numbers) -> Iterator[tuple[Messages, Replies]]:
    """Yield mixtures of one type that leave the receiver indifferent, and replies that leave that type indifferent."""
    one, game = Fraction(1), numbers.game
    for t, (common, revealing) in itertools.product((0, 1), itertools.permutations(game.messages, 2)):
        for c, (a, b) in itertools.product(game.actions, itertools.combinations(game.actions, 2)):
            value, high, low = (numbers.sender(t, m, {r: one}) for m, r in ((revealing, c), (common, a), (common, b)))
            ends = [numbers.receiver(common, a, e) - numbers.receiver(common, b, e) for e in map(Fraction, (0, 1))]
            if high == low or ends[0] * ends[1] >= 0 or numbers.prior[t] == 0:
                continue
            often = (value - low) / (high - low)
            first = ends[0] / (ends[0] - ends[1])
            held = (first, 1 - first)
            sent = held[t] * numbers.prior[1 - t] / (held[1 - t] * numbers.prior[t])
            if 0 < often < 1 and 0 < sent < 1:
                mixing = {common: sent, revealing: 1 - sent}
                messages = (mixing, {common: one}) if t == 0 else ({common: one}, mixing)
                yield messages, {common: {a: often, b: 1 - often}, revealing: {c: one}}


def numeric_equilibria(game: Signalling, criterion: bool) -> tuple[Equilibrium, ...]:
    """Return the equilibria of a game of numbers, those that pass the intuitive criterion if that is asked for."""
    numbers = Numbers(game)
    found = []
    for messages, replies in itertools.chain(_pure(numbers), _semi(numbers)) if numbers.valid else ():
        if numbers.accepts(messages, replies):
            worth = [max(numbers.sender(t, m, replies[m]) for m in messages[t]) for t in (0, 1)]
            unsent = [m for m in game.messages if m not in replies]
            if not criterion or numbers.survives(worth, unsent):
                found.append(_equilibrium(numbers, messages, replies, worth))
    return tuple(found)


def _equilibrium(numbers: Numbers, messages: Messages, replies: Replies, worth: list[Fraction]) -> Equilibrium:
    game = numbers.game
    sent = [m for m in game.messages if m in replies]
    plans = []
    for chosen in itertools.product(*(replies[m].items() for m in sent)):
        weight, names = Fraction(1), []
        for m, (a, w) in zip(sent, chosen, strict=True):
            weight *= w
            names.append(f"{a} after {m}")
        plans.append((", ".join(names), _rational(weight)))
    mixtures = [tuple((m, _rational(own[m])) for m in game.messages if m in own) for own in messages]
    mean = sum(
        (
            p * w * v * numbers.paid[t, m, a][1]
            for t, p, own in zip(game.types, numbers.prior, messages, strict=True)
            for m, w in own.items()
            for a, v in replies[m].items()
        ),
        Fraction(0),
    )
    payoffs = tuple(_rational(u) for u in (*worth, mean))
    beliefs = tuple(_beliefs(numbers, messages, replies, worth))
    return Equilibrium(game.players, (*mixtures, tuple(plans)), payoffs, beliefs=beliefs)


def _beliefs(numbers: Numbers, messages: Messages, replies: Replies, worth: list[Fraction]) -> Iterator[Belief]:
    game = numbers.game
    for m in game.messages:
        held = numbers.belief(messages, m)
        if held is not None:
            yield Belief(m, "+".join(replies[m]), game.types[0], _rational(held), _rational(held))
            continue
        for a in replies[m] if m in replies else numbers.deterring(worth, m):
            ends = numbers.optimal[m, a]
            yield Belief(m, a, game.types[0], _rational(ends[0]), _rational(ends[-1]))
