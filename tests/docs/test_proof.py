"""The proof of the theorem of the reduced form, step by step, from the payoffs of the model."""

from __future__ import annotations

import itertools

import pytest
import sympy

import coopgame as cg
from coopgame.claims import always, fact

MODEL = cg.models.contracting()
V, V_G, p, b, delta, rho, g, f = sympy.symbols("V V_G p b delta rho g f", real=True)
P = delta * V + MODEL.symbols["k_K"]
B = (1 - rho) * V + MODEL.symbols["k_R"]
D = V - V_G + MODEL.symbols["k_S"]
SCORES = {"cooperate": 0, "capture": p - P, "restrict": b - B, "substitute": p + b - D}
ETA = {sympy.Symbol("eta", real=True): 1}
#: The thresholds as quantities of their own: what follows uses nothing else of them.
SPACE = cg.ParameterSpace(dict.fromkeys(("p", "b", "P", "B", "t"), (0, sympy.oo)) | {"D": (-sympy.oo, sympy.oo)})
GIVEN = "P > 0 and B > 0"


def payoff(strategy: str, reply: str, player: int) -> sympy.Expr:
    return MODEL.game.payoffs[strategy, reply][player].subs(ETA)


def proved(text: str) -> bool:
    return cg.decide(always(fact(f"not ({GIVEN}) or ({text})")), space=SPACE).status == "proved"


def test_reduction_the_organization_competes_where_it_matters() -> None:
    gains = {row: sympy.expand(payoff(row, "compete", 1) - payoff(row, "share", 1)) for row in SCORES}
    assert gains == {"cooperate": g, "capture": -f, "restrict": sympy.expand(rho * g), "substitute": 0}
    for row in ("capture", "substitute"):
        assert payoff(row, "compete", 0) == payoff(row, "share", 0)


def test_scores_are_payoffs_against_a_competitor_less_that_of_cooperation() -> None:
    for row, score in SCORES.items():
        assert sympy.expand(payoff(row, "compete", 0) - payoff("cooperate", "compete", 0) - score) == 0


#: The table of the theorem: for each strategy what each rival's comparison says.
TABLE = {
    "cooperate": (P - p, B - b, D - p - b),
    "capture": (p - P, D - P - b, (p - b) - (P - B)),
    "restrict": (b - B, D - B - p, (b - p) - (B - P)),
    "substitute": (p - (D - B), b - (D - P), p + b - D),
}


@pytest.mark.parametrize("row", SCORES)
def test_the_table_compares_scores_pairwise(row: str) -> None:
    differences = {sympy.expand(SCORES[row] - SCORES[rival]) for rival in SCORES if rival != row}
    assert {sympy.expand(entry) for entry in TABLE[row]} == differences


#: Steps of the part on topology, each for all p, b, t >= 0 and thresholds with P*, B* > 0.
STEPS = {
    "capture and restriction tie at the top on a segment": (
        "not (p == P + t and b == B + t) or (not (t <= D - P - B) or (p >= P and b <= D - P and b >= B and p <= D - B))"
    ),
    "only there": (
        "not (p >= P and b <= D - P and p - b >= P - B and b >= B and p <= D - B and b - p >= B - P)"
        " or (p - P == b - B and p - P <= D - P - B)"
    ),
    "in case (c) there is none": (
        "not (D < P + B) or not (p >= P and b <= D - P and p - b >= P - B and b >= B and p <= D - B and b - p >= B - P)"
    ),
    "cooperation and substitution tie on the line p + b = D": (
        "not (p <= P and b <= B and p + b <= D and p >= D - B and b >= D - P and p + b >= D) or p + b == D"
    ),
    "in case (a) they do not touch": "not (D > P + B) or not (p <= P and b <= B and p + b >= D)",
    "in case (b) they touch in one point": (
        "not (D == P + B) or not (p <= P and b <= B and p + b >= D) or (p == P and b == B)"
    ),
    "capture has no area unless D > P": "not (D <= P) or not (p > P and b < D - P and p - b > P - B)",
    "at equality capture survives on the edge": (
        "not (D == P) or not (b == 0 and p >= P) or (b <= D - P and p - b >= P - B)"
    ),
    "restriction has no area unless D > B": "not (D <= B) or not (b > B and p < D - B and b - p > B - P)",
    "at equality restriction survives on the edge": (
        "not (D == B) or not (p == 0 and b >= B) or (p <= D - B and b - p >= B - P)"
    ),
    "cooperation has no area unless D > 0": "not (D <= 0) or not (p < P and b < B and p + b < D)",
    "at D = 0 it survives at the origin": "not (D == 0) or not (p == 0 and b == 0) or p + b <= D",
    "substitution everywhere if D <= 0": "not (D <= 0) or (p >= D - B and b >= D - P and p + b >= D)",
    "substitution has area always": (
        "not (p > D and b > D and p > P and b > B) or (p > D - B and b > D - P and p + b > D)"
    ),
}
CASES = {
    "a": "D > P + B",
    "b": "D == P + B",
    "c": "P < D and B < D and D < P + B",
    "d": "P < D and D <= B",
    "e": "B < D and D <= P",
    "f": "0 < D and D <= P and D <= B",
    "g": "D <= 0",
}


@pytest.mark.parametrize("step", STEPS)
def test_each_step_on_topology_holds_for_all_thresholds(step: str) -> None:
    assert proved(STEPS[step])


@pytest.mark.thorough
def test_exactly_one_case_holds() -> None:
    assert proved(" or ".join(f"({case})" for case in CASES.values()))
    pairs = itertools.combinations(CASES.values(), 2)
    assert proved(" and ".join(f"(not ({first}) or not ({second}))" for first, second in pairs))


@pytest.mark.parametrize(
    "wrong",
    [
        "not (D > P + B) or not (p <= P and b <= B and p + b <= D)",
        "not (D <= P) or not (p >= P and b <= D - P and p - b >= P - B)",
        "(D > P + B) or (D == P + B) or (D <= 0)",
    ],
)
def test_a_wrong_step_is_noticed(wrong: str) -> None:
    assert not proved(wrong)
