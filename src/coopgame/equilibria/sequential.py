r"""Subgame perfection when one of two players moves first and is observed.

Let :math:`R(l)` be the follower's best replies to the leader's strategy l.  The pair (l, f) is an outcome of some
subgame-perfect equilibrium iff :math:`f \in R(l)` and, for every other strategy l', some reply
:math:`f' \in R(l')` has :math:`u_L(l', f') \le u_L(l, f)`: that reply deters the deviation.  Ties of the follower are
kept as sets; contingent plans are never enumerated.

With ties broken in the leader's favour, every reply in R(l') that the leader likes best counts; with ties broken
against the leader, the one it likes least.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from coopgame.conditions import FALSE, TRUE, Formula, all_of, any_of, negate
from coopgame.equilibria.concept import Comparisons, Conditional, rational_payoffs, strategic
from coopgame.equilibria.equilibrium import Component, Equilibrium, Plan
from coopgame.errors import ConceptError, did_you_mean
from coopgame.games import Game, Profile, Situation

TIES = ("all", "favourable", "adverse")


@dataclass(frozen=True)
class SubgamePerfect:
    """Subgame perfection when the players move one after the other and observe earlier moves.

    Parameters
    ----------
    order
        The leader and the follower, by name.
    ties
        What counts when the follower is indifferent: ``"all"`` best replies, those ``"favourable"`` to the leader, or
        those ``"adverse"`` to it.

    Raises
    ------
    ConceptError
        The order or the rule for ties is not one of the above, or the game does not have these two players.

    References
    ----------
    Osborne and Rubinstein (1994), A Course in Game Theory, section 6.2.

    Examples
    --------
    >>> import coopgame as cg
    >>> game = cg.Game(["L", "F"], [["in", "out"], ["fight", "yield"]], {
    ...     ("in", "fight"): (-1, -1), ("in", "yield"): (1, 1), ("out", "fight"): (0, 2), ("out", "yield"): (0, 2)})
    >>> (outcome,) = cg.solve(game, cg.SubgamePerfect(order=("L", "F"))).equilibria
    >>> outcome.profile
    ('in', 'yield')
    >>> outcome.plan("F")
    {'in': {'yield': True}, 'out': {'fight': True, 'yield': True}}
    """

    order: tuple[str, str]
    ties: str = "all"

    def __post_init__(self) -> None:
        given: Any = self.order
        order = (given,) if isinstance(given, str) else tuple(given)
        if len(order) != 2 or order[0] == order[1]:
            raise ConceptError(
                f"order: expected two different players, leader first, such as ('leader', 'follower'); got {given!r}."
            )
        object.__setattr__(self, "order", order)
        if self.ties not in TIES:
            raise ConceptError(f"ties: {self.ties!r} is not a rule for ties.{did_you_mean(str(self.ties), TIES)}")

    @property
    def name(self) -> str:
        """The name of the concept, with the leader and the rule for ties."""
        extra = {"all": "", "favourable": ", ties in the leader's favour", "adverse": ", ties against the leader"}
        return f"subgame perfection, {self.order[0]} leads{extra[self.ties]}"

    def _seats(self, game: Game) -> tuple[int, int, Callable[[str, str], Profile]]:
        """Return the places of leader and follower, and how their strategies make a profile of the game."""
        if len(game.players) != 2:
            raise ConceptError(f"Leader and follower are two players; this game has {len(game.players)}.")
        for player in self.order:
            if player not in game.players:
                raise ConceptError(f"order: {player!r} is not a player.{did_you_mean(player, game.players)}")
        leader, follower = (game.players.index(player) for player in self.order)

        def profile(lead: str, reply: str) -> Profile:
            return (lead, reply) if leader == 0 else (reply, lead)

        return leader, follower, profile

    @property
    def by_regret(self) -> bool:
        """Outcomes rest on what happens after deviations, so regret does not define them."""
        return False

    def check(self, game: Situation) -> None:
        """Raise ConceptError unless this is a strategic game of exactly the two players of the order."""
        self._seats(strategic(game, "leader-follower play"))

    def equilibria(self, game: Game) -> tuple[Equilibrium, ...]:
        """Return every outcome of a game of numbers, by backward induction with sets of best replies."""
        leader, follower, profile = self._seats(game)
        payoffs = rational_payoffs(game)
        replies: dict[str, list[str]] = {}
        for lead in game.strategies[leader]:
            best = max(payoffs[profile(lead, f)][follower] for f in game.strategies[follower])
            replies[lead] = [f for f in game.strategies[follower] if payoffs[profile(lead, f)][follower] == best]

        def value(lead: str, reply: str) -> Fraction:
            return payoffs[profile(lead, reply)][leader]

        choose = max if self.ties == "favourable" else min
        worth = {lead: choose(value(lead, f) for f in own) for lead, own in replies.items()}
        found = []
        for lead, own in replies.items():
            deterred = max((worth[other] for other in replies if other != lead), default=None)
            for f in own:
                allowed = self.ties == "all" or value(lead, f) == worth[lead]
                if allowed and (deterred is None or value(lead, f) >= deterred):
                    found.append((lead, f))
        return tuple(self._outcome(game, profile, pair, replies, value) for pair in found)

    def _outcome(
        self,
        game: Game,
        profile: Callable[[str, str], Profile],
        pair: tuple[str, str],
        replies: dict[str, list[str]],
        value: Callable[[str, str], Fraction],
    ) -> Equilibrium:
        lead, reply = pair
        plans = [Plan(self.order[0], "", ((lead, TRUE),))]
        for other, own in replies.items():
            supporting = [reply] if other == lead else [f for f in own if value(other, f) <= value(lead, reply)]
            plans.append(Plan(self.order[1], other, tuple((f, TRUE) for f in supporting)))
        return Equilibrium.pure(game, profile(lead, reply), TRUE, tuple(plans))

    def components(self, game: Game, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:  # noqa: ARG002
        """Return each equilibrium as a component of its own: only pure strategies are considered."""
        return tuple(Component.single(equilibrium) for equilibrium in equilibria)

    def conditional(self, game: Game) -> Conditional:
        """Return every outcome that is possible for some parameters, with its condition."""
        leader, _, _ = self._seats(game)
        tree = _Tree(self, game)
        found = []
        for lead in game.strategies[leader]:
            for reply in tree.replies:
                formula, plans = tree.outcome(lead, reply)
                if formula != FALSE:
                    found.append(Equilibrium.pure(game, tree.profile(lead, reply), formula, plans))
        return Conditional(tuple(found), tree.compare.indifferences)


class _Tree:
    """The conditions of one two-stage game, each best-reply condition built once."""

    def __init__(self, concept: SubgamePerfect, game: Game) -> None:
        self.concept, self.compare = concept, Comparisons(game)
        self.leader, self.follower, self.profile = concept._seats(game)
        self.leads, self.replies = game.strategies[self.leader], game.strategies[self.follower]
        self.best = {(lead, f): self._best_reply(lead, f) for lead in self.leads for f in self.replies}

    def _best_reply(self, lead: str, reply: str) -> Formula:
        own = self.profile(lead, reply)
        others = (self.profile(lead, f) for f in self.replies if f != reply)
        return all_of(*(self.compare.at_least(self.follower, own, other) for other in others))

    def _worse(self, pair: tuple[str, str], than: tuple[str, str]) -> Formula:
        return self.compare.at_least(self.leader, self.profile(*than), self.profile(*pair))

    def _allowed(self, pair: tuple[str, str]) -> Formula:
        """Return where ``pair`` is a best reply that the rule for ties lets count."""
        lead = pair[0]
        parts = [self.best[pair]]
        rivals = [(lead, f) for f in self.replies if (lead, f) != pair]
        if self.concept.ties == "favourable":
            parts += [any_of(negate(self.best[r]), self._worse(r, pair)) for r in rivals]
        elif self.concept.ties == "adverse":
            parts += [any_of(negate(self.best[r]), self._worse(pair, r)) for r in rivals]
        return all_of(*parts)

    def outcome(self, lead: str, reply: str) -> tuple[Formula, tuple[Plan, ...]]:
        """Return the condition of an outcome and the plans that support it."""
        pair = (lead, reply)
        parts = [self.compare.defined, self._allowed(pair)]
        plans = [Plan(self.concept.order[0], "", ((lead, TRUE),))]
        for other in self.leads:
            if other == lead:
                plans.append(Plan(self.concept.order[1], other, ((reply, TRUE),)))
                continue
            deterring = [(f, all_of(self.best[other, f], self._worse((other, f), pair))) for f in self.replies]
            plans.append(Plan(self.concept.order[1], other, tuple((f, c) for f, c in deterring if c != FALSE)))
            if self.concept.ties == "favourable":
                tempting = [any_of(negate(self.best[other, f]), self._worse((other, f), pair)) for f in self.replies]
                parts.append(all_of(*tempting))
            else:
                parts.append(any_of(*(condition for _, condition in deterring)))
        return all_of(*parts), tuple(plans)
