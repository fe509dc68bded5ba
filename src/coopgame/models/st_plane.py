"""The S–T plane of symmetric 2×2 games."""

from __future__ import annotations

import sympy

from coopgame.equilibria import ByProfile, PureNash
from coopgame.games import Game
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace


def st_plane() -> Model:
    """Return the symmetric game with R = 1 for mutual cooperation, P = 0 for mutual defection, S and T free.

    Payoffs (row, column): (C,C) 1, 1; (C,D) S, T; (D,C) T, S; (D,D) 0, 0.  The names of the four regions belong to
    *sets* of equilibria in pure strategies: Harmony S > 0, T < 1; Snowdrift S > 0, T > 1; Stag hunt S < 0, T < 1;
    Prisoner's dilemma S < 0, T > 1.

    References
    ----------
    Santos, Pacheco and Lenaerts (2006), PNAS 103:3490–3494.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.st_plane(), x=("S", -1, 1), y=("T", 0, 2))
    >>> sorted(r.name for r in d.regions)
    ['Harmony', "Prisoner's dilemma", 'Snowdrift', 'Stag hunt']
    """
    game = Game(
        ("row", "column"),
        (("C", "D"), ("C", "D")),
        {("C", "C"): (1, 1), ("C", "D"): ("S", "T"), ("D", "C"): ("T", "S"), ("D", "D"): (0, 0)},
    )
    space = ParameterSpace(
        {"S": (-sympy.oo, sympy.oo), "T": (-sympy.oo, sympy.oo)},
        meanings={"S": "sucker's payoff", "T": "temptation to defect"},
    )
    return Model(
        game,
        space,
        rule=ByProfile({(a, b): f"({a},{b})" for a in "CD" for b in "CD"}),
        concept=PureNash(),
        baseline={},
        names={
            ("(C,C)",): "Harmony",
            ("(C,D)", "(D,C)"): "Snowdrift",
            ("(C,C)", "(D,D)"): "Stag hunt",
            ("(D,D)",): "Prisoner's dilemma",
        },
        citation="Santos, Pacheco and Lenaerts (2006), PNAS 103:3490-3494",
    )
