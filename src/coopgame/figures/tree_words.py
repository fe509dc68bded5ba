"""What a tree must offer in order to be drawn, and what the drawing shows, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from coopgame.figures.describe import listed

History = tuple[str, ...]


class TreeLike(Protocol):
    """A game in the form of a tree.

    A node with ``player``, ``actions`` and ``information`` is a decision, one with ``branches`` a move of chance whose
    branches have a probability and what follows, and a tuple are the payoffs of an end.
    """

    @property
    def players(self) -> tuple[str, ...]:
        """The players, in the order of payoffs."""

    @property
    def root(self) -> Any:
        """The first move."""


def following(node: Any) -> Mapping[str, Any]:
    """Return what follows a node, by action or branch."""
    if hasattr(node, "actions"):
        return dict(node.actions)
    return {name: after for name, (_, after) in node.branches.items()} if hasattr(node, "branches") else {}


def walk(node: Any, history: History = ()) -> Iterator[tuple[History, Any]]:
    """Yield every node with its history, each before what follows it."""
    yield history, node
    for name, child in following(node).items():
        yield from walk(child, (*history, name))


def information(tree: TreeLike) -> dict[str, list[History]]:
    """Return the nodes of every information set of more than one node, by its name."""
    found: dict[str, list[History]] = {}
    for history, node in walk(tree.root):
        if getattr(node, "information", None) is not None:
            found.setdefault(node.information, []).append(history)
    return {name: histories for name, histories in found.items() if len(histories) > 1}


def alt_text(tree: TreeLike) -> str:
    """Return one paragraph that says who moves where, what follows, and who cannot tell what apart."""
    parts = [f"Game tree with the players {listed(tree.players)}."]
    for history, node in walk(tree.root):
        if isinstance(node, tuple):
            continue
        place = f"After {', '.join(history)}," if history else "At the start"
        ways = [f"{_way(node, name)} {_result(tree, child)}" for name, child in following(node).items()]
        who = f"{node.player} chooses" if hasattr(node, "player") else "chance moves"
        parts.append(f"{place} {who}: {'; '.join(ways)}.")
    for histories in information(tree).values():
        node = dict(walk(tree.root))[histories[0]]
        places = listed([", ".join(history) or "the start" for history in histories])
        parts.append(f"A dashed line joins nodes that {node.player} cannot tell apart: after {places}.")
    return " ".join(parts)


def _way(node: Any, name: str) -> str:
    return f"{name}, with probability {node.branches[name][0]}," if hasattr(node, "branches") else name


def _result(tree: TreeLike, node: Any) -> str:
    if isinstance(node, tuple):
        pairs = [f"{player} {u}" for player, u in zip(tree.players, node, strict=True)]
        return f"ends with {listed(pairs)}"
    return f"leads to a move of {node.player}" if hasattr(node, "player") else "leads to a move of chance"


def caption(tree: TreeLike) -> str:
    """Return a caption for print."""
    nodes = dict(walk(tree.root)).values()
    parts = [f"A game between {listed(tree.players)}; payoffs in this order."]
    if any(hasattr(node, "branches") for node in nodes):
        parts.append("At open circles chance moves, with the probabilities in parentheses.")
    if information(tree):
        parts.append("Dashed lines join nodes that the player cannot tell apart.")
    return " ".join(parts)
