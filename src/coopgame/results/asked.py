"""What is possible at a point of a map."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from coopgame.errors import DiagramError
from coopgame.results.coordinates import coordinates
from coopgame.results.map_like import MapLike
from coopgame.results.numbers import fraction


def regimes_at_point(diagram: MapLike, point: tuple[Any, ...]) -> tuple[str, ...]:
    """Return the regimes that are possible at exactly a point, sorted.

    Raises
    ------
    DiagramError
        The point has the wrong number of coordinates, or lies outside the box or the parameter space.
    """
    axes = (diagram.x,) if diagram.y is None else (diagram.x, diagram.y)
    values = [fraction(value) for value in coordinates(axes, point, where="at")]
    found = diagram.canvas.plane.regimes_at(*values, *([Fraction(1, 2)] if diagram.y is None else []))
    if found is None:
        where = ", ".join(f"{axis.symbol} = {v}" for axis, v in zip(axes, values, strict=True))
        raise DiagramError(f"at: {where} violates a side condition of the parameter space, or a payoff is undefined.")
    return tuple(sorted(found))
