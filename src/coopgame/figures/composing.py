"""Put a diagram on a sheet with every text in its place, ready to be painted or written as TikZ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from coopgame.figures.layers import Layers
from coopgame.figures.layout import Keys, Layout, arrange
from coopgame.figures.legend import Legend, make_entries, place_legend
from coopgame.figures.overlays import Overlays
from coopgame.figures.palette import assign_colours
from coopgame.figures.place_formulas import curves
from coopgame.figures.protocol import DiagramLike
from coopgame.figures.scene import Scene, make_scene
from coopgame.figures.sheet import Sheet

NO_OVERLAYS = Overlays()
NO_KEYS = Keys()


@dataclass(frozen=True)
class Composition:
    """A diagram on a sheet, with its texts in place.

    Parameters
    ----------
    diagram
        The diagram.
    overlays
        What lies over or under it.
    layers
        Which layers are shown.
    sheet
        Sizes and margins.
    scene
        The diagram in points.
    layout
        The places of the texts.
    colours
        The colours by regime.
    legend
        The legend beneath the axes.
    """

    diagram: DiagramLike
    overlays: Overlays
    layers: Layers
    sheet: Sheet
    scene: Scene
    layout: Layout
    colours: Mapping[str, str]
    legend: Legend = field(default_factory=Legend)

    def with_legend(self) -> Composition:
        """Return the composition with a legend; it may reach under the ticks on the left but not off the page."""
        if not self.layers.shows("legend"):
            return self
        sheet = self.sheet
        left, right = max(sheet.left - 4, 0.0), max(sheet.width - sheet.left - sheet.size[0] - 3, 0.0)
        entries = make_entries(self.scene, self.layout, self.layers, left + sheet.size[0] + right)
        return replace(self, legend=place_legend(entries, self.layers, sheet.size[0], (left, right)))


def compose(
    diagram: DiagramLike,
    sheet: Sheet,
    layers: Layers,
    overlays: Overlays = NO_OVERLAYS,
    *,
    colours: Mapping[str, str] | None = None,
    keys: Keys = NO_KEYS,
) -> Composition:
    """Return a diagram on a sheet, without a legend.

    Parameters
    ----------
    diagram, sheet, layers, overlays
        What is drawn, and where.
    colours
        The colours of the figure that it is a panel of; by default its own.
    keys
        What has a key already in this figure.
    """
    scene = make_scene(diagram, sheet.size, overlays)
    layout = arrange(scene, curves(diagram.boundaries, scene.borders), layers, keys)
    own = assign_colours(regimes_of(diagram)) if colours is None else colours
    return Composition(diagram, overlays, layers, sheet, scene, layout, own)


def regimes_of(diagram: DiagramLike) -> list[str]:
    """Return every regime that has a colour in the diagram."""
    sets = [region.regimes for region in diagram.regions] + [thin.regimes for thin in diagram.thin]
    return sorted({regime for regimes in sets for regime in regimes})
