"""Refinement in two parameters: borders that have no exact form, followed by ever smaller squares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy

from coopgame.equilibria import Concept, Rule
from coopgame.errors import DiagramError
from coopgame.expressions import exact_number
from coopgame.frozen import FrozenMap
from coopgame.games import Situation
from coopgame.models import Model
from coopgame.notebook import table
from coopgame.parameters import symbol_of
from coopgame.sweeps.axes import Grid, SweepAxis, frozen
from coopgame.sweeps.compiling import compile_request
from coopgame.sweeps.mosaic import Mosaic
from coopgame.sweeps.picture import draw_mosaic
from coopgame.sweeps.probes import Margins, Probe, probe_of_function, probe_of_model
from coopgame.sweeps.quadtree import Leaves, subdivided
from coopgame.sweeps.records import provenance_of
from coopgame.sweeps.request import prepare_sweep
from coopgame.sweeps.task import MARGINS, Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from coopgame.figures import DiagramPlot


@dataclass(frozen=True, repr=False, eq=False)
class Refined:
    """A numerical map of two parameters, fine where a border passes and coarse elsewhere.

    Attributes
    ----------
    mosaic
        The squares, with codes of regime sets and signed margins at their corners.
    unresolved
        The area of the squares through which a border passes or may pass, in units of the axes.
    tolerance
        The share of the box that was asked for.
    points, depth
        How many points were evaluated, and how often squares were halved.

    See Also
    --------
    coopgame.refine : computes one.
    """

    mosaic: Mosaic
    unresolved: float
    tolerance: float
    points: int
    depth: int

    @property
    def x(self) -> SweepAxis:
        """The horizontal axis, with its two ends."""
        return self.mosaic.x

    @property
    def y(self) -> SweepAxis:
        """The vertical axis, with its two ends."""
        assert self.mosaic.y is not None  # noqa: S101 - a refinement has two axes
        return self.mosaic.y

    @property
    def complete(self) -> bool:
        """Whether the unresolved area is within the tolerance; otherwise the points ran out."""
        return self.unresolved <= self.tolerance * self._box

    @property
    def status(self) -> str:
        """``"numerical"``: between points nothing is proved."""
        return "numerical"

    @property
    def provenance(self) -> Mapping[str, str]:
        """What it takes to compute it again, in words."""
        return self.mosaic.provenance

    @property
    def areas(self) -> Mapping[tuple[str, ...], tuple[float, float]]:
        """For each set of regimes the area of squares that have it, and the most it can be with all unresolved ones.

        Parts of a region that are smaller than the squares of the first level can be missed.
        """
        boxes, codes = self.mosaic.boxes
        sizes = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
        _, corners, _ = self.mosaic.cells
        found = {}
        for code, regimes in enumerate(self.mosaic.sets):
            own = float(sizes[codes == code].sum())
            if regimes is not None and (own > 0 or (corners == code).any()):
                found[regimes] = (max(own - self.unresolved, 0.0), min(own + self.unresolved, self._box))
        return FrozenMap(dict(sorted(found.items())))

    @property
    def _box(self) -> float:
        return (self.x.upper - self.x.lower) * (self.y.upper - self.y.lower)

    def plot(self, ax: Axes | None = None, **layers: Any) -> DiagramPlot:
        """Draw it; borders are zeros of signed margins.

        Parameters
        ----------
        ax
            Where to draw; by default a new figure of the width of one journal column.
        **layers
            As for :meth:`coopgame.PhaseDiagram.plot`; ``borders`` takes an exact map whose borders are drawn instead.
        """
        return draw_mosaic(self.mosaic, ax, layers)

    def __repr__(self) -> str:
        rows = "".join(
            f"\n  {self.mosaic.name_of(s)}: area {low:.6g} to {high:.6g}" for s, (low, high) in self.areas.items()
        )
        where = " × ".join(f"{a.symbol} in [{a.lower:g}, {a.upper:g}]" for a in (self.x, self.y))
        return f"Refined({where}; {self.points} points; unresolved area {self.unresolved:.3g}; {self.status}){rows}"

    def _repr_html_(self) -> str:
        rows = ((self.mosaic.name_of(s), f"{low:.6g}", f"{high:.6g}") for s, (low, high) in self.areas.items())
        caption = f"{self.status}, unresolved {self.unresolved:.3g}"
        return table(("regimes", "area from", "to"), rows, caption=caption)


def refine(
    model_or_margins: Model | Situation | Margins,
    x: tuple[Any, Any, Any],
    y: tuple[Any, Any, Any],
    *,
    at: Mapping[Any, Any] | None = None,
    concept: Concept | None = None,
    rule: Rule | None = None,
    tolerance: float = 2e-3,
) -> Refined:
    """Return a numerical map of two parameters, subdivided only where the regimes change or a margin is small.

    Parameters
    ----------
    model_or_margins
        A model or a game; or a function of two arrays of coordinates that returns for each regime its signed margin,
        positive where the regime is possible, for models that nothing here can solve.
    x, y
        ``(parameter, lower, upper)`` with finite bounds inside the parameter space.
    at, concept, rule
        As for :func:`coopgame.sweep`; not for a function.
    tolerance
        The share of the box that may remain in squares through which a border passes or may pass.

    Returns
    -------
    Refined
        The squares, the area that is not resolved, and a picture.

    Raises
    ------
    DiagramError
        An axis is reversed or infinite, the tolerance is not between 0 and 1, or the function returns something else.
    ParameterError
        A parameter is unknown, has no value, or leaves its bounds.

    Examples
    --------
    >>> import coopgame as cg
    >>> found = cg.refine(lambda x, y: {"disc": 1 - x**2 - y**4}, ("x", -2, 2), ("y", -2, 2))
    >>> low, high = found.areas["disc",]
    >>> low < 3.4961 < high and found.unresolved <= 0.032
    True
    """
    share = float(exact_number(tolerance, where="tolerance"))
    if not 0 < share < 1:
        raise DiagramError(f"tolerance: {tolerance} is not between 0 and 1; it is a share of the box.")
    axes = tuple(_axis(name, given) for name, given in (("x", x), ("y", y)))
    if axes[0].symbol == axes[1].symbol:
        raise DiagramError(f"Both axes are {axes[0].symbol}; a map needs two different parameters.")
    if isinstance(model_or_margins, Model | Situation):
        given = {axis.symbol: list(ends) for axis, ends in zip(axes, (x[1:], y[1:]), strict=True)}
        request = prepare_sweep(model_or_margins, given, at=at, concept=concept, rule=rule)
        work = compile_request(request, (MARGINS,))
        assert isinstance(work.places, Grid)  # noqa: S101 - it was asked for above
        leaves, probe = _subdivided(probe_of_model(work), work.places.axes, share)
        return _refined(work.places.axes, leaves, probe, share, (provenance_of(request), request.model.names))
    function: Any = model_or_margins
    if not callable(function) or (at, concept, rule) != (None, None, None):
        raise DiagramError(
            "refine: expected a model, a game, or, without at, concept and rule, a function of two arrays."
        )
    middle = ((axes[0].lower + axes[0].upper) / 2, (axes[1].lower + axes[1].upper) / 2)
    leaves, probe = _subdivided(probe_of_function(model_or_margins, middle), axes, share)
    about = {"model": getattr(model_or_margins, "__name__", "a function"), "status": "numerical"}
    return _refined(axes, leaves, probe, share, (about, {}))


def _axis(name: str, given: Any) -> SweepAxis:
    if isinstance(given, str) or not isinstance(given, tuple | list) or len(given) != 3:
        raise DiagramError(f"{name}: expected (parameter, lower, upper), got {given!r}.")
    symbol: sympy.Symbol = symbol_of(given[0], where=name)
    low, high = (exact_number(end, where=f"{name}: bound of {symbol}") for end in given[1:])
    if low >= high:
        raise DiagramError(f"{name}: the range of {symbol} from {low} to {high} is reversed or a single point.")
    return SweepAxis(symbol, frozen(np.array([float(low), float(high)])))


def _subdivided(probe: Probe, axes: tuple[SweepAxis, ...], share: float) -> tuple[Leaves, Probe]:
    across, up = axes

    def ask(i: Array, j: Array) -> tuple[Array, Array, Array]:
        return probe(_between(across, i), _between(up, j))

    return subdivided(ask, share), probe


def _between(axis: SweepAxis, share: Array) -> Array:
    return axis.lower + share * (axis.upper - axis.lower)


def _refined(
    axes: tuple[SweepAxis, ...],
    leaves: Leaves,
    probe: Probe,
    share: float,
    about: tuple[Mapping[str, str], Mapping[tuple[str, ...], str]],
) -> Refined:
    across, up = axes
    boxes, cells = (
        np.stack([_between((across, up)[k % 2], squares[:, k]) for k in range(4)], axis=1)
        for squares in (leaves.boxes, leaves.cells)
    )
    size = (across.upper - across.lower) * (up.upper - up.lower)
    mosaic = Mosaic(
        across,
        up,
        probe.sets,
        probe.regimes,
        (boxes, leaves.codes),
        (cells, leaves.corners, leaves.margins),
        FrozenMap(about[0]),
        about[1],
    )
    return Refined(mosaic, leaves.unresolved * size, share, leaves.points, leaves.depth)
