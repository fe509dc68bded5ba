"""Hart–Shleifer–Vishny and Besley–Ghatak: investments, thresholds, and what the papers say of them."""

from __future__ import annotations

import importlib
import random
from fractions import Fraction

import mpmath
import pytest
import sympy

import coopgame as cg
from tests.laws import scaled

# The package shows the functions under the names of their modules.
ownership = importlib.import_module("coopgame.models.besley_ghatak")
provision = importlib.import_module("coopgame.models.hart_shleifer_vishny")
OO = sympy.oo
THETA, B, LAM = sympy.symbols("theta B lambda_", real=True)
THETA_N, THETA_G, ALPHA, ETA_N, ETA_G = sympy.symbols("theta_n theta_g alpha eta_n eta_g", real=True)


def best(function, upper):
    """Where a function of one variable is largest on [0, upper], in floating point."""
    low, high = mpmath.mpf(0), mpmath.mpf(upper)
    for _ in range(8):
        step = (high - low) / 60
        top = max((low + k * step for k in range(61)), key=function)
        low, high = max(low, top - step), min(high, top + step)
    return (low + high) / 2


def surplus(theta, b, lam, *, private):
    """The surplus when the manager invests as pays it, found by numerical maximisation of what it gets."""
    if private:
        e = best(lambda e: 2 * mpmath.sqrt(e) - e, 3)
        i = best(lambda i: b * mpmath.sqrt(i) - i, 3)
    else:
        e = best(lambda e: lam / 2 * (2 * mpmath.sqrt(e) - theta * e) - e, 3)
        i = best(lambda i: lam * b * mpmath.sqrt(i) - i, 3)
    return 2 * mpmath.sqrt(e) - theta * e + 2 * b * mpmath.sqrt(i) - e - i


def close(exact, numerical):
    return abs(float(exact) - float(numerical)) < 1e-6


def draw(rng):
    return {s: sympy.Rational(rng.randint(0, 12), 12) for s in (THETA, B, LAM)}


def payoffs_agree(model, rng):
    for _ in range(scaled(4)):
        at = draw(rng)
        numbers = [float(at[s]) for s in (THETA, B, LAM)]
        for name in ("private", "public"):
            (value,) = model.game.payoffs[name,]
            assert close(value.subs(at), surplus(*numbers, private=name == "private"))


@pytest.mark.thorough
def test_surplus_is_that_of_numerical_investment(rng: random.Random):
    payoffs_agree(cg.models.hart_shleifer_vishny(), rng)


@pytest.mark.parametrize(("name", "other"), [("HARM", "theta*e/2"), ("SAVING", "3*sqrt(e)"), ("QUALITY", "B*sqrt(i)")])
def test_another_model_is_noticed(monkeypatch, name, other):
    monkeypatch.setattr(provision, name, other)
    with pytest.raises(AssertionError):
        payoffs_agree(cg.models.hart_shleifer_vishny(), random.Random(2020))  # noqa: S311 - points of checks, not secrets


def test_private_provision_is_better_exactly_below_the_published_threshold():
    model = cg.models.hart_shleifer_vishny().at({"lambda_": 1})
    private, public = cg.solve(model)
    assert (private.profile, private.condition) == (("private",), THETA**2 + 2 * THETA <= 1)
    assert (public.profile, public.condition) == (("public",), THETA**2 + 2 * THETA >= 1)
    inside = sympy.Interval(0, 1)
    assert private.condition.as_set().intersect(inside) == sympy.Interval(0, sympy.sqrt(2) - 1)
    d = cg.phase_diagram(model, x=("theta", 0, 1))
    assert d.possible("private") == (THETA**2 + 2 * THETA <= 1)
    assert d.area("private").lower < sympy.sqrt(2) - 1 < d.area("private").upper


@pytest.mark.thorough
def test_the_threshold_does_not_depend_on_quality_improvement_at_lambda_one():
    for value in (0, 1, 7):
        d = cg.phase_diagram(cg.models.hart_shleifer_vishny(), x=("theta", 0, 1), at={"lambda_": 1, "B": value})
        assert d.possible("private") == (THETA**2 + 2 * THETA <= 1)


@pytest.mark.thorough
def test_investments_are_ordered_as_published(rng: random.Random):
    """A private manager reduces cost too much, a public one too little; quality improvement is too small under both."""
    space = cg.models.hart_shleifer_vishny().space
    saving, harm, quality = provision.SAVING, provision.HARM, provision.QUALITY
    private, public, first = (
        cg.ContinuousStage({"e": (0, OO), "i": (0, OO)}, f"{gain} - e - i").solve(space).actions
        for gain in (
            f"{saving} + ({quality})/2",
            f"lambda_*(-{harm} + {saving} + {quality})/2",
            f"-{harm} + {saving} + {quality}",
        )
    )
    assert private["e"] == 1
    assert sympy.simplify(first["e"] - 1 / (1 + THETA) ** 2) == 0
    assert first["i"] == B**2
    for _ in range(scaled(20)):
        at = draw(rng)
        e_private, e_public, e_first = (sympy.S(found["e"]).subs(at) for found in (private, public, first))
        i_private, i_public, i_first = (sympy.S(found["i"]).subs(at) for found in (private, public, first))
        assert e_public < e_first <= e_private
        assert i_public <= i_private <= i_first


def test_a_manager_who_can_be_replaced_has_no_incentive():
    model = cg.models.hart_shleifer_vishny().at({"lambda_": 0})
    assert model.game.payoffs["public",] == (0,)


def gets(y, q, eta):
    """What the organization gets: the solution of generalised Nash bargaining over transfers."""
    benefit = 2 * mpmath.sqrt(y)
    alone, together = eta * benefit, benefit
    gain = (q[THETA_N] + q[THETA_G]) * (together - alone)
    return q[THETA_N] * alone + q[ALPHA] * gain - y


def drawn_owner(rng):
    high = rng.randint(2, 12)
    return {
        THETA_N: sympy.Rational(rng.randint(0, 8), 4),
        THETA_G: sympy.Rational(rng.randint(1, 8), 4),
        ALPHA: sympy.Rational(rng.randint(1, 11), 12),
        ETA_N: sympy.Rational(high, 12),
        ETA_G: sympy.Rational(rng.randint(0, high - 1), 12),
    }


def ownership_agrees(model, rng):
    for _ in range(scaled(6)):
        at = drawn_owner(rng)
        q = {s: float(v) for s, v in at.items()}
        for name, eta in (("organization", q[ETA_N]), ("government", q[ETA_G])):
            y = best(lambda y, q=q, eta=eta: gets(y, q, eta), 17)
            value = 2 * (q[THETA_N] + q[THETA_G]) * mpmath.sqrt(y) - y
            assert close(model.game.payoffs[name,][0].subs(at), value)


@pytest.mark.thorough
def test_surplus_is_that_of_numerical_investment_after_bargaining(rng: random.Random):
    ownership_agrees(cg.models.besley_ghatak(), rng)


def test_the_bargaining_share_maximises_the_nash_product(rng: random.Random):
    """The transfer that gives the organization the share alpha of the gain maximises the generalised Nash product."""
    for _ in range(scaled(5)):
        q = {s: float(v) for s, v in drawn_owner(rng).items()}
        y, eta = 1, q[ETA_G]
        gain = (q[THETA_N] + q[THETA_G]) * 2 * (1 - eta)
        taken = best(lambda t, g=gain, a=q[ALPHA]: t**a * (g - t) ** (1 - a) if 0 < t < g else mpmath.mpf(0), gain)
        assert abs(gets(mpmath.mpf(y), q, eta) - (q[THETA_N] * 2 * eta + taken - y)) < 1e-4


@pytest.mark.parametrize(("name", "other"), [("BENEFIT", "3*sqrt(y)"), ("SURPLUS", "theta_n*2*sqrt(y) - y")])
def test_another_benefit_is_noticed(monkeypatch, name, other):
    monkeypatch.setattr(ownership, name, other)
    with pytest.raises(AssertionError):
        ownership_agrees(cg.models.besley_ghatak(), random.Random(2020))  # noqa: S311 - points of checks, not secrets


def test_the_organization_should_own_exactly_beyond_the_published_threshold():
    organization, government = cg.solve(cg.models.besley_ghatak())
    published = THETA_N * (1 - ALPHA) - ALPHA * THETA_G
    for equilibrium, sign in ((organization, 1), (government, -1)):
        condition = equilibrium.condition
        assert condition.free_symbols == {THETA_N, THETA_G, ALPHA}
        assert sympy.expand(condition.gts - condition.lts - sign * published) == 0
        assert isinstance(condition, sympy.Ge | sympy.Le)


def test_the_condition_holds_at_points(rng: random.Random):
    model = cg.models.besley_ghatak()
    for _ in range(scaled(30)):
        at = drawn_owner(rng)
        chosen = {e.profile[0] for e in cg.solve(model.at(at))}
        ratio, threshold = at[THETA_N] / at[THETA_G], at[ALPHA] / (1 - at[ALPHA])
        expected = {"organization"} if ratio > threshold else {"government"} if ratio < threshold else None
        assert chosen == (expected or {"organization", "government"})


def test_with_equal_weights_who_values_the_good_more_owns_it():
    d = cg.phase_diagram(
        cg.models.besley_ghatak(), x=("theta_g", 0, 2), y=("theta_n", 0, 2), at={"alpha": Fraction(1, 2)}
    )
    (border,) = d.boundaries
    assert border.equation in (sympy.Eq(THETA_N, THETA_G), sympy.Eq(THETA_G, THETA_N))


@pytest.mark.parametrize("name", ["hart_shleifer_vishny", "besley_ghatak"])
def test_maps_are_proved(name):
    axes = {"hart_shleifer_vishny": ("theta", "lambda_"), "besley_ghatak": ("alpha", "theta_n")}[name]
    d = cg.phase_diagram(getattr(cg.models, name)(), x=(axes[0], 0, 1), y=(axes[1], 0, 1))
    assert d.verify(points=60)
