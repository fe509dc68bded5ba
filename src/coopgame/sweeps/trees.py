"""Compiled sign trees: which conditions hold at the points of a block, and by how much.

Truth is kept as bits, eight points a byte.  A tree is read in three ways: as it stands, with every sign within its
rounding bound taken as zero; certainly, where such a sign may be any; and possibly.  All trees are monotone in their
comparisons, so what holds certainly and possibly alike is so at the exact point.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from coopgame.conditions import All, Formula, Polynomial, Sign
from coopgame.conditions.formulas import SIGNS
from coopgame.sweeps.task import Array

#: A node: what it is, what it refers to, and the signs that satisfy a comparison.
Node = tuple[str, tuple[int, ...], frozenset[int]]
EXACTLY, CERTAINLY, POSSIBLY = "exactly", "certainly", "possibly"


@dataclass(frozen=True)
class Signs:
    """The signs of polynomials at a block, as bits: where each is negative, positive, or may be zero."""

    size: int
    negative: Sequence[Array]
    positive: Sequence[Array]
    zero: Sequence[Array]

    @classmethod
    def of(cls, size: int, values: Sequence[Array], bounds: Sequence[Array | float]) -> Signs:
        """Return the signs of values at so many points, with bounds on their errors; ``nan`` has no sign."""
        negative, positive, zero = [], [], []
        for value, bound in zip(values, bounds, strict=True):
            below, above = np.packbits(value < -bound), np.packbits(value > bound)
            undefined = np.packbits(np.isnan(value))
            negative.append(below)
            positive.append(above)
            zero.append(~(below | above | undefined))
        return cls(size, negative, positive, zero)

    @property
    def doubtful(self) -> bool:
        """Whether any sign may be zero."""
        return any(bits.any() for bits in self.zero)

    def holds(self, place: int, signs: frozenset[int], how: str) -> Array:
        """Return where the sign of a polynomial is among some."""
        found = np.zeros_like(self.zero[place])
        if -1 in signs:
            found |= self.negative[place]
        if 1 in signs:
            found |= self.positive[place]
        if how == POSSIBLY or (how == EXACTLY and 0 in signs):
            found |= self.zero[place]
        return found


@dataclass(frozen=True)
class Forest:
    """Sign trees with their common parts once.

    Attributes
    ----------
    nodes
        Each after its parts: ``("sign", (polynomial,), signs)``, ``("all", parts, ∅)`` or ``("any", parts, ∅)``.
    """

    nodes: tuple[Node, ...]

    def truth(self, signs: Signs, how: str) -> list[Array]:
        """Return the bits of every node."""
        found: list[Array] = []
        empty = np.zeros((signs.size + 7) // 8, dtype=np.uint8)
        for kind, parts, satisfied in self.nodes:
            if kind == "sign":
                found.append(signs.holds(parts[0], satisfied, how))
            elif kind == "all":
                bits = ~empty
                for part in parts:
                    np.bitwise_and(bits, found[part], out=bits)
                found.append(bits)
            else:
                bits = empty.copy()
                for part in parts:
                    np.bitwise_or(bits, found[part], out=bits)
                found.append(bits)
        return found

    def margins(
        self, size: int, values: Sequence[Array], scales: Sequence[float], wanted: Sequence[int]
    ) -> list[Array]:
        """Return by how much some nodes hold: positive inside, negative outside, 0 on the border.

        A comparison holds by the value of its polynomial times a scale; all parts by the least, some part by the most.
        """
        needed = self._needed(wanted)
        left = {i: wanted.count(i) for i in needed}
        for i in needed:
            for part in self.nodes[i][1] if self.nodes[i][0] != "sign" else ():
                left[part] += 1
        found: dict[int, Array] = {}
        for i in needed:
            kind, parts, satisfied = self.nodes[i]
            if kind == "sign":
                found[i] = _leaf(values[parts[0]] * scales[parts[0]], satisfied)
                continue
            take = np.minimum if kind == "all" else np.maximum
            total = np.full(size, 1.0 if kind == "all" else -1.0)
            for part in parts:
                take(total, found[part], out=total)
                left[part] -= 1
                if not left[part]:
                    del found[part]
            found[i] = total
        return [found[i] for i in wanted]

    def _needed(self, wanted: Sequence[int]) -> list[int]:
        seen, waiting = set(wanted), list(wanted)
        while waiting:
            kind, parts, _ = self.nodes[waiting.pop()]
            new = [part for part in parts if kind != "sign" and part not in seen]
            seen.update(new)
            waiting += new
        return sorted(seen)


def _leaf(value: Array, signs: frozenset[int]) -> Array:
    if signs == {0}:
        value = -np.abs(value)
    elif signs == {-1, 1}:
        value = np.abs(value)
    elif -1 in signs:
        value = -value
    # Scaled values are at most about 1, so an undefined comparison fails by as much as any can.
    return np.where(np.isnan(value), -1.0, np.clip(value, -1.0, 1.0))


@dataclass
class Planter:
    """Numbers the nodes of sign trees as they are met; parts that trees share become one node.

    Attributes
    ----------
    place
        Numbers polynomials.
    """

    place: Callable[[Polynomial], int]
    nodes: dict[Node, int] = field(default_factory=dict)
    _known: dict[int, tuple[Formula, int]] = field(default_factory=dict)

    def plant(self, formula: Formula) -> int:
        """Return the number of a tree."""
        known = self._known.get(id(formula))
        if known is not None:
            return known[1]
        if isinstance(formula, Sign):
            node: Node = ("sign", (self.place(formula.polynomial),), SIGNS[formula.relation])
        else:
            parts = tuple(self.plant(part) for part in formula.parts)
            node = ("all" if isinstance(formula, All) else "any", parts, frozenset())
        number = self.nodes.setdefault(node, len(self.nodes))
        # The formula is kept, or another one could get its identity.
        self._known[id(formula)] = (formula, number)
        return number

    def either(self, trees: tuple[int, ...]) -> int:
        """Return the number of the tree that says that one of some trees holds."""
        return self.nodes.setdefault(("any", trees, frozenset()), len(self.nodes))

    def finished(self) -> Forest:
        """Return the trees."""
        return Forest(tuple(self.nodes))
