r"""Signs of :math:`A + B c` with a root :math:`c \ge 0`, from the signs of A, B and :math:`A^q - B^q c^q`.

For even q the last one says which of \|A\| and \|B\|c is larger.  A common factor g of A and B is divided out of it, so
that border curves keep their degrees: wherever A or B is not zero, neither is g.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coopgame.conditions.formulas import FALSE, TRUE, Formula, all_of, any_of

#: Says of an element that its sign is among those given.
Among = Callable[[Any, frozenset[int]], Formula]
NEGATIVE, ZERO, POSITIVE = frozenset({-1}), frozenset({0}), frozenset({1})


@dataclass(frozen=True)
class Sum:
    r""":math:`g (a + b c)` with what compares elements in which c does not occur.

    Attributes
    ----------
    common, first, second
        g, g a and g b.
    larger
        An element with the sign of \|a\| - \|b\|c.
    among
        What compares elements in which c does not occur.
    """

    common: Any
    first: Any
    second: Any
    larger: Any
    among: Among

    def formula(self, signs: frozenset[int]) -> Formula:
        """Return where the sign of the sum is among ``signs``, which are one or two of three."""
        if signs == ZERO:
            return any_of(self.among(self.common, ZERO), self._cancels())
        if signs == NEGATIVE | POSITIVE:
            return self._differs()
        if -1 in signs:
            flipped = Sum(self.common, -self.first, -self.second, self.larger, self.among)
            return flipped.formula(frozenset(-s for s in signs))
        return self._at_least(signs)

    def _at_least(self, signs: frozenset[int]) -> Formula:
        """Return where the sum is > 0, or ≥ 0: some summand is, and it outweighs the other or the other is as well."""
        first, second = self.among(self.first, signs), self.among(self.second, signs)
        opposite = frozenset(-s for s in signs)
        if FALSE in (first, second):
            return FALSE if first == second else self._both(first, second, signs, opposite)
        if first == TRUE:
            return any_of(second, self.among(self.larger, signs))
        if second == TRUE:
            return any_of(first, self.among(self.larger, opposite))
        above, below = self.among(self.larger, signs), self.among(self.larger, opposite)
        return any_of(all_of(first, above), all_of(second, any_of(first, below)))

    def _both(self, first: Formula, second: Formula, signs: frozenset[int], opposite: frozenset[int]) -> Formula:
        if second == FALSE:
            return all_of(first, self.among(self.larger, signs))
        return all_of(second, self.among(self.larger, opposite))

    def _cancels(self) -> Formula:
        balance = self.among(self.larger, ZERO)
        if balance == FALSE:
            return FALSE
        up, down = ZERO | POSITIVE, ZERO | NEGATIVE
        falling = all_of(self.among(self.first, up), self.among(self.second, down))
        rising = all_of(self.among(self.first, down), self.among(self.second, up))
        return all_of(balance, any_of(falling, rising))

    def _differs(self) -> Formula:
        apart = self.among(self.larger, NEGATIVE | POSITIVE)
        same = [all_of(self.among(self.first, s), self.among(self.second, s)) for s in (POSITIVE, NEGATIVE)]
        return all_of(self.among(self.common, NEGATIVE | POSITIVE), any_of(apart, *same))
