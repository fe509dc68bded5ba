"""Collect the figures of gallery scripts: every plot or matplotlib figure bound to a name in the block just run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from weakref import WeakSet

from matplotlib.figure import Figure
from sphinx_gallery.scrapers import figure_rst

from coopgame.figures import DiagramPlot, EquilibriumPlot, PanelPlot, TreePlot

_SEEN: WeakSet[Figure] = WeakSet()


class Scraper:
    """Save each figure once, with its alternative text."""

    def __repr__(self) -> str:
        return "plot_scraper"

    def __call__(self, _block: Any, block_vars: Mapping[str, Any], gallery_conf: Mapping[str, Any]) -> str:
        rst = ""
        for value in self._new(block_vars["example_globals"].values()):
            path = next(block_vars["image_path_iterator"])
            if isinstance(value, DiagramPlot | EquilibriumPlot | PanelPlot | TreePlot):
                value.save(path, sidecar=False)
                words = value.alt_text
            else:
                value.savefig(path, dpi=200)
                words = value.get_label() or "Figure of this example"
            rst += figure_rst([path], gallery_conf["src_dir"], words)
        return rst

    def _new(self, values: Any) -> Iterator[DiagramPlot | EquilibriumPlot | PanelPlot | TreePlot | Figure]:
        for value in list(values):
            figure = value.figure if isinstance(value, DiagramPlot | EquilibriumPlot | PanelPlot | TreePlot) else value
            if isinstance(figure, Figure) and figure not in _SEEN:
                _SEEN.add(figure)
                yield value


def _get_sg_image_scraper() -> Callable[..., str]:
    return Scraper()
