"""Closures of the contracting model: where competition, burden and value come from."""

from __future__ import annotations

import sympy

from coopgame.errors import ModelError
from coopgame.expressions import symbol
from coopgame.models.closure import Closure
from coopgame.models.technology import Technology, product, technology_named

_OO = sympy.oo
_SOURCE = "Yang (2020), in the reading of the theory page"


def proportional_competition() -> Closure:
    r"""Return :math:`p = \kappa V`, :math:`\eta = \rho`: competition grows with what the organization achieves.

    Under restriction the organization competes in the scope that it is left.

    Examples
    --------
    >>> proportional_competition()
    Closure(p = V*kappa, eta = rho)
    """
    return Closure(
        {"p": "kappa*V", "eta": "rho"},
        bounds={"kappa": (0, _OO)},
        meanings={"kappa": "intensity of performance competition"},
        source=_SOURCE,
    )


def burden(patronage: bool = True, blame: bool = True, own_failures: bool = False) -> Closure:
    r"""Return :math:`b = b_0 + a x + \nu\beta\pi_O(1 - s)`: patronage and blame, each of which can be left out.

    Parameters
    ----------
    patronage
        Include the duty to feed and shelter the organization, :math:`a x`.
    blame
        Include the blame for its failures, weighted by negativity ν, less the share s shifted to the organization.
    own_failures
        Add the blame for the government's own failures to the cost of substitution, :math:`k_S = c_S + \nu\beta\pi_G`.

    Examples
    --------
    >>> burden(blame=False)
    Closure(b = a*x + b_0)
    """
    limits: dict[str, tuple[object, object]] = {"b_0": (0, _OO)}
    meanings = {"b_0": "burden not explained by patronage or blame"}
    baseline = {"b_0": "0"}
    terms = ["b_0"]
    definitions = {}
    if patronage:
        terms.append("a*x")
        limits |= {"a": (0, _OO), "x": (0, _OO)}
        meanings |= {
            "a": "patronage obligation per unit of transferred resource",
            "x": "service resource handed to the organization",
        }
    if blame or own_failures:
        limits |= {"nu": (1, _OO), "beta": (0, _OO)}
        meanings |= {"nu": "negativity weight on blame", "beta": "blame per failure"}
        baseline["nu"] = "1"
    if blame:
        terms.append("nu*beta*pi_O*(1 - s)")
        limits |= {"pi_O": (0, 1), "s": (0, 1)}
        meanings |= {
            "pi_O": "failure probability when the organization provides",
            "s": "share of the blame shifted to the organization",
        }
        baseline["s"] = "0"
    if own_failures:
        definitions["k_S"] = "c_S + nu*beta*pi_G"
        limits |= {"c_S": (0, _OO), "pi_G": (0, 1)}
        meanings |= {
            "c_S": "cost of substitution besides the blame for own failures",
            "pi_G": "failure probability when the government provides",
        }
        baseline["c_S"] = "0"
    return Closure(
        {"b": " + ".join(terms), **definitions}, bounds=limits, meanings=meanings, baseline=baseline, source=_SOURCE
    )


def capability(technology: Technology | str = product) -> Closure:
    r"""Return :math:`V = v\,h(t_O, r_O + x)` and :math:`V_G = v\,h(t_G, r_G)` with :math:`0 \le x \le r_G`.

    Parameters
    ----------
    technology
        h: :func:`product` (default), :func:`leontief`, :class:`CobbDouglas`, :class:`CES`, one of their code names
        ``"product"``, ``"min"``, ``"cobb-douglas"``, ``"ces"``, or any function of technology and resources.

    Raises
    ------
    ModelError
        The technology is not known, or is not a function of two expressions.

    Examples
    --------
    >>> capability("min")
    Closure(V = v*Min(t_O, r_O + x), V_G = v*Min(r_G, t_G))
    """
    h = technology_named(technology)
    t_O, t_G, r_O, r_G, x, v = (symbol(name) for name in ("t_O", "t_G", "r_O", "r_G", "x", "v"))
    try:
        value, own = v * h(t_O, r_O + x), v * h(t_G, r_G)
    except TypeError as error:
        raise ModelError(f"technology: expected a function h(t, r) of two expressions; {error}.") from error
    return Closure(
        {"V": value, "V_G": own},
        bounds={
            "v": sympy.Interval.open(0, _OO),
            "t_O": (0, _OO),
            "t_G": (0, _OO),
            "r_O": (0, _OO),
            "r_G": (0, _OO),
            "x": (0, _OO),
        },
        where=["x <= r_G"],
        meanings={
            "v": "value of one unit of service",
            "t_O": "professional technology of the organization",
            "t_G": "professional technology of the government",
            "r_O": "own resources of the organization",
            "r_G": "own resources of the government",
            "x": "service resource handed to the organization",
        },
        source=_SOURCE,
    )
