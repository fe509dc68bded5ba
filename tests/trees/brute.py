"""Subgame perfection by definition: every strategy profile, every subgame, every strategy of every player in it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import coopgame as cg

from .draws import numeric

History = tuple[str, ...]
Profile = Mapping[History, str]


def decisions(node: Any, history: History = ()) -> Iterator[tuple[History, Any]]:
    """Yield every decision from a node on."""
    if isinstance(node, cg.Decision):
        yield history, node
        for action, child in node.actions.items():
            yield from decisions(child, (*history, action))
    elif isinstance(node, cg.Chance):
        for branch, (_, child) in node.branches.items():
            yield from decisions(child, (*history, branch))


def profiles(places: list[tuple[History, Any]]) -> Iterator[Profile]:
    names = [history for history, _ in places]
    for actions in itertools.product(*(list(node.actions) for _, node in places)):
        yield dict(zip(names, actions, strict=True))


def payoffs(node: Any, history: History, profile: Profile) -> tuple[Fraction, ...]:
    if isinstance(node, cg.Decision):
        action = profile[history]
        return payoffs(node.actions[action], (*history, action), profile)
    if isinstance(node, cg.Chance):
        rows = [
            [numeric(p) * u for u in payoffs(child, (*history, branch), profile)]
            for branch, (p, child) in node.branches.items()
        ]
        return tuple(sum(column, Fraction(0)) for column in zip(*rows, strict=True))
    return tuple(numeric(u) for u in node)


def is_nash(node: Any, history: History, profile: Profile, players: tuple[str, ...]) -> bool:
    """Whether no player gains in the subgame by another whole strategy."""
    for i, player in enumerate(players):
        own = [place for place in decisions(node, history) if place[1].player == player]
        value = payoffs(node, history, profile)[i]
        if any(payoffs(node, history, {**profile, **other})[i] > value for other in profiles(own)):
            return False
    return True


def starts(node: Any, history: History = ()) -> Iterator[tuple[History, Any]]:
    """Yield the root of every subgame, from the ends to the start; ends are of no interest."""
    children = node.actions.items() if isinstance(node, cg.Decision) else ()
    if isinstance(node, cg.Chance):
        children = ((branch, child) for branch, (_, child) in node.branches.items())
    for name, child in children:
        yield from starts(child, (*history, name))
    if not isinstance(node, tuple):
        yield history, node


def subgame_perfect(tree: cg.Tree) -> list[Profile]:
    """Return every subgame-perfect profile of pure strategies."""
    subgames = list(starts(tree.root))
    return [
        profile
        for profile in profiles(list(decisions(tree.root)))
        if all(is_nash(node, history, profile, tree.players) for history, node in subgames)
    ]


def path(node: Any, history: History, profile: Profile) -> Iterator[tuple[History, str, str]]:
    """Yield the decisions that are reached, chance taking every branch."""
    if isinstance(node, cg.Decision):
        action = profile[history]
        yield history, node.player, action
        yield from path(node.actions[action], (*history, action), profile)
    elif isinstance(node, cg.Chance):
        for branch, (_, child) in node.branches.items():
            yield from path(child, (*history, branch), profile)


def outcome(tree: cg.Tree, profile: Profile) -> tuple[str, ...]:
    """Return for each player its actions on the way."""
    taken = list(path(tree.root, (), profile))
    own = [[action for _, player, action in taken if player == name] for name in tree.players]
    return tuple("; ".join(actions) or "no move" for actions in own)
