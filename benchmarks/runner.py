"""Time two ways to one answer, turn by turn in one process, and refuse a ratio when the answers differ."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any


class DisagreementError(Exception):
    """The two sides gave different answers, so nothing about their speed is worth saying."""


@dataclass(frozen=True)
class Case:
    """Two ways to one answer.

    Parameters
    ----------
    name, about
        What is computed.
    ours_is, peer_is
        What each side is.
    ours, peer
        The two computations.
    agreement
        Returns in words what was found equal, or raises DisagreementError.
    further
        Returns further facts from the last two answers.
    """

    name: str
    about: str
    ours_is: str
    peer_is: str
    ours: Callable[[], Any]
    peer: Callable[[], Any]
    agreement: Callable[[Any, Any], str]
    further: Callable[[Any, Any], dict[str, Any]] | None = None


@dataclass(frozen=True)
class Side:
    """Seconds: the first call, which may import and compile, and the repeats after it."""

    first: float
    repeats: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median of the repeats."""
        return statistics.median(self.repeats)

    @property
    def least(self) -> float:
        """The fastest repeat."""
        return min(self.repeats)

    @property
    def most(self) -> float:
        """The slowest repeat."""
        return max(self.repeats)


@dataclass(frozen=True)
class Timing:
    """What was measured for one case; a ratio below 1 means that ours is faster."""

    case: str
    about: str
    ours_is: str
    peer_is: str
    ours: Side
    peer: Side
    agreement: str
    further: dict[str, Any] = field(default_factory=dict)

    @property
    def repeats(self) -> int:
        """How often each side was timed after its first call."""
        return len(self.ours.repeats)

    @property
    def ratio(self) -> float:
        """Our median over the peer's."""
        return self.ours.median / self.peer.median

    @property
    def ratio_range(self) -> tuple[float, float]:
        """The smallest and the largest ratio of two repeats of one turn."""
        ratios = [a / b for a, b in zip(self.ours.repeats, self.peer.repeats, strict=True)]
        return min(ratios), max(ratios)

    def record(self) -> dict[str, Any]:
        """Return everything, with the derived numbers, for JSON."""
        medians = {"ours_median": self.ours.median, "peer_median": self.peer.median}
        return asdict(self) | medians | {"ratio": self.ratio, "ratio_range": self.ratio_range}


def compare(case: Case, repeats: int) -> Timing:
    """Time both sides of a case in turns and check every pair of answers.

    Raises
    ------
    DisagreementError
        Some pair of answers differs.
    """
    first_ours, ours = timed(case.ours)
    first_peer, peer = timed(case.peer)
    agreement = case.agreement(ours, peer)
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(repeats):
        answers: dict[int, Any] = {}
        for side in (0, 1) if turn % 2 == 0 else (1, 0):
            seconds, answers[side] = timed((case.ours, case.peer)[side])
            times[side].append(seconds)
        ours, peer = answers[0], answers[1]
        agreement = case.agreement(ours, peer)
    sides = Side(first_ours, tuple(times[0])), Side(first_peer, tuple(times[1]))
    further = {} if case.further is None else case.further(ours, peer)
    return Timing(case.name, case.about, case.ours_is, case.peer_is, *sides, agreement, further)


def timed(function: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds a call takes, and its answer."""
    start = time.perf_counter()
    answer = function()
    return time.perf_counter() - start, answer
