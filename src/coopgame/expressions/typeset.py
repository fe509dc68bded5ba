"""Words, expressions and conditions as LaTeX."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy
from sympy.logic.boolalg import Boolean

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "–": "--",
    "−": "$-$",
    "×": r"$\times$",
    "∞": r"$\infty$",
    "≠": r"$\neq$",
    # A row that begins with one of these would be read as an argument of the line break before it.
    "[": "{[}",
    "]": "{]}",
    "*": "{*}",
}


def text(words: str) -> str:
    r"""Return words with everything escaped that LaTeX would read as a command.

    Examples
    --------
    >>> text("R&D_1")
    'R\\&D\\_1'
    """
    return "".join(_ESCAPES.get(character, character) for character in words)


def math(expression: sympy.Basic) -> str:
    r"""Return an expression in math mode; names of several letters that are no Greek letters are set as words.

    Examples
    --------
    >>> math(sympy.Symbol("cost") * sympy.Symbol("mu") + sympy.Symbol("V_G"))
    '$V_{G} + \\mathit{cost} \\mu$'
    """
    return f"${sympy.latex(expression, symbol_names=symbol_names(expression))}$"


def symbol_names(expression: sympy.Basic) -> dict[sympy.Symbol, str]:
    r"""Return the symbols of an expression in LaTeX; those of several letters that are no Greek letters are words.

    Examples
    --------
    >>> symbol_names(sympy.Symbol("cost_G"))
    {cost_G: '\\mathit{cost}_{G}'}
    """
    return {s: _symbol(s) for s in sorted(expression.free_symbols, key=str)}


def _symbol(symbol: sympy.Symbol) -> str:
    base, _, index = str(symbol.name).rstrip("_").partition("_")
    plain = sympy.latex(sympy.Symbol(base))
    head = f"\\mathit{{{base}}}" if plain == base and len(base) > 1 else plain
    return f"{head}_{{{sympy.latex(sympy.Symbol(index))}}}" if index else head


def condition(boolean: Boolean) -> str:
    """Return a condition with commas for "and" and the word "or" between alternatives.

    Examples
    --------
    >>> p, b = sympy.symbols("p b", real=True)
    >>> condition((p < 3) & (b < 4))
    '$b < 4$, $p < 3$'
    """
    if boolean == sympy.true:
        return "always"
    if boolean == sympy.false:
        return "never"
    if isinstance(boolean, sympy.Or):
        return " or ".join(
            f"({condition(part)})" if isinstance(part, sympy.And) else condition(part) for part in _ordered(boolean)
        )
    if isinstance(boolean, sympy.And):
        return ", ".join(f"({condition(p)})" if isinstance(p, sympy.Or) else condition(p) for p in _ordered(boolean))
    return math(boolean)


def _ordered(boolean: Boolean) -> list[Boolean]:
    return sorted(boolean.args, key=lambda part: (sympy.count_ops(part), str(part)))


def array(head: Sequence[str], rows: Iterable[Sequence[str]], columns: str = "") -> str:
    r"""Return a table in mathematics, which notebooks can show; every cell is mathematics.

    Examples
    --------
    >>> array(["a"], [["1"]])
    '$\\displaystyle \\begin{array}{l} a \\\\ \\hline 1 \\end{array}$'
    """
    lines = " \\\\ ".join(" & ".join(row) for row in rows)
    form = columns or "l" * len(head)
    return f"$\\displaystyle \\begin{{array}}{{{form}}} {' & '.join(head)} \\\\ \\hline {lines} \\end{{array}}$"


def words(text_: str) -> str:
    r"""Return words inside mathematics.

    Examples
    --------
    >>> words("R&D")
    '\\text{R\\&D}'
    """
    return f"\\text{{{text(text_)}}}"


def formula(expression: sympy.Basic) -> str:
    """Return an expression or condition without dollar signs."""
    return str(sympy.latex(expression, symbol_names=symbol_names(expression)))
