r"""How each kind of kernel is removed from a comparison.

* :math:`1/d`: multiply by an even power of d, which changes no sign where :math:`d \ne 0`, and demand
  :math:`d \ne 0`; no denominator is divided away.
* :math:`\min(a_1, \dots)`: where the condition rises or falls with the minimum, it is one on all or on some
  :math:`a_i`; elsewhere some :math:`a_i` is the smallest and stands for the minimum; likewise for the maximum.
* :math:`\sqrt{C}`: a condition on :math:`A + B\sqrt C` is one on the signs of A, B and :math:`A^2 - B^2 C`, and
  :math:`C \ge 0` is demanded.  Roots of roots and sums of roots are removed one after the other.
* :math:`\sqrt[q]{C}` with odd q can be removed where only one of its powers occurs.
"""

from __future__ import annotations

from math import comb, gcd, isqrt
from typing import Any

from flint import fmpq

from coopgame.conditions.bounds import range_over
from coopgame.conditions.formulas import FALSE, TRUE, Formula, Sign, all_of, any_of
from coopgame.conditions.polynomials import Polynomial
from coopgame.conditions.roots import NEGATIVE, POSITIVE, ZERO, Sum
from coopgame.conditions.tower import Kernel, Tower

#: The largest number of terms that a power of a polynomial may have when a root is removed.
BUDGET = 200_000


class NotAlgebraicError(Exception):
    """A kernel cannot be removed."""

    def __init__(self, kernel: Kernel) -> None:
        super().__init__(str(kernel.node))
        self.kernel = kernel


class Cases:
    """The case distinctions over one tower.

    Signs are decided where every kernel that occurs is defined; :meth:`domain` says where that is.
    """

    def __init__(self, tower: Tower) -> None:
        self.tower = tower
        self._made: dict[tuple[Polynomial, frozenset[int]], Formula] = {}
        self._domains: dict[int, Formula] = {}

    def domain(self, kernel: Kernel) -> Formula:
        """Return where a kernel is defined."""
        if kernel.position not in self._domains:
            needed = {"inverse": NEGATIVE | POSITIVE, "root": ZERO | POSITIVE, "inverse root": POSITIVE}
            own = self.among(kernel.arguments[0], needed[kernel.kind]) if kernel.kind in needed else TRUE
            inner = (self.domain(k) for k in self.tower.used(kernel.arguments))
            self._domains[kernel.position] = all_of(own, *inner)
        return self._domains[kernel.position]

    def among(self, element: Any, signs: frozenset[int]) -> Formula:
        """Return where the sign of an element of the tower is among ``signs``."""
        flip, polynomial = Polynomial.from_flint(self.tower.ring, element).primitive()
        key = (polynomial, frozenset(flip * s for s in signs))
        if key not in self._made:
            self._made[key] = self._among(*key)
        return self._made[key]

    def _among(self, polynomial: Polynomial, signs: frozenset[int]) -> Formula:
        possible = self._possible(polynomial)
        if possible <= signs or not possible & signs:
            return TRUE if possible <= signs else FALSE
        # Of signs that cannot occur the choice is free; as few as possible leave the shortest formula.
        signs &= possible
        element = polynomial.flint
        kernel = self.tower.outermost(element)
        if kernel is None:
            return Sign.among(self.tower.plain(polynomial), signs)
        if kernel.kind == "root":
            return self._root(self.tower.coefficients(element, kernel), kernel, kernel.index, signs)
        if kernel.kind == "other":
            raise NotAlgebraicError(kernel)
        rule = self._extremum if kernel.kind in {"minimum", "maximum"} else self._inverse
        return rule(self.tower.coefficients(element, kernel), kernel, signs)

    def _possible(self, polynomial: Polynomial) -> frozenset[int]:
        return range_over(polynomial, self.tower.box)

    def _signs_of(self, element: Any) -> frozenset[int]:
        return self._possible(Polynomial.from_flint(self.tower.ring, element))

    def _inverse(self, parts: dict[int, Any], kernel: Kernel, signs: frozenset[int]) -> Formula:
        """Multiply by a power of what is inverted; the kernel is its own inverse's generator where that is a root."""
        degree = max(parts)
        if kernel.kind == "inverse root":
            root = next(k for k in self.tower.kernels if k.kind == "root" and k.arguments == kernel.arguments)
            base, known = self.tower.ring.context.gen(root.position), POSITIVE
        else:
            base = kernel.arguments[0]
            known = self._signs_of(base) - ZERO
        if len(known) > 1:
            degree += degree % 2
        total = self._combine({degree - k: part for k, part in parts.items()}, base)
        return self.among(-total if known == NEGATIVE and degree % 2 else total, signs)

    def _combine(self, parts: dict[int, Any], value: Any) -> Any:
        return sum((part * value**k for k, part in parts.items()), self.tower.ring.context.constant(0))

    def _extremum(self, parts: dict[int, Any], kernel: Kernel, signs: frozenset[int]) -> Formula:
        values = [self._combine(parts, a) for a in kernel.arguments]
        if max(parts) == 1:
            slope = self._signs_of(parts[1])
            if -1 not in slope or 1 not in slope:
                least = (kernel.kind == "minimum") == (-1 not in slope)
                return self._extreme(values, signs) if least else self._extreme([-v for v in values], _flip(signs))
        order = ZERO | (NEGATIVE if kernel.kind == "minimum" else POSITIVE)
        cases = []
        for chosen, value in zip(kernel.arguments, values, strict=True):
            others = [self.among(chosen - a, order) for a in kernel.arguments if a is not chosen]
            cases.append(all_of(self.among(value, signs), *others))
        return any_of(*cases)

    def _extreme(self, values: list[Any], signs: frozenset[int]) -> Formula:
        """Return where the sign of the least of some values is among ``signs``."""
        if signs == ZERO:
            floor = (self.among(v, ZERO | POSITIVE) for v in values)
            return all_of(*floor, any_of(*(self.among(v, ZERO) for v in values)))
        if signs == NEGATIVE | POSITIVE:
            return any_of(self._extreme(values, NEGATIVE), self._extreme(values, POSITIVE))
        parts = (self.among(v, signs) for v in values)
        return any_of(*parts) if -1 in signs else all_of(*parts)

    def _root(self, parts: dict[int, Any], kernel: Kernel, index: int, signs: frozenset[int]) -> Formula:
        """Return where a sum of multiples of powers of a root has a sign among ``signs``.

        The generator stands for the root of this index of the radicand, whatever the index of the kernel.
        """
        radicand = kernel.arguments[0]
        reduced: dict[int, Any] = {}
        for k, part in parts.items():
            term = part * radicand ** (k // index)
            reduced[k % index] = reduced[k % index] + term if k % index in reduced else term
        reduced = {k: part for k, part in reduced.items() if not part.is_zero()}
        if not reduced:
            return TRUE if 0 in signs else FALSE
        low = min(reduced)
        if low:
            inner = self._root({k - low: part for k, part in reduced.items()}, kernel, index, signs)
            if 0 in signs:
                return any_of(self.among(radicand, ZERO), inner)
            return all_of(self.among(radicand, POSITIVE), inner)
        step = gcd(index, *reduced)
        reduced, index = {k // step: part for k, part in reduced.items()}, index // step
        if len(reduced) == 1:
            return self.among(reduced[0], signs)
        if len(reduced) == 2:
            return self._binomial(reduced, kernel, index, signs)
        if index % 2:
            raise NotAlgebraicError(kernel)
        return self._halves(reduced, kernel, index // 2, signs)

    def _binomial(self, parts: dict[int, Any], kernel: Kernel, index: int, signs: frozenset[int]) -> Formula:
        """Decide :math:`A + B c^k` by the powers of both summands in which the root is gone."""
        first, power = parts[0], max(parts)
        second, radicand = parts[power], kernel.arguments[0]
        if index == 2 and (base := _square_root(radicand)) is not None:
            up = all_of(self.among(base, ZERO | POSITIVE), self.among(first + second * base, signs))
            return any_of(up, all_of(self.among(base, ZERO | NEGATIVE), self.among(first - second * base, signs)))
        common = first.gcd(second)
        a, b = first / common, second / common
        if max(_terms_of_power(a, index), _terms_of_power(b, index)) > BUDGET:
            raise NotAlgebraicError(kernel)
        c = radicand**power
        if index % 2:
            return self.among(common * (a**index + b**index * c), signs)
        return Sum(common, first, second, a**index - b**index * c, self.among).formula(signs)

    def _halves(self, parts: dict[int, Any], kernel: Kernel, index: int, signs: frozenset[int]) -> Formula:
        """Split powers of a root of even index into even and odd ones: A + B times the root, in the root's square."""
        square = self.tower.ring.context.gen(kernel.position)
        first, second = (
            self._combine({k // 2: part for k, part in parts.items() if k % 2 == odd}, square) for odd in (0, 1)
        )

        def among(element: Any, wanted: frozenset[int]) -> Formula:
            return self._root(self.tower.coefficients(element, kernel), kernel, index, wanted)

        common = first.gcd(second)
        a, b = first / common, second / common
        if max(_terms_of_power(a, 2), _terms_of_power(b, 2)) > BUDGET:
            raise NotAlgebraicError(kernel)
        return Sum(common, first, second, a**2 - b**2 * square, among).formula(signs)


def _flip(signs: frozenset[int]) -> frozenset[int]:
    return frozenset(-s for s in signs)


def _terms_of_power(element: Any, power: int) -> int:
    """Return how many terms a power can have."""
    return comb(len(element.to_dict()) + power - 1, power)


def _square_root(element: Any) -> Any:
    """Return a polynomial of which an element is the square, None if there is none."""
    constant, factors = element.factor()
    above, below = isqrt(max(int(constant.p), 0)), isqrt(int(constant.q))
    if above**2 != constant.p or below**2 != constant.q or any(multiplicity % 2 for _, multiplicity in factors):
        return None
    root = element.context().constant(fmpq(above, below))
    for factor, multiplicity in factors:
        root = root * factor ** (multiplicity // 2)
    return root
