"""Walls: the points above a critical abscissa, which branches meet in each, and their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from coopgame.regions.algebra.algebraic import Algebraic
from coopgame.regions.algebra.curves import Curve
from coopgame.regions.algebra.univariate import Interval
from coopgame.regions.cells.critical import FOLD, LOWER, MEET, Critical
from coopgame.regions.cells.stacks import Column, ordered_roots
from coopgame.regions.cells.windows import windows
from coopgame.regions.plane import Box

Sides = tuple[Column | None, Column | None]
#: A point: a cluster, by its number from below, or one branch that passes straight on, by curve and count.
Token = tuple[str, int, int]


class WallPoint(NamedTuple):
    """A point of a wall: the curves through it that are not vertical, and the branches that end in it, by position.

    ``isolated`` bounds the ordinate of a point in which no branch ends.
    """

    curves: tuple[int, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    isolated: Interval | None = None

    @property
    def passing(self) -> tuple[int, int] | None:
        """The positions on the right and on the left of the branch that alone passes straight on here, if one does."""
        if len(self.curves) == len(self.left) == len(self.right) == 1:
            return self.right[0], self.left[0]
        return None


@dataclass(frozen=True)
class Wall:
    """The line above a critical abscissa; the first point lies on the lower edge of the box, the last on the upper.

    ``changed`` are the curves that may have a multiple root there or meet an edge of the box.
    """

    x: Algebraic
    points: tuple[WallPoint, ...]
    vertical: tuple[int, ...]
    changed: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Clusters:
    """Which branches end together: for each side, position to cluster; and further curves through clusters."""

    left: dict[int, int]
    right: dict[int, int]
    through: dict[int, frozenset[int]]
    isolated: dict[int, Interval]
    last: int


def generic_wall(x: Fraction, sides: Sides, curves: Sequence[Curve], box: Box) -> Wall:
    """Return the wall above an abscissa at which nothing happens, between columns of different curves."""
    columns = [side for side in sides if side is not None]
    every = {i for side in columns for i, _ in side.branches}
    place = {(i, rank): k for k, (_, i, rank) in enumerate(ordered_roots(curves, every, box, x), start=1)}
    ends = [{k: place[branch] for k, branch in enumerate(side.branches)} for side in columns]
    clusters = _Clusters(ends[0], ends[1], {}, {}, len(place) + 1)
    return _finished(Critical(Algebraic.of(x), ()), clusters, sides, curves, box)


def build_wall(critical: Critical, sides: Sides, curves: Sequence[Curve], box: Box) -> Wall:
    """Return the wall above a critical abscissa between two columns, None beyond the box."""
    clusters = _simple(critical, sides)
    if clusters is None:
        clusters = _general(critical, critical.involved, sides, curves, box)
    everywhere = {i for side in sides if side is not None for i, _ in side.branches}
    if clusters.isolated and not everywhere <= set(critical.involved):
        # An isolated point has no place in the stacks, so its order among all branches is settled by windows of all.
        flat = tuple(sorted(everywhere | set(critical.involved)))
        clusters = _general(critical, flat, sides, curves, box)
    return _finished(critical, clusters, sides, curves, box)


def _finished(critical: Critical, clusters: _Clusters, sides: Sides, curves: Sequence[Curve], box: Box) -> Wall:
    used = {i for side in sides if side is not None for i in side.curves}
    edges = [frozenset(i for i in used if curves[i].is_level(y)) for y in (box.y0, box.y1)]
    lowest, *middle, highest = _points(clusters, sides)
    points = (_with(lowest, edges[0]), *middle, _with(highest, edges[1]))
    return Wall(critical.x, points, critical.vertical, critical.changing)


def _with(point: WallPoint, more: frozenset[int]) -> WallPoint:
    """Add curves that run along the edge on which a point lies."""
    return point._replace(curves=tuple(sorted({*point.curves, *more}))) if more else point


def _general(critical: Critical, among: Sequence[int], sides: Sides, curves: Sequence[Curve], box: Box) -> _Clusters:
    if not among:
        return _Clusters({}, {}, {}, {}, 1)
    found = windows(critical, among, sides, curves, box)
    ends = []
    for side, own in zip(sides, (found.left, found.right), strict=True):
        branches = () if side is None else side.branches
        ends.append({k: own[i][rank] for k, (i, rank) in enumerate(branches) if i in own})
    last = len(found.candidates) - 1
    reached = set(ends[0].values()) | set(ends[1].values())
    through = {k: own for k, own in enumerate(found.through) if own}
    isolated = {k: found.candidates[k] for k in through if k not in reached and 0 < k < last}
    return _Clusters(ends[0], ends[1], through, isolated, last)


def _simple(critical: Critical, sides: Sides) -> _Clusters | None:
    """Return the clusters where one thing happens once, if the stacks on both sides leave no doubt which."""
    happening = critical.simple
    left, right = sides
    if left is None or right is None:
        return None
    if not critical.involved:
        return _Clusters({}, {}, {}, {}, 1)
    if happening is None:
        return None
    kind, i, j = happening
    if kind == MEET:
        return _crossing(left, right, {i, j})
    if kind == FOLD:
        return _folding(left, right, i)
    return _crossing_edge(left, right, i, kind)


def _positions(column: Column, among: set[int]) -> list[int]:
    return [k for k, (i, _) in enumerate(column.branches) if i in among]


def _crossing(left: Column, right: Column, pair: set[int]) -> _Clusters | None:
    """Two curves meet once: transversally, so the two branches are exchanged; or outside the box."""
    here, there = _positions(left, pair), _positions(right, pair)
    one, other = ([side.branches[k][0] for k in own] for side, own in ((left, here), (right, there)))
    if one == other:
        return _Clusters({}, {}, {}, {}, 1)
    differing = [n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(differing) != 2 or differing[1] != differing[0] + 1:
        return None
    n = differing[0]
    if here[n] + 1 != here[n + 1] or there[n] + 1 != there[n + 1]:
        return None
    return _Clusters({here[n]: 1, here[n + 1]: 1}, {there[n]: 1, there[n + 1]: 1}, {}, {}, 2)


def _folding(left: Column, right: Column, curve: int) -> _Clusters | None:
    """One curve has one double root: two neighbouring branches end together, or the root lies outside the box."""
    counts = [_positions(side, {curve}) for side in (left, right)]
    if len(counts[0]) == len(counts[1]):
        return _Clusters({}, {}, {}, {}, 1)
    more = 0 if len(counts[0]) > len(counts[1]) else 1
    pairs = [(a, b) for a, b in zip(counts[more], counts[more][1:], strict=False) if b == a + 1]
    if abs(len(counts[0]) - len(counts[1])) != 2 or len(pairs) != 1:
        return None
    ends: list[dict[int, int]] = [{}, {}]
    ends[more] = dict.fromkeys(pairs[0], 1)
    return _Clusters(ends[0], ends[1], {}, {}, 2)


def _crossing_edge(left: Column, right: Column, curve: int, kind: str) -> _Clusters | None:
    """One curve crosses one edge once: its outermost branch there ends on one side only."""
    counts = [_positions(side, {curve}) for side in (left, right)]
    if abs(len(counts[0]) - len(counts[1])) != 1:
        return None
    more = 0 if len(counts[0]) > len(counts[1]) else 1
    position = counts[more][0 if kind == LOWER else -1]
    branches = (left, right)[more].branches
    if position != (0 if kind == LOWER else len(branches) - 1):
        return None
    ends: list[dict[int, int]] = [{}, {}]
    ends[more] = {position: 0 if kind == LOWER else 1}
    return _Clusters(ends[0], ends[1], {}, {}, 1)


def _tokens(column: Column | None, ends: dict[int, int]) -> dict[Token, list[int]]:
    """Return the points in which the branches of a column end, from below, with the positions of the branches."""
    found: dict[Token, list[int]] = {}
    passing: dict[int, int] = defaultdict(int)
    for k, (i, _) in enumerate(() if column is None else column.branches):
        if k in ends:
            token = ("cluster", ends[k], 0)
        else:
            token = ("passing", i, passing[i])
            passing[i] += 1
        found.setdefault(token, []).append(k)
    return found


def _ordered(one: Sequence[Token], other: Sequence[Token]) -> list[Token]:
    """Merge two sequences whose common members are in the same order; what only one has is sorted among the rest."""
    common = set(one) & set(other)
    found: list[Token] = []
    rests = [list(one), list(other)]
    while rests[0] or rests[1]:
        loose = []
        for rest in rests:
            while rest and rest[0] not in common:
                loose.append(rest.pop(0))
        found += sorted(loose)
        if rests[0]:
            found.append(rests[0].pop(0))
            rests[1].pop(0)
    return found


def _points(clusters: _Clusters, sides: Sides) -> tuple[WallPoint, ...]:
    both = [_tokens(side, ends) for side, ends in zip(sides, (clusters.left, clusters.right), strict=True)]
    edges = [("cluster", 0, 0), ("cluster", clusters.last, 0)]
    inner = [[t for t in own if t not in edges] for own in both]
    middle = _ordered(inner[0], inner[1])
    if clusters.isolated:
        middle = sorted([*middle, *(("cluster", k, 0) for k in clusters.isolated)])
    found = []
    for token in (edges[0], *middle, edges[1]):
        left, right = (tuple(own.get(token, ())) for own in both)
        if token[0] == "passing":
            found.append(WallPoint((token[1],), left, right))
            continue
        on = {side.branches[k][0] for side, own in zip(sides, (left, right), strict=True) if side for k in own}
        on |= clusters.through.get(token[1], frozenset())
        found.append(WallPoint(tuple(sorted(on)), left, right, clusters.isolated.get(token[1])))
    return tuple(found)
