"""The equilibrium correspondence: which equilibria exist along a parameter, on which exact intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coopgame._version import __version__
from coopgame.conditions import is_algebraic
from coopgame.equilibria import Concept, Equilibrium
from coopgame.equilibria.equilibrium import mixtures_latex
from coopgame.equilibria.solve import Solvable, default_concept
from coopgame.errors import DiagramError, UnsupportedError, did_you_mean
from coopgame.export.latex import equilibrium_mixtures, math, tabular, text
from coopgame.expressions import exact_number
from coopgame.expressions.typeset import array, formula, words
from coopgame.games import Situation
from coopgame.notebook import paragraph, table
from coopgame.regions.limits import USUAL
from coopgame.results.branches import Branch, Continuum, Stretch, branches_of, continua_of
from coopgame.results.line import distinct, line_of
from coopgame.results.numbers import fraction
from coopgame.results.origin import Origin
from coopgame.results.parts import Axis
from coopgame.results.request import prepare
from coopgame.results.traces import Traces, traces_of
from coopgame.results.turns import Turn, turns_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from coopgame.figures import EquilibriumPlot


@dataclass(frozen=True, repr=False)
class Correspondence:
    """All equilibria along one parameter.

    Attributes
    ----------
    axis
        The parameter and its range.
    branches
        The equilibria, each over a maximal interval on which it exists; for Nash equilibrium the extreme ones.
    continua
        Products of convex hulls of which every point is an equilibrium.
    turns
        Where branches begin, end and meet.
    outside
        Intervals and points that are not in the parameter space.
    origin
        What was solved.
    """

    axis: Axis
    branches: tuple[Branch, ...]
    continua: tuple[Continuum, ...]
    turns: tuple[Turn, ...]
    outside: tuple[Stretch, ...]
    origin: Origin = field(repr=False)

    def at(self, value: Any) -> tuple[Equilibrium, ...]:
        """Return the equilibria at a value of the parameter, with numbers.

        Of continua all extreme equilibria are listed; where payoffs tie, the end of a branch inside one may be as well.


        Raises
        ------
        DiagramError
            The value lies outside the range or the parameter space.
        """
        number = exact_number(value, where=f"at: {self.axis.symbol}")
        if not self.axis.lower <= number <= self.axis.upper:
            raise DiagramError(f"at: {self.axis.symbol} = {number} is outside [{self.axis.lower}, {self.axis.upper}].")
        here = fraction(number)
        if any(stretch.contains(here) for stretch in self.outside):
            raise DiagramError(f"at: {self.axis.symbol} = {number} is not in the parameter space.")
        found: dict[Any, Equilibrium] = {}
        for branch in self.branches:
            if branch.stretch.contains(here):
                equilibrium = branch.equilibrium
                swap = {self.axis.symbol: number}
                mixtures = tuple(tuple((s, w.subs(swap)) for s, w in m) for m in equilibrium.mixtures)
                payoffs = tuple(u.subs(swap) for u in equilibrium.payoffs)
                found.setdefault(mixtures, Equilibrium(equilibrium.players, mixtures, payoffs))
        return tuple(found.values())

    def trace(self, player: str | None = None, strategy: str | None = None, *, payoff: bool = False) -> Traces:
        """Return a probability or a payoff along all branches; :meth:`plot` draws it.

        Parameters
        ----------
        player
            Whose; by default the first player.
        strategy
            The strategy whose probability is meant; by default the player's first one.
        payoff
            Whether the payoff of the player is meant instead.

        Raises
        ------
        DiagramError
            There is no such player or strategy, or a payoff has no strategy.
        """
        players = self.origin.game.players
        chosen = players[0] if player is None else player
        if chosen not in players:
            raise DiagramError(f"{chosen!r} is not a player.{did_you_mean(str(chosen), players)}")
        if payoff:
            if strategy is not None:
                raise DiagramError(f"trace: the payoff of {chosen} does not depend on one strategy; leave it out.")
            return traces_of(self, chosen, None)
        known = self.origin.game.strategies[players.index(chosen)]
        named = known[0] if strategy is None else strategy
        if named not in known:
            raise DiagramError(f"{chosen} has no strategy {named!r}.{did_you_mean(str(named), known)}")
        return traces_of(self, chosen, named)

    def plot(
        self, ax: Axes | None = None, *, player: str | None = None, strategy: str | None = None, payoff: bool = False
    ) -> EquilibriumPlot:
        """Draw a probability or a payoff along all branches, with the arguments of :meth:`trace`.

        Parameters
        ----------
        ax
            Where to draw; by default a new figure of the width of one journal column.
        player, strategy, payoff
            What to draw.
        """
        from coopgame.figures import draw_traces

        return draw_traces(self.trace(player, strategy, payoff=payoff), ax)

    @property
    def provenance(self) -> Mapping[str, str]:
        """What it takes to make the result again, as text."""
        fixed = ", ".join(f"{s} = {v}" for s, v in sorted(self.origin.fixed.items(), key=lambda item: item[0].name))
        return {
            "software": f"coopgame {__version__}",
            "model": self.origin.citation or repr(self.origin.game),
            "concept": self.origin.concept.name,
            "axes": f"{self.axis.symbol} from {self.axis.lower} to {self.axis.upper}",
            "parameters": fixed,
        }

    def to_latex(self) -> str:
        """Return a booktabs table of the branches with their payoffs and intervals."""
        rows = [
            [
                equilibrium_mixtures(b.equilibrium),
                ", ".join(map(math, b.equilibrium.payoffs)),
                f"${b.stretch.to_latex()}$",
            ]
            for b in self.branches
        ]
        return tabular("lll", [text(self.origin.concept.name), "payoffs", math(self.axis.symbol)], rows)

    def __repr__(self) -> str:
        head = f"{self.axis.symbol} in [{self.axis.lower}, {self.axis.upper}]; {self.origin.concept.name}"
        width = max((len(str(b.stretch)) for b in self.branches), default=0)
        rows = [
            f"\n  {b.stretch!s:{width}}  {b.equilibrium.describe()}; pays {', '.join(map(str, b.equilibrium.payoffs))}"
            for b in self.branches
        ]
        rows += [f"\n  {c.stretch!s:{width}}  continuum {c}" for c in self.continua if not c.stretch.is_point]
        return f"Correspondence({head}){''.join(rows)}{''.join(f'{chr(10)}  {turn}' for turn in self.turns)}"

    def _repr_latex_(self) -> str:
        rows = [
            [mixtures_latex(b.equilibrium), ",\\; ".join(map(formula, b.equilibrium.payoffs)), b.stretch.to_latex()]
            for b in self.branches
        ]
        return array([words(self.origin.concept.name), words("payoffs"), formula(self.axis.symbol)], rows)

    def _repr_html_(self) -> str:
        rows = [
            (b.equilibrium.describe(), ", ".join(map(str, b.equilibrium.payoffs)), b.stretch) for b in self.branches
        ]
        rows += [(f"continuum {c}", "", c.stretch) for c in self.continua]
        caption = f"{self.origin.concept.name} along {self.axis.symbol}"
        said = "".join(paragraph(str(turn)) for turn in self.turns)
        return table(("equilibrium", "payoffs", f"exists for {self.axis.symbol} in"), rows, caption=caption) + said


def correspondence(
    model_or_game: Solvable | Situation,
    parameter: Any,
    lower: Any,
    upper: Any,
    *,
    at: Mapping[Any, Any] | None = None,
    concept: Concept | None = None,
) -> Correspondence:
    """Return every equilibrium along a parameter: on which exact intervals it exists, and where branches meet.

    Parameters
    ----------
    model_or_game
        What to solve.
    parameter, lower, upper
        The parameter and its finite range, both ends included.
    at
        Values of the other parameters; those left out take the model's baseline.
    concept
        How to solve; by default the model's own concept and, for a game, that of :func:`coopgame.solve`.

    Returns
    -------
    Correspondence
        Exact: intervals begin and end at fractions or algebraic numbers, ends included or not; probabilities and
        payoffs are functions of the parameter.

    Raises
    ------
    DiagramError, ParameterError
        The range is infinite, reversed or leaves the parameter space; a parameter is unknown or has no value.
    UnsupportedError
        A condition is not algebraic (exponentials, logarithms, real powers).
    LimitError
        It would cost too much.

    Examples
    --------
    >>> import coopgame as cg
    >>> cg.correspondence(cg.models.inspection(), "c", 1, 8, concept=cg.Nash())
    Correspondence(c in [1, 8]; Nash equilibrium)
      [1, 4)  1/3·inspect + 2/3·trust, (1 - c/4)·comply + c/4·violate; pays -3*c/2, 0
      [4, 8]  trust, violate; pays -6, 1
      4       1/3·inspect + 2/3·trust, violate; pays -6, 0
      at 4: (inspect+trust, comply+violate) vanishes, meeting (inspect+trust, violate); (trust, violate) appears;
      (inspect+trust, violate) exists only here; every equilibrium in conv{trust; inspect+trust} × violate exists here
    """
    chosen = default_concept(model_or_game) if concept is None and isinstance(model_or_game, Situation) else concept
    request = prepare(model_or_game, (parameter, lower, upper), at=at, concept=chosen)
    found = request.concept.conditional(request.game)
    every = (*found.equilibria, *found.exceptional)
    if not all(is_algebraic(equilibrium.formula) for equilibrium in every):
        raise UnsupportedError(
            f"correspondence: the conditions along {request.x.symbol} are not algebraic, so where branches end is not "
            "known exactly; phase_diagram makes a certified map of them."
        )
    cells = line_of(request, found, USUAL)
    symbol = request.x.symbol
    equilibria, places = distinct(found)
    branches = branches_of(cells, equilibria, places, request.rule, symbol)
    continua = continua_of(cells, found, symbol)
    outside = tuple(
        Stretch(cell.lower, cell.upper, (cell.is_point, cell.is_point)) for cell in cells if cell.holding is None
    )
    model = request.model
    origin = Origin(model.game, model.space, request.concept, model.names, request.fixed, (), model.citation)
    return Correspondence(request.x, branches, continua, turns_of(cells, branches, continua, symbol), outside, origin)
