"""Results as LaTeX and JSON."""

from coopgame.export.latex import diagram_table, equilibrium_table, game_table, latex
from coopgame.export.record import diagram_json

__all__ = ["diagram_json", "diagram_table", "equilibrium_table", "game_table", "latex"]
