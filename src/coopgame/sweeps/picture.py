"""Pictures of sweeps and refinements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

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
    return draw(sampled_diagram(mosaic, left.pop("borders", None)), ax, layers=Layers.named(**left))
