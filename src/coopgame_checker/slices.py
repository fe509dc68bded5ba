"""Vertical slices through cells, at rational abscissae between those at which something may change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from .abscissae import Abscissa, ascending
from .geometry import Geometry
from .parts import Leaf
from .report import Rejected
from .univariate import Root, Uni, isolate, sign_at, squarefree

#: A curve, and how many of its branches lie below.
Branch = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """A cell: "faces", "arcs", "bottom" or "top" of a column, or a "piece" or "point" of a wall."""

    place: int
    kind: str
    index: int


class Slices:
    """Columns cut at rational abscissae.

    Parameters
    ----------
    geometry
        Columns, walls and curves.
    """

    def __init__(self, geometry: Geometry) -> None:
        self.geometry = geometry

    def inside(self, k: int, x: Fraction) -> bool:
        """Whether an abscissa is inside a column."""
        places = self.geometry.places
        return places[k].compare(x) < 0 < places[k + 1].compare(x)

    def nearest(self, k: int, leaf: Leaf) -> Fraction | None:
        """Return an abscissa inside a column and over a leaf, the column's own sample if it is."""
        x = min(max(self.geometry.columns[k].sample, leaf.box[0]), leaf.box[1])
        return x if self.inside(k, x) else None

    def beside(self, cell: Cell) -> tuple[Branch | None, Branch | None]:
        """Return the branches below and above a face, None for an edge of the box, or twice that of an arc."""
        branches = self.geometry.columns[cell.place].branches

        def ranked(b: int) -> Branch | None:
            return (branches[b], branches[:b].count(branches[b])) if 0 <= b < len(branches) else None

        return ranked(cell.index if cell.kind == "arcs" else cell.index - 1), ranked(cell.index)

    def breaks(self, k: int, leaf: Leaf, polynomials: Iterable[Uni]) -> list[Abscissa]:
        """Return the ends of a column's part over a leaf, and between them the roots of polynomials, in order."""
        places, ends = self.geometry.places, []
        for side, edge in enumerate(leaf.box[:2]):
            place = places[k + side]
            ends.append(Abscissa.rational(edge) if self.inside(k, edge) else place)
        events: list[Abscissa] = []
        for polynomial in polynomials:
            c = squarefree(polynomial)
            for root in isolate(c, *leaf.box[:2]):
                event = abscissa(c, root)
                if ascending(ends[0], event) and ascending(event, ends[1]):
                    _insert(events, event)
        return [ends[0], *events, ends[1]]

    def root(self, branch: Branch, x: Fraction) -> tuple[Uni, Root]:
        """Return the point of a branch over a rational abscissa, with its polynomial."""
        roots = self.geometry.roots(branch[0], x)
        if branch[1] >= len(roots):
            raise Rejected(f"curve {branch[0]} has too few roots over x = {x}")
        return self.geometry.over(branch[0], x), roots[branch[1]]

    def height(self, beside: tuple[Branch | None, Branch | None], x: Fraction, leaf: Leaf) -> Fraction | None:
        """Return a height over x inside a face and on a leaf; None where there is none."""
        below, above = (None if b is None else self.root(b, x) for b in beside)
        while True:
            start = self.geometry.certificate.box[2] if below is None else below[1].high
            end = self.geometry.certificate.box[3] if above is None else above[1].low
            if start < end:
                break
            below, above = (
                below and (below[0], below[1].halved(below[0])),
                above and (above[0], above[1].halved(above[0])),
            )
        # Slices of the face and of the leaf are intervals: they meet iff the nearest point is in both.
        y = min(max((start + end) / 2, leaf.box[2]), leaf.box[3])
        outside = (below is not None and below[1].side(below[0], y) >= 0) or (
            above is not None and above[1].side(above[0], y) <= 0
        )
        return None if outside else y


def abscissa(c: Uni, root: Root) -> Abscissa:
    """Return a root as a number; the ends of its interval may be other roots, which are left behind."""
    while root.low != root.high and 0 in (sign_at(c, root.low), sign_at(c, root.high)):
        root = root.halved(c)
    return Abscissa.rational(root.low) if root.low == root.high else Abscissa(c, root.low, root.high)


def between(first: Abscissa, second: Abscissa) -> Fraction:
    """Return a rational number between two that ascend."""
    while first.high >= second.low:
        first.halve()
        second.halve()
    return (first.high + second.low) / 2


def _insert(events: list[Abscissa], event: Abscissa) -> None:
    """Put an abscissa into an ascending list unless it is there."""
    for k, known in enumerate(events):
        if ascending(event, known):
            events.insert(k, event)
            return
        if not ascending(known, event):
            return
    events.append(event)
