r"""Backward induction: subgame-perfect outcomes of trees of perfect information, ties kept as sets.

Let :math:`Z(h)` be the outcomes of subgame-perfect equilibria from the node h on.  At an end there is one.  At a move
of chance, one outcome of each branch makes one, and payoffs are expected values.  At a decision of player i, an outcome
z that follows the action a is one iff :math:`z \in Z(h, a)` and, for every other action b, some
:math:`z' \in Z(h, b)` has :math:`u_i(z') \le u_i(z)`: it deters the deviation.  What happens after different deviations
can be chosen independently, so strategies are never enumerated.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import sympy

from coopgame.conditions import FALSE, TRUE, Formula, Sign, all_of, any_of, propagate
from coopgame.equilibria.backward_numbers import solve_numbers
from coopgame.equilibria.concept import Comparisons, Conditional
from coopgame.equilibria.equilibrium import Component, Equilibrium
from coopgame.equilibria.tree_outcomes import Outcome, Subgame, Words, chance_words, equilibrium
from coopgame.errors import ConceptError, LimitError
from coopgame.games import Chance, Decision, Tree
from coopgame.games.nodes import History, Node
from coopgame.games.ways import check_count

COMPARISONS: Final = 20_000


@dataclass(frozen=True)
class BackwardInduction:
    """Subgame perfection in pure strategies, for trees of perfect information.

    An equilibrium is an *outcome*: for each player the actions on the way, joined by ``"; "``, in every branch of
    chance; :meth:`Equilibrium.plan` gives, after each deviation, the replies that deter it.

    Raises
    ------
    ConceptError
        The situation is not a tree, or a player cannot tell nodes apart.

    References
    ----------
    Osborne and Rubinstein (1994), A Course in Game Theory, sections 6.2 and 6.3.

    Examples
    --------
    >>> import coopgame as cg
    >>> reply = cg.Decision("F", {"fight": (-1, -1), "yield": ("b", 1)})
    >>> tree = cg.Tree(["L", "F"], cg.Decision("L", {"out": (0, 2), "in": reply}))
    >>> out, into = cg.solve(tree, cg.BackwardInduction())
    >>> out.profile, out.condition, out.plan("F")
    (('out', 'no move'), b <= 0, {'in': {'yield': b <= 0}})
    >>> into.profile, into.payoffs
    (('in', 'yield'), (b, 1))
    """

    @property
    def name(self) -> str:
        """The name of the concept."""
        return "backward induction"

    @property
    def by_regret(self) -> bool:
        """Outcomes rest on what happens after deviations, so regret does not define them."""
        return False

    def check(self, game: Any) -> None:
        """Raise ConceptError unless this is a tree in which everybody knows all that has happened."""
        if not isinstance(game, Tree):
            raise ConceptError(
                f"Backward induction is defined for trees, this is a {type(game).__name__}; state it as a Tree, or "
                "use Nash(), PureNash() or SubgamePerfect(order=…)."
            )
        for own in game.information_sets:
            if len(own.histories) > 1:
                pure = "cg.Nash()" if len(game.players) == 2 else "cg.PureNash()"
                raise ConceptError(
                    f"Backward induction needs perfect information, and {own.player} cannot tell apart the "
                    f"{len(own.histories)} nodes of the information set {own.name!r}; solve the strategic form: "
                    f"cg.solve(tree.strategic(), {pure})."
                )

    def equilibria(self, game: Tree) -> tuple[Equilibrium, ...]:
        """Return every outcome of a tree of numbers, by backward induction with sets of values.

        Raises
        ------
        LimitError
            There are too many.
        """
        return solve_numbers(game)

    def components(self, game: Tree, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:  # noqa: ARG002
        """Return each outcome as a component of its own: only pure strategies are considered."""
        return tuple(Component.single(equilibrium) for equilibrium in equilibria)

    def conditional(self, game: Tree) -> Conditional:
        """Return every outcome that is possible for some parameters, with its condition.

        Raises
        ------
        LimitError
            The tree can go in too many ways, or the conditions are made of too many comparisons.
        """
        check_count(game)
        every = _every(game.root, (), game.players)
        solving = _Solving(game, every)
        root = solving.solve(every)
        found = tuple(
            equilibrium(game.players, root, outcome, all_of(solving.compare.defined, formula), solving.no_better)
            for outcome, formula in root.outcomes
        )
        return Conditional(found, solving.compare.indifferences)


def _every(node: Node, history: History, players: tuple[str, ...]) -> Subgame:
    """Return all ways in which the game can go from a node on, without conditions."""
    if isinstance(node, Decision):
        mover = players.index(node.player)
        options = {a: _every(child, (*history, a), players) for a, child in node.actions.items()}
        ways = [z.after(history, mover, a) for a, below in options.items() for z, _ in below.outcomes]
    elif isinstance(node, Chance):
        options = {b: _every(child, (*history, b), players) for b, (_, child) in node.branches.items()}
        weights = [probability for probability, _ in node.branches.values()]
        ways = []
        for parts in itertools.product(*([z for z, _ in below.outcomes] for below in options.values())):
            rows = [[w * u for u in part.payoffs] for w, part in zip(weights, parts, strict=True)]
            expected = tuple(sympy.expand(sympy.Add(*column)) for column in zip(*rows, strict=True))
            words = chance_words(history, dict(zip(options, parts, strict=True)))
            ways.append(Outcome(words, expected, None, parts))
    else:
        options, ways = {}, [Outcome(history, node)]
    return Subgame(tuple((z, TRUE) for z in ways), options)


def _table(tree: Tree, game: Subgame) -> dict[Words, tuple[sympy.Expr, ...]]:
    """Return the payoffs of every outcome of every node by name."""
    table = {z.words: z.payoffs for z, _ in game.outcomes}
    for below in game.options.values():
        table |= _table(tree, below)
    return table


@dataclass(frozen=True)
class _Payoffs:
    """What comparisons are made of."""

    players: tuple[str, ...]
    payoffs: Mapping[Words, tuple[sympy.Expr, ...]]
    parameters: tuple[sympy.Symbol, ...]


class _Solving:
    """The conditions of one tree, from its ends to its root."""

    def __init__(self, tree: Tree, every: Subgame) -> None:
        # Probabilities may have denominators that cancel in the payoffs; a row without a history keeps track of them.
        odds = {
            ("", str(n)): (p,) * len(tree.players) for n, p in enumerate(tree.probabilities) if not p.is_polynomial()
        }
        self.compare = Comparisons(cast(Any, _Payoffs(tree.players, _table(tree, every) | odds, tree.parameters)))
        self._sizes: dict[int, tuple[Formula, int]] = {}
        self._built = 0

    def no_better(self, player: int, first: Outcome, second: Outcome) -> Formula:
        """Return where a player likes the first outcome no better than the second."""
        return self.compare.at_least(player, second.words, first.words)

    def solve(self, game: Subgame) -> Subgame:
        """Return a node with the outcomes that are possible for some parameters, with their conditions."""
        options = {name: self.solve(below) for name, below in game.options.items()}
        if not options:
            return game
        first = game.outcomes[0][0].first
        found = self._chance(game, options) if first is None else self._decision(first[0], first[1], options)
        self._spend(sum(self._size(formula) for _, formula in found))
        return Subgame(tuple(found), options)

    def _chance(self, game: Subgame, options: Mapping[str, Subgame]) -> list[tuple[Outcome, Formula]]:
        known = [{z.words: formula for z, formula in below.outcomes} for below in options.values()]
        found = []
        for z, _ in game.outcomes:
            formulas = [own.get(part.words, FALSE) for own, part in zip(known, z.parts, strict=True)]
            found.append((z, all_of(*formulas)))
        return [(z, formula) for z, formula in found if formula != FALSE]

    def _decision(self, history: History, mover: int, options: Mapping[str, Subgame]) -> list[tuple[Outcome, Formula]]:
        sizes = [len(below.outcomes) for below in options.values()]
        self._spend(sum(sizes) ** 2 - sum(n * n for n in sizes))
        found = []
        for action, below in options.items():
            others = [option for other, option in options.items() if other != action]
            for z, formula in below.outcomes:
                deterred = (
                    any_of(*(all_of(other, self.no_better(mover, reply, z)) for reply, other in option.outcomes))
                    for option in others
                )
                whole = propagate(all_of(formula, *deterred))
                if whole != FALSE:
                    found.append((z.after(history, mover, action), whole))
        return found

    def _spend(self, comparisons: int) -> None:
        """Count comparisons that are about to be made, or that conditions are made of."""
        self._built += comparisons
        if self._built > COMPARISONS:
            raise LimitError(
                f"Backward induction: the conditions are made of more than {COMPARISONS} comparisons; give values to "
                "some parameters first, or use a smaller tree."
            )

    def _size(self, formula: Formula) -> int:
        """Return of how many comparisons a formula is made; parts that formulas share are counted in each."""
        if isinstance(formula, Sign):
            return 1
        known = self._sizes.get(id(formula))
        if known is None:
            # The formula is kept so that no other can take its identity.
            known = self._sizes[id(formula)] = formula, sum(map(self._size, formula.parts))
        return known[1]
