"""Every script of the gallery runs and makes a figure."""

import runpy

import pytest
from matplotlib.figure import Figure

from coopgame.figures import DiagramPlot, EquilibriumPlot, PanelPlot, TreePlot

from .pages import DOCS, named

PLOTS = (DiagramPlot, EquilibriumPlot, PanelPlot, TreePlot)

SCRIPTS = sorted((DOCS / "gallery_src").glob("plot_*.py"))
#: Seconds each; every build of the documentation runs them all the same, and stops at an error.
SLOW = {
    "plot_02_topologies",
    "plot_07_closures",
    "plot_08_abilities",
    "plot_10_certified",
    "plot_14_assumptions",
    "plot_15_ownership",
    "plot_21_spence",
    "plot_34_surfaces",
    "plot_35_sweep",
    "plot_36_refinement",
}
MARKED = [pytest.param(s, marks=[pytest.mark.long] if s.stem in SLOW else []) for s in SCRIPTS]


def test_there_are_at_least_twenty_scripts():
    assert len(SCRIPTS) >= 20
    assert {script.stem for script in SCRIPTS} >= SLOW


@pytest.mark.parametrize("script", MARKED, ids=named)
def test_the_script_makes_a_figure(script, monkeypatch):
    monkeypatch.chdir(script.parent)
    made = [v for v in runpy.run_path(str(script)).values() if isinstance(v, (*PLOTS, Figure))]
    assert made
    for plot in made:
        words = plot.alt_text if isinstance(plot, PLOTS) else plot.get_label()
        assert len(words) > 20
