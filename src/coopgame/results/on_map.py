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


@runtime_checkable
class Beneath(Protocol):
    """Numbers on a grid that can be shown beneath the borders of a map, such as a sweep or a field."""

    def on(self, diagram: Any) -> Any:
        """Return what is drawn: ascending coordinates ``x`` and ``y``, rows of ``values``, and a ``label``."""


@runtime_checkable
class Sampled(Protocol):
    """A map that is known at points only, such as a sweep, which can be drawn with the borders of an exact one."""

    @property
    def codes(self) -> Any:
        """At each point the place of its set of regimes."""

    def plot(self, ax: Any = None, **layers: Any) -> Any:
        """Draw the map; ``borders`` takes an exact map."""


def over_samples(diagram: Any, sampled: Sampled, ax: Any, laid: tuple[Any, Any], layers: dict[str, Any]) -> Any:
    """Return the picture of a sweep with the exact borders of a map over it.

    Raises
    ------
    DiagramError
        There are cases or arrows as well, which belong over the exact map.
    """
    if any(laid):
        raise DiagramError("under: cases and arrows are drawn over the exact map, not over a sweep; leave out one.")
    return sampled.plot(ax, borders=diagram, **layers)


def beneath(diagram: Any, under: Any) -> Any:
    """Return what is drawn beneath a map, or None.

    Raises
    ------
    DiagramError
        It cannot be placed on a map, or the map has one parameter only.
    """
    if under is None:
        return None
    if not isinstance(under, Beneath):
        raise DiagramError(f"under: expected a sweep or cg.figures.Field, got {type(under).__name__}.")
    if diagram.y is None:
        raise DiagramError("under: a map of one parameter has no room beneath its borders.")
    return under.on(diagram)
