"""What results about equilibria must offer in order to be drawn; every coordinate is exact until it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from coopgame.figures.protocol import AxisLike, Exact, OutsideLike

#: The two ends of a closed interval.
SpanLike = tuple[Exact, Exact]


class ReplyLike(Protocol):
    """The best replies of one player of a 2×2 game."""

    @property
    def player(self) -> str:
        """Whose replies."""

    @property
    def strategy(self) -> str:
        """The strategy whose probability is meant."""

    @property
    def threshold(self) -> Exact | None:
        """Where the player is indifferent, if anywhere."""

    @property
    def formula(self) -> Any:
        """The same in symbols, or None."""

    @property
    def pieces(self) -> Sequence[tuple[SpanLike, SpanLike]]:
        """Intervals of the other's probability with intervals of replies."""


class RestLike(Protocol):
    """An isolated equilibrium of a 2×2 game."""

    @property
    def x(self) -> Exact:
        """The probability of the first player."""

    @property
    def y(self) -> Exact:
        """The probability of the second player."""

    @property
    def kind(self) -> str:
        """``stable``, ``unstable``, ``saddle`` or ``centre``."""


class RepliesLike(Protocol):
    """Both correspondences of a 2×2 game."""

    @property
    def replies(self) -> tuple[ReplyLike, ReplyLike]:
        """The correspondences."""

    @property
    def points(self) -> Sequence[RestLike]:
        """The isolated equilibria."""

    @property
    def continua(self) -> Sequence[tuple[SpanLike, SpanLike]]:
        """The other equilibria."""

    @property
    def fixed(self) -> Mapping[Any, Any]:
        """The values of the parameters."""


class BandLike(Protocol):
    """A part of the plane in which a quantity lies between two levels."""

    @property
    def lower(self) -> Exact | None:
        """The lower level, None below the lowest."""

    @property
    def upper(self) -> Exact | None:
        """The upper level, None above the highest."""

    @property
    def number(self) -> int:
        """Which band, counted from below."""

    def polygon(self, tolerance: Exact | None = None) -> Any:
        """Return the outline."""


class LevelLike(Protocol):
    """A line on which a quantity has one value, or where it ceases to be defined."""

    @property
    def kind(self) -> str:
        """``level``, ``replaces`` or ``rim``."""

    @property
    def value(self) -> Exact | None:
        """The value, or None at the rim of what is mapped."""

    @property
    def path(self) -> Sequence[tuple[Exact, Exact]]:
        """The points in order."""


class LevelsLike(Protocol):
    """A map of a quantity by bands between levels."""

    @property
    def x(self) -> AxisLike:
        """The horizontal axis."""

    @property
    def y(self) -> AxisLike:
        """The vertical axis."""

    @property
    def quantity(self) -> str:
        """What is mapped, in words."""

    @property
    def levels(self) -> Sequence[Exact]:
        """The levels, in ascending order."""

    @property
    def bands(self) -> Sequence[BandLike]:
        """The parts."""

    @property
    def lines(self) -> Sequence[LevelLike]:
        """The lines between them."""

    @property
    def outside(self) -> Sequence[OutsideLike]:
        """What is not in the parameter space."""

    @property
    def elsewhere(self) -> Sequence[OutsideLike]:
        """Where the equilibrium does not exist."""

    @property
    def provenance(self) -> Mapping[str, str]:
        """Model, parameters and versions, as text."""

    @property
    def status(self) -> str:
        """``exact`` or ``certified``."""


class TraceLike(Protocol):
    """A quantity along one branch of equilibria."""

    @property
    def name(self) -> str:
        """What the branch is called in the legend."""

    @property
    def words(self) -> str:
        """The branch in words."""

    @property
    def path(self) -> Sequence[tuple[Exact, Exact]]:
        """Values of the parameter and of the quantity."""

    @property
    def closed(self) -> tuple[bool, bool]:
        """Whether each end belongs to the branch."""


class SweepLike(Protocol):
    """A quantity along a continuum of equilibria: lower and upper values over a range, or at one point."""

    @property
    def path(self) -> Sequence[tuple[Exact, Exact, Exact]]:
        """Values of the parameter with the least and the largest value of the quantity."""


class TracesLike(Protocol):
    """A quantity in all equilibria along a parameter."""

    @property
    def axis(self) -> AxisLike:
        """The parameter."""

    @property
    def quantity(self) -> str:
        """The quantity in words."""

    @property
    def probability(self) -> bool:
        """Whether it lies between 0 and 1."""

    @property
    def traces(self) -> Sequence[TraceLike]:
        """The branches."""

    @property
    def sweeps(self) -> Sequence[SweepLike]:
        """The continua."""

    @property
    def marks(self) -> Sequence[tuple[Exact, str]]:
        """Where the set of equilibria changes, with a label each."""

    @property
    def provenance(self) -> Mapping[str, str]:
        """Model, parameters and versions, as text."""
