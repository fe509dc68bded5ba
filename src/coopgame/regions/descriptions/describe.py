"""Sign conditions for regions and regimes, read off the cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import count

from coopgame.regions.algebra.algebraic import Algebraic
from coopgame.regions.algebra.univariate import count_below, isolate, simplest_between
from coopgame.regions.borders.assemble import Assembly
from coopgame.regions.cells.bernstein import mask_of, net_of
from coopgame.regions.cells.complex import Cells
from coopgame.regions.cells.labels import Labeller
from coopgame.regions.cells.program import ZERO
from coopgame.regions.cells.stacks import Signs, ordered_roots
from coopgame.regions.cells.strips import columns_and_walls
from coopgame.regions.decomposition import Decomposition, Labels, labels_of
from coopgame.regions.descriptions import qepcad
from coopgame.regions.descriptions.implicants import Task, implicants
from coopgame.regions.descriptions.known import Known
from coopgame.regions.descriptions.qepcad import Condition, as_condition
from coopgame.regions.limits import USUAL, Watch
from coopgame.regions.plane import Holding, Point, Regimes

#: Up to so many curves the box is decomposed as one strip for the sake of its conditions.
ENOUGH = 32
#: Conditions with at most so many comparisons are short enough.
SHORT = 4


@dataclass(frozen=True)
class Cell:
    """A cell: its signs, its regimes, and for a face or a cell inside one region, that region."""

    signs: Signs
    regimes: Regimes
    patch: int | None


class Description:
    """The cells of one decomposition as a table of signs of the same curves everywhere.

    Parameters
    ----------
    decomposition
        What to describe.
    every
        Whether to look at all curves in the box.  Those that matter where they run may not suffice: one that changes
        its sign where that does not matter can tell two places apart.
    """

    def __init__(self, decomposition: Decomposition, *, every: bool = False) -> None:
        self.decomposition, self._every = decomposition, every

    @cached_property
    def _used(self) -> tuple[int, ...]:
        cells = self.decomposition.cells
        if self._every:
            return tuple(i for i, curve in enumerate(cells.curves) if mask_of(net_of(curve, cells.box)) & ZERO)
        return tuple(sorted({i for column in cells.columns for i in column.curves}))

    @cached_property
    def _whole(self) -> bool:
        return {column.curves for column in self.decomposition.cells.columns} == {self._used}

    @property
    def possible_at_all(self) -> bool:
        """Whether there are few enough curves for conditions to be read off the cells."""
        return self._whole or len(self._used) <= ENOUGH

    @cached_property
    def _table(self) -> tuple[Cells, Labels]:
        """Cells of curves that are the same everywhere, and their labels with the regions of the decomposition."""
        found = self.decomposition.cells
        if self._whole:
            return found, self.decomposition.labels
        strips = [(found.box.x0, found.box.x1, self._used)]
        cells = Cells(found.box, found.curves, *columns_and_walls(strips, found.curves, found.box, Watch(USUAL)))
        labels = labels_of(Assembly(cells, self._labeller(cells)))
        places = {labels.patch_of[self._shared(n, cells)]: n for n in range(len(self.decomposition.patches))}
        return cells, Labels(labels.faces, labels.branches, tuple(places[n] for n in labels.patch_of))

    def _shared(self, patch: int, cells: Cells) -> int:
        """Return a face of other cells that has points of a region."""
        found, face = self.decomposition.cells, self.decomposition.patches[patch].faces[0]
        i = bisect_right(found.offsets, face) - 1
        column, own = found.columns[i], {curve for curve, _ in found.columns[i].branches}
        for x in _inside(column.sample, found.walls[i + 1].x):
            if all(wall.x != x for wall in cells.walls):
                break
        roots = [interval for interval, _, _ in ordered_roots(found.curves, own, found.box, x)]
        k = face - found.offsets[i]
        low = roots[k - 1][1] if k else found.box.y0
        y = simplest_between(low, roots[k][0] if k < len(roots) else found.box.y1)
        while any(found.curves[c].sign(x, y) == 0 for c in self._used):
            y = simplest_between(low, y)
        return _face(cells, (x, y))

    @property
    def cells(self) -> Cells:
        """The cells."""
        return self._table[0]

    def _labeller(self, cells: Cells) -> Labeller:
        names = [name for name, _ in self.decomposition.rules.outcomes]
        table = self.decomposition.rules.regimes
        return Labeller(cells, self.decomposition.leaves, names, lambda holding: table[holding])

    @property
    def curves(self) -> tuple[int, ...]:
        """The curves that the signs of all cells speak of."""
        return self.cells.columns[0].curves

    def _regimes(self, holding: Holding) -> Regimes:
        return None if holding is None else self.decomposition.rules.regimes[holding]

    @cached_property
    def faces(self) -> tuple[Cell, ...]:
        """The cells of dimension two."""
        cells, labels = self._table
        signs = [signs for column in cells.columns for signs in column.faces]
        return tuple(map(Cell, signs, map(self._regimes, labels.faces), labels.patch_of))

    @cached_property
    def lower(self) -> tuple[Cell, ...]:
        """The cells on curves and on the edges of the box."""
        return tuple(self._lower())

    def _lower(self) -> Iterator[Cell]:
        cells, labels = self._table
        known = Known(cells, labels, self._labeller(cells))
        for i, column in enumerate(cells.columns):
            for k in range(len(column.branches)):
                own = self._around([cells.offsets[i] + k, cells.offsets[i] + k + 1])
                yield Cell(column.on_branch(k), self._regimes(labels.branches[i][k]), own)
            yield Cell(column.bottom, self._regimes(known.edge(i, upper=False)), None)
            yield Cell(column.top, self._regimes(known.edge(i, upper=True)), None)
        for w, wall in enumerate(cells.walls):
            for t, faces in enumerate(cells.faces_beside(w) if wall.vertical else ()):
                own = self._around([face for face in faces if face is not None]) if None not in faces else None
                yield Cell(cells.on_interval(w, t), self._regimes(known.interval(w, t)), own)
            for t, point in enumerate(wall.points):
                if point.curves or wall.vertical:
                    inside = 0 < w < len(cells.walls) - 1 and 0 < t < len(wall.points) - 1
                    own = self._around(cells.faces_around((w, t))) if inside else None
                    yield Cell(cells.on_vertex((w, t)), self._regimes(known.vertex((w, t))), own)

    def _around(self, faces: Sequence[int]) -> int | None:
        patches = {self._table[1].patch_of[face] for face in faces}
        return patches.pop() if len(patches) == 1 else None

    @cached_property
    def _cost(self) -> dict[int, int]:
        borders, every = {arc.curve for arc in self.decomposition.arcs}, self.cells.curves
        return {
            n: 100 * (i not in borders) + 10 * max(sum(e) for e, _ in every[i].terms) + len(every[i].terms)
            for n, i in enumerate(self.curves)
        }

    def _found(self, wanted: Sequence[Cell], others: Sequence[Cell], *, weak: bool = False) -> Condition | None:
        rivals = [c for c in others if c.regimes is not None]
        task = Task(tuple(c.signs for c in wanted), tuple(c.signs for c in rivals), self._cost, weak)
        found = implicants(task)
        if found is None:
            return None
        return as_condition(tuple((self.curves[i], signs) for i, signs in own) for own in found)

    def _shortest(self, found: Condition | None, wanted: Sequence[Cell], others: Sequence[Cell]) -> Condition | None:
        """Return what QEPCAD makes of a long condition, if it is shorter and says the same on every cell."""
        if found is None or qepcad.length(found) <= SHORT:
            return found
        short = qepcad.simplified(found, self.cells.curves, self.cells.box)
        if short is None or qepcad.length(short) >= qepcad.length(found):
            return found
        told = [(c, True) for c in wanted] + [(c, False) for c in others if c.regimes is not None]
        try:
            same = all(qepcad.holds(short, dict(zip(self.curves, c.signs, strict=True))) is truth for c, truth in told)
        except KeyError:
            return found
        return short if same else found

    def inside(self, regimes: frozenset[str]) -> Condition | None:
        """Return a condition that holds in the interior of the regions with these regimes and in no other region."""
        own = [c for c in self.faces if c.regimes == regimes]
        others = [c for c in self.faces if c.regimes != regimes]
        within = _told_apart([c for c in self._inner if c.regimes == regimes], others)
        return self._shortest(self._found([*own, *within], others), own, others)

    def region(self, patch: int) -> Condition | None:
        """Return a condition that holds inside one region and in no other one, None if signs cannot tell."""
        own = [c for c in self.faces if c.patch == patch]
        others = [c for c in self.faces if c.patch != patch]
        return self._found([*own, *_told_apart([c for c in self._inner if c.patch == patch], others)], others)

    @cached_property
    def _inner(self) -> tuple[Cell, ...]:
        """The cells on curves that have one region all around and its regimes themselves."""
        regimes = {c.patch: c.regimes for c in self.faces}
        return tuple(c for c in self.lower if c.patch is not None and c.regimes == regimes[c.patch])

    def possible(self, regime: str) -> Condition | None:
        """Return a condition that holds at exactly those points of the box at which a regime is possible."""
        every = (*self.faces, *self.lower)
        wanted = [c for c in every if regime in (c.regimes or ())]
        others = [c for c in every if regime not in (c.regimes or ())]
        return self._shortest(self._found(wanted, others, weak=True), wanted, others)


def _told_apart(inner: Sequence[Cell], others: Sequence[Cell]) -> list[Cell]:
    """Leave out cells on curves whose other signs are those of a face elsewhere: no open condition can contain them."""
    rivals = {c.signs for c in others if c.regimes is not None}
    return [c for c in inner if all(any(s and s != r for s, r in zip(c.signs, rival, strict=True)) for rival in rivals)]


def _inside(sample: Fraction, right: Algebraic) -> Iterator[Fraction]:
    """Yield abscissae of a column from its sample on, ever more different ones."""
    yield sample
    while not right.known[0] > sample:
        right.halve()
    for n in count(2):
        yield sample + (right.known[0] - sample) / n


def _face(cells: Cells, point: Point) -> int:
    """Return the face in which a point lies that is on no wall and on no branch."""
    x, y = point
    i = sum(wall.x < x for wall in cells.walls) - 1
    column = cells.columns[i]
    below = 0
    for curve in {curve for curve, _ in column.branches}:
        p = cells.curves[curve].at_x(x)
        below += count_below(p, isolate(p, cells.box.y0, cells.box.y1), y)
    return cells.offsets[i] + below
