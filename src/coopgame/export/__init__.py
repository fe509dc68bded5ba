"""Games and equilibria as LaTeX."""

from coopgame.export.dispatch import latex
from coopgame.export.latex import equilibrium_table, game_table
from coopgame.export.payoff_tables import payoff_table

__all__ = ["equilibrium_table", "game_table", "latex", "payoff_table"]
