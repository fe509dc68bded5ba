r"""Repeated play, sustained by reversion to equilibria of the stage game.

Let s be a pure profile of the stage game.  Everyone plays s in every period; after a deviation of player i alone, a
stage equilibrium :math:`e^i` is played for ever.  No player can gain by a deviation after any history iff for every
player i and every strategy :math:`t \ne s_i`

.. math:: (1 - d_i)\, u_i(t, s_{-i}) + d_i\, u_i(e^i) \le u_i(s) .

What is played after a deviation is a stage equilibrium whatever happened, so only deviations from s need a look, and by
the one-shot deviation principle only single ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import sympy

from coopgame.conditions import FALSE, Formula, all_of, any_of
from coopgame.equilibria.concept import Conditional, defined, rational_payoffs
from coopgame.equilibria.equilibrium import Component, Equilibrium, Indifference, Plan
from coopgame.equilibria.nash import Nash
from coopgame.equilibria.pure import PureNash, deviations
from coopgame.equilibria.quotients import Quotient, lifted, moved_polynomial, quotient_of, ring_for
from coopgame.errors import ConceptError, did_you_mean
from coopgame.games import Game, Profile, Repeated

ANY = "any"
#: The history of a plan that says by which stage equilibria a player's deviations are punished.
DEVIATED = "after its own deviation"


def stage_concept(stage: Game) -> Nash | PureNash:
    """Return what counts as a stage equilibrium: pure and mixed ones of two players, pure ones of more."""
    return Nash() if len(stage.players) == 2 else PureNash()


def check_punishment(punishment: Any, stage: Game) -> None:
    """Raise ConceptError unless ``punishment`` is "any" or names strategies, one or several, for each player."""
    if punishment == ANY:
        return
    if len(punishment) != len(stage.players):
        raise ConceptError(
            f"punishment: expected {ANY!r} or a strategy for each of {', '.join(stage.players)}; got {punishment!r}."
        )
    for player, own, named in zip(stage.players, stage.strategies, punishment, strict=True):
        for name in named:
            if name not in own:
                raise ConceptError(f"punishment: {player} has no strategy {name!r}.{did_you_mean(str(name), own)}")


def named_punishment(given: Any) -> Any:
    """Return a punishment as "any" or as a tuple of supports.

    Raises
    ------
    ConceptError
        It is neither.
    """
    if given == ANY:
        return ANY
    if isinstance(given, str) or not isinstance(given, tuple | list):
        raise ConceptError(f"punishment: expected {ANY!r} or a stage equilibrium such as ('D', 'D'); got {given!r}.")
    return tuple((entry,) if isinstance(entry, str) else tuple(entry) for entry in given)


def punishes(equilibrium: Equilibrium, punishment: Any) -> bool:
    """Whether a stage equilibrium is one of those that a punishment names."""
    if punishment == ANY:
        return True
    supports = (frozenset(name for name, _ in mixture) for mixture in equilibrium.mixtures)
    return all(support == frozenset(named) for support, named in zip(supports, punishment, strict=True))


def candidates(stage: Game, punishment: Any) -> tuple[tuple[Equilibrium, ...], tuple[Indifference, ...]]:
    """Return the stage equilibria that a punishment names, of a stage with symbols, and what decides on them.

    Where a pure one exists only thanks to a tie it is listed with payoffs that use the tie; here it has those of the
    game, so that one punishment is not taken for several.
    """
    found = stage_concept(stage).conditional(stage)
    every = (e for e in (*found.equilibria, *found.exceptional) if punishes(e, punishment))
    plain = (replace(e, payoffs=stage.payoffs[e.profile]) if e.is_pure else e for e in every)
    return tuple(plain), found.indifferences


@dataclass(frozen=True)
class Reversion:
    r"""Pure profiles that are sustained in every period of a repeated game by reversion to stage equilibria.

    A profile s is sustained iff for every player i some stage equilibrium e, pure or mixed, has
    :math:`(1 - d_i)\, u_i(t, s_{-i}) + d_i\, u_i(e) \le u_i(s)` for every :math:`t \ne s_i`.  Each deviator is punished
    by the stage equilibrium that is worst for it among those that exist at the parameters.  Of games with more than two
    players, stage equilibria in pure strategies count.

    Parameters
    ----------
    punishment
        ``"any"`` stage equilibrium, or a certain one, which is grim reversion to it: a strategy for each player, or for
        a mixed one a tuple of the strategies that the player mixes.  Of a continuum the extreme equilibria can be
        named, which no others are worse than for any player; what lies between them cannot.

    Raises
    ------
    ConceptError
        The punishment is none of these; the game is not a :class:`coopgame.Repeated`.

    References
    ----------
    Friedman (1971), A non-cooperative equilibrium for supergames, Review of Economic Studies 38:1–12.

    Examples
    --------
    >>> import coopgame as cg
    >>> found = cg.solve(cg.models.repeated(cg.models.prisoners_dilemma()))
    >>> for equilibrium in found:
    ...     print(equilibrium.profile, equilibrium.condition)
    ('C', 'C') d*g + d >= g
    ('D', 'D') True
    """

    punishment: Any = ANY

    def __post_init__(self) -> None:
        object.__setattr__(self, "punishment", named_punishment(self.punishment))

    @property
    def name(self) -> str:
        """The name of the concept, with the punishment."""
        if self.punishment == ANY:
            return "reversion to stage equilibria"
        return "reversion to " + ", ".join("+".join(named) for named in self.punishment)

    @property
    def by_regret(self) -> bool:
        """Outcomes rest on what happens after deviations, so regret in the stage game does not define them."""
        return False

    def check(self, game: Any) -> None:
        """Raise ConceptError unless this is a repeated game whose strategies the punishment names."""
        if not isinstance(game, Repeated):
            raise ConceptError(
                f"{self.name} is defined for repeated games, this is a {type(game).__name__}; "
                "make it one with Repeated(game, discount) or models.repeated(model)."
            )
        check_punishment(self.punishment, game.stage)

    def equilibria(self, game: Repeated) -> tuple[Equilibrium, ...]:
        """Return every sustained profile of a game of numbers, with what punishes each player."""
        payoffs = rational_payoffs(game.stage)
        factors = [_fraction(game.discount[player], player) for player in game.players]
        stage = [e for e in stage_concept(game.stage).equilibria(game.stage) if punishes(e, self.punishment)]

        def deters(i: int, profile: Profile, e: Equilibrium) -> bool:
            later = factors[i] * Fraction(int(e.payoffs[i].p), int(e.payoffs[i].q))
            own = payoffs[profile][i]
            return all((1 - factors[i]) * payoffs[t][i] + later <= own for t in deviations(game.stage, i, profile))

        found = []
        for profile in game.stage.profiles:
            plans = []
            for i, player in enumerate(game.players):
                replies = tuple((e.describe(), all_of()) for e in stage if deters(i, profile, e))
                plans.append(Plan(player, DEVIATED, replies))
            helpless = [i for i, plan in enumerate(plans) if not plan.replies and len(game.strategies[i]) > 1]
            if not helpless:
                found.append(Equilibrium.pure(game.stage, profile, all_of(), tuple(plans)))
        return tuple(found)

    def components(self, game: Repeated, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:  # noqa: ARG002
        """Return each outcome as a component of its own: only pure profiles are considered."""
        return tuple(Component.single(equilibrium) for equilibrium in equilibria)

    def conditional(self, game: Repeated) -> Conditional:
        """Return every profile that can be sustained, with its condition; complete for all parameters."""
        automata = Automata(game, self.punishment)
        found = []
        for profile in game.stage.profiles:
            plans = tuple(automata.plan(i, profile) for i in range(len(game.players)))
            deterred = [any_of(*(f for _, f in plan.replies)) for plan in plans]
            several = [d for d, own in zip(deterred, game.strategies, strict=True) if len(own) > 1]
            formula = all_of(automata.defined, *several)
            if formula != FALSE:
                found.append(Equilibrium.pure(game.stage, profile, formula, plans))
        return Conditional(tuple(found), automata.indifferences)


def _fraction(factor: sympy.Expr, player: str) -> Fraction:
    if not isinstance(factor, sympy.Rational):
        raise ConceptError(f"The discount factor of {player} is {factor}; exact solution needs a rational number.")
    return Fraction(int(factor.p), int(factor.q))


class Automata:
    """The grim automata of a repeated game with symbols: what deters whom from which deviation."""

    def __init__(self, game: Repeated, punishment: Any) -> None:
        stage, self.game = game.stage, game
        self.stage, self._stage_indifferences = candidates(stage, punishment)
        domain = defined(game)
        paid = [u for e in self.stage for u in e.payoffs]
        formulas = [domain, *(e.formula for e in self.stage)]
        self.ring = ring_for([*game.expressions, *paid], formulas, game.parameters)
        self.defined = lifted(domain, self.ring)
        self.factors = [quotient_of(self.ring, game.discount[player]) for player in game.players]
        self._payoffs = {s: tuple(quotient_of(self.ring, u) for u in row) for s, row in stage.payoffs.items()}
        self._one = quotient_of(self.ring, sympy.Integer(1))
        self._made: dict[tuple[str, Profile, Profile], Indifference] = {}
        self._exists = [(e, lifted(e.formula, self.ring)) for e in self.stage]
        self._groups = [self._grouped(i) for i in range(len(game.players))]

    def _grouped(self, i: int) -> list[tuple[str, Quotient, Formula]]:
        """Return the different punishments of a player: their names, what they pay it, and where one of them exists."""
        found: dict[tuple[str, sympy.Expr], list[Formula]] = {}
        for e, formula in self._exists:
            found.setdefault((e.describe(), e.payoffs[i]), []).append(formula)
        return [(name, quotient_of(self.ring, u), any_of(*parts)) for (name, u), parts in found.items()]

    def plan(self, i: int, profile: Profile) -> Plan:
        """Return by which stage equilibria player i is kept from leaving a profile, each with its condition."""
        replies: dict[str, Formula] = {}
        for name, worth, exists in self._groups[i]:
            formula = all_of(
                exists, *(self._deterred(i, profile, t, name, worth) for t in self._deviations(i, profile))
            )
            if formula != FALSE:
                replies[name] = any_of(replies.get(name, FALSE), formula)
        return Plan(self.game.players[i], DEVIATED, tuple(replies.items()))

    def _deviations(self, i: int, profile: Profile) -> Iterator[Profile]:
        return deviations(self.game.stage, i, profile)

    def _deterred(self, i: int, profile: Profile, other: Profile, name: str, worth: Quotient) -> Formula:
        """Return where playing ``other`` once and a punishment from then on pays no more than ``profile`` for ever."""
        factor = self.factors[i]
        deviating = (self._one - factor) * self._payoffs[other][i] + factor * worth
        margin = (self._payoffs[profile][i] - deviating).reduced
        once, after = f"{', '.join(other)} once", f"then {name} for ever"
        key = (self.game.players[i], profile, (once, after))
        self._made.setdefault(key, Indifference(*key, margin.above))
        return margin.compare(">=")

    @property
    def indifferences(self) -> tuple[Indifference, ...]:
        """The comparisons made so far, and those of the stage game, that are not decided for all parameters."""
        made = [m for m in self._made.values() if m.polynomial.constant is None]
        stage = [
            Indifference(m.player, m.first, m.second, moved_polynomial(m.polynomial, self.ring))
            for m in self._stage_indifferences
        ]
        return (*made, *stage)
