"""Budgets: how long, and how many steps."""

from __future__ import annotations

from time import monotonic_ns


class SpentError(Exception):
    """A budget is used up; never leaves this room."""


class Clock:
    """Counts steps and watches the time."""

    def __init__(self, nanoseconds: int, steps: int | None = None) -> None:
        self._end = monotonic_ns() + nanoseconds
        self._left = steps

    @property
    def left(self) -> int:
        """Nanoseconds that are left, at least 0."""
        return max(self._end - monotonic_ns(), 0)

    def step(self) -> None:
        """Count one step.

        Raises
        ------
        SpentError
            The time is over, or there is no step left.
        """
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise SpentError
        if monotonic_ns() > self._end:
            raise SpentError

    def part(self, nanoseconds: int, steps: int | None = None) -> Clock:
        """Return a clock for a part of what is left."""
        return Clock(min(nanoseconds, self.left), steps)


def nanoseconds(seconds: object) -> int:
    """Return seconds, a number of any kind, in whole nanoseconds."""
    return int(seconds * 10**9)  # type: ignore[operator]
