"""Certified maps of conditions that are not polynomial: exponentials, logarithms, real powers, and anything algebraic.

The box is halved again and again where something is open.  On a tile the signs of all comparisons are enclosed in ball
arithmetic; what is left open is cut along the bands in which the borders run (:mod:`coopgame.regions.tiles`).  The area
of the bands falls with the square of the size of the tiles, and is reported.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count

import sympy
from flint import ctx

from coopgame.conditions import Formula, Range
from coopgame.progress import track
from coopgame.regions.mosaic import Mosaic
from coopgame.regions.pieces import Cutter, Piece
from coopgame.regions.plane import Box, Regimes
from coopgame.regions.questions import Join, Planted, Question
from coopgame.regions.stitching import Borders, MosaicArc, Stitching
from coopgame.regions.tiles import WHOLE, ZERO, Band, State, Survey, Tile, axis_to_halve, examine, share
from coopgame.regions.trees import Settling, atoms_of

BITS = 64
#: A tile is cut along so many bands at most.
MOST_BANDS = 4
#: A side of the box is halved so often at most.
DEEPEST = 48


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

    share: Fraction = Fraction(1, 100_000)
    tiles: int = 20_000
    seconds: int | None = None


DEFAULT = Budget()


@dataclass(frozen=True)
class Leaf:
    """A tile with what is left to decide on it."""

    tile: Tile
    state: State
    bands: dict[int, Band]

    @property
    def open(self) -> int:
        """A bound of the area that is not decided, in units of which the whole box has ``UNIT``."""
        if self.state.decided:
            return 0
        return (share(self.bands, MOST_BANDS) << 2 * DEEPEST) >> sum(self.tile.halvings)


UNIT = WHOLE << 2 * DEEPEST


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
    >>> [round(100_000 * bound) for bound in low.bounds]  # 1 - 1/e is 0.63212
    [63212, 63212]
    """
    question = Question(tuple(outcomes), domain, axes, box, join)
    with ctx.workprec(BITS):
        division = Division(Planted(question), budget)
        division.run()
        return division.mosaic()


class Division:
    """The tiles of one box; built, run, read and thrown away by :func:`subdivide`."""

    def __init__(self, planted: Planted, budget: Budget) -> None:
        self._planted, self._budget = planted, budget
        self._program = planted.planting.program
        question = planted.question
        axes, box = question.axes, question.box
        ranges = {axes[0]: Range(box.x0, box.x1), axes[1]: Range(box.y0, box.y1)}
        self._known = planted.planting.known(ranges)
        self._labels: dict[State, Regimes] = {}
        self._decided: list[Leaf] = []
        self._heap: list[tuple[int, int, Leaf]] = []
        self._numbers = count()
        self._stuck: list[Leaf] = []
        self.open = 0
        rx, ry = (box.x1 - box.x0) / 2, (box.y1 - box.y0) / 2
        self._file(self._leaf(Tile(box.x0 + rx, box.y0 + ry, rx, ry), planted.start.settled(self._known)))

    def _leaf(self, tile: Tile, state: State) -> Leaf:
        return Leaf(tile, *examine(self._program, tile, state))

    def _file(self, leaf: Leaf) -> None:
        number = next(self._numbers)
        if leaf.state.decided:
            self._decided.append(leaf)
        elif max(leaf.tile.halvings) >= DEEPEST:
            self._stuck.append(leaf)
        else:
            heapq.heappush(self._heap, (-leaf.open, number, leaf))
        self.open += leaf.open

    def run(self) -> None:
        """Halve the tiles with the largest undecided area until the budget is met or spent."""
        goal = int(UNIT * self._budget.share)
        deadline = None if self._budget.seconds is None else time.monotonic_ns() + 10**9 * self._budget.seconds
        goals = []
        step = UNIT
        while step > goal:
            step = max(step // 4, goal)
            goals.append(step)
        for intermediate in track(goals, "tiles"):
            while self.open > intermediate and self._heap and not self._spent(deadline):
                self._halve()

    def _spent(self, deadline: int | None) -> bool:
        tiles = len(self._decided) + len(self._heap) + len(self._stuck)
        return 2 * tiles > self._budget.tiles or (deadline is not None and time.monotonic_ns() > deadline)

    def _halve(self) -> None:
        _, _, leaf = heapq.heappop(self._heap)
        self.open -= leaf.open
        for half in leaf.tile.halves(axis_to_halve(leaf.tile, leaf.bands, MOST_BANDS)):
            self._file(self._leaf(half, leaf.state))

    def leaves(self) -> Iterator[Leaf]:
        """Return the tiles in the order of their places, so that nothing depends on the order of work."""
        leaves = [*self._decided, *self._stuck, *(leaf for _, _, leaf in self._heap)]
        return iter(sorted(leaves, key=lambda leaf: (leaf.tile.x, leaf.tile.y)))

    def _label(self, state: State) -> Regimes:
        if state not in self._labels:
            self._labels[state] = self._planted.label(state)
        return self._labels[state]

    def mosaic(self) -> Mosaic:
        """Return the map as it stands."""
        leaves = list(self.leaves())
        pieces: list[Piece] = []
        for number, leaf in enumerate(track(leaves, "pieces")):
            pieces += Cutter(number, leaf.tile, leaf.bands, self._label).pieces(leaf.state, MOST_BANDS)
        stitching = Stitching(pieces)
        curves: dict[int, int] = {}
        arcs = []
        for chain, left, right, points in Borders(stitching).chains():
            labels = pieces[chain[len(chain) // 2]].labels
            if labels is None or labels.atom is None:
                continue
            curve = curves.setdefault(labels.atom, len(curves))
            tile = leaves[pieces[chain[len(chain) // 2]].tile].tile
            arcs.append(MosaicArc(curve, left, right, self._holding(tile, labels.atom), points))
        equations = tuple(self._planted.planting.polynomials[atom] for atom in curves)
        return Mosaic(
            self._planted.question, tuple(pieces), stitching.patches(), tuple(arcs), equations, next(self._numbers)
        )

    def _holding(self, tile: Tile, border: int) -> frozenset[int]:
        """Return the outcomes that are known to hold on a border where it crosses a tile."""
        survey = Survey(self._program, tile)
        trees = self._planted.outcomes
        atoms = {atom for tree in trees for atom in atoms_of(tree)} - {border}
        settle = Settling(self._known | {atom: survey.natural(atom) for atom in atoms} | {border: ZERO})
        return frozenset(i for i, tree in enumerate(trees) if settle(tree) is True)
