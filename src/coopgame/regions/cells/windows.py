r"""What passes through which point of a wall, without arithmetic in algebraic numbers.

Above a critical abscissa a with minimal polynomial μ every root of :math:`f(a, ·)` is a root of the norm
:math:`Res_x(μ, f)`.  Rational *cuts* between the real roots of all norms divide the wall into *windows* with at most
one candidate each.  No curve vanishes on a cut close to a, so branches cannot leave their windows, and all that are
in one window at a rational abscissa close to a end at its candidate.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq

from coopgame.regions.algebra.curves import Curve
from coopgame.regions.algebra.number_field import sign_in, simple_part
from coopgame.regions.algebra.univariate import (
    Interval,
    count_below,
    has_no_root,
    isolate,
    refine,
    sign_at,
    simplest_between,
    squarefree,
    union,
)
from coopgame.regions.cells.bernstein import mask_of, net_of
from coopgame.regions.cells.critical import Critical
from coopgame.regions.cells.program import ZERO
from coopgame.regions.cells.stacks import Column
from coopgame.regions.plane import Box


@dataclass(frozen=True)
class Windows:
    """Windows of a wall: number 0 belongs to the lower edge, the last to the upper one.

    Attributes
    ----------
    near
        Rational abscissae left and right of the wall between which no curve meets a cut.
    cuts
        Between the windows.
    left, right
        For each curve, the windows in which its roots in the column on that side end, from below.
    through
        For each window the curves that vanish at its point.
    candidates
        For each window the interval of its candidate.
    """

    near: Interval
    cuts: tuple[Fraction, ...]
    left: dict[int, tuple[int, ...]]
    right: dict[int, tuple[int, ...]]
    through: tuple[frozenset[int], ...]
    candidates: tuple[Interval, ...]


def windows(
    critical: Critical,
    among: Sequence[int],
    sides: tuple[Column | None, Column | None],
    curves: Sequence[Curve],
    box: Box,
) -> Windows:
    """Return the windows of some curves above a critical abscissa.

    Parameters
    ----------
    critical
        The abscissa, and which of the curves can have a multiple root there.
    among
        The curves; those to which nothing happens may be left out.
    sides
        The columns on the left and on the right, None beyond the box.
    curves, box
        All curves, and the box.
    """
    x = critical.x
    over = {i: curves[i].at_x(x.lower) if x.is_rational else curves[i].norm(x.polynomial) for i in among}
    candidates, cuts = _candidates(union(over.values()), box)
    near = _near(critical, [curves[i].at_y(c) for i in among for c in cuts], sides)
    ends = [_ends(near[k], among, cuts, curves, box) if side is not None else {} for k, side in enumerate(sides)]
    through = [{i for i in among if any(k in end.get(i, ()) for end in ends)} for k in range(len(candidates))]
    for i in among:
        for k, y in ((0, box.y0), (-1, box.y1)):
            if x.is_root_of(curves[i].at_y(y)):
                through[k].add(i)
    for i in set(critical.folding) & set(among):
        silent = [k for k in range(1, len(candidates) - 1) if i not in through[k]]
        for k in _isolated(critical, curves[i], silent, candidates, cuts, near):
            through[k].add(i)
    return Windows(near, cuts, ends[0], ends[1], tuple(map(frozenset, through)), candidates)


def _candidates(p: object, box: Box) -> tuple[tuple[Interval, ...], tuple[Fraction, ...]]:
    """Return disjoint intervals of the edges and of the roots between them, and a cut between any two."""
    found = [(box.y0, box.y0), *isolate(p, box.y0, box.y1), (box.y1, box.y1)]
    while True:
        clash = {n for k in range(len(found) - 1) if found[k][1] >= found[k + 1][0] for n in (k, k + 1)}
        if not clash:
            break
        for n in clash:
            low, high = found[n]
            found[n] = refine(p, (low, high), (high - low) / 4)
    cuts = (simplest_between(one[1], other[0]) for one, other in itertools.pairwise(found))
    return tuple(found), tuple(cuts)


def _near(critical: Critical, on_cuts: Sequence[object], sides: tuple[Column | None, Column | None]) -> Interval:
    """Return abscissae beside the wall, inside the columns, between which no polynomial of ``on_cuts`` vanishes."""
    x = critical.x
    a, b = (x.known[k] if side is None else side.sample for k, side in enumerate(sides))
    left = [p for p in on_cuts if p.degree() > 0]  # type: ignore[attr-defined] # FLINT polynomials
    while True:
        if not x.is_rational:
            a, b = max(a, x.known[0]), min(b, x.known[1])
        left = [p for p in left if not has_no_root(p, a, b)]
        if not left:
            return a, b
        if x.is_rational:
            a, b = (a + x.lower) / 2, (b + x.lower) / 2
        else:
            x.halve()


def _ends(
    x: Fraction, among: Sequence[int], cuts: Sequence[Fraction], curves: Sequence[Curve], box: Box
) -> dict[int, tuple[int, ...]]:
    """Return the windows of the roots of each curve at a rational abscissa."""
    found = {}
    for i in among:
        p = curves[i].at_x(x)
        roots = isolate(p, box.y0, box.y1)
        below = [count_below(p, roots, c) for c in cuts]
        found[i] = tuple(sum(1 for n in below if n <= rank) for rank in range(len(roots)))
    return found


def _isolated(
    critical: Critical,
    curve: Curve,
    silent: Sequence[int],
    candidates: Sequence[Interval],
    cuts: Sequence[Fraction],
    near: Interval,
) -> list[int]:
    """Return those windows in which a curve has a zero on the wall although no branch of it ends there."""
    x = critical.x
    if x.is_rational:
        p = squarefree(curve.at_x(x.lower))
        return [k for k in silent if sign_at(p, cuts[k - 1]) != sign_at(p, cuts[k])]
    low, high = x.known
    unclear = [
        k for k in silent if mask_of(net_of(curve, Box(max(near[0], low), min(near[1], high), *candidates[k]))) & ZERO
    ]
    if not unclear:
        return []
    simple = simple_part(curve, x)
    signs = {k: [sign_in(simple, x, fmpq(c.numerator, c.denominator)) for c in cuts[k - 1 : k + 1]] for k in unclear}
    return [k for k, (below, above) in signs.items() if below != above]
