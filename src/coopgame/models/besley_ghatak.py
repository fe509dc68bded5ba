"""Who should own a public good."""

from __future__ import annotations

import sympy

from coopgame.equilibria import ByStrategy, PureNash
from coopgame.games import Game
from coopgame.models.model import Model
from coopgame.models.stage import ContinuousStage, with_continuous_stage
from coopgame.parameters import ParameterSpace

#: The benefit b(y), and what the parties together make of it.
BENEFIT = "2*sqrt(y)"
SURPLUS = f"(theta_n + theta_g)*{BENEFIT} - y"


def besley_ghatak() -> Model:
    r"""Return the choice of the owner of a public good that both a government g and an organization n value.

    The organization invests y, which makes a benefit b(y) = 2√y worth θ_n b(y) to it and θ_g b(y) to the government,
    whoever the owner is.  If they disagree afterwards the owner I carries on alone and the benefit is η_I b(y), which
    both enjoy as well; the organization, whose investment it is, can do more with it: η_g < η_n.  Bargaining gives the
    organization its disagreement payoff θ_n η_I b(y) and the share α of the gain (θ_n + θ_g)(1 - η_I) b(y).  Society
    chooses the owner with the larger surplus (θ_n + θ_g) b(y) - y: the organization iff θ_n/θ_g > α/(1 - α), whatever
    η_g and η_n are.

    References
    ----------
    Besley and Ghatak (2001), Government versus private ownership of public goods, Quarterly Journal of Economics
    116:1343–1372.

    Examples
    --------
    >>> import coopgame as cg
    >>> for equilibrium in cg.solve(cg.models.besley_ghatak()):
    ...     print(equilibrium.profile, equilibrium.condition)
    ('organization',) alpha*theta_g + alpha*theta_n <= theta_n
    ('government',) alpha*theta_g + alpha*theta_n >= theta_n
    """
    share = sympy.Interval.open(0, 1)
    space = ParameterSpace(
        {
            "theta_n": (0, sympy.oo),
            "theta_g": sympy.Interval.open(0, sympy.oo),
            "alpha": share,
            "eta_n": (0, 1),
            "eta_g": (0, 1),
        },
        where=["eta_g < eta_n"],
        meanings={
            "theta_n": "value of the benefit to the organization",
            "theta_g": "value of the benefit to the government",
            "alpha": "bargaining weight of the organization",
            "eta_n": "part of the benefit that the organization achieves alone as owner",
            "eta_g": "part of the benefit that the government achieves alone as owner",
        },
    )
    stages = {
        owner: ContinuousStage({"y": (0, sympy.oo)}, _payoff(eta))
        for owner, eta in (("organization", "eta_n"), ("government", "eta_g"))
    }
    game = Game(("society",), (tuple(stages),), {(owner,): (SURPLUS,) for owner in stages})
    return Model(
        with_continuous_stage(game, stages, space),
        space,
        rule=ByStrategy("society", {"organization": "organization owns", "government": "government owns"}),
        concept=PureNash(),
        baseline={"theta_g": 1, "eta_n": "3/4", "eta_g": "1/4"},
        citation="Besley and Ghatak (2001), Quarterly Journal of Economics 116:1343-1372",
    )


def _payoff(eta: str) -> str:
    """Return what the organization gets: its disagreement payoff and its share of the gain, less what it invests."""
    return f"theta_n*{eta}*{BENEFIT} + alpha*(theta_n + theta_g)*(1 - {eta})*{BENEFIT} - y"
