"""What an answer may cost."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from coopgame.errors import ParameterError


@dataclass(frozen=True)
class Limits:
    """What an answer may cost.

    Attributes
    ----------
    seconds
        Wall time of a question.
    megabytes
        Memory of each process that is started for it.

    Raises
    ------
    ParameterError
        One of them is not a positive number.

    Examples
    --------
    >>> Limits(seconds=5).megabytes
    2000
    """

    seconds: float = 20
    megabytes: int = 2000

    def __post_init__(self) -> None:
        for name in ("seconds", "megabytes"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float | Fraction) or not value > 0:
                raise ParameterError(f"Limits of a question: {name} is {value!r}; expected a positive number.")
