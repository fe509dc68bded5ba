r"""Decompose a box into regions of one set of possible regimes.

The steps, each exact: conditions lose their quotients, minima and maxima; comparisons that are decided in the box
disappear; the rest are factored into border curves; the critical abscissae cut the box into columns and walls; every
cell of every dimension gets its sign vector and so its label; faces with one label are joined across shared edges,
never through a point.

The answer is a partition of the whole closed box, hence the theorem that it proves: every point has exactly the label
of its cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sympy

from coopgame.conditions import Formula, Range, decide, without_kernels
from coopgame.regions.assemble import Assembly, Decomposition
from coopgame.regions.between import arcs, junctions, slivers
from coopgame.regions.cells import Box, build_cells
from coopgame.regions.labels import Labelled
from coopgame.regions.lines import curves_of


def decompose(
    outcomes: Sequence[tuple[str, Formula]], domain: Formula, axes: tuple[sympy.Symbol, sympy.Symbol], box: Box
) -> Decomposition:
    """Return the map of ``box``: which regimes are possible where.

    Parameters
    ----------
    outcomes
        Pairs of a regime and a formula in the two axes; a regime is possible where one of its formulas holds.
    domain
        Where the parameters are admissible at all.
    axes
        The horizontal and the vertical parameter.
    box
        The part of the plane to decompose.

    Raises
    ------
    UnsupportedError
        A border is not a line, or a condition is not polynomial after quotients, minima and maxima are removed.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from coopgame.conditions import TRUE, formula_of
    >>> x, y = sympy.symbols("x y", real=True)
    >>> unit = Box(Fraction(0), Fraction(1), Fraction(0), Fraction(1))
    >>> found = decompose([("low", formula_of(y <= x)), ("high", formula_of(y >= x))], TRUE, (x, y), unit)
    >>> [(sorted(p.regimes), p.area) for p in found.patches]
    [(['low'], Fraction(1, 2)), (['high'], Fraction(1, 2))]
    """
    ranges: Mapping[sympy.Expr, Range] = {axes[0]: Range(box.x0, box.x1), axes[1]: Range(box.y0, box.y1)}
    plain = tuple((regime, decide(without_kernels(formula), ranges)) for regime, formula in outcomes)
    inside = decide(without_kernels(domain), ranges)
    curves = curves_of([inside, *(formula for _, formula in plain)], axes[0], axes[1], ranges)
    assembly = Assembly(Labelled(build_cells(curves.lines, box), curves, plain, inside))
    return Decomposition(assembly.labelled, assembly.patches(), arcs(assembly), junctions(assembly), slivers(assembly))
