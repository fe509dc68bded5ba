"""Probabilities of types: read, checked, and decided to sum to one for all parameters."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

import sympy

from coopgame.errors import ExpressionError, GameError, did_you_mean
from coopgame.expressions import exact_number, to_expression
from coopgame.expressions.evaluation import value_at
from coopgame.parameters import symbol_of

K = TypeVar("K", bound=Hashable)


def probabilities(given: Any, expected: Iterable[K], where: str) -> dict[K, sympy.Expr]:
    """Return the probability of each type, in the order of ``expected``.

    Parameters
    ----------
    given
        ``{type: probability}`` with exact numbers, strings or expressions, one for every type.
    expected
        The types.
    where
        What the probabilities are of; error messages start with it.

    Raises
    ------
    GameError
        A type is unknown or has no probability, a probability is a number below 0, or the sum is not 1 for all
        parameters.

    Examples
    --------
    >>> probabilities({"high": "mu", "low": "1 - mu"}, ["low", "high"], "prior")
    {'low': 1 - mu, 'high': mu}
    """
    types = list(expected)
    if not isinstance(given, Mapping):
        raise GameError(f"{where}: expected {{type: probability}}, got {given!r}.")
    for key in given:
        if key not in types:
            raise GameError(f"{where}: {_named(key)} is not a type.{did_you_mean(_named(key), map(_named, types))}")
    missing = [t for t in types if t not in given]
    if missing:
        raise GameError(f"{where}: no probability of {_named(missing[0])}.")
    found = {}
    for key in types:
        try:
            found[key] = to_expression(given[key], where=f"{where}: probability of {_named(key)}")
        except ExpressionError as error:
            raise GameError(str(error)) from None
        if found[key].is_number and found[key].is_negative:
            raise GameError(f"{where}: the probability of {_named(key)} is {found[key]}; expected at least 0.")
    _check_sum(found, where)
    return found


def _check_sum(found: Mapping[Any, sympy.Expr], where: str) -> None:
    """Decide whether probabilities sum to one: for all parameters, for some, or never."""
    total = sympy.cancel(sympy.together(sympy.Add(*found.values())))
    if total == 1 or sympy.simplify(total - 1) == 0:
        return
    listed = ", ".join(_named(key) for key in found)
    if total.is_number:
        raise GameError(f"{where}: the probabilities of {listed} sum to {total}; expected 1.")
    raise GameError(
        f"{where}: the probabilities of {listed} sum to {total}, which is 1 only for some parameters; "
        "expected 1 for all of them."
    )


def _named(key: Any) -> str:
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def exact_values(values: Mapping[Any, Any], known: tuple[sympy.Symbol, ...]) -> dict[sympy.Symbol, sympy.Rational]:
    """Return exact values by symbol.

    Raises
    ------
    GameError
        A name is not among the parameters.
    """
    exact: dict[sympy.Symbol, sympy.Rational] = {}
    for key, value in dict(values).items():
        name = symbol_of(key, where="at")
        if name not in known:
            raise GameError(
                f"at: {name} is not a parameter of the game.{did_you_mean(name.name, [s.name for s in known])}"
            )
        exact[name] = exact_number(value, where=f"at: {name}")
    return exact


def replaced(expression: sympy.Expr, swap: Mapping[sympy.Symbol, sympy.Expr]) -> sympy.Expr:
    """Return an expression with parameters replaced, a number where all of them become numbers."""
    numbers = {s: Fraction(int(v.p), int(v.q)) for s, v in swap.items() if isinstance(v, sympy.Rational)}
    value = value_at(expression, numbers) if expression.free_symbols <= numbers.keys() else None
    return expression.xreplace(dict(swap)) if value is None else sympy.Rational(value.numerator, value.denominator)
