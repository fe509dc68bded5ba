r"""Selections: concepts that keep some of the equilibria of another concept, each by an exact condition.

An equilibrium is kept where it exists and beats, or is not beaten by, every other one that exists:
:math:`\bigwedge_r (\neg\,\text{exists}(r) \lor \text{not worse than } r)`.  Ties are kept as sets.

Of a continuum a selection compares the extreme equilibria.  Payoffs of a player are linear in each mixture, so the best
of a continuum are those between its best extreme equilibria, and :class:`LeaderBest` and :class:`UtilitarianBest` are
exact for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy

from coopgame.conditions import FALSE, Formula, Polynomial, all_of, any_of, negate
from coopgame.equilibria.concept import Concept, Conditional, shown_concept
from coopgame.equilibria.equilibrium import Component, Equilibrium, Indifference
from coopgame.equilibria.nash import Nash
from coopgame.equilibria.quotients import Quotient, lifted, quotient_of, ring_for
from coopgame.errors import ConceptError, did_you_mean
from coopgame.games import Profile, Situation

#: From an equilibrium to the condition under which it is kept if it exists.
Keep = Callable[[Equilibrium], Formula]
#: What a selection selects from unless told otherwise.
NASH: Concept = Nash()


def check_inner(inner: Any) -> None:
    """Raise ConceptError unless a selection is made from a concept."""
    if isinstance(inner, type) or not isinstance(inner, Concept):
        raise ConceptError(f"inner: {shown_concept(inner)} is not a solution concept; try Nash() or PureNash().")


def selected(found: Conditional, keep: Keep) -> Conditional:
    """Return what a selection keeps, with the links that equilibria had."""

    def refined(e: Equilibrium) -> Equilibrium:
        return replace(e, formula=all_of(e.formula, keep(e)))

    usual = [refined(e) for e in found.equilibria]
    places = [i for i, e in enumerate(usual) if e.formula != FALSE]
    links = tuple(found.links[i] for i in places) if found.links else ()
    pairs = zip(found.exceptional, found.exceptional_links, strict=True)
    special = tuple((e, link) for e, link in ((refined(e), link) for e, link in pairs) if e.formula != FALSE)
    kept = tuple(usual[i] for i in places)
    return Conditional(kept, found.indifferences, found.exceptions, links, (lambda: special) if special else None)


class Rivals:
    """Everything that can be an equilibrium of the inner concept, in one ring, with what it pays."""

    def __init__(self, game: Situation, found: Conditional) -> None:
        self.table = getattr(game, "payoffs", {})
        self.every = (*found.equilibria, *found.exceptional)
        paid = [u for e in self.every for u in self.payoffs(e)]
        formulas = [e.formula for e in self.every]
        self.ring = ring_for([*game.expressions, *paid], formulas, game.parameters)
        self.exists = [lifted(e.formula, self.ring) for e in self.every]
        self._known: dict[sympy.Expr, Quotient] = {}

    def payoffs(self, e: Equilibrium) -> tuple[sympy.Expr, ...]:
        """Return what an equilibrium pays; of a pure one as the game says, whatever ties where it exists."""
        return self.table.get(e.profile, e.payoffs) if e.is_pure else e.payoffs

    def payoff(self, payoff: sympy.Expr) -> Quotient:
        """Return a payoff as a quotient."""
        if payoff not in self._known:
            self._known[payoff] = quotient_of(self.ring, payoff)
        return self._known[payoff]

    def by(self, key: Callable[[Equilibrium], Any]) -> dict[Any, tuple[Equilibrium, Formula]]:
        """Return one equilibrium for each key, with where any equilibrium with that key exists."""
        groups: dict[Any, tuple[Equilibrium, list[Formula]]] = {}
        for e, exists in zip(self.every, self.exists, strict=True):
            groups.setdefault(key(e), (e, []))[1].append(exists)
        return {k: (e, any_of(*parts)) for k, (e, parts) in groups.items()}


def in_words(e: Equilibrium) -> Profile:
    """Return the names of an equilibrium: its profile, or its mixtures in words."""
    return e.profile if e.is_pure else tuple(e.describe().split(", "))


def _best(game: Situation, inner: Concept, players: Sequence[int], who: str | None) -> Conditional:
    """Return the equilibria whose payoff, summed over some players, no other one that exists exceeds."""
    found = inner.conditional(game)
    rivals, made = Rivals(game, found), dict[tuple[Any, Any], Indifference]()

    def payoffs(e: Equilibrium) -> tuple[sympy.Expr, ...]:
        return tuple(rivals.payoffs(e)[i] for i in players)

    def total(e: Equilibrium) -> Quotient:
        first, *rest = (rivals.payoff(u) for u in payoffs(e))
        return sum(rest, first)

    groups = rivals.by(payoffs)
    totals = {key: total(e).reduced for key, (e, _) in groups.items()}

    def keep(e: Equilibrium) -> Formula:
        own, parts = payoffs(e), []
        for key, (rival, exists) in groups.items():
            margin = (totals[own] - totals[key]).reduced
            if key != own and margin.above.terms:
                made.setdefault((own, key), _tie(e, rival, margin.above, who))
                parts.append(any_of(negate(exists), margin.compare(">=")))
        return all_of(*parts)

    kept = selected(found, keep)
    told = tuple(m for m in made.values() if m.polynomial.constant is None)
    return replace(kept, indifferences=(*told, *found.indifferences))


def _tie(one: Equilibrium, other: Equilibrium, margin: Polynomial, who: str | None) -> Indifference:
    """Return the comparison of what two equilibria pay a player, or, without one, all players together."""
    if who is not None:
        return Indifference(who, in_words(one), in_words(other), margin)
    sides = one.describe(), other.describe()
    words = f"the sum of payoffs is the same in ({sides[0]}) and ({sides[1]})"
    return Indifference("all players", (sides[0],), (sides[1],), margin, words)


@dataclass(frozen=True)
class LeaderBest:
    """Those equilibria of another concept that pay one player most among all that exist.

    Of a continuum it keeps exactly the part that is best for the player.

    Parameters
    ----------
    player
        Whose payoff counts, by name.
    inner
        The concept whose equilibria are compared.

    Raises
    ------
    ConceptError
        ``inner`` is not a concept, does not fit the game, or the game has no such player.

    Examples
    --------
    >>> import coopgame as cg
    >>> payoffs = {("B", "B"): ("s", 1), ("B", "S"): (0, 0), ("S", "B"): (0, 0), ("S", "S"): (1, "s")}
    >>> battle = cg.Game(["row", "column"], [["B", "S"], ["B", "S"]], payoffs)
    >>> model = cg.Model(battle, cg.ParameterSpace({"s": (0, 9)}))
    >>> for equilibrium in cg.solve(model, cg.LeaderBest("row", cg.PureNash())):
    ...     print(equilibrium.profile, equilibrium.condition)
    ('B', 'B') s >= 1
    ('S', 'S') s <= 1
    """

    player: str
    inner: Concept = NASH

    def __post_init__(self) -> None:
        check_inner(self.inner)

    @property
    def name(self) -> str:
        """The name of the concept, with the one it selects from."""
        return f"{self.inner.name}, best for {self.player}"

    @property
    def by_regret(self) -> bool:
        """As of the inner concept."""
        return self.inner.by_regret

    def check(self, game: Situation) -> None:
        """Raise ConceptError unless the inner concept fits and the player takes part."""
        self.inner.check(game)
        if self.player not in game.players:
            raise ConceptError(
                f"player: {self.player!r} is not a player.{did_you_mean(str(self.player), game.players)}"
            )

    def equilibria(self, game: Situation) -> tuple[Equilibrium, ...]:
        """Return the best equilibria of a game of numbers."""
        i, found = game.players.index(self.player), self.inner.equilibria(game)
        best = max((e.payoffs[i] for e in found), default=None)
        return tuple(e for e in found if e.payoffs[i] == best)

    def components(self, game: Situation, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:
        """Return how they hang together, by the inner concept."""
        return self.inner.components(game, equilibria)

    def conditional(self, game: Situation) -> Conditional:
        """Return every equilibrium that can be the best one, with its condition."""
        return _best(game, self.inner, (game.players.index(self.player),), self.player)


@dataclass(frozen=True)
class UtilitarianBest:
    """Those equilibria of another concept with the largest sum of payoffs among all that exist.

    Of a continuum it keeps exactly the part with the largest sum.

    Parameters
    ----------
    inner
        The concept whose equilibria are compared.

    Raises
    ------
    ConceptError
        ``inner`` is not a concept, or does not fit the game.

    Examples
    --------
    >>> import coopgame as cg
    >>> stag = cg.Game.from_bimatrix([["v", 0], [3, 3]], [["v", 3], [0, 3]], strategies=[["stag", "hare"]] * 2)
    >>> for equilibrium in cg.solve(stag, cg.UtilitarianBest(cg.PureNash())):
    ...     print(equilibrium.profile, equilibrium.condition)
    ('stag', 'stag') v >= 3
    ('hare', 'hare') v <= 3
    """

    inner: Concept = NASH

    def __post_init__(self) -> None:
        check_inner(self.inner)

    @property
    def name(self) -> str:
        """The name of the concept, with the one it selects from."""
        return f"{self.inner.name}, largest sum of payoffs"

    @property
    def by_regret(self) -> bool:
        """As of the inner concept."""
        return self.inner.by_regret

    def check(self, game: Situation) -> None:
        """Raise ConceptError unless the inner concept fits."""
        self.inner.check(game)

    def equilibria(self, game: Situation) -> tuple[Equilibrium, ...]:
        """Return the best equilibria of a game of numbers."""
        found = self.inner.equilibria(game)
        best = max((sum(e.payoffs) for e in found), default=None)
        return tuple(e for e in found if sum(e.payoffs) == best)

    def components(self, game: Situation, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:
        """Return how they hang together, by the inner concept."""
        return self.inner.components(game, equilibria)

    def conditional(self, game: Situation) -> Conditional:
        """Return every equilibrium that can be the best one, with its condition."""
        return _best(game, self.inner, range(len(game.players)), None)
