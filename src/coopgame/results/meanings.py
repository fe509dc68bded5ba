"""Which payoff comparisons are ties along a border."""

from __future__ import annotations

from collections.abc import Sequence

from coopgame.conditions import Formula, Polynomial, Sign, without_kernels
from coopgame.equilibria import Indifference
from coopgame.errors import UnsupportedError
from coopgame.regions import Arc, Decomposition, Plane
from coopgame.regions.decompose import numbered
from coopgame.regions.decomposition import ExactArc
from coopgame.regions.program import Compiler, Program
from coopgame.results.wording import Axes


class Meanings:
    """The comparisons of a concept as equations over the signs of the border curves."""

    def __init__(self, plane: Plane, indifferences: Sequence[Indifference], axes: Axes) -> None:
        self._plane, self._indifferences = plane, tuple(indifferences)
        self._program = _equations(plane, [i.polynomial for i in indifferences], axes)

    def on(self, arc: Arc) -> tuple[Indifference, ...]:
        """Return the comparisons that are ties everywhere on an arc."""
        if self._program is None or not isinstance(arc, ExactArc):
            return ()
        truths = self._program.truths(arc.masks)
        return tuple(i for i, tie in zip(self._indifferences, truths, strict=True) if tie)


def _equations(plane: Plane, polynomials: Sequence[Polynomial], axes: Axes) -> Program | None:
    """Return for each polynomial the equation that it is zero, None where there are no curves to speak of."""
    if not isinstance(plane, Decomposition):
        return None
    compiler = Compiler(numbered(axes, {curve: n for n, curve in enumerate(plane.cells.curves)}))
    return compiler.program([compiler.add(_zero(polynomial)) for polynomial in polynomials])


def _zero(polynomial: Polynomial) -> Formula:
    equation = Sign.compare(polynomial, "=")
    try:
        return without_kernels(equation)
    except UnsupportedError:
        return equation
