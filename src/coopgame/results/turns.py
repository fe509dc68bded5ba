"""Where branches of equilibria begin, end and meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sympy

from coopgame.results.branches import Branch, Continuum, short
from coopgame.results.line import Cell, Place


@dataclass(frozen=True)
class Turn:
    """A value of the parameter at which the set of equilibria changes.

    Attributes
    ----------
    at
        The value, exact.
    appears, vanishes
        The branches that begin, and those that end, as the parameter grows; what exists only here does both.
    meets
        Pairs of a branch that begins or ends here and another one that has the same mixtures here.
    continua
        The continua that exist here but not on both sides.
    """

    at: sympy.Expr
    appears: tuple[Branch, ...]
    vanishes: tuple[Branch, ...]
    meets: tuple[tuple[Branch, Branch], ...]
    continua: tuple[Continuum, ...]

    def describe(self) -> str:
        """Return what happens in words."""
        only = [b for b in self.appears if b in self.vanishes]
        partners: Mapping[Branch, list[str]] = {
            b: [str(other) for one, other in self.meets if one == b] for b in (*self.appears, *self.vanishes)
        }

        def said(branch: Branch, verb: str) -> str:
            met = partners[branch]
            return f"{branch} {verb}" + (f", meeting {' and '.join(met)}" if met else "")

        words = [said(b, "vanishes") for b in self.vanishes if b not in only]
        words += [said(b, "appears") for b in self.appears if b not in only]
        words += [f"{b} exists only here" for b in only]
        words += [f"every equilibrium in {c} exists here" for c in self.continua if c.stretch.is_point]
        words += [f"the continuum {c} begins or ends" for c in self.continua if not c.stretch.is_point]
        return "; ".join(words)

    def __str__(self) -> str:
        return f"at {short(self.at)}: {self.describe()}"


def turns_of(
    cells: Sequence[Cell], branches: Sequence[Branch], continua: Sequence[Continuum], symbol: sympy.Symbol
) -> tuple[Turn, ...]:
    """Return the values at which branches begin or end, the ends of the range only where something is there alone."""
    found = []
    ends = (cells[0].lower, cells[-1].upper)
    for cell in cells:
        at = cell.lower
        if not cell.is_point:
            continue
        begins = [
            b for b in branches if b.stretch.first == at and (b.stretch.is_point or at not in ends or _open(b, 0))
        ]
        ceases = [b for b in branches if b.stretch.last == at and (b.stretch.is_point or at not in ends or _open(b, 1))]
        thin = tuple(
            c for c in continua if at in (c.stretch.first, c.stretch.last) and (at not in ends or c.stretch.is_point)
        )
        if not (begins or ceases or thin):
            continue
        place = Place(symbol, at)
        near = [b for b in branches if not (b.stretch.first > at or b.stretch.last < at)]
        meets = tuple(
            (b, other)
            for b in dict.fromkeys((*ceases, *begins))
            for other in near
            if other != b and place.coincide(b.equilibrium, other.equilibrium)
        )
        found.append(Turn(place.value, tuple(begins), tuple(ceases), meets, thin))
    return tuple(found)


def _open(branch: Branch, end: int) -> bool:
    return not branch.stretch.closed[end]
