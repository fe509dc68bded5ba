"""Hood's delegation game."""

from __future__ import annotations

import sympy

from coopgame.equilibria import ByProfile, PureNash
from coopgame.games import Game
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace

_BOTH, _BLAME = "delegate both", "delegate blame only"
_ACCEPT, _CREDIT = "accept both", "accept credit only"


def hood() -> Model:
    """Return a reconstruction of the delegation game of Hood's Table 3, which gives verbal outcomes only.

    With credit C, blame D, the delegatee's margin m, cost of conflict k and the share phi of the blame that sticks to
    the delegator, payoffs (delegator, delegatee) are: both delegated, both accepted m, m + C - D; blame only
    delegated, both accepted C, -D; both delegated, credit only accepted -D, C; blame only delegated, credit only
    accepted C - phi D - k, -(1 - phi) D - k.  The numbers are this library's reconstruction, not Hood's.

    References
    ----------
    Hood (2002), The Risk Game and the Blame Game, Government and Opposition 37:15–37, Table 3.

    Examples
    --------
    >>> import coopgame as cg
    >>> for e in cg.solve(cg.models.hood().at({"m": 2, "k": 3, "phi": 0.5})):
    ...     print(e.profile, e.condition)
    ('delegate both', 'accept both') (C <= 2) & (D <= 2)
    ('delegate both', 'accept credit only') (D >= 2) & (2*C + D <= 6)
    ('delegate blame only', 'accept both') (C >= 2) & (D <= 6)
    ('delegate blame only', 'accept credit only') D >= 6
    """
    game = Game(
        ("delegator", "delegatee"),
        ((_BOTH, _BLAME), (_ACCEPT, _CREDIT)),
        {
            (_BOTH, _ACCEPT): ("m", "m + C - D"),
            (_BLAME, _ACCEPT): ("C", "-D"),
            (_BOTH, _CREDIT): ("-D", "C"),
            (_BLAME, _CREDIT): ("C - phi*D - k", "-(1 - phi)*D - k"),
        },
    )
    space = ParameterSpace(
        {"C": (0, sympy.oo), "D": (0, sympy.oo), "m": (0, sympy.oo), "k": (0, sympy.oo), "phi": (0, 1)},
        meanings={
            "C": "credit",
            "D": "blame",
            "m": "margin of the delegatee",
            "k": "cost of conflict",
            "phi": "share of the blame that sticks to the delegator",
        },
    )
    return Model(
        game,
        space,
        rule=ByProfile(
            {
                (_BOTH, _ACCEPT): "symmetrical delegation",
                (_BLAME, _ACCEPT): "blame shift",
                (_BOTH, _CREDIT): "credit slippage",
                (_BLAME, _CREDIT): "deadlock",
            }
        ),
        concept=PureNash(),
        baseline={"m": 2, "k": 3, "phi": "1/2"},
        citation="Reconstruction from Hood (2002), Government and Opposition 37:15-37, Table 3",
    )
