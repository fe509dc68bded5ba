"""Subdivision of a box into squares of ever half the size, only where a border may pass.

Nodes lie on a lattice of whole numbers, so squares of all sizes share them and each is evaluated once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from coopgame.sweeps.task import Array

#: Squares along each side at first, and how often they can be halved.
FIRST: Final = 32
DEPTH: Final = 14
#: How many points may be evaluated; beyond it the rest stays unresolved.
MOST_POINTS: Final = 3_000_000
#: How many times what a margin departs from a plane counts as small.
_BENDS: Final = 4.0
_SIDE: Final = FIRST * 2 ** (DEPTH + 1)

#: From places on the lattice to codes, ties and margins (regime × point).
Ask = Callable[[Array, Array], tuple[Array, Array, Array]]


class Nodes:
    """What is known at the nodes of the lattice."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self.keys = np.empty(0, dtype=np.int64)
        self.codes = np.empty(0, dtype=np.int64)
        self.near = np.empty(0, dtype=bool)
        self.margins: Array = np.empty((0, 0))

    def at(self, i: Array, j: Array) -> Array:
        """Return the numbers of some nodes, evaluating those that are new."""
        keys = i * (_SIDE + 1) + j
        # Numbers of nodes change when others are added, so all that are asked for together are added first.
        fresh = np.setdiff1d(keys, self.keys)
        if fresh.size:
            codes, near, margins = self._ask(fresh // (_SIDE + 1) / _SIDE, fresh % (_SIDE + 1) / _SIDE)
            self._add(fresh, codes, near, margins)
        return np.searchsorted(self.keys, keys)

    def _add(self, keys: Array, codes: Array, near: Array, margins: Array) -> None:
        every = np.concatenate([self.keys, keys])
        order = np.argsort(every)
        self.keys = every[order]
        self.codes = np.concatenate([self.codes, codes])[order]
        self.near = np.concatenate([self.near, near])[order]
        old = self.margins if self.margins.size else np.empty((len(margins), 0))
        self.margins = np.concatenate([old, margins], axis=1)[:, order]


@dataclass(frozen=True, eq=False)
class Leaves:
    """Squares that are not divided further, in shares of the box.

    Attributes
    ----------
    boxes, codes
        Squares of one set of regimes, ``(x0, y0, x1, y1)`` in rows, and their codes.
    cells, corners, margins
        Squares through which a border passes, with codes (cell × corner) and margins (regime × cell × corner).
    unresolved
        The share of the box in squares through which a border passes or may pass.
    points, depth
        How many points were evaluated, and how often squares were halved.
    """

    boxes: Array
    codes: Array
    cells: Array
    corners: Array
    margins: Array
    unresolved: float
    points: int
    depth: int


def subdivided(ask: Ask, tolerance: float) -> Leaves:
    """Divide the unit box until the squares that a border may pass take less than a share of it."""
    nodes, size = Nodes(ask), _SIDE // FIRST
    start = np.arange(FIRST) * size
    i, j = (a.ravel() for a in np.meshgrid(start, start, indexing="ij"))
    boxes, codes = [], []
    for depth in range(DEPTH + 1):
        places = [*_corners(size), (size // 2, size // 2)]
        five = nodes.at(*(np.stack([a + step[k] for step in places], axis=1) for k, a in enumerate((i, j))))
        mixed, doubtful, own = _judged(nodes, five)
        open_ = mixed | doubtful
        unresolved = float(open_.sum()) * (size / _SIDE) ** 2
        last = unresolved <= tolerance or depth == DEPTH or len(nodes.keys) + 8 * int(open_.sum()) > MOST_POINTS
        kept = ~mixed if last else ~open_
        boxes.append(_squares(i[kept], j[kept], size))
        codes.append(own[kept])
        if last:
            break
        i, j, size = _halved(i[open_], j[open_], size)
    at = five[mixed][:, :4]
    labels = _settled(nodes.codes[at], nodes.near[at], own[mixed])
    cells = _squares(i[mixed], j[mixed], size)
    known = (np.concatenate(boxes), np.concatenate(codes), cells, labels, nodes.margins[:, at])
    return Leaves(*known, unresolved, len(nodes.keys), depth)


def _corners(size: int) -> tuple[tuple[int, int], ...]:
    return (0, 0), (size, 0), (size, size), (0, size)


def _squares(i: Array, j: Array, size: int) -> Array:
    return np.stack([i, j, i + size, j + size], axis=1) / _SIDE


def _halved(i: Array, j: Array, size: int) -> tuple[Array, Array, int]:
    half = size // 2
    parts = [(i + a, j + b) for a, b in _corners(half)]
    return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts]), half


def _judged(nodes: Nodes, five: Array) -> tuple[Array, Array, Array]:
    """Return for each square whether corners differ, whether a border may pass all the same, and a code of its own.

    Nodes that are ties differ from nothing.  A border may pass where the centre differs, or where a margin is small:
    no larger than a few times what the centre departs from the mean of the corners, which is zero for a plane.
    """
    codes, near = nodes.codes[five], nodes.near[five]
    first = np.argmin(near, axis=1)
    own = np.take_along_axis(codes, first[:, None], axis=1)
    other = (codes != own) & ~near
    values = nodes.margins[:, five]
    bend = np.abs(values[:, :, 4] - values[:, :, :4].mean(axis=2))
    small = (np.abs(values).min(axis=2) < _BENDS * bend).any(axis=0)
    return other[:, :4].any(axis=1), other[:, 4] | small, own[:, 0]


def _settled(codes: Array, near: Array, own: Array) -> Array:
    """Return the codes of corners, ties taken for a set of the same square that has area."""
    return np.where(near, own[:, None], codes)
