"""Backward induction in a tree of numbers, with the set of subgame-perfect outcomes at every node.

At a decision, every action is worth at least its worst outcome; an outcome survives iff it pays the mover at least what
the best of the other actions is sure to pay.
"""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import sympy

from coopgame.conditions import FALSE, TRUE, Formula
from coopgame.equilibria.equilibrium import Equilibrium
from coopgame.equilibria.tree_outcomes import Outcome, Subgame, chance_words, equilibrium
from coopgame.errors import GameError, LimitError
from coopgame.games import Chance, Decision, Tree
from coopgame.games.nodes import History, Node
from coopgame.games.recall import after
from coopgame.games.ways import OUTCOMES


def solve_numbers(tree: Tree) -> tuple[Equilibrium, ...]:
    """Return the subgame-perfect outcomes.

    Raises
    ------
    GameError
        A payoff or a probability is not a rational number.
    LimitError
        There are too many outcomes.
    """
    root = _solve(tree, tree.root, ())
    return tuple(equilibrium(tree.players, root, z, TRUE, _no_better) for z, _ in root.outcomes)


def _no_better(player: int, first: Outcome, second: Outcome) -> Formula:
    return TRUE if first.payoffs[player] <= second.payoffs[player] else FALSE


def _solve(tree: Tree, node: Node, history: History) -> Subgame:
    if isinstance(node, Decision):
        options = {action: _solve(tree, child, (*history, action)) for action, child in node.actions.items()}
        found = _best(tree.players.index(node.player), history, options)
    elif isinstance(node, Chance):
        options = {branch: _solve(tree, child, (*history, branch)) for branch, (_, child) in node.branches.items()}
        found = _combined(node, history, options)
    else:
        options = {}
        found = [Outcome(history, tuple(_number(u, f"payoff {after(history)}") for u in node))]
    return Subgame(tuple((z, TRUE) for z in found), options)


def _best(mover: int, history: History, options: dict[str, Subgame]) -> list[Outcome]:
    sure = {action: min(z.payoffs[mover] for z, _ in below.outcomes) for action, below in options.items()}
    found = []
    for action, below in options.items():
        needed = max((worth for other, worth in sure.items() if other != action), default=None)
        for z, _ in below.outcomes:
            if needed is None or z.payoffs[mover] >= needed:
                found.append(z.after(history, mover, action))
    return found


def _combined(node: Chance, history: History, options: dict[str, Subgame]) -> list[Outcome]:
    number = math.prod(len(below.outcomes) for below in options.values())
    if number > OUTCOMES:
        raise LimitError(f"Backward induction: {number} outcomes {after(history)}; at most {OUTCOMES}.")
    weights = [_number(p, f"probability of {b} {after(history)}") for b, (p, _) in node.branches.items()]
    found = []
    for parts in itertools.product(*([z for z, _ in below.outcomes] for below in options.values())):
        columns = zip(*(part.payoffs for part in parts), strict=True)
        payoffs = tuple(sum((w * u for w, u in zip(weights, column, strict=True)), Fraction(0)) for column in columns)
        found.append(Outcome(chance_words(history, dict(zip(options, parts, strict=True))), payoffs, None, parts))
    return found


def _number(value: sympy.Expr, what: str) -> Fraction:
    if value.free_symbols:
        names = ", ".join(sorted(s.name for s in value.free_symbols))
        raise GameError(f"The {what} still contains {names}.")
    if not isinstance(value, sympy.Rational):
        raise GameError(f"The {what} is {value}; exact solution needs a rational number.")
    return Fraction(int(value.p), int(value.q))
