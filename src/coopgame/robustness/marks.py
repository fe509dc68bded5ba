"""A case on a map: where it lies in the plane of the axes, and the regimes that the map has there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import sympy

from coopgame.claims.outcomes import relation_formula
from coopgame.conditions import TRUE, Elimination, Formula, Range, Ring, all_of, negate
from coopgame.deciders import Limits, Question, ask
from coopgame.deciders.rings import moved
from coopgame.errors import CoopgameError, DiagramError, did_you_mean
from coopgame.regions import Decomposition
from coopgame.results.numbers import fraction

if TYPE_CHECKING:
    from coopgame.results import Axis, PhaseDiagram

Ends = tuple[sympy.Rational, sympy.Rational]
USUAL = Limits(seconds=10)
_SIDES = (("left", "right"), ("lower", "upper"))


class CaseLike(Protocol):
    """What is read of a case."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def parameters(self) -> Mapping[sympy.Symbol, Any]:
        """The values and intervals."""

    @property
    def free(self) -> tuple[sympy.Symbol, ...]:
        """The parameters of which nothing is known."""


@dataclass(frozen=True)
class CaseMark:
    """A case on a map.

    Attributes
    ----------
    name
        The name of the case.
    x, y
        The lower and the upper end on either axis, equal for a value; y is None on a map of one parameter.
    cut
        The sides on which the case goes on beyond the map.
    possible, certain
        The regimes that are possible at some point of this part of the map, and at every one; None where that is not
        known.
    """

    name: str
    x: Ends
    y: Ends | None
    cut: tuple[str, ...]
    possible: tuple[str, ...] | None
    certain: tuple[str, ...] | None

    @property
    def words(self) -> str:
        """What is known of the regimes, in words."""
        if self.possible is None or self.certain is None:
            return "regimes not decided"
        if self.possible == self.certain:
            return f"{_listed(self.possible, 'and') or 'no equilibrium'} everywhere"
        rest = tuple(r for r in self.possible if r not in self.certain)
        sure = f"{_listed(self.certain, 'and')} everywhere, " if self.certain else ""
        return f"{sure}{_listed(rest, 'or')} somewhere"


def _listed(names: tuple[str, ...], word: str) -> str:
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else "".join(names)


def mark_of(case: CaseLike, diagram: PhaseDiagram) -> CaseMark:
    """Return a case on a map, with its regimes there.

    Raises
    ------
    DiagramError
        The case names an unknown parameter, contradicts a value that the map fixes, says nothing of an axis, or lies
        outside the map.
    """
    where = f"Case {case.name!r}"
    _check(case, diagram, where)
    axes = [axis for axis in (diagram.x, diagram.y) if axis is not None]
    ends, cut = [], []
    for axis, names in zip(axes, _SIDES, strict=False):
        own, beyond = _ends(case, axis, where)
        ends.append(own)
        cut += [name for name, is_cut in zip(names, beyond, strict=True) if is_cut]
    possible, certain = _regimes(diagram, tuple(zip(axes, ends, strict=True)), where)
    return CaseMark(case.name, ends[0], ends[1] if len(ends) > 1 else None, tuple(cut), possible, certain)


def _check(case: CaseLike, diagram: PhaseDiagram, where: str) -> None:
    """Check the parameters of a case that are no axes against the values that the map fixes."""
    fixed, known = diagram.origin.fixed, diagram.origin.space.bounds
    for s in (*case.parameters, *case.free):
        if s not in known:
            raise DiagramError(
                f"{where}: {s} is not a parameter of the map.{did_you_mean(s.name, [k.name for k in known])}"
            )
    for s, value in case.parameters.items():
        if s in diagram.symbols or s not in fixed:
            continue
        agrees = value.contains(fixed[s]) == sympy.true if isinstance(value, sympy.Interval) else value == fixed[s]
        if not agrees:
            raise DiagramError(
                f"{where}: {s} is {value}, but the map has {s} = {fixed[s]}; draw the map at a value of the case, "
                f"at={{{s.name!r}: …}}."
            )


def _ends(case: CaseLike, axis: Axis, where: str) -> tuple[Ends, tuple[bool, bool]]:
    """Return the part of a case on an axis of the map, and whether it goes on beyond either end."""
    value = case.parameters.get(axis.symbol)
    if value is None and axis.symbol not in case.free:
        raise DiagramError(
            f"{where}: it says nothing of {axis.symbol}, an axis of the map; give a value, an interval, or free."
        )
    if value is None:
        low, high = -sympy.oo, sympy.oo
    else:
        low, high = (value.start, value.end) if isinstance(value, sympy.Interval) else (value, value)
    if low > axis.upper or high < axis.lower:
        own = f"= {low}" if low == high else f"from {low} to {high}"
        raise DiagramError(f"{where}: {axis.symbol} {own} lies outside the map, [{axis.lower}, {axis.upper}].")
    return (max(low, axis.lower), min(high, axis.upper)), (bool(low < axis.lower), bool(high > axis.upper))


def _regimes(
    diagram: PhaseDiagram, sides: tuple[tuple[Axis, Ends], ...], where: str
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Return the regimes that are possible somewhere, and everywhere, on a closed part of a map."""
    if all(low == high for _, (low, high) in sides):
        try:
            found = diagram.at(*(low for _, (low, _) in sides))
        except DiagramError as error:
            raise DiagramError(f"{where}: {error}") from error
        return found, found
    box = {axis.symbol: Range(fraction(low), fraction(high)) for axis, (low, high) in sides}
    try:
        questions = _Box(box, _domain(diagram))
        if not questions.somewhere(TRUE):
            raise DiagramError(f"{where}: this part of the map lies outside the parameter space.")
        formulas = {regime: relation_formula(diagram.possible(regime)) for regime in _occurring(diagram)}
        possible = tuple(r for r, f in formulas.items() if questions.somewhere(f))
        return possible, tuple(r for r in possible if not questions.somewhere(negate(formulas[r])))
    except _UndecidedError:
        return None, None
    except DiagramError:
        raise
    except CoopgameError:
        return None, None


def _occurring(diagram: PhaseDiagram) -> list[str]:
    # Regimes that have neither area nor a line nor a point on the map are not possible on it.
    shown = [r.regimes for r in diagram.regions] + [t.regimes for t in diagram.thin]
    return sorted({regime for regimes in shown for regime in regimes})


def _domain(diagram: PhaseDiagram) -> Formula:
    plane = diagram.canvas.plane
    return plane.rules.domain if isinstance(plane, Decomposition) else Elimination()(plane.question.domain)  # type: ignore[attr-defined]


class _UndecidedError(Exception):
    """A question was not decided."""


@dataclass(frozen=True)
class _Box:
    """Questions about a part of a map."""

    box: Mapping[sympy.Symbol, Range]
    domain: Formula

    def somewhere(self, formula: Formula) -> bool:
        """Whether a formula holds at some point.

        Raises
        ------
        _UndecidedError
            That is not decided.
        """
        ring = Ring(tuple(sorted(self.box, key=str)))
        whole = all_of(moved(self.domain, ring), moved(formula, ring))
        answer = ask(Question(whole, self.box), USUAL)
        if answer.status == "unknown":
            raise _UndecidedError
        return answer.status == "yes"
