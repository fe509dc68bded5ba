"""Quantified parts of statements are put into the games over the space of the question."""

import sympy

import coopgame as cg


def _game(player: str, payoffs: dict[str, str], **bounds: tuple[int, int]) -> cg.Model:
    game = cg.Game([player], [list(payoffs)], {(s,): (u,) for s, u in payoffs.items()})
    return cg.Model(game, cg.ParameterSpace(bounds), rule=cg.ByStrategy(player, {s: s for s in payoffs}))


def test_a_space_that_is_given_bounds_what_is_quantified() -> None:
    space = cg.ParameterSpace({"x": (-1, 2), "y": (0, 1)})
    verdict = cg.decide(cg.claims.forall("y", "-x - y + 2 >= 0"), space=space)
    assert str(verdict.condition) == "x <= 1"


def test_a_fact_beside_a_model_keeps_its_bounds() -> None:
    model = _game("g", {"A": "p + b", "B": "2"}, p=(0, 1), b=(0, 3))
    verdict = cg.decide(cg.claims.possible(model, "A") & cg.claims.forall("p", "p <= b"))
    assert str(verdict.condition) == "b >= 2 - p"


def test_two_models_bound_a_parameter_together() -> None:
    one = _game("g", {"A": "p", "B": "1"}, p=(0, 1))
    two = _game("g", {"A": "p + b", "B": "1"}, p=(0, 5), b=(0, 3))
    whole = cg.claims.forall("p", cg.claims.possible(two, "B")) & cg.claims.exists("p", cg.claims.possible(one, "A"))
    assert str(cg.decide(whole).condition) == "Eq(b, 0)"


def test_beside_a_value_is_within_the_space() -> None:
    space = cg.ParameterSpace({"x": (-2, -1)})
    condition = cg.decide(cg.claims.just_above("x <= 0", "x"), space=space).condition
    x, places = sympy.Symbol("x", real=True), (-2, sympy.Rational(-3, 2), -1)
    assert [bool(condition.subs(x, place)) for place in places] == [True, True, False]
