"""From a column to the next: which branches there are beyond a wall at which one thing happens once.

The stack of the next column is then that of the last one but for one exchange, one pair or one branch, and only the
curves to which something happens are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from coopgame.regions.cells.critical import FOLD, LOWER, MEET, UPPER, VERTICAL, Critical
from coopgame.regions.cells.stacks import Column, Signs, ordered_roots, stack

Branches = tuple[tuple[int, int], ...]


def next_column(left: Column, critical: Critical, x: Fraction) -> Column:
    """Return the column around x that follows another one beyond a critical abscissa."""
    found = _passed(left, critical, x)
    return stack(left.every, left.curves, left.box, x) if found is None else found


def _passed(left: Column, critical: Critical, x: Fraction) -> Column | None:
    """Return the next column where one thing happens once and the last stack leaves no doubt what comes of it."""
    if critical.simple is None:
        return None
    kind, i, j = critical.simple
    if kind == MEET:
        return _exchanged(left, i, j, x)
    if kind == VERTICAL:
        place = left.curves.index(i)
        faces = tuple(flipped(signs, place) for signs in left.faces)
        return _column(left, x, left.branches, faces, (flipped(left.bottom, place), flipped(left.top, place)))
    before, after = sum(1 for c, _ in left.branches if c == i), len(left.every[i].roots(x, left.box.y0, left.box.y1))
    if kind == FOLD:
        return _folded(left, i, after - before, x)
    return _across_edge(left, (kind, i), after - before, x)


def flipped(signs: Signs, place: int) -> Signs:
    """Return the signs with one turned round."""
    return (*signs[:place], -signs[place], *signs[place + 1 :])


def _column(left: Column, x: Fraction, branches: Branches, faces: Sequence[Signs], edges: Sequence[Signs]) -> Column:
    return Column(x, left.curves, branches, tuple(faces), edges[0], edges[1], left.every, left.box)


def _exchanged(left: Column, i: int, j: int, x: Fraction) -> Column | None:
    """Two curves meet once: two neighbouring branches are exchanged, or it is outside the box."""
    own = [(k, c) for k, (c, _) in enumerate(left.branches) if c in (i, j)]
    close = [n for n in range(len(own) - 1) if own[n + 1] == (own[n][0] + 1, i + j - own[n][1])]
    if not close:
        return _column(left, x, left.branches, left.faces, (left.bottom, left.top))
    here, there = [c for _, c in own], [c for _, c, _ in ordered_roots(left.every, (i, j), left.box, x)]
    if here == there:
        return _column(left, x, left.branches, left.faces, (left.bottom, left.top))
    fitting = [n for n in close if [*here[:n], here[n + 1], here[n], *here[n + 2 :]] == there]
    if len(fitting) != 1:
        return None
    k = own[fitting[0]][0]
    low, high = left.branches[k : k + 2]
    between = flipped(left.faces[k], left.curves.index(high[0]))
    branches = (*left.branches[:k], high, low, *left.branches[k + 2 :])
    faces = (*left.faces[: k + 1], between, *left.faces[k + 2 :])
    return _column(left, x, branches, faces, (left.bottom, left.top))


def _folded(left: Column, i: int, change: int, x: Fraction) -> Column | None:
    """One curve has one double root: two neighbouring branches end, or it is outside the box."""
    if change == 0:
        return _column(left, x, left.branches, left.faces, (left.bottom, left.top))
    own = [k for k, (c, _) in enumerate(left.branches) if c == i]
    pairs = [k for k in own if k + 1 in own]
    if change != -2 or len(pairs) != 1:
        return None
    k = pairs[0]
    branches = _ranked((*left.branches[:k], *left.branches[k + 2 :]), i)
    return _column(left, x, branches, (*left.faces[:k], *left.faces[k + 2 :]), (left.bottom, left.top))


def _ranked(branches: Branches, i: int) -> Branches:
    """Count the branches of curve i afresh."""
    count, found = 0, []
    for c, rank in branches:
        found.append((c, count if c == i else rank))
        count += c == i
    return tuple(found)


def _across_edge(left: Column, event: tuple[str, int], change: int, x: Fraction) -> Column | None:
    """One curve crosses an edge once: its outermost branch begins or ends there."""
    kind, i = event
    place = left.curves.index(i)
    if kind == LOWER:
        edges = (flipped(left.bottom, place), left.top)
        if change == 1:
            faces = (flipped(left.faces[0], place), *left.faces)
            return _column(left, x, _ranked(((i, 0), *left.branches), i), faces, edges)
        if change == -1 and left.branches[0][0] == i:
            return _column(left, x, _ranked(left.branches[1:], i), left.faces[1:], edges)
    if kind == UPPER:
        edges = (left.bottom, flipped(left.top, place))
        if change == 1:
            faces = (*left.faces, flipped(left.faces[-1], place))
            return _column(left, x, _ranked((*left.branches, (i, 0)), i), faces, edges)
        if change == -1 and left.branches[-1][0] == i:
            return _column(left, x, left.branches[:-1], left.faces[:-1], edges)
    return None
