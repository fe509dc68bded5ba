"""What can be laid over a map: anything that knows how to place itself on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable

from coopgame.errors import DiagramError


@runtime_checkable
class OnMap(Protocol):
    """Something with a place on a map, such as an empirical case."""

    def on(self, diagram: Any) -> Any:
        """Return what is drawn: a name, ends on both axes, and words."""


def placed(diagram: Any, cases: Any) -> tuple[Any, ...]:
    """Return what is drawn of some cases on a map.

    Raises
    ------
    DiagramError
        One of them is no case, contradicts the map, or lies outside it.
    """
    if isinstance(cases, OnMap):
        raise DiagramError("cases: expected a list of cases, got one; write cases=[case].")
    if isinstance(cases, str) or not isinstance(cases, Iterable):
        raise DiagramError(f"cases: expected a list of cg.Case, got {type(cases).__name__}.")
    found = []
    for case in cases:
        if not isinstance(case, OnMap):
            raise DiagramError(f"cases: expected cg.Case, got {type(case).__name__}.")
        found.append(case.on(diagram))
    return tuple(found)
