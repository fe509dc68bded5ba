"""What backward induction reports: ways in which a tree can go, with the plans behind them.

An outcome of a node says what happens from there on: the actions taken, in every branch of chance.  It is named by a
tuple of words: what leads to its end, or, where chance moves, to the move of chance, then one word for each branch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy

from coopgame.conditions import FALSE, TRUE, Formula, all_of, any_of
from coopgame.equilibria.equilibrium import Equilibrium, Plan
from coopgame.games.nodes import AFTER, JOIN, History
from coopgame.games.ways import named

Words = tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What happens from a node on.

    Attributes
    ----------
    words
        Its name.
    payoffs
        For each player the expected payoff.
    first
        Where the first decision is and what is done there; None at an end and at a move of chance.
    parts
        What happens next: nothing at an end, one outcome after an action, one for each branch of chance.
    """

    words: Words
    payoffs: tuple[Any, ...]
    first: tuple[History, int, str] | None = None
    parts: tuple[Outcome, ...] = ()

    def after(self, history: History, mover: int, action: str) -> Outcome:
        """Return the outcome that an action of a player leads to this one."""
        return Outcome(self.words, self.payoffs, (history, mover, action), (self,))

    @cached_property
    def moves(self) -> tuple[tuple[int, str], ...]:
        """The actions with the players who take them, in the order of the tree."""
        own = () if self.first is None else (self.first[1:],)
        return (*own, *(move for part in self.parts for move in part.moves))

    def first_actions(self) -> Iterator[tuple[History, int, str]]:
        """Yield the first decisions, one, or one for each branch of chance that has any."""
        if self.first is not None:
            yield self.first
        else:
            for part in self.parts:
                yield from part.first_actions()


def chance_words(history: History, parts: Mapping[str, Outcome]) -> Words:
    """Return the name of what happens from a move of chance on."""
    rest = {name: JOIN.join(part.words[len(history) + 1 :]) for name, part in parts.items()}
    return (*history, *(f"{name}{AFTER}{then}" if then else name for name, then in rest.items()))


@dataclass(frozen=True)
class Subgame:
    """The outcomes of one node, each with the condition under which it is subgame perfect.

    Attributes
    ----------
    outcomes
        The outcomes with their conditions.
    options
        At a decision the subgame after each action; at a move of chance that after each branch.
    """

    outcomes: tuple[tuple[Outcome, Formula], ...]
    options: Mapping[str, Subgame]


#: Where a player likes the first outcome no better than the second.
NoBetter = Callable[[int, Outcome, Outcome], Formula]


def equilibrium(
    players: tuple[str, ...], root: Subgame, outcome: Outcome, formula: Formula, no_better: NoBetter
) -> Equilibrium:
    """Return an outcome of a tree as an equilibrium, with the plans that support it."""
    mixtures = tuple(((name, sympy.Integer(1)),) for name in named(outcome.moves, len(players)))
    plans = tuple(
        Plan(players[mover], JOIN.join(history), replies)
        for (history, mover), replies in _replies(root, outcome, no_better)
    )
    payoffs = tuple(
        u if isinstance(u, sympy.Expr) else sympy.Rational(u.numerator, u.denominator) for u in outcome.payoffs
    )
    return Equilibrium(players, mixtures, payoffs, formula, plans)


Replies = tuple[tuple[History, int], tuple[tuple[str, Formula], ...]]


def _replies(game: Subgame, outcome: Outcome, no_better: NoBetter) -> Iterator[Replies]:
    """Yield what is done on the way, and after every deviation the replies that deter it."""
    if outcome.first is None:
        for below, part in zip(game.options.values(), outcome.parts, strict=True):
            yield from _replies(below, part, no_better)
        return
    history, mover, action = outcome.first
    yield (history, mover), ((action, TRUE),)
    for other, below in game.options.items():
        if other == action:
            yield from _replies(below, outcome.parts[0], no_better)
        else:
            yield from _deterring(below, lambda reply: no_better(mover, reply, outcome))


def _deterring(game: Subgame, deters: Callable[[Outcome], Formula]) -> Iterator[Replies]:
    found: dict[tuple[History, int], dict[str, list[Formula]]] = {}
    for reply, formula in game.outcomes:
        condition = all_of(formula, deters(reply))
        if condition == FALSE:
            continue
        for history, mover, action in reply.first_actions():
            found.setdefault((history, mover), {}).setdefault(action, []).append(condition)
    for place, replies in found.items():
        yield place, tuple((action, any_of(*conditions)) for action, conditions in replies.items())
