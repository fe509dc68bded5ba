"""The sweep of a study: where it goes and what it keeps, checked against the model without computing anything."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import sympy

from coopgame.errors import StudyError
from coopgame.frozen import FrozenMap
from coopgame.results import Request
from coopgame.study.messages import naming
from coopgame.study.schema import DesignSection, RangeSection, SweepSection

#: A grid beyond this is a slip; what fits into memory is far less.
MOST_POINTS: Final = 10**12


@dataclass(frozen=True)
class AskedSweep:
    """The sweep of a study.

    Attributes
    ----------
    axes
        For each parameter its values: ``(lower, upper, count)`` or a list; for a design ``(lower, upper)`` or a list.
    design
        The method, the number of points and the seed of a design; None for a grid.
    keep
        What of each point is kept.
    at
        Values of the parameters that are not swept.
    route
        What is compiled, ``"conditions"`` or ``"payoffs"``; None for what suits the model.
    """

    axes: Mapping[str, Any]
    design: DesignSection | None
    keep: tuple[str, ...]
    at: Mapping[str, sympy.Rational]
    route: str | None = None

    @property
    def points(self) -> int:
        """How many points there are."""
        if self.design is not None:
            return self.design.size
        return math.prod(v[2] if isinstance(v, tuple) else len(v) for v in self.axes.values())

    def describe(self) -> str:
        """Say in a few words where the sweep goes."""
        how = "" if self.design is None else f" ({self.design.method}, seed {self.design.seed})"
        return f"sweep of {', '.join(self.axes)}: {self.points} points{how}"


def asked_sweep(section: SweepSection, request: Request, at: Mapping[str, Any]) -> AskedSweep:
    """Return the sweep that a section asks for.

    Raises
    ------
    StudyError
        A parameter is unknown, a value leaves its bounds, or the values do not make a grid or a design.
    """
    axes = {name: _values(name, given, section.design is not None) for name, given in section.axes.items()}
    rest = FrozenMap({k: v for k, v in at.items() if k not in axes})
    found = AskedSweep(FrozenMap(axes), section.design, tuple(section.keep), rest, section.route)
    if found.points > MOST_POINTS:
        raise StudyError(f"sweep.axes: {found.points} points are more than the limit of 10**12.")
    for name, values in axes.items():
        # The value of a parameter at an end is allowed exactly if the parameter could be fixed there.
        symbol = request.model.space.find(name, where="sweep.axes")
        interval = request.model.space.bounds[symbol]
        ends = values[:2] if isinstance(values, tuple) else values
        out = next((v for v in ends if not interval.start <= v <= interval.end), None)
        if out is not None:
            within = request.model.space.describe(symbol)
            raise StudyError(f"sweep.axes.{name}: {out} is outside its bounds {within}.")
    _check_values(found, request)
    return found


def _values(name: str, given: RangeSection | list[Any], drawn: bool) -> tuple[Any, ...] | list[Any]:
    where = f"sweep.axes.{name}"
    if isinstance(given, list):
        twice = next((v for k, v in enumerate(sorted(given)[1:]) if v == sorted(given)[k]), None) if not drawn else None
        if twice is not None:
            raise StudyError(f"{where}: {twice} is given twice.")
        return given
    if given.lower >= given.upper:
        raise StudyError(f"{where}: the range from {given.lower} to {given.upper} is reversed or a single point.")
    if drawn and given.count is not None:
        raise StudyError(f"{where}.count: belongs to a grid; with [sweep.design] the number of points is its size.")
    if not drawn and given.count is None:
        raise StudyError(f"{where}.count: missing; say how many values, or draw points with [sweep.design].")
    return (given.lower, given.upper) if drawn else (given.lower, given.upper, given.count)


def _check_values(found: AskedSweep, request: Request) -> None:
    """Refuse a sweep in which a parameter is neither swept nor has a value."""
    with naming("sweep"):
        model = request.model
        known = {s.name for s in (*model.baseline, *model.values(dict(found.at)))} | set(found.axes)
        needed = {s.name for s in model.game.parameters} | {s.name for c in model.space.where for s in c.free_symbols}
        missing = sorted(needed - known)
        if missing:
            raise StudyError(f"{missing[0]} has no value: neither swept, nor given in [at], nor in the baseline.")
