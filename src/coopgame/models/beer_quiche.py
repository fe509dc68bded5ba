"""Beer or quiche: two pooling outcomes, of which one rests on a belief that is not credible."""

from __future__ import annotations

import itertools

import sympy

from coopgame.equilibria import ByInformation, PerfectBayesian
from coopgame.games import Signalling
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace

CITATION = "Cho and Kreps (1987), Signaling games and stable equilibria, Quarterly Journal of Economics 102:179–221"


def beer_quiche() -> Model:
    """Return the game of a stranger who is strong with probability mu and breakfasts before he may be challenged.

    The strong one prefers beer, the weak one quiche; the favourite breakfast is worth 1, and not having to duel 2.  The
    other man gets 1 if he fights the weak or leaves the strong alone, and 0 otherwise.  With mu = 9/10 both types may
    have beer, or both quiche; only beer passes the intuitive criterion.  Both need mu >= 1/2.

    References
    ----------
    Cho and Kreps (1987), section II and figure I.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.beer_quiche(), x=("mu", 0, 1))
    >>> [(r.regimes, str(r.area)) for r in d.regions]
    [(('pooling on beer', 'pooling on quiche'), '1/2'), (('semi-separating',), '1/2')]
    >>> cg.phase_diagram(cg.models.beer_quiche(), x=("mu", 0, 1), concept=cg.IntuitiveCriterion()).at("9/10")
    ('pooling on beer',)
    """
    liked = {"strong": "beer", "weak": "quiche"}
    payoffs = {}
    for kind, message, action in itertools.product(liked, ("beer", "quiche"), ("duel", "wait")):
        stranger = (1 if liked[kind] == message else 0) + (2 if action == "wait" else 0)
        payoffs[kind, message, action] = (stranger, int((kind == "weak") == (action == "duel")))
    game = Signalling(
        ("strong", "weak"),
        ("beer", "quiche"),
        ("duel", "wait"),
        {"strong": "mu", "weak": "1 - mu"},
        payoffs,
        parties=("stranger", "challenger"),
    )
    return Model(
        game,
        ParameterSpace({"mu": sympy.Interval.open(0, 1)}, meanings={"mu": "probability that the stranger is strong"}),
        rule=ByInformation(),
        concept=PerfectBayesian(),
        citation=CITATION,
    )
