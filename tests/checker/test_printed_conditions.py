"""Concepts that the checker cannot solve: labels follow from the printed conditions, at cells and again at samples."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

import coopgame as cg
import coopgame_checker
from coopgame.equilibria import Component, Equilibrium
from coopgame.equilibria.concept import Conditional
from coopgame.games import Game

LABELS = "labels from conditions"
Record = dict[str, Any]


@dataclass(frozen=True)
class Foreign:
    """A concept that nobody knows, though it gives the equilibria in pure strategies."""

    name: str = "a concept of the user's own"
    by_regret: bool = True

    def check(self, game: Any) -> None:
        cg.PureNash().check(game)

    def equilibria(self, game: Game) -> tuple[Equilibrium, ...]:
        return cg.PureNash().equilibria(game)

    def conditional(self, game: Game) -> Conditional:
        return cg.PureNash().conditional(game)

    def components(self, game: Game, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:
        return cg.PureNash().components(game, equilibria)


GAMES = {
    "lines": ([["1 - x", 0], [0, "y"]], [[1, 0], [0, 1]]),
    "curves": ([["x**2 + y**2 - 1", 0], [0, "x"]], [["y - x", 0], [0, 1]]),
    "roots": ([["sqrt(x + 2) - y", 0], [0, "Min(x, y)"]], [[1, 0], [0, 1]]),
    "quotients": ([["1/(x + 3) - y", 0], [0, 1]], [["y", 0], [0, "x"]]),
}


def diagram(name: str) -> cg.PhaseDiagram:
    game = cg.Game.from_bimatrix(*GAMES[name])
    return cg.phase_diagram(game, x=("x", -2, 2), y=("y", -2, 2), concept=Foreign())


def record(name: str) -> Record:
    return dict(json.loads(diagram(name).certificate()))


@pytest.mark.parametrize("name", GAMES)
def test_certificate_is_accepted(name: str) -> None:
    found = record(name)
    assert found["concept"] == {"kind": "conditions", "name": "a concept of the user's own"}
    assert found["game"]["payoffs"] == []
    report = coopgame_checker.check(found)
    assert report.passed, report
    assert [step.name for step in report.steps].count(LABELS) == 1
    assert diagram(name).verify(points=20).passed


def turned(tree: Any) -> Any:
    """Return a formula with its first comparison reversed."""
    if tree[0] == "sign":
        return [tree[0], tree[1], {">=": "<", ">": "<=", "<": ">=", "<=": ">", "=": "!=", "!=": "="}[tree[2]]]
    return [tree[0], turned(tree[1]), *tree[2:]]


def turn_a_condition(given: Record) -> None:
    given["outcomes"][0]["condition"] = turned(given["outcomes"][0]["condition"])


def weaken_a_condition(given: Record) -> None:
    given["outcomes"][-1]["condition"] = ["all"]


def exchange_conditions(given: Record) -> None:
    one, other = given["outcomes"][0], given["outcomes"][-1]
    one["condition"], other["condition"] = other["condition"], one["condition"]


def narrow_the_domain(given: Record) -> None:
    given["domain"] = ["sign", ["x"], ">"]


@pytest.mark.parametrize("name", GAMES)
@pytest.mark.parametrize("corrupt", [turn_a_condition, weaken_a_condition, exchange_conditions, narrow_the_domain])
def test_corruption_is_noticed(name: str, corrupt: Callable[[Record], None]) -> None:
    given = copy.deepcopy(record(name))
    corrupt(given)
    failed = [step.name for step in coopgame_checker.check(given).steps if not step.passed]
    assert LABELS in failed


def add_payoffs(given: Record) -> None:
    given["game"]["payoffs"] = [[[0, 0], ["1", "1"]]]


def leave_out_a_condition(given: Record) -> None:
    del given["outcomes"][0]["condition"]


def claim_to_be_solvable(given: Record) -> None:
    given["concept"] = {"kind": "pure"}


@pytest.mark.parametrize("corrupt", [add_payoffs, leave_out_a_condition, claim_to_be_solvable])
def test_malformed_certificates_are_refused(corrupt: Callable[[Record], None]) -> None:
    given = record("lines")
    corrupt(given)
    assert [step.name for step in coopgame_checker.check(given).steps if not step.passed] == ["format"]
