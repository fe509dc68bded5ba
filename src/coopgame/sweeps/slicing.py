"""Points and slices of a sweep, found by the values on its axes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from coopgame.errors import DiagramError, did_you_mean
from coopgame.expressions import exact_number
from coopgame.frozen import FrozenMap
from coopgame.sweeps.axes import Grid, shown
from coopgame.sweeps.records import grid_record
from coopgame.sweeps.result import Sweep


def placed(sweep: Sweep, point: Mapping[Any, Any], where: str) -> dict[int, int]:
    """Return for some axes, by number, the place of a value.

    Raises
    ------
    DiagramError
        An axis is unknown, a value is not on its axis, or the sweep is over a design.
    """
    if not sweep.axes:
        raise DiagramError(f"{where}: the sweep is over a design, whose points are in its columns.")
    if not isinstance(point, Mapping):
        raise DiagramError(f"{where}: expected values by parameter such as {{'p': 2}}, got {point!r}.")
    names = [axis.symbol.name for axis in sweep.axes]
    found = {}
    for key, value in dict(point).items():
        if str(key) not in names:
            raise DiagramError(f"{where}: {key} is not an axis of this sweep.{did_you_mean(str(key), names)}")
        k = names.index(str(key))
        number = exact_number(value, where=f"{where}: {key}")
        exact = float(Fraction(int(number.p), int(number.q)))
        values = sweep.axes[k].values
        place = int(np.abs(values - exact).argmin())
        if values[place] != exact:
            raise DiagramError(
                f"{where}: {key} = {number} is not on its axis; the nearest value is {shown(values[place])}."
            )
        found[k] = place
    return found


def sliced(sweep: Sweep, point: Mapping[Any, Any]) -> Sweep:
    """Return the sweep over the other axes where some have the values given."""
    found = placed(sweep, point, "select")
    rest = tuple(axis for k, axis in enumerate(sweep.axes) if k not in found)
    if not rest:
        raise DiagramError("select: no axis would be left; at(…) returns the regimes at one point.")
    index = tuple(found.get(k, slice(None)) for k in range(len(sweep.axes)))
    arrays = {name: values[(..., *index)] for name, values in sweep.arrays.items()}
    chosen = ", ".join(f"{sweep.axes[k].symbol} = {shown(sweep.axes[k].values[place])}" for k, place in found.items())
    told = dict(sweep.record["provenance"])
    told["parameters"] = ", ".join(part for part in (told["parameters"], chosen) if part)
    told["axes"] = "; ".join(map(repr, rest))
    record = {**sweep.record, "places": grid_record(Grid(rest)), "provenance": told}
    return replace(sweep, places=Grid(rest), arrays=FrozenMap(arrays), record=FrozenMap(record))
