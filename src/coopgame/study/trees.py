"""From the nodes of a study to a tree."""

from __future__ import annotations

from typing import Any

from coopgame.errors import StudyError, did_you_mean
from coopgame.games import Chance, Decision, Situation, Tree
from coopgame.games.nodes import DEPTH
from coopgame.games.probabilities import checked_probabilities
from coopgame.study.messages import naming
from coopgame.study.schema import NodeSection, Timing, TreeSection


def situation_of(section: TreeSection, timing: Timing | None) -> Situation:
    """Return the tree of a study, or its strategic form where plans are chosen simultaneously.

    Raises
    ------
    StudyError
        The nodes do not make a tree, or the timing does not fit it.
    """
    root = _Nodes(section).tree()
    with naming("tree"):
        tree = Tree(section.players, root)
    if timing is not None and timing.play == "simultaneous":
        return tree.strategic()
    if timing is not None and timing.play is not None:
        raise StudyError(
            "timing.play: a tree says itself who moves when; leave it out, or let plans be chosen once and for all "
            'with play = "simultaneous".'
        )
    for own in tree.information_sets:
        if len(own.histories) > 1:
            raise StudyError(
                f"tree.nodes: {own.player} cannot tell apart {len(own.histories)} nodes of the information set "
                f'{own.name!r}, so there is no backward induction; add [timing] with play = "simultaneous", which '
                "solves the strategic form."
            )
    return tree


class _Nodes:
    """The nodes of a study, each of which one action leads to."""

    def __init__(self, section: TreeSection) -> None:
        self._nodes, self._start, self._players = section.nodes, section.start, section.players
        self._met: list[str] = []

    def tree(self) -> Any:
        """Return the root with everything that follows."""
        root = self._named(self._start, "tree.start", 1)
        idle = [name for name in self._nodes if name not in self._met]
        if idle:
            raise StudyError(f"tree.nodes.{idle[0]}: no action leads to it.")
        return root

    def _named(self, name: str, where: str, depth: int) -> Any:
        if name not in self._nodes:
            raise StudyError(f"{where}: {name!r} is not a node.{did_you_mean(name, self._nodes)}")
        if name in self._met:
            raise StudyError(f"{where}: leads to {name!r} a second time; in a tree one way leads to each node.")
        if depth > DEPTH:
            raise StudyError(f"{where}: more than {DEPTH} nodes lie on one path.")
        self._met.append(name)
        node, here = self._nodes[name], f"tree.nodes.{name}"
        _check(node, here)
        if node.player is not None and node.player not in self._players:
            known = did_you_mean(node.player, self._players)
            raise StudyError(f"{here}.player: {node.player!r} is not a player.{known}")
        if node.chance is not None:
            checked_probabilities({b: p.probability for b, p in node.chance.items()}, f"{here}.chance")
            return Chance(
                {b: (p.probability, self._after(p.to, f"{here}.chance.{b}", depth)) for b, p in node.chance.items()}
            )
        actions = {a: self._after(to, f"{here}.actions.{a}", depth) for a, to in (node.actions or {}).items()}
        return Decision(str(node.player), actions, node.information)

    def _after(self, to: Any, where: str, depth: int) -> Any:
        if isinstance(to, str):
            return self._named(to, where, depth + 1)
        if len(to) != len(self._players):
            each = f"{len(self._players)} payoffs, one for each of {', '.join(self._players)}"
            raise StudyError(f"{where}: expected {each}; got {len(to)}.")
        return to


def _check(node: NodeSection, where: str) -> None:
    """Refuse a node that is neither a decision nor a move of chance, or something of both."""
    decision = node.player is not None and node.actions is not None and node.chance is None
    chance = node.chance is not None and node.player is None and node.actions is None and node.information is None
    if not decision and not chance:
        raise StudyError(f"{where}: expected player with actions, or chance alone.")
