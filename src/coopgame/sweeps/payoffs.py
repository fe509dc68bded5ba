"""Payoffs as arrays: all expressions of a game compiled once, each with a bound on its rounding error."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import sympy

from coopgame.sweeps.enclosures import ROUNDING, enclose
from coopgame.sweeps.lambdas import compiled
from coopgame.sweeps.task import Array

#: Units in the last place that a power of the mathematical library may be wrong by, in roundings.
_POWER = 32


@dataclass(frozen=True)
class Payoffs:
    """The payoffs of a game of two players.

    Attributes
    ----------
    symbols
        The parameters, in the order of the coordinates.
    shape
        Numbers of rows and columns.
    expressions
        Of the row player, row by row, then of the column player.
    errors
        For each expression the bound of its error on the whole grid; None where it has to be enclosed at each point.
    """

    symbols: tuple[sympy.Symbol, ...]
    shape: tuple[int, int]
    expressions: tuple[sympy.Expr, ...]
    errors: tuple[float | None, ...]

    @classmethod
    def of(cls, game: Any, symbols: tuple[sympy.Symbol, ...], largest: Sequence[float]) -> Payoffs:
        """Return the payoffs of a game with parameters of these largest absolute values."""
        rows, columns = game.strategies
        expressions = tuple(sympy.sympify(game.payoffs[r, c][i]) for i in range(2) for r in rows for c in columns)
        sizes = dict(zip(symbols, largest, strict=True))
        return cls(symbols, (len(rows), len(columns)), expressions, tuple(error_of(e, sizes) for e in expressions))

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the generated function, which does not pickle."""
        return {k: v for k, v in self.__dict__.items() if k != "_function"}

    def evaluate(self, coordinates: Sequence[Array], out: Array) -> Array:
        """Write the payoffs of both players, (2, m, n, points), and return bounds of their errors, or (2, m, n, 1).

        Payoffs are not finite where they are not defined.
        """
        named = dict(zip(self.symbols, coordinates, strict=True))
        bounds: dict[sympy.Expr, Array] = {}
        errors = np.empty((*out.shape[:3], 1 if None not in self.errors else out.shape[3]))
        cells = zip(np.ndindex(out.shape[:3]), self._function(*coordinates), self.expressions, self.errors, strict=True)
        for cell, values, expression, error in cells:
            out[cell] = values
            if error is None and expression not in bounds:
                low, high = enclose(expression, named)
                with np.errstate(all="ignore"):
                    bounds[expression] = np.maximum(high - values, values - low) * (1 + 4 * ROUNDING)
            errors[cell] = bounds[expression] if error is None else error
        return errors

    @cached_property
    def _function(self) -> Callable[..., list[Array]]:
        return compiled(self.symbols, self.expressions)


def error_of(expression: sympy.Expr, largest: Mapping[sympy.Symbol, float]) -> float | None:
    """Return how far the computed value can be from the exact one, None if it is not made of sums and products.

    Every term passes through at most k roundings, in whatever order sums and products are taken; so the error is at
    most what :math:`γ_k` takes of the value with all signs positive.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> 0 < error_of((x - 1) ** 2, {x: 3.0}) < 1e-12, error_of(1 / x, {x: 3.0})
    (True, None)
    """
    found = _size(expression, largest)
    if found is None:
        return None
    size, roundings = found
    return 2 * roundings * ROUNDING * size + 2.0**-1000


def _size(node: sympy.Expr, largest: Mapping[sympy.Symbol, float]) -> tuple[float, int] | None:
    """Return the value with all signs positive, and the number of roundings that touch a term."""
    if isinstance(node, sympy.Symbol):
        return largest[node], 1
    if isinstance(node, sympy.Rational):
        return abs(float(node)), 1
    if isinstance(node, sympy.Pow) and node.exp.is_Integer and node.exp > 1:
        base, n = _size(node.base, largest), int(node.exp)
        return None if base is None else (base[0] ** n, n * base[1] + _POWER)
    if not isinstance(node, sympy.Add | sympy.Mul):
        return None
    parts = [_size(argument, largest) for argument in node.args]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    sizes, roundings = [size for size, _ in known], [k for _, k in known]
    if isinstance(node, sympy.Add):
        return sum(sizes), max(roundings) + len(known) - 1
    return math.prod(sizes), sum(roundings) + len(known) - 1
