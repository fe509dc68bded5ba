r"""Names for thresholds: :math:`p - b \ge P^* - B^*` instead of a line of symbols.

A definition :math:`T = u k + r` with :math:`u = \pm 1` is turned round for k, and a sum in which k occurs is written
with T instead, where that makes it shorter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import sympy

from coopgame.errors import InputError, did_you_mean
from coopgame.expressions import to_expression
from coopgame.frozen import FrozenMap
from coopgame.results.wording import tidy

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)?(\^\*)?", re.ASCII)
Thresholds = Mapping[sympy.Symbol, sympy.Expr]


def thresholds_of(given: Mapping[Any, Any], names: tuple[str, ...]) -> Thresholds:
    """Return definitions of thresholds by their symbols.

    Parameters
    ----------
    given
        ``{name: expression}``; a name is that of a parameter with or without a star, ``"P^*"``.
    names
        The parameters.

    Raises
    ------
    InputError
        A name is no such name or that of a parameter, or a definition uses what is no parameter.

    Examples
    --------
    >>> thresholds_of({"P^*": "delta*V + k_K"}, ("V", "delta", "k_K"))
    {P^*: V*delta + k_K}
    """
    found: dict[sympy.Symbol, sympy.Expr] = {}
    for key, value in dict(given).items():
        name = str(key)
        if not _NAME.fullmatch(name):
            raise InputError(f"thresholds: {name!r} is no name; expected one such as 'P^*' or 'p_1'.")
        if name in names:
            raise InputError(f"thresholds: {name} is a parameter; choose another name, such as {name + '^*'!r}.")
        expression = to_expression(value, where=f"thresholds: {name}")
        unknown = sorted(s.name for s in expression.free_symbols if s.name not in names)
        if unknown:
            hint = did_you_mean(unknown[0], names)
            raise InputError(f"thresholds: {name} uses {unknown[0]}, which is no parameter here.{hint}")
        found[sympy.Symbol(name, real=True)] = expression
    return FrozenMap(found)


def with_thresholds(expression: sympy.Expr, thresholds: Thresholds) -> sympy.Expr:
    """Return an equal expression in which thresholds stand where they make it shorter.

    Examples
    --------
    >>> V, rho, k_R, k_K = sympy.symbols("V rho k_R k_K", real=True)
    >>> named = thresholds_of({"B^*": "(1 - rho)*V + k_R"}, ("V", "rho", "k_R"))
    >>> with_thresholds(k_K - V + V * rho - k_R, named)
    -B^* + k_K
    """
    above, below = sympy.fraction(sympy.together(expression))
    if not below.is_number:
        return with_thresholds(above, thresholds) / with_thresholds(below, thresholds)
    best = expression
    for symbol, definition in thresholds.items():
        multiples = dict.fromkeys(_multiples(best, definition))
        candidates = [c * symbol + sympy.expand(best - c * definition) for c in multiples]
        # Tidying is slow, so only the most promising form is tidied.
        best = min([best, tidy(min(candidates, key=size))], key=size)
    return best


def _multiples(expression: sympy.Expr, definition: sympy.Expr) -> Iterator[sympy.Expr]:
    """Yield how often a definition may be contained in a sum: by each symbol that it contains once, with 1 or -1."""
    sum_of, own = sympy.expand(expression), sympy.expand(definition)
    for k in sorted(own.free_symbols, key=str):
        slope = own.coeff(k, 1)
        if own.coeff(k, 0) + slope * k == own and slope in (1, -1):
            multiple = sum_of.coeff(k, 1) / slope
            if multiple != 0 and not multiple.has(k):
                yield multiple
    yield from (sympy.Integer(1), sympy.Integer(-1))


def size(expression: sympy.Expr) -> tuple[int, int]:
    """Return how long an expression is: how often it mentions symbols, and the length of its text."""
    return sum(node.is_Symbol for node in sympy.preorder_traversal(expression)), len(str(expression))
