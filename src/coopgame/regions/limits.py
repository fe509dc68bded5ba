"""How much an exact map may cost before it ends in a clear error."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic_ns

from coopgame.errors import DiagramError, LimitError


@dataclass(frozen=True)
class Limits:
    """Limits of an exact map.

    Attributes
    ----------
    terms, degree
        The largest number of terms and the largest total degree of a border curve.
    curves
        The largest number of border curves that matter in one strip of the box.
    seconds
        How long the exact decomposition may take; None for no limit.
    certified
        Whether a map that hits a limit is made by certified subdivision instead of ending in an error.

    Raises
    ------
    DiagramError
        A limit is not a positive whole number.

    Examples
    --------
    >>> Limits(seconds=10).curves
    120
    """

    terms: int = 2000
    degree: int = 40
    curves: int = 120
    seconds: int | None = 300
    certified: bool = False

    def __post_init__(self) -> None:
        for name in ("terms", "degree", "curves", "seconds"):
            value = getattr(self, name)
            unlimited = name == "seconds" and value is None
            if not unlimited and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
                raise DiagramError(f"Limits: {name} is {value!r}; expected a whole number that is at least 1.")
        if not isinstance(self.certified, bool):
            raise DiagramError(f"Limits: certified is {self.certified!r}; expected True or False.")


USUAL = Limits()


class Watch:
    """Compares what a map costs with its limits."""

    def __init__(self, limits: Limits) -> None:
        if not isinstance(limits, Limits):
            raise DiagramError(f"limits: expected Limits such as Limits(seconds=60), got {limits!r}.")
        self.limits = limits
        self._end = None if limits.seconds is None else monotonic_ns() + limits.seconds * 10**9

    def time(self, step: str) -> None:
        """Raise LimitError when the time is over.

        Raises
        ------
        LimitError
            The time is over.
        """
        if self._end is not None and monotonic_ns() > self._end:
            raise LimitError(
                f"{step}: the exact map takes more than {self.limits.seconds} seconds. Give it more time with "
                "limits=Limits(seconds=…), a smaller box, or Limits(certified=True) for a certified map."
            )

    def size(self, step: str, what: str, found: int) -> None:
        """Raise LimitError when a count is larger than its limit.

        Raises
        ------
        LimitError
            The count is larger than the limit of its name.
        """
        allowed = getattr(self.limits, what)
        if found > allowed:
            raise LimitError(
                f"{step}: {what} = {found} is more than the limit of {allowed}. Raise it with "
                f"limits=Limits({what}=…), fix more parameters, or allow a certified map with Limits(certified=True)."
            )
