r"""Bayesian games: players with private types, a common prior, and a strategic game for each profile of types.

Before play, types :math:`t \in \prod_i T_i` are drawn from the prior and each player learns its own.  In the *agent
form* every type is a player of its own, an *agent*; a Bayesian Nash equilibrium is a Nash equilibrium of the agents.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import sympy

from coopgame.errors import GameError, did_you_mean
from coopgame.frozen import FrozenMap
from coopgame.games.priors import exact_values, replaced
from coopgame.games.strategic import Game, Profile
from coopgame.games.types_table import TypeProfile, labels, read_games, read_prior, read_types


@dataclass(frozen=True, repr=False)
class BayesianGame:
    r"""A finite game with private types.

    Parameters
    ----------
    players
        Names of the players, at least one.
    types
        ``{player: [type, …]}`` for the players that know something; the others have no private type.
    prior
        ``{type: probability}`` if one player has types; otherwise ``{player: {type: probability}}`` for types that are
        independent, or ``{(type, …): probability}`` with the types in the order of ``types``.
    games
        For each profile of types (or each type, if one player has types) the strategic game that is then played; all
        have the same players and strategies.

    Attributes
    ----------
    parties
        The players as they were given.
    players
        The agents, who are the players of the agent form: a player without private types under its own name, a type of
        a player as ``"player (type)"``.

    Notes
    -----
    An agent weighs the games by what it believes.  Independent types are believed to have their prior probabilities,
    also by a type of probability zero, so every type replies optimally.  With a joint prior an agent's payoffs are
    weighted by the joint probabilities; a type of probability zero is then indifferent between everything.

    Raises
    ------
    GameError
        A prior on unknown types; probabilities below 0, or that do not sum to 1 for all parameters; a profile of types
        without a game; games with other players or strategies than the first one.

    References
    ----------
    Harsanyi (1967), Games with incomplete information played by "Bayesian" players, part I, Management Science
    14:159–182; Osborne and Rubinstein (1994), A Course in Game Theory, definitions 25.1 and 26.1.

    Examples
    --------
    >>> def against(theta):
    ...     return Game(["firm", "rival"], [["enter", "wait"], ["fight", "yield"]], {
    ...         ("enter", "fight"): (-1, theta), ("enter", "yield"): (1, 0),
    ...         ("wait", "fight"): (0, 2), ("wait", "yield"): (0, 2)})
    >>> game = BayesianGame(["firm", "rival"], {"rival": ["tough", "soft"]}, {"tough": "mu", "soft": "1 - mu"},
    ...                     {"tough": against(1), "soft": against(-1)})
    >>> game.players
    ('firm', 'rival (tough)', 'rival (soft)')
    >>> game.agent_form().payoffs["enter", "fight", "yield"]
    (1 - 2*mu, 1, 0)
    """

    parties: tuple[str, ...]
    types: Mapping[str, tuple[str, ...]]
    prior: Mapping[TypeProfile, sympy.Expr]
    marginals: Mapping[str, Mapping[str, sympy.Expr]]
    games: Mapping[TypeProfile, Game]

    def __init__(self, players: Any, types: Mapping[str, Any], prior: Mapping[Any, Any], games: Any) -> None:
        names = labels(players, "player", "players")
        kinds = read_types(types, names)
        marginals, joint = read_prior(prior, kinds)
        object.__setattr__(self, "parties", names)
        object.__setattr__(self, "types", kinds)
        object.__setattr__(self, "marginals", marginals)
        object.__setattr__(self, "prior", joint)
        object.__setattr__(self, "games", read_games(games, names, kinds))
        twice = [name for name in self.players if self.players.count(name) > 1]
        if twice:
            raise GameError(f"types: two agents would be called {twice[0]!r}; rename a player or a type.")

    @cached_property
    def agents(self) -> tuple[tuple[str, str | None], ...]:
        """Every agent as its player and its type; None where the player has no private types."""
        return tuple((party, kind) for party in self.parties for kind in self.types.get(party, (None,)))

    @property
    def players(self) -> tuple[str, ...]:
        """The names of the agents."""
        return tuple(agent_name(party, kind) for party, kind in self.agents)

    @property
    def _first(self) -> Game:
        return next(iter(self.games.values()))

    @property
    def strategies(self) -> tuple[tuple[str, ...], ...]:
        """For each agent the strategies of its player."""
        own = dict(zip(self.parties, self._first.strategies, strict=True))
        return tuple(own[party] for party, _ in self.agents)

    @property
    def probabilities(self) -> tuple[sympy.Expr, ...]:
        """The probabilities that the prior was stated with."""
        stated = [p for own in self.marginals.values() for p in own.values()]
        return tuple(stated or self.prior.values())

    @property
    def expressions(self) -> tuple[sympy.Expr, ...]:
        """All probabilities and payoffs."""
        return (*self.probabilities, *(u for game in self.games.values() for u in game.expressions))

    @cached_property
    def parameters(self) -> tuple[sympy.Symbol, ...]:
        """The symbols of probabilities and payoffs, sorted by name."""
        return tuple(sorted(set().union(*(e.free_symbols for e in self.expressions)), key=str))

    @property
    def is_numeric(self) -> bool:
        """Whether neither a probability nor a payoff contains a parameter."""
        return not self.parameters

    def at(self, values: Mapping[Any, Any]) -> BayesianGame:
        """Return the game with some parameters replaced by exact numbers.

        Raises
        ------
        GameError
            A name is not a parameter of the game, or a probability becomes negative.
        """
        found = self.substitute(exact_values(values, self.parameters))
        below = [p for p in found.probabilities if p.is_number and p.is_negative]
        if below:
            raise GameError(f"at: a probability of the prior becomes {below[0]}; expected at least 0.")
        return found

    def substitute(self, expressions: Mapping[sympy.Symbol, sympy.Expr]) -> BayesianGame:
        """Return the game with parameters replaced by expressions, all at once."""
        swap = dict(expressions)
        new = object.__new__(BayesianGame)
        object.__setattr__(new, "parties", self.parties)
        object.__setattr__(new, "types", self.types)
        object.__setattr__(new, "prior", FrozenMap({t: replaced(p, swap) for t, p in self.prior.items()}))
        marginals = {k: FrozenMap({t: replaced(p, swap) for t, p in own.items()}) for k, own in self.marginals.items()}
        object.__setattr__(new, "marginals", FrozenMap(marginals))
        object.__setattr__(new, "games", FrozenMap({t: game.substitute(swap) for t, game in self.games.items()}))
        return new

    def belief(self, party: str, kind: str | None, types: TypeProfile) -> sympy.Expr:
        """Return the weight that an agent gives to a profile of types, 0 if its own type is another one."""
        own = dict(zip(self.types, types, strict=True))
        if kind is not None and own[party] != kind:
            return sympy.Integer(0)
        if not self.marginals:
            return self.prior[types]
        return sympy.Mul(*(self.marginals[other][t] for other, t in own.items() if other != party))

    def played(self, actions: Profile, types: TypeProfile) -> Profile:
        """Return the strategies of the players at a profile of types when the agents play ``actions``."""
        own = dict(zip(self.types, types, strict=True))
        chosen = dict(zip(self.agents, actions, strict=True))
        return tuple(chosen[party, own.get(party)] for party in self.parties)

    def agent_form(self) -> Game:
        """Return the strategic game of the agents; payoffs are expected ones, given the own type.

        Raises
        ------
        GameError
            A parameter has the name of a strategy.
        """
        table = {}
        for actions in itertools.product(*self.strategies):
            table[actions] = tuple(self._expected(party, kind, actions) for party, kind in self.agents)
        return Game(self.players, self.strategies, table)

    def _expected(self, party: str, kind: str | None, actions: Profile) -> sympy.Expr:
        place = self.parties.index(party)
        parts = [
            (self.belief(party, kind, types), game.payoffs[self.played(actions, types)][place])
            for types, game in self.games.items()
        ]
        return _mean(parts)

    def expected(self, actions: Profile) -> tuple[sympy.Expr, ...]:
        """Return what each player expects before types are drawn when the agents play ``actions``."""
        paid = {types: game.payoffs[self.played(actions, types)] for types, game in self.games.items()}
        return tuple(_mean([(self.prior[t], row[i]) for t, row in paid.items()]) for i in range(len(self.parties)))

    def plans(self, party: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the plans of a player, one strategy for each type, with their names: strategies joined by ``"; "``.

        Raises
        ------
        GameError
            There is no such player.
        """
        if party not in self.parties:
            raise GameError(f"{party!r} is not a player.{did_you_mean(party, self.parties)}")
        own = self._first.strategies[self.parties.index(party)]
        for plan in itertools.product(own, repeat=len(self.types.get(party, (None,)))):
            yield "; ".join(plan), plan

    def strategic(self) -> Game:
        """Return the strategic game of the players whose strategies are plans, with payoffs before types are drawn.

        With two players all its Nash equilibria, mixed ones included, can be found exactly.  A type of probability zero
        does not count in it.
        """
        named = [list(self.plans(party)) for party in self.parties]
        table = {}
        for chosen in itertools.product(*named):
            actions = tuple(action for _, plan in chosen for action in plan)
            table[tuple(name for name, _ in chosen)] = self.expected(actions)
        return Game(self.parties, [[name for name, _ in own] for own in named], table)

    def __repr__(self) -> str:
        symbols = ", ".join(s.name for s in self.parameters) or "none"
        known = "; ".join(f"{party}: {', '.join(own)}" for party, own in self.types.items())
        return f"BayesianGame(players: {', '.join(self.parties)}; types of {known}; parameters: {symbols})"

    def _repr_html_(self) -> str:
        return "".join(
            f"<p>{escape(', '.join(types))}, with probability {escape(str(self.prior[types]))}</p>{game._repr_html_()}"
            for types, game in self.games.items()
        )


def agent_name(party: str, kind: str | None) -> str:
    """Return the name of an agent."""
    return party if kind is None else f"{party} ({kind})"


def _mean(parts: list[tuple[sympy.Expr, sympy.Expr]]) -> sympy.Expr:
    """Return a sum of weighted payoffs, expanded where it is polynomial, so that equal payoffs look equal."""
    first = parts[0][1]
    total = sympy.Add(*(weight for weight, _ in parts if weight != 0))
    if all(u == first for weight, u in parts if weight != 0) and sympy.expand(total) == 1:
        return first
    return sympy.expand(sympy.Add(*(weight * u for weight, u in parts)))
