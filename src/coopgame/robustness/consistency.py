"""The parameters that are consistent with an observation: condition, values, region and area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

import sympy

from coopgame.claims import PublishedCondition, published
from coopgame.conditions import Formula, all_of
from coopgame.deciders import Question, ask, eliminate
from coopgame.errors import DiagramError, UnsupportedError
from coopgame.export.latex import condition as in_latex
from coopgame.export.latex import tabular, text
from coopgame.parameters import ParameterMap, symbol_of
from coopgame.results import Enclosure, PhaseDiagram, Region
from coopgame.robustness.case import shown
from coopgame.robustness.exactly import Exactly, Point
from coopgame.robustness.report import shown_latex
from coopgame.robustness.sets import hull_of, solution_set
from coopgame.robustness.sketch import region_map

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from coopgame.figures import DiagramPlot


@dataclass(frozen=True, repr=False)
class Consistency:
    """The parameters that are consistent with an observed regime.

    Attributes
    ----------
    regimes
        What was observed.
    only
        Whether these regimes must be the only possible ones; else each must be possible.
    axes
        The one or two parameters that span the region; none where the condition is all there is.
    """

    regimes: tuple[str, ...]
    only: bool
    exactly: Exactly = field(repr=False)
    axes: tuple[sympy.Symbol, ...]

    @property
    def ranges(self) -> Mapping[sympy.Symbol, sympy.Interval]:
        """The interval of every parameter that is not fixed."""
        return self.exactly.setting.ranges

    @property
    def fixed(self) -> Mapping[sympy.Symbol, sympy.Rational]:
        """The values of all others."""
        return self.exactly.setting.fixed

    @cached_property
    def formula(self) -> Formula:
        """Where the observation is consistent, in all parameters that are not fixed."""
        return all_of(self.exactly.inside, self.exactly.where(*self.regimes, only=self.only))

    @cached_property
    def possible(self) -> bool:
        """Whether any parameters are consistent at all.

        Raises
        ------
        UnsupportedError
            That is not decided.
        """
        return bool(self._found.status == "yes")

    @cached_property
    def _found(self) -> Any:
        answer = ask(Question(self.formula, self.exactly.setting.box), self.exactly.limits)
        if answer.status == "unknown":
            raise UnsupportedError(f"consistent: {answer.reason}")
        return answer

    @property
    def example(self) -> Point | None:
        """Small rational values that are consistent; None where there are none."""
        return self.exactly.point(self._found)

    @cached_property
    def shadow(self) -> Formula:
        """Where on the axes some values of the other parameters are consistent; without axes the whole formula."""
        return self._on(self.axes) if self.axes else self.formula

    def _on(self, kept: tuple[sympy.Symbol, ...]) -> Formula:
        others = [s for s in self.exactly.setting.symbols if s not in kept]
        found = self.formula
        if others:
            box = self.exactly.setting.box
            found = eliminate(self.formula, others, box, self.exactly.limits)  # type: ignore[assignment]
        if found is None:
            names = ", ".join(s.name for s in others)
            raise UnsupportedError(
                f"What remains when {names} may have any value cannot be found exactly: they occur with too high a "
                "degree, or the formula grows too large.  Give some of them a value."
            )
        return found

    @cached_property
    def condition(self) -> PublishedCondition:
        """The exact condition on the axes, fit to print; without axes on all parameters that are not fixed."""
        box = self.exactly.setting.box
        kept = {s: box[s] for s in (self.axes or self.exactly.setting.symbols)}
        return published(self.shadow, kept)

    def values_of(self, parameter: Any) -> sympy.Set:
        """Return the set of all values of a parameter that are consistent, with some values of the others.

        Raises
        ------
        ParameterError
            The parameter is unknown.
        DiagramError
            It has a value.
        UnsupportedError
            The others cannot be eliminated.
        """
        s = symbol_of(parameter, where="values_of")
        if s in self.fixed:
            raise DiagramError(f"values_of: {s} has a value, {self.fixed[s]}; give it an interval or name it in free.")
        self.exactly.setting.model.space.find(s, where="values_of")
        return self._values[s] if s in self._values else solution_set(self._on((s,)), s, self.exactly.setting.box[s])

    @cached_property
    def _values(self) -> Mapping[sympy.Symbol, sympy.Set]:
        found = {}
        for s in self.ranges:
            try:
                found[s] = solution_set(self._on((s,)), s, self.exactly.setting.box[s])
            except UnsupportedError:
                continue
        return found

    @property
    def values(self) -> Mapping[sympy.Symbol, sympy.Set]:
        """For each parameter that is not fixed all its consistent values; one that cannot be found is missing."""
        return ParameterMap(self._values)

    @property
    def hull(self) -> Mapping[sympy.Symbol, sympy.Set]:
        """For each parameter that is not fixed the smallest interval with all its consistent values."""
        return ParameterMap({s: hull_of(own) for s, own in self._values.items()})

    @cached_property
    def _map(self) -> PhaseDiagram:
        if not 1 <= len(self.axes) <= 2:
            raise DiagramError("consistent: a region needs one or two axes; give x= and y=.")
        return region_map(self.exactly.setting, self.axes, self.shadow, " and ".join(self.regimes), self.label)

    @property
    def label(self) -> str:
        """What was observed, as one name."""
        return " and ".join(self.regimes) + (" alone" if self.only else "")

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The connected parts of the region, with condition, area and outline.

        Raises
        ------
        DiagramError
            There are no axes.
        LimitError
            The exact region would cost too much.
        """
        return tuple(region for region in self._map.regions if region.name == self.label)

    @property
    def area(self) -> Enclosure:
        """The area of the region in units of the axes, the length for one axis; exact, or enclosed.

        Raises
        ------
        DiagramError
            There are no axes.
        """
        zero = sympy.Integer(0)
        areas = [region.area for region in self.regions]
        return Enclosure(sum((a.lower for a in areas), zero), sum((a.upper for a in areas), zero))

    @property
    def share(self) -> Enclosure:
        """The area of the region as a share of the box of the axes."""
        whole = sympy.prod([self.ranges[s].measure for s in self.axes]) if self.axes else sympy.Integer(1)
        return Enclosure(self.area.lower / whole, self.area.upper / whole)

    def contains(self, point: Mapping[Any, Any]) -> bool:
        """Whether values of all parameters that are not fixed are consistent.

        Raises
        ------
        ParameterError
            A parameter is unknown or missing, or a value leaves its bounds.
        """
        return self.exactly.holds(self.formula, point)

    def plot(self, ax: Axes | None = None, **layers: Any) -> DiagramPlot:
        """Draw the region; layers as for :meth:`PhaseDiagram.plot`.

        Raises
        ------
        DiagramError
            There are no axes.
        FigureError
            There is no such layer, or a layer has no such option.
        """
        return self._map.plot(ax, **layers)

    def to_latex(self) -> str:
        """Return a booktabs table of the values that each parameter can have."""
        rows = [(f"${sympy.latex(s)}$", shown_set(own)) for s, own in self._values.items()]
        return tabular("ll", [text("parameter"), text(f"consistent with {self.label}")], rows)

    def __repr__(self) -> str:
        lines = [f"Consistent with {self.label}: {self.condition}"]
        lines += [f"  {s} in {words_of(own)}" for s, own in self._values.items()]
        if self.axes:
            lines.append(f"  {'area' if len(self.axes) == 2 else 'length'} {self.area}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(line.strip())}</p>" for line in repr(self).splitlines())

    def _repr_latex_(self) -> str:
        return in_latex(self.condition.condition)


def words_of(values: sympy.Set) -> str:
    """Return a set of numbers as text.

    Examples
    --------
    >>> words_of(sympy.Union(sympy.Interval(0, 1), sympy.Interval(2, sympy.oo)))
    '[0, 1] or [2, ∞)'
    """
    if values is sympy.S.EmptySet:
        return "nothing"
    pieces = values.args if isinstance(values, sympy.Union) else (values,)
    ordered = sorted(pieces, key=lambda piece: piece.inf)
    return " or ".join(shown(p) if isinstance(p, sympy.Interval) else str(p) for p in ordered)


def shown_set(values: sympy.Set) -> str:
    r"""Return a set of numbers as a formula.

    Examples
    --------
    >>> shown_set(sympy.Union(sympy.Interval(0, 1), sympy.FiniteSet(2)))
    '$[0, 1] \\cup \\{2\\}$'
    """
    if values is sympy.S.EmptySet:
        return "none"
    pieces = values.args if isinstance(values, sympy.Union) else (values,)
    ordered = sorted(pieces, key=lambda piece: piece.inf)
    shown = (shown_latex(p) if isinstance(p, sympy.Interval) else sympy.latex(p) for p in ordered)
    return "$" + r" \cup ".join(shown).replace(r"\left\{", r"\{").replace(r"\right\}", r"\}") + "$"
