"""Probabilities with symbols: whether they sum to one, and what they require of the parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.conditions import TRUE, formula_of
from coopgame.errors import ExpressionError, GameError
from coopgame.expressions import to_expression


def checked_probabilities(given: Mapping[str, Any], where: str) -> dict[str, sympy.Expr]:
    """Return probabilities as expressions.

    Raises
    ------
    GameError
        One is not a real expression or is negative, or they do not sum to one whatever the parameters are.

    Examples
    --------
    >>> checked_probabilities({"high": "mu", "low": "1 - mu"}, "a move of chance")
    {'high': mu, 'low': 1 - mu}
    >>> checked_probabilities({"high": "mu", "low": "1/2"}, "a move of chance")
    Traceback (most recent call last):
    coopgame.errors.GameError: a move of chance: the probabilities sum to mu + 1/2, which is 1 for some parameters only.
    """
    found = {}
    for name, value in given.items():
        try:
            probability = to_expression(value, where=f"{where}: probability of {name}")
        except ExpressionError as error:
            raise GameError(str(error)) from None
        if probability.is_number and not probability.is_nonnegative:
            raise GameError(f"{where}: the probability of {name} is {probability}; expected at least 0.")
        found[name] = probability
    total = sympy.Add(*found.values())
    numerator = sympy.fraction(sympy.together(total - 1))[0]
    if numerator != 0 and formula_of(sympy.Eq(sympy.expand(numerator), 0, evaluate=False)) != TRUE:
        state = "expected 1" if total.is_number else "which is 1 for some parameters only"
        raise GameError(f"{where}: the probabilities sum to {total}, {state}.")
    return found


def demands_on(probabilities: Sequence[sympy.Expr]) -> tuple[Boolean, ...]:
    """Return what it takes for expressions that sum to one to be probabilities: none is negative."""
    needed = dict.fromkeys(sympy.Ge(p, 0) for p in probabilities)
    return tuple(condition for condition in needed if condition != sympy.true)
