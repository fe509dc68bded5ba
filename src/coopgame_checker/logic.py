"""Signs and conditions as graphs over the signs of factors, evaluated with sets of possible signs.

A set of signs is a sum of NEGATIVE, ZERO and POSITIVE; a truth that the sets leave open is None.  Signs that
contradict each other are those of no point at which the value is defined, so that any answer is right for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .bivariate import NEGATIVE, POSITIVE, ZERO

SINGLE = (NEGATIVE, ZERO, POSITIVE)
RELATIONS = {
    "<": NEGATIVE,
    "<=": NEGATIVE | ZERO,
    "=": ZERO,
    "!=": NEGATIVE | POSITIVE,
    ">=": ZERO | POSITIVE,
    ">": POSITIVE,
}


def _times(a: int, b: int) -> int:
    out = 0
    for i in (-1, 0, 1):
        for j in (-1, 0, 1):
            if a & SINGLE[i + 1] and b & SINGLE[j + 1]:
                out |= SINGLE[i * j + 1]
    return out


TIMES = tuple(tuple(_times(a, b) for b in range(8)) for a in range(8))


@dataclass(frozen=True, eq=False)
class Factors:
    """The sign of a constant times factors; an even power of a factor is marked, and what is known to occur once."""

    constant: int
    factors: tuple[tuple[int, bool], ...]
    simple: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class Times:
    """The sign of a product."""

    items: tuple[Sign, ...]


@dataclass(frozen=True, eq=False)
class Surd:
    """The sign of A + B sqrt(C), C >= 0, from the signs of A, B, C and A² - B² C."""

    plain: Sign
    slope: Sign
    radicand: Sign
    norm: Sign


@dataclass(frozen=True, eq=False)
class Extreme:
    """The sign of a least or greatest item, with signs of differences (i, j, sign of item i minus item j)."""

    least: bool
    items: tuple[Sign, ...]
    differences: tuple[tuple[int, int, Sign], ...]


@dataclass(frozen=True, eq=False)
class Twice:
    """The sign of one value, found in two ways; the sets of possible signs are intersected."""

    first: Sign
    second: Sign


@dataclass(frozen=True, eq=False)
class Case:
    """One of two signs, chosen by a sign; where that is zero, either is right."""

    on: Sign
    below: Sign
    above: Sign


Sign = Factors | Times | Surd | Extreme | Twice | Case


@dataclass(frozen=True, eq=False)
class Atom:
    """A sign is in a set."""

    sign: Sign
    allowed: int


@dataclass(frozen=True, eq=False)
class Both:
    """All of the conditions hold."""

    items: tuple[Condition, ...]


@dataclass(frozen=True, eq=False)
class Either:
    """One of the conditions holds."""

    items: tuple[Condition, ...]


Condition = Atom | Both | Either
TRUE, FALSE = Both(()), Either(())


class Evaluation:
    """Signs and truths where each factor has one of a set of signs; every node is evaluated once.

    Parameters
    ----------
    masks
        The set of signs of a factor.
    """

    def __init__(self, masks: Callable[[int], int]) -> None:
        self.masks = masks
        self._signs: dict[int, tuple[Sign, int]] = {}
        self._truths: dict[int, tuple[Condition, bool | None]] = {}

    def sign(self, node: Sign) -> int:
        """Return a set that holds the sign."""
        known = self._signs.get(id(node))
        if known is None:
            known = self._signs[id(node)] = (node, self._sign(node))
        return known[1]

    def _sign(self, node: Sign) -> int:
        if isinstance(node, Factors):
            return self._factors(node)
        if isinstance(node, Times):
            out = POSITIVE
            for item in node.items:
                out = TIMES[out][self.sign(item)]
            return out
        if isinstance(node, Surd):
            return self._surd(node)
        if isinstance(node, Extreme):
            return self._extreme(node)
        if isinstance(node, Twice):
            return self.sign(node.first) & self.sign(node.second) or self.sign(node.first)
        on = self.sign(node.on)
        if not on & POSITIVE:
            return self.sign(node.below)
        return self.sign(node.above) | (self.sign(node.below) if on & NEGATIVE else 0)

    def _factors(self, node: Factors) -> int:
        out = SINGLE[node.constant + 1]
        for factor, even in node.factors:
            mask = self.masks(factor)
            out = TIMES[out][TIMES[mask][mask] & (ZERO | POSITIVE) if even else mask]
            if out == ZERO:
                break
        return out

    def _surd(self, node: Surd) -> int:
        plain = self.sign(node.plain)
        # The radicand is not negative wherever the root is defined, and elsewhere the value is of no concern.
        other = TIMES[self.sign(node.slope)][self.sign(node.radicand) & (ZERO | POSITIVE)]
        norm = self.sign(node.norm)
        out = 0
        for a in (-1, 0, 1):
            for b in (-1, 0, 1):
                if plain & SINGLE[a + 1] and other & SINGLE[b + 1]:
                    out |= _surd_sign(a, b, norm)
        return out or ZERO

    def _extreme(self, node: Extreme) -> int:
        signs = [self.sign(item) for item in node.items]
        worse, better = (POSITIVE, NEGATIVE) if node.least else (NEGATIVE, POSITIVE)
        beaten = set()
        for i, j, difference in node.differences:
            mask = self.sign(difference)
            if mask == ZERO and signs[i] & signs[j]:
                signs[i] = signs[j] = signs[i] & signs[j]
            if mask == worse:
                beaten.add(i)
            elif mask in (better, ZERO, better | ZERO):
                beaten.add(j)
        candidates = 0
        for i, mask in enumerate(signs):
            candidates |= 0 if i in beaten else mask
        order = SINGLE if node.least else SINGLE[::-1]
        return candidates & _first(signs, order) or candidates or ZERO

    def truth(self, node: Condition) -> bool | None:
        """Return the truth, or None where the signs leave it open."""
        if isinstance(node, Atom):
            mask = self.sign(node.sign)
            return False if not mask & node.allowed else True if not mask & ~node.allowed else None
        known = self._truths.get(id(node))
        if known is None:
            known = self._truths[id(node)] = (node, self._junction(node))
        return known[1]

    def _junction(self, node: Both | Either) -> bool | None:
        deciding = isinstance(node, Either)
        out: bool | None = not deciding
        for item in node.items:
            truth = self.truth(item)
            if truth is deciding:
                return deciding
            if truth is None:
                out = None
        return out

    def simplified(self, node: Condition) -> Condition:
        """Return the condition without the parts whose truth is known."""
        truth = self.truth(node)
        if truth is not None:
            return TRUE if truth else FALSE
        if isinstance(node, Atom):
            return node
        rest = tuple(self.simplified(item) for item in node.items if self.truth(item) is None)
        if len(rest) == 1:
            return rest[0]
        return Both(rest) if isinstance(node, Both) else Either(rest)


def _surd_sign(plain: int, other: int, norm: int) -> int:
    """Return the signs of A + B' from those of A and B' = B sqrt(C), with the set of signs of A² - B'²."""
    if plain * other > 0:
        return SINGLE[plain + 1]
    if plain * other < 0:
        return TIMES[SINGLE[plain + 1]][norm]
    # With one of the two zero the norm has the sign of the other's square; other norms belong to other cases.
    needed = SINGLE[plain * plain - other * other + 1]
    return SINGLE[plain + other + 1] if norm & needed else 0


def _first(signs: list[int], order: tuple[int, ...]) -> int:
    """Return the possible signs of the item that comes first in an order of signs."""
    out = 0
    for k, bit in enumerate(order):
        rest = sum(order[k:])
        if any(mask & bit for mask in signs) and all(mask & rest for mask in signs):
            out |= bit
    return out


def factors_of(node: Sign | Condition) -> Iterator[int]:
    """Yield the factors that a sign or a condition mentions, some more than once."""
    todo: list[Sign | Condition] = [node]
    seen = set()
    while todo:
        item = todo.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, Factors):
            yield from (factor for factor, _ in item.factors)
        else:
            todo += parts_of(item)


def parts_of(item: Sign | Condition) -> list[Sign | Condition]:
    """Return the signs and conditions of which one consists."""
    if isinstance(item, Atom):
        return [item.sign]
    if isinstance(item, Surd):
        return [item.plain, item.slope, item.radicand, item.norm]
    if isinstance(item, Case):
        return [item.on, item.below, item.above]
    if isinstance(item, Extreme):
        return [*item.items, *(sign for _, _, sign in item.differences)]
    if isinstance(item, Twice):
        return [item.first, item.second]
    return [] if isinstance(item, Factors) else list(item.items)
