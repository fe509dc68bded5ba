"""Regions: faces with the same regimes, joined across arcs and open pieces of walls but not through points.

What holds on an arc or a piece of wall alone does not part the faces beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from .geometry import Geometry
from .parts import Certificate
from .report import Rejected

Face = tuple[int, int]


def check_regions(geometry: Geometry) -> str:
    """Prove that the listed regions are the connected ones."""
    certificate = geometry.certificate
    joined = _connected(certificate)
    for k, region in enumerate(certificate.regions):
        if frozenset(region.faces) not in joined or len(set(region.faces)) != len(region.faces):
            raise Rejected(f"regions[{k}]: its faces are not a region")
        if region.label not in {_label(certificate, face) for face in region.faces}:
            raise Rejected(f"regions[{k}]: its label is that of none of its faces")
    if len({frozenset(region.faces) for region in certificate.regions}) != len(certificate.regions):
        raise Rejected("regions: one is listed twice")
    if len(certificate.regions) != len(joined):
        raise Rejected(f"regions: {len(joined)} are connected, {len(certificate.regions)} are listed")
    return f"{len(joined)} regions of {sum(map(len, joined))} faces"


def _connected(certificate: Certificate) -> set[frozenset[Face]]:
    parent: dict[Face, Face] = {
        (k, face): (k, face) for k, column in enumerate(certificate.columns) for face in range(len(column.faces))
    }

    def root(face: Face) -> Face:
        while parent[face] != face:
            parent[face] = parent[parent[face]]
            face = parent[face]
        return face

    def regimes(face: Face) -> frozenset[str] | None:
        label = certificate.labels[_label(certificate, face)]
        return None if label is None else label.regimes

    for first, second in _contacts(certificate):
        if regimes(first) == regimes(second):
            parent[root(first)] = root(second)
    found: dict[Face, set[Face]] = {}
    for face in parent:
        found.setdefault(root(face), set()).add(face)
    return {frozenset(faces) for faces in found.values()}


def _label(certificate: Certificate, face: Face) -> int:
    return certificate.columns[face[0]].faces[face[1]]


def _contacts(certificate: Certificate) -> Iterator[tuple[Face, Face]]:
    """Yield pairs of faces with an open arc or piece of wall between them."""
    for k, column in enumerate(certificate.columns):
        for branch in range(len(column.branches)):
            yield (k, branch), (k, branch + 1)
    for k, wall in enumerate(certificate.walls[1:-1], start=1):
        left = right = 0
        for point in wall.points[:-1]:
            left, right = left + len(point.left), right + len(point.right)
            if left >= len(certificate.columns[k - 1].faces) or right >= len(certificate.columns[k].faces):
                raise Rejected(f"walls[{k}]: more branches than the columns have")
            yield (k - 1, left), (k, right)
