"""Regime rules: from an equilibrium to the name of a regime.

A rule maps one equilibrium to a regime name or, for a mixture with symbols, to ``{name: condition}``.  Any callable
will do; the ones here are data, so models that use them can be pickled.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.conditions import Formula, all_of, formula_of
from coopgame.equilibria.equilibrium import Equilibrium
from coopgame.errors import CoopgameError, ModelError, did_you_mean
from coopgame.expressions import check_label, to_condition
from coopgame.expressions.messages import shown_profile
from coopgame.frozen import FrozenMap
from coopgame.games import Profile, Situation

Rule = Callable[[Equilibrium], "str | Mapping[str, Any]"]


def _name(regime: Any) -> str:
    return check_label(regime, what="regime", where="regime rule")


def checked_name(regime: str) -> str:
    """Check what a rule returned; unlike names that are given, it may join names with ``/`` and ``+``."""
    for piece in re.split("[/+]", regime):
        _name(piece)
    return regime


@dataclass(frozen=True)
class JoinStrategies:
    """The default rule: names of the strategies joined by ``/``, a mixed support joined by ``+``."""

    def __call__(self, equilibrium: Equilibrium) -> str:
        """Return the name for one equilibrium."""
        return "/".join("+".join(name for name, _ in mixture) for mixture in equilibrium.mixtures)


@dataclass(frozen=True)
class ByStrategy:
    """The regime is read off the strategy of one player.

    Parameters
    ----------
    player
        Whose strategy decides.
    regimes
        For each strategy of that player the regime; mixed supports keep the default name of that player's mixture.
    unless
        ``{(player, strategy): regime}``: where this other player plays this strategy, that regime instead.

    Examples
    --------
    >>> import coopgame as cg
    >>> game = cg.Game.from_bimatrix([[1], [0]], [[0], [0]], strategies=[["hold", "sell"], ["wait"]])
    >>> ByStrategy("row", {"hold": "ownership", "sell": "exchange"})(cg.solve(game).equilibria[0])
    'ownership'
    """

    player: str
    regimes: Mapping[str, str]
    unless: Mapping[tuple[str, str], str] = FrozenMap()

    def __post_init__(self) -> None:
        object.__setattr__(self, "regimes", FrozenMap({s: _name(r) for s, r in dict(self.regimes).items()}))
        object.__setattr__(self, "unless", FrozenMap({k: _name(r) for k, r in dict(self.unless).items()}))

    def __call__(self, equilibrium: Equilibrium) -> str:
        """Return the regime of one equilibrium."""
        for (player, strategy), regime in self.unless.items():
            if strategy in equilibrium.mixture(player):
                return regime
        support = tuple(equilibrium.mixture(self.player))
        unknown = [s for s in support if s not in self.regimes]
        if unknown:
            raise ModelError(
                f"The regime rule has no regime for {self.player}'s strategy {unknown[0]!r}."
                f"{did_you_mean(unknown[0], self.regimes)}"
            )
        return "+".join(dict.fromkeys(self.regimes[s] for s in support))

    def check(self, game: Situation) -> None:
        """Raise ModelError unless the game has every player and strategy that is named, and no other of this player."""
        check_player(self.player, game)
        for player, strategy in [*((self.player, s) for s in self.regimes), *self.unless]:
            check_strategy(player, strategy, game)
        bare = [s for s in game.strategies[game.players.index(self.player)] if s not in self.regimes]
        if bare:
            raise ModelError(f"Regime rule: {self.player}'s strategy {bare[0]!r} has no regime.")


@dataclass(frozen=True)
class ByProfile:
    """The regime is read off the whole profile of a pure equilibrium; other equilibria keep the default name."""

    regimes: Mapping[Profile, str]

    def __post_init__(self) -> None:
        table = {tuple(profile): _name(regime) for profile, regime in dict(self.regimes).items()}
        object.__setattr__(self, "regimes", FrozenMap(table))

    def __call__(self, equilibrium: Equilibrium) -> str:
        """Return the regime of one equilibrium."""
        named = self.regimes.get(equilibrium.profile) if equilibrium.is_pure else None
        return named if named is not None else JoinStrategies()(equilibrium)

    def check(self, game: Situation) -> None:
        """Raise ModelError unless the game has every profile that is named."""
        for profile in self.regimes:
            names = zip(profile, game.strategies, strict=False)
            if len(profile) != len(game.players) or not all(name in own for name, own in names):
                known = [shown_profile(s) for s in itertools.islice(itertools.product(*game.strategies), 1000)]
                given = shown_profile(profile)
                raise ModelError(f"Regime rule: {given} is not a profile.{did_you_mean(given, known)}")


@runtime_checkable
class Checked(Protocol):
    """A rule that knows how to check itself against a game."""

    def check(self, game: Situation) -> None:
        """Raise ModelError if the rule names what the game does not have."""


@runtime_checkable
class Ordered(Protocol):
    """A rule that reads one probability, so that its regimes stand in an order."""

    def between(self, names: Collection[str]) -> tuple[str, ...]:
        """Return the regimes of everything that lies between equilibria with these regimes."""


def check_rule(rule: Rule, game: Situation) -> None:
    """Check a rule against the game that it will be applied to.

    Raises
    ------
    ModelError
        The rule is not callable, or names a player, strategy or profile that the game does not have.
    """
    if isinstance(rule, Checked):
        rule.check(game)
    elif not callable(rule):
        raise ModelError(f"rule: expected a function of an equilibrium, ByStrategy or ByProfile; got {rule!r}.")


def check_player(player: str, game: Situation) -> None:
    """Raise ModelError unless a game has a player."""
    if player not in game.players:
        raise ModelError(f"Regime rule: {player!r} is not a player.{did_you_mean(str(player), game.players)}")


def check_strategy(player: str, strategy: str, game: Situation) -> None:
    """Raise ModelError unless a game has a player with a strategy."""
    check_player(player, game)
    own = game.strategies[game.players.index(player)]
    if strategy not in own:
        raise ModelError(f"Regime rule: {player} has no strategy {strategy!r}.{did_you_mean(str(strategy), own)}")


@dataclass(frozen=True)
class Reading:
    """A regime that an equilibrium has, and where: wherever ``condition`` holds besides the equilibrium's own."""

    regime: str
    equilibrium: Equilibrium
    condition: Boolean

    @property
    def formula(self) -> Formula:
        """Where this is an equilibrium that has this regime."""
        return all_of(self.equilibrium.formula, formula_of(self.condition))


def readings(
    equilibria: Iterable[Equilibrium], rule: Rule, fixed: Mapping[sympy.Symbol, sympy.Rational] | None = None
) -> tuple[Reading, ...]:
    """Return what a rule reads off each equilibrium.

    Parameters
    ----------
    equilibria
        Of one game.
    rule
        Maps an equilibrium to a regime or to ``{regime: condition}``.
    fixed
        Values of parameters that the conditions of the rule may name although the game no longer contains them.

    Raises
    ------
    ModelError
        The rule fails on an equilibrium, or returns neither a name nor ``{name: condition}``.
    """
    found: list[Reading] = []
    for equilibrium in equilibria:
        answer = ask(rule, equilibrium)
        if isinstance(answer, str):
            found.append(Reading(checked_name(answer), equilibrium, sympy.true))
        elif isinstance(answer, Mapping):
            for name, given in answer.items():
                condition = to_condition(given, where=f"regime rule: {name}")
                try:
                    condition = condition.subs(dict(fixed or {}))
                except TypeError as error:
                    raise ModelError(f"regime rule: {name}: {condition} is undefined at the values given.") from error
                found.append(Reading(checked_name(name), equilibrium, condition))
        else:
            raise ModelError(f"The regime rule returned {answer!r}; expected a name or {{name: condition}}.")
    return tuple(found)


def ask(rule: Rule, equilibrium: Equilibrium) -> Any:
    """Return what a rule answers.

    Raises
    ------
    ModelError
        The rule fails.
    """
    try:
        return rule(equilibrium)
    except CoopgameError:
        raise
    except Exception as error:
        raise ModelError(f"The regime rule failed on {equilibrium!r}: {type(error).__name__}: {error}") from error
