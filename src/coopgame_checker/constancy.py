"""Signs that do not change on a connected set, so that one of its points tells them.

A value that is continuous and nowhere zero on a connected set has one sign there.  That it is nowhere zero often
follows from its norm, a product of curves, although the signs of the polynomials on the way to the norm change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .bivariate import NEGATIVE, POSITIVE, ZERO
from .logic import SINGLE, Atom, Both, Case, Condition, Either, Evaluation, Factors, Sign, Surd, Twice, parts_of


class Constant(Evaluation):
    """Signs on a connected set that has a point at which all signs are known.

    Parameters
    ----------
    masks
        The set of signs that a factor takes on the connected set.
    point
        The sign of a factor at one of its points, as a set of one sign.
    curve
        The curve on which the set is an arc; None if it is none.
    """

    def __init__(self, masks: Callable[[int], int], point: Callable[[int], int], curve: int | None = None) -> None:
        super().__init__(masks)
        self._point, self._curve = Evaluation(point), curve
        self._learnt: dict[int, tuple[Sign, int]] = {}

    def learn(self, conditions: Iterable[Condition]) -> bool:
        """Note which radicands of some conditions are positive because norms are not; False if nothing is new.

        A² - B² C < 0 needs C > 0, and so does A² - B² C <= 0 where A is not zero.
        """
        learnt: dict[int, tuple[Sign, int]] = {}
        for node in self._surds(conditions):
            norm = self.sign(node.norm)
            negative = norm == NEGATIVE or not (norm & POSITIVE or self.sign(node.plain) & ZERO)
            open_part = self.sign(node.radicand) not in SINGLE
            if negative and open_part and all(map(self._continuous, (node.norm, node.plain, node.slope))):
                learnt[id(node.radicand)] = (node.radicand, POSITIVE)
        if learnt:
            self._learnt |= learnt
            self._signs, self._truths = dict(self._learnt), {}
        return bool(learnt)

    def _surds(self, conditions: Iterable[Condition]) -> Iterator[Surd]:
        """Yield the sums of products of roots in conditions that are open."""
        todo: list[Sign | Condition] = [*conditions]
        seen = set()
        while todo:
            item = todo.pop()
            decided = isinstance(item, Atom | Both | Either) and self.truth(item) is not None
            if id(item) in seen or decided:
                continue
            seen.add(id(item))
            todo += parts_of(item)
            if isinstance(item, Surd):
                yield item

    def _sign(self, node: Sign) -> int:
        found = super()._sign(node)
        if found in SINGLE or not self._constant(node, found) or not self._continuous(node):
            return found
        there = self._point.sign(node)
        return there if there in SINGLE and there & found else found

    def _constant(self, node: Sign, found: int) -> bool:
        """Whether a value has one sign if it is continuous."""
        if not found & ZERO:
            return True
        # A² = B² C everywhere: A + B sqrt(C) is zero or 2 A.  Where A is nowhere zero, the points at which it is zero
        # and those at which A - B sqrt(C) is are two closed sets without a point in common, so that one is empty.
        return (
            isinstance(node, Surd)
            and self.sign(node.norm) == ZERO
            and not (self.sign(node.plain) & ZERO and (self.sign(node.slope) | self.sign(node.radicand)) & ZERO)
        ) or self._simple(node)

    def _simple(self, node: Sign) -> bool:
        """Whether at each point of an arc at most one of a value and its conjugates is zero.

        Their product, the norm, is the arc's curve times polynomials that are not zero.  The curve has a derivative in
        y that is not zero on the arc, so that the norm has; if two conjugates were zero at a point the norm's would be
        too.  Conjugates are smooth, and continue along the arc, as no radicand nor any of its conjugates is zero.
        """
        if self._curve is None or not isinstance(node, Surd):
            return False
        norm = _last(node)
        if self._curve not in norm.simple or any(self.masks(f) & ZERO for f, _ in norm.factors if f != self._curve):
            return False
        return not any(self.sign(_last(radicand)) & ZERO for radicand in _radicands(node))

    def _continuous(self, node: Sign) -> bool:
        """Whether a value is proved to be defined and continuous on the whole set."""
        if isinstance(node, Factors):
            return True
        if isinstance(node, Surd):
            rooted = not self.sign(node.radicand) & NEGATIVE
            return rooted and all(map(self._continuous, (node.plain, node.slope, node.radicand)))
        if isinstance(node, Twice):
            return self._continuous(node.first)
        if isinstance(node, Case):
            on = self.sign(node.on)
            return on in SINGLE and on != ZERO and self._continuous(node.below if on == NEGATIVE else node.above)
        return all(map(self._continuous, node.items))


def _last(node: Sign) -> Factors:
    """Return the norm of the norm and so on, in which no root is left: the product of a value and its conjugates."""
    while not isinstance(node, Factors):
        if isinstance(node, Surd):
            node = node.norm
        elif isinstance(node, Twice):
            node = node.first
        else:
            raise TypeError("a value that is no sum of products of roots has no norm")
    return node


def _radicands(node: Sign) -> Iterator[Sign]:
    """Yield the radicands of all roots in a sum of products of roots, those inside others too."""
    if isinstance(node, Surd):
        yield node.radicand
        for part in (node.plain, node.slope, node.radicand):
            yield from _radicands(part)
    elif isinstance(node, Twice):
        yield from _radicands(node.first)
