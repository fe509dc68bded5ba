"""Maps side by side: the same axes at each value of one or two further parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import sympy

from coopgame.errors import DiagramError, FigureError
from coopgame.expressions import exact_number
from coopgame.games import Situation
from coopgame.models import Model
from coopgame.progress import track
from coopgame.results.mapping import phase_diagram
from coopgame.results.phase_diagram import PhaseDiagram
from coopgame.results.provenance import provenance_of
from coopgame.results.request import AxisLike

if TYPE_CHECKING:
    from coopgame.figures import PanelPlot

Values = tuple[sympy.Rational, ...]


@dataclass(frozen=True, repr=False)
class Facets:
    """Maps of the same axes at each value of one or two further parameters.

    Attributes
    ----------
    over
        The further parameters with their values.
    diagrams
        The maps, the values of the first parameter running fastest.
    title
        What the figure is called.

    See Also
    --------
    coopgame.facets : computes them.
    """

    over: tuple[tuple[sympy.Symbol, Values], ...]
    diagrams: tuple[PhaseDiagram, ...]
    title: str = ""

    @property
    def values(self) -> tuple[Mapping[sympy.Symbol, sympy.Rational], ...]:
        """The values of the further parameters of each map."""
        names = [symbol for symbol, _ in self.over]
        # The first parameter runs fastest, because it runs along the rows of the figure.
        points = product(*(values for _, values in reversed(self.over)))
        return tuple(dict(zip(names, reversed(point), strict=True)) for point in points)

    def at(self, **values: Any) -> PhaseDiagram:
        """Return the map at given values of the further parameters.

        Raises
        ------
        DiagramError
            There is no such map.
        """
        wanted = {sympy.Symbol(name, real=True): exact_number(v, where=f"at: {name}") for name, v in values.items()}
        for own, diagram in zip(self.values, self.diagrams, strict=True):
            if {str(s): v for s, v in own.items()} == {str(s): v for s, v in wanted.items()}:
                return diagram
        known = "; ".join(f"{symbol}: {', '.join(map(str, own))}" for symbol, own in self.over)
        raise DiagramError(f"at: there is no map at {_words(wanted)}; expected values of {known}.")

    def plot(self, ax: Any = None, *, columns: int | None = None, **layers: Any) -> PanelPlot:
        """Draw the maps as panels of one figure with one legend; a regime has the same colour in all of them.

        Parameters
        ----------
        ax
            Not for facets, which need a page of their own; draw single maps with ``facets.diagrams[0].plot(ax=ax)``.
        columns
            How many panels stand in a row; by default the values of the first of two parameters, or as many as fit.
        **layers
            As for :meth:`PhaseDiagram.plot`; ``names`` and ``formulas`` are left out unless asked for, since the legend
            has the regimes and panels are small.

        Raises
        ------
        FigureError
            ``ax`` is given, panels would be too narrow, or there is no such layer or option.
        """
        from coopgame.figures import Layers, draw_facets
        from coopgame.figures.facets import USUAL
        from coopgame.figures.grid import Panel
        from coopgame.figures.mathtext import mathtext, symbol_mathtext

        if ax is not None:
            raise FigureError(
                "ax: facets need a page of their own; one map is drawn with facets.diagrams[0].plot(ax=ax)."
            )
        panels = [
            Panel(diagram, tuple(f"${symbol_mathtext(s.name)} = {mathtext(v)}$" for s, v in own.items()), _words(own))
            for own, diagram in zip(self.values, self.diagrams, strict=True)
        ]
        wide = columns or (len(self.over[0][1]) if len(self.over) == 2 else None)
        shown = Layers.named(**{**USUAL, **layers})
        return draw_facets(panels, shown, columns=wide, title=self.title, provenance=self.provenance)

    def save(self, path: Any) -> PanelPlot:
        """Draw the maps and write the figure, by the ending of ``path``.

        Raises
        ------
        FigureError
            The ending is unknown or the folder does not exist.
        """
        plot = self.plot()
        plot.save(path)
        return plot

    @property
    def provenance(self) -> Mapping[str, str]:
        """What it takes to make the maps again, as text."""
        common = dict(provenance_of(self.diagrams[0]))
        varied = {str(symbol) for symbol, _ in self.over}
        kept = [part for part in common["parameters"].split(", ") if part.partition(" = ")[0] not in varied]
        over = "; ".join(f"{symbol} = {', '.join(map(str, own))}" for symbol, own in self.over)
        return common | {"parameters": ", ".join(kept), "facets": over}

    def __repr__(self) -> str:
        rows = "".join(
            f"\n  {_words(own)}: {'; '.join(f'{r.name} {r.area}' for r in diagram.regions)}"
            for own, diagram in zip(self.values, self.diagrams, strict=True)
        )
        return f"Facets({len(self.diagrams)} maps){rows}"


def _words(values: Mapping[Any, Any]) -> str:
    return ", ".join(f"{symbol} = {value}" for symbol, value in values.items())


def facets(
    model_or_game: Model | Situation,
    x: AxisLike,
    y: AxisLike | None = None,
    *,
    over: Mapping[Any, Iterable[Any]],
    **settings: Any,
) -> Facets:
    """Return exact maps of the same axes at each value of one or two further parameters.

    Three parameters are shown as slices: two on the axes, the third over its values.

    Parameters
    ----------
    model_or_game, x, y
        As for :func:`coopgame.phase_diagram`.
    over
        One or two parameters with their values.  The values of the first run along the rows of the figure.
    **settings
        ``at``, ``concept``, ``rule`` and ``limits`` as for :func:`coopgame.phase_diagram`.

    Raises
    ------
    DiagramError
        There are no values, or more than two parameters; or an axis is wrong.
    ParameterError
        A parameter is unknown or has no value.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.contracting()
    >>> sides = cg.facets(model, x=("p", 0, 10), y=("b", 0, 10), over={"delta": ["1/4", "1/2"]})
    >>> print(sides.at(delta="1/4").area("cooperation"))
    14
    """
    chosen = _chosen(over)
    title = str(settings.pop("title", ""))
    given_at = settings.pop("at", None)
    fixed = {} if given_at is None else dict(given_at)
    both = sorted({str(key) for key in fixed} & {str(key) for key in over})
    if both:
        raise DiagramError(f"at: {both[0]} varies over its own values, so it cannot be fixed as well.")
    empty = Facets(chosen, (), title)
    diagrams = [
        phase_diagram(model_or_game, x, y, at={**fixed, **{str(s): v for s, v in own.items()}}, **settings)
        for own in track(empty.values, "drawing maps")
    ]
    return Facets(empty.over, tuple(diagrams), title)


def _chosen(over: Any) -> tuple[tuple[sympy.Symbol, Values], ...]:
    """Return the further parameters with their values, checked."""
    if not isinstance(over, Mapping) or not 1 <= len(over) <= 2:
        raise DiagramError("over: expected one or two parameters with their values, such as over={'rho': [0, '1/2']}.")
    chosen: list[tuple[Any, Values]] = []
    for key, given in over.items():
        if isinstance(given, str) or not isinstance(given, Iterable):
            raise DiagramError(f"over: {key}: expected a list of values, got {given!r}.")
        values = tuple(exact_number(value, where=f"over: {key}") for value in given)
        if not values or len(set(values)) < len(values):
            raise DiagramError(f"over: {key}: expected at least one value, and none of them twice.")
        chosen.append((sympy.Symbol(str(key), real=True), values))
    return tuple(chosen)
