"""What players can do on the way to the ends of a tree, and the names of it.

A player's part in an outcome is named by its actions in the order of the tree, joined by ``"; "``.  Walking through the
tree and taking the next action of whoever moves, and every branch at a move of chance, one gets the outcome back.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from typing import Final, Protocol

from coopgame.errors import LimitError
from coopgame.games.nodes import JOIN, NO_MOVE, Chance, Decision, Node, following

OUTCOMES: Final = 2_000
#: Actions with the number of the player who takes each.
Moves = tuple[tuple[int, str], ...]


class TreeLike(Protocol):
    """What is read of a tree."""

    @property
    def players(self) -> tuple[str, ...]:
        """The players."""

    @property
    def root(self) -> Node:
        """The first move."""


def named(moves: Iterable[tuple[int, str]], players: int) -> tuple[str, ...]:
    """Return for each player its actions, joined.

    Examples
    --------
    >>> named([(0, "pass"), (1, "pass"), (0, "take")], 3)
    ('pass; take', 'pass', 'no move')
    """
    own: list[list[str]] = [[] for _ in range(players)]
    for player, action in moves:
        own[player].append(action)
    return tuple(JOIN.join(actions) if actions else NO_MOVE for actions in own)


def count(node: Node) -> int:
    """Return in how many ways the game can go from a node on, counting all branches of chance together."""
    numbers = [count(child) for child in following(node).values()]
    return math.prod(numbers) if isinstance(node, Chance) else sum(numbers) if numbers else 1


def check_count(tree: TreeLike) -> None:
    """Refuse a tree that can go in too many ways.

    Raises
    ------
    LimitError
        It can.
    """
    number = count(tree.root)
    if number > OUTCOMES:
        shown = str(number) if number < 10**9 else "more than 10**9"
        raise LimitError(f"The tree can go in {shown} ways, counting branches of chance together; at most {OUTCOMES}.")


def ways(tree: TreeLike) -> tuple[tuple[str, ...], ...]:
    """Return for each player the names of its parts in all ways in which the game can go.

    Raises
    ------
    LimitError
        There are too many.
    """
    check_count(tree)
    names = [named(moves, len(tree.players)) for moves in _from(tree.root, tree.players)]
    return tuple(tuple(dict.fromkeys(column)) for column in zip(*names, strict=True))


def _from(node: Node, players: tuple[str, ...]) -> list[Moves]:
    below = {name: _from(child, players) for name, child in following(node).items()}
    if isinstance(node, Decision):
        mover = players.index(node.player)
        return [((mover, action), *moves) for action, every in below.items() for moves in every]
    if isinstance(node, Chance):
        return [tuple(itertools.chain(*parts)) for parts in itertools.product(*below.values())]
    return [()]
