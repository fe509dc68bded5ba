"""Diagrams with curved borders as users meet them: exact conditions, special points, values, determinism."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy

import coopgame as cg
from coopgame.expressions.evaluation import truth_at
from coopgame.figures.palette import assign_colours
from coopgame.regions.descriptions import describe as describe_module

from .strategies import fraction, rational
from .test_phase_diagram import printed

REGIMES = {("in", "l"): "inside", ("out", "l"): "outside", ("in", "r"): "right", ("out", "r"): "far"}


def diagram(first: str, second: str = "-1", box: tuple[int, int, int, int] = (-2, 2, -2, 2)) -> cg.PhaseDiagram:
    """One player gets ``first`` by going in and nothing outside; the other one ``second`` on the right."""
    rows = {(a, b): (first if a == "in" else 0, second if b == "r" else 0) for a in ("in", "out") for b in ("l", "r")}
    game = cg.Game(["a", "b"], [["in", "out"], ["l", "r"]], rows)
    x, y = ("x", *box[:2]), ("y", *box[2:])
    space = cg.ParameterSpace({"x": box[:2], "y": box[2:]})
    model = cg.Model(game, space, rule=cg.ByProfile(REGIMES), concept=cg.PureNash())
    return cg.phase_diagram(model, x=x, y=y)


CASES: dict[str, Callable[[], cg.PhaseDiagram]] = {
    "a circle": lambda: diagram("1 - x**2 - y**2"),
    "a circle and a line through it": lambda: diagram("1 - x**2 - y**2", "x + y - 1"),
    "a circle and a tangent": lambda: diagram("1 - x**2 - y**2", "y - 1"),
    "two circles that touch": lambda: diagram("1 - x**2 - y**2", "1 - (x - 2)**2 - y**2"),
    "an isolated point": lambda: diagram("x**2*(x - 1) - y**2", "y"),
    "a point alone": lambda: diagram("-(x**2 + y**2)", "x*y - 1"),
    "a cusp and a parabola": lambda: diagram("x**3 - y**2", "y - x**2", (-1, 1, -1, 1)),
    "a lemniscate": lambda: diagram("2*(x**2 - y**2) - (x**2 + y**2)**2", "x - y"),
    "a quotient": lambda: diagram("1/(x + 3) - y**2", "x*y"),
}
#: Rational points on these curves: on the circle, where circles and lines meet or touch, cusps and nodes.
ON_CURVES = [(3, 4, 5), (-3, 4, 5), (4, -3, 5), (5, 12, 13), (1, 0, 1), (0, 1, 1), (0, 0, 1), (-1, 0, 1), (1, 1, 1)]
ON_CUSPS = [Fraction(k, 4) for k in range(5)]


def points(d: cg.PhaseDiagram) -> list[tuple[Fraction, Fraction]]:
    low, high = (tuple(fraction(getattr(axis, end)) for axis in (d.x, d.y)) for end in ("lower", "upper"))
    on = [(Fraction(a, c), Fraction(b, c)) for a, b, c in ON_CURVES] + [(t**2, t**3) for t in ON_CUSPS]
    on += [(t, t**2) for t in ON_CUSPS] + [(1 - t, t) for t in ON_CUSPS]
    lattice = [(Fraction(i, 2), Fraction(j, 2)) for i in range(-4, 5) for j in range(-4, 5)]
    r = random.Random(7)  # noqa: S311 - points of checks, not secrets
    anywhere = [
        tuple(a + (b - a) * Fraction(r.randint(0, 97), 97) for a, b in zip(low, high, strict=True)) for _ in range(40)
    ]
    inside = [p for p in [*on, *lattice, *anywhere] if all(a <= v <= b for a, v, b in zip(low, p, high, strict=True))]
    return list(dict.fromkeys(inside))  # type: ignore[arg-type]


def values(d: cg.PhaseDiagram, point: tuple[Fraction, Fraction]) -> dict[Any, Fraction]:
    return dict(zip(d.symbols, point, strict=True))


def check_possible(d: cg.PhaseDiagram) -> None:
    """The exact condition of a regime holds at just those points at which it is possible, also on curves."""
    for regime in d.regimes:
        condition = d.possible(regime)
        for point in points(d):
            told = regime in d.at(*map(rational, point))
            assert truth_at(condition, values(d, point)) == told, (regime, condition, point)


def check_condition(d: cg.PhaseDiagram) -> None:
    """The condition of a set of regimes, and that of a region, hold inside and in no region with other regimes."""
    for region in d.regions:
        own = d.condition(*region.regimes)
        for other in (*d.regions, *d.outside):
            at = values(d, tuple(map(fraction, other.sample_point)))
            assert truth_at(own, at) == (other.regimes == region.regimes)
            if other.regimes != region.regimes or other is region:
                assert truth_at(region.condition, at) == (other is region)
    borders = [b.equation for b in d.boundaries]
    for point in points(d):
        at = values(d, point)
        if not any(truth_at(equation, at) for equation in borders):
            told = d.at(*map(rational, point))
            known = {regimes for regimes in d.sets if truth_at(d.condition(*regimes), at)}
            # On thin sets, where regimes are possible that no region has, conditions of regions promise nothing.
            assert known == {told} or told not in d.sets, (point, known, told)


@pytest.mark.parametrize("name", CASES)
def test_possible_is_exact(name: str) -> None:
    check_possible(CASES[name]())


@pytest.mark.parametrize("name", CASES)
def test_conditions_hold_inside_only(name: str) -> None:
    check_condition(CASES[name]())


@pytest.mark.parametrize("check", [check_possible, check_condition])
def test_wrong_conditions_are_caught(check: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch) -> None:
    original = describe_module.implicants

    def weakened(task: Any) -> Any:
        found = original(task)
        return None if found is None else tuple(part[1:] for part in found)

    monkeypatch.setattr(describe_module, "implicants", weakened)
    with pytest.raises(AssertionError):
        check(CASES["a circle and a line through it"]())


def test_possible_says_equations_and_weak_inequalities() -> None:
    d = CASES["a circle"]()
    assert str(d.possible("inside")) == "x**2 + y**2 <= 1"
    assert str(d.possible("outside")) == "x**2 + y**2 >= 1"
    assert str(d.condition("inside")) == "x**2 + y**2 < 1"
    alone = CASES["a point alone"]()
    assert truth_at(alone.possible("inside"), {alone.x.symbol: Fraction(0), alone.y.symbol: Fraction(0)})
    with pytest.raises(cg.DiagramError, match="insde"):
        d.possible("insde")


def test_special_points_of_a_circle_and_a_line() -> None:
    d = CASES["a circle and a line through it"]()
    assert [(p.kind, p.x, p.y, p.regimes, p.name) for p in d.points] == [
        ("junction", 0, 1, ("far", "inside", "outside", "right"), "T_1"),
        ("junction", 1, 0, ("far", "inside", "outside", "right"), "T_2"),
    ]
    turning = {(p.kind, p.x, p.y) for p in d.special_points if p.kind != "junction"}
    assert {("fold", -1, 0), ("edge", -1, 2), ("edge", 2, -1)} <= turning
    assert all(p.regimes == d.at(p.x, p.y) for p in d.special_points if p.x.is_Rational and p.y.is_Rational)


def test_special_points_with_roots() -> None:
    """The circle meets y = x² where y² + y = 1."""
    d = diagram("1 - x**2 - y**2", "y - x**2")
    ordinate = (sympy.sqrt(5) - 1) / 2
    assert len(d.points) == 2
    for point, side in zip(d.points, (-1, 1), strict=True):
        assert sympy.simplify(point.y - ordinate) == 0
        assert point.coordinates[1].coefficients == (-1, 1, 1)
        assert point.coordinates[0].coefficients == (-1, 0, 1, 0, 1)
        assert (point.coordinates[0] > 0) == (side > 0)
        assert abs(float(point.x) - side * float(sympy.sqrt(ordinate))) < 1e-12
        assert point.regimes == ("far", "inside", "outside", "right")


def test_thin_sets_are_named_with_their_place() -> None:
    isolated = [t for t in CASES["an isolated point"]().thin if len(t.path) == 1]
    assert [(t.path, t.regimes) for t in isolated] == [(((0, 0),), ("inside", "right"))]
    (alone,) = (t for t in CASES["a point alone"]().thin if len(t.path) == 1)
    assert (alone.path, alone.regimes) == (((0, 0),), ("inside",))


@pytest.mark.parametrize("name", ["a circle and a line through it", "a lemniscate", "an isolated point"])
def test_diagram_with_curves_is_a_value(name: str) -> None:
    one, other = CASES[name](), CASES[name]()
    again = pickle.loads(pickle.dumps(one))  # noqa: S301
    assert one == other == again
    assert hash(one) == hash(again)
    assert repr(one) == repr(other) == repr(again)
    assert one.special_points == again.special_points
    assert [r.polygon(tolerance="1/100") for r in one.regions] == [r.polygon(tolerance="1/100") for r in again.regions]
    assert [str(one.possible(regime)) for regime in one.regimes] == [
        str(again.possible(regime)) for regime in one.regimes
    ]
    assert [one.at(*map(rational, p)) for p in points(one)] == [again.at(*map(rational, p)) for p in points(one)]


SCRIPT = """
from tests.core.test_curved_diagrams import CASES
for name in ("a circle and a line through it", "a lemniscate", "a cusp and a parabola"):
    d = CASES[name]()
    print(d, d.boundaries, d.special_points, d.thin, d.sets, sep="\\n")
    print([r.area_within("1/1000") for r in d.regions], [b.polyline("1/50") for b in d.boundaries])
    print([r.polygon("1/50") for r in d.regions], [d.possible(r) for r in d.regimes], [r.condition for r in d.regions])
"""


@pytest.mark.thorough
def test_curves_do_not_depend_on_the_hash_seed() -> None:
    first, second = printed("1", SCRIPT), printed("20250", SCRIPT)
    assert "x**2 + y**2" in first
    assert first == second


@pytest.mark.thorough
def test_colours_do_not_depend_on_how_borders_bend() -> None:
    """Regimes have the colours that they have in the map of straight borders with the same regimes."""
    straight, bent = diagram("1 - x", "x + y - 1"), CASES["a circle and a line through it"]()
    assert straight.regimes == bent.regimes
    assert assign_colours(straight.regimes) == assign_colours(bent.regimes)
    own = straight.plot().colour_distances
    assert own == bent.plot().colour_distances != {}
