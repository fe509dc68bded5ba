"""Areas under branches: closed forms, and laws on branches of random curves."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import mpmath
import pytest
from flint import arb, ctx
from hypothesis import strategies as st

from coopgame.regions.algebra.algebraic import Algebraic
from coopgame.regions.algebra.univariate import Interval
from coopgame.regions.borders import areas, segments, taylor
from coopgame.regions.borders.areas import integral
from coopgame.regions.borders.branch import Branch, Span
from tests.laws import assert_caught, law

from .branches import HIGH, LOW, branches, curve, drawn_branches, height, inside

SMALL = Fraction(1, 10**9)
CIRCLE = {(2, 0): 1, (0, 2): 1, (0, 0): -1}
ROOT_HALF = Algebraic((-1, 0, 2), Fraction(0), Fraction(1))
ROOT_TWO = Algebraic((-2, 0, 1), Fraction(1), Fraction(2))
NODE = {(0, 2): 1, (3, 0): -1, (2, 0): -1}


def over(
    terms: Mapping[tuple[int, int], int], *ends: Algebraic | Fraction | int, ranks: tuple[int, ...] = (0,)
) -> Branch:
    """A branch in the band from 0 to 2, over one span between each two of the ends."""
    points = [end if isinstance(end, Algebraic) else Algebraic.of(end) for end in ends]
    spans = [Span(a, b, rank) for a, b, rank in zip(points, points[1:], ranks, strict=False)]
    return Branch(curve(terms), Fraction(0), Fraction(2), tuple(spans))


def ball(x: Fraction) -> arb:
    return arb(x.numerator) / x.denominator


def contains(bounds: Interval, value: arb) -> bool:
    """Whether the bounds may contain the value: the ball is far narrower than these."""
    return not (value < ball(bounds[0]) or value > ball(bounds[1]))


@pytest.fixture(autouse=True)
def _precise():
    with ctx.workprec(300):
        yield


CLOSED = {
    "a quarter of a circle": (over(CIRCLE, 0, 1), lambda: arb.pi() / 4),
    "half a circle": (over(CIRCLE, -1, 1), lambda: arb.pi() / 2),
    "a circle from an irrational end": (over(CIRCLE, ROOT_HALF, 1), lambda: arb.pi() / 8 - arb(1) / 4),
    "a circle from a third": (
        over(CIRCLE, Fraction(1, 3), 1),
        lambda: ((arb(1) / 3).acos() - arb(8).sqrt() / 9) / 2,
    ),
    "an ellipse": (over({(2, 0): 1, (1, 1): 0, (0, 2): 4, (0, 0): -4}, -2, 2), arb.pi),
    "a tilted ellipse": (
        over({(2, 0): 2, (1, 1): -2, (0, 2): 1, (0, 0): -1}, 0, ROOT_HALF),
        lambda: arb(1) / 2 + arb.pi() / 8,
    ),
    "a hyperbola": (over({(1, 1): 1, (0, 0): -1}, 1, 2), lambda: arb(2).log()),
    "a rational function": (over({(2, 1): 1, (0, 1): 1, (0, 0): -1}, 0, 1), lambda: arb.pi() / 4),
    "a hyperbola of squares": (
        over({(0, 2): 1, (2, 0): -1, (0, 0): -1}, 0, 1),
        lambda: (arb(2).sqrt() + arb(1).asinh()) / 2,
    ),
    "a root": (over({(0, 2): 1, (1, 0): -1}, 0, 1), lambda: arb(2) / 3),
    "a parabola to an irrational end": (over({(0, 1): 1, (2, 0): -1}, 0, ROOT_TWO), lambda: arb(8).sqrt() / 3),
    "a cusp": (over({(0, 2): 1, (3, 0): -1}, 0, 1), lambda: arb(2) / 5),
    "a cusp that stands up": (over({(0, 3): 1, (2, 0): -1}, 0, 1), lambda: arb(3) / 5),
    "a cube root": (over({(0, 3): 1, (1, 0): -1}, 0, 1), lambda: arb(3) / 4),
    "from a node": (over(NODE, 0, 1), lambda: 4 * (1 + arb(2).sqrt()) / 15),
    "through a joint that is regular": (over(CIRCLE, -1, 0, 1, ranks=(0, 0)), lambda: arb.pi() / 2),
    "a ramphoid cusp": (
        over({(0, 2): 1, (2, 1): -2, (4, 0): 1, (5, 0): -1}, 0, Fraction(1, 2), ranks=(1,)),
        lambda: arb(1) / 24 + (arb(1) / 2).sqrt() / 28,
    ),
    "a quartic oval": (
        over({(4, 0): 1, (0, 4): 1, (0, 0): -1}, 0, 1),
        lambda: (arb(5) / 4).gamma() ** 2 / (arb(3) / 2).gamma(),
    ),
    # Bernoulli's, r² = cos 2θ, surrounds an area of one in four quarters.
    "a lemniscate": (
        over({(4, 0): 1, (2, 2): 2, (0, 4): 1, (2, 0): -1, (0, 2): 1}, 0, 1),
        lambda: arb(1) / 4,
    ),
}


@pytest.mark.parametrize("name", CLOSED)
@pytest.mark.parametrize("digits", [3, 9, 20, 30])
def test_closed_forms(name, digits):
    branch, value = CLOSED[name]
    width = Fraction(1, 10**digits)
    low, high = integral(branch, width)
    assert low <= high <= low + width
    assert contains((low, high), value())


def test_the_node_is_passed():
    one, zero = Algebraic.of(1), Algebraic.of(0)
    branch = Branch(curve(NODE), LOW, HIGH, (Span(Algebraic.of(-1), zero, 0), Span(zero, one, 1)))
    bounds = integral(branch, Fraction(1, 10**20))
    assert contains(bounds, 4 * arb(2).sqrt() / 15)


@pytest.mark.parametrize(
    ("terms", "ends", "value"),
    [
        ({(0, 1): 1}, (0, 2), Fraction(0)),
        ({(0, 1): 3, (1, 0): -1}, (0, 1), Fraction(1, 6)),
        ({(0, 1): 1, (2, 0): -1}, (0, 1), Fraction(1, 3)),
        ({(0, 1): -7, (5, 0): 1}, (Fraction(1, 2), 1), Fraction(63, 64) / 42),
    ],
)
def test_polynomials_are_exact(terms, ends, value):
    assert integral(over(terms, *ends), Fraction(1)) == (value, value)


def quadrature(branch: Branch) -> tuple[Fraction, Fraction]:
    """The integral between two points very close to the ends, and an estimate of the error."""
    first, last = inside(branch)
    points = [first + (last - first) * k / 4 for k in range(5)]

    def y(x: mpmath.mpf) -> mpmath.mpf:
        exact = min(max(Fraction(*mpmath.libmp.to_rational(x._mpf_)), first), last)
        value = height(branch, exact, Fraction(1, 10**25))
        return mpmath.mpf(value.numerator) / value.denominator

    with mpmath.workdps(25):
        ends = [mpmath.mpf(p.numerator) / p.denominator for p in points]
        value, error = mpmath.quad(y, ends, error=True, maxdegree=7)
        return tuple(Fraction(*mpmath.libmp.to_rational(part._mpf_)) for part in (value, mpmath.mpf(error)))


def agrees_with_quadrature(branch: Branch, width: Fraction = SMALL) -> None:
    low, high = integral(branch, width)
    assert low <= high <= low + width
    value, error = quadrature(branch)
    slack = 100 * error + Fraction(1, 10**16)
    assert low - slack <= value <= high + slack, (branch, float(low), float(high), float(value))


def turned_piece_agrees(branch: Branch, x: Fraction, y: Fraction) -> None:
    """Where a branch is monotone, the areas towards both axes make up rectangles."""
    first, last = inside(branch, Fraction(1, 10**3))
    a = first + (last - first) * x
    b = a + (last - a) * y
    if not first < a < b < last:
        return
    first, last = height(branch, a), height(branch, b)
    bottom, top = sorted((first, last))
    for other in branches(branch.curve.turned):
        if other.left < bottom and top < other.right and is_inverse(other, {first: a, last: b}):
            left, right = integral(cut(branch, a, b), SMALL), integral(cut(other, bottom, top), SMALL)
            middle = sum(left) / 2 + (1 if first < last else -1) * sum(right) / 2
            assert abs(b * last - a * first - middle) <= 2 * SMALL, (branch, a, b)


def is_inverse(branch: Branch, points: Mapping[Fraction, Fraction]) -> bool:
    return all(abs(height(branch, y) - x) < Fraction(1, 10**9) for y, x in points.items())


def cut(branch: Branch, a: Fraction, b: Fraction) -> Branch:
    return with_spans(branch, Span(Algebraic.of(a), Algebraic.of(b), branch.spans[0].rank))


def pieces_add_up(branch: Branch, t: Fraction) -> None:
    first, last = inside(branch)
    middle = Algebraic.of(first + (last - first) * t)
    span = branch.spans[0]
    parts = [Span(span.left, middle, span.rank), Span(middle, span.right, span.rank)]
    low, high = (sum(ends) for ends in zip(*(integral(with_spans(branch, p), SMALL) for p in parts), strict=True))
    bounds = [integral(branch, SMALL), integral(with_spans(branch, *parts), SMALL)]
    assert all(low <= above and below <= high for below, above in bounds)


def with_spans(branch: Branch, *spans: Span) -> Branch:
    return Branch(branch.curve, branch.low, branch.high, spans)


def mirrored(branch: Branch) -> Branch:
    """The branch at the other side of the axis of x."""
    flipped = curve({(i, j): c * (-1) ** j for (i, j), c in branch.curve.terms})
    return next(b for b in branches(flipped) if is_mirror(b, branch))


def is_mirror(one: Branch, other: Branch) -> bool:
    x = sum(inside(other)) / 2
    return one.left < x < one.right and height(one, x) == -height(other, x)


def bounds_are_consistent(branch: Branch) -> None:
    widths = [Fraction(1, 10**k) for k in (2, 5, 12, 25)]
    bounds = [integral(branch, width) for width in widths]
    assert all(high - low <= width for (low, high), width in zip(bounds, widths, strict=True))
    assert max(low for low, _ in bounds) <= min(high for _, high in bounds)
    below, above = integral(mirrored(branch), widths[2])
    assert below <= -bounds[2][0]
    assert -bounds[2][1] <= above


PARTS = st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20)


@law(15, drawn_branches())
def test_agreement_with_quadrature(branch):
    agrees_with_quadrature(branch)


@law(5, drawn_branches())
def test_agreement_with_quadrature_to_many_digits(branch):
    agrees_with_quadrature(branch, Fraction(1, 10**20))


@pytest.mark.thorough
@law(20, drawn_branches())
def test_bounds_are_consistent(branch):
    bounds_are_consistent(branch)


@pytest.mark.thorough
@law(40, drawn_branches(), PARTS)
def test_pieces_add_up(branch, t):
    pieces_add_up(branch, t)


@law(40, drawn_branches(), PARTS, PARTS)
def test_turned_pieces_agree(branch, x, y):
    turned_piece_agrees(branch, x, y)


def closed_forms_hold(name: str) -> None:
    branch, value = CLOSED[name]
    assert contains(integral(branch, SMALL), value())


def test_the_wrong_root_is_noticed(monkeypatch):
    original = segments.isolate
    monkeypatch.setattr(segments, "isolate", lambda p, a, b: original(p, a, b)[::-1])
    assert_caught(agrees_with_quadrature, drawn_branches(), n=30)


def test_a_lost_sign_is_noticed(monkeypatch):
    def wrong(segment: segments.Steep, value: Fraction, error: Fraction) -> Interval:
        return original(segment, -value, error)

    original = areas._over_steep
    monkeypatch.setattr(areas, "_over_steep", wrong)
    assert_caught(closed_forms_hold, st.sampled_from(sorted(CLOSED)))


def test_a_missing_proof_is_noticed(monkeypatch):
    def trusting(*_: object) -> int:
        return 1

    monkeypatch.setattr(taylor, "_prove", trusting)
    monkeypatch.setattr(taylor, "_terms", lambda _, n, __: n)
    assert_caught(closed_forms_hold, st.sampled_from(sorted(CLOSED)))
