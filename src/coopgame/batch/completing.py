r"""Degenerate games completely: all corners, labels of what ties, and pairs that have all labels together.

Every number comes with a bound of its rounding error, so that each sign is certain or known to be open.  Differences of
payoffs that are exact, such as those of moderate integers, leave no error at all; games in which some sign that matters
is open are reported, and solved otherwise.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coopgame.batch.arrays import Chunk, Floats, Indices
from coopgame.batch.kernel import chunks
from coopgame.batch.program import Corner, Program, Support
from coopgame.batch.recipes import mixture
from coopgame.batch.schedule import needed
from coopgame.batch.strategies import Rows
from coopgame.batch.tracing import Traced

Bools = NDArray[np.bool_]
GAMES: Final = 8192
_UNIT: Final = 2.0**-53
#: Bits that a scaled difference can have so that its products, and sums of at most 24 of them, are exact.
_BITS: Final[dict[int, int]] = {1: 48, 2: 24, 3: 16}
#: Smaller differences could make a product underflow.
_TINY: Final = 2.0**-200
#: Weights are certain to this part of them.
LOOSE: Final = 2.0**-20
#: Bounds of errors are computed in floating point themselves.
_CAREFUL: Final = 1.0001


@dataclass(frozen=True)
class Signs:
    """Of one number in many games: where it is certainly positive, negative or zero."""

    positive: Bools
    negative: Bools
    zero: Bools

    @cached_property
    def open(self) -> Bools:
        """Where its sign is not certain."""
        return ~(self.positive | self.negative | self.zero)

    def times(self, sign: int) -> Signs:
        """Return the signs of a multiple."""
        return self if sign > 0 else Signs(self.negative, self.positive, self.zero)


@dataclass
class Values:
    """The numbers of some nodes in one chunk of games, with bounds of their errors.

    With errors of the payoffs, of A and of B by line, a sign that these leave open counts as zero.
    """

    program: Program
    chunk: Chunk
    games: int
    errors: tuple[Floats, Floats] | None = None
    #: Games in which something can be wrong that the bounds do not cover.
    doubt: Bools = field(init=False)
    unit: Floats = field(init=False)
    numbers: dict[int, tuple[Floats, Floats]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.doubt = np.zeros(self.games, np.bool_)
        elements = [e for side in self.program.every for c in side for e in (*c.weights, *c.slacks)]
        bits = 2.0 ** _BITS[max(e.generic.total_degree() for e in elements)]
        exact = np.ones(self.games, np.bool_)
        order = needed(self.program.tape, [e.node for e in elements if e.node is not None])
        for node in order:
            if self.program.tape.nodes[node].kind == "difference":
                self.numbers[node] = number, error = self._difference(node)
                exact &= (error == 0) & (np.rint(number * bits) == number * bits)
        self.unit = np.where(exact, 0.0, _UNIT)
        for node in order:
            if node not in self.numbers:
                self.numbers[node] = self._combined(node)

    def _difference(self, node: int) -> tuple[Floats, Floats]:
        player, line, first, second = self.program.tape.nodes[node].arguments
        a, b = (self.chunk.payoffs[player][line][k] for k in (first, second))
        raw = a - b
        # What rounding took away, exactly.
        back = a - raw
        lost = (a - (raw + back)) + (back - b)
        scale = self.chunk.scales[player][line]
        number = raw * scale
        self.doubt |= (raw != 0) & (np.abs(number) < _TINY)
        error = np.where(lost == 0, 0.0, _UNIT * np.abs(number))
        if self.errors is not None:
            # Scaled differences are at most 1; where all in a line are equal the scale is a number without meaning.
            error += np.minimum((self.errors[player][line][first] + self.errors[player][line][second]) * scale, 1.0)
        return number, error

    def _combined(self, node: int) -> tuple[Floats, Floats]:
        kind, (first, second) = self.program.tape.nodes[node]
        (a, e), (b, f) = self.numbers[first], self.numbers[second]
        if kind == "mul":
            number, error = a * b, np.abs(a) * f + np.abs(b) * e + e * f
        else:
            number, error = (a + b if kind == "add" else a - b), e + f
        return number, error + self.unit * np.abs(number)

    @cached_property
    def _signs(self) -> dict[int, Signs]:
        return {}

    def signs(self, element: Traced) -> Signs:
        """Return the signs of an element that is not constant."""
        node = -1 if element.node is None else element.node
        if node not in self._signs:
            number, error = self.numbers[node]
            limit = error * _CAREFUL
            positive, negative = number > limit, number < -limit
            zero = (number == 0) & (error == 0) if self.errors is None else ~(positive | negative)
            self._signs[node] = Signs(positive, negative, zero)
        return self._signs[node].times(element.sign)

    def write(self, out: Floats, side: int, corner: Corner, games: Indices) -> None:
        """Write the mixtures of a corner in some games into rows."""
        if len(corner.support) == 1:
            out[:, corner.support[0]] = 1.0
            return
        weights = [self.numbers[e.node][0][games] for e in corner.weights if e.node is not None]
        scales = [self.chunk.scales[1 - side][line][games] for line in corner.support]
        for line, probability in zip(corner.support, mixture(weights, scales), strict=True):
            out[:, line] = probability


@dataclass(frozen=True)
class Slot:
    """A corner in one chunk: where it exists, not listed before, with all replies that tie as bits."""

    corner: Corner
    exists: Bools
    labels: NDArray[np.uint8]

    def ties(self, replies: Support) -> Bools:
        """Return where all of the replies are best."""
        if replies not in self._known:
            wanted = np.uint8(sum(1 << c for c in replies))
            self._known[replies] = self.exists & ((self.labels & wanted) == wanted)
        return self._known[replies]

    @cached_property
    def _known(self) -> dict[Support, Bools]:
        return {}


def _slot(values: Values, corner: Corner, earlier: Sequence[Slot]) -> Slot:
    positive, negative = (np.zeros(values.games, np.bool_) for _ in range(2))
    out, unknown = (np.zeros(values.games, np.bool_) for _ in range(2))
    labels = np.zeros(values.games, np.uint8)
    for c, slack in enumerate(corner.slacks):
        if slack == 0:
            labels |= np.uint8(1 << c)
            continue
        signs = values.signs(slack)
        positive |= signs.positive
        negative |= signs.negative
        unknown |= signs.open
        labels |= signs.zero.view(np.uint8) << np.uint8(c)
    for weight in corner.weights:
        if weight.known:
            positive |= True
            continue
        signs = values.signs(weight)
        positive |= signs.positive
        negative |= signs.negative
        unknown |= signs.open
        out |= signs.zero
    out |= positive & negative
    values.doubt |= unknown & ~out
    exists = ~(out | unknown)
    for weight in corner.weights:
        if weight.node is not None:
            number, error = values.numbers[weight.node]
            values.doubt |= exists & (error > LOOSE * np.abs(number))
    for slot in earlier:
        # A mixture is known by its support and everything that ties.
        exists &= ~(slot.exists & (slot.labels == labels))
    return Slot(corner, exists, labels)


def slots(values: Values, corners: Sequence[Corner]) -> dict[Support, list[Slot]]:
    """Return by support the corners that exist in some game."""
    found: dict[Support, list[Slot]] = {}
    for corner in corners:
        own = found.setdefault(corner.support, [])
        slot = _slot(values, corner, own)
        if slot.exists.any():
            own.append(slot)
    return {support: own for support, own in found.items() if own}


def complete_rows(own: Program, A: Floats, B: Floats) -> tuple[Rows, Indices]:
    """Return all extreme equilibria of all games but some, and these, in which a sign is open."""
    parts, left = complete_parts(own, A, B)
    return Rows.joined([Rows.empty(own.shape), *(part.rows for part in parts)]), left


@dataclass(frozen=True)
class Part:
    """The extreme equilibria, one for each game, that two corners make; corners are named by ``Program.every``."""

    left: Corner
    right: Corner
    rows: Rows


def complete_parts(
    own: Program, A: Floats, B: Floats, errors: tuple[Floats, Floats] | None = None
) -> tuple[list[Part], Indices]:
    """Return all extreme equilibria by the corners that they are made of, and the games in which a sign is open.

    In one game, one mixture is always the same corner.  With errors of A and B, of their shape, what these leave open
    counts as a tie.
    """
    parts, left = [], [np.empty(0, np.int64)]
    for start, stop in chunks(A.shape[2], GAMES):
        chunk = Chunk.of(own.shape, own.classes, stop - start)
        chunk.load(A[:, :, start:stop], B[:, :, start:stop], start)
        wrong = None if errors is None else (errors[0][..., start:stop].transpose(1, 0, 2), errors[1][..., start:stop])
        values = Values(own, chunk, stop - start, wrong)
        sides = [slots(values, every) for every in own.every]
        for rows, columns in itertools.product(*sides):
            for x, y in itertools.product(sides[0][rows], sides[1][columns]):
                games = np.flatnonzero(x.ties(columns) & y.ties(rows) & ~values.doubt)
                if len(games):
                    part = Rows.empty(own.shape, len(games))
                    part.game[:] = games + start
                    values.write(part.x, 0, x.corner, games)
                    values.write(part.y, 1, y.corner, games)
                    parts.append(Part(x.corner, y.corner, part))
        left.append(np.flatnonzero(values.doubt) + start)
    return parts, np.concatenate(left)
