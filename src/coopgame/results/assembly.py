"""From a decomposition to a phase diagram: names, equations and meanings for what the engine found."""

from __future__ import annotations

from collections.abc import Iterable

from coopgame.equilibria import Indifference, Reading
from coopgame.games import Profile
from coopgame.regions import Arc, Plane
from coopgame.results.canvas import Canvas
from coopgame.results.meanings import Meanings
from coopgame.results.numbers import rational
from coopgame.results.origin import Origin
from coopgame.results.parts import Axis, Boundary, Region, Source, SpecialPoint, ThinSet
from coopgame.results.phase_diagram import PhaseDiagram
from coopgame.results.wording import Axes, ranked

Outcomes = tuple[Reading, ...]


def assemble(
    origin: Origin,
    axes: tuple[Axis, Axis | None],
    symbols: Axes,
    outcomes: Outcomes,
    indifferences: Iterable[Indifference],
    plane: Plane,
) -> PhaseDiagram:
    """Return the phase diagram that a decomposition stands for."""
    writer = _Writer(origin, Canvas(plane, symbols, axes[1] is None), outcomes)
    boundaries = writer.boundaries(tuple(indifferences))
    regions = [writer.region(n, [b for b in boundaries if n in b.patches]) for n in range(len(plane.patches))]
    inside = [r for r in regions if r.patch.regimes is not None and r.patch.decided]
    return PhaseDiagram(
        axes[0],
        axes[1],
        tuple(sorted(inside, key=lambda r: (r.regimes, r.sample_point))),
        boundaries,
        writer.points(),
        writer.thin(),
        tuple(r for r in regions if r.patch.regimes is None and r.patch.decided),
        tuple(r for r in regions if not r.patch.decided),
        origin,
        outcomes,
        writer.canvas,
    )


class _Writer:
    """Turns parts of a decomposition into parts of a diagram."""

    def __init__(self, origin: Origin, canvas: Canvas, outcomes: Outcomes) -> None:
        self.origin, self.canvas, self.outcomes, self.plane = origin, canvas, outcomes, canvas.plane

    def _regimes(self, patch: int) -> tuple[str, ...]:
        return tuple(sorted(self.plane.patches[patch].regimes or ()))

    def region(self, index: int, boundaries: list[Boundary]) -> Region:
        """Return one region."""
        patch, regimes = self.plane.patches[index], self._regimes(index)
        name = self.origin.name_of(regimes) if patch.regimes is not None else "outside the parameter space"
        x, y = patch.sample
        sample = (rational(x),) if self.canvas.flat else (rational(x), rational(y))
        return Region(regimes, name if patch.decided else "undecided", sample, tuple(boundaries), index, self.canvas)

    def boundaries(self, indifferences: tuple[Indifference, ...]) -> tuple[Boundary, ...]:
        """Return the borders, curve by curve and along each curve."""
        meanings = Meanings(self.plane, indifferences, self.canvas.axes)
        return tuple(self._boundary(arc, meanings) for arc in self.plane.arcs)

    def _boundary(self, arc: Arc, meanings: Meanings) -> Boundary:
        equation = self.canvas.equation(arc.curve)
        sides = [self._regimes(patch) for patch in (arc.left, arc.right)]
        beside = frozenset(sides[0]), frozenset(sides[1])
        chosen = meanings.first(arc, ranked(meanings.indifferences, self._pure(arc.holding), beside))
        low, high = sorted([(sides[0], arc.left), (sides[1], arc.right)])
        meaning = str(chosen) if chosen is not None else "a side condition or the rule for regimes changes"
        return Boundary(
            equation, (low[0], high[0]), meaning, (low[1], high[1]), arc, Source(chosen, self.origin), self.canvas
        )

    def _pure(self, holding: frozenset[int]) -> dict[Profile, str]:
        """Return the pure equilibria among these outcomes with their regimes."""
        found = {}
        for index in holding:
            reading = self.outcomes[index]
            if reading.equilibrium.is_pure:
                found[reading.equilibrium.profile] = reading.regime
        return found

    def points(self) -> tuple[SpecialPoint, ...]:
        """Return the points where three or more regions meet, from left to right, named T_1, T_2 and so on."""
        ordered = sorted(self.plane.junctions, key=lambda j: j.at)
        return tuple(
            SpecialPoint(junction.at, tuple(sorted(junction.regimes)), f"T_{n}")
            for n, junction in enumerate(ordered, start=1)
        )

    def thin(self) -> tuple[ThinSet, ...]:
        """Return the thin sets; a point of a map of one parameter is a line across its band, shown as a point."""
        found = []
        for sliver in self.plane.slivers:
            extra = tuple(sorted(sliver.extra))
            found.append(ThinSet(extra, self.origin.name_of(extra), sliver, self.canvas))
        return tuple(found)
