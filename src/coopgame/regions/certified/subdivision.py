"""Certified maps of conditions that are not polynomial: exponentials, logarithms, real powers, and anything algebraic.

The box is halved again and again where something is open.  On a tile the signs of all comparisons are enclosed in ball
arithmetic; what is left open is cut along the bands in which the borders run
(:mod:`coopgame.regions.certified.tiles`).  The area of the bands falls with the square of the size of the tiles, and is
reported.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import sympy
from flint import ctx

from coopgame.conditions import Formula
from coopgame.frozen import FrozenMap
from coopgame.progress import track
from coopgame.regions.certified.chains import Chains, MosaicArc
from coopgame.regions.certified.mosaic import Mosaic
from coopgame.regions.certified.pieces import Cutter, Piece
from coopgame.regions.certified.questions import Join, Planted, Question
from coopgame.regions.certified.stitching import Stitching, without_specks
from coopgame.regions.certified.tiles import (
    DEEPEST,
    LATTICE_BITS,
    ZERO,
    Band,
    Node,
    Rectangle,
    State,
    Survey,
    Tile,
    axis_to_halve,
    place,
)
from coopgame.regions.certified.trees import Settling, atoms_of
from coopgame.regions.plane import Box, Point, Regimes

#: Bits of the balls.
PRECISION = 64
#: Twice the area of the box, in squares of the lattice.
WHOLE = 2 ** (2 * LATTICE_BITS + 1)
#: Of what may stay undecided, a decided patch must have this share if it touches something undecided.
SPECK = 100


@dataclass(frozen=True)
class Budget:
    """When to stop: what is undecided then is reported as undecided.

    Attributes
    ----------
    share
        The share of the box that may stay undecided.
    tiles
        How many tiles are looked at, at most.
    seconds
        How long to go on, None for no limit; a limit makes the map depend on the speed of the machine.

    Examples
    --------
    >>> Budget(share=Fraction(1, 1000)).tiles
    20000
    """

    share: Fraction = Fraction(1, 10_000)
    tiles: int = 20_000
    seconds: int | None = None


DEFAULT = Budget()


@dataclass(frozen=True)
class Leaf:
    """A tile with what was found on it."""

    tile: Tile
    bands: Mapping[int, Band]
    cutter: Cutter

    @property
    def halved_last(self) -> bool:
        """Whether the tile is too small to be halved."""
        return max(self.tile.halvings) >= DEEPEST


def subdivide(
    outcomes: Sequence[tuple[str, Formula]],
    domain: Formula,
    axes: tuple[sympy.Symbol, sympy.Symbol],
    box: Box,
    join: Join | None = None,
    budget: Budget = DEFAULT,
) -> Mosaic:
    """Return the certified map of ``box``: which regimes are possible where, and where that is not known.

    Parameters
    ----------
    outcomes
        Pairs of a regime and a formula in the two axes; a regime is possible where one of its formulas holds.
    domain
        Where the parameters are admissible at all; a point at which an outcome is undefined is not admissible either.
    axes
        The horizontal and the vertical parameter.
    box
        The part of the plane to divide.
    join
        From the numbers of the outcomes that hold to regimes that are possible besides.
    budget
        When to stop.

    Raises
    ------
    UnsupportedError
        A condition contains a function that cannot be enclosed.

    Examples
    --------
    >>> from coopgame.conditions import TRUE, formula_of
    >>> p, b = sympy.symbols("p b", real=True)
    >>> unit = Box(Fraction(0), Fraction(1), Fraction(0), Fraction(1))
    >>> found = subdivide([("low", formula_of(b <= sympy.exp(-p)))], TRUE, (p, b), unit)
    >>> low = next(patch for patch in found.patches if "low" in patch.regimes)
    >>> [round(1000 * bound) for bound in low.bounds]  # 1 - 1/e is 0.632
    [632, 632]
    """
    question = Question(tuple(outcomes), domain, axes, box, join)
    with ctx.workprec(PRECISION):
        division = Division(Planted(question), budget)
        division.run()
        return division.mosaic()


class Division:
    """The tiles of one box; built, run, read and thrown away by :func:`subdivide`."""

    def __init__(self, planted: Planted, budget: Budget) -> None:
        self._planted, self._budget = planted, budget
        self._program = planted.planting.program
        self._box = planted.question.box
        self._known = planted.planting.known()
        self._labels: dict[State, Regimes] = {}
        self._done: list[Leaf] = []
        self._heap: list[tuple[int, int, Leaf]] = []
        self.tiles = self.undecided = 0
        self._file(self._leaf(Tile((0, 0), (0, 0)), planted.start.settled(self._known)))

    def _leaf(self, tile: Tile, state: State) -> Leaf:
        return Leaf(tile, *self._examine(tile.corners, state))

    def _examine(self, rectangle: Rectangle, state: State) -> tuple[Mapping[int, Band], Cutter]:
        state, bands = Survey(self._program, self._box, rectangle).examine(state)
        return bands, Cutter(rectangle, state, bands, self._label)

    def _file(self, leaf: Leaf) -> None:
        self.tiles += 1
        undecided = leaf.cutter.undecided
        self.undecided += undecided
        if undecided and not leaf.halved_last:
            heapq.heappush(self._heap, (-undecided, self.tiles, leaf))
        else:
            self._done.append(leaf)

    def run(self) -> None:
        """Halve the tiles with the largest undecided area until the budget is met or spent."""
        goal = int(WHOLE * self._budget.share)
        deadline = None if self._budget.seconds is None else time.monotonic_ns() + 10**9 * self._budget.seconds
        goals = [step for k in range(1, 2 * LATTICE_BITS) if (step := WHOLE >> 2 * k) > goal]
        for intermediate in track([*goals, goal], "tiles"):
            while self.undecided > intermediate and self._heap and not self._spent(deadline):
                self._halve()

    def _spent(self, deadline: int | None) -> bool:
        return self.tiles + 2 > self._budget.tiles or (deadline is not None and time.monotonic_ns() > deadline)

    def _halve(self) -> None:
        undecided, _, leaf = heapq.heappop(self._heap)
        self.undecided += undecided
        state = leaf.cutter.state
        for half in leaf.tile.halves(axis_to_halve(leaf.tile, leaf.bands, apart=len(state.atoms) > 1)):
            self._file(self._leaf(half, state))

    def _label(self, state: State) -> Regimes:
        if state not in self._labels:
            self._labels[state] = self._planted.label(state)
        return self._labels[state]

    def mosaic(self) -> Mosaic:
        """Return the map as it stands; nothing in it depends on the order of the work."""
        leaves = sorted([*self._done, *(leaf for _, _, leaf in self._heap)], key=lambda leaf: leaf.tile.corners)
        pieces = [piece for number, leaf in enumerate(leaves) for piece in leaf.cutter.pieces(number)]
        stitching = Stitching(pieces)
        for k in stitching.isolated:
            pieces[k] = self._looked_at_again(pieces[k], leaves[pieces[k].tile].cutter.state)
        stitching = Stitching(without_specks(Stitching(pieces), int(WHOLE * self._budget.share) // SPECK))
        patches = stitching.patches(self._place, self._box.area / WHOLE)
        curves: dict[int, int] = {}
        arcs = []
        for chain in Chains(stitching):
            middle = stitching.pieces[chain.bands[len(chain.bands) // 2]]
            if middle.border is not None:
                curve = curves.setdefault(middle.border.atom, len(curves))
                holding = self._holding(leaves[middle.tile].tile, middle.border.atom)
                points = tuple(self._place(node) for node in chain.nodes)
                arcs.append(MosaicArc(curve, chain.left, chain.right, holding, points))
        equations = tuple(self._planted.planting.polynomials[atom] for atom in curves)
        return Mosaic(
            self._planted.question, tuple(stitching.pieces), patches, tuple(arcs), equations, self.tiles, self._joins()
        )

    def _joins(self) -> FrozenMap[frozenset[int], frozenset[str]]:
        """Return the regimes of the sets of outcomes that were met, where further regimes depend on the set."""
        if self._planted.question.join is None:
            return FrozenMap()
        known = {state.holding: label for state, label in self._labels.items() if label is not None}
        return FrozenMap({holding: known[holding] for holding in sorted(known, key=sorted)})

    def _looked_at_again(self, piece: Piece, state: State) -> Piece:
        """Decide an undecided piece by itself if possible: the band of a large tile may touch a corner needlessly."""
        xs, ys = zip(*piece.ring, strict=True)
        _, cutter = self._examine(((min(xs), min(ys)), (max(xs), max(ys))), state)
        if cutter.state.decided:
            return Piece(piece.ring, piece.tile, self._label(cutter.state))
        return piece

    def _place(self, node: Node) -> Point:
        return place(self._box, node)

    def _holding(self, tile: Tile, border: int) -> frozenset[int]:
        """Return the outcomes that are known to hold on a border where it crosses a tile."""
        survey = Survey(self._program, self._box, tile.corners)
        trees = self._planted.outcomes
        atoms = {atom for tree in trees for atom in atoms_of(tree)} - {border}
        settle = Settling({**self._known, **{atom: survey.natural(atom) for atom in atoms}, border: ZERO})
        return frozenset(i for i, tree in enumerate(trees) if settle(tree) is True)
