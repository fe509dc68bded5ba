"""Education as a signal of ability."""

from __future__ import annotations

import itertools

import sympy

from coopgame.equilibria import ByInformation, PerfectBayesian
from coopgame.expressions import to_expression
from coopgame.games import Signalling
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace

CITATION = "Spence (1973), Job market signaling, Quarterly Journal of Economics 87:355–374"
#: Each wage as a mixture of both productivities, by the weight of the high one.
WAGES = {"low wage": "0", "average wage": "mu", "high wage": "1"}


def spence() -> Model:
    """Return Spence's labour market with two types of workers and one level of education.

    A worker of productivity w_H, with probability mu, or w_L studies up to the level e or not at all; a unit of
    education costs it c_H or c_L > c_H.  The employer pays one of three wages: w_L, w_H, or the average
    mu*w_H + (1 - mu)*w_L.  It loses the square of the distance between the wage and the productivity, measured in units
    of w_H - w_L, so it pays what it expects the worker to be worth, as competition would make it.  The able worker
    alone studies in equilibrium iff (w_H - w_L)/c_L <= e <= (w_H - w_L)/c_H.

    References
    ----------
    Spence (1973), section 4.

    Examples
    --------
    >>> import coopgame as cg
    >>> found = cg.solve(cg.models.spence())
    >>> [e.condition for e in found if cg.ByInformation()(e) == "separating"]
    [(c_L*e + w_L >= w_H) & (c_H*e + w_L <= w_H)]
    """
    education = {"study": "e", "no study": "0"}
    payoffs = {}
    for kind, message, wage in itertools.product(("high", "low"), education, WAGES):
        share, worth = to_expression(WAGES[wage]), sympy.Integer(kind == "high")
        cost = to_expression("c_H" if kind == "high" else "c_L") * to_expression(education[message])
        paid = to_expression("w_L") + share * (to_expression("w_H") - to_expression("w_L"))
        payoffs[kind, message, wage] = (sympy.expand(paid - cost), sympy.expand(-((share - worth) ** 2)))
    game = Signalling(
        ("high", "low"),
        tuple(education),
        tuple(WAGES),
        {"high": "mu", "low": "1 - mu"},
        payoffs,
        parties=("worker", "employer"),
    )
    return Model(
        game,
        _space(),
        rule=ByInformation(),
        concept=PerfectBayesian(),
        baseline={"w_H": 2, "w_L": 1, "c_H": "1/2", "c_L": 1, "mu": "1/2"},
        citation=CITATION,
    )


def _space() -> ParameterSpace:
    return ParameterSpace(
        {
            "w_H": (0, sympy.oo),
            "w_L": (0, sympy.oo),
            "c_H": sympy.Interval.open(0, sympy.oo),
            "c_L": sympy.Interval.open(0, sympy.oo),
            "e": (0, sympy.oo),
            "mu": sympy.Interval.open(0, 1),
        },
        where=["w_L < w_H", "c_H < c_L"],
        meanings={
            "w_H": "productivity of the able worker",
            "w_L": "productivity of the other worker",
            "c_H": "cost of a unit of education to the able worker",
            "c_L": "cost of a unit of education to the other worker",
            "e": "level of education",
            "mu": "probability that the worker is able",
        },
    )
