r"""Critical discount factors as formulas.

Let player i gain :math:`g = u_i(t, s_{-i}) - u_i(s)` by deviating to t once, and lose :math:`\ell = u_i(s) - u_i(e)` in
every later period in which the stage equilibrium e is played instead of s.  The deviation does not pay iff
:math:`(1 - d)\, g \le d\, \ell`.  Where :math:`\ell > 0` that is :math:`d \ge g/(g + \ell)` for g > 0, and every d
otherwise; where :math:`\ell \le 0 < g` no d will do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.conditions import FALSE, TRUE, Formula, all_of, any_of, as_sympy, negate, simplify
from coopgame.equilibria.equilibrium import Equilibrium
from coopgame.equilibria.pure import deviations
from coopgame.equilibria.quotients import Quotient, lifted, quotient_of, ring_for
from coopgame.equilibria.repetition import ANY, candidates, check_punishment, named_punishment, punishes, stage_concept
from coopgame.equilibria.solve import Solvable, parts_of, ranges_of, side_conditions
from coopgame.errors import ConceptError, did_you_mean
from coopgame.expressions.messages import shown_profile
from coopgame.expressions.typeset import formula
from coopgame.frozen import FrozenMap
from coopgame.games import Game, Profile, Repeated, Situation
from coopgame.notebook import table
from coopgame.parameters import ParameterSpace


@dataclass(frozen=True)
class Threshold:
    """How patient one player must be for one deviation not to pay when it is punished by one stage equilibrium.

    Attributes
    ----------
    player, deviation, punishment
        Who deviates to which strategy, and the stage equilibrium that follows.
    gain, loss
        What the deviation gains in one period, and what the punishment costs in every later one.
    value
        gain/(gain + loss), or 0 where the deviation gains nothing.
    """

    player: str
    deviation: str
    punishment: str
    gain: sympy.Expr
    loss: sympy.Expr
    value: sympy.Expr


@dataclass(frozen=True, repr=False)
class CriticalDiscount:
    """The discount factor from which on a profile is sustained.

    Attributes
    ----------
    value
        The threshold, the largest of all players; it means something where :attr:`condition` holds.
    condition
        Where the profile is sustained for all discount factors near 1: exactly there the threshold is below 1, and the
        profile is sustained for every discount factor in [0, 1) that is not below it.
    by_player
        The threshold of each player, for discount factors that differ.
    thresholds
        What these are made of, one entry for each deviation and punishment.

    Examples
    --------
    >>> import coopgame as cg
    >>> found = cg.critical_discount(cg.models.prisoners_dilemma(), ("C", "C"))
    >>> found
    CriticalDiscount(g/(g + 1))
    >>> found.value, found.condition
    (g/(g + 1), True)
    >>> found.thresholds[0].gain, found.thresholds[0].loss
    (g, 1)
    """

    value: sympy.Expr
    condition: Boolean
    by_player: Mapping[str, sympy.Expr]
    thresholds: tuple[Threshold, ...]

    def __repr__(self) -> str:
        if self.condition == sympy.false:
            return "CriticalDiscount(none: not sustained near 1)"
        tail = "" if self.condition == sympy.true else f" if {self.condition}"
        return f"CriticalDiscount({self.value}{tail})"

    def _repr_html_(self) -> str:
        caption = f"Critical discount factor {self.value} where {self.condition}"
        return table(("player", "threshold"), self.by_player.items(), caption=caption)

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {formula(self.value)} \\text{{ where }} {formula(self.condition)}$"


def critical_discount(
    model_or_game: Solvable | Situation, profile: tuple[str, ...], punishment: Any = ANY
) -> CriticalDiscount:
    """Return the critical discount factor of a profile as a formula.

    With gain g of deviating and loss l of being punished, a deviation does not pay iff d ≥ g/(g + l); the critical
    discount factor is the largest of these.  With punishment by any stage equilibrium each deviator faces the one that
    asks least of it among those that exist.

    Where the condition does not hold, a profile can still be sustained by discount factors of some interval that does
    not reach up to 1: where a punishment pays a player more than the profile.  :class:`coopgame.Reversion` decides it.

    Parameters
    ----------
    model_or_game
        A strategic game, a repeated one, or a model of either; bounds of a model simplify the answer.
    profile
        A pure profile of the stage game.
    punishment
        As for :class:`coopgame.Reversion`.

    Raises
    ------
    ConceptError
        The game is not strategic or repeated, or the profile or the punishment is not one of its.

    Examples
    --------
    >>> import coopgame as cg
    >>> space = cg.ParameterSpace({"g": (0, 10), "l": (0, 10)}, where=["g > 0", "l > 0"])
    >>> payoffs = {("C", "C"): (0, 0), ("C", "D"): (-20, "g"), ("D", "C"): ("g", -20), ("D", "D"): ("-l", "-l")}
    >>> game = cg.Game(["row", "column"], [["C", "D"], ["C", "D"]], payoffs)
    >>> cg.critical_discount(cg.Model(game, space), ("C", "C"), punishment=("D", "D")).value
    g/(g + l)
    """
    game, space, _ = parts_of(model_or_game, None)
    stage = game.stage if isinstance(game, Repeated) else game
    if not isinstance(stage, Game):
        raise ConceptError(f"critical_discount: expected a strategic or a repeated game, got {type(game).__name__}.")
    named = named_punishment(punishment)
    check_punishment(named, stage)
    if tuple(profile) not in stage.payoffs:
        given = shown_profile(profile)
        known = did_you_mean(given, [shown_profile(s) for s in stage.profiles])
        raise ConceptError(f"profile: {given} is not a profile of the stage game.{known}")
    return _Critical(stage, space, tuple(profile), named).answer()


class _Critical:
    """The search for one critical discount factor."""

    def __init__(self, stage: Game, space: ParameterSpace, profile: Profile, punishment: Any) -> None:
        self.stage, self.profile, self.box = stage, profile, ranges_of(space)
        if stage.is_numeric:
            chosen = [e for e in stage_concept(stage).equilibria(stage) if punishes(e, punishment)]
        else:
            chosen = list(candidates(stage, punishment)[0])
        paid = [u for e in chosen for u in e.payoffs]
        self.ring = ring_for([*stage.expressions, *paid], [e.formula for e in chosen], stage.parameters)
        self.given = list(side_conditions(space, self.ring))
        self.punishments = [(e, self._simple(lifted(e.formula, self.ring))) for e in chosen]

    def _simple(self, formula: Formula) -> Formula:
        return simplify(formula, self.box, self.given)

    def answer(self) -> CriticalDiscount:
        """Return the thresholds of all players."""
        values, conditions, every = {}, [], []
        for i, player in enumerate(self.stage.players):
            ways = [(*self._against(i, e), exists) for e, exists in self._distinct(i)]
            every += [threshold for thresholds, *_ in ways for threshold in thresholds]
            reached = [
                (sympy.Max(*(t.value for t in thresholds)), self._simple(all_of(exists, works)))
                for thresholds, works, exists in ways
            ]
            reached = self._telling(i, reached)
            alone = len(self.stage.strategies[i]) == 1
            values[player] = sympy.Integer(0) if alone else _least(reached)
            conditions.append(TRUE if alone else any_of(*(formula for _, formula in reached)))
        condition = as_sympy(self._simple(all_of(*conditions)))
        return CriticalDiscount(sympy.Max(*values.values()), condition, FrozenMap(values), tuple(every))

    def _telling(self, i: int, reached: list[tuple[sympy.Expr, Formula]]) -> list[tuple[sympy.Expr, Formula]]:
        """Leave out ways that work only where no deviation gains: there one that always works has the threshold 0."""
        if all(formula != TRUE for _, formula in reached):
            return reached
        gains = any_of(*(self._gain(i, other).compare(">") for other in deviations(self.stage, i, self.profile)))
        return [(v, f) for v, f in reached if f == TRUE or self._simple(all_of(f, gains)) != FALSE]

    def _gain(self, i: int, other: Profile) -> Quotient:
        return self._quotient(self.stage.payoffs[other][i]) - self._quotient(self.stage.payoffs[self.profile][i])

    def _distinct(self, i: int) -> list[tuple[Equilibrium, Formula]]:
        """Return one punishment for each payoff of a player, with where it exists."""
        found: dict[sympy.Expr, tuple[Equilibrium, list[Formula]]] = {}
        for e, exists in self.punishments:
            found.setdefault(e.payoffs[i], (e, []))[1].append(exists)
        groups = [(e, self._simple(any_of(*parts))) for e, parts in found.values()]
        return [(e, exists) for e, exists in groups if exists != FALSE]

    def _against(self, i: int, e: Equilibrium) -> tuple[list[Threshold], Formula]:
        """Return the thresholds of a player's deviations under one punishment, and where it works near d = 1."""
        stage, thresholds, works = self.stage, [], []
        own, punished = stage.payoffs[self.profile][i], e.payoffs[i]
        loss = self._quotient(own) - self._quotient(punished)
        for other in deviations(stage, i, self.profile):
            gain = self._gain(i, other)
            gains = self._simple(gain.compare(">"))
            works.append(all_of(loss.compare(">="), any_of(negate(gains), loss.compare(">"))))
            shown = _expression(gain), _expression(loss)
            ratio = _expression(_ratio(gain, gain + loss)) if gains != FALSE else sympy.Integer(0)
            value = ratio if self._nowhere_below(gain, loss) else _piecewise(ratio, gains)
            thresholds.append(Threshold(stage.players[i], other[i], e.describe(), *shown, value))
        return thresholds, self._simple(all_of(*works))

    def _nowhere_below(self, gain: Quotient, loss: Quotient) -> bool:
        """Whether gain/(gain + loss) is 0 where the deviation gains nothing, so that it needs no second case."""
        return self._simple(all_of(gain.compare(">="), loss.compare(">"))) == TRUE

    def _quotient(self, payoff: sympy.Expr) -> Quotient:
        return quotient_of(self.ring, payoff)


def _ratio(above: Quotient, below: Quotient) -> Quotient:
    """Return a quotient of quotients; 1 where the divisor is zero for all parameters, so that no threshold exists."""
    if not below.above.terms:
        return Quotient(above.below, above.below)
    return above * Quotient(below.below, below.above)


def _expression(quotient: Quotient) -> sympy.Expr:
    reduced = quotient.reduced
    return sympy.factor(reduced.above.expression / reduced.below.expression)


def _piecewise(value: sympy.Expr, gains: Formula) -> sympy.Expr:
    """Return the threshold of a deviation: 0 where it gains nothing."""
    return value if gains in (TRUE, FALSE) else sympy.Piecewise((value, as_sympy(gains)), (0, True))


def _least(reached: list[tuple[sympy.Expr, Formula]]) -> sympy.Expr:
    """Return the least threshold among the punishments that exist and work; 1 where none does."""
    possible = [(value, formula) for value, formula in reached if formula != FALSE]
    always = [value for value, formula in possible if formula == TRUE]
    sometimes = [sympy.Piecewise((v, as_sympy(f)), (1, True)) for v, f in possible if f != TRUE]
    # Where the only one there is does not work, the condition says that the threshold means nothing.
    if len(possible) == 1:
        return possible[0][0]
    return sympy.Min(*always, *sometimes) if always else sympy.Min(1, *sometimes)
