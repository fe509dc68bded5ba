"""Expressions as functions of arrays, compiled from names of our own making only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np
import sympy

from coopgame.sweeps.task import Array


def compiled(symbols: Sequence[sympy.Symbol], expressions: Sequence[sympy.Expr]) -> Callable[..., list[Array]]:
    """Return a function of one array for each symbol that returns one array for each expression.

    No name of a parameter reaches the code that is generated.

    Examples
    --------
    >>> x, y = sympy.symbols("x y", real=True)
    >>> compiled([x, y], [sympy.Min(x, 1) / y, sympy.Integer(2)])(np.array([3.0, 0.5]), np.array([2.0, 2.0]))
    [array([0.5 , 0.25]), array([2., 2.])]
    """
    own = {s: sympy.Symbol(f"g{k}") for k, s in enumerate(symbols)}
    named = [_without_extremes(sympy.sympify(e).xreplace(own)) for e in expressions]
    functions = {"least": _least, "most": _most}
    function = sympy.lambdify([own[s] for s in symbols], named, modules=[functions, "numpy"], cse=True)

    def evaluate(*coordinates: Array) -> list[Array]:
        with np.errstate(all="ignore"):
            return [np.broadcast_to(np.asarray(v, dtype=float), coordinates[0].shape) for v in function(*coordinates)]

    return evaluate


def _without_extremes(expression: sympy.Expr) -> sympy.Expr:
    """Return the expression with functions that take numbers and arrays together for minima and maxima."""
    least = expression.replace(sympy.Min, sympy.Function("least"))
    return least.replace(sympy.Max, sympy.Function("most"))


def _least(*values: Array) -> Array:
    return reduce(np.minimum, values)


def _most(*values: Array) -> Array:
    return reduce(np.maximum, values)
