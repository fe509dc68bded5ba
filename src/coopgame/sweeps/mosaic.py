"""The rectangles between the points of a sweep over one or two axes, in the form in which they are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from coopgame.errors import DiagramError
from coopgame.sweeps.axes import SweepAxis
from coopgame.sweeps.result import Sweep
from coopgame.sweeps.sets import RegimeSet
from coopgame.sweeps.task import MARGIN, MARGINS, Array

#: The code of what was not computed.
GAP = -1


@dataclass(frozen=True, eq=False)
class Mosaic:
    """Rectangles whose corners are sampled; see :class:`coopgame.figures.samples.MosaicLike`."""

    x: SweepAxis
    y: SweepAxis | None
    sets: tuple[RegimeSet, ...]
    regimes: tuple[str, ...]
    boxes: tuple[Array, Array]
    cells: tuple[Array, Array, Array]
    provenance: Mapping[str, str]
    names: Mapping[tuple[str, ...], str]

    def name_of(self, regimes: RegimeSet) -> str:
        """Return the name of a set of regimes."""
        return self.names.get(regimes or ()) or " or ".join(regimes or ()) or "no equilibrium"


def mosaic_of(sweep: Sweep) -> Mosaic:
    """Return the rectangles of a sweep over one or two axes.

    Raises
    ------
    DiagramError
        There are more axes, an axis has a single value, or no margins were kept.
    """
    if not 1 <= len(sweep.axes) <= 2:
        over = f"{len(sweep.axes)} axes; choose two with select({{symbol: value}})" if sweep.axes else "a design"
        raise DiagramError(f"plot: a sweep is drawn over one or two axes, this one is over {over}.")
    single = [axis for axis in sweep.axes if len(axis.values) == 1]
    if single:
        raise DiagramError(f"plot: {single[0].symbol} has a single value; expected at least two on each axis.")
    signed = signed_margins(sweep)
    orders = [np.argsort(axis.values) for axis in sweep.axes]
    columns = [axis.values[order] for axis, order in zip(sweep.axes, orders, strict=True)]
    codes = np.where(sweep.done, sweep.codes.astype(np.int64), GAP)[np.ix_(*orders)]
    margins = signed[np.ix_(np.arange(len(signed)), *orders)]
    codes = settled(codes, sweep.near[np.ix_(*orders)])
    if len(sweep.axes) == 1:
        # A band: two rows of the same points.
        columns, codes = [*columns, np.array([0.0, 1.0])], np.stack([codes, codes], axis=1)
        margins = np.stack([margins, margins], axis=2)
    boxes, cells = rectangles(columns[0], columns[1], codes, margins)
    names = {tuple(key): str(name) for key, name in sweep.record["names"]}
    x, y = sweep.axes[0], sweep.axes[1] if len(sweep.axes) == 2 else None
    return Mosaic(x, y, sweep.sets, tuple(sweep.record["regimes"]), boxes, cells, sweep.provenance, names)


def signed_margins(sweep: Sweep) -> Array:
    """Return signed margins, one row for the parameter space and one for each regime.

    Where only the distance to the nearest border was kept it takes the sign of what is possible at the point.  Between
    two points that differ in one border that is the same picture; a border that has another one closer to it is drawn
    within the same rectangle, but less exactly than from the margins of each regime.

    Raises
    ------
    DiagramError
        No margins were kept.
    """
    if MARGINS in sweep.arrays:
        return sweep.arrays[MARGINS]
    if MARGIN not in sweep.arrays:
        raise DiagramError('plot: borders are drawn through signed margins; keep "margin", or "margins" by regime.')
    distance = np.nan_to_num(sweep.arrays[MARGIN])
    inside = np.array([own is not None for own in sweep.sets])[sweep.codes]
    rows = [np.where(inside, 1.0, -1.0)]
    for regime in sweep.record["regimes"]:
        possible = np.array([regime in (own or ()) for own in sweep.sets])[sweep.codes]
        rows.append(np.where(possible, distance, -distance))
    return np.stack(rows)


def settled(codes: Array, near: Array) -> Array:
    """Return codes in which points on borders have the code of a neighbour that is not.

    A set of regimes that is possible on a line only has no area; the signed margins, which are zero there, still put
    the border exactly through such points.
    """
    codes, open_ = codes.copy(), near & (codes != GAP)
    for _ in range(max(codes.shape)):
        if not open_.any() or open_.all():
            break
        known = ~open_ & (codes != GAP)
        taken = np.zeros_like(open_)
        for axis in range(codes.ndim):
            for step in (1, -1):
                ahead, behind = (np.roll(a, step, axis=axis) for a in (codes, known))
                edge = [slice(None)] * codes.ndim
                edge[axis] = slice(0, 1) if step == 1 else slice(-1, None)
                behind[tuple(edge)] = False
                new = open_ & behind & ~taken
                codes[new] = ahead[new]
                taken |= new
        if not taken.any():
            break
        open_ &= ~taken
    return codes


def rectangles(
    xs: Array, ys: Array, codes: Array, margins: Array
) -> tuple[tuple[Array, Array], tuple[Array, Array, Array]]:
    """Return the rectangles of a grid: those whose corners agree, joined along the first axis, and the others."""
    corners = np.stack([codes[:-1, :-1], codes[1:, :-1], codes[1:, 1:], codes[:-1, 1:]], axis=-1)
    alike = (corners == corners[..., :1]).all(axis=-1)
    boxes, box_codes = _runs(xs, ys, corners[..., 0], alike)
    i, j = np.nonzero(~alike)
    cells = np.stack([xs[i], ys[j], xs[i + 1], ys[j + 1]], axis=1)
    around = np.stack([margins[:, i, j], margins[:, i + 1, j], margins[:, i + 1, j + 1], margins[:, i, j + 1]], axis=-1)
    return (boxes, box_codes), (cells, corners[i, j], around)


def _runs(xs: Array, ys: Array, codes: Array, alike: Array) -> tuple[Array, Array]:
    """Return the rectangles of a grid whose corners agree, runs along the first axis joined."""
    marked = np.where(alike, codes, GAP - 1)
    boxes: list[Array] = []
    found: list[Array] = []
    for j in range(marked.shape[1]):
        column = marked[:, j]
        starts = np.concatenate([[0], np.flatnonzero(np.diff(column)) + 1])
        ends = np.concatenate([starts[1:], [len(column)]])
        kept = column[starts] != GAP - 1
        low, high = xs[starts[kept]], xs[ends[kept]]
        boxes.append(np.stack([low, np.full_like(low, ys[j]), high, np.full_like(low, ys[j + 1])], axis=1))
        found.append(column[starts[kept]])
    return np.concatenate(boxes), np.concatenate(found)
