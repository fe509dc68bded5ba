"""Conditions as text and as LaTeX in running text, and back from text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean
from sympy.printing.latex import LatexPrinter
from sympy.printing.str import StrPrinter

from coopgame.export.latex import symbol_names
from coopgame.expressions import to_condition

Case = Sequence[Boolean]


def _positive_first(terms: Sequence[sympy.Expr]) -> list[sympy.Expr]:
    """Return terms in their order, those with a minus last."""
    return sorted(terms, key=lambda term: term.could_extract_minus_sign())


class _Text(StrPrinter):  # type: ignore[misc]  # SymPy ships no types
    """Sums begin with a positive term."""

    def _as_ordered_terms(self, expr: sympy.Expr, order: Any = None) -> list[sympy.Expr]:
        return _positive_first(StrPrinter._as_ordered_terms(self, expr, order))


class _Latex(LatexPrinter):  # type: ignore[misc]  # SymPy ships no types
    """Sums begin with a positive term."""

    def _as_ordered_terms(self, expr: sympy.Expr, order: Any = None) -> list[sympy.Expr]:
        return _positive_first(LatexPrinter._as_ordered_terms(self, expr, order))


def text_of(expression: sympy.Basic) -> str:
    """Return an expression or a comparison as text.

    Examples
    --------
    >>> p, b = sympy.symbols("p b", real=True)
    >>> text_of(p - b), text_of(sympy.Eq(p, 3))
    ('p - b', 'p = 3')
    """
    if isinstance(expression, Relational):
        sign = "=" if expression.rel_op == "==" else expression.rel_op
        return f"{text_of(expression.lhs)} {sign} {text_of(expression.rhs)}"
    return str(_Text().doprint(expression))


def latex_of(expression: sympy.Basic) -> str:
    r"""Return an expression or a comparison as LaTeX, without dollar signs.

    Examples
    --------
    >>> p, b = sympy.symbols("p b", real=True)
    >>> latex_of(p - b >= 0)
    'p - b \\geq 0'
    """
    return str(_Latex({"symbol_names": symbol_names(expression)}).doprint(expression))


def common(cases: Sequence[Case]) -> tuple[tuple[Boolean, ...], tuple[tuple[Boolean, ...], ...]]:
    """Return the comparisons that stand in every alternative, and what is left of each."""
    if len(cases) < 2:
        return (tuple(cases[0]), ()) if cases else ((), ())
    shared = [r for r in cases[0] if all(r in case for case in cases[1:])]
    return tuple(shared), tuple(tuple(r for r in case if r not in shared) for case in cases)


def condition_text(cases: Sequence[Case]) -> str:
    """Return alternatives as text: ``and`` between comparisons, ``or`` between alternatives, both with brackets.

    Examples
    --------
    >>> p, b = sympy.symbols("p b", real=True)
    >>> condition_text([[p <= 3, b < 1], [p <= 3, b > 2]])
    'p <= 3 and (b < 1 or b > 2)'
    """
    return _written(cases, text_of, " and ".join, " or ")


def condition_latex(cases: Sequence[Case]) -> str:
    r"""Return alternatives as LaTeX for running text.

    Examples
    --------
    >>> p, b = sympy.symbols("p b", real=True)
    >>> condition_latex([[p <= 3, b <= 4]])
    '$p \\leq 3$ and $b \\leq 4$'
    """
    return _written(cases, lambda r: f"${latex_of(r)}$", listed, " or ")


def condition_math(cases: Sequence[Case]) -> str:
    r"""Return alternatives as one formula of LaTeX, without dollar signs.

    Examples
    --------
    >>> p, b = sympy.symbols("p b", real=True)
    >>> print(condition_math([[p <= 3, b <= 4], [p > 5]]))
    (p \leq 3,\ b \leq 4) \text{ or } p > 5
    """
    words = _written(cases, latex_of, ",\\ ".join, r" \text{ or } ")
    return rf"\text{{{words}}}" if words in ("always", "never") else words


def _written(
    cases: Sequence[Case], one: Callable[[Boolean], str], join: Callable[[list[str]], str], either: str
) -> str:
    if not cases:
        return "never"
    shared, rest = common(cases)
    if not rest or any(not case for case in rest):
        return join([one(r) for r in shared]) or "always"
    alternatives = [join([one(r) for r in case]) for case in rest]
    joined = either.join(f"({a})" if len(case) > 1 else a for a, case in zip(alternatives, rest, strict=True))
    return join([*(one(r) for r in shared), f"({joined})"]) if shared else joined


def listed(parts: Sequence[str], last: str = " and ") -> str:
    """Return parts as a list in words.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return last.join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def condition_of(text: str, thresholds: Mapping[sympy.Symbol, sympy.Expr]) -> Boolean:
    """Return the condition that a text states; the inverse of :func:`condition_text`.

    Examples
    --------
    >>> p, top = sympy.symbols("p P^*", real=True)
    >>> condition_of("p <= P^* and p >= 1", {top: sympy.Integer(3)})
    (p >= 1) & (p <= 3)
    """
    if text in ("always", "never"):
        return sympy.true if text == "always" else sympy.false
    for symbol in sorted(thresholds, key=lambda s: -len(s.name)):
        text = text.replace(symbol.name, f"({thresholds[symbol]})")
    return to_condition(text.replace(" = ", " == "), where="printed condition")
