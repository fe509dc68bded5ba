"""Regions are what is left when faces with one label are joined across arcs and open pieces of walls."""

from __future__ import annotations

from collections.abc import Iterator

from .geometry import Geometry
from .parts import Certificate
from .report import Rejected

Face = tuple[int, int]


def check_regions(geometry: Geometry) -> str:
    """Prove that the listed regions are the connected ones."""
    certificate = geometry.certificate
    labels = certificate.labels
    joined = _connected(certificate)
    for k, region in enumerate(certificate.regions):
        if frozenset(region.faces) not in joined or len(set(region.faces)) != len(region.faces):
            raise Rejected(f"regions[{k}]: its faces are not a region")
        if any(labels[_label(certificate, face)] != labels[region.label] for face in region.faces):
            raise Rejected(f"regions[{k}]: its label is not that of its faces")
    if len({frozenset(region.faces) for region in certificate.regions}) != len(certificate.regions):
        raise Rejected("regions: one is listed twice")
    if len(certificate.regions) != len(joined):
        raise Rejected(f"regions: {len(joined)} are connected, {len(certificate.regions)} are listed")
    return f"{len(joined)} regions of {sum(map(len, joined))} faces"


def _connected(certificate: Certificate) -> set[frozenset[Face]]:
    labels = certificate.labels
    parent: dict[Face, Face] = {
        (k, face): (k, face) for k, column in enumerate(certificate.columns) for face in range(len(column.faces))
    }

    def root(face: Face) -> Face:
        while parent[face] != face:
            parent[face] = parent[parent[face]]
            face = parent[face]
        return face

    for first, second, between in _contacts(certificate):
        here = labels[_label(certificate, first)]
        if here == labels[between] == labels[_label(certificate, second)]:
            parent[root(first)] = root(second)
    found: dict[Face, set[Face]] = {}
    for face in parent:
        found.setdefault(root(face), set()).add(face)
    return {frozenset(faces) for faces in found.values()}


def _label(certificate: Certificate, face: Face) -> int:
    return certificate.columns[face[0]].faces[face[1]]


def _contacts(certificate: Certificate) -> Iterator[tuple[Face, Face, int]]:
    """Yield two faces and the label of the open arc or piece of wall between them."""
    for k, column in enumerate(certificate.columns):
        for branch, label in enumerate(column.arcs):
            yield (k, branch), (k, branch + 1), label
    for k, wall in enumerate(certificate.walls[1:-1], start=1):
        left = right = 0
        for point, label in zip(wall.points, wall.intervals, strict=False):
            left, right = left + len(point.left), right + len(point.right)
            if left >= len(certificate.columns[k - 1].faces) or right >= len(certificate.columns[k].faces):
                raise Rejected(f"walls[{k}]: more branches than the columns have")
            yield (k - 1, left), (k, right), label
