"""Every script of the gallery runs and makes a figure."""

import runpy

import pytest
from matplotlib.figure import Figure

from coopgame.figures import DiagramPlot, EquilibriumPlot, PanelPlot, TreePlot

from .pages import DOCS, named

PLOTS = (DiagramPlot, EquilibriumPlot, PanelPlot, TreePlot)

SCRIPTS = sorted((DOCS / "gallery_src").glob("plot_*.py"))


def test_there_are_at_least_twenty_scripts():
    assert len(SCRIPTS) >= 20


@pytest.mark.thorough
@pytest.mark.parametrize("script", SCRIPTS, ids=named)
def test_the_script_makes_a_figure(script, monkeypatch):
    monkeypatch.chdir(script.parent)
    made = [v for v in runpy.run_path(str(script)).values() if isinstance(v, (*PLOTS, Figure))]
    assert made
    for plot in made:
        words = plot.alt_text if isinstance(plot, PLOTS) else plot.get_label()
        assert len(words) > 20
