r"""Real roots of integer polynomials in one variable, isolated in exact rationals.

The rule of Descartes bounds the number of roots in an open interval by the sign changes of the coefficients of
:math:`(1+t)^n p((a+bt)/(1+t))`, exactly when it says 0 or 1; bisection ends because p has no multiple roots
(Vincent, Collins and Akritas; Basu, Pollack and Roy 2006, section 10.2).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, isqrt
from typing import Any

from flint import fmpq, fmpz_poly

#: Roots of quadratic polynomials are isolated to so many bits of the interval that is searched.
_FINE = 24
#: An isolating interval: open, or a single point when both ends are equal.
Interval = tuple[Fraction, Fraction]


def sign_at(p: Any, x: Fraction) -> int:
    """Return the sign of p at x."""
    value = p(fmpq(x.numerator, x.denominator))
    return int(value > 0) - int(value < 0)


def squarefree(p: Any) -> Any:
    """Return the primitive polynomial with the same roots as p, all of them simple."""
    if p.degree() <= 1:
        return p
    content = p // fmpz_poly([int(p.content())])
    common = content.gcd(content.derivative())
    return content if common.degree() == 0 else content // common


def union(polynomials: Iterable[Any]) -> Any:
    """Return the polynomial without multiple roots that has the roots of all."""
    product = fmpz_poly([1])
    for p in polynomials:
        simple = squarefree(p)
        product *= simple // product.gcd(simple)
    return product


def _on_unit(p: Any, a: Fraction, b: Fraction) -> Any:
    """Return a positive multiple of p(a + (b - a) u)."""
    d = a.denominator * b.denominator // gcd(a.denominator, b.denominator)
    low, high = int(a * d), int(b * d)
    n = p.degree()
    scaled = fmpz_poly([int(c) * d ** (n - k) for k, c in enumerate(p.coeffs())])
    return scaled(fmpz_poly([low, high - low]))


def _variations(q: Any) -> int:
    """Return the sign changes that bound the number of roots of q in (0, 1)."""
    reverse = fmpz_poly(list(reversed(q.coeffs())))
    previous = changes = 0
    for c in reverse(fmpz_poly([1, 1])).coeffs():
        if c != 0:
            sign = 1 if c > 0 else -1
            changes += sign == -previous
            previous = sign
    return changes


def has_no_root(p: Any, a: Fraction, b: Fraction) -> bool:
    """Whether Descartes' rule proves that p vanishes nowhere on the closed interval [a, b]."""
    if p.degree() < 1:
        return bool(p.degree() == 0)
    first = sign_at(p, a)
    if first == 0 or first != sign_at(p, b):
        return False
    return a == b or _variations(_on_unit(p, a, b)) == 0


def isolate(p: Any, a: Fraction, b: Fraction) -> list[Interval]:
    """Return isolating intervals of the roots in the open interval (a, b), from left to right.

    Parameters
    ----------
    p
        An integer polynomial without multiple roots.
    a, b
        The ends; roots at the ends are left out.

    Returns
    -------
    list of pairs
        Disjoint intervals inside (a, b); p has opposite signs at the ends of each, or vanishes at its only point.

    Examples
    --------
    >>> [tuple(map(str, interval)) for interval in isolate(fmpz_poly([0, -2, 0, 1]), Fraction(-2), Fraction(2))]
    [('-2', '-1'), ('0', '0'), ('1', '2')]
    """
    if p.degree() < 1 or a >= b:
        return []
    if p.degree() == 1:
        c0, c1 = p.coeffs()
        root = Fraction(-int(c0), int(c1))
        return [(root, root)] if a < root < b else []
    if p.degree() == 2:
        return _of_quadratic([int(c) for c in p.coeffs()], a, b)
    found: list[Interval] = []
    width = b - a
    # Pieces of the unit interval (k, level): [k, k + 1] / 2^level, walked from the left.
    stack = [(_on_unit(p, a, b), 0, 0)]
    while stack:
        q, k, level = stack.pop()
        if q.coeffs()[0] == 0:
            point = a + width * Fraction(k, 2**level)
            if point > a:
                found.append((point, point))
            q = q.right_shift(1)
        changes = _variations(q)
        if changes == 1:
            found.append((a + width * Fraction(k, 2**level), a + width * Fraction(k + 1, 2**level)))
        elif changes:
            n = q.degree()
            left = fmpz_poly([int(c) << (n - j) for j, c in enumerate(q.coeffs())])
            stack.append((left(fmpz_poly([1, 1])), 2 * k + 1, level + 1))
            stack.append((left, 2 * k, level + 1))
    return [interval if interval[0] == interval[1] else _clean(p, interval) for interval in found]


def _of_quadratic(coefficients: list[int], a: Fraction, b: Fraction) -> list[Interval]:
    """Isolate the roots of a polynomial of degree two by a square root in integers."""
    c, half, lead = coefficients if coefficients[2] > 0 else [-k for k in coefficients]
    square = half * half - 4 * lead * c
    if square <= 0:
        return []
    root = isqrt(square)
    if root * root == square:
        exact = (Fraction(-half - root, 2 * lead), Fraction(-half + root, 2 * lead))
        return [(x, x) for x in exact if a < x < b]
    bits = _FINE + max((b - a).denominator.bit_length() - (b - a).numerator.bit_length(), 0)
    while True:
        # In units of 2^-bits both roots lie strictly between neighbouring integers, since they are irrational.
        root, middle = isqrt(square << 2 * bits), -half << bits
        places = [(middle - root - 1) // (2 * lead), (middle + root) // (2 * lead)]
        if places[0] < places[1]:
            break
        bits *= 2
    p, found = fmpz_poly([c, half, lead]), []
    for falling, n in zip((1, -1), places, strict=True):
        low, high = Fraction(n, 1 << bits), Fraction(n + 1, 1 << bits)
        if low < a < high and sign_at(p, a) == falling:
            low = a
        if low < b < high and sign_at(p, b) == -falling:
            high = b
        if a <= low and high <= b:
            found.append((low, high))
    return found


def _clean(p: Any, interval: Interval) -> Interval:
    """Shrink an isolating interval until p vanishes at neither end."""
    low, high = interval
    while sign_at(p, low) == 0 or sign_at(p, high) == 0:
        middle = (low + high) / 2
        if sign_at(p, middle) == 0:
            return middle, middle
        if _variations(_on_unit(_without(p, (low, high)), low, middle)) == 1:
            high = middle
        else:
            low = middle
    return low, high


def _without(p: Any, points: Iterable[Fraction]) -> Any:
    """Divide p by the linear factors of those points at which it vanishes."""
    for x in points:
        if sign_at(p, x) == 0:
            p = p // fmpz_poly([-x.numerator, x.denominator])
    return p


def refine(p: Any, interval: Interval, width: Fraction) -> Interval:
    """Return an isolating interval of the same root that is at most ``width`` wide."""
    low, high = interval
    if high - low <= width:
        return interval
    a, b = fmpq(low.numerator, low.denominator), fmpq(high.numerator, high.denominator)
    limit = fmpq(width.numerator, width.denominator)
    rising = p(b) > 0
    while b - a > limit:
        middle = (a + b) / 2
        value = p(middle)
        if value == 0:
            exact = Fraction(int(middle.p), int(middle.q))
            return exact, exact
        if (value > 0) == rising:
            b = middle
        else:
            a = middle
    return Fraction(int(a.p), int(a.q)), Fraction(int(b.p), int(b.q))


def count_below(p: Any, roots: list[Interval], c: Fraction) -> int:
    """Return how many of the isolated roots of p are smaller than c, at which p does not vanish."""
    below = 0
    for low, high in roots:
        if high <= c or (low < c and sign_at(p, c) == sign_at(p, high)):
            below += 1
    return below


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """Return the fraction with the smallest denominator strictly between two numbers.

    Examples
    --------
    >>> simplest_between(Fraction(1, 3), Fraction(2, 3))
    Fraction(1, 2)
    """
    if low < 0 < high:
        return Fraction(0)
    whole = low.numerator // low.denominator
    if whole + 1 < high:
        return Fraction(whole + 1)
    above = 1 / (high - whole)
    if low == whole:
        return whole + Fraction(1, above.numerator // above.denominator + 1)
    return whole + 1 / simplest_between(above, 1 / (low - whole))
