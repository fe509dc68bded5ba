"""Columns and walls over the whole box, strip by strip, with in each strip only the curves that matter there."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from coopgame.progress import track
from coopgame.regions.algebra.algebraic import Algebraic
from coopgame.regions.algebra.curves import Curve
from coopgame.regions.algebra.univariate import sign_at
from coopgame.regions.cells.critical import Critical, Projection
from coopgame.regions.cells.passing import next_column
from coopgame.regions.cells.relevance import Leaf, relevant
from coopgame.regions.cells.stacks import Column, sample_between, stack
from coopgame.regions.cells.walls import Wall, build_wall, generic_wall
from coopgame.regions.limits import Watch
from coopgame.regions.plane import Box

#: A strip in which at most this many curves matter is not cut, nor is any after this many cuts.
ENOUGH, DEPTH = 12, 6
Strip = tuple[Fraction, Fraction, tuple[int, ...]]


def strips_of(leaves: Sequence[Leaf], curves: Sequence[Curve], box: Box) -> list[Strip]:
    """Return the strips from left to right: their ends and the curves that matter in them."""
    found: list[Strip] = []
    stack_: list[tuple[Fraction, Fraction, int, Sequence[Leaf]]] = [(box.x0, box.x1, 0, leaves)]
    while stack_:
        low, high, depth, around = stack_.pop()
        here = [leaf for leaf in around if leaf.overlaps(low, high)]
        own = relevant(here)
        if len(own) <= ENOUGH or depth == DEPTH:
            found.append((low, high, own))
            continue
        middle = _generic([curves[i] for i in own], low, high, box)
        stack_ += [(middle, high, depth + 1, here), (low, middle, depth + 1, here)]
    return found


def _generic(curves: Sequence[Curve], low: Fraction, high: Fraction, box: Box) -> Fraction:
    """Return an abscissa near the middle above which all roots are simple, different and off the edges."""
    for step in range(1, 1000):
        x = low + (high - low) * Fraction(1000 + (step // 2) * (-1) ** step, 2000)
        upright = [curve.by_y[0] for curve in curves if curve.is_vertical]
        product = None
        for curve in curves:
            # A curve that is an edge of the box meets it everywhere, which is no event.
            if not (curve.is_vertical or curve.is_level(box.y0) or curve.is_level(box.y1)):
                product = curve.at_x(x) if product is None else product * curve.at_x(x)
        if any(sign_at(p, x) == 0 for p in upright):
            continue
        if product is None or product.degree() < 1:
            return x
        simple = product.gcd(product.derivative()).degree() == 0
        if simple and all(sign_at(product, y) for y in (box.y0, box.y1)):
            return x
    raise AssertionError("curves are critical on finitely many abscissae only")


def columns_and_walls(
    strips: Sequence[Strip], curves: Sequence[Curve], box: Box, watch: Watch
) -> tuple[tuple[Column, ...], tuple[Wall, ...]]:
    """Return the columns, and the walls before, between and after them."""
    projection = Projection(curves, box, tuple(low for low, _, _ in strips[1:]))
    columns: list[Column] = []
    events: list[Critical] = []
    for n, (low, high, own) in enumerate(track(list(strips), "strips")):
        watch.size("decomposing a strip", "curves", len(own))
        events.append(projection.at(own, low) if n == 0 else Critical(Algebraic.of(low), ()))
        inner = projection.critical(own, n, watch)
        events += inner
        stops = [Algebraic.of(low), *(critical.x for critical in inner), Algebraic.of(high)]
        for k, (a, b) in enumerate(pairwise(stops)):
            watch.time("stacking the branches")
            x = sample_between(a, b)
            columns.append(next_column(columns[-1], inner[k - 1], x) if k else stack(curves, own, box, x))
    events.append(projection.at(strips[-1][2], box.x1))
    sides = [None, *columns, None]
    walls = []
    for critical, (left, right) in zip(track(events, "walls"), pairwise(sides), strict=True):
        watch.time("joining the columns")
        if left is not None and right is not None and left.curves != right.curves:
            walls.append(generic_wall(critical.x.lower, (left, right), curves, box))
        else:
            walls.append(build_wall(critical, (left, right), curves, box))
    return tuple(columns), tuple(walls)
