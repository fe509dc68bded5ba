r"""LaTeX tables: payoffs, equilibria with their conditions, regions with theirs, borders with their meanings.

Everything compiles with the packages ``booktabs`` and ``amsmath`` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coopgame.equilibria import Equilibrium, EquilibriumSet
from coopgame.equilibria.equilibrium import Mixture
from coopgame.expressions.typeset import condition, math, symbol_names, text
from coopgame.games import Game

__all__ = [
    "condition",
    "equilibrium_mixtures",
    "equilibrium_table",
    "game_table",
    "math",
    "symbol_names",
    "tabular",
    "text",
]


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
