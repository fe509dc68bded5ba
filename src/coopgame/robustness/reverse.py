"""The reverse question: which parameters are consistent with an observed regime."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy

from coopgame.deciders import Limits
from coopgame.errors import DiagramError, ParameterError, StatementError, did_you_mean
from coopgame.expressions import exact_number
from coopgame.models import Model
from coopgame.parameters import symbol_of
from coopgame.robustness.case import Case, in_words
from coopgame.robustness.consistency import Consistency
from coopgame.robustness.exactly import Exactly
from coopgame.robustness.setting import about, setting_of

USUAL = Limits(seconds=20)
AxisLike = tuple[Any, Any, Any]


def consistent(
    model: Model,
    regimes: str | Iterable[str],
    x: AxisLike | None = None,
    y: AxisLike | None = None,
    *,
    case: Case | None = None,
    only: bool = False,
) -> Consistency:
    """Return the region of parameters that is consistent with an observed regime, exactly.

    Parameters
    ----------
    model
        The model.
    regimes
        The regime that was observed, or several that were observed under the same values.
    x, y
        ``(parameter, lower, upper)``: the plane, or the line, on which the region is described.
    case
        What else is known: values and intervals of parameters, and parameters of which nothing is known (``free``).
        Parameters that it leaves out and that are no axes take the baseline; those with an interval that are no axes
        may have any value in it.  Without axes, one or two parameters with finite intervals are the axes.
    only
        Whether the regimes must be the only ones that are possible; else it is enough that each of them is possible.

    Returns
    -------
    Consistency
        The exact condition, the values that each parameter can have, and with one or two axes region and area.

    Raises
    ------
    StatementError
        The model has no such regime, or none is named.
    DiagramError
        An axis is reversed or infinite, is doubled, or the case excludes it.
    ParameterError, ModelError
        As for :func:`coopgame.classify`.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.contracting()
    >>> cg.consistent(model, "capture", x=("p", 0, 10), y=("b", 0, 10)).area.lower
    40
    >>> found = cg.consistent(model, "capture", case=cg.Case("Night shelter", {"p": (4, 5)}, free=["b"]))
    >>> found.values["b"]
    Interval(0, 6)
    """
    known = Case("what is known") if case is None else case
    if not isinstance(known, Case):
        raise ParameterError(f"consistent: case: expected a cg.Case, got {type(known).__name__}.")
    axes = [_axis(name, given) for name, given in (("x", x), ("y", y)) if given is not None]
    whole = known
    for s, low, high in axes:
        whole = _on_axis(whole, s, sympy.Interval(low, high))
    setting = setting_of(model, whole, where="consistent")
    if not setting.ranges:
        raise DiagramError("consistent: every parameter has a value; give x=, y=, or a case with intervals or free.")
    for s, low, high in axes:
        if s not in setting.ranges:
            raise DiagramError(f"consistent: {s} from {low} to {high} leaves no interval; both axes must be different.")
    with about(whole):
        exactly = Exactly(setting, USUAL)
        exactly.check_not_empty()
    names = _names(regimes, exactly.regimes)
    chosen = tuple(s for s, _, _ in axes) or _by_default(setting.ranges)
    return Consistency(names, only, exactly, chosen)


def _axis(name: str, given: Any) -> tuple[sympy.Symbol, sympy.Rational, sympy.Rational]:
    if isinstance(given, str) or not isinstance(given, tuple | list) or len(given) != 3:
        raise DiagramError(f"consistent: {name}: expected (parameter, lower, upper), got {given!r}.")
    symbol = symbol_of(given[0], where=f"consistent: {name}")
    low, high = (exact_number(end, where=f"consistent: {name}: bound of {symbol}") for end in given[1:])
    if low >= high:
        raise DiagramError(f"consistent: {name}: {symbol} from {low} to {high}; expected lower < upper.")
    return symbol, low, high


def _on_axis(case: Case, symbol: sympy.Symbol, interval: sympy.Interval) -> Case:
    """Return a case within the range of an axis."""
    before = case.parameters.get(symbol)
    if before is not None:
        both = interval.intersect(before if isinstance(before, sympy.Interval) else sympy.FiniteSet(before))
        if not isinstance(both, sympy.Interval):
            raise DiagramError(
                f"Case {case.name!r}: {in_words(symbol, before)} leaves no interval of the axis, "
                f"[{interval.start}, {interval.end}]."
            )
        interval = both
    free = tuple(s for s in case.free if s != symbol)
    return Case(case.name, {**case.parameters, symbol: interval}, free=free, note=case.note, citation=case.citation)


def _by_default(ranges: Any) -> tuple[sympy.Symbol, ...]:
    """Return the parameters that span the region where no axes are given."""
    finite = tuple(s for s, i in ranges.items() if i.start.is_finite and i.end.is_finite)
    return finite if len(finite) == len(ranges) <= 2 else ()


def _names(regimes: Any, known: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(regimes, Iterable):
        raise StatementError(f"consistent: expected the name of a regime, or several, got {regimes!r}.")
    names = [regimes] if isinstance(regimes, str) else list(regimes)
    for name in names:
        if name not in known:
            raise StatementError(f"consistent: {name!r} is not a regime of the model.{did_you_mean(str(name), known)}")
    if not names:
        raise StatementError("consistent: name the regime, or the regimes, that were observed.")
    return tuple(sorted(set(names)))
