"""Over the sample of each column, the branches are exactly those listed."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from itertools import pairwise

from .geometry import Geometry
from .parts import Column
from .report import Rejected
from .univariate import Root, Uni


def check_stacks(geometry: Geometry) -> str:
    """Prove that between neighbouring heights exactly one curve has a root, the listed one."""
    for k, column in enumerate(geometry.columns):
        _check_column(geometry, column, f"columns[{k}]")
    return f"{sum(len(column.branches) for column in geometry.columns)} branches over {len(geometry.columns)} samples"


def _check_column(geometry: Geometry, column: Column, where: str) -> None:
    low, high = geometry.certificate.box[2:]
    marks = (low, *column.heights, high)
    if any(first >= second for first, second in pairwise(marks)):
        raise Rejected(f"{where}: the heights do not ascend inside the box")
    found: list[list[int]] = [[] for _ in range(len(column.heights) + 1)]
    for curve in column.curves:
        if geometry.curves[curve].vertical:
            continue
        c = geometry.over(curve, column.sample)
        for root in geometry.roots(curve, column.sample):
            found[slot(c, root, column.heights)].append(curve)
    listed = [[], *([curve] for curve in column.branches), []]
    for k, (own, claimed) in enumerate(zip(found, listed, strict=True)):
        if own != claimed:
            raise Rejected(f"{where}: curves {own} have roots between marks {k} and {k + 1}, listed are {claimed}")


def slot(c: Uni, root: Root, marks: tuple[Fraction, ...]) -> int:
    """Return how many ascending marks lie below a root, or reject a root on a mark."""

    def side(mark: Fraction) -> int:
        found = -root.side(c, mark)
        if found == 0:
            raise Rejected(f"a curve passes through the mark {mark}")
        return found

    return bisect_left(marks, 0, key=side)
