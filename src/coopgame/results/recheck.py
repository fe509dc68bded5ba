"""An independent check of a comparison: its outlines, its areas, and both maps at random points."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from coopgame.errors import DiagramError
from coopgame.expressions.evaluation import truth_at
from coopgame.reports import Check, Report
from coopgame.results.numbers import rational
from coopgame.results.outlines import areas, every_region, rings_of, shared_borders
from coopgame.results.phase_diagram import PhaseDiagram
from coopgame.results.verification import near, turns


def recheck(comparison: Any, points: int, seed: int) -> Report:
    """Return the report of all checks of a comparison."""
    overlay: PhaseDiagram = comparison.overlay
    rings = {r.index: rings_of(r) for r in every_region(overlay)}
    exact = overlay.status == "exact"
    return Report(
        (
            areas(overlay, rings),
            *([shared_borders(overlay, rings)] if exact else []),
            *(_sums(comparison, side) for side in ((0, 1) if exact else ())),
            _points(comparison, rings, points, seed),
        )
    )


def _sums(comparison: Any, side: int) -> Check:
    """Check that the parts of a set of regimes of one map have its area, but for what the other map excludes."""
    diagram: PhaseDiagram = (comparison.first, comparison.second)[side]
    wrong = []
    for own in diagram.sets:
        parts = [area for pair, area in comparison.table.items() if pair[side] == own]
        low, high = sum(a.lower for a in parts), sum(a.upper for a in parts)
        whole = diagram.area(*own)
        missing = sum(r.area.upper for r in comparison.overlay.outside)
        if low > whole.upper or high + missing < whole.lower:
            wrong.append(" or ".join(own) or "no equilibrium")
    name = f"areas of the {('first', 'second')[side]} map are those of their parts"
    return Check(name, not wrong, f"{len(diagram.sets)} sets of regimes" + (f"; wrong: {wrong}" if wrong else ""))


def _points(comparison: Any, rings: dict[int, Any], points: int, seed: int) -> Check:
    """Check at random points that the overlay shows what both maps say, and that no other condition holds."""
    wrong, tried = [], 0
    for point in _draws(comparison.overlay, points, seed):
        tolerance = 2 * comparison.overlay.canvas.tolerance
        if any(near(own, point, tolerance) for own in rings.values()):
            continue
        try:
            told = comparison.at(*[rational(v) for v in point][: 1 if comparison.overlay.y is None else 2])
        except DiagramError:
            continue
        tried += 1
        shown = [(r.first, r.second) for r in comparison.regions if turns(rings[r.region.index], point)]
        values = dict(zip(comparison.overlay.canvas.axes, point, strict=True))
        holding = {(r.first, r.second) for r in comparison.regions if truth_at(r.condition, values)}
        if shown not in ([told], []) or (shown and holding != {told}):
            wrong.append(f"({point[0]}, {point[1]}): {shown} on the overlay, {told} on the maps")
    detail = "; ".join(wrong[:2]) or f"{tried} points, 0 differences"
    return Check("the overlay shows what both maps show", not wrong and tried > 0, detail)


def _draws(overlay: PhaseDiagram, count: int, seed: int) -> Iterator[tuple[Fraction, Fraction]]:
    rng = random.Random(seed)  # noqa: S311 - points of a check, not a secret
    box = overlay.canvas.box
    for _ in range(count):
        x, y = (Fraction(rng.randint(1, 9999), 10000) for _ in range(2))
        yield box.x0 + (box.x1 - box.x0) * x, box.y0 + (box.y1 - box.y0) * y
