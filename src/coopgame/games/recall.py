"""Information sets of a tree, and whether every player remembers what it knew and did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coopgame.errors import GameError, did_you_mean
from coopgame.games.nodes import JOIN, Decision, History, Node, following


@dataclass(frozen=True)
class InformationSet:
    """Decisions that their player cannot tell apart.

    Attributes
    ----------
    player
        Who moves.
    name
        The name that was given; None for a decision of its own.
    histories
        The actions and branches that lead to each decision.
    actions
        What the player can do.
    """

    player: str
    name: str | None
    histories: tuple[History, ...]
    actions: tuple[str, ...]


def after(history: History) -> str:
    """Return where a history leads, in words."""
    return f"after {JOIN.join(history)}" if history else "at the start"


def walk(node: Node, history: History = ()) -> Iterator[tuple[History, Node]]:
    """Yield every node with its history, each before what follows it."""
    yield history, node
    for name, child in following(node).items():
        yield from walk(child, (*history, name))


def information_sets(root: Node) -> tuple[InformationSet, ...]:
    """Return the information sets in the order in which they are first reached.

    Raises
    ------
    GameError
        Two players share one, or actions differ within one.
    """
    found: dict[object, InformationSet] = {}
    for history, node in walk(root):
        if not isinstance(node, Decision):
            continue
        key = history if node.information is None else node.information
        known = found.setdefault(key, InformationSet(node.player, node.information, (), tuple(node.actions)))
        if known.player != node.player:
            raise GameError(f"Information set {key!r}: {known.player} and {node.player} share it; rename one.")
        if set(known.actions) != set(node.actions):
            other = next(a for a in (*node.actions, *known.actions) if (a in node.actions) != (a in known.actions))
            raise GameError(
                f"Information set {key!r} of {node.player}: {after(known.histories[0])} the actions are "
                f"{', '.join(known.actions)}, {after(history)} they are {', '.join(node.actions)}; {node.player} could "
                f"tell the nodes apart by {other!r}.{did_you_mean(other, [a for a in known.actions if a != other])}"
            )
        found[key] = InformationSet(known.player, known.name, (*known.histories, history), known.actions)
    return tuple(found.values())


def check_recall(sets: tuple[InformationSet, ...]) -> None:
    """Refuse a tree in which a player forgets what it knew or did.

    Raises
    ------
    GameError
        Two nodes of an information set come after different moves of the player itself.
    """
    place = {history: own for own in sets for history in own.histories}
    for own in sets:
        past = [_experience(own.player, history, place) for history in own.histories]
        for history, other in zip(own.histories[1:], past[1:], strict=True):
            if other != past[0]:
                raise GameError(
                    f"Information set {own.name!r}: {own.player} moved differently {after(own.histories[0])} and "
                    f"{after(history)}, so it would have to forget its own moves; trees must have perfect recall."
                )


def _experience(player: str, history: History, place: dict[History, InformationSet]) -> list[tuple[int, str]]:
    """Return the information sets that a player has passed on the way, and what it did there."""
    met = ((place.get(history[:n]), action) for n, action in enumerate(history))
    return [(id(own), action) for own, action in met if own is not None and own.player == player]
