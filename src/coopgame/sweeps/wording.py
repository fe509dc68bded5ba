"""A sweep in words, as a line for each set of regimes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from coopgame.notebook import table
from coopgame.sweeps.axes import SweepAxis
from coopgame.sweeps.sets import RegimeSet
from coopgame.sweeps.task import Array


class Told(Protocol):
    """What is told of a sweep."""

    @property
    def axes(self) -> Sequence[SweepAxis]:
        """The axes of a grid."""

    @property
    def places(self) -> Any:
        """The grid or the design."""

    @property
    def record(self) -> Mapping[str, Any]:
        """Its record."""

    @property
    def status(self) -> str:
        """How it was computed."""

    @property
    def complete(self) -> bool:
        """Whether all points were computed."""

    @property
    def done(self) -> Array:
        """Which were."""

    def name_of(self, regimes: RegimeSet) -> str:
        """Return the name of a set of regimes."""

    def shares(self) -> Mapping[tuple[str, ...], float]:
        """Return the shares of the points."""


def in_words(sweep: Told) -> str:
    """Return where it goes, what was solved, and the shares."""
    where = " × ".join(map(repr, sweep.axes)) if sweep.axes else repr(sweep.places)
    rows = "".join(f"\n  {sweep.name_of(s)}: {share:.2%}" for s, share in sweep.shares().items())
    missing = "" if sweep.complete else f"; {1 - sweep.done.mean():.2%} not computed"
    told = sweep.record["provenance"]
    return f"Sweep({where}; {told['concept']}; {sweep.status}, by {told['route']}{missing}){rows}"


def as_table(sweep: Told) -> str:
    """Return the same in HTML."""
    told = sweep.record["provenance"]
    rows = ((sweep.name_of(s), f"{share:.2%}") for s, share in sweep.shares().items())
    caption = f"{told['concept']}, {sweep.status}, by {told['route']}, {told['axes']}"
    return table(("regimes", "share of points"), rows, caption=caption)
