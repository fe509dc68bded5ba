"""Famous curves: how many regions they cut out of a box, areas in closed form, and special points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
import sympy
from flint import acb, arb, ctx, fmpq

from coopgame.conditions import TRUE, formula_of
from coopgame.regions import Algebraic, Box, Decomposition, decompose
from coopgame.regions.borders.geometry import Geometry
from coopgame.regions.cells.complex import Cells
from coopgame.results.numbers import number
from coopgame.results.turning import turning_points
from tests.core.strategies import X, Y

WIDTH, COARSE = Fraction(1, 10**9), Fraction(1, 10**4)
#: The kind of a special point and its coordinates.
Special = tuple[str, str, str]


@dataclass(frozen=True)
class Known:
    """What is known of the regions in which a polynomial is negative, and of those in which it is positive.

    ``sizes`` are the areas of the negative ones: fractions, or functions that compute them in balls.
    """

    polynomial: sympy.Expr
    box: tuple[int, int, int, int]
    regions: tuple[int, int]
    sizes: tuple[Fraction | Callable[[], Any], ...]
    points: set[Special]
    width: Fraction = Fraction(1, 10**9)


R2 = X**2 + Y**2
CURVES = {
    "circle": Known(R2 - 1, (-2, 2, -2, 2), (1, 1), (arb.pi,), {("fold", "-1", "0"), ("fold", "1", "0")}),
    "ellipse": Known(
        X**2 + 4 * Y**2 - 4, (-3, 3, -3, 3), (1, 1), (lambda: 2 * arb.pi(),), {("fold", "-2", "0"), ("fold", "2", "0")}
    ),
    "hyperbola": Known(
        1 - X * Y, (-2, 2, -2, 2), (2, 1), (lambda: 3 - 2 * arb(2).log(),) * 2,
        {("edge", "-2", "-1/2"), ("edge", "-1/2", "-2"), ("edge", "1/2", "2"), ("edge", "2", "1/2")},
    ),
    "parabola through two corners": Known(
        Y - X**2, (-1, 1, 0, 1), (2, 1), (Fraction(1, 3),) * 2,
        {("edge", "-1", "1"), ("edge", "1", "1"), ("junction", "0", "0")},
    ),
    "squircle": Known(
        X**4 + Y**4 - 1, (-2, 2, -2, 2), (1, 1), (lambda: 4 * arb(fmpq(5, 4)).gamma() ** 2 / arb(fmpq(3, 2)).gamma(),),
        {("fold", "-1", "0"), ("fold", "1", "0")},
    ),
    "lemniscate of Bernoulli": Known(
        R2**2 - 2 * (X**2 - Y**2), (-2, 2, -2, 2), (2, 1), (Fraction(1), Fraction(1)),
        {("junction", "0", "0"), ("fold", "-sqrt(2)", "0"), ("fold", "sqrt(2)", "0")},
    ),
    "cardioid": Known(
        (R2 - X) ** 2 - R2, (-1, 3, -2, 2), (1, 1), (lambda: 3 * arb.pi() / 2,),
        {("fold", "-1/4", "-sqrt(3)/4"), ("fold", "-1/4", "sqrt(3)/4"), ("fold", "0", "0"), ("fold", "2", "0")},
    ),
    "deltoid of Steiner": Known(
        R2**2 + 18 * R2 - 27 - 8 * (X**3 - 3 * X * Y**2), (-4, 4, -4, 4), (1, 1), (lambda: 2 * arb.pi(),),
        {("fold", "-3/2", "-3*sqrt(3)/2"), ("fold", "-3/2", "3*sqrt(3)/2"), ("fold", "-1", "0"), ("fold", "3", "0")},
    ),
    "astroid": Known(
        (R2 - 1) ** 3 + 27 * X**2 * Y**2, (-2, 2, -2, 2), (1, 1), (lambda: 3 * arb.pi() / 8,),
        {("fold", "-1", "0"), ("fold", "1", "0")},
    ),
    "quadrifolium": Known(
        R2**3 - 4 * X**2 * Y**2, (-1, 1, -1, 1), (4, 1), (lambda: arb.pi() / 8,) * 4,
        {("junction", "0", "0")}
        | {("fold", f"{s}4*sqrt(3)/9", f"{t}2*sqrt(6)/9") for s in ("", "-") for t in ("", "-")},
        COARSE,
    ),
    "Cassini oval": Known(
        R2**2 - 2 * (X**2 - Y**2) - 1, (-2, 2, -2, 2), (1, 1),
        (lambda: 2 * arb(2).sqrt() * acb(fmpq(1, 2)).elliptic_e().real,),
        {("fold", f"CRootOf(t**4 - 2*t**2 - 1, {n})", "0") for n in (0, 1)},
    ),
    "semicubical cusp": Known(
        Y**2 - X**3, (-1, 1, -1, 1), (1, 1), (Fraction(4, 5),),
        {("edge", "1", "-1"), ("edge", "1", "1"), ("fold", "0", "0")},
    ),
    "cubic with an isolated point": Known(
        Y**2 - X**2 * (X - 1), (-1, 2, -2, 2), (1, 1), (Fraction(32, 15),),
        {("edge", "2", "-2"), ("edge", "2", "2"), ("fold", "1", "0")},
    ),
    "two tangent circles": Known(
        (R2 - 1) * (R2 - 4 * X + 3), (-2, 4, -2, 2), (2, 1), (arb.pi, arb.pi),
        {("junction", "1", "0"), ("fold", "-1", "0"), ("fold", "3", "0")},
    ),
    "two circles that touch inside": Known(
        (R2 - 4) * (R2 - 2 * X), (-3, 3, -3, 3), (1, 2), (lambda: 3 * arb.pi(),),
        {("junction", "2", "0"), ("fold", "-2", "0"), ("fold", "0", "0")},
    ),
}  # fmt: skip


def mapped(polynomial: sympy.Expr, box: tuple[int, ...], turned: bool = False) -> Decomposition:
    low, high = formula_of(polynomial <= 0), formula_of(polynomial >= 0)
    ends = (*box[2:], *box[:2]) if turned else box
    return decompose(
        [("negative", low), ("positive", high)], TRUE, (Y, X) if turned else (X, Y), Box(*map(Fraction, ends))
    )


def areas(found: Decomposition, regime: str, width: Fraction) -> list[tuple[Fraction, Fraction]]:
    return sorted(p.area(width) for p in found.patches if p.regimes == {regime})


def encloses(bounds: tuple[Fraction, Fraction], size: Any) -> bool:
    if isinstance(size, Fraction):
        return bounds[0] <= size <= bounds[1]
    with ctx.workprec(200):
        value = size()
        low, high = (arb(fmpq(b.numerator, b.denominator)) for b in bounds)
        return bool(low < value) and bool(value < high)


def special(found: Decomposition) -> set[Special]:
    """The special points by kind and place; a border that turns where three regions meet is no news."""
    meeting = {tuple(str(number(v)) for v in j.at) for j in found.junctions}
    turning = {(p.kind, str(p.x), str(p.y)) for p in turning_points(found)}
    return {("junction", *place) for place in meeting} | {t for t in turning if t[1:] not in meeting}


def check(name: str) -> None:
    known = CURVES[name]
    for turned, width in ((False, known.width), (True, COARSE)):
        found = mapped(known.polynomial, known.box, turned)
        counts = Counter(regime for p in found.patches for regime in p.regimes or ())
        assert (counts["negative"], counts["positive"]) == known.regions
        inner, outer = (areas(found, regime, width) for regime in ("negative", "positive"))
        assert all(encloses(own, size) for own, size in zip(inner, known.sizes, strict=True))
        assert all(high - low <= width for low, high in (*inner, *outer))
        assert sum(low for low, _ in inner + outer) <= found.box.area <= sum(high for _, high in inner + outer)


@pytest.mark.thorough
@pytest.mark.parametrize("name", CURVES)
def test_regions_and_areas(name: str) -> None:
    check(name)


@pytest.mark.parametrize("name", CURVES)
def test_special_points(name: str) -> None:
    known = CURVES[name]
    assert special(mapped(known.polynomial, known.box)) == known.points


@pytest.mark.thorough
def test_folium_of_descartes() -> None:
    """The loop has area 3/2; its node joins three regions, and it turns where y³ = 2 and x = y², and conversely."""
    folium = X**3 + Y**3 - 3 * X * Y
    found = mapped(folium, (-3, 3, -3, 3))
    assert Counter(p.regimes for p in found.patches) == {frozenset({"negative"}): 2, frozenset({"positive"}): 1}
    assert encloses(areas(found, "negative", WIDTH)[0], Fraction(3, 2))
    (node,) = found.junctions
    assert (node.at, len(node.patches), node.regimes) == ((0, 0), 3, {"negative", "positive"})
    (fold,) = (p for p in turning_points(found) if p.kind == "fold" and p.coordinates[0] > 1)
    assert [v.coefficients for v in fold.coordinates] == [(-4, 0, 0, 1), (-2, 0, 0, 1)]
    assert (fold.x, fold.y) == (2 ** sympy.Rational(2, 3), sympy.root(2, 3))


def test_isolated_point_of_a_cubic_is_a_thin_set() -> None:
    """On y² = x²(x - 1) the origin is isolated: there "negative" is possible, and nowhere around it."""
    for turned in (False, True):
        found = mapped(Y**2 - X**2 * (X - 1), (-1, 2, -2, 2), turned)
        (point,) = found.slivers
        assert (point.extra, point.regimes) == ({"negative"}, {"negative", "positive"})
        assert point.path(WIDTH) == ((0, 0),)
        assert found.regimes_at(Fraction(0), Fraction(0)) == {"negative", "positive"}


def test_quartic_of_trott() -> None:
    """Four ovals, equal by reflection in the axes and in the diagonal, and no point where three regions meet."""
    trott = 144 * (X**4 + Y**4) - 225 * R2 + 350 * X**2 * Y**2 + 81
    found = mapped(trott, (-2, 2, -2, 2))
    ovals = areas(found, "negative", COARSE)
    assert len(ovals) == 4
    assert max(low for low, _ in ovals) <= min(high for _, high in ovals)
    (around,) = (p for p in found.patches if p.regimes == {"positive"})
    assert len(around.rings) == 5
    assert not found.junctions
    folds = [p for p in turning_points(found) if p.kind == "fold"]
    assert {str(abs(p.x)) for p in folds if p.y == 0} == {"1", "3/4"}


def test_two_conics_in_general_position() -> None:
    """An ellipse and the same one turned meet in four points with coordinates ±2/√5."""
    first, second = formula_of(X**2 + 4 * Y**2 <= 4), formula_of(4 * X**2 + Y**2 <= 4)
    found = decompose([("first", first), ("second", second)], TRUE, (X, Y), Box(*map(Fraction, (-3, 3, -3, 3))))
    assert len(found.patches) == 6
    assert {tuple(map(number, j.at)) for j in found.junctions} == {
        (s * 2 * sympy.sqrt(5) / 5, t * 2 * sympy.sqrt(5) / 5) for s in (1, -1) for t in (1, -1)
    }
    assert all(v.coefficients == (-4, 0, 5) for j in found.junctions for v in j.at)
    (both,) = (p for p in found.patches if p.regimes == {"first", "second"})
    # Four sectors of each of the two ellipses: 8 arctan(1/2).
    assert encloses(both.area(WIDTH), lambda: 8 * arb(fmpq(1, 2)).atan())


def test_wrong_areas_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    original = Geometry.below
    monkeypatch.setattr(
        Geometry, "below", lambda self, n, width: tuple(v * (1 + WIDTH) for v in original(self, n, width))
    )
    with pytest.raises(AssertionError):
        check("circle")


def test_wrong_special_points_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Cells, "exact_ordinate", lambda *_: Algebraic.of(1))
    with pytest.raises(AssertionError):
        test_special_points("circle")
