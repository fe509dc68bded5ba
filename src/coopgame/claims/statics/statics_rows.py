"""Rows of comparative statics: a quantity of an equilibrium, and the sign of its derivative along each parameter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.claims.language.wording import quantity_text
from coopgame.claims.outcomes import Quantity
from coopgame.claims.propositions.setting import Setting
from coopgame.claims.publishing.factors import in_one_ring
from coopgame.claims.publishing.published import PublishedCondition, Publisher
from coopgame.claims.statics.slopes import SIGNS, branches, derivative_of, sign_formulas
from coopgame.conditions import TRUE, Formula, Range, all_of, simplify
from coopgame.deciders import Answer, Limits, Question, ask
from coopgame.equilibria import Equilibrium
from coopgame.errors import ParameterError, UnsupportedError, did_you_mean
from coopgame.frozen import FrozenMap

EVALUATION = "evaluation"


@dataclass(frozen=True, repr=False)
class Slope:
    """How a quantity of an equilibrium changes with a parameter, where the equilibrium exists.

    Attributes
    ----------
    parameter
        The parameter.
    derivative
        The derivative; where minima and maxima have several branches, a ``Piecewise``.
    published
        For each sign that occurs, ``"+"``, ``"0"``, ``"-"`` and ``"kink"``, the condition fit to print under which the
        derivative has it, given that the equilibrium exists.  At a kink the one-sided derivatives differ in sign, or
        the derivative is not defined.
    method
        What decided which signs occur.
    reason
        What is not known, if anything; then the conditions are exact all the same, but one may hold nowhere.
    """

    parameter: sympy.Symbol
    derivative: sympy.Expr
    published: Mapping[str, PublishedCondition]
    method: str
    reason: str = ""

    @property
    def sign(self) -> str | None:
        """The sign that the derivative has wherever the equilibrium exists; None where there are several."""
        return next(iter(self.published)) if len(self.published) == 1 and not self.reason else None

    @property
    def conditions(self) -> Mapping[str, Boolean]:
        """For each sign that occurs where the derivative has it, given that the equilibrium exists."""
        return FrozenMap({sign: own.condition for sign, own in self.published.items()})

    def __repr__(self) -> str:
        if self.sign is not None:
            return f"Slope({self.parameter}: {self.sign})"
        parts = [f"{sign} iff {own}" for sign, own in self.published.items()]
        return f"Slope({self.parameter}: {'; '.join(parts) or self.reason})"


@dataclass(frozen=True, repr=False)
class StaticsRow:
    """A quantity of an equilibrium, and how it changes with each parameter.

    Attributes
    ----------
    equilibrium
        The equilibrium.
    exists
        Where it exists, as a condition fit to print.
    regimes
        The regimes as which the model reads it.
    player, strategy
        The quantity: the probability of the strategy, or the player's payoff where there is none.
    value
        The quantity as an expression.
    slopes
        One for each parameter.
    """

    equilibrium: Equilibrium
    exists: PublishedCondition
    regimes: tuple[str, ...]
    player: str
    strategy: str | None
    value: sympy.Expr
    slopes: tuple[Slope, ...]

    @property
    def words(self) -> str:
        """What the quantity is called."""
        return quantity_text(Quantity(self.player, self.strategy))

    def __getitem__(self, parameter: Any) -> Slope:
        for slope in self.slopes:
            if slope.parameter.name == str(parameter):
                return slope
        known = [slope.parameter.name for slope in self.slopes]
        raise ParameterError(f"The table has no parameter {parameter!s}.{did_you_mean(str(parameter), known)}")

    def __repr__(self) -> str:
        return f"StaticsRow({self.words} in ({self.equilibrium.describe()}): {', '.join(map(repr, self.slopes))})"


@dataclass(frozen=True)
class Place:
    """Where an equilibrium exists, and what is asked there.

    Attributes
    ----------
    equilibrium
        The equilibrium.
    exists
        Where it exists on the space, as a condition fit to print.
    publisher
        Writes conditions that hold given that it exists.
    limits
        What one question may cost.
    """

    equilibrium: Equilibrium
    exists: PublishedCondition
    publisher: Publisher
    limits: Limits

    @classmethod
    def of(cls, equilibrium: Equilibrium, setting: Setting, limits: Limits) -> Place | None:
        """Return the place of an equilibrium; None where it exists nowhere on the space."""
        given, own = in_one_ring([setting.given, equilibrium.formula], setting.space.bounds)
        space = all_of(given, own)
        if _asked(space, setting.box, limits).status == "no":
            return None
        exists = Publisher(setting.box, given).published(own)
        # What the equilibrium needs is known in its short form: other conditions are printed given that.
        return cls(equilibrium, exists, Publisher(setting.box, all_of(given, _small(exists.formula, own))), limits)

    def row(
        self, regimes: tuple[str, ...], quantity: Quantity, value: sympy.Expr, parameters: Iterable[sympy.Symbol]
    ) -> StaticsRow:
        """Return a quantity and how it changes with each parameter."""
        slopes = tuple(self.slope(value, parameter) for parameter in parameters)
        return StaticsRow(self.equilibrium, self.exists, regimes, quantity.player, quantity.strategy, value, slopes)

    def slope(self, value: sympy.Expr, symbol: sympy.Symbol) -> Slope:
        """Return how a quantity changes with a parameter."""
        always = self.publisher.published(TRUE)
        own = branches(value, symbol)
        derivative = derivative_of(own)
        if derivative.is_number:
            sign = next(s for s, compare in SIGNS.items() if compare(derivative, 0) == sympy.true)
            return Slope(symbol, derivative, FrozenMap({sign: always}), EVALUATION)
        try:
            formulas, space = sign_formulas(own, symbol, self.publisher.given)
        except UnsupportedError as error:
            return Slope(symbol, derivative, FrozenMap({}), "", str(error))
        answers = {sign: _asked(all_of(space, f), self.publisher.box, self.limits) for sign, f in formulas.items()}
        left = {sign: formulas[sign] for sign, answer in answers.items() if answer.status != "no"}
        methods = ", ".join(dict.fromkeys(a.by for a in answers.values() if a.by))
        reasons = " ".join(dict.fromkeys(a.reason for a in answers.values() if a.status == "unknown"))
        if len(left) == 1:
            return Slope(symbol, derivative, FrozenMap(dict.fromkeys(left, always)), methods, reasons)
        shown = {sign: self.publisher.published(formula) for sign, formula in left.items()}
        return Slope(symbol, derivative, FrozenMap(shown), methods, reasons)


def _asked(formula: Formula, box: Mapping[Any, Range], limits: Limits) -> Answer:
    return ask(Question(simplify(formula, box), {s: r for s, r in box.items() if isinstance(s, sympy.Symbol)}), limits)


def _small(short: Formula, whole: Formula) -> Formula:
    """Return the shorter of two formulas that say the same on the space."""
    return min((in_one_ring([short, whole])), key=lambda f: len(str(f)))
