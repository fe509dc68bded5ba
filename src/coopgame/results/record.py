"""Phase diagrams as JSON; every number is a string with an exact fraction, or given by its minimal polynomial."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from coopgame.regions import Algebraic
from coopgame.results.map_like import MapLike
from coopgame.results.parts import Region, SpecialPoint


def _points(path: Sequence[Sequence[Any]]) -> list[list[str]]:
    return [[str(coordinate) for coordinate in point] for point in path]


def _outline(region: Region) -> dict[str, Any]:
    polygon = region.polygon()
    return {"exterior": _points(polygon.exterior), "holes": [_points(hole) for hole in polygon.holes]}


def _algebraic(value: Algebraic) -> dict[str, Any]:
    """Return a number by its minimal polynomial, constant term first, and an interval without another of its roots."""
    return {"polynomial": [str(c) for c in value.coefficients], "interval": [str(value.lower), str(value.upper)]}


def _point(point: SpecialPoint, dimension: int) -> dict[str, Any]:
    return {
        "kind": point.kind,
        "name": point.name,
        "regimes": list(point.regimes),
        "coordinates": [_algebraic(value) for value in point.coordinates[:dimension]],
    }


def diagram_json(diagram: MapLike) -> str:
    """Return everything that the diagram says, in a stable order, ready for other programs."""
    axes = [axis for axis in (diagram.x, diagram.y) if axis is not None]
    record = {
        "format": "coopgame phase diagram, version 1",
        "provenance": dict(diagram.provenance),
        "axes": [
            {"symbol": str(a.symbol), "lower": str(a.lower), "upper": str(a.upper), "meaning": a.meaning} for a in axes
        ],
        "status": diagram.status,
        "unresolved": str(diagram.unresolved),
        "regions": [
            {
                "regimes": list(r.regimes),
                "name": r.name,
                "area": [str(r.area.lower), str(r.area.upper)],
                "condition": str(r.condition),
                "sample_point": [str(v) for v in r.sample_point],
                **_outline(r),
            }
            for r in diagram.regions
        ],
        "boundaries": [
            {
                "equation": f"{b.equation.lhs} = {b.equation.rhs}",
                "formula": None if b.formula is None else f"{b.formula.lhs} = {b.formula.rhs}",
                "between": [list(side) for side in b.between],
                "meaning": b.meaning,
                "path": _points(b.path),
            }
            for b in diagram.boundaries
        ],
        "points": [{"name": p.name, "x": str(p.x), "y": str(p.y), "regimes": list(p.regimes)} for p in diagram.points],
        "special_points": [_point(p, len(axes)) for p in diagram.special_points],
        "thin": [{"regimes": list(t.regimes), "path": _points(t.path)} for t in diagram.thin],
        "outside": [_outline(r) for r in diagram.outside],
        "undecided": [_outline(r) for r in diagram.undecided],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
