"""Which payoff comparisons are ties along a border."""

from __future__ import annotations

from collections.abc import Sequence

from coopgame.conditions import Formula, Polynomial, Sign, without_kernels
from coopgame.equilibria import Indifference
from coopgame.errors import UnsupportedError
from coopgame.regions import Arc, Curve, Decomposition, Plane
from coopgame.regions.decompose import numbered
from coopgame.regions.decomposition import ExactArc
from coopgame.regions.mosaic import Mosaic
from coopgame.regions.program import MASK, NEGATIVE, POSITIVE, Compiler, Program
from coopgame.regions.questions import Planted
from coopgame.regions.trees import SignIs
from coopgame.regions.univariate import has_no_root, refine
from coopgame.results.wording import Axes

#: How often the bounds of a point on a border are halved before the signs of other curves are read there.
_BITS = 20


class Meanings:
    """The comparisons of a concept as equations over the signs of the border curves."""

    def __init__(self, plane: Plane, indifferences: Sequence[Indifference], axes: Axes) -> None:
        self._plane, self._indifferences = plane, tuple(indifferences)
        self._numbers = (
            {curve: n for n, curve in enumerate(plane.cells.curves)} if isinstance(plane, Decomposition) else {}
        )
        self._program = _equations(plane, [i.polynomial for i in indifferences], (axes, self._numbers))
        self._certified = _ties(plane, self._indifferences) if isinstance(plane, Mosaic) else {}

    def on(self, arc: Arc) -> tuple[Indifference, ...]:
        """Return the comparisons that are ties everywhere on an arc."""
        if self._program is None or not isinstance(arc, ExactArc):
            return self._certified.get(arc.curve, ())
        # Other irreducible curves vanish in single points of the arc only.
        masks = dict.fromkeys(self._numbers.values(), NEGATIVE | POSITIVE) | arc.masks
        rest = self._program.reduced(masks)
        if rest.curves:
            rest = rest.reduced(_signs_on(arc, {c: n for c, n in self._numbers.items() if n in rest.curves}))
        return tuple(i for i, tie in zip(self._indifferences, rest.roots, strict=True) if tie is True)


def _equations(
    plane: Plane, polynomials: Sequence[Polynomial], curves: tuple[Axes, dict[Curve, int]]
) -> Program | None:
    """Return for each polynomial the equation that it is zero, None where there are no curves to speak of."""
    if not isinstance(plane, Decomposition):
        return None
    compiler = Compiler(numbered(*curves))
    return compiler.program([compiler.add(_zero(polynomial)) for polynomial in polynomials])


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


def _zero(polynomial: Polynomial) -> Formula:
    equation = Sign.compare(polynomial, "=")
    try:
        return without_kernels(equation)
    except UnsupportedError:
        return equation
