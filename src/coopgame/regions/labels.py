"""Labels of cells: which outcomes hold there, and which regimes they make."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from coopgame.conditions import Formula
from coopgame.regions.cells import Cells, Signs
from coopgame.regions.lines import Curves

#: Indices of the outcomes that hold, None outside the domain.
Holding = frozenset[int] | None
Regimes = frozenset[str] | None


@dataclass(frozen=True)
class Labelled:
    """Cells with the outcomes and regimes of each.

    Attributes
    ----------
    cells, curves
        The cells, and the curves that their sign vectors speak of.
    outcomes
        Pairs of a regime and the formula under which it is possible.
    domain
        The formula of the parameter space; where it fails, there is no label.
    """

    cells: Cells
    curves: Curves
    outcomes: tuple[tuple[str, Formula], ...]
    domain: Formula

    @cached_property
    def _memo(self) -> dict[Signs, Holding]:
        return {}

    def holding(self, signs: Signs) -> Holding:
        """Return which outcomes hold on a cell with this sign vector."""
        if signs not in self._memo:
            inside = self.curves.holds(self.domain, signs)
            own = (i for i, (_, formula) in enumerate(self.outcomes) if self.curves.holds(formula, signs))
            self._memo[signs] = frozenset(own) if inside else None
        return self._memo[signs]

    def regimes(self, signs: Signs) -> Regimes:
        """Return the regimes that are possible on a cell with this sign vector."""
        holding = self.holding(signs)
        return None if holding is None else frozenset(self.outcomes[i][0] for i in holding)


class UnionFind:
    """Disjoint sets of integers; the representative of a set is its smallest member."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, i: int) -> int:
        """Return the representative of the set of i."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Make the sets of i and j one."""
        low, high = sorted((self.find(i), self.find(j)))
        self._parent[high] = low
