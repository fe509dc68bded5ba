"""The inspection game."""

from __future__ import annotations

import sympy

from coopgame.equilibria import ByProfile, PureNash
from coopgame.games import Game
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace


def inspection() -> Model:
    """Return the game of an inspector who inspects or trusts and an inspectee who complies or violates.

    With cost c of inspecting, loss l from a violation that goes undetected, loss a < l when it is caught, gain g of
    violating and fine f > g, payoffs (inspector, inspectee) are: (inspect, comply) -c, 0; (inspect, violate) -c - a,
    g - f; (trust, comply) 0, 0; (trust, violate) -l, g.  For 0 < c < l - a there is no equilibrium in pure
    strategies.

    References
    ----------
    Avenhaus, von Stengel and Zamir (2002), Inspection games, Handbook of Game Theory 3, chapter 51.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.inspection(), x=("c", 0, 8))
    >>> [(r.name, r.area.lower) for r in d.regions]
    [('no pure equilibrium', 4), ('tolerated violation', 4)]
    """
    game = Game(
        ("inspector", "inspectee"),
        (("inspect", "trust"), ("comply", "violate")),
        {
            ("inspect", "comply"): ("-c", 0),
            ("inspect", "violate"): ("-c - a", "g - f"),
            ("trust", "comply"): (0, 0),
            ("trust", "violate"): ("-l", "g"),
        },
    )
    space = ParameterSpace(
        dict.fromkeys(("c", "l", "a", "g", "f"), (0, sympy.oo)),
        where=["a < l", "g < f"],
        meanings={
            "c": "cost of inspecting",
            "l": "loss from an undetected violation",
            "a": "loss from a caught violation",
            "g": "gain of violating",
            "f": "fine",
        },
    )
    return Model(
        game,
        space,
        rule=ByProfile(
            {
                ("inspect", "comply"): "deterrence",
                ("inspect", "violate"): "punishment",
                ("trust", "comply"): "trust",
                ("trust", "violate"): "tolerated violation",
            }
        ),
        concept=PureNash(),
        baseline={"l": 6, "a": 2, "g": 1, "f": 3},
        names={(): "no pure equilibrium"},
        citation="Avenhaus, von Stengel and Zamir (2002), Handbook of Game Theory 3, chapter 51",
    )
