"""Finite games in the form of a tree: who moves when, what chance does, who knows what, and how it ends.

>>> game = Tree(
...     ["entrant", "incumbent"],
...     Decision("entrant", {"out": (0, 2), "in": Decision("incumbent", {"fight": (-1, -1), "yield": ("b", 1)})}),
... )
>>> game.parameters, game.perfect_information
((b,), True)
>>> game.at({"b": 1}).payoffs_at("in", "yield")
(1, 1)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.errors import ExpressionError, GameError, did_you_mean
from coopgame.expressions import to_expression
from coopgame.games.nodes import Chance, Decision, History, Node, following
from coopgame.games.plans import agents_of, plans_of, strategic_form
from coopgame.games.probabilities import checked_probabilities, demands_on
from coopgame.games.recall import InformationSet, after, check_recall, information_sets, walk
from coopgame.games.replacing import exact_values, replacement
from coopgame.games.strategic import Game, labels
from coopgame.games.ways import ways


@dataclass(frozen=True, repr=False)
class Tree:
    """A finite extensive game with perfect recall, whose payoffs and probabilities are expressions in real parameters.

    Parameters
    ----------
    players
        Names of the players, at least one; payoffs stand in this order.
    root
        The first move, a :class:`Decision` or a :class:`Chance`; what follows is nested in it.

    Raises
    ------
    GameError
        Payoffs are missing, superfluous or not real; probabilities do not sum to one for all parameters, or a number
        among them is negative; a player is unknown; actions differ within an information set, or a player would have to
        forget what it knew or did; a parameter has the name of an action.

    References
    ----------
    Osborne and Rubinstein (1994), A Course in Game Theory, definitions 89.1, 200.1 and 203.3.

    Examples
    --------
    >>> import coopgame as cg
    >>> reply = cg.Decision("incumbent", {"fight": (-1, -1), "yield": ("b", 1)})
    >>> tree = cg.Tree(["entrant", "incumbent"], cg.Decision("entrant", {"out": (0, 2), "in": reply}))
    >>> for outcome in cg.solve(tree):
    ...     print(outcome)
    Equilibrium(out, no move if b <= 0)
    Equilibrium(in, yield if b >= 0)
    """

    players: tuple[str, ...]
    root: Node

    def __init__(self, players: Any, root: Any) -> None:
        names = labels(players, "player", "players")
        if not isinstance(root, Decision | Chance):
            raise GameError(f"root: expected a Decision or a Chance, got {root!r}.")
        object.__setattr__(self, "players", names)
        object.__setattr__(self, "root", _checked(root, names, ()))
        check_recall(self.information_sets)
        used = {s.name for s in self.parameters}
        for own in self.information_sets:
            for action in own.actions:
                if action in used:
                    raise GameError(f"{action!r} is both a parameter and an action of {own.player}; rename one.")

    @cached_property
    def nodes(self) -> Mapping[History, Node]:
        """Every node by the actions and branches that lead to it, each before what follows it."""
        return dict(walk(self.root))

    @cached_property
    def information_sets(self) -> tuple[InformationSet, ...]:
        """Who moves where, and what it cannot tell apart, in the order in which decisions are reached."""
        return information_sets(self.root)

    @property
    def perfect_information(self) -> bool:
        """Whether every player always knows all that has happened."""
        return all(len(own.histories) == 1 for own in self.information_sets)

    @cached_property
    def strategies(self) -> tuple[tuple[str, ...], ...]:
        """For each player what it can do in an outcome: its actions on the way, joined by ``"; "``.

        Raises
        ------
        LimitError
            There are too many outcomes.
        """
        return ways(self)

    @cached_property
    def probabilities(self) -> tuple[sympy.Expr, ...]:
        """The probabilities of all moves of chance."""
        moves = (node for node in self.nodes.values() if isinstance(node, Chance))
        return tuple(probability for move in moves for probability, _ in move.branches.values())

    @cached_property
    def expressions(self) -> tuple[sympy.Expr, ...]:
        """All payoffs, then all probabilities."""
        payoffs = (u for node in self.nodes.values() if isinstance(node, tuple) for u in node)
        return (*payoffs, *self.probabilities)

    @cached_property
    def parameters(self) -> tuple[sympy.Symbol, ...]:
        """The symbols of payoffs and probabilities, sorted by name."""
        return tuple(sorted(set[Any]().union(*(u.free_symbols for u in self.expressions)), key=str))

    @property
    def is_numeric(self) -> bool:
        """Whether no payoff or probability contains a parameter."""
        return not self.parameters

    @property
    def demands(self) -> tuple[Boolean, ...]:
        """What parameters must satisfy for this to be a game: no probability is negative."""
        return demands_on(self.probabilities)

    def payoffs_at(self, *history: str) -> tuple[sympy.Expr, ...]:
        """Return the payoffs with which the game ends after these actions and branches.

        Raises
        ------
        GameError
            They do not lead from the start to an end.
        """
        node = self.root
        for n, name in enumerate(history):
            options = following(node)
            if name not in options:
                raise GameError(f"{name!r} does not follow {after(history[:n])}.{did_you_mean(name, options)}")
            node = options[name]
        if not isinstance(node, tuple):
            raise GameError(f"The game goes on {after(history)}.{did_you_mean('', following(node))}")
        return node

    def at(self, values: Mapping[Any, Any]) -> Tree:
        """Return the tree with some parameters replaced by exact numbers.

        Raises
        ------
        GameError
            A name is not a parameter of the tree, a payoff has no real value there, or a probability is negative.
        """
        return self.substitute(exact_values(values, self.parameters))

    def substitute(self, expressions: Mapping[sympy.Symbol, sympy.Expr]) -> Tree:
        """Return the tree with parameters replaced by expressions, all at once."""
        replaced = replacement(expressions)

        def changed(node: Node) -> Node:
            if isinstance(node, Decision):
                return Decision(node.player, {a: changed(c) for a, c in node.actions.items()}, node.information)
            if isinstance(node, Chance):
                return Chance({b: (replaced(p), changed(c)) for b, (p, c) in node.branches.items()})
            return tuple(map(replaced, node))

        return Tree(self.players, changed(self.root)) if expressions else self

    def strategic(self) -> Game:
        """Return the reduced strategic form: a strategy is a plan, and payoffs are expected values.

        A plan says what a player does at each information set that its own actions do not rule out, and is named by
        these actions, joined by ``"; "``; a player who never moves has the one plan ``"no move"``.

        Raises
        ------
        LimitError
            There are too many profiles of plans; the message gives the number.
        GameError
            The name of a plan is too long.

        Examples
        --------
        >>> import coopgame as cg
        >>> reply = cg.Decision("F", {"l": (2, 1), "r": (0, 0)})
        >>> cg.Tree(["L", "F"], cg.Decision("L", {"stop": (1, 1), "go": reply})).strategic().strategies
        (('stop', 'go'), ('l', 'r'))
        """
        return strategic_form(self.players, self.root, plans_of(self.players, self.information_sets))

    def agents(self) -> Game:
        """Return the agent form: every information set is a player of its own, with the payoff of who moves there.

        An agent has the name of its player, with its information set or what it follows where the player has several.

        Raises
        ------
        LimitError
            There are too many profiles; the message gives the number.
        GameError
            Only chance moves.

        References
        ----------
        Selten (1975), Reexamination of the perfectness concept for equilibrium points in extensive games, section 8.

        Examples
        --------
        >>> import coopgame as cg
        >>> cg.models.centipede(3).game.agents().players
        ('first at the start', 'second', 'first after pass; pass')
        """
        if not self.information_sets:
            raise GameError("agents: only chance moves in this tree, so there are none.")
        names, plans = agents_of(self.information_sets)
        seats = [self.players.index(own.player) for own in self.information_sets]
        return strategic_form(names, self.root, plans, seats)

    def __repr__(self) -> str:
        ends = sum(isinstance(node, tuple) for node in self.nodes.values())
        symbols = ", ".join(s.name for s in self.parameters) or "none"
        known = "perfect" if self.perfect_information else "imperfect"
        return f"Tree({ends} ends, {known} information; players: {', '.join(self.players)}; parameters: {symbols})"

    def _repr_html_(self) -> str:
        def shown(node: Node) -> str:
            if isinstance(node, tuple):
                return escape(", ".join(map(str, node)))
            odds = {b: f" ({p})" for b, (p, _) in node.branches.items()} if isinstance(node, Chance) else {}
            items = "".join(
                f"<li>{escape(name + odds.get(name, ''))}: {shown(child)}</li>"
                for name, child in following(node).items()
            )
            return f"<i>{'chance' if odds else escape(node.player)}</i><ul>{items}</ul>"

        return shown(self.root)


def _checked(node: Node, players: tuple[str, ...], history: History) -> Node:
    """Return a node with expressions for its payoffs and probabilities, and for those of all that follows."""
    where = after(history)
    if isinstance(node, Decision):
        if node.player not in players:
            raise GameError(
                f"The decision {where}: {node.player!r} is not a player.{did_you_mean(node.player, players)}"
            )
        actions = {name: _checked(child, players, (*history, name)) for name, child in node.actions.items()}
        return Decision(node.player, actions, node.information)
    if isinstance(node, Chance):
        given = {name: probability for name, (probability, _) in node.branches.items()}
        known = checked_probabilities(given, f"chance {where}")
        children = {name: _checked(child, players, (*history, name)) for name, (_, child) in node.branches.items()}
        return Chance({name: (known[name], child) for name, child in children.items()})
    if len(node) != len(players):
        raise GameError(
            f"payoffs {where}: expected {len(players)}, one for each of {', '.join(players)}; got {len(node)}."
        )
    return tuple(_payoff(value, player, where) for value, player in zip(node, players, strict=True))


def _payoff(value: Any, player: str, where: str) -> sympy.Expr:
    try:
        return to_expression(value, where=f"payoff of {player} {where}")
    except ExpressionError as error:
        raise GameError(str(error)) from None
