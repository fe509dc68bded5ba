r"""The cells of the plane: columns of faces between walls.

The *critical abscissae* are where borders meet each other or the edges of the box, and where vertical borders stand.
Over each open interval between two of them (a *column*) the borders are a stack of disjoint branches; above each of
them (a *wall*) they are points.  Signs are evaluated once at the bottom of a column or wall and then flip from cell
to cell, so every cell of every dimension gets its exact sign vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from coopgame.progress import track
from coopgame.regions.lines import Line

Signs = tuple[int, ...]


@dataclass(frozen=True)
class Box:
    """The box :math:`[x_0, x_1] × [y_0, y_1]`."""

    x0: Fraction
    x1: Fraction
    y0: Fraction
    y1: Fraction

    @property
    def area(self) -> Fraction:
        """The area of the box."""
        return (self.x1 - self.x0) * (self.y1 - self.y0)


@dataclass(frozen=True)
class Column:
    """The open strip between two walls: branches from below, faces between them, and their sign vectors.

    ``faces[k]`` lies between ``sections[k]`` and ``sections[k + 1]``; the first and the last section are the edges of
    the box, the others are the branches in order.
    """

    left: Fraction
    right: Fraction
    branches: tuple[int, ...]
    faces: tuple[Signs, ...]
    sections: tuple[Signs, ...]


@dataclass(frozen=True)
class Wall:
    """The line above one critical abscissa: vertices from below, the intervals between them, and their sign vectors."""

    x: Fraction
    heights: tuple[Fraction, ...]
    vertices: tuple[Signs, ...]
    intervals: tuple[Signs, ...]
    vertical: tuple[int, ...]


@dataclass(frozen=True)
class Cells:
    """All cells of the box; ``columns[i]`` lies between ``walls[i]`` and ``walls[i + 1]``."""

    box: Box
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]
    walls: tuple[Wall, ...]

    def height(self, i: int, k: int, x: Fraction) -> Fraction:
        """Return the ordinate at x of section k of column i."""
        branches = self.columns[i].branches
        if k == 0:
            return self.box.y0
        return self.box.y1 if k == len(branches) + 1 else self.lines[branches[k - 1]].y(x)

    def heights(self, i: int, x: Fraction) -> tuple[Fraction, ...]:
        """Return the ordinates at x of all sections of column i."""
        return tuple(self.height(i, k, x) for k in range(len(self.columns[i].branches) + 2))


def critical_abscissae(lines: Sequence[Line], box: Box) -> tuple[Fraction, ...]:
    """Return, in order, the abscissae in the box where the stack of borders can change."""
    found = {box.x0, box.x1}
    for i, line in enumerate(lines):
        candidates = [line.x(box.y0), line.x(box.y1), *(line.meets(other) for other in lines[:i])]
        found.update(x for x in candidates if x is not None and box.x0 <= x <= box.x1)
    return tuple(sorted(found))


def build_cells(lines: tuple[Line, ...], box: Box) -> Cells:
    """Return the cells that the lines cut the box into."""
    abscissae = critical_abscissae(lines, box)
    pairs = list(pairwise(abscissae))
    columns = tuple(_column(lines, box, left, right) for left, right in track(pairs, "columns"))
    walls = tuple(_wall(lines, box, x) for x in track(abscissae, "walls"))
    return Cells(box, lines, columns, walls)


def _replaced(signs: Signs, indices: Sequence[int], values: Sequence[int]) -> Signs:
    changed = list(signs)
    for index, value in zip(indices, values, strict=True):
        changed[index] = value
    return tuple(changed)


def _signs(lines: Sequence[Line], x: Fraction, y: Fraction) -> Signs:
    return tuple(line.sign(x, y) for line in lines)


def _column(lines: Sequence[Line], box: Box, left: Fraction, right: Fraction) -> Column:
    x = (left + right) / 2
    roots = sorted((line.y(x), i) for i, line in enumerate(lines) if not line.is_vertical)
    inside = [(y, i) for y, i in roots if box.y0 < y < box.y1]
    branches = tuple(i for _, i in inside)
    first = inside[0][0] if inside else box.y1
    faces = [_signs(lines, x, (box.y0 + first) / 2)]
    sections = [_signs(lines, x, box.y0)]
    for branch in branches:
        sections.append(_replaced(faces[-1], [branch], [0]))
        faces.append(_replaced(faces[-1], [branch], [-faces[-1][branch]]))
    sections.append(_signs(lines, x, box.y1))
    return Column(left, right, branches, tuple(faces), tuple(sections))


def _wall(lines: Sequence[Line], box: Box, x: Fraction) -> Wall:
    passing: dict[Fraction, list[int]] = {box.y0: [], box.y1: []}
    for i, line in enumerate(lines):
        if not line.is_vertical and box.y0 <= (y := line.y(x)) <= box.y1:
            passing.setdefault(y, []).append(i)
    heights = tuple(sorted(passing))
    intervals = [_signs(lines, x, (heights[0] + heights[1]) / 2)]
    for y in heights[1:-1]:
        below = intervals[-1]
        intervals.append(_replaced(below, passing[y], [-below[i] for i in passing[y]]))
    vertices = [_replaced(intervals[0], passing[heights[0]], [0] * len(passing[heights[0]]))]
    for y, below in zip(heights[1:], intervals, strict=True):
        vertices.append(_replaced(below, passing[y], [0] * len(passing[y])))
    vertical = tuple(i for i, line in enumerate(lines) if line.is_vertical and line.sign(x, box.y0) == 0)
    return Wall(x, heights, tuple(vertices), tuple(intervals), vertical)
