"""Labels on one leaf as a function of the signs of its curves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from .around import Around
from .bivariate import ANY, signs_on
from .cases import Parts, by_cases
from .conditions import Conditions
from .constancy import Constant
from .logic import SINGLE, Condition, Evaluation, factors_of
from .parts import Game, Label, Leaf
from .report import Rejected
from .slices import Cell
from .spots import Spot, Spots

Signs = Mapping[int, int]
Masks = Callable[[int], int]
Decide = Callable[[Condition, str], bool]
T = TypeVar("T")


class Undecided(Rejected):
    """The signs of curves leave a condition open."""


class View:
    """A leaf: what the signs of all factors on the rectangle leave open of the conditions.

    Parameters
    ----------
    leaf
        The rectangle and its curves.
    game, conditions
        What holds where.
    known
        Points of cells, and signs of polynomials on cells.
    name
        How messages call the leaf.
    """

    def __init__(self, leaf: Leaf, game: Game, conditions: Conditions, known: tuple[Spots, Around], name: str) -> None:
        self.leaf, self.game, self.conditions, self.name = leaf, game, conditions, name
        self.spots, self._around = known
        self.listed = frozenset(leaf.curves)
        self._masks: dict[int, int] = {}
        whole = Evaluation(lambda factor: ANY if factor in self.listed else self.mask(factor))
        self.valid = whole.simplified(conditions.valid)
        self.exists = [whole.simplified(condition) for condition in conditions.exists]
        self.rules = [whole.simplified(condition) for condition in conditions.rules]
        self.unlisted = whole.simplified(conditions.unlisted)
        self._known: dict[tuple[int, ...] | Cell, Label | None] = {}
        self._claimed: dict[tuple[int, ...], Label | None] = {}
        self._holding: dict[tuple[int, ...] | Cell, frozenset[int]] = {}
        self._conditions = (self.valid, *self.exists, *self.rules, self.unlisted)
        self._open = sorted({factor for condition in self._conditions for factor in factors_of(condition)})
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

    def label(self, signs: Signs, cell: Cell) -> Label | None:
        """Return the label where the curves have these signs, those of the leaf and others of the cell."""
        return self._found(self._known, signs, cell, self._label)

    def label_of_cell(self, signs: Signs, cell: Cell) -> Label | None:
        """Return the label of a cell that has a point on the leaf; reject two labels for the same listed signs."""
        found = self.label(signs, cell)
        listed = tuple(signs[curve] for curve in self.leaf.curves)
        if self._claimed.setdefault(listed, found) != found:
            raise Rejected(f"{self.name}: the label is no function of the signs of the leaf's curves")
        return found

    def check(self, signs: Signs, cell: Cell) -> None:
        """Prove that the label is the same on each connected component of the part of a cell on the leaf."""
        try:
            self.label(signs, cell)
        except Undecided:
            if self.spots.of(cell, self.leaf):
                raise

    def equilibria(self, signs: Signs, cell: Cell) -> frozenset[int]:
        """Return the listed outcomes that are outcomes of the concept, whatever the conditions of their regimes."""
        return self._found(self._holding, signs, cell, self._equilibria)

    def _equilibria(self, decide: Decide) -> frozenset[int]:
        return frozenset(k for k, c in enumerate(self.exists) if decide(c, f"outcomes[{k}]"))

    def _found(
        self, known: dict[tuple[int, ...] | Cell, T], signs: Signs, cell: Cell, find: Callable[[Decide], T]
    ) -> T:
        """Return what is found from the signs alone or, where they leave it open, from points of the cell."""
        key = self.key(signs)
        if key in known:
            return known[key]
        if cell in known:
            return known[cell]
        masks = self._masks_of(signs)
        try:
            known[key] = found = find(self._decided(masks, Evaluation(masks)))
        except Undecided:
            known[cell] = found = self._local(signs, cell, find)
        return found

    def _local(self, signs: Signs, cell: Cell, find: Callable[[Decide], T]) -> T:
        found = [self._near(signs, cell, spot, find) for spot in self.spots.of(cell, self.leaf)]
        if not found:
            raise Undecided(f"{self.name}: no point of a cell that the leaf should hold")
        if any(other != found[0] for other in found):
            raise Rejected(f"{self.name}: two labels on one cell")
        return found[0]

    def _near(self, signs: Signs, cell: Cell, spot: Spot, find: Callable[[Decide], T]) -> T:
        """Return what is found on the component of a cell around one of its points."""
        plain, point = self._masks_of(signs), self._masks_at(spot, signs)
        if self.spots.alone(cell):
            return find(self._decided(point, Evaluation(point)))
        curve = self._around.curve_of(cell)
        try:
            return find(self._decided(plain, Constant(plain, point, curve)))
        except Undecided:
            masks = self._masks_around(plain, point, cell)
            base = Constant(masks, point, curve)
            while base.learn(self._conditions):
                pass
            known = {factor: SINGLE[sign + 1] for factor, sign in signs.items()}
            return find(self._decided(masks, base, Parts(self.conditions.field.factors, known, base)))

    def _masks_around(self, plain: Masks, point: Masks, cell: Cell) -> Masks:
        """Return the signs of factors on the component of a cell around a point, which may be all there is of it."""
        known: dict[int, int] = {}

        def masks(factor: int) -> int:
            if factor not in known:
                own = plain(factor)
                if own not in SINGLE:
                    own &= self._around.mask(self.conditions.field.factors[factor], cell, self.leaf) | point(factor)
                    if not own:
                        raise Rejected(f"{self.name}: a polynomial has no sign on a cell")
                known[factor] = own
            return known[factor]

        return masks

    def _masks_of(self, signs: Signs) -> Masks:
        return lambda factor: SINGLE[signs[factor] + 1] if factor in signs else self.mask(factor)

    def _masks_at(self, spot: Spot, signs: Signs) -> Masks:
        """Return the signs of factors at a point of a cell."""
        known: dict[int, int] = {}

        def masks(factor: int) -> int:
            if factor not in known:
                known[factor] = signs[factor] if factor in signs else spot(self.conditions.field.factors[factor])
            return SINGLE[known[factor] + 1]

        return masks

    def _decided(self, masks: Masks, base: Evaluation, parts: Parts | None = None) -> Decide:
        """Return what decides conditions by the signs of a set, by cases, or on each part of the leaf."""

        def decide(condition: Condition, name: str) -> bool:
            truth = base.truth(condition)
            if truth is None:
                truth = by_cases(condition, masks, base)
            if truth is None and parts is not None:
                truth = parts.truth(condition, self.leaf.box)
            if truth is None:
                raise Undecided(f"{self.name}: {name} depends on more than signs of curves")
            return truth

        return decide

    def _label(self, decide: Decide) -> Label | None:
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
