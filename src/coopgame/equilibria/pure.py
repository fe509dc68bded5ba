r"""Nash equilibria in pure strategies, for any number of players.

A profile s is an equilibrium iff :math:`u_i(s) \ge u_i(t_i, s_{-i})` for every player i and every strategy
:math:`t_i` of that player.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coopgame.conditions import FALSE, all_of
from coopgame.equilibria.concept import Comparisons, Conditional, rational_payoffs, strategic
from coopgame.equilibria.equilibrium import Component, Equilibrium
from coopgame.games import Game, Profile, Situation


def deviations(game: Game, i: int, profile: Profile) -> Iterator[Profile]:
    """Yield the profiles that player i can reach by changing only its own strategy."""
    for strategy in game.strategies[i]:
        if strategy != profile[i]:
            yield (*profile[:i], strategy, *profile[i + 1 :])


@dataclass(frozen=True)
class PureNash:
    """Nash equilibrium in pure strategies: no player gains by changing its own strategy alone.

    References
    ----------
    Osborne and Rubinstein (1994), A Course in Game Theory, definition 14.1.

    Examples
    --------
    >>> import coopgame as cg
    >>> stag = cg.Game.from_bimatrix([[4, 0], [3, 3]], [[4, 3], [0, 3]], strategies=[["stag", "hare"]] * 2)
    >>> [e.profile for e in cg.solve(stag, cg.PureNash()).equilibria]
    [('stag', 'stag'), ('hare', 'hare')]
    """

    @property
    def name(self) -> str:
        """The name of the concept."""
        return "Nash equilibrium in pure strategies"

    @property
    def by_regret(self) -> bool:
        """Equilibria are the profiles without regret."""
        return True

    def check(self, game: Situation) -> None:
        """Raise ConceptError unless this is a strategic game."""
        strategic(game, self.name)

    def equilibria(self, game: Game) -> tuple[Equilibrium, ...]:
        """Return every equilibrium in pure strategies of a game of numbers, by the definition."""
        payoffs = rational_payoffs(game)
        players = range(len(game.players))

        def stable(profile: Profile) -> bool:
            return all(payoffs[profile][i] >= payoffs[t][i] for i in players for t in deviations(game, i, profile))

        return tuple(Equilibrium.pure(game, profile) for profile in game.profiles if stable(profile))

    def components(self, game: Game, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:  # noqa: ARG002
        """Return each equilibrium as a component of its own: only pure strategies are considered."""
        return tuple(Component.single(equilibrium) for equilibrium in equilibria)

    def conditional(self, game: Game) -> Conditional:
        """Return every profile that can be an equilibrium with the condition under which it is one."""
        compare = Comparisons(game)
        found = []
        for profile in game.profiles:
            formula = all_of(
                compare.defined,
                *(
                    compare.at_least(i, profile, t)
                    for i in range(len(game.players))
                    for t in deviations(game, i, profile)
                ),
            )
            if formula != FALSE:
                found.append(Equilibrium.pure(game, profile, formula))
        return Conditional(tuple(found), compare.indifferences)
