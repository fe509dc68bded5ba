"""Maps of a probability or a payoff in equilibrium, by exact bands between levels.

The set on which a rational function lies between two levels is cut out by polynomials, so the engine of the maps finds
its outline, its area and the level curves exactly, just as it finds regions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import sympy

from coopgame.equilibria import Equilibrium, Reading
from coopgame.errors import DiagramError, did_you_mean
from coopgame.expressions import exact_number
from coopgame.expressions.evaluation import truth_at, value_at
from coopgame.notebook import table
from coopgame.results.banding import Band, Level, Quantity, banded, rounded_levels, supports
from coopgame.results.numbers import fraction, rational
from coopgame.results.parts import Axis, Enclosure
from coopgame.results.phase_diagram import PhaseDiagram

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from coopgame.figures import EquilibriumPlot

FIFTHS = tuple(sympy.Rational(k, 5) for k in range(1, 5))


@dataclass(frozen=True, repr=False)
class LevelMap:
    """A probability or a payoff in equilibrium over two parameters, by exact bands.

    Attributes
    ----------
    diagram
        The phase diagram whose equilibria are looked at.
    quantity
        What is mapped, in words.
    levels
        The levels, in ascending order; bands lie below, between and above them.
    bands
        Connected sets on which the quantity lies strictly between two neighbouring levels.
    lines
        Level curves, and rims of where the equilibrium exists.
    elsewhere
        Where it does not exist.
    readings
        The equilibria whose quantity is mapped, with their conditions.
    """

    diagram: PhaseDiagram = field(repr=False)
    quantity: str
    levels: tuple[sympy.Rational, ...]
    bands: tuple[Band, ...]
    lines: tuple[Level, ...]
    elsewhere: tuple[Any, ...] = field(repr=False)
    readings: tuple[tuple[Reading, sympy.Expr], ...] = field(repr=False)

    @property
    def x(self) -> Axis:
        """The horizontal axis."""
        return self.diagram.x

    @property
    def y(self) -> Axis:
        """The vertical axis."""
        assert self.diagram.y is not None  # noqa: S101 - the maker of level maps asks for two axes
        return self.diagram.y

    @property
    def outside(self) -> tuple[Any, ...]:
        """The part of the box that is not in the parameter space."""
        return self.diagram.outside

    @property
    def status(self) -> str:
        """``exact`` or ``certified``, as for phase diagrams."""
        return self.diagram.status

    @property
    def provenance(self) -> Mapping[str, str]:
        """What it takes to make the map again, as text."""
        return {**self.diagram.provenance, "quantity": self.quantity}

    @property
    def expressions(self) -> tuple[sympy.Expr, ...]:
        """The quantity in each equilibrium that is mapped, a function of the two parameters."""
        return tuple(dict.fromkeys(value for _, value in self.readings))

    def at(self, x: Any, y: Any) -> sympy.Rational | None:
        """Return the exact value at a point; None where the equilibrium does not exist.

        Raises
        ------
        DiagramError
            The point lies outside the box or the parameter space.
        """
        self.diagram.at(x, y)
        values = {s: fraction(exact_number(v, where="at")) for s, v in zip(self.diagram.symbols, (x, y), strict=True)}
        for reading, value in self.readings:
            conditions = (reading.equilibrium.condition, reading.condition)
            if all(c == sympy.true or truth_at(c, values) for c in conditions):
                found = value_at(value, values)
                if found is not None:
                    return rational(found)
        return None

    def area(self, number: int) -> Enclosure:
        """Return the area on which the quantity lies in a band, counted from 0 below the lowest level.

        Raises
        ------
        DiagramError
            There is no such band.
        """
        if not 0 <= number <= len(self.levels):
            raise DiagramError(f"area: bands are numbered from 0 to {len(self.levels)}, got {number}.")
        own = [band.area for band in self.bands if band.number == number]
        zero = sympy.Integer(0)
        return Enclosure(sum((a.lower for a in own), zero), sum((a.upper for a in own), zero))

    def plot(self, ax: Axes | None = None) -> EquilibriumPlot:
        """Draw the bands as shades, with the level curves and a scale.

        Parameters
        ----------
        ax
            Where to draw; by default a new figure of the width of one journal column.
        """
        from coopgame.figures import draw_levels

        return draw_levels(self, ax)

    def _rows(self) -> list[tuple[str, str]]:
        ends = ["", *map(str, self.levels), ""]
        names = [
            f"{a} to {b}" if a and b else f"below {b}" if b else f"above {a}" if a else "everywhere"
            for a, b in pairwise(ends)
        ]
        return [(name, str(self.area(n))) for n, name in enumerate(names)]

    def __repr__(self) -> str:
        rows = "".join(f"\n  {name}: area {area}" for name, area in self._rows())
        return f"LevelMap({self.quantity}; {self.status}){rows}"

    def _repr_html_(self) -> str:
        return table((self.quantity, "area"), self._rows(), caption=f"{self.quantity}, {self.status}")


def probability_map(
    diagram: PhaseDiagram,
    player: str,
    strategy: str,
    *,
    equilibrium: str | None = None,
    levels: Sequence[Any] | None = None,
) -> LevelMap:
    """Return the map of the probability with which a player plays a strategy in equilibrium.

    Parameters
    ----------
    diagram
        A phase diagram of two parameters; its equilibria are the ones that are mapped.
    player, strategy
        Whose probability of what.
    equilibrium
        Which equilibria: a regime of the diagram, or the strategies in use as in ``"C+D, C+D"``.  Needed where several
        equilibria exist at once.
    levels
        Between which the bands lie; by default fifths.

    Returns
    -------
    LevelMap
        Outlines, areas and level curves are those of an exact map.

    Raises
    ------
    DiagramError
        The diagram has one parameter; a name is unknown; a level is no probability; several equilibria with different
        probabilities exist at once, or all of them on lines or at points only.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.inspection(), x=("c", 0, 4), y=("l", 3, 7), concept=cg.Nash())
    >>> violation = cg.probability_map(d, "inspectee", "violate", equilibrium="inspect+trust, comply+violate")
    >>> violation.expressions, violation.at(1, 6)
    ((c/(l - 2),), 1/4)
    """
    known = diagram.origin.game
    _one_of(player, known.players, "player")
    _one_of(strategy, known.strategies[known.players.index(player)], f"strategy of {player}")
    chosen = FIFTHS if levels is None else _levels(levels)
    if chosen and not 0 < chosen[0] <= chosen[-1] < 1:
        raise DiagramError(f"levels: {chosen[0] if chosen[0] <= 0 else chosen[-1]} does not lie between 0 and 1.")

    def value(found: Equilibrium) -> sympy.Expr:
        return sympy.sympify(found.mixture(player).get(strategy, 0))

    quantity = Quantity(f"Probability that {player} plays {strategy}", value, chosen)
    return _level_map(diagram, quantity, equilibrium)


def payoff_map(
    diagram: PhaseDiagram,
    player: str,
    *,
    equilibrium: str | None = None,
    levels: Sequence[Any] | None = None,
) -> LevelMap:
    """Return the map of what a player gets in equilibrium.

    Parameters
    ----------
    diagram
        A phase diagram of two parameters; its equilibria are the ones that are mapped.
    player
        Whose payoff.
    equilibrium
        Which equilibria: a regime of the diagram, or the strategies in use as in ``"C+D, C+D"``.  Needed where several
        equilibria with different payoffs exist at once.
    levels
        Between which the bands lie; by default round numbers.

    Returns
    -------
    LevelMap
        Outlines, areas and level curves are those of an exact map.

    Raises
    ------
    DiagramError
        The diagram has one parameter; a name is unknown; several equilibria with different payoffs exist at once, or
        all of them on lines or at points only.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))
    >>> cg.payoff_map(d, "government", levels=[2, 4, 6])
    LevelMap(Payoff of government; exact)
      below 2: area 30
      2 to 4: area 51/2
      4 to 6: area 30
      above 6: area 29/2
    """
    players = diagram.origin.game.players
    _one_of(player, players, "player")
    i = players.index(player)
    chosen = None if levels is None else _levels(levels)
    return _level_map(diagram, Quantity(f"Payoff of {player}", lambda found: found.payoffs[i], chosen), equilibrium)


def _one_of(name: str, known: Sequence[str], what: str) -> None:
    if name not in known:
        raise DiagramError(f"{name!r} is not a {what}.{did_you_mean(str(name), known)}")


def _levels(given: Sequence[Any]) -> tuple[sympy.Rational, ...]:
    found = tuple(exact_number(level, where="levels") for level in given)
    if list(found) != sorted(set(found)):
        raise DiagramError(f"levels: {', '.join(map(str, found))} are not in ascending order.")
    return found


def _level_map(diagram: PhaseDiagram, quantity: Quantity, equilibrium: str | None) -> LevelMap:
    if diagram.y is None:
        raise DiagramError(
            f"{quantity.words}: the diagram has one parameter; correspondence() draws a quantity along it."
        )
    readings = tuple((r, sympy.cancel(quantity.value(r.equilibrium))) for r in _chosen(diagram, equilibrium))
    levels = rounded_levels(diagram, readings, quantity.words) if quantity.levels is None else quantity.levels
    bands, lines, elsewhere = banded(diagram, readings, levels, quantity.words)
    if not bands:
        who = "The equilibria are" if equilibrium is None else f"{equilibrium!r} is"
        raise DiagramError(
            f"{quantity.words}: {who} possible on lines or at points only, so there is nothing to shade."
        )
    return LevelMap(diagram, quantity.words, levels, bands, lines, elsewhere, readings)


def _chosen(diagram: PhaseDiagram, equilibrium: str | None) -> list[Reading]:
    """Return the outcomes that are meant, each once."""
    matches: Callable[[Reading], bool] = lambda r: equilibrium in (None, r.regime, supports(r.equilibrium))  # noqa: E731
    found = [reading for reading in diagram.outcomes if matches(reading)]
    if not found:
        known = [*diagram.regimes, *dict.fromkeys(supports(r.equilibrium) for r in diagram.outcomes)]
        raise DiagramError(
            f"{equilibrium!r} is neither a regime nor an equilibrium of this diagram."
            f"{did_you_mean(str(equilibrium), known)}"
        )
    return list(dict.fromkeys(found))
