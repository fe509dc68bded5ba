"""Sign conditions for regions and regimes, read off the cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from coopgame.regions.cells import Cells
from coopgame.regions.decomposition import Decomposition
from coopgame.regions.implicants import Conjunction, Task, implicants
from coopgame.regions.labels import Labeller
from coopgame.regions.limits import Limits, Watch
from coopgame.regions.plane import Regimes
from coopgame.regions.stacks import Signs
from coopgame.regions.strips import columns_and_walls


@dataclass(frozen=True)
class Cell:
    """A cell: its dimension, its signs, its regimes, and for a face or a cell inside one region, that region."""

    dimension: int
    signs: Signs
    regimes: Regimes
    patch: int | None


class Description:
    """The cells of one decomposition as a table of signs of the same curves everywhere."""

    def __init__(self, decomposition: Decomposition) -> None:
        self.decomposition = decomposition

    @cached_property
    def _whole(self) -> bool:
        """Whether the same curves were considered everywhere."""
        return len({column.curves for column in self.decomposition.cells.columns}) == 1

    @cached_property
    def cells(self) -> Cells:
        """Cells of curves that are the same everywhere: those of the decomposition, or of its border curves alone."""
        found = self.decomposition.cells
        if self._whole:
            return found
        used = tuple(sorted({arc.curve for arc in self.decomposition.arcs} | self._outer))
        strips = [(found.box.x0, found.box.x1, used)]
        return Cells(found.box, found.curves, *columns_and_walls(strips, found.curves, found.box, Watch(Limits())))

    @cached_property
    def _outer(self) -> set[int]:
        geometry = self.decomposition.patches[0].geometry
        return {run.curve for run in geometry.runs if run.curve is not None}

    @cached_property
    def curves(self) -> tuple[int, ...]:
        """The curves that the signs of all cells speak of."""
        return self.cells.columns[0].curves

    @cached_property
    def faces(self) -> tuple[Cell, ...]:
        """The cells of dimension two."""
        found = []
        rules, labels = self.decomposition.rules, self.decomposition.labels
        for i, column in enumerate(self.cells.columns):
            heights = None if self._whole else column.heights(self.cells.box)
            for k, signs in enumerate(column.faces):
                if heights is None:
                    number = self.cells.offsets[i] + k
                    holding = labels.faces[number]
                    regimes = None if holding is None else rules.regimes[holding]
                    found.append(Cell(2, signs, regimes, labels.patch_of[number]))
                else:
                    found.append(Cell(2, signs, self.decomposition.regimes_at(column.sample, heights[k]), None))
        return tuple(found)

    @cached_property
    def lower(self) -> tuple[Cell, ...]:
        """The cells on curves and on the edges of the box; only where the same curves were considered everywhere."""
        return tuple(self._lower()) if self._whole else ()

    def _lower(self) -> Iterator[Cell]:
        cells, rules = self.cells, self.decomposition.rules
        labeller = Labeller(cells, self.decomposition.leaves, [r for r, _ in rules.outcomes], None)

        def regimes(holding: frozenset[int] | None) -> Regimes:
            return None if holding is None else rules.regimes[holding]

        for i, column in enumerate(cells.columns):
            for k in range(len(column.branches)):
                own = self._around([cells.offsets[i] + k, cells.offsets[i] + k + 1])
                yield Cell(1, column.on_branch(k), regimes(self.decomposition.labels.branches[i][k]), own)
            yield Cell(1, column.bottom, regimes(labeller.edge(i, upper=False)), None)
            yield Cell(1, column.top, regimes(labeller.edge(i, upper=True)), None)
        for w, wall in enumerate(cells.walls):
            if wall.vertical:
                for t, faces in enumerate(cells.faces_beside(w)):
                    own = self._around([face for face in faces if face is not None])
                    yield Cell(1, cells.on_interval(w, t), regimes(labeller.interval(w, t)), own)
            for t, point in enumerate(wall.points):
                if point.curves or wall.vertical:
                    own = self._around(cells.faces_around((w, t)))
                    yield Cell(0, cells.on_vertex((w, t)), regimes(labeller.vertex((w, t))), own)

    def _around(self, faces: Sequence[int]) -> int | None:
        patches = {self.decomposition.labels.patch_of[face] for face in faces}
        return patches.pop() if len(patches) == 1 else None

    @cached_property
    def _cost(self) -> dict[int, int]:
        borders = {arc.curve for arc in self.decomposition.arcs}
        all_curves = self.cells.curves
        return {
            n: 100 * (i not in borders) + 10 * max(sum(e) for e, _ in all_curves[i].terms) + len(all_curves[i].terms)
            for n, i in enumerate(self.curves)
        }

    def _named(self, found: tuple[Conjunction, ...] | None) -> tuple[Conjunction, ...] | None:
        if found is None:
            return None
        return tuple(tuple((self.curves[i], signs) for i, signs in conjunction) for conjunction in found)

    def inside(self, regimes: frozenset[str]) -> tuple[Conjunction, ...] | None:
        """Return conditions that hold in the interior of the regions with these regimes and in no other region."""
        wanted = [c.signs for c in (*self.faces, *self._inner) if c.regimes == regimes]
        others = [c.signs for c in self.faces if c.regimes != regimes and c.regimes is not None]
        return self._named(implicants(Task(tuple(wanted), tuple(others), self._cost)))

    def region(self, patch: int) -> tuple[Conjunction, ...] | None:
        """Return conditions that hold inside one region and in no other one, None if signs cannot tell."""
        if not self._whole:
            return None
        wanted = [c.signs for c in (*self.faces, *self._inner) if c.patch == patch]
        others = [c.signs for c in self.faces if c.patch != patch and c.regimes is not None]
        return self._named(implicants(Task(tuple(wanted), tuple(others), self._cost)))

    @cached_property
    def _inner(self) -> tuple[Cell, ...]:
        """The cells on curves that have one region all around and its regimes themselves."""
        regimes: dict[int | None, Regimes] = defaultdict(lambda: None)
        regimes.update({c.patch: c.regimes for c in self.faces})
        return tuple(c for c in self.lower if c.patch is not None and c.regimes == regimes[c.patch])

    def possible(self, regime: str) -> tuple[Conjunction, ...] | None:
        """Return conditions that hold at exactly those points of the box at which a regime is possible."""
        if not self._whole:
            return None
        every = [c for c in (*self.faces, *self.lower) if c.regimes is not None]
        wanted = [c.signs for c in every if regime in (c.regimes or ())]
        others = [c.signs for c in every if regime not in (c.regimes or ())]
        return self._named(implicants(Task(tuple(wanted), tuple(others), self._cost, weak=True)))
