"""Statements in words and in symbols."""

from __future__ import annotations

from collections.abc import Mapping

import sympy

from coopgame.claims.language.nodes import (
    Beside,
    EachEquilibrium,
    Inside,
    Joined,
    Negated,
    Node,
    Regimes,
    Relation,
    Values,
)
from coopgame.claims.outcomes import Quantity
from coopgame.expressions import to_text

_SIGNS = {"==": "=", "!=": "≠"}


def in_words(node: Node) -> str:
    """Return a statement as a sentence."""
    if isinstance(node, Relation):
        return relation_text(node.condition)
    if isinstance(node, Regimes):
        return f"{_regimes(node)}{_where(node.values)}"
    if isinstance(node, Inside):
        return f"the parameters are admissible{_where(node.values)}"
    if isinstance(node, Negated):
        return f"not {_bracketed(node.part)}"
    if isinstance(node, Joined):
        word = " and " if node.every else " or "
        return word.join(_bracketed(part) for part in node.parts)
    if isinstance(node, Beside):
        return f"{_bracketed(node.part)} just {'above' if node.above else 'below'} {node.symbol}"
    if isinstance(node, EachEquilibrium):
        head = "for every equilibrium" if node.every else "for some equilibrium"
        what = quantity_text(node.quantity)
        return f"{head}{_where(node.values)} with {node.symbol} its {what}: {in_words(node.part)}"
    names = ", ".join(_ranging(s, i) for s, i in node.variables.items())
    known = " and ".join(in_words(part) for part in node.given)
    if node.every:
        return f"for all {names}{' with ' if known else ''}{known}: {in_words(node.part)}"
    known = f" with {known}" if known else ""
    return f"there {'is' if len(node.variables) == 1 else 'are'} {names}{known} such that {in_words(node.part)}"


def relation_text(condition: sympy.logic.boolalg.Boolean) -> str:
    """Return a condition as text."""
    if isinstance(condition, sympy.And | sympy.Or):
        word = " and " if isinstance(condition, sympy.And) else " or "
        parts = (relation_text(part) for part in sorted(condition.args, key=sympy.default_sort_key))
        return word.join(f"({part})" for part in parts)
    if isinstance(condition, sympy.core.relational.Relational):
        sign = _SIGNS.get(condition.rel_op, condition.rel_op)
        return f"{to_text(condition.lhs)} {sign} {to_text(condition.rhs)}"
    return str(condition).lower() if condition in (sympy.true, sympy.false) else str(condition)


def quantity_text(quantity: Quantity) -> str:
    """Return what a quantity of an equilibrium is called."""
    if quantity.strategy is None:
        return f"payoff of {quantity.player}"
    return f"probability that {quantity.player} plays {quantity.strategy}"


def _regimes(node: Regimes) -> str:
    if not node.regimes:
        return "there is no equilibrium"
    names = " and ".join(node.regimes)
    are = "is" if len(node.regimes) == 1 else "are"
    if not node.only:
        return f"{names} {are} possible"
    return f"{names} is chosen" if len(node.regimes) == 1 else f"{names} are possible and nothing else"


def _where(values: Values) -> str:
    places = ", ".join(f"{s} = {to_text(e)}" for s, e in values.items())
    return f" at {places}" if places else ""


def _ranging(symbol: sympy.Symbol, interval: sympy.Interval | None) -> str:
    if interval is None:
        return str(symbol)
    if interval.start == 0 and interval.end is sympy.oo and interval.left_open:
        return f"{symbol} > 0"
    left, right = "(" if interval.left_open else "[", ")" if interval.right_open else "]"
    return f"{symbol} in {left}{interval.start}, {str(interval.end).replace('oo', '∞')}{right}"


def _bracketed(node: Node) -> str:
    simple = isinstance(node, Negated) or (isinstance(node, Relation) and node.condition in (sympy.true, sympy.false))
    return in_words(node) if simple else f"({in_words(node)})"


_COLON = r":\ "
_ARROWS = {True: "^{+}", False: "^{-}"}


def in_latex(node: Node) -> str:
    """Return a statement as a formula: ◇R for *R is possible*, □R for *only R is possible*."""
    if isinstance(node, Relation):
        return str(sympy.latex(node.condition))
    if isinstance(node, Regimes):
        if not node.regimes:
            return rf"\neg\Diamond{_places(node.values)}"
        box = r"\Box" if node.only else r"\Diamond"
        names = r",\,".join(rf"\text{{{name}}}" for name in node.regimes)
        return rf"{box}\{{{names}\}}{_places(node.values)}"
    if isinstance(node, Inside):
        return rf"\theta{_places(node.values)} \in \Theta"
    if isinstance(node, Negated):
        return rf"\neg {_in_brackets(node.part)}"
    if isinstance(node, Joined):
        return (r" \wedge " if node.every else r" \vee ").join(_in_brackets(part) for part in node.parts)
    if isinstance(node, Beside):
        return rf"\left[{in_latex(node.part)}\right]_{{{sympy.latex(node.symbol)}{_ARROWS[node.above]}}}"
    sign = r"\forall\," if node.every else r"\exists\,"
    if isinstance(node, EachEquilibrium):
        value = rf"{sympy.latex(node.symbol)} = {_quantity(node.quantity)}(e)"
        return rf"{sign} e \in E{_places(node.values)},\ {value}{_COLON}{in_latex(node.part)}"
    names = ", ".join(_ranging_latex(s, i) for s, i in node.variables.items())
    names += "".join(rf",\ {in_latex(part)}" for part in node.given)
    return rf"{sign} {names}{_COLON}{in_latex(node.part)}"


def _quantity(quantity: Quantity) -> str:
    if quantity.strategy is None:
        return rf"u_{{\text{{{quantity.player}}}}}"
    return rf"\Pr_{{\text{{{quantity.player}}}}}[\text{{{quantity.strategy}}}]"


def _places(values: Values) -> str:
    shown: Mapping[sympy.Symbol, sympy.Expr] = values
    inside = r",\ ".join(rf"{sympy.latex(s)} \mapsto {sympy.latex(e)}" for s, e in shown.items())
    return rf"\,[{inside}]" if inside else ""


def _ranging_latex(symbol: sympy.Symbol, interval: sympy.Interval | None) -> str:
    name = str(sympy.latex(symbol))
    if interval is None:
        return name
    if interval.start == 0 and interval.end is sympy.oo and interval.left_open:
        return f"{name} > 0"
    return rf"{name} \in {sympy.latex(interval)}"


def _in_brackets(node: Node) -> str:
    single = isinstance(node, Regimes | Negated | Beside) or (
        isinstance(node, Relation) and isinstance(node.condition, sympy.core.relational.Relational)
    )
    return in_latex(node) if single else rf"\left({in_latex(node)}\right)"
