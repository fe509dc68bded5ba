"""The moves of a tree: decisions of players, and chance.

A node is a :class:`Decision`, a :class:`Chance`, or the tuple of payoffs in which the game ends.  Sizes are counted
while a tree is put together from its ends, so a tree that is too large is refused before anything walks through it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from coopgame.errors import GameError, LimitError
from coopgame.expressions import check_label
from coopgame.frozen import FrozenMap

NODES: Final = 2_000
DEPTH: Final = 40
#: Joins the actions of one player in a name, and a branch of chance with what follows it.
JOIN, AFTER = "; ", ": "
#: What stands in an outcome for a player who does not move in it.
NO_MOVE: Final = "no move"

#: A decision, a move of chance, or a tuple of payoffs.
Node = Any
History = tuple[str, ...]


def _label(name: Any, what: str, where: str) -> str:
    label = check_label(name, what=what, where=where)
    if ";" in label or ":" in label or label == NO_MOVE:
        raise GameError(f"{where}: the {what} {label!r} contains ';' or ':' or is {NO_MOVE!r}, which outcomes use.")
    return label


def _moves(given: Any, what: str, where: str) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise GameError(f"{where}: expected a mapping from each {what} to what follows, got {type(given).__name__}.")
    if not given:
        raise GameError(f"{where}: at least one {what} is needed.")
    return {_label(name, what, where): node for name, node in given.items()}


def _end(node: Any, where: str) -> Node:
    """Return a node as it is stored; what is no move is a sequence of payoffs."""
    if isinstance(node, Decision | Chance):
        return node
    if isinstance(node, tuple | list):
        return tuple(node)
    raise GameError(f"{where}: expected a Decision, a Chance or a tuple of payoffs, got {node!r}.")


def _extent(nodes: list[Node], where: str) -> tuple[int, int]:
    """Return how many nodes a move and what follows it have, and how many lie on the longest path."""
    moves = [node for node in nodes if not isinstance(node, tuple)]
    size = 1 + len(nodes) - len(moves) + sum(node.size for node in moves)
    depth = 1 + max((node.depth for node in moves), default=1)
    if size > NODES or depth > DEPTH:
        raise LimitError(
            f"{where}: the tree has {size} nodes from here on, {depth} on one path; at most {NODES} and {DEPTH} are "
            "allowed."
        )
    return size, depth


@dataclass(frozen=True)
class Decision:
    """A node at which a player moves.

    Parameters
    ----------
    player
        Who moves.
    actions
        For each action what follows: a :class:`Decision`, a :class:`Chance`, or the payoffs of all players, in order.
    information
        A name for the information set; decisions of one player with the same name are the same to that player.  None:
        the player knows where it is.

    Raises
    ------
    GameError
        There is no action, a name is not legal, or something else than a node follows.
    LimitError
        The tree is too large.

    References
    ----------
    Osborne and Rubinstein (1994), A Course in Game Theory, definitions 89.1 and 200.1.

    Examples
    --------
    >>> reply = Decision("incumbent", {"fight": (-1, -1), "yield": ("b", 1)})
    >>> Decision("entrant", {"out": (0, 2), "in": reply}).size
    5
    """

    player: str
    actions: Mapping[str, Node]
    information: str | None = None
    size: int = field(init=False, repr=False, compare=False)
    depth: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        player = check_label(self.player, what="player", where="Decision")
        where = f"a decision of {player}"
        actions = {name: _end(node, f"{where}, {name}") for name, node in _moves(self.actions, "action", where).items()}
        if self.information is not None:
            _label(self.information, "information set", where)
        size, depth = _extent(list(actions.values()), where)
        for name, value in (("player", player), ("actions", FrozenMap(actions)), ("size", size), ("depth", depth)):
            object.__setattr__(self, name, value)


@dataclass(frozen=True)
class Chance:
    """A node at which chance moves.

    Parameters
    ----------
    branches
        For each branch its probability and what follows, ``{"high": ("mu", …), "low": ("1 - mu", …)}``.

    Raises
    ------
    GameError
        There is no branch, a name is not legal, or a branch is not a probability with what follows.
    LimitError
        The tree is too large.

    Examples
    --------
    >>> Chance({"rain": ("mu", (1, 0)), "sun": ("1 - mu", (0, 1))}).depth
    2
    """

    branches: Mapping[str, tuple[Any, Node]]
    size: int = field(init=False, repr=False, compare=False)
    depth: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        where = "a move of chance"
        branches = {}
        for name, pair in _moves(self.branches, "branch", where).items():
            if isinstance(pair, str) or not isinstance(pair, tuple | list) or len(pair) != 2:
                raise GameError(f"{where}, {name}: expected (probability, what follows), got {pair!r}.")
            branches[name] = (pair[0], _end(pair[1], f"{where}, {name}"))
        size, depth = _extent([node for _, node in branches.values()], where)
        for name, value in (("branches", FrozenMap(branches)), ("size", size), ("depth", depth)):
            object.__setattr__(self, name, value)


def following(node: Node) -> Mapping[str, Node]:
    """Return what follows a node, by action or branch; nothing follows payoffs."""
    if isinstance(node, Decision):
        return node.actions
    return {name: after for name, (_, after) in node.branches.items()} if isinstance(node, Chance) else {}
