"""Questions about a case, asked of the deciders: whether there is a point of it at which a regime is possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy

from coopgame.claims.deciding.compiling import Compiler
from coopgame.claims.deciding.domain import Domain
from coopgame.claims.language.nodes import Regimes
from coopgame.claims.outcomes import named_regimes
from coopgame.conditions import Formula, Ring, all_of, negate
from coopgame.deciders import Answer, Limits, Question, ask
from coopgame.deciders.points import satisfied, some_value
from coopgame.equilibria.joined import regimes_at
from coopgame.errors import CoopgameError, ParameterError, UnsupportedError
from coopgame.models import Model
from coopgame.parameters import ParameterMap
from coopgame.robustness.setting import Setting

Point = Mapping[sympy.Symbol, sympy.Rational]


@dataclass(frozen=True)
class Exactly:
    """The conditions of a model over the box of a case.

    Attributes
    ----------
    setting
        The case in its model.
    limits
        What one question may cost.
    """

    setting: Setting
    limits: Limits

    @cached_property
    def compiler(self) -> Compiler:
        """Makes formulas of one ring from what is said of regimes."""
        symbols = self.setting.symbols
        domain = Domain.of([self.setting.model], None, ())
        return Compiler(Ring(symbols), domain, scope=frozenset(symbols), limits=self.limits)

    @cached_property
    def regimes(self) -> tuple[str, ...]:
        """Every regime that the model knows of, sorted."""
        model = self.setting.model
        read = self.compiler.of(model).read
        return tuple(sorted({*named_regimes(model), *(regime for regime, _ in read)}))

    @cached_property
    def inside(self) -> Formula:
        """Where side conditions hold and the game is defined."""
        compiler = self.compiler
        return compiler.based(compiler.domain.of_free(frozenset(self.setting.symbols)))

    def where(self, *regimes: str, only: bool = False) -> Formula:
        """Return where all of some regimes are possible, and no others if ``only``."""
        return self.compiler.plain(Regimes(self.setting.model, regimes, only))

    def find(self, formula: Formula, *, negated: bool = False) -> Answer:
        """Return whether there is a point of the case at which a formula holds, or fails."""
        whole = all_of(self.inside, negate(formula) if negated else formula)
        return ask(Question(whole, self.setting.box), self.limits, prefer=self.setting.preferred)

    def check_not_empty(self) -> None:
        """Raise ParameterError if no values of the case fulfil the side conditions of the model."""
        if ask(Question(self.inside, self.setting.box), self.limits).status == "no":
            raise ParameterError(
                f"Case {self.setting.case.name!r}: no values of it fulfil the side conditions of the model: "
                f"{', '.join(map(str, self.setting.model.space.where)) or 'the game is undefined there'}."
            )

    def holds(self, formula: Formula, point: Mapping[Any, Any]) -> bool:
        """Whether a formula holds at values of all parameters that are not fixed.

        Raises
        ------
        ParameterError
            A parameter is unknown or missing, or a value leaves its bounds.
        """
        values = self.setting.model.space.values(point, where="contains")
        missing = [s.name for s in self.setting.symbols if s not in values]
        if missing:
            raise ParameterError(f"contains: {', '.join(missing)} has no value.")
        return satisfied(formula, {s: Fraction(int(v.p), int(v.q)) for s, v in values.items()})

    def point(self, answer: Answer) -> Point | None:
        """Return the point of an answer, with a value for every parameter that is not fixed."""
        if answer.witness is None:
            return None
        found = dict(answer.witness)
        box, preferred = self.setting.box, self.setting.preferred
        full = {s: found[s] if s in found else some_value(box[s], preferred.get(s)) for s in self.setting.ranges}
        return ParameterMap({s: sympy.Rational(v.numerator, v.denominator) for s, v in full.items()})


def solved_at(model: Model, point: Point) -> tuple[str, ...]:
    """Return the regimes at a point of a model, by solving the game there as a game of numbers.

    Raises
    ------
    CoopgameError
        The game cannot be solved exactly there.
    """
    own = {s: v for s, v in point.items() if s in model.game.parameters}
    return regimes_at(model.game.substitute(own), model.concept, model.rule)


def confirmed(model: Model, point: Point, regime: str, possible: bool) -> bool:
    """Whether the game, solved at a point, says of a regime what the conditions say; False where it is not solved.

    Raises
    ------
    CoopgameError
        It says the opposite; then the library is wrong.
    """
    try:
        found = solved_at(model, point)
    except (CoopgameError, UnsupportedError):
        return False
    if (regime in found) is not possible:
        shown = ", ".join(f"{s} = {v}" for s, v in point.items())
        raise CoopgameError(
            f"The conditions and the game solved at {shown} disagree on {regime}; one of them is wrong."
        )
    return True


def fractions(point: Point) -> dict[sympy.Symbol, Fraction]:
    """Return a point in plain fractions."""
    return {s: Fraction(int(v.p), int(v.q)) for s, v in point.items()}
