r"""An uninformed leader who is observed by a follower with a private type.

Let :math:`R_t(l)` be the best replies of type t to the leader's strategy l.  Strategy l with replies
:math:`f_t \in R_t(l)` is an outcome iff for every other strategy l' some :math:`f'_t \in R_t(l')` give the leader
:math:`\sum_t \mu_t\,u_L(l', f'_t; t) \le \sum_t \mu_t\,u_L(l, f_t; t)`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from coopgame.conditions import FALSE, TRUE, Formula, all_of, any_of
from coopgame.equilibria.bayesian import AgentComparisons, rational_prior, with_types
from coopgame.equilibria.concept import Conditional, rational_payoffs
from coopgame.equilibria.equilibrium import Component, Equilibrium, Plan
from coopgame.errors import ConceptError, did_you_mean
from coopgame.games import BayesianGame, Profile


@dataclass(frozen=True)
class UninformedLeader:
    """Perfect Bayesian play when a player without private types moves first and every type of the other one replies.

    The leader knows the prior only; each type of the follower observes the move and replies optimally, whatever its
    probability is.  Ties are kept as sets, as in :class:`SubgamePerfect`.  An equilibrium is an outcome: the leader's
    strategy and the reply of each type to it.

    Parameters
    ----------
    leader
        The player who moves first.

    Raises
    ------
    ConceptError
        The game has not two players of whom the other one alone has types, or there is no such player.

    References
    ----------
    Fudenberg and Tirole (1991), Game Theory, section 8.2.

    Examples
    --------
    >>> import coopgame as cg
    >>> def game(theta):
    ...     return cg.Game(["firm", "rival"], [["enter", "wait"], ["fight", "yield"]], {
    ...         ("enter", "fight"): (-1, theta), ("enter", "yield"): (1, 0),
    ...         ("wait", "fight"): (0, 2), ("wait", "yield"): (0, 1)})
    >>> unsure = cg.BayesianGame(["firm", "rival"], {"rival": ["tough", "soft"]}, {"tough": "mu", "soft": "1 - mu"},
    ...                          {"tough": game(1), "soft": game(-1)})
    >>> model = cg.Model(unsure, cg.ParameterSpace({"mu": (0, 1)}), concept=UninformedLeader("firm"))
    >>> cg.solve(model).equilibria
    (Equilibrium(enter, fight, yield if 2*mu <= 1), Equilibrium(wait, fight, fight if 2*mu >= 1))
    """

    leader: str

    @property
    def name(self) -> str:
        """The name of the concept, with the leader."""
        return f"perfect Bayesian play, {self.leader} leads without knowing the type"

    @property
    def by_regret(self) -> bool:
        """Outcomes rest on what happens after deviations, so regret does not define them."""
        return False

    def check(self, game: Any) -> None:
        """Raise ConceptError unless two players have this leader, and the other one alone has types."""
        found = with_types(game, "play with an uninformed leader")
        if self.leader not in found.parties:
            raise ConceptError(f"leader: {self.leader!r} is not a player.{did_you_mean(self.leader, found.parties)}")
        if len(found.parties) != 2 or self.leader in found.types:
            raise ConceptError(
                f"leader: expected the one of two players who has no private types, got {self.leader!r}; there are "
                f"{len(found.parties)} players, and types belong to {', '.join(found.types)}."
            )

    def equilibria(self, game: BayesianGame) -> tuple[Equilibrium, ...]:
        """Return every outcome of a game of numbers, by backward induction type by type."""
        self.check(game)
        prior, valid = rational_prior(game)
        form, seats = game.agent_form(), _Seats(game, self.leader)
        tables = {types[0]: rational_payoffs(inner) for types, inner in game.games.items()}

        def paid(kind: str, lead: str, reply: str, place: int) -> Fraction:
            return tables[kind][(lead, reply) if seats.leader == 0 else (reply, lead)][place]

        best: dict[str, list[list[str]]] = {}
        for lead in seats.leads:
            best[lead] = []
            for kind in seats.types:
                top = max(paid(kind, lead, f, 1 - seats.leader) for f in seats.replies)
                best[lead].append([f for f in seats.replies if paid(kind, lead, f, 1 - seats.leader) == top])

        def worth(lead: str, replies: tuple[str, ...]) -> Fraction:
            own = zip(seats.types, replies, strict=True)
            return sum((prior[kind,] * paid(kind, lead, f, seats.leader) for kind, f in own), Fraction(0))

        least = {lead: min(worth(lead, r) for r in itertools.product(*own)) for lead, own in best.items()}
        found = []
        for lead in seats.leads if valid else ():
            floor = max((least[other] for other in seats.leads if other != lead), default=None)
            kept = (r for r in itertools.product(*best[lead]) if floor is None or worth(lead, r) >= floor)
            found += [Equilibrium.pure(form, seats.profile(lead, replies)) for replies in kept]
        return tuple(sorted(found, key=lambda e: form.profiles.index(e.profile)))

    def components(self, game: Any, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:  # noqa: ARG002
        """Return each outcome as a component of its own: only pure strategies are considered."""
        return tuple(Component.single(equilibrium) for equilibrium in equilibria)

    def conditional(self, game: BayesianGame) -> Conditional:
        """Return every outcome that is possible for some parameters, with its condition and its plans."""
        self.check(game)
        tree = _Tree(game, self.leader)
        found = []
        for profile in tree.agents.form.profiles:
            formula = tree.outcome(profile)
            if formula != FALSE:
                found.append(Equilibrium.pure(tree.agents.form, profile, formula, tuple(tree.plans(profile))))
        return Conditional(tuple(found), tree.agents.compare.indifferences)


class _Seats:
    """Who is who: the leader's place, its strategies, the types of the other one and their replies."""

    def __init__(self, game: BayesianGame, leader: str) -> None:
        self.leader = game.parties.index(leader)
        (self.types,) = game.types.values()
        first = next(iter(game.games.values()))
        self.leads, self.replies = first.strategies[self.leader], first.strategies[1 - self.leader]
        self.place = 0 if self.leader == 0 else len(self.types)

    def profile(self, lead: str, replies: tuple[str, ...]) -> Profile:
        """Return a lead with replies in the order of the agents."""
        return (lead, *replies) if self.leader == 0 else (*replies, lead)

    def split(self, profile: Profile) -> tuple[str, Profile]:
        """Return the lead and the replies of a profile of agents."""
        return (profile[0], profile[1:]) if self.leader == 0 else (profile[-1], profile[:-1])


class _Tree:
    """The conditions of one game, each best-reply condition built once."""

    def __init__(self, game: BayesianGame, leader: str) -> None:
        self.seats, self.agents, self.names = _Seats(game, leader), AgentComparisons(game), game.players
        every = itertools.product(range(len(self.seats.types)), self.seats.leads, self.seats.replies)
        self.best = {key: self._best_reply(*key) for key in every}

    def _best_reply(self, kind: int, lead: str, reply: str) -> Formula:
        """Return where a type replies optimally; what the other types do does not concern it."""
        agent = kind + (1 if self.seats.leader == 0 else 0)
        rest = [self.seats.replies[0]] * len(self.seats.types)

        def at(own: str) -> Profile:
            return self.seats.profile(lead, (*rest[:kind], own, *rest[kind + 1 :]))

        others = (f for f in self.seats.replies if f != reply)
        return all_of(*(self.agents.compare.at_least(agent, at(reply), at(other)) for other in others))

    def _all_best(self, lead: str, replies: Profile) -> Formula:
        return all_of(*(self.best[kind, lead, f] for kind, f in enumerate(replies)))

    def _deterring(self, profile: Profile, other: str) -> Iterator[tuple[Profile, Formula]]:
        """Yield replies to another lead with the condition that they are optimal and deter it."""
        for replies in itertools.product(self.seats.replies, repeat=len(self.seats.types)):
            worse = self.agents.compare.at_least(self.seats.place, profile, self.seats.profile(other, replies))
            yield replies, all_of(self._all_best(other, replies), worse)

    def outcome(self, profile: Profile) -> Formula:
        """Return the condition of an outcome."""
        lead, replies = self.seats.split(profile)
        parts = [self.agents.valid, self._all_best(lead, replies)]
        others = (other for other in self.seats.leads if other != lead)
        parts += [any_of(*(formula for _, formula in self._deterring(profile, other))) for other in others]
        return all_of(*parts)

    def plans(self, profile: Profile) -> Iterator[Plan]:
        """Yield for each type and history the replies that are part of some plan that supports an outcome."""
        lead, replies = self.seats.split(profile)
        followers = [name for k, name in enumerate(self.names) if k != self.seats.place]
        yield Plan(self.names[self.seats.place], "", ((lead, TRUE),))
        for other in self.seats.leads:
            deterring = [] if other == lead else list(self._deterring(profile, other))
            for kind, name in enumerate(followers):
                if other == lead:
                    yield Plan(name, other, ((replies[kind], TRUE),))
                    continue
                own = ((f, any_of(*(c for r, c in deterring if r[kind] == f))) for f in self.seats.replies)
                yield Plan(name, other, tuple((f, c) for f, c in own if c != FALSE))
