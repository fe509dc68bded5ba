r"""Optimal commitment of a leader to a mixture of its strategies.

The leader announces a mixture x and plays it; the follower observes x, not what is drawn from it, and chooses a best
reply j.  With :math:`u_L(x, j)` and :math:`u_F(x, j)` linear in x, the best that the leader can get with reply j is the
linear programme

.. math:: V_j = \max_x u_L(x, j) \quad\text{subject to}\quad u_F(x, j) \ge u_F(x, k) \text{ for every reply } k ,

and its value is attained at a vertex of the polytope of mixtures to which j is a best reply.  The outcomes are the
pairs (x, j) with :math:`u_L(x, j) = \max_k V_k`: the follower's ties are broken in the leader's favour.

With symbols, every vertex comes with the condition under which it exists, and a pair is an outcome where it exists and
no other pair that exists pays the leader more.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import sympy

from coopgame.bimatrix.slices import slice_points
from coopgame.conditions import FALSE, Formula, Polynomial, Ring, all_of, any_of, negate
from coopgame.equilibria.components import connected_components
from coopgame.equilibria.concept import Comparisons, Conditional, rational_payoffs, strategic
from coopgame.equilibria.equilibrium import Component, Equilibrium, Indifference, Mixture
from coopgame.equilibria.polytope import Vertex, quotient, vertices
from coopgame.equilibria.quotients import Quotient
from coopgame.errors import ConceptError, did_you_mean
from coopgame.games import Game, Profile, Situation


@dataclass(frozen=True)
class Stackelberg:
    r"""Optimal commitment of one of two players to a mixture, observed by the other (strong Stackelberg equilibrium).

    The follower sees the mixture and answers with a best reply; where it is indifferent it does what the leader likes
    best.  Outcomes are the optimal mixtures that are vertices of a polytope of mixtures to which one reply is best;
    what lies between optimal vertices with one reply is optimal too, and is one component with them.

    A commitment to a pure strategy is :class:`coopgame.SubgamePerfect`.

    Parameters
    ----------
    leader
        The player that commits, by name.

    Raises
    ------
    ConceptError
        The game is not a strategic game of two players, or has no such player.

    References
    ----------
    Conitzer and Sandholm (2006), Computing the optimal strategy to commit to, Proceedings of the 7th ACM Conference on
    Electronic Commerce, pages 82–90.

    Examples
    --------
    >>> import coopgame as cg
    >>> game = cg.Game.from_bimatrix([[2, 4], [1, 3]], [[1, 0], [0, 1]], strategies=[["U", "D"], ["L", "R"]])
    >>> (outcome,) = cg.solve(game, cg.Stackelberg("row"))
    >>> outcome.describe(), outcome.payoffs
    ('1/2·U + 1/2·D, R', (7/2, 1/2))
    """

    leader: str

    @property
    def name(self) -> str:
        """The name of the concept, with the leader."""
        return f"optimal commitment, {self.leader} leads"

    @property
    def by_regret(self) -> bool:
        """The leader would rather play something else once the follower has chosen, so regret does not define them."""
        return False

    def check(self, game: Situation) -> None:
        """Raise ConceptError unless this is a strategic game of two players, one of them the leader."""
        strategic(game, "commitment")
        if len(game.players) != 2:
            raise ConceptError(f"Commitment takes two players; this game has {len(game.players)}.")
        if self.leader not in game.players:
            known = did_you_mean(str(self.leader), game.players)
            raise ConceptError(f"leader: {self.leader!r} is not a player.{known}")

    def equilibria(self, game: Game) -> tuple[Equilibrium, ...]:
        """Return every outcome of a game of numbers: the optimal vertices of the linear programmes of all replies."""
        seats = _Seats.of(game, self.leader)
        payoffs = rational_payoffs(game)
        leads, replies = seats.leads, seats.replies

        def paid(player: int, reply: str) -> list[Fraction]:
            return [payoffs[seats.profile(lead, reply)][player] for lead in leads]

        found: list[tuple[Fraction, tuple[Fraction, ...], str]] = []
        for reply in replies:
            own = paid(seats.follower, reply)
            rows = [[a - b for a, b in zip(own, paid(seats.follower, k), strict=True)] for k in replies if k != reply]
            worth = paid(seats.leader, reply)
            found += [(_dot(x, worth), x, reply) for x in slice_points(len(leads), rows)]
        best = max(value for value, _, _ in found)
        outcomes = []
        for value, x, reply in found:
            if value == best:
                mixture = tuple((lead, _rational(w)) for lead, w in zip(leads, x, strict=True) if w)
                both = _rational(value), _rational(_dot(x, paid(seats.follower, reply)))
                outcomes.append(seats.outcome(mixture, reply, both))
        return tuple(outcomes)

    def components(self, game: Game, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:
        """Return how the optimal vertices hang together: mixtures of those with a common reply are optimal too."""
        return connected_components(game.strategies, equilibria, [(e.mixtures[0], e.mixtures[1]) for e in equilibria])

    def conditional(self, game: Game) -> Conditional:
        """Return every outcome that is possible for some parameters, with its condition; complete for all of them."""
        self.check(game)
        search = _Commitments(game, _Seats.of(game, self.leader))
        found, links = [], []
        for candidate in search.candidates:
            formula = search.optimal(candidate)
            if formula != FALSE:
                found.append(search.outcome(candidate, formula))
                link = (candidate.number, search.seats.replies.index(candidate.reply))
                links.append(link if search.seats.leader == 0 else link[::-1])
        return Conditional(tuple(found), search.indifferences, (), tuple(links))


def _dot(x: tuple[Fraction, ...], values: list[Fraction]) -> Fraction:
    return sum((w * v for w, v in zip(x, values, strict=True)), Fraction(0))


def _rational(value: Fraction) -> sympy.Rational:
    return sympy.Rational(value.numerator, value.denominator)


@dataclass(frozen=True)
class _Seats:
    """Who sits where: the places of leader and follower in a game of two players."""

    game: Game
    leader: int

    @classmethod
    def of(cls, game: Game, leader: str) -> _Seats:
        return cls(game, game.players.index(leader))

    @property
    def follower(self) -> int:
        return 1 - self.leader

    @property
    def leads(self) -> tuple[str, ...]:
        return self.game.strategies[self.leader]

    @property
    def replies(self) -> tuple[str, ...]:
        return self.game.strategies[self.follower]

    def profile(self, lead: str, reply: str) -> Profile:
        return (lead, reply) if self.leader == 0 else (reply, lead)

    def outcome(
        self, mixture: Mixture, reply: str, worth: tuple[sympy.Expr, sympy.Expr], formula: Formula | None = None
    ) -> Equilibrium:
        """Return the outcome of a mixture and a reply with what it is worth to leader and follower."""
        pure: Mixture = ((reply, sympy.Integer(1)),)
        mixtures, payoffs = (mixture, pure), worth
        if self.leader == 1:
            mixtures, payoffs = mixtures[::-1], payoffs[::-1]
        return Equilibrium(self.game.players, mixtures, payoffs, all_of() if formula is None else formula)


@dataclass(frozen=True)
class _Candidate:
    """A mixture with a reply that is best against it wherever the mixture is a vertex.

    Attributes
    ----------
    number
        Of the mixture, the same for every reply to it.
    vertex, reply
        The mixture, and the follower's reply.
    exists
        Where it is a vertex of the mixtures to which the reply is best.
    value
        What the leader gets, times the square of its scale.
    """

    number: int
    vertex: Vertex
    reply: str
    exists: Formula
    value: Quotient


class _Commitments:
    """All vertices with their replies, and the comparisons of what they pay the leader."""

    def __init__(self, game: Game, seats: _Seats) -> None:
        self.seats, self.compare = seats, Comparisons(game)
        leads, replies = seats.leads, seats.replies
        table = [[self.compare.payoff(seats.follower, seats.profile(x, j)) for j in replies] for x in leads]
        self.candidates = self._candidates(vertices(table))
        self._known: dict[tuple[int, str], tuple[Mixture, tuple[sympy.Expr, sympy.Expr]]] = {}
        self._names: dict[tuple[int, str], Profile] = {}
        self._made: dict[tuple[tuple[int, str], ...], Indifference] = {}

    def _candidates(self, every: tuple[Vertex, ...]) -> list[_Candidate]:
        """Return each mixture once for each reply; the ways in which it can be a vertex are joined."""
        numbers: dict[tuple[tuple[int, ...], tuple[Polynomial, ...]], int] = {}
        joined: dict[tuple[int, int], tuple[Vertex, list[Formula]]] = {}
        for vertex in every:
            number = numbers.setdefault((vertex.support, vertex.weights), len(numbers))
            for j in sorted(vertex.tight):
                joined.setdefault((number, j), (vertex, []))[1].append(vertex.formula)
        found = []
        for (number, j), (vertex, formulas) in joined.items():
            exists = any_of(*formulas)
            if exists != FALSE:
                reply = self.seats.replies[j]
                found.append(_Candidate(number, vertex, reply, exists, self._value(vertex, reply)))
        return sorted(found, key=lambda c: len(c.vertex.support))

    def _value(self, vertex: Vertex, reply: str) -> Quotient:
        ring: Ring = self.compare.ring
        leads = [self.seats.leads[i] for i in vertex.support]
        paid = [self.compare.payoff(self.seats.leader, self.seats.profile(lead, reply)).flint for lead in leads]
        total = sum((w.flint * u for w, u in zip(vertex.weights, paid, strict=True)), ring.context.constant(0))
        return Quotient(Polynomial.from_flint(ring, total), vertex.total).reduced

    def optimal(self, candidate: _Candidate) -> Formula:
        """Return where a candidate exists and no other one that exists is better for the leader."""
        parts = [self.compare.defined, candidate.exists]
        for rival, exists in self._rivals.values():
            if rival.value != candidate.value:
                margin = (candidate.value - rival.value).reduced
                self._note(candidate, rival, margin)
                parts.append(any_of(negate(exists), margin.compare(">=")))
        return all_of(*parts)

    @cached_property
    def _rivals(self) -> dict[Quotient, tuple[_Candidate, Formula]]:
        """For each value to the leader a candidate, and where any candidate with that value exists."""
        groups: dict[Quotient, list[_Candidate]] = {}
        for candidate in self.candidates:
            groups.setdefault(candidate.value, []).append(candidate)
        return {value: (own[0], any_of(*(c.exists for c in own))) for value, own in groups.items()}

    def _note(self, one: _Candidate, other: _Candidate, margin: Quotient) -> None:
        key = tuple(sorted(((one.number, one.reply), (other.number, other.reply))))
        if key not in self._made:
            player = self.seats.game.players[self.seats.leader]
            self._made[key] = Indifference(player, self._named(one), self._named(other), margin.above)

    def _named(self, candidate: _Candidate) -> Profile:
        """Return a pure outcome as a profile, and a mixed one in words."""
        key = (candidate.number, candidate.reply)
        if key not in self._names:
            outcome = self.outcome(candidate, all_of())
            self._names[key] = outcome.profile if outcome.is_pure else tuple(outcome.describe().split(", "))
        return self._names[key]

    @property
    def indifferences(self) -> tuple[Indifference, ...]:
        """The leader's comparisons of outcomes, and the follower's of its replies, that are not decided."""
        seats, leader = self.seats, [m for m in self._made.values() if m.polynomial.constant is None]
        for lead in seats.leads:
            for reply, other in ((j, k) for j in seats.replies for k in seats.replies if j != k):
                self.compare.at_least(seats.follower, seats.profile(lead, reply), seats.profile(lead, other))
        return (*self.compare.indifferences, *leader)

    def outcome(self, candidate: _Candidate, formula: Formula) -> Equilibrium:
        """Return a candidate as an outcome where ``formula`` holds."""
        vertex, seats = candidate.vertex, self.seats
        key = (candidate.number, candidate.reply)
        if key not in self._known:
            mixture = tuple((seats.leads[i], p) for i, p in zip(vertex.support, vertex.probabilities, strict=True))
            own = self._paid(quotient(candidate.value.above, candidate.value.below), seats.leader)
            self._known[key] = mixture, (own, self._paid(vertex.opponent_payoff, seats.follower))
        mixture, worth = self._known[key]
        return seats.outcome(mixture, candidate.reply, worth, formula)

    def _paid(self, value: sympy.Expr, player: int) -> sympy.Expr:
        scale = self.compare.scales[player]
        return value if scale == 1 else sympy.cancel(value / scale**2)
