"""Which payoff comparisons are ties along a border."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coopgame.conditions import Elimination, Sign
from coopgame.equilibria import Indifference
from coopgame.errors import UnsupportedError
from coopgame.regions import Arc, Curve, Decomposition, Plane
from coopgame.regions.algebra.univariate import has_no_root, refine
from coopgame.regions.cells.program import MASK, NEGATIVE, POSITIVE, Compiler, Program
from coopgame.regions.certified.mosaic import Mosaic
from coopgame.regions.certified.questions import Planted
from coopgame.regions.certified.trees import SignIs
from coopgame.regions.decompose import numbered
from coopgame.regions.decomposition import ExactArc
from coopgame.results.wording import Axes

#: How often the bounds of a point on a border are halved before the signs of other curves are read there.
_BITS = 20


class Meanings:
    """The comparisons of a concept as equations over the signs of the border curves, each made when it is asked for."""

    def __init__(self, plane: Plane, indifferences: Sequence[Indifference], axes: Axes) -> None:
        self.indifferences = tuple(indifferences)
        curves = plane.cells.curves if isinstance(plane, Decomposition) else ()
        self._numbers = {curve: n for n, curve in enumerate(curves)}
        self._factor = numbered(axes, self._numbers)
        self._eliminate = Elimination()
        self._programs: dict[Indifference, Program] = {}
        self._certified = _ties(plane, self.indifferences) if isinstance(plane, Mosaic) else {}

    def first(self, arc: Arc, ranked: Iterable[Indifference]) -> Indifference | None:
        """Return the first of some comparisons that is a tie everywhere on an arc, None where none is one."""
        return next((comparison for comparison in ranked if self._tie(comparison, arc)), None)

    def _tie(self, comparison: Indifference, arc: Arc) -> bool:
        if not isinstance(arc, ExactArc):
            return comparison in self._certified.get(arc.curve, ())
        known, program = arc.masks, self._program(comparison)
        # Other irreducible curves vanish in single points of the arc only.
        rest = program.reduced({n: known.get(n, NEGATIVE | POSITIVE) for n in program.curves})
        if rest.curves:
            rest = rest.reduced(_signs_on(arc, {c: n for c, n in self._numbers.items() if n in rest.curves}))
        return rest.roots[0] is True

    def _program(self, comparison: Indifference) -> Program:
        """Return the equation that a comparison is a tie."""
        if comparison not in self._programs:
            compiler, equation = Compiler(self._factor), Sign.compare(comparison.polynomial, "=")
            try:
                equation = self._eliminate(equation)
            except UnsupportedError:
                # Kernels that cannot be removed stay unknown, so nothing is claimed.
                return Program((), (False,))
            self._programs[comparison] = compiler.program([compiler.add(equation)])
        return self._programs[comparison]


def _signs_on(arc: ExactArc, numbers: dict[Curve, int]) -> dict[int, int]:
    """Return the signs of some curves in the middle of an arc where these are clear."""
    cells, side = arc.geometry.cells, arc.geometry.runs[arc.steps[0][0]].sides[0]
    if side.kind != "branch":
        x = cells.walls[side.place[0]].x
        return {n: MASK[x.sign_of(curve.by_y[0])] for curve, n in numbers.items() if curve.is_vertical}
    column = cells.columns[side.place[0]]
    low, high = column.roots[side.place[1]]
    low, high = refine(cells.curves[arc.curve].at_x(column.sample), (low, high), (high - low) / 2**_BITS)
    found = {}
    for curve, number in numbers.items():
        p = curve.at_x(column.sample)
        if curve.is_vertical or has_no_root(p, low, high):
            found[number] = MASK[curve.sign(column.sample, low)]
    return found


def _ties(plane: Mosaic, indifferences: Sequence[Indifference]) -> dict[int | None, tuple[Indifference, ...]]:
    """Return for the curves of a certified map the comparisons that are ties along them."""
    planting = Planted(plane.question).planting
    numbers = {polynomial.expression: n for n, polynomial in enumerate(plane.curves)}
    found: dict[int | None, tuple[Indifference, ...]] = {}
    for comparison in indifferences:
        tree = planting.tree(Sign.compare(comparison.polynomial, "="))
        for atom, _ in tree.factors if isinstance(tree, SignIs) else ():
            curve = numbers.get(planting.polynomials[atom].expression)
            if curve is not None:
                found[curve] = (*found.get(curve, ()), comparison)
    return found
