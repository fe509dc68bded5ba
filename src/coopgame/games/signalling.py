r"""Signalling games: an informed sender of one of two types sends a message, and a receiver who sees it replies.

Nature draws the type t from the prior, the sender sends a message m, the receiver takes an action a, and both are paid
:math:`u_S(t, m, a)` and :math:`u_R(t, m, a)`.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy

from coopgame.errors import ExpressionError, GameError, did_you_mean
from coopgame.expressions import check_label, to_expression
from coopgame.frozen import FrozenMap
from coopgame.games.bayesian import BayesianGame, agent_name
from coopgame.games.priors import exact_values, probabilities, replaced
from coopgame.games.types_table import labels
from coopgame.notebook import table

Outcome = tuple[str, str, str]
Pair = tuple[sympy.Expr, sympy.Expr]


@dataclass(frozen=True, repr=False)
class Signalling:
    r"""A signalling game with two types of the sender.

    Parameters
    ----------
    types
        The two types of the sender.
    messages, actions
        What the sender can send, at least two, and what the receiver can do after each message, at least one.
    prior
        ``{type: probability}``, where probabilities may contain parameters.
    payoffs
        ``{(type, message, action): (sender, receiver)}``.
    parties
        The names of sender and receiver.

    Attributes
    ----------
    players
        The two types of the sender as ``"sender (type)"``, and the receiver.
    strategies
        The messages, for each type, and the replies of the receiver: ``"action after message"``, joined by ``", "``
        over the messages that are sent.

    Raises
    ------
    GameError
        There are not two types; a name is doubled, unknown or unsafe; a payoff is missing or not a real expression; a
        probability is below 0, or the probabilities do not sum to 1 for all parameters.

    References
    ----------
    Fudenberg and Tirole (1991), Game Theory, section 8.2.

    Examples
    --------
    >>> game = Signalling(["able", "weak"], ["study", "idle"], ["hire", "pass"], {"able": "mu", "weak": "1 - mu"}, {
    ...     (t, m, a): (f"{int(a == 'hire')} - {c}", (1 if t == "able" else -1) if a == "hire" else 0)
    ...     for t in ("able", "weak") for m, c in (("study", "c" if t == "able" else "2*c"), ("idle", "0"))
    ...     for a in ("hire", "pass")}, parties=["student", "employer"])
    >>> game.players, game.parameters
    (('student (able)', 'student (weak)', 'employer'), (c, mu))
    >>> game.strategies[2][-1]
    'pass after study, pass after idle'
    """

    parties: tuple[str, str]
    types: tuple[str, str]
    messages: tuple[str, ...]
    actions: tuple[str, ...]
    prior: Mapping[str, sympy.Expr]
    payoffs: Mapping[Outcome, Pair]

    def __init__(
        self,
        types: Sequence[str],
        messages: Sequence[str],
        actions: Sequence[str],
        prior: Mapping[Any, Any],
        payoffs: Mapping[Any, Any],
        *,
        parties: Sequence[str] = ("sender", "receiver"),
    ) -> None:
        kinds, sent = labels(types, "type", "types"), labels(messages, "message", "messages")
        taken, names = labels(actions, "action", "actions"), labels(parties, "player", "parties")
        if len(kinds) != 2:
            raise GameError(f"types: a signalling game needs two types of the sender, got {len(kinds)}.")
        if len(names) != 2:
            raise GameError(f"parties: expected a sender and a receiver, got {len(names)} names.")
        if len(sent) < 2:
            raise GameError("messages: at least two are needed; one message cannot signal anything.")
        object.__setattr__(self, "parties", names)
        object.__setattr__(self, "types", kinds)
        object.__setattr__(self, "messages", sent)
        object.__setattr__(self, "actions", taken)
        object.__setattr__(self, "prior", FrozenMap(probabilities(prior, kinds, "prior")))
        object.__setattr__(self, "payoffs", FrozenMap(_payoffs(payoffs, (kinds, sent, taken), names)))
        for name in self.strategies[2]:
            check_label(name, what="strategy", where="a reply after its message")
        if len(set(self.strategies[2])) < len(self.strategies[2]) or len(set(self.players)) < 3:
            raise GameError("Two replies after messages, or two agents, would have the same name; rename one.")

    @classmethod
    def from_bayesian(cls, game: BayesianGame, sender: str) -> Signalling:
        """Return the game in which the only informed player moves first and is observed by the other one.

        Raises
        ------
        GameError
            There are not two players, or ``sender`` is not the one with types, or has not two of them.
        """
        if sender not in game.parties:
            raise GameError(f"sender: {sender!r} is not a player.{did_you_mean(str(sender), game.parties)}")
        if len(game.parties) != 2 or set(game.types) != {sender}:
            raise GameError(
                f"sender: expected a game of two players in which {sender!r} alone has types; there are "
                f"{len(game.parties)} players, and types belong to {', '.join(game.types)}."
            )
        first = game.parties.index(sender)
        receiver = game.parties[1 - first]
        messages, actions = (next(iter(game.games.values())).strategies[i] for i in (first, 1 - first))
        table = {}
        for (kind,), inner in game.games.items():
            for m, a in itertools.product(messages, actions):
                row = inner.payoffs[(m, a) if first == 0 else (a, m)]
                table[kind, m, a] = (row[first], row[1 - first])
        prior = {kind: game.prior[kind,] for kind in game.types[sender]}
        return cls(game.types[sender], messages, actions, prior, table, parties=(sender, receiver))

    @property
    def players(self) -> tuple[str, ...]:
        """The two types of the sender, and the receiver."""
        return (*(agent_name(self.parties[0], kind) for kind in self.types), self.parties[1])

    @cached_property
    def strategies(self) -> tuple[tuple[str, ...], ...]:
        """The messages for each type, and every reply that can be on the path of play."""
        sets = [(m,) for m in self.messages] + list(itertools.combinations(self.messages, 2))
        replies = [
            reply_name(dict(zip(sent, chosen, strict=True)))
            for sent in sets
            for chosen in itertools.product(self.actions, repeat=len(sent))
        ]
        return (self.messages, self.messages, tuple(replies))

    @property
    def expressions(self) -> tuple[sympy.Expr, ...]:
        """Both probabilities and all payoffs."""
        return (*self.prior.values(), *(u for pair in self.payoffs.values() for u in pair))

    @cached_property
    def parameters(self) -> tuple[sympy.Symbol, ...]:
        """The symbols of probabilities and payoffs, sorted by name."""
        return tuple(sorted(set().union(*(e.free_symbols for e in self.expressions)), key=str))

    @property
    def is_numeric(self) -> bool:
        """Whether neither a probability nor a payoff contains a parameter."""
        return not self.parameters

    def at(self, values: Mapping[Any, Any]) -> Signalling:
        """Return the game with some parameters replaced by exact numbers.

        Raises
        ------
        GameError
            A name is not a parameter of the game, or a probability becomes negative.
        """
        found = self.substitute(exact_values(values, self.parameters))
        below = [p for p in found.prior.values() if p.is_number and p.is_negative]
        if below:
            raise GameError(f"at: a probability of the prior becomes {below[0]}; expected at least 0.")
        return found

    def substitute(self, expressions: Mapping[sympy.Symbol, sympy.Expr]) -> Signalling:
        """Return the game with parameters replaced by expressions, all at once."""
        swap = dict(expressions)
        new = object.__new__(Signalling)
        for field in ("parties", "types", "messages", "actions"):
            object.__setattr__(new, field, getattr(self, field))
        object.__setattr__(new, "prior", FrozenMap({t: replaced(p, swap) for t, p in self.prior.items()}))
        payoffs = {k: (replaced(u, swap), replaced(v, swap)) for k, (u, v) in self.payoffs.items()}
        object.__setattr__(new, "payoffs", FrozenMap(payoffs))
        return new

    def __repr__(self) -> str:
        symbols = ", ".join(s.name for s in self.parameters) or "none"
        return (
            f"Signalling({self.parties[0]}: {', '.join(self.types)}; messages: {', '.join(self.messages)}; "
            f"{self.parties[1]}: {', '.join(self.actions)}; parameters: {symbols})"
        )

    def _repr_html_(self) -> str:
        pairs = [(m, a) for m in self.messages for a in self.actions]
        rows = (
            [f"{t}, {self.prior[t]}", *(", ".join(map(str, self.payoffs[t, m, a])) for m, a in pairs)]
            for t in self.types
        )
        head = ("type, prior", *(f"{m}, {a}" for m, a in pairs))
        return table(head, rows, caption=f"{', '.join(self.parties)}: payoffs after a message and an action")


def reply_name(replies: Mapping[str, str]) -> str:
    """Return the name of what the receiver does after some messages.

    Examples
    --------
    >>> reply_name({"beer": "wait", "quiche": "duel"})
    'wait after beer, duel after quiche'
    """
    return ", ".join(f"{action} after {message}" for message, action in replies.items())


def _payoffs(given: Any, sets: Sequence[tuple[str, ...]], parties: tuple[str, ...]) -> dict[Outcome, Pair]:
    if not isinstance(given, Mapping):
        raise GameError("payoffs: expected a mapping from (type, message, action) to (sender, receiver).")
    for key in given:
        if isinstance(key, str) or not isinstance(key, Sequence) or len(key) != 3:
            raise GameError(f"payoffs: {key!r} is not (type, message, action).")
        for name, own, what in zip(key, sets, ("type", "message", "action"), strict=True):
            if name not in own:
                raise GameError(
                    f"payoffs at {tuple(key)}: {name!r} is not a known {what}.{did_you_mean(str(name), own)}"
                )
    table = {tuple(key): row for key, row in given.items()}
    found = {}
    for key in itertools.product(*sets):
        where = f"payoffs at ({', '.join(key)})"
        if key not in table:
            raise GameError(f"{where}: missing.")
        row = table[key]
        if isinstance(row, str) or not isinstance(row, Sequence) or len(row) != 2:
            raise GameError(f"{where}: expected a payoff of {parties[0]} and one of {parties[1]}, got {row!r}.")
        try:
            found[key] = (to_expression(row[0], where=where), to_expression(row[1], where=where))
        except ExpressionError as error:
            raise GameError(str(error)) from None
    return found
