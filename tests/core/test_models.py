"""Models, closures and technologies: what they refuse, how closures compose, and that all of them are values."""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

import coopgame as cg
from coopgame.models import CES, CobbDouglas, ContractStrategy, leontief, product
from coopgame.models import model as model_module
from coopgame.models.technology import technology_named
from tests.laws import assert_caught, law

from .strategies import fraction, fractions, rational

oo = sympy.oo
Closure, Model = cg.Closure, cg.Model
CONTRACTING = cg.models.contracting()
GAME = cg.Game(["A"], [["in", "out"]], {("in",): ("p - q",), ("out",): (0,)})
SPACE = cg.ParameterSpace({"p": (0, 10), "q": (0, oo)})
MODEL = Model(GAME, SPACE, baseline={"q": 1})
ROW = {
    "name": "audit",
    "value": "V",
    "removes_p": "1/2",
    "removes_b": 0,
    "cost": "k_M",
    "rent": "w",
    "gain": 0,
    "regime": "audit",
}


def closing(definitions: dict[str, str], model: Any = MODEL, **more: Any) -> Any:
    return model.with_closure(Closure(definitions, **more))


BAD: list[tuple[Callable[[], Any], str, str]] = [
    (lambda: Model("game", SPACE), "ModelError", "expected a Game, got str"),
    (lambda: Model(GAME, {"p": (0, 1)}), "ModelError", "expected a ParameterSpace, got dict"),
    (
        lambda: Model(GAME, cg.ParameterSpace({"p": (0, 1)})),
        "ModelError",
        "use q, which the parameter space does not bound",
    ),
    (lambda: Model(GAME, SPACE, baseline={"z": 1}), "ParameterError", "baseline: z is not a parameter"),
    (lambda: Model(GAME, SPACE, baseline={"p": 11}), "ParameterError", "p = 11 is outside its bounds [0, 10]"),
    (lambda: Model(GAME, SPACE, rule=3), "ModelError", "expected a function of an equilibrium"),
    (lambda: Model(GAME, SPACE, rule=cg.ByStrategy("B", {"in": "x"})), "ModelError", "'B' is not a player"),
    (lambda: Model(GAME, SPACE, rule=cg.ByStrategy("A", {"in": "x"})), "ModelError", "'out' has no regime"),
    (lambda: Model(GAME, SPACE, rule=cg.ByStrategy("A", {"inn": "x"})), "ModelError", "has no strategy 'inn'"),
    (lambda: Model(GAME, SPACE, rule=cg.ByProfile({("up",): "x"})), "ModelError", "is not a profile"),
    (lambda: Model(GAME, SPACE, rule=cg.ByProfile({("in",): "a/b"})), "ExpressionError", "contains '/'"),
    (lambda: Model(GAME, SPACE, concept="Nash"), "ConceptError", "not a solution concept"),
    (lambda: Model(GAME, SPACE, names={"in": "x"}), "ModelError", "expected a tuple of regimes"),
    (lambda: MODEL.at({"z": 1}), "ParameterError", "z is not a parameter here"),
    (lambda: MODEL.at({"p": 11}), "ParameterError", "outside its bounds"),
    (lambda: MODEL.with_closure("p = 2"), "ModelError", "expected a Closure, got str"),
    (lambda: closing({"z": "p"}), "ModelError", "defines z, which the model does not have"),
    (lambda: closing({"p": "2*m"}), "ModelError", "uses m, which has no bounds"),
    (
        lambda: MODEL.with_closure(Closure({"p": "q"}), Closure({"p": "2*q"})),
        "ModelError",
        "p is defined twice: as q and as 2*q",
    ),
    (lambda: closing({"p": "q"}).with_closure(Closure({"p": "2*q"})), "ModelError", "p is defined twice"),
    (lambda: closing({"p": "q"}).with_closure(Closure({"q": "p"})), "ModelError", "circular: p → q → p"),
    (lambda: Closure({"p": "p + 1"}), "ModelError", "circular: p → p"),
    (lambda: Closure({"a": "b", "b": "c", "c": "a"}), "ModelError", "circular: a → b → c → a"),
    (lambda: Closure({"p": "q", sympy.Symbol("p"): "q"}), "ModelError", "defines p twice"),
    (lambda: Closure({"p": "2*m"}, bounds={"p": (0, 1), "m": (0, 1)}), "ModelError", "both defines and bounds p"),
    (lambda: Closure({"p": "2*m"}, bounds={"m": (1, 0)}), "ParameterError", "reversed"),
    (lambda: Closure({"p": "2*m"}, bounds={"m": (0, 1)}, baseline={"m": 2}), "ParameterError", "outside its bounds"),
    (lambda: Closure({"p": "2*m +"}), "ExpressionError", "definition of p"),
    (lambda: Closure({"p": sympy.sin(sympy.Symbol("m"))}), "ExpressionError", "definition of p"),
    (
        lambda: closing({"p": "-1 - m"}, bounds={"m": (0, oo)}),
        "ModelError",
        "definition of p contradicts the bounds of p",
    ),
    (lambda: closing({"p": "2*q"}).at({"p": 1}), "ParameterError", "p is defined as 2*q by a closure"),
    (lambda: cg.models.contracting(strategies=[]), "ModelError", "no rows given"),
    (lambda: cg.models.contracting(strategies=[ROW, ROW]), "ModelError", "'audit' is given twice"),
    (lambda: cg.models.contracting(strategies=[{"name": "x"}]), "ModelError", "row 'x' lacks value"),
    (lambda: cg.models.contracting(strategies=[ROW | {"costs": 1}]), "ModelError", "Did you mean 'cost'?"),
    (lambda: cg.models.contracting(strategies=["audit"]), "ModelError", "expected a ContractStrategy"),
    (lambda: ContractStrategy(**(ROW | {"removes_p": 2})), "ModelError", "expected a share from 0 to 1, got 2"),
    (lambda: cg.models.capability("ce"), "ModelError", "Did you mean 'ces'?"),
    (lambda: cg.models.capability(lambda t: t), "ModelError", "expected a function h(t, r)"),
    (lambda: CobbDouglas(1), "ModelError", "between 0 and 1"),
    (lambda: CobbDouglas(0), "ModelError", "between 0 and 1"),
    (lambda: CES(0), "ModelError", "not 0"),
    (lambda: CES(2, 1), "ModelError", "between 0 and 1"),
]


@pytest.mark.parametrize(("make", "kind", "fragment"), BAD, ids=[f"{i}-{b[2]}" for i, b in enumerate(BAD)])
def test_refused(make: Callable[[], Any], kind: str, fragment: str) -> None:
    with pytest.raises(cg.InputError) as caught:
        make()
    assert type(caught.value).__name__ == kind
    assert fragment in str(caught.value)
    assert "\n" not in str(caught.value)


# Closures -----------------------------------------------------------------------------------------

SHIPPED = {
    "proportional": cg.models.proportional_competition(),
    "burden": cg.models.burden(own_failures=True),
    "capability": cg.models.capability(),
    "min": cg.models.capability("min"),
    "cobb-douglas": cg.models.capability("cobb-douglas"),
    "patronage": cg.models.burden(blame=False),
}


def same(one: Any, other: Any) -> None:
    for profile, row in one.game.payoffs.items():
        for u, v in zip(row, other.game.payoffs[profile], strict=True):
            assert u == v or sympy.expand(u - v) == 0
    assert one.space.bounds == other.space.bounds
    assert set(one.space.where) == set(other.space.where)
    assert one.space.meanings == other.space.meanings
    assert one.baseline == other.baseline
    assert one.definitions == other.definitions


def check_any_order(model: Any, closures: list[Any]) -> None:
    together = model.with_closure(*closures)
    for order in itertools.permutations(closures):
        same(model.with_closure(*order), together)
        stepwise = model
        for closure in order:
            stepwise = stepwise.with_closure(closure)
        same(stepwise, together)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "which",
    [("proportional", "burden", "capability"), ("proportional", "min", "patronage"), ("cobb-douglas", "burden")],
)
def test_shipped_closures_compose_in_any_order(which: tuple[str, ...]) -> None:
    closures = [SHIPPED[name] for name in which]
    check_any_order(CONTRACTING, closures)
    for order in itertools.permutations(closures):
        assert CONTRACTING.with_closure(*order) == CONTRACTING.with_closure(*closures)


positive = st.sampled_from(["1", "2", "m", "n", "m + n", "m*n", "m + 1"])
NEW = {"m": (0, oo), "n": (0, oo)}


@st.composite
def chains(draw: st.DrawFn) -> list[Any]:
    """p by q and V, q by V, V by new parameters, all with non-negative coefficients."""
    first = f"{draw(positive)}*q + {draw(positive)}*V"
    second = f"{draw(positive)}*V"
    return [Closure({name: text}, bounds=NEW) for name, text in (("p", first), ("q", second), ("V", draw(positive)))]


THREE = Model(
    cg.Game(["A"], [["in", "out"]], {("in",): ("p - q*V",), ("out",): ("V",)}),
    cg.ParameterSpace({"p": (0, oo), "q": (0, oo), "V": (0, oo)}),
)


def check_chain(closures: list[Any]) -> None:
    check_any_order(THREE, closures)


@pytest.mark.thorough
@law(12, chains())
def test_chains_of_closures_compose_in_any_order(closures: list[Any]) -> None:
    check_chain(closures)


@pytest.mark.thorough
@law(25, fractions(-1, 3), fractions(0, 3), fractions(0, 3))
def test_closures_leave_the_same_space_in_any_order(q: Fraction, m: Fraction, n: Fraction) -> None:
    """With p = q·V and V = m - n the rest is 0 ≤ m - n, however it comes to be written down."""
    competition, value = Closure({"p": "q*V"}), Closure({"V": "m - n"}, bounds=NEW)
    point = {"q": rational(q), "m": rational(m), "n": rational(n)}
    for order in ([competition, value], [value, competition]):
        together = THREE.with_closure(*order)
        stepwise = THREE.with_closure(order[0]).with_closure(order[1])
        for closed in (together, stepwise):
            assert closed.space.contains(point) == (q >= 0 and m >= n)


def test_order_check_catches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Definitions that are not expanded into each other depend on the order in which they come."""
    monkeypatch.setattr(model_module, "expand", lambda definitions: dict(definitions))
    with pytest.raises((AssertionError, cg.InputError)):
        check_any_order(CONTRACTING, [SHIPPED["proportional"], SHIPPED["capability"]])


VALUES = {
    "v": 2, "t_O": 3, "t_G": 1, "r_O": 1, "r_G": 4, "x": "1/2", "kappa": "1/3", "b_0": 1, "a": 2, "nu": 2,
    "beta": "1/2", "pi_O": "1/2", "pi_G": "1/4", "s": "1/5", "c_S": 3,
}  # fmt: skip


def test_closures_substitute_into_payoffs() -> None:
    """The closed model at values is the open model at the reduced values, worked out by hand."""
    closed = CONTRACTING.with_closure(SHIPPED["proportional"], SHIPPED["burden"], SHIPPED["capability"])
    others = {"delta": "1/5", "rho": "3/5", "k_K": 1, "k_R": 0, "w": 2, "g": 1, "alpha": 1, "f": 1}
    V, V_G = 2 * 3 * Fraction(3, 2), Fraction(2 * 1 * 4)
    by_hand = {
        "V": V, "V_G": V_G, "p": V / 3, "eta": Fraction(3, 5),
        "b": 1 + 2 * Fraction(1, 2) + 2 * Fraction(1, 2) * Fraction(1, 2) * Fraction(4, 5),
        "k_S": 3 + 2 * Fraction(1, 2) * Fraction(1, 4),
    }  # fmt: skip
    reduced = CONTRACTING.at({k: rational(v) for k, v in by_hand.items()} | others)
    assert closed.at(VALUES | others).game == reduced.game


def test_closures_carry_bounds_meanings_and_baselines() -> None:
    closed = CONTRACTING.with_closure(SHIPPED["burden"], SHIPPED["capability"])
    assert not {"b", "k_S", "V", "V_G"} & set(closed.space.names)
    assert closed.space.bounds["pi_O"] == sympy.Interval(0, 1)
    assert closed.space.bounds["v"] == sympy.Interval.open(0, oo)
    assert closed.space.meanings["beta"] == "blame per failure"
    assert (closed.baseline["nu"], closed.baseline["s"], closed.baseline["b_0"], closed.baseline["c_S"]) == (1, 0, 0, 0)
    assert "V" not in closed.baseline
    x, r_G = sympy.symbols("x r_G", real=True)
    assert closed.space.where == (x <= r_G,)
    assert set(closed.symbols) == set(closed.space.names)
    assert closed.symbols["beta"].is_real


def check_side_conditions(shift: int, slope: int, q: Fraction, m: Fraction) -> None:
    """p = slope·m - shift with 0 ≤ p ≤ 10: a point lies in the closed space iff p does in its bounds."""
    closed = closing({"p": f"{slope}*m - {shift}"}, bounds={"m": (0, oo)})
    p = slope * m - shift
    assert closed.space.contains({"q": rational(q), "m": rational(m)}) == (0 <= p <= 10)


@law(40, st.integers(0, 5), st.integers(1, 3), fractions(0, 4), fractions(0, 6))
def test_bounds_of_defined_symbols_become_side_conditions(shift: int, slope: int, q: Fraction, m: Fraction) -> None:
    check_side_conditions(shift, slope, q, m)


def test_side_condition_check_catches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_module, "_demands", lambda *_: [])
    assert_caught(check_side_conditions, st.integers(0, 5), st.integers(1, 3), fractions(0, 4), fractions(0, 6))


def test_conditions_that_follow_are_not_added() -> None:
    assert closing({"p": "10*m"}, bounds={"m": (0, 1)}).space.where == ()
    (only,) = closing({"p": "m"}, bounds={"m": (0, oo)}).space.where
    assert only == (sympy.Symbol("m", real=True) <= 10)


def test_bounds_of_shared_new_parameters_intersect() -> None:
    closed = MODEL.with_closure(Closure({"p": "m"}, bounds={"m": (0, 5)}), Closure({"q": "m"}, bounds={"m": (1, 9)}))
    assert closed.space.bounds["m"] == sympy.Interval(1, 5)


def test_fixing_before_or_after_closing() -> None:
    closure = Closure({"p": "m*q"}, bounds={"m": (0, 1)})
    assert MODEL.at({"q": 2}).space.names == ("p",)
    assert MODEL.with_closure(closure).at({"q": 2, "m": "1/2"}).game == MODEL.at({"q": 2, "p": 1}).game
    assert MODEL.with_closure(closure).baseline == {sympy.Symbol("q", real=True): 1}


# The table ----------------------------------------------------------------------------------------


def test_the_table_is_data() -> None:
    rows = [*cg.models.CONTRACT_STRATEGIES[:2], ROW]
    model = cg.models.contracting(strategies=rows, bounds={"k_M": (0, oo)}, baseline={"k_M": 2})
    assert model.game.strategies[0] == ("cooperate", "capture", "audit")
    payoffs = (
        model.at({"p": 4, "b": 3})
        .game.at({"V": 10, "k_M": 2, "w": 5, "delta": 0, "k_K": 0, "g": 1, "alpha": 0, "f": 0})
        .payoffs
    )
    assert payoffs["audit", "share"] == (10 - 3 - 2, 5)
    assert payoffs["audit", "compete"] == (10 - 2 - 3 - 2, 5)
    assert model.space.bounds["k_M"] == sympy.Interval(0, oo)
    d = cg.phase_diagram(model, x=("p", 0, 10), y=("b", 0, 10))
    assert "audit" in d.regimes
    assert d.verify(points=40).passed


def test_table_of_the_thesis() -> None:
    """Every cell of the two-sided game, as the theory page prints it."""
    V, V_G, p, b, delta, rho, eta, k_K, k_R, k_S, w, g, alpha, f = sympy.symbols(
        "V V_G p b delta rho eta k_K k_R k_S w g alpha f", real=True
    )
    captured = (1 - delta) * V - b - k_K
    cells = {
        ("cooperate", "share"): (V - b, w),
        ("cooperate", "compete"): (V - b - p, w + g),
        ("capture", "share"): (captured, w - alpha),
        ("capture", "compete"): (captured, w - alpha - f),
        ("restrict", "share"): (rho * V - k_R, rho * w),
        ("restrict", "compete"): (rho * V - eta * p - k_R, rho * (w + g)),
        ("substitute", "share"): (V_G - k_S, 0),
        ("substitute", "compete"): (V_G - k_S, 0),
    }
    assert set(cells) == set(CONTRACTING.game.profiles)
    for profile, row in cells.items():
        for told, expected in zip(CONTRACTING.game.payoffs[profile], row, strict=True):
            assert sympy.expand(told - expected) == 0
    with_exit = cg.models.contracting(participation=True)
    for row in CONTRACTING.game.strategies[0]:
        assert with_exit.game.payoffs[row, "exit"] == (V_G - k_S, 0)


# Technologies -------------------------------------------------------------------------------------

T, R = sympy.symbols("t r", nonnegative=True)
SCALE = sympy.Symbol("c", positive=True)
squares = st.integers(0, 5).map(lambda k: Fraction(k * k, 4))


HOMOGENEOUS = {
    "min": leontief,
    "geometric": CobbDouglas(),
    "a third": CobbDouglas("1/3"),
    "quadratic": CES(),
    "harmonic": CES(-1),
    "weighted roots": CES("1/2", "1/4"),
}


@pytest.mark.parametrize("name", HOMOGENEOUS)
def test_homogeneous_of_degree_one(name: str) -> None:
    h = HOMOGENEOUS[name]
    for t, r, c in itertools.product((1, 4, 9), (1, 4), (4, 9)):
        t, r, c = map(sympy.Integer, (t, r, c))
        assert sympy.simplify(h(c * t, c * r) - c * h(t, r)) == 0


def test_product_is_homogeneous_of_degree_two() -> None:
    assert product(SCALE * T, SCALE * R) == SCALE**2 * T * R


INDISPENSABLE = {"product": product, "min": leontief, "geometric": CobbDouglas(), "uneven": CobbDouglas("3/4")}


@pytest.mark.parametrize("name", INDISPENSABLE)
def test_nothing_comes_of_nothing(name: str) -> None:
    """Both are indispensable: h(0, r) = h(t, 0) = 0."""
    h = INDISPENSABLE[name]
    assert h(sympy.Integer(0), sympy.Integer(7)) == 0
    assert h(sympy.Integer(7), sympy.Integer(0)) == 0


def test_ces_with_positive_exponent_does_without_one() -> None:
    assert CES(1)(sympy.Integer(0), sympy.Integer(7)) == sympy.Rational(7, 2)
    assert CES(2)(sympy.Integer(0), sympy.Integer(8)) == 4 * sympy.sqrt(2)


@law(40, squares, squares)
def test_limits_and_order_of_technologies(t: Fraction, r: Fraction) -> None:
    """CES falls to its limits: min ≤ harmonic mean ≤ geometric mean ≤ arithmetic mean."""
    values = (rational(t), rational(r))
    means = [leontief(*values)]
    if t and r:
        means.append(CES(-1)(*values))
    means += [CobbDouglas()(*values), CES(1)(*values)]
    exact = [fraction(m) for m in means]
    assert exact == sorted(exact)
    assert exact[-1] == (t + r) / 2
    assert exact[0] == min(t, r)
    if t == r:
        assert len(set(exact)) == 1


@pytest.mark.thorough
def test_ces_tends_to_cobb_douglas_and_to_min() -> None:
    e = sympy.Symbol("e", real=True)
    body = (sympy.Rational(1, 2) * 4**e + sympy.Rational(1, 2) * 9**e) ** (1 / e)
    assert CES(2)(sympy.Integer(4), sympy.Integer(9)) == sympy.simplify(body.subs(e, 2))
    assert sympy.limit(body, e, 0) == CobbDouglas()(sympy.Integer(4), sympy.Integer(9)) == 6
    assert sympy.limit(body, e, -oo) == leontief(sympy.Integer(4), sympy.Integer(9)) == 4


def test_technologies_by_name() -> None:
    assert technology_named("product") is product
    assert technology_named("min") is technology_named("leontief") is leontief
    assert technology_named("ces") == CES()
    own = lambda t, r: t + r  # noqa: E731
    assert technology_named(own) is own
    assert cg.models.capability(own).definitions["V_G"] == sympy.Symbol("v", real=True) * sum(
        sympy.symbols("t_G r_G", real=True)
    )


# Values -------------------------------------------------------------------------------------------

VALUES_OF = {
    "contracting": cg.models.contracting,
    "participation": lambda: cg.models.contracting(participation=True),
    "closed": lambda: cg.models.contracting().with_closure(
        cg.models.proportional_competition(), cg.models.capability("min")
    ),
    "at": lambda: cg.models.contracting().at({"V": 3}),
    "hood": cg.models.hood,
    "st_plane": cg.models.st_plane,
    "inspection": cg.models.inspection,
    "continuum": cg.models.continuum,
    "closure": lambda: cg.models.burden(own_failures=True),
    "technology": lambda: CES("1/2", "1/3"),
    "row": lambda: ContractStrategy(**ROW),
}


@pytest.mark.parametrize("name", VALUES_OF)
def test_is_a_value(name: str) -> None:
    one, other = VALUES_OF[name](), VALUES_OF[name]()
    again = pickle.loads(pickle.dumps(one))  # noqa: S301
    assert one == other == again
    assert hash(one) == hash(other) == hash(again)
    assert repr(one) == repr(again)
    field = next(iter(vars(one)))
    with pytest.raises(AttributeError):
        setattr(one, field, None)


def test_different_models_differ() -> None:
    made = [VALUES_OF[name]() for name in VALUES_OF]
    for one, other in itertools.combinations(made, 2):
        assert one != other


def test_every_shipped_model_is_cited_or_described() -> None:
    for name in ("contracting", "hood", "st_plane", "inspection"):
        assert VALUES_OF[name]().citation
    for name in ("contracting", "hood", "inspection", "closed"):
        model = VALUES_OF[name]()
        assert set(model.space.meanings) == set(model.space.symbols)
