"""What a solution concept is, and the two forms in which every concept reads payoffs.

A concept answers twice, by algorithms that share nothing but the game: the equilibria of a game of numbers, by the
definition, and the equilibria of a game with symbols, each with its condition.  The first checks the second.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any, Protocol, runtime_checkable

import sympy

from coopgame.conditions import All, Formula, Polynomial, Ring, Sign, all_of, delicate, formula_of
from coopgame.conditions import defined as defined_where
from coopgame.equilibria.clearing import cleared, common_denominator
from coopgame.equilibria.equilibrium import Component, Equilibrium, Indifference
from coopgame.errors import ConceptError, GameError
from coopgame.games import BayesianGame, Game, Profile, Repeated, Signalling, Situation, Tree, demands_of


@dataclass(frozen=True)
class Conditional:
    """The possible equilibria of a game with symbols, and the payoff comparisons that their conditions are made of.

    Attributes
    ----------
    equilibria, indifferences
        What can be an equilibrium, and what decides it.
    exceptions
        Polynomials off whose zeros the list is complete.
    links
        For each equilibrium the numbers of its two mixtures, where equilibria can hang together; otherwise empty.
    special
        Computes what can be an equilibrium only where further equations hold, each with its link; None where there is
        nothing of the kind.
    """

    equilibria: tuple[Equilibrium, ...]
    indifferences: tuple[Indifference, ...]
    exceptions: tuple[Polynomial, ...] = ()
    links: tuple[tuple[int, int], ...] = ()
    special: Callable[[], tuple[tuple[Equilibrium, tuple[int, int]], ...]] | None = field(
        default=None, repr=False, compare=False
    )

    @cached_property
    def _special(self) -> tuple[tuple[Equilibrium, tuple[int, int]], ...]:
        return () if self.special is None else self.special()

    @property
    def exceptional(self) -> tuple[Equilibrium, ...]:
        """What can be an equilibrium only on zeros of exceptions, with conditions that contain these equations.

        Together with :attr:`equilibria` they contain every extreme equilibrium at every point of the parameter space;
        one that is reached in several ways is listed for each.  Computed when first asked for.
        """
        return tuple(equilibrium for equilibrium, _ in self._special)

    @property
    def exceptional_links(self) -> tuple[tuple[int, int], ...]:
        """For each exceptional equilibrium its link; the numbers are those of :attr:`links`."""
        return tuple(link for _, link in self._special)


@runtime_checkable
class Concept(Protocol):
    """A solution concept."""

    @property
    def name(self) -> str:
        """What a reader calls it."""

    @property
    def by_regret(self) -> bool:
        """Whether its equilibria are the profiles without regret; otherwise they are outcomes of plans."""

    def check(self, game: Any) -> None:
        """Raise ConceptError if the concept does not fit this kind of situation or its players."""

    def equilibria(self, game: Any) -> tuple[Equilibrium, ...]:
        """Return every equilibrium of a situation in which all expressions are numbers."""

    def conditional(self, game: Any) -> Conditional:
        """Return everything that can be an equilibrium, with its condition."""

    def components(self, game: Any, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:
        """Return how the equilibria of a situation of numbers hang together."""


#: What to do with a situation that is not a strategic game.
_INSTEAD: Mapping[type, str] = MappingProxyType(
    {
        Tree: "; take its strategic form with .strategic()",
        BayesianGame: "; use BayesianNash() or take its strategic form with .strategic()",
        Signalling: "; use PerfectBayesian() or IntuitiveCriterion()",
        Repeated: "; use Reversion() or solve the game that is repeated, its .stage",
    }
)


def shown_concept(given: Any) -> str:
    """Return how a message names what was given for a concept; a class that lacks its parentheses is a common slip.

    Examples
    --------
    >>> from coopgame.equilibria import Nash
    >>> shown_concept(Nash), shown_concept("nash")
    ('the class Nash', "'nash'")
    """
    return f"the class {given.__name__}" if isinstance(given, type) else repr(given)


def strategic(game: Any, concept: str) -> Game:
    """Return the game if it is a strategic one.

    Raises
    ------
    ConceptError
        It is stated in another form.
    """
    if not isinstance(game, Game):
        kind = type(game).__name__
        form = next((hint for form, hint in _INSTEAD.items() if isinstance(game, form)), "")
        raise ConceptError(f"{concept} is defined for strategic games, this is a {kind}{form}.")
    return game


class Comparisons:
    """Payoffs as polynomials of one ring, and a record of the comparisons that were made with them.

    Payoffs of a player that contain quotients are multiplied by the square of their common denominator, the player's
    scale: that changes no comparison where the payoffs are defined, and identities between quotients become identities
    between polynomials.
    """

    def __init__(self, game: Game) -> None:
        self.game = game
        self.scales = tuple(
            common_denominator([row[i] for row in game.payoffs.values()]) for i in range(len(game.players))
        )
        scaled = {
            s: tuple(cleared(u, d) for u, d in zip(row, self.scales, strict=True)) for s, row in game.payoffs.items()
        }
        payoffs = [u for row in game.payoffs.values() for u in row]
        known = [*(u for row in scaled.values() for u in row), *self.scales, *delicate(payoffs)]
        self.ring = Ring.of(known, game.parameters)
        self._domain = defined_where(payoffs, self.ring)
        self._table = {s: tuple(self.ring.polynomial(u) for u in row) for s, row in scaled.items()}
        self._made: dict[tuple[int, Profile, Profile], Indifference] = {}

    @cached_property
    def defined(self) -> Formula:
        """Where all payoffs are defined; a product of denominators without roots is compared with zero once."""
        plain = (
            d for d in self.scales if not any(power.exp.is_Rational and power.exp.q > 1 for power in d.atoms(sympy.Pow))
        )
        scales = [Sign.compare(self.ring.polynomial(d), "!=") for d in plain]
        products = [scale.polynomial.flint for scale in scales if isinstance(scale, Sign)]

        def covered(part: Formula) -> bool:
            divisor = part.polynomial.flint if isinstance(part, Sign) and part.relation == "!=" else None
            return divisor is not None and any(divmod(product, divisor)[1].is_zero() for product in products)

        parts = self._domain.parts if isinstance(self._domain, All) else (self._domain,)
        return all_of(*scales, *(part for part in parts if not covered(part)))

    def payoff(self, i: int, profile: Profile) -> Polynomial:
        """Return the payoff of player i at a profile, times the square of the player's scale."""
        return self._table[profile][i]

    def at_least(self, i: int, first: Profile, second: Profile) -> Formula:
        """Return the formula for :math:`u_i(first) ≥ u_i(second)`."""
        return Sign.compare(self._difference(i, first, second), ">=")

    def _difference(self, i: int, first: Profile, second: Profile) -> Polynomial:
        made = self._made.get((i, first, second))
        if made is not None:
            return made.polynomial
        difference = self._table[first][i] - self._table[second][i]
        self._made[i, first, second] = Indifference(self.game.players[i], first, second, difference)
        return difference

    @property
    def indifferences(self) -> tuple[Indifference, ...]:
        """The comparisons made so far that are not decided for all parameters."""
        return tuple(made for made in self._made.values() if made.polynomial.constant is None)


def defined(game: Situation) -> Formula:
    """Return exactly where a game makes sense: no denominator is zero, no radicand negative, its demands are met.

    Examples
    --------
    >>> from coopgame.conditions import as_sympy
    >>> as_sympy(defined(Game.from_bimatrix([["sqrt(x - 1)", "1/y"]], [[0, 0]])))
    (x >= 1) & Ne(y, 0)
    """
    sides = [side for condition in demands_of(game) for side in condition.args]
    ring = Ring.of([*delicate(game.expressions), *sides], game.parameters)
    demands = (formula_of(condition, ring) for condition in demands_of(game))
    return all_of(defined_where(game.expressions, ring), *demands)


def rational_payoffs(game: Game) -> Mapping[Profile, tuple[Fraction, ...]]:
    """Return the payoffs of a game of numbers as fractions.

    Raises
    ------
    GameError
        A payoff contains a parameter or is not rational.
    """
    table: dict[Profile, tuple[Fraction, ...]] = {}
    for profile, row in game.payoffs.items():
        for player, u in zip(game.players, row, strict=True):
            if u.free_symbols:
                names = ", ".join(sorted(s.name for s in u.free_symbols))
                raise GameError(f"The payoff of {player} at ({', '.join(profile)}) still contains {names}.")
            if not isinstance(u, sympy.Rational):
                raise GameError(
                    f"The payoff of {player} at ({', '.join(profile)}) is {u}; exact solution needs a rational number."
                )
        table[profile] = tuple(Fraction(int(u.p), int(u.q)) for u in row)
    return table
