"""Whether listed mixtures are exactly the extreme equilibria of a game of numbers, rational or not."""

from __future__ import annotations

from fractions import Fraction

from .bivariate import constant
from .elements import Element, Elements, name_of, negative
from .report import Rejected
from .values import Ratio, Value, number_sign
from .vertices import Ring, Vertex, extreme_equilibria, extreme_pairs

Number = Fraction | Value
Mixtures = tuple[list[Number], list[Number]]


def compared(
    first: list[list[Number]], second: list[list[Number]], listed: list[Mixtures], field: Elements
) -> tuple[int, int]:
    """Return how many extreme equilibria are not listed, and how many listed mixtures are none."""
    matrices = (_fractions(first), _fractions(second))
    mixtures = [(_fractions([x]), _fractions([y])) for x, y in listed]
    if matrices[0] is not None and matrices[1] is not None and not any(None in pair for pair in mixtures):
        true = extreme_equilibria(matrices[0], matrices[1])
        given = {(tuple(x[0]), tuple(y[0])) for x, y in mixtures if x is not None and y is not None}
        return len(true - given), len(given - true)
    ring: Ring[Element] = Ring(
        {}, {0: constant(1)}, field.element_sum, field.element_product, negative, lambda a: _sign(field, a)
    )
    pairs = extreme_pairs(_elements(first, field), _elements(second, field), ring)
    fits = [[_same(x, pair[0], ring) and _same(y, pair[1], ring) for pair in pairs] for x, y in listed]
    missing = sum(not any(row[k] for row in fits) for k in range(len(pairs)))
    return missing, sum(not any(row) for row in fits)


def _fractions(rows: list[list[Number]]) -> list[list[Fraction]] | None:
    found = [[entry for entry in row if isinstance(entry, Fraction)] for row in rows]
    return found if all(len(a) == len(b) for a, b in zip(found, rows, strict=True)) else None


def _sign(field: Elements, a: Element) -> int:
    found = number_sign(field.element_sign(a))
    if found is None:
        raise Rejected("two values cannot be compared")
    return found


def _ratio(entry: Number) -> tuple[Element, Element]:
    if isinstance(entry, Fraction):
        return {0: constant(entry.numerator)} if entry else {}, {0: constant(entry.denominator)}
    if not isinstance(entry, Ratio):
        raise Rejected("a value at a point is no number")
    return entry.above, entry.below


def _elements(rows: list[list[Number]], field: Elements) -> list[list[Element]]:
    """Return a positive multiple of a matrix without denominators."""
    ratios = [[_ratio(entry) for entry in row] for row in rows]
    below = {name_of(bottom): bottom for row in ratios for _, bottom in row}
    out = [[_cleared(top, name_of(bottom), below, field) for top, bottom in row] for row in ratios]
    signs = [_sign(field, bottom) for bottom in below.values()]
    flipped = sum(s < 0 for s in signs) % 2 == 1
    return [[negative(entry) for entry in row] for row in out] if flipped else out


def _cleared(top: Element, own: object, below: dict[object, Element], field: Elements) -> Element:
    for name, bottom in below.items():
        if name != own:
            top = field.element_product(top, bottom)
    return top


def _same(mixture: list[Number], vertex: Vertex[Element], ring: Ring[Element]) -> bool:
    for entry, weight in zip(mixture, vertex.weights, strict=True):
        top, bottom = _ratio(entry)
        left, right = ring.times(top, vertex.total), ring.times(weight, bottom)
        if ring.sign(ring.plus(left, ring.minus(right))) != 0:
            return False
    return True
