"""What cannot be solved says so, in words, before any work is done."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

import coopgame as cg
from coopgame.bimatrix import extreme_equilibria, extreme_equilibria_by_supports
from coopgame.equilibria import readings


def game(entry: Any, *more: Any) -> cg.Game:
    return cg.Game.from_bimatrix([[entry, *more, 1]], [[0] * (len(more) + 2)])


def of_players(n: int) -> cg.Game:
    profiles = itertools.product("ab", repeat=n)
    return cg.Game(list("ABCD"[:n]), [["a", "b"]] * n, {s: tuple(range(n)) for s in profiles})


def square(n: int) -> cg.Game:
    return cg.Game.from_bimatrix([[0] * n] * n, [[0] * n] * n)


single = cg.solve(square(1))
(ALONE,) = single.components
BOMB = {"a": "__import__('os')"}

BAD: dict[str, tuple[Callable[[], Any], type[Exception], str]] = {
    "one player": (lambda: cg.solve(of_players(1), cg.Nash()), cg.ConceptError, "has 1"),
    "three players": (lambda: cg.solve(of_players(3), cg.Nash()), cg.ConceptError, "two players; this game has 3"),
    "irrational": (lambda: cg.solve(game(sympy.sqrt(2))), cg.GameError, r"row at \(1, 1\) is sqrt\(2\).*rational"),
    "transcendental": (lambda: cg.solve(game("exp(1)")), cg.GameError, "rational"),
    "not a number": (lambda: game(float("nan")), cg.GameError, "finite"),
    "infinite": (lambda: game(float("inf")), cg.GameError, "finite"),
    "infinite symbol": (lambda: game(sympy.oo), cg.GameError, "oo"),
    "complex": (lambda: game(1j), cg.GameError, "1j"),
    "imaginary": (lambda: game(sympy.I), cg.GameError, "I"),
    "truth value": (lambda: game(True), cg.GameError, "True"),
    "nothing": (lambda: game(None), cg.GameError, "None"),
    "shapes": (lambda: cg.Game.from_bimatrix([[1, 1]], [[0], [1]]), cg.GameError, "1 × 2 but B is 2 × 1"),
    "ragged": (lambda: cg.Game.from_bimatrix([[1, 1], [2]], [[0, 1], [1, 1]]), cg.GameError, "same length"),
    "symbols among numbers": (lambda: cg.Nash().equilibria(game("s")), cg.GameError, "still contains s"),
    "a class": (lambda: cg.solve(game(1), cg.Nash), cg.ConceptError, "not a solution concept"),
    "a name": (lambda: cg.solve(game(1), "nash"), cg.ConceptError, "not a solution concept"),
    "no game": (lambda: cg.solve([[1]]), cg.GameError, "got list"),
    "too large": (lambda: cg.solve(square(14)), cg.UnsupportedError, "budget"),
    "no such player": (lambda: single.equilibria[0].mixture("rwo"), cg.ConceptError, "Did you mean 'row'"),
    "rule fails": (lambda: readings(single, lambda _: 1 / 0), cg.ModelError, "ZeroDivisionError"),
    "rule returns a number": (lambda: readings(single, lambda _: 3), cg.ModelError, "expected a name"),
    "rule returns a bomb": (lambda: readings(single, lambda _: BOMB), cg.ExpressionError, "regime rule"),
    "conditions of a component": (lambda: cg.regimes_of(ALONE, lambda _: {"a": "x > 1"}), cg.ModelError, "name"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input(name: str) -> None:
    call, error, words = BAD[name]
    with pytest.raises(error, match=words):
        call()


@pytest.mark.parametrize("solver", [extreme_equilibria, extreme_equilibria_by_supports])
@pytest.mark.parametrize("entry", [1.5, "1", True, np.float64(2), sympy.Symbol("x"), sympy.sqrt(2), None])
def test_numbers_only_in_the_exact_algorithms(solver: Any, entry: Any) -> None:
    with pytest.raises(cg.GameError, match=r"A\[0\]\[0\]"):
        solver([[entry]], [[1]])


@pytest.mark.parametrize("matrix", [[], [[]], [[1, 2], [3]]])
@pytest.mark.parametrize("solver", [extreme_equilibria, extreme_equilibria_by_supports])
def test_matrices_only_in_the_exact_algorithms(solver: Any, matrix: Any) -> None:
    with pytest.raises(cg.GameError):
        solver(matrix, [[1]])


def test_types_of_numbers_may_be_mixed() -> None:
    entries = [0.1, "1/5", Fraction(3, 10), sympy.Rational(2, 5), np.float64(0.5), np.int64(3), "s - s + 7"]
    mixed = game(*entries)
    assert [u[0] for u in mixed.payoffs.values()] == [sympy.Rational(k, 10) for k in (1, 2, 3, 4, 5, 30, 70, 10)]
    assert len(cg.solve(mixed)) == len(entries) + 1, "indifferent column player, one row: every column"


def test_decimals_tie_as_written() -> None:
    """0.1 + 0.2 against 0.3 ties here and not in floating point."""
    tie = cg.Game.from_bimatrix([["0.1 + 0.2"], [0.3]], [[0], [0]])
    assert len(cg.solve(tie)) == 2


def test_one_strategy_each() -> None:
    (only,) = cg.solve(cg.Game.from_bimatrix([["s"]], [["t"]]))
    assert (only.condition, [str(u) for u in only.payoffs]) == (sympy.true, ["s", "t"])


# Not yet as promised --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("payoff", ["1/s", "min(s, t)"])
def test_sets_with_quotients_and_minima_verify(payoff: str) -> None:
    found = cg.solve(cg.Game.from_bimatrix([[payoff, 1], [0, 1]], [[0, 1], [1, 0]]))
    assert found.verify(points=5).passed


def test_rule_that_fails_on_a_component() -> None:
    with pytest.raises(cg.ModelError):
        cg.regimes_of(ALONE, lambda _: 1 / 0)
