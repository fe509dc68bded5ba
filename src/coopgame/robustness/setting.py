"""A case put into a model: what it fixes, and over what the other parameters range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy

from coopgame.conditions import Range
from coopgame.equilibria import Concept, Rule
from coopgame.equilibria.rules import check_rule
from coopgame.equilibria.solve import parts_of, ranges_of
from coopgame.errors import CoopgameError, ModelError, ParameterError, UnsupportedError
from coopgame.frozen import FrozenMap
from coopgame.models import Model
from coopgame.parameters import ParameterMap, ParameterSpace
from coopgame.robustness.case import Case, in_words


@contextmanager
def about(case: Case) -> Iterator[None]:
    """Let errors inside the with-block say which case they are about."""
    head = f"Case {case.name!r}: "
    try:
        yield
    except UnsupportedError:
        raise
    except CoopgameError as error:
        if str(error).startswith(head):
            raise
        raise type(error)(head + str(error)) from error


@dataclass(frozen=True)
class Setting:
    """A case in a model.

    Attributes
    ----------
    case
        The case.
    model
        The model with the values that the case fixes; its space holds the parameters that are not fixed, each within
        its interval.
    fixed
        The values that were put in, of the case and of the baseline.
    ranges
        The intervals of the parameters that are not fixed, those of the case first.
    """

    case: Case
    model: Model
    fixed: Mapping[sympy.Symbol, sympy.Rational]
    ranges: Mapping[sympy.Symbol, sympy.Interval]

    @property
    def symbols(self) -> tuple[sympy.Symbol, ...]:
        """The parameters that are not fixed, sorted by name."""
        return tuple(sorted(self.ranges, key=str))

    @cached_property
    def box(self) -> Mapping[sympy.Symbol, Range]:
        """The intervals in the form in which deciders read them."""
        found = ranges_of(ParameterSpace(self.ranges))
        return {s: r for s, r in found.items() if isinstance(s, sympy.Symbol)}

    @cached_property
    def preferred(self) -> dict[sympy.Symbol, Fraction]:
        """Values that are tried first in a witness: the baseline."""
        baseline = self.model.baseline
        return {s: Fraction(int(v.p), int(v.q)) for s, v in baseline.items() if s in self.ranges}


def setting_of(
    model: Model, case: Case, concept: Concept | None = None, rule: Rule | None = None, where: str = "classify"
) -> Setting:
    """Return a case in a model, after checking every name and every value.

    Raises
    ------
    ModelError
        The first argument is no model, or the rule does not fit it.
    ParameterError
        The case is none, names a parameter that the model does not have, leaves its bounds, or leaves a parameter
        without a value.
    """
    if not isinstance(model, Model):
        raise ModelError(f"{where}: expected a cg.Model, got {type(model).__name__}; make a Model of the game.")
    if not isinstance(case, Case):
        raise ParameterError(f"{where}: expected a cg.Case, got {type(case).__name__}.")
    with about(case):
        ranges = {s: v for s, v in case.parameters.items() if isinstance(v, sympy.Interval)}
        for s in (*case.parameters, *case.free):
            if s in model.definitions:
                model.values({s: 0}, where=s.name)
            model.space.find(s)
        for s, interval in ranges.items():
            if not interval.is_subset(model.space.bounds[s]):
                raise ParameterError(f"{in_words(s, interval)} leaves its bounds {model.space.describe(s)}.")
        ranges |= {s: model.space.bounds[s] for s in case.free}
        values = model.values({s: v for s, v in case.parameters.items() if s not in ranges}, where="value")
        fixed = {s: v for s, v in model.baseline.items() if s not in ranges} | values
        _check_complete(model, fixed, ranges)
        return Setting(case, _timed(model, fixed, ranges, concept, rule), ParameterMap(fixed), ParameterMap(ranges))


def _check_complete(model: Model, fixed: Mapping[Any, Any], ranges: Mapping[Any, Any]) -> None:
    needed = set(model.game.parameters).union(*(c.free_symbols for c in model.space.where))
    missing = sorted(s.name for s in needed if s not in fixed and s not in ranges)
    if missing:
        verb = "has" if len(missing) == 1 else "have"
        raise ParameterError(
            f"{', '.join(missing)} {verb} no value: neither in the case, nor in the model's baseline.  Give a value or "
            "an interval, or name it in free."
        )


def _timed(
    model: Model, fixed: Mapping[Any, Any], ranges: Mapping[Any, Any], concept: Concept | None, rule: Rule | None
) -> Model:
    """Return the model with values put in, the concept and rule that apply, and the intervals as its space."""
    _, _, chosen = parts_of(model, concept)
    if rule is not None:
        check_rule(rule, model.game)
    own = model.at(fixed)
    # What occurs neither in the case nor in the game is of no account.
    words = {s: m for s, m in model.space.meanings.items() if s in ranges}
    space = ParameterSpace(ranges, where=own.space.where, meanings=words) if ranges else own.space
    return Model(
        own.game,
        space,
        rule=model.rule if rule is None else rule,
        concept=chosen,
        baseline={s: v for s, v in model.baseline.items() if s in ranges and ranges[s].contains(v) == sympy.true},
        names=FrozenMap(model.names),
        citation=model.citation,
    )
