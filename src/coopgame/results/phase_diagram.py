"""Phase diagrams: the exact map of a box in parameter space into regimes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.equilibria import Reading
from coopgame.errors import DiagramError, did_you_mean
from coopgame.expressions import exact_number
from coopgame.reports import Report
from coopgame.results.asked import regimes_at_point
from coopgame.results.canvas import Canvas
from coopgame.results.certificate import certificate_text
from coopgame.results.numbers import rational
from coopgame.results.on_map import OnMap, Sampled, beneath, over_samples, placed
from coopgame.results.origin import Origin
from coopgame.results.parts import Axis, Boundary, Enclosure, Region, SpecialPoint, ThinSet
from coopgame.results.provenance import provenance_of
from coopgame.results.record import diagram_json
from coopgame.results.tables import diagram_array, diagram_html, diagram_table, diagram_words
from coopgame.results.transition import drawn_arrows
from coopgame.results.turning import turning_points
from coopgame.results.verification import verify

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from coopgame.explorer import Explorer
    from coopgame.figures import DiagramPlot


@dataclass(frozen=True, repr=False)
class PhaseDiagram:
    """The exact map of one or two parameters into sets of possible regimes.

    At a point a regime is *possible* if some equilibrium there has it.

    Attributes
    ----------
    x, y
        The axes; y is None for a map of one parameter.
    regions
        Connected open sets with one set of possible regimes.
    boundaries
        The borders between them, with equations and meanings.
    points
        Where three or more regions meet.
    thin
        Points and pieces of lines on which a regime is possible that is possible on no adjacent region.
    outside
        The part of the box that the parameter space excludes.
    undecided
        The parts of a certified map on which the regimes are not known.
    origin
        What was mapped: game, space, concept and the values of the other parameters.
    title, reading
        What the diagram is called, and which reading of the theory it uses.
    """

    x: Axis
    y: Axis | None
    regions: tuple[Region, ...]
    boundaries: tuple[Boundary, ...]
    points: tuple[SpecialPoint, ...]
    thin: tuple[ThinSet, ...]
    outside: tuple[Region, ...]
    undecided: tuple[Region, ...]
    origin: Origin
    outcomes: tuple[Reading, ...] = field(repr=False)
    canvas: Canvas = field(repr=False, compare=False)
    title: str = ""
    reading: str = ""

    @property
    def status(self) -> str:
        """``"exact"``: every region, border, point and area is exact, and the map covers the whole box.

        ``"certified"``: what is shown is proved, but some area between regions is not decided.
        """
        return self.canvas.plane.status

    @property
    def unresolved(self) -> sympy.Rational:
        """The area that was not decided; 0 when exact."""
        return rational(self.canvas.plane.unresolved)

    @property
    def regimes(self) -> tuple[str, ...]:
        """Every regime that the diagram knows of, sorted."""
        read = (reading.regime for reading in self.outcomes)
        return tuple(sorted({*self.origin.regimes, *read, *self.canvas.joined}))

    @property
    def symbols(self) -> tuple[sympy.Symbol, ...]:
        """The symbols of the axes."""
        return (self.x.symbol,) if self.y is None else (self.x.symbol, self.y.symbol)

    def at(self, *point: Any) -> tuple[str, ...]:
        """Return the regimes that are possible at exactly this point, sorted; on borders all that tie.

        Parameters
        ----------
        *point
            One exact coordinate for each axis.

        Raises
        ------
        DiagramError
            The point has the wrong number of coordinates, or lies outside the box or the parameter space.
        """
        return regimes_at_point(self, point)

    def area(self, *regimes: str, width: Any = None) -> Enclosure:
        """Return the area on which exactly this set of regimes is possible; without regimes: none is.

        Parameters
        ----------
        *regimes
            The set.
        width
            How far apart the bounds may be; by default a billionth of the box.

        Raises
        ------
        DiagramError
            A name is not a regime of this diagram.
        """
        chosen = self._set_of(regimes)
        own, zero = [r for r in self.regions if r.regimes == chosen], sympy.Integer(0)
        each = None if width is None else exact_number(width, where="width") / max(len(own), 1)
        areas = [r.area if each is None else r.area_within(each) for r in own]
        return Enclosure(sum((a.lower for a in areas), zero), sum((a.upper for a in areas), zero))

    def condition(self, *regimes: str) -> Boolean:
        """Return inequalities that hold inside the regions of exactly this set of regimes and inside no other.

        This is the generic (open) form: it does not speak of ties on borders; :meth:`possible` does.

        Raises
        ------
        DiagramError
            A name is not a regime of this diagram.
        """
        return self.canvas.inside(frozenset(self._set_of(regimes)))

    def possible(self, regime: str) -> Boolean:
        """Return the exact condition under which a regime is possible: it holds at just those points of the box.

        Raises
        ------
        DiagramError
            The name is not a regime of this diagram.

        Examples
        --------
        >>> import coopgame as cg
        >>> d = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))
        >>> d.possible("cooperation")
        (b <= 4) & (p <= 3)
        """
        (chosen,) = self._set_of((regime,))
        return self.canvas.possible(chosen)

    @cached_property
    def special_points(self) -> tuple[SpecialPoint, ...]:
        """All special points: those of ``points``, corners and folds of borders, and where borders meet the edge."""
        return (*self.points, *turning_points(self.canvas.plane))

    def _set_of(self, regimes: tuple[str, ...]) -> tuple[str, ...]:
        for regime in regimes:
            if regime not in self.regimes:
                raise DiagramError(f"{regime!r} is not a regime of this diagram.{did_you_mean(regime, self.regimes)}")
        return tuple(sorted(set(regimes)))

    @property
    def sets(self) -> tuple[tuple[str, ...], ...]:
        """The sets of regimes that have area, sorted."""
        return tuple(sorted({region.regimes for region in self.regions}))

    @property
    def provenance(self) -> Mapping[str, str]:
        """What it takes to make the diagram again, as text."""
        return provenance_of(self)

    def verify(self, *, points: int = 200, seed: int = 0) -> Report:
        """Re-check the map independently of how it was computed.

        The certificate is re-proved by a checker that shares no code with the library; areas of the outlines must sum
        to the box; and at random rational points, inside regions and on borders, the game is solved afresh.

        Parameters
        ----------
        points, seed
            How many random points to try, and what fixes them.
        """
        return verify(self, points, seed)

    def certificate(self) -> str:
        """Return a proof of the map as JSON, to be re-checked by a stranger: ``coopgame check-certificate file``.

        It contains the game, the border curves, all cells with their labels, and rational cuts that prove which
        branches meet in which point; :mod:`coopgame_checker` needs nothing but the standard library to follow it.

        Raises
        ------
        UnsupportedError
            The map is certified only, or it contains a function that the checker does not know.
        """
        return certificate_text(self)

    def plot(
        self, ax: Axes | None = None, *, cases: Iterable[OnMap] = (), arrows: Any = (), under: Any = None, **layers: Any
    ) -> DiagramPlot:
        """Draw the diagram; each layer takes True, False or a mapping of its own options.

        Parameters
        ----------
        ax
            Where to draw; by default a new figure of the width of one journal column.
        cases
            Empirical cases (:class:`coopgame.Case`), drawn as points, bars and boxes.
        arrows
            Pairs of start and end as for :func:`coopgame.transition`, drawn with the regimes that they lead through.
        under
            A sweep or :class:`coopgame.figures.Field` beneath the borders, in place of the fills.
        **layers
            ``names``, ``formulas``, ``points``, ``legend``, ``title``: see :class:`coopgame.figures.Layers`.

        Raises
        ------
        FigureError, DiagramError
            There is no such layer or option; a case or an arrow contradicts the map, or lies outside it.
        """
        from coopgame.figures import Layers, draw

        if isinstance(under, Sampled):
            return over_samples(self, under, ax, (cases, arrows), layers)  # type: ignore[no-any-return]
        over = {"cases": placed(self, cases), "arrows": drawn_arrows(self, arrows), "under": beneath(self, under)}
        return draw(self, ax, layers=Layers.named(**layers), **over)

    def save(self, path: Any) -> DiagramPlot:
        """Draw the diagram and write it as PDF, SVG, PNG or TikZ by the ending of ``path``, a JSON record beside it.

        Raises
        ------
        FigureError
            The ending is unknown or the folder does not exist.
        """
        plot = self.plot()
        plot.save(path)
        return plot

    def explore(self, path: Any, sliders: Iterable[Any] | None = None) -> Explorer:
        """Write a page, one file without a network, that redraws the map as sliders move; exactly if borders are lines.

        Parameters
        ----------
        path
            Where to write; the name ends in ``.html``.
        sliders
            Parameters, or ``(parameter, lower, upper)``; by default all that have a value and finite bounds.

        Raises
        ------
        FigureError
            The name does not end in ``.html``, or the folder does not exist.
        DiagramError, ParameterError
            A slider is unknown, an axis, unbounded, reversed, given twice, or there are too many.
        LimitError
            The model has more possible equilibria or longer conditions than a page can hold.
        """
        from coopgame.explorer import Subject, Words, explore

        o = self.origin
        words = Words(self.title, self.reading, o.citation or "", o.names)
        return explore(Subject(o.game, o.space, o.concept, o.rule, self.x, self.y, o.fixed, words), path, sliders)

    def to_latex(self) -> str:
        """Return a booktabs table of the regimes with their conditions and areas, and of the borders."""
        return diagram_table(self)

    def to_json(self) -> str:
        """Return the diagram as JSON; every number is a string with an exact fraction."""
        return diagram_json(self)

    def __repr__(self) -> str:
        return diagram_words(self)

    def _repr_html_(self) -> str:
        return diagram_html(self)

    def _repr_latex_(self) -> str:
        return diagram_array(self)
