"""Capability technologies: how professional technology t and resource mobilisation r make a service, h(t, r)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from coopgame.errors import ModelError, did_you_mean
from coopgame.expressions import exact_number

Technology = Callable[[sympy.Expr, sympy.Expr], sympy.Expr]


def product(t: sympy.Expr, r: sympy.Expr) -> sympy.Expr:
    """Return :math:`h(t, r) = t r`: the effect is limited by both, and each makes the other worth more.

    Examples
    --------
    >>> product(*sympy.symbols("t r"))
    r*t
    """
    return t * r


def leontief(t: sympy.Expr, r: sympy.Expr) -> sympy.Expr:
    r"""Return :math:`h(t, r) = \min(t, r)`: only the scarcer ability counts.

    Examples
    --------
    >>> leontief(*sympy.symbols("t r", real=True))
    Min(r, t)
    """
    return sympy.Min(t, r)


@dataclass(frozen=True)
class CobbDouglas:
    r"""The technology :math:`h(t, r) = t^\theta r^{1-\theta}` with a rational exponent :math:`0 < \theta < 1`.

    Raises
    ------
    ModelError
        The exponent is not between 0 and 1.

    Examples
    --------
    >>> CobbDouglas()(*sympy.symbols("t r", nonnegative=True))
    sqrt(r)*sqrt(t)
    """

    exponent: Any = Fraction(1, 2)

    def __post_init__(self) -> None:
        exponent = exact_number(self.exponent, where="exponent")
        if not 0 < exponent < 1:
            raise ModelError(f"exponent: a Cobb–Douglas exponent lies between 0 and 1, got {exponent}.")
        object.__setattr__(self, "exponent", exponent)

    def __call__(self, t: sympy.Expr, r: sympy.Expr) -> sympy.Expr:
        """Return h(t, r)."""
        return t**self.exponent * r ** (1 - self.exponent)


@dataclass(frozen=True)
class CES:
    r"""The technology :math:`h(t, r) = (a t^e + (1-a) r^e)^{1/e}` with a rational exponent e ≠ 0 and a share a.

    Raises
    ------
    ModelError
        The exponent is 0 or the share is not between 0 and 1.

    Examples
    --------
    >>> CES(exponent=1, share="1/4")(*sympy.symbols("t r"))
    3*r/4 + t/4
    """

    exponent: Any = 2
    share: Any = Fraction(1, 2)

    def __post_init__(self) -> None:
        exponent, share = exact_number(self.exponent, where="exponent"), exact_number(self.share, where="share")
        if exponent == 0:
            raise ModelError("exponent: the CES exponent is not 0 (the limit is Cobb–Douglas).")
        if not 0 < share < 1:
            raise ModelError(f"share: expected a number between 0 and 1, got {share}.")
        object.__setattr__(self, "exponent", exponent)
        object.__setattr__(self, "share", share)

    def __call__(self, t: sympy.Expr, r: sympy.Expr) -> sympy.Expr:
        """Return h(t, r)."""
        return (self.share * t**self.exponent + (1 - self.share) * r**self.exponent) ** (1 / self.exponent)


def technology_named(name: Technology | str) -> Technology:
    """Return the technology that a code name stands for; a function stands for itself.

    Raises
    ------
    ModelError
        There is no such technology.

    Examples
    --------
    >>> technology_named("cobb-douglas")
    CobbDouglas(exponent=1/2)
    """
    known: dict[str, Technology] = {
        "product": product,
        "min": leontief,
        "leontief": leontief,
        "cobb-douglas": CobbDouglas(),
        "ces": CES(),
    }
    if callable(name):
        return name
    if name not in known:
        raise ModelError(f"technology: {name!r} is not known.{did_you_mean(str(name), known)}")
    return known[name]
