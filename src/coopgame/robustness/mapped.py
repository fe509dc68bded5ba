"""What a map tells of a case with one or two intervals, where the deciders cannot answer."""

from __future__ import annotations

from typing import Any

from coopgame.errors import CoopgameError
from coopgame.parameters import ParameterMap
from coopgame.results import PhaseDiagram, phase_diagram
from coopgame.robustness.exactly import Point
from coopgame.robustness.report import NONE, Occurrence
from coopgame.robustness.setting import Setting

METHOD = "regions of a map"


def map_of(setting: Setting) -> PhaseDiagram | None:
    """Return the map of a case over its intervals; None where there are more than two, or they are infinite."""
    ranges = setting.ranges
    if len(ranges) > 2 or any(i.start.is_infinite or i.end.is_infinite for i in ranges.values()):
        return None
    axes: list[Any] = [(s, i.start, i.end) for s, i in ranges.items()]
    try:
        return phase_diagram(setting.model, *axes)
    except CoopgameError:
        return None


def occurrences_on(diagram: PhaseDiagram) -> tuple[Occurrence, ...]:
    """Return what the regions of a map prove: regimes at points inside them.

    What lies on borders, and in parts that are not decided, stays open, so only what is found is known.
    """
    points: dict[tuple[str, ...], Point] = {}
    for region in diagram.regions:
        points.setdefault(region.regimes, ParameterMap(dict(zip(diagram.symbols, region.sample_point, strict=True))))
    names = {regime for regimes in points for regime in regimes} | {r.regime for r in diagram.outcomes}
    return tuple(_occurrence(name, points) for name in (*sorted(names), NONE))


def _occurrence(name: str, points: dict[tuple[str, ...], Point]) -> Occurrence:
    def has(regimes: tuple[str, ...]) -> bool:
        return name in regimes if name != NONE else not regimes

    example = next((point for regimes, point in points.items() if has(regimes)), None)
    against = next((point for regimes, point in points.items() if not has(regimes)), None)
    possible, certain = example is not None or None, False if against is not None else None
    return Occurrence(name, possible, certain, example, against, bool(possible) and against is not None, METHOD)
