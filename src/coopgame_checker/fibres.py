"""Roots of curves over the place of a wall, rational or not, counted exactly."""

from __future__ import annotations

from fractions import Fraction

from .abscissae import Abscissa, Extension
from .bivariate import Curve
from .univariate import Uni, common_divisor, isolate, squarefree, variations

Chain = list[list[Uni]]


class Fibre:
    """The line over one place.

    Parameters
    ----------
    place
        Where the line crosses the axis of x.
    curves
        The curves by number.
    """

    def __init__(self, place: Abscissa, curves: tuple[Curve, ...]) -> None:
        self.place, self.curves = place, curves
        self.field = Extension(place)
        self._chains: dict[int, Chain] = {}

    def sign(self, curve: int, y: Fraction) -> int:
        """Return the sign of a curve at a rational height."""
        return self.place.sign(self.curves[curve].at_y(y))

    def count(self, curve: int, low: Fraction, high: Fraction) -> int:
        """Return the number of different roots of a curve in an open interval."""
        x = self.place.value
        if x is not None:
            return len(isolate(squarefree(self.curves[curve].at_x(x)), low, high))
        if curve not in self._chains:
            start = self._over(curve)
            self._chains[curve] = self._chain(start, self._derivative(start))
        return self._changes(self._chains[curve], low, high)

    def meet(self, curves: list[int], low: Fraction, high: Fraction) -> bool:
        """Whether some curves have a root in common in an open interval whose ends are not roots."""
        x = self.place.value
        if x is not None:
            common: Uni = ()
            for curve in curves:
                common = common_divisor(common, self.curves[curve].at_x(x))
            return bool(isolate(squarefree(common), low, high))
        shared = self._over(curves[0])
        for curve in curves[1:]:
            shared = self._chain(shared, self._over(curve))[-1]
        if len(shared) < 2:
            return False
        return self._changes(self._chain(shared, self._derivative(shared)), low, high) > 0

    def _over(self, curve: int) -> list[Uni]:
        return self.field.over(self.curves[curve].in_x, self.curves[curve].width)

    def _derivative(self, p: list[Uni]) -> list[Uni]:
        return [tuple(j * v for v in c) for j, c in enumerate(p)][1:]

    def _chain(self, first: list[Uni], second: list[Uni]) -> Chain:
        """Return Euclid's remainders, each with its sign turned."""
        chain = [first]
        while second:
            chain.append(second)
            first, second = second, [tuple(-v for v in c) for c in self.field.remainder(first, second)]
        return chain

    def _changes(self, chain: Chain, low: Fraction, high: Fraction) -> int:
        lower = [self._beside(p, low, above=True) for p in chain]
        upper = [self._beside(p, high, above=False) for p in chain]
        return variations(lower) - variations(upper)

    def _beside(self, p: list[Uni], y: Fraction, above: bool) -> int:
        """Return the sign just above or just below a rational height."""
        turn = 1
        while p:
            found = self.field.value(p, y)
            if found:
                return found * turn
            p, turn = self._derivative(p), turn if above else -turn
        return 0
