"""Selections by dominance: equilibria in strategies that survive iterated elimination."""

from __future__ import annotations

from dataclasses import dataclass

from coopgame.equilibria.concept import Concept, Conditional, strategic
from coopgame.equilibria.elimination import Sets, Step, Survivors, inside, survivors
from coopgame.equilibria.equilibrium import Component, Equilibrium
from coopgame.equilibria.selection import NASH, check_inner, selected
from coopgame.games import Game, Situation


@dataclass(frozen=True)
class Undominated:
    """Those equilibria of another concept in strategies that survive the elimination of *strictly* dominated ones.

    Strategies that a pure or mixed strategy strictly dominates go, again and again.  Every Nash equilibrium survives,
    so this says something of other concepts only, such as leader–follower play.

    Parameters
    ----------
    inner
        The concept whose equilibria are kept or not.

    Raises
    ------
    ConceptError
        ``inner`` is not a concept, or does not fit the game, or the game is not a strategic one.
    UnsupportedError
        A game with symbols has more than eight strategies of all players together.

    References
    ----------
    Osborne and Rubinstein (1994), A Course in Game Theory, section 4.2.

    Examples
    --------
    >>> import coopgame as cg
    >>> game = cg.Game.from_bimatrix([["t", 0], [2, 1]], [[1, 0], [0, 1]], strategies=[["U", "D"], ["L", "R"]])
    >>> for step in cg.Undominated().steps(game):
    ...     print(step.left, step.strategy, step.condition)
    (('U', 'D'), ('L', 'R')) U t < 2
    (('D',), ('L', 'R')) L True
    """

    inner: Concept = NASH

    def __post_init__(self) -> None:
        check_inner(self.inner)

    @property
    def name(self) -> str:
        """The name of the concept, with the one it selects from."""
        return f"{self.inner.name} in iteratively undominated strategies"

    @property
    def by_regret(self) -> bool:
        """As of the inner concept."""
        return self.inner.by_regret

    def check(self, game: Situation) -> None:
        """Raise ConceptError unless the inner concept fits and the game is strategic."""
        self.inner.check(strategic(game, "dominance"))

    def steps(self, game: Game) -> tuple[Step, ...]:
        """Return every step that the elimination can take, with the condition under which it is valid."""
        return Survivors(game, weak=False).steps

    def equilibria(self, game: Game) -> tuple[Equilibrium, ...]:
        """Return the equilibria of a game of numbers in strategies that survive."""
        return _within(self.inner.equilibria(game), survivors(game, weak=False))

    def components(self, game: Game, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:
        """Return how they hang together, by the inner concept."""
        return self.inner.components(game, equilibria)

    def conditional(self, game: Game) -> Conditional:
        """Return every equilibrium that can survive, with its condition."""
        found = self.inner.conditional(game)
        # Best replies to each other survive every round.
        return found if self.by_regret else selected(found, Survivors(game, weak=False).survives)


@dataclass(frozen=True)
class Admissible:
    """Those equilibria of another concept in strategies that survive the elimination of *weakly* dominated ones.

    In every round all strategies that a pure or mixed strategy weakly dominates go at once (iterated admissibility; in
    another order others can survive).  Of a continuum exactly the part in surviving strategies is kept.

    Parameters
    ----------
    inner
        The concept whose equilibria are kept or not.

    Raises
    ------
    ConceptError
        ``inner`` is not a concept, or does not fit the game, or the game is not a strategic one.
    UnsupportedError
        A game with symbols has more than eight strategies of all players together.

    References
    ----------
    Osborne and Rubinstein (1994), A Course in Game Theory, section 4.3.

    Examples
    --------
    >>> import coopgame as cg
    >>> names = [["in", "out"], ["fight", "yield"]]
    >>> entry = cg.Game.from_bimatrix([[-1, 1], [0, 0]], [["f", 1], [2, 2]], strategies=names)
    >>> for equilibrium in cg.solve(entry, cg.Admissible(cg.PureNash())):
    ...     print(equilibrium.profile, equilibrium.condition)
    ('in', 'yield') f <= 1
    ('out', 'fight') f >= 1
    """

    inner: Concept = NASH

    def __post_init__(self) -> None:
        check_inner(self.inner)

    @property
    def name(self) -> str:
        """The name of the concept, with the one it selects from."""
        return f"{self.inner.name} in iteratively admissible strategies"

    @property
    def by_regret(self) -> bool:
        """As of the inner concept."""
        return self.inner.by_regret

    def check(self, game: Situation) -> None:
        """Raise ConceptError unless the inner concept fits and the game is strategic."""
        self.inner.check(strategic(game, "dominance"))

    def steps(self, game: Game) -> tuple[Step, ...]:
        """Return every step that the elimination can take, with the condition under which it is valid."""
        return Survivors(game, weak=True).steps

    def equilibria(self, game: Game) -> tuple[Equilibrium, ...]:
        """Return the equilibria of a game of numbers in strategies that survive."""
        return _within(self.inner.equilibria(game), survivors(game, weak=True))

    def components(self, game: Game, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:
        """Return how they hang together, by the inner concept."""
        return self.inner.components(game, equilibria)

    def conditional(self, game: Game) -> Conditional:
        """Return every equilibrium that can survive, with its condition."""
        return selected(self.inner.conditional(game), Survivors(game, weak=True).survives)


def _within(found: tuple[Equilibrium, ...], left: Sets) -> tuple[Equilibrium, ...]:
    return tuple(e for e in found if inside(e, left))
