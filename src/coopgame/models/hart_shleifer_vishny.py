"""Private or public provision when contracts are incomplete."""

from __future__ import annotations

import sympy

from coopgame.equilibria import ByStrategy, PureNash
from coopgame.games import Game
from coopgame.models.model import Model
from coopgame.models.stage import ContinuousStage, with_continuous_stage
from coopgame.parameters import ParameterSpace

#: Cost reduction c(e) and its harm b(e), quality improvement beta(i).
SAVING, HARM, QUALITY = "2*sqrt(e)", "theta*e", "2*B*sqrt(i)"


def hart_shleifer_vishny() -> Model:
    r"""Return the choice between private and public provision of a service whose quality cannot be contracted for.

    The manager who provides the service chooses investments e in reducing cost and i in improving quality: cost
    reduction c(e) = 2√e lowers quality by b(e) = θe, and quality improvement is worth β(i) = 2B√i.  A private manager
    keeps c(e) and half of β(i).  A public manager needs the government's consent to either and gets half of the share λ
    of the gain -b(e) + c(e) + β(i) that the government does not get without it.  Society chooses the provision with the
    larger surplus -b(e) + c(e) + β(i) - e - i.  For λ = 1 that is private provision iff θ < √2 - 1.

    References
    ----------
    Hart, Shleifer and Vishny (1997), The proper scope of government, Quarterly Journal of Economics 112:1127–1161.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.hart_shleifer_vishny(), x=("theta", 0, 1), at={"lambda_": 1})
    >>> print(d.possible("private"))
    theta**2 + 2*theta <= 1
    """
    space = ParameterSpace(
        {"theta": (0, 1), "B": (0, sympy.oo), "lambda_": (0, 1)},
        meanings={
            "theta": "harm of cost reduction to quality",
            "B": "importance of quality improvement",
            "lambda_": "share of the gain that needs the manager",
        },
    )
    invest = {"e": (0, sympy.oo), "i": (0, sympy.oo)}
    private = ContinuousStage(invest, f"{SAVING} + ({QUALITY})/2 - e - i")
    public = ContinuousStage(invest, f"lambda_*(-{HARM} + {SAVING} + {QUALITY})/2 - e - i")
    surplus = f"-{HARM} + {SAVING} + {QUALITY} - e - i"
    game = Game(("society",), (("private", "public"),), {("private",): (surplus,), ("public",): (surplus,)})
    return Model(
        with_continuous_stage(game, {"private": private, "public": public}, space),
        space,
        rule=ByStrategy("society", {"private": "private", "public": "public"}),
        concept=PureNash(),
        baseline={"B": 1, "lambda_": 1},
        citation="Hart, Shleifer and Vishny (1997), Quarterly Journal of Economics 112:1127-1161",
    )
