"""What a proposition takes for granted: the concept, values of parameters, bounds and side conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from coopgame.claims.publishing.factors import Box
from coopgame.claims.publishing.printed import condition_latex, latex_of, listed, text_of
from coopgame.conditions import TRUE, Formula, all_of, formula_of, is_algebraic
from coopgame.equilibria import EquilibriumSet
from coopgame.equilibria.concept import defined
from coopgame.equilibria.solve import ranges_of
from coopgame.export.latex import text
from coopgame.parameters import ParameterSpace
from coopgame.results import PhaseDiagram

#: How a bound is written, in words and in LaTeX, by whether it is a lower one and whether it is strict.
RELATIONS = MappingProxyType(
    {
        (True, True): (" > ", " > "),
        (True, False): (" >= ", r" \geq "),
        (False, True): (" < ", " < "),
        (False, False): (" <= ", r" \leq "),
    }
)


@dataclass(frozen=True)
class Setting:
    """What holds throughout.

    Attributes
    ----------
    concept
        The name of the solution concept.
    fixed
        Parameters with the values that they have.
    space
        Bounds and side conditions of the parameters that are free.
    given
        Where the free parameters may be, besides their bounds, as a formula.
    """

    concept: str
    fixed: tuple[tuple[sympy.Symbol, sympy.Rational], ...]
    space: ParameterSpace
    given: Formula

    @property
    def box(self) -> Box:
        """The bounds of the free parameters."""
        return ranges_of(self.space)

    @property
    def assumptions(self) -> tuple[Boolean, ...]:
        """Side conditions."""
        return self.space.where

    def sentence(self) -> str:
        """Return the setting in words."""
        values = [f"{s} = {v}" for s, v in self.fixed]
        bounds = [_bounds(own, interval, latex=False) for own, interval in self._grouped()]
        return _words(self.concept, values, [b for b in bounds if b], [text_of(c) for c in self.space.where])

    def latex(self) -> str:
        """Return the setting as LaTeX."""
        values = [f"${latex_of(sympy.Eq(s, v, evaluate=False))}$" for s, v in self.fixed]
        bounds = [_bounds(own, interval, latex=True) for own, interval in self._grouped()]
        where = [condition_latex([[c]]) for c in self.space.where]
        return _words(text(self.concept), values, [b for b in bounds if b], where)

    def _grouped(self) -> list[tuple[list[sympy.Symbol], sympy.Interval]]:
        groups: dict[sympy.Interval, list[sympy.Symbol]] = {}
        for symbol, interval in self.space.bounds.items():
            groups.setdefault(interval, []).append(symbol)
        return [(own, interval) for interval, own in groups.items()]


def _words(concept: str, values: list[str], bounds: list[str], where: list[str]) -> str:
    sentences = [f"Let {listed(own)}." for own in (values, [*bounds, *where]) if own]
    return " ".join([*sentences, *([f"The solution concept is {concept}."] if concept else [])])


def _bounds(symbols: list[sympy.Symbol], interval: sympy.Interval, *, latex: bool) -> str:
    """Return the bounds that some parameters share; nothing for the whole line.

    In LaTeX every parameter stands in math mode by itself, so that lines break between them.
    """
    written = latex_of if latex else text_of
    low, high = interval.start, interval.end
    if low.is_finite and high.is_finite:
        left, right = "(" if interval.left_open else "[", ")" if interval.right_open else "]"
        within = r" \in " if latex else " in "
        tail = f"{within}{left}{written(low)}, {written(high)}{right}"
    elif low.is_finite or high.is_finite:
        strict = interval.left_open if low.is_finite else interval.right_open
        compare = RELATIONS[bool(low.is_finite), bool(strict)]
        tail = f"{compare[latex]}{written(low if low.is_finite else high)}"
    else:
        return ""
    names = [written(s) for s in symbols]
    names[-1] += tail
    return ", ".join(f"${name}$" if latex else name for name in names)


def setting_of_diagram(diagram: PhaseDiagram) -> Setting:
    """Return the setting of a map: its box, the values of the other parameters, and where payoffs are defined."""
    origin = diagram.origin
    axes = [axis for axis in (diagram.x, diagram.y) if axis is not None]
    bounds = {}
    for axis in axes:
        own = origin.space.bounds[axis.symbol]
        bounds[axis.symbol] = sympy.Interval(
            axis.lower, axis.upper, own.left_open and own.start == axis.lower, own.right_open and own.end == axis.upper
        )
    values = {s: v for s, v in origin.fixed.items() if s in origin.space.bounds}
    left = origin.space.at(values)
    where = [c for c in left.where if c.free_symbols <= bounds.keys()]
    game = origin.game.substitute({s: v for s, v in origin.fixed.items() if s in origin.game.parameters})
    used = tuple((s, v) for s, v in _sorted(origin.fixed) if s in origin.game.parameters)
    space = ParameterSpace(bounds, where=where)
    given = all_of(*map(formula_of, where), _algebraic(defined(game)))
    return Setting(origin.concept.name, used, space, given)


def setting_of_equilibria(found: EquilibriumSet) -> Setting:
    """Return the setting of an equilibrium set: its parameter space, as far as the game knows the parameters."""
    used = set(found.game.parameters)
    for condition in found.space.where:
        used |= condition.free_symbols
    bounds = {s: interval for s, interval in found.space.bounds.items() if s in used}
    space = ParameterSpace(bounds, where=found.space.where)
    given = all_of(*map(formula_of, space.where), _algebraic(defined(found.game)))
    return Setting(found.concept.name, (), space, given)


def _algebraic(formula: Formula) -> Formula:
    return formula if is_algebraic(formula) else TRUE


def _sorted(values: Mapping[sympy.Symbol, Any]) -> Iterable[tuple[sympy.Symbol, Any]]:
    return sorted(values.items(), key=lambda item: str(item[0].name))


def point_in(setting: Setting, point: Mapping[sympy.Symbol, Fraction]) -> bool:
    """Whether a point that gives every free parameter a value lies in the space."""
    return setting.space.contains({s: sympy.Rational(v.numerator, v.denominator) for s, v in point.items()})


def setting_of_assumptions(assumptions: tuple[Boolean, ...], condition: Boolean) -> Setting:
    """Return the setting in which nothing is known of the parameters but some assumptions, bounds among them."""
    symbols = sorted({s for c in (*assumptions, condition) for s in c.free_symbols}, key=str)
    bounds, where = {s: sympy.Interval(-sympy.oo, sympy.oo) for s in symbols}, []
    for assumption in assumptions:
        symbol, interval = _as_bound(assumption)
        if symbol is None:
            where.append(assumption)
        else:
            bounds[symbol] = bounds[symbol].intersect(interval)
    space = ParameterSpace(bounds, where=where)
    return Setting("", (), space, all_of(*map(formula_of, space.where)))


def _as_bound(condition: Boolean) -> tuple[sympy.Symbol | None, sympy.Interval]:
    """Return a comparison of a parameter with a number as the parameter and its values; None for any other."""
    line = sympy.Interval(-sympy.oo, sympy.oo)
    if not isinstance(condition, Relational) or condition.rel_op in ("==", "!="):
        return None, line
    greater, less = condition.gts, condition.lts
    strict = condition.rel_op in ("<", ">")
    if greater.is_Symbol and less.is_number:
        return greater, sympy.Interval(less, sympy.oo, strict)
    if less.is_Symbol and greater.is_number:
        return less, sympy.Interval(-sympy.oo, greater, True, strict)
    return None, line
