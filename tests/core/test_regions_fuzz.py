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
from coopgame.regions import Box, Curve, Decomposition, decompose
from coopgame.regions import between as between_module
from coopgame.regions.borders import assemble as assemble_module
from coopgame.regions.borders import rings as rings_module
from coopgame.regions.cells import labels as labels_module
from coopgame.regions.cells import walls as walls_module
from coopgame.regions.cells.labels import Labeller
from coopgame.regions.descriptions import describe as describe_module
from coopgame.regions.descriptions.describe import Description
from tests.laws import assert_caught, law

from .plane import Plane, area, on_segment, rectangle, straight_runs, winding
from .straight import ends, exact_area, place, rings, true_at
from .strategies import Atom, Problem, Tree, X, Y, boxes, fractions, lines, problems, rational


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
    assert sum(map(exact_area, found.patches)) == found.box.area
    assert Counter((p.regimes, exact_area(p)) for p in found.patches) == Counter(plane.regions().values())
    assert len(case.owner) == len(found.patches)
    for patch in found.patches:
        outer, *holes = rings(patch)
        assert sum(map(area, (outer, *holes))) == exact_area(patch)
        assert area(outer) > 0
        assert all(area(hole) < 0 for hole in holes)
        assert all(len(set(ring)) == len(ring) for ring in (outer, *holes)), "rings are simple"


def check_outlines(case: Case) -> None:
    """The middle of every face lies in one outline, and that of the region that the second algorithm puts it in."""
    found, plane = case.found, case.plane
    owner = case.owner
    for i, face in enumerate(plane.faces):
        turns = [sum(winding(ring, plane.middle(face)) or 0 for ring in rings(p)) for p in found.patches]
        assert turns == [int(k == owner[plane.component[i]]) for k in range(len(turns))]


def check_between(case: Case) -> None:
    found, plane = case.found, case.plane
    owner = case.owner
    assert {(place(j), j.regimes) for j in found.junctions} == plane.junctions()
    assert len(found.junctions) == len(plane.junctions())
    borders = plane.borders()
    for edge in plane.edges:
        m = plane.middle(edge)
        covering = [{arc.left, arc.right} for arc in found.arcs if on_segment(*ends(arc), m)]
        assert covering == ([{owner[c] for c in borders[edge]}] if edge in borders else [])
    assert len(found.arcs) == straight_runs(borders)
    for arc in found.arcs:
        left = outlined(found, arc.left, arc)
        assert left, "the region on the left walks the arc forwards"


def outlined(found: Decomposition, patch: int, arc: Any) -> bool:
    """Whether an outline of the region runs along the arc in its direction."""
    start, end = ends(arc)
    dx, dy = end[0] - start[0], end[1] - start[1]
    for ring in rings(found.patches[patch]):
        for p, q in zip(ring, [*ring[1:], ring[0]], strict=True):
            along = dx * (q[0] - p[0]) + dy * (q[1] - p[1]) > 0
            if along and on_segment(p, q, start) and on_segment(p, q, end):
                return True
    return False


def check_thin(case: Case) -> None:
    found, plane = case.found, case.plane
    pieces = [s for s in found.slivers if s.at is None]
    points = {ends(s)[0]: s for s in found.slivers if s.at is not None}
    expected = plane.thin_edges()
    for edge in plane.edges:
        covering = [(s.extra, s.regimes) for s in pieces if on_segment(*ends(s), plane.middle(edge))]
        assert covering == ([expected[edge]] if edge in expected else [])
    assert len(pieces) == straight_runs(expected)
    lonely = {}
    for v, faces in plane.vertices.items():
        extra = plane.surplus(v, faces)
        if extra and not any(extra <= s.extra and on_segment(*ends(s), v) for s in pieces):
            lonely[v] = extra
    assert {v: s.extra for v, s in points.items()} == lonely


def check_both_orders(case: Case) -> None:
    first, other = case.found, case.swapped
    sizes, others = (Counter((p.regimes, exact_area(p)) for p in d.patches) for d in (first, other))
    assert sizes == others
    assert {(place(j), j.regimes) for j in first.junctions} == {(turned(place(j)), j.regimes) for j in other.junctions}
    assert {thin(ends(s), s) for s in first.slivers} == {thin(tuple(map(turned, ends(s))), s) for s in other.slivers}

    def sides(d: Decomposition, flip: bool) -> Counter[Any]:
        return Counter(
            (
                frozenset(map(turned, ends(a)) if flip else ends(a)),
                frozenset((d.patches[k].regimes, exact_area(d.patches[k])) for k in (a.left, a.right)),
            )
            for a in d.arcs
        )

    assert sides(first, False) == sides(other, True)


def thin(path: tuple[Any, ...], sliver: Any) -> tuple[Any, ...]:
    return frozenset(path), sliver.extra, sliver.regimes


def check_cells(case: Case) -> None:
    """The label of every cell of every dimension is the label of a point of it, which need not be its sample."""
    found, label, box = case.found, case.problem.label, case.found.box
    cells = found.cells
    labeller = Labeller(cells, found.leaves, [name for name, _ in found.outcomes], None)
    regimes = labeller.regimes
    for i, column in enumerate(cells.columns):
        left, right = cells.walls[i].x.lower, cells.walls[i + 1].x.lower
        x = (left + 2 * right) / 3
        roots = [cells.curves[k].roots(x, box.y0, box.y1)[rank][0] for k, rank in column.branches]
        assert [regimes(held) for held in found.labels.branches[i]] == [label(x, y) for y in roots]
        own = found.labels.faces[cells.offsets[i] : cells.offsets[i + 1]]
        middles = [(low + high) / 2 for low, high in pairwise([box.y0, *roots, box.y1])]
        assert [regimes(held) for held in own] == [label(x, y) for y in middles]
        assert [regimes(labeller.edge(i, upper)) for upper in (False, True)] == [label(x, box.y0), label(x, box.y1)]
    for w, wall in enumerate(cells.walls):
        x, points = wall.x.lower, range(len(wall.points))
        heights = [cells.exact_ordinate((w, t)).lower for t in points]
        assert [regimes(labeller.vertex((w, t))) for t in points] == [label(x, y) for y in heights]
        middles = [(low + high) / 2 for low, high in pairwise(heights)]
        assert [regimes(labeller.interval(w, t)) for t in points[:-1]] == [label(x, y) for y in middles]


def check_conditions(case: Case) -> None:
    """The condition of a region holds in every face of it and in no other face of the domain."""
    found, plane = case.found, case.plane
    owner, description = case.owner, Description(found)
    for patch, own in enumerate(found.patches):
        if own.regimes is None:
            continue
        condition = description.region(patch)
        assert condition is not None
        for i, face in enumerate(plane.faces):
            if plane.labels[i] is not None:
                m = plane.middle(face)
                assert true_at(condition, found.cells.curves, *m) == (owner[plane.component[i]] == patch)


CHECKS = (check_regions, check_outlines, check_between, check_thin, check_both_orders, check_cells, check_conditions)


@law(160, cases)
def test_decomposition_equals_second_algorithm(case: Case) -> None:
    for check in CHECKS:
        check(case)


@pytest.mark.long
@law(20, problems(most=12).map(Case))
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


@law(40, st.lists(lines, min_size=1, max_size=8), boxes())
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
    assert [area(r) for r in rings(ring)] == [16, -4]
    assert sorted(map(exact_area, found.patches)) == [4, 12]


PINCHED = {
    "two holes that touch": (((1, 0, -2), (0, 1, -2)), ((1, 1, -3), (-1, -1, 5)), 3),
    "a hole that touches the edge": (((1, 1, -2),), ((-1, 1, 2), (0, -1, 1)), 2),
}


@pytest.mark.parametrize("name", PINCHED)
def test_region_that_touches_itself_has_simple_rings(name: str) -> None:
    product, halves, count = PINCHED[name]
    hole = Tree("and", (atom(">", *product), *(atom(">", line) for line in halves)))
    case = Case(Problem((("in", hole), ("out", Tree("not", (hole,)))), None, FOUR))
    (around,) = (p for p in case.found.patches if p.regimes == {"out"})
    assert len(rings(around)) == count
    for check in CHECKS:
        check(case)


def test_coincident_borders_of_different_rings_are_one_line() -> None:
    """``y = 3`` alone and ``y = 3`` beside a condition in x come from different polynomial rings."""
    outcomes = [("a", formula_of(Y <= 3)), ("b", formula_of(sympy.And(Y >= 3, X + Y >= 4)))]
    found = decompose(outcomes, TRUE, (X, Y), FOUR)
    assert found.cells.curves == (Curve((((0, 1), 1), ((0, 0), -3))), Curve((((1, 0), 1), ((0, 1), 1), ((0, 0), -4))))
    assert sorted((sorted(p.regimes or ()), exact_area(p)) for p in found.patches) == [
        ([], Fraction(1, 2)),
        (["a"], Fraction(12)),
        (["b"], Fraction(7, 2)),
    ]


@pytest.mark.parametrize("left", [sympy.exp(X) + Y, sympy.log(X + 1) * Y - 1, (X + 1) ** sympy.pi - Y])
def test_border_that_is_not_algebraic_is_refused(left: sympy.Expr) -> None:
    with pytest.raises(UnsupportedError):
        decompose([("a", formula_of(left < 2))], TRUE, (X, Y), FOUR)


def test_curve_outside_the_box_is_dropped() -> None:
    found = decompose([("a", formula_of(X**2 + Y**2 + 1 > 0))], TRUE, (X, Y), FOUR)
    assert [exact_area(p) for p in found.patches] == [16]


def through(p: tuple[Fraction, Fraction], q: tuple[Fraction, Fraction]) -> Any:
    """What is positive on the left of the way from p to q."""
    dx, dy = (rational(b - a) for a, b in zip(p, q, strict=True))
    return dx * (Y - rational(p[1])) - dy * (X - rational(p[0]))


@pytest.mark.thorough
@law(50, st.lists(st.tuples(fractions(-2, 2), fractions(-2, 2)), min_size=3, max_size=3, unique=True))
def test_outline_of_a_triangle(points: list[tuple[Fraction, Fraction]]) -> None:
    a, b, c = points
    twice = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    assume(twice != 0)
    if twice < 0:
        b, c = c, b
    inside = all_of(*(formula_of(through(p, q) > 0) for p, q in ((a, b), (b, c), (c, a))))
    found = decompose([("in", inside)], TRUE, (X, Y), Box(*map(Fraction, (-3, 3, -3, 3))))
    (own,) = (p for p in found.patches if p.regimes)
    (ring,) = rings(own)
    assert area(ring) == exact_area(own) == abs(twice) / 2
    assert set(ring) == {a, b, c}


# The checks can fail ------------------------------------------------------------------------------


SIGN, REGIMES = Curve.sign, Labeller.regimes


def stay_in_order(*_: Any) -> Any:
    """Let branches pass on as if nothing happened where two curves cross."""
    return walls_module._Clusters({}, {}, {}, {}, 1)


def leave_out(name: str) -> Any:
    original = getattr(between_module, name)
    return lambda *given: original(*given)[1:]


def join_through_points(assembly: Any) -> list[int]:
    """Join faces with equal labels that share a corner only."""
    labels = assembly.regimes
    sets = labels_module.UnionFind(len(labels))
    for w, wall in enumerate(assembly.cells.walls):
        for t in range(len(wall.points)):
            around = assembly.cells.faces_around((w, t))
            for f in around:
                for g in around:
                    if labels[f] == labels[g]:
                        sets.join(f, g)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(sets.find(face), len(numbers)) for face in range(len(labels))]


DECOMPOSE = sys.modules["coopgame.regions.decompose"]
BREAKS = {
    "faces are never joined": ((labels_module.UnionFind, "join", lambda *_: None), check_regions),
    "a flipped sign": ((Curve, "sign", lambda curve, x, y: SIGN(curve, x, -y)), check_cells),
    "crossings are forgotten": ((walls_module, "_crossing", stay_in_order), check_both_orders),
    "a literal of a condition is dropped": ((describe_module, "implicants", lambda _: ((),)), check_conditions),
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
    def outer(sides: Any) -> Any:
        return {patch: own[:1] for patch, own in rings_module.rings_of(sides).items()}

    monkeypatch.setattr(DECOMPOSE, "rings_of", outer)
    with pytest.raises(AssertionError):
        test_hole_and_island()


def test_turning_the_other_way_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    original = rings_module._clockwise
    monkeypatch.setattr(rings_module, "_clockwise", lambda *given: -original(*given))
    with pytest.raises(AssertionError):
        test_region_that_touches_itself_has_simple_rings("two holes that touch")


def test_euler_catches_a_missing_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Labeller, "regimes", lambda self, holding: REGIMES(self, holding - {0}))
    assert_caught(check_euler, st.lists(lines, min_size=2, max_size=8), boxes())
