"""Polynomials in y whose coefficients are numbers of a field Q(a), just enough to count their roots."""

from __future__ import annotations

from typing import Any

from flint import fmpq_poly

from coopgame.regions.algebra.algebraic import Algebraic
from coopgame.regions.algebra.curves import Curve

#: Coefficients of 1, y, y², …, each a polynomial in a of degree below that of a's minimal polynomial.
Element = fmpq_poly


def simple_part(curve: Curve, a: Algebraic) -> list[Any]:
    """Return the polynomial without multiple roots that has the roots of f(a, ·)."""
    field = fmpq_poly(list(a.coefficients))
    f = _trimmed([fmpq_poly(list(part.coeffs())) % field for part in curve.by_y])
    slope = [k * c for k, c in enumerate(f)][1:]
    one, other = f, slope
    while other:
        one, other = other, _divided(one, other, field)[1]
    return _divided(f, one, field)[0] if len(one) > 1 else f


def _trimmed(p: list[Any]) -> list[Any]:
    while p and p[-1].degree() < 0:
        p = p[:-1]
    return p


def _inverse(c: Any, field: Any) -> Any:
    common, left, _ = c.xgcd(field)
    return (left / common[0]) % field if common.degree() == 0 else left % field


def _divided(p: list[Any], divisor: list[Any], field: Any) -> tuple[list[Any], list[Any]]:
    """Return quotient and remainder."""
    lead = _inverse(divisor[-1], field)
    quotient = [fmpq_poly([0])] * max(len(p) - len(divisor) + 1, 0)
    rest = list(p)
    while len(rest) >= len(divisor):
        shift = len(rest) - len(divisor)
        factor = (rest[-1] * lead) % field
        quotient[shift] = factor
        for k, c in enumerate(divisor):
            rest[shift + k] = (rest[shift + k] - factor * c) % field
        rest = _trimmed(rest[:-1])
    return quotient, rest


def sign_in(p: list[Any], a: Algebraic, y: Any) -> int:
    """Return the sign at a rational y of a polynomial of :func:`simple_part`."""
    total = fmpq_poly([0])
    for c in reversed(p):
        total = total * y + c
    return a.sign_of(total.numer())
