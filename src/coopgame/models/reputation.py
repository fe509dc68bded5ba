"""Entry deterrence by reputation: an incumbent who may be tough faces one entrant after the other."""

from __future__ import annotations

import itertools

import sympy

from coopgame.equilibria import ByInformation, ByStrategy, IntuitiveCriterion, PureNash
from coopgame.errors import ModelError
from coopgame.games import Game, Signalling
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace

CITATION = "Kreps and Wilson (1982), Reputation and imperfect information, Journal of Economic Theory 27:253–279"
_BOUNDS = {
    "p": sympy.Interval.open(0, 1),
    "b": sympy.Interval.open(0, 1),
    "a": sympy.Interval.open(1, sympy.oo),
}
_MEANINGS = {
    "p": "probability that the incumbent is tough",
    "b": "an entrant's profit when the incumbent yields",
    "a": "the incumbent's profit from an entrant who stays out",
}


def reputation_signalling() -> Model:
    """Return what follows when the first of two entrants has entered: fight or yield, then the last one decides.

    A weak incumbent loses 1 by fighting, a tough one, with probability p, by yielding; an entrant who stays out is
    worth a > 1 to both.  The last entrant gets b in (0, 1) against an incumbent who yields to it, as the weak one will,
    b - 1 against the tough one, who fights, and 0 when it stays out.  Under the intuitive criterion there is one
    outcome for every p: for p >= b both types fight and the last entrant stays out; for p < b the weak one fights so
    often that the entrant, who believes b after a fight, is indifferent, and stays out with probability 1/a.

    References
    ----------
    Kreps and Wilson (1982), section 2; Milgrom and Roberts (1982), Predation, reputation, and entry deterrence, Journal
    of Economic Theory 27:280–312.

    Examples
    --------
    >>> import coopgame as cg
    >>> for outcome in cg.solve(cg.models.reputation_signalling()):
    ...     print(cg.ByInformation()(outcome), "if", outcome.condition)
    pooling on fight if b <= p
    semi-separating if b > p
    """
    payoffs = {}
    for kind, message, action in itertools.product(("tough", "weak"), ("fight", "yield"), ("enter", "out")):
        now = 0 if (kind == "tough") == (message == "fight") else -1
        incumbent = f"{now} + a" if action == "out" else now
        entrant = "0" if action == "out" else "b - 1" if kind == "tough" else "b"
        payoffs[kind, message, action] = (incumbent, entrant)
    game = Signalling(
        ("tough", "weak"),
        ("fight", "yield"),
        ("enter", "out"),
        {"tough": "p", "weak": "1 - p"},
        payoffs,
        parties=("incumbent", "entrant"),
    )
    return Model(
        game,
        ParameterSpace(_BOUNDS, meanings=_MEANINGS),
        rule=ByInformation(),
        concept=IntuitiveCriterion(),
        baseline={"a": 2},
        citation=CITATION,
    )


def reputation(left: int = 2) -> Model:
    """Return the decision of an entrant when it is the last one, or one more will follow.

    It gets b - F by entering, where F is the probability that the incumbent fights.  The last entrant is fought by the
    tough incumbent alone: F = p.  With one more to come the weak one fights for its reputation, as
    :func:`reputation_signalling` has it: F = min(1, p/b).  So an entrant stays out iff p >= b, and p >= b**2 with two
    left.

    Parameters
    ----------
    left
        How many entrants are left, 1 or 2.

    Raises
    ------
    ModelError
        Another number is asked for.

    References
    ----------
    Kreps and Wilson (1982), section 2.

    Examples
    --------
    >>> import coopgame as cg
    >>> for left in (1, 2):
    ...     d = cg.phase_diagram(cg.models.reputation(left), x=("b", 0, 1), y=("p", 0, 1))
    ...     print([str(border.equation) for border in d.boundaries], d.area("deterrence"))
    ['Eq(p, b)'] 1/2
    ['Eq(p, b**2)'] 2/3
    """
    fought = {1: "p", 2: "min(1, p/b)"}
    if left not in fought:
        raise ModelError(f"left: expected 1 or 2 entrants, got {left!r}.")
    game = Game(("entrant",), (("enter", "out"),), {("enter",): (f"b - {fought[left]}",), ("out",): (0,)})
    kept = ("p", "b")
    return Model(
        game,
        ParameterSpace({n: _BOUNDS[n] for n in kept}, meanings={n: _MEANINGS[n] for n in kept}),
        rule=ByStrategy("entrant", {"enter": "entry", "out": "deterrence"}),
        concept=PureNash(),
        citation=CITATION,
    )
