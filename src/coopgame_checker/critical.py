"""The walls hold every critical abscissa: inside a column no curve turns, leaves the box or meets another."""

from __future__ import annotations

from .geometry import Geometry
from .report import Rejected
from .univariate import Uni, isolate, squarefree


def check_critical(geometry: Geometry) -> str:
    """Prove that no critical polynomial of the curves of a column has a root inside the column."""
    geometry.check_order()
    present = _columns_of_curves(geometry)
    count = 0
    for curve, columns in present.items():
        for name, polynomial in _own(geometry, curve):
            _check(geometry, polynomial, columns, name)
            count += 1
    flat = [(curve, columns) for curve, columns in present.items() if not geometry.curves[curve].vertical]
    for k, (first, columns) in enumerate(flat):
        for second, others in flat[:k]:
            if columns & others:
                name = f"the resultant of curves {second} and {first}"
                _check(geometry, geometry.resultant(second, first), columns & others, name)
                count += 1
    return f"{count} critical polynomials have no root inside their columns"


def _columns_of_curves(geometry: Geometry) -> dict[int, set[int]]:
    present: dict[int, set[int]] = {}
    for k, column in enumerate(geometry.columns):
        for curve in column.curves:
            present.setdefault(curve, set()).add(k)
    return present


def _own(geometry: Geometry, curve: int) -> list[tuple[str, Uni]]:
    """Return the critical polynomials of one curve; those that vanish on an edge of the box are left out."""
    itself = geometry.curves[curve]
    if itself.vertical:
        return [(f"the vertical curve {curve}", itself.in_x[0])]
    if itself.has_vertical_part():
        raise Rejected(f"curves[{curve}]: a factor in x alone")
    found = [(f"the discriminant of curve {curve}", geometry.discriminant(curve))]
    for top in (False, True):
        edge = geometry.edge(curve, top)
        if edge:
            found.append((f"curve {curve} on the {'upper' if top else 'lower'} edge", edge))
    return found


def _check(geometry: Geometry, polynomial: Uni, columns: set[int], name: str) -> None:
    if not polynomial:
        raise Rejected(f"{name} is zero: a common or repeated factor")
    c = squarefree(polynomial)
    box = geometry.certificate.box
    for root in isolate(c, box[0], box[1]):
        before, upto = geometry.root_position(c, root)
        if before == upto and before - 1 in columns:
            near = float((root.low + root.high) / 2)
            raise Rejected(f"{name} has a root near x = {near:.6g}, inside column {before - 1}")
