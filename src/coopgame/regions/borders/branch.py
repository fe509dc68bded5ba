"""Pieces of curves that are graphs of functions of x."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from coopgame.regions.algebra.algebraic import Algebraic
from coopgame.regions.algebra.curves import Curve
from coopgame.regions.algebra.univariate import Interval


@dataclass(frozen=True)
class Span:
    """An open interval of x over which a branch is one root of its curve in the band, counted from below and from 0."""

    left: Algebraic
    right: Algebraic
    rank: int


@dataclass(frozen=True)
class Branch:
    r"""The graph of a continuous function :math:`y = φ(x)` on a closed interval, inside a band of y.

    Attributes
    ----------
    curve
        On which it lies.
    low, high
        The band: :math:`low ≤ φ ≤ high`, strictly inside over the open spans.
    spans
        Contiguous intervals of x, from left to right.  Over each the curve has no vertical tangent and no singular
        point in the band; at their ends φ is continuous.
    """

    curve: Curve
    low: Fraction
    high: Fraction
    spans: tuple[Span, ...]

    @property
    def left(self) -> Algebraic:
        """Where it begins."""
        return self.spans[0].left

    @property
    def right(self) -> Algebraic:
        """Where it ends."""
        return self.spans[-1].right

    def root(self, x: Fraction) -> Interval:
        """Return an isolating interval of φ(x) as a root of ``curve.at_x(x)``, for x inside a span.

        Raises
        ------
        ValueError
            x does not lie strictly inside a span.
        """
        for span in self.spans:
            if span.left < x < span.right:
                return self.curve.roots(x, self.low, self.high)[span.rank]
        raise ValueError(f"{x} is not inside a span of this branch")
