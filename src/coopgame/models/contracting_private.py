"""The contracting model with an organization that is a competitor with probability mu."""

from __future__ import annotations

from typing import Any

import sympy

from coopgame.equilibria import ByInformation, IntuitiveCriterion, SubgamePerfect
from coopgame.errors import ModelError, did_you_mean
from coopgame.expressions import to_expression
from coopgame.games import Signalling
from coopgame.models.contracting import CONTRACT_STRATEGIES, GOVERNMENT, ORGANIZATION, contracting
from coopgame.models.model import Model
from coopgame.models.private_type import with_private_type
from coopgame.parameters import ParameterSpace

COMPETITOR, COOPERATOR = "competitor", "cooperator"
PRIOR = {COMPETITOR: "mu", COOPERATOR: "1 - mu"}
_SPACE = ParameterSpace(
    {"mu": (0, 1), "c": (0, sympy.oo)},
    meanings={
        "mu": "probability that the organization is a competitor",
        "c": "what competing for credit costs a cooperator",
    },
)


def contracting_private(leader: str = GOVERNMENT) -> Model:
    """Return the contracting model in which the organization alone knows whether it is a competitor.

    A *competitor*, with probability mu, has the payoffs of the table.  A *cooperator* is our assumption: it has those
    of the table with -c in the place of the gain g, so that competing costs it c under cooperation, rho*c under
    restriction, and, as any organization, the fine f under capture.  It shares wherever c, rho and f are positive.

    Parameters
    ----------
    leader
        ``"government"``: the government moves first and knows mu only; each type replies.  ``"organization"``: it
        shares or competes first, and the government, who has seen it, replies.

    Returns
    -------
    Model
        Where the government leads, regimes by its strategy: the map of the contracting model with the expected loss
        mu*p in the place of p.  Where the organization leads, regimes by what its conduct reveals.

    Raises
    ------
    ModelError
        The leader is not a player.

    References
    ----------
    Yang (2020); the types are ours.

    Examples
    --------
    >>> import coopgame as cg
    >>> hidden = cg.models.contracting_private()
    >>> d = cg.phase_diagram(hidden, x=("p", 0, 10), y=("b", 0, 10), at={"mu": "1/2"})
    >>> d.at(5, 2), cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10)).at(5, 2)
    (('cooperation',), ('capture',))
    """
    known = contracting()
    if leader not in known.game.players:
        raise ModelError(f"leader: {leader!r} is not a player.{did_you_mean(str(leader), known.game.players)}")
    follower = ORGANIZATION if leader == GOVERNMENT else GOVERNMENT
    ordered = Model(
        known.game,
        known.space,
        rule=known.rule,
        concept=SubgamePerfect(order=(leader, follower)),
        baseline=known.baseline,
        citation=known.citation,
    )
    types: dict[str, dict[str, Any]] = {COMPETITOR: {}, COOPERATOR: {"g": "-c"}}
    return with_private_type(ordered, ORGANIZATION, types, PRIOR, space=_SPACE, baseline={"c": 1})


def contracting_trial() -> Model:
    """Return the contracting model in which the organization shows its conduct in a trial before the contract.

    Our assumptions.  In the trial a competitor gains g by competing and a cooperator loses c; sharing pays both
    nothing, and the government neither gains nor loses.  It then chooses the relationship, in which nature takes its
    course: a competitor competes where that pays, and the government bears p from it; a cooperator shares.  So the
    conduct matters to the government only for what it reveals, and a competitor may hide by sharing.

    Returns
    -------
    Model
        A signalling game under the intuitive criterion; regimes by what conduct reveals: ``separating``,
        ``pooling on share``, ``semi-separating``.

    References
    ----------
    Yang (2020); the trial is ours, after the argument of Kreps and Wilson (1982).

    Examples
    --------
    >>> import coopgame as cg
    >>> trial = cg.models.contracting_trial()
    >>> d = cg.phase_diagram(trial, x=("p", 0, 10), at={"mu": "1/2", "b": 1})
    >>> [(r.name, str(r.area)) for r in d.regions]
    [('pooling on share', '3'), ('semi-separating', '4'), ('separating', '3')]
    """
    base = contracting()
    loss, burden = to_expression("p"), to_expression("b")
    shown = {COMPETITOR: to_expression("g"), COOPERATOR: to_expression("-c")}
    payoffs = {}
    for row in CONTRACT_STRATEGIES:
        taken = {COMPETITOR: _where_it_pays(row.gain), COOPERATOR: sympy.Integer(0)}
        for kind, message in ((kind, message) for kind in shown for message in ("share", "compete")):
            trial = shown[kind] if message == "compete" else sympy.Integer(0)
            borne = loss if kind == COMPETITOR else sympy.Integer(0)
            payoffs[kind, message, row.name] = (trial + row.rent + taken[kind], row.government_payoff(borne, burden))
    actions = [row.name for row in CONTRACT_STRATEGIES]
    game = Signalling(
        (COMPETITOR, COOPERATOR), ("share", "compete"), actions, PRIOR, payoffs, parties=(ORGANIZATION, GOVERNMENT)
    )
    bounds = {s: i for s, i in base.space.bounds.items() if s in game.parameters}
    meanings = {s: words for s, words in base.space.meanings.items() if s in bounds}
    space = ParameterSpace({**bounds, **_SPACE.bounds}, meanings={**meanings, **_SPACE.meanings})
    baseline = {s: v for s, v in base.baseline.items() if s in bounds}
    return Model(
        game,
        space,
        rule=ByInformation(),
        concept=IntuitiveCriterion(),
        baseline={**baseline, "c": 1},
        citation=base.citation,
    )


def _where_it_pays(gain: sympy.Expr) -> sympy.Expr:
    """Return a gain from competing where it is not negative; parameters of gains are not."""
    known = {s: sympy.Dummy(s.name, nonnegative=True) for s in gain.free_symbols}
    return sympy.Max(0, gain.xreplace(known)).xreplace({dummy: s for s, dummy in known.items()})
