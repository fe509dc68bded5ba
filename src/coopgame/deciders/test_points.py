r"""Test points of virtual substitution: where the truth of a formula can change along one variable.

A formula that holds for some x holds at :math:`-\infty`, at the lower end of an interval on which it holds, or just
after such an end.  Lower ends are roots of the factors of its comparisons.  Of a factor of degree two, the root at
which it rises from negative to positive is :math:`(-c_1 + \sqrt{D}) / 2 c_2`, the one at which it falls has the minus
(Loos and Weispfenning 1993, Weispfenning 1997).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from coopgame.conditions import TRUE, Formula, Polynomial, Ring, Sign, all_of
from coopgame.conditions.roots import NEGATIVE, POSITIVE, ZERO, Among

BOTH = (1, -1)
#: For each relation: at which crossings an interval of points that satisfy it can start, and whether just after.
STARTS: dict[str, tuple[tuple[int, ...], bool]] = {
    ">": ((1,), True),
    ">=": ((1,), False),
    "<": ((-1,), True),
    "<=": ((-1,), False),
    "=": (BOTH, False),
    "!=": (BOTH, True),
}


class TooHighError(Exception):
    """A factor has a degree above two in the variable; never leaves this room."""


@dataclass(frozen=True)
class Root:
    r"""The value :math:`(a + b \sqrt c)/d`, or what comes just after it, where the guard holds.

    Attributes
    ----------
    first, second, radicand, denominator
        a, b, c and d as FLINT polynomials.
    sign
        The sign of d where the guard holds, 0 when it is not known.
    guard
        Where the value exists and the formula can start to hold at it.
    after
        Whether what comes just after the value is meant.
    """

    first: Any
    second: Any
    radicand: Any
    denominator: Any
    sign: int
    guard: Formula
    after: bool


@dataclass(frozen=True)
class Infinity:
    """Less than any number."""

    guard: Formula = TRUE


TestPoint = Root | Infinity


def coefficients(element: Any, i: int) -> dict[int, Any]:
    """Return the coefficients of a FLINT polynomial by its degree in generator i, none of them zero."""
    parts: dict[int, dict[tuple[int, ...], Any]] = {}
    for exponents, c in element.to_dict().items():
        parts.setdefault(int(exponents[i]), {})[(*exponents[:i], 0, *exponents[i + 1 :])] = c
    return {degree: element.context().from_dict(terms) for degree, terms in parts.items()}


def degree_in(element: Any, i: int) -> int:
    """Return the degree of a FLINT polynomial in generator i."""
    return int(element.degrees()[i]) if not element.is_zero() else 0


def roots_of(factor: Any, i: int, crossings: tuple[int, ...], after: bool, among: Among) -> Iterator[Root]:
    """Yield the roots of a factor at which it rises (1) or falls (-1).

    Raises
    ------
    TooHighError
        Its degree is above two.
    """
    parts = coefficients(factor, i)
    zero = factor.context().constant(0)
    if max(parts) > 2:
        raise TooHighError
    c0, c1, c2 = (parts.get(k, zero) for k in range(3))
    flat = TRUE
    if not c2.is_zero():
        flat = among(c2, ZERO)
        discriminant = c1**2 - 4 * c2 * c0
        guard = all_of(among(c2, NEGATIVE | POSITIVE), among(discriminant, ZERO | POSITIVE))
        sign = known_sign(c2, among)
        for s in crossings:
            yield Root(-c1, zero + s, discriminant, 2 * c2, sign, guard, after)
    yield from _linear_roots((c0, c1, flat), crossings, after, among)


def _linear_roots(
    line: tuple[Any, Any, Formula], crossings: tuple[int, ...], after: bool, among: Among
) -> Iterator[Root]:
    c0, c1, flat = line
    zero = c0 * 0
    if c1.is_zero():
        return
    sign = known_sign(c1, among)
    if crossings == BOTH:
        guard = all_of(flat, among(c1, NEGATIVE | POSITIVE))
    else:
        sign = crossings[0]
        guard = all_of(flat, among(c1, frozenset(crossings)))
    yield Root(-c0, zero, zero, c1, sign, guard, after)


def known_sign(element: Any, among: Among) -> int:
    """Return 1 or -1 if an element is known to have this sign wherever it is not zero, else 0."""
    if among(element, ZERO | POSITIVE) == TRUE:
        return 1
    return -1 if among(element, ZERO | NEGATIVE) == TRUE else 0


def mirrored(formula: Formula, ring: Ring, i: int, rebuild: Callable[..., Formula]) -> Formula:
    """Return a formula with the variable replaced by its negative."""

    def on_sign(sign: Sign) -> Formula:
        terms = tuple((e, -c if e[i] % 2 else c) for e, c in sign.polynomial.terms)
        return Sign.among(Polynomial(ring, terms), sign.signs)

    return rebuild(formula, on_sign)
