"""Places of walls: rational numbers, or roots of polynomials known by an interval that shrinks on demand."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from .report import Rejected
from .univariate import Uni, add, common_divisor, isolate, multiply, sign, sign_at, squarefree

ROUNDS = 4000


class Abscissa:
    """A real algebraic number.

    Parameters
    ----------
    polynomial
        One of its polynomials.
    low, high
        An interval whose interior holds exactly one root of the polynomial, or twice the number if it is rational.

    Examples
    --------
    >>> root = Abscissa((-2, 0, 1), Fraction(1), Fraction(2))
    >>> root.compare(Fraction(3, 2)), root.sign((-4, 0, 0, 0, 1)), root.sign((-1, 1))
    (-1, 0, 1)
    """

    def __init__(self, polynomial: Uni, low: Fraction, high: Fraction) -> None:
        self.polynomial = squarefree(polynomial)
        self.low, self.high = low, high
        self._before = 0
        if low == high:
            return
        if len(isolate(self.polynomial, low, high)) != 1 or not sign_at(polynomial, low) * sign_at(polynomial, high):
            raise Rejected("the interval of a wall must hold exactly one root of its polynomial")
        self._before = sign_at(self.polynomial, low)
        if len(self.polynomial) == 2:
            self.low = self.high = Fraction(-self.polynomial[0], self.polynomial[1])

    @staticmethod
    def rational(value: Fraction) -> Abscissa:
        """Return the place of a rational number."""
        return Abscissa((-value.numerator, value.denominator), value, value)

    @property
    def value(self) -> Fraction | None:
        """The number itself where it is known to be rational."""
        return self.low if self.low == self.high else None

    def halve(self) -> None:
        """Halve the interval; a number met in the middle becomes rational."""
        if self.low == self.high:
            return
        middle = (self.low + self.high) / 2
        side = sign_at(self.polynomial, middle)
        if side == 0:
            self.low = self.high = middle
        elif side == self._before:
            self.low = middle
        else:
            self.high = middle

    def narrow(self, width: Fraction) -> tuple[Fraction, Fraction]:
        """Return an interval around the number that is at most so wide."""
        while self.high - self.low > width:
            self.halve()
        return self.low, self.high

    def compare(self, x: Fraction) -> int:
        """Return the sign of (this - x)."""
        while self.low < x < self.high:
            side = sign_at(self.polynomial, x)
            if side == 0:
                self.low = self.high = x
            elif side == self._before:
                self.low = x
            else:
                self.high = x
        return sign(self.low - x) or sign(self.high - x)

    def vanishes(self, c: Uni) -> bool:
        """Whether a polynomial is zero at the number; what is learnt of the number's own polynomial is kept."""
        if self.low == self.high:
            return sign_at(c, self.low) == 0
        shared = common_divisor(squarefree(c), self.polynomial)
        if len(shared) == 1:
            return False
        inside = sign_at(shared, self.low) != sign_at(shared, self.high)
        if inside and len(shared) < len(self.polynomial):
            self.polynomial = shared
            self._before = sign_at(shared, self.low)
        return inside

    def sign(self, c: Uni) -> int:
        """Return the sign of a polynomial at the number."""
        if not c:
            return 0
        if len(c) == 2 and c[1]:
            return sign(c[1]) * self.compare(Fraction(-c[0], c[1]))
        # Large coefficients may cancel up to their last digits.
        for attempt in range(ROUNDS + 2 * max(abs(v).bit_length() for v in c)):
            if self.low == self.high:
                return sign_at(c, self.low)
            low, high = enclosed(c, self.low, self.high)
            if low > 0 or high < 0:
                return sign(low)
            if attempt == 3 and self.vanishes(c):
                return 0
            self.halve()
        raise Rejected("a sign at a wall could not be decided")


def enclosed(c: Uni, low: Fraction, high: Fraction) -> tuple[int, int]:
    """Return bounds of a positive multiple of c over an interval."""
    q = low.denominator * high.denominator
    a, b = low.numerator * high.denominator, high.numerator * low.denominator
    least = most = 0
    power = 1
    for coefficient in reversed(c):
        ends = (least * a, least * b, most * a, most * b)
        least, most = min(ends) + coefficient * power, max(ends) + coefficient * power
        power *= q
    return least, most


def ascending(first: Abscissa, second: Abscissa) -> bool:
    """Whether the first number is less than the second."""
    for attempt in range(ROUNDS):
        if first.high < second.low:
            return True
        if second.high < first.low:
            return False
        if first.value is not None and second.value is not None:
            return first.value < second.value
        touching = (first.high == second.low, second.high == first.low)
        if any(touching):
            return touching[0]
        if attempt == 4 and _same(first, second):
            return False
        first.halve()
        second.halve()
    raise Rejected("two walls could not be told apart")


def _same(first: Abscissa, second: Abscissa) -> bool:
    if first.value is not None:
        return second.compare(first.value) == 0
    if second.value is not None:
        return first.compare(second.value) == 0
    if not first.vanishes(second.polynomial):
        return False
    # The first is a root of the second's polynomial: the same one iff it lies in the second's interval.
    return first.compare(second.low) > 0 and first.compare(second.high) < 0


class Extension:
    """Polynomials in y over the field of one abscissa: lists of polynomials in the scaled, integral number.

    With a the leading coefficient of the abscissa's polynomial, the number times a is integral, so that remainders stay
    within the integers.
    """

    def __init__(self, place: Abscissa) -> None:
        self.place = place
        poly = place.polynomial
        self.lead = poly[-1]
        n = len(poly) - 1
        self.monic = (*(c * self.lead ** (n - 1 - i) for i, c in enumerate(poly[:-1])), 1)

    def reduced(self, c: Uni) -> Uni:
        """Return the remainder by the monic polynomial."""
        rest, n = list(c), len(self.monic) - 1
        while len(rest) > n:
            top = rest.pop()
            if top:
                for i in range(n):
                    rest[len(rest) - n + i] -= top * self.monic[i]
        while rest and rest[-1] == 0:
            rest.pop()
        return tuple(rest)

    def sign(self, c: Uni) -> int:
        """Return the sign of an element of the field."""
        factor = self.lead
        return self.place.sign(tuple(v * factor**i for i, v in enumerate(c)))

    def over(self, rows: tuple[Uni, ...], width: int) -> list[Uni]:
        """Return a curve's coefficients in y at the number, times a positive integer."""
        flip = -1 if self.lead < 0 and width % 2 else 1
        scaled = [tuple(flip * c * self.lead ** (width - i) for i, c in enumerate(row)) for row in rows]
        return self.stripped([self.reduced(row) for row in scaled])

    def stripped(self, p: list[Uni]) -> list[Uni]:
        """Drop leading coefficients that are zero at the number."""
        while p and (not p[-1] or self.sign(p[-1]) == 0):
            p.pop()
        return p

    def remainder(self, a: list[Uni], b: list[Uni]) -> list[Uni]:
        """Return a positive multiple of a modulo b; the leading coefficient of b is not zero."""
        rest, lead, odd = list(a), b[-1], False
        while len(rest) >= len(b):
            top = rest.pop()
            if not top:
                continue
            shift = len(rest) + 1 - len(b)
            rest = [self.reduced(multiply(lead, r)) for r in rest]
            for i, v in enumerate(b[:-1]):
                rest[shift + i] = add(rest[shift + i], self.reduced(tuple(-u for u in multiply(top, v))))
            odd = not odd
        if odd:
            rest = [self.reduced(multiply(lead, r)) for r in rest]
        return self.stripped(_divided(rest))

    def value(self, p: list[Uni], y: Fraction) -> int:
        """Return the sign at a rational y."""
        total: Uni = ()
        power = 1
        for c in reversed(p):
            longest = max(len(total), len(c))
            total = tuple(
                (total[i] if i < len(total) else 0) * y.numerator + (c[i] if i < len(c) else 0) * power
                for i in range(longest)
            )
            power *= y.denominator
        return self.sign(total)


def _divided(p: list[Uni]) -> list[Uni]:
    """Divide by the positive common divisor of all integers."""
    whole = gcd(*(v for c in p for v in c))
    return p if whole <= 1 else [tuple(v // whole for v in c) for c in p]
