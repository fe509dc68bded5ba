"""The contracting model against its theorem: the regime maximises 0, p - P*, b - B*, p + b - D*.

Source: X. Y. Yang (2020), Deconstruction of Cooperation; the theorem is the one of the library's theory page.
"""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import strategies as st

import coopgame as cg
from coopgame.conditions import FALSE, Sign
from coopgame.equilibria.concept import Comparisons
from coopgame.equilibria.sequential import _Tree
from coopgame.models import ContractStrategy
from tests.laws import assert_caught, law

from .brute import subgame_perfect
from .plane import Point, Polygon, area, clip, rectangle, winding
from .shipped import ORGANIZATION_STRATEGIES, ROWS, contracting_payoffs
from .strategies import fraction, fractions, rational

MODEL = cg.models.contracting()
REGIMES = {"cooperate": "cooperation", "capture": "capture", "restrict": "restriction", "substitute": "substitution"}
TEN = rectangle(Fraction(0), Fraction(10), Fraction(0), Fraction(10))
C, K, R, S = "cooperation", "capture", "restriction", "substitution"


def scores(P: Any, B: Any, D: Any) -> dict[str, tuple[Any, Any, Any]]:
    """For each regime its score as (coefficient of p, of b, constant)."""
    return {C: (0, 0, 0), K: (1, 0, -P), R: (0, 1, -B), S: (1, 1, -D)}


def value(form: tuple[Any, Any, Any], point: Point) -> Fraction:
    return form[0] * point[0] + form[1] * point[1] + form[2]


def best(P: Any, B: Any, D: Any, point: Point) -> tuple[str, ...]:
    values = {regime: value(form, point) for regime, form in scores(P, B, D).items()}
    return tuple(sorted(regime for regime, v in values.items() if v == max(values.values())))


def pieces(P: Any, B: Any, D: Any, box: Polygon) -> dict[str, Polygon]:
    """For each regime the convex, possibly degenerate set where its score is largest."""
    forms = scores(P, B, D)
    return {
        regime: clip(box, [tuple(u - v for u, v in zip(form, other, strict=True)) for other in forms.values()])
        for regime, form in forms.items()
    }


def triple_points(P: Any, B: Any, D: Any, box: Polygon) -> set[Point]:
    """Where three scores are equal and largest, and three regimes with area meet."""
    solid = [piece for piece in pieces(P, B, D, box).values() if len(piece) > 2 and area(piece)]
    candidates = {(P, B), (P, D - P), (D - B, B), (D - B, D - P)}
    return {c for c in candidates if sum(winding(piece, c) is None for piece in solid) >= 3}


def check_map(d: Any, P: Fraction, B: Fraction, D: Fraction, box: Polygon, seed: int) -> None:
    found = pieces(P, B, D, box)
    areas = {regime: area(piece) if len(piece) > 2 else Fraction(0) for regime, piece in found.items()}
    assert {r.name: fraction(r.area.lower) for r in d.regions} == {r: a for r, a in areas.items() if a}
    assert (d.status, d.unresolved) == ("exact", 0)
    assert all(r.area.exact and r.regimes == (r.name,) for r in d.regions)
    assert {(fraction(t.x), fraction(t.y)) for t in d.points} == triple_points(P, B, D, box)
    assert all(t.regimes == best(P, B, D, (fraction(t.x), fraction(t.y))) for t in d.points)
    thin: dict[str, set[Point]] = {}
    for piece in d.thin:
        for regime in piece.regimes:
            thin.setdefault(regime, set()).update((fraction(x), fraction(y)) for x, y in piece.path)
    lines = {regime: set(piece) for regime, piece in found.items() if piece and not areas[regime]}
    assert {r: (min(own), max(own)) for r, own in thin.items()} == {r: (min(own), max(own)) for r, own in lines.items()}
    rng = random.Random(seed)  # noqa: S311
    (x0, y0), (x1, y1) = box[0], box[2]
    points = [
        (x0 + (x1 - x0) * Fraction(rng.randint(0, 60), 60), y0 + (y1 - y0) * Fraction(rng.randint(0, 60), 60))
        for _ in range(15)
    ]
    points += [point for piece in found.values() for point in piece]
    for x, y in points:
        assert d.at(rational(x), rational(y)) == best(P, B, D, (x, y))


# The baseline, number for number ------------------------------------------------------------------


@pytest.mark.thorough
def test_baseline() -> None:
    d = cg.phase_diagram(MODEL, x=("p", 0, 10), y=("b", 0, 10))
    assert {r.name: r.area.lower for r in d.regions} == {C: 12, K: 40, R: 28, S: 20}
    assert [(t.x, t.y, t.regimes) for t in d.points] == [(3, 4, (K, C, R)), (5, 6, (K, R, S))]
    assert (d.status, d.unresolved, d.thin, d.outside) == ("exact", 0, (), ())
    assert d.area().lower == 0
    assert d.area(K).lower == d.area(K).upper == 40
    assert d.area(C, K).lower == 0
    report = d.verify()
    assert report.passed, report
    assert cg.solve(MODEL).verify().passed


# Every topology of the theorem --------------------------------------------------------------------

ALL_BUT_CS = {(K, C), (C, R), (K, R), (K, S), (R, S)}
#: (P*, B*, D*): regions, pairs that share a border, triple points, thin sets (regime: ends).
TOPOLOGIES: dict[str, tuple[Any, ...]] = {
    "D > P + B": ((3, 4, 9), {C, K, R, S}, ALL_BUT_CS, {(3, 4), (5, 6)}, {}),
    "D = P + B": ((3, 4, 7), {C, K, R, S}, ALL_BUT_CS - {(K, R)}, {(3, 4)}, {}),
    "max < D < P + B": ((3, 4, 6), {C, K, R, S}, {(K, C), (C, R), (C, S), (K, S), (R, S)}, {(3, 3), (2, 4)}, {}),
    "D < P": ((5, 2, 4), {C, R, S}, {(C, R), (C, S), (R, S)}, {(2, 2)}, {}),
    "D = P": ((5, 2, 5), {C, R, S}, {(C, R), (C, S), (R, S)}, {(3, 2)}, {K: ((5, 0), (10, 0))}),
    "D < B": ((2, 5, 4), {C, K, S}, {(K, C), (C, S), (K, S)}, {(2, 2)}, {}),
    "D = B": ((2, 5, 5), {C, K, S}, {(K, C), (C, S), (K, S)}, {(2, 3)}, {R: ((0, 5), (0, 10))}),
    "D = P = B": ((4, 4, 4), {C, S}, {(C, S)}, set(), {K: ((4, 0), (10, 0)), R: ((0, 4), (0, 10))}),
    "D < min": ((4, 5, 3), {C, S}, {(C, S)}, set(), {}),
    "D = 0": ((4, 5, 0), {S}, set(), set(), {C: ((0, 0), (0, 0))}),
    "D < 0": ((4, 5, -2), {S}, set(), set(), {}),
}  # fmt: skip


def at_thresholds(P: Any, B: Any, D: Any) -> dict[str, Any]:
    """Parameters with these thresholds, V = 10."""
    return {"delta": 0, "rho": 1, "k_K": P, "k_R": B, "V_G": max(0, 10 - D), "k_S": max(0, D - 10)}


@pytest.mark.parametrize("name", TOPOLOGIES)
def test_topology(name: str) -> None:
    (P, B, D), regions, borders, points, thin = TOPOLOGIES[name]
    d = cg.phase_diagram(MODEL, x=("p", 0, 10), y=("b", 0, 10), at=at_thresholds(P, B, D))
    assert sorted(r.name for r in d.regions) == sorted(regions)
    assert {tuple(sorted(r for (r,) in b.between)) for b in d.boundaries} == {tuple(sorted(pair)) for pair in borders}
    assert {(t.x, t.y) for t in d.points} == points
    if name == "D = P + B":
        assert d.points[0].regimes == (K, C, R, S)
    assert {t.regimes: (min(t.path), max(t.path)) for t in d.thin} == {(k,): v for k, v in thin.items()}
    check_map(d, Fraction(P), Fraction(B), Fraction(D), TEN, 0)
    assert d.verify(points=60).passed


def test_capture_survives_as_a_tie() -> None:
    d = cg.phase_diagram(MODEL, x=("p", 0, 10), y=("b", 0, 10), at=at_thresholds(5, 2, 5))
    assert d.at(7, 0) == (K, S)
    assert d.at(5, 0) == (K, C, S)
    assert d.at(7, "1/100") == (S,)


# The law ------------------------------------------------------------------------------------------

money = fractions(0, 6)
share = fractions(0, 1, (1, 2, 3, 5))
PARAMETERS = st.fixed_dictionaries(
    {
        "V": fractions(0, 12),
        "V_G": fractions(0, 12),
        "delta": share,
        "rho": share.filter(bool),
        "k_K": money,
        "k_R": money,
        "k_S": money,
        "w": money,
        "g": fractions(0, 4).filter(bool),
        "alpha": money,
        "f": money,
        "eta": st.just(Fraction(1)),
    }
)
SEEDS = st.integers(0, 10**6)


def given_values(values: dict[str, Fraction]) -> dict[str, Any]:
    return {name: rational(v) for name, v in values.items()}


def check_reduced_form(values: dict[str, Fraction], seed: int) -> None:
    v = values
    P = v["delta"] * v["V"] + v["k_K"]
    B = (1 - v["rho"]) * v["V"] + v["k_R"]
    D = v["V"] - v["V_G"] + v["k_S"]
    d = cg.phase_diagram(MODEL, x=("p", 0, 10), y=("b", 0, 10), at=given_values(values))
    check_map(d, P, B, D, TEN, seed)


@pytest.mark.thorough
@law(20, PARAMETERS, SEEDS)
def test_reduced_form(values: dict[str, Fraction], seed: int) -> None:
    check_reduced_form(values, seed)


@pytest.mark.thorough
@law(30, fractions(0, 8), fractions(0, 8), fractions(-2, 16), SEEDS)
def test_reduced_form_at_thresholds(P: Fraction, B: Fraction, D: Fraction, seed: int) -> None:
    """Thresholds drawn directly, so that their equalities and zeros occur."""
    values = {k: rational(Fraction(v)) for k, v in at_thresholds(P, B, D).items()}
    d = cg.phase_diagram(MODEL, x=("p", 0, 10), y=("b", 0, 10), at=values)
    check_map(d, P, B, D, TEN, seed)


def check_borders(P: Fraction, B: Fraction, excess: Fraction) -> None:
    """Capture and restriction share a border of positive length exactly when cooperation and substitution do not.

    With all four on the map; at D* = P* + B* alone neither pair does.
    """
    D = max(P, B) + excess
    values = {k: rational(Fraction(v)) for k, v in at_thresholds(P, B, D).items()}
    d = cg.phase_diagram(MODEL, x=("p", 0, 20), y=("b", 0, 20), at=values)
    assert {r.name for r in d.regions} == {C, K, R, S}
    pairs = {tuple(sorted(r for (r,) in border.between)) for border in d.boundaries}
    assert ((K, R) in pairs) == (D > P + B)
    assert ((C, S) in pairs) == (D < P + B)


THRESHOLD = fractions(0, 6).filter(bool)


@pytest.mark.thorough
@law(20, THRESHOLD, THRESHOLD, THRESHOLD)
def test_opposite_pairs_never_both_share_a_border(P: Fraction, B: Fraction, excess: Fraction) -> None:
    check_borders(P, B, excess)


# Where the organization ties: a union of regimes --------------------------------------------------


def union(values: dict[str, Fraction]) -> tuple[str, ...]:
    """A regime is possible iff its best value over the organization's best replies deters all deviations.

    A deviation is deterred by the reply that is worst for the government among the best replies to it.
    """
    u = contracting_payoffs(values)
    high, low = {}, {}
    for row in ROWS:
        own = {reply: u[row, reply] for reply in ORGANIZATION_STRATEGIES}
        top = max(o for _, o in own.values())
        tied = [gov for gov, o in own.values() if o == top]
        high[row], low[row] = max(tied), min(tied)
    possible = [row for row in ROWS if all(high[row] >= low[other] for other in ROWS if other != row)]
    return tuple(sorted(REGIMES[row] for row in possible))


def check_union(values: dict[str, Fraction], zero: str, seed: int) -> None:
    values = {**values, zero: Fraction(0)}
    d = cg.phase_diagram(MODEL, x=("p", 0, 10), y=("b", 0, 10), at=given_values(values))
    rng = random.Random(seed)  # noqa: S311
    for _ in range(12):
        p, b = (Fraction(rng.randint(0, 100), 10) for _ in range(2))
        everything = {**values, "p": p, "b": b}
        told = d.at(rational(p), rational(b))
        assert told == union(everything)
        by_plans = subgame_perfect((ROWS, ORGANIZATION_STRATEGIES), contracting_payoffs(everything))
        assert told == tuple(sorted({REGIMES[row] for row, _ in by_plans}))
        assert {r.regimes for r in d.regions if _inside(r, (p, b))} <= {told}


def _inside(region: Any, point: Point) -> bool:
    outline = region.polygon()
    rings = [[(fraction(x), fraction(y)) for x, y in ring] for ring in (outline.exterior, *outline.holes)]
    turns = [winding(ring, point) for ring in rings]
    return None not in turns and sum(turns) == 1  # type: ignore[arg-type]


@pytest.mark.thorough
@law(15, PARAMETERS, st.sampled_from(["g", "rho"]), SEEDS)
def test_union_where_the_organization_ties(values: dict[str, Fraction], zero: str, seed: int) -> None:
    check_union(values, zero, seed)


def test_union_by_hand() -> None:
    """At g = 0 sharing and competing tie: with p = 8 and b = 2, cooperation is worth 8 or 0.

    Restriction is worth 6 or -2, capture 8 - 2 - 1 = 5, substitution 1: the first three deter the others at their best.
    """
    d = cg.phase_diagram(MODEL, x=("p", 0, 10), y=("b", 0, 10), at={"g": 0})
    assert d.at(8, 2) == (K, C, R)
    assert cg.phase_diagram(MODEL, x=("p", 0, 10), y=("b", 0, 10)).at(8, 2) == (K,)


def test_substitution_ties_structurally() -> None:
    """The organization's payoffs under substitution are one expression, so both replies are equilibria there."""
    found = {e.profile: e.condition for e in cg.solve(MODEL)}
    assert found["substitute", "share"] == found["substitute", "compete"]


# The laws can fail --------------------------------------------------------------------------------


def burden_flipped(self: Any, competition: Any, burden: Any) -> Any:
    return self.value - (1 - self.removes_p) * competition + (1 - self.removes_b) * burden - self.cost


def test_flipped_sign_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ContractStrategy, "government_payoff", burden_flipped)
    monkeypatch.setitem(globals(), "MODEL", cg.models.contracting())
    assert_caught(check_reduced_form, PARAMETERS, SEEDS)


def test_flipped_sign_moves_borders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ContractStrategy, "government_payoff", burden_flipped)
    monkeypatch.setitem(globals(), "MODEL", cg.models.contracting())
    assert_caught(check_borders, THRESHOLD, THRESHOLD, THRESHOLD)


def strictly(self: Any, i: int, first: Any, second: Any) -> Any:
    return Sign.compare(self._difference(i, first, second), ">")


def test_strict_comparison_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Comparisons, "at_least", strictly)
    assert_caught(check_reduced_form, PARAMETERS, SEEDS)


def test_lost_outcomes_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outcomes in which the organization competes are dropped; where it ties, some regimes need them."""
    original = _Tree.outcome

    def only_sharing(self: Any, lead: str, reply: str) -> Any:
        return original(self, lead, reply) if reply == "share" else (FALSE, ())

    monkeypatch.setattr(_Tree, "outcome", only_sharing)
    assert_caught(check_union, PARAMETERS, st.sampled_from(["g", "rho"]), SEEDS)
