"""What a statement introduces has a name of its own, whatever the parameters of the model are called."""

from __future__ import annotations

import pytest
import sympy

import coopgame as cg
from coopgame.claims import always, exists, payoff, raising
from coopgame.errors import StatementError


def one_player_earns(expression: str, *names: str) -> cg.Model:
    """Return a model of one equilibrium, in which the row player gets an expression."""
    game = cg.Game.from_bimatrix([[expression]], [[0]])
    return cg.Model(game, cg.ParameterSpace(dict.fromkeys(names, (0, 10))))


@pytest.mark.thorough
def test_a_parameter_may_have_the_name_of_the_quantity() -> None:
    value = payoff(one_player_earns("q", "q", "q_after"), "row")
    assert cg.decide(always(value.at_most("q"))).status == "proved"
    assert cg.decide(always(value.at_most("q - 1"))).status == "refuted"
    assert cg.decide(always(value.rises_in("q"))).status == "proved"
    assert cg.decide(always(value.never_rises_in("q"))).status == "refuted"
    assert cg.decide(always(value.compared("<", "q + q_after")), given="q_after > 0").status == "proved"


@pytest.mark.thorough
def test_a_parameter_may_have_the_name_of_an_amount() -> None:
    value = payoff(one_player_earns("p - 3*Delta_p", "p", "Delta_p"), "row")
    assert cg.decide(always(value.rises_in("p"))).status == "proved"
    larger = cg.claims.fact("p >= Delta_p")
    space = cg.ParameterSpace({"p": (0, 10), "Delta_p": (0, 10)})
    assert cg.decide(always(raising("p", larger, larger)), space=space).status == "proved"


def test_a_point_that_uses_the_name_of_the_quantity_is_refused() -> None:
    q = sympy.Symbol("q", real=True)
    with pytest.raises(StatementError, match="bound inside"):
        exists({"q": (0, 1)}, payoff(one_player_earns("p", "p"), "row").at_most(0).at({"p": q}))
