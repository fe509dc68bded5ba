"""Draw finished phase diagrams for print; the only room of the house that knows matplotlib and shapely."""

from coopgame.figures.along_plot import draw_along
from coopgame.figures.drawing import draw
from coopgame.figures.equilibrium_plot import EquilibriumPlot
from coopgame.figures.facets import draw_facets
from coopgame.figures.fields import Field
from coopgame.figures.layers import Layers
from coopgame.figures.levels_plot import draw_levels
from coopgame.figures.palette import assign_colours
from coopgame.figures.panels import PanelPlot
from coopgame.figures.replies_plot import draw_replies
from coopgame.figures.result import DiagramPlot
from coopgame.figures.style import (
    ELSEVIER_DOUBLE,
    ELSEVIER_ONE_AND_HALF,
    ELSEVIER_SINGLE,
    NATURE_DOUBLE,
    NATURE_SINGLE,
    Preset,
    style,
)
from coopgame.figures.surface_plot import draw_surfaces
from coopgame.figures.traces_plot import draw_traces
from coopgame.figures.tree_plot import TreePlot, draw_tree

__all__ = [
    "ELSEVIER_DOUBLE",
    "ELSEVIER_ONE_AND_HALF",
    "ELSEVIER_SINGLE",
    "NATURE_DOUBLE",
    "NATURE_SINGLE",
    "DiagramPlot",
    "EquilibriumPlot",
    "Field",
    "Layers",
    "PanelPlot",
    "Preset",
    "TreePlot",
    "assign_colours",
    "draw",
    "draw_along",
    "draw_facets",
    "draw_levels",
    "draw_replies",
    "draw_surfaces",
    "draw_traces",
    "draw_tree",
    "style",
]
