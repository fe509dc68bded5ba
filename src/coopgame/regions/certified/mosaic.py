"""The certified map of a box: what is decided, what is not, and how to decide a single point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from coopgame.conditions import Formula, Polynomial
from coopgame.frozen import FrozenMap
from coopgame.regions.certified.chains import MosaicArc
from coopgame.regions.certified.pieces import Piece
from coopgame.regions.certified.points import Referee
from coopgame.regions.certified.questions import Planted, Question
from coopgame.regions.certified.stitching import MosaicPatch
from coopgame.regions.certified.tiles import LATTICE_BITS, place
from coopgame.regions.plane import Box, Junction, Regimes, Ring, Sliver


@dataclass(frozen=True)
class Mosaic:
    """The certified map of a box.

    Everything that is decided is proved, but for null sets: lines and points on which other regimes may be possible,
    such as those that tie on a border; ``regimes_at`` decides points.

    Attributes
    ----------
    question
        What the map answers.
    pieces
        Convex polygons in the lattice that fill the box, each decided or not.
    patches, arcs
        The connected sets that the pieces make, and the borders between decided ones.
    curves
        The equations of borders: each of these polynomials, over parameters and kernels, is zero on its border.
    tiles
        How many tiles were looked at.
    labels
        The regimes of sets of outcomes that hold on decided pieces, where the question has further regimes.
    """

    question: Question
    pieces: tuple[Piece, ...]
    patches: tuple[MosaicPatch, ...]
    arcs: tuple[MosaicArc, ...]
    curves: tuple[Polynomial, ...]
    tiles: int
    labels: Mapping[frozenset[int], frozenset[str]] = FrozenMap()

    @property
    def box(self) -> Box:
        """The box that was divided."""
        return self.question.box

    @property
    def status(self) -> str:
        """What is shown is proved, and what is not proved is shown."""
        return "certified"

    @cached_property
    def unresolved(self) -> Fraction:
        """The area of the undecided pieces, exactly."""
        twice = sum(piece.twice_area for piece in self.pieces if not piece.decided)
        return self.box.area * Fraction(twice, 2 ** (2 * LATTICE_BITS + 1))

    def polygon(self, piece: Piece) -> Ring:
        """Return the corners of a piece."""
        return tuple(place(self.box, node) for node in piece.ring)

    @property
    def junctions(self) -> tuple[Junction, ...]:
        """Points where regions meet lie in undecided pieces, so none is reported."""
        return ()

    @property
    def slivers(self) -> tuple[Sliver, ...]:
        """Null sets are not looked for, so none is reported."""
        return ()

    @property
    def outcomes(self) -> tuple[tuple[str, Formula], ...]:
        """Pairs of a regime and the formula under which it is possible."""
        return self.question.outcomes

    @property
    def regimes_by_holding(self) -> Mapping[frozenset[int], frozenset[str]]:
        """The regimes of sets of outcomes that hold on decided pieces; none where a regime is decided by itself."""
        return self.labels

    def regimes_where(self, holding: frozenset[int]) -> frozenset[str]:
        """Return the regimes that are possible where exactly these outcomes hold."""
        return self.question.regimes(holding)

    def regimes_at(self, x: Fraction, y: Fraction) -> Regimes:
        """Return the regimes possible at exactly this point; None outside the parameter space.

        Raises
        ------
        UnsupportedError
            A comparison may be a tie, and cannot be decided.
        """
        return self._referee.regimes_at(x, y)

    @cached_property
    def _referee(self) -> Referee:
        return Referee(Planted(self.question))

    def __reduce__(self) -> tuple[Any, ...]:
        fields = (self.question, self.pieces, self.patches, self.arcs, self.curves, self.tiles, self.labels)
        return (Mosaic, fields)
