"""One function for everything that can be written as LaTeX."""

from __future__ import annotations

from typing import Any

from coopgame.equilibria import EquilibriumSet
from coopgame.errors import InputError
from coopgame.export.latex import equilibrium_table
from coopgame.export.payoff_tables import payoff_table
from coopgame.games import Game


def latex(result: Any, style: str = "booktabs") -> str:
    r"""Return a game, an equilibrium set or a phase diagram as LaTeX tables.

    Parameters
    ----------
    result
        What to write.
    style
        Of payoff tables: ``"booktabs"``, ``"array"``, ``"sgame"`` (Osborne's package) or ``"bimatrix"`` (von
        Stengel's); everything else is a booktabs table.

    Raises
    ------
    InputError
        The first argument is something else, or there is no such style for it.

    Examples
    --------
    >>> import coopgame as cg
    >>> print(cg.latex(cg.solve(cg.models.st_plane())))
    \begin{tabular}{lll}
        \toprule
        Nash equilibrium in pure strategies & payoffs & if and only if \\
        \midrule
        C, C & $1$, $1$ & $T \leq 1$ \\
        C, D & $S$, $T$ & $S \geq 0$, $T \geq 1$ \\
        D, C & $T$, $S$ & $S \geq 0$, $T \geq 1$ \\
        D, D & $0$, $0$ & $S \leq 0$ \\
        \bottomrule
    \end{tabular}
    """
    if isinstance(result, Game):
        return payoff_table(result, style)
    if style != "booktabs":
        raise InputError(
            f"style: {style!r} is a style of payoff tables; equilibria and diagrams come as booktabs tables."
        )
    if isinstance(result, EquilibriumSet):
        return equilibrium_table(result)
    if hasattr(result, "to_latex"):
        return str(result.to_latex())
    raise InputError(f"latex: expected a Game, an EquilibriumSet or a PhaseDiagram, got {type(result).__name__}.")
