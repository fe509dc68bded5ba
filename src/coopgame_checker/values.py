"""Values of expressions: quotients in square roots, least and greatest items, and cases by a sign.

Nothing is divided: a quotient keeps its numerator and denominator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations

from .bivariate import constant
from .elements import Element, Elements, name_of, negative
from .logic import Case, Extreme, Factors, Sign, Surd, Times, Twice

MOST_ITEMS = 64


@dataclass(frozen=True, eq=False)
class Ratio:
    """A quotient of two sums of products of square roots, the roots given by bits."""

    above: Element
    below: Element


@dataclass(frozen=True, eq=False)
class Pick:
    """The least or the greatest of some values."""

    least: bool
    items: tuple[Value, ...]


@dataclass(frozen=True, eq=False)
class Switch:
    """One of two values, by a sign; where that is zero, either is right, or the value is of no concern."""

    on: Sign
    below: Value
    above: Value


Value = Ratio | Pick | Switch


class Field(Elements):
    """Arithmetic on values, and their signs."""

    def sign(self, a: Value) -> Sign:
        """Return the sign of a value."""
        if isinstance(a, Ratio):
            return self.product_sign(self.element_sign(a.above), self.element_sign(a.below))
        if isinstance(a, Switch):
            return Case(a.on, self.sign(a.below), self.sign(a.above))
        differences = tuple(
            (i, j, self.sign(self.minus(item, other)))
            for i, item in enumerate(a.items)
            for j, other in enumerate(a.items[:i])
            if isinstance(item, Ratio) and isinstance(other, Ratio)
        )
        plain = Extreme(a.least, tuple(self.sign(item) for item in a.items), differences)
        if all(isinstance(item, Ratio) for item in a.items):
            return plain
        return Twice(plain, self.sign(self._cases(a)))

    def number(self, numerator: int, denominator: int = 1) -> Value:
        """Return a rational number; the denominator is positive."""
        return Ratio({0: constant(numerator)} if numerator else {}, {0: constant(denominator)})

    def plus(self, a: Value, b: Value) -> Value:
        """Return a + b; a least or greatest item stays one."""
        if isinstance(b, Pick) and not isinstance(a, Pick):
            a, b = b, a
        if isinstance(a, Switch) or isinstance(b, Switch):
            return self.lifted(self.plus, a, b)
        if isinstance(a, Pick):
            return self.pick(a.least, tuple(self.plus(item, b) for item in a.items))
        if isinstance(b, Pick):
            raise ArithmeticError("the order of the operands")
        self.spend()
        if name_of(a.below) == name_of(b.below):
            return Ratio(self.element_sum(a.above, b.above), a.below)
        left, right = self.element_product(a.above, b.below), self.element_product(b.above, a.below)
        return Ratio(self.element_sum(left, right), self.element_product(a.below, b.below))

    def minus(self, a: Value, b: Value) -> Value:
        """Return a - b."""
        return self.plus(a, self.opposite(b))

    def opposite(self, a: Value) -> Value:
        """Return -a."""
        if isinstance(a, Ratio):
            return Ratio(negative(a.above), a.below)
        if isinstance(a, Pick):
            return Pick(not a.least, tuple(self.opposite(item) for item in a.items))
        return Switch(a.on, self.opposite(a.below), self.opposite(a.above))

    def times(self, a: Value, b: Value) -> Value:
        """Return a · b; a least item times a number is a least or a greatest item, times others it becomes cases."""
        if isinstance(b, Pick) and isinstance(a, Ratio):
            a, b = b, a
        if isinstance(a, Pick) and isinstance(b, Ratio) and number_sign(self.sign(b)) is not None:
            return self._scaled(a, b)
        if not (isinstance(a, Ratio) and isinstance(b, Ratio)):
            return self.lifted(self.times, a, b)
        self.spend()
        return Ratio(self.element_product(a.above, b.above), self.element_product(a.below, b.below))

    def _scaled(self, a: Pick, b: Ratio) -> Value:
        items = tuple(self.times(item, b) for item in a.items)
        return self.switch(self.sign(b), self.pick(not a.least, items), self.pick(a.least, items))

    def over(self, a: Value, b: Value) -> Value:
        """Return a / b; of no concern where b is zero."""
        if isinstance(a, Pick) and isinstance(b, Ratio):
            return self._scaled(a, Ratio(b.below, b.above))
        if not (isinstance(a, Ratio) and isinstance(b, Ratio)):
            return self.lifted(self.over, a, b)
        return Ratio(self.element_product(a.above, b.below), self.element_product(a.below, b.above))

    def square_root(self, a: Value) -> Value:
        """Return the square root; of no concern where a is negative."""
        if not isinstance(a, Ratio):
            return self.lifted(lambda u, _: self.square_root(u), a, self.number(0))
        # sqrt(N/D) = sqrt(N D) / |D|
        top = self.root(self.element_product(a.above, a.below))
        flipped, straight = Ratio(top, negative(a.below)), Ratio(top, a.below)
        return self.switch(self.element_sign(a.below), flipped, straight)

    def pick(self, least: bool, items: tuple[Value, ...]) -> Value:
        """Return the least or the greatest of some values; those that are known to lose are left out."""
        for k, item in enumerate(items):
            if isinstance(item, Switch):
                below, above = (self.pick(least, (*items[:k], a, *items[k + 1 :])) for a in (item.below, item.above))
                return self.switch(item.on, below, above)
        kept: list[Value] = []
        for part in (part for a in items for part in _parts(a, least)):
            if any(self._beats(other, part, least) for other in kept):
                continue
            kept = [other for other in kept if not self._beats(part, other, least)]
            kept.append(part)
        if sum(_size(item) for item in kept) > MOST_ITEMS:
            return self._cases(Pick(least, tuple(kept)))
        return kept[0] if len(kept) == 1 else Pick(least, tuple(kept))

    def _beats(self, a: Value, b: Value, least: bool) -> bool:
        if not (isinstance(a, Ratio) and isinstance(b, Ratio)):
            return False
        known = number_sign(self.sign(self.minus(b, a)))
        return known is not None and known * (1 if least else -1) >= 0

    def switch(self, on: Sign, below: Value, above: Value) -> Value:
        """Return the value chosen by a sign, at once if the sign is known."""
        known = number_sign(on)
        if known is not None:
            return above if known > 0 else below
        if isinstance(on, Factors) and on.constant < 0:
            on, below, above = self.factors_sign(1, on.factors, on.simple), above, below
        return Switch(on, self._given(below, on, False), self._given(above, on, True))

    def _given(self, a: Value, on: Sign, above: bool) -> Value:
        """Return a value where it is known which case of a sign applies."""
        if isinstance(a, Pick):
            return self._picked(a, on, above)
        if not isinstance(a, Switch):
            return a
        if a.on is on:
            return self._given(a.above if above else a.below, on, above)
        below, over = self._given(a.below, on, above), self._given(a.above, on, above)
        return a if below is a.below and over is a.above else Switch(a.on, below, over)

    def _picked(self, a: Pick, on: Sign, above: bool) -> Value:
        """Leave out the items that lose where it is known which case of a sign applies."""
        if not isinstance(on, Factors):
            return a
        kept = list(a.items)
        for item, other in permutations([item for item in a.items if isinstance(item, Ratio)], 2):
            if item in kept and other in kept:
                difference = self.sign(self.minus(item, other))
                same = isinstance(difference, Factors) and difference.factors == on.factors
                if same and isinstance(difference, Factors) and (difference.constant > 0) == (above == a.least):
                    kept.remove(item)
        return kept[0] if len(kept) == 1 else Pick(a.least, tuple(kept))

    def lifted(self, operation: Callable[[Value, Value], Value], a: Value, b: Value) -> Value:
        """Apply an operation in every case; least and greatest items become cases only where nothing else is left."""
        if isinstance(a, Switch):
            return self.switch(
                a.on, operation(a.below, self._given(b, a.on, False)), operation(a.above, self._given(b, a.on, True))
            )
        if isinstance(b, Switch):
            return self.switch(b.on, operation(a, b.below), operation(a, b.above))
        if isinstance(a, Pick):
            return operation(self._cases(a), b)
        return operation(a, self._cases(b)) if isinstance(b, Pick) else operation(a, b)

    def _cases(self, a: Pick) -> Value:
        """Return a least or greatest item as cases of the signs of differences."""

        def better(u: Value, v: Value) -> Value:
            if not (isinstance(u, Ratio) and isinstance(v, Ratio)):
                return self.lifted(better, u, v)
            below, above = (u, v) if a.least else (v, u)
            return self.switch(self.sign(self.minus(u, v)), below, above)

        out = a.items[0]
        for item in a.items[1:]:
            out = better(out, item)
        return out


def _parts(a: Value, least: bool) -> tuple[Value, ...]:
    """Return the items of a value of the same kind, else the value."""
    return a.items if isinstance(a, Pick) and a.least is least else (a,)


def _size(a: Value) -> int:
    return sum(_size(item) for item in a.items) if isinstance(a, Pick) else 1


def number_sign(node: Sign) -> int | None:
    """Return the sign where it is known without any factor's."""
    if isinstance(node, Factors):
        return None if node.factors else node.constant
    if isinstance(node, Surd):
        return _number_surd(node)
    if isinstance(node, Twice):
        known = number_sign(node.first)
        return number_sign(node.second) if known is None else known
    if isinstance(node, Times):
        out = 1
        for item in node.items:
            known = number_sign(item)
            if known is None:
                return None
            out *= known
        return out
    return None


def _number_surd(node: Surd) -> int | None:
    plain, slope, radicand = number_sign(node.plain), number_sign(node.slope), number_sign(node.radicand)
    if plain is None or slope is None or radicand is None:
        return None
    other = slope * radicand
    if plain * other >= 0:
        return plain or other
    norm = number_sign(node.norm)
    return None if norm is None else plain * norm
