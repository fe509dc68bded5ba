"""What is carried out: arrays over points that are computed in blocks, each by a pure function of its position."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from coopgame.sweeps.task import Array, Field

Arrays = Mapping[str, Array]


class Tile(NamedTuple):
    """The points from ``first`` to the one before ``last``."""

    first: int
    last: int


class Extent(Protocol):
    """How large something over points is."""

    @property
    def points(self) -> int:
        """How many points there are."""

    @property
    def block(self) -> int:
        """Pieces begin at multiples of this number."""

    @property
    def fields(self) -> Mapping[str, Field]:
        """The arrays."""


class Work(Protocol):
    """A computation over many points that can be done in any order and in any process; it can be pickled.

    The arrays of the points from ``first`` to ``last`` depend on nothing but the work and those two numbers, and every
    point has the same value wherever the pieces end, as long as ``first`` and ``last`` are multiples of ``block``.
    """

    @property
    def points(self) -> int:
        """How many points there are."""

    @property
    def block(self) -> int:
        """Pieces begin at multiples of this number."""

    @property
    def digest(self) -> str:
        """A hash of everything that determines the result."""

    @property
    def fields(self) -> Mapping[str, Field]:
        """The arrays; one named ``codes`` holds places in the tile's own table of what is possible, ``masks``."""

    @property
    def asked(self) -> Mapping[str, str]:
        """What determines the result, in words."""

    @property
    def record(self) -> Mapping[str, Any]:
        """What is needed to read the result, as JSON can hold it."""

    def evaluate(self, first: int, last: int) -> dict[str, Array]:
        """Return the arrays of some points, and the table of their codes."""

    def named(self, arrays: Arrays) -> Arrays:
        """Return the arrays of a tile with a table of texts in place of masks; called where the run was started.

        What masks mean can depend on functions of the caller, which never reach a worker.
        """

    def ranges(self, first: int, last: int) -> Mapping[str, tuple[float, float]]:
        """Return the smallest and the largest value of each parameter in some points."""


@dataclass(frozen=True)
class Failure:
    """A tile that could not be computed.

    Attributes
    ----------
    tile
        Its points.
    index
        Its number, in tiles of its size.
    ranges
        The smallest and the largest value of each parameter in it.
    reason
        What happened.
    """

    tile: Tile
    index: int
    ranges: Mapping[str, tuple[float, float]]
    reason: str

    def __str__(self) -> str:
        where = "".join(f", {name} from {low:.6g} to {high:.6g}" for name, (low, high) in self.ranges.items())
        return f"tile {self.index} (points {self.tile.first} to {self.tile.last - 1}{where}): {self.reason}"
