"""What is proved of signs on whole cells holds at points of them that are found otherwise."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest
from hypothesis import strategies as st

from coopgame_checker.around import Around
from coopgame_checker.bivariate import signs_on
from coopgame_checker.certificate import certificate
from coopgame_checker.conditions import Builder
from coopgame_checker.constancy import Constant
from coopgame_checker.geometry import Geometry
from coopgame_checker.logic import SINGLE, Atom, Evaluation
from coopgame_checker.parts import Leaf
from coopgame_checker.pieces import Pieces
from coopgame_checker.reach import Reach
from coopgame_checker.reading import expression
from coopgame_checker.slices import Cell
from coopgame_checker.spots import Spots
from coopgame_checker.values import Field
from tests.laws import assert_caught, law

from .examples import example

NAMES = ("circle", "parabolas", "isolated", "cusp", "quotient", "rooted")
GRID = st.integers(0, 8)
RECTANGLES = st.tuples(GRID, GRID, GRID, GRID, GRID, GRID, GRID, GRID)
POLYNOMIALS = st.dictionaries(
    st.tuples(st.integers(0, 2), st.integers(0, 2)), st.integers(-3, 3).filter(bool), min_size=1, max_size=4
)
ROOTS = st.sampled_from(
    [
        ["+", ["sqrt", ["+", ["^", ["x"], 2], ["^", ["y"], 2]]], "-1"],
        ["+", ["sqrt", ["+", "2", ["x"]]], ["*", "-1", ["sqrt", ["+", "2", ["y"]]]]],
        ["+", ["sqrt", ["+", "1", ["sqrt", ["+", "2", ["y"]]]]], ["*", "-1", ["x"]], "-1"],
        ["+", ["y"], ["*", "-1", ["sqrt", ["max", "0", ["*", ["x"], ["y"]]]]]],
        ["+", ["min", ["sqrt", ["+", "2", ["x"]]], ["max", ["x"], ["y"]]], "-1"],
        ["+", ["y"], ["*", "-1", ["^", ["x"], 2], ["sqrt", ["+", "1", ["^", ["x"], 2]]]]],
        ["*", ["+", ["x"], ["*", "-1", ["y"]]], ["sqrt", ["+", "2", ["x"]]]],
    ]
)


class Places:
    """Everything about the cells of one example."""

    def __init__(self, name):
        self.geometry = Geometry(certificate(example(name)))
        pieces = Pieces(self.geometry, Reach(self.geometry))
        self.spots, self.around = Spots(self.geometry, pieces), Around(self.geometry, pieces)
        self.cells = [
            Cell(k, kind, n)
            for k, column in enumerate(self.geometry.columns)
            for kind, count in (("faces", len(column.faces)), ("arcs", len(column.arcs)), ("bottom", 1), ("top", 1))
            for n in range(count)
        ]
        for k, wall in enumerate(self.geometry.walls):
            self.cells += [Cell(k, "piece", n) for n in range(len(wall.cuts))]
            self.cells += [Cell(k, "point", n) for n in range(len(wall.points))]

    def rectangles(self, numbers):
        """Return a rectangle, and one inside it."""
        x0, x1, y0, y1 = self.geometry.certificate.box
        outer, inner = [], []
        for (a, b, c, d), (low, high) in zip((numbers[:4], numbers[4:]), ((x0, x1), (y0, y1)), strict=True):
            four = sorted((a, b + 9, c + 18, d + 27))
            ends = [low + (high - low) * Fraction(n, 35) for n in four]
            outer += [ends[0], ends[3]]
            inner += [ends[1], ends[2]]
        return Leaf(tuple(outer), ()), Leaf(tuple(inner), ())


places = cache(Places)
SOME = st.tuples(st.sampled_from(NAMES), st.integers(0, 10**6), RECTANGLES)


def chosen(some):
    name, number, numbers = some
    here = places(name)
    return here, here.cells[number % len(here.cells)], *here.rectangles(numbers)


def masks_enclose_signs(some, polynomial):
    here, cell, outer, inner = chosen(some)
    if here.spots.alone(cell):
        return
    mask = here.around.mask(polynomial, cell, outer)
    for spot in here.spots.of(cell, inner):
        assert SINGLE[spot(polynomial) + 1] & mask


test_masks_enclose_signs = law(300, SOME, POLYNOMIALS)(masks_enclose_signs)


def constant_signs_hold(some, tree):
    here, cell, outer, inner = chosen(some)
    if here.spots.alone(cell):
        return
    field, needs = Field(list(here.geometry.curves)), []
    sign = field.sign(Builder(field).value(expression(tree, ""), needs))

    def at(spot):
        return Evaluation(lambda factor: SINGLE[spot(field.factors[factor]) + 1])

    def mask(spot, factor):
        """Return signs of curves on the whole cell, and of others on its part on the rectangle."""
        if factor < len(here.geometry.curves):
            return SINGLE[spot(field.factors[factor]) + 1]
        p = field.factors[factor]
        return signs_on(p, outer.box) & here.around.mask(p, cell, outer)

    known = 0
    for spot in here.spots.of(cell, outer):
        point = at(spot)
        base = Constant(lambda f, spot=spot: mask(spot, f), point.masks, here.around.curve_of(cell))
        while base.learn([Atom(sign, 1), *needs]):
            pass
        known |= base.sign(sign)
    for spot in here.spots.of(cell, inner):
        there = at(spot)
        if all(there.truth(need) for need in needs):
            assert there.sign(sign) & known


test_constant_signs_hold = law(300, SOME, ROOTS)(constant_signs_hold)


@pytest.mark.thorough
def test_signs_that_are_not_constant_are_noticed(monkeypatch):
    monkeypatch.setattr(Constant, "_constant", lambda *_: True)
    assert_caught(constant_signs_hold, SOME, ROOTS, n=1500)


def masks_left_of_a_circle_enclose_signs(height, slope):
    """Lines through a face that no curve bounds, some of which cross it from side to side."""
    here, line = places("circle"), {(0, 1): 8, (1, 0): slope, (0, 0): -height}
    cell, whole = Cell(0, "faces", 0), Leaf(here.geometry.certificate.box, ())
    mask = here.around.mask(line, cell, whole)
    for n in range(8):
        part = Leaf((*whole.box[:2], Fraction(n, 4) - 1, Fraction(n + 1, 4) - 1), ())
        for spot in here.spots.of(cell, part):
            assert SINGLE[spot(line) + 1] & mask


LINES = (st.integers(-12, 12), st.integers(-2, 2))
test_masks_left_of_a_circle_enclose_signs = law(60, *LINES)(masks_left_of_a_circle_enclose_signs)


def test_polynomials_that_cross_a_face_are_noticed(monkeypatch):
    monkeypatch.setattr(Around, "_free", lambda *_: True)
    assert_caught(masks_left_of_a_circle_enclose_signs, *LINES)


def masks_on_walls_enclose_signs(number, polynomial):
    here = places("parabolas")
    x0, x1, y0, y1 = here.geometry.certificate.box
    pieces = [cell for cell in here.cells if cell.kind == "piece"]
    cell, whole = pieces[number % len(pieces)], Leaf((x0, x1, y0, y1), ())
    mask = here.around.mask(polynomial, cell, whole)
    for n in range(8):
        part = Leaf((x0, x1, y0 + (y1 - y0) * n / 8, y0 + (y1 - y0) * (n + 1) / 8), ())
        for spot in here.spots.of(cell, part):
            assert SINGLE[spot(polynomial) + 1] & mask


test_masks_on_walls_enclose_signs = law(100, st.integers(0, 100), POLYNOMIALS)(masks_on_walls_enclose_signs)


def test_polynomials_that_cross_a_piece_are_noticed(monkeypatch):
    monkeypatch.setattr(Pieces, "_rootless", lambda *_: True)
    assert_caught(masks_on_walls_enclose_signs, st.integers(0, 100), POLYNOMIALS)


def test_points_of_cells_are_on_them():
    for name in NAMES:
        here = places(name)
        whole = Leaf(here.geometry.certificate.box, ())
        for cell in here.cells:
            if cell.kind == "arcs":
                curve = here.geometry.curves[here.around.curve_of(cell)]
                assert [spot(curve.terms) for spot in here.spots.of(cell, whole)] == [0]
            if cell.kind == "point" and here.spots.alone(cell):
                curves = here.geometry.walls[cell.place].points[cell.index].curves
                assert all(
                    spot(here.geometry.curves[c].terms) == 0 for c in curves for spot in here.spots.of(cell, whole)
                )
