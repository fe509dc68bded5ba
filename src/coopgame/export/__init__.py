"""Games and equilibria as LaTeX."""

from coopgame.export.dispatch import latex
from coopgame.export.latex import equilibrium_table, game_table
from coopgame.export.payoff_tables import payoff_table
from coopgame.export.preamble import latex_preamble

__all__ = ["equilibrium_table", "game_table", "latex", "latex_preamble", "payoff_table"]
