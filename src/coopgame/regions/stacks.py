"""The stack of branches over a column: which roots of which curves lie above each other at a sample abscissa."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from coopgame.regions.algebraic import Algebraic
from coopgame.regions.curves import Curve
from coopgame.regions.plane import Box
from coopgame.regions.univariate import Interval, refine, simplest_between

Signs = tuple[int, ...]


@dataclass(frozen=True)
class Column:
    """The open strip between two walls.

    Attributes
    ----------
    sample
        A rational abscissa inside.
    curves
        The curves that are considered here.
    branches
        From below, the curve of each root at the sample, with its rank among the roots of that curve.
    roots
        Disjoint isolating intervals of the roots.
    faces
        The signs of ``curves`` between the branches, from below.
    bottom, top
        The signs on the edges of the box.
    """

    sample: Fraction
    curves: tuple[int, ...]
    branches: tuple[tuple[int, int], ...]
    roots: tuple[Interval, ...]
    faces: tuple[Signs, ...]
    bottom: Signs
    top: Signs

    def heights(self, box: Box) -> tuple[Fraction, ...]:
        """Return one ordinate in each face above the sample."""
        ends = [(box.y0, box.y0), *self.roots, (box.y1, box.y1)]
        return tuple(simplest_between(low[1], high[0]) for low, high in itertools.pairwise(ends))

    def on_branch(self, k: int) -> Signs:
        """Return the signs on branch k."""
        return with_zeros(self.faces[k], [self.curves.index(self.branches[k][0])])


def with_zeros(signs: Signs, places: Sequence[int]) -> Signs:
    """Return the signs with zeros at some places."""
    changed = list(signs)
    for place in places:
        changed[place] = 0
    return tuple(changed)


def sample_between(left: Algebraic, right: Algebraic) -> Fraction:
    """Return a simple fraction strictly between two numbers."""
    while True:
        low, high = left.known[1], right.known[0]
        if low < high:
            return simplest_between(low, high)
        if low == high and not left.is_rational and not right.is_rational:
            return low
        left.halve()
        right.halve()


def stack(curves: Sequence[Curve], among: tuple[int, ...], box: Box, x: Fraction) -> Column:
    """Return the column around a sample abscissa that is not critical."""
    entries: list[tuple[Interval, int, int]] = []
    for i in among:
        if not curves[i].is_vertical:
            own = curves[i].roots(x, box.y0, box.y1)
            entries += [(interval, i, rank) for rank, interval in enumerate(own)]
    ordered = _disjoint(entries, {i: curves[i].at_x(x) for i in among}, box)
    roots = tuple(entry[0] for entry in ordered)
    start = simplest_between(box.y0, roots[0][0] if roots else box.y1)
    faces = [tuple(curves[i].sign(x, start) for i in among)]
    place = {i: k for k, i in enumerate(among)}
    for _, i, _ in ordered:
        below = faces[-1]
        faces.append((*below[: place[i]], -below[place[i]], *below[place[i] + 1 :]))
    edges = [tuple(curves[i].sign(x, y) for i in among) for y in (box.y0, box.y1)]
    return Column(x, among, tuple((i, rank) for _, i, rank in ordered), roots, tuple(faces), *edges)


def _disjoint(
    entries: list[tuple[Interval, int, int]], at_x: dict[int, object], box: Box
) -> list[tuple[Interval, int, int]]:
    """Sort roots and narrow their intervals until there is room between any two and beside the edges."""
    edges = [((y, y), -1, 0) for y in (box.y0, box.y1)]
    while True:
        entries.sort()
        fenced = [edges[0], *entries, edges[1]]
        pairs = itertools.pairwise(fenced)
        clash = {n for k, (one, other) in enumerate(pairs) if one[0][1] >= other[0][0] for n in (k - 1, k)}
        if not clash:
            return entries
        for n in clash - {-1, len(entries)}:
            (low, high), i, rank = entries[n]
            entries[n] = (refine(at_x[i], (low, high), (high - low) / 4), i, rank)
