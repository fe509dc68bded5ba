"""Where which curves matter: a tree of rectangles, on each of which only a few curves decide the labels.

On a closed rectangle the sign of many curves is known from Bernstein coefficients; what the formulas then still
depend on are the curves that matter there.  Rectangles on which many matter are halved.  A curve that matters nowhere
is dropped although it passes through the box: the labels on its two sides, and on it, are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from coopgame.regions.algebra.curves import Curve
from coopgame.regions.cells.bernstein import Net, halves, mask_of, net_of, turned
from coopgame.regions.cells.program import Program
from coopgame.regions.limits import Watch
from coopgame.regions.plane import Box

#: Rectangles on which at most this many curves matter are not halved, nor is any after this many halvings: the second
#: number where there are many curves.
ENOUGH, DEPTH = 2, (12, 14)
MANY = 100
#: The width of the box is so many steps of the grid: every second halving is across.
GRID = 1 << (max(DEPTH) + 1) // 2


@dataclass(frozen=True)
class Leaf:
    """A rectangle and what the formulas still depend on there.

    ``reach`` are the ends of its interval of x, as steps of a grid over the width of the whole box.
    """

    box: Box
    program: Program
    reach: tuple[int, int]

    def overlaps(self, low: Fraction, high: Fraction) -> bool:
        """Whether the rectangle has a piece over the open interval (low, high)."""
        return self.box.x0 < high and self.box.x1 > low


def leaves_of(program: Program, curves: Sequence[Curve], box: Box, watch: Watch) -> tuple[Leaf, ...]:
    """Return rectangles that fill the box, with the program reduced on each."""
    nets = {i: net_of(curves[i], box) for i in program.curves}
    found: list[Leaf] = []
    deepest = DEPTH[len(nets) > MANY]
    stack = [(box, program, nets, (0, GRID), 0)]
    while stack:
        own, open_part, known, reach, depth = stack.pop()
        watch.time("finding the curves that matter")
        rest = open_part.reduced({i: mask_of(net) for i, net in known.items()})
        if len(rest.curves) <= ENOUGH or depth == deepest:
            found.append(Leaf(own, rest, reach))
            continue
        across = depth % 2 == 0
        pairs = {i: _halved(known[i], across) for i in rest.curves}
        middle = (reach[0] + reach[1]) // 2
        halves_ = ((reach[0], middle), (middle, reach[1])) if across else (reach, reach)
        for side, part in zip((1, 0), reversed(_parts(own, across)), strict=True):
            stack.append((part, rest, {i: pair[side] for i, pair in pairs.items()}, halves_[side], depth + 1))
    return tuple(found)


def _halved(net: Net, across: bool) -> tuple[Net, Net]:
    if across:
        return halves(net)
    low, high = halves(turned(net))
    return turned(low), turned(high)


def _parts(box: Box, across: bool) -> tuple[Box, Box]:
    if across:
        middle = (box.x0 + box.x1) / 2
        return Box(box.x0, middle, box.y0, box.y1), Box(middle, box.x1, box.y0, box.y1)
    middle = (box.y0 + box.y1) / 2
    return Box(box.x0, box.x1, box.y0, middle), Box(box.x0, box.x1, middle, box.y1)


def relevant(leaves: Sequence[Leaf]) -> tuple[int, ...]:
    """Return the curves that matter somewhere on these rectangles."""
    return tuple(sorted({curve for leaf in leaves for curve in leaf.program.curves}))
