"""Certified maps of conditions with exponentials, logarithms and real powers."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable
from fractions import Fraction
from itertools import chain

import pytest
import shapely
import sympy
from flint import arb

from coopgame.conditions import TRUE, formula_of
from coopgame.errors import UnsupportedError
from coopgame.progress import reporting
from coopgame.regions.certified import ball_functions, tiles
from coopgame.regions.certified.mosaic import Mosaic
from coopgame.regions.certified.subdivision import Budget, subdivide
from coopgame.regions.plane import Box
from tests.laws import CAUGHT, scaled
from tests.regions.maps import CASES, COARSE, B, Case, P

UNIT = Box(Fraction(0), Fraction(1), Fraction(0), Fraction(1))
both_orders = pytest.mark.parametrize(
    "turned", [False, pytest.param(True, marks=pytest.mark.long)], ids=["as written", "turned"]
)
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def shoelace(ring: tuple[tuple[Fraction, Fraction], ...]) -> Fraction:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum((p[0] * q[1] - p[1] * q[0] for p, q in pairs), Fraction(0)) / 2


def inside(ring: tuple[tuple[Fraction, Fraction], ...], rng: random.Random) -> tuple[Fraction, Fraction]:
    weights = [Fraction(rng.randint(1, 10**9)) for _ in ring]
    x, y = (sum(w * p[axis] for w, p in zip(weights, ring, strict=True)) / sum(weights) for axis in (0, 1))
    return x, y


def check_pieces(case: Case, found: Mosaic, turned: bool, rng: random.Random, points: int) -> None:
    """At random points inside decided pieces the regimes are those that many digits give."""
    decided = [piece for piece in found.pieces if piece.decided]
    for piece in rng.choices(decided, k=points):
        x, y = inside(found.polygon(piece), rng)
        p, b = (y, x) if turned else (x, y)
        assert piece.regimes == case.regimes(p, b), (case.name, p, b)


def label(regimes: frozenset[str] | None) -> str:
    return "outside" if regimes is None else " ".join(sorted(regimes))


def check_areas(case: Case, found: Mosaic) -> None:
    """The decided area of a set of regimes and all that is undecided enclose its area."""
    for name, text in case.areas:
        patches = [q for q in found.patches if q.decided and label(q.regimes) == name]
        lower = sum((q.bounds[0] for q in patches), Fraction(0))
        exact = sympy.sympify(text).evalf(40)
        assert float(lower) - 1e-12 <= exact <= float(lower + found.unresolved) + 1e-12
        if len(patches) == 1:
            assert float(patches[0].bounds[0]) - 1e-12 <= exact <= float(patches[0].bounds[1]) + 1e-12


@both_orders
@every_case
def test_what_is_decided_is_true(case: Case, turned: bool, rng: random.Random) -> None:
    found = case.map(turned=turned)
    check_pieces(case, found, turned, rng, scaled(60))
    check_areas(case, found)
    assert found.unresolved <= found.box.area * Fraction(1, 400)


@both_orders
@every_case
def test_pieces_fill_the_box_and_patches_are_made_of_them(case: Case, turned: bool) -> None:
    found = case.map(turned=turned)
    assert sum((shoelace(found.polygon(piece)) for piece in found.pieces), Fraction(0)) == found.box.area
    undecided = sum((shoelace(found.polygon(p)) for p in found.pieces if not p.decided), Fraction(0))
    assert undecided == found.unresolved == sum(q.bounds[1] for q in found.patches if not q.decided)
    for patch in found.patches:
        outer, *holes = patch.outline(Fraction(1))
        assert shoelace(outer) > 0
        assert all(shoelace(hole) < 0 for hole in holes)
        own = shoelace(outer) + sum(map(shoelace, holes), Fraction(0))
        assert own == patch.bounds[0 if patch.decided else 1]
    everything = [shoelace(ring) for patch in found.patches for ring in patch.rings]
    assert sum(everything, Fraction(0)) == found.box.area


@every_case
def test_outlines_are_valid_polygons_that_do_not_overlap(case: Case) -> None:
    found = case.map()
    polygons = [shapely.Polygon(outer, holes) for outer, *holes in (patch.rings for patch in found.patches)]
    assert all(shapely.is_valid(polygon) for polygon in polygons)
    for patch, polygon in zip(found.patches, polygons, strict=True):
        assert polygon.contains(shapely.Point(*map(float, patch.sample)))
    total = shapely.union_all(polygons).area
    assert total == pytest.approx(float(found.box.area))


@pytest.mark.thorough
@every_case
def test_borders_run_between_their_patches(case: Case) -> None:
    """From the middle of each step a small way to the left lies the left patch or something undecided."""
    found = case.map()
    polygons = [shapely.Polygon(outer, holes) for outer, *holes in (patch.rings for patch in found.patches)]
    for arc in found.arcs:
        assert found.patches[arc.left].regimes != found.patches[arc.right].regimes
        assert arc.curve is not None
        assert found.curves[arc.curve].generators
        line = shapely.LineString([tuple(map(float, point)) for point in arc.path(Fraction(1))])
        undecided = shapely.union_all([q for q, p in zip(polygons, found.patches, strict=True) if not p.decided])
        assert line.difference(undecided.buffer(1e-3)).length < 1e-9 + line.length / 20
        near = 5e-3 * max(found.box.x1 - found.box.x0, found.box.y1 - found.box.y0)
        for patch in (arc.left, arc.right):
            assert polygons[patch].distance(line) < near


def test_a_border_is_one_chain_with_what_ties_on_it() -> None:
    found = CASES[0].map()
    (arc,) = found.arcs
    sides = {label(found.patches[k].regimes) for k in (arc.left, arc.right)}
    assert (sides, arc.holding) == ({"low", "high"}, {0, 1})
    assert sorted(float(arc.points[k][0]) for k in (0, -1)) == pytest.approx([0, 1], abs=1e-3)
    for x, y in arc.points:
        assert abs(float(y) - 2.718281828459045 ** -float(x)) < 2e-3


def test_a_circle_is_a_hole_and_a_closed_border() -> None:
    found = next(case for case in CASES if case.name == "circle").map()
    assert sorted(len(q.rings) for q in found.patches) == [1, 2, 2]
    (arc,) = found.arcs
    assert arc.points[0] == arc.points[-1]


@pytest.mark.thorough
def test_the_order_of_outcomes_and_of_axes_changes_no_area() -> None:
    for case in CASES:
        one, two = case.map(), Case(case.name, case.outcomes[::-1], case.box, (), case.domain).map(turned=True)
        for name in {label(q.regimes) for q in one.patches if q.decided}:
            sums = [sum(q.bounds[0] for q in m.patches if q.decided and label(q.regimes) == name) for m in (one, two)]
            assert abs(sums[0] - sums[1]) <= one.unresolved + two.unresolved


@pytest.mark.thorough
def test_more_work_decides_more() -> None:
    case = CASES[4]
    shares = [Fraction(1, 50), Fraction(1, 500), Fraction(1, 5000)]
    left = [case.map(budget=Budget(share)).unresolved for share in shares]
    assert left[0] > left[1] > left[2] > 0
    assert left[2] <= Fraction(1, 4900)


@pytest.mark.thorough
def test_a_typical_map_needs_few_tiles() -> None:
    """Bands become thinner with the square of the size of tiles; without that, millions would be needed."""
    for name, most in (("exponential decay", 300), ("logistic curve", 1000), ("power with a real exponent", 1000)):
        found = next(case for case in CASES if case.name == name).map(budget=Budget(share=Fraction(1, 100_000)))
        assert found.tiles < most
        assert found.unresolved <= found.box.area / 100_000


def test_borders_through_corners_of_tiles_are_not_broken() -> None:
    case = next(case for case in CASES if case.name == "crossing borders")
    assert len(case.map().arcs) == 4


def test_budgets_are_kept_and_what_is_left_is_reported() -> None:
    case = next(case for case in CASES if case.name == "circle")
    few = case.map(budget=Budget(share=Fraction(0), tiles=100))
    assert few.tiles <= 100
    assert 0 < few.unresolved < 1
    check_areas(case, few)
    none = case.map(budget=Budget(seconds=0))
    assert none.tiles == 1
    assert none.unresolved == none.box.area
    assert [q.decided for q in none.patches] == [False]


def test_a_map_is_the_same_each_time_and_survives_pickling() -> None:
    case = CASES[1]
    first, second = case.map(), case.map()
    assert first == second
    copy = pickle.loads(pickle.dumps(first))  # noqa: S301 - what was just written
    assert copy == first
    assert copy.regimes_at(Fraction(0), Fraction(1, 2)) == {"low", "high"}


def test_progress_is_reported() -> None:
    seen = []
    with reporting(lambda items, what: [seen.append(what)] and items):
        CASES[0].map()
    assert seen[0] == "tiles"


def test_an_interruption_leaves_nothing_behind() -> None:
    def interrupt(*_: object) -> object:
        raise KeyboardInterrupt

    before = repr(arb(1) / 3)
    with reporting(interrupt), pytest.raises(KeyboardInterrupt):
        CASES[0].map()
    assert repr(arb(1) / 3) == before
    assert CASES[0].map() == CASES[0].map()


def test_regimes_of_sets_of_outcomes_are_joined() -> None:
    outcomes = [("a", formula_of(sympy.exp(-P) >= B)), ("b", formula_of(1 - 2 * P >= 0))]

    def join(holding: frozenset[int]) -> frozenset[str]:
        return frozenset({"between"}) if len(holding) == 2 else frozenset()

    found = subdivide(outcomes, TRUE, (P, B), UNIT, join, COARSE)
    assert {label(q.regimes) for q in found.patches if q.decided} == {"", "a", "b", "a b between"}
    assert found.regimes_at(Fraction(1, 2), Fraction(0)) == {"a", "b", "between"}


def test_other_functions_are_refused() -> None:
    with pytest.raises(UnsupportedError, match="tan"):
        subdivide([("a", formula_of(sympy.tan(P) >= B))], TRUE, (P, B), UNIT)


@pytest.mark.parametrize(
    ("module", "name", "broken"),
    [
        (tiles, "ball", lambda middle, _radius=0: ball_functions.ball(middle)),
        (ball_functions, "power", lambda r, u: arb(u.mid()) ** r),
        (ball_functions, "smaller_one", lambda _u, _v, _first, second: second),
        (tiles, "sign_of", lambda ball: frozenset({-1, 0, 1}) if ball.contains(0) else frozenset({1})),
    ],
    ids=["radii dropped", "radius of a power dropped", "wrong slope at kinks", "signs mixed up"],
)
def test_the_law_fails_when_the_code_is_broken(
    module: object, name: str, broken: Callable[..., object], monkeypatch: pytest.MonkeyPatch, rng: random.Random
) -> None:
    monkeypatch.setattr(module, name, broken)

    def check() -> None:
        for case in CASES:
            check_pieces(case, case.map(), False, rng, 200)

    with pytest.raises(CAUGHT):
        check()


@pytest.mark.thorough
def test_laws_look_at_every_label() -> None:
    found = set(chain.from_iterable((label(q.regimes) for q in case.map().patches) for case in CASES))
    assert {"outside", "low", "a b", ""} <= found
