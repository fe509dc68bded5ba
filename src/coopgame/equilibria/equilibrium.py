"""One equilibrium: mixtures, payoffs, and the condition on the parameters under which it exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.conditions import TRUE, Formula, Polynomial, all_of, as_sympy
from coopgame.equilibria.beliefs import Belief
from coopgame.errors import ConceptError, did_you_mean
from coopgame.expressions.typeset import formula, words
from coopgame.games import Game, Profile
from coopgame.notebook import table

Mixture = tuple[tuple[str, sympy.Expr], ...]


@dataclass(frozen=True)
class Indifference:
    """A comparison of payoffs that a concept makes: the player is indifferent where ``polynomial`` is zero.

    ``words`` say what a zero means where no single player is indifferent there.
    """

    player: str
    first: Profile
    second: Profile
    polynomial: Polynomial
    words: str = ""

    def __str__(self) -> str:
        return (
            self.words
            or f"{self.player} is indifferent between ({', '.join(self.first)}) and ({', '.join(self.second)})"
        )


@dataclass(frozen=True)
class Plan:
    """What a player may do after a history in support of an outcome: replies, each with its condition."""

    player: str
    history: str
    replies: tuple[tuple[str, Formula], ...]


@dataclass(frozen=True)
class Equilibrium:
    """A strategy profile, possibly mixed, and the condition under which it is an equilibrium.

    For subgame perfection it is an *outcome* with its condition; :meth:`plan` gives the replies that support it.

    Attributes
    ----------
    players
        Names of the players.
    mixtures
        For each player the strategies of positive weight with their probabilities.
    payoffs
        For each player the payoff, a SymPy expression.
    formula
        The condition as a sign tree; :attr:`condition` is the same in SymPy.
    plans
        Sets of best replies by player and history, for sequential concepts.
    beliefs
        What is believed after each message, for signalling games.

    Examples
    --------
    >>> import coopgame as cg
    >>> game = cg.Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]], strategies=[["C", "D"], ["C", "D"]])
    >>> (only,) = cg.solve(game).equilibria
    >>> only.mixture("row"), only.payoffs, only.condition
    ({'D': 1}, (1, 1), True)
    """

    players: tuple[str, ...]
    mixtures: tuple[Mixture, ...]
    payoffs: tuple[sympy.Expr, ...]
    formula: Formula = TRUE
    plans: tuple[Plan, ...] = ()
    beliefs: tuple[Belief, ...] = ()

    @classmethod
    def pure(cls, game: Game, profile: Profile, formula: Formula = TRUE, plans: tuple[Plan, ...] = ()) -> Equilibrium:
        """Return the equilibrium in which every player plays one strategy for sure."""
        mixtures = tuple(((strategy, sympy.Integer(1)),) for strategy in profile)
        return cls(game.players, mixtures, game.payoffs[profile], formula, plans)

    def mixture(self, player: str) -> dict[str, sympy.Expr]:
        """Return the probabilities of the strategies that ``player`` uses; other strategies have probability 0.

        Raises
        ------
        ConceptError
            There is no such player.
        """
        return dict(self.mixtures[self._index(player)])

    def plan(self, player: str) -> Mapping[str, Mapping[str, Boolean]]:
        """Return, after each history, the replies of ``player`` that support this outcome, each with its condition.

        The first mover's only history is the empty one, ``""``; after the first mover plays a strategy, its name is the
        history.  A reply that is missing supports the outcome nowhere.

        Raises
        ------
        ConceptError
            There is no such player.
        """
        self._index(player)
        own = [p for p in self.plans if p.player == player]
        return {p.history: {reply: as_sympy(formula) for reply, formula in p.replies} for p in own}

    def _index(self, player: str) -> int:
        if player not in self.players:
            raise ConceptError(f"{player!r} is not a player.{did_you_mean(str(player), self.players)}")
        return self.players.index(player)

    @property
    def is_pure(self) -> bool:
        """Whether every player plays one strategy for sure."""
        return all(len(mixture) == 1 for mixture in self.mixtures)

    @property
    def profile(self) -> Profile:
        """The strategies of a pure equilibrium.

        Raises
        ------
        ConceptError
            The equilibrium is mixed.
        """
        if not self.is_pure:
            raise ConceptError("A mixed equilibrium is not a profile of pure strategies; use mixture(player).")
        return tuple(mixture[0][0] for mixture in self.mixtures)

    @cached_property
    def condition(self) -> Boolean:
        """Where in the parameter space this is an equilibrium; ``True`` for a game without parameters."""
        return as_sympy(self.formula)

    def describe(self) -> str:
        """Return the mixtures in words, for example ``1/2·inspect + 1/2·trust, comply``."""

        def term(name: str, weight: sympy.Expr) -> str:
            if weight == 1:
                return name
            return f"({weight})·{name}" if weight.is_Add else f"{weight}·{name}"

        return ", ".join(" + ".join(term(*part) for part in mixture) for mixture in self.mixtures)

    def __repr__(self) -> str:
        tail = "" if self.formula == TRUE else f" if {self.condition}"
        return f"Equilibrium({self.describe()}{tail})"

    def _repr_html_(self) -> str:
        rows = [
            (player, " + ".join(f"{w}·{name}" for name, w in mixture), str(payoff))
            for player, mixture, payoff in zip(self.players, self.mixtures, self.payoffs or ("",) * 9, strict=False)
        ]
        return table(("player", "plays", "gets"), rows, caption=f"Equilibrium where {self.condition}")

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle \\left({mixtures_latex(self)}\\right) \\text{{ where }} {formula(self.condition)}$"


@dataclass(frozen=True, repr=False)
class Component:
    """A connected component of the equilibrium set.

    Attributes
    ----------
    equilibria
        Its extreme equilibria; where payoffs contain symbols, all of them exist where :attr:`condition` holds.
    subsets
        Its maximal Nash subsets; each is a tuple with the extreme mixtures of each player, and stands for the product
        of their convex hulls.
    strategies
        The strategies of each player in the order of the game.
    """

    equilibria: tuple[Equilibrium, ...]
    subsets: tuple[tuple[tuple[Mixture, ...], ...], ...]
    strategies: tuple[tuple[str, ...], ...] = ()

    @property
    def formula(self) -> Formula:
        """Where all of its extreme equilibria exist, as a sign tree."""
        return all_of(*(e.formula for e in self.equilibria))

    @property
    def condition(self) -> Boolean:
        """Where all of its extreme equilibria exist; ``True`` for a game without parameters."""
        return as_sympy(self.formula)

    @classmethod
    def single(cls, equilibrium: Equilibrium) -> Component:
        """Return the component that consists of one equilibrium."""
        return cls((equilibrium,), (tuple((mixture,) for mixture in equilibrium.mixtures),))

    def __repr__(self) -> str:
        ends = "; ".join(e.describe() for e in self.equilibria)
        return f"Component({ends}{'' if self.formula == TRUE else f' if {self.condition}'})"

    def _repr_html_(self) -> str:
        rows = ((e.describe(), ", ".join(map(str, e.payoffs))) for e in self.equilibria)
        kind = "One equilibrium" if len(self.equilibria) == 1 else "Extreme equilibria of a component"
        return table(("equilibrium", "payoffs"), rows, caption=f"{kind} where {self.condition}")

    def _repr_latex_(self) -> str:
        ends = (f"\\left({mixtures_latex(e)}\\right)" for e in self.equilibria)
        return f"$\\displaystyle {', '.join(ends)} \\text{{ where }} {formula(self.condition)}$"


def mixtures_latex(equilibrium: Equilibrium) -> str:
    """Return the mixtures of an equilibrium as mathematics."""

    def one(mixture: Mixture) -> str:
        return " + ".join(words(n) if w == 1 else f"{formula(w)}\\,{words(n)}" for n, w in mixture)

    return ",\\; ".join(map(one, equilibrium.mixtures))
