"""Outcomes of signalling games with their conditions: pooling, separating, semi-separating."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import sympy

from coopgame.conditions import FALSE, TRUE, Formula, all_of, any_of, negate
from coopgame.equilibria.beliefs import Belief
from coopgame.equilibria.equilibrium import Equilibrium, Mixture
from coopgame.equilibria.signalling_table import Path, Table, Worth
from coopgame.games.signalling import reply_name

ONE = sympy.Integer(1)


class Paths:
    """What can be an equilibrium of one game without mixing; with ``criterion``, what the intuitive criterion keeps."""

    def __init__(self, table: Table, criterion: bool) -> None:
        self.table, self.game, self.criterion = table, table.game, criterion

    # What keeps a type from sending another message -------------------------------------------------------------------

    def prefers(self, path: Path, worth: Worth, kind: int, deviation: tuple[str, str]) -> Any:
        """Return how much a type loses, times something positive, by a message that gets this reply."""
        above, below = worth[kind]
        gain = above - below * self.table.sent(kind, *deviation)
        return self.table.record(self.game.players[kind], path.described[kind], deviation, gain)

    def _deters(self, path: Path, worth: Worth, message: str, action: str) -> Formula:
        losses = (self.prefers(path, worth, t, (message, action)) for t in (0, 1))
        return all_of(*(self.table.sign(loss, ">=") for loss in losses))

    def _unsent(self, path: Path) -> list[str]:
        return [m for m in self.game.messages if m not in path.sent]

    def supported(self, path: Path) -> Formula:
        """Return where after each unsent message some optimal reply deters both types, and the criterion agrees."""
        return any_of(*(all_of(case, self._stands(path, worth)) for case, worth in path.cases))

    def _stands(self, path: Path, worth: Worth) -> Formula:
        parts: list[Formula] = []
        for m in self._unsent(path):
            replies = (
                all_of(self.table.rationalizable(m, a), self._deters(path, worth, m, a)) for a in self.game.actions
            )
            parts.append(any_of(*replies))
            if self.criterion:
                parts += [negate(self._gives_away(path, worth, m, t)) for t in (0, 1)]
        return all_of(*parts)

    def _gives_away(self, path: Path, worth: Worth, message: str, kind: int) -> Formula:
        """Return where one type cannot gain by a message, and the other does once that is understood."""
        dominated = (
            any_of(
                negate(self.table.rationalizable(message, a)),
                self.table.sign(self.prefers(path, worth, kind, (message, a)), ">"),
            )
            for a in self.game.actions
        )
        gains = (
            any_of(
                negate(self.table.best_against(1 - kind, message, a)),
                self.table.sign(self.prefers(path, worth, 1 - kind, (message, a)), "<"),
            )
            for a in self.game.actions
        )
        return all_of(*dominated, *gains)

    def beliefs(self, path: Path) -> Iterator[Belief]:
        """Yield the beliefs after unsent messages that support a path."""
        for m, a in itertools.product(self._unsent(path), self.game.actions):
            deters = any_of(*(all_of(case, self._deters(path, worth, m, a)) for case, worth in path.cases))
            for lower, upper, formula in self.table.intervals(m, a):
                where = all_of(formula, deters)
                if where != FALSE:
                    yield Belief(m, a, self.game.types[0], lower, upper, where)

    # Pure messages ----------------------------------------------------------------------------------------------------

    def _pure(self, replies: tuple[tuple[str, str], tuple[str, str]]) -> tuple[Path, tuple[Mixture, ...]]:
        """Return the path on which each type sends a message and gets its reply for sure, and its mixtures."""
        unit = self.table.compare.ring.context.constant(1)
        first, second = ((self.table.sent(t, *replies[t]), unit) for t in (0, 1))
        path = Path(replies, tuple(dict.fromkeys(m for m, _ in replies)), ((TRUE, (first, second)),))
        chosen = dict(sorted(replies, key=lambda pair: self.game.messages.index(pair[0])))
        mixtures = (*(((m, ONE),) for m, _ in replies), ((reply_name(chosen), ONE),))
        return path, mixtures

    def _paid(self, replies: tuple[tuple[str, str], tuple[str, str]]) -> tuple[sympy.Expr, ...]:
        rows = [self.game.payoffs[t, *reply] for t, reply in zip(self.game.types, replies, strict=True)]
        mean = sympy.Add(*(self.game.prior[t] * row[1] for t, row in zip(self.game.types, rows, strict=True)))
        return (rows[0][0], rows[1][0], sympy.expand(mean))

    def pooling(self) -> Iterator[Equilibrium]:
        """Yield outcomes in which both types send the same message."""
        about = self.game.types[0]
        for m, a in itertools.product(self.game.messages, self.game.actions):
            path, mixtures = self._pure(((m, a), (m, a)))
            formula = all_of(self.table.valid, self.table.best_at_prior(m, a), self.supported(path))
            prior = self.game.prior[about]
            beliefs = (Belief(m, a, about, prior, prior), *self.beliefs(path))
            yield self.made(mixtures, self._paid(((m, a), (m, a))), formula, beliefs)

    def separating(self) -> Iterator[Equilibrium]:
        """Yield outcomes in which each type sends a message of its own and is recognised by it."""
        for pair in itertools.permutations(self.game.messages, 2):
            for replies in itertools.product(self.game.actions, repeat=2):
                own = tuple(zip(pair, replies, strict=True))
                path, mixtures = self._pure((own[0], own[1]))
                ((_, worth),) = path.cases
                parts = [self._recognised(t, own[t]) for t in (0, 1)]
                parts += [self.table.sign(self.prefers(path, worth, t, own[1 - t]), ">=") for t in (0, 1)]
                formula = all_of(self.table.valid, *parts, self.supported(path))
                told = (belief for t in (0, 1) for belief in self._told(t, own[t]))
                yield self.made(mixtures, self._paid((own[0], own[1])), formula, (*told, *self.beliefs(path)))

    def _recognised(self, kind: int, own: tuple[str, str]) -> Formula:
        """Return where a reply is optimal against a type; Bayes' rule does not bind where its probability is zero."""
        never = self.table.sign(self.table.prior(kind), "=")
        return any_of(self.table.best_against(kind, *own), all_of(never, self.table.rationalizable(*own)))

    def _told(self, kind: int, own: tuple[str, str]) -> Iterator[Belief]:
        """Yield the beliefs after a message that one type alone sends."""
        sure, probability = sympy.Integer(1 - kind), self.table.prior(kind)
        yield Belief(*own, self.game.types[0], sure, sure, self.table.sign(probability, ">"))
        never = self.table.sign(probability, "=")
        for lower, upper, formula in self.table.intervals(*own) if never != FALSE else ():
            yield Belief(*own, self.game.types[0], lower, upper, all_of(never, formula))

    def made(
        self,
        mixtures: tuple[Mixture, ...],
        payoffs: tuple[sympy.Expr, ...],
        formula: Formula,
        beliefs: tuple[Belief, ...],
    ) -> Equilibrium:
        """Return an equilibrium with its beliefs in the order of the messages."""
        order = {m: k for k, m in enumerate(self.game.messages)}
        listed = tuple(sorted(beliefs, key=lambda belief: order[belief.message]))
        return Equilibrium(self.game.players, mixtures, payoffs, formula, beliefs=listed)
