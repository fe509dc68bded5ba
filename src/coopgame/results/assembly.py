"""From a decomposition to a phase diagram: names, equations and meanings for what the engine found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy

from coopgame.equilibria import Indifference, Reading
from coopgame.expressions.evaluation import value_at
from coopgame.games import Profile
from coopgame.regions import Arc, Decomposition
from coopgame.results.origin import Origin
from coopgame.results.parts import Axis, Boundary, ExactPoint, Region, SpecialPoint, ThinSet, exactly, rational
from coopgame.results.phase_diagram import PhaseDiagram
from coopgame.results.wording import Axes, border_sources, equation_of, most_telling, symbolic_formula

Outcomes = tuple[Reading, ...]


def assemble(
    origin: Origin,
    axes: tuple[Axis, Axis | None],
    symbols: Axes,
    outcomes: Outcomes,
    indifferences: Iterable[Indifference],
    parts: Decomposition,
) -> PhaseDiagram:
    """Return the phase diagram that a decomposition stands for."""
    writer = _Writer(origin, axes, symbols, outcomes, parts)
    boundaries = writer.boundaries(tuple(indifferences))
    regions = [
        writer.region(index, [b for b in boundaries if index in b.patches]) for index in range(len(parts.patches))
    ]
    inside = [r for r in regions if parts.patches[r.index].regimes is not None]
    return PhaseDiagram(
        axes[0],
        axes[1],
        tuple(sorted(inside, key=lambda r: (r.regimes, r.sample_point))),
        boundaries,
        writer.points(),
        writer.thin(),
        tuple(r for r in regions if parts.patches[r.index].regimes is None),
        origin,
        outcomes,
        parts,
    )


class _Writer:
    """Turns parts of a decomposition into parts of a diagram."""

    def __init__(
        self, origin: Origin, axes: tuple[Axis, Axis | None], symbols: Axes, outcomes: Outcomes, parts: Decomposition
    ) -> None:
        self.origin, self.symbols, self.outcomes, self.parts = origin, symbols, outcomes, parts
        self.flat = axes[1] is None

    def _point(self, point: tuple[object, object]) -> ExactPoint:
        x, y = (rational(value) for value in point)  # type: ignore[arg-type] # two fractions
        return x, y

    def _path(self, points: Sequence[tuple[object, object]]) -> tuple[ExactPoint, ...]:
        return tuple(self._point(p) for p in points)

    def _regimes(self, patch: int) -> tuple[str, ...]:
        return tuple(sorted(self.parts.patches[patch].regimes or ()))

    def region(self, index: int, boundaries: Sequence[Boundary]) -> Region:
        """Return one region."""
        patch, regimes = self.parts.patches[index], self._regimes(index)
        name = self.origin.name_of(regimes) if patch.regimes is not None else "outside the parameter space"
        sample = self._point(patch.sample)
        return Region(
            regimes,
            name,
            exactly(patch.area),
            sample[:1] if self.flat else sample,
            tuple(boundaries),
            self.parts,
            self.symbols,
            index,
        )

    def boundaries(self, indifferences: tuple[Indifference, ...]) -> tuple[Boundary, ...]:
        """Return the borders, curve by curve and along each curve."""
        sources = border_sources(indifferences, self.parts)
        formulas: dict[tuple[Indifference, sympy.Eq], sympy.Eq | None] = {}
        kinked = [i for i in indifferences if i.polynomial.ring.kernels]
        return tuple(
            self._boundary(arc, sources.get(arc.curve) or self._vanishing(arc, kinked), formulas)
            for arc in self.parts.arcs
        )

    def _vanishing(self, arc: Arc, kinked: Sequence[Indifference]) -> tuple[Indifference, ...]:
        """Return the comparisons with min, max or quotients that are ties in the middle of an arc."""
        middle = [(a + b) / 2 for a, b in zip(arc.start, arc.end, strict=True)]
        point = dict(zip(self.symbols, middle, strict=True))
        return tuple(i for i in kinked if value_at(i.polynomial.expression, point) == 0)

    def _boundary(
        self, arc: Arc, sources: Sequence[Indifference], formulas: dict[tuple[Indifference, sympy.Eq], sympy.Eq | None]
    ) -> Boundary:
        equation = equation_of(self.parts.lines[arc.curve], self.symbols)
        sides = [self._regimes(patch) for patch in (arc.left, arc.right)]
        chosen = most_telling(sources, self._pure(arc.holding), (frozenset(sides[0]), frozenset(sides[1])))
        formula = None
        if chosen is not None:
            if (chosen, equation) not in formulas:
                formulas[chosen, equation] = symbolic_formula(
                    self.origin.game, self.origin.space, chosen, equation, self.origin.fixed
                )
            formula = formulas[chosen, equation]
        low, high = sorted([(sides[0], arc.left), (sides[1], arc.right)])
        return Boundary(
            equation,
            formula,
            (low[0], high[0]),
            str(chosen) if chosen is not None else "a side condition or the rule for regimes changes",
            self._path((arc.start, arc.end)),
            (low[1], high[1]),
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
        """Return the special points from left to right, named T_1, T_2 and so on."""
        found = []
        for number, junction in enumerate(sorted(self.parts.junctions, key=lambda j: j.at), start=1):
            x, y = self._point(junction.at)
            found.append(SpecialPoint(x, y, tuple(sorted(junction.regimes)), f"T_{number}"))
        return tuple(found)

    def thin(self) -> tuple[ThinSet, ...]:
        """Return the thin sets; a point of a map of one parameter is a line across its band, shown as a point."""
        found = []
        for sliver in self.parts.slivers:
            path = self._path(sliver.path[:1] if self.flat else sliver.path)
            extra = tuple(sorted(sliver.extra))
            found.append(ThinSet(extra, path, self.origin.name_of(extra)))
        return tuple(found)
