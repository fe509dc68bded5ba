r"""Payoff tables of two-player games in the styles of the field.

* ``"booktabs"``: a table; the package ``booktabs`` is all that it needs.
* ``"array"``: a plain ``array`` for display mathematics; no package needed.
* ``"sgame"``: the environment ``game`` of Martin J. Osborne's ``sgame.sty``.
* ``"bimatrix"``: the macro ``\bimatrixgame`` of Bernhard von Stengel's ``bimatrixgame.sty``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy

from coopgame.errors import InputError, did_you_mean
from coopgame.export.latex import game_table, math, text
from coopgame.games import Game


def payoff_table(game: Game, style: str = "booktabs") -> str:
    r"""Return the payoff table of a game.

    Parameters
    ----------
    game
        Any game; styles other than ``"booktabs"`` need two players.
    style
        ``"booktabs"``, ``"array"``, ``"sgame"`` or ``"bimatrix"``.

    Raises
    ------
    InputError
        There is no such style, or it does not fit the number of players.

    Examples
    --------
    >>> game = Game.from_bimatrix([[1, "S"]], [[1, "T"]], strategies=[["C"], ["C", "D"]])
    >>> print(payoff_table(game, "sgame"))
    \begin{game}{1}{2}[row][column]
        & C & D \\
        C & $1$, $1$ & $S$, $T$
    \end{game}
    """
    if style not in STYLES:
        raise InputError(f"style: {style!r} is not a style of payoff tables.{did_you_mean(str(style), STYLES)}")
    if style != "booktabs" and len(game.players) != 2:
        raise InputError(f"style: {style!r} needs two players, this game has {len(game.players)}; use 'booktabs'.")
    return STYLES[style](game)


def _cells(game: Game, i: int) -> list[list[sympy.Expr]]:
    rows, columns = game.strategies
    return [[game.payoffs[r, c][i] for c in columns] for r in rows]


def _array(game: Game) -> str:
    rows, columns = game.strategies
    head = " & ".join(["", *(f"\\text{{{text(c)}}}" for c in columns)])
    lines = [head.strip() + r" \\ \hline"]
    for r in rows:
        cells = (", ".join(sympy.latex(u) for u in game.payoffs[r, c]) for c in columns)
        lines.append(" & ".join([f"\\text{{{text(r)}}}", *cells]) + r" \\")
    body = "\n".join(f"    {line}" for line in lines)
    return f"\\begin{{array}}{{r|{'c' * len(columns)}}}\n{body}\n\\end{{array}}"


def _sgame(game: Game) -> str:
    rows, columns = game.strategies
    players = "".join(f"[{text(player)}]" for player in game.players)
    lines = [" & ".join(["", *map(text, columns)]).strip()]
    cells = {s: ", ".join(math(u) for u in row) for s, row in game.payoffs.items()}
    lines += [" & ".join([text(r), *(cells[r, c] for c in columns)]) for r in rows]
    body = " \\\\\n".join(f"    {line}" for line in lines)
    return f"\\begin{{game}}{{{len(rows)}}}{{{len(columns)}}}{players}\n{body}\n\\end{{game}}"


def _bimatrix(game: Game) -> str:
    rows, columns = game.strategies
    first, second = (text(player) for player in game.players)

    def items(entries: list[str]) -> str:
        return "{" + "".join(f"{{{entry}}}" for entry in entries) + "}"

    head = f"\\bimatrixgame{{1em}}{{{len(rows)}}}{{{len(columns)}}}{{{first}}}{{{second}}}%"
    names = f"{items([text(r) for r in rows])}%\n{items([text(c) for c in columns])}"
    pairs = zip(_cells(game, 0), _cells(game, 1), strict=True)
    lines = [
        f"\\payoffpairs{{{k}}}{items([math(u) for u in own])}{items([math(u) for u in other])}"
        for k, (own, other) in enumerate(pairs, start=1)
    ]
    return "\n".join([head, names, "{", *lines, "}"])


STYLES: Mapping[str, Callable[[Game], str]] = {
    "booktabs": game_table,
    "array": _array,
    "sgame": _sgame,
    "bimatrix": _bimatrix,
}
