"""The Prisoner's dilemma."""

from __future__ import annotations

import sympy

from coopgame.equilibria import PureNash
from coopgame.games import Game
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace


def prisoners_dilemma() -> Model:
    """Return the Prisoner's dilemma with gain g from defecting on a cooperator and loss l from being defected on.

    Payoffs (row, column): (C, C) 1, 1; (C, D) -l, 1 + g; (D, C) 1 + g, -l; (D, D) 0, 0; with g > 0 and l > 0.  In the
    repeated game mutual cooperation is sustained by grim reversion iff d ≥ g/(1 + g).

    References
    ----------
    Mailath and Samuelson (2006), Repeated Games and Reputations, Oxford University Press, chapter 2.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.prisoners_dilemma()
    >>> [equilibrium.profile for equilibrium in cg.solve(model)]
    [('D', 'D')]
    >>> cg.critical_discount(model, ("C", "C")).value
    g/(g + 1)
    """
    game = Game(
        ("row", "column"),
        (("C", "D"), ("C", "D")),
        {
            ("C", "C"): (1, 1),
            ("C", "D"): ("-l", "1 + g"),
            ("D", "C"): ("1 + g", "-l"),
            ("D", "D"): (0, 0),
        },
    )
    space = ParameterSpace(
        {"g": sympy.Interval.open(0, sympy.oo), "l": sympy.Interval.open(0, sympy.oo)},
        meanings={"g": "gain from defecting on a cooperator", "l": "loss from being defected on"},
    )
    return Model(
        game,
        space,
        concept=PureNash(),
        baseline={"g": 1, "l": 1},
        citation="Mailath and Samuelson (2006), Repeated Games and Reputations, chapter 2",
    )
