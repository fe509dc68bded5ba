"""Labels on one leaf as a function of the signs of its curves."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .bivariate import ANY, signs_on
from .conditions import Conditions
from .logic import SINGLE, Condition, Evaluation, factors_of
from .parts import Game, Label, Leaf
from .report import Rejected

MOST_SPLITS = 6
Signs = Mapping[int, int]


class View:
    """A leaf: what the signs of all factors on the rectangle leave open of the conditions.

    Parameters
    ----------
    leaf
        The rectangle and its curves.
    game, conditions
        What holds where.
    name
        How messages call the leaf.
    """

    def __init__(self, leaf: Leaf, game: Game, conditions: Conditions, name: str) -> None:
        self.leaf, self.game, self.conditions, self.name = leaf, game, conditions, name
        self.listed = frozenset(leaf.curves)
        self._masks: dict[int, int] = {}
        whole = Evaluation(lambda factor: ANY if factor in self.listed else self.mask(factor))
        self.valid = whole.simplified(conditions.valid)
        self.exists = [whole.simplified(condition) for condition in conditions.exists]
        self.rules = [whole.simplified(condition) for condition in conditions.rules]
        self.unlisted = whole.simplified(conditions.unlisted)
        self._known: dict[tuple[int, ...], Label | None] = {}
        self._claimed: dict[tuple[int, ...], Label | None] = {}
        self._holding: dict[tuple[int, ...], frozenset[int]] = {}
        everything = (self.valid, *self.exists, *self.rules, self.unlisted)
        self._open = sorted({factor for condition in everything for factor in factors_of(condition)})
        self.complete = all(f in self.listed or self.mask(f) in SINGLE for f in self._open)

    def mask(self, factor: int) -> int:
        """Return the possible signs of a factor on the rectangle."""
        if factor not in self._masks:
            self._masks[factor] = signs_on(self.conditions.field.factors[factor], self.leaf.box)
        return self._masks[factor]

    def meets(self, signs: Signs) -> bool:
        """Whether the rectangle may hold points at which the curves have these signs."""
        return all(self.mask(curve) & SINGLE[sign + 1] for curve, sign in signs.items())

    def key(self, signs: Signs) -> tuple[int, ...]:
        """Return the signs on which something depends here; 2 for those of factors that are no curves of the cell."""
        return tuple(signs.get(factor, 2) for factor in self._open)

    def label(self, signs: Signs) -> Label | None:
        """Return the label where the curves have these signs, those of the leaf and others of the cell."""
        key = self.key(signs)
        if key not in self._known:
            self._known[key] = self._label(self._evaluated(signs))
        return self._known[key]

    def label_of_cell(self, signs: Signs) -> Label | None:
        """Return the label of a cell that has a point on the leaf; reject two labels for the same listed signs."""
        found = self.label(signs)
        listed = tuple(signs[curve] for curve in self.leaf.curves)
        if self._claimed.setdefault(listed, found) != found:
            raise Rejected(f"{self.name}: the label is no function of the signs of the leaf's curves")
        return found

    def equilibria(self, signs: Signs) -> frozenset[int]:
        """Return the listed outcomes that are outcomes of the concept, whatever the conditions of their regimes."""
        key = self.key(signs)
        if key not in self._holding:
            decide = self._evaluated(signs)
            self._holding[key] = frozenset(k for k, c in enumerate(self.exists) if decide(c, f"outcomes[{k}]"))
        return self._holding[key]

    def _evaluated(self, signs: Signs) -> Callable[[Condition, str], bool]:
        def masks(factor: int) -> int:
            return SINGLE[signs[factor] + 1] if factor in signs else self.mask(factor)

        base = Evaluation(masks)

        def decide(condition: Condition, name: str) -> bool:
            truth = base.truth(condition)
            if truth is None:
                truth = _by_cases(condition, masks, MOST_SPLITS)
            if truth is None:
                raise Rejected(f"{self.name}: {name} depends on more than signs of curves")
            return truth

        return decide

    def _label(self, decide: Callable[[Condition, str], bool]) -> Label | None:
        if not decide(self.valid, "the domain"):
            return None
        if decide(self.unlisted, "that no other profile is an outcome"):
            raise Rejected(f"{self.name}: a profile that is not listed is an outcome")
        holding = frozenset(
            k
            for k in range(len(self.exists))
            if decide(self.exists[k], f"outcomes[{k}]") and decide(self.rules[k], f"the rule of outcomes[{k}]")
        )
        regimes = {self.game.outcomes[k].regime for k in holding}
        return Label(holding, frozenset(regimes) | self.game.joins.get(holding, frozenset()))


def _by_cases(condition: Condition, masks: Callable[[int], int], splits: int) -> bool | None:
    """Return the truth if it is the same for every sign of the factors that are open."""
    truth = Evaluation(masks).truth(condition)
    if truth is not None or splits == 0:
        return truth
    factor = next((f for f in factors_of(condition) if masks(f) not in SINGLE), None)
    if factor is None:
        return None
    found = set()
    for bit in SINGLE:
        if masks(factor) & bit:
            found.add(_by_cases(condition, _fixed(masks, factor, bit), splits - 1))
            if None in found or len(found) == 2:
                return None
    return found.pop()


def _fixed(masks: Callable[[int], int], factor: int, bit: int) -> Callable[[int], int]:
    return lambda other: bit if other == factor else masks(other)
