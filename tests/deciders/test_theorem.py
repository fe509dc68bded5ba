"""The theorem of the reduced form, decided from the payoffs for all parameters at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
import sympy

from coopgame.conditions import Range, Ring, formula_of
from coopgame.deciders import Block, Limits, Question, ask, confirm
from tests.deciders.worlds import F

V, DELTA, RHO, VG, KK, KR, KS, P, B = sympy.symbols("V delta rho V_G k_K k_R k_S p b", real=True)
P2, B2, ETA, KAPPA = sympy.symbols("p2 b2 eta kappa", real=True)
ALL = (V, DELTA, RHO, VG, KK, KR, KS, P, B, P2, B2, ETA, KAPPA)
RING = Ring.of([], ALL)
SHARES = {DELTA, RHO, ETA}
BOX = {v: Range(F(0), F(1) if v in SHARES else None, v == V) for v in ALL}
COOPERATION, CAPTURE, RESTRICTION, SUBSTITUTION = range(4)
P_STAR, B_STAR, D_STAR = DELTA * V + KK, (1 - RHO) * V + KR, V - VG + KS
BOTH_COST = sympy.And(P_STAR > 0, B_STAR > 0)


def payoffs(p: Any, b: Any, eta: Any = 1) -> list[Any]:
    return [V - p - b, (1 - DELTA) * V - b - KK, RHO * V - eta * p - KR, VG - KS]


def best(which: int, p: Any = P, b: Any = B, eta: Any = 1) -> Any:
    """The strategy is optimal, ties included."""
    own = payoffs(p, b, eta)
    return sympy.And(*(own[which] >= other for k, other in enumerate(own) if k != which))


def chosen(which: int, p: Any = P, b: Any = B, eta: Any = 1) -> Any:
    """The strategy is the only optimal one."""
    own = payoffs(p, b, eta)
    return sympy.And(*(own[which] > other for k, other in enumerate(own) if k != which))


def differ(first: Any, second: Any) -> Any:
    return sympy.Or(sympy.And(first, sympy.Not(second)), sympy.And(second, sympy.Not(first)))


INEQUALITIES = (
    sympy.And(P <= P_STAR, B <= B_STAR, P + B <= D_STAR),
    sympy.And(P >= P_STAR, B <= D_STAR - P_STAR, P - B >= P_STAR - B_STAR),
    sympy.And(B >= B_STAR, P <= D_STAR - B_STAR, P - B <= P_STAR - B_STAR),
    sympy.And(P >= D_STAR - B_STAR, B >= D_STAR - P_STAR, P + B >= D_STAR),
)
#: Sentences that no point of the space contradicts: there is none of these.
NEVER: dict[str, Any] = {
    "some strategy is optimal": sympy.Not(sympy.Or(*(best(k) for k in range(4)))),
    "cooperation and substitution never touch": sympy.And(
        best(COOPERATION), best(SUBSTITUTION), D_STAR > P_STAR + B_STAR, BOTH_COST
    ),
    "capture and restriction never touch": sympy.And(
        best(CAPTURE), best(RESTRICTION), D_STAR < P_STAR + B_STAR, BOTH_COST
    ),
    "capture has no area": sympy.And(chosen(CAPTURE), D_STAR <= P_STAR),
    "restriction has no area": sympy.And(chosen(RESTRICTION), D_STAR <= B_STAR),
    "substitution everywhere": sympy.And(sympy.Not(best(SUBSTITUTION)), D_STAR <= 0),
    "capture is never chosen without competition": chosen(CAPTURE, 0),
    "restriction is never chosen without blame": chosen(RESTRICTION, P, 0),
    "raising b never moves to capture": sympy.And(B2 > B, chosen(CAPTURE, P, B2), sympy.Not(chosen(CAPTURE))),
    **{f"inequalities of strategy {k}": sympy.And(BOTH_COST, differ(best(k), INEQUALITIES[k])) for k in range(4)},
}
#: Sentences that are false: there is such a point.
SOMEWHERE: dict[str, Any] = {
    "raising p moves to restriction where it is left a share": sympy.And(
        P2 > P, chosen(CAPTURE, P, B, ETA), sympy.Not(chosen(CAPTURE, P2, B, ETA))
    ),
    "all four meet": sympy.And(*(best(k) for k in range(4)), BOTH_COST, P > 0, B > 0),
    "cooperation and substitution touch": sympy.And(
        best(COOPERATION), best(SUBSTITUTION), D_STAR < P_STAR + B_STAR, BOTH_COST
    ),
    "proportional competition has all three": sympy.And(
        chosen(COOPERATION, KAPPA * V, B, RHO), chosen(RESTRICTION, KAPPA * V, B2, RHO)
    ),
}


def question(condition: Any, prefix: Sequence[Block] = ()) -> Question:
    used = condition.free_symbols - {v for block in prefix for v in block.variables}
    return Question(formula_of(condition, RING), {v: BOX[v] for v in ALL if v in used}, tuple(prefix))


def without_raising_of_p(sentences: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in sentences.items() if not k.startswith("raising p")}


@pytest.mark.parametrize("sentence", NEVER)
def test_the_theorem_holds_for_all_parameters(sentence: str) -> None:
    asked = question(NEVER[sentence])
    answer = ask(asked)
    assert answer.status == "no"
    assert confirm(asked, answer, Limits(5))


@pytest.mark.parametrize("sentence", without_raising_of_p(SOMEWHERE))
def test_what_is_false_is_refuted_by_small_numbers(sentence: str) -> None:
    answer = ask(question(SOMEWHERE[sentence]))
    assert answer.status == "yes"
    assert answer.witness is not None
    assert all(abs(value) <= 10 and value.denominator <= 4 for value in answer.witness.values())


def test_competition_never_ends_capture_but_by_substitution() -> None:
    """With every share of competition left to a restricted organization, capture stays optimal as p rises."""
    assert ask(question(SOMEWHERE["raising p moves to restriction where it is left a share"])).status == "no"


def test_thresholds_exist_beyond_which_substitution_is_chosen() -> None:
    beyond = sympy.Or(P2 < P, B2 < B, chosen(SUBSTITUTION, P2, B2))
    missing = sympy.Not(beyond)
    prefix = (Block(True, (P, B)), Block(False, (P2, B2)))
    space = sympy.Or(P < 0, B < 0, missing)
    asked = question(space, prefix)
    answer = ask(asked)
    assert (answer.status, answer.by) == ("no", "virtual substitution")
