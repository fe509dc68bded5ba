"""Two maps compared: where they agree, where they differ, and what the difference is worth to a player."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sympy

from coopgame.errors import DiagramError
from coopgame.export.latex import condition, tabular, text
from coopgame.expressions import check_label
from coopgame.frozen import FrozenMap
from coopgame.notebook import table
from coopgame.regions import Limits
from coopgame.regions.limits import USUAL
from coopgame.reports import Report
from coopgame.results.compared import ComparedRegion, Regimes
from coopgame.results.difference import Sketch
from coopgame.results.overlay import overlaid, parted
from coopgame.results.parts import Enclosure
from coopgame.results.phase_diagram import PhaseDiagram
from coopgame.results.recheck import recheck
from coopgame.results.tables import printed_size

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from coopgame.figures import DiagramPlot


@dataclass(frozen=True, repr=False)
class Comparison:
    """The exact overlay of two maps.

    Attributes
    ----------
    first, second
        The maps.
    labels
        What they are called.
    overlay
        The map in whose regions either map shows one set of regimes.
    """

    first: PhaseDiagram
    second: PhaseDiagram
    labels: tuple[str, str]
    overlay: PhaseDiagram

    @cached_property
    def regions(self) -> tuple[ComparedRegion, ...]:
        """The regions, those on which the maps agree first."""
        maps = (self.first, self.second)
        found = [ComparedRegion(*self._sets(r.regimes), r.name, r, maps) for r in self.overlay.regions]
        return tuple(sorted(found, key=lambda r: (not r.agree, r.first, r.second, r.sample_point)))

    @staticmethod
    def _sets(regimes: Regimes) -> tuple[Regimes, Regimes]:
        return parted(regimes, 0), parted(regimes, 1)

    @property
    def status(self) -> str:
        """``"exact"`` or ``"certified"``, like the two maps."""
        return self.overlay.status

    @property
    def unresolved(self) -> sympy.Rational:
        """The area that is not decided; 0 when exact."""
        return self.overlay.unresolved

    def _total(self, regions: list[ComparedRegion]) -> Enclosure:
        zero = sympy.Integer(0)
        return Enclosure(sum((r.area.lower for r in regions), zero), sum((r.area.upper for r in regions), zero))

    @property
    def agreement(self) -> Enclosure:
        """The area on which both maps show the same regimes."""
        return self._total([r for r in self.regions if r.agree])

    @property
    def difference(self) -> Enclosure:
        """The area on which they do not."""
        return self._total([r for r in self.regions if not r.agree])

    @cached_property
    def table(self) -> Mapping[tuple[Regimes, Regimes], Enclosure]:
        """The area on which the first map shows one set of regimes and the second map another, for all that occur."""
        pairs = dict.fromkeys((r.first, r.second) for r in self.regions)
        return FrozenMap({p: self._total([r for r in self.regions if (r.first, r.second) == p]) for p in pairs})

    def at(self, *point: Any) -> tuple[Regimes, Regimes]:
        """Return the regimes that are possible at exactly this point, on the first and on the second map.

        Raises
        ------
        DiagramError
            The point has the wrong number of coordinates, or lies outside one of the maps.
        """
        return self.first.at(*point), self.second.at(*point)

    def verify(self, *, points: int = 200, seed: int = 0) -> Report:
        """Check the overlay against the two maps: areas, outlines, and both maps at random points.

        Parameters
        ----------
        points
            How many random points to try.
        seed
            Fixes the points.
        """
        return recheck(self, points, seed)

    def plot(self, ax: Axes | None = None, **layers: Any) -> DiagramPlot:
        """Draw the difference map, with the labels above it: they say what an arrow leads from and to.

        Where the maps agree, regions have the names of their regimes.

        Parameters
        ----------
        ax, **layers
            As for :meth:`PhaseDiagram.plot`; ``title=False`` leaves the labels to the caption.

        Raises
        ------
        FigureError
            There is no such layer, or a layer has no such option.
        """
        from coopgame.figures import Layers, draw

        return draw(Sketch(self), ax, layers=Layers.named(**{"title": True, **layers}))

    def save(self, path: Any) -> DiagramPlot:
        """Draw the difference map and write it as PDF, SVG or PNG, by the ending of ``path``.

        Raises
        ------
        FigureError
            The ending is unknown or the folder does not exist.
        """
        plot = self.plot()
        plot.save(path)
        return plot

    def to_latex(self) -> str:
        """Return a booktabs table of the pairs of regime sets with their areas and conditions."""
        rows = ([_arrows(r.name), condition(r.condition), printed_size(r.area)] for r in self.regions)
        return tabular("llr", [_arrows(" → ".join(self.labels)), "if, off the borders", "area"], rows)

    def __repr__(self) -> str:
        rows = "".join(f"\n  {r.name}: area {r.area}, {r.condition}" for r in self.regions)
        head = f"{' → '.join(self.labels)}; {self.status}; {self.agreement} agree, {self.difference} differ"
        return f"Comparison({head}){rows}"

    def _repr_html_(self) -> str:
        rows = ((r.name, r.area, r.condition) for r in self.regions)
        return table(("regimes", "area", "condition"), rows, caption=" → ".join(self.labels))


def _arrows(name: str) -> str:
    return " $\\to$ ".join(map(text, name.split(" → ")))


def compare(
    first: PhaseDiagram,
    second: PhaseDiagram,
    *,
    labels: Sequence[str] | None = None,
    limits: Limits = USUAL,
) -> Comparison:
    """Return the exact overlay of two maps over the same axes: where they agree, where they differ, and by how much.

    Parameters
    ----------
    first, second
        Two maps of the same parameters with the same ranges, whatever else differs: models, concepts, values.
    labels
        What to call them; by default the names of their concepts.
    limits
        What the exact overlay may cost.

    Raises
    ------
    DiagramError
        The maps do not have the same axes, or one of them is no phase diagram.
    LimitError
        The exact map would cost more than the limits allow.

    Examples
    --------
    >>> import coopgame as cg
    >>> model, axes = cg.models.contracting(), {"x": ("p", 0, 10), "y": ("b", 0, 10)}
    >>> leads = cg.phase_diagram(model, **axes)
    >>> follows = cg.phase_diagram(model, **axes, concept=cg.SubgamePerfect(order=("organization", "government")))
    >>> found = cg.compare(leads, follows, labels=("government leads", "organization leads"))
    >>> print(found.agreement, found.difference)
    40 60
    >>> for region in found.regions[2:4]:
    ...     print(f"{region.name}: area {region.area}, {region.value('government')}")
    capture → cooperation: area 28, -3
    capture → restriction: area 12, 1 - b
    """
    for diagram in (first, second):
        if not isinstance(diagram, PhaseDiagram):
            raise DiagramError(f"compare: expected two phase diagrams, got {type(diagram).__name__}.")
    if labels is None:
        words: list[str] = [diagram.origin.concept.name for diagram in (first, second)]
    else:
        words = [check_label(word, what="label", where="compare") for word in labels]
    if isinstance(labels, str) or len(words) != 2:
        raise DiagramError(f"compare: labels: expected two names, got {labels!r}.")
    if labels is not None and words[0] == words[1]:
        raise DiagramError(f"compare: labels: expected two different names, got {words[0]!r} twice.")
    return Comparison(first, second, (words[0], words[1]), overlaid(first, second, limits))
