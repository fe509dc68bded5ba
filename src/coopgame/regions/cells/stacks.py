"""The stack of branches over a column: which roots of which curves lie above each other at a sample abscissa."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import Any

from flint import fmpq

from coopgame.regions.algebra.algebraic import Algebraic
from coopgame.regions.algebra.curves import Curve
from coopgame.regions.algebra.univariate import Interval, isolate, simplest_between
from coopgame.regions.plane import Box

Signs = tuple[int, ...]
#: An interval of a root, its curve, and its rank among the roots of that curve.
Entry = tuple[Interval, int, int]


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
    faces
        The signs of ``curves`` between the branches, from below.
    bottom, top
        The signs on the edges of the box.
    every, box
        All curves, and the box.
    """

    sample: Fraction
    curves: tuple[int, ...]
    branches: tuple[tuple[int, int], ...]
    faces: tuple[Signs, ...]
    bottom: Signs
    top: Signs
    every: Sequence[Curve] = field(repr=False, compare=False)
    box: Box = field(repr=False, compare=False)

    @cached_property
    def roots(self) -> tuple[Interval, ...]:
        """Disjoint isolating intervals of the roots; found when they are asked for."""
        found = ordered_roots(self.every, {i for i, _ in self.branches}, self.box, self.sample)
        return tuple(interval for interval, _, _ in found)

    def heights(self, box: Box) -> tuple[Fraction, ...]:
        """Return one ordinate in each face above the sample."""
        return tuple(simplest_between(low, high) for low, high in self.gaps(box))

    def gaps(self, box: Box) -> tuple[Interval, ...]:
        """Return an interval inside each face above the sample."""
        ends = [(box.y0, box.y0), *self.roots, (box.y1, box.y1)]
        return tuple((low[1], high[0]) for low, high in itertools.pairwise(ends))

    def height(self, k: int) -> Fraction:
        """Return an ordinate in face k above the sample, which takes the roots of the curves beside it only."""
        beside = self.branches[max(k - 1, 0) : k + 1]
        found = ordered_roots(self.every, {i for i, _ in beside}, self.box, self.sample)
        known = {(i, rank): interval for interval, i, rank in found}
        low = known[beside[0]][1] if k else self.box.y0
        return simplest_between(low, known[beside[-1]][0] if k < len(self.branches) else self.box.y1)

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
    ordered = ordered_roots(curves, among, box, x)
    start = simplest_between(box.y0, ordered[0][0][0] if ordered else box.y1)
    faces = [tuple(curves[i].sign(x, start) for i in among)]
    place = {i: k for k, i in enumerate(among)}
    for _, i, _ in ordered:
        below = faces[-1]
        faces.append((*below[: place[i]], -below[place[i]], *below[place[i] + 1 :]))
    edges = [tuple(curves[i].sign(x, y) for i in among) for y in (box.y0, box.y1)]
    branches = tuple((i, rank) for _, i, rank in ordered)
    column = Column(x, among, branches, tuple(faces), edges[0], edges[1], curves, box)
    vars(column)["roots"] = tuple(interval for interval, _, _ in ordered)
    return column


def ordered_roots(curves: Sequence[Curve], among: Iterable[int], box: Box, x: Fraction) -> list[Entry]:
    """Return disjoint intervals of the roots of some curves above x from below, with the curves and the ranks."""
    at_x = {i: curves[i].at_x(x) for i in among if not curves[i].is_vertical}
    entries = [(own, i, rank) for i, p in at_x.items() for rank, own in enumerate(isolate(p, box.y0, box.y1))]
    return _disjoint(entries, at_x, box)


def _disjoint(entries: list[Entry], at_x: dict[int, Any], box: Box) -> list[Entry]:
    """Sort roots and narrow their intervals until there is room between any two and beside the edges."""
    own = [_Root(_rational(low), _rational(high), i, rank, at_x[i]) for (low, high), i, rank in entries]
    edges = [_Root(end, end, -1, 0, None) for end in (_rational(box.y0), _rational(box.y1))]
    while True:
        own.sort(key=attrgetter("low", "high", "curve", "rank"))
        clash = {}
        for one, other in itertools.pairwise([edges[0], *own, edges[1]]):
            if one.high >= other.low:
                clash.update({id(one): one, id(other): other})
        if not clash:
            return [((_fraction(r.low), _fraction(r.high)), r.curve, r.rank) for r in own]
        for root in clash.values():
            root.narrow()


@dataclass
class _Root:
    """A root of p in an interval that is being narrowed, in FLINT's numbers, which compare fast."""

    low: Any
    high: Any
    curve: int
    rank: int
    p: Any

    def narrow(self) -> None:
        """Halve the interval twice."""
        if self.low == self.high:
            return
        rising = self.p(self.high) > 0
        for _ in range(2):
            middle = (self.low + self.high) / 2
            value = self.p(middle)
            if value == 0:
                self.low = self.high = middle
                return
            if (value > 0) == rising:
                self.high = middle
            else:
                self.low = middle


def _rational(x: Fraction) -> Any:
    return fmpq(x.numerator, x.denominator)


def _fraction(x: Any) -> Fraction:
    return Fraction(int(x.p), int(x.q))
