r"""LaTeX tables: payoffs, equilibria with their conditions, regions with theirs, borders with their meanings.

Everything compiles with the packages ``booktabs`` and ``amsmath`` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.equilibria import Equilibrium, EquilibriumSet
from coopgame.equilibria.equilibrium import Mixture
from coopgame.games import Game

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


def tabular(columns: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a booktabs table."""
    body = "".join(f"    {' & '.join(row)} \\\\\n" for row in rows)
    return (
        f"\\begin{{tabular}}{{{columns}}}\n    \\toprule\n    {' & '.join(head)} \\\\\n    \\midrule\n"
        f"{body}    \\bottomrule\n\\end{{tabular}}"
    )


def game_table(game: Game) -> str:
    """Return the payoff table of a game: a matrix for two players, one row a profile otherwise."""
    if len(game.players) == 2:
        rows, columns = game.strategies
        cells = ([text(r), *(_payoffs(game, (r, c)) for c in columns)] for r in rows)
        return tabular("l" + "c" * len(columns), ["", *map(text, columns)], cells)
    lines = ([text(", ".join(s)), _payoffs(game, s)] for s in game.profiles)
    return tabular("ll", ["profile", text(", ".join(game.players))], lines)


def _payoffs(game: Game, profile: tuple[str, ...]) -> str:
    return ", ".join(math(u) for u in game.payoffs[profile])


def equilibrium_mixtures(equilibrium: Equilibrium) -> str:
    """Return the mixtures with their probabilities in math mode."""

    def one(mixture: Mixture) -> str:
        return " + ".join(text(name) if weight == 1 else f"{math(weight)} {text(name)}" for name, weight in mixture)

    return ", ".join(one(mixture) for mixture in equilibrium.mixtures)


def equilibrium_table(equilibria: EquilibriumSet) -> str:
    """Return the table of equilibria with their payoffs and conditions."""
    rows = (
        [equilibrium_mixtures(e), ", ".join(math(u) for u in e.payoffs), condition(e.condition)]
        for e in equilibria.equilibria
    )
    return tabular("lll", [text(equilibria.concept.name), "payoffs", "if and only if"], rows)
