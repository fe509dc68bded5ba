"""Expressions as nested lists: numbers are texts, variables are their places, everything else is an operation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import sympy

Tree = Any
_WORDS: Final = {
    sympy.Add: "+",
    sympy.Mul: "*",
    sympy.Pow: "^",
    sympy.Max: "max",
    sympy.Min: "min",
    sympy.exp: "exp",
    sympy.log: "log",
}


def tree_of(expression: sympy.Expr, places: Mapping[sympy.Symbol, int]) -> Tree:
    """Return an expression as a tree, None where it contains something that a page cannot evaluate.

    Examples
    --------
    >>> x, y = sympy.symbols("x y", real=True)
    >>> tree_of(sympy.sqrt(x) - y / 3, {x: 0, y: 1})
    ['+', ['^', 0, '1/2'], ['*', '-1/3', 1]]
    """
    if isinstance(expression, sympy.Rational):
        return str(expression)
    if isinstance(expression, sympy.Symbol):
        return places.get(expression)
    if expression is sympy.E:
        return ["exp", "1"]
    word = _WORDS.get(expression.func)
    if word is None:
        return None
    arguments = expression.args if word == "^" else sorted(expression.args, key=sympy.default_sort_key)
    parts = [tree_of(argument, places) for argument in arguments]
    return None if None in parts else [word, *parts]
