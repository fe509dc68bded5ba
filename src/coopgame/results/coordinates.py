"""Points of a map, as users write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sympy

from coopgame.errors import DiagramError
from coopgame.expressions import exact_number
from coopgame.results.parts import Axis


def coordinates(axes: Sequence[Axis], point: Any, *, where: str) -> tuple[sympy.Rational, ...]:
    """Return a point of a map as exact numbers.

    Raises
    ------
    DiagramError
        It has the wrong number of coordinates, or lies outside the map.
    """
    if isinstance(point, Mapping | str) or not isinstance(point, Iterable) or len(tuple(point)) != len(axes):
        symbols = ", ".join(str(axis.symbol) for axis in axes)
        raise DiagramError(f"{where}: expected {len(axes)} coordinates ({symbols}).")
    values = []
    for axis, value in zip(axes, point, strict=True):
        found = exact_number(value, where=f"{where}: {axis.symbol}")
        if not axis.lower <= found <= axis.upper:
            raise DiagramError(f"{where}: {axis.symbol} = {found} is outside the map, [{axis.lower}, {axis.upper}].")
        values.append(found)
    return tuple(values)
