"""The work of a sweep: the compiled conditions of a model, evaluated at the points of a grid or a design."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy

from coopgame.errors import RunError
from coopgame.frozen import FrozenMap
from coopgame.sweeps.axes import Grid
from coopgame.sweeps.designs import Design
from coopgame.sweeps.lambdas import compiled
from coopgame.sweeps.polynomials import Polynomials
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
from coopgame.sweeps.trees import CERTAINLY, EXACTLY, POSSIBLY, Forest, Signs

if TYPE_CHECKING:
    # A worker needs neither models nor readings of them.
    from coopgame.sweeps.request import Bound
    from coopgame.sweeps.sets import Reader


@dataclass(frozen=True)
class Roots:
    """Which trees of a forest say what.

    Attributes
    ----------
    domain
        Where the game makes sense.
    masks
        The equilibria, then the readings that have a condition of their own: the bits of a mask, after the first.
    regimes
        For each regime the readings that make it.
    outcomes
        For each outcome its equilibria, places in ``masks``.
    """

    domain: int
    masks: tuple[int, ...]
    regimes: tuple[int, ...]
    outcomes: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, eq=False)
class Sampling:
    """A task: everything that it takes to evaluate the points of a sweep.

    Attributes
    ----------
    places
        The grid or the design.
    polynomials, forest, roots
        The compiled conditions.
    scales
        What the value of each polynomial is multiplied by, so that margins are at most about 1.
    bounds
        The range of each parameter.
    expressions
        For each outcome the payoffs, then the probabilities.
    keep
        Which fields are evaluated.
    about
        What the sweep is of, as text.
    record
        What it takes to read the result without the model, as JSON can hold it.
    asked
        What determines the result, in words.
    reader
        Reads masks; it stays where the sweep was started, for it knows the regime rule.
    """

    places: Grid | Design
    polynomials: Polynomials
    forest: Forest
    roots: Roots
    scales: tuple[float, ...]
    bounds: tuple[Bound, ...]
    expressions: Mapping[str, tuple[tuple[sympy.Expr, ...], ...]]
    keep: tuple[str, ...]
    about: str
    record: Mapping[str, Any]
    asked: Mapping[str, str]
    reader: Reader | None = None

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
        found = common_fields(self.places, self.keep, len(self.roots.regimes))
        for name in (PAYOFFS, PROBABILITIES):
            if name in self.keep:
                table = self.expressions[name]
                found[name] = Field("f8", (len(table), len(table[0]) if table else 0))
        return FrozenMap(found)

    @cached_property
    def digest(self) -> str:
        """A hash of everything that determines the result."""
        parts = [self.about, repr(self.polynomials), repr(self.forest), repr(self.roots), repr(self.keep)]
        return digest_of(parts, self.places)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is derived, for generated functions do not pickle, and what stays with the caller."""
        kept = {k: v for k, v in self.__dict__.items() if k not in {"_functions", "fields"}}
        return {**kept, "reader": None, "digest": self.digest}

    def evaluate(self, first: int, last: int) -> dict[str, Array]:
        """Return the fields at the points from ``first`` up to, but without, ``last``."""
        return evaluated(self.fields, first, last, BLOCK, self._block)

    def named(self, arrays: Mapping[str, Array]) -> Mapping[str, Array]:
        """Return the arrays of a tile with texts of numbers and regimes in place of masks."""
        if self.reader is None:
            raise RunError("Masks of a sweep are read where it was started.")
        return {**arrays, MASKS: self.reader.texts(arrays[MASKS])}

    def ranges(self, first: int, last: int) -> Mapping[str, tuple[float, float]]:
        """Return the smallest and the largest value of each parameter in some points."""
        return ranges_of(self.places, first, last)

    def _block(self, start: int, _size: int, table: MaskTable) -> Iterator[tuple[str, Array]]:
        """Yield the fields of one whole block; past the end of the points the last one is repeated."""
        coordinates = self.places.coordinates(np.minimum(np.arange(start, start + BLOCK), self.points - 1))
        values, errors = self.polynomials.evaluate(coordinates)
        signs = Signs.of(BLOCK, values, errors)
        truth = self.forest.truth(signs, EXACTLY)
        inside = bits_within(self.bounds, coordinates) & truth[self.roots.domain]
        masks = np.stack([inside, *(truth[i] & inside for i in self.roots.masks)])
        yield CODES, _numbered(masks, table)
        yield NEAR, self._near(signs, bits_within(self.bounds, coordinates))
        if isinstance(self.places, Design):
            yield POINTS, np.stack(coordinates)
        if MARGIN in self.keep or MARGINS in self.keep:
            yield from self._margins(values, np.unpackbits(masks[0]).astype(bool))
        if PAYOFFS in self.keep or PROBABILITIES in self.keep:
            yield from self._outcomes(coordinates, np.unpackbits(masks[1:], axis=1).astype(bool))

    def _near(self, signs: Signs, within: Array) -> Array:
        """Return where rounding could change what holds."""
        if not signs.doubtful:
            return np.zeros(BLOCK, dtype=bool)
        certain, possible = (self.forest.truth(signs, how) for how in (CERTAINLY, POSSIBLY))
        doubt = np.zeros_like(within)
        for i in (self.roots.domain, *self.roots.masks):
            doubt |= possible[i] & ~certain[i]
        doubt &= within & possible[self.roots.domain]
        return np.unpackbits(doubt).astype(bool)

    def _margins(self, values: Sequence[Array], inside: Array) -> Iterator[tuple[str, Array]]:
        wanted = (self.roots.domain, *self.roots.regimes)
        found = np.stack(self.forest.margins(BLOCK, values, self.scales, wanted))
        if MARGINS in self.keep:
            yield MARGINS, found
        if MARGIN in self.keep:
            least = np.abs(found[1:]).min(axis=0, initial=1.0)
            yield MARGIN, np.where(inside, least, np.nan)

    def _outcomes(self, coordinates: Sequence[Array], holding: Array) -> Iterator[tuple[str, Array]]:
        exists = [holding[list(places)].any(axis=0) for places in self.roots.outcomes]
        for name in (PAYOFFS, PROBABILITIES):
            if name in self.keep:
                width = self.fields[name].shape_before
                values = self._functions[name](*coordinates)
                table = np.array(values).reshape(*width, BLOCK)
                for k, here in enumerate(exists):
                    table[k][:, ~here] = np.nan
                yield name, table

    @cached_property
    def _functions(self) -> Mapping[str, Callable[..., list[Array]]]:
        symbols = self.places.symbols
        return {name: compiled(symbols, [e for row in rows for e in row]) for name, rows in self.expressions.items()}


def ranges_of(places: Grid | Design, first: int, last: int) -> Mapping[str, tuple[float, float]]:
    """Return the smallest and the largest value of each parameter in some points."""
    columns = places.coordinates(np.arange(first, last))
    names = (s.name for s in places.symbols)
    return {name: (float(c.min()), float(c.max())) for name, c in zip(names, columns, strict=True)}


def bits_within(bounds: Sequence[Bound], coordinates: Sequence[Array]) -> Array:
    """Return the bits of the points within the bounds of all parameters."""
    inside = np.ones(coordinates[0].shape, dtype=bool)
    for column, (low, high, left_open, right_open) in zip(coordinates, bounds, strict=True):
        inside &= (column > low) if left_open else (column >= low)
        inside &= (column < high) if right_open else (column <= high)
    return np.packbits(inside)


def _numbered(masks: Array, table: MaskTable) -> Array:
    """Return for each point the number in a table of the mask that its bits make, one from each row.

    Rows without any bit are set aside: of thousands of equilibria only few exist in one block.
    """
    active = np.flatnonzero(masks.any(axis=1))
    bits = np.unpackbits(masks[active], axis=1)
    if not len(active):
        bits = np.zeros((1, masks.shape[1] * 8), dtype=np.uint8)
    code, first = distinct(np.packbits(bits, axis=0))
    whole = np.zeros((len(masks), len(first)), dtype=np.uint8)
    whole[active] = bits[: len(active), first]
    return table.adopt(np.packbits(whole, axis=0).T)[code]


def distinct(packed: Array) -> tuple[Array, Array]:
    """Return for each column of bytes the number of its value, and for each value a column that has it."""
    width, size = packed.shape
    words = np.zeros((-(-width // 8) * 8, size), dtype=np.uint8)
    words[:width] = packed
    keys = np.ascontiguousarray(words.T).view(np.uint64)
    code, first = np.zeros(size, dtype=np.int64), np.zeros(1, dtype=np.int64)
    for k in range(keys.shape[1]):
        _, own = np.unique(keys[:, k], return_inverse=True)
        _, first, code = np.unique(code * (int(own.max()) + 1) + own, return_index=True, return_inverse=True)
    return code, first
