"""Conditions that one evaluation leaves open: the same truth in every case, or on every part of a rectangle."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from .bivariate import Poly, Rectangle, quarters, signs_on
from .logic import SINGLE, Condition, Evaluation, Sign, factors_of

MOST_SPLITS, MOST_DEPTH = 6, 4
Masks = Callable[[int], int]


class Within(Evaluation):
    """Signs on a part of a set, where what is known of the whole set holds as well.

    Parameters
    ----------
    masks
        The set of signs that a factor takes on the part.
    whole
        The signs on the whole set.
    """

    def __init__(self, masks: Masks, whole: Evaluation) -> None:
        super().__init__(masks)
        self._whole = whole

    def _sign(self, node: Sign) -> int:
        found, known = super()._sign(node), self._whole.sign(node)
        return found & known or known


class Parts:
    """Truths on the parts of a rectangle that a set may meet.

    Parameters
    ----------
    factors
        The polynomials.
    known
        The factors that have one sign on the set.
    whole
        The signs on the set.
    """

    def __init__(self, factors: Sequence[Poly], known: Mapping[int, int], whole: Evaluation) -> None:
        self._factors, self._fixed, self._whole = factors, known, whole

    def truth(self, condition: Condition, box: Rectangle, depth: int = MOST_DEPTH) -> bool | None:
        """Return the truth if it is the same on all quarters of a rectangle that the set may meet."""
        found = set()
        for part in quarters(box):
            if any(not signs_on(self._factors[f], part, 0) & mask for f, mask in self._fixed.items()):
                continue
            masks = self._on(part)
            truth = Within(masks, self._whole).truth(condition)
            if truth is None:
                truth = by_cases(condition, masks, self._whole)
            if truth is None and depth > 1:
                truth = self.truth(condition, part, depth - 1)
            found.add(truth)
            if None in found or len(found) == 2:
                return None
        return found.pop() if found else None

    def _on(self, part: Rectangle) -> Masks:
        known: dict[int, int] = {}

        def masks(factor: int) -> int:
            if factor not in known:
                own = self._whole.masks(factor)
                known[factor] = own if own in SINGLE else own & signs_on(self._factors[factor], part) or own
            return known[factor]

        return masks


def by_cases(condition: Condition, masks: Masks, whole: Evaluation, splits: int = MOST_SPLITS) -> bool | None:
    """Return the truth if it is the same for every sign of the factors that are open."""
    part = Within(masks, whole)
    truth = part.truth(condition)
    if truth is not None or splits == 0:
        return truth
    factor = next((f for f in factors_of(condition) if masks(f) not in SINGLE), None)
    if factor is None:
        return None
    found = set()
    for bit in SINGLE:
        if masks(factor) & bit:
            found.add(by_cases(condition, _fixed(masks, factor, bit), part, splits - 1))
            if None in found or len(found) == 2:
                return None
    return found.pop()


def _fixed(masks: Masks, factor: int, bit: int) -> Masks:
    return lambda other: bit if other == factor else masks(other)
