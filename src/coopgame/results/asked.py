"""Questions to a map that need more than its parts: what is possible at a point, and what it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from coopgame._version import __version__
from coopgame.errors import DiagramError
from coopgame.expressions import exact_number
from coopgame.results.map_like import MapLike
from coopgame.results.numbers import fraction


def regimes_at_point(diagram: MapLike, point: tuple[Any, ...]) -> tuple[str, ...]:
    """Return the regimes that are possible at exactly a point, sorted.

    Raises
    ------
    DiagramError
        The point has the wrong number of coordinates, or lies outside the box or the parameter space.
    """
    axes = [diagram.x] if diagram.y is None else [diagram.x, diagram.y]
    symbols = [axis.symbol for axis in axes]
    if len(point) != len(axes):
        raise DiagramError(f"at: expected {len(axes)} coordinates ({', '.join(map(str, symbols))}).")
    values: list[Fraction] = []
    for axis, value in zip(axes, point, strict=True):
        number = exact_number(value, where=f"at: {axis.symbol}")
        if not axis.lower <= number <= axis.upper:
            raise DiagramError(f"at: {axis.symbol} = {number} is outside the map, [{axis.lower}, {axis.upper}].")
        values.append(fraction(number))
    found = diagram.canvas.plane.regimes_at(*values, *([Fraction(1, 2)] if diagram.y is None else []))
    if found is None:
        where = ", ".join(f"{s} = {v}" for s, v in zip(symbols, values, strict=True))
        raise DiagramError(f"at: {where} violates a side condition of the parameter space, or a payoff is undefined.")
    return tuple(sorted(found))


def provenance(diagram: MapLike, *, title: str, reading: str) -> Mapping[str, str]:
    """Return what it takes to make a map again, as text."""
    origin = diagram.origin
    fixed = ", ".join(f"{s} = {v}" for s, v in sorted(origin.fixed.items(), key=lambda item: item[0].name))
    axes = [f"{a.symbol} from {a.lower} to {a.upper}" for a in (diagram.x, diagram.y) if a is not None]
    named = {"title": title, "reading": reading}
    return {key: words for key, words in named.items() if words} | {
        "software": f"coopgame {__version__}",
        "model": origin.citation or repr(origin.game),
        "concept": origin.concept.name,
        "axes": "; ".join(axes),
        "parameters": fixed,
        "status": diagram.status,
    }
