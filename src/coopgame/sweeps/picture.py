"""Pictures of sweeps and refinements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coopgame.errors import DiagramError
from coopgame.results import PhaseDiagram
from coopgame.sweeps.mosaic import Mosaic, mosaic_of
from coopgame.sweeps.result import Sweep

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from coopgame.figures import DiagramPlot


def draw_sweep(sweep: Sweep, ax: Axes | None, layers: Mapping[str, Any]) -> DiagramPlot:
    """Draw a sweep over one or two axes; the option ``borders`` takes those of an exact map."""
    return draw_mosaic(mosaic_of(sweep), ax, layers)


def draw_mosaic(mosaic: Mosaic, ax: Axes | None, layers: Mapping[str, Any]) -> DiagramPlot:
    """Draw rectangles whose corners are sampled."""
    from coopgame.figures import Layers, draw
    from coopgame.figures.samples import sampled_diagram

    left = dict(layers)
    borders = left.pop("borders", None)
    _check_axes(mosaic, borders)
    return draw(sampled_diagram(mosaic, borders), ax, layers=Layers.named(**left))


def _check_axes(mosaic: Mosaic, borders: Any) -> None:
    """Refuse borders that belong to a picture with other axes.

    Raises
    ------
    DiagramError
        They are none of a map, or its axes or the values of other parameters are not these.
    """
    if borders is None:
        return
    if not isinstance(borders, PhaseDiagram):
        raise DiagramError(f"plot: borders: expected a phase diagram, got {type(borders).__name__}.")
    own = [axis.symbol.name for axis in (mosaic.x, mosaic.y) if axis is not None]
    theirs = [s.name for s in borders.symbols]
    if own != theirs:
        raise DiagramError(
            f"plot: the axes of the map are {', '.join(theirs)}, but those of the sweep are {', '.join(own)}."
        )
    here, there = (_fixed(one.provenance) for one in (mosaic, borders))
    for name in sorted(here.keys() & there.keys()):
        if here[name] != there[name]:
            raise DiagramError(f"plot: the map has {name} = {there[name]}, but the sweep has {name} = {here[name]}.")


def _fixed(provenance: Mapping[str, str]) -> dict[str, str]:
    """Return the values of the parameters that are not on axes, as they are told."""
    pairs = (part.partition(" = ") for part in provenance.get("parameters", "").split(", ") if part)
    return {name: value for name, _, value in pairs}
