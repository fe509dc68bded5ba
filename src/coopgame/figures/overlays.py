"""What lies over or under a map: cases, arrows of comparative statics, and a field of numbers beneath the borders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from coopgame.figures.protocol import ArrowLike, CaseLike, FieldLike


@dataclass(frozen=True)
class Overlays:
    """What lies over or under a map.

    Parameters
    ----------
    cases
        Points, bars and boxes with names.
    arrows
        Changes of parameters from a point to another, with what they lead through.
    under
        Numbers on a grid, whose contours replace the fills of the regions; ``None`` for none.
    """

    cases: Sequence[CaseLike] = ()
    arrows: Sequence[ArrowLike] = ()
    under: FieldLike | None = field(default=None)
