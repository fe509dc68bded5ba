r"""Formulas compiled to one graph of shared nodes over signs of curves, decided in three-valued logic.

What is known of the sign of a curve is a *mask*, the set of the signs it may have: bit 1 negative, bit 2 zero, bit 4
positive.  A graph *reduced* by masks keeps only what they leave open; it speaks of fewer curves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from coopgame.conditions import All, Formula, Polynomial, Sign

NEGATIVE, ZERO, POSITIVE, UNKNOWN = 1, 2, 4, 7
MASK = {-1: NEGATIVE, 0: ZERO, 1: POSITIVE}
#: The sign of a factored polynomial: that of the constant; for each factor the curve, and if its multiplicity is odd.
Factored = tuple[int, tuple[tuple[int, bool], ...]]
#: A comparison (constant, factors, mask of the signs that satisfy it) or a connective (whether all, numbers of parts).
Node = tuple[int, tuple[tuple[int, bool], ...], int] | tuple[bool, tuple[int, ...]]


def _times(a: int, b: int) -> int:
    signs = [s for s, bit in MASK.items() if a & bit]
    return _mask(s * t for s in signs for t, bit in MASK.items() if b & bit)


def _mask(signs: object) -> int:
    result = 0
    for s in signs:  # type: ignore[attr-defined] # an iterable of signs
        result |= MASK[s]
    return result


TIMES = [[_times(a, b) for b in range(8)] for a in range(8)]
SQUARE = [_mask(s * s for s, bit in MASK.items() if a & bit) for a in range(8)]


@dataclass(frozen=True)
class Program:
    """Nodes, parts before wholes, and for each formula its node or its truth."""

    nodes: tuple[Node, ...]
    roots: tuple[int | bool, ...]

    @cached_property
    def curves(self) -> tuple[int, ...]:
        """The curves that the formulas depend on."""
        return tuple(sorted({curve for node in self.nodes if len(node) == 3 for curve, _ in node[1]}))

    def _values(self, masks: Mapping[int, int]) -> list[bool | None]:
        values: list[bool | None] = []
        for node in self.nodes:
            values.append(_compared(node, masks) if len(node) == 3 else _combined(node, values))
        return values

    def truths(self, masks: Mapping[int, int]) -> tuple[bool | None, ...]:
        """Return the truth of each formula, None where the masks leave it open."""
        values = self._values(masks)
        return tuple(root if isinstance(root, bool) else values[root] for root in self.roots)

    def reduced(self, masks: Mapping[int, int]) -> Program:
        """Return what the masks leave open."""
        values = self._values(masks)
        roots = [root if isinstance(root, bool) else values[root] for root in self.roots]
        needed = {r for r, v in zip(self.roots, roots, strict=True) if v is None}
        for number in range(len(self.nodes) - 1, -1, -1):
            node = self.nodes[number]
            if number in needed and len(node) == 2:
                needed.update(part for part in node[1] if values[part] is None)
        place: dict[int, int] = {}
        kept: list[Node] = []
        for number in sorted(needed):
            node = self.nodes[number]
            if len(node) == 2:
                parts = tuple(dict.fromkeys(place[part] for part in node[1] if values[part] is None))
                if len(parts) == 1:
                    place[number] = parts[0]
                    continue
                node = (node[0], parts)
            place[number] = len(kept)
            kept.append(node)
        return Program(tuple(kept), tuple(place[r] if v is None else v for r, v in zip(self.roots, roots, strict=True)))


def _compared(node: Node, masks: Mapping[int, int]) -> bool | None:
    mask, factors, allowed = node  # type: ignore[misc] # a comparison has three parts
    for curve, odd in factors:
        own = masks.get(curve, UNKNOWN)
        mask = TIMES[mask][own if odd else SQUARE[own]]
    if not mask & allowed:
        return False
    return True if not mask & ~allowed else None


def _combined(node: Node, values: Sequence[bool | None]) -> bool | None:
    every, parts = node  # type: ignore[misc] # a connective has two parts
    decisive = not every
    unknown = False
    for part in parts:
        value = values[part]
        if value is decisive:
            return decisive
        unknown = unknown or value is None
    return None if unknown else every


class Compiler:
    """Collects formulas into one graph; equal nodes are stored once, formulas that are one object are walked once."""

    def __init__(self, factor: Callable[[Polynomial], Factored]) -> None:
        self._factor = factor
        self._nodes: list[Node] = []
        self._numbers: dict[Node, int] = {}
        self._seen: dict[int, tuple[Formula, int]] = {}

    def add(self, formula: Formula) -> int:
        """Return the node of a formula."""
        known = self._seen.get(id(formula))
        if known is None:
            if isinstance(formula, Sign):
                constant, factors = self._factor(formula.polynomial)
                node: Node = (MASK[constant], factors, _mask(formula.signs))
            else:
                node = (isinstance(formula, All), tuple(self.add(part) for part in formula.parts))
            if node not in self._numbers:
                self._numbers[node] = len(self._nodes)
                self._nodes.append(node)
            known = self._seen[id(formula)] = (formula, self._numbers[node])
        return known[1]

    def program(self, roots: Sequence[int]) -> Program:
        """Return the graph with these formulas as its results."""
        return Program(tuple(self._nodes), tuple(roots))
