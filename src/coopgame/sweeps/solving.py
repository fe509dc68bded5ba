"""The work of a sweep by payoffs: games of two players, solved in batches at the points of a grid or a design."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from coopgame.batch import Ties
from coopgame.errors import RunError
from coopgame.frozen import FrozenMap
from coopgame.sweeps.axes import Grid
from coopgame.sweeps.designs import Design
from coopgame.sweeps.found import Corners, Games
from coopgame.sweeps.payoffs import Payoffs
from coopgame.sweeps.placeholders import Supports, Test
from coopgame.sweeps.polynomials import Polynomials
from coopgame.sweeps.reading import Reading, doubt_of, outcomes_of
from coopgame.sweeps.sampling import bits_within, ranges_of
from coopgame.sweeps.task import (
    BLOCK,
    CODES,
    MARGIN,
    MARGINS,
    MASKS,
    NEAR,
    PAYOFFS,
    POINTS,
    PROBABILITIES,
    Array,
    Field,
    MaskTable,
)
from coopgame.sweeps.tiling import common_fields, digest_of, evaluated
from coopgame.sweeps.tokens import texts_of
from coopgame.sweeps.trees import CERTAINLY, EXACTLY, POSSIBLY, Forest, Signs

if TYPE_CHECKING:
    # A worker needs neither models nor readings of them.
    from coopgame.sweeps.request import Bound
    from coopgame.sweeps.tokens import TokenReader

#: Blocks whose games are solved together; every operation on games gives the same bits wherever they stand.
TOGETHER = 8


@dataclass(frozen=True)
class Domain:
    """Where the game makes sense: compiled side conditions.

    Attributes
    ----------
    polynomials, forest, root, scales
        The conditions, and what values are multiplied by for margins.
    bounds
        The range of each parameter.
    """

    polynomials: Polynomials
    forest: Forest
    root: int
    scales: tuple[float, ...]
    bounds: tuple[Bound, ...]

    def evaluate(self, coordinates: Sequence[Array]) -> tuple[Array, Array, Array]:
        """Return where one is inside, where rounding leaves that open, and the signed margin, at a block of points."""
        values, errors = self.polynomials.evaluate(coordinates)
        signs = Signs.of(BLOCK, values, errors)
        within = bits_within(self.bounds, coordinates)
        exact, certain, possible = (self.forest.truth(signs, how)[self.root] for how in (EXACTLY, CERTAINLY, POSSIBLY))
        (margin,) = self.forest.margins(BLOCK, values, self.scales, (self.root,))
        return _unpacked(within & exact), _unpacked(within & possible & ~certain), margin


def _unpacked(bits: Array) -> Array:
    return np.unpackbits(bits).astype(bool)


@dataclass(frozen=True, eq=False)
class Solving:
    """A task: everything that it takes to solve the games at the points of a sweep.

    Attributes
    ----------
    places
        The grid or the design.
    domain
        Where the game makes sense.
    payoffs, ties
        The game.
    tests
        Conditions of the rule, by supports.
    ways
        For each regime, sorted, the pairs of corners of the batch that have it, by position, each with the place of
        its condition, or -1.
    keep
        Which fields are evaluated.
    about, record, asked, reader
        As for a sweep by conditions.
    """

    places: Grid | Design
    domain: Domain
    payoffs: Payoffs
    ties: Ties
    tests: Mapping[Supports, Test]
    ways: tuple[tuple[tuple[int, int], ...], ...]
    keep: tuple[str, ...]
    about: str
    record: Mapping[str, Any]
    asked: Mapping[str, str]
    reader: TokenReader | None = None

    @property
    def points(self) -> int:
        """How many points there are."""
        return self.places.points

    @property
    def block(self) -> int:
        """How many points are evaluated together."""
        return BLOCK

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """What is evaluated at every point."""
        found = common_fields(self.places, self.keep, len(self.ways))
        widths = {PAYOFFS: 2, PROBABILITIES: sum(self.payoffs.shape)}
        found |= {n: Field("f8", (len(self.record["outcomes"]), w)) for n, w in widths.items() if n in self.keep}
        return FrozenMap(found)

    @cached_property
    def digest(self) -> str:
        """A hash of everything that determines the result."""
        parts = ["payoffs", self.about, repr(self.domain), repr(self.payoffs), repr(self.ties)]
        return digest_of([*parts, repr(self.tests), repr(self.ways), repr(self.keep)], self.places)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is derived, and what stays with the caller."""
        kept = {k: v for k, v in self.__dict__.items() if k not in {"_corners", "fields"}}
        return {**kept, "reader": None, "digest": self.digest}

    def named(self, arrays: Mapping[str, Array]) -> Mapping[str, Array]:
        """Return the arrays of a tile with texts of numbers and regimes in place of those of equilibria."""
        if self.reader is None:
            raise RunError("Equilibria of a sweep are read where it was started.")
        return {**arrays, MASKS: self.reader.texts(arrays[MASKS])}

    def ranges(self, first: int, last: int) -> Mapping[str, tuple[float, float]]:
        """Return the smallest and the largest value of each parameter in some points."""
        return ranges_of(self.places, first, last)

    def evaluate(self, first: int, last: int) -> dict[str, Array]:
        """Return the fields at the points from ``first`` up to, but without, ``last``."""
        return evaluated(self.fields, first, last, BLOCK * TOGETHER, self._stretch)

    def _stretch(self, start: int, size: int, table: MaskTable) -> Iterator[tuple[str, Array]]:
        """Yield the fields of some blocks; past the end of the points the last one is repeated."""
        whole = -(-size // BLOCK) * BLOCK
        every = np.minimum(np.arange(start, start + whole), self.points - 1)
        coordinates = self.places.coordinates(every)
        payoffs, errors, inside, open_, border = self._blocks(coordinates)
        games = Games.solved(payoffs, errors, self.ties, self._corners, inside)
        doubt = doubt_of(games.batch, errors)
        reading = Reading(games, self.tests, coordinates, payoffs, errors, doubt)
        held = [(h, reading.read(h)) for h in games.held(doubt.near)]
        code, texts = texts_of([token for h, said in held for token in said.tokens(h)], inside)
        near, margin = open_ | (inside & doubt.near), games.batch.margin.copy()
        for h, said in held:
            near[h.games] |= said.doubtful
            np.minimum.at(margin, h.games, said.margin)
        found = {CODES: table.adopt(texts)[code], NEAR: near, MARGIN: np.where(inside, margin, np.nan)}
        if isinstance(self.places, Design):
            found[POINTS] = np.stack(coordinates)
        if MARGINS in self.keep:
            rows = reading.margins(self.ways, [(h, said) for h, said in held if h.position >= 0])
            found[MARGINS] = np.concatenate([border[None], np.where(inside, rows, -1.0)])
        if PAYOFFS in self.keep or PROBABILITIES in self.keep:
            shown = outcomes_of([h for h, _ in held], games, self._slots)
            found |= {name: shown[name] for name in (PAYOFFS, PROBABILITIES)}
        yield from ((name, found[name]) for name in self.fields)

    def _blocks(self, coordinates: Sequence[Array]) -> tuple[Array, Array, Array, Array, Array]:
        """Return payoffs, their errors, which points are inside, for which that is open, and the margins of that."""
        size = len(coordinates[0])
        payoffs = np.empty((2, *self.payoffs.shape, size))
        wide = None in self.payoffs.errors
        errors = np.empty((2, *self.payoffs.shape, size if wide else 1))
        inside, open_, border = np.empty(size, bool), np.empty(size, bool), np.empty(size)
        for first in range(0, size, BLOCK):
            here = slice(first, first + BLOCK)
            block = [np.ascontiguousarray(c[here]) for c in coordinates]
            errors[..., here if wide else slice(None)] = self.payoffs.evaluate(block, payoffs[..., here])
            inside[here], open_[here], border[here] = self.domain.evaluate(block)
        defined = np.isfinite(payoffs).all(axis=(0, 1, 2))
        if not defined.all():
            payoffs[..., ~defined] = 0.0
            open_ |= inside & ~defined
            inside &= defined
        return payoffs, errors, inside, open_, border

    @cached_property
    def _corners(self) -> Corners:
        return Corners.of(self.ties)

    @property
    def _slots(self) -> int:
        return len(self.record["outcomes"])
