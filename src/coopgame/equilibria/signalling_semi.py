"""Semi-separating outcomes of signalling games: one type mixes, and the receiver mixes to keep it indifferent."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy

from coopgame.conditions import FALSE, Formula, Polynomial, Ring, all_of, any_of
from coopgame.equilibria.beliefs import Belief
from coopgame.equilibria.equilibrium import Equilibrium
from coopgame.equilibria.signalling_paths import Paths
from coopgame.equilibria.signalling_table import Path
from coopgame.games.signalling import reply_name

ONE = sympy.Integer(1)


class SemiSeparating:
    """The semi-separating outcomes of one game, in the conditions of its paths."""

    def __init__(self, paths: Paths) -> None:
        self.paths, self.table, self.game = paths, paths.table, paths.game

    def equilibria(self) -> Iterator[Equilibrium]:
        """Yield outcomes in which one type mixes between the other's message and one that reveals it."""
        pairs = itertools.combinations(self.game.actions, 2)
        for kind, (common, revealing), reply, pair in itertools.product(
            (0, 1), itertools.permutations(self.game.messages, 2), self.game.actions, list(pairs)
        ):
            mixed = Mixed(kind, common, revealing, reply, pair)
            path = self._mixed_path(mixed)
            formula = all_of(
                self.table.valid,
                self.table.best_against(kind, revealing, reply),
                self._indifferent(mixed),
                self.paths.supported(path),
            )
            if formula != FALSE:
                yield self._mixture(mixed, formula, path)

    def _mixed_path(self, mixed: Mixed) -> Path:
        """Return the path on which the receiver's mixture leaves one type indifferent, and the other one stays."""
        unit = self.table.compare.ring.context.constant(1)
        i, j = mixed.kind, 1 - mixed.kind
        value = self.table.sent(i, mixed.revealing, mixed.reply)
        described = [(mixed.revealing, mixed.reply)] * 2
        described[j] = (mixed.common, "+".join(mixed.pair))
        cases = []
        for high, low in (mixed.pair, mixed.pair[::-1]):
            up = self.table.sent(i, mixed.common, high) - value
            down = value - self.table.sent(i, mixed.common, low)
            for gain, action in ((up, high), (down, low)):
                self.table.record(self.game.players[i], (mixed.common, action), (mixed.revealing, mixed.reply), gain)
            mean = down * self.table.sent(j, mixed.common, high) + up * self.table.sent(j, mixed.common, low)
            own, other = (value, unit), (mean, up + down)
            worth = (own, other) if i == 0 else (other, own)
            path = Path((described[0], described[1]), (mixed.common, mixed.revealing), ())
            stays = self.paths.prefers(path, worth, j, (mixed.revealing, mixed.reply))
            case = all_of(self.table.sign(up, ">"), self.table.sign(down, ">"), self.table.sign(stays, ">="))
            cases.append((case, worth))
        return Path((described[0], described[1]), (mixed.common, mixed.revealing), tuple(cases))

    def _indifferent(self, mixed: Mixed) -> Formula:
        """Return where some mixture of the sender makes the receiver indifferent between two best replies."""
        i, j = mixed.kind, 1 - mixed.kind
        cases = []
        for a, b in (mixed.pair, mixed.pair[::-1]):
            own, other = (self.table.better(t, mixed.common, a, b) for t in (i, j))
            signs = [self.table.sign(own, ">"), self.table.sign(other, "<"), self.table.sign(self.table.prior(j), ">")]
            signs.append(self.table.sign(self.table.at_prior(mixed.common, a, b), ">"))
            for c in self.game.actions:
                if c not in mixed.pair:
                    gains = (self.table.better(t, mixed.common, a, c) for t in (i, j))
                    mine, theirs = gains
                    signs.append(self.table.sign(own * theirs - other * mine, ">="))
            cases.append(all_of(*signs))
        return any_of(*cases)

    def _mixture(self, mixed: Mixed, formula: Formula, path: Path) -> Equilibrium:
        game, order = self.game, self.game.messages.index
        i, j = mixed.kind, 1 - mixed.kind
        own, other = game.types[i], game.types[j]
        a, b = mixed.pair

        def pays(kind: str, action: str, side: int) -> sympy.Expr:
            return game.payoffs[kind, mixed.common, action][side]

        value, revealed = game.payoffs[own, mixed.revealing, mixed.reply]
        high, low = pays(own, a, 0), pays(own, b, 0)
        often = (quotient(value - low, high - low), quotient(high - value, high - low))
        gain, loss = (pays(t, a, 1) - pays(t, b, 1) for t in (own, other))
        mine, theirs = game.prior[own] * gain, game.prior[other] * loss
        sent = {mixed.common: quotient(-theirs, mine), mixed.revealing: quotient(mine + theirs, mine)}
        mixtures = [tuple((m, sent[m]) for m in sorted(sent, key=order)), ((mixed.common, ONE),)]
        names = [mixed.replies(action, order) for action in (a, b)]
        receiver = tuple(zip(names, often, strict=True))
        mean = (value - low) * pays(other, a, 0) + (high - value) * pays(other, b, 0)
        paid = [value, quotient(mean, high - low)]
        kept = game.prior[other] * (gain * pays(other, a, 1) - loss * pays(own, a, 1))
        total = quotient(kept + (mine + theirs) * revealed, gain)
        if i == 1:
            mixtures, paid = mixtures[::-1], paid[::-1]
        first = quotient(-loss, gain - loss) if i == 0 else quotient(gain, gain - loss)
        about, sure = game.types[0], sympy.Integer(1 - i)
        beliefs = (Belief(mixed.common, f"{a}+{b}", about, first, first),
                   Belief(mixed.revealing, mixed.reply, about, sure, sure), *self.paths.beliefs(path))  # fmt: skip
        return self.paths.made((*mixtures, receiver), (*paid, total), formula, beliefs)


def quotient(above: sympy.Expr, below: sympy.Expr) -> sympy.Expr:
    """Return a quotient in lowest terms, in factors.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> quotient(x**2 - x, x**2 - 2 * x + 1)
    x/(x - 1)
    """
    ring = Ring.of([above, below])
    top, bottom = (ring.polynomial(part).flint for part in (above, below))
    if top.is_zero():
        return sympy.Integer(0)
    (one, first), (other, second) = (part.factor() for part in (top, bottom))
    powers: dict[Any, int] = {}
    for factors, sign in ((first, 1), (second, -1)):
        for factor, multiplicity in factors:
            key = Polynomial.from_flint(ring, factor)
            powers[key] = powers.get(key, 0) + sign * int(multiplicity)
    scale = sympy.Rational(int(one.p), int(one.q)) / sympy.Rational(int(other.p), int(other.q))
    parts = [key.expression**power for key, power in powers.items() if power]
    return _with_sign(scale, parts)


def _with_sign(scale: sympy.Rational, parts: list[sympy.Expr]) -> sympy.Expr:
    """Return a product, a negative sign drawn into the first sum of its numerator."""
    sums = [part for part in parts if part.is_Add]
    if scale.is_negative and sums:
        parts = [sympy.expand(-part) if part is sums[0] else part for part in parts]
        scale = -scale
    return sympy.Mul(scale, *parts)


@dataclass(frozen=True)
class Mixed:
    """A semi-separating outcome: who mixes between which messages, and the replies.

    Attributes
    ----------
    kind
        The type that mixes, 0 or 1; the other one sends the common message for sure.
    common, revealing
        The two messages.
    reply
        What the revealing message gets.
    pair
        Between what the receiver mixes after the common message.
    """

    kind: int
    common: str
    revealing: str
    reply: str
    pair: tuple[str, str]

    def replies(self, action: str, order: Any) -> str:
        """Return the name of the receiver's replies when it gives this one to the common message."""
        chosen = {self.common: action, self.revealing: self.reply}
        return reply_name({m: chosen[m] for m in sorted(chosen, key=order)})
