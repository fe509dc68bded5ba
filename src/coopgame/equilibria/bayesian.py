r"""Bayesian Nash equilibrium in pure plans, through the agents of a game with private types.

A plan :math:`s_i` gives each type of player i a strategy.  Plans are an equilibrium iff for each player i, each of its
types :math:`t_i` and each strategy a,
:math:`\sum_{t_{-i}} \mu(t_{-i} \mid t_i)\,[u_i(s(t); t) - u_i(a, s_{-i}(t_{-i}); t)] \ge 0`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from coopgame.conditions import FALSE, Formula, Sign, all_of
from coopgame.equilibria.concept import Comparisons, Conditional, rational_payoffs
from coopgame.equilibria.equilibrium import Component, Equilibrium
from coopgame.equilibria.pure import deviations
from coopgame.errors import ConceptError, GameError
from coopgame.games import BayesianGame, Game, Profile

Values = Mapping[tuple[str, ...], Fraction]


@dataclass(frozen=True)
class Stated:
    """What comparisons read: players, payoffs by profile, parameters."""

    players: tuple[str, ...]
    payoffs: Mapping[Profile, tuple[sympy.Expr, ...]]
    parameters: tuple[sympy.Symbol, ...]


class AgentComparisons:
    """Payoff comparisons of the agents of a game, and where its prior is one.

    The probabilities of the prior are compared as payoffs of further players, so that they are polynomials of the same
    ring.  Expected payoffs can be defined where a payoff is not, because it cancels or has the weight 0; a last player
    keeps track of such payoffs, in rows of its own.
    """

    def __init__(self, game: BayesianGame) -> None:
        self.form = game.agent_form()
        names = (*game.players, *(f"nature {k}" for k, _ in enumerate(game.probabilities)), "nature")
        zero = sympy.Integer(0)
        table = {profile: (*row, *game.probabilities, zero) for profile, row in self.form.payoffs.items()}
        blank = (zero,) * (len(names) - 1)
        table |= {("", str(k)): (*blank, u) for k, u in enumerate(_hidden(game, self.form))}
        stated: Any = Stated(names, table, game.parameters)
        self.compare = Comparisons(stated)
        first = next(iter(table))
        places = range(len(game.players), len(names) - 1)
        self.valid: Formula = all_of(
            self.compare.defined, *(Sign.compare(self.compare.payoff(k, first), ">=") for k in places)
        )


def _hidden(game: BayesianGame, form: Game) -> list[sympy.Expr]:
    """Return the payoffs with powers or logarithms that neither expected payoffs nor probabilities contain."""

    def partial(expressions: Iterable[sympy.Expr]) -> set[sympy.Expr]:
        return {node for u in expressions for node in u.atoms(sympy.Pow, sympy.log) if not node.is_polynomial()}

    seen = partial([*form.expressions, *game.probabilities])
    return list(dict.fromkeys(u for u in game.expressions if partial([u]) - seen))


def with_types(game: Any, concept: str) -> BayesianGame:
    """Return the game if it is one with private types.

    Raises
    ------
    ConceptError
        It is stated in another form.
    """
    if not isinstance(game, BayesianGame):
        raise ConceptError(f"{concept} is defined for a BayesianGame, this is a {type(game).__name__}.")
    return game


def rational_prior(game: BayesianGame) -> tuple[Values, bool]:
    """Return the joint prior of a game of numbers, and whether every probability is at least 0.

    Raises
    ------
    GameError
        A probability is not rational.
    """
    for p in game.probabilities:
        if not isinstance(p, sympy.Rational):
            raise GameError(f"A probability of the prior is {p}; exact solution needs a rational number.")
    prior = {types: Fraction(int(p.p), int(p.q)) for types, p in game.prior.items()}
    return prior, all(p >= 0 for p in game.probabilities)


@dataclass(frozen=True)
class BayesianNash:
    """Bayesian Nash equilibrium in pure plans: no type of any player gains by another strategy.

    An equilibrium names a strategy for each agent.  Where every agent of a player takes the same strategy its types
    share an action.  Mixed equilibria of two players are those of ``game.strategic()``, which :class:`Nash` finds.
    Outside the prior's range, where a probability is negative, there is none.

    References
    ----------
    Harsanyi (1967), Games with incomplete information played by "Bayesian" players, part I, Management Science
    14:159–182.

    Examples
    --------
    >>> import coopgame as cg
    >>> def game(theta):
    ...     return cg.Game(["firm", "rival"], [["enter", "wait"], ["fight", "yield"]], {
    ...         ("enter", "fight"): (-1, theta), ("enter", "yield"): (1, 0),
    ...         ("wait", "fight"): (0, 2), ("wait", "yield"): (0, 2)})
    >>> unsure = cg.BayesianGame(["firm", "rival"], {"rival": ["tough", "soft"]}, {"tough": "mu", "soft": "1 - mu"},
    ...                          {"tough": game(1), "soft": game(-1)})
    >>> space = cg.ParameterSpace({"mu": (0, 1)})
    >>> cg.solve(cg.Model(unsure, space)).equilibria[0]
    Equilibrium(enter, fight, yield if 2*mu <= 1)
    """

    @property
    def name(self) -> str:
        """The name of the concept."""
        return "Bayesian Nash equilibrium in pure plans"

    @property
    def by_regret(self) -> bool:
        """Equilibria are the plans without regret of any agent, but regret is not computed from one table."""
        return False

    def check(self, game: Any) -> None:
        """Raise ConceptError unless this is a game with private types."""
        with_types(game, self.name)

    def equilibria(self, game: BayesianGame) -> tuple[Equilibrium, ...]:
        """Return every equilibrium of a game of numbers, by the definition, type by type."""
        prior, valid = rational_prior(game)
        tables = {types: rational_payoffs(inner) for types, inner in game.games.items()}
        form = game.agent_form()

        def worth(agent: int, actions: Profile) -> Fraction:
            party, kind = game.agents[agent]
            place, total = game.parties.index(party), Fraction(0)
            for types, table in tables.items():
                weight = game.belief(party, kind, types)
                total += Fraction(int(weight.p), int(weight.q)) * table[game.played(actions, types)][place]
            return total

        def stable(actions: Profile) -> bool:
            return all(
                worth(agent, actions) >= worth(agent, (*actions[:agent], other, *actions[agent + 1 :]))
                for agent in range(len(game.agents))
                for other in game.strategies[agent]
            )

        every = itertools.product(*game.strategies) if valid and sum(prior.values()) == 1 else ()
        return tuple(Equilibrium.pure(form, actions) for actions in every if stable(actions))

    def components(self, game: Any, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:  # noqa: ARG002
        """Return each equilibrium as a component of its own: only pure plans are considered."""
        return tuple(Component.single(equilibrium) for equilibrium in equilibria)

    def conditional(self, game: BayesianGame) -> Conditional:
        """Return every profile of plans that can be an equilibrium with the condition under which it is one."""
        agents = AgentComparisons(game)
        found = []
        for profile in agents.form.profiles:
            gains = (
                agents.compare.at_least(i, profile, other)
                for i in range(len(game.players))
                for other in deviations(agents.form, i, profile)
            )
            formula = all_of(agents.valid, *gains)
            if formula != FALSE:
                found.append(Equilibrium.pure(agents.form, profile, formula))
        return Conditional(tuple(found), agents.compare.indifferences)
