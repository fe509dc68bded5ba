"""The reduced strategic form of a tree, and its agent form.

A plan of a player says what it does at each information set that its own earlier actions in the plan leave reachable.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Final

import sympy

from coopgame.errors import GameError, LimitError
from coopgame.expressions.limits import NAME_LENGTH
from coopgame.games.nodes import JOIN, NO_MOVE, Chance, Decision, History, Node
from coopgame.games.recall import InformationSet, after
from coopgame.games.strategic import Game

PROFILES: Final = 5_000
#: Information sets that a plan leaves reachable, with the action at each.
Plan = tuple[tuple[InformationSet, str], ...]


def plans_of(players: Sequence[str], sets: Sequence[InformationSet]) -> tuple[tuple[Plan, ...], ...]:
    """Return the reduced plans of every player.

    Raises
    ------
    LimitError
        One player has too many, or there are too many profiles of plans.
    """
    every = tuple(_plans([own for own in sets if own.player == player], player) for player in players)
    _check_size(every, "strategic form")
    return every


def agents_of(sets: Sequence[InformationSet]) -> tuple[tuple[str, ...], tuple[tuple[Plan, ...], ...]]:
    """Return an agent for each information set, with its choices as plans.

    Raises
    ------
    LimitError
        There are too many profiles.
    """
    movers = [own.player for own in sets]
    names = tuple(own.player if movers.count(own.player) == 1 else _agent(own) for own in sets)
    every = tuple(tuple(((own, action),) for action in own.actions) for own in sets)
    _check_size(every, "agent form")
    return names, every


def _agent(own: InformationSet) -> str:
    return f"{own.player} at {own.name}" if own.name is not None else f"{own.player} {after(own.histories[0])}"


def _check_size(every: tuple[tuple[Plan, ...], ...], form: str) -> None:
    number = math.prod(len(own) for own in every)
    if number > PROFILES:
        sizes = " × ".join(str(len(own)) for own in every)
        raise LimitError(f"The {form} has {sizes} = {number} profiles; at most {PROFILES}.")


def _plans(sets: Sequence[InformationSet], player: str) -> tuple[Plan, ...]:
    plans: list[Plan] = [()]
    for own in sets:
        longer: list[Plan] = []
        for plan in plans:
            excluded = any(_excluded(own.histories[0], known, action) for known, action in plan)
            longer += [plan] if excluded else [(*plan, (own, action)) for action in own.actions]
        if len(longer) > PROFILES:
            raise LimitError(f"{player} has more than {PROFILES} plans; the strategic form would be too large.")
        plans = longer
    return tuple(plans)


def _excluded(history: History, known: InformationSet, action: str) -> bool:
    """Whether an action keeps its player from a decision; with perfect recall, from all of its information set."""
    return any(history[: len(h)] == h and history[len(h)] != action for h in known.histories if len(h) < len(history))


def strategic_form(
    players: tuple[str, ...], root: Node, plans: tuple[tuple[Plan, ...], ...], seats: Sequence[int] | None = None
) -> Game:
    """Return the game in which every player chooses a plan.

    Parameters
    ----------
    players
        Who chooses.
    root
        The first move of the tree.
    plans
        For each of them the plans.
    seats
        For each of them the place of its payoff at the ends of the tree; None: its own place.

    Raises
    ------
    GameError
        The name of a plan is too long for a strategy.
    """
    names = tuple(tuple(_name(plan, player) for plan in own) for player, own in zip(players, plans, strict=True))

    def expected(node: Node, history: History, chosen: Mapping[History, str]) -> tuple[sympy.Expr, ...]:
        if isinstance(node, Decision):
            action = chosen[history]
            return expected(node.actions[action], (*history, action), chosen)
        if isinstance(node, Chance):
            rows = [
                [probability * u for u in expected(child, (*history, name), chosen)]
                for name, (probability, child) in node.branches.items()
            ]
            return tuple(sympy.expand(sympy.Add(*column)) for column in zip(*rows, strict=True))
        return tuple(node)

    def choices(profile: tuple[Plan, ...]) -> dict[History, str]:
        return {history: action for plan in profile for own, action in plan for history in own.histories}

    every = zip(itertools.product(*names), itertools.product(*plans), strict=True)
    places = range(len(players)) if seats is None else seats
    rows = ((profile, expected(root, (), choices(chosen))) for profile, chosen in every)
    table = {profile: tuple(row[i] for i in places) for profile, row in rows}
    return Game(players, names, table)


def _name(plan: Plan, player: str) -> str:
    """Return the actions of a plan, one for each information set, joined."""
    name = JOIN.join(action for _, action in plan) if plan else NO_MOVE
    if len(name) > NAME_LENGTH:
        raise GameError(f"The plan {name!r} of {player} has more than {NAME_LENGTH} characters; shorten its actions.")
    return name
