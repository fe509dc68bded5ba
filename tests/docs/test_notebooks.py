"""Every notebook runs cell by cell, and what its cells end with can be shown."""

import ast

import pytest

from coopgame.figures import DiagramPlot, EquilibriumPlot

from .pages import DOCS, named

NOTEBOOKS = sorted((DOCS / "notebooks_src").glob("plot_*.py"))


def cells(path):
    """The cells of a script, as notebooks split it."""
    return path.read_text(encoding="utf-8").split("\n# %%\n")


def run(path):
    """Run a script cell by cell, and return what each cell ends with."""
    space, shown = {"__name__": "__main__"}, []
    for cell in cells(path):
        tree = ast.parse(cell)
        *before, last = tree.body
        value = isinstance(last, ast.Expr) and not isinstance(last.value, ast.Constant)
        exec(compile(ast.Module(before if value else tree.body, []), str(path), "exec"), space)  # noqa: S102
        if value:
            shown.append(eval(compile(ast.Expression(last.value), str(path), "eval"), space))  # noqa: S307
    return shown


def test_there_are_two_notebooks():
    assert len(NOTEBOOKS) >= 2


@pytest.mark.thorough
@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_the_notebook_runs_and_shows_tables_and_figures(path):
    shown = [value for value in run(path) if value is not None]
    figures = [value for value in shown if isinstance(value, DiagramPlot | EquilibriumPlot)]
    tables = [value for value in shown if value not in figures]
    assert len(figures) >= 3
    assert len(tables) >= 5
    for value in tables:
        assert value._repr_html_().startswith(("<table>", "<p>"))
    for value in figures:
        assert len(value.alt_text) > 20
        assert value.unplaced == ()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_no_output_is_stored(path):
    assert not list(path.parent.glob("*.ipynb"))
    assert path.read_text(encoding="utf-8").startswith('"""\n')
