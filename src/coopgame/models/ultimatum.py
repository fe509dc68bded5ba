"""Ultimatum bargaining."""

from __future__ import annotations

from typing import Any, Final

import sympy

from coopgame.equilibria import BackwardInduction, ByStrategy
from coopgame.errors import ModelError
from coopgame.games import Decision, Tree
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace

MOST: Final = 20


def ultimatum(pie: int = 10) -> Model:
    """Return the game in which a proposer offers whole units of a pie and a responder accepts or rejects.

    After acceptance of k units the proposer has pie - k and the responder k; after rejection both have nothing.  Who
    dislikes unequal shares, as in Fehr and Schmidt, loses alpha (envy of the responder) or beta (guilt of the proposer)
    times what the proposer has more than the responder.  At the baseline, 0 and 0, the outcomes are those of Güth,
    Schmittberger and Schwarze: the proposer offers nothing or the smallest unit.  The responder accepts k exactly if
    alpha ≤ k / (pie - 2 k), and the proposer divides equally if beta > 1/2 and the pie is even.

    Parameters
    ----------
    pie
        The number of units, from 1 to 20.

    Raises
    ------
    ModelError
        The pie is none of these.

    References
    ----------
    Güth, Schmittberger and Schwarze (1982), An experimental analysis of ultimatum bargaining, Journal of Economic
    Behavior & Organization 3:367–388; preferences of Fehr and Schmidt (1999), A theory of fairness, competition, and
    cooperation, Quarterly Journal of Economics 114:817–868.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.ultimatum(), x=("alpha", 0, 3), y=("beta", 0, 1))
    >>> d.at(0, 0), d.at("1/4", 0), d.at("1/4", "3/4")
    (('offer 0', 'offer 1'), ('offer 2',), ('offer 5',))
    """
    number: Any = pie
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST:
        raise ModelError(f"pie: expected a whole number from 1 to {MOST}, got {pie!r}.")
    alpha, beta = sympy.symbols("alpha beta", real=True)
    offers = {}
    for k in range(number + 1):
        ahead = max(number - 2 * k, 0)
        accepted = (number - k - beta * ahead, k - alpha * ahead)
        offers[f"offer {k}"] = Decision("responder", {"accept": accepted, "reject": (0, 0)})
    space = ParameterSpace(
        {"alpha": (0, sympy.oo), "beta": (0, 1)},
        meanings={"alpha": "envy of the responder", "beta": "guilt of the proposer"},
    )
    return Model(
        Tree(("proposer", "responder"), Decision("proposer", offers)),
        space,
        rule=ByStrategy("proposer", {offer: offer for offer in offers}),
        concept=BackwardInduction(),
        baseline={"alpha": 0, "beta": 0},
        citation=(
            "Güth, Schmittberger and Schwarze (1982), Journal of Economic Behavior & Organization 3:367–388; "
            "preferences of Fehr and Schmidt (1999)"
        ),
    )
