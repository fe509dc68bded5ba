"""Branches of equilibria along a parameter, and continua among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import product

import sympy

from coopgame.bimatrix import nash_subsets
from coopgame.bimatrix.payoffs import Profile
from coopgame.equilibria import Equilibrium, JoinStrategies, Rule
from coopgame.equilibria.concept import Conditional
from coopgame.equilibria.equilibrium import Mixture
from coopgame.equilibria.rules import ask
from coopgame.regions import Algebraic
from coopgame.results.line import Cell, Place, runs, spread
from coopgame.results.numbers import number, rational


@dataclass(frozen=True)
class Stretch:
    """An interval of the parameter, open or closed at either end; a single point where both ends are the same."""

    first: Algebraic = field(repr=False)
    last: Algebraic = field(repr=False)
    closed: tuple[bool, bool] = (True, True)

    @cached_property
    def lower(self) -> sympy.Expr:
        """The lower end: a fraction, roots where that is short, else a root of a polynomial."""
        return number(self.first)

    @cached_property
    def upper(self) -> sympy.Expr:
        """The upper end."""
        return number(self.last)

    @property
    def is_point(self) -> bool:
        """Whether it is one point."""
        return bool(self.first == self.last)

    def contains(self, value: Fraction) -> bool:
        """Whether a value lies in it."""
        inside = self.first < value and self.last > value
        return inside or (self.closed[0] and self.first == value) or (self.closed[1] and self.last == value)

    def to_latex(self) -> str:
        """Return the interval as mathematics; braces keep a bracket from being read as an argument."""
        if self.is_point:
            return str(sympy.latex(self.lower))
        left, right = "[" if self.closed[0] else "(", "]" if self.closed[1] else ")"
        return f"{{{left}}}{sympy.latex(self.lower)}, {sympy.latex(self.upper)}{right}"

    def __str__(self) -> str:
        if self.is_point:
            return short(self.lower)
        left, right = "[" if self.closed[0] else "(", "]" if self.closed[1] else ")"
        return f"{left}{short(self.lower)}, {short(self.upper)}{right}"


def short(value: sympy.Expr) -> str:
    """Return an exact number for a table: a fraction or a short root as it is, any other root with its digits.

    Examples
    --------
    >>> short(sympy.CRootOf(sympy.Symbol("t") ** 3 - sympy.Symbol("t") - 1, 0))
    '1.32472… (root of t^3 - t - 1)'
    """
    if not value.has(sympy.CRootOf):
        return str(value)
    polynomial = str(value.args[0]).replace("**", "^")
    return f"{sympy.N(value, 6)}… (root of {polynomial})"


@dataclass(frozen=True)
class Branch:
    """One equilibrium over a maximal interval of the parameter on which it exists.

    Attributes
    ----------
    name
        Its regime, where the rule of the model says one for all of it; else the names of its strategies.
    equilibrium
        Mixtures and payoffs, functions of the parameter.
    stretch
        Where it exists.
    """

    name: str
    equilibrium: Equilibrium
    stretch: Stretch

    @property
    def supports(self) -> str:
        """The strategies in use, for example ``C, C`` or ``C+D, C+D``."""
        return ", ".join("+".join(s for s, _ in mixture) for mixture in self.equilibrium.mixtures)

    def probability(self, player: str, strategy: str) -> sympy.Expr:
        """Return the probability with which a player plays a strategy, a function of the parameter."""
        return self.equilibrium.mixture(player).get(strategy, sympy.Integer(0))

    def __str__(self) -> str:
        return f"({self.supports})"


@dataclass(frozen=True)
class Continuum:
    """A product of convex hulls of mixtures, of which every point is an equilibrium.

    Attributes
    ----------
    sides
        For each player the extreme mixtures, functions of the parameter.
    members
        The extreme equilibria.
    stretch
        Where it exists.
    """

    sides: tuple[tuple[Mixture, ...], ...]
    members: tuple[Equilibrium, ...]
    stretch: Stretch

    def __str__(self) -> str:
        return " × ".join(
            "conv{" + "; ".join("+".join(s for s, _ in mixture) for mixture in side) + "}" if len(side) > 1
            else "+".join(s for s, _ in side[0])
            for side in self.sides
        )  # fmt: skip


def branches_of(
    cells: Sequence[Cell], equilibria: Sequence[Equilibrium], places: Sequence[int], rule: Rule, symbol: sympy.Symbol
) -> tuple[Branch, ...]:
    """Return the branches; equilibria at a point that another branch passes through there are left out."""
    held = [{places[i] for i in cell.holding or ()} for cell in cells]
    stretches = [(n, run) for n in range(len(equilibria)) for run in runs(cells, [n in own for own in held])]
    long = [(n, run) for n, run in stretches if run[0] < run[1] or not cells[run[0]].is_point]
    kept = list(long)
    for n, run in stretches:
        if (n, run) not in long:
            place = Place(symbol, cells[run[0]].lower)
            here = [m for m, (first, last) in kept if first <= run[0] <= last]
            if not any(place.coincide(equilibria[n], equilibria[m]) for m in here):
                kept.append((n, run))
    ordered = sorted(kept, key=lambda item: (item[1][0], item[0]))
    found = []
    for n, (first, last) in ordered:
        stretch = _stretch(cells, first, last)
        found.append(Branch(_name(rule, equilibria[n]), _readable(equilibria[n], stretch, symbol), stretch))
    return tuple(found)


def _readable(equilibrium: Equilibrium, stretch: Stretch, symbol: sympy.Symbol) -> Equilibrium:
    """Return an equilibrium with denominators that are positive where it exists, and with numbers at a single point."""
    if stretch.is_point and stretch.lower.is_Rational:
        place = Place(symbol, stretch.first)

        def shown(value: sympy.Expr) -> sympy.Expr:
            found = place.limit(value) if value.has(symbol) else value
            return value if found is None else found
    else:
        inside = spread(stretch.first, stretch.last, 3)[1] if not stretch.is_point else stretch.first.known[0]

        def shown(value: sympy.Expr) -> sympy.Expr:
            above, below = sympy.fraction(sympy.together(value))
            if not below.has(symbol) or not (below.subs(symbol, rational(inside)) < 0):
                return value
            return sympy.expand(-above) / sympy.expand(-below)

    mixtures = tuple(tuple((s, shown(w)) for s, w in mixture) for mixture in equilibrium.mixtures)
    return replace(equilibrium, mixtures=mixtures, payoffs=tuple(map(shown, equilibrium.payoffs)))


def _stretch(cells: Sequence[Cell], first: int, last: int) -> Stretch:
    return Stretch(cells[first].lower, cells[last].upper, (cells[first].is_point, cells[last].is_point))


def _name(rule: Rule, equilibrium: Equilibrium) -> str:
    answer = ask(rule, equilibrium)
    return answer if isinstance(answer, str) else JoinStrategies()(equilibrium)


def continua_of(cells: Sequence[Cell], found: Conditional, symbol: sympy.Symbol) -> tuple[Continuum, ...]:
    """Return the continua, each over a maximal interval, or at a single point that no longer one contains."""
    links = (*found.links, *found.exceptional_links)
    if not links:
        return ()
    every = (*found.equilibria, *found.exceptional)
    table: dict[tuple[tuple[Mixture, ...], ...], tuple[Equilibrium, ...]] = {}
    held: list[set[tuple[tuple[Mixture, ...], ...]]] = []
    for cell in cells:
        own = _subsets(cell, every, links, symbol)
        table |= own
        held.append(set(own))
    found_ = []
    for sides, members in table.items():
        for first, last in runs(cells, [sides in own for own in held]):
            found_.append((first, last, Continuum(sides, members, _stretch(cells, first, last))))
    return tuple(continuum for *_, continuum in sorted(found_, key=lambda item: item[:2]))


def _subsets(
    cell: Cell, every: Sequence[Equilibrium], links: Sequence[tuple[int, int]], symbol: sympy.Symbol
) -> dict[tuple[tuple[Mixture, ...], ...], tuple[Equilibrium, ...]]:
    """Return the products of hulls that hold in a cell and are more than one equilibrium."""
    holding = sorted(cell.holding or ())
    ends: dict[Profile, int] = {((Fraction(-links[i][0]),), (Fraction(-links[i][1]),)): i for i in holding}
    mixtures = {(k, end[k]): every[i].mixtures[k] for end, i in ends.items() for k in (0, 1)}
    found = {}
    for subset in nash_subsets(list(ends)):
        # Two vertices that differ in what ties against them are one mixture.
        sides = tuple(
            _different([mixtures[k, end] for end in side], cell, symbol)
            for k, side in enumerate((subset.xs, subset.ys))
        )
        if max(map(len, sides)) > 1:
            kept = [every[ends[pair]] for pair in product(subset.xs, subset.ys)]
            found[sides] = tuple(kept)
    return {
        sides: members
        for sides, members in found.items()
        if not any(
            other != sides and all(set(a) <= set(b) for a, b in zip(sides, other, strict=True)) for other in found
        )
    }


def _different(side: Sequence[Mixture], cell: Cell, symbol: sympy.Symbol) -> tuple[Mixture, ...]:
    kept: list[Mixture] = []
    place = Place(symbol, cell.lower)
    for mixture in side:
        if mixture in kept:
            continue
        if not (cell.is_point and any(_same(place, mixture, other) for other in kept)):
            kept.append(mixture)
    return tuple(kept)


def _same(place: Place, one: Mixture, other: Mixture) -> bool:
    own, theirs = dict(one), dict(other)
    zero = sympy.Integer(0)
    return all(place.same(own.get(s, zero), theirs.get(s, zero)) for s in dict.fromkeys((*own, *theirs)))
