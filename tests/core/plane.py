"""A second way to cut a box by lines: split convex polygons one line after the other, in fractions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

Point = tuple[Fraction, Fraction]
Polygon = list[Point]
Label = frozenset[str] | None


def cross(o: Point, p: Point, q: Point) -> Fraction:
    return (p[0] - o[0]) * (q[1] - o[1]) - (p[1] - o[1]) * (q[0] - o[0])


def area(ring: Sequence[Point]) -> Fraction:
    """Half the sum over a fan of triangles; negative for a clockwise ring."""
    return sum((cross(ring[0], p, q) for p, q in pairwise(ring)), Fraction(0)) / 2


def on_segment(p: Point, q: Point, m: Point) -> bool:
    inside = min(p[0], q[0]) <= m[0] <= max(p[0], q[0]) and min(p[1], q[1]) <= m[1] <= max(p[1], q[1])
    return inside and cross(p, q, m) == 0


def winding(ring: Sequence[Point], m: Point) -> int | None:
    """How often a ring runs around a point, None on the ring itself."""
    turns = 0
    for p, q in zip(ring, [*ring[1:], ring[0]], strict=True):
        up, down = p[1] <= m[1], q[1] <= m[1]
        if up == down and m[1] not in (p[1], q[1]):
            continue
        side = cross(p, q, m)
        if side == 0 and on_segment(p, q, m):
            return None
        if up and not down and side > 0:
            turns += 1
        elif down and not up and side < 0:
            turns -= 1
    return turns


def half(polygon: Polygon, value: Callable[[Point], Fraction]) -> Polygon:
    """The part of a convex polygon where an affine function is ≥ 0."""
    kept: Polygon = []
    for p, q in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        u, v = value(p), value(q)
        if u >= 0:
            kept.append(p)
        if u * v < 0:
            t = u / (u - v)
            kept.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
    return kept


def clip(box: Polygon, halves: Iterable[tuple[Any, Any, Any]]) -> Polygon:
    """The part of a convex polygon where a x + b y + c ≥ 0 for every triple; fewer than three points: no area."""
    for a, b, c in halves:
        box = half(box, lambda p, a=a, b=b, c=c: a * p[0] + b * p[1] + c) if box else box
    return box


def rectangle(x0: Fraction, x1: Fraction, y0: Fraction, y1: Fraction) -> Polygon:
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


class Sets:
    """Disjoint sets of anything."""

    def __init__(self) -> None:
        self.up: dict[Any, Any] = {}

    def find(self, a: Any) -> Any:
        self.up.setdefault(a, a)
        while self.up[a] != a:
            a = self.up[a]
        return a

    def join(self, a: Any, b: Any) -> None:
        self.up[self.find(a)] = self.find(b)

    def count(self) -> int:
        return sum(1 for a, b in self.up.items() if a == b)


class Plane:
    """Faces, edges and vertices of a box cut by lines, with the label of each found by evaluating it there."""

    def __init__(
        self, box: Polygon, lines: Iterable[tuple[int, int, int]], label: Callable[[Fraction, Fraction], Label]
    ):
        faces = [box]
        for a, b, c in lines:
            cut = []
            for face in faces:
                values = [a * x + b * y + c for x, y in face]
                if min(values) < 0 < max(values):
                    cut += [clip(face, [(a, b, c)]), clip(face, [(-a, -b, -c)])]
                else:
                    cut.append(face)
            faces = cut
        self.faces = faces
        self.label = label
        self.labels = [label(*self.middle(face)) for face in faces]
        self.edges: dict[tuple[Point, Point], list[int]] = defaultdict(list)
        self.vertices: dict[Point, list[int]] = defaultdict(list)
        for i, face in enumerate(faces):
            for p, q in zip(face, [*face[1:], face[0]], strict=True):
                self.edges[min(p, q), max(p, q)].append(i)
                self.vertices[p].append(i)
        sets = Sets()
        for i in range(len(faces)):
            sets.find(i)
        for sides in self.edges.values():
            if len(sides) == 2 and self.labels[sides[0]] == self.labels[sides[1]]:
                sets.join(*sides)
        self.component = [sets.find(i) for i in range(len(faces))]

    @staticmethod
    def middle(points: Sequence[Point]) -> Point:
        n = len(points)
        return sum((p[0] for p in points), Fraction(0)) / n, sum((p[1] for p in points), Fraction(0)) / n

    def component_at(self, m: Point) -> int:
        """The component around a point, which may lie on a line that separates nothing."""
        found = {self.component[i] for i, face in enumerate(self.faces) if winding(face, m) != 0}
        assert len(found) == 1
        return found.pop()

    def regions(self) -> dict[int, tuple[Label, Fraction]]:
        areas: dict[int, Fraction] = defaultdict(Fraction)
        for i, face in enumerate(self.faces):
            areas[self.component[i]] += area(face)
        return {c: (self.labels[c], a) for c, a in areas.items()}

    def junctions(self) -> set[tuple[Point, frozenset[str]]]:
        found = set()
        for v, faces in self.vertices.items():
            if len({self.component[i] for i in faces if self.labels[i] is not None}) >= 3:
                found.add((v, self.label(*v) or frozenset()))
        return found

    def surplus(self, point: Point, faces: Iterable[int]) -> frozenset[str]:
        own = self.label(*point)
        return (own or frozenset()).difference(*(self.labels[i] or frozenset() for i in faces))

    def borders(self) -> dict[tuple[Point, Point], frozenset[int]]:
        """Edges between two different components of the domain."""
        found = {}
        for edge, sides in self.edges.items():
            parts = frozenset(self.component[i] for i in sides)
            if len(parts) == 2 and all(self.labels[i] is not None for i in sides):
                found[edge] = parts
        return found

    def thin_edges(self) -> dict[tuple[Point, Point], tuple[frozenset[str], frozenset[str]]]:
        found = {}
        for edge, sides in self.edges.items():
            m = self.middle(edge)
            extra = self.surplus(m, sides)
            if extra:
                found[edge] = (extra, self.label(*m) or frozenset())
        return found


def straight_runs(edges: dict[tuple[Point, Point], Any]) -> int:
    """How many maximal straight pieces edges with equal values make."""
    sets, at = Sets(), defaultdict(list)
    for edge in edges:
        sets.find(edge)
        for end in edge:
            at[end].append(edge)
    for around in at.values():
        for e in around:
            for f in around:
                if e != f and edges[e] == edges[f] and cross(e[0], e[1], f[0]) == cross(e[0], e[1], f[1]) == 0:
                    sets.join(e, f)
    return sets.count()
