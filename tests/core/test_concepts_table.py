"""One table of cited games that every concept goes through, with numbers and with symbols."""

from __future__ import annotations

from fractions import Fraction

import pytest

import coopgame as cg
from coopgame.expressions.evaluation import truth_at, value_at

FIRST, SECOND = ("row", "column"), ("column", "row")
CONCEPTS: dict[str, cg.Nash | cg.PureNash | cg.SubgamePerfect] = {
    "nash": cg.Nash(),
    "pure": cg.PureNash(),
    "row leads": cg.SubgamePerfect(order=FIRST),
    "column leads": cg.SubgamePerfect(order=SECOND),
}


def game(A: list[list[str]], B: list[list[str]]) -> cg.Game:
    return cg.Game.from_bimatrix(A, B, strategies=[["a", "b"], ["l", "r"]])


#: Name: a game in the parameter s, and for values of s and each concept the equilibria as probabilities of (a, l).
CASES = {
    # Osborne and Rubinstein (1994), figure 16.1: Bach or Stravinsky; s is the stake in the own favourite.
    "bach or stravinsky": (
        game([["s", "0"], ["0", "1"]], [["1", "0"], ["0", "s"]]),
        {
            "2": {
                "nash": {("1", "1"), ("0", "0"), ("2/3", "1/3")},
                "pure": {("1", "1"), ("0", "0")},
                "row leads": {("1", "1")},
                "column leads": {("0", "0")},
            }
        },
    ),
    # Osborne and Rubinstein (1994), figure 17.3: matching pennies; at s = 0 everything ties.
    "matching pennies": (
        game([["s", "-s"], ["-s", "s"]], [["-s", "s"], ["s", "-s"]]),
        {
            "1": {
                "nash": {("1/2", "1/2")},
                "pure": set(),
                "row leads": {("1", "0"), ("0", "1")},
                "column leads": {("1", "1"), ("0", "0")},
            },
            "0": {
                name: {("1", "1"), ("1", "0"), ("0", "1"), ("0", "0")}
                for name in ("nash", "pure", "row leads", "column leads")
            },
        },
    ),
    # Osborne and Rubinstein (1994), figure 17.1: the prisoner's dilemma, s the temptation; below 3 it is none.
    "prisoner's dilemma": (
        game([["3", "0"], ["s", "1"]], [["3", "s"], ["0", "1"]]),
        {
            "4": {name: {("0", "0")} for name in CONCEPTS},
            "2": {
                "nash": {("1", "1"), ("0", "0"), ("1/2", "1/2")},
                "pure": {("1", "1"), ("0", "0")},
                "row leads": {("1", "1")},
                "column leads": {("1", "1")},
            },
        },
    ),
}
ROWS = [
    pytest.param(played, value, concept, expected, id=f"{name}, s = {value}, {concept}")
    for name, (played, values) in CASES.items()
    for value, by_concept in values.items()
    for concept, expected in by_concept.items()
]


def probabilities(equilibrium: cg.Equilibrium, point: dict[object, Fraction]) -> tuple[str, ...]:
    weights = (equilibrium.mixture(p).get(first, 0) for p, first in (("row", "a"), ("column", "l")))
    return tuple("0" if w == 0 else str(value_at(w, point)) for w in weights)


@pytest.mark.parametrize(("played", "value", "concept", "expected"), ROWS)
def test_numbers(played: cg.Game, value: str, concept: str, expected: set[tuple[str, str]]) -> None:
    found = cg.solve(played.at({"s": value}), CONCEPTS[concept])
    assert {probabilities(e, {}) for e in found} == expected
    assert found.complete
    assert found.verify().passed


@pytest.mark.parametrize(("played", "value", "concept", "expected"), ROWS)
def test_symbols(played: cg.Game, value: str, concept: str, expected: set[tuple[str, str]]) -> None:
    found = cg.solve(played, CONCEPTS[concept])
    point = {played.parameters[0]: Fraction(value)}
    if all(value_at(p, point) != 0 for p in found.exceptions):
        here = [e for e in found if e.condition == True or truth_at(e.condition, point)]  # noqa: E712 - SymPy's truth
        assert {probabilities(e, point) for e in here} == expected
    assert found.verify(points=20).passed


def test_the_table_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    played, values = CASES["bach or stravinsky"]
    monkeypatch.setattr(cg.PureNash, "equilibria", lambda _self, _game: ())
    with pytest.raises(AssertionError):
        test_numbers(played, "2", "pure", values["2"]["pure"])
