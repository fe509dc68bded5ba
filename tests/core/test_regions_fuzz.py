"""The decomposition against a second algorithm, on problems that are degenerate on purpose, in both orders of axes."""

from __future__ import annotations

import sys
from collections import Counter
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

import pytest
import sympy
from hypothesis import assume
from hypothesis import strategies as st

from coopgame.conditions import TRUE, all_of, formula_of, negate
from coopgame.errors import UnsupportedError
from coopgame.regions import Box, Decomposition, Line, decompose
from coopgame.regions import assemble as assemble_module
from coopgame.regions import between as between_module
from coopgame.regions import cells as cells_module
from coopgame.regions import labels as labels_module
from coopgame.regions import outline as outline_module
from tests.laws import assert_caught, law

from .plane import Plane, area, on_segment, rectangle, straight_runs, winding
from .strategies import Atom, Problem, Tree, X, Y, boxes, fractions, lines, problems


class Case:
    """One problem, mapped in both orders of the axes and by the second algorithm."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def __repr__(self) -> str:
        return f"Case({self.problem!r})"

    @cached_property
    def formulas(self) -> tuple[list[Any], Any]:
        outcomes = [(name, formula_of(tree.sympy())) for name, tree in self.problem.outcomes]
        return outcomes, TRUE if self.problem.domain is None else formula_of(self.problem.domain.sympy())

    @cached_property
    def found(self) -> Decomposition:
        return decompose(*self.formulas, (X, Y), self.problem.box)

    @cached_property
    def swapped(self) -> Decomposition:
        b = self.problem.box
        return decompose(*self.formulas, (Y, X), Box(b.y0, b.y1, b.x0, b.x1))

    @cached_property
    def plane(self) -> Plane:
        b = self.problem.box
        return Plane(rectangle(b.x0, b.x1, b.y0, b.y1), sorted(self.problem.factors()), self.problem.label)

    @cached_property
    def owner(self) -> dict[int, int]:
        """From components of the second algorithm to regions of the first."""
        return {self.plane.component_at(p.sample): i for i, p in enumerate(self.found.patches)}


cases = problems().map(Case)


def turned(point: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
    return point[1], point[0]


def check_regions(case: Case) -> None:
    found, plane = case.found, case.plane
    assert sum(p.area for p in found.patches) == found.box.area
    assert Counter((p.regimes, p.area) for p in found.patches) == Counter(plane.regions().values())
    assert len(case.owner) == len(found.patches)
    for patch in found.patches:
        assert sum(area(ring) for ring in patch.rings) == patch.area
        assert area(patch.rings[0]) > 0
        assert all(area(ring) < 0 for ring in patch.rings[1:])
        assert all(len(set(ring)) == len(ring) for ring in patch.rings), "rings are simple"


def check_outlines(case: Case) -> None:
    """The middle of every face lies in one outline, and that of the region that the second algorithm puts it in."""
    found, plane = case.found, case.plane
    owner = case.owner
    for i, face in enumerate(plane.faces):
        turns = [sum(winding(ring, plane.middle(face)) or 0 for ring in p.rings) for p in found.patches]
        assert turns == [int(k == owner[plane.component[i]]) for k in range(len(turns))]


def check_between(case: Case) -> None:
    found, plane = case.found, case.plane
    owner = case.owner
    assert {(j.at, j.regimes) for j in found.junctions} == plane.junctions()
    assert len(found.junctions) == len(plane.junctions())
    borders = plane.borders()
    for edge in plane.edges:
        m = plane.middle(edge)
        covering = [{arc.left, arc.right} for arc in found.arcs if on_segment(arc.start, arc.end, m)]
        assert covering == ([{owner[c] for c in borders[edge]}] if edge in borders else [])
    assert len(found.arcs) == straight_runs(borders)
    for arc in found.arcs:
        left = outlined(found, arc.left, arc)
        assert left, "the region on the left walks the arc forwards"


def outlined(found: Decomposition, patch: int, arc: Any) -> bool:
    """Whether an outline of the region runs along the arc in its direction."""
    dx, dy = arc.end[0] - arc.start[0], arc.end[1] - arc.start[1]
    for ring in found.patches[patch].rings:
        for p, q in zip(ring, [*ring[1:], ring[0]], strict=True):
            along = dx * (q[0] - p[0]) + dy * (q[1] - p[1]) > 0
            if along and on_segment(p, q, arc.start) and on_segment(p, q, arc.end):
                return True
    return False


def check_thin(case: Case) -> None:
    found, plane = case.found, case.plane
    pieces = [s for s in found.slivers if len(s.path) == 2]
    points = {s.path[0]: s for s in found.slivers if len(s.path) == 1}
    expected = plane.thin_edges()
    for edge in plane.edges:
        covering = [(s.extra, s.regimes) for s in pieces if on_segment(*s.path, plane.middle(edge))]
        assert covering == ([expected[edge]] if edge in expected else [])
    assert len(pieces) == straight_runs(expected)
    lonely = {}
    for v, faces in plane.vertices.items():
        extra = plane.surplus(v, faces)
        if extra and not any(extra <= s.extra and on_segment(*s.path, v) for s in pieces):
            lonely[v] = extra
    assert {v: s.extra for v, s in points.items()} == lonely


def check_both_orders(case: Case) -> None:
    first, other = case.found, case.swapped
    assert Counter((p.regimes, p.area) for p in first.patches) == Counter((p.regimes, p.area) for p in other.patches)
    assert {(j.at, j.regimes) for j in first.junctions} == {(turned(j.at), j.regimes) for j in other.junctions}
    assert {thin(s.path, s) for s in first.slivers} == {thin(tuple(map(turned, s.path)), s) for s in other.slivers}

    def sides(d: Decomposition, flip: bool) -> Counter[Any]:
        return Counter(
            (
                frozenset(map(turned, (a.start, a.end)) if flip else (a.start, a.end)),
                frozenset((d.patches[k].regimes, d.patches[k].area) for k in (a.left, a.right)),
            )
            for a in d.arcs
        )

    assert sides(first, False) == sides(other, True)


def thin(path: tuple[Any, ...], sliver: Any) -> tuple[Any, ...]:
    return frozenset(path), sliver.extra, sliver.regimes


def check_cells(case: Case) -> None:
    """The label of every cell of every dimension is the label of a point of it."""
    found, problem = case.found, case.problem
    cells, regimes = found.labelled.cells, found.labelled.regimes
    for i, column in enumerate(cells.columns):
        x = (column.left + 2 * column.right) / 3
        heights = cells.heights(i, x)
        assert [regimes(s) for s in column.sections] == [problem.label(x, y) for y in heights]
        middles = [(low + high) / 2 for low, high in pairwise(heights)]
        assert [regimes(s) for s in column.faces] == [problem.label(x, y) for y in middles]
    for wall in cells.walls:
        assert [regimes(s) for s in wall.vertices] == [problem.label(wall.x, y) for y in wall.heights]
        middles = [(low + high) / 2 for low, high in pairwise(wall.heights)]
        assert [regimes(s) for s in wall.intervals] == [problem.label(wall.x, y) for y in middles]


def check_conditions(case: Case) -> None:
    """The condition of a region holds in every face of it and in no other face of the domain."""
    found, plane = case.found, case.plane
    owner = case.owner
    for patch, own in enumerate(found.patches):
        if own.regimes is None:
            continue
        condition = found.condition((patch,))
        for i, face in enumerate(plane.faces):
            if plane.labels[i] is not None:
                m = plane.middle(face)
                true = any(all(found.lines[c].sign(*m) == s for c, s in conjunction) for conjunction in condition)
                assert true == (owner[plane.component[i]] == patch)


CHECKS = (check_regions, check_outlines, check_between, check_thin, check_both_orders, check_cells, check_conditions)


@law(320, cases)
def test_decomposition_equals_second_algorithm(case: Case) -> None:
    for check in CHECKS:
        check(case)


@pytest.mark.long
@law(40, problems(most=12).map(Case))
def test_more_lines(case: Case) -> None:
    for check in CHECKS:
        check(case)


# Euler's formula ----------------------------------------------------------------------------------


def primitive(line: tuple[int, int, int]) -> tuple[int, int, int]:
    k = sympy.igcd(*line)
    sign = 1 if next(c for c in line if c) > 0 else -1
    a, b, c = (sign * v // int(k) for v in line)
    return a, b, c


def check_euler(given: list[tuple[int, int, int]], box: Box) -> None:
    """With a label for each sign vector there are 1 + lines + Σ (multiplicity - 1) faces, counted inside the box."""
    distinct = sorted({primitive(line) for line in given})
    outcomes = [(f"{i}", Atom(Fraction(1), (line,), ">")) for i, line in enumerate(distinct)]
    found = Case(Problem(tuple(outcomes), None, box)).found
    corners = rectangle(box.x0, box.x1, box.y0, box.y1)

    def crosses(line: tuple[int, int, int]) -> bool:
        values = [line[0] * x + line[1] * y + line[2] for x, y in corners]
        return min(values) < 0 < max(values)

    inside = [line for line in distinct if crosses(line)]
    through: dict[tuple[Fraction, Fraction], set[int]] = {}
    for i, (a, b, c) in enumerate(inside):
        for j, (d, e, f) in enumerate(inside[:i]):
            determinant = a * e - b * d
            if determinant:
                point = (Fraction(b * f - c * e, determinant), Fraction(c * d - a * f, determinant))
                if box.x0 < point[0] < box.x1 and box.y0 < point[1] < box.y1:
                    through.setdefault(point, set()).update((i, j))
    assert len(found.patches) == 1 + len(inside) + sum(len(own) - 1 for own in through.values())


@law(80, st.lists(lines, min_size=1, max_size=8), boxes())
def test_euler(given: list[tuple[int, int, int]], box: Box) -> None:
    check_euler(given, box)


# Cases that once are enough -----------------------------------------------------------------------

FOUR = Box(Fraction(0), Fraction(4), Fraction(0), Fraction(4))


def atom(relation: str, *factors: tuple[int, int, int]) -> Atom:
    return Atom(Fraction(1), factors, relation)


CASES = {
    "nothing depends on the axes": (((("a", atom("<", (0, 1, 9))), ("b", atom(">", (0, 1, 9)))), None), 1, 0),
    "a cross of equal labels joins nothing through its centre": (
        ((("a", atom(">", (1, 0, -2), (0, 1, -2))), ("b", atom("<", (1, 0, -2), (0, 1, -2)))), None),
        4,
        1,
    ),
    "a line on the edge of the box is a thin set": (
        ((("a", atom(">=", (1, 0, 0))), ("b", atom("<=", (1, 0, 0)))), None),
        1,
        0,
    ),
    "a line through a corner": (((("a", atom("<=", (1, 1, -8))), ("b", atom(">=", (1, 1, -8)))), None), 1, 0),
    "four lines through one point": (
        (tuple((str(line), atom(">", line)) for line in [(1, 0, -2), (0, 1, -2), (1, 1, -4), (1, -1, 0)]), None),
        8,
        1,
    ),
    "a domain that is a line": (((("a", atom(">=", (1, 0, -2))),), atom("==", (1, -1, 0))), 1, 0),
}


@pytest.mark.parametrize("name", CASES)
def test_named_case(name: str) -> None:
    (outcomes, domain), regions, junctions = CASES[name]
    case = Case(Problem(outcomes, domain, FOUR))
    assert (len(case.found.patches), len(case.found.junctions)) == (regions, junctions)
    for check in CHECKS:
        check(case)


def test_hole_and_island() -> None:
    """A square inside a square: a ring-shaped region with a hole, and the same label again inside."""
    inner = [(1, 0, -1), (-1, 0, 3), (0, 1, -1), (0, -1, 3)]
    square = tuple(formula_of(a * X + b * Y + c > 0) for a, b, c in inner)
    found = decompose([("in", all_of(*square)), ("out", negate(all_of(*square)))], TRUE, (X, Y), FOUR)
    (ring,) = (p for p in found.patches if p.regimes == {"out"})
    assert [area(r) for r in ring.rings] == [16, -4]
    assert sorted(p.area for p in found.patches) == [4, 12]


PINCHED = {
    "two holes that touch": (((1, 0, -2), (0, 1, -2)), ((1, 1, -3), (-1, -1, 5)), 3),
    "a hole that touches the edge": (((1, 1, -2),), ((-1, 1, 2), (0, -1, 1)), 2),
}


@pytest.mark.parametrize("name", PINCHED)
def test_region_that_touches_itself_has_simple_rings(name: str) -> None:
    product, halves, rings = PINCHED[name]
    hole = Tree("and", (atom(">", *product), *(atom(">", line) for line in halves)))
    case = Case(Problem((("in", hole), ("out", Tree("not", (hole,)))), None, FOUR))
    (around,) = (p for p in case.found.patches if p.regimes == {"out"})
    assert len(around.rings) == rings
    for check in CHECKS:
        check(case)


def test_coincident_borders_of_different_rings_are_one_line() -> None:
    """``y = 3`` alone and ``y = 3`` beside a condition in x come from different polynomial rings."""
    outcomes = [("a", formula_of(Y <= 3)), ("b", formula_of(sympy.And(Y >= 3, X + Y >= 4)))]
    found = decompose(outcomes, TRUE, (X, Y), FOUR)
    assert found.lines == (Line(0, 1, -3), Line(1, 1, -4))
    assert sorted((sorted(p.regimes or ()), p.area) for p in found.patches) == [
        ([], Fraction(1, 2)),
        (["a"], Fraction(12)),
        (["b"], Fraction(7, 2)),
    ]


def test_curved_border_is_refused() -> None:
    with pytest.raises(UnsupportedError, match="not linear"):
        decompose([("a", formula_of(X**2 + Y**2 < 2))], TRUE, (X, Y), FOUR)


def test_curve_outside_the_box_is_dropped() -> None:
    found = decompose([("a", formula_of(X**2 + Y**2 + 1 > 0))], TRUE, (X, Y), FOUR)
    assert [p.area for p in found.patches] == [16]


@law(100, st.lists(st.tuples(fractions(-2, 2), fractions(-2, 2)), min_size=3, max_size=6, unique=True))
def test_outline_of_a_triangle_fan(points: list[tuple[Fraction, Fraction]]) -> None:
    """An outline made of the edges of triangles that share an edge encloses the sum of their areas."""
    a, b, c = points[:3]
    twice = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    assume(twice != 0)
    if twice < 0:
        b, c = c, b
    (ring,) = outline_module.rings_of([(a, b), (b, c), (c, a)])
    assert area(ring) == abs(twice) / 2
    assert set(ring) == {a, b, c}


# The checks can fail ------------------------------------------------------------------------------


ABSCISSAE = cells_module.critical_abscissae


def no_crossings(lines_given: Any, box: Box) -> tuple[Fraction, ...]:
    return ABSCISSAE(lines_given[:1], box)


def broken_sign(self: Line, x: Fraction, y: Fraction) -> int:
    value = self.a * x - self.b * y + self.c
    return (value > 0) - (value < 0)


def leave_out(name: str) -> Any:
    original = getattr(between_module, name)
    return lambda assembly: original(assembly)[1:]


def join_through_points(assembly: Any) -> list[int]:
    """Join faces with equal labels that share a corner only."""
    labels = [assembly.labelled.regimes(s) for s in assembly.face_signs]
    sets = labels_module.UnionFind(len(labels))
    for w, wall in enumerate(assembly.cells.walls):
        for y in wall.heights:
            around = sorted(assembly.faces_around(w, y))
            for f in around:
                for g in around:
                    if labels[f] == labels[g]:
                        sets.join(f, g)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(sets.find(face), len(numbers)) for face in range(len(labels))]


DECOMPOSE = sys.modules["coopgame.regions.decompose"]
BREAKS = {
    "faces are never joined": ((labels_module.UnionFind, "join", lambda *_: None), check_regions),
    "a flipped sign": ((Line, "sign", broken_sign), check_cells),
    "crossings are forgotten": ((cells_module, "critical_abscissae", no_crossings), check_both_orders),
    "a literal of a condition is dropped": (
        (assemble_module, "implicants", lambda *_: ((),)),
        check_conditions,
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_check_catches(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (owner, attribute, value), check = BREAKS[name]
    monkeypatch.setattr(owner, attribute, value)
    assert_caught(check, cases)


#: What is left out, the check that must notice, and a case that has it.
OMISSIONS = {
    "arcs": (check_between, "a cross of equal labels joins nothing through its centre"),
    "junctions": (check_between, "a cross of equal labels joins nothing through its centre"),
    "slivers": (check_thin, "a line on the edge of the box is a thin set"),
}


@pytest.mark.parametrize("name", OMISSIONS)
def test_omission_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    check, case = OMISSIONS[name]
    problem = Problem(*CASES[case][0], FOUR)
    check(Case(problem))
    monkeypatch.setattr(DECOMPOSE, name, leave_out(name))
    with pytest.raises(AssertionError):
        check(Case(problem))


def test_joining_through_points_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble_module.Assembly, "patch_of", property(join_through_points))
    with pytest.raises(AssertionError):
        test_named_case("a cross of equal labels joins nothing through its centre")


def test_forgotten_holes_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble_module, "rings_of", lambda edges: outline_module.rings_of(edges)[:1])
    with pytest.raises(AssertionError):
        test_hole_and_island()


def test_turning_the_other_way_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    original = outline_module._clockwise_rank

    def counterclockwise(reference: Any, direction: Any) -> tuple[int, Fraction]:
        rank, cotangent = original(reference, direction)
        return -rank, -cotangent

    monkeypatch.setattr(outline_module, "_clockwise_rank", counterclockwise)
    with pytest.raises(AssertionError):
        test_region_that_touches_itself_has_simple_rings("two holes that touch")


def test_euler_catches_a_missing_line(monkeypatch: pytest.MonkeyPatch) -> None:
    original = DECOMPOSE.build_cells
    monkeypatch.setattr(DECOMPOSE, "build_cells", lambda given, box: original(given[:1] * len(given), box))
    assert_caught(check_euler, st.lists(lines, min_size=2, max_size=8), boxes())
