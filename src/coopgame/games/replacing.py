"""Parameters replaced by numbers or by expressions, the same for every form in which a game is stated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy

from coopgame.errors import GameError, did_you_mean
from coopgame.expressions import exact_number
from coopgame.expressions.evaluation import value_at
from coopgame.parameters import symbol_of


def exact_values(given: Mapping[Any, Any], parameters: Sequence[sympy.Symbol]) -> dict[sympy.Symbol, sympy.Rational]:
    """Return exact values by parameter.

    Raises
    ------
    GameError
        A name is not a parameter of the game.
    """
    names = tuple(s.name for s in parameters)
    exact: dict[sympy.Symbol, sympy.Rational] = {}
    for key, value in dict(given).items():
        parameter = symbol_of(key, where="at")
        if parameter not in parameters:
            raise GameError(f"at: {parameter} is not a parameter of the game.{did_you_mean(parameter.name, names)}")
        exact[parameter] = exact_number(value, where=f"at: {parameter}")
    return exact


def replacement(expressions: Mapping[sympy.Symbol, sympy.Expr]) -> Callable[[sympy.Expr], Any]:
    """Return the function that replaces parameters in one expression, all at once; quick where only numbers remain."""
    swap = dict(expressions)
    numbers = {s: Fraction(int(v.p), int(v.q)) for s, v in swap.items() if isinstance(v, sympy.Rational)}

    def replaced(expression: sympy.Expr) -> Any:
        value = value_at(expression, numbers) if expression.free_symbols <= numbers.keys() else None
        return expression.xreplace(swap) if value is None else sympy.Rational(value.numerator, value.denominator)

    return replaced
