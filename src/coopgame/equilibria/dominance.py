r"""Payoff dominance and risk dominance, the selections of Harsanyi and Selten.

One equilibrium payoff-dominates another if it pays every player more.  In a 2×2 game with the equilibria (a, a') and
(b, b') that differ in both strategies, (a, a') risk-dominates (b, b') if the product of the losses from deviating from
it is the larger one:

.. math:: (u_1(a, a') - u_1(b, a'))\,(u_2(a, a') - u_2(a, b')) > (u_1(b, b') - u_1(a, b'))\,(u_2(b, b') - u_2(b, a')) .
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from coopgame.conditions import FALSE, Formula, Polynomial, Sign, all_of, any_of, negate
from coopgame.equilibria.concept import Comparisons, Concept, Conditional, rational_payoffs, strategic
from coopgame.equilibria.equilibrium import Component, Equilibrium, Indifference
from coopgame.equilibria.quotients import lifted
from coopgame.equilibria.selection import NASH, Rivals, check_inner, in_words, selected
from coopgame.errors import ConceptError
from coopgame.games import Game, Profile, Situation


@dataclass(frozen=True)
class PayoffDominant:
    """Those equilibria of another concept that no other one payoff-dominates, that is, pays every player more.

    Of a continuum its extreme equilibria are compared; what lies between two that are kept counts as kept.

    Parameters
    ----------
    inner
        The concept whose equilibria are compared.

    Raises
    ------
    ConceptError
        ``inner`` is not a concept, or does not fit the game.

    References
    ----------
    Harsanyi and Selten (1988), A General Theory of Equilibrium Selection in Games, MIT Press, section 3.6.

    Examples
    --------
    >>> import coopgame as cg
    >>> stag = cg.Game.from_bimatrix([["v", 0], [3, 3]], [["v", 3], [0, 3]], strategies=[["stag", "hare"]] * 2)
    >>> for equilibrium in cg.solve(stag, cg.PayoffDominant(cg.PureNash())):
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
        return f"{self.inner.name}, payoff-dominant"

    @property
    def by_regret(self) -> bool:
        """As of the inner concept."""
        return self.inner.by_regret

    def check(self, game: Situation) -> None:
        """Raise ConceptError unless the inner concept fits."""
        self.inner.check(game)

    def equilibria(self, game: Situation) -> tuple[Equilibrium, ...]:
        """Return the equilibria of a game of numbers that none of the others dominates."""
        found = self.inner.equilibria(game)

        def dominated(e: Equilibrium) -> bool:
            return any(all(v > u for u, v in zip(e.payoffs, r.payoffs, strict=True)) for r in found)

        return tuple(e for e in found if not dominated(e))

    def components(self, game: Situation, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:
        """Return how they hang together, by the inner concept."""
        return self.inner.components(game, equilibria)

    def conditional(self, game: Situation) -> Conditional:
        """Return every equilibrium that can be undominated, with its condition."""
        found = self.inner.conditional(game)
        rivals, made = Rivals(game, found), dict[tuple[str, Profile, Profile], Indifference]()
        groups = rivals.by(rivals.payoffs)

        def keep(e: Equilibrium) -> Formula:
            parts = []
            for payoffs, (rival, exists) in groups.items():
                better = []
                for player, u, v in zip(game.players, rivals.payoffs(e), payoffs, strict=True):
                    margin = (rivals.payoff(u) - rivals.payoff(v)).reduced
                    better.append(margin.compare(">="))
                    key = (player, in_words(e), in_words(rival))
                    if margin.above.constant is None:
                        made.setdefault(key, Indifference(*key, margin.above))
                parts.append(any_of(negate(exists), *better))
            return all_of(*parts)

        kept = selected(found, keep)
        return replace(kept, indifferences=(*made.values(), *found.indifferences))


@dataclass(frozen=True)
class RiskDominant:
    """Those equilibria of a 2×2 game that are not risk-dominated.

    A pure equilibrium goes where the one that differs from it in both strategies exists as well and has the larger
    product of deviation losses; where the products tie both stay.  Mixed equilibria stay only where there is no pure
    one, in a continuum too.

    Parameters
    ----------
    inner
        The concept whose equilibria are compared.

    Raises
    ------
    ConceptError
        ``inner`` is not a concept or does not fit, or the game is not a strategic one of two players with two
        strategies each.

    References
    ----------
    Harsanyi and Selten (1988), A General Theory of Equilibrium Selection in Games, MIT Press, section 3.9.

    Examples
    --------
    >>> import coopgame as cg
    >>> stag = cg.Game.from_bimatrix([["v", 0], [3, 3]], [["v", 3], [0, 3]], strategies=[["stag", "hare"]] * 2)
    >>> model = cg.Model(stag, cg.ParameterSpace({"v": (3, 20)}))
    >>> for equilibrium in cg.solve(model, cg.RiskDominant(cg.PureNash())):
    ...     print(equilibrium.profile, equilibrium.condition)
    ('stag', 'stag') v >= 6
    ('hare', 'hare') v <= 6
    """

    inner: Concept = NASH

    def __post_init__(self) -> None:
        check_inner(self.inner)

    @property
    def name(self) -> str:
        """The name of the concept, with the one it selects from."""
        return f"{self.inner.name}, risk-dominant"

    @property
    def by_regret(self) -> bool:
        """As of the inner concept."""
        return self.inner.by_regret

    def check(self, game: Situation) -> None:
        """Raise ConceptError unless the inner concept fits and this is a 2×2 game."""
        self.inner.check(game)
        sizes = [len(own) for own in strategic(game, "risk dominance").strategies]
        if sizes != [2, 2]:
            shown = " × ".join(map(str, sizes))
            raise ConceptError(f"Risk dominance is defined for 2 × 2 games; this game is {shown}.")

    def equilibria(self, game: Game) -> tuple[Equilibrium, ...]:
        """Return the equilibria of a game of numbers that are not risk-dominated."""
        payoffs, found = rational_payoffs(game), self.inner.equilibria(game)
        pure = {e.profile for e in found if e.is_pure}

        def product(profile: Profile) -> Fraction:
            (a, b), (c, d) = profile, _opposite(game, profile)
            return (payoffs[a, b][0] - payoffs[c, b][0]) * (payoffs[a, b][1] - payoffs[a, d][1])

        def stays(e: Equilibrium) -> bool:
            if not e.is_pure:
                return not pure
            other = _opposite(game, e.profile)
            return other not in pure or product(e.profile) >= product(other)

        return tuple(e for e in found if stays(e))

    def components(self, game: Situation, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:
        """Return how they hang together, by the inner concept."""
        return self.inner.components(game, equilibria)

    def conditional(self, game: Game) -> Conditional:
        """Return every equilibrium that can remain, with its condition."""
        found, compare = self.inner.conditional(game), Comparisons(game)
        every = (*found.equilibria, *found.exceptional)
        pure = {
            s: any_of(*(lifted(e.formula, compare.ring) for e in every if e.is_pure and e.profile == s))
            for s in game.profiles
        }
        margins = {s: _margin(game, compare, s) for s in game.profiles}

        def keep(e: Equilibrium) -> Formula:
            if not e.is_pure:
                return all_of(*(negate(formula) for formula in pure.values()))
            weaker = Sign.compare(margins[e.profile], ">=")
            return any_of(negate(pure[_opposite(game, e.profile)]), weaker)

        told = []
        for s, margin in margins.items():
            other = _opposite(game, s)
            if margin.constant is None and FALSE not in (pure[s], pure[other]) and s < other:
                words = f"neither of ({', '.join(s)}) and ({', '.join(other)}) risk-dominates the other"
                told.append(Indifference(game.players[0], (", ".join(s),), (", ".join(other),), margin, words))
        return replace(selected(found, keep), indifferences=(*told, *found.indifferences))


def _opposite(game: Game, profile: Profile) -> Profile:
    """Return the profile that differs from one of a 2×2 game in both strategies."""
    first, second = (next(t for t in own if t != s) for own, s in zip(game.strategies, profile, strict=True))
    return first, second


def _margin(game: Game, compare: Comparisons, profile: Profile) -> Polynomial:
    """Return by how much the product of deviation losses of a profile exceeds that of the opposite one."""
    products = []
    for a, b in (profile, _opposite(game, profile)):
        c, d = _opposite(game, (a, b))
        products.append(
            (compare.payoff(0, (a, b)).flint - compare.payoff(0, (c, b)).flint)
            * (compare.payoff(1, (a, b)).flint - compare.payoff(1, (a, d)).flint)
        )
    return Polynomial.from_flint(compare.ring, products[0] - products[1])
