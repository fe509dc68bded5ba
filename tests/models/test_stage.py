"""A continuous stage: published optima, the definition by numerical maximisation, and errors that say what fails."""

from __future__ import annotations

import random
from fractions import Fraction

import mpmath
import pytest
import sympy
from hypothesis import strategies as st

import coopgame as cg
from coopgame.models import ContinuousStage, stage_crossing, with_continuous_stage
from tests.laws import assert_caught, law

OO = sympy.oo
UNIT = {"a": (0, 1)}


def solved(actions, objectives, space=UNIT, **more):
    return ContinuousStage(actions, objectives).solve(cg.ParameterSpace(space, **more))


def e(text):
    return cg.models.closure.to_expression(text)


@pytest.mark.parametrize(
    ("interval", "objective", "space", "optimum"),
    [
        ((0, OO), "2*a*sqrt(y) - y", UNIT, "a**2"),
        ((0, OO), "sqrt(a*y) - y", UNIT, "a/4"),
        ((0, OO), "a*y - y**3", UNIT, "sqrt(a)/sqrt(3)"),
        ((0, OO), "y/(1 + y) - a*y", {"a": sympy.Interval.open(0, 1)}, "1/sqrt(a) - 1"),
        ((0, 1), "a*y - y**2", UNIT, "a/2"),
        ((0, "1/4"), "a*y - y**2", UNIT, "min(a/2, 1/4)"),
        ((0, OO), "(a - 1/2)*y - y**2", UNIT, "max(a/2 - 1/4, 0)"),
        ((0, 1), "(1 + a)*y", UNIT, "1"),
        ((0, 1), "-(1 + a)*y", UNIT, "0"),
        ((-1, 1), "a*y - y**2", {"a": (-1, 1)}, "a/2"),
        ((0, OO), "3*y**(2/3) - 2*y", UNIT, "1"),
    ],
)
def test_optima_of_one_action(interval, objective, space, optimum):
    found = solved({"y": interval}, objective, space)
    assert sympy.simplify(found.actions["y"] - e(optimum)) == 0


def test_first_and_second_order_conditions_are_those_of_calculus():
    found = solved({"y": (0, OO)}, "2*a*sqrt(y) - y", {"a": sympy.Interval.open(0, 1)}).choice("y")
    y, a = sympy.symbols("y a", real=True)
    assert found.first_order.rhs == 0
    assert sympy.simplify(found.first_order.lhs - sympy.diff(2 * a * sympy.sqrt(y) - y, y)) == 0
    assert sympy.simplify(found.second_order + 1 / (2 * a**2)) == 0
    assert found.corners == ()


def test_a_side_condition_keeps_the_optimum_inside():
    bounds = {"a": (0, 1), "b": (-1, 2)}
    assert solved({"y": (0, OO)}, "b*y - y**2", bounds, where=["b >= a"]).choice("y").corners == ()
    (corner,) = solved({"y": (0, OO)}, "b*y - y**2", bounds).choice("y").corners
    assert corner == (0, e("b") <= 0)


def test_corners_have_their_conditions():
    (corner,) = solved({"y": (0, "1/4")}, "a*y - y**2").choice("y").corners
    assert corner == (sympy.Rational(1, 4), 2 * e("a") >= 1)
    found = solved({"y": (0, 1)}, "(1 + a)*y").choice("y")
    assert found.corners == ((1, sympy.true),)
    assert found.second_order is None


def test_separable_actions_are_those_solved_apart():
    both = solved({"e": (0, OO), "i": (0, OO)}, "2*sqrt(e) + a*sqrt(i) - e - i")
    assert both.actions["e"] == solved({"e": (0, OO)}, "2*sqrt(e) - e").actions["e"] == 1
    assert both.actions["i"] == solved({"i": (0, OO)}, "a*sqrt(i) - i").actions["i"] == e("a**2/4")


def test_simultaneous_actions_of_several_investors():
    cournot = {"x": "x*(1 - x - y) - a*x", "y": "y*(1 - x - y)"}
    found = solved({"x": (0, 1), "y": (0, 1)}, cournot, {"a": (0, "1/4")})
    assert found.actions["x"] == sympy.expand(e("(1 - 2*a)/3"))
    assert found.actions["y"] == sympy.expand(e("(1 + a)/3"))
    follower = solved({"y": (0, 1), "x": (0, 1)}, {"x": "x - x**2", "y": "a*x*y - y**2"})
    assert follower.actions == {e("y"): e("a/4"), e("x"): sympy.Rational(1, 2)}


def test_one_investor_with_actions_that_interact():
    found = solved({"x": (0, 1), "y": (0, 1)}, "a*x*y - x**2 - y**2 + (x + y)/4")
    assert sympy.simplify(found.actions["x"] - e("1/(4*(2 - a))")) == 0
    assert found.choice("x").crossing is None


@pytest.mark.parametrize(
    ("actions", "objectives", "space", "error", "words"),
    [
        ({}, "y", UNIT, cg.ModelError, "one or more"),
        ({"y": (0, 1)}, "a*x", UNIT, cg.ModelError, "does not contain the action y"),
        ({"y": (0, 1)}, {"x": "y"}, UNIT, cg.ModelError, "objectives: x is not an action. Known: y."),
        ({"y": (0, 1), "x": (0, 1)}, {"x": "x"}, UNIT, cg.ModelError, "no objective for the action y"),
        ({"y": (1, 0)}, "y", UNIT, cg.ParameterError, "reversed"),
        ({"a": (0, 1)}, "a - a**2", UNIT, cg.ModelError, "a is the name of an action and of a parameter"),
        ({"y": (0, 1)}, "thetta*y - y**2", {"theta": (0, 1)}, cg.ModelError, "Did you mean 'theta'"),
        ({"y": (0, OO)}, "a*y + y", UNIT, cg.ModelError, "increases in y for all parameters.*bound y"),
        ({"y": (-OO, 0)}, "-(a + 1)*y", UNIT, cg.ModelError, "decreases in y for all parameters.*bound y"),
        ({"y": (0, 1)}, "y - y", UNIT, cg.ModelError, "does not contain the action"),
        ({"y": (0, OO)}, "a*y", UNIT, cg.ModelError, "is a, which is not positive at a = 0 and not negative at a = 1"),
        ({"y": (0, 1)}, "y**2 - a*y", UNIT, cg.ModelError, "second-order condition fails for y = a/2 at a = "),
        ({"y": (0, OO)}, "a*y - a*y**2", UNIT, cg.ModelError, "second-order condition fails for y = 1/2 at a = 0"),
        ({"y": (0, 1)}, "1/y - a*y", UNIT, cg.ModelError, "decreases in y.*expected an end"),
        ({"y": (0, 1)}, "1/y - a/(2*y**2)", UNIT, cg.ModelError, r"y = a is not inside \[0, 1\] at a = 0"),
        ({"y": sympy.Interval.Lopen(0, 1)}, "a*y - y**2", UNIT, cg.ModelError, r"not inside \(0, 1\] at a = 0"),
        (
            {"y": (0, OO)},
            "y - a*y**2",
            UNIT,
            cg.ModelError,
            r"second-order condition fails for y = 1/\(2\*a\) at a = 0",
        ),
        ({"y": (0, OO)}, "y/a - y**2", UNIT, cg.ModelError, "derivative of the objective in y is not defined at a = 0"),
        ({"y": sympy.Interval.Ropen(0, 1)}, "y", UNIT, cg.ModelError, "increases in y.*expected an end"),
        ({"y": (-1, 1)}, "a*sqrt(y) - y", UNIT, cg.ModelError, r"root of y, which may be negative in \[-1, 1\]"),
        ({"y": (0, "1/2")}, "a*sqrt(y) - y", UNIT, cg.UnsupportedError, "irrational roots"),
        ({"y": (0, 1)}, "a*exp(y) - y", UNIT, cg.UnsupportedError, r"contains exp\(y\)"),
        ({"y": (0, 1)}, "min(a, y) - y**2", UNIT, cg.UnsupportedError, r"contains Min\(a, y\)"),
        pytest.param(
            {"y": (0, OO)},
            "y - y**5 - a*y**2",
            UNIT,
            cg.UnsupportedError,
            "cannot be solved for y by square roots",
            marks=pytest.mark.long,
        ),
        (
            {"y": (0, 1)},
            "y/(y - a)",
            UNIT,
            cg.ModelError,
            "derivative of the objective in y is not defined at a = 1/2, y = 1/2",
        ),
        ({"x": (0, 1), "y": (0, 1)}, "3*x*y - x**2 - y**2", UNIT, cg.ModelError, "not diagonally strictly concave"),
        (
            {"x": (0, 1), "y": (0, 1)},
            {"x": "x*(1 - x - y) - a*x", "y": "y*(1 - x - y)"},
            UNIT,
            cg.ModelError,
            r"x = 1/3 - 2\*a/3 is not inside \[0, 1\] at a = 1",
        ),
    ],
)
def test_refused(actions, objectives, space, error, words):
    with pytest.raises(error, match=words):
        solved(actions, objectives, space)


def test_wrong_types_are_refused():
    stage = ContinuousStage({"y": (0, 1)}, "a*y - y**2")
    with pytest.raises(cg.ModelError, match="expected a ParameterSpace, got dict"):
        stage.solve({"a": (0, 1)})
    with pytest.raises(cg.ModelError, match="actions: expected a mapping"):
        ContinuousStage("y", "a*y")
    with pytest.raises(cg.ModelError, match="Did you mean 'yy'"):
        solved({"yy": (0, 1)}, "a*yy - yy**2").choice("yyy")


GAME = cg.Game(["owner"], [["keep", "sell"]], {("keep",): ["2*sqrt(y) - y"], ("sell",): ["2*sqrt(y) - y"]})
STAGE = ContinuousStage({"y": (0, OO)}, "2*s*sqrt(y) - y")
SHARE = cg.ParameterSpace({"s": (0, 1)})


def test_the_stage_is_substituted_by_profile_and_by_strategy():
    for stages in ({"keep": STAGE, "sell": STAGE}, {("keep",): STAGE, "sell": STAGE}):
        game = with_continuous_stage(GAME, stages, SHARE)
        assert game.payoffs["keep",] == game.payoffs["sell",] == (e("2*s - s**2"),)
        assert game.players == GAME.players


@pytest.mark.parametrize(
    ("game", "stages", "words"),
    [
        ("game", {}, "game: expected a Game, got str"),
        (GAME, [STAGE], "stages: expected a mapping"),
        (GAME, {"kept": STAGE}, "'kept' is neither a profile nor a strategy of owner. Did you mean 'keep'"),
        (GAME, {"keep": "y"}, "expected a ContinuousStage after 'keep', got str"),
        (GAME, {"keep": STAGE}, r"no stage follows \(sell\)"),
    ],
)
def test_substitution_is_refused(game, stages, words):
    with pytest.raises(cg.ModelError, match=words):
        with_continuous_stage(game, stages, SHARE)


def test_solutions_are_equal_and_show_themselves():
    first, second = (solved({"y": (0, OO)}, "2*a*sqrt(y) - y") for _ in range(2))
    assert first == second
    assert repr(first) == "StageSolution(y = a**2)"
    assert "a**2" in first._repr_html_()
    assert "optimum" in first._repr_html_()
    assert repr(STAGE) == "ContinuousStage(y in [0, ∞); parameters: s)"


# Laws: what comes out is the maximum, by an independent method.

WEIGHTS = st.tuples(st.integers(-3, 6), st.integers(1, 4), st.integers(-4, 4), st.integers(0, 2))
ENDS = st.tuples(st.integers(0, 2), st.integers(1, 4))


def maximum(objective, interval, point):
    """The maximum over a fine grid, refined where it is largest, in floating point."""
    y = sympy.Symbol("y", real=True)
    function = sympy.lambdify(y, objective.subs(point), "mpmath")
    low, high = (mpmath.mpf(int(v)) for v in interval)
    for _ in range(4):
        step = (high - low) / 200
        best = max((low + k * step for k in range(201)), key=function)
        low, high = max(low, best - step), min(high, best + step)
    return best, function(best)


def check_against_numbers(weights, ends, rooted):
    """(p + q a) s - r s² with s = y or √y, over an interval: the only peak, wherever it lies."""
    p, r, q, shift = weights
    lower, upper = ends[0] ** 2, (ends[0] + ends[1]) ** 2
    s = "sqrt(y)" if rooted else "y"
    text = f"({p} + {q}*a)*{s} - {r}*{s}**2 + {shift}*a"
    found = solved({"y": (lower, upper)}, text)
    for a in (Fraction(0), Fraction(1, 3), Fraction(1)):
        at = {e("a"): sympy.Rational(a)}
        value = found.actions["y"].subs(at)
        assert lower <= value <= upper
        best, height = maximum(e(text), (lower, upper), at)
        assert abs(best - float(value)) < 0.05
        assert abs(height - float(found.objectives["y"].subs(at))) < 1e-4
        for end, when in found.choice("y").corners:
            assert (value == end) == bool(when.subs(at))


@pytest.mark.thorough
@law(25, WEIGHTS, ENDS, st.booleans())
def test_optima_are_those_of_numerical_maximisation(weights, ends, rooted):
    check_against_numbers(weights, ends, rooted)


@pytest.mark.parametrize(
    "broken",
    [
        lambda crossing: (crossing.stationary, crossing.stationary),
        lambda crossing: (crossing.stationary, crossing.optimum + sympy.Rational(1, 2)),
    ],
)
def test_wrong_optima_are_caught(monkeypatch, broken):
    nearest = stage_crossing._nearest

    def wrong(*arguments):
        found = nearest(*arguments)
        stationary, optimum = broken(found)
        return stage_crossing.Crossing(stationary, optimum, found.slope, found.corners)

    monkeypatch.setattr(stage_crossing, "_nearest", wrong)
    assert_caught(check_against_numbers, WEIGHTS, ENDS, st.booleans(), n=40)


def check_single_peak(numbers):
    """What is accepted for all parameters has its peak where it is said to be; what is refused is not concave."""
    p, q, r = numbers
    text = f"({p})*y + ({q})*y**2 + ({r})*a*y**2"
    concave = q < 0 and q + r < 0
    rises = [p + 2 * (q + r * a) * y for a in (0, 1) for y in (0, 2)]
    try:
        found = solved({"y": (0, 2)}, text)
    except (cg.ModelError, cg.UnsupportedError):
        assert not concave
        assert min(rises) <= 0 <= max(rises)
    else:
        for a in (Fraction(0), Fraction(1, 2), Fraction(1)):
            at = {e("a"): sympy.Rational(a)}
            height = found.objectives["y"].subs(at)
            points = [sympy.Rational(k, 8) for k in range(17)]
            assert all(e(text).subs({**at, e("y"): y}) <= height for y in points)


NUMBERS = st.tuples(st.integers(-3, 3), st.integers(-3, 3), st.integers(-3, 3)).filter(any)


@law(40, NUMBERS.filter(lambda n: n[0] or n[1] or n[2]))
def test_what_is_accepted_has_a_single_peak_and_what_is_refused_has_not(numbers):
    check_single_peak(numbers)


def test_accepting_without_the_second_order_condition_is_caught(monkeypatch):
    monkeypatch.setattr(stage_crossing, "_failure", lambda *_: None)
    assert_caught(check_single_peak, NUMBERS, n=60)


def test_interacting_actions_are_best_replies(rng: random.Random):
    text = {"x": "x*(1 - x - b*y) - a*x", "y": "y*(1 - y - b*x)"}
    found = solved({"x": (0, 1), "y": (0, 1)}, text, {"a": (0, "1/4"), "b": (0, 1)})
    for _ in range(10):
        at = {e("a"): sympy.Rational(rng.randint(0, 8), 32), e("b"): sympy.Rational(rng.randint(0, 8), 8)}
        values = {s: v.subs(at) for s, v in found.actions.items()}
        for action, objective in text.items():
            others = {s: v for s, v in values.items() if s.name != action}
            own = e(objective).subs({**at, **others})
            heights = [own.subs(e(action), sympy.Rational(k, 16)) for k in range(17)]
            assert max(heights) <= own.subs(e(action), values[e(action)])


def test_a_corner_is_carried_into_what_depends_on_it(rng: random.Random):
    text = {"x": "a*x - x**2", "y": "x*y - y**2"}
    found = solved({"x": (0, "1/4"), "y": (0, 1)}, text)
    for _ in range(6):
        a = sympy.Rational(rng.randint(0, 16), 16)
        x = min(a / 2, sympy.Rational(1, 4))
        assert {s.name: v.subs(e("a"), a) for s, v in found.actions.items()} == {"x": x, "y": x / 2}


def test_of_several_solutions_of_the_system_the_one_inside_is_taken():
    """Nash in contributions with roots: the other solutions of the first-order conditions are not in the intervals."""
    text = {"x": "a*(x + y) - x**3/3 - x*y/4", "y": "a*(x + y) - y**3/3 - x*y/4"}
    space = {"a": (1, 2)}
    found = solved({"x": ("1/2", 3), "y": ("1/2", 3)}, text, space)
    for a in (1, sympy.Rational(3, 2), 2):
        x, y = (found.actions[name].subs(e("a"), a) for name in "xy")
        assert x == y > 0
        assert sympy.simplify(a - x**2 - x / 4) == 0


def test_a_game_of_two_players_before_the_stage():
    """The organization joins or not, the government pays or not, and the organization invests by what it is paid."""
    rows, columns = ("pay", "not"), ("join", "stay out")
    payoffs = {("pay", "join"): ("4*sqrt(y) - s*sqrt(y)", "2*s*sqrt(y) - y"), ("pay", "stay out"): (0, 0)}
    payoffs |= {("not", "join"): ("4*sqrt(y)", "-y"), ("not", "stay out"): (0, "1/4")}
    game = cg.Game(("government", "organization"), (rows, columns), payoffs)
    stages = {"pay": STAGE, "not": ContinuousStage({"y": (0, 1)}, "-y")}
    found = with_continuous_stage(game, stages, SHARE)
    assert found.payoffs["pay", "join"] == (e("4*s - s**2"), e("s**2"))
    assert found.payoffs["not", "join"] == (0, 0)
    model = cg.Model(found, SHARE, concept=cg.SubgamePerfect(order=("government", "organization")))
    assert {x.profile for x in cg.solve(model.at({"s": "1/2"}))} == {("pay", "join")}
