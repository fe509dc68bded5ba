"""Over what the variables of a quantifier range."""

from __future__ import annotations

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.errors import StatementError
from coopgame.expressions import exact_number, symbol
from coopgame.study.sentences.syntax import Text, Variable

_INFINITE = {"oo": sympy.oo, "+oo": sympy.oo, "-oo": -sympy.oo}


def interval_of(variable: Variable) -> sympy.Interval:
    """Return the bounds of a variable that has some.

    Raises
    ------
    StatementError, ExpressionError
        They are not two numbers, the smaller one first.

    Examples
    --------
    >>> interval_of(Variable(Text("c", 0), ("(", Text("1/2", 0), Text("oo", 0), ")")))
    Interval.open(1/2, oo)
    """
    if variable.bounds is None:
        raise StatementError(f"{variable.name.text} has no bounds.")
    left, low, high, right = variable.bounds
    ends = [_end(low, variable), _end(high, variable)]
    if ends[0] >= ends[1]:
        raise StatementError(f"bounds of {variable.name.text}: expected lower < upper, got {ends[0]} and {ends[1]}.")
    return sympy.Interval(*ends, left == "(", right == ")")


def _end(text: Text, variable: Variable) -> sympy.Expr:
    written = "".join(text.text.split())
    if written in _INFINITE:
        return _INFINITE[written]
    return exact_number(written, where=f"bounds of {variable.name.text}")


def condition_of(name: str, interval: sympy.Interval) -> Boolean:
    """Return the comparisons that say that a parameter lies in an interval.

    Examples
    --------
    >>> condition_of("p", sympy.Interval(0, 3, True, False))
    (p <= 3) & (p > 0)
    """
    own, parts = symbol(name, where="variable"), []
    if interval.start.is_finite:
        parts.append(own > interval.start if interval.left_open else own >= interval.start)
    if interval.end.is_finite:
        parts.append(own < interval.end if interval.right_open else own <= interval.end)
    return sympy.And(*parts)
