r"""The exact map of a box: from formulas in two parameters to regions.

Formulas lose their quotients, minima, maxima and roots; every comparison is factored; the curves on which a factor
can vanish are kept where they matter for the labels; they cut the box into cells of dimension two, one and zero on
which all their signs are constant; a label is evaluated once for each sign vector.  This is a cylindrical
decomposition of the whole closed box, hence the theorem that it proves: every point has exactly the label of its
cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import sympy

from coopgame.conditions import Elimination, Formula, Polynomial
from coopgame.regions.algebra.curves import Curve, plane_ring
from coopgame.regions.algebra.univariate import simplest_between
from coopgame.regions.between import arcs, junctions, slivers
from coopgame.regions.borders.assemble import Assembly, Side
from coopgame.regions.borders.geometry import Geometry
from coopgame.regions.borders.rings import rings_of
from coopgame.regions.borders.runs import runs_of
from coopgame.regions.cells.complex import Cells
from coopgame.regions.cells.labels import Join, Labeller
from coopgame.regions.cells.program import Compiler, Factored, Program
from coopgame.regions.cells.relevance import Leaf, leaves_of
from coopgame.regions.cells.strips import columns_and_walls, strips_of
from coopgame.regions.collection import uncollected
from coopgame.regions.decomposition import Decomposition, ExactPatch, Rules, labels_of
from coopgame.regions.limits import USUAL, Limits, Watch
from coopgame.regions.plane import Box, Point

Outcomes = Sequence[tuple[str, Formula]]
Axes = tuple[sympy.Symbol, sympy.Symbol]


@uncollected()
def decompose(
    outcomes: Outcomes,
    domain: Formula,
    axes: Axes,
    box: Box,
    join: Join | None = None,
    limits: Limits = USUAL,
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
    join
        Further regimes that are possible where exactly a given set of outcomes holds.
    limits
        What it may cost.

    Raises
    ------
    LimitError
        It costs more than the limits allow.
    UnsupportedError
        A condition is not algebraic: it contains an exponential, a logarithm or a real power.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from coopgame.conditions import TRUE, formula_of
    >>> x, y = sympy.symbols("x y", real=True)
    >>> unit = Box(Fraction(0), Fraction(1), Fraction(0), Fraction(1))
    >>> found = decompose([("low", formula_of(y <= x**2)), ("high", formula_of(y >= x**2))], TRUE, (x, y), unit)
    >>> [(sorted(p.regimes), p.area(Fraction(1, 100))[0]) for p in found.patches]
    [(['low'], Fraction(1, 3)), (['high'], Fraction(2, 3))]
    """
    watch, eliminate = Watch(limits), Elimination()
    plain = tuple((regime, eliminate(formula)) for regime, formula in outcomes)
    inside = eliminate(domain)
    program, curves = compiled([inside, *(formula for _, formula in plain)], axes)
    watch.size("factoring the conditions", "terms", max((len(c.terms) for c in curves), default=0))
    watch.size("factoring the conditions", "degree", max((sum(e) for c in curves for e, _ in c.terms), default=0))
    leaves = leaves_of(program, curves, box, watch)
    cells = Cells(box, curves, *columns_and_walls(strips_of(leaves, curves, box), curves, box, watch))
    labeller = Labeller(cells, leaves, [regime for regime, _ in plain], join)
    return _finished(Assembly(cells, labeller), leaves, (plain, inside, axes))


def compiled(formulas: Sequence[Formula], axes: Axes) -> tuple[Program, tuple[Curve, ...]]:
    """Return formulas as one graph over the signs of their irreducible factors, and these factors as curves."""
    numbers: dict[Curve, int] = {}
    compiler = Compiler(numbered(axes, numbers))
    roots = [compiler.add(formula) for formula in formulas]
    return compiler.program(roots), tuple(numbers)


def numbered(axes: Axes, numbers: dict[Curve, int]) -> Callable[[Polynomial], Factored]:
    """Return a function that factors polynomials in the two axes; new factors are added to ``numbers``."""
    known: dict[Polynomial, Factored] = {}

    def factor(polynomial: Polynomial) -> Factored:
        if polynomial not in known:
            constant, factors = _in_plane(polynomial, axes).factor()
            sign, own = (1 if constant > 0 else -1), []
            for element, multiplicity in factors:
                terms = [((int(i), int(j)), int(c)) for (i, j), c in element.to_dict().items()]
                flip = 1 if max(terms)[1] > 0 else -1
                sign *= flip ** int(multiplicity)
                curve = Curve(tuple(sorted(((e, c * flip) for e, c in terms), reverse=True)))
                own.append((numbers.setdefault(curve, len(numbers)), bool(int(multiplicity) % 2)))
            known[polynomial] = (sign, tuple(own))
        return known[polynomial]

    return factor


def _in_plane(polynomial: Polynomial, axes: Axes) -> Any:
    """Return a polynomial with coprime integer coefficients in the two axes in FLINT's form."""
    place = {k: axes.index(g) for k, g in enumerate(polynomial.ring.generators) if g in axes}
    sign, primitive = polynomial.primitive()
    terms: dict[tuple[int, int], int] = {}
    for exponents, c in primitive.terms:
        e = [0, 0]
        for k, axis in place.items():
            e[axis] = exponents[k]
        terms[e[0], e[1]] = int(c) * sign
    return plane_ring().from_dict(terms)


def _finished(
    assembly: Assembly, leaves: tuple[Leaf, ...], problem: tuple[tuple[tuple[str, Formula], ...], Formula, Axes]
) -> Decomposition:
    sides = list(assembly.sides())
    geometry = Geometry(assembly.cells, runs_of(sides, assembly.cells))
    patches = _patches(assembly, geometry, sides)
    between = arcs(assembly, geometry), junctions(assembly, geometry), slivers(assembly)
    rules = Rules(*problem, assembly.labeller.joins)
    return Decomposition(rules, assembly.cells, leaves, labels_of(assembly), patches, *between)


def _patches(assembly: Assembly, geometry: Geometry, sides: Sequence[Side]) -> tuple[ExactPatch, ...]:
    number = {(s.kind, *s.place): n for n, run in enumerate(geometry.runs) for s in run.sides}
    rings = rings_of(sides)
    found = []
    for patch, faces in sorted(assembly.members.items()):
        outlines = []
        for ring in rings[patch]:
            steps = [(number[s.kind, *s.place], s.start < s.end) for s in ring]
            outlines.append(tuple(step for k, step in enumerate(steps) if k == 0 or step != steps[k - 1]))
        sample = _sample(assembly.cells, faces)
        found.append(ExactPatch(assembly.regimes[faces[0]], sample, tuple(faces), tuple(outlines), geometry))
    return tuple(found)


def _sample(cells: Cells, faces: Sequence[int]) -> Point:
    """Return a point in the tallest face above the widest column of some faces, as far as their samples tell."""

    def column(face: int) -> int:
        return bisect_right(cells.offsets, face) - 1

    def width(i: int) -> Fraction:
        return cells.walls[i + 1].x.known[0] - cells.walls[i].x.known[1]

    widest = max(dict.fromkeys(map(column, faces)), key=width)
    own, first = cells.columns[widest], cells.offsets[widest]
    gaps = own.gaps(cells.box)
    low, high = max((gaps[face - first] for face in faces if column(face) == widest), key=lambda gap: gap[1] - gap[0])
    return own.sample, simplest_between(low, high)
