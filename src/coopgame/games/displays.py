"""Strategic games as tables for notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import sympy

from coopgame.expressions.typeset import array, formula, words
from coopgame.notebook import table

Profile = tuple[str, ...]


class Tabular(Protocol):
    """A strategic game."""

    @property
    def players(self) -> tuple[str, ...]:
        """The players."""

    @property
    def strategies(self) -> tuple[tuple[str, ...], ...]:
        """Their strategies."""

    @property
    def payoffs(self) -> Mapping[Profile, tuple[sympy.Expr, ...]]:
        """What they get."""


def game_html(game: Tabular) -> str:
    """Return the payoffs as an HTML table, both players' in each cell; a row a profile for other numbers of players."""
    paid = {s: ", ".join(map(str, row)) for s, row in game.payoffs.items()}
    if len(game.players) != 2:
        rows: list[list[str]] = [[", ".join(profile), cell] for profile, cell in paid.items()]
        return table(("profile", "payoffs"), rows, caption=f"Payoffs of {', '.join(game.players)}")
    first, second = game.strategies
    rows = [[r, *(paid[r, c] for c in second)] for r in first]
    return table(("", *second), rows, caption=f"{' × '.join(game.players)}: payoffs")


def game_latex(game: Tabular) -> str:
    """Return the payoffs as an array in mathematics."""
    paid = {s: ",\\; ".join(map(formula, row)) for s, row in game.payoffs.items()}
    if len(game.players) != 2:
        rows = [[words(", ".join(profile)), cell] for profile, cell in paid.items()]
        return array([words("profile"), words(", ".join(game.players))], rows)
    first, second = game.strategies
    rows = [[words(r), *(paid[r, c] for c in second)] for r in first]
    return array(["", *map(words, second)], rows, "r|" + "c" * len(second))
