"""Equilibria along a map of one parameter: probabilities and payoffs over the exact intervals on which they exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import sympy

from coopgame.equilibria import Equilibrium
from coopgame.errors import DiagramError, FigureError, UnsupportedError
from coopgame.regions import Algebraic, Decomposition
from coopgame.results.numbers import number, rational
from coopgame.results.phase_diagram import PhaseDiagram

if TYPE_CHECKING:
    from coopgame.figures import PanelPlot

_STEPS = 48


@dataclass(frozen=True)
class Branch:
    """An equilibrium over a maximal open interval on which it exists and has one regime.

    Attributes
    ----------
    equilibrium
        The equilibrium, an expression of the parameter.
    regime
        Its regime.
    lower, upper
        The ends of the interval: rational or algebraic numbers.
    """

    equilibrium: Equilibrium
    regime: str
    lower: sympy.Expr
    upper: sympy.Expr
    ends: tuple[Algebraic, Algebraic] = field(repr=False, compare=False)


@dataclass(frozen=True)
class Line:
    """What is drawn of a quantity along a branch."""

    regimes: tuple[str, ...]
    path: tuple[tuple[Any, Any], ...]


@dataclass(frozen=True)
class Track:
    """A quantity along all branches.

    Attributes
    ----------
    title
        What it is, in words.
    lines
        One line for each branch.
    bounded
        Whether it lies between 0 and 1.
    """

    title: str
    lines: tuple[Line, ...]
    bounded: bool


@dataclass(frozen=True, repr=False)
class Along:
    """The equilibria along a map of one parameter.

    Attributes
    ----------
    diagram
        The map.
    branches
        The equilibria with their intervals, sorted by where they begin.

    See Also
    --------
    coopgame.along : computes them.
    """

    diagram: PhaseDiagram
    branches: tuple[Branch, ...]

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Payoffs of all players, and the probabilities that are mixed somewhere."""
        players = self.diagram.origin.game.players
        payoffs = [
            Track(f"payoff of {player}", tuple(self._line(b, b.equilibrium.payoffs[n]) for b in self.branches), False)
            for n, player in enumerate(players)
        ]
        mixed = [
            Track(f"probability that {player} plays {strategy}", tuple(self._line(b, w) for b, w in weights), True)
            for player, strategy, weights in self._weights()
        ]
        return (*payoffs, *mixed)

    def _weights(self) -> Iterator[tuple[str, str, list[tuple[Branch, sympy.Expr]]]]:
        """Yield every strategy that some equilibrium mixes; of two strategies the first says it all."""
        game = self.diagram.origin.game
        for player, strategies in zip(game.players, game.strategies, strict=True):
            for strategy in strategies[:1] if len(strategies) == 2 else strategies:
                weights = [(b, b.equilibrium.mixture(player).get(strategy, sympy.Integer(0))) for b in self.branches]
                if any(w not in (0, 1) for _, w in weights):
                    yield player, strategy, weights

    def _line(self, branch: Branch, expression: Any) -> Line:
        symbol, value = self.diagram.x.symbol, sympy.sympify(expression)
        low, high = (_inside(end, near) for end, near in zip(branch.ends, reversed(branch.ends), strict=True))
        straight = value.is_polynomial(symbol) and sympy.degree(value, symbol) <= 1 if value.has(symbol) else True
        count = 1 if straight else _STEPS
        places = [low + (high - low) * Fraction(k, count) for k in range(count + 1)]
        return Line((branch.regime,), tuple((rational(x), value.subs(symbol, rational(x))) for x in places))

    def plot(self, ax: Any = None) -> PanelPlot:
        """Draw payoffs and mixed probabilities above the regimes, one panel each, over the same parameter.

        Parameters
        ----------
        ax
            Not for several panels; they need a page of their own.

        Raises
        ------
        FigureError
            ``ax`` is given.
        """
        from coopgame.figures import draw_along

        if ax is not None:
            raise FigureError("ax: several panels need a page of their own; the map alone is drawn with plot(ax=ax).")
        return draw_along(self.diagram, self.tracks)

    def __repr__(self) -> str:
        symbol = self.diagram.x.symbol
        rows = "".join(
            f"\n  {b.lower} < {symbol} < {b.upper}: {b.regime}, {b.equilibrium.describe()}, "
            f"pays {', '.join(map(str, b.equilibrium.payoffs))}"
            for b in self.branches
        )
        return f"Along({symbol} in [{self.diagram.x.lower}, {self.diagram.x.upper}]){rows}"


def _inside(end: Algebraic, other: Algebraic) -> Fraction:
    """Return an end of an interval, or a rational number a millionth of its length inside where it is irrational."""
    if end.is_rational:
        return end.lower
    low, high = end.bounds(Fraction(1, 10**9))
    return high if other > end else low


def along(diagram: PhaseDiagram) -> Along:
    """Return the equilibria along a map of one parameter, each over the exact intervals on which it exists.

    Between two neighbouring values at which a condition changes its sign nothing changes, so an equilibrium that holds
    at one point between them holds at all.  Equilibria that exist at single values only are not listed: those are the
    map's thin sets.

    Parameters
    ----------
    diagram
        An exact map of one parameter.

    Raises
    ------
    DiagramError
        The map has two parameters.
    UnsupportedError
        The map is certified only.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.inspection(), x=("c", 0, 8), concept=cg.Nash())
    >>> cg.along(d)
    Along(c in [0, 8])
      0 < c < 4: inspect+trust/comply+violate, 1/3·inspect + 2/3·trust, (1 - c/4)·comply + c/4·violate, pays -3*c/2, 0
      4 < c < 8: tolerated violation, trust, violate, pays -6, 1
    """
    if diagram.y is not None:
        raise DiagramError("along: expected a map of one parameter; this one has two.")
    plane = diagram.canvas.plane
    if not isinstance(plane, Decomposition):
        raise UnsupportedError("along: the map is certified only, so the ends of the intervals are not known exactly.")
    walls = [wall.x for wall in plane.cells.walls]
    middles = [(low.bounds(_CLOSE)[1] + high.bounds(_CLOSE)[0]) / 2 for low, high in pairwise(walls)]
    holding = [plane.rules.holding(x, Fraction(1, 2)) or frozenset() for x in middles]
    branches: dict[tuple[Any, ...], Branch] = {}
    for index, reading in enumerate(diagram.outcomes):
        for first, last in _runs([index in held for held in holding]):
            ends = walls[first], walls[last]
            key = (reading.equilibrium.mixtures, reading.regime, first, last)
            branches.setdefault(
                key, Branch(reading.equilibrium, reading.regime, number(ends[0]), number(ends[1]), ends)
            )
    order = sorted(branches.values(), key=lambda b: (b.ends[0], b.ends[1], b.regime, b.equilibrium.describe()))
    return Along(diagram, tuple(order))


_CLOSE = Fraction(1, 10**6)


def _runs(held: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield first and last wall of each run of columns in which an outcome holds."""
    start: int | None = None
    for n, holds in enumerate([*held, False]):
        if holds and start is None:
            start = n
        if not holds and start is not None:
            yield start, n
            start = None
