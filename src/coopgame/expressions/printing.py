"""Expressions and conditions as texts that read back to the same."""

from __future__ import annotations

from typing import Any, Final

import sympy
from sympy.logic.boolalg import BooleanAtom
from sympy.printing.str import StrPrinter

from coopgame.errors import ExpressionError
from coopgame.expressions.algebra import CONNECTIVES, OPERATIONS
from coopgame.expressions.messages import shown

_SIGNS: Final = {
    sympy.Eq: "==",
    sympy.Ne: "!=",
    sympy.StrictLessThan: "<",
    sympy.LessThan: "<=",
    sympy.StrictGreaterThan: ">",
    sympy.GreaterThan: ">=",
}


def to_text(expression: sympy.Basic) -> str:
    """Return an expression or a condition in the grammar of `parse_expression` and `parse_condition`.

    Parameters
    ----------
    expression
        What `to_expression` or `to_condition` returned.

    Returns
    -------
    str
        A text that reads back to an equal object.

    Raises
    ------
    ExpressionError
        It contains something that the grammar cannot write, such as the number pi.

    Examples
    --------
    >>> x, y = sympy.symbols("x y", real=True)
    >>> to_text(sympy.Max(x, y) + sympy.E)
    'max(x, y) + exp(1)'
    >>> to_text((x < 1) & sympy.Ne(y, 0))
    'x < 1 and y != 0'
    """
    for part in sympy.preorder_traversal(expression):
        if not _has_words(part):
            raise ExpressionError(f"{shown(part)} has no words in texts; write it with numbers, names and functions.")
    return str(_Printer().doprint(expression))


def _has_words(part: Any) -> bool:
    atom = part.is_Symbol or part.is_Rational or part is sympy.E or isinstance(part, BooleanAtom)
    return atom or part.func in OPERATIONS or part.func in _SIGNS or part.func in CONNECTIVES


class _Printer(StrPrinter):  # type: ignore[misc]  # SymPy ships no types
    """SymPy's printer of strings with the words of the grammar."""

    def _call(self, name: str, expression: sympy.Basic) -> str:
        arguments = sorted(expression.args, key=sympy.default_sort_key)
        return f"{name}({', '.join(map(self._print, arguments))})"

    def _print_Max(self, expression: sympy.Max) -> str:  # noqa: N802  # SymPy looks methods up by class
        return self._call("max", expression)

    def _print_Min(self, expression: sympy.Min) -> str:  # noqa: N802
        return self._call("min", expression)

    def _print_Exp1(self, _expression: Any) -> str:  # noqa: N802
        return "exp(1)"

    def _print_Relational(self, expression: Any) -> str:  # noqa: N802
        return f"{self._print(expression.lhs)} {_SIGNS[expression.func]} {self._print(expression.rhs)}"

    def _print_And(self, expression: sympy.And) -> str:  # noqa: N802
        return self._joined(" and ", expression, (sympy.Or,))

    def _print_Or(self, expression: sympy.Or) -> str:  # noqa: N802
        return self._joined(" or ", expression, (sympy.And,))

    def _joined(self, word: str, expression: Any, bracketed: tuple[type, ...]) -> str:
        parts = [(part, self._print(part)) for part in sorted(expression.args, key=sympy.default_sort_key)]
        return word.join(f"({text})" if isinstance(part, bracketed) else text for part, text in parts)

    def _print_Not(self, expression: sympy.Not) -> str:  # noqa: N802
        return f"not ({self._print(expression.args[0])})"

    def _print_BooleanTrue(self, _expression: Any) -> str:  # noqa: N802
        return "0 == 0"

    def _print_BooleanFalse(self, _expression: Any) -> str:  # noqa: N802
        return "0 != 0"
