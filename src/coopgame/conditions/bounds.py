r"""Which signs a polynomial can take over a box, from its Bernstein coefficients.

On :math:`[l, h]` the polynomial is written in the Bernstein basis :math:`\binom{n}{k} t^k (1-t)^{n-k}`, on a half-line
in powers of the distance from its end.  Every basis function is non-negative there, so coefficients of one sign prove
that sign.  The answer is an enclosure: a sign it leaves out does not occur; a sign it keeps may or may not.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

import sympy

from coopgame.conditions.polynomials import Exponents, Polynomial, Ring

Coefficients = dict[Exponents, Fraction]


@dataclass(frozen=True)
class Range:
    """An interval of the extended rational line; ``None`` is the infinite end, which is always open."""

    lower: Fraction | None
    upper: Fraction | None
    open_lower: bool = False
    open_upper: bool = False

    @property
    def bounded(self) -> bool:
        """Whether both ends are finite."""
        return self.lower is not None and self.upper is not None


LINE = Range(None, None)
NONNEGATIVE = Range(Fraction(0), None)
POSITIVE = Range(Fraction(0), None, open_lower=True)
#: The largest sum of degrees of the terms for which signs are looked for; beyond it every sign counts as possible.
BUDGET = 1000


def _natural(generator: sympy.Expr) -> Range:
    """Return where the values of a generator lie wherever it is defined."""
    if isinstance(generator, sympy.exp):
        return POSITIVE
    if isinstance(generator, sympy.Pow) and generator.exp.is_Rational and not generator.exp.is_Integer:
        return POSITIVE if generator.exp.is_negative else NONNEGATIVE
    return LINE


def _substitute(coefficients: Coefficients, i: int, shift: Fraction, scale: Fraction) -> Coefficients:
    """Replace generator i by ``shift + scale·t``."""
    if shift == 0 and scale == 1:
        return coefficients
    result: Coefficients = {}
    for exponents, c in coefficients.items():
        n = exponents[i]
        for k in range(n + 1):
            value = c * comb(n, k) * shift ** (n - k) * scale**k
            if value:
                key = (*exponents[:i], k, *exponents[i + 1 :])
                result[key] = result.get(key, Fraction(0)) + value
    return result


def _to_bernstein(coefficients: Coefficients, i: int) -> tuple[Coefficients, int]:
    """Write powers of generator i on [0, 1] in the Bernstein basis of their degree; zero coefficients are kept."""
    degree = max(e[i] for e in coefficients)
    result: Coefficients = {}
    for exponents, c in coefficients.items():
        k = exponents[i]
        for j in range(degree + 1):
            key = (*exponents[:i], j, *exponents[i + 1 :])
            share = Fraction(comb(j, k), comb(degree, k)) if j >= k else Fraction(0)
            result[key] = result.get(key, Fraction(0)) + c * share
    return result, degree


def _never_zero(index: int, degree: int | None, interval: Range) -> bool:
    """Whether a basis function vanishes nowhere on the interval; ``degree`` is None on a half-line and on the line."""
    if degree is None:
        ends = ((interval.lower, interval.open_lower), (interval.upper, interval.open_upper))
        return index == 0 or [is_open for end, is_open in ends if end is not None] == [True]
    return (index == 0 or interval.open_lower) and (index == degree or interval.open_upper)


def _strict(coefficients: Coefficients, degrees: list[int | None], ranges: list[Range]) -> bool:
    """Whether a polynomial with coefficients ≥ 0 is known to be > 0 everywhere on the box.

    The Bernstein functions of a parameter sum to one, so all of them together vanish nowhere: it is enough that,
    besides basis functions that vanish nowhere in some parameters, those of the others all have positive coefficients.
    """

    def somewhere_positive(exponents: Exponents) -> bool:
        axes: list[Iterable[int]] = []
        for e, d, r in zip(exponents, degrees, ranges, strict=True):
            if _never_zero(e, d, r):
                axes.append((e,))
            elif d is None:
                return False
            else:
                axes.append(range(d + 1))
        return all(coefficients.get(e, 0) > 0 for e in itertools.product(*axes))

    return any(c > 0 and somewhere_positive(e) for e, c in coefficients.items())


def range_over(polynomial: Polynomial, box: Mapping[sympy.Expr, Range]) -> frozenset[int]:
    """Return an enclosure of the signs that ``polynomial`` takes over ``box``.

    Parameters
    ----------
    polynomial
        Any polynomial.
    box
        A range for each generator; one that is missing ranges over the whole line, a root over what is not negative.

    Returns
    -------
    frozenset of int
        A subset of {-1, 0, 1} that contains every sign that occurs.

    Examples
    --------
    >>> from coopgame.conditions import Ring
    >>> p, b = sympy.symbols("p b", real=True)
    >>> unit = Range(Fraction(0), Fraction(1))
    >>> sorted(range_over(Ring.of([p, b]).polynomial(p * b - 2), {p: unit, b: unit}))
    [-1]
    """
    coefficients: Coefficients = dict(polynomial.terms)
    if not coefficients:
        return frozenset({0})
    if sum(sum(exponents) + 1 for exponents in coefficients) > BUDGET:
        return frozenset({-1, 0, 1})
    ranges = ranges_in(polynomial.ring, box)
    degrees: list[int | None] = []
    for i, r in enumerate(ranges):
        if all(e[i] == 0 for e in coefficients):
            degrees.append(0)
        elif r.lower is not None and r.upper is not None:
            coefficients = _substitute(coefficients, i, r.lower, r.upper - r.lower)
            coefficients, degree = _to_bernstein(coefficients, i) if coefficients else ({}, 0)
            degrees.append(degree)
        elif r.lower is None and r.upper is None:
            if any(e[i] % 2 for e in coefficients):
                return frozenset({-1, 0, 1})
            degrees.append(None)
        else:
            end, direction = (r.lower, 1) if r.lower is not None else (r.upper, -1)
            coefficients = _substitute(coefficients, i, Fraction(end or 0), Fraction(direction))
            degrees.append(None)
        if not coefficients:
            return frozenset({0})
    return _signs(coefficients, degrees, ranges)


def monomial_signs(exponents: Exponents, ranges: Sequence[Range]) -> frozenset[int]:
    """Return exactly the signs that a product of powers takes where each factor lies in its range.

    Examples
    --------
    >>> sorted(monomial_signs((1, 2), [NONNEGATIVE, LINE]))
    [0, 1]
    """
    found = {1}
    for e, r in zip(exponents, ranges, strict=True):
        if e:
            own = _signs_of_range(r)
            found = {a * b for a in found for b in ({abs(s) for s in own} if e % 2 == 0 else own)}
    return frozenset(found)


def _signs_of_range(r: Range) -> set[int]:
    found = set()
    if r.lower is None or r.lower < 0:
        found.add(-1)
    if r.upper is None or r.upper > 0:
        found.add(1)
    below = r.lower is None or r.lower < 0 or (r.lower == 0 and not r.open_lower)
    above = r.upper is None or r.upper > 0 or (r.upper == 0 and not r.open_upper)
    return found | ({0} if below and above else set())


def ranges_in(ring: Ring, box: Mapping[sympy.Expr, Range]) -> list[Range]:
    """Return the range of each generator of a ring: that of the box, else where its values lie by nature."""
    return [box[g] if g in box else _natural(g) for g in ring.generators]


def _signs(coefficients: Coefficients, degrees: list[int | None], ranges: list[Range]) -> frozenset[int]:
    values = coefficients.values()
    if all(c >= 0 for c in values):
        return frozenset({1}) if _strict(coefficients, degrees, ranges) else frozenset({0, 1})
    if all(c <= 0 for c in values):
        flipped = {e: -c for e, c in coefficients.items()}
        return frozenset({-1}) if _strict(flipped, degrees, ranges) else frozenset({-1, 0})
    return frozenset({-1, 0, 1})
