"""Maps with curved borders in both orders of the axes, and against conditions evaluated without the library."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from coopgame.regions import Box, Decomposition
from coopgame.regions import between as between_module
from coopgame.regions.borders import rings as rings_module
from coopgame.regions.borders.geometry import Geometry
from coopgame.regions.cells import relevance as relevance_module
from coopgame.regions.cells import stacks as stacks_module
from coopgame.regions.cells import strips as strips_module
from coopgame.regions.cells import walls as walls_module
from coopgame.regions.cells import windows as windows_module
from coopgame.regions.cells.complex import Cells
from coopgame.regions.cells.labels import UnionFind
from coopgame.regions.descriptions import describe as describe_module
from coopgame.regions.descriptions.describe import Description
from tests.core.plane import Sets, winding
from tests.core.straight import true_at
from tests.core.strategies import Problem, X, Y
from tests.laws import assert_caught, law

from .curved import Atom, Curved, Place, curved, plain


def corner(found: Decomposition, vertex: tuple[int, int], flip: bool) -> tuple[Any, Any]:
    at = found.cells.walls[vertex[0]].x, found.cells.exact_ordinate(vertex)
    return at[::-1] if flip else at


def seen(found: Decomposition, flip: bool) -> dict[str, Counter[Any]]:
    """What must not depend on the order of the axes; algebraic numbers are compared as such."""
    beside = [patch.regimes for patch in found.patches]
    return {
        "regions": Counter(beside),
        "junctions": Counter((j.at[::-1] if flip else j.at, j.regimes, len(j.patches)) for j in found.junctions),
        "arcs": Counter(
            (plain(found.cells.curves[a.curve].turned if flip else found.cells.curves[a.curve]),
             frozenset(Counter((beside[a.left], beside[a.right])).items()),
             frozenset(corner(found, v, flip) for v in a.ends) if a.ends[0] != a.ends[1] else None)
            for a in found.arcs
        ),
        "thin sets": Counter(
            (s.extra, s.regimes, None if s.at is None else corner(found, s.at, flip)) for s in found.slivers
        ),
    }  # fmt: skip


def check_both_orders(case: Curved) -> None:
    assert seen(case.found, False) == seen(case.swapped, True)


def check_cells(case: Curved) -> None:
    """At every point, also on curves, in their crossings and in corners, the label of the cell is that of the point."""
    # One order for each problem: that both orders agree is another law.
    turned = bool((case.seed or 0) % 2)
    found = case.swapped if turned else case.found
    place = Place(found)
    for x, y in case.points:
        label = case.problem.label(x, y)
        point = (y, x) if turned else (x, y)
        assert place.regimes(*point) == label, (x, y)
        assert found.regimes_at(*point) == label, (x, y)


def check_rings(case: Curved) -> None:
    """Every border is walked once along each of its regions; rings are closed and simple; Euler's formula holds."""
    found = case.found
    runs = found.patches[0].geometry.runs
    walked = Counter((step, k) for k, patch in enumerate(found.patches) for ring in patch.rings for step in ring)
    beside = ((n, along, side) for n, run in enumerate(runs) for along, side in ((True, run.left), (False, run.right)))
    assert walked == Counter({((n, along), side): 1 for n, along, side in beside if side is not None})
    for patch in found.patches:
        for ring in patch.rings:
            ways = [(runs[n].start, runs[n].end) if along else (runs[n].end, runs[n].start) for n, along in ring]
            assert all(one[1] == other[0] for one, other in zip(ways, [*ways[1:], ways[0]], strict=True))
            assert len({way[0] for way in ways}) == len(ways)
    sets = Sets()
    for run in runs:
        sets.join(run.start, run.end)
    vertices = {vertex for run in runs for vertex in (run.start, run.end)}
    assert len(found.patches) == len(runs) - len(vertices) + sets.count()


CHECKS = (check_both_orders, check_cells, check_rings)


@pytest.mark.thorough
@pytest.mark.parametrize("part", [0, *(pytest.param(n, marks=pytest.mark.long) for n in (1, 2, 3))])
@law(250, curved)
def test_map_of_curves(part: int, case: Curved) -> None:  # noqa: ARG001 - parts run side by side
    for check in CHECKS:
        check(case)


def check_areas(case: Curved) -> None:
    """The areas fill the box, are equal in both orders within their enclosures, and are those of the outlines."""
    width = case.found.box.area / 10**6
    tables = []
    for found in (case.found, case.swapped):
        areas = [patch.area(width) for patch in found.patches]
        assert all(low <= high <= low + width and high > 0 for low, high in areas)
        assert sum(low for low, _ in areas) <= found.box.area <= sum(high for _, high in areas)
        own = zip(
            (sorted(p.regimes) if p.regimes is not None else ["outside"] for p in found.patches), areas, strict=True
        )
        tables.append(sorted((name, (low + high) / 2) for name, (low, high) in own))
    for (name, one), (same, other) in zip(*tables, strict=True):
        assert (name, abs(one - other) <= width) == (same, True)


@pytest.mark.thorough
@law(75, curved)
def test_areas(case: Curved) -> None:
    check_areas(case)


def near(ring: Any, m: Any, distance: Fraction) -> bool:
    """Whether a point may be closer to a ring than ``distance``, measured along the axes."""
    for (a, b), (c, d) in zip(ring, [*ring[1:], ring[0]], strict=True):
        apart = max(min(a, c) - m[0], m[0] - max(a, c), min(b, d) - m[1], m[1] - max(b, d))
        if apart < distance:
            area, size = (c - a) * (m[1] - b) - (d - b) * (m[0] - a), max(abs(c - a), abs(d - b))
            if abs(area) <= 2 * distance * size:
                return True
    return False


def check_outlines(case: Curved) -> None:
    """A point that is not close to a border lies in the outline of one region, and has its regimes."""
    found, tolerance = case.found, (case.found.box.x1 - case.found.box.x0) / 2**9
    outlines = [(patch.regimes, patch.outline(tolerance)) for patch in found.patches]
    for x, y in case.points:
        if not any(near(ring, (x, y), tolerance) for _, rings in outlines for ring in rings):
            around = [regimes for regimes, rings in outlines if sum(winding(ring, (x, y)) or 0 for ring in rings)]
            assert around == [case.problem.label(x, y)] or is_thin(case, x, y), (x, y)
    for arc in found.arcs:
        path = arc.path(tolerance)
        for vertex, point in zip(arc.ends, (path[0], path[-1]), strict=True):
            assert all(
                abs(v.bounds(tolerance)[0] - u) <= 2 * tolerance
                for v, u in zip(corner(found, vertex, False), point, strict=True)
            )


def is_thin(case: Curved, x: Fraction, y: Fraction) -> bool:
    """Whether a point lies on a curve that is no border."""
    return any(curve.sign(x, y) == 0 for curve in case.found.cells.curves)


@pytest.mark.thorough
@law(75, curved)
def test_outlines(case: Curved) -> None:
    check_outlines(case)


def check_conditions(case: Curved) -> None:
    """A regime is possible exactly where its condition holds, and the condition of a region holds in no other one."""
    found, label = case.found, case.problem.label
    description, curves = Description(found), found.cells.curves
    points = [(x, y, label(x, y)) for x, y in case.points]
    for regime in {name for name, _ in found.outcomes}:
        # The curves that matter where they run may not tell all points apart; the signs of every curve do.
        condition = description.possible(regime) or Description(found, every=True).possible(regime)
        assert condition is not None
        for x, y, told in points:
            assert told is None or true_at(condition, curves, x, y) == (regime in told), (regime, x, y)
    for patch, own in enumerate(found.patches):
        if own.regimes is None:
            continue
        # None: signs cannot tell, and the conditions of the equilibria are printed instead.
        inside, region = description.inside(own.regimes), description.region(patch)
        for k, other in enumerate(found.patches):
            if other.regimes is not None:
                assert inside is None or true_at(inside, curves, *other.sample) == (other.regimes == own.regimes)
                assert region is None or true_at(region, curves, *other.sample) == (k == patch)


@pytest.mark.thorough
@law(100, curved)
def test_conditions(case: Curved) -> None:
    check_conditions(case)


def test_condition_that_needs_every_curve() -> None:
    case = Curved.of(2515277434)
    assert Description(case.found).possible("c") is None
    check_conditions(case)


def in_strips(check: Callable[[Curved], None]) -> Callable[[Curved], None]:
    """Return a check of maps that are cut into as many strips and rectangles as possible."""

    def checked(case: Curved) -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(strips_module, "ENOUGH", 1)
            patched.setattr(strips_module, "DEPTH", 3)
            patched.setattr(relevance_module, "ENOUGH", 1)
            check(case)

    return checked


@pytest.mark.thorough
@law(50, curved)
def test_map_in_strips(case: Curved) -> None:
    for check in (*CHECKS, check_conditions):
        in_strips(check)(case)


def test_regions_that_are_not_found_again_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Description, "_shared", lambda *_: 0)
    assert_caught(in_strips(check_conditions), curved)


# The laws can fail --------------------------------------------------------------------------------

DECOMPOSE = sys.modules["coopgame.regions.decompose"]
INTEGRAL, ON_VERTEX, POINTS = Geometry.below, Cells.on_vertex, walls_module._points


def stay_in_order(*_: Any) -> Any:
    return walls_module._Clusters({}, {}, {}, {}, 1)


def uncertified(critical: Any, _: Any, sides: Any) -> Any:
    """Take the samples of the columns, however far they are from the wall."""
    x = critical.x
    return tuple(x.known[k] if side is None else side.sample for k, side in enumerate(sides))


def blind_on_the_left(self: Cells, vertex: tuple[int, int]) -> list[int]:
    w, t = vertex
    below = sum(len(point.right) for point in self.walls[w].points[:t])
    last = self.offsets[min(w, len(self.columns))] + below
    return list(range(last, last + len(self.walls[w].points[t].right) + 1)) if w < len(self.columns) else []


def off_curve(self: Any, k: int) -> Any:
    return self.faces[k]


def longer(self: Geometry, n: int, width: Fraction) -> Any:
    low, high = INTEGRAL(self, n, width)
    return (low, high) if self.runs[n].kind != "branch" else (low * 2, high * 2)


def shifted(self: Geometry, vertex: Any, tolerance: Fraction) -> Any:
    x, y = POINT(self, vertex, tolerance)
    return y, x


POINT = Geometry.point
BREAKS: dict[str, tuple[Any, str, Any, Callable[[Curved], None]]] = {
    "isolated points are not looked for": (windows_module, "_isolated", lambda *_: [], check_cells),
    "cuts are not certified": (windows_module, "_near", uncertified, check_both_orders),
    "branches that cross stay in order": (walls_module, "_crossing", stay_in_order, check_both_orders),
    "only faces on the right are seen": (Cells, "faces_around", blind_on_the_left, check_both_orders),
    "signs at crossings are those beside": (
        Cells, "on_vertex", lambda self, vertex: self.on_interval(vertex[0], max(vertex[1] - 1, 0)), check_cells
    ),
    "signs on curves are those beside": (stacks_module.Column, "on_branch", off_curve, check_cells),
    "faces are never joined": (UnionFind, "join", lambda *_: None, check_rings),
    "rings turn the other way": (
        rings_module, "_clockwise", lambda *given: -CLOCKWISE(*given), check_rings
    ),
    "areas are wrong": (Geometry, "below", longer, check_areas),
    "outlines are wrong": (Geometry, "point", shifted, check_outlines),
    "literals are dropped": (describe_module, "implicants", lambda _: ((),), check_conditions),
}  # fmt: skip
CLOCKWISE = rings_module._clockwise


@pytest.mark.parametrize("name", BREAKS)
def test_law_catches(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, attribute, value, check = BREAKS[name]
    monkeypatch.setattr(owner, attribute, value)
    assert_caught(check, curved)


ONE, OTHER = X**2 + (Y - 1) ** 2, (X - 1) ** 2 + Y**2
#: Two of a kind, of which one order of the axes meets one first, and the other order the other.
PAIRS = {
    "junctions": ((X**2 + Y**2 - 1, "<="), (X + Y - 1, "<=")),
    "slivers": ((ONE, "=="), (OTHER, "==")),
}


@pytest.mark.parametrize("name", PAIRS)
def test_omission_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = tuple((regime, Atom.of(*given)) for regime, given in zip("ab", PAIRS[name], strict=True))
    problem = Problem(outcomes, None, Box(*map(Fraction, (-2, 2, -2, 2))))
    check_both_orders(Curved(problem, 0))
    original = getattr(between_module, name)
    monkeypatch.setattr(DECOMPOSE, name, lambda *given: original(*given)[1:])
    with pytest.raises(AssertionError):
        check_both_orders(Curved(problem, 0))


@pytest.mark.thorough
def test_missing_arcs_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DECOMPOSE, "arcs", lambda *given: between_module.arcs(*given)[1:])
    assert_caught(check_both_orders, curved)


def test_isolated_points_of_both_kinds() -> None:
    """An isolated point with rational, and two with irrational coordinates, alone and on other curves."""
    for left in (X**2 + Y**2, (X**2 - 2) ** 2 + Y**2, Y**2 - X**2 * (X - 1)):
        for other in (X + 5, X - Y, Y):
            outcomes = (("a", Atom.of(left, "==")), ("b", Atom.of(other, ">=")))
            case = Curved(Problem(outcomes, None, Box(*map(Fraction, (-2, 2, -2, 2)))), 0)
            points = [s for s in case.found.slivers if s.at is not None and s.extra == {"a"}]
            expected = {"x**2 + y**2": 1, "y**2 + (x**2 - 2)**2": 2}.get(str(left), 1)
            assert len(points) == expected, (left, other)
            for check in (*CHECKS, check_conditions):
                check(case)
