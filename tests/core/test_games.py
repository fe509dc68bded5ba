"""Strategic games: what they accept, what they refuse and with which words, and that they are values."""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

import coopgame as cg
from tests.laws import assert_caught, law

from .strategies import fractions, rational

NAMES = (("U", "D"), ("L", "R"))
TABLE = {("U", "L"): ("V - b", 1), ("U", "R"): (0, "w"), ("D", "L"): ("V/2", 0), ("D", "R"): (1, 1)}


def game(players: Any = ("row", "column"), strategies: Any = NAMES, payoffs: Any = None, **changes: Any) -> cg.Game:
    return cg.Game(players, strategies, (TABLE if payoffs is None else payoffs) | changes)


def cell(value: Any) -> cg.Game:
    return cg.Game(["A"], [["s"]], {("s",): (value,)})


BAD: list[tuple[Callable[[], Any], str, str]] = [
    (lambda: game(players="AB"), "GameError", "expected a list of names"),
    (lambda: game(players=[]), "GameError", "at least one player"),
    (lambda: game(players=["A", "A"]), "GameError", "'A' is given twice"),
    (lambda: game(players=["A", "B/C"]), "ExpressionError", "contains '/'"),
    (lambda: game(players=["A", 3]), "ExpressionError", "must be a string"),
    (lambda: game(strategies="UD"), "GameError", "list of strategies for each player"),
    (lambda: game(strategies=[["U", "D"]]), "GameError", "2 players need 2 lists, got 1"),
    (lambda: game(strategies=[["U", "D"], []]), "GameError", "at least one strategy"),
    (lambda: game(strategies=[["U", "U"], ["L", "R"]]), "GameError", "'U' is given twice"),
    (lambda: game(strategies=[["U", "D"], ["L", "R<b>"]]), "ExpressionError", "contains '<'"),
    (lambda: game(strategies=[["U", "D"], ["L", "$x$"]]), "ExpressionError", "contains '$'"),
    (lambda: game(payoffs={("U", "L"): (1, 1)}), "GameError", "no payoffs at the profile (U, R) and 2 more"),
    (lambda: cg.Game(["A"], [["s"]], [1]), "GameError", "expected a mapping"),
    (lambda: game(payoffs=TABLE | {("U", "X"): (1, 1)}), "GameError", "'X' is not a strategy of column"),
    (lambda: game(payoffs=TABLE | {("U",): (1, 1)}), "GameError", "is not a profile"),
    (lambda: game(payoffs=TABLE | {"UL": (1, 1)}), "GameError", "is not a profile"),
    (lambda: game(payoffs=TABLE | {("U", "L"): (1,)}), "GameError", "expected 2 payoffs"),
    (lambda: game(payoffs=TABLE | {("U", "L"): 1}), "GameError", "expected 2 payoffs"),
    (lambda: game(payoffs=TABLE | {("U", "L"): "12"}), "GameError", "expected 2 payoffs"),
    (lambda: cell("V -"), "GameError", "payoff of A at (s)"),
    (lambda: cell("exec(1)"), "GameError", "payoff of A at (s)"),
    (lambda: cell("__class__"), "GameError", "payoff of A at (s)"),
    (lambda: cell(sympy.I), "GameError", "payoff of A at (s)"),
    (lambda: cell(float("nan")), "GameError", "not a finite number"),
    (lambda: cell(sympy.nan), "GameError", "payoff of A at (s)"),
    (lambda: cell(sympy.oo), "GameError", "payoff of A at (s)"),
    (lambda: cell(None), "GameError", "not a number"),
    (lambda: cell(True), "GameError", "not a number"),
    (lambda: cell(sympy.sin(sympy.Symbol("x"))), "GameError", "sin"),
    (lambda: cell(sympy.Symbol("x y")), "GameError", "'x y'"),
    (lambda: game().at({"q": 1}), "GameError", "q is not a parameter of the game"),
    (lambda: game().at({"V": "x"}), "ExpressionError", "at: V"),
    (lambda: cell("1/x").at({"x": 0}), "GameError", "payoff of A at (s)"),
    (lambda: cell("sqrt(x)").at({"x": -1}), "GameError", "payoff of A at (s)"),
    (lambda: game().player_index("rwo"), "GameError", "Did you mean 'row'?"),
    (lambda: game().payoff_matrix("me"), "GameError", "'me' is not a player"),
    (lambda: cell(1).payoff_matrix("A"), "GameError", "two players; this game has 1"),
    (lambda: cg.Game.from_bimatrix([[1, 2]], [[1], [2]]), "GameError", "A is 1 × 2 but B is 2 × 1"),
    (lambda: cg.Game.from_bimatrix([], []), "GameError", "expected a matrix"),
    (lambda: cg.Game.from_bimatrix([[1, 2], [3]], [[1, 2], [3, 4]]), "GameError", "rows of one and the same length"),
    (lambda: cg.Game.from_bimatrix([[1]], [[1]], strategies=[["a", "b"], ["c"]]), "GameError", "needs 1 and 1 names"),
    (lambda: cg.Game.from_bimatrix([[1]], [[1]], players=["a", "b", "c"]), "GameError", "3 players need 3 lists"),
]


@pytest.mark.parametrize(("make", "kind", "fragment"), BAD, ids=[f"{i}-{b[2]}" for i, b in enumerate(BAD)])
def test_refused(make: Callable[[], Any], kind: str, fragment: str) -> None:
    with pytest.raises(cg.InputError) as caught:
        make()
    assert type(caught.value).__name__ == kind
    assert fragment in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_payoff_that_cannot_be_read_is_one_error() -> None:
    with pytest.raises(cg.GameError, match="The formula breaks off") as caught:
        cell("2 +")
    assert caught.value.__suppress_context__
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("given", "exact"),
    [
        (0.1, sympy.Rational(1, 10)),
        (np.float64(0.2), sympy.Rational(1, 5)),
        (np.int64(3), sympy.Integer(3)),
        (Fraction(1, 3), sympy.Rational(1, 3)),
        ("0.30", sympy.Rational(3, 10)),
        (sympy.Float("0.25"), sympy.Rational(1, 4)),
        (1e-3, sympy.Rational(1, 1000)),
        (-0.0, sympy.Integer(0)),
    ],
)
def test_a_float_means_the_decimal_it_prints_as(given: Any, exact: sympy.Rational) -> None:
    assert cell(given).payoffs["s",] == (exact,)
    assert cell("x").at({"x": given}).payoffs["s",] == (exact,)


@pytest.mark.parametrize("name", ["beta", "pi", "mu", "S", "E", "I", "N", "Q", "gamma", "lambda_"])
def test_names_that_mean_something_to_sympy_are_plain_names(name: str) -> None:
    found = cell(f"2*{name} + 1")
    assert found.parameters == (sympy.Symbol(name, real=True),)
    assert found.at({name: 3}).payoffs["s",] == (7,)


def test_symbols_with_other_assumptions_are_one_parameter() -> None:
    plain, positive = sympy.Symbol("V"), sympy.Symbol("V", positive=True)
    assert cell(plain - positive).payoffs["s",] == (0,)
    assert cell(positive) == cell("V")
    assert cell("V").at({positive: 1}) == cell("V").at({"V": 1})


def test_payoffs_may_come_in_any_order() -> None:
    assert game(payoffs=dict(reversed(TABLE.items()))) == game()
    assert game().profiles == tuple(itertools.product(*NAMES))
    assert game().parameters == sympy.symbols("V b w", real=True)


def check_substitution(values: dict[str, Fraction]) -> None:
    """Fixing all at once, one by one, in any order, and by SymPy agree."""
    full = game().at({k: rational(v) for k, v in values.items()})
    for order in itertools.permutations(values):
        step = game()
        for name in order:
            step = step.at({name: rational(values[name])})
        assert step == full
    V, b, w = values["V"], values["b"], values["w"]
    assert full.payoffs["U", "L"] == (rational(V - b), 1)
    assert full.payoffs["U", "R"] == (0, rational(w))
    assert full.payoffs["D", "L"] == (rational(V / 2), 0)
    assert full.is_numeric


@law(30, *[], V=fractions(-3, 3), b=fractions(-3, 3), w=fractions(-3, 3))
def test_substitution(V: Fraction, b: Fraction, w: Fraction) -> None:
    check_substitution({"V": V, "b": b, "w": w})


def test_substitution_check_catches(monkeypatch: pytest.MonkeyPatch) -> None:
    from coopgame.games import replacing

    monkeypatch.setattr(replacing, "value_at", lambda *_: Fraction(0))
    assert_caught(lambda v: check_substitution({"V": v, "b": v / 2, "w": v + 1}), fractions(1, 3))


def test_substitution_is_simultaneous() -> None:
    x, y = sympy.symbols("x y", real=True)
    assert cell("x - 2*y").substitute({x: y, y: x}).payoffs["s",] == (y - 2 * x,)


def test_from_bimatrix() -> None:
    expected = cg.Game(("row", "column"), (("1", "2"), ("1",)), {("1", "1"): (1, 3), ("2", "1"): (2, 4)})
    for A, B in [
        ([[1], [2]], [[3], [4]]),
        (np.array([[1], [2]]), np.array([[3.0], [4.0]])),
        (sympy.Matrix([[1], [2]]), sympy.Matrix([[3], [4]])),
    ]:
        assert cg.Game.from_bimatrix(A, B) == expected
    assert expected.payoff_matrix("column") == sympy.Matrix([[3], [4]])


def test_game_is_a_value() -> None:
    one, other = game(), game()
    again = pickle.loads(pickle.dumps(one))  # noqa: S301
    assert one == other == again
    assert hash(one) == hash(other) == hash(again)
    assert one != game(payoffs=TABLE | {("D", "R"): (1, 2)})
    assert one != game(players=("column", "row"))
    with pytest.raises(AttributeError):
        one.players = ()
    with pytest.raises(TypeError):
        one.payoffs["U", "L"] = (0, 0)
    assert repr(one) == "Game(2 × 2; players: row, column; parameters: V, b, w)"
    assert "<table>" in one._repr_html_()


def test_input_is_copied() -> None:
    payoffs = dict(TABLE)
    one = game(payoffs=payoffs)
    payoffs["U", "L"] = (9, 9)
    assert one == game()
