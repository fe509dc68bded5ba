"""A region of two maps compared, and what the difference between them is worth there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.errors import DiagramError, ParameterError, did_you_mean
from coopgame.notebook import table
from coopgame.regions import Decomposition
from coopgame.results.parts import Enclosure, Polygon, Region
from coopgame.results.phase_diagram import PhaseDiagram

Regimes = tuple[str, ...]


@dataclass(frozen=True)
class ComparedRegion:
    """A connected open set on which either map shows one set of regimes.

    Attributes
    ----------
    first, second
        The regimes that are possible there on the first and on the second map, sorted.
    name
        Their common name, or both names with an arrow.
    """

    first: Regimes
    second: Regimes
    name: str
    region: Region = field(repr=False)
    maps: tuple[PhaseDiagram, PhaseDiagram] = field(repr=False, compare=False)

    @property
    def agree(self) -> bool:
        """Whether both maps show the same regimes."""
        return self.first == self.second

    @property
    def area(self) -> Enclosure:
        """The area, or the length for maps of one parameter."""
        return self.region.area

    @property
    def condition(self) -> Boolean:
        """Inequalities that hold inside this region and in no region with other regimes on either map."""
        return self.region.condition

    @property
    def sample_point(self) -> tuple[sympy.Rational, ...]:
        """A rational point inside."""
        return self.region.sample_point

    def polygon(self, tolerance: Any = None) -> Polygon:
        """Return the outline; see :meth:`Region.polygon`."""
        return self.region.polygon(tolerance)

    def values(self, player: str) -> tuple[sympy.Expr, ...]:
        """Return every difference of payoffs that occurs, those on the first map minus those on the second.

        One where each map leaves the player one payoff, as an expression in the axes; several where there are several
        equilibria, or where one regime stands for several; none where one of the maps has no equilibrium, and on
        certified maps.

        Raises
        ------
        ParameterError
            One of the games has no such player.
        """
        for diagram in self.maps:
            players = diagram.origin.game.players
            if player not in players:
                raise ParameterError(f"{player!r} is not a player of both games.{did_you_mean(str(player), players)}")
        found = {
            sympy.expand(one - other)
            for holding in self._holdings
            for one in self._payoffs(0, player, holding)
            for other in self._payoffs(1, player, holding)
        }
        return tuple(sorted(found, key=sympy.default_sort_key))

    def value(self, player: str) -> sympy.Expr:
        """Return what a player gains here by the first map's assumptions instead of the second's.

        Raises
        ------
        DiagramError
            The difference is not one expression; :meth:`values` lists all.
        ParameterError
            One of the games has no such player.
        """
        found = self.values(player)
        if len(found) != 1:
            raise DiagramError(f"{self.name}: the difference for {player} has {len(found)} values; values() lists all.")
        return found[0]

    def _repr_html_(self) -> str:
        return table(("regimes", "area", "condition"), [(self.name, self.area, self.condition)], caption="Region")

    def _repr_latex_(self) -> str:
        return self.region._repr_latex_()

    @property
    def _holdings(self) -> set[frozenset[int]]:
        """The sets of outcomes that hold on the faces of the region."""
        plane = self.region.canvas.plane
        if not isinstance(plane, Decomposition):
            return set()
        return {plane.labels.faces[face] or frozenset() for face in plane.patches[self.region.index].faces}

    def _payoffs(self, side: int, player: str, holding: frozenset[int]) -> set[sympy.Expr]:
        split = len(self.maps[0].outcomes)
        own = [i if side == 0 else i - split for i in holding if (i < split) == (side == 0)]
        place = self.maps[side].origin.game.players.index(player)
        return {self.maps[side].outcomes[i].equilibrium.payoffs[place] for i in own}
